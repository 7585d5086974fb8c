"""Systems of two or three linear equations with one whole solution, by elimination, substitution,
determinants and matrices."""

from collections.abc import Callable, Sequence
from math import gcd

from generators.families.linear_algebra._left_sides import Row
from generators.families.linear_algebra._rows import ORDINALS, repeated, triangle
from generators.families.linear_algebra._system import (
    Params,
    capacity,
    equation,
    key,
    listed,
    posed,
    sample,
    speaker,
    subject,
)
from generators.family import Capacity, Claim, Family, Knob, Step, Steps

DETERMINANT = (
    "det({}, {}; {}, {}) = {} * {} - {} * {} = {}",
    "det({}, {}, {}; {}, {}, {}; {}, {}, {}) = {} + {} + {} + {} + {} + {} = {}",
)

FAMILY = Family(
    params=Params,
    knobs={
        "unknowns": Knob("how many unknowns, and equations", (2, 2, 3, 3, 3), (2, 3)),
        "coefficient": Knob("the largest size of a coefficient", (4, 9, 4, 6, 9), (3, 20)),
        "solution": Knob("the largest size of an unknown's value", (6, 9, 5, 8, 12), (1, 100)),
    },
    sample=sample,
    statements=(
        lambda p: f"Solve the system of equations {posed(p)}. Give the answer as {listed(p)}.",
        lambda p: (
            f"Find the numbers {', '.join(p.letters[:-1])} and {p.letters[-1]} with {posed(p)}. Answer in the form {listed(p)}."
        ),
        lambda p: (
            f"The {'lines' if len(p.rows) == 2 else 'planes'} {posed(p)} meet in one point. Which point {listed(p)} is it?"
        ),
        lambda p: f"It is known that {posed(p)}. What is {listed(p)}?",
    ),
    answer=lambda p: p.solution,
    answer_kind="tuple",
    conclusion=lambda p, answer: Claim(
        subject(p.letters) + ", ".join([f"{x} = {{}}" for x in p.letters]), sum(p.rows, ()) + answer
    ),
    key=key,
    capacity=capacity,
    counted=(
        Capacity(16_698),
        Capacity(971_685),
        Capacity(143_896_000, exact=False),
        Capacity(589_398_016, exact=False),
        Capacity(1_989_218_304, exact=False),
    ),
)


def put_back(
    say: Callable[..., Step],
    kept: Sequence[tuple[str, Sequence[int]]],
    words: str = "Put in what is known: {}.",
) -> Steps:
    """The values of the unknowns, from equations each of which has one more letter than the one
    before."""
    known: dict[str, int] = {}
    for letters, row in kept:
        numbers, rest, x, pivot = [row[-1]], row[-1], "", 1
        for letter, a in zip(letters, row, strict=False):
            if letter in known:
                numbers += (-a, known[letter])
                rest -= a * known[letter]
            else:
                x, pivot = letter, a
        if known or pivot != 1:
            right = "{}" + " + {} * {}" * len(known)
            right = right if pivot == 1 else f"({right})/{{}}" if known else "{}/{}"
            divisor = () if pivot == 1 else (pivot,)
            yield say(
                words if known else "So {}.",
                f"{x} = {right} = {{}}",
                *numbers,
                *divisor,
                rest // pivot,
            )
        known[x] = rest // pivot


@FAMILY.strategy(approach="algebraic")
def elimination(p: Params) -> Steps:
    """The addition method (Gauss 1810): multiply equations until a coefficient agrees, then add or
    subtract them to remove its unknown."""
    say, letters, kept, new = speaker(p), p.letters, [], ""
    current: list[Row] = list(p.rows)
    while len(current) > 1:
        first, x, following = current[0], letters[0], []
        kept.insert(0, (letters, first))
        for name, other in zip(ORDINALS[1:], current[1:], strict=False):
            a, b = first[0], other[0]
            shared = gcd(a, b)
            s, t = abs(b) // shared, abs(a) // shared
            if s > 1:
                words = f"Multiply the first {new}equation to match the {name} in {x}: {{}}."
                yield say(words, equation(letters), *[s * number for number in first])
            if t > 1:
                words = f"Multiply the {name} {new}equation to match the first in {x}: {{}}."
                yield say(words, equation(letters), *[t * number for number in other])
            how, s = (
                ("Add the two", s) if a * b < 0 else (f"Subtract the first from the {name}", -s)
            )
            following.append(
                tuple([t * m + s * n for m, n in zip(other[1:], first[1:], strict=True)])
            )
            yield say(f"{how}, which removes {x}: {{}}.", equation(letters[1:]), *following[-1])
        current, letters, new = following, letters[1:], "new "
    yield from put_back(say, [(letters, current[0]), *kept])


@FAMILY.strategy(approach="transform")
def substitution(p: Params) -> Steps:
    """Newton, Arithmetica Universalis 1707: express the last unknown by the others, and put its
    value into the other equations."""
    say, letters, kept, new = speaker(p), p.letters, [], ""
    current: list[Row] = list(p.rows)
    while len(current) > 1:
        *before, last = current
        others, expression = (
            letters[:-1],
            "{}" + "".join([f" + {{}}{letter}" for letter in letters[:-1]]),
        )
        if last[-2] < 0:
            last = tuple([-number for number in last])
        kept.insert(0, (letters, last))
        c, terms = last[-2], [last[-1], *[-a for a in last[:-2]]]
        yield say(
            f"Isolate {letters[-1]} in the last {new}equation: {{}}.",
            f"{{}}{letters[-1]} = {expression}",
            c,
            *terms,
        )
        current = []
        for name, row in zip(ORDINALS, before, strict=False):
            shared = gcd(c, row[-2])
            times, by = c // shared, row[-2] // shared
            *side, _, right = [times * a for a in row]
            words = f"Put this into {'' if times == 1 else 'a multiple of '}the {name} {new}equation: {{}}."
            yield say(words, f"{{}}({expression}) + {equation(others)}", by, *terms, *side, right)
            current.append(
                (*[a + by * b for a, b in zip(side, terms[1:], strict=True)], right - by * terms[0])
            )
            yield say("Collect: {}.", equation(others), *current[-1])
        letters, new = others, "new "
    yield from put_back(say, [(letters, current[0]), *kept])


