"""Sums of terms with exact coefficients, such as x^2 - 3*x + 2 or 1 + 2*sqrt(3), each with one
canonical text.

A term is a rational coefficient times whole powers of letters times roots of primes: sqrt(6) is
held as 2^(1/2) * 3^(1/2). Products of different such roots are independent over the rationals
(Besicovitch 1940), so two sums of terms are equal exactly when their terms are. A letter may be any
name that stands for an unknown quantity: x, pi, or a function value such as sin(x).
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, groupby
from math import gcd, isqrt, lcm
from typing import Any

from generators.answers.refusal import Beyond
from generators.claims.reader import IMAGINARY_UNIT

Letters = tuple[tuple[str, int], ...]  # by name; exponents above 0
Roots = tuple[tuple[int, Fraction], ...]  # by prime; exponents between 0 and 1
Monomial = tuple[Letters, Roots]
Terms = dict[Monomial, Any]  # coefficients are integers or fractions, never 0

UNIT: Monomial = ((), ())
ONE: Terms = {UNIT: 1}
PRIMES = [p for p in range(2, 1_000) if all(map(p.__mod__, range(2, isqrt(p) + 1)))]
RADICAND = 10**9  # up to here the square factors of a number are found with the primes above


def constant(value: Any) -> Terms:
    return {UNIT: value} if value else {}


def letter(name: str) -> Terms:
    return {(((name, 1),), ()): 1}


def polynomial(name: str, coefficients: Sequence[Any]) -> Terms:
    """The polynomial in one letter with these coefficients, the constant first."""
    return {
        (((name, power),) if power else (), ()): value
        for power, value in enumerate(coefficients)
        if value
    }


def add(a: Terms, b: Terms, sign: int = 1) -> Terms:
    """a + b, or a - b with sign -1."""
    total = dict(a)
    for monomial, coefficient in b.items():
        value = total.get(monomial, 0) + sign * coefficient
        if value:
            total[monomial] = value
        else:
            del total[monomial]
    return total


def multiply(a: Terms, b: Terms) -> Terms:
    product: Terms = {}
    for (letters, roots), coefficient in a.items():
        for (others, more), factor in b.items():
            value = coefficient * factor
            if roots and more:
                both, carried = root_product(roots, more)
                value *= carried
            else:
                both = roots or more
            monomial = (merged(letters, others) if letters and others else letters or others, both)
            value += product.get(monomial, 0)
            if value:
                product[monomial] = value
            else:
                del product[monomial]
    return product


def merged(a: Letters, b: Letters) -> Letters:
    powers = dict(a)
    for name, power in b:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def root_product(a: Roots, b: Roots) -> tuple[Roots, int]:
    """The product of two roots, and the whole factor that leaves it: sqrt(2) * sqrt(6) is 2 *
    sqrt(3)."""
    powers, carried = dict(a), 1
    for prime, power in b:
        powers[prime] = powers.get(prime, Fraction(0)) + power
        if powers[prime] >= 1:
            carried *= prime
            powers[prime] -= 1
    return tuple(sorted((prime, power) for prime, power in powers.items() if power)), carried


def root(number: Any, degree: int) -> Terms:
    """The real root of a positive rational number, as one term. Raises Beyond where its factors are
    out of reach."""
    value = Fraction(number)
    above, below = value.numerator, value.denominator
    result: Terms = {UNIT: 1}
    for part, sign in ((above, 1), (below, -1)):
        for prime, times in factors(part, degree):
            power = Fraction(sign * times, degree)
            carried = power.numerator // power.denominator
            outside = Fraction(prime) ** carried
            rest = power - carried
            result = multiply(result, {((), ((prime, rest),) if rest else ()): outside})
    return result


def factors(number: int, degree: int) -> Iterable[tuple[int, int]]:
    """The prime powers of a number; a last factor beyond the table is taken whole, or as a perfect
    square."""
    exact = nth_root(number, degree)
    if exact**degree == number:
        return [(exact, degree)] if number > 1 else []
    if number > RADICAND:
        raise Beyond(f"the root of a number above {RADICAND}")
    found = []
    for prime in PRIMES:
        if prime * prime > number:
            break
        times = 0
        while number % prime == 0:
            number //= prime
            times += 1
        if times:
            found.append((prime, times))
    if number > 1:
        square = isqrt(number)
        found.append((square, 2) if square * square == number else (number, 1))
    return found


def nth_root(number: int, degree: int) -> int:
    """The whole part of a root."""
    if degree == 2:
        return isqrt(number)
    if number < 1 << degree:
        return min(number, 1)
    guess = 1 << (-(-number.bit_length() // degree))
    while True:  # Newton's steps fall until they reach the root
        following = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if following >= guess:
            return guess
        guess = following


def bits(terms: Terms) -> int:
    """The size of the largest coefficient."""
    return max(
        [max(c.numerator.bit_length(), c.denominator.bit_length()) for c in terms.values()],
        default=0,
    )


def rational(terms: Terms) -> Any:
    """The value where it is a plain number, else None."""
    if not terms:
        return 0
    return terms[UNIT] if len(terms) == 1 and UNIT in terms else None


def content(terms: Terms) -> Fraction:
    """The positive number which divided out leaves whole coefficients without a common factor."""
    values = [Fraction(value) for value in terms.values()]
    return (
        Fraction(gcd(*[v.numerator for v in values]), lcm(*[v.denominator for v in values]))
        if values
        else Fraction(1)
    )


def scaled(terms: Terms, factor: Any) -> Terms:
    return {monomial: value * factor for monomial, value in terms.items()}


def order(monomial: Monomial) -> tuple[Any, ...]:
    """Sorts terms as a textbook does: by falling degree, then by letters; numbers before roots."""
    letters, roots = monomial
    return -sum([power for _, power in letters]), [(name, -power) for name, power in letters], roots


def ordered(terms: Terms) -> list[Monomial]:
    return sorted(terms, key=order)


def text(terms: Terms) -> str:
    """The canonical text of a sum of terms; of a complex number the real part stands first."""
    written = []
    monomials = ordered(terms)
    for monomial in reversed(monomials) if names_in(terms) == {IMAGINARY_UNIT} else monomials:
        value, name = terms[monomial], name_of(monomial)
        size = str(abs(value))
        factors = [size, name] if size != "1" or not name else [name]
        written.append(("- " if value < 0 else "+ ") + "*".join(filter(None, factors)))
    if not written:
        return "0"
    first = "-" + written[0][2:] if written[0][0] == "-" else written[0][2:]
    return " ".join([first, *written[1:]])


def names_in(terms: Terms) -> set[str]:
    """The letters that stand in a sum of terms."""
    letters = chain.from_iterable([letters for letters, _ in terms])
    return {name for name, _ in letters}


def power_text(name: str, power: int) -> str:
    if power == 1:
        return name
    return f"({name})^{power}" if "^" in name else f"{name}^{power}"


def name_of(monomial: Monomial) -> str:
    """Letters, then roots; `i` alone stands behind them, as in sqrt(3)*i."""
    letters, roots = monomial
    names = [power_text(name, power) for name, power in letters]
    by_degree = sorted(roots, key=lambda item: item[1].denominator)
    for degree, group in groupby(by_degree, key=lambda item: item[1].denominator):
        radicand = 1
        for prime, power in group:
            radicand *= prime**power.numerator
        names.append(f"sqrt({radicand})" if degree == 2 else f"root({degree}, {radicand})")
    if letters == ((IMAGINARY_UNIT, 1),):
        names.append(names.pop(0))
    return "*".join(names)
