"""The area of a triangle whose vertices have whole or fractional coordinates."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations
from math import comb, gcd, isqrt
from typing import Any, NamedTuple

from generators.family import (
    Capacity,
    Claim,
    Family,
    Frame,
    Knob,
    KnobError,
    Knobs,
    Step,
    Steps,
    Stream,
    ratio,
    sum_of,
)

TRIES = 3_000
FEW_ROWS = 2  # the same where another way takes few lines
ROWS = 5  # of lattice points that a triangle may span where they are counted one by one
LARGEST = 10**7  # numbers under a root that are still squares by heart or by trial
Number = int | Fraction


class Point(NamedTuple):
    """A point of the plane."""

    x: Number
    y: Number


@dataclass(frozen=True, slots=True)
class Params:
    """Three vertices A, B and C in units of 1/parts; or A and B and, as `ends`, the two points
    whose midpoint is C."""

    vertices: tuple[tuple[int, int], ...]
    parts: int
    ends: tuple[tuple[int, int], ...] = ()


def corners(p: Params) -> list[Point]:
    """A, B and C."""
    return [Point(ratio(x, p.parts), ratio(y, p.parts)) for x, y in p.vertices]


def ends(p: Params) -> list[Point]:
    return [Point(x, y) for x, y in p.ends]


def cross(a: Point, b: Point, c: Point) -> Number:
    """Twice the area, with a sign that tells which way round the vertices go."""
    return ratio((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y))


def area(p: Params) -> Number:
    return ratio(abs(cross(*corners(p))) * Fraction(1, 2))


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws triangles until one has no coordinate 0 or 1, whose products would not show, and no
    other side parallel to an axis than the one that is wanted."""
    for _ in range(TRIES):
        p = drawn(stream, knobs)
        if fits(p, knobs["shape"] == "level"):
            return p
    raise KnobError("knobs coordinate, across: no triangle fits; allow larger coordinates")


def drawn(stream: Stream, knobs: Knobs) -> Params:
    """A triangle that may not fit."""
    shape, (low, high) = knobs["shape"], knobs["coordinate"]
    parts = 1 if shape in ("level", "slanted") else 2
    if shape == "level":
        return Params(tuple(stream.shuffle(level_points(stream, knobs))), parts)
    points = [(stream.between(low, high), stream.between(low, high)) for _ in range(3)]
    if shape == "midpoint":
        pair = tuple([(stream.between(low, high), stream.between(low, high)) for _ in range(2)])
        (x, y), (u, v) = pair
        told = tuple([(2 * one, 2 * other) for one, other in points[:2]])
        return Params((*told, (x + u, y + v)), 2, pair)
    return Params(tuple(stream.shuffle(points)), parts)


def level_points(stream: Stream, knobs: Knobs) -> list[tuple[int, int]]:
    """Three points, two of which share a coordinate; coordinates across their side have a range of
    their own, so that areas differ while the products stay small."""
    low, high = knobs["coordinate"]
    near, far = knobs["across"]
    shared, apart = stream.between(near, far), stream.between(near, far)
    points = [(stream.between(low, high), across) for across in (shared, shared, apart)]
    return points if stream.below(2) else [(y, x) for x, y in points]


def fits(p: Params, level: bool) -> bool:
    """Whether a triangle is one that every method can be shown on."""
    a, b, c = corners(p)
    numbers = list(chain(a, b, c, *ends(p)))
    pairs = list(combinations((a, b, c), 2))
    coordinates = chain(*[zip(one, other, strict=True) for one, other in pairs])
    differences = [abs(m - n) for m, n in coordinates]
    ones = {1, Fraction(1, 2)} & {
        *map(abs, numbers),
        *differences,
    }  # as factors they would not show
    if 0 in numbers or ones or not cross(a, b, c):
        return False
    origin = Point(0, 0)
    if not all(cross(origin, one, other) for one, other in pairs):
        return False
    if differences.count(0) != level or area(p) in {abs(number) for number in numbers}:
        return False
    if p.parts == 2 and all(number.denominator == 1 for number in (*a, *b, *c)):
        return False
    return not p.ends or (p.ends[0][0] != p.ends[1][0] and p.ends[0][1] != p.ends[1][1])


