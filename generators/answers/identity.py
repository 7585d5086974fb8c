"""Whether two expressions are equal by an identity: roots within roots, trigonometry, logarithms,
complex numbers; asked where their normal forms of quotient.py differ.

The imaginary unit is `i`, unless letters that count stand beside it (j, k, m, n): then it counts
too.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import chain

from generators.answers import exact, polynomial, quotient
from generators.answers.elementary import HALF, ONE, PI, WORK, Elementary, Quotient, number, single
from generators.answers.polynomial import Terms
from generators.answers.quotient import Expression
from generators.answers.refusal import Beyond, Refusal, Unordered
from generators.claims.reader import Node

COUNTING = {"j", "k", "m", "n"}
LOGARITHM = ("letter", "the base of a logarithm")


class Identities(Elementary):
    """Puts expressions into the quantities of elementary.py."""

    def __init__(self, imaginary: bool) -> None:
        super().__init__()
        self.imaginary = imaginary
        self.read: dict[str, Quotient] = {}

    def of(self, value: Expression) -> Quotient:
        below = self.terms(value.below)
        above = self.terms(value.above)
        return self.product(above, self.inverse(below)) if value.below != ONE_BELOW else above

    def terms(self, terms: Terms) -> Quotient:
        total = Quotient({})
        for (letters, roots), value in terms.items():
            part = Quotient(number(value))
            for prime, power in roots:
                part = self.product(part, Quotient(single(("prime", prime), power)))
            for name, power in letters:
                part = self.product(part, self.whole_power(self.named(name), power))
            total = self.total(total, part)
        return total

    def named(self, name: str) -> Quotient:
        """A letter, or the quantity whose plain maths a letter's name is."""
        found = self.read.get(name)
        if found is None and name.startswith(exact.SERIES):
            found = self.read[name] = Quotient(single(("call", name)))
        if found is None:
            node = ("variable", name) if exact.is_name(name) else exact.tree(name)
            found = self.read[name] = self.value(node)
        return found

    def value(self, node: Node) -> Quotient:
        kind = node[0]
        self.spend(1)
        if kind == "number":
            return Quotient(number(node[1]))
        if kind == "variable":
            return self.letter(node[1])
        if kind == "call":
            return self.call(node[1], list(map(self.value, chain.from_iterable(node[2]))))
        if kind == "neg":
            return self.scaled(self.value(node[1]), -1)
        if kind == "!":
            return self.factorial(self.value(node[1]))
        left, right = self.value(node[1]), self.value(node[2])
        if kind == "^":
            return self.raised(left, right)
        if kind == "*":
            return self.product(left, right)
        if kind == "/":
            return self.product(left, self.inverse(right))
        if kind in ("+", "-"):
            return self.total(left, right if kind == "+" else self.scaled(right, -1))
        raise Refusal(f"'{kind}' is not read in an answer")

    def letter(self, name: str) -> Quotient:
        if name == "i" and self.imaginary:
            return Quotient(self.turned(HALF))
        if name == "deg":
            return Quotient({((PI, 1),): Fraction(1, 180)})
        return Quotient(single(("letter", name)))

    def call(self, name: str, arguments: list[Quotient]) -> Quotient:
        function = FUNCTIONS.get(name)
        if function is not None and len(arguments) == 1:
            return function(self, arguments[0])
        if name == "root" and len(arguments) == 2:
            degree = arguments[0].above.get((), 0)
            if degree != int(degree):
                raise Refusal("the degree of a root is a whole number")
            return self.root(arguments[1], int(degree))
        if name == "log" and len(arguments) == 2:
            base, argument = map(self.logarithm, arguments)
            return self.product(argument, self.inverse(base))
        if name == "C" and len(arguments) == 2:
            return self.binomial(*arguments)
        if name in FUNCTIONS or name in ("root", "C"):
            raise Refusal(f"{name} does not take {len(arguments)} arguments")
        shown = [self.name(a.above) + self.name(a.below) for a in arguments]
        return Quotient(single(("call", f"{name}({'; '.join(shown)})")))

    def tangent(self, a: Quotient) -> Quotient:
        return self.product(self.sine(a), self.inverse(self.cosine(a)))

    def hyperbolic_tangent(self, a: Quotient) -> Quotient:
        return self.product(self.hyperbolic_sine(a), self.inverse(self.hyperbolic_cosine(a)))

    def right_angle_less(self, a: Quotient) -> Quotient:
        return self.total(Quotient({((PI, 1),): HALF}), self.scaled(a, -1))

    def some_logarithm(self, a: Quotient) -> Quotient:
        """A logarithm whose base is not told: the same unknown base everywhere."""
        return self.product(self.logarithm(a), Quotient(single(LOGARITHM, -1)))

    def inverse_hyperbolic(self, a: Quotient, sign: int) -> Quotient:
        """ln(a + sqrt(a^2 + 1)) or ln(a + sqrt(a^2 - 1))."""
        inner = self.total(self.whole_power(a, 2), Quotient(number(sign)))
        return self.logarithm(self.total(a, self.root(inner, 2)))

    def inverse_hyperbolic_tangent(self, a: Quotient) -> Quotient:
        one = Quotient(ONE)
        above, below = self.total(one, a), self.total(one, self.scaled(a, -1))
        return self.scaled(self.logarithm(self.product(above, self.inverse(below))), HALF)

    def ceiling(self, a: Quotient) -> Quotient:
        return self.scaled(self.floor(self.scaled(a, -1)), -1)

    def power_of_e(self, a: Quotient) -> Quotient:
        return self.exponential(a)


