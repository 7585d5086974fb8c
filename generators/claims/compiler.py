"""Turn a tree of plain maths into a small program that computes its exact value from the numbers in
its holes.

A program is a closure over the tuple of values. Most give an integer; where a `/` occurs they give
a numerator and a denominator, never reduced, so that equality is one cross product. Nothing rounds,
and no number grows without bound: powers, factorials and functions check the size of their result
first. What has no value raises ArithmeticError.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import factorial
from operator import itemgetter
from typing import Any, NamedTuple

from generators.claims.functions import FUNCTIONS
from generators.claims.labels import Labelled, units_of
from generators.claims.matrices import MATRIX, Matrix
from generators.claims.reader import IMAGINARY_UNIT, Node, Unreadable
from generators.claims.surds import IMAGINARY
from generators.claims.values import Value, exact_quotient

POWER_BITS = 10_000  # size of the largest power computed
FACTORIAL = 500  # the largest n in n!

Values = Sequence[Any]
Run = Callable[[Values], Any]


class Program(NamedTuple):
    """A compiled tree: `run(values)` gives an exact value, or a (numerator, denominator) where
    `pair` is set."""

    pair: bool
    run: Run
    constant: int | None = None


class Scope(NamedTuple):
    """What letters mean: a fixed integer, or the slot of `values` that holds their value; the
    modulus, if any; and whether a `/` is worked out at once, as values that are no numbers need."""

    points: Mapping[str, int] = {}
    slots: Mapping[str, int] = {}
    modulus: Run | None = None
    divides: bool = False


NOTHING_FIXED = Scope()


def power(base: int, exponent: int) -> Any:
    """base^exponent, exactly. Raises ArithmeticError where it is no bounded whole power."""
    if not isinstance(exponent, int):
        raise ArithmeticError("an exponent must be whole")
    if isinstance(base, Value):
        return base.raised(exponent)
    if exponent < 0:
        return exact_quotient(1, power(base, -exponent))
    if (
        abs(base.numerator).bit_length() * exponent > POWER_BITS
        or base.denominator.bit_length() * exponent > POWER_BITS
    ):
        raise OverflowError("a power beyond the limit")
    return base**exponent


def power_modulo(base: Any, exponent: Any, modulus: Any) -> Any:
    """base^exponent mod modulus, without computing the power where the modulus has at most 128
    bits and the exponent is not below 0."""
    whole = isinstance(base, int) and isinstance(exponent, int) and isinstance(modulus, int)
    if whole and exponent >= 0 and modulus.bit_length() <= 128:
        return pow(base, exponent, modulus)
    return remainder(power(base, exponent), modulus)


def remainder(a: Any, m: int) -> int:
    """a mod m; of 3^(-1), and what is made of it, by the inverse of 3. Raises ArithmeticError where
    there is none, or m is not whole or 0."""
    if m.denominator != 1:
        raise ArithmeticError("mod needs whole numbers")
    if a.denominator == 1:
        return a.numerator % m.numerator
    try:
        return a.numerator * pow(a.denominator, -1, m.numerator) % m.numerator
    except ValueError as error:
        raise ArithmeticError(f"{a.denominator} has no inverse modulo {m}") from error


def bounded_factorial(n: int) -> int:
    if not isinstance(n, int) or not 0 <= n <= FACTORIAL:
        raise OverflowError(f"n! needs 0 <= n <= {FACTORIAL}")
    return factorial(n)


def constant(number: int) -> Program:
    return Program(False, lambda v: number, number)


def compile_tree(node: Node, scope: Scope = NOTHING_FIXED) -> Program:
    """The program of a tree. Raises Unreadable for a function or letter that means nothing here."""
    kind = node[0]
    exact = scope._replace(
        modulus=None
    )  # exponents, arguments and what `mod` and `!` take are not to be reduced
    if kind == "number":
        return constant(node[1])
    if kind == "hole":
        return Program(False, itemgetter(node[1]))
    if kind == "variable":
        if node[1] in scope.slots:
            return Program(False, itemgetter(scope.slots[node[1]]))
        if node[1] not in scope.points:
            raise Unreadable(f"the letter {node[1]} means nothing here")
        return constant(scope.points[node[1]])
    if kind == "call":
        return compile_call(node, scope)
    if kind in ("neg", "!"):
        pair, run, _ = compile_tree(node[1], scope if kind == "neg" else exact)
        if kind == "neg":
            return (
                Program(True, lambda v: negate(run(v)))
                if pair
                else Program(False, lambda v: -run(v))
            )
        if pair:
            raise Unreadable("a factorial of a fraction")
        return Program(False, lambda v: bounded_factorial(run(v)))
    if kind == "mod" and node[1][0] == "^":
        base, exponent, divisor = [compile_tree(part, exact) for part in (*node[1][1:], node[2])]
        if base.pair or exponent.pair or divisor.pair:
            raise Unreadable("'mod' of fractions")
        return Program(False, lambda v: power_modulo(base.run(v), exponent.run(v), divisor.run(v)))
    if kind == "apply":
        if node[1] not in scope.slots:
            raise Unreadable(f"the function {node[1]} means nothing here")
        slot, argument = scope.slots[node[1]], compile_tree(node[3], scope)
        return Program(False, lambda v: v[slot].applied(node[2], argument.run(v)))
    if kind == "label":
        run, unit = fraction(compile_tree(node[1], scope)), Labelled(1, units_of(node[2]))
        return Program(False, lambda v: unit * run(v))
    left = compile_tree(node[1], exact if kind == "mod" else scope)
    right = compile_tree(node[2], exact if kind in ("mod", "^") else scope)
    if kind == "/" and scope.divides:
        return Program(False, lambda v: exact_quotient(left.run(v), right.run(v)))
    if left.pair or right.pair or kind == "/":
        return compile_pair(kind, left, right, scope)
    if left.constant is not None and right.constant is not None:
        return constant(WHOLE[kind](left.run, right.run)(()))
    if kind == "*" and node[1][0] == "hole" and right.constant is not None:
        return Program(False, hole_times(node[1][1], right.constant))
    if node[1][0] == "hole" and node[2][0] == "hole" and kind in BETWEEN_HOLES:
        return Program(False, BETWEEN_HOLES[kind](node[1][1], node[2][1]))
    if node[2][0] == "hole" and kind in BEFORE_HOLE:
        return Program(False, BEFORE_HOLE[kind](left.run, node[2][1]))
    if kind == "^" and scope.modulus is not None:
        modulus = scope.modulus
        return Program(False, lambda v: pow(left.run(v), right.run(v), modulus(v)))
    return Program(False, WHOLE[kind](left.run, right.run))


WHOLE: dict[str, Callable[[Run, Run], Run]] = {
    "+": lambda f, g: lambda v: f(v) + g(v),
    "-": lambda f, g: lambda v: f(v) - g(v),
    "*": lambda f, g: lambda v: f(v) * g(v),
    "mod": lambda f, g: lambda v: remainder(f(v), g(v)),
    "^": lambda f, g: lambda v: power(f(v), g(v)),
}
BETWEEN_HOLES: dict[str, Callable[[int, int], Run]] = {
    "+": lambda i, j: lambda v: v[i] + v[j],
    "-": lambda i, j: lambda v: v[i] - v[j],
    "*": lambda i, j: lambda v: v[i] * v[j],
}
BEFORE_HOLE: dict[str, Callable[[Run, int], Run]] = {
    "+": lambda f, j: lambda v: f(v) + v[j],
    "-": lambda f, j: lambda v: f(v) - v[j],
    "*": lambda f, j: lambda v: f(v) * v[j],
}


def hole_times(i: int, number: int) -> Run:
    return lambda v: v[i] * number


def compile_call(node: Node, scope: Scope) -> Program:
    name = node[1]
    if name == IMAGINARY_UNIT:
        return Program(False, lambda v: IMAGINARY)
    function = Matrix if name == MATRIX else FUNCTIONS.get(name)
    if function is None:
        raise Unreadable(f"no function is called {name}")
    groups = [group_of(group, scope._replace(modulus=None)) for group in node[2]]
    if len(groups) == 1:
        only = groups[0]
        return Program(False, lambda v: function(only(v)))
    return Program(False, lambda v: function(*[group(v) for group in groups]))


def group_of(arguments: Sequence[Node], scope: Scope) -> Run:
    """The arguments between two semicolons, as one tuple of exact numbers."""
    if all(argument[0] == "hole" for argument in arguments):
        first, last = arguments[0][1], arguments[-1][1] + 1
        return lambda v: v[first:last]
    runs = [argument_of(compile_tree(argument, scope)) for argument in arguments]
    return lambda v: tuple([run(v) for run in runs])


def argument_of(program: Program) -> Run:
    """The program as one that gives a single value, an integer where it is one, even if it was
    worked out from a fraction such as 2^(-1)."""
    run = fraction(program)
    if program.pair or program.constant is not None:
        return run

    def whole_or_not(v: Values) -> Any:
        number = run(v)
        return exact_quotient(number, 1) if isinstance(number, Fraction) else number

    return whole_or_not


def fraction(program: Program) -> Run:
    """The program as one that gives a single value."""
    run = program.run
    return (lambda v: exact_quotient(*run(v))) if program.pair else run


def lifted(program: Program) -> Run:
    """The program as one that gives (numerator, denominator)."""
    run = program.run
    return run if program.pair else lambda v: (run(v), 1)


def negate(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    return -pair[0], pair[1]


def compile_pair(kind: str, left: Program, right: Program, scope: Scope) -> Program:
    if kind == "/" and not left.pair and not right.pair:
        f, g = left.run, right.run
        return Program(True, lambda v: (f(v), nonzero(g(v))))
    if kind == "^" and not right.pair:
        f, exponent = left.run, right.run
        return Program(True, lambda v: pair_power(f(v), exponent(v)))
    if kind not in PAIRS:
        raise Unreadable(f"'{kind}' of fractions")
    f, g, combine = lifted(left), lifted(right), PAIRS[kind]
    return Program(True, lambda v: combine(f(v), g(v)))


def pair_power(pair: tuple[Any, Any], exponent: int) -> tuple[Any, Any]:
    if exponent < 0:
        return power(pair[1], -exponent), nonzero(power(pair[0], -exponent))
    return power(pair[0], exponent), power(pair[1], exponent)


def nonzero(number: Any) -> Any:
    if number == 0:
        raise ZeroDivisionError("division by zero")
    return number


PAIRS: dict[str, Callable[[tuple[Any, Any], tuple[Any, Any]], tuple[Any, Any]]] = {
    "+": lambda a, b: (a[0] * b[1] + b[0] * a[1], a[1] * b[1]),
    "-": lambda a, b: (a[0] * b[1] - b[0] * a[1], a[1] * b[1]),
    "*": lambda a, b: (a[0] * b[0], a[1] * b[1]),
    "/": lambda a, b: (a[0] * nonzero(b[1]), a[1] * nonzero(b[0])),
}
