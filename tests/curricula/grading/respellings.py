r"""Golds of every kind, ways in which the same answer is written otherwise, and edits that change
what it says.

A rewriting takes the text of a gold and gives it in other signs of the same meaning; where it has
nothing to change it gives the text back. An edit gives texts of another value, which is known from
how they are made and not from the grader.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

GOLDS: dict[str, tuple[str, ...]] = {
    "integer": ("42", "-7", "1,234", r"15 \text{ cm}", r"\$120", "x = 9", r"\angle ABC = 35^\circ"),
    "rational": (
        r"\frac{3}{4}",
        r"-\frac{22}{7}",
        r"2\frac{1}{3}",
        r"\dfrac{5}{6} \text{ hours}",
        r"28\%",
        r"0.1\overline{6}",
    ),
    "decimal": ("-12.5", "0.375", r"4.5 \times 10^{3}", r"3.2 \text{ m/s}", r"1/3 \approx 0.333"),
    "tuple": (
        "(1, -2)",
        r"\left(\frac{1}{2}, 3, -4\right)",
        "x = 3, y = -1",
        r"\left(\sqrt{2}, \frac{\pi}{4}\right)",
        "a = 2, h = -1, k = -18",
        "(3,4),(5,12)",
    ),
    "set": (
        r"\{1, 2, 5\}",
        r"1 \pm \sqrt{5}",
        r"\left\{-\frac{1}{2}, 3\right\}",
        r"x = 2 \text{ or } x = -3",
        r"-2, 4, 7",
    ),
    "interval": (
        "(-3, 5]",
        r"[1, 2) \cup (3, \infty)",
        r"x \geq \frac{3}{2}",
        r"-4 \leq x < 9",
        r"(-\infty, -\sqrt{2}) \cup (\sqrt{2}, \infty)",
        r"-9 \leq x \leq 0: [-9, 0]",
    ),
    "expression": (
        "3x^2 - 5x + 2",
        r"\frac{2x + 1}{x - 3}",
        r"\frac{\sqrt{3}}{2}",
        r"2\sqrt{5} - 3",
        r"\frac{\pi}{6} + 2\pi",
        r"x^2 e^{3x} + C",
        r"\cos(2x) + 3\sin x",
        r"\log_2 7",
        r"\binom{12}{5} \cdot 3",
        r"3^{10} - 2^{10} - 1",
        r"t = \frac{\ln 4}{2} = \ln 2",
        r"s = \sqrt{16 \cdot 3} = 4\sqrt{3}",
        r"4 - 3i",
        r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}",
        r"a_1 + 2 a_2",
        r"\left\lfloor \frac{n}{2} \right\rfloor + 3",
        r"f(x) = 2x + 7",
        r"g^{-1}(x) = \frac{-4x + 8}{5}",
    ),
    "equation": (
        "y = 2x + 1",
        "x^2 + y^2 = 25",
        r"y = -\frac{3}{4}x + 5",
        r"\frac{x^2}{9} + \frac{y^2}{4} = 1",
        r"y = c_1 e^{2x} + c_2 e^{-3x}",
        "2x - 3y + 7z = 12",
    ),
    "matrix": (
        r"\begin{pmatrix} 1 & 2 \\ 3 & -4 \end{pmatrix}",
        r"\begin{bmatrix} 1 \\ 0 \\ -\frac{1}{2} \end{bmatrix}",
        r"\left[\begin{array}{cc} 2 & 5 \\ 7 & 11 \end{array}\right]",
    ),
    "residue": (r"5 \pmod{11}", r"x \equiv 3 \pmod{7}", r"n \equiv 2 \pmod{9}"),
    "base": ("(204)_5", "(1011)_2", "(52)_{8}", "1A4_{16}"),
    "ratio": ("3:4", "1 : 2", r"2:5:7", r"\sqrt{2} : 3"),
    "inequality": ("x^2 + y^2 < 25", r"y \leq 2x + 3", r"a + b \geq 2c", r"2x+3y > 6"),
    "symbol": ("B", r"\text{(C)}", r"\text{Evelyn}", "A4", r"\infty"),
    "boolean": ("Yes", r"\text{false}"),
    "text": (
        "max at $x=2$, min at $x=4$",
        "radius: 5, center: (1, -2)",
        r"concave up on $(0, \infty)$, concave down on $(-\infty, 0)$",
        r"\frac{25}{7} \text{ meters}, \frac{10}{7} \text{ seconds}",
        "converges absolutely",
        r"The mode is $\frac{1}{3}$.",
        r"8 rectangles: $\frac{183}{16} = 11.4375$",
        r"\frac{d^2 v}{dt^2} + \frac{v}{LC} = 5 \text{ for } t > 0",
    ),
}

Rewriting = Callable[[str], str]
NO_LETTER = "(?![A-Za-z])"
WORDS = re.compile(r"\\(?:text|ln|log|cos|sin|tan)|\$|(?<![\\A-Za-z])[A-Za-z]{4}")
THOUSANDS = re.compile(r"[^\d,()\[\]]*\d{1,3}(?:,\d{3})+[^\d,()\[\]]*")


def replaced(pattern: str, by: str) -> Rewriting:
    """A rewriting that puts `by` for each match."""
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(lambda found: by, text)


def sole(rewriting: Rewriting) -> Rewriting:
    """A rewriting of golds without words and functions, of which commas and signs are maths."""
    return lambda text: text if WORDS.search(text) else rewriting(text)


def stretched(text: str) -> str:
    """Round brackets that grow, of a text with no other ones."""
    if "\\left" in text or "[" in text or "]" in text or text.count("(") != text.count(")"):
        return text
    return re.sub(r"(?<!\\)\(", r"\\left(", re.sub(r"(?<!\\)\)", r"\\right)", text))


def big(found: re.Match[str]) -> str:
    return {"left": r"\bigl", "right": r"\bigr"}[found[1]]


def unstretched(text: str) -> str:
    return re.sub(r"\\(?:left|right)(?![A-Za-z])\s*(?:\.|(?=[()\[\]|\\]))", "", text)


REWRITINGS: dict[str, Rewriting] = {
    "as it is": lambda text: text,
    "in dollars": lambda text: text if "$" in text else f"${text}$",
    "in \\( \\)": lambda text: text if "$" in text else rf"\({text}\)",
    "blanks round it": lambda text: f"  {text} ",
    "a full stop": lambda text: text.rstrip(".") + ".",
    "\\displaystyle": lambda text: text if "$" in text else rf"\displaystyle {text}",
    "\\dfrac": replaced(rf"\\frac{NO_LETTER}", r"\dfrac"),
    "\\tfrac": replaced(rf"\\frac{NO_LETTER}", r"\tfrac"),
    "\\frac12": lambda text: re.sub(r"\\frac\{(\d)\}\{(\d)\}", r"\\frac\1\2", text),
    "blanks in \\frac": lambda text: re.sub(r"\\frac\{([^{}]*)\}\{", r"\\frac {\1} {", text),
    "3/4": sole(
        lambda text: re.sub(r"(?<![\d}])\\frac\{(\d+)\}\{(\d+)\}(?![\d\w(^\\])", r"\1/\2", text)
    ),
    "commas and blanks": lambda text: re.sub(r",(?! |\d{3}(?!\d))", ", ", text),
    "commas without blanks": sole(replaced(", +", ",")),
    "thin blanks behind commas": sole(lambda text: re.sub(r",(?!\d{3}(?!\d)) *", r",\\ ", text)),
    "wide blanks behind commas": sole(
        lambda text: re.sub(r",(?!\d{3}(?!\d)) *", r",\\quad ", text)
    ),
    "brackets that grow": stretched,
    "brackets that do not": unstretched,
    "\\bigl": lambda text: re.sub(r"\\(left|right)(?![A-Za-z])", big, stretched(text)),
    "\\leqslant": lambda text: re.sub(rf"\\([lg])e(?:q|qslant)?{NO_LETTER}", r"\\\1eqslant", text),
    "≤": lambda text: re.sub(
        rf"\\([lg])e(?:q|qslant)?{NO_LETTER}",
        lambda found: {"l": "≤", "g": "≥"}[found[1]],
        text,
    ),
    "<=": lambda text: re.sub(
        rf"\\([lg])e(?:q|qslant)?{NO_LETTER}",
        lambda found: {"l": "<=", "g": ">="}[found[1]],
        text,
    ),
    "π": replaced(rf"\\pi{NO_LETTER}", "π"),
    "∞": replaced(rf"\\infty{NO_LETTER}", "∞"),
    "∪": replaced(rf"\\cup{NO_LETTER}", "∪"),
    "√": lambda text: re.sub(r"\\sqrt\{(\d)\}", r"√\1", text),
    "\\sqrt2": lambda text: re.sub(r"\\sqrt\{(\d)\}", r"\\sqrt\1", text),
    "minus as a Unicode sign": lambda text: re.sub(r"(?<![A-Za-z])-(?![A-Za-z]{2})", "−", text),
    "²": lambda text: re.sub(r"\^(?:\{2\}|2)(?!\d)", "²", text),
    "x^{2}": lambda text: re.sub(r"\^(\d)(?!\d)", r"^{\1}", text),
    "x^2": lambda text: re.sub(r"\^\{(\d)\}(?!\d)", r"^\1", text),
    "x_{1}": lambda text: re.sub(r"_(\d)(?!\d)", r"_{\1}", text),
    "\\mathrm for \\text": lambda text: re.sub(r"\\text\{ *([^{} ]*) *\}", r"\\mathrm{~\1}", text),
    "\\textbf for \\text": replaced(r"\\text(?=\{)", r"\textbf"),
    "\\boldsymbol": lambda text: (
        rf"\boldsymbol{{{text}}}" if not re.search(r"[{$]", text) else text
    ),
    "\\times for \\cdot": replaced(rf"\\cdot{NO_LETTER}", r"\times"),
    "×": replaced(rf"\\(?:cdot|times){NO_LETTER}", "×"),
    "2 \\cdot x": sole(lambda text: re.sub(r"(?<![\d^_{.\\])(\d)(?=[xyz]\b)", r"\1 \\cdot ", text)),
    "blanks round operators": sole(replaced(r"(?<=[\w}]) *\+ *(?=[\w\\])", " + ")),
    "no blanks round operators": sole(
        lambda text: re.sub(r"(?<=[\w})]) ([-+=]) (?=[\w({])", r"\1", text)
    ),
    "°": replaced(r"\^(?:\{\\circ\}|\\circ)", "°"),
    "1{,}234": lambda text: text.replace(",", "{,}") if THOUSANDS.fullmatch(text) else text,
    "bmatrix": lambda text: re.sub(r"(begin|end)\{pmatrix\}", r"\1{bmatrix}", text),
    "pmatrix": lambda text: re.sub(r"(begin|end)\{bmatrix\}", r"\1{pmatrix}", text),
    "\\lbrace": lambda text: text.replace(r"\{", r"\lbrace ").replace(r"\}", r"\rbrace "),
    "negative in the numerator": lambda text: re.sub(
        r"(?<![\w})^] )(?<![\w})^])-\\frac\{(\d+)\}", r"\\frac{-\1}", text
    ),
}
TRIES = 8  # of an edit that may change nothing
NUMBER = re.compile(r"(?<![_\d.])(?<!_\{)\d+(?:\.\d+)?(?![\d]|\.\d)")


def edits(kind: str, text: str, random: Random) -> Iterator[str]:
    """Texts like this one with another meaning, without end; none where nothing can be edited."""
    ways = [way for way in EDITS if any([any(way(kind, text, random)) for _ in range(TRIES)])]
    while ways:
        yield from random.choice(ways)(kind, text, random)


def another_number(kind: str, text: str, random: Random) -> Iterator[str]:
    """One number replaced by another."""
    places = list(NUMBER.finditer(text))
    if kind == "boolean" or not places:
        return
    place = random.choice(places)
    old = place[0]
    new = random.choice([f"{old}1", str(random.randrange(11, 99)), f"7{old}", f"9{old[1:]}"])
    modulus = int(NUMBER.findall(text)[-1]) if kind == "residue" else 0
    if modulus and place.start() < text.index("mod") and (int(new) - int(old)) % modulus == 0:
        return
    if float(new) != float(old) and not text[place.end() :].lstrip("}").startswith("_"):
        yield text[: place.start()] + new + text[place.end() :]


def another_sign(kind: str, text: str, random: Random) -> Iterator[str]:
    """A sum turned into a difference, or the other way round."""
    places = [at for at, sign in enumerate(text) if sign in "+-" and text[at - 1 : at] != "{"]
    if not places or kind in ("symbol", "boolean", "inequality") or "pm" in text:
        return
    at = random.choice(places)
    turned = {"+": "-", "-": "+"}[text[at]]
    yield text[:at] + turned + text[at + 1 :]


def another_function(kind: str, text: str, random: Random) -> Iterator[str]:
    """Another function, root or relation."""
    for old, new in (
        (r"\sin", r"\cos"),
        (r"\cos", r"\tan"),
        (r"\ln", r"\sin"),
        (r"\sqrt{", r"\sqrt[3]{"),
        (r"\leq", "<"),
        (r"\geq", r"\leq"),
        (" < ", r" \le "),
        (" > ", " < "),
        (r"\cup", r"\cap"),
        (r"\infty", "9"),
        (r"\lfloor", r"\lceil"),
    ):
        if old in text:
            yield text.replace(old, new, 1)


def another_end(kind: str, text: str, random: Random) -> Iterator[str]:
    """An end of an interval closed or opened."""
    if kind != "interval" or "x" in text:
        return
    for old, new in (("[", "("), ("]", ")"), (")", "]")):
        if old in text and r"\infty" + old not in text:
            yield text.replace(old, new, 1)


def another_letter(kind: str, text: str, random: Random) -> Iterator[str]:
    """One unknown for another."""
    if kind in ("expression", "equation", "inequality") and "(x)" not in text:
        for old, new in (("x", "w"), ("y", "w")):
            if len(re.findall(rf"(?<![A-Za-z]){old}(?![A-Za-z])", text)) == 1:
                yield re.sub(rf"(?<![A-Za-z]){old}(?![A-Za-z])", new, text)


def more_of_it(kind: str, text: str, random: Random) -> Iterator[str]:
    """Something added, or a part left out."""
    if kind in ("integer", "rational", "decimal", "expression"):
        yield f"{text} + 1"
        yield f"{text} = 2" if "=" not in text else f"2 = {text}"
    if kind in ("tuple", "set", "text") and "$" not in text:
        yield f"{text}, 77"
    if kind in ("text", "symbol"):
        yield f"not {text}"
        yield rf"{text} \text{{ or not}}"
    if kind == "tuple" and text.startswith("("):
        yield text.replace(",", ", 13,", 1)
    if kind == "boolean":
        yield random.choice(["maybe", "neither", "Yes and no", "true or false"])


EDITS = (another_number, another_sign, another_function, another_end, another_letter, more_of_it)