def capacity(knobs: Knobs) -> Capacity:
    """At least a tenth of the sets of three points, in units of 1/parts; a tenth of those with one
    side parallel to an axis."""
    low, high = knobs["coordinate"]
    count = high - low + 1 - (low <= 0 <= high)
    if knobs["shape"] == "level":
        near, far = knobs["across"]
        across = far - near + 1 - (near <= 0 <= far)
        pairs = across * (across - 1)  # of the side and of the third vertex
        return Capacity(2 * comb(count, 2) * count * pairs // 10 + 1, exact=False)
    return Capacity(comb(count * count, 3) // 10 + 1, exact=False)


def squared_sides(p: Params) -> tuple[int, ...]:
    """The squares of the three sides in units of the parts, without a factor that they share with
    the square of the parts: triangles that are moved, turned or mirrored share them."""
    points = p.vertices
    sides = [
        (x - u) ** 2 + (y - v) ** 2
        for (x, y), (u, v) in (
            (points[0], points[1]),
            (points[1], points[2]),
            (points[2], points[0]),
        )
    ]
    parts = p.parts**2
    shared = gcd(parts, *sides)
    return (parts // shared, *sorted([side // shared for side in sides]))


def key(p: Params) -> tuple[Any, ...]:
    """The set of vertices; where C is told by two points, these."""
    if p.ends:
        return tuple(sorted(p.vertices[:2])), tuple(sorted(p.ends)), p.parts
    return tuple(sorted(p.vertices)), (), p.parts


def at(name: str, point: Point) -> str:
    """`A(1, 2)`, the coordinates as maths."""
    return f"{name}`({point.x}, {point.y})`"


def listed(p: Params) -> str:
    """The corners as a noun phrase."""
    a, b, c = corners(p)
    if p.ends:
        d, e = ends(p)
        middle = f"the midpoint C of the segment from {at('D', d)} to {at('E', e)}"
        return f"{at('A', a)}, {at('B', b)} and {middle}"
    return f"{at('A', a)}, {at('B', b)} and {at('C', c)}"


def conclusion(p: Params, found: Number) -> Claim:
    """The area by the coordinates that the statement tells."""
    (x1, y1), (x2, y2), (x3, y3) = corners(p)
    if p.ends:
        (x4, y4), (x5, y5) = p.ends
        right, top = Claim(f"({x4} + {x5})/2"), Claim(f"({y4} + {y5})/2")
        return Claim(
            f"1/2 * |{x1} * ({y2} - {top}) + {x2} * ({top} - {y1}) + {right} * ({y1} - {y2})|"
            f" = {found}"
        )
    return Claim(
        f"1/2 * |{x1} * ({y2} - {y3}) + {x2} * ({y3} - {y1}) + {x3} * ({y1} - {y2})| = {found}"
    )


FAMILY = Family(
    params=Params,
    knobs={
        "shape": Knob(
            "a side parallel to an axis, none, halves as coordinates, or C told as a midpoint",
            ("level", "slanted", "slanted", "halves", "midpoint"),
            ("level", "slanted", "halves", "midpoint"),
        ),
        "coordinate": Knob(
            "the range of the coordinates, in halves where they are",
            ((1, 36), (1, 40), (-38, 38), (-49, 49), (-25, 25)),
            (-500, 500),
        ),
        "across": Knob(
            "the range of the coordinates across a side that is parallel to an axis",
            ((1, 9), (1, 40), (-38, 38), (-49, 49), (-25, 25)),
            (-500, 500),
        ),
    },
    sample=sample,
    statements=(
        lambda p: f"Find the area of the triangle with the vertices {listed(p)}.",
        lambda p: f"A triangle has its vertices at {listed(p)}. What is its area?",
        Frame(
            lambda p: (
                f"Somebody draws a triangle with the vertices {listed(p)} on squared paper. How"
                " many squares of side 1 would have the same area as the triangle?"
            ),
            (
                "Therefore, {answer} squares of side 1 have the same area as the triangle.",
                "Therefore, the triangle is as large as {answer} squares of side 1.",
            ),
        ),
        Frame(
            lambda p: (
                f"A surveyor marks the three points {listed(p)} on a map, one unit of which is a"
                " kilometre. How many square kilometres is the triangle that they form?"
            ),
            (
                "Therefore, the triangle of the three points measures {answer} square kilometres.",
                "Therefore, the marked points form a triangle of {answer} square kilometres.",
            ),
        ),
        Frame(
            lambda p: (
                f"Buoys float at {listed(p)}, with coordinates in miles. A boat sails in straight"
                " lines from A to B, on to C, and back to A. Which area, in square miles, does its"
                " course enclose?"
            ),
            (
                "Therefore, the boat sails around an area of {answer} square miles.",
                "Therefore, the course of the boat encloses {answer} square miles.",
            ),
        ),
        Frame(
            lambda p: (
                "The plan of a garden, in metres, shows a bed whose straight edges join"
                f" {listed(p)}. How many square metres of soil does the bed cover?"
            ),
            (
                "Therefore, the bed covers {answer} square metres of soil.",
                "Therefore, the bed has an area of {answer} square metres.",
            ),
        ),
        lambda p: f"Let {listed(p)} be given. How large is the region that AB, BC and CA enclose?",
        lambda p: (
            f"Three segments join {listed(p)} in the coordinate plane. Determine the area inside"
            " them, as a whole number or as a fraction in lowest terms."
        ),
        Frame(
            lambda p: (
                f"How many square metres of cloth does a sail need that has its corners at"
                f" {listed(p)}, all measured in metres?"
            ),
            (
                "Therefore, the sail needs {answer} square metres of cloth.",
                "Therefore, {answer} square metres of cloth are needed for the sail.",
            ),
        ),
    ),
    answer=area,
    answer_kind="rational",
    conclusion=conclusion,
    key=key,
    mathematics=squared_sides,
    capacity=capacity,
    closings=(
        "Therefore, the area of the triangle is {answer}.",
        "Therefore, the triangle has an area of {answer} square units.",
        "Therefore, the area of triangle ABC equals {answer}.",
        "Therefore, triangle ABC covers {answer} square units.",
    ),
)


def midpoint(p: Params) -> Steps:
    """The line that finds C where it is told as a midpoint; gives A, B and C."""
    a, b, c = corners(p)
    if p.ends:
        (x4, y4), (x5, y5) = p.ends
        x, y = c
        claim = Claim(f"1/2 * ([{x4}; {y4}] + [{x5}; {y5}]) = [{x:new}; {y:new}]")
        yield Step(MIDPOINT, claim, because=MIDDLE)
    return a, b, c


MIDPOINT = (
    "First we need the coordinates of the midpoint C: {}.",
    "The midpoint C is halfway between D and E: {}.",
    "To find C, we add the coordinates of D and E and divide by 2: {}.",
    "The mean of D and E is C: {}.",
)
MIDDLE = (
    "each coordinate of a midpoint is the mean of those of the two ends",
    "halfway along a segment, both coordinates are halfway too",
)


def half_of(words: tuple[str, ...], twice: Number, rests_on: tuple[Step, ...] = ()) -> Step:
    """The line that halves twice the area, without its sign."""
    result = ratio(abs(twice) * Fraction(1, 2))
    if twice < 0:
        return Step(words, f"1/2 * |{twice}| = {result}", rests_on=rests_on)
    return Step(words, f"1/2 * {twice} = {result}", rests_on=rests_on)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We go around the triangle and multiply coordinates of neighbouring vertices crosswise.",
        "For each side we take a difference of two products; half their sum, without its sign, is"
        " the area.",
        "To find the area, we use the shoelace formula, which combines the vertices in pairs.",
        "We work out a crosswise difference for AB, for BC and for CA, and halve their sum.",
        "The coordinates alone give the area, by means of crosswise products.",
        "Going once around A, B and C, we collect products of coordinates.",
    ),
    formula="In letters, the area is half of"
    " `|x_1*y_2 - x_2*y_1 + x_2*y_3 - x_3*y_2 + x_3*y_1 - x_1*y_3|`.",
)
def shoelace(p: Params) -> Steps:
    """The shoelace formula (A. L. F. Meister 1769; Gauss): each side spans a triangle with the
    origin, and their areas are added with their signs."""
    a, b, c = yield from midpoint(p)
    found, steps = [], []
    in_one_line = level_side((a, b, c)) is not None  # then the coordinates are small
    for name, one, other in (("AB", a, b), ("BC", b, c), ("CA", c, a)):
        texts = {"SIDE": name}
        if in_one_line:
            at_once, words = crosswise_at_once, SIDE_AT_ONCE
            if one.x == other.x or one.y == other.y:
                at_once, words = crosswise_along_axis, LEVEL_SIDE
            steps.append((yield from at_once(put_in(words, texts), one, other)))
            found.append(ratio(one.x * other.y - other.x * one.y))
            continue
        products = yield from crosswise(put_in(CROSSWISE, texts), one, other, ())
        down, up = products.values
        difference = ratio(down - up)
        words = put_in(CROSS_DIFFERENCE, texts)
        claim = Claim(f"{down} - {up} = {difference}")
        steps.append(Step(words, claim, because=ORIGIN, rests_on=(products.step,)))
        yield steps[-1]
        found.append(difference)
    twice = ratio(sum(found))
    total = Step(ADD_CROSSWISE, f"{sum_of(found)} = {twice}", rests_on=tuple(steps))
    yield total
    yield half_of(HALVE_NEGATIVE if twice < 0 else HALVE, twice, (total,))
    return area(p)


class Products(NamedTuple):
    """Two products of coordinates, and the line that works them out."""

    values: tuple[Number, Number]
    step: Step


def crosswise(
    words: tuple[str, ...], one: Point, other: Point, rests_on: tuple[Step, ...]
) -> Steps:
    """The line of the two products of the coordinates of two points or vectors, crosswise."""
    (x1, y1), (x2, y2) = one, other
    down, up = ratio(x1 * y2), ratio(x2 * y1)
    step = Step(words, f"{x1} * {y2} = {down}, {x2} * {y1} = {up}", rests_on=rests_on)
    yield step
    return Products((down, up), step)


def crosswise_at_once(words: tuple[str, ...], one: Point, other: Point) -> Steps:
    """The line of the products with their difference; gives it."""
    (x1, y1), (x2, y2) = one, other
    down, up = ratio(x1 * y2), ratio(x2 * y1)
    claim = Claim(f"{x1} * {y2} - {x2} * {y1} = {down:new} - {up:new} = {ratio(down - up):new}")
    step = Step(words, claim, because=ORIGIN)
    yield step
    return step


def crosswise_along_axis(words: tuple[str, ...], one: Point, other: Point) -> Steps:
    """The line of the same difference where both points share a coordinate; gives it."""
    (x1, y1), (x2, y2) = one, other
    shared, first, second = (x1, y2, y1) if x1 == x2 else (y1, x1, x2)
    by = ratio(first - second)
    claim = Claim(f"{shared} * ({first} - {second}) = {shared} * {by:new} = {shared * by:new}")
    step = Step(words, claim, because=ORIGIN)
    yield step
    return step


LEVEL_SIDE = (
    "The ends of SIDE share a coordinate: {}.",
    "For SIDE we factor out what its ends share: {}.",
    "Along SIDE one coordinate stays the same: {}.",
    "SIDE is parallel to an axis and contributes {}.",
    "We factor out the common coordinate of SIDE: {}.",
)
SIDE_AT_ONCE = (
    "Along SIDE we subtract crosswise products: {}.",
    "For SIDE the crosswise difference is {}.",
    "The coordinates of SIDE give {}.",
    "From the ends of SIDE we get {}.",
    "So SIDE contributes {}.",
    "With the ends of SIDE, crosswise, we have {}.",
    "For SIDE, each x times the other y gives {}.",
)
CROSSWISE = (
    "For the side SIDE the crosswise products are {}.",
    "Along SIDE we multiply crosswise, so we have {}.",
    "The coordinates of SIDE give the two products {}.",
    "From the ends of SIDE we get the products {}.",
    "For SIDE we take each x times the other y, which makes {}.",
    "With the coordinates of the ends of SIDE we have {}.",
)
CROSS_DIFFERENCE = (
    "Their difference is {}.",
    "So SIDE contributes {}.",
    "We subtract the second from the first: {}.",
    "The difference of the two is the number for SIDE: {}.",
    "Hence the number for SIDE is {}.",
    "Subtracting them gives {} for SIDE.",
)
ORIGIN = (
    "half of it is the signed triangle of side and origin",
    "this is twice the signed triangle of side and origin",
    "this counts the signed triangle with the origin twice",
)
ADD_CROSSWISE = (
    "We add the three: {}.",
    "For all three sides that makes {}.",
    "Adding up the sides gives {}.",
    "The sum of the three numbers is {}.",
    "Since we have gone around all three sides, we add the results: {}.",
    "Together they make twice the area, up to its sign: {}.",
    "So, going once around the triangle, we have {}.",
)
HALVE = (
    "Half of it is the area: {}.",
    "Halving it, we get the area: {}.",
    "As this counts the area twice, we halve it: {}.",
    "The area is half of this: {}.",
    "Since this is twice the area, we divide it by 2: {}.",
    "Dividing by 2 gives the area: {}.",
    "So we divide by 2: {}.",
)
HALVE_NEGATIVE = (
    "Half of its absolute value is the area: {}.",
    "The area is half of it, without the sign: {}.",
    "We went clockwise, which makes it negative; the area is {}.",
    "The sign only says that we went clockwise, so the area is {}.",
    "Since an area is positive, we drop the sign and divide by 2: {}.",
    "We leave out the sign and divide by 2: {}.",
    "As we went clockwise, the sign is negative; the area is {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        "The vectors from A to B and to C span a parallelogram, of which the triangle is half.",
        "We describe the sides at A by vectors and take half of their determinant.",
        "Only the vectors from A to B and from A to C matter for the area.",
        "The triangle is half of a parallelogram, whose area is a determinant.",
        "With two vectors that start at A, the area is half a determinant.",
        "We move A to the origin, which turns the sides at A into two vectors.",
    ),
    formula="In letters, the area is half of `|u_1*v_2 - u_2*v_1|` for the vectors u and v.",
)
def vectors(p: Params) -> Steps:
    """The area of a parallelogram as a determinant (Grassmann's outer product, Ausdehnungslehre,
    1844): half of that of the vectors from one vertex to the other two."""
    a, b, c = yield from midpoint(p)
    (x1, y1), (x2, y2), (x3, y3) = a, b, c
    u1, u2, v1, v2 = [ratio(d) for d in (x2 - x1, y2 - y1, x3 - x1, y3 - y1)]
    to_b = Claim(f"{x2} - {x1} = {u1}, {y2} - {y1} = {u2}")
    to_c = Claim(f"{x3} - {x1} = {v1}, {y3} - {y1} = {v2}")
    both = Step(put_in(ENTRIES, {"END": "B"}), to_b), Step(put_in(ENTRIES, {"END": "C"}), to_c)
    yield from both
    twice = ratio(u1 * v2 - v1 * u2)
    if u1 and u2 and v1 and v2 and level_side((a, b, c)) is not None:
        down, up = ratio(u1 * v2), ratio(v1 * u2)
        claim = Claim(f"{u1} * {v2} - {v1} * {u2} = {down:new} - {up:new} = {twice:new}")
        spanned = Step(DETERMINANT_AT_ONCE, claim, because=SPANNED, rests_on=both)
    elif u1 and u2 and v1 and v2:
        pair = Point(u1, u2), Point(v1, v2)
        products = yield from crosswise(VECTORS_CROSSWISE, *pair, both)
        down, up = products.values
        claim = Claim(f"{down} - {up} = {twice}")
        spanned = Step(DETERMINANT, claim, because=SPANNED, rests_on=(products.step,))
    elif u1 and v2:
        claim = Claim(f"{u1} * {v2} = {twice}")
        spanned = Step(ONE_PRODUCT, claim, because=SPANNED, rests_on=both)
    else:
        twice = -twice
        claim = Claim(f"{v1} * {u2} = {twice}")
        spanned = Step(ONE_PRODUCT, claim, because=SPANNED, rests_on=both)
    yield spanned
    yield half_of(HALVE_THE_DETERMINANT_NEGATIVE if twice < 0 else HALVE, twice, (spanned,))
    return area(p)


