"""Work a line again with other numbers: which of a claim's numbers are its results, and what they
come to when the others change.

A claim's results are the numbers of its last member; where the line runs the other way, as in `17 =
3 * 5 + 2` or `3 * 4 = 1` modulo 11, those that were not known before. They are found again by
linear equations, exact, over the fractions or modulo a number.
"""

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import gcd
from typing import Any, NamedTuple

from generators.claims.chains import Chain, following, read_chains
from generators.claims.claim import Claim
from generators.claims.compiler import Scope, compile_tree
from generators.claims.decide import assertion_of
from generators.claims.definitions import BEYOND_PLAIN, read_definitions
from generators.claims.order import asserts_regions
from generators.claims.reader import Node, Reader, Unreadable, holes_in, variables
from generators.claims.remembered import Remembered

DIVISION = "{} = {} * {} + {}"  # the quotient and the remainder are both results
POINTS = (2, 3, 5, 7, 11, 13, 17, 19)  # where polynomials are compared
UNKNOWNS = 4


class Shape(NamedTuple):
    """What a form is made of: its modulus, if any; the two sides of the one equation that is its
    subject, if it is; its chains; whether a subject stands over it that is neither, so that it
    cannot follow other numbers; and whether it tells the set of all that satisfies its subject."""

    modulus: Node | None
    equation: tuple[Node, Node] | None
    chains: list[Chain]
    fixed: bool
    tells_a_set: bool = False


def read_shape(form: str) -> Shape:
    subject, separated, assertion = form.rpartition(" :: ")
    if BEYOND_PLAIN.search(form) or read_definitions(subject) is not None:
        return Shape(None, None, assertion_of(form), True)
    if not separated:
        return Shape(None, None, read_chains(Reader(form))[0], False)
    reader = Reader(subject)
    if subject.startswith("mod "):
        reader.take("mod")
        modulus = reader.sum()
        return Shape(modulus, None, read_chains(following(reader, assertion))[0], False)
    given = read_chains(reader)[0]
    if asserts_regions(given, assertion):
        return Shape(None, None, assertion_of(form), True, tells_a_set=True)
    chains, parted = read_chains(following(reader, assertion))
    one = len(given) == 1 and given[0].relations == ("=",) and parted != "or"
    return Shape(None, given[0].equation() if one else None, chains, not one)


SHAPES: Remembered[str, Shape] = Remembered(read_shape, limit=2_048)


def lone(node: Node) -> bool:
    """Whether a member is one number, or a fraction of two."""
    if node[0] in ("neg", "label"):
        return lone(node[1])
    if node[0] != "/":
        return node[0] == "hole"
    above = node[1][1] if node[1][0] == "neg" else node[1]
    return above[0] == "hole" and node[2][0] == "hole"


def result_holes(chain: Chain, values: Sequence[Any], known: Collection[Any]) -> list[int]:
    """The holes of a chain that hold its results, given the numbers known before."""
    if any([sign in ("<", "<=", ">", ">=", "!=") for sign in chain.relations]):
        if not any(map(variables, chain.members)):
            return []
        alone = sum([holes_in(member) for member in chain.members if lone(member)], [])
        return alone or holes_in(chain.members[0])[-1:]
    if "=" not in chain.relations[-1:]:
        return []
    last = chain.members[-1]
    if holes_in(last) and (lone(last) or variables(last)):
        return holes_in(last)
    holes = holes_in(last) or holes_in(chain.members[0])
    return [hole for hole in holes if values[hole] not in known] or holes[-1:]


def value_at(node: Node, values: Sequence[Any], letters: dict[str, int]) -> Fraction:
    pair, run, _ = compile_tree(node, Scope(points=letters))
    return Fraction(*run(values)) if pair else Fraction(run(values))


def again(
    claim: Claim, values: Sequence[Any], results: Sequence[int], chain: Chain
) -> tuple[Any, ...] | None:
    """The claim's numbers with its results worked out anew from the others in `values`; None where
    they cannot be, or are no whole numbers where whole ones stood and no division asks for others.
    Where the first member of a chain still says what was true, only the last two members agree."""
    shape = SHAPES[claim.form]
    if shape.fixed and len(chain.members) < 3:
        return None
    links = [(left, right) for left, _, right in chain.links()]
    last = results[-1:]
    if shape.equation is not None:
        trials = [
            (results, links, True),
            (holes_in(chain.members[0]) + holes_in(chain.members[-1]), links, False),
        ]
    else:
        trials = [
            (results, links, False),
            (last, links, False),
            (results, links[-1:], False),
            (last, links[-1:], False),
        ]
    fractions = (
        lone(chain.members[-1]) and not holes_in(chain.members[0])
        if variables(chain.members[0])
        else lone(chain.members[-1])
    )
    for unknown, wanted, scaled in trials:
        found = solved(shape, values, list(unknown), wanted, scaled)
        if found is not None and (
            fractions or all([isinstance(found[hole], int) for hole in unknown])
        ):
            return divided(found) if claim.form == DIVISION else found
    return None


