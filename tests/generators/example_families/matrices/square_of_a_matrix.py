"""The determinant of a matrix times itself: claims about matrices and their rows."""

from dataclasses import dataclass

from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream


@dataclass(frozen=True, slots=True)
class Params:
    """The rows (a, b) and (m a, d)."""

    a: int
    b: int
    m: int
    d: int

    @property
    def c(self) -> int:
        return self.m * self.a

    @property
    def determinant(self) -> int:
        return self.a * self.d - self.b * self.c


def sample(stream: Stream, knobs: Knobs) -> Params:
    return Params(*[stream.between(2, knobs["most"]) for _ in range(4)])


def matrix(p: Params) -> Claim:
    return Claim(f"A = [{p.a}, {p.b}; {p.c}, {p.d}]")


FAMILY = Family(
    params=Params,
    knobs={"most": Knob("the largest number", (9, 15, 25, 40, 60), (3, 1_000))},
    sample=sample,
    statements=(
        "What is the determinant of A * A for A = [{p.a}, {p.b}; {p.c}, {p.d}]?",
        "Multiply the matrix with the rows ({p.a}, {p.b}) and ({p.c}, {p.d}) by itself. What is"
        " the determinant of the product?",
    ),
    answer=lambda p: p.determinant**2,
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"{matrix(p)} :: det(A * A) = {answer}"),
    key=lambda p: (p.a, p.b, p.c, p.d),
    capacity=lambda knobs: Capacity((knobs["most"] - 1) ** 4),
)


@FAMILY.strategy(approach="transform")
def triangle_first(p: Params) -> Steps:
    """Gauss 1810: a row operation leaves the determinant; that of a product is the product."""
    corner = p.d - p.m * p.b
    cleared = Step(
        "Clear the corner: {}.",
        f"{matrix(p)} :: {p.c} / {p.a} = {p.m}, R_2 - {p.m}R_1 -> [{p.a}, {p.b}; 0, {corner}]",
    )
    yield cleared
    diagonal = Claim(f"{p.a} * {corner} = {p.determinant}")
    yield Step("Multiply the diagonal: {}.", diagonal, rests_on=(cleared,))
    square = p.determinant**2
    yield Step("Square it: {}.", f"{p.determinant} * {p.determinant} = {square}")
    return square


@FAMILY.strategy(approach="forward")
def multiply_first(p: Params) -> Steps:
    """Row times column; then the determinant of the product."""
    a, b, c, d = p.a, p.b, p.c, p.d
    w, x, y, z = a * a + b * c, a * b + b * d, c * a + d * c, c * b + d * d
    yield Step("Multiply: {}.", f"{matrix(p)} :: A * A = A^2 = [{w}, {x}; {y}, {z}]")
    yield Step("Its determinant: {}.", f"{w} * {z} - {x} * {y} = {w * z - x * y}")
    return w * z - x * y