def vector_words(end: str) -> tuple[str, ...]:
    return tuple([line.replace("END", end) for line in FIRST_VECTOR])


FIRST_VECTOR = (
    "The way from A to END is the vector {}.",
    "From A we get to END by {}.",
    "We subtract the coordinates of A from those of END: {}.",
    "The side that leads from A to END is {}.",
)
ENTRIES = (
    "The vector from A to END has the entries {}.",
    "From A to END the coordinates change by {}.",
    "We subtract the coordinates of A from those of END: {}.",
    "For the vector from A to END we have {}.",
    "Seen from A, the vertex END lies at {}.",
    "To go from A to END, we move by {}.",
    "The side from A to END, as a vector, has the entries {}.",
    "For END we take the differences to A: {}.",
)
VECTORS_CROSSWISE = (
    "The two products of the determinant are {}.",
    "Multiplying the entries crosswise, we get {}.",
    "We need these two products: {}.",
    "We multiply the two vectors crosswise, which gives {}.",
    "The products of their entries, crosswise, are {}.",
    "For the determinant of the two vectors we need the products {}.",
    "Each first entry times the other second entry makes {}.",
)
DETERMINANT = (
    "The difference of the products is the determinant: {}.",
    "So the determinant is {}.",
    "For the determinant we get {}.",
    "The determinant of the two vectors is {}.",
    "We subtract the products: {}.",
    "Their determinant, twice the area up to its sign, is {}.",
    "The signed area of the parallelogram of the two vectors is {}.",
)
DETERMINANT_AT_ONCE = (
    "The determinant of the two vectors is {}.",
    "We multiply crosswise and subtract: {}.",
    "Their determinant, twice the area up to its sign, is {}.",
    "The signed area of the parallelogram is {}.",
    "For the determinant we subtract the crosswise products: {}.",
)
SPANNED = (
    "the determinant is the area of their parallelogram, up to its sign",
    "up to its sign, the determinant is the area of the parallelogram",
    "the determinant is the signed area of their parallelogram",
)
ONE_PRODUCT = (
    "We need the determinant, which has only one product that is not 0: {}.",
    "We work out the determinant, whose other product is 0: {}.",
    "In the determinant of the two vectors, up to its sign, one product is left: {}.",
)
HALVE_THE_DETERMINANT_NEGATIVE = (
    "Half of its absolute value is the area: {}.",
    "The area is half the determinant, without its sign: {}.",
    "Half of it, made positive, is the area: {}.",
    "The sign only says which way we turn from B to C, so the area is {}.",
    "Since an area is positive, we drop the sign and divide by 2: {}.",
    "We leave out the sign and divide by 2: {}.",
    "As we turn clockwise from B to C, the determinant is negative; the area is {}.",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        "We draw an upright rectangle around the triangle and take away what lies outside it.",
        "The triangle stands in a box, and what is left over in the box consists of simple pieces.",
        "To avoid slanted lengths, we use a rectangle around the triangle and right triangles.",
        "Instead of the triangle we work out a rectangle around it, minus the pieces outside.",
        "A box around the triangle is easy to measure, and so is what lies outside the triangle.",
        "We cut the corners off the smallest upright rectangle around the triangle.",
    ),
    formula="In letters, the area is `w * h` less that of the pieces outside, each right triangle"
    " with half the product of its legs.",
)
def box_minus_triangles(p: Params) -> Steps:
    """School books on squared paper: a figure is completed to a rectangle (Euclid, Elements II, on
    rectangles and their parts), and the surplus is taken away."""
    points = yield from midpoint(p)
    xs, ys = [point.x for point in points], [point.y for point in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    width, height = ratio(right - left), ratio(high - low)
    measured = Step(WIDTH, f"{right} - {left} = {width}, {high} - {low} = {height}")
    yield measured
    box = ratio(width * height)
    steps = [Step(BOX, f"{width} * {height} = {box}", rests_on=(measured,))]
    yield steps[0]
    outside: list[Number] = []
    named = list(zip("ABC", points, strict=True))
    level = level_side(points) is not None
    edges = Edges({left, right}, {low, high}, measured)
    inner = [one for one in named if left < one[1].x < right and low < one[1].y < high]
    for (name, one), (letter, other) in combinations(named, 2):
        across, up = ratio(abs(other.x - one.x)), ratio(abs(other.y - one.y))
        if across and up:
            texts = {"SIDE": name + letter}
            size = ratio(across * up * Fraction(1, 2))
            if (across, up) == (width, height):
                claim = Claim(f"1/2 * {box} = {size}")
                words, because, legs = HALF_THE_BOX, (), (steps[0],)
            else:
                words, because = RIGHT_TRIANGLE, HALF_A_RECTANGLE
                legs = yield from legs_beside(texts, one, other, edges)
                claim = Claim(f"1/2 * {across} * {up} = {size:new}")
                if not level:
                    claim = halved_product(across, up)
            steps.append(Step(put_in(words, texts), claim, because=because, rests_on=legs))
            yield steps[-1]
            outside.append(size)
    if inner:
        (name, vertex), *_ = inner
        corner = corner_beside(vertex, [one for letter, one in named if letter != name])
        legs = yield from differences(put_in(BOX_SIDES, {"NAME": name}), vertex, corner)
        across, up = ratio(abs(corner.x - vertex.x)), ratio(abs(corner.y - vertex.y))
        size = ratio(across * up)
        claim = Claim(f"{across} * {up} = {size}")
        steps.append(Step(put_in(RECTANGLE, {"NAME": name}), claim, rests_on=(legs,)))
        yield steps[-1]
        outside.append(size)
    claim = Claim(f"{sum_of([box, *[-size for size in outside]])} = {area(p)}")
    because = () if level else NO_OVERLAP
    yield Step(TAKE_AWAY, claim, because=because, rests_on=tuple(steps))
    return area(p)


class Edges(NamedTuple):
    """Where the sides of the box are, across and up, and the line that measures it."""

    across: set[Number]
    up: set[Number]
    measured: Step


def legs_beside(texts: dict[str, str], one: Point, other: Point, edges: Edges) -> Steps:
    """The line of the legs of a right triangle beside a side, of which one may be a side of the
    box; gives what its area rests on."""
    if {one.x, other.x} == edges.across:
        (low, high), words = sorted((one.y, other.y)), AS_WIDE
    elif {one.y, other.y} == edges.up:
        (low, high), words = sorted((one.x, other.x)), AS_HIGH
    else:
        return ((yield from differences(put_in(BOX_LEGS, texts), one, other)),)
    leg = Step(put_in(words, texts), f"{high} - {low} = {ratio(high - low)}")
    yield leg
    return leg, edges.measured


def halved_product(one: Number, other: Number) -> Claim:
    """Half the product of two lengths, the product first."""
    product, half = ratio(one * other), ratio(one * other * Fraction(1, 2))
    return Claim(f"1/2 * {one} * {other} = 1/2 * {product:new} = {half:new}")


def differences(words: tuple[str, ...], one: Point, other: Point) -> Steps:
    """The line of how far two points are apart, across and up; gives it."""
    (left, right), (low, high) = sorted((one.x, other.x)), sorted((one.y, other.y))
    across, up = ratio(right - left), ratio(high - low)
    step = Step(words, f"{right} - {left} = {across}, {high} - {low} = {up}")
    yield step
    return step


def corner_beside(inner: Point, others: Sequence[Point]) -> Point:
    """The corner of the box on the side of a vertex inside it; the other two vertices are opposite
    corners."""
    one, two = others
    corner = Point(one.x, two.y)
    if cross(one, two, inner) * cross(one, two, corner) < 0:
        return Point(two.x, one.y)
    return corner


WIDTH = (
    "Differences of coordinates give its width and height: {}.",
    "Across and upward, the rectangle measures {}.",
    "Its width and its height are differences of coordinates: {}.",
    "The extreme coordinates give width and height: {}.",
    "For the width and the height of the box we have {}.",
    "We find width and height: {}.",
    "Across and from bottom to top, the box measures {}.",
)
BOX = (
    "The box covers {}.",
    "We multiply width and height: {}.",
    "Since the box is a rectangle, its area is {}.",
    "The whole rectangle has the area {}.",
    "Width times height is {}.",
    "The area of the box is {}.",
)
BOX_LEGS = (
    "The corner beside SIDE is a right triangle with the legs {}.",
    "Beside SIDE there is a right triangle with the legs {}.",
    "The legs of the right triangle at SIDE measure {}.",
    "Outside SIDE lies a right triangle, whose legs are {}.",
    "The right triangle on SIDE has the legs {}.",
    "On SIDE we cut off a right triangle with the legs {}.",
    "Beyond SIDE we see a right triangle; its legs are {}.",
    "Along SIDE we have to remove a right triangle with the legs {}.",
    "SIDE is the hypotenuse of a right triangle with the legs {}.",
)
AS_WIDE = (
    "The right triangle on SIDE is as wide as the box, and its height is {}.",
    "Beside SIDE lies a right triangle as wide as the box; its height is {}.",
    "Outside SIDE, one leg is the width of the box, the other is {}.",
    "On SIDE we cut off a right triangle as wide as the box and as high as {}.",
    "The corner beside SIDE fills the width of the box and has the height {}.",
)
AS_HIGH = (
    "The right triangle on SIDE is as high as the box, and its width is {}.",
    "Beside SIDE lies a right triangle as high as the box; its width is {}.",
    "Outside SIDE, one leg is the height of the box, the other is {}.",
    "On SIDE we cut off a right triangle as high as the box and as wide as {}.",
    "The corner beside SIDE fills the height of the box and has the width {}.",
)
HALF_THE_BOX = (
    "SIDE is a diagonal of the box, beyond which lies half of it: {}.",
    "Half of the box lies beyond its diagonal SIDE: {}.",
    "The right triangle on SIDE is half of the box: {}.",
    "Along SIDE, which is a diagonal of the box, half of it is cut off: {}.",
)
RIGHT_TRIANGLE = (
    "We halve the product of the legs: {}.",
    "The corner beside SIDE has the area {}.",
    "That triangle has the area {}.",
    "Its area is {}.",
    "So the piece on SIDE has the area {}.",
    "The product of the legs, divided by 2, is {}.",
    "The triangle outside SIDE covers {}.",
    "This right triangle has the area {}.",
    "Hence the piece along SIDE measures {}.",
)
HALF_A_RECTANGLE = (
    "its legs serve as base and height",
    "the legs are perpendicular to each other",
    "a right triangle is half of the rectangle of its legs",
    "two such triangles make a rectangle",
)
BOX_SIDES = (
    "Since NAME lies inside the box, a rectangle at a corner is left over too; its sides are {}.",
    "Between NAME and a corner of the box there is still a rectangle, whose sides are {}.",
    "The vertex NAME touches no side of the box, so a rectangle beside it is left over, with the"
    " sides {}.",
)
RECTANGLE = (
    "Its area has to be taken away as well: {}.",
    "The rectangle beside NAME covers {}.",
    "This rectangle has the area {}.",
)
NO_OVERLAP = (
    "the pieces do not overlap",
    "the box consists of the triangle and these pieces",
    "nothing else lies in the box",
)
TAKE_AWAY = (
    "Without the pieces outside, the triangle is left: {}.",
    "Subtracting the pieces, we get {}.",
    "The triangle is the rest of the box: {}.",
    "We take all these pieces away from the box: {}.",
    "What is left of the box is the triangle: {}.",
    "The box minus the pieces outside the triangle leaves {}.",
    "So the triangle itself has the area {}.",
)


def in_parts(p: Params) -> Steps:
    """A, B and C measured in halves where they are no whole points, with the line that says so;
    gives them and this line."""
    points = yield from midpoint(p)
    if p.parts == 1:
        return points, ()
    (x1, y1), (x2, y2), (x3, y3) = points
    (u1, v1), (u2, v2), (u3, v3) = p.vertices
    claim = Claim(
        f"2 * [{x1}, {x2}, {x3}; {y1}, {y2}, {y3}]"
        f" = [{u1:new}, {u2:new}, {u3:new}; {v1:new}, {v2:new}, {v3:new}]"
    )
    step = Step(DOUBLED, claim)
    yield step
    return [Point(*vertex) for vertex in p.vertices], (step,)


def undoubled(p: Params, found: Number, rests_on: tuple[Step, ...]) -> Steps:
    """The line from the area in halves to the area, where coordinates were doubled."""
    if p.parts == 1:
        return found
    result = ratio(found * Fraction(1, 4))
    yield Step(FOUR_TIMES, f"{found}/2^2 = {result}", because=SCALED, rests_on=rests_on)
    return result


DOUBLED = (
    "To avoid fractions, we stretch the figure to twice its size, the vertices as columns: {}.",
    "We double all coordinates first, with A, B and C as columns: {}.",
    "In units of one half, the columns A, B and C are whole: {}.",
    "Doubled in size, the triangle has whole coordinates, in the columns A, B, C: {}.",
)
FOUR_TIMES = (
    "We undo the stretching: {}.",
    "For the triangle in its true size we divide by the square of 2: {}.",
    "Back in the original size, the area is {}.",
    "The stretched area is four times too large: {}.",
)
SCALED = (
    "twice the lengths make four times the area",
    "an area grows with the square of the lengths",
)


class Root(NamedTuple):
    """`outer` times the square root of `inner`, which has no square factor."""

    outer: int
    inner: int


def root_of(number: int) -> Root:
    outer = max([n for n in range(1, isqrt(number) + 1) if number % (n * n) == 0])
    return Root(outer, number // outer**2)


def level_side(points: Sequence[Point]) -> tuple[int, int, int] | None:
    """The places of two vertices whose side is parallel to an axis, and of the third vertex."""
    for one, other in combinations(range(3), 2):
        if points[one].x == points[other].x or points[one].y == points[other].y:
            return one, other, 3 - one - other
    return None


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We take one side as the base and the distance of the third vertex as the height.",
        "Half of base times height is the area, so we look for a side and its height.",
        "The area follows from a side and the height to it.",
        "We need two lengths: that of a side, and the distance of the opposite vertex from it.",
        "A side and the distance of the third vertex from it are enough.",
        "The area is base times height, halved, so we find both.",
    ),
    formula="In letters, the area is `1/2 * b * h`.",
)
def base_and_height(p: Params) -> Steps:
    """Euclid, Elements I.41: half of base times height; the height as the distance of a point from
    a line, by the line's normal form (Hesse, 1861)."""
    points, doubled = yield from in_parts(p)
    place = level_side(points)
    if place is not None:
        yield from level_base(points, place)
        return area(p)
    (x1, y1), (x2, y2), (x3, y3) = points
    dx, dy = ratio(x2 - x1), ratio(y2 - y1)
    claim = Claim(f"[{x2}; {y2}] - [{x1}; {y1}] = [{dx:new}; {dy:new}]")
    side = Step(vector_words("B"), claim, rests_on=doubled)
    yield side
    squared, other = dx * dx, dy * dy
    length = squared + other
    across, up = abs(dx), abs(dy)
    claim = Claim(
        f"sqrt({across}^2 + {up}^2) = sqrt({squared:new} + {other:new}) = sqrt({length:new})"
    )
    base = Step(LENGTH, claim, because=PYTHAGORAS, rests_on=(side,))
    yield base
    outer, inner = root_of(int(length))
    if outer > 1:
        surd = Claim(f"{outer}sqrt({inner})") if inner > 1 else Claim(f"{outer}")
        base = Step(PULL_OUT, f"sqrt({length}) = {surd:new}", rests_on=(base,))
        yield base
    line, at_a = dy * x1, dx * y1
    constant = line - at_a
    claim = Claim(f"{dy} * {x1} - {dx} * {y1} = {line:new} - {at_a:new} = {constant:new}")
    line_step = Step(LINE, claim, rests_on=(side,))
    yield line_step
    first, second = dy * x3, dx * y3
    off = first - second - constant
    claim = Claim(
        f"{dy} * {x3} - {dx} * {y3} - {constant}"
        f" = {first:new} - {second:new} - {constant} = {off:new}"
    )
    distance = Step(PUT_IN_C, claim, rests_on=(side, line_step))
    yield distance
    found = yield from half_product(Root(outer, inner), abs(off), (base, distance))
    return (yield from undoubled(p, *found))


