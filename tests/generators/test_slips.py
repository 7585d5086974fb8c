"""Slips of a contributor in the family of docs/own-family.md: each gives one clear line, none a
traceback.

A slip is a text of the file replaced by another; what is said has to hold the words given.
"""

import re
import sys
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from generators import catalog
from generators.errors import CurriculaError
from tests.command_line import HOME

PAGE = (HOME / "docs" / "own-family.md").read_text()
START = PAGE.index('"""The sum of consecutive')
FAMILY = PAGE[START : PAGE.index("```", START)]
NUMBERS = count()

SLIPS = {
    # the range, the result, the return
    "a range that begins too late": (
        "range(p.first + 1, p",
        "range(p.first + 2, p",
        "strategy returns",
    ),
    "a range that ends too early": (
        "p.last + 1):\n        claim",
        "p.last):\n        claim",
        "strategy returns",
    ),
    "a wrong result": ("= {total + number}", "= {total + number + 1}", "does not hold"),
    "a return of something else": ("return total\n", "return number\n", "strategy returns"),
    "a return that is text": ("return total\n", 'return "total"\n', "strategy returns"),
    "no return, and the sum not reached": (
        "p.last + 1):\n        claim",
        "p.last):\n        claim",
        "is not reached",
        ("    return total\n", ""),
    ),
    "a last line left out": (
        '    yield Step(\n        "There are half',
        '    Step(\n        "There are half',
        "not reached",
    ),
    "a line in the middle left out": (
        '    yield Step("The first and the last',
        '    Step("The first and the last',
        "comes from nowhere",
    ),
    "a number from nowhere": ("{number - 1} + 1 = {number}, ", "", "comes from nowhere"),
    "a line that nothing uses": (
        "    return terms * pair // 2",
        '    yield Step("Oh: {}.", f"{terms} + {pair} = {terms + pair}")\n'
        "    return terms * pair // 2",
        "nothing rests on",
    ),
    # how a claim is written
    "a missing value": (
        'claim = Claim(f"',
        'claim = Claim("{} + {} = {}", (total, number)) or Claim(f"',
        "3 holes, but 2",
    ),
    "a surplus value": (
        'claim = Claim(f"',
        'claim = Claim("{} + 1 = {}", (number - 1, number, 5)) or Claim(f"',
        "2 holes, but 3",
    ),
    "a comma forgotten": (
        'claim = Claim(f"',
        'claim = Claim("{} = 5", (number)) or Claim(f"',
        "tuple of numbers",
    ),
    "a claim that cannot be read": ("+ 1 = {number}", "+ 1 == {number}", "cannot be read"),
    "a claim without a relation": ("+ 1 = {terms}", "+ 1", "cannot be read"),
    "an unknown function": (
        "= {pair}",
        "= plus({p.first}, {p.last})",
        "no function is called plus",
    ),
    "a sign that is not ASCII": ("{terms} * {pair} / 2", "{terms} × {pair} / 2", "ASCII"),
    "a float": (
        "pair = p.last - p.first + 1, p.first + p.last",
        "pair = p.last - p.first + 1, 1.0 * (p.first + p.last)",
        "float",
    ),
    "a truth value": ("total = p.first\n", "total = True\n", "bool"),
    "an f-string kept in a variable": (
        'claim = Claim(f"',
        'claim = f"',
        "its claim is a str",
        ('{total + number}")', '{total + number}"'),
    ),
    "an unknown mark": ("= {pair}", "= {pair:found}", "marked :new or :choice"),
    "a bracket forgotten": (
        "({p.first} + {p.last}) *",
        "({p.first} + {p.last} *",
        "cannot be read",
    ),
    # steps
    "a claim for a step": (
        'yield Step("Add the next number: {}.", claim)',
        "yield claim",
        "not a Claim",
    ),
    "words alone for a step": (
        'yield Step("Add the next number: {}.", claim)',
        'yield "Add."',
        "not a str",
    ),
    "a step without a claim": (
        'Step("Add the next number: {}.", claim)',
        'Step("Add the next number.")',
        "claim",
    ),
    "a literal hole in words": (
        '"The first and the last make {}."',
        '"{p.frist} and the last make {}."',
        "is no number of their claim",
    ),
    "a hole of another line": (
        '"The first and the last make {}."',
        '"{terms} and the last make {}."',
        "is no number of their claim",
    ),
    "several holes that are none, of which the first is told": (
        '"The first and the last make {}."',
        '"{one}, {two}, {three}, {four}, {five} and {six} make {}."',
        "show {one},",
    ),
    "no yield at all": (
        '        yield Step("Add the next number: {}.", claim)\n',
        "",
        "yields no steps",
    ),
    # what raises
    "a division by zero": (
        "terms, pair = ",
        "zero = 1 // (p.first - p.first)\n    terms, pair = ",
        "ZeroDivisionError",
    ),
    "a misspelt field": ("total = p.first\n", "total = p.frist\n", "frist"),
    "an unknown knob": (
        'stream.between(*knobs["terms"])',
        'stream.between(*knobs["term"])',
        "term",
    ),
    "a statement with a wrong field": (
        "Add up the whole numbers from {p.first}",
        "Add up the whole numbers from {p.start}",
        "{p.first}, {p.last}",
    ),
    "a statement with another name": (
        "Add up the whole numbers from {p.first}",
        "Add up the whole numbers from {q.first}",
        "{p.first}, {p.last}",
    ),
    "a name that is not there": (
        "from generators.family import Capacity, Claim,",
        "from generators.family import Capacity, Claims,",
        "Claims",
    ),
    "a syntax error": ("def size(bounds):", "def size(bounds:", "SyntaxError"),
    # the family
    "four levels instead of five": (
        "((3, 5), (5, 9), (9, 15), (15, 25), (25, 40))",
        "((3, 5), (5, 9), (9, 15), (15, 25))",
        "5 levels",
    ),
    "a level that may not be": ("((3, 5), (5, 9)", "((2, 5), (5, 9)", "3-100"),
    "an unknown approach": ('approach="forward"', 'approach="sideways"', "sideways"),
    "no approach": ('@FAMILY.strategy(approach="forward")', "@FAMILY.strategy()", "approach"),
    "a decorator without its call": (
        '@FAMILY.strategy(approach="forward")',
        "@FAMILY.strategy",
        "strategy",
    ),
    "an unknown kind of answer": ('answer_kind="integer"', 'answer_kind="number"', "number"),
    "an answer of another kind": (
        "(p.last - p.first + 1) // 2,",
        "(p.last - p.first + 1) / 2,",
        "float",
    ),
    "a wrong answer": (
        "answer=lambda p: (p.first + p.last)",
        "answer=lambda p: 1 + (p.first + p.last)",
        "does not hold",
    ),
    "a conclusion that is text": (
        'conclusion=lambda p, answer: Claim(\n        f"',
        'conclusion=lambda p, answer: str(\n        f"',
        "conclusion",
    ),
    "a vacuous conclusion": ("/ 2 = {answer}", "/ 2 <= {answer} + 10^9", "holds too"),
    "a conclusion of the answer alone": (
        "({p.first} + {p.last}) * ({p.last} - {p.first} + 1) / 2 = {answer}",
        "{answer} = {answer}",
        "holds too",
    ),
    "a key that drops a field": (
        "key=lambda p: (p.first, p.last)",
        "key=lambda p: (p.first,)",
        "another answer",
    ),
    "a key that raises": ("key=lambda p: (p.first, p.last)", "key=lambda p: p.start", "start"),
    "a condition that raises": (
        '@FAMILY.strategy(approach="forward")',
        '@FAMILY.strategy(approach="forward", when=lambda p: p.start > 1)',
        "when of a strategy",
    ),
    "a capacity too large": (
        'Capacity(size(knobs["first"])',
        'Capacity(10**6 * size(knobs["first"])',
        "different problems",
    ),
    "a capacity that is a number": ("lambda knobs: Capacity(", "lambda knobs: int(", "Capacity"),
    "one statement that is a text": (
        "    statements=(\n",
        '    statements="".join((\n',
        "statements",
        ('up to {p.last}.",\n    ),', 'up to {p.last}.",\n    )),'),
    ),
    "two strategies of one name": ("def running_total", "def gauss_pairing", "gauss_pairing"),
    "a field that no family has": (
        "    sample=sample,",
        "    sample=sample,\n    hardness=3,",
        "hardness",
    ),
    "no family in the file": ("FAMILY = Family(", "FAMILIES = Family(", "FAMILY"),
    "params that are a list": ("return Params(first, first +", "return (first, first +", "tuple"),
    "a closing with a hole of its own": (
        "number wanted: {}.",
        "number wanted: {result}.",
        "{result}",
    ),
}


