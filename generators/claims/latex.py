"""Plain maths as LaTeX: `gcd(12, 18) = 2 * 3` becomes `\\gcd(12, 18) = 2 \\times 3`.

A text is cut into its form and its numbers (printer.py), and each form is put into LaTeX once, so
that a line costs little more than its numbers. Which sign or bracket a number needs the plain text
has decided already.
"""

import re
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from generators.claims.printer import split
from generators.claims.reader import Unreadable
from generators.claims.remembered import Remembered

TOKEN = re.compile(
    r"(?P<blank> *)(?:(?P<number>\d+)|(?P<hole>\{\})|(?P<word>[A-Za-z]+(?:_\d+)?'*)"
    r"|(?P<sign><->|->|!=|<=|>=|[-+*/^!(),;=<>|\[\]\u2261]))",
    re.ASCII,
)
LETTER = re.compile(r"\{\}[a-z](?![A-Za-z])", re.ASCII)  # with its coefficient
RELATIONS = {
    **{"=": "=", "!=": r"\ne", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "|": r"\mid"},
    **{"->": r"\to", "<->": r"\leftrightarrow", "\u2261": r"\equiv"},
}
LINKS = {
    **{",": ", ", "or": r" \text{ or } ", "and": r" \text{ and } ", ";": "; "},
}
FUNCTIONS = {
    **{"gcd": r"\gcd", "max": r"\max", "min": r"\min", "phi": r"\varphi"},
    "lcm": r"\operatorname{lcm}",
}
KEYWORDS = {"or", "and", "mod", "no", "all"}
INFINITY = "oo"
TALL = r"\frac{"  # a bracket round it grows

# A piece of a form in LaTeX: a text, or the place of a number with what prints it
Piece = str | tuple[int, Callable[[int], str]]
Pieces = list[Piece]


def unsigned(number: int) -> str:
    return str(abs(number))


def sign_first(number: int) -> str:
    """The sign alone of what a fraction line or a bracket parts from its number."""
    return "-" if number < 0 else ""


def opened(number: int) -> str:
    return "(" if number < 0 else ""


def closed(number: int) -> str:
    return ")" if number < 0 else ""


def sign_between(number: int) -> str:
    return "- " if number < 0 else "+ "


def between(number: int) -> str:
    return f"- {-number}" if number < 0 else f"+ {number}"


def coefficient_first(number: int) -> str:
    return {1: "", -1: "-"}.get(number, str(number))


def coefficient_between(number: int) -> str:
    text = coefficient_first(abs(number))
    return f"- {text}" if number < 0 else f"+ {text}"


def exponent(number: int) -> str:
    return str(number) if 0 <= number < 10 else f"{{{number}}}"


class Token:
    """One token: which kind it is, its text, whether a blank stands before it, and of a hole its
    place."""

    __slots__ = ("blank", "hole", "kind", "text")

    def __init__(self, kind: str, text: str, blank: bool, hole: int = -1) -> None:
        self.kind = kind
        self.text = text
        self.blank = blank
        self.hole = hole


END = Token("end", "", True)


def tokens_of(form: str) -> list[Token]:
    found, at, holes = [], 0, 0
    form = form.rstrip()
    while at < len(form):
        match = TOKEN.match(form, at)
        if match is None:
            raise Unreadable(f"cannot print {form[at : at + 12]!r} as LaTeX")
        kind = match.lastgroup or ""
        found.append(Token(kind, match[kind], bool(match["blank"]), holes))
        holes += kind == "hole"
        at = match.end()
    return found


