"""What steps earn: the whole of one solution everything, padding nothing, and only in its order."""

from itertools import product

import pytest

from curricula.working.references import NoReferences, References
from curricula.working.route import route_of
from curricula.working.step_reward import (
    SKIPPED,
    dense_then_binary,
    step_reward,
    taken,
    working,
)
from generators.render import render
from generators.solution import show_steps
from tests.drawn import every_family, setting


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
    columns = {
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
    problem = setting("number_theory.gcd", 3).problem(0, 0)
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


def test_few_steps_in_a_row_may_be_left_out_and_the_beginning_too():
    keys = [("1", str(i)) for i in range(10, 20)]
    route = route_of(keys)
    assert taken(keys, route) == 10
    assert taken(keys[:1] + keys[1 + SKIPPED :], route) == 10 - SKIPPED
    assert taken(keys[:1] + keys[2 + SKIPPED :], route) == 1
    assert taken(keys[SKIPPED:], route) == 10 - SKIPPED
    assert taken(keys[SKIPPED + 1 :], route) == 0
    assert taken(keys[::-1], route) == 1
    assert taken([keys[0], keys[0], keys[0]], route) == 1
    assert taken([], route) == 0


def test_saying_an_equation_of_the_statement_again_costs_nothing_and_earns_nothing():
    equations = "x + 2y = 18, 3x + 4y = 68"
    claims = [f"{equations} :: 2x + 4y = 36", f"{equations} :: y = 2"]
    references = References([("elimination", claims)], claims[-1], f"Solve {equations}.")
    assert working("2x + 4y = 36", references) == (1, 0, 1.0)
    assert working("3x + 4y = 68 and x + 2y = 18.\n2x + 4y = 36", references) == (1, 0, 1.0)
    assert working(equations, references) == (0, 0, 0.0)
    assert working("3x + 4y = 68\n2x + 4y = 36\n5 + 5 = 10", references) == (2, 0, 0.5)
    assert working("3x + 4y = 67\n2x + 4y = 36", references) == (1, 1, 0.5)
