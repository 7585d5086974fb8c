"""Problems drawn in memory: what is asked is checked at once."""

import pytest

from curricula import CurriculaError, Family, family, generate
from curricula.approaches import read_approaches, strategies_by_approach
from generators.family import APPROACHES

CHAIN = "finite_fields.operation_chain"


def test_a_family_is_named_or_given_and_strategies_are_drawn_by_approach():
    given = family(CHAIN)
    assert isinstance(given, Family)
    for asked, due in (("backward", {"backward"}), (["backward,enumerative"], None)):
        count = 1 if due else 2
        drawn = list(generate(given, 2, strategies=count, size=3, approach=asked))
        assert len(drawn) == 3
        for problem, solutions in drawn:
            found = {solution.approach for solution in solutions}
            assert found == (due or {"backward", "enumerative"})
            assert problem.id in repr(solutions[0])
        assert drawn[0]._repr_markdown_().count("```text") == count


def test_approaches_are_read_as_people_write_them():
    assert read_approaches("Backward, estimate-and-correct") == (
        "backward",
        "estimate_and_correct",
    )
    assert read_approaches(["transform", "forward"]) == ("forward", "transform")
    with pytest.raises(CurriculaError, match="is no approach; there are forward.*mean backward"):
        read_approaches("bakcward")


def test_no_strategy_of_another_approach_is_among_those_of_several_families():
    families = [family(name) for name in ("linear_algebra.linear_system", CHAIN)]
    families += [family("word_problems.two_quantities")]
    for approach in APPROACHES:
        try:
            names = strategies_by_approach(families, [approach])
        except CurriculaError as error:
            assert "theirs are" in str(error)
            continue
        for each in families:
            there = [each.strategies[name].approach for name in names if name in each.strategies]
            assert set(there) <= {approach}


@pytest.mark.parametrize(
    "asked, says",
    [
        ({"family": 4}, "family: 4, of type int, is not a text"),
        ({"family": "gdc"}, "did you mean number_theory.gcd"),
        ({"size": "ten"}, "size: 'ten', of type str, is not a whole number"),
        ({"size": -1}, "size"),
        ({"difficulty": 2.5}, "difficulty: 2.5, of type float"),
        ({"strategies": None}, "strategies: None is not a whole number"),
        ({"strategies": {"forwad": 1}}, "did you mean forward"),
        ({"strategies": {1: 1}}, "strategies: 1, of type int, is not a text"),
        ({"knobs": ["prime"]}, "knobs: .* is not a mapping of names to values"),
        ({"knobs": {"prme": 7}}, "did you mean prime"),
        ({"choices": {"gess": "random"}}, "did you mean guess"),
        ({"approach": 3}, "approach: 3, of type int"),
        ({"seed": "a"}, "seed: 'a', of type str"),
    ],
)
def test_what_cannot_be_drawn_is_refused_when_it_is_asked_for(asked, says):
    with pytest.raises(CurriculaError, match=says):
        generate(**{"family": CHAIN, **asked})  # nothing was taken of it
