"""What verify decides of conclusions: as claims, whatever the family, its own functions included;
and what it says where a family is missing."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from curricula.request import plain_curriculum
from generators import catalog
from generators.problem import DIFFICULTIES, DRAW_VERSION, Setting
from pipelines.dataset.build import build
from pipelines.dataset.conclusions import conclusion_faults, numbers_lacking
from pipelines.dataset.manifest import read_manifest, sealed
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from tests.command_line import run

OWN = '''"""The odd part of an even number."""

from dataclasses import dataclass

from generators.claims.functions import function
from generators.family import Capacity, Claim, Family, Knob, Step, Steps


@function
def oddpart(numbers):
    """What is left of a positive whole number without its factors 2."""
    (number,) = numbers
    if not isinstance(number, int) or not 0 < number < 10**30:
        raise ArithmeticError("oddpart needs one positive whole number")
    return number // (number & -number)


@dataclass(frozen=True, slots=True)
class Params:
    number: int


FAMILY = Family(
    params=Params,
    knobs={"half": Knob("the largest half", ((50, 999),) * 5, (2, 10**6))},
    sample=lambda stream, knobs: Params(2 * stream.between(*knobs["half"])),
    statements=("What is left of {p.number} without its factors 2?",),
    answer=lambda p: oddpart((p.number,)),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"oddpart({p.number}) = {answer}"),
    key=lambda p: (p.number,),
    capacity=lambda knobs: Capacity(knobs["half"][1] - knobs["half"][0] + 1),
)


@FAMILY.strategy(approach="forward")
def halving(p: Params) -> Steps:
    """Halve until the number is odd."""
    number = p.number
    while number % 2 == 0:
        yield Step("Halve: {}.", Claim(f"{number} / 2 = {number // 2}"))
        number //= 2
    return number


@FAMILY.strategy(approach="transform")
def power_of_two(p: Params) -> Steps:
    """Take out the largest power of 2 at once."""
    odd = oddpart((p.number,))
    power = p.number // odd
    yield Step("Take out the power of 2: {}.", Claim(f"{p.number} = {power:new} * {odd:new}"))
    return odd
'''
GCD = "number_theory.gcd"


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Path:
    """A folder with families/ and data/, a dataset of the family in it."""
    place = tmp_path_factory.mktemp("own")
    file = place / "families" / "number_theory" / "odd_part.py"
    file.parent.mkdir(parents=True)
    file.write_text(OWN)
    options = ("--family", "number_theory.odd_part", "--strategies", "2", "--size", "60")
    made = run("generate", *options, "--family-dir", "families", "--out", "data", cwd=place)
    assert made.returncode == 0, made.stderr
    return place


def test_a_family_with_a_function_of_its_own_verifies(own):
    done = run("verify", "data", "--family-dir", "families", cwd=own)
    assert done.returncode == 0 and done.stdout == "" and "60 problems" in done.stderr
    assert "not here" not in done.stderr


def test_a_missing_family_is_named_with_what_is_not_vouched_for(own):
    done = run("verify", "data", "--json", cwd=own)
    said = json.loads(done.stdout)
    assert done.returncode == 3 and said["missing_families"] == ["number_theory.odd_part"]
    assert all("cannot be read" in finding["reason"] for finding in said["bad"])
    (line,) = done.stderr.splitlines()
    assert line.startswith("curricula: number_theory.odd_part: not here, so not drawn again")
    assert "--family-dir" in line and " statement, " in line and "numbers only" in line
    assert "statement" in said["vouched"]["open"]["problems"]
    assert "number_theory.odd_part" in sum(said["vouched"]["because"].values(), [])


def concluded(problem) -> tuple[dict, dict]:
    """The parts of a row and of a solution that a conclusion is decided from."""
    names = None if problem.names is None else list(problem.names)
    row = {"params": problem.params_text, "answer_kind": problem.answer_kind, "names": names}
    return row, {"answer": problem.answer, "steps": [{"claim": problem.conclusion.text()}]}


@pytest.mark.parametrize("name", catalog.names())
def test_conclusions_are_made_again_from_params_and_answer(name):
    """Of every family each answer has its conclusion, and the answer of another problem has not."""
    family, refused = catalog.family(name), 0
    for difficulty in DIFFICULTIES:
        setting, other = Setting(family, difficulty), ""
        for index in range(8):
            row, solution = concluded(setting.problem(3, index))
            assert not list(conclusion_faults(row, solution, family)), solution
            assert not list(conclusion_faults(row, solution, None)), solution
            if other not in ("", solution["answer"]) and other in (row["names"] or [other]):
                assert list(conclusion_faults(row, {**solution, "answer": other}, family))
                refused += 1
            other = solution["answer"]
    assert refused > 10


@pytest.mark.parametrize(
    "params", ["{}", "[]", "{", '{"a": "x", "b": 2}', '{"a": null, "b": []}', "[" * 10_000]
)
def test_params_that_are_none_are_a_finding(params):
    problem = Setting(catalog.family(GCD), 1).problem(0, 0)
    row, solution = concluded(problem)
    (reason,) = conclusion_faults({**row, "params": params}, solution, problem.family)
    assert "\n" not in reason and len(reason) < 600


def test_a_conclusion_may_need_the_familys_own_type():
    """What a text is read as is a plain value; a family may compute with another one."""

    class Divisor(int):
        pass

    def conclusion(p, answer):
        if not isinstance(answer, Divisor):
            raise TypeError("a divisor is needed")
        return family.conclusion(p, answer)

    family = catalog.family(GCD)
    own = replace(family, answer=lambda p: Divisor(family.answer(p)), conclusion=conclusion)
    row, solution = concluded(Setting(family, 1).problem(0, 0))
    assert not list(conclusion_faults(row, solution, own))
    other = str(int(solution["answer"]) + 1)
    assert list(conclusion_faults(row, {**solution, "answer": other}, own))


@pytest.mark.parametrize(
    ("conclusion", "answer", "kind", "lacking"),
    [
        ("gcd(12, 18) = 6", "6", "integer", []),
        ("gcd(12, 18) = 6", "7", "integer", ["7"]),
        ("x^2 - 1 = 0 :: x = -1 or x = 1", "{-1, 1}", "set", []),
        ("2x = 1 :: x = 1/2", "1/2", "rational", []),
        ("2x = 1 :: x = 1/2", "2/1", "rational", []),
        ("2x = 1 :: x = 1/2", "3/4", "rational", ["3/4"]),
        ("dbl(3) = 6", "e6", "symbol", []),
        ("dbl(3) = 6", "true", "boolean", []),
    ],
)
def test_without_a_family_numbers_are_compared(conclusion, answer, kind, lacking):
    assert numbers_lacking(conclusion, answer, kind, None) == lacking


def test_a_symbol_is_the_number_that_it_stands_for():
    assert numbers_lacking("f(1) = 2", "c", "symbol", ["a", "b", "c"]) == []
    assert numbers_lacking("f(1) = 2", "a", "symbol", ["a", "b", "c"]) == ["0"]
    assert numbers_lacking("f(1) = 2", "e9", "symbol", ["a", "b", "c"]) == ["9"]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    build(plain_curriculum(family=[GCD], size=40), TEMPLATES["plain"], folder, "curricula generate")
    return folder


def test_a_conclusion_that_holds_but_of_other_numbers_is_named(built, tmp_path):
    """gcd(a, b) = c holds for other a and b too; the params say which were meant."""
    copy = Path(shutil.copytree(built, tmp_path / "copy"))
    (copy / "manifest.json").unlink()
    file = next((copy / "problems").glob("rl-train*"))
    table = parquet.read_table(file)
    rows = table.to_pylist()
    of_two = re.compile(r"gcd\((\d+), (\d+)\) = (\d+)")
    rows.sort(key=lambda row: of_two.fullmatch(row["solutions"][0]["steps"][-1]["claim"]) is None)
    for solution in rows[0]["solutions"]:
        step = solution["steps"][-1]
        numbers = of_two.fullmatch(step["claim"])
        assert numbers is not None
        step["claim"] = f"gcd({numbers[1]}, {2 * int(numbers[1]) + int(numbers[2])}) = {numbers[3]}"
    parquet.write_table(pa.Table.from_pylist(rows, schema=table.schema), file)
    reasons = [found["reason"] for found in verify(copy).bad if found["id"] == rows[0]["id"]]
    assert any("so its conclusion is gcd(" in reason for reason in reasons), reasons


def test_rows_of_other_draws_are_compared_by_their_numbers(built, tmp_path):
    copy = Path(shutil.copytree(built, tmp_path / "copy"))
    manifest = read_manifest(copy)
    manifest["config"]["draw_version"] = DRAW_VERSION + 1
    (copy / "manifest.json").write_text(sealed(manifest))
    report = verify(copy)
    assert report.bad == [] and f"other draws than version {DRAW_VERSION}" in report.notes()[0]
    assert verify(built).notes() == []


def test_columns_that_were_never_written_are_a_finding(built, tmp_path):
    copy = Path(shutil.copytree(built, tmp_path / "copy"))
    (copy / "manifest.json").unlink()
    file = next((copy / "rl").glob("train*"))
    table = parquet.read_table(file)
    for other in (table.drop_columns(["answer"]), table.append_column("more", table["answer"])):
        parquet.write_table(other, file)
        assert "its columns are not those of rl" in [found["reason"] for found in verify(copy).bad]
