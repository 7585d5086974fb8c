r"""What maths in LaTeX, Unicode or plain signs becomes in plain maths, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curricula.maths_text.lexer import END, normal, tokens
from curricula.maths_text.symbols import UNICODE
from curricula.maths_text.translator import LENGTH, plain
from generators.answers.refusal import Refusal
from tests.drawn import law

READ = {
    "3/4": [r"\frac{3}{4}", r"\frac34", r"\dfrac 3 4", r"\tfrac{3}4", "¾"],
    "2*x^10": [r"2x^{10}", "2x^10", "2 x¹⁰", r"2\cdot x^{10}", "2𝑥^10"],
    "{1,2}": [r"\{1,\, 2\}", "{1,2}", r"\left\{1,2\right\}", r"\lbrace 1,2 \rbrace"],
    "log(2; 8)": [r"\log_2 8", r"\log_{2}{8}", r"\log_2(8)", r"\log_{2}\left(8\right)"],
    "log(10; 250)": [r"\log _{10} 250", r"\lg 250"],
    "60*deg": [r"60^\circ", r"60^{\circ}", "60°", r"60\degree"],
    "cos(58*deg)": [r"\cos 58^\circ", r"\cos(58^{\circ})", "cos 58°"],
    "abs(x-1)+abs(y)": [r"|x-1|+|y|", r"\left|x-1\right|+\lvert y\rvert"],
    "abs(abs(x)-1)": ["||x|-1|"],
    "{x|x<2}": [r"\{x \mid x<2\}", "{x | x < 2}"],
    "C(5, 2)": [r"\binom{5}{2}", r"\binom52", r"\dbinom{5}{2}"],
    "2112_6": ["2112_6", "(2112)_{6}", r"2112 \text{ base } 6", r"\text{2112}_{6}", "2112₆"],
    "1/3": [r"0.\overline{3}", r"0.\bar{3}", r"0.\dot3"],
    "4.5*10^33": ["4.5e33", "4.5E33", r"4.5 \times 10^{33}", "4.5 x 10^33"],
    "4.5*10^(-3)": ["4.5e-3", r"4.5\cdot 10^{-3}", "4.5×10⁻³"],
    "3:1": ["3:1", r"3\colon 1", "3 : 1"],
    "arcsin(x)": [r"\sin^{-1} x", r"\arcsin x", "asin(x)", r"\sin^{-1}(x)"],
    "sin(x)^2": [r"\sin^2 x", r"\sin^{2}(x)"],
    "root(3, 27)": [r"\sqrt[3]{27}", "∛27", "root(3, 27)"],
    "sqrt(25)": [r"\sqrt{25}", r"\sqrt25", "√25", "sqrt(25)", "√(25)"],
    "3 1/2": ["3½", r"3\frac{1}{2}", "3 1/2"],
    "(3 + 1/2)*2": [r"3\frac12 \cdot 2", "3½ × 2"],
    "floor(3.7)": [r"\lfloor 3.7 \rfloor", "⌊3.7⌋", r"\left\lfloor 3.7\right\rfloor"],
    "ceil(7/2)": [r"\lceil 7/2 \rceil", "⌈7/2⌉"],
    "[(1/2),(4/3))": [r"\left[\frac12, \frac43\right)"],
    "2*pi": [r"2\pi", "2π", "2pi", "2*pi"],
    "x>=2": [r"x \geqslant 2", "x ≥ 2", "x⩾2", "x >= 2"],
    "50%": [r"50\%", "50%"],
    "n!": ["n!"],
    "a_1+2": ["a_1+2", "a_{1}+2", "a₁+2"],
    "1234": ["1{,}234", r"1\,234", r"1,\!234"],
    "gcd(12,18)": [r"\gcd(12,18)", "gcd(12,18)"],
    "lcm(4,6)": [r"\operatorname{lcm}(4,6)", r"\mathrm{lcm}(4,6)"],
    "3+4*i": ["3+4i", r"3+4\mathrm{i}"],
    "[[1,2],[3,4]]": [r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"],
    '"no solution"': ["no solution", r"\text{no solution}"],
    "sum(k,1,oo)2^k": [
        r"\sum_{k=1}^{\infty} 2^k",
        r"\sum\limits_{k=1}^\infty 2^{k}",
        "∑_{k=1}^{∞} 2^k",
    ],
    "product(j,0,n)*(j+1)": [r"\prod_{j=0}^{n} (j+1)"],
    "1+x+dots": [r"1+x+\cdots", r"1 + x + \ldots", "1 + x + …"],
    "a_(n+2)": ["a_{n+2}", "a_{n + 2}"],
    "cos(sqrt(6)*t)": [r"\cos \sqrt{6} t", r"\cos(\sqrt6 t)"],
    '"no"': ["no", r"\text{no}"],
}


@pytest.mark.parametrize("wanted", READ)
def test_maths_is_read_however_it_is_written(wanted):
    for written in READ[wanted]:
        assert bare(plain(written)) == wanted.replace(" ", ""), written


def bare(text: str) -> str:
    """Without blanks, and without brackets round the whole of a fraction."""
    shown = text.replace(" ", "")
    outer = shown[:1] == "(" and shown[-1:] == ")" and shown.count("(") == 1 and "," not in shown
    return shown[1:-1] if outer else shown


@pytest.mark.parametrize(
    "text",
    [
        *(r"\foo 5", "5 ⊕ 3", r"5 \oplus 3", "５", "٣", "5\u200b", "1.2.3x", "(x)'", "5 & 6"),
        *(r"\sin x^2", r"\sin", r"a_{n+m}", r"\frac{1}", r"\frac{1}{2", "|x", r"\lfloor 3"),
        *(r"1 + \cdots + 9", r"1, 2, \ldots", r"\phantom{2}3", r"x \to 3", r"\overline{AB}"),
        *(r"\begin{cases} 1 \end{cases}", r"\sum_{i} i", "$5", "{" * 30 + "}" * 30),
    ],
)
def test_what_is_not_known_is_refused(text):
    with pytest.raises(Refusal):
        plain(text)


PIECES = [*"0123456789+-*/^_!()[]{}=<>|,; xyze.:%$&'", *UNICODE, "\\frac", "\\sqrt", "\\log"]
PIECES += ["\\left", "\\text", "\\circ", "\\binom", "\\begin{pmatrix}", "\\overline", "\\\\"]


@law(400)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_read_or_refused(text):
    try:
        plain(text)
    except Refusal:
        return


def test_the_tokens_of_a_text_are_the_text():
    text = normal(r"Let $x^2 = \frac{1}{2}$, 3.5% of √9")
    found = tokens(text)
    assert found[-1].kind == END
    assert [token.end for token in found[:-1]] == [token.start for token in found[1:]]
    assert "".join([text[token.start : token.end] for token in found]) == text


@pytest.mark.parametrize(
    "piece", [r"\frac12", "x(", "{", "|", r"\sqrt", "^", r"\left[", "x1 1/2 + "]
)
def test_a_long_text_is_refused_in_bounded_time(piece):
    with pytest.raises(Refusal):
        plain(piece * LENGTH)
    try:
        plain(piece * (LENGTH // len(piece)))
    except Refusal:
        return
