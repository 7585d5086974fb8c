"""The study's family: its types, guesses, mappings, fields and terse wording."""

from collections import Counter
from dataclasses import replace

import pytest

from generators import catalog
from generators.knobs import KnobError
from generators.problem import Problem, Setting
from generators.render import render, statement

FAMILY = catalog.family("finite_fields.operation_chain")


def problems(count: int = 200, difficulty: int = 2, **knobs):
    setting = Setting(FAMILY, difficulty, knobs)
    return [setting.problem(0, i) for i in range(count)]


def walk(problem: Problem) -> int:
    """The answer found by trying every start, independently of the family's own arithmetic."""
    p, value = problem.params.p, problem.params.known
    for part in problem.params.parts:

        def run(x: int, operations=part.operations) -> int:
            for sign, c in operations:
                x = {"+": x + c, "-": x - c, "*": x * c, "/": x * pow(c, p - 2, p)}[sign] % p
            return x

        value = next(x for x in range(p) if run(x) == value) if part.inverse else run(value)
    return value


@pytest.mark.parametrize("kind", ["evaluation", "inversion", "composition"])
@pytest.mark.parametrize("prime", [3, 11, 13, 101])
def test_every_type_in_every_field_is_solved_right(kind, prime):
    for problem in problems(40, type=kind, prime=prime, operations="add|multiply|subtract|divide"):
        assert problem.type == kind and problem.answer_value == walk(problem)
        for name in problem.strategies():
            solution = problem.solve(name)
            assert solution.correct and solution.answer == problem.answer


def test_types_are_drawn_evenly():
    kinds = Counter(problem.type for problem in problems(2_000))
    assert set(kinds) == {"evaluation", "inversion"} and abs(kinds["evaluation"] - 1_000) < 120


def test_a_random_guess_is_right_by_chance_and_wrong_ones_say_so():
    wrong = right = 0
    for problem in problems(600, type="inversion", prime=11):
        solution = problem.solve("forward", guess="random")
        if solution.correct:
            right += 1
            assert solution.fault_step is None and solution.answer == problem.answer
        else:
            wrong += 1
            assert solution.fault_kind == "guess" and solution.fault_step == len(solution.steps) - 1
            assert solution.answer != problem.answer and not solution.steps[-1].claim.holds()
            assert all(step.claim.holds() for step in solution.steps[:-1])
        assert problem.solve("backward", guess="random").correct
    assert 25 < right < 95


def test_an_enumerating_guess_tries_values_until_one_fits():
    for problem in problems(100, type="evaluation"):
        solution = problem.solve("backward", guess="enumerate")
        part = problem.params.parts[0]
        tries = (problem.answer_value - part.guess) % problem.params.p + 1
        assert solution.correct and len(solution.steps) == tries * len(part.operations) + 1


def test_an_oracle_guess_is_always_right():
    assert all(
        problem.solve(name).correct for problem in problems(100) for name in ("forward", "backward")
    )


def test_symbols_hide_numbers_and_the_mapping_can_be_fixed():
    drawn = problems(50)
    assert len({problem.params.order for problem in drawn}) > 45
    assert all(sorted(problem.params.order) == list(range(11)) for problem in drawn)
    fixed = problems(50, mapping="fixed")
    assert len({problem.params.order for problem in fixed}) == 1 and fixed[0].params.order != tuple(
        range(11)
    )
    plain = problems(50, numerals="plain")
    assert all(problem.names is None and problem.answer.isdecimal() for problem in plain)
    assert all(
        problem.answer_kind == "symbol" and problem.answer in problem.statement for problem in drawn
    )


def test_the_key_ignores_symbols_labels_unused_operations_and_type():
    setting = Setting(FAMILY, 2, {"listed": 10, "labels": 24})
    for i in range(50):
        problem = setting.problem(0, i)
        params = problem.params
        part = params.parts[0]
        bare = part._replace(listed=part.operations, first=0, end=len(part.operations), guess=0)
        same = Problem(FAMILY, type(params)(params.p, (bare,), params.known, (), 1), 0, "same")
        turned = Problem(
            FAMILY,
            type(params)(params.p, (bare._replace(inverse=not part.inverse),), params.known, (), 1),
            0,
            "turned",
        )
        assert same.key == problem.key
        assert turned.split_key == problem.split_key and turned.key != problem.key
    subtracting = type(params)(11, (bare._replace(listed=(("-", 4),), end=1),), 3, (), 1)
    adding = type(params)(11, (bare._replace(listed=(("+", 7),), end=1),), 3, (), 1)
    assert Problem(FAMILY, subtracting, 0, "a").key == Problem(FAMILY, adding, 0, "b").key


