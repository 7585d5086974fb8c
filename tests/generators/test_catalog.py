"""Families are found by the place of their file, in the project and in folders of users."""

import re
from pathlib import Path

import pytest

from generators import catalog
from generators.catalog import UnknownFamily
from tests.command_line import HOME, run


@pytest.fixture
def own_families(tmp_path) -> Path:
    """The family that docs/own-family.md shows, in a folder of its own."""
    code = next(
        block
        for block in re.findall(
            r"```python\n(.*?)```", (HOME / "docs" / "own-family.md").read_text(), re.DOTALL
        )
        if "consecutive whole" in block
    )
    file = tmp_path / "my_families" / "sequences" / "consecutive_sum.py"
    file.parent.mkdir(parents=True)
    file.write_text(code)
    return tmp_path / "my_families"


def test_the_thirteen_first_families_are_there():
    assert {
        "algebra.linear_equation",
        "algebra.quadratic_equation",
        "combinatorics.selections",
        "finite_fields.operation_chain",
        "fractions.fraction_sum",
        "linear_algebra.determinant",
        "linear_algebra.linear_system",
        "number_theory.chinese_remainder",
        "number_theory.gcd",
        "number_theory.modular_power",
        "probability.draws",
        "sequences.polynomial_term",
        "word_problems.two_quantities",
    } <= set(catalog.names())


def test_names_that_do_not_exist_are_refused_with_those_that_do():
    with pytest.raises(UnknownFamily, match=r"number_theory\.gcd"):
        catalog.family("number_theory.gdc")
    with pytest.raises(UnknownFamily, match="number_theory"):
        catalog.names("numerology")


def test_readmes_family_works_from_a_folder_of_ones_own(own_families, tmp_path):
    shown = run("show", "sequences.consecutive_sum", "--family-dir", str(own_families))
    assert shown.returncode == 0 and "gauss pairing" in shown.stdout, shown.stderr
    out = tmp_path / "data"
    options = [
        "--strategies",
        "2",
        "--family",
        "sequences.consecutive_sum",
        "--family-dir",
        str(own_families),
        "--size",
        "40",
        "--out",
        str(out),
    ]
    made = run("generate", *options, "--workers", "2")
    assert made.returncode == 0, made.stderr
    assert run("verify", str(out)).returncode == 0
    assert (
        run("families", "--domain", "sequences", "--family-dir", str(own_families)).stdout.count(
            "consecutive_sum"
        )
        == 1
    )
    refused = run(
        "generate",
        *options[:-4],
        "--size",
        "4000",
        "--difficulty",
        "1",
        "--out",
        str(tmp_path / "more"),
    )
    assert refused.returncode == 2 and "holds 297 distinct problems" in refused.stderr


def test_kind_is_taken_as_the_old_name_of_approach_with_one_line(own_families):
    file = own_families / "sequences" / "consecutive_sum.py"
    file.write_text(file.read_text().replace("strategy(approach=", "strategy(kind="))
    shown = run("show", "sequences.consecutive_sum", "--family-dir", str(own_families))
    assert shown.returncode == 0 and "algebraic" in shown.stdout
    assert shown.stderr == (
        "curricula: consecutive_sum: kind= of a strategy is now called approach=\n"
    )


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1/0", "ZeroDivisionError"),
        ("x = 1", "no value FAMILY"),
        ("import nothing_like_it", "ModuleNotFoundError"),
        ("def", "SyntaxError"),
    ],
)
def test_a_broken_family_of_ones_own_is_one_line(own_families, code, message):
    (own_families / "sequences" / "consecutive_sum.py").write_text(code)
    shown = run("show", "sequences.consecutive_sum", "--family-dir", str(own_families))
    assert shown.returncode == 2 and message in shown.stderr and shown.stderr.count("\n") == 1


SLIPS = {
    "a result that is wrong": (
        "= {total + number}",
        "= {total + number + 1}",
        "running_total, step 0 (consecutive_sum.py:",
        "does not hold",
    ),
    "a range that ends too early": (
        "range(p.first + 1, p.last + 1)",
        "range(p.first + 1, p.last)",
        "running_total, step ",
        "the strategy returns ",
    ),
    "a range that ends too early, and no return": (
        "range(p.first + 1, p.last + 1)",
        "range(p.first + 1, p.last)",
        "running_total, step ",
        "is not reached",
    ),
    "a number from nowhere": (
        "{number - 1} + 1 = {number}, ",
        "",
        "running_total, step 0 (consecutive_sum.py:",
        "comes from nowhere",
    ),
    "a last line left out": (
        '    yield Step(\n        "There are half',
        '    if terms < 0: yield Step(\n        "There are half',
        "gauss_pairing, step ",
        "is not reached",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_strategy_stops_the_build_and_names_the_step(own_families, tmp_path, slip):
    right, wrong, *said = SLIPS[slip]
    file = own_families / "sequences" / "consecutive_sum.py"
    text = file.read_text()
    assert right in text
    text = text.replace(right, wrong)
    if slip.endswith("no return"):
        text = text.replace("    return total\n", "")
    file.write_text(text)
    asked = "generate --strategies 2 --family sequences.consecutive_sum --size 20"
    made = run(*asked.split(), "--family-dir", str(own_families), "--out", str(tmp_path / "o"))
    assert made.returncode == 1 and "Traceback" not in made.stderr
    assert all(part in made.stderr for part in said), made.stderr


def test_families_are_found_through_an_entry_point(own_families, tmp_path):
    site = tmp_path / "site"
    (site / "triangles-1.0.dist-info").mkdir(parents=True)
    (site / "triangles-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: triangles\nVersion: 1.0\n"
    )
    (site / "triangles-1.0.dist-info" / "entry_points.txt").write_text(
        "[curricula.families]\nsequences.consecutive_sum = sequences.consecutive_sum\n"
    )
    (site / "sequences").mkdir()
    (site / "sequences" / "consecutive_sum.py").write_text(
        (own_families / "sequences" / "consecutive_sum.py").read_text()
    )
    shown = run("show", "sequences.consecutive_sum", PYTHONPATH=f"{HOME}:{site}")
    assert shown.returncode == 0 and "running total" in shown.stdout, shown.stderr
