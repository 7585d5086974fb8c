"""Golds that say one value several times, sums of matrices, units made of several."""

import pytest

from curricula.grading.chains import last_member
from curricula.grading.grade import grade
from curricula.grading.reference_answer import gold_of


@pytest.mark.parametrize(
    ("gold", "member"),
    [
        (r"t = \frac{\ln(1/18)}{-0.1} = 10\ln(18)", r"t = 10\ln(18)"),
        (r"i^{15} = (i^4)^3 \cdot i^3 = -i", "-i"),
        (r"-9 \leqslant x \leqslant 0:[-9,0]", "[-9,0]"),
        (r"\left[\frac{\ln 2}{2}, \infty\right) = [\ln\sqrt{2}, \infty)", r"[\ln\sqrt{2}, \infty)"),
        ("Solution is: x = 3", "x = 3"),
        ("x = y = 1", "x = y = 1"),
        ("7 = 5 = 5", "7 = 5 = 5"),
        ("3:4", "3:4"),
        ("x < 2:[2,3]", "x < 2:[2,3]"),
    ],
)
def test_a_chain_of_one_value_stands_for_its_last_member(gold, member):
    assert last_member(gold) == member


@pytest.mark.parametrize(
    ("gold", "answer", "paid"),
    [
        (r"$i^{15}=\left(i^{4}\right)^{3} \cdot i^{3}=-i$", "-i", True),
        (r"$i^{15}=\left(i^{4}\right)^{3} \cdot i^{3}=-i$", "i", False),
        (r"$x<2:(-\infty, 2)$", r"(-\infty, 2)", True),
        (r"$x<2:(-\infty, 2)$", r"(-\infty, 2]", False),
        (r"$3.033 \mathrm{~km} / \mathrm{hr}$", r"3.033 \text{ km/hr}", True),
        (r"$3.033 \mathrm{~km} / \mathrm{hr}$", "3.033", True),
        (r"$3.033 \mathrm{~km} / \mathrm{hr}$", r"3.033 \text{ km}", False),
        (r"$x \neq -1, 4$", r"x \ne 4 \text{ and } x \ne -1", True),
        (r"$x \neq -1, 4$", r"x \ne 4", False),
        (
            r"y=c_{1}\left[\begin{array}{l}1 \\ 2\end{array}\right] e^{t}",
            r"\begin{pmatrix} c_1 e^t \\ 2 c_1 e^t \end{pmatrix}",
            True,
        ),
        (
            r"y=c_{1}\left[\begin{array}{l}1 \\ 2\end{array}\right] e^{t}",
            r"\begin{pmatrix} c_1 e^t \\ c_1 e^t \end{pmatrix}",
            False,
        ),
        (r"$y=c_{1} \cos 4 x+c_{2} \sin \pi x$", r"c_1\cos(4x) + c_2\sin(\pi x)", True),
        (r"$y=c_{1} \cos 4 x+c_{2} \sin \pi x$", r"c_1\cos(4)x + c_2\sin(\pi x)", False),
        (r"1-2\mathrm{i}", "-2i + 1", True),
        (r"90^\circ", r"\frac{\pi}{2}", True),
        (r"90^\circ", r"\frac{\pi}{3}", False),
        ("$f(n)=n$, $g(n)=1$", "f(n) = n, g(n) = 1", True),
        ("$f(n)=n$, $g(n)=1$", "f(n) = 1, g(n) = n", False),
        ("Solution is: $[x=1, y=5, z=3]$", "x = 1, y = 5, z = 3", True),
        ("Solution is: $[x=1, y=5, z=3]$", "(1, 5, 3)", True),
        ("Solution is: $[x=1, y=5, z=3]$", "(1, 3, 5)", False),
        (r"$(n-2) 2^{n}+1$", r"n2^n - 2^{n+1} + 1", True),
        (r"\left(\frac{3}{5},\frac{8}{3}\right]", r"\frac35 < x \le \frac83", True),
        (r"\{x | x < 3\} - \{-6\}", r"(-\infty,-6)\cup(-6,3)", True),
    ],
)
def test_answers_to_golds_of_such_forms(gold, answer, paid):
    assert gold_of(gold, None, None).reason == ""
    assert bool(grade(rf"\boxed{{{answer}}}", gold)) is paid