class Writer:
    """Puts one form into LaTeX by recursive descent; each method consumes what its name says."""

    def __init__(self, form: str) -> None:
        self.tokens = tokens_of(form)
        self.at = 0
        self.dots = "^" in form or LETTER.search(form) is not None  # how a product is written

    @property
    def next(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else END

    def ahead(self, *texts: str) -> bool:
        return self.next.kind not in ("end", "hole") and self.next.text in texts

    def take(self) -> Token:
        token = self.next
        self.at += 1
        return token

    def need(self, text: str) -> None:
        if self.take().text != text:
            raise Unreadable(f"expected {text!r}")

    def everything(self) -> Pieces:
        """Chains, and what parts them."""
        pieces = self.chain()
        while self.next is not END:
            token = self.take()
            if token.text not in LINKS:
                raise Unreadable(f"unexpected {token.text!r}")
            pieces += [LINKS[token.text], *self.chain()]
        return pieces

    def chain(self) -> Pieces:
        pieces = self.quantified() or self.sum()
        while self.ahead(*RELATIONS):
            pieces += [f" {RELATIONS[self.take().text]} ", *self.sum()]
        return pieces

    def quantified(self) -> Pieces:
        """`no x`, `all x`."""
        if self.ahead("no", "all"):
            return [rf"\text{{{self.take().text} }}", *self.sum()]
        return []

    def sum(self) -> Pieces:
        pieces = self.term("")
        while self.ahead("+", "-"):
            pieces.append(" ")
            pieces += self.term(self.take().text)
        return pieces

    def term(self, operator: str) -> Pieces:
        """A term behind a sign, `` where it is the first. A number behind + brings its own sign."""
        minus = ""
        while not operator and self.ahead("-"):
            self.take()
            minus += "-"
        signed = operator == "+" and self.next.kind == "hole"
        before = [f"{operator} "] if operator and not signed else list(filter(None, [minus]))
        pieces = self.group(signed, bool(minus or operator == "-"))
        while True:
            if self.ahead("*"):
                self.take()
                pieces += [r" \cdot " if self.dots else r" \times ", *self.group()]
            elif self.ahead("mod"):
                self.take()
                pieces += [r" \bmod ", *self.group()]
            elif self.ahead("/") and begins_with_fraction(pieces):  # `72/37 / 4`
                self.take()
                pieces += [r" \div ", *self.group(inside=True)]
            elif self.ahead("/"):  # `12 * 11 / 2`, one line below all
                self.take()
                pieces = [*fraction(pieces, self.power(tight=True))]
            elif self.next.kind == "word" and self.ahead_label():
                pieces += [rf"\text{{ {self.label()}}}"]
            else:
                return [*before, *pieces]

    def ahead_label(self) -> bool:
        """Whether a word behind a number and a blank is a label such as `km/h`."""
        return self.next.blank and self.next.text not in KEYWORDS

    def label(self) -> str:
        text = self.take().text
        while self.ahead("/", "*", "^") and not self.next.blank:
            text += self.take().text + self.take().text
        return text

    def group(self, signed: bool = False, inside: bool = False) -> Pieces:
        """Factors written one behind the other, over what stands below a `/` without a blank."""
        pieces = self.power(signed=signed, first=not inside)
        while True:
            if self.joined():
                pieces += self.power()
            elif self.ahead("/") and not self.next.blank and not self.over_bracket():
                self.take()
                pieces = fraction(pieces, self.power(tight=True))
            else:
                return pieces

    def over_bracket(self) -> bool:
        """Whether a bracket stands below the line, as in `13 * 12/(2 * 1)`: then the whole product
        stands above it."""
        return self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].text == "("

    def joined(self) -> bool:
        """Whether a letter or a bracket stands directly behind: it multiplies."""
        token = self.next
        if token is END or token.blank:
            return False
        return token.text == "(" or (token.kind == "word" and token.text not in KEYWORDS)

    def power(self, signed: bool = False, first: bool = True, tight: bool = False) -> Pieces:
        pieces = self.atom(signed, first, tight)
        while self.ahead("!") and not self.next.blank:
            self.take()
            pieces.append("!")
        if self.ahead("^"):
            self.take()
            pieces += ["^", *self.exponent()]
        return pieces

    def exponent(self) -> Pieces:
        minus = self.ahead("-")
        if minus:
            self.take()
        token = self.take()
        if token.kind == "hole" and not minus:
            return [(token.hole, exponent)]
        if token.text == "(":
            inner = self.sum()
            self.need(")")
            return ["{", *inner, "}"]
        shown: Piece = (token.hole, str) if token.kind == "hole" else token.text
        if minus or (isinstance(shown, str) and len(shown) > 1):
            return ["{-" if minus else "{", shown, "}"]
        return [shown]

    def atom(self, signed: bool, first: bool, tight: bool) -> Pieces:
        token = self.take()
        if token.kind == "hole":
            # a coefficient 1 does not show, but below a fraction line it does
            multiplies = self.joined() and not tight
            if signed:
                return [(token.hole, coefficient_between if multiplies else between)]
            return [(token.hole, coefficient_first if multiplies else str)]
        if token.kind == "number":
            return [token.text]
        if token.kind == "word":
            return self.word(token.text)
        if token.text == "(":
            inner = self.sum()
            if self.ahead(","):  # a tuple
                while self.ahead(","):
                    self.take()
                    inner += [", ", *self.sum()]
            self.need(")")
            if not (is_fraction(inner) and self.joined()):
                return enclosed("(", inner, ")")
            if first and not signed or isinstance(inner[0], str):
                return inner
            sign = inner[0][0]  # a coefficient such as (-1/2) needs its brackets behind a sign
            return [(sign, opened), *inner, (sign, closed)]
        if token.text == "|":
            inner = self.sum()
            self.need("|")
            return enclosed("|", inner, "|")
        if token.text == "[":
            return matrix("pmatrix", self.rows("]"))
        raise Unreadable(f"unexpected {token.text!r}")

    def word(self, text: str) -> Pieces:
        called = self.ahead("(") and not self.next.blank
        if called and (len(text.rstrip("'")) > 1 or text == "C"):
            self.take()
            return self.call(text)
        if text == INFINITY:
            return [r"\infty"]
        name, _, index = text.partition("_")
        if index:
            return [f"{name}_{index}" if len(index) == 1 else f"{name}_{{{index}}}"]
        if len(text.rstrip("'")) > 1:
            return [rf"\text{{{text}}}"]
        return [text]

    def call(self, name: str) -> Pieces:
        if name == "det" and self.ahead("["):
            self.take()
            rows = self.rows("]")
            self.need(")")
            return matrix("vmatrix", rows)
        rows = self.rows(")")
        arguments = list(chain.from_iterable(rows))
        if name == "det" and (len(rows) > 1 or is_number(arguments[0])):
            return matrix("vmatrix", rows)
        if name == "C" and len(arguments) == 2:
            return [r"\binom{", *arguments[0], "}{", *arguments[1], "}"]
        if name == "sqrt" and len(arguments) == 1:
            space = r"\," if self.joined() else ""  # what follows is not below the root
            return [r"\sqrt{", *arguments[0], "}", space]
        if name == "abs" and len(arguments) == 1:
            return enclosed("|", arguments[0], "|")
        if name == "floor" and len(arguments) == 1:
            return enclosed(r"\lfloor ", arguments[0], r" \rfloor")
        inside: Pieces = []
        for number, row in enumerate(rows):
            for place, argument in enumerate(row):
                first = "; " if number else ""
                inside += [", " if place else first, *argument]
        shown = FUNCTIONS.get(name, rf"\operatorname{{{name}}}")
        return [shown, *enclosed("(", inside, ")")]

    def rows(self, closing: str) -> list[list[Pieces]]:
        """Rows separated by `;`, their members by commas, up to a closing bracket."""
        rows: list[list[Pieces]] = [[]]
        while True:
            rows[-1].append(self.sum())
            token = self.take().text
            if token == ";":
                rows.append([])
            elif token == closing:
                return rows
            elif token != ",":
                raise Unreadable(f"expected {closing!r}")