def divided(values: tuple[Any, ...]) -> tuple[Any, ...]:
    dividend, _, divisor, _ = values
    return (dividend, dividend // divisor, divisor, dividend % divisor) if divisor > 0 else values


def solved(
    shape: Shape,
    values: Sequence[Any],
    unknown: list[int],
    links: list[tuple[Node, Node]],
    scaled: bool,
) -> tuple[Any, ...] | None:
    """The values with the unknown ones such that both sides of every link are equal; below an
    equation, such that their difference is that of its sides, or where `scaled` a multiple of it.
    """
    if len(unknown) > UNKNOWNS:
        return None
    try:
        if (
            len(unknown) == 2
            and len(links) == 1
            and links[0][1][0] == "/"
            and holes_in(links[0][1]) == unknown
        ):
            return fraction_result(links[0][0], values, unknown)
        modulus = None if shape.modulus is None else int(value_at(shape.modulus, values, {}))
        nodes = [("-", left, right) for left, right in links]
        letters = sorted(set().union(*[variables(node) for node in nodes]))
        size = len(unknown) + scaled
        rows = []
        for k in range(len(POINTS) - 3 if letters else 1):
            points = {letter: POINTS[k] ** (1 + i) for i, letter in enumerate(letters)}
            given = (
                Fraction(0)
                if shape.equation is None
                else value_at(("-", *shape.equation), values, points)
            )
            rows += [
                equation_row(
                    node,
                    values,
                    unknown,
                    points,
                    [-given] if scaled else [],
                    Fraction(0) if scaled else given,
                )
                for node in nodes
            ]
        solution = eliminated(rows, size, modulus)
    except (ArithmeticError, ValueError, TypeError, IndexError, KeyError, Unreadable):
        return None
    if solution is None:
        return None
    found = list(values)
    for hole, value in zip(unknown, solution, strict=False):
        found[hole] = value.numerator if value.denominator == 1 else value
    return tuple(found)


def fraction_result(node: Node, values: Sequence[Any], unknown: list[int]) -> tuple[Any, ...]:
    """The two numbers of a fraction, its denominator kept where it can be."""
    value, found = value_at(node, values, {}), list(values)
    below = values[unknown[1]]
    below = (
        below if isinstance(below, int) and (value * below).denominator == 1 else value.denominator
    )
    found[unknown[0]], found[unknown[1]] = int(value * below), below
    return tuple(found)


def equation_row(
    node: Node,
    values: Sequence[Any],
    unknown: list[int],
    points: dict[str, int],
    extra: list[Fraction],
    right: Fraction,
) -> list[Fraction]:
    """The coefficients of the unknown numbers in `node = right`, any more of them, and the number
    on the right."""
    trial = list(values)
    for hole in unknown:
        trial[hole] = 0
    at_zero = value_at(node, trial, points)
    row = []
    for hole in unknown:
        trial[hole] = 1
        row.append(value_at(node, trial, points) - at_zero)
        trial[hole] = 0
    return [*row, *extra, right - at_zero]


def eliminated(rows: list[list[Fraction]], size: int, modulus: int | None) -> list[Fraction] | None:
    """The one solution of linear equations; None where there is none or more than one."""
    if modulus is not None:
        rows = [whole_modulo(row, modulus) for row in rows]
    done: list[list[Fraction]] = []
    for column in range(size):
        pivot = next(
            (
                row
                for row in rows
                if row[column] and (modulus is None or gcd(int(row[column]), modulus) == 1)
            ),
            None,
        )
        if pivot is None:
            return None
        rows = [row for row in rows if row is not pivot]
        scale = (
            1 / pivot[column] if modulus is None else Fraction(pow(int(pivot[column]), -1, modulus))
        )
        pivot = reduced([entry * scale for entry in pivot], modulus)
        rows = [reduced(cleared(row, column, pivot), modulus) for row in rows]
        done = [reduced(cleared(row, column, pivot), modulus) for row in done]
        done.append(pivot)
    return [row[-1] for row in done] if not any(row[-1] for row in rows) else None


def cleared(row: list[Fraction], column: int, pivot: list[Fraction]) -> list[Fraction]:
    """A row less the multiple of the pivot's row that leaves 0 in a column."""
    return [a - row[column] * b for a, b in zip(row, pivot, strict=True)]


def whole_modulo(row: list[Fraction], modulus: int) -> list[Fraction]:
    return [
        Fraction(entry.numerator * pow(entry.denominator, -1, modulus) % modulus) for entry in row
    ]


def reduced(row: list[Fraction], modulus: int | None) -> list[Fraction]:
    return row if modulus is None else [entry % modulus for entry in row]
