"""The named functions that claims may use, such as gcd(12, 18): each exact, bounded, and total on
whole numbers.

A function receives one tuple of numbers for each group of arguments (groups are separated by
semicolons): `det(1, 2; 3, 4)` arrives as `(1, 2), (3, 4)`. Outside its domain or its bounds it
raises ArithmeticError; it never runs long. A family of yours may add one: `@function` in its file.
"""

import math
import re
from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from typing import Any

from generators.claims.matrices import Matrix
from generators.claims.reader import KEYWORDS
from generators.claims.surds import square_root
from generators.errors import FamilyError

Numbers = tuple[Any, ...]

FUNCTIONS: dict[str, Callable[..., Any]] = {}
NAME = re.compile(r"[A-Za-z]{2,}", re.ASCII)


def function(run: Callable[..., Any]) -> Callable[..., Any]:
    """Add `run` to the functions that claims may use, under its own name. Raises FamilyError for a
    name that no claim can hold, and for one that is taken."""
    name, home = run.__name__, run.__module__
    if name in KEYWORDS or (not NAME.fullmatch(name) and home != __name__):
        raise FamilyError(
            f"{home}: no claim can call a function '{name}'; its name has two letters or more, "
            f"nothing but letters a to z, and is none of {', '.join(sorted(KEYWORDS))}"
        )
    owner = FUNCTIONS.setdefault(name, run).__module__
    if owner != home:
        other = "core" if owner == __name__ else owner
        raise FamilyError(f"{home}: a function '{name}' is already in {other}; rename yours")
    FUNCTIONS[name] = run if home == __name__ else exact(run)
    return run


def exact(run: Callable[..., Any]) -> Callable[..., Any]:
    """A family's function that raises TypeError where it gives no exact number."""

    @wraps(run)
    def checked(*groups: Numbers) -> Any:
        value = run(*groups)
        if value is None or isinstance(value, (bool, float, complex, str)):
            raise TypeError(
                f"{run.__name__} gives {value!r}, a {type(value).__name__};"
                " it has to give an int or a Fraction"
            )
        return value

    return checked


def whole(numbers: Numbers, low: int = 0, high: int = 10**9) -> Numbers:
    """The numbers, when all are whole and within bounds; else ArithmeticError."""
    for number in numbers:
        if not isinstance(number, int) or not low <= number <= high:
            raise ArithmeticError(f"a whole number from {low} to {high} is needed, not {number}")
    return numbers


@function
def gcd(numbers: Numbers) -> int:
    """The greatest common divisor of any number of integers."""
    return math.gcd(*numbers)


@function
def lcm(numbers: Numbers) -> int:
    """The least common multiple of any number of integers."""
    return math.lcm(*numbers)


def absolute(numbers: Numbers) -> Any:
    """The absolute value of a number, also written |x|."""
    (number,) = numbers
    return abs(number)


def largest(numbers: Numbers) -> Any:
    """The largest of any number of numbers."""
    return max(numbers)


def smallest(numbers: Numbers) -> Any:
    """The smallest of any number of numbers."""
    return min(numbers)


def whole_part(numbers: Numbers) -> int:
    """The largest whole number that is not above a number."""
    (number,) = numbers
    return math.floor(number)


FUNCTIONS |= {"abs": absolute, "max": largest, "min": smallest, "floor": whole_part}


@function
def sqrt(numbers: Numbers) -> Any:
    """The square root of a whole number or a fraction, exact: sqrt(8) = 2sqrt(2)."""
    (number,) = numbers
    return square_root(number)


@function
def C(numbers: Numbers) -> int:
    """The binomial coefficient C(n, k), for n up to 2,000."""
    n, k = numbers
    if not (isinstance(n, int) and isinstance(k, int) and 0 <= n <= 2_000 and 0 <= k <= 2_000):
        raise ArithmeticError("two whole numbers up to 2,000 are needed")
    return math.comb(n, k)


@function
def det(*rows: Numbers) -> Any:
    """The determinant of a square matrix of at most 6 rows: written out up to 4 rows, else by
    fraction-free elimination (Bareiss 1968). Of a matrix that has a name, too: det(A)."""
    first = rows[0][0]
    if isinstance(first, Matrix):
        return det(*first.rows)
    shape = [len(row) for row in rows]
    if shape == [2, 2]:
        (a, b), (c, d) = rows
        return a * d - b * c
    if shape == [3, 3, 3]:
        (a, b, c), (d, e, f), (g, h, i) = rows
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    if shape == [4, 4, 4, 4]:
        (a, b, c, d), (e, f, g, h), (i, j, k, m), (n, o, p, q) = rows
        outer = (a * f - b * e) * (k * q - m * p) + (c * h - d * g) * (i * o - j * n)
        inner = (a * g - c * e) * (j * q - m * o) + (b * h - d * f) * (i * p - k * n)
        return outer - inner + (a * h - d * e) * (j * p - k * o) + (b * g - c * f) * (i * q - m * n)
    matrix = [list(row) for row in rows]
    size, sign, previous = len(matrix), 1, 1
    if size > 6 or shape != [size] * size:
        raise ArithmeticError("a determinant needs a square matrix of at most 6 rows")
    for k in range(size - 1):
        if matrix[k][k] == 0:
            pivot = next((i for i in range(k + 1, size) if matrix[i][k] != 0), None)
            if pivot is None:
                return 0
            matrix[k], matrix[pivot] = matrix[pivot], matrix[k]
            sign = -sign
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                entry = matrix[i][j] * matrix[k][k] - matrix[i][k] * matrix[k][j]
                matrix[i][j] = (
                    entry // previous if isinstance(entry, int) else Fraction(entry) / previous
                )
        previous = matrix[k][k]
    return sign * matrix[-1][-1]