def one_over(name: str) -> Callable[[Identities, Quotient], Quotient]:
    return lambda field, a: field.inverse(FUNCTIONS[name](field, a))


ONE_BELOW = exact.ONE
FUNCTIONS: dict[str, Callable[[Identities, Quotient], Quotient]] = {
    "sqrt": lambda field, a: field.root(a, 2),
    "sin": Identities.sine,
    "cos": Identities.cosine,
    "tan": Identities.tangent,
    "cot": lambda field, a: field.product(field.cosine(a), field.inverse(field.sine(a))),
    "sec": one_over("cos"),
    "csc": one_over("sin"),
    "arcsin": Identities.arcsine,
    "arccos": lambda field, a: field.right_angle_less(field.arcsine(a)),
    "arctan": Identities.arctangent,
    "arccot": lambda field, a: field.right_angle_less(field.arctangent(a)),
    "arcsec": lambda field, a: field.right_angle_less(field.arcsine(field.inverse(a))),
    "arccsc": lambda field, a: field.arcsine(field.inverse(a)),
    "sinh": Identities.hyperbolic_sine,
    "cosh": Identities.hyperbolic_cosine,
    "tanh": Identities.hyperbolic_tangent,
    "coth": one_over("tanh"),
    "sech": one_over("cosh"),
    "csch": one_over("sinh"),
    "arcsinh": lambda field, a: field.inverse_hyperbolic(a, 1),
    "arccosh": lambda field, a: field.inverse_hyperbolic(a, -1),
    "arctanh": Identities.inverse_hyperbolic_tangent,
    "exp": Identities.power_of_e,
    "ln": Elementary.logarithm,
    "log": Identities.some_logarithm,
    "abs": Elementary.absolute,
    "floor": Elementary.floor,
    "ceil": Identities.ceiling,
}


def letters_of(*values: Expression) -> set[str]:
    return set().union(*map(polynomial.names_in, chain.from_iterable(values)))


def plain_letters(*values: Expression) -> bool:
    """Whether only independent unknowns stand in expressions, so that no identity can hold which
    their normal forms do not show."""
    return all(exact.is_name(name) and name not in ("i", "deg") for name in letters_of(*values))


def imaginary_in(*values: Expression) -> bool:
    return COUNTING.isdisjoint(chain.from_iterable(map(exact.words, letters_of(*values))))


class Spent:
    """The work of all comparisons of one answer's values, which may be twice that of one."""

    def __init__(self) -> None:
        self.done = -WORK


def same(a: Expression, b: Expression, spent: Spent | None = None) -> bool:
    """Whether two expressions are equal, by their normal forms or by an identity that is found.
    Raises Refusal."""
    alike = quotient.same(a, b)
    if plain_letters(a, b) or (alike and a.below == ONE_BELOW == b.below):
        return alike
    field = Identities(imaginary_in(a, b))
    field.done = spent.done if spent else 0
    try:
        return field.same(field.of(a), field.of(b))  # which also finds a divisor that is zero
    finally:
        if spent:
            spent.done = field.done


def real_sign(value: Expression) -> int:
    """The sign of a number. Raises Refusal for what is no real number, Beyond where it is too close
    to zero."""
    field = Identities(False)
    found = field.of(value)
    if not (field.constant(found.above) and field.constant(found.below)):
        raise Unordered("an unknown quantity has no order")
    if not (field.is_real(found.above) and field.is_real(found.below)):
        raise Beyond("a complex number has no order")
    return field.quotient_sign(found)
