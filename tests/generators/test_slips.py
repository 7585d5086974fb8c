"""Slips of a contributor in the family of docs/own-family.md: each gives one clear line, none a
traceback.

A slip is a text of the file replaced by another; what is said has to hold the words given.
"""

import json
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

# places in the file in which slips are made
WORDS = '"The first and the last make {}."'
STEP = f'yield Step({WORDS}, f"{{p.first}} + {{p.last}} = {{pair}}")'
DRAW = 'first = stream.between(*knobs["first"])'
SUM = "(p.first + p.last) * (p.last - p.first + 1) // 2"
SAMPLE = "function of (stream, knobs)"
CLOSING = 'closing="Therefore they add up to the number wanted: {}.",'
TERMS = next(line.strip() for line in FAMILY.splitlines() if line.strip().startswith('"terms"'))
FORWARD = '@FAMILY.strategy(approach="forward")'
RUN = "def running_total(p: Params) -> Steps:"

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
    "params that are a list": (
        "return Params(first, first +",
        "return (first, first +",
        "return Params(...)",
    ),
    # what a step says beside its claim
    **{
        f"a step with {what}": (STEP, STEP.replace(before, after), said)
        for what, before, after, said in (
            ("a list of words", WORDS, f"[{WORDS}]", "tuple of texts"),
            ("None for words", WORDS, "None", "tuple of texts"),
            ("a number among its words", WORDS, f"({WORDS}, 5)", "tuple of texts"),
            ("words in two lines", "first and", "first\\nand", "break the line"),
            ("a backquote too many", "first and", "first ` and", "backquote without"),
            ("reasons in a list", '{pair}")', '{pair}", because=["x"])', "because: ['x']"),
            ("an unknown detail", '{pair}")', '{pair}", detail="long")', "brief, normal, full"),
            ("an unknown role", '{pair}")', '{pair}", role="trial")', "main, abandoned"),
            ("a premise that is no step", '{pair}")', '{pair}", rests_on=(1,))', "(step,)"),
            ("a number for terse words", '{pair}")', '{pair}", 5)', "brief: 5"),
            ("an unknown hole in terse words", '{pair}")', '{pair}", "{sum}")', "show {sum}"),
            ("words where its claim is due", 'f"{p.first} +', '"{p.first} +', "f-string"),
            ("a conversion in its claim", "{pair}", "{pair!r}", "no !r"),
            ("a number too long", "= {pair}", "= {pair + 10**9999}", "too many digits"),
        )
    },
    # what a family's functions take and give
    **{
        f"{field} that {what}": (right, wrong, said)
        for field, what, right, wrong, said in (
            (
                "sample",
                "takes too little",
                "def sample(stream, knobs)",
                "def sample(knobs)",
                SAMPLE,
            ),
            ("sample", "forgets return", "return Params(first", "Params(first", "return Params("),
            ("sample", "changes knobs", DRAW, f"knobs['first'] = 5\n    {DRAW}", "assignment"),
            ("sample", "ends the program", DRAW, f"exit()\n    {DRAW}", "leave out exit()"),
            ("answer", "takes two", "answer=lambda p:", "answer=lambda p, q:", "takes (p, q)"),
            ("answer", "is a text", SUM, f"str({SUM})", "of the kind integer"),
            ("answer", "is a float", SUM, f"float({SUM})", "of the kind integer"),
            ("answer", "is None", SUM, f"print({SUM})", "of the kind integer"),
            ("key", "is a number", "p: (p.first, p.last),", "p: p.first,", "give a tuple"),
            ("key", "is a set", "p: (p.first, p.last),", "p: {p.first},", "give a tuple"),
            ("key", "holds a set", "p: (p.first, p.last),", "p: ({p.first, p.last},),", "plain"),
            ("capacity", "is no whole number", "Capacity(size(", "Capacity(0.5 * size(", "whole"),
            ("capacity", "is too small", "Capacity(size(", "Capacity(5 or size(", "more than 5"),
        )
    },
    # fields that are not what they have to be
    **{
        f"a field: {field}": (CLOSING, f"{CLOSING}\n    {field},", said)
        for field, said in (
            ('closings="It is {answer}."', "closings is a tuple"),
            ("closings=None", "closings is a tuple"),
            ("closings=(lambda p: None,)", "give a text"),
            ('types=("a",)', "go together"),
            ('types=("a",), type_of=lambda p: "b"', "types has a"),
            ('type_of=lambda p: "a"', "go together"),
            ('kind_of=lambda p: "number"', "kinds are integer"),
            ("counted=(Capacity(5),)", "there are 5"),
            ("counted=(1, 2, 3, 4, 5)", "Capacity(problems)"),
            ("counted=(Capacity(5),) * 5", "counted says 5"),
            ("mathematics=lambda p: None", "give a tuple"),
            ("names=(0, 1)", "function of (p)"),
            ('exceptions=["difficulty_rises"]', "dictionary"),
            ('exceptions={"difficulty_rise": "so"}', "did you mean difficulty_rises"),
            ('exceptions={"difficulty_rises": ""}', "needs a reason"),
            ('shortcuts={"a": True}', "function of (p)"),
            ('check=lambda p, a: Claim(f"{a} < 0")', "< 0 does not hold"),
            ('check=lambda p, a: Claim(f"{a} > 0")', "other answers pass"),
            ('check=lambda p, a: f"{a} > 0"', "write Claim"),
            ("options=5", "function of (p)"),
            ('options=lambda p: "few"', "how many answers"),
            ("terse=lambda p: None", "give a text"),
            ("drill=lambda p, stream: 'facts'", "a list of steps"),
            ("drill=lambda p, stream: ('facts', [])", "a list of steps"),
        )
    },
    "a closing that is a tuple": (CLOSING, 'closing=("So {}.", "It is {}."),', "one text"),
    "statements that are gone through once": (
        "    statements=(\n",
        "    statements=(text for text in (\n",
        "statements is a tuple",
        ('up to {p.last}.",\n    ),', 'up to {p.last}.",\n    )),'),
    ),
    **{
        f"a knob: {knob}": (TERMS, f'"terms": Knob({knob}),', said)
        for knob, said in (
            ('"how many", 5, (3, 9)', "tuple of 5"),
            ('"how many", (3, (4, 5), 6, 7, 8), (3, 9)', "all alike"),
            ('"how many", ((1, 2, 3),) * 5, (1, 9)', "all alike"),
            ('"how many", ((3, 5),) * 5, 9', "(lowest, highest)"),
            ('"how many", ((3, 5),) * 5, ("a", "b")', "(lowest, highest)"),
            ('"how many", ((3, 5),) * 5, (3, 9), lambda a, b: a', "takes (a, b)"),
        )
    },
    "a knob with a name that no option has": (
        '"terms": Knob',
        '"no. of": 5, "terms": Knob',
        "no. of",
    ),
    "a draw from a set, whose order another process has otherwise": (
        DRAW,
        f"{DRAW} + int(''.join({{str(digit) for digit in range(9)}}))",
        "another process draws other",
    ),
    # params
    "params that change": ("(frozen=True, slots=True)", "", "may not change"),
    "params that no file gives back": (
        "    last: int\n",
        "    last: int\n    more: int = field(init=False, default=3)\n",
        "init=False",
        ("import dataclass\n", "import dataclass, field\n"),
    ),
    **{
        f"params that hold {value}": ("return Params(first,", f"return Params({value},", said)
        for value, said in (
            ("None", "NoneType"),
            ("[first]", "of type list"),
            ("{first}", "of type set"),
            ("{first: 1}", "of type dict"),
            ("first / 1", "of type float"),
        )
    },
    # strategies
    "no strategy that applies to all": (
        '(approach="forward")',
        '(approach="forward", when=lambda p: True)',
        "no when=",
        ('(approach="algebraic")', '(approach="algebraic", when=lambda p: True)'),
    ),
    **{
        f"a strategy with {more}": (FORWARD, f"{FORWARD[:-1]}, {more})", said)
        for more, said in (
            ("when=lambda p: None", "return True or False"),
            ("when=lambda: True", "function of (p)"),
            ('when="p.first > 5"', "function of (p)"),
            ("opening=5", "tuple of sentences"),
            ("opening=(5,)", "a text or a function"),
            ("opening=(lambda p: None,)", "give a text"),
            ('opening=("We add {p.frist}.",)', "frist"),
            ('formula=("a = b",)', "a text or a function"),
            ('formula="In {letters}."', "letters"),
        )
    },
    **{
        f"a strategy that is {what}": (RUN, wrong, said)
        for what, wrong, said in (
            ("a class", f"class Total:\n    pass\n\n\n{RUN}", "not a type"),
            ("static", f"@staticmethod\n{RUN}", "not a staticmethod"),
            ("of no params", "def running_total() -> Steps:", "function of (p)"),
            ("of too many", "def running_total(p, q) -> Steps:", "function of (p)"),
            ("called otherwise", RUN.replace("running", "r\u00fcnning"), "name is a letter"),
            ("free in no Literal", RUN.replace(")", ", *, way: str = 'up')"), "are a Literal"),
            ("free without a default", RUN.replace(")", ", *, way: str)"), "are a Literal"),
        )
    },
    "a strategy that is async": (
        RUN,
        f"async {RUN}",
        "no async function",
        ("    return total\n", ""),
    ),
    "a strategy that ends the program": ("    return total\n", "    quit()\n", "leave out exit()"),
    "a module that ends the program": ("def sample", "exit()\n\n\ndef sample", "leave out exit()"),
    "a library that raises": (
        "    total = p.first\n",
        "    total = p.first\n    Fraction(1, 0)\n",
        "slip_",
        ("Capacity, Claim,", "Capacity, Claim, Fraction,"),
    ),
    **{
        f"a function of its own that {what}": (
            STEP,
            STEP.replace('{pair}"', f'{{pair}}, {name}({{pair}}) = 1"'),
            said,
            ("def sample", f"@function\ndef {name}(numbers):\n    {body}\n\n\ndef sample"),
            ("Capacity, Claim,", "Capacity, Claim, function,"),
        )
        for name, what, body, said in (
            ("halved", "gives a float", "return 1.0", "1.0, a float"),
            ("told", "gives a truth value", "return True", "True, a bool"),
            ("lost", "forgets return", "numbers", "None, a NoneType"),
            ("broken", "raises", "return numbers[5]", "IndexError"),
        )
    },
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