def level_base(points: Sequence[Point], place: tuple[int, int, int]) -> Steps:
    """Base, height and area where a side is parallel to an axis."""
    one, other, third = [points[at] for at in place]
    side, opposite = "".join(["ABC"[at] for at in place[:2]]), "ABC"[place[2]]
    if one.y == other.y:
        (low, high), axis = sorted((one.x, other.x)), "x"
        (near, far) = sorted((one.y, third.y))
    else:
        (low, high), axis = sorted((one.y, other.y)), "y"
        (near, far) = sorted((one.x, third.x))
    base, height = ratio(high - low), ratio(far - near)
    texts = {"SIDE": side, "AXIS": axis, "END": opposite}
    first = Step(put_in(LEVEL, texts), f"{high} - {low} = {base}")
    yield first
    second = Step(put_in(LEVEL_HEIGHT, texts), f"{far} - {near} = {height}", because=UPRIGHT)
    yield second
    result = ratio(base * height * Fraction(1, 2))
    yield Step(HALF_PRODUCT, f"1/2 * {base} * {height} = {result}", rests_on=(first, second))


def put_in(patterns: Sequence[str], texts: dict[str, str]) -> tuple[str, ...]:
    found = list(patterns)
    for name, text in texts.items():
        found = [pattern.replace(name, text) for pattern in found]
    return tuple(found)


