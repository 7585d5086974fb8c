"""Texts as HTML: what we write is typeset, what strangers write is escaped."""

import re
from xml.etree import ElementTree

import pytest

from generators.render import Rendering, render, statement
from pipelines.explore.typeset import LONGEST, typeset
from tests.drawn import every_family, setting

HOSTILE = (
    "<script>alert(1)</script>",
    r"\(\href{javascript:alert(1)}{x}\)",
    r"\(\text{<img src=x onerror=alert(1)>}\)",
    r"\(\style{background:url(x)}{y}\)",
    r'\(\class{"><script>}{z}\)',
    r"\[\unicode{x3c}script>\]",
    r"\boxed{<b onclick=alert(1)>}",
    "a & b < c > d \"'",
)
NAMES = re.compile(r"<\s*/?\s*([^\s>/]+)")


def tags(html: str) -> set[str]:
    return {name.lower() for name in NAMES.findall(html)}


@pytest.mark.parametrize("text", HOSTILE)
def test_what_strangers_write_is_no_markup(text):
    html = typeset(text)
    assert not tags(html) & {"script", "img", "a", "b"}
    assert not re.search(r"<[^>]*\s(href|on\w+|style|src)\s*=", html)
    ElementTree.fromstring(f"<p>{html}</p>")  # every element is closed


def test_a_formula_is_typeset():
    html = typeset(r"So \(\frac{3}{4} < 1\), and \[x \ge 2\] holds.")
    assert html.startswith('So <span class="kept"><math') and html.endswith("</math> holds.")
    assert "</math>,</span> and <math" in html
    assert "<mfrac>" in html and "&lt;" in html and 'display="block"' in html


@pytest.mark.parametrize(
    ("latex", "signs"),
    [
        (r"4 \times (-12) = -48", 2),
        (r"x^{2} - 6 x = -x + 1", 1),
        (r"\{-3, -2 + \sqrt{5}\}", 2),
        (r"|-3| - 3 = 0", 1),
        (r"|x| - |-3|", 1),
        (r"(a) - b - 5! - 3", 0),
        (r"\left(-3\right) - 2", 1),
        (r"\frac{3}{2} - 5", 0),
    ],
)
def test_the_sign_of_a_number_is_no_operation(latex, signs):
    html = typeset(rf"\({latex}\)")
    assert html.count('<mo form="prefix">') == signs, html
    bars = re.findall(r'form="(\w+)">\|', html)
    assert bars == ["prefix", "postfix"] * (latex.count("|") // 2)


@pytest.mark.parametrize(
    ("sort", "drawn"), [("pmatrix", "round"), ("bmatrix", "square"), ("vmatrix", "bars")]
)
def test_the_fences_of_a_matrix_are_drawn_by_their_style(sort, drawn):
    rows = r"1 & -2 \\ 3 & 4"
    html = typeset(rf"\(A = \begin{{{sort}}} {rows} \end{{{sort}}} + (2)\)")
    assert f'<mtable class="{drawn}">' in html and html.count("<mtd>") == 4
    assert re.sub("<[^>]*>", "", html) == "A=1−234+(2)"


def test_a_box_is_drawn():
    assert 'class="boxed"' in typeset(r"\(\boxed{7}\)")
    assert typeset(r"It is \boxed{7}.") == 'It is <span class="boxed">7</span>.'


@pytest.mark.parametrize("latex", [r"\frac{1", "x" * (LONGEST + 1), r"\begin{array}{", "^" * 99])
def test_what_is_no_formula_stays_readable(latex):
    assert typeset(rf"\({latex}\)").startswith(("<code>", "<math"))


@every_family
def test_every_formula_of_ours_is_typeset(name):
    """No command of LaTeX is left in what a reader sees."""
    for difficulty in (1, 3, 5):
        problem = setting(name, difficulty).problem(5, 0)
        texts = [statement(problem, "latex")]
        for strategy in problem.strategies():
            solution = problem.solve(strategy)
            texts.append(render(problem, solution, Rendering("latex", "full"), boxed=True))
        for text in texts:
            html = typeset(text)
            assert "\\" not in html and "<code>" not in html, text
