"""Chains of operations on the elements of GF(p): what they are, how they are drawn, applied and
undone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from generators.family import Capacity, Claim, Fraction, Knobs, Stream, list_of

Operation = tuple[str, int]  # ("+", 4); the signs are + - * /
Map = tuple[int, int]  # (m, c) stands for x -> m x + c

INVERSE = {"+": "-", "-": "+", "*": "/", "/": "*"}
SIGN = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
VERB = {"+": "add", "-": "subtract", "*": "multiply by", "/": "divide by"}


class Part(NamedTuple):
    """One chain: of the listed operations those from `first` up to, not including, `end` apply.
    Where `inverse` is set the result is known and the start is asked. `guess` is the value that a
    random guess commits to."""

    inverse: bool
    listed: tuple[Operation, ...]
    first: int
    end: int
    guess: int

    @property
    def operations(self) -> tuple[Operation, ...]:
        return self.listed[self.first : self.end]


@dataclass(frozen=True, slots=True)
class Params:
    """A problem in GF(p). `known` is the value given to the first part; each further part is given
    the answer of the one before. `order` says which number each symbol e0, e1, ... hides behind,
    empty for plain numerals: number v is written e<order[v]>. `label` is the number of the first
    listed operation. `asked` says where the terse text has what is asked: behind the operations, or
    before them."""

    p: int
    parts: tuple[Part, ...]
    known: int
    order: tuple[int, ...]
    label: int
    asked: str = field(default="last", metadata={"later": True})

    def __post_init__(self) -> None:
        if self.asked not in ("last", "first"):
            raise ValueError(f"asked is 'last' or 'first', not {self.asked!r}")
        if not all([part.__class__ is Part for part in self.parts]):  # read from a file
            object.__setattr__(self, "parts", tuple([Part(*part) for part in self.parts]))


def is_prime(n: int) -> bool:
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def reciprocal(c: int, p: int) -> int:
    return pow(c, -1, p)


def apply(operation: Operation, x: int, p: int) -> int:
    """The image of x under one operation modulo p."""
    sign, c = operation
    if sign == "+":
        return (x + c) % p
    if sign == "-":
        return (x - c) % p
    return x * (c if sign == "*" else reciprocal(c, p)) % p


def undone(operation: Operation) -> Operation:
    return INVERSE[operation[0]], operation[1]


def affine(operation: Operation, p: int) -> Map:
    """The operation as a map x -> m x + c: subtracting 4 modulo 11 is adding 7."""
    sign, c = operation
    if sign in "+-":
        return 1, (c if sign == "+" else -c) % p
    return (c if sign == "*" else reciprocal(c, p)), 0


def maps_of(operations: tuple[Operation, ...], p: int) -> tuple[Map, ...]:
    return tuple([affine(operation, p) for operation in operations])


def solve(part: Part, known: int, p: int) -> int:
    """The value asked of one part."""
    if part.inverse:
        for sign, c in reversed(part.operations):
            known = apply((INVERSE[sign], c), known, p)
        return known
    for operation in part.operations:
        known = apply(operation, known, p)
    return known


def answer(params: Params) -> int:
    value = params.known
    for part in params.parts:
        value = solve(part, value, params.p)
    return value


def mirrored(params: Params) -> bool:
    """Whether running every chain the wrong way round, from the known end as though it were the
    other one, reaches the right answer. For a map f from x that is f(f(x)) = x: an involution (its
    factor is -1) or a fixed point, about 2 chains in p."""
    value = params.known
    for part in params.parts:
        value = solve(part._replace(inverse=not part.inverse), value, params.p)
    return value == answer(params)


def draw_operations(
    stream: Stream, signs: Sequence[str], p: int, count: int
) -> tuple[Operation, ...]:
    """Operations that move something: never adding 0, never multiplying by 0 or 1."""
    drawn = []
    for _ in range(count):
        sign = signs[stream.below(len(signs))]
        drawn.append((sign, 1 + stream.below(p - 1) if sign in "+-" else 2 + stream.below(p - 2)))
    return tuple(drawn)


def sample(stream: Stream, knobs: Knobs) -> Params:
    p, listed, symbols = knobs["prime"], knobs["listed"], knobs["numerals"] == "symbols"
    kind = stream.choice(knobs["type"].split("|"))
    signs = [SIGN[name] for name in knobs["operations"].split("|")]
    parts, longest = [], listed
    for _ in range(stream.between(*knobs["parts"]) if kind == "composition" else 1):
        steps = stream.between(*knobs["steps"])
        spare = max(0, listed - steps)
        operations = draw_operations(stream, signs, p, steps + spare)
        first = stream.below(spare + 1) if spare else 0
        inverse = kind == "inversion" or (kind == "composition" and stream.below(2) == 1)
        parts.append(Part(inverse, operations, first, first + steps, stream.below(p)))
        longest = max(longest, len(operations))
    label = 1 + stream.below(max(0, knobs["labels"] - longest) + 1)
    known = stream.below(p)
    order: Sequence[int] = ()
    if symbols:
        order = stream.shuffle(range(p)) if knobs["mapping"] == "problem" else fixed_order(p)
    places = knobs["asked"].split("|")
    asked = stream.choice(places) if len(places) > 1 else places[0]
    return Params(p, tuple(parts), known, tuple(order), label, asked)


@lru_cache(maxsize=1_024)
def fixed_order(p: int) -> tuple[int, ...]:
    """The one mapping of symbols that every problem of a field shares when mapping is `fixed`."""
    return tuple(Stream("mapping", p).shuffle(range(p)))


def type_of(params: Params) -> str:
    first, *others = params.parts
    if others:
        return "composition"
    return "inversion" if first.inverse else "evaluation"


SYMBOLS = [f"e{i}" for i in range(1_000)]


def names(params: Params) -> list[str] | None:
    """names[v] is the symbol of the number v."""
    return [SYMBOLS[i] for i in params.order] if params.order else None


def key(params: Params) -> tuple[object, ...]:
    """The prime, the used steps as affine maps and the known end: no symbols, labels, unused
    operations or type."""
    maps = tuple([maps_of(part.operations, params.p) for part in params.parts])
    directions = tuple([part.inverse for part in params.parts]) if len(params.parts) > 1 else ()
    return params.p, params.known, maps, directions


def capacity(knobs: Knobs) -> Capacity:
    """Every chain of maps with every known end is another problem; p - 1 maps add and p - 2
    multiply."""
    p, kinds, chosen = knobs["prime"], knobs["type"].split("|"), knobs["operations"].split("|")
    maps = (p - 1) * any(name in chosen for name in ("add", "subtract")) + (p - 2) * any(
        name in chosen for name in ("multiply", "divide")
    )
    chains = sum(maps**k for k in range(knobs["steps"][0], knobs["steps"][1] + 1))
    single = p * chains * len([kind for kind in kinds if kind != "composition"])
    fewest, most = knobs["parts"]
    composed = (
        p * sum((2 * chains) ** n for n in range(fewest, most + 1)) if "composition" in kinds else 0
    )
    return Capacity(single + composed)


def conclusion(params: Params, reached: int) -> Claim:
    """The chain, as affine maps, leads from its start to its result. Several parts are one chain
    from what is known to the answer, in which a part that asks for its start is undone."""
    first, *others = params.parts
    if not others:
        start, end = (reached, params.known) if first.inverse else (params.known, reached)
        return led(params.p, start, first.operations, end)
    operations: list[Operation] = []
    for part in params.parts:
        if part.inverse:
            operations += [undone(operation) for operation in reversed(part.operations)]
        else:
            operations += part.operations
    return led(params.p, params.known, operations, reached)


def led(p: int, start: int, operations: Sequence[Operation], end: int) -> Claim:
    steps = list_of((as_map(operation) for operation in operations), "; ")
    return Claim(f"affine({p}; {start}; {steps}) = {end}")


def as_map(operation: Operation) -> Claim:
    """The operation as the two numbers of an affine map, in the statement's own number."""
    sign, c = operation
    if sign in "+-":
        return list_of((1, c if sign == "+" else -c))
    return list_of((c if sign == "*" else Fraction(1, c), 0))
