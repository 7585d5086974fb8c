"""Decides plain claims: relations between exact numbers, and identities of polynomials."""

from collections.abc import Sequence
from operator import ge, gt, le, lt
from typing import Any

from generators.claims.chains import Chain, Decide, every, links_of, speaks_of_letters
from generators.claims.compiler import Program, Run, Scope, compile_tree, lifted, remainder
from generators.claims.identity import bound_of, points_for, sized, widest
from generators.claims.rational_functions import the_letter
from generators.claims.reader import (
    ROOTS,
    Node,
    Unreadable,
    functions_in,
    holes_among,
    variables,
)

ORDER = {"<": lt, "<=": le, ">": gt, ">=": ge}


def plain(chains: Sequence[Chain]) -> Decide:
    """Relations between exact numbers; with letters, identities of polynomials."""
    links = links_of(chains)
    if not links:
        raise Unreadable("a claim needs a relation such as =")
    if speaks_of_letters(chains):
        return identity(links)
    return every([whole_chain(chain) for chain in chains if chain.relations])


def whole_chain(chain: Chain) -> Decide:
    """Whether every relation of a chain holds; each member of `a = b = c` is computed once where
    all are whole."""
    programs = [compile_tree(member) for member in chain.members]
    if (
        set(chain.relations) != {"="}
        or any(program.pair for program in programs)
        or len(programs) < 3
    ):
        return every(
            [
                relation(left, sign, right)
                for left, sign, right in zip(programs, chain.relations, programs[1:], strict=False)
            ]
        )
    first, second, *others = [program.run for program in programs]
    if len(others) == 1:
        third = others[0]
        return lambda v: first(v) == (value := second(v)) and third(v) == value

    def decide(values: Sequence[Any]) -> bool:
        value = first(values)
        return all([run(values) == value for run in (second, *others)])

    return decide


def relation(left: Program, sign: str, right: Program) -> Decide:
    """Whether two exact numbers are so related."""
    if left.pair or right.pair:
        return pair_relation(lifted(left), sign, lifted(right))
    f, g = left.run, right.run
    if sign == "=":
        return lambda v: f(v) == g(v)
    if sign == "!=":
        return lambda v: f(v) != g(v)
    if sign == "|":
        return lambda v: remainder(g(v), f(v)) == 0
    compare = ORDER[sign]
    return lambda v: compare(f(v), g(v))


def pair_relation(f: Run, sign: str, g: Run) -> Decide:
    if sign == "|":
        raise Unreadable("'|' of fractions")

    def decide(values: Sequence[Any]) -> bool:
        (a, b), (c, d) = f(values), g(values)
        if sign in ("=", "!="):
            return (a * d == c * b) == (sign == "=")
        return ORDER[sign](a * d, c * b) if b * d > 0 else ORDER[sign](c * b, a * d)

    return decide


def identity(links: Sequence[tuple[Node, str, Node]]) -> Decide:
    """Equal polynomials, or quotients of polynomials."""
    if any(sign != "=" for _, sign, _ in links):
        raise Unreadable("between expressions with letters only = is decided")
    if any(ROOTS & functions_in(side) for side in sides_of(links)):
        return identity_with_roots(links)
    bound = widest([bound_of(left).plus(bound_of(right)) for left, _, right in links])

    def build(value_bits: int) -> Decide:
        scope = Scope(points=points_for(bound, value_bits)[1])
        return every(
            [
                relation(compile_tree(left, scope), "=", compile_tree(right, scope))
                for left, _, right in links
            ]
        )

    return sized(build)


def identity_with_roots(links: Sequence[tuple[Node, str, Node]]) -> Decide:
    """The same where square roots stand among the coefficients, of one letter: the quotients of
    polynomials are worked out, because the size of a root says nothing of a point that proves."""
    scope = scope_of_letter(sides_of(links))
    tests = [
        relation(compile_tree(left, scope), "=", compile_tree(right, scope))
        for left, _, right in links
    ]
    test = every(tests)
    return lambda v: test((*v, the_letter()))


def sides_of(links: Sequence[tuple[Node, str, Node]]) -> list[Node]:
    return [*[left for left, _, _ in links], *[right for _, _, right in links]]


def scope_of_letter(nodes: Sequence[Node]) -> Scope:
    """What the one letter of some trees means: the value behind those of the holes. Raises
    Unreadable."""
    letters = set().union(*[variables(node) for node in nodes])
    if len(letters) != 1:
        raise Unreadable("beside square roots and i, the imaginary unit, one letter is read")
    holes = 1 + max(holes_among(nodes), default=-1)
    return Scope(slots=dict.fromkeys(letters, holes), divides=True)
