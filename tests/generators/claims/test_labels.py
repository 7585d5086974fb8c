"""Labels behind numbers: sums need one label, products and quotients multiply and divide them."""

from fractions import Fraction
from random import Random

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generators.claims.claim import Claim
from generators.claims.decide import DECIDERS
from generators.claims.reader import Unreadable
from tests.cpu_time import cpu_seconds
from tests.drawn import law, verdict

TRUE = """
5 apples + 3 apples = 8 apples
5 apples - 3 apples :: 2 apples
1 apple + 2 apples = 3 apples
(3 + 5) apples - 2 apples = 6 apples
2(3 km + 1 km) = 8 km
3 km / 2 h = 3/2 km/h
6 km / 2 h = 3 km/h
60 km/h * 2 h = 120 km
120 km / 60 km/h = 2 h
6 kg*m/s^2 / 2 kg = 3 m/s^2
3 m * 2 m = 6 m^2
(2 m)^3 = 8 m^3
8 apples / 2 apples = 4
12 eggs / 3 = 4 eggs
1/2 km + 1/3 km = 5/6 km
5 km < 7 km <= 7 km
3 km != 4 km
|2 km - 5 km| = 3 km
max(2 km, 5 km) = 5 km
6 N*m / 2 m = 3 N
100 EUR - 20 EUR = 80 EUR
3 * 5/2 km = 15/2 km
6 km / (3/2) h = 4 km/h
v = 60 km/h, t = 2 h :: v * t = 120 km
v = 60 km/h, t = 2 h, s = v * t :: s/2 = 60 km, s > 100 km
x = 2 km, y = 3x :: y = 6 km
"""

FALSE = """
5 apples + 3 apples = 9 apples
3 km / 2 h = 6 km/h
60 km/h * 2 h = 30 km
7 km < 5 km
v = 60 km/h, t = 2 h :: v * t = 62 km
"""

UNDECIDED = """
5 apples + 3 pears = 8 apples
5 apples + 3 = 8 apples
5 apples = 5
5 apples = 5 pears
5 km < 6 h
60 km/h * 2 h = 120 h
3 km / 2 h = 3/2 km*h
2^(3 km) = 8
3 km mod 2 = 1
gcd(6 km, 4 km) = 2
3 km / 0 h = 1
v = 60 km/h, t = 2 h :: v + t = 62 km
"""

UNREADABLE = """
2 x = 2 + x
5 apples + x = 8 apples
x apples = 5 apples
apples = apples
5 apples
5 mod = 5
5 C(5, 2) = 50
5 or = 5
5 km h = 5
6 km / 3/2 h = 4 km/h
5 km/ h = 5
5 km /h = 5
5 x_1 = 5 x_1
5 m^-2 = 5
5 km :: x < 3
x + 5 km = 3 km :: x = 3
mod 7 :: 5 km = 12 km
"""


@pytest.mark.parametrize("text", TRUE.strip().splitlines())
def test_true_claims_hold_and_read_back(text):
    claim = Claim.read(text)
    assert DECIDERS[claim.form](claim.values) is True and claim.text() == text


@pytest.mark.parametrize("text", FALSE.strip().splitlines())
def test_false_claims_do_not_hold(text):
    claim = Claim.read(text)
    assert DECIDERS[claim.form](claim.values) is False and claim.text() == text


@pytest.mark.parametrize("text", UNDECIDED.strip().splitlines())
def test_different_labels_are_not_compared(text):
    claim = Claim.read(text)
    assert claim.holds() is False
    with pytest.raises((ArithmeticError, TypeError)):
        DECIDERS[claim.form](claim.values)


@pytest.mark.parametrize("text", UNREADABLE.strip().splitlines())
def test_what_claims_nothing_is_refused(text):
    with pytest.raises(Unreadable):
        Claim.read(text)


def test_values_in_holes_may_be_fractions():
    half = Fraction(1, 2)
    claim = Claim("{} km / {} h = {} km/h", (half, 3, half / 3))
    assert claim.holds() and claim.text() == "1/2 km / 3 h = 1/6 km/h" and verdict(claim.text())
    assert verdict(Claim("{} km - {} km = {} km", (half, 3, half - 3)).text())


def guarded(quantity: str) -> str:
    """The number in brackets: what stands below a fraction line."""
    number, _, label = quantity.partition(" ")
    return f"({number}) {label}"


@law(200)
@given(seed=st.integers(0, 2**32))
def test_labels_multiply_as_letters_do(seed):
    random = Random(seed)
    units = {"km": sympy.Symbol("km"), "h": sympy.Symbol("h"), "eggs": sympy.Symbol("eggs")}

    def quantity():
        number = sympy.Rational(random.randrange(1, 20), random.choice([1, 1, 2, 3]))
        names = random.sample(sorted(units), random.randrange(1, 3))
        sign = random.choice("*/")
        unit = units[names[0]]
        for name in names[1:]:
            unit = unit * units[name] if sign == "*" else unit / units[name]
        return f"{number} {sign.join(names)}", number * unit

    (a, x), (b, y) = quantity(), quantity()
    products = {f"({a}) * ({b})": x * y, f"{a} / {guarded(b)}": x / y, f"{a} * {b}": x * y}
    for text, value in products.items():
        number = value.subs(dict.fromkeys(units.values(), 1))
        powers = (value / number).as_powers_dict()
        unit = "".join(
            [
                f" * (1 {name})^{powers[symbol]}"
                for name, symbol in units.items()
                if powers.get(symbol)
            ]
        )
        assert verdict(f"{text} = {number}{unit}")
        assert not verdict(f"{text} = {number + 1}{unit}")
        assert not verdict(f"{text} = {number}{unit} * 1 m")
    same = (x / y).is_number
    assert verdict(f"{a} + {b} = {b} + {a}") is bool(same)
    assert verdict(f"{a} < {b}") is bool(same and x / y < 1)


HOSTILE = [
    "*".join(["(9 km)^99"] * 55) + " = 1",
    "5 " + "km*" * 1_900 + "km = 1",
    "5 " + "k" * 5_900 + " = 1",
    "+".join(["9^3000 km"] * 55) + " = 1 km",
    "5 km^" + "9" * 1_000 + " = 1",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_claims_take_no_time(text):
    assert cpu_seconds(verdict, text) < 1