def enclosed(opening: str, inside: Pieces, closing: str) -> Pieces:
    """What stands in brackets, which grow where it holds a fraction."""
    if any([isinstance(piece, str) and TALL in piece for piece in inside]):
        return [rf"\left{opening}", *inside, rf"\right{closing.strip()}"]
    return [opening, *inside, closing]


def matrix(kind: str, rows: list[list[Pieces]]) -> Pieces:
    pieces: Pieces = [rf"\begin{{{kind}}} "]
    for number, row in enumerate(rows):
        for place, member in enumerate(row):
            first = r" \\ " if number else ""
            pieces += [" & " if place else first, *member]
    return [*pieces, rf" \end{{{kind}}}"]


def is_number(pieces: Pieces) -> bool:
    return len(pieces) == 1 and (not isinstance(pieces[0], str) or pieces[0].isdigit())


def is_fraction(pieces: Pieces) -> bool:
    """Whether a fraction is all there is."""
    heads = [piece for piece in pieces if isinstance(piece, str) and piece.startswith(r"\frac{")]
    if len(heads) != 1 or pieces[-1] != "}":
        return False
    before = pieces[: pieces.index(heads[0])]
    return all([not isinstance(piece, str) or piece == "-" for piece in before])


def begins_with_fraction(pieces: Pieces) -> bool:
    """Whether a fraction stands first, so that a second line below it would be hard to read."""
    head = [piece for piece in pieces[:2] if isinstance(piece, str)]
    return bool(head) and head[0].startswith(TALL)


