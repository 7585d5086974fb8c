"""For each family, other params that are the same problem: told with other names or in another
order, so its key must not change."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import permutations
from typing import Any

Params = Any


def chains(p: Params) -> Iterable[Params]:
    yield replace(p, label=p.label + 5, order=tuple(reversed(p.order)))
    undone = {"+": "-", "-": "+"}
    part = p.parts[0]
    listed = tuple(
        [(undone[sign], p.p - c) if sign in undone else (sign, c) for sign, c in part.listed]
    )
    yield replace(p, parts=(part._replace(listed=listed, guess=0), *p.parts[1:]))
    more = (("+", 1), *part.listed, ("*", 2))
    yield replace(
        p, parts=(part._replace(listed=more, first=part.first + 1, end=part.end + 1), *p.parts[1:])
    )


def determinants(p: Params) -> Iterable[Params]:
    yield replace(p, rows=tuple(zip(*p.rows, strict=True)))


def systems(p: Params) -> Iterable[Params]:
    size = len(p.rows)
    for order in permutations(range(size)):
        yield replace(p, rows=tuple([p.rows[i] for i in order]))
        if p.line:  # which is in terms of the last unknown
            continue
        rows = tuple([(*[row[i] for i in order], row[-1]) for row in p.rows])
        solution = tuple([p.solution[i] for i in order if p.solution])
        yield replace(p, rows=rows, solution=solution)
    yield replace(p, rows=(tuple([-number for number in p.rows[0]]), *p.rows[1:]))
    yield replace(p, letters="uvw"[:size])


def linked(p: Params) -> Iterable[Params]:
    """Told of other things, in another order, without what is idle, asked the other way round."""
    yield replace(p, situation=p.situation if p.k else "fruit", nouns=p.nouns[::-1])
    yield replace(p, order=p.order[::-1], told=p.told[: p.needed])
    yield replace(p, asked="first" if p.asked == "result" else "result")


def sequences(p: Params) -> Iterable[Params]:
    yield replace(p, start=p.start + 3, n=p.n + 3)


def triangles(p: Params) -> Iterable[Params]:
    """With the vertices in another order, or the ends of the segment whose midpoint is told."""
    a, b, c = p.vertices
    yield replace(p, vertices=(b, a, c), ends=p.ends[::-1])
    if not p.ends:
        yield replace(p, vertices=(c, b, a))


SAME: dict[str, Callable[[Params], Iterable[Params]]] = {
    "algebra.linear_equation": lambda p: [
        replace(p, left=p.right, one=p.two, right=p.left, two=p.one)
    ],
    "combinatorics.selections": lambda p: [
        replace(p, story=0, shift=0, limited=p.limited[::-1], free=p.free[::-1])
    ],
    "finite_fields.operation_chain": chains,
    "fractions.fraction_sum": lambda p: [replace(p, above=p.above[::-1], below=p.below[::-1])],
    "geometry.triangle_area": triangles,
    "linear_algebra.determinant": determinants,
    "linear_algebra.linear_system": systems,
    "number_theory.chinese_remainder": lambda p: [
        replace(p, moduli=p.moduli[::-1], remainders=p.remainders[::-1])
    ],
    "number_theory.gcd": lambda p: [replace(p, a=p.b, b=p.a)],
    "probability.draws": lambda p: [replace(p, story=0, shift=0, others=p.others[::-1])],
    "sequences.polynomial_term": sequences,
    "word_problems.linked_quantities": linked,
    "word_problems.two_quantities": lambda p: [replace(p, story=p.story[::-1], who="Zoe", idle=())],
}
