"""Rewards that see a whole group, on solutions whose strategies are known."""

from itertools import combinations
from math import log
from typing import Any

import pytest

from curricula import diversity_reward, generate, length_reward, ngram_reward
from curricula.working.read_completion import row_of
from generators.errors import RequestError

WRONG = "I think that it is 0.\nAnswer: 0"


@pytest.fixture(scope="module")
def solved():
    """A problem, and the text of its solution by each of three strategies."""
    drawn = next(iter(generate("number_theory.gcd", difficulty=2, strategies=3, size=1)))
    texts = {solution.strategy: answered(solution) for solution in drawn.solutions}
    return drawn.problem, texts


def answered(solution) -> str:
    return f"{solution.text()}\nAnswer: {solution.answer}"


def columns_of(problem, size: int) -> dict:
    return {name: [value] * size for name, value in row_of(problem).items()}


def test_a_right_completion_earns_the_share_of_those_that_go_another_way(solved):
    problem, texts = solved
    (often, first), (seldom, second), *_ = texts.items()
    group = [first, first, first, second, WRONG]
    logged: dict[str, float] = {}
    told: dict[str, list] = {}
    earned = diversity_reward(
        group,
        **columns_of(problem, len(group)),
        log_metric=logged.__setitem__,
        log_extra=told.__setitem__,
    )
    assert earned == pytest.approx([2 / 5, 2 / 5, 2 / 5, 4 / 5, 0.0])
    assert told["strategy"][:4] == [often, often, often, seldom]
    assert logged["diversity/strategies"] == 2
    assert logged["diversity/entropy"] == pytest.approx(-(3 / 4 * log(3 / 4) + 1 / 4 * log(1 / 4)))


def test_other_words_for_the_same_way_earn_nothing_but_from_the_control(solved):
    problem, texts = solved
    text = next(iter(texts.values()))
    other = text.replace("Therefore", "And so we see that").replace("We ", "Let us now ")
    other = f"All right, a question about divisors it is.\n{other}"
    columns = columns_of(problem, 2)
    assert diversity_reward([text, other], **columns) == [0.0, 0.0]
    same, reworded = ngram_reward([text, other], **columns)
    assert same and reworded and 0 < same < reworded
    assert ngram_reward([text, text], **columns) == [0.0, 0.0]


def test_what_is_not_recognised_earns_nothing(solved):
    problem, texts = solved
    bare = f"Answer: {problem.answer}"
    text = next(iter(texts.values()))
    earned = diversity_reward([bare, text], **columns_of(problem, 2))
    assert earned == [0.0, 0.5]


def test_groups_are_the_completions_of_one_problem_wherever_they_stand():
    drawn = list(generate("number_theory.gcd", difficulty=2, strategies=2, size=2))
    texts = [list(map(answered, each.solutions)) for each in drawn]
    batch = [texts[0][0], texts[1][0], texts[0][1], texts[1][0]]
    rows = [row_of(drawn[place].problem) for place in (0, 1, 0, 1)]
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in rows[0]}
    assert diversity_reward(batch, **columns) == [0.5, 0.0, 0.5, 0.0]


def test_lengths_are_paid_as_kimi_pays_them(solved):
    problem, texts = solved
    right = next(iter(texts.values()))
    batch = [right, right, WRONG, WRONG]
    ids = [[0] * 10, [0] * 20, [0] * 10, [0] * 30]
    columns = columns_of(problem, 4)
    assert length_reward(batch, completion_ids=ids, **columns) == [0.5, 0.0, 0.0, -0.5]
    even = [[0] * 7] * 4
    assert length_reward(batch, completion_ids=even, **columns) == [0.0] * 4
    assert length_reward([right, right + " "], **columns_of(problem, 2)) == [0.5, -0.5]


def test_of_all_ways_to_share_a_group_the_even_one_earns_most(solved):
    """The mean bonus of right completions is 1 less the chance that two follow one strategy, which
    is least where all strategies are followed alike."""
    problem, texts = solved
    ways = list(texts.values())

    def total(counts) -> float:
        batch = sum([[way] * count for way, count in zip(ways, counts, strict=True)], [])
        return sum(
            [earned or 0.0 for earned in diversity_reward(batch, **columns_of(problem, len(batch)))]
        )

    every = [(a, b - a, 6 - b) for a, b in combinations(range(7), 2)]
    best = max(every, key=total)
    assert best == (2, 2, 2)


def test_a_gold_that_cannot_be_read_leaves_the_row_out(solved):
    problem, texts = solved
    columns = {**columns_of(problem, 1), "answer": [""]}
    text = next(iter(texts.values()))
    for reward in (diversity_reward, ngram_reward, length_reward):
        assert reward([text], **columns) == [None]


def test_columns_that_name_no_problem_are_refused():
    with pytest.raises(RequestError, match="problem_id"):
        ngram_reward(["Answer: 1"], answer=["1"])