def test_the_terse_wording_is_one_word_a_token_from_a_small_vocabulary():
    vocabulary = set()
    offsets = Counter()
    for problem in problems(400, listed=10, labels=24, numerals="plain", steps=(2, 5)):
        words = statement(problem, "terse").split(" ")
        part = problem.params.parts[0]
        assert (
            words.count("?") == 1
            and words[0] == f"s{problem.params.label}"
            and len(part.listed) == 10
        )
        vocabulary.update(words)
        offsets[problem.params.label] += 1
        for name in ("forward", "backward"):
            text = render(problem, problem.solve(name), "terse").split(" ")
            assert text[0] == name and "" not in text
            vocabulary.update(text)
    assert len(vocabulary) < 90 and len(offsets) == 15


def test_terse_steps_carry_the_label_of_their_operation():
    problem = next(
        p for p in problems(20, listed=10, labels=24, numerals="plain", type="evaluation")
    )
    part, words = (
        problem.params.parts[0],
        render(problem, problem.solve("forward"), "terse").split(" "),
    )
    assert words[1::3] == [f"s{problem.params.label + i}" for i in range(part.first, part.end)]
    assert words[2::3] == [f"{sign}{c}" for sign, c in part.operations]


@pytest.mark.parametrize(
    ("knob", "value"),
    [
        ("prime", 12),
        ("prime", 1009),
        ("steps", 0),
        ("type", "division"),
        ("operations", "add|add"),
        ("parts", (1, 2)),
    ],
)
def test_knobs_that_make_no_chain_are_refused(knob, value):
    with pytest.raises(KnobError, match=knob):
        Setting(FAMILY, 2, {knob: value})


def test_the_capacity_counts_every_chain():
    setting = Setting(FAMILY, 1, {"steps": 1, "prime": 3, "type": "evaluation"})
    keys = {setting.problem(0, i).key for i in range(500)}
    assert setting.capacity.exact and len(keys) == setting.capacity.problems == 9


def test_the_mirrored_run_is_right_where_the_chain_undoes_itself_or_keeps_its_start():
    """f(f(x)) = x for affine f: the factor is -1, or x is a fixed point; in GF(p) that is 1/(p - 1)
    + (p - 2)/(p - 1) * 1/p of all maps."""
    mirrored, p = FAMILY.shortcuts["mirrored"], 11
    drawn = problems(3_000, steps=(6, 9), type="evaluation")
    for problem in drawn[:300]:
        params = problem.params
        again = type(params)(p, params.parts, problem.answer_value, params.order, params.label)
        assert mirrored(params) == (walk(Problem(FAMILY, again, 0, "again")) == params.known)
    share = sum(mirrored(problem.params) for problem in drawn) / len(drawn)
    assert abs(share - (1 / (p - 1) + (p - 2) / (p - 1) / p)) < 0.03
    turned = [problem.params.parts[0]._replace(inverse=True) for problem in drawn[:300]]
    backwards = [
        type(problem.params)(p, (part,), problem.params.known, (), 1)
        for problem, part in zip(drawn, turned, strict=False)
    ]
    assert [mirrored(params) for params in backwards] == [
        mirrored(problem.params) for problem in drawn[:300]
    ]


def test_what_is_asked_may_come_first_and_then_the_last_word_tells_no_type():
    """The same words, in another order: the key and the answer know nothing of it, and a model has
    to carry what is asked past the operations."""
    plain = {"listed": 10, "labels": 24, "numerals": "plain"}
    for problem in problems(50, **plain, asked="first"):
        last = replace(problem.params, asked="last")
        same = Problem(FAMILY, last, problem.phrasing, "same")
        words, others = [statement(each, "terse").split(" ") for each in (problem, same)]
        assert Counter(words) - Counter([";"]) == Counter(others) and words != others
        assert words[0] in ("start", "end") and words[3] in ("start", "end")
        assert words[-2] == "to" and others[-1] in ("start", "end")
        assert (same.key, same.split_key, same.answer) == (
            *(problem.key, problem.split_key),
            problem.answer,
        )
        assert '"asked":"first"' in problem.params_text and "asked" not in same.params_text
        assert FAMILY.load(problem.params_text) == problem.params
    mixed = Counter([problem.params.asked for problem in problems(60, **plain, asked="last|first")])
    assert min(mixed["first"], mixed["last"]) > 15
    with pytest.raises(ValueError, match="asked is 'last' or 'first', not 'never'"):
        FAMILY.load(problem.params_text.replace('"first"', '"never"'))
