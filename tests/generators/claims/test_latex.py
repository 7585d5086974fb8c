"""Plain maths as LaTeX, by the table of notation."""

import pytest

from generators.answers.latex import answer_in_latex
from generators.claims.latex import latex_of
from generators.claims.printer import Form
from generators.layout import tidy


@pytest.mark.parametrize(
    ("plain", "latex"),
    [
        ("2840 = 3 * 900 + 140", r"2840 = 3 \times 900 + 140"),
        ("2^3 * 5 = 40", r"2^3 \cdot 5 = 40"),
        ("2^13 * 3^-1", r"2^{13} \cdot 3^{-1}"),
        ("x^12 + 1", "x^{12} + 1"),
        ("3/4 - 1/2 = 1/4", r"\frac{3}{4} - \frac{1}{2} = \frac{1}{4}"),
        ("-3/4 + 1 = 1/4", r"-\frac{3}{4} + 1 = \frac{1}{4}"),
        ("3 - (-2) = 5", "3 - (-2) = 5"),
        ("3 - (-2/5) = 17/5", r"3 - \left(-\frac{2}{5}\right) = \frac{17}{5}"),
        ("(1/2)x + 3 = (-1/2)x", r"\frac{1}{2}x + 3 = -\frac{1}{2}x"),
        ("72/37 / 4 = 18/37", r"\frac{72}{37} \div 4 = \frac{18}{37}"),
        ("-1/2 * 3 / 4", r"-\frac{1}{2} \times 3 \div 4"),
        ("3x^2/4 = 3", r"\frac{3x^2}{4} = 3"),
        ("(2 + 3)/(x - 1)", r"\frac{2 + 3}{x - 1}"),
        (
            "C(13, 2) = 13 * 12/(2 * 1) = 78",
            r"\binom{13}{2} = \frac{13 \times 12}{2 \times 1} = 78",
        ),
        ("gcd(12, 18) = 6", r"\gcd(12, 18) = 6"),
        ("lcm(4, 6) = 12", r"\operatorname{lcm}(4, 6) = 12"),
        ("sqrt(8) = 2sqrt(2)", r"\sqrt{8} = 2\sqrt{2}"),
        ("x = 2 or x = -5/2", r"x = 2 \text{ or } x = -\frac{5}{2}"),
        ("-2 <= x, x != 3", r"-2 \le x, x \ne 3"),
        ("|x - 3| <= 5", r"|x - 3| \le 5"),
        ("|x - 3/2| <= 5", r"\left|x - \frac{3}{2}\right| \le 5"),
        ("floor(7/2) = 3", r"\left\lfloor \frac{7}{2}\right\rfloor = 3"),
        ("max(1/2, 3) = 3", r"\max\left(\frac{1}{2}, 3\right) = 3"),
        ("17 mod 5 = 2", r"17 \bmod 5 = 2"),
        ("3 * 4 \u2261 1", r"3 \times 4 \equiv 1"),
        ("det(2, 3; 4, 5) = -2", r"\begin{vmatrix} 2 & 3 \\ 4 & 5 \end{vmatrix} = -2"),
        ("A = [1, 2; 3, 4]", r"A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"),
        (
            "R_2 - 3R_1 -> [1, 2; 0, -2]",
            r"R_2 - 3R_1 \to \begin{pmatrix} 1 & 2 \\ 0 & -2 \end{pmatrix}",
        ),
        ("60 km/h * 2 h = 120 km", r"60\text{ km/h} \times 2\text{ h} = 120\text{ km}"),
        ("a_12 = 2a_1 + 1", "a_{12} = 2a_1 + 1"),
        ("f'(x) = 6x + 2", "f'(x) = 6x + 2"),
        ("3 | 12", r"3 \mid 12"),
        ("what is this?", "what is this?"),
    ],
)
def test_notation(plain, latex):
    assert latex_of(plain) == latex


def test_signs_and_coefficients_are_those_of_the_plain_printer():
    form = Form("{}x^2 + {}x - {} = 0")
    assert latex_of(form.show((1, -1, 3))) == "x^2 - x - 3 = 0"
    assert latex_of(form.show((-1, 5, 2))) == "-x^2 + 5x - 2 = 0"


@pytest.mark.parametrize(
    ("answer", "latex"),
    [
        ("7", "7"),
        ("-3/4", r"-\frac{3}{4}"),
        ("(1, -2/3)", r"\left(1, -\frac{2}{3}\right)"),
        ("(1, -2/3, 4)", r"\left(1, -\frac{2}{3}, 4\right)"),
        ("{2, 5/3}", r"\left\{2, \frac{5}{3}\right\}"),
        ("{2, 5}", r"\{2, 5\}"),
        ("{(1/2, 3), (4, 5)}", r"\left\{\left(\frac{1}{2}, 3\right), (4, 5)\right\}"),
        ("(1/2, 3]", r"\left(\frac{1}{2}, 3\right]"),
        (
            "(-oo, 1) U [3/4, oo)",
            r"(-\infty, 1) \cup \left[\frac{3}{4}, \infty\right)",
        ),
        ("{}", r"\varnothing"),
        ("(-oo, oo)", r"\mathbb{R}"),
        ("[1, 2) U (3, oo)", r"[1, 2) \cup (3, \infty)"),
        ("[[1, 2], [3, 4]]", r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"),
        ("5 mod 11", r"5 \pmod{11}"),
        ("x^2 - 3*x + 2", r"x^2 - 3x + 2"),
        ("{2 - 3*i, 2 + 3*i}", r"\{2 - 3i, 2 + 3i\}"),
        ("1/2 + 5/2*sqrt(3)*i", r"\frac{1}{2} + \frac{5}{2}\sqrt{3}\,i"),
        ("true", "true"),
        ("e3", "e3"),
        ("0.250", "0.250"),
    ],
)
def test_answers(answer, latex):
    assert answer_in_latex(answer) == latex


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("1460 = 1 * 860 + 600", "1460 = 860 + 600"),
        ("528 = 1 * 528, 7 = 1 * 4 + 3", "528 = 1 * 528, 7 = 4 + 3"),
        ("1 * 7 = 7", "1 * 7 = 7"),
        ("2/1 * 3 + 4^1 * 5 = 26", "2/1 * 3 + 4^1 * 5 = 26"),
        ("1 * (-3) + 2 = -1", "1 * (-3) + 2 = -1"),
        ("11 * 3 + 2 = 35", "11 * 3 + 2 = 35"),
    ],
)
def test_factors_of_one_do_not_show(claim, shown):
    assert tidy(claim) == shown
