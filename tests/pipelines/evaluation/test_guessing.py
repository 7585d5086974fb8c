"""Guess rates: what answers without mathematics reach, no luck of the choice in them."""

import pytest

from curricula.request import plain_curriculum
from generators.catalog import names
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.evaluation.guessing import best_guess, guess_rates, hits_of
from pipelines.models.examples import asked


def row(prompt: str, answer: str, type: str = "", wording: str = "natural") -> dict[str, str]:
    return {"prompt": prompt, "answer": answer, "family": "a.b", "type": type, "wording": wording}


def test_a_constant_that_is_often_right_is_found():
    rows = [row("x", answer) for answer in ["25"] * 10 + [str(n) for n in range(30, 40)]]
    assert guess_rates(rows) == [0.5] * 20


def test_answers_that_all_differ_cannot_be_guessed():
    assert guess_rates([row("x", str(n)) for n in range(20)]) == [0.0] * 20


def test_a_number_of_the_statement_is_found_whatever_it_is():
    rows = [row(f"Take {n} from {n + 50} and {3 * n}.", str(n + 50)) for n in range(20)]
    assert guess_rates(rows) == [1.0] * 20
    rows = [row(f"{n} + {100 - n}", str(max(n, 100 - n))) for n in range(20)]
    assert guess_rates(rows) == [1.0] * 20
    digits = [row(f"1 {n} + 4", f"1 {n}", wording="terse_digits") for n in range(9)]
    assert guess_rates(digits) == [1.0] * 9


def test_each_type_has_a_rate_of_its_own():
    rows = [row("x", "1", "one")] * 3 + [row("x", str(n), "other") for n in range(3)]
    assert guess_rates(rows) == [1.0] * 3 + [0.0] * 3


def test_guessers_that_are_as_good_count_the_same():
    assert best_guess([{"a"}, {"b"}]) == 0.0
    assert best_guess([{"a"}, {"a"}, {"b"}, {"b"}]) == 0.0
    assert best_guess([{"a", "b"}, {"a"}, {"b"}]) == pytest.approx(1 / 3)
    assert best_guess([set(), set()]) == 0.0 and best_guess([]) == 0.0


def test_messages_are_read_as_texts_are():
    asked_row = {**row("", "7"), "prompt": [{"role": "user", "content": "3 and 7"}]}
    assert {"always 7", "number 1", "number -1", "largest"} == hits_of(asked_row)


def test_every_family_has_a_rate(tmp_path):
    curriculum = plain_curriculum(strategies=2, family=names(), difficulty="2", size=260)
    build(curriculum, TEMPLATES["plain"], tmp_path / "data", "curricula generate")
    rates = guess_rates(asked(Dataset(tmp_path / "data"), "eval", False))
    assert rates and all(0 <= rate <= 1 for rate in rates)
