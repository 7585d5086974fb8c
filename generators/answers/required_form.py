"""The form an answer is asked in, reduced, factored, expanded or literal, checked on what was
written rather than its value."""

import re
from fractions import Fraction
from itertools import chain
from math import gcd

from generators.answers import polynomial, quotient
from generators.answers.exact import POWER, Evaluation, tree
from generators.answers.quotient import Expression
from generators.answers.refusal import Refusal, WrongForm
from generators.claims.reader import Node

FORMS = ("", "reduced", "factored", "expanded", "literal")

WRITTEN_FRACTION = re.compile(r"(?<![\w.)])(-?\d+) ?/ ?\(?(-?\d+)", re.ASCII)
WRITTEN_ROOT = re.compile(r"sqrt\((\d+)\)", re.ASCII)
# below the line in 1/sqrt(2) and 1/(2*sqrt(2)), not in 1/2*sqrt(2)
ROOT_BELOW = re.compile(r"/ ?(?:\([^()+-]*|[^()*/ +-]*)(?:sqrt|root)", re.ASCII)
RESIDUE = re.compile(r"\s*(-?\d+)\s*\(?\s*mod\s*(\d+)\s*\)?\s*", re.ASCII)
BLANKS = re.compile(r"\s+")


UNFINISHED = frozenset(("+", "-", "!"))
PLAIN = frozenset(("+", "-", "*", "/", "^", "neg", "!"))


def unfinished(node: Node) -> bool:
    """Whether arithmetic between plain numbers is left to do: 1/3 + 1/6 is; 1/2, 3*x and the root
    2^(1/2) are not."""
    return arithmetic(node)[1]


def arithmetic(node: Node) -> tuple[bool, bool]:
    """Whether a tree holds nothing but plain numbers, and whether arithmetic between them is left
    to do."""
    kind = node[0]
    if kind in ("number", "variable"):
        return kind == "number", False
    if kind == "call":
        return False, any(map(unfinished, chain.from_iterable(node[2])))
    children = [child for child in node[1:] if isinstance(child, tuple)]
    found = [arithmetic(child) for child in children]
    numeric = kind in PLAIN and all([plain for plain, _ in found])
    left = any([left for _, left in found]) or (numeric and to_do(kind, children))
    return numeric, left


def to_do(kind: str, children: list[Node]) -> bool:
    """Whether an operation between plain numbers is to be worked out: a root, a power of ten behind
    its number and a fraction are not."""
    if kind == "^":
        return not fractional(children[1])
    if kind == "*":
        return not scientific(children[0], children[1])
    if kind == "/":
        return any([child[0] == "/" for child in children])
    return kind in UNFINISHED


def plain_sum(node: Node) -> bool:
    """Whether a tree is a sum of written numbers, 2 + 3, which is no form of an answer at all."""
    if node[0] in ("+", "-", "neg"):
        return all(plain_sum(child) for child in node[1:])
    return node[0] == "number"


def fractional(exponent: Node) -> bool:
    """Whether a power is a root: 2^(1/2), 2^(-2/3)."""
    return exponent[0] == "/" or exponent[0] == "neg" and exponent[1][0] == "/"


def scientific(mantissa: Node, power: Node) -> bool:
    """Whether a product is scientific notation, 4.5*10^3."""
    return (
        power[0] == "^"
        and power[1] == ("number", 10)
        and (power[2][0] == "number" or power[2][0] == "neg" and power[2][1][0] == "number")
        and (mantissa[0] == "number" or mantissa[0] == "/" and mantissa[2][0] == "number")
    )


def check(kind: str, form: str, text: str, gold: str) -> None:
    """Raises WrongForm where an answer, equal to the gold, is not written in the form asked for.
    Both are plain maths."""
    if not form:
        return
    if form == "literal":
        if BLANKS.sub("", text) != BLANKS.sub("", gold):
            raise WrongForm("to be written exactly so")
    elif form == "reduced":
        reduced(kind, text)
    elif form == "expanded" and kind in ("expression", "equation"):
        for side in text.split("="):
            expanded(tree(side))
    elif form == "factored" and kind == "expression" and factors(text)[1] != factors(gold)[1]:
        raise WrongForm("to be written as a product of the same factors")