def half_product(base: Root, off: int, before: tuple[Step, ...]) -> Steps:
    """The height `off` over the base, and half the product of both; gives the area and the last
    line."""
    outer, inner = base
    if inner == 1:
        height = ratio(off, outer)
        if gcd(off, outer) > 1:
            step = Step(HEIGHT_OVER, f"{off}/{outer} = {height}", rests_on=before)
            yield step
            before = (step, *before)
        result = ratio(outer * height * Fraction(1, 2))
        last = Step(HALF_PRODUCT, f"1/2 * {outer} * {height} = {result}", rests_on=before)
        yield last
        return result, (last,)
    up, down = ratio(off, outer * inner).as_integer_ratio()
    height = surd_over(up, inner, down)
    long = Claim(f"{outer}sqrt({inner})") if outer > 1 else Claim(f"sqrt({inner})")
    divisor = Claim(f"({long})") if outer > 1 else long
    step = Step(HEIGHT_OVER, f"{off}/{divisor} = {height:new}", because=DISTANCE, rests_on=before)
    yield step
    half = ratio(outer * up, 2 * down)
    claim = Claim(f"1/2 * {long} * {height} = {half:new} * sqrt({inner})^2 = {half} * {inner}")
    product = Step(ROOT_CANCELS, claim, rests_on=(step, *before))
    result = ratio(half * inner)
    if half == 1:
        claim = Claim(f"1/2 * {long} * {height} = sqrt({inner})^2 = {inner}")
        product = Step(ROOT_CANCELS, claim, rests_on=(step, *before))
        yield product
        return result, (product,)
    yield product
    last = Step(MULTIPLY, f"{half} * {inner} = {result}", rests_on=(product,))
    yield last
    return result, (last,)


