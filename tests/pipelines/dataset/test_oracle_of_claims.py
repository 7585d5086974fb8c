"""`verify --oracle`: claims decided a second time by SymPy, from our own tree."""

import ast
import inspect
import re
from pathlib import Path
from random import Random

import pytest

from generators import catalog
from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from generators.problem import DIFFICULTIES, Setting
from pipelines.dataset import oracle, second_decision
from pipelines.dataset.verify import verify
from pipelines.dataset.vouching import Report
from tests import sympy_claims
from tests.command_line import run

KINDS = [  # of every kind of claim one that holds
    "12 = 2 * 5 + 2",
    "3 | 6",
    "sqrt(8) = 2sqrt(2)",
    "(x + 1)^2 = x^2 + 2x + 1",
    "gcd(12, 18) :: 2 * 3 = 6",
    "mod 7 :: 3^(10^30) = 3^4 = 4",
    "mod 11 :: 1 / 4 = 3",
    "x^2 - 5x + 6 = 0 :: x = 2 or x = 3",
    "x^2 = 2 :: x = sqrt(2) or x = -sqrt(2)",
    "(7x - 4)^2 = 0 :: x = 4/7",
    "x + y = 24, 4x + 6y = 110 :: y = 24 - x, x = 17",
    "x + y = 3, 2x + 2y = 6 :: 3x + 3y = 9",
    "x + y = 3, 2x + 2y = 7 :: no x",
    "x^2 - 5x + 6 > 0 :: x < 2 or x > 3",
    "|x - 1| < 2 :: x > -1 and x < 3",
    "x^2 < 0 :: no x",
    "x^2 - 2x + 2 = 0 :: no x",
    "3x + 2 = 3x + 2 :: all x",
    "x^2 - 4x + 13 = 0 :: x = 2 + 3i or x = 2 - 3i",
    "(sqrt(3)i/2)^2 = -3/4",
    "x^2 + 1 > 0 :: all x",
    "a = 7, b = 3a, c = a + b :: c = 28",
    "f(x) = 3x^2 + 2x :: f'(x) = 6x + 2, f'(2) = 14",
    "A = [1, 2; 3, 4] :: A^2 = [7, 10; 15, 22], det(A) = -2, A^-1 * A = I_2",
    "A = [1, 2; 3, 4] :: R_2 - 3R_1 -> [1, 2; 0, -2]",
    "A = [1, 2; 3, 4] :: R_1 <-> R_2 -> [3, 4; 1, 2]",
    "v = 60 km/h, t = 2 h :: v * t = 120 km",
    "49^1000000000 mod 52 = 29",
    "3^(-1) mod 7 = 5, 10^-3 mod 13 = 12",
    "mod 7 :: 2^5 mod 3 = 9, 3! = 6, gcd(2^5, 12)^2 = 2",
]
LONG = [  # claims that would take long, or that SymPy has no function for
    "9^(9^9) = 1",
    "(a + b + c + d + e + f + g)^40 = 1",
    "*".join([f"({a} + {b} + 1)" for a, b in zip("abcdefghijklm", "nopqrstuvwxyz", strict=True)])
    + " = 1",
    "9999! = 1",
    "x^99 - x > 0 :: x > 1",
    "f(x) = x^9 + 1 :: f(f(f(x))) = 1",
    "ownfunction(3) = 4",
]


def test_the_smallest_number_is_that_below_the_least_common_multiple():
    """Also of moduli that are not coprime."""
    assert oracle.holds("crt(0, 6; 7, 13; 0, 10) :: 150")
    assert not oracle.holds("crt(0, 6; 7, 13; 0, 10) :: 540")
    assert oracle.holds("common(0, 6; 7, 13; 0, 10) = 1") and oracle.holds(
        "common(0, 6; 1, 10) = 0"
    )


@pytest.mark.parametrize(
    "assertion", ["3^(-1) mod 7 = 1/3", "2^(-1) mod 4 != 3", "2^(1 - 3) mod 7 = 1/4"]
)
@pytest.mark.parametrize("subject", ["", "mod 5 :: "])
def test_what_has_no_remainder_does_not_hold(subject, assertion):
    assert not oracle.holds(subject + assertion)
    assert not Claim.read(subject + assertion).holds()


@pytest.mark.parametrize("text", KINDS)
def test_every_kind_of_claim_is_decided_as_we_decide_it(text):
    assert oracle.holds(text) is Claim.read(text).holds() is True
    random, agreed = Random(text), 0
    for _ in range(12):
        other = with_another_digit(text, random)
        try:
            ours = Claim.read(other).holds()
            theirs = oracle.holds(other)
        except (Unreadable, oracle.Undecided):
            continue
        assert ours is theirs, other
        agreed += not ours
    assert agreed


def with_another_digit(text: str, random: Random) -> str:
    at = random.choice([found.start() for found in re.finditer(r"(?<![_A-Z])\d", text)])
    return text[:at] + random.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


@pytest.mark.parametrize("name", catalog.names())
def test_the_claims_of_every_family_are_decided_alike_by_three(name):
    """Our decider, SymPy by our reader, and SymPy by its own: the readers agree too."""
    family, random, by_text = catalog.family(name), Random(name), 0
    for difficulty in DIFFICULTIES:
        problem = Setting(family, difficulty).problem(5, difficulty)
        for strategy in problem.strategies():
            for step in problem.solve(strategy).steps:
                claim = step.claim.text()
                assert oracle.holds(claim), claim
                other = with_another_digit(claim, random)
                assert oracle.holds(other) is second_decision.holds(other), other
                try:
                    assert sympy_claims.holds(claim), claim
                    by_text += 1
                except (sympy_claims.NotTranslated, SyntaxError, TypeError, AttributeError):
                    continue  # matrices and definitions, which its parser does not know
    assert by_text


@pytest.mark.parametrize("text", LONG)
def test_what_would_take_long_is_left_open_at_once(text):
    with pytest.raises((oracle.Undecided, Unreadable)):
        oracle.holds(text)


def test_no_text_reaches_sympy():
    """SymPy evaluates texts: nothing of it that takes one is called with more than a name."""
    tree = ast.parse(inspect.getsource(oracle))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not used & {"sympify", "S", "parse_expr", "symbols", "var"} - {"S"}
    for hostile in ("__import__('os')", "x.__class__", "lambda: 1", "a; b"):
        with pytest.raises(Unreadable):
            oracle.holds(hostile)


def test_a_dataset_is_decided_twice(gcd_dataset, monkeypatch):
    report = verify(gcd_dataset, oracle=True)
    assert not report.bad and report.counts[second_decision.BY_SYMPY] == report.counts["claims"]
    monkeypatch.setattr(second_decision.oracle, "holds", lambda claim: "gcd" not in claim)
    found = verify(gcd_dataset, oracle=True).bad
    assert found and all(["as SymPy decides it" in one["reason"] for one in found])
    assert not verify(gcd_dataset).bad


def test_what_sympy_does_not_know_is_said():
    report = Report()
    row = {"solutions": [{"strategy": "s", "steps": [{"claim": claim} for claim in LONG]}]}
    assert not list(second_decision.decision_faults(row, report))
    assert "a long power" in report.reasons[second_decision.LEFT_OPEN]
    row = {"steps": [{"claim": "1 = 1"}, {"claim": "1 = 2"}, {"claim": None}]}
    assert not list(second_decision.decision_faults(row, report))


def test_the_command_counts_them(gcd_dataset: Path):
    done = run("verify", str(gcd_dataset), "--oracle", "--from-files")
    assert done.returncode == 0 and "claims decided by SymPy" in done.stderr