@FAMILY.strategy(approach="forward")
def cramers_rule(p: Params) -> Steps:
    """Cramer 1750: each unknown is a quotient of two determinants; those of three rows by the rule
    of Sarrus."""
    divisor = 0
    for j, letter in enumerate(("", *p.letters), -1):
        rows = (
            [row[:-1] for row in p.rows]
            if j < 0
            else [(*row[:j], row[-1], *row[j + 1 : -1]) for row in p.rows]
        )
        if len(rows) == 2:
            (a, b), (c, d) = rows
            value, working = a * d - b * c, (a, d, b, c)
        else:
            (a, b, c), (d, e, f), (g, h, i) = rows
            working = (a * e * i, b * f * g, c * d * h, -c * e * g, -a * f * h, -b * d * i)
            value = sum(working)
        words = (
            f"With the right-hand sides as the coefficients of {letter}: {{}}."
            if letter
            else "The coefficients: {}."
        )
        yield Step(words, Claim(DETERMINANT[len(rows) - 2], (*sum(rows, ()), *working, value)))
        if letter:
            yield Step(
                f"So {letter} = {{}}.", Claim("{}/{} = {}", (value, divisor, value // divisor))
            )
        divisor = divisor or value


@FAMILY.strategy(approach="transform")
def inverse_matrix(p: Params) -> Steps:
    """Cayley 1858: the inverse of a matrix is its adjugate, made of cofactors, over its
    determinant; it multiplies the right-hand sides."""
    if len(p.rows) == 2:
        (a, b, _), (c, d, _) = p.rows
        adjugate, divisor = ((d, -b), (-c, a)), a * d - b * c
        yield Step(
            "The determinant of the coefficients: {}.",
            Claim("{} * {} - {} * {} = {}", (a, d, b, c, divisor)),
        )
    else:
        columns = []
        for i, name in enumerate(ORDINALS[:3]):
            (a, b, c, _), (d, e, f, _) = p.rows[i - 2], p.rows[i - 1]
            u, v, w = b * f - c * e, c * d - a * f, a * e - b * d
            columns.append((u, v, w))
            values = (b, f, c, e, u, c, d, a, f, v, a, e, b, d, w)
            yield Step(
                f"The cofactors of the {name} row: {{}}.",
                Claim(repeated("{} * {} - {} * {} = {}", 3), values),
            )
        adjugate = tuple(zip(*columns, strict=True))
        (a, b, c, _), (u, v, w) = p.rows[0], columns[0]
        divisor = a * u + b * v + c * w
        yield Step(
            "The determinant, along the first row: {}.",
            Claim("{} * {} + {} * {} + {} * {} = {}", (a, u, b, v, c, w, divisor)),
        )
    form = f"({' + '.join(['{} * {}'] * len(p.rows))})/{{}} = {{}}"
    for letter, name, cofactors in zip(p.letters, ORDINALS, adjugate, strict=False):
        pairs = [(cofactor, row[-1]) for cofactor, row in zip(cofactors, p.rows, strict=True)]
        value = sum([a * b for a, b in pairs]) // divisor
        yield Step(
            f"The {name} row of the inverse gives {letter} = {{}}.",
            Claim(form, (*sum(pairs, ()), divisor, value)),
        )


@FAMILY.strategy(approach="forward")
def gauss_jordan(p: Params) -> Steps:
    """Row reduction of the augmented matrix (Nine Chapters VIII; Jordan 1888) in whole numbers:
    Euclid's algorithm on each column."""
    rows = [list(row) for row in p.rows]
    yield from triangle(rows)
    kept = [(p.letters[j:], rows[j][j:]) for j in reversed(range(len(rows)))]
    yield from put_back(speaker(p), kept, "Clear what stands above and divide: {}.")


@FAMILY.strategy(approach="algebraic", when=lambda p: len(p.rows) == 2)
def comparison(p: Params) -> Steps:
    """Euler, Elements of Algebra I.4.4: isolate the same unknown in both equations, and equate what
    it is equal to."""
    say, (x, y), ((a, b, r), (c, d, s)) = speaker(p), p.letters, p.rows
    g = gcd(a, c)
    yield say(f"Isolate {x} in the first equation: {{}}.", f"{{}}{x} = {{}} + {{}}{y}", a, r, -b)
    yield say(f"Isolate {x} in the second equation: {{}}.", f"{{}}{x} = {{}} + {{}}{y}", c, s, -d)
    yield say(
        "Equate their multiples: {}.",
        f"{{}}({{}} + {{}}{y}) = {{}}({{}} + {{}}{y})",
        c // g,
        r,
        -b,
        a // g,
        s,
        -d,
    )
    collected = ((a * d - b * c) // g, (a * s - c * r) // g)
    yield say("Collect: {}.", f"{{}}{y} = {{}}", *collected)
    yield from put_back(say, [(y, collected), (p.letters, (a, b, r))])