def surd_over(up: int, inner: int, down: int) -> Claim:
    """A multiple of a root over a whole number, without factors and divisors of 1."""
    root = Claim(f"{up}sqrt({inner})") if up > 1 else Claim(f"sqrt({inner})")
    return Claim(f"{root}/{down}") if down > 1 else root


LENGTH = (
    "We choose AB, whose length is {}.",
    "The side AB has the length {}.",
    "For the length of AB we have {}.",
    "So the side AB is as long as {}.",
)
PYTHAGORAS = (
    "by the Pythagorean theorem the squares of the two differences add up to that of the length",
    "AB is the hypotenuse of a right triangle whose legs are parallel to the axes",
)
PULL_OUT = (
    "A square factor can be taken out of the root: {}.",
    "We simplify the root: {}.",
    "We write the root with a smaller number under it: {}.",
)
LINE = (
    "For all points of the line AB, `{dy}x - {dx}y` has the value {constant}, as A shows: {}.",
    "We substitute A into `{dy}x - {dx}y`, which is the same all along AB: {}.",
    "Along the line AB, `{dy}x - {dx}y` is constant, and at A we find {}.",
    "The value of `{dy}x - {dx}y` on the line AB is {}.",
)
PUT_IN_C = (
    "At C the same expression has another value, and the difference is {}.",
    "Substituting C shows how far it is from satisfying this: {}.",
    "For C, the difference from that value is {}.",
    "We substitute the coordinates of C and subtract that value: {}.",
)
HEIGHT_OVER = (
    "Over the length of AB, this gives the height: {}.",
    "The height is this number, without its sign, over the length of AB: {}.",
    "So the distance of C from the line AB is {}.",
    "For the height we divide by the length of AB: {}.",
)
DISTANCE = (
    "the coefficients of x and y make a vector that is perpendicular to AB and as long as AB",
    "dividing by the length of the normal vector turns the difference into a distance",
)
ROOT_CANCELS = (
    "In the area the root disappears: {}.",
    "We multiply side and height, and the roots form a square: {}.",
    "The area, from side and height, is {}.",
    "In the product of side and height the roots cancel: {}.",
)
MULTIPLY = (
    "Multiplying out, we get {}.",
    "So we have {}.",
    "This comes to {}.",
)
HALF_PRODUCT = (
    "Half of side times height is {}.",
    "The area is half the product of both: {}.",
    "We halve the product of side and height: {}.",
    "Side times height, divided by 2, is {}.",
    "So the area, from side and height, is {}.",
    "Since two such triangles make a parallelogram, the area is {}.",
    "With this side and this height, the area comes to {}.",
)
LEVEL = (
    "Parallel to an axis lies SIDE, with the length {}.",
    "The base is SIDE, which is parallel to an axis: {}.",
    "Only AXIS changes along SIDE, so its length is {}.",
    "The side SIDE is parallel to an axis, so its length is a difference: {}.",
    "We choose SIDE, because its ends differ in AXIS only: {}.",
    "The ends of SIDE differ only in AXIS, so its length is {}.",
    "As SIDE is parallel to an axis, we use it as the base: {}.",
)
LEVEL_HEIGHT = (
    "Perpendicular to it, the distance of END is {}.",
    "The height from END is {}.",
    "The height is the distance of END from this side: {}.",
    "The other coordinate shows how far END is from SIDE: {}.",
    "The vertex END lies this far from the side SIDE: {}.",
    "The distance from the line SIDE to END is {}.",
)
UPRIGHT = (
    "distances from the side are measured along the other axis",
    "the side is parallel to an axis",
    "the height is perpendicular to the side",
    "the shortest path to the side is parallel to the other axis",
)


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: level_side(corners(p)) is None and largest_square(p) <= LARGEST,
    opening=(
        "We use only the lengths of the three sides, or rather their squares, which are whole.",
        "Three sides determine a triangle, so its area follows from their squares.",
        "To find the area without base and height, we take the squares of the three sides.",
        "The squares of the sides follow from the coordinates, and the area follows from them.",
    ),
    formula="In letters, the square of twice the area is `b*c - ((b + c - a)/2)^2`, where a, b and"
    " c are the squares of the sides.",
)
def three_sides(p: Params) -> Steps:
    """Qin Jiushao, Mathematical Treatise in Nine Sections, 1247: the area from the three sides;
    the same as Heron's formula, but in squares."""
    points, doubled = yield from in_parts(p)
    squares, steps = [], []
    for name, one, other in (("AB", 0, 1), ("AC", 0, 2), ("BC", 1, 2)):
        (x1, y1), (x2, y2) = points[one], points[other]
        dx, dy = ratio(abs(x2 - x1)), ratio(abs(y2 - y1))
        texts = {"SIDE": name}
        (left, right), (low, high) = sorted((x1, x2)), sorted((y1, y2))
        claim = Claim(f"[{right}; {high}] - [{left}; {low}] = [{dx:new}; {dy:new}]")
        legs = Step(put_in(LEGS, texts), claim, rests_on=doubled)
        yield legs
        across, up = dx * dx, dy * dy
        square = across + up
        claim = Claim(f"{dx}^2 + {dy}^2 = {across:new} + {up:new} = {square:new}")
        steps.append(Step(put_in(SQUARE, texts), claim, because=LEGS_AND_SIDE, rests_on=(legs,)))
        yield steps[-1]
        squares.append(square)
    b, c, a = squares
    more = b + c - a
    inner = ratio(more, 2)
    middle = Step(DIFFERENCE, f"{b} + {c} - {a} = {more}", because=COSINE, rests_on=tuple(steps))
    yield middle
    if inner:
        middle = Step(HALF_DIFFERENCE, f"1/2 * {more} = {inner}", rests_on=(middle,))
        yield middle
    product, square = b * c, inner * inner
    first = Step(MULTIPLY_SQUARES, f"{b} * {c} = {product}", rests_on=tuple(steps[:2]))
    yield first
    four = product - square
    if inner:
        claim = Claim(f"{product} - {inner}^2 = {product} - {square:new} = {four:new}")
        first = Step(SUBTRACT_SQUARE, claim, rests_on=(first, middle))
        yield first
    twice = isqrt(four)
    root = Step(TAKE_ROOT, f"sqrt({four}) = {twice}", because=HERON, rests_on=(first,))
    yield root
    halved = half_of(HALVE, twice, (root,))
    yield halved
    found = ratio(twice * Fraction(1, 2))
    return (yield from undoubled(p, found, (halved,)))


