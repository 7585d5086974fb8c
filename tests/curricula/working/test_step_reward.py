"""What steps earn: the whole of one solution everything, padding nothing, and only in its order."""

from functools import cache
from itertools import product
from typing import Any

import pytest

from curricula.working.references import NoReferences, References
from curricula.working.route import BRIDGES, follow
from curricula.working.step_reward import (
    answers_rightly,
    claim_of,
    claimed,
    dense_then_binary,
    group_shares,
    judged_spans,
    share_of,
    step_reward,
    working,
)
from generators.errors import RequestError
from generators.problem import Setting
from generators.render import render
from generators.solution import show_steps
from pipelines.dataset.rows import step_row
from tests.drawn import every_family, family, setting


@every_family
def test_a_whole_solution_earns_all_and_padding_nothing(name):
    for difficulty in (2, 4):
        problem = setting(name, difficulty).problem(4, difficulty)
        references = References.of_problem(problem)
        for strategy in problem.strategies():
            lines = show_steps(problem.solve(strategy).steps, problem.names)
            assert working("\n".join(lines), references).share == 1, strategy
            assert working("\n".join(lines * 3), references).share <= 0.5, "repeats are paid"
            assert working("\n".join([*lines, *["1 = 1", "5 = 5"] * 20]), references).share < 1
            if len(lines) > 4:
                assert working("\n".join(lines[: len(lines) // 2]), references).share < 1
        assert working("1 = 1\n" * 50, references).share == 0
        for sprayed in (range(0, 11), range(10, 21)):
            text = "\n".join([f"{a} + {b} = {a + b}" for a, b in product(sprayed, sprayed)])
            assert working(text, references).share < 0.15
        assert working(f"Answer: {problem.answer}", references).share == 0


def test_the_rewards_speak_to_trainers():
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    good = (
        render(problem, problem.solve("euclid_by_division"), "natural")
        + f"\nAnswer: {problem.answer}"
    )
    completions = [
        [{"role": "assistant", "content": good}],
        [{"role": "assistant", "content": f"Answer: {problem.answer}"}],
    ]
    columns: dict[str, Any] = {
        "family": ["number_theory.gcd"] * 2,
        "params": [problem.params_text] * 2,
        "answer": [problem.answer] * 2,
    }
    logged = {}
    assert step_reward(
        completions, log_metric=logged.__setitem__, prompts=["?"] * 2, **columns
    ) == [1.0, 0.0]
    assert logged["steps/share"] == 0.5 and logged["steps/right"] == 1
    reward = dense_then_binary(dense=0.5, weight=0.25)
    assert reward.__name__ == "dense_then_binary_reward"
    assert reward(completions, **columns) == [1.0, 0.75]
    assert reward(completions, trainer_state=State(49, 100), **columns) == [1.0, 0.75]
    assert reward(completions, trainer_state=State(50, 100), **columns) == [1.0, 1.0]
    with pytest.raises(NoReferences, match="no family"):
        step_reward(completions, family=["no.such"] * 2, params=["{}"] * 2)


class State:
    """What a trainer says of how far it is."""

    def __init__(self, global_step: int, max_steps: int) -> None:
        self.global_step, self.max_steps = global_step, max_steps


def euclid() -> tuple[References, list[str]]:
    """A problem, and the lines of one of its solutions, of which no two take each other's place."""
    problem = Setting(family("number_theory.gcd"), 3, {"ask": "gcd"}).problem(0, 0)
    solution = problem.solve("euclid_by_division")
    lines = show_steps(solution.steps, problem.names)
    assert len(lines) >= 5
    return References.of_problem(problem), lines


def test_steps_are_paid_in_their_order_only():
    references, lines = euclid()
    forward = working("\n".join(lines), references)
    backward = working("\n".join(reversed(lines)), references)
    assert forward.share == 1 and forward.right == backward.right
    assert backward.share <= 2 / forward.right
    last_first = working("\n".join([lines[-2], *lines[:-2], lines[-1]]), references)
    assert last_first.share == (forward.right - 1) / forward.right


def test_every_exchange_of_two_neighbours_costs_a_step():
    references, lines = euclid()
    steps = lines[:-1]  # the last line only states the answer
    for i in range(len(steps) - 1):
        exchanged = [*steps[:i], steps[i + 1], steps[i], *steps[i + 2 :]]
        share = working("\n".join(exchanged), references).share
        assert share == (len(steps) - 1) / len(steps), (i, exchanged)


def named(references: References, strategy: str) -> References:
    """The same, of one strategy alone."""
    kept = [at for at, (name, _) in enumerate(references.texts) if name == strategy]
    return References(
        [references.texts[at] for at in kept],
        references.conclusion,
        references.statement,
        references.names,
        [references.derivations[at] for at in kept],
        answer=references.answer,
    )


def test_a_line_left_out_is_met_by_one_that_rests_on_it_and_a_longer_gap_is_not():
    whole, lines = euclid()
    references, steps = named(whole, "euclid_by_division"), lines[:-1]
    size = len(steps)
    for left_out in range(size - 1):
        kept = steps[:left_out] + steps[left_out + 1 :]
        assert working("\n".join(kept), references).share == 1, left_out
    assert working(steps[BRIDGES], references).share == 2 / size  # one bridged for one taken
    assert working(steps[BRIDGES + 1], references).share == 0
    assert working("\n".join(steps[:-1]), references).share == (size - 1) / size
    assert working("\n".join([*steps[:-1], "Answer: 50"]), references).share == 1
    assert working("\n".join([*steps[:-1], "Answer: 30"]), references).share < 1


@pytest.mark.parametrize(
    "line",
    [
        *("2397 = 5 * 408 + 357", "5 * 408 + 357 = 2397", "2397 - 5 * 408 = 357"),
        *("2397 mod 408 = 357", "$2397 = 5 \\cdot 408 + 357$", "2397 / 408 = 5 remainder 357"),
        *("357 + 408 * 5 = 2397", "2397 = 5 * 408 + 357, so we go on", "(2397 - 357) / 5 = 408"),
    ],
)
def test_other_spellings_of_a_relation_take_its_step(line):
    assert gcd_of(2397, 408).statement.find("2397") >= 0
    assert working(line, named(gcd_of(2397, 408), "euclid_by_division")).share == 1 / 3


@pytest.mark.parametrize(
    "line",
    [
        *("357 < 408 < 2397", "5 + 357 = 357 + 5", "2397 * 408 = 408 * 2397", "2397 > 5 * 408"),
        *("2397 = 2397", "357 mod 2397 = 357", "2397 + 357 - 357 = 2397", "2397 - 408 = 1989"),
        *("max(5, 357, 408, 2397) = 2397", "5 * 408 + 357", "gcd(357, 357 * 408) = 357"),
        *("0 * 357 + 5 * 408 = 2040", "2397 - 357 = 2040"),
        *("2397 + 408 = 5 + 357", "2397 = 408 + 357 + 5", "(357 - 357) * 2397 = 408 * 0 * 5"),
    ],
)
def test_the_numbers_of_a_step_in_another_relation_take_nothing(line):
    assert working(line, named(gcd_of(2397, 408), "euclid_by_division")).share == 0


SYSTEM = """y = 54 + 8x
5x + (54 + 8x) = -24
13x = -78
x = -6
y = 54 - 48 = 6
The answer is (-6, 6)."""


def test_a_number_is_found_for_each_unknown_that_has_it():
    """x = -6 is not y = 6: a solution written down earns all, and y before x nothing for it."""
    params = '{"rows":[[8,-1,-54],[5,1,-24]],"letters":"xy","solution":[-6,6]}'
    system = References.of_row({"family": "linear_algebra.linear_system", "params": params})
    assert working(SYSTEM, system).share == 1
    *lines, y, answer = SYSTEM.splitlines()
    assert working("\n".join([y, *lines, answer]), system).share < 1


def gcd_of(a: int, b: int) -> References:
    return References.of_row({"family": "number_theory.gcd", "params": f'{{"a":{a},"b":{b}}}'})


def test_steps_are_known_from_a_row_and_from_one_that_is_older():
    problem = setting("number_theory.gcd", 3).problem(0, 2)
    solutions = [
        {
            "strategy": strategy,
            "correct": True,
            "answer": problem.answer,
            "steps": [step_row(step, step.words) for step in problem.solve(strategy).steps],
        }
        for strategy in problem.strategies()
    ]
    row = {"family": "no.such", "solutions": solutions, "statement": problem.statement}
    older = {
        **row,
        "solutions": [
            {**each, "steps": [{"words": s["words"], "claim": s["claim"]} for s in each["steps"]]}
            for each in solutions
        ],
    }
    for references in (References.of_row(row), References.of_row(older)):
        for strategy in problem.strategies():
            lines = show_steps(problem.solve(strategy).steps, problem.names)
            assert working("\n".join(lines), references).share >= 0.9, strategy
            assert working(lines[0], references).share < 1
        assert working("630 < 700\n5 = 5", references).share == 0


def test_the_shares_of_a_group_are_told_together():
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    lines = show_steps(problem.solve("euclid_by_division").steps)
    texts = ["\n".join(lines), "I do not know.", "\n".join(lines[:2]), "\n".join(lines)]
    columns: dict[str, Any] = {
        "family": [problem.family.name] * 4,
        "params": [problem.params_text] * 4,
    }
    (group,) = group_shares(texts, **columns)
    assert group.places == (0, 1, 2, 3) and group.steps[0] == group.steps[3] == 1
    assert group.steps[1] == 0 < group.steps[2] < 1
    assert group.strategies[:2] == ("euclid_by_division", "none")
    assert group.strategy_shares["euclid_by_division"] == 0.75
    first, second = group_shares(texts, num_generations=2, **columns)
    assert first.places == (0, 1) and second.places == (2, 3)
    with pytest.raises(RequestError, match="does not divide"):
        group_shares(texts, num_generations=3, **columns)
    told = {}
    step_reward(texts, log_extra=told.__setitem__, **columns)
    assert told["step_share"] == list(group.steps)


def test_saying_an_equation_of_the_statement_again_costs_nothing_and_earns_nothing():
    equations = "x + 2y = 18, 3x + 4y = 68"
    claims = [f"{equations} :: 2x + 4y = 36", f"{equations} :: y = 2"]
    references = References([("elimination", claims)], claims[-1], f"Solve {equations}.")
    assert working("2x + 4y = 36", references) == (1, 0, 1.0)
    assert working("3x + 4y = 68 and x + 2y = 18.\n2x + 4y = 36", references) == (1, 0, 1.0)
    assert working(equations, references) == (0, 0, 0.0)
    assert working("3x + 4y = 68\n2x + 4y = 36\n5 + 5 = 10", references) == (2, 0, 0.5)
    assert working("3x + 4y = 67\n2x + 4y = 36", references) == (1, 1, 0.5)


def test_equal_completions_of_a_group_are_read_once_and_earn_the_same():
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    references = References.of_problem(problem)
    texts = ["\n".join(show_steps(problem.solve(name).steps)) for name in problem.strategies()]
    apart = [working(text, References.of_problem(problem)) for text in texts]
    assert [working(text, references) for text in texts * 3] == apart * 3
    assert references.read.keys() == set(texts)


def test_the_order_in_which_solutions_are_looked_at_changes_nothing():
    """The best share of all solutions counts, whichever strategy a trace tells."""
    problem = setting("finite_fields.operation_chain", 2).problem(0, 1)
    solutions = [problem.solve(name) for name in problem.strategies()]
    texts = [render(problem, solution, "terse") for solution in solutions]
    for text in (*texts, *[text.rpartition(" ; ")[0] for text in texts]):
        read = References.of_problem(problem)
        judged, told = judged_spans(text, read)
        claims = [claimed(span, verdict, read) for span, verdict in judged]
        shares = {
            first: max([share_of(follow(route, claims)) for route in read.routes((), first)])
            for first in ("", told, *problem.strategies())
        }
        assert len(set(shares.values())) == 1, shares


@every_family
def test_the_share_is_the_best_over_all_solutions(name):
    """However few of them are made and kept: with lines left out, moved, or with a slip."""
    problem = setting(name, 3).problem(2, 5)
    strategy = problem.strategies()[-1]
    lines = show_steps(problem.solve(strategy).steps, problem.names)
    fewer = [[*lines[:at], *lines[at + 1 :]] for at in range(0, len(lines), 3)]
    slips = ["\n".join(lines).replace(number, f"{number}1", 1) for number in ("2", "4", "7", "9")]
    for text in [*map("\n".join, (lines[::-1], *fewer)), *slips]:
        read = References.of_problem(problem)
        judged, _ = judged_spans(text, read)
        claims = [claim for each in judged if (claim := claim_of(*each, read)) is not None]
        answered = cache(lambda text=text, read=read: answers_rightly(text, read))
        routes = [read.known_routes[way] for way in read.ways]
        worth = [route for route in routes if route.findings or route.idle]
        best = max([0.0, *[share_of(follow(route, claims, answered)) for route in worth]])
        assert working(text, References.of_problem(problem)).share == best


def test_solutions_are_made_only_as_far_as_they_are_asked_for():
    problem = setting("finite_fields.operation_chain", 3).problem(0, 1)
    references = References.of_problem(problem)
    whole = render(problem, problem.solve("forward"), "terse")
    assert working(whole, references).share == 1
    assert len(references.by_strategy["forward"].kept) == 1
    assert working("I do not know.", references).share == 0
    assert list(references.by_strategy) == ["forward"]
    assert len(references.ways) > len(problem.strategies())
    assert [way.texts for way in references.ways] == [way.texts for way in references.ways]


def test_facts_are_no_cheaper_in_one_chain_than_in_lines_of_their_own():
    """A chain with one link of a solution among many that lead nowhere."""
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    references = References.of_problem(problem)
    lines = show_steps(problem.solve("euclid_by_division").steps)
    first = next(iter(lines)).rstrip(".").rpartition(": ")[2]
    whole, result = first.partition(" = ")[::2]
    honest = f"{whole} = {result} = {whole}"
    padded = " = ".join([whole, result, *[f"{int(whole) - a} + {a}" for a in range(1, 6)]])
    shares = [working(text, references).share for text in (first, honest, padded)]
    assert shares[0] == shares[1] > 2 * shares[2] > 0
