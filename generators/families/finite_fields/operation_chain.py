"""A chain of additions and multiplications in GF(p): find the end from the start, the start from
the end, or both in turn.

The family of "Select and Improve: Understanding the Mechanics of Post-Training for Reasoning"
(arXiv 2606.13125). A problem of one type can be solved by the strategy of the other only by
committing to a guess; `guess` says how it is made.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Literal

from generators.claims.claim import Claim
from generators.families.finite_fields._asking import statement, terse
from generators.families.finite_fields._chain import (
    INVERSE,
    Map,
    Operation,
    Params,
    Part,
    affine,
    answer,
    apply,
    capacity,
    conclusion,
    is_prime,
    key,
    mirrored,
    names,
    reciprocal,
    sample,
    solve,
    type_of,
)
from generators.families.finite_fields._trace import read_trace
from generators.families.finite_fields._walk import walk
from generators.family import Family, Knob, Step, Steps

Guess = Literal["oracle", "random", "enumerate"]

FAMILY = Family(
    params=Params,
    knobs={
        "steps": Knob(
            "operations in a chain", ((2, 3), (4, 5), (6, 9), (10, 15), (16, 24)), (1, 60)
        ),
        "type": Knob(
            "problem types to draw",
            ("evaluation|inversion",) * 5,
            ("evaluation", "inversion", "composition"),
        ),
        "parts": Knob("chains in a composition", ((2, 2), (2, 2), (2, 3), (3, 4), (3, 5)), (2, 8)),
        "prime": Knob("a prime number, the size of the field", (11,) * 5, (3, 997), is_prime),
        "operations": Knob(
            "operations to draw", ("add|multiply",) * 5, ("add", "multiply", "subtract", "divide")
        ),
        "numerals": Knob("how numbers are written", ("symbols",) * 5, ("symbols", "plain")),
        "mapping": Knob(
            "symbols drawn for each problem, or the same for all",
            ("problem",) * 5,
            ("problem", "fixed"),
        ),
        "listed": Knob(
            "operations listed, the unused ones as distractors (0: only those used)",
            (0,) * 5,
            (0, 60),
        ),
        "labels": Knob(
            "the operations' numbers start anywhere within this many (0: at 1)", (0,) * 5, (0, 200)
        ),
    },
    sample=sample,
    statements=[partial(statement, phrasing=phrasing) for phrasing in range(3)],
    answer=answer,
    answer_kind="integer",
    conclusion=conclusion,
    key=key,
    capacity=capacity,
    types=("evaluation", "inversion", "composition"),
    type_of=type_of,
    names=names,
    closing="",
    terse=terse,
    drill=walk,
    trace=read_trace,
    options=lambda p: p.p,
    shortcuts={"mirrored": mirrored},
)

CLAIM = {sign: f"mod {{}} :: {{}} {sign} {{}} = {{}}" for sign in "+-*/"}
# neither a constant that is 0 nor a factor that is 1 is written
LINE = {True: "{}x + {}", False: "{}x"}
BRACKET = {True: "({}x + {})", False: "{}x"}
AFTER = {
    (sign, c, e): f"mod {{}} :: {BRACKET[c] if sign in '*/' else LINE[c]} {sign} {{}} = {LINE[e]}"
    for sign in "+-*/"
    for c in BRACKET
    for e in LINE
}
TOGETHER = {
    (
        n,
        c,
        d,
        e,
    ): f"mod {{}} :: {'{} * ' + BRACKET[c] if n else LINE[c]}{' + {}' if d else ''} = {LINE[e]}"
    for n in (True, False)
    for c in BRACKET
    for d in LINE
    for e in LINE
}
DOING = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
TABLE = 31  # the largest field whose elements are listed
Numbered = list[tuple[int, Operation]]


@lru_cache(maxsize=4_096)
def line(number: int, sign: str, undo: bool) -> tuple[str, str]:
    """The words of a line, and its brief: the label, the operation and what comes of it, such as
    `s7 +4 9`."""
    return (
        f"{'Undo' if undo else 'Step'} {number}, {DOING[sign]}: {{}}",
        f"s{number} {sign}{{2}} {{3}}",
    )


def run(p: int, operations: Numbered, x: int, undo: bool = False, goal: int | None = None) -> Steps:
    """Apply, or undo, the numbered operations to x one after another; with a goal the last line
    says whether it is met."""
    first, last = (operations[0][0], operations[-1][0]) if goal is not None else (None, None)
    for number, operation in operations:
        done = (INVERSE[operation[0]], operation[1]) if undo else operation
        y = apply(done, x, p)
        words, brief = line(number, done[0], undo)
        if number == first:
            brief = "try {1} " + brief
        if number == last:
            words += ", as given" if y == goal else ", which is not the given value"
            brief += " yes" if y == goal else " no"
        yield Step(words + ".", Claim(CLAIM[done[0]], (p, x, done[1], y)), brief)
        x = y
    return x


def part_by_part(params: Params, solve_part: Callable[[Part, int], Steps]) -> Steps:
    known = params.known
    for part in params.parts:
        known = yield from solve_part(part, known)
    return known


def numbered(params: Params, part: Part, undo: bool = False) -> Numbered:
    pairs = list(enumerate(part.operations, params.label + part.first))
    return pairs[::-1] if undo else pairs


def directed(params: Params, undo: bool, guess: Guess) -> Steps:
    """Run every chain in one direction. Where that starts from the unknown end, a value is guessed,
    run and compared."""

    def solve_part(part: Part, known: int) -> Steps:
        operations = numbered(params, part, undo)
        if part.inverse is undo:
            return (yield from run(params.p, operations, known, undo))
        right = solve(part, known, params.p)
        tried = right if guess == "oracle" else part.guess
        yield from run(params.p, operations, tried, undo, known)
        while guess == "enumerate" and tried != right:
            tried = (tried + 1) % params.p
            yield from run(params.p, operations, tried, undo, known)
        return tried

    return part_by_part(params, solve_part)


@FAMILY.strategy(approach="forward")
def forward(p: Params, *, guess: Guess = "oracle") -> Steps:
    """Keep a running value from the first operation to the last; where the start is asked, guess it
    and compare the end."""
    return directed(p, False, guess)


@FAMILY.strategy(approach="backward")
def backward(p: Params, *, guess: Guess = "oracle") -> Steps:
    """Working backwards (Polya, How to Solve It): undo the operations from the last to the first;
    where the end is asked, guess it and compare the start."""
    return directed(p, True, guess)


def settle(params: Params, part: Part, known: int, chain: Map) -> Steps:
    """Evaluate y = m x + c at a known x, or solve it for x at a known y."""
    (m, c), p = chain, params.p
    if part.inverse:
        x = (known - c) * reciprocal(m, p) % p
        yield Step("Solve for x: {}.", Claim("mod {} :: ({} - {}) / {} = {}", (p, known, c, m, x)))
        return x
    y = (m * known + c) % p
    yield Step(
        "Put the start in for x: {}.", Claim("mod {} :: {} * {} + {} = {}", (p, m, known, c, y))
    )
    return y


@FAMILY.strategy(approach="algebraic")
def affine_collapse(p: Params) -> Steps:
    """Affine maps are closed under composition (the affine group of a field): carry m x + c through
    the chain from x."""

    def solve_part(part: Part, known: int) -> Steps:
        (number, first), *rest = numbered(p, part)
        m, c = affine(first, p.p)
        for number, operation in rest:
            sign, constant = operation
            factor, summand = affine(operation, p.p)
            new = (m * factor % p.p, (c * factor + summand) % p.p)
            values = (
                p.p,
                m,
                *((c,) if c else ()),
                constant,
                new[0],
                *((new[1],) if new[1] else ()),
            )
            if c or sign != "+":  # else the constant is just written behind m x
                yield Step(
                    f"After step {number}: {{}}.",
                    Claim(AFTER[sign, c != 0, new[1] != 0], values),
                    f"s{number} {{}}",
                )
            m, c = new
        return (yield from settle(p, part, known, (m, c)))

    return part_by_part(p, solve_part)


@FAMILY.strategy(approach="transform")
def pairwise_merge(p: Params) -> Steps:
    """Composition is associative: merge neighbouring maps in a balanced tree until one is left
    (parallel prefix, Ladner and Fischer 1980)."""

    def solve_part(part: Part, known: int) -> Steps:
        maps = [(number, number, affine(operation, p.p)) for number, operation in numbered(p, part)]
        while len(maps) > 1:
            merged = []
            for (i, _, (m, c)), (_, j, (n, d)) in zip(maps[::2], maps[1::2], strict=False):
                both = (n * m % p.p, (n * c + d) % p.p)
                merged.append((i, j, both))
                if (n == 1 and 0 in (c, d)) or (m, c) == (
                    1,
                    0,
                ):  # one of the maps is just written beside the other, or is x itself
                    continue
                values = (
                    p.p,
                    *((n,) if n != 1 else ()),
                    m,
                    *[number for number in (c, d) if number],
                    both[0],
                    *((both[1],) if both[1] else ()),
                )
                claim = Claim(TOGETHER[n != 1, c != 0, d != 0, both[1] != 0], values)
                yield Step(f"Steps {i} to {j} together: {{}}.", claim, f"s{i} s{j} {{}}")
            maps = merged + maps[len(maps) - len(maps) % 2 :]
        return (yield from settle(p, part, known, maps[0][2]))

    return part_by_part(p, solve_part)


@FAMILY.strategy(approach="enumerative", when=lambda p: p.p <= TABLE)
def tabulation(p: Params) -> Steps:
    """Tabulate the chain for x = 0, 1, 2, ...: run 0 through it, multiply the factors for the
    slope, and list values."""

    def solve_part(part: Part, known: int) -> Steps:
        at_zero = yield from run(p.p, numbered(p, part), 0)
        slope = 1
        for number, operation in numbered(p, part):
            factor = affine(operation, p.p)[0]
            if factor != 1:
                claim = Claim("mod {} :: {} * {} = {}", (p.p, slope, factor, slope * factor % p.p))
                yield Step(
                    f"The slope, with the factor of step {number}: {{}}.", claim, f"s{number} {{}}"
                )
                slope = slope * factor % p.p
        for x in range(p.p):
            y = (slope * x + at_zero) % p.p
            yield Step(
                "Table: {}.", Claim("mod {} :: {} * {} + {} = {}", (p.p, slope, x, at_zero, y))
            )
            if known == (y if part.inverse else x):
                return x if part.inverse else y
        return None

    return part_by_part(p, solve_part)
