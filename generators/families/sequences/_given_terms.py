"""The given terms of a polynomial sequence: how they are drawn, counted and told."""

from dataclasses import dataclass
from itertools import pairwise

from generators.family import Capacity, Claim, Knobs, Stream, list_of
from generators.knobs import KnobError


@dataclass(frozen=True, slots=True)
class Params:
    """The given terms stand at the places `start`, `start` + 1, ...; asked is the term at the place
    n."""

    degree: int
    terms: tuple[int, ...]
    start: int
    n: int


def leading(low: int, high: int) -> int:
    """How many numbers from low to high may be a leading coefficient, being not 0."""
    count = high - low + 1 - (low <= 0 <= high)
    if not count:
        raise KnobError("knob coefficient: the range holds nothing but 0")
    return count


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws the polynomial's coefficients, then reads off as many terms as prove its degree, or a
    few more."""
    d, start = stream.between(*knobs["degree"]), stream.between(*knobs["start"])
    (low, high), (fewest, most), (near, far) = knobs["coefficient"], knobs["extra"], knobs["ahead"]
    number = stream.below(
        leading(low, high) * (high - low + 1) ** d * (most - fewest + 1) * (far - near + 1)
    )
    number, extra = divmod(number, most - fewest + 1)
    number, ahead = divmod(number, far - near + 1)
    coefficients = []
    for _ in range(d):
        number, c = divmod(number, high - low + 1)
        coefficients.append(low + c)
    coefficients.append(low + number + (low <= 0 <= low + number))
    shown = d + 2 + fewest + extra
    terms = []
    for place in range(start, start + shown):
        value = 0
        for c in reversed(coefficients):
            value = value * place + c
        terms.append(value)
    return Params(d, tuple(terms), start, start + shown - 1 + near + ahead)


def capacity(knobs: Knobs) -> Capacity:
    """Polynomials times distances of the place asked from the first. From several starts two
    polynomials can give the same terms, so that what one start gives is a lower bound."""
    (low, high), extra, ahead = knobs["coefficient"], knobs["extra"], knobs["ahead"]
    distances = extra[1] - extra[0] + ahead[1] - ahead[0] + 1
    polynomials = sum(
        [
            leading(low, high) * (high - low + 1) ** d
            for d in range(knobs["degree"][0], knobs["degree"][1] + 1)
        ]
    )
    return Capacity(polynomials * distances, knobs["start"][0] == knobs["start"][1])


def equations(p: Params, letter: str) -> str:
    return ", ".join(
        [f"`{letter}({place}) = {value}`" for place, value in enumerate(p.terms, p.start)]
    )


def names(p: Params) -> str:
    *before, last = [f"`a({place})`" for place, _ in enumerate(p.terms, p.start)]
    return f"{', '.join(before)} and {last}"


def points(p: Params) -> str:
    return ", ".join([f"`({place}, {value})`" for place, value in enumerate(p.terms, p.start)])


def places(p: Params) -> str:
    *before, last = range(p.start, p.start + len(p.terms))
    return f"{', '.join(map(str, before))} and {last}"


def values(p: Params) -> str:
    return ", ".join([f"`{term}`" if term < 0 else f"{term}" for term in p.terms])


def conclusion(p: Params, answer: int) -> Claim:
    given = Claim(f"{p.degree}; {list_of(p.terms)}; {p.n}")
    if p.start == 1:
        return Claim(f"term({given}) :: {answer}")
    return Claim(f"term({given}; {p.start}) :: {answer}")


def newton(terms: tuple[int, ...], steps: int) -> int:
    """The term `steps` places behind the first, of the polynomial of least degree through the
    terms."""
    value, factor, differences = 0, 1, list(terms)
    for j in range(len(terms)):
        value += factor * differences[0]
        differences = [b - a for a, b in pairwise(differences)]
        factor = factor * (steps - j) // (j + 1)
    return value


def same_sequence(p: Params) -> tuple[int, ...]:
    """As many terms in a row as fix the polynomial, from a place that is the same wherever the
    sequence is entered: there the last difference but one is smaller than the last. Neither the
    terms that are given nor the one that is asked make other mathematics."""
    terms = p.terms[: p.degree + 1]
    differences = list(terms)
    while len(differences) > 2:
        differences = [b - a for a, b in pairwise(differences)]
    first, second = differences
    place = -(first // (second - first))
    return tuple([newton(terms, place + i) for i in range(len(terms))])
