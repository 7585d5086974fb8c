"""The proof by one enormous point: no coefficient reaches half the base, and no false identity
holds at any power of two that a smaller base could be."""

from collections.abc import Sequence
from itertools import product
from random import Random

import pytest
import sympy

from generators.claims.chains import read_chains
from generators.claims.claim import Claim
from generators.claims.congruences import divisible
from generators.claims.identity import POINT_BITS, VALUE_BITS, bound_of, points_for
from generators.claims.reader import Reader, Unreadable
from generators.claims.relations import identity
from tests.sympy_claims import expression

FORMS = [
    "{}x = {}",
    "{}x + {} = {}x + {}",
    "{}x - {}x - {} = 4095x",
    "({}x + {})({}x + {}) = {}x^2 + {}x + {}",
    "({}x - {}y)^3 = {}x^3 - {}y^3",
    "-({}x - 63)^2 + 63 = {}x*y - 63x",
    "({}x + {})/({}x - {}) = {}/{}",
    "1/x + 1/y = ({}x + {}y)/(x*y)",
    "{}x/{} = {}x/{}",
    "{}x/{} + {}x/{} = {}x/{} - {}/{}",
    "({}x - {})/7 - {}/{} = {}x/{} - {}",
    "(({}x + {}) - ({}x - {})) - ({}x + {}) = {}x",
    "({}x + {})^0 = {}x - {}",
]


def coefficients(form: str, values: Sequence[int]) -> list[int]:
    """Those of the difference, multiplied out where there are fractions, by SymPy."""
    (chain,) = read_chains(Reader(form))[0]
    sides = []
    for side, text in zip(chain.members, form.split(" = "), strict=True):
        holes = text.count("{}")
        given, values = values[:holes], values[holes:]
        sides.append((bound_of(side), expression(text.format(*[f"({value})" for value in given]))))
    difference = sympy.fraction(sympy.together(sides[0][1] - sides[1][1]))[0]
    letters = sorted(difference.free_symbols, key=str)
    return [int(c) for c in sympy.Poly(difference, *letters).coeffs()] if letters else []


@pytest.mark.parametrize("form", FORMS)
def test_no_coefficient_reaches_half_the_base(form):
    (chain,) = read_chains(Reader(form))[0]
    left, right = chain.members
    bits, _ = points_for(bound_of(left).plus(bound_of(right)), VALUE_BITS[0])
    random, largest = Random(form), [4093, 4091, 4079, 4073, 4057]  # primes, which do not cancel
    for _ in range(12):
        values = [random.choice([1, -1]) * random.choice(largest) for _ in range(form.count("{}"))]
        assert sum(abs(c) for c in coefficients(form, values)) < 2 ** (bits - 1)


@pytest.mark.parametrize("power", [*range(1, 40), *range(150, 160)])
def test_no_power_of_two_stands_for_a_letter(power):
    """Each of these holds at x = 2^power, and at no other point."""
    for size in (2**power, -(2**power)):
        for form, values in [
            ("{}x = {}", (1, size)),
            ("{}x + {} = {}x + {}", (1, 0, 0, size)),
            ("{}x^2 + {}x = {}", (1, -size, 0)),
            ("mod 7 :: {}x = {}", (1, size)),
            ("mod 7 :: {}x^2 + {}x = {}", (1, -size, 0)),
            ("x*y = {}x", (size,)),
            ("(x + {})/({}x + {}) = {}", (0, 0, 1, size)),
        ]:
            assert not Claim(form, values).holds(), (form, values)


@pytest.mark.parametrize("power", range(1, 9))
def test_no_power_of_one_letter_stands_for_another(power):
    for other in range(1, 9):
        assert not Claim.read(f"x^{other}*y = x^{other + power}").holds()
        assert not Claim.read(f"x^{other}*z = x^{other}*y^{power}").holds()
        assert not Claim.read(f"mod 5 :: x^{other}*y = x^{other + power}").holds()
        assert Claim.read(f"x^{other}*x^{power} = x^{other + power}").holds()


@pytest.mark.parametrize("bits", VALUE_BITS)
def test_numbers_on_both_sides_of_each_size_are_decided(bits):
    for number in (2**bits - 1, 1 - 2**bits, 2**bits, -(2**bits), 2**bits + 1):
        decided = abs(number) < 2 ** VALUE_BITS[-1]
        assert Claim("{}x + {} = {}x", (number, 0, number)).holds() is decided
        assert not Claim("{}x + {} = {}x", (number, 1, number)).holds()
        assert not Claim("{}x + {} = {}x", (number, 0, number - 1)).holds()
        assert Claim("mod 2 :: {}x = {}x", (number, number % 2)).holds() is decided
        assert not Claim("mod 2 :: {}x = {}x", (number, 1 - number % 2)).holds()


def test_numbers_beyond_the_largest_size_raise():
    decide = identity(read_chains(Reader("{}x = {}x"))[0][0].links())
    with pytest.raises(OverflowError):
        decide((2 ** VALUE_BITS[-1], 1))


@pytest.mark.parametrize("bits", [2, 3, 8, 20])
def test_digits_are_read_up_to_both_borders(bits):
    """Coefficients from -B/2 to B/2 - 1 are digits in base B; all must be divisible."""
    half = 2 ** (bits - 1)
    borders = sorted({-half, 1 - half, -1, 0, 1, half - 2, half - 1})
    for digits in product(borders, repeat=3):
        number = sum(digit << (bits * place) for place, digit in enumerate(digits))
        for modulus in (2, 3, half - 1 or 1, half, 2 * half):
            assert divisible(number, modulus, bits) == all(d % modulus == 0 for d in digits)


def test_points_grow_until_the_limit_and_no_further():
    bound = bound_of(("^", ("variable", "x"), ("number", 64)))
    assert points_for(bound, VALUE_BITS[0])[1]["x"] > 0
    letters = ("*", ("variable", "x"), ("^", ("variable", "y"), ("number", 64)))
    for _ in range(3):
        letters = ("*", letters, letters)
    deep = ("*", letters, ("variable", "z"))
    bits, points = points_for(bound_of(letters), 160)
    assert points["x"] == 2**bits and points["y"] == points["x"] ** 9
    with pytest.raises(Unreadable, match="beyond the limit"):
        points_for(bound_of(deep)._replace(bits=POINT_BITS), 12)
