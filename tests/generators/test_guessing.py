"""How far guessing gets: the best constant, the best number of the statement; and how many
different mathematics a setting has."""

import json
from collections import Counter

import pytest
from click.testing import CliRunner

from cli import cli
from generators.guessing import estimated, guessing, right_places
from tests.drawn import setting


def test_numbers_of_the_statement_that_are_the_answer():
    assert right_places("Of 12 and 18, and 6, take 12.", "12") == [1, 4, -4, -1]
    assert right_places("Of 12 and 18.", "6") == []
    assert right_places("x + 1/2 = -3", "-3") == [2, -1]


def test_how_many_there_are_is_told_from_what_was_met_twice():
    assert estimated(Counter({"a": 1, "b": 1})) is None
    once, twice = {f"o{k}": 1 for k in range(20)}, {f"t{k}": 2 for k in range(10)}
    assert estimated(Counter(once | twice)) == 30 + 400 // 20


@pytest.mark.parametrize("difficulty", [1, 3])
def test_what_is_measured(difficulty):
    found = guessing(setting("number_theory.gcd", difficulty), 200)
    assert found == guessing(setting("number_theory.gcd", difficulty), 200)
    assert found.draws == 200 >= found.keys >= found.split_keys > 50
    assert 0 < found.constant_share < 0.5 and 0 <= found.number_share < 0.5
    assert found.answers > 3 and found.constant.isdigit()


def test_families_tells_it_of_one():
    said = CliRunner().invoke(cli, ["families", "number_theory.gcd", "--draws", "50"])
    assert said.exit_code == 0 and "best constant" in said.stdout
    assert "best number of the statement" in said.stdout and "different mathematics" in said.stdout
    entry = json.loads(
        CliRunner().invoke(cli, ["families", "number_theory.gcd", "--draws", "50", "--json"]).stdout
    )[0]
    assert entry["measured"]["3"]["draws"] == 50
    both = CliRunner().invoke(cli, ["families", "number_theory.gcd", "--domain", "algebra"])
    assert both.exit_code == 2 and "does not go with" in both.output
    every = CliRunner().invoke(cli, ["families", "--json"])
    assert "measured" not in json.loads(every.stdout)[0]