@pytest.mark.parametrize("name", ["Sum", "2sum", "_sum", "the-sum", "the sum", "s\u00fcm"])
def test_a_family_has_a_name_in_small_letters(name, tmp_path):
    file = tmp_path / "sequences" / f"{name}.py"
    file.parent.mkdir()
    file.write_text(FAMILY)
    answer = CliRunner().invoke(cli, ["check", str(file)])
    assert isinstance(answer.exception, CurriculaError)
    assert f"rename the file {name!r}" in str(answer.exception)


def test_what_a_family_prints_is_kept_from_a_commands_data(tmp_path, capsys):
    file = tmp_path / "sequences" / f"slip_{next(NUMBERS)}.py"
    file.parent.mkdir()
    file.write_text(FAMILY.replace("    total = p.first\n", "    total = p.first\n    print(7)\n"))
    name = f"sequences.{file.stem}"
    answer = CliRunner().invoke(cli, ["show", name, "--family-dir", str(tmp_path), "--json"])
    assert json.loads(answer.stdout)["family"] == name
    assert answer.stderr.strip() == "7"


@pytest.mark.parametrize("command", ["show", "generate"])
def test_a_draw_without_an_end_is_told(command, tmp_path, monkeypatch):
    monkeypatch.setattr(
        f"pipelines.commands.{ {'show': 'browse'}.get(command, command) }.SECONDS", 0.2
    )
    file = tmp_path / "sequences" / f"slip_{next(NUMBERS)}.py"
    file.parent.mkdir()
    file.write_text(FAMILY.replace(DRAW, f"while True:\n        {DRAW}"))
    name = f"sequences.{file.stem}"
    asked = [name] if command == "show" else ["--family", name, "--out", str(tmp_path / "out")]
    answer = CliRunner().invoke(cli, [command, *asked, "--family-dir", str(tmp_path)])
    assert isinstance(answer.exception, CurriculaError)
    assert "not done after 0.2 s" in str(answer.exception)


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
