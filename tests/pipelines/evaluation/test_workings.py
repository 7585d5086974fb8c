"""What completions show beside their answers, on tables worked by hand."""

from math import comb

import pyarrow as pa
import pytest

from curricula.working.read_completion import read_completion
from generators.catalog import family
from generators.problem import Setting
from generators.render import render
from pipelines.evaluation.completion_table import SCHEMA
from pipelines.evaluation.evaluate import solution_of
from pipelines.evaluation.findings import summarise
from tests.drawn_completions import CHAIN, completion, table


def block(rows: list[dict], kind: str = "all") -> dict:
    return summarise(table(rows))["bands"]["6-9"]["types"][kind]


def test_tries_until_a_strategy_is_used_are_told_as_pass_at_k_is():
    rows = [
        completion(f"e{i}", strategy="mirrored" if number < i else "forward", sample=number)
        for i in range(3)
        for number in range(8)
    ]
    used = block(rows)["used_at_k"]
    assert list(used["mirrored"]) == ["1", "2", "4", "8"]
    for k in (1, 2, 4, 8):
        expected = [1 - comb(8 - i, k) / comb(8, k) for i in range(3)]
        assert used["mirrored"][str(k)]["value"] == pytest.approx(sum(expected) / 3)
    assert used["forward"]["8"]["value"] == 1 and used["forward"]["8"]["low"] < 1


def test_each_type_counts_the_same_in_what_is_used():
    rows = [completion(f"e{i}", strategy="mirrored") for i in range(6)]
    rows += [completion(f"i{i}", "inversion") for i in range(2)]
    assert block(rows)["used_at_k"]["mirrored"]["1"]["value"] == pytest.approx(0.5)


def test_right_solutions_are_counted_once_for_each_step_graph():
    solutions = {"a": ["x", "y", "x", ""], "b": ["", "", "", ""], "c": ["x", "x", "x", "x"]}
    rows = [
        completion(problem, solution=solution, sample=number)
        for problem, each in solutions.items()
        for number, solution in enumerate(each)
    ]
    assert block(rows)["distinct_solutions"]["value"] == pytest.approx((2 + 0 + 1) / 3)
    assert block([completion("a", solution="")])["distinct_solutions"] is None


def test_steps_that_fail_independently_keep_the_law():
    """Of 3 lines: 40 completions whole, 20 wrong in the second line."""
    rows = [completion(f"p{i}", lines=3) for i in range(40)]
    rows += [completion(f"w{i}", lines=3, first_wrong=1, correct=False) for i in range(20)]
    steps = block(rows)["steps"]
    assert steps["success"]["value"] == pytest.approx((40 * 3 + 20) / (40 * 3 + 40))
    told = steps["lines"]["3"]
    assert told["completions"] == 60 and told["whole"]["value"] == pytest.approx(2 / 3)
    assert told["law"] == pytest.approx(0.875**3)
    few = [completion(f"p{i}", lines=4) for i in range(5)]
    assert list(block(rows + few)["steps"]["lines"]) == ["3"]


def test_a_shortcut_is_told_apart_on_the_problems_that_it_solves():
    rows = [
        completion(f"m{i}", shortcuts="mirrored", strategy="mirrored", correct=True)
        for i in range(4)
    ]
    rows += [
        completion(f"o{i}", shortcuts="", strategy="mirrored", correct=False) for i in range(5)
    ]
    rows += [completion(f"o{i}", shortcuts="", correct=True) for i in range(5, 10)]
    found = block(rows)["shortcuts"]["mirrored"]
    assert found["problems"] == 4 and found["share_on"]["value"] == 1
    assert found["share_off"]["value"] == 0.5 and found["accuracy_off"]["value"] == 0.5
    assert found["accuracy_on"]["value"] == 1
    assert block([completion("o")])["shortcuts"] == {}


def test_tables_of_earlier_versions_say_nothing_of_it():
    plain = table([completion(f"p{i}") for i in range(30)])
    kept = [name for name in SCHEMA.names if name not in ("shortcuts", "lines", "solution")]
    found = summarise(plain.select(kept))["bands"]["6-9"]["types"]["all"]
    assert found["steps"] is None and found["distinct_solutions"] is None
    assert found["shortcuts"] == {} and isinstance(plain, pa.Table)


def test_the_order_of_claims_makes_no_other_solution():
    """Merging neighbours in another order is the same graph; another strategy is another."""
    chain = family(CHAIN)
    keys = {}
    for index in range(20):
        problem = Setting(chain, 2, {"numerals": "plain", "steps": 4}).problem(0, index)
        row = {"family": CHAIN, "params": problem.params_text, "answer": problem.answer}
        row |= {"answer_kind": "integer", "wording": "natural"}
        for strategy in ("forward", "pairwise_merge"):
            solution = problem.solve(strategy)
            lines = render(problem, solution, "plain").split("\n")
            text = "\n".join(lines)
            reading = read_completion(f"{text}\nAnswer: {solution.answer}", row)
            keys[index, strategy] = solution_of(reading)
            turned = "\n".join([*lines[1:2], *lines[:1], *lines[2:]])
            again = read_completion(f"{turned}\nAnswer: {solution.answer}", row)
            if again.first_wrong is None and reading.first_wrong is None:
                assert solution_of(again) == keys[index, strategy]
        wrong = read_completion("Answer: nothing", row)
        assert solution_of(wrong) == ""
    told = [key for key in keys.values() if key]
    assert len(told) > 30 and len(set(told)) == len(told)