@function
def transpose(numbers: Numbers) -> Matrix:
    """A matrix with rows and columns exchanged, also written A^T."""
    (matrix,) = numbers
    if not isinstance(matrix, Matrix):
        raise ArithmeticError("a matrix is needed")
    return matrix.transposed()


@function
def affine(modulus: Numbers, start: Numbers, *steps: Numbers) -> int:
    """The end of a chain of steps x -> m x + c in arithmetic modulo p: affine(p; x; m, c; m, c;
    ...). There 1/4 is the number whose product with 4 is 1."""
    (p,), (x,) = modulus, start
    if p < 2:
        raise ArithmeticError("a modulus of at least 2 is needed")
    x %= p
    for m, c in steps:
        if isinstance(m, Fraction):
            m = m.numerator * pow(m.denominator, -1, p)
        x = (m * x + c) % p
    if not isinstance(x, int):
        raise ArithmeticError("whole numbers are needed")
    return x


@function
def ways(chosen: Numbers, *groups: Numbers) -> int:
    """The ways to choose k members, up to 40, from groups of different members: ways(k; group; ...;
    group). A group of n members, up to 1,000, is written n where any number of them may be chosen;
    n, j where exactly j; and n, low, high where from low to high."""
    try:
        return count_ways(groups, *chosen)
    except (TypeError, ValueError) as error:
        raise ArithmeticError(
            "a choice and its groups are whole numbers, at most three for a group"
        ) from error


def count_ways(groups: tuple[Numbers, ...], left: int) -> int:
    """Exact groups are a factor, groups without a limit are one group, and the others are taken one
    by one."""
    comb, free, factor, limited = math.comb, 0, 1, []
    if left > 40 or len(groups) > 12:
        raise ArithmeticError("at most 40 members of 12 groups are chosen")
    for group in groups:
        size = len(group)
        if group[0] > 1_000:
            raise ArithmeticError("a group of more than 1,000 members")
        if size == 2:
            factor *= comb(*group)
            left -= group[1]
        elif size == 1:
            free += group[0]
        else:
            limited.append(group)
    if left < 0 or not limited:
        return factor * comb(free, left) if left >= 0 else 0
    counts, needed = (
        {left: factor},
        sum([group[1] for group in limited]),
    )  # for each number still to be chosen, the ways so far
    n, low, high = limited.pop()
    for size, fewest, most in limited:
        joined: dict[int, int] = {}
        needed -= fewest
        for left, count in counts.items():
            for j in range(fewest, min(most, left - needed) + 1):
                joined[left - j] = joined.get(left - j, 0) + count * comb(size, j)
        counts = joined
    total = 0
    for left, count in counts.items():
        for j in range(low if free or low > left else left, (high if high < left else left) + 1):
            total += count * comb(n, j) * comb(free, left - j)
    return total


@function
def draws(drawn: Numbers, *groups: Numbers) -> Fraction:
    """The probability that k draws without replacement obey the limits on groups, written as for
    ways(k; group; ...; group)."""
    return Fraction(ways(drawn, *groups), math.comb(sum([group[0] for group in groups]), *drawn))


@function
def phi(numbers: Numbers) -> int:
    """Euler's totient of n up to 10^9: how many of the numbers 1 to n have no factor in common with
    n."""
    (n,) = whole(numbers, 1)
    result, rest, prime = n, n, 2
    while prime * prime <= rest:
        if rest % prime == 0:
            result -= result // prime
            while rest % prime == 0:
                rest //= prime
        prime += 1 if prime == 2 else 2
    return result - result // rest if rest > 1 else result


@function
def crt(*congruences: Numbers) -> int:
    """The smallest x >= 0 that leaves remainder r modulo m for every pair: crt(r, m; r, m; ...), at
    most 12 of them."""
    x, modulus = 0, 1
    if len(congruences) > 12:
        raise ArithmeticError("at most 12 congruences are solved")
    for congruence in congruences:
        r, m = whole(congruence)
        shared = math.gcd(modulus, m)
        if m < 1 or (r - x) % shared:
            raise ArithmeticError("the congruences contradict each other")
        x += modulus * ((r - x) // shared * pow(modulus // shared, -1, m // shared) % (m // shared))
        modulus *= m // shared
    return x


@function
def term(degree: Numbers, terms: Numbers, place: Numbers, first: Numbers = (1,)) -> int:
    """The term at a place of the sequence whose terms follow a polynomial of just this degree:
    term(degree; terms; place; first).

    The given terms are those at the places `first`, `first` + 1, ...; there are at least degree + 2
    of them, so that they show that they follow one. By Newton's forward differences; at most 20
    terms, places up to 10^6."""
    (d,), (at,), (start,), row = degree, place, first, list(terms)
    if not isinstance(d + at + start + sum(row), int) or max(row) - min(row) > 10**30:
        raise ArithmeticError("whole numbers up to 10^30 are needed")
    if not 1 <= d <= len(row) - 2 <= 18 or not start <= at <= start + 10**6:
        raise ArithmeticError("too few terms, too many, or a place too far from them")
    value, ways_to_choose, steps = row[0], 1, at - start
    for j in range(1, d + 1):
        row = [after - before for before, after in zip(row, row[1:], strict=False)]
        ways_to_choose = ways_to_choose * (steps - j + 1) // j
        value += ways_to_choose * row[0]
    if row[0] == 0 or any(difference != row[0] for difference in row):
        raise ArithmeticError("the terms follow no polynomial of this degree")
    return value