def largest_square(p: Params) -> int:
    """The largest number that comes under the root."""
    sides = sorted([side * p.parts**2 // squared_sides(p)[0] for side in squared_sides(p)[1:]])
    return sides[1] * sides[2]


LEGS = (
    "Along SIDE the coordinates differ by {}.",
    "The differences of the coordinates of SIDE are {}.",
    "For SIDE we subtract coordinate by coordinate: {}.",
    "The ends of SIDE are this far apart, across and up: {}.",
    "From one end of SIDE to the other, the differences are {}.",
    "We subtract the smaller coordinates of SIDE from the larger ones: {}.",
)
SQUARE = (
    "So the square of SIDE is {}.",
    "The square of the length of SIDE is {}.",
    "Squaring and adding gives the square of SIDE: {}.",
    "For the square of SIDE we add two squares: {}.",
    "Hence SIDE has the square {}.",
    "The squared length of SIDE is {}.",
)
LEGS_AND_SIDE = (
    "by the Pythagorean theorem the squares of the two differences add up to that of the side",
    "the side is the hypotenuse of a right triangle with these legs",
)
DIFFERENCE = (
    "From the squares of AB and AC together we subtract that of BC: {}.",
    "We add the squares of AB and AC and subtract that of BC: {}.",
    "The squares of AB and AC, minus that of BC, make {}.",
    "For the two sides at A, the sum of the squares minus the square of BC is {}.",
)
HALF_DIFFERENCE = (
    "We divide this number by 2: {}.",
    "Dividing by 2, we get {}.",
    "Half of it is {}.",
)
COSINE = (
    "the law of cosines compares these squares",
    "by the law of cosines half of it is AB times AC times the cosine of the angle at A",
)
MULTIPLY_SQUARES = (
    "The product of the squares of AB and AC is {}.",
    "We multiply the squares of AB and AC: {}.",
    "The squares of the two sides at A have the product {}.",
)
SUBTRACT_SQUARE = (
    "From this we subtract the square of the previous number: {}.",
    "Subtracting the square of the half leaves {}.",
    "We subtract the square of that half: {}.",
)
TAKE_ROOT = (
    "The root of this is twice the area: {}.",
    "So twice the area is the root: {}.",
    "The root is twice the area: {}.",
)
HERON = (
    "the squares of cosine and sine add up to 1, and the sine gives the area",
    "what is left is the square of AB times AC times the sine of their angle",
)


class Edge(NamedTuple):
    """A side that is followed upward: how far it goes across for one step up, and the line that
    found it, if any."""

    slope: Number
    step: tuple[Step, ...]


def most_rows(p: Params) -> int:
    """How many rows may be counted: fewer where a side is parallel to an axis, which makes other
    ways short."""
    return ROWS if level_side(corners(p)) is None else FEW_ROWS


def rows_spanned(p: Params) -> int:
    """Into how many rows, or columns where these are fewer, the triangle divides."""
    return min([max(numbers) - min(numbers) for numbers in zip(*p.vertices, strict=True)])


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: p.parts == 1 and 2 <= rows_spanned(p) <= most_rows(p),
    opening=(
        "All vertices are lattice points, so it is enough to count lattice points.",
        "We count lattice points: first on the three sides, then inside, row by row.",
        "By Pick's theorem the area follows from the number of lattice points on the sides and"
        " inside.",
        "The triangle is narrow, so we count the lattice points in it instead of measuring"
        " lengths.",
    ),
    formula="In letters, the area is `i + b/2 - 1`, with i lattice points inside and b on the"
    " sides.",
)
def pick_theorem(p: Params) -> Steps:
    """G. Pick, Geometrisches zur Zahlenlehre, Lotos, Prague 1899: the area of a lattice polygon by
    counting lattice points."""
    points = corners(p)
    counts, steps = [], []
    for name, one, other in (("AB", 0, 1), ("BC", 1, 2), ("CA", 2, 0)):
        (x1, y1), (x2, y2) = points[one], points[other]
        dx, dy = ratio(x2 - x1), ratio(y2 - y1)
        count = gcd(int(dx), int(dy))
        claim = Claim(f"gcd({x2} - {x1}, {y2} - {y1}) = gcd({dx:new}, {dy:new}) = {count:new}")
        words = put_in(ON_A_SIDE, {"SIDE": name})
        steps.append(Step(words, claim, because=EQUAL_STEPS))
        yield steps[-1]
        counts.append(count)
    border = sum(counts)
    around = Step(ON_THE_BORDER, f"{sum_of(counts)} = {border}", rests_on=tuple(steps))
    yield around
    turned = max(y for _, y in p.vertices) - min(y for _, y in p.vertices) > rows_spanned(p)
    rows = yield from counted_rows([Point(*(c[::-1] if turned else c)) for c in points], turned)
    inside = sum(row for row, _ in rows)
    lines = tuple([line for _, line in rows])
    if len(rows) > 1:
        total = sum_of(row for row, _ in rows)
        words = put_in(INSIDE, {"ROW": "column" if turned else "row"})
        lines = (Step(words, f"{total} = {inside}", rests_on=lines),)
        yield lines[0]
    result = area(p)
    claim = Claim(f"{inside} + {border}/2 - 1 = {result}")
    yield Step(PICK, claim, because=PICKS_THEOREM, rests_on=(around, *lines))
    return result


def counted_rows(points: Sequence[Point], turned: bool) -> Steps:
    """The lines that count the lattice points inside, row by row; gives each number with its
    line."""
    low, middle, high = sorted(points, key=lambda point: (point.y, point.x))
    texts = {"ROW": "column" if turned else "row"}
    long = yield from edge(low, high)
    short = yield from edge(low, middle)
    at_long: Number = low.x
    at_short: Number = low.x
    if low.y == middle.y:
        at_short, short = middle.x, (yield from edge(middle, high))
    counted = []
    for row in range(int(low.y) + 1, int(high.y)):
        before, at_long = at_long, ratio(at_long + long.slope)
        claim = Claim(f"{before} + {long.slope} = {at_long:new}")
        if row == middle.y:
            at_short, short = middle.x, (yield from edge(middle, high))
        else:
            start, at_short = at_short, ratio(at_short + short.slope)
            claim = Claim(f"{claim}, {start} + {short.slope} = {at_short:new}")
        patterns = CROSSING if counted else FIRST_CROSSING
        if row == middle.y:
            patterns = AT_THE_VERTEX
        before_it = (*long.step, *short.step)
        crossed = Step(put_in(patterns, texts), claim, rests_on=before_it)
        yield crossed
        left, right = sorted((at_long, at_short))
        count = -(-right.numerator // right.denominator) - 1 - left.numerator // left.denominator
        line = Step(
            put_in(BETWEEN, texts), strictly_between(left, right, count), rests_on=(crossed,)
        )
        yield line
        counted.append((count, line))
    return counted


def strictly_between(left: Number, right: Number, count: int) -> Claim:
    """How many whole numbers lie between two numbers, these left out."""
    last, below = right.numerator // right.denominator, left.numerator // left.denominator
    if left == below and right == last:
        return Claim(f"{right} - {left} - 1 = {count:new}")
    if left == below:
        return Claim(f"floor({right}) - {left} = {last:new} - {left} = {count:new}")
    if right == last:
        return Claim(f"{right} - 1 - floor({left}) = {right} - 1 - {below:new} = {count:new}")
    return Claim(f"floor({right}) - floor({left}) = {last:new} - {below:new} = {count:new}")


def edge(low: Point, high: Point) -> Steps:
    """A side that is followed upward, with the line that works out its slope where this has to be
    reduced."""
    across, up = int(high.x - low.x), int(high.y - low.y)
    if not up:
        return Edge(0, ())
    slope = ratio(across, up)
    if gcd(across, up) == 1:
        return Edge(slope, ())
    step = Step(SLOPE, f"{across}/{up} = {slope}")
    yield step
    return Edge(slope, (step,))


ON_A_SIDE = (
    "The side SIDE is divided into equal steps by its lattice points, and their number is {}.",
    "Counting one end, the number of lattice points on SIDE is {}.",
    "For SIDE we count the steps from one lattice point to the next: {}.",
    "Leaving out one end, the number of lattice points on SIDE is {}.",
    "The number of lattice points that SIDE brings in is {}.",
    "We divide SIDE at its lattice points: {}.",
)
EQUAL_STEPS = (
    "the greatest common divisor of both differences is the number of equal whole steps",
    "the number of equal whole steps along a side divides both of its differences",
)
ON_THE_BORDER = (
    "All around the triangle, this makes {}.",
    "So the number of lattice points on the sides is {}.",
    "Together, the three sides hold {}.",
    "On the whole border we have {}.",
)
SLOPE = (
    "For each step, one of the sides moves across by {}.",
    "For each step forward, a side moves sideways by {}.",
    "The slope of one of the sides is reduced: {}.",
)
FIRST_CROSSING = (
    "In the first ROW after the first vertex, the sides are at {}.",
    "We go on by one from the first vertex, along both sides, and get to {}.",
    "The sides cross the first ROW inside at {}.",
)
CROSSING = (
    "In the next ROW the sides are at {}.",
    "One ROW further along the sides we have {}.",
    "The sides cross the ROW that follows at {}.",
    "For the next ROW, each side moves on by its own amount, to {}.",
    "One ROW on, the triangle reaches from side to side between {}.",
)
AT_THE_VERTEX = (
    "This ROW begins at a vertex, and the side across from it is at {}.",
    "In this ROW lies a vertex of the triangle, and on the other side we are at {}.",
    "The next ROW meets a vertex, while the other side is at {}.",
)
BETWEEN = (
    "The number of whole numbers strictly between them is {}.",
    "Inside the triangle, the number of lattice points in this ROW is {}.",
    "Between them, without the ends, the number of whole numbers is {}.",
    "This ROW has, strictly inside the triangle, this many lattice points: {}.",
    "We count the whole numbers between the two sides: {}.",
)
INSIDE = (
    "Inside the triangle this makes {}.",
    "All ROWs together contain this many points inside: {}.",
    "So the number of lattice points inside is {}.",
)
PICK = (
    "By Pick's theorem the area is {}.",
    "We substitute both numbers into Pick's formula: {}.",
    "With the points inside and those on the border, Pick's formula gives {}.",
    "So the area by Pick's theorem is {}.",
)
PICKS_THEOREM = (
    "all vertices are lattice points",
    "the coordinates of the vertices are whole numbers",
)