def reduced(kind: str, text: str) -> None:
    """Lowest terms everywhere: no decimals, no fraction that cancels, no square under a root, no
    root below a line."""
    if "." in text:
        raise WrongForm("a fraction is due, not a decimal")
    if kind == "residue":
        found = RESIDUE.fullmatch(text)
        if found is not None and not 0 <= int(found[1]) < int(found[2]):
            raise WrongForm("the least residue is due")
        return
    for above, below in WRITTEN_FRACTION.findall(text):
        if int(below) < 2 or gcd(int(above), int(below)) != 1:
            raise WrongForm("lowest terms are due")
    for radicand in WRITTEN_ROOT.findall(text):
        if any(value != 1 for value in polynomial.root(int(radicand) or 4, 2).values()):
            raise WrongForm("a root without square factors is due")
    if kind in ("rational", "integer") and " " in text.strip():
        raise WrongForm("a fraction is due, not a mixed number")
    if ROOT_BELOW.search(text):
        raise WrongForm("no root below the line")
    if kind == "expression":
        simplest(tree(text))


def simplest(node: Node) -> None:
    """A quotient whose parts share no factor, a sum whose like terms are collected."""
    while node[0] == "neg":
        node = node[1]
    if node[0] in ("+", "-"):
        collected(node)
    if node[0] != "/":
        return
    above, below = Evaluation().value(node[1]), Evaluation().value(node[2])
    if above.below != polynomial.ONE or below.below != polynomial.ONE:
        raise WrongForm("no fraction within a fraction")
    shares = polynomial.content(above.above), polynomial.content(below.above)
    least = quotient.lowest(Expression(above.above, below.above))[1]
    if (
        shares[0].denominator != 1
        or shares[1].denominator != 1
        or gcd(shares[0].numerator, shares[1].numerator) != 1
    ):
        raise WrongForm("whole coefficients without a common factor are due")
    if any(letters for letters, _ in below.above) and least not in (
        below.above,
        polynomial.scaled(below.above, -1),
    ):
        raise WrongForm("a quotient without a common factor is due")


def collected(node: Node) -> None:
    count = len(list(summands(node)))
    value = Evaluation().value(node)
    if value.below == polynomial.ONE and count > len(value.above):
        raise WrongForm("like terms are to be collected")


def summands(node: Node) -> list[Node]:
    """The terms of a written sum."""
    found, waiting = [], [node]
    while waiting:
        part = waiting.pop()
        if part[0] in ("+", "-"):
            waiting += [part[1], part[2]]
        elif part[0] == "neg":
            waiting.append(part[1])
        else:
            found.append(part)
    return found


def expanded(node: Node) -> None:
    """A sum of terms: no product or power of a sum is left, like terms are collected."""
    parts = summands(node)
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if part[0] in ("*", "/", "^", "neg"):
            inner = [child for child in part[1:] if isinstance(child, tuple)]
            if any(
                child[0] in ("+", "-") or (child[0] == "neg" and child[1][0] in ("+", "-"))
                for child in inner
            ):
                raise WrongForm("brackets are to be multiplied out")
            waiting += inner
    if len(parts) > 1:
        collected(node)


def factors(text: str) -> tuple[Fraction, dict[tuple[str, bool], int]]:
    """A number, and the power of each factor with letters. A factor is named by its terms with
    whole coefficients and a positive first one, and whether it was written so: 2x - 4 is not, since
    2 divides it."""
    number, found = Fraction(1), dict[tuple[str, bool], int]()
    waiting = [(tree(text), 1)]
    while waiting:
        node, power = waiting.pop()
        if node[0] == "*":
            waiting += [(node[1], power), (node[2], power)]
        elif node[0] == "neg":
            number *= (-1) ** power
            waiting.append((node[1], power))
        elif node[0] == "/" and node[2][0] == "number" and node[2][1]:
            number /= Fraction(node[2][1]) ** power
            waiting.append((node[1], power))
        elif node[0] == "^" and node[2][0] == "number" and power * node[2][1] <= POWER:
            waiting.append((node[1], power * node[2][1]))
        else:
            value = Evaluation().value(node)
            if value.below != polynomial.ONE or not value.above:
                raise Refusal("a product of factors is due")
            share = polynomial.content(value.above)
            if value.above[polynomial.ordered(value.above)[0]] < 0:
                share = -share
            number *= share**power
            if any(letters for letters, _ in value.above):
                name = polynomial.text(polynomial.scaled(value.above, 1 / share))
                primitive = abs(share) == 1 or len(value.above) == 1
                found[name, primitive] = found.get((name, primitive), 0) + power
    return number, found


def factored_text(text: str) -> str:
    """A product in canonical text: the number first, then the factors by length and alphabet: 2*(x
    - 3)*(x + 1)^2."""
    number, found = factors(text)
    parts = []
    for (name, _), power in sorted(found.items(), key=lambda item: (len(item[0][0]), item[0])):
        shown = f"({name})" if " " in name else name
        parts.append(shown if power == 1 else f"{shown}^{power}")
    if number == -1 and parts:
        return "-" + "*".join(parts)
    return "*".join(parts if number == 1 and parts else [str(number), *parts])