def without_brackets(pieces: Pieces) -> Pieces:
    """The inside of a bracket that holds everything."""
    if pieces[0] == r"\left(" and pieces[-1] == r"\right)" and pieces.count(pieces[0]) == 1:
        return pieces[1:-1]
    if pieces[0] != "(" or pieces[-1] != ")":
        return pieces
    depth = 0
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            depth += piece.count("(") - piece.count(")")
        if not depth:
            return pieces[1:-1] if place == len(pieces) - 1 else pieces
    return pieces


SIGNS: dict[Callable[[int], str], tuple[Callable[[int], str], Callable[[int], str]]] = {
    str: (sign_first, unsigned),
    between: (sign_between, unsigned),
    coefficient_first: (sign_first, lambda number: coefficient_first(abs(number))),
    coefficient_between: (sign_between, lambda number: coefficient_first(abs(number))),
}


def fraction(above: Pieces, below: Pieces) -> Pieces:
    """A fraction; the sign of a number that begins it stands before it."""
    before: Pieces = []
    if isinstance(above[0], tuple):
        hole, show = above[0]
        sign, rest = SIGNS[show]
        before, above = [(hole, sign)], [(hole, rest), *above[1:]]
    above, below = without_brackets(above), without_brackets(below)
    return [*before, r"\frac{", *above, "}{", *below, "}"]


class LatexForm:
    """One form in LaTeX: texts, and between them numbers that are printed by what they are."""

    __slots__ = ("literals", "shown")

    def __init__(self, form: str) -> None:
        self.literals: list[str] = [""]
        self.shown: list[tuple[int, Remembered[int, str]]] = []
        writer = Writer(form)
        for piece in writer.everything():
            if isinstance(piece, str):
                self.literals[-1] += piece
            else:
                self.shown.append((piece[0], PRINTED[piece[1]]))
                self.literals.append("")

    def show(self, values: Sequence[int]) -> str:
        """The text with these numbers."""
        parts = self.literals[:1]
        for (hole, printed), literal in zip(self.shown, self.literals[1:], strict=True):
            parts += (printed[values[hole]], literal)
        return "".join(parts)


def printed_by(show: Callable[[int], str]) -> Remembered[int, str]:
    return Remembered(show, limit=4_096)


PRINTED: Remembered[Any, Remembered[int, str]] = Remembered(printed_by)
FORMS: Remembered[str, LatexForm] = Remembered(LatexForm)


def latex_of(text: str) -> str:
    """Plain maths as LaTeX; what cannot be read as such stays as it is."""
    try:
        form, values = split(text)
        return FORMS[form].show(values)
    except (Unreadable, ValueError, KeyError):
        return text