@pytest.fixture(autouse=True)
def no_folders(monkeypatch):
    """The folders of these families are forgotten again."""
    monkeypatch.setattr(catalog, "_folders", [])


def check(text: str, folder: Path):
    """What `curricula check` says of a family's text, each time under another name."""
    number = next(NUMBERS)
    file = folder / "sequences" / f"slip_{number}.py"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return CliRunner().invoke(cli, ["check", str(file), "--size", "6"])


def test_the_family_itself_keeps_the_laws(tmp_path):
    answer = check(FAMILY, tmp_path)
    assert answer.exit_code == 0, answer.output


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_in_a_line(slip, tmp_path):
    right, wrong, said, *more = SLIPS[slip]
    text = FAMILY
    for before, after in [(right, wrong), *more]:
        assert before in text, before
        text = text.replace(before, after, 1)
    answer = check(text, tmp_path)
    error = answer.exception
    if error is not None and not isinstance(error, SystemExit):
        assert isinstance(error, CurriculaError), f"{slip}: {type(error).__name__}: {error}"
        shown = str(error)
        assert "\n" not in shown.strip()
    else:
        assert answer.exit_code == 1, answer.output
        shown = answer.output
    assert said in shown, f"{slip}: {shown}"
    assert "Traceback" not in shown
    assert re.search(r"slip_\d+", shown), shown


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))
