"""Which completions are one group, told in one way to every reward that looks at a group."""

from typing import Any

import pytest

from curricula import diversity_reward, generate, group_shares
from curricula.working.groups import groups_of
from curricula.working.read_completion import row_of
from generators.errors import RequestError


@pytest.mark.parametrize(
    ("columns", "num_generations", "groups"),
    [
        ({"problem_id": ["a", "b", "a", "b"]}, None, [[0, 2], [1, 3]]),
        ({"problem_id": ["a", "a", "a", "a"]}, 2, [[0, 1], [2, 3]]),
        ({}, 2, [[0, 1], [2, 3]]),
        ({"family": "f", "params": ["1", "1", "2", "1"]}, None, [[0, 1, 3], [2]]),
        ({"params": ["1"] * 4, "prompts": ["p", "p", "q", "q"]}, None, [[0, 1], [2, 3]]),
        ({"prompts": [[{"role": "user", "content": "p"}]] * 4}, None, [[0, 1, 2, 3]]),
        ({"id": None, "prompt": ["p", "q", "p", "q"]}, None, [[0, 2], [1, 3]]),
    ],
)
def test_groups(columns, num_generations, groups):
    assert groups_of(columns, 4, num_generations) == groups


@pytest.mark.parametrize(
    ("columns", "num_generations", "told"),
    [
        ({}, None, "problem_id"),
        ({"answer": ["1"] * 4}, None, "num_generations"),
        ({"problem_id": ["a"] * 4}, 3, "does not divide"),
        ({"problem_id": ["a"] * 4}, 0, "does not divide"),
    ],
)
def test_what_says_no_group_is_refused(columns, num_generations, told):
    with pytest.raises(RequestError, match=told):
        groups_of(columns, 4, num_generations)


def test_every_reward_of_groups_has_the_same_ones():
    """A prompt twice in one batch is two groups where the trainer says how many it gave."""
    (problem, solutions), *_ = generate("number_theory.gcd", difficulty=2, strategies=2, size=1)
    first, second = [f"{each.text()}\nAnswer: {each.answer}" for each in solutions]
    batch = [first, first, second, second]
    columns: dict[str, Any] = {name: [value] * 4 for name, value in row_of(problem).items()}
    assert [each.places for each in group_shares(batch, **columns)] == [(0, 1, 2, 3)]
    assert diversity_reward(batch, **columns) == [0.5] * 4
    assert [each.places for each in group_shares(batch, 2, **columns)] == [(0, 1), (2, 3)]
    assert diversity_reward(batch, **columns, num_generations=2) == [0.0] * 4
