"""What the texts of a file tell of a derivation by themselves."""

import pytest

from generators.derivations.texts import TextStep, derivation_faults
from generators.laws.deletions import text_steps
from tests.drawn import every_setting, setting

STATEMENT = "What are 3 boxes of 4 pens and 5 pens more, shared by 17 children?"
CONCLUSION = TextStep("So {}.", "(3 * 4 + 5)/17 = 1", [], [-1, 2], [], "main")
SOUND = [
    TextStep("The boxes: {}.", "3 * 4 = 12", ["12"], [-1], [], "main"),
    TextStep("All pens: {}.", "12 + 5 = 17", ["17"], [-1, 0], [], "main"),
    TextStep("Each gets {}.", "17/17 = 1", ["1"], [-1, 1], [], "main"),
    CONCLUSION,
]


def reasons(steps: list[TextStep]) -> list[str]:
    found = derivation_faults(steps, STATEMENT, None, "1")
    return [f"{index}: {reason}" for index, reason in found]


def changed(place: int, **fields: object) -> list[TextStep]:
    return [*SOUND[:place], SOUND[place]._replace(**fields), *SOUND[place + 1 :]]


def test_a_sound_derivation_has_no_fault():
    assert reasons(SOUND) == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        # 12 stands behind the sign too, where it may be found; before it, it is used
        ({"claim": "12 + 5 = 12 + 5 = 17", "gives": ["12", "17"], "premises": [-1]}, "12 has no"),
        ({"claim": "12 :: 17 - 5 = 12", "gives": ["12"], "premises": [-1]}, "12 has no"),
        ({"claim": "12 = 5 + 7 = 12", "gives": ["7", "12"], "premises": [-1]}, "12 has no"),
    ],
)
def test_what_is_used_needs_a_source_though_it_is_found_further_right(fields, fault):
    assert any(reason.startswith(f"1: {fault}") for reason in reasons(changed(1, **fields)))


@pytest.mark.parametrize(
    "fields",
    [
        {"claim": "12 + 5 = 12 + 5 = 17", "gives": ["12", "17"]},  # a premise gives 12 too
        {"claim": "12 + 5 = 17, 17 - 5 = 12", "gives": ["17"]},
        {"claim": "12 = 2 * 6, 6 + 6 = 12, 12 + 5 = 17", "gives": ["2", "6", "17"]},
    ],
)
def test_what_a_chain_finds_may_be_used_by_the_next(fields):
    assert reasons(changed(1, **fields)) == []


def test_every_line_that_finds_a_number_is_rested_on_though_it_uses_it_too():
    more = TextStep("Also {}.", "12 + 5 - 5 = 12", ["12"], [-1, 0], [], "main")
    steps = [*SOUND[:1], more, *[moved(step) for step in SOUND[1:]]]
    assert reasons(steps) == ["1: no later step rests on it"]


def moved(step: TextStep) -> TextStep:
    """A step behind a new one at place 1."""
    return step._replace(premises=[premise + (premise > 0) for premise in step.premises])


def test_the_statement_is_no_premise_of_a_line_that_shows_nothing_of_it():
    own = TextStep("Half: {}.", "12/2 = 6", ["6"], [-1, 0], ["2"], "main")
    used = TextStep("Again {}.", "6 + 6 = 12", ["12"], [1], [], "main")
    steps = [SOUND[0], own, used, *[later(step) for step in SOUND[1:]]]
    assert reasons(steps) == ["1: it is said to rest on the statement, of which it shows nothing"]
    steps[1] = own._replace(premises=[0])
    assert reasons(steps) == []


def later(step: TextStep) -> TextStep:
    """A step behind two new ones, of which the second gives 12 anew."""
    return step._replace(premises=[premise + 2 * (premise >= 0) for premise in step.premises])


def test_a_coefficient_1_may_be_the_statements_though_it_does_not_show():
    steps = changed(0, claim="x + 12 = 12 + x", gives=["12"])
    assert not any("of which it shows nothing" in reason for reason in reasons(steps))


def test_a_line_may_give_all_its_numbers_unless_it_rests_on_the_statement():
    """As one that reads digits off a number."""
    line = TextStep("Count: {}.", "6 - 2 = 4", ["6", "2", "4"], [], [], "main")
    used = TextStep("So {}.", "6 + 2 + 4 = 12", ["12"], [1], [], "main")
    steps = [SOUND[0], line, used, *[later(step) for step in SOUND[1:]]]
    steps[3] = steps[3]._replace(premises=[-1, 0, 2])
    assert reasons(steps) == []
    steps[1] = line._replace(premises=[-1])
    assert reasons(steps)[0].startswith("1: it gives every number that it shows")


def test_an_answer_with_a_root_may_be_written_otherwise_by_the_steps():
    equation = "2x^2 - 6x - 9 = 0"
    roots = "x = (3 + 3sqrt(3))/2 or x = (3 - 3sqrt(3))/2"
    gives = ["3", "3", "3", "2", "3", "3", "3", "2"]
    steps = [
        TextStep("So {}.", f"{equation} :: {roots}", gives, [-1], [], "main"),
        TextStep("So {}.", f"{equation} :: {roots}", [], [-1, 0], [], "main"),
    ]
    answer = "{3/2 - 3/2*sqrt(3), 3/2 + 3/2*sqrt(3)}"
    assert not list(derivation_faults(steps, f"Solve {equation}.", None, answer))
    ten = TextStep("So {}.", f"{equation} :: {roots.replace('/2', '/10')}", [], [-1, 0], [], "main")
    faults = list(derivation_faults([steps[0], ten], f"Solve {equation}.", None, answer))
    assert (1, "its own steps do not reach 10 of the answer") in faults


@every_setting
def test_the_files_of_many_problems_hold_sound_derivations(name, difficulty):
    """More problems than the laws look at, each by two strategies in turn: a share 1/4 of 1 and 4
    came once in thirty, and `1/4 = 1/4` says nothing."""
    for index in range(80):
        problem = setting(name, difficulty).problem(0, index)
        names = problem.strategies()
        for strategy in (names * 2)[index % len(names) :][:2]:
            solution = problem.solve(strategy)
            texts = text_steps(problem, solution), problem.statement, problem.names
            faults = list(derivation_faults(*texts, solution.answer))
            assert not faults, f"{problem.id}, {strategy}: {faults[0]}"
