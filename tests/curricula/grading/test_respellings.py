"""Golds of every kind written otherwise are paid; edited, so that they say something else, they are
not."""

from itertools import islice
from random import Random

import pytest

from curricula.grading.grade import grade
from curricula.grading.signs import same_signs
from tests.curricula.grading.respellings import GOLDS, REWRITINGS, edits

EVERY = [pytest.param(kind, gold, id=gold) for kind, golds in GOLDS.items() for gold in golds]


def test_there_are_golds_of_every_kind_and_each_rewriting_changes_one():
    golds = [gold for golds in GOLDS.values() for gold in golds]
    changed = {name: sum([way(gold) != gold for gold in golds]) for name, way in REWRITINGS.items()}
    assert len(REWRITINGS) > 40
    assert [name for name, number in changed.items() if not number] == ["as it is"]


@pytest.mark.parametrize(("kind", "gold"), EVERY)
def test_a_gold_in_other_signs_is_paid(kind, gold):
    written = {name: rewriting(gold) for name, rewriting in REWRITINGS.items()}
    unpaid = [name for name, text in written.items() if not grade(rf"\boxed{{{text}}}", gold)]
    assert unpaid == []


@pytest.mark.parametrize(("kind", "gold"), EVERY)
def test_an_edited_gold_is_not_paid(kind, gold):
    edited = list(islice(edits(kind, gold, Random(gold)), 40))
    assert len(edited) == 40
    assert [text for text in edited if grade(rf"\boxed{{{text}}}", gold)] == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (r"\dfrac12\,x \leqslant 3", r"$\frac{1}{2} x ≤ 3$"),
        (r"\left(300\right. feet)", "(300 feet)"),
        (r"f^{\prime\prime}(x) + 1", "f''(x)+1"),
        (r"90^{\circ}", "90°"),
        (r"\text{The mode is }x = 0", "The mode is $x=0$."),
        (r"2 \cdot 3 = 6", "2 × 3 = 6"),
        (r"\{1, 2\}", r"\lbrace 1,2 \rbrace"),
        (r"x = \frac{-11}{9}", "x = -11/9"),
        (r"\log_{2} 8 \to \infty", r"log_2 8 \to ∞"),
        ("4√3", r"4\sqrt{3}"),
        (r"f(x) != 3", r"f(x) \neq 3"),
    ],
)
def test_texts_of_the_same_signs(a, b):
    assert same_signs(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("{x+1}^2", "x+1^2"),
        (r"\frac{a}{b}c", r"\frac{a}{bc}"),
        (r"\frac{ab}{c}", r"\frac{a}{bc}"),
        (r"x^{2}y", "x^{2y}"),
        ("x^{-1}", "x^-{1}y"),
        (r"x^{\frac{1}{2}}", r"x^1/2"),
        ("12", r"1\,2"),
        (r"2\frac{1}{3}", "21/3"),
        (r"\pm 2", r"\mp 2"),
        (r"a \to b", "a b"),
        (r"\overline{AB}", "AB"),
        (r"\vec{a}", "a"),
        (r"\sqrt[3]{2}", r"\sqrt{2}"),
        (r"\bar{x}", "x"),
        ("(1,234)", "(1234)"),
        (r"\alpha", "a"),
        (r"\sim p", "p"),
        ("x'", "x"),
        (r"\$5", "5"),
        (r"5\%", "5"),
        ("", r"\quad"),
    ],
)
def test_texts_of_other_signs(a, b):
    assert not same_signs(a, b)


@pytest.mark.parametrize(
    ("gold", "answer", "paid"),
    [
        (r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}", "-2", True),
        (r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}", "2", False),
        (r"\begin{vmatrix} x & 2 \\ 3 & 4 \end{vmatrix}", "4x - 6", True),
        (r"\begin{vmatrix} 1 & 0 & 2 \\ 0 & 3 & 0 \\ 4 & 0 & 5 \end{vmatrix}", "-9", True),
        ("-2", r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}", False),
        ("1A4_{16}", "(1A4)_{16}", True),
        ("1A4_{16}", "1A4_{17}", False),
        ("1A4_{16}", "420", False),
        ("A_{12}", "a_{12}", False),
    ],
)
def test_determinants_and_digits_above_nine(gold, answer, paid):
    assert bool(grade(rf"\boxed{{{answer}}}", gold)) is paid


def test_determinants_within_determinants_end():
    inner = "1"
    for _ in range(20):
        inner = rf"\begin{{vmatrix}} {inner} & 1 \\ 1 & {inner} \end{{vmatrix}}"[:1_900]
    assert grade(rf"\boxed{{{inner}}}", "x + 1").reason in ("syntax", "limit", "kind", "form")
