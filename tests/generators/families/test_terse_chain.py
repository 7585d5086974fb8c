"""The terse text of a chain of operations, byte for byte: models from scratch are trained on it,
and what they write is read back by its words."""

from hashlib import blake2b

import pytest

from generators.catalog import family
from generators.problem import Setting
from generators.render import render, statement

FAMILY = family("finite_fields.operation_chain")
GUESSES = ("oracle", "random", "enumerate")
ALL = {"operations": "add|multiply|subtract|divide"}
PROBLEMS = 12  # of each setting


def terse_texts(difficulty: int, knobs: dict) -> list[str]:
    """What is posed, and every solution of it, by each strategy and each way to guess."""
    texts = []
    for index in range(PROBLEMS):
        problem = Setting(FAMILY, difficulty, knobs).problem(0, index)
        texts.append(statement(problem, "terse"))
        for name in problem.strategies():
            guesses = GUESSES if FAMILY.strategies[name].choices else (None,)
            for guess in guesses:
                choices = {} if guess is None else {"guess": guess}
                solution = problem.solve(name, **choices)
                texts.append(f"{render(problem, solution, 'terse')} ; answer {solution.answer}")
    return texts


@pytest.mark.parametrize(
    ("difficulty", "knobs", "expected"),
    [
        pytest.param(*setting, id=name)
        for name, setting in {
            "symbols": (2, {}, "82223882fdee87e4"),
            "plain": (2, {"numerals": "plain", "listed": 10, "labels": 24}, "bb56c4e6eb0c9c1b"),
            "all operations": (3, {**ALL, "mapping": "fixed", "labels": 60}, "4cdbd5306542fd62"),
            "GF(13)": (1, {**ALL, "numerals": "plain", "prime": 13}, "56dc86e226e181fa"),
            "GF(101)": (1, {**ALL, "prime": 101, "steps": (1, 3)}, "11b6f873c7696cc2"),
            "composition": (
                2,
                {"type": "composition", "numerals": "plain", "listed": 9},
                "4362a3c3e21fc414",
            ),
            "composition in symbols": (
                1,
                {**ALL, "type": "composition", "prime": 5},
                "1a9c0bc3bb01f136",
            ),
        }.items()
    ],
)
def test_terse_texts_are_those_that_models_were_trained_on(difficulty, knobs, expected):
    texts = terse_texts(difficulty, knobs)
    assert blake2b("\n".join(texts).encode(), digest_size=8).hexdigest() == expected
