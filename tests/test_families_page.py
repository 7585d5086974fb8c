"""docs/families.md is true: its claims are decided as it says, its families keep the laws, its
tables name every function, field, kind of answer and law.

`python -m tests.test_families_page` writes its table of laws anew.
"""

import importlib
import re
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from generators.answers.answer import KINDS, canonical
from generators.claims.claim import Claim
from generators.claims.decide import DECIDERS
from generators.claims.functions import FUNCTIONS
from generators.claims.written import compile_claims
from generators.derivations.derive import rest_step
from generators.derivations.numerals import FREE
from generators.derivations.sources import Found
from generators.family import APPROACHES, Family
from generators.laws import BOOK
from generators.solution import Step
from generators.stream import Stream
from tests.drawn import verdict

PAGE = Path(__file__).parent.parent / "docs" / "families.md"
TEXT = PAGE.read_text(encoding="utf-8")
FAMILIES = dict(re.findall(r"^`(\w+/\w+\.py)`.*?:\n\n```python\n(.*?)```", TEXT, re.M | re.S))
CLAIMS = [
    tuple(line.split(maxsplit=1))
    for block in re.findall(r"```claims\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]
LAWS = re.compile(r"(?<=<!-- laws -->\n).*(?=<!-- end of laws -->)", re.DOTALL)


@pytest.mark.parametrize(("verdict", "text"), CLAIMS)
def test_its_claims_are_decided_as_it_says(verdict, text):
    claim = Claim.read(text)
    assert claim.text() == text
    if verdict == "none":
        assert not claim.holds()
        with pytest.raises((ArithmeticError, TypeError)):
            DECIDERS[claim.form](claim.values)
    else:
        assert DECIDERS[claim.form](claim.values) is (verdict == "true")


def test_it_names_every_function_with_a_claim_that_holds():
    claims = re.findall(r"^\| `((\w+)\([^`]*)` \|", TEXT, re.MULTILINE)
    claims = {name: claim for claim, name in claims if " = " in claim}
    core = [
        name for name, run in FUNCTIONS.items() if run.__module__ == "generators.claims.functions"
    ]
    assert sorted(claims) == sorted(core)
    assert [claim for claim in claims.values() if not verdict(claim)] == []


def test_it_names_every_field_method_and_approach():
    rows = "\n".join(re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE))
    named = set(re.findall(r"`(\w+)", rows))
    assert {field.name for field in fields(Family)} - {"strategies"} <= named
    methods = {name for name in vars(Stream) if not name.startswith("_")} - {"address"}
    assert methods <= named and set(KINDS) <= named
    assert all(f"`{approach}`" in TEXT for approach in APPROACHES)


def test_its_answers_have_the_texts_it_says():
    rows = re.findall(r"^\| `(\w+)` \| `([^`]*)`[^|]*\| (.*?) \|$", TEXT, re.MULTILINE)
    rows = [row for row in rows if row[0] in KINDS]
    assert [row[0] for row in rows] == list(KINDS)
    for kind, value, shown in rows:
        given = eval(value, {"Fraction": Fraction})
        assert canonical(kind, given) == shown.removesuffix(", 0.250")


IN_CODE = re.compile(r"^\| .* \| `(f\".*\")`.* \| `(.*)` \|$", re.MULTILINE)
MODULE = """
from generators.family import *
a, b, c, root, total, n, value, p = 2, -3, 5, 4, 17, 200, 81, None
counts, powers, terms, letter, sign = [3, 5, 9], [(2, 3), (5, 2)], [1, 4, 9, 16], "y", "<"
equation = lambda p: Claim("{}x = {}", (3, 12))
"""


def test_claims_in_code_are_printed_as_it_says(tmp_path, monkeypatch):
    rows = IN_CODE.findall(TEXT)
    assert len(rows) == 9
    module = MODULE + "".join(
        [f"def row_{i}():\n    return Claim({code})\n" for i, (code, _) in enumerate(rows)]
    )
    (tmp_path / "claims_of_the_page.py").write_text(module)
    monkeypatch.syspath_prepend(str(tmp_path))
    written = importlib.import_module("claims_of_the_page")
    compile_claims("claims_of_the_page")
    printed = [getattr(written, f"row_{i}")().text() for i in range(len(rows))]
    assert printed == [shown for _, shown in rows]


def test_steps_find_what_it_says():
    rows = re.findall(r"^\| `([\dxC][^`{]* [=<] [^`{]*)` \| ([A-Z][^|]*) \|$", TEXT, re.MULTILINE)
    assert len(rows) == 6
    for text, found in rows:
        step = Step("{}", Claim.read(text))
        rest_step(step, 0, {abs(value) for value in step.claim.values}, Found({}, {}), set())
        wanted = re.findall(r"\d+", found.rpartition(":")[2])
        assert [str(abs(n)) for n in step.gives if n not in FREE] == wanted, text


def test_below_an_inequality_what_waits_for_a_use_is_used():
    text = "(x - 2)(x - 5) < 0 :: 2 < x < 5"
    assert f"`{text}` may rest" in TEXT
    for line, rested, found in (
        (text.replace("(x - 2)(x - 5)", "x^2 - 7x + 10"), {5}, []),
        (text.replace("(x - 2)(x - 5)", "x^2 - 7x + 10"), {3, 4, 5}, [2, 5]),
        ("x^2 - 7x + 10 = 0 :: x = 2 or x = 5", {5}, [2, 5]),
    ):
        step = Step("{}", Claim.read(line))
        rest_step(step, 6, set(), Found({2: [3], 5: [4], 7: [5], 10: [5]}, {}), rested)
        assert [n for n in step.gives if n not in FREE] == found
        assert {3, 4} <= set(step.premises) or found


def laws_table() -> str:
    rows = [
        f"| `{law.name}`{' *advice*' if law.advice else ''} | {law.about} | {law.remedy} |\n"
        for law in BOOK.laws.values()
    ]
    return "| law | what it asks | where it is broken |\n|---|---|---|\n" + "".join(rows)


def test_its_table_of_laws_is_that_of_the_book():
    found = LAWS.search(TEXT)
    assert found is not None and found[0] == laws_table()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The families of the page, written to a folder."""
    for name, code in FAMILIES.items():
        file = tmp_path / "my_families" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code)
    return tmp_path / "my_families"


def test_there_are_six_families():
    assert len(FAMILIES) == 6


@pytest.fixture
def no_folders(monkeypatch):
    """No family of another test is in the way of one of the same name."""
    from generators import catalog

    monkeypatch.setattr(catalog, "_folders", [])


@pytest.mark.parametrize("file", FAMILIES)
def test_each_family_keeps_the_laws(file, folder, no_folders):
    answer = CliRunner().invoke(cli, ["check", str(folder / file), "--size", "12"])
    assert answer.exit_code == 0, answer.output


def test_datasets_of_its_families_are_generated_and_verified(folder, no_folders, tmp_path):
    dataset = str(tmp_path / "dataset")
    chosen = ["--family", "inequalities.distance", "--family", "word_problems.birds"]
    where = ["--family-dir", str(folder)]
    options = [*chosen, *where, "--strategies", "2", "--size", "60", "--out", dataset]
    for command in (["generate", *options], ["verify", dataset, *where]):
        answer = CliRunner().invoke(cli, command)
        assert answer.exit_code == 0, answer.output


if __name__ == "__main__":
    PAGE.write_text(LAWS.sub(lambda _: laws_table(), TEXT), encoding="utf-8")
