"""Claims: each kind holds when it is true and fails when it is not, on known cases and on random
maths whose value is known."""

from decimal import Decimal
from fractions import Fraction
from itertools import product
from operator import eq, ge, gt, le, lt, ne
from random import Random

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from generators.errors import FamilyError
from tests.cpu_time import cpu_seconds
from tests.drawn import law, verdict
from tests.written_maths import Value, Writer, added, attempt, constant, multiplied, written

TRUE = """
2840 = 3 * 900 + 140
2 < 3
3/4 < 4/5 <= 4/5
2 + 2 = 4 < 5
1 < 2 = 2 <= 3
2 * 6 = 12 = 3 * 4 = 4 * 3
-3/4 > -4/5
3 | 12
4 != 5
1/3 + 1/6 = 1/2
2^-3 = 1/8
7 = 5 - -2
-3^2 = -9
9 = 10 - 2 * 5 mod 3
-7 mod 3 = 2
3^(-1) mod 7 = 5
4^-2 mod 9 = 4
2^-1 mod 3 = 5 mod 3
2 * 3^(-1) mod 7 = 3
3^(-2) mod -7 = -3
gcd(2^(-1) * 20, 15) = 5
5 - 3! = -1
x^2 + 2x = (x + 1)^2 - 1
(x + y)^2 = x^2 + 2x*y + y^2
(x^2 - 1)/(x - 1) = x + 1
1/x + 1/y = (x + y)/(x*y)
det(1, 2; 3, 4) = -2
gcd(12, 18) = 6 = 2 * 3
C(5, 2) :: 5 * 4 / 2 = 10
x^2 - 1 :: (x - 1)(x + 1) = x^2 - 1
mod 11 :: (3x + 2) * 5 = 4x + 10
mod 11 :: (3x + 2) / 5 = 5x + 7
mod 7 :: 1/2 = 4
mod 7 :: 2^-1 = 4
mod 7 :: 3 != 4
mod 5 :: 2^(3^2) = 2
mod 5 :: gcd(2^3, 12) = 4
x^2 - 5x + 6 = 0 :: x = 2 or x = 3
x^2 - 4x + 4 = 0 :: x = 2 or x = 2
x^2 - 4x + 4 = 0 :: x = 2
(x - 1)^2(x - 2) = 0 :: x = 1 or x = 2
(x + 1/2)^2 = -3/4 :: no x
3x + 1 = 3x :: no x
2x = x + x :: all x
2x + 4 = 10 :: x = 3
2x + 4 = 10 :: 2x = 6, x = 3
x/2 + 1/3 = 1 :: x = 4/3
x - y + 1 = 0 :: y = x + 1
y = x^2 :: 2y = 2x^2
x + y = 24, 4x + 6y = 110 :: y = 24 - x
x + y = 24, 4x + 6y = 110 :: x = 17, y = 7
x + y + z = 6, x - y = -1, z = 3 :: 2x = y
-(x - y) = -1, x - (1 - y) = 2 :: x = 2, y = 1
-(x + y) = -3, x - -(2y) = 4 :: x = 2, y = 1
x + 2x + y = 7, x - y = 1 :: x = 2, y = 1
(x + y)*2 = 6, 3(x - y) = 3 :: x = 2, y = 1
x/2 + y/3 = 2, x - y = -1 :: x = 2, y = 3
(1/2)x + y = 2, x - y = 1 :: x = 2, y = 1
x = y, x + y = 4 :: x = 2, y = 2
x + y = 2, x = 1, y = 1 :: x = 1
x + y = 24, 2x + 2y = 48 :: x = 24 - y
x + y + z = 6, x - y = 1 :: 2x + z = 7
x + y + z = 6, x - y = 1, 2x + z = 7 :: x = 1 + y, z = 5 - 2y
x + y = 24, x + y = 25 :: no x
x + y = 24, x - y = 2, x = 14 :: no y
w + x = 3, x + y = 5, y + z = 7, z - 2w = 2 :: w = 1, x = 2, y = 3, z = 4
mod 7 :: 5 != 4
mod 7 :: 1/2 = 3/6
mod 7 :: 1/2 != 1/3
mod 7 :: 3 = 10 = 17
2 = 2, 3 = 3
"""

FALSE = """
2840 = 3 * 900 + 141
3 < 2
-3/4 < -4/5
0 | 5
5 | 12
1/0 = 1/0
0 / 0 = 0
12 = 10 - 2 * 5 mod 3
11 = 10 - 2mod 3
14 = 5 - 3 ^ 2
6 = 5 - 0 !
9 = -3 ^ 2
3 = 5 - -2
2^-1 | 3
2^-1 mod 3 = 1/2
2^-1 mod 4 = 1/2
2^-1 mod 4 != 3
3^-1 mod 0 = 1/3
x^2 = x
x = 0
x/x = 0
1/(x - x) = 1/(x - x)
(x + y)^2 = x^2 + y^2
gcd(12, 18) = 6 = 7
C(5, 2) :: 10 = 11
mod 5 :: 2^(3^2) = 1
mod 5 :: gcd(2^3, 12) = 3
mod 5 :: (2^3)! = 1
mod 11 :: (3x + 2) / 5 = 5x + 8
mod 11 :: x^11 = x
mod 4 :: 1/2 = 1/2
mod 1 :: 2 = 3
mod 0 :: 2 = 2
mod -7 :: 1 = 8
x^2 - 5x + 6 = 0 :: x = 2
x^2 - 5x + 6 = 0 :: x = 2 or x = 2 or x = 3
x^2 - 4x + 3 = 0 :: x = 1
x^2 + 1 = 0 :: x = 1
x^2 = 5 :: no x
x^2 = 1 :: all x
x^2 - 5x + 6 = 0 :: x = 2 or x = 4
x = 2 :: x^2 = 4
x = 2 :: 0 = 0
x = x :: x = 2
2x + 4 = 10 :: 2x = 6, x = 4
x + y = 24, 2x + 2y = 48 :: x = 12, y = 12
x + y = 24, 2x + 2y = 48 :: no x
x + y = 24, x - y = 25 :: no x
x + y + z = 6, x - y = 1 :: 2x + z = 6
x + y = 24, x + y = 25 :: x + y = 24
x + y = 24, x + y = 24 :: x * y = x * y
x + y = 24, x + y = 24 :: x < 30 - y
x + y = 24, x + y = 25 :: x = 1
x + y = 24, 4x + 6y = 110 :: y = 25 - x
-(x + y) = -3, x - y = 1 :: x = 1
x + 2x + y = 7, x - y = 1 :: x = 3
mod 7 :: 3 != 10
mod 7 :: 1/2 != 4
mod 7 :: 1/2 = 3/5
mod 7 :: 3 = 10 = 18
2 = 2, 3 = 4
2 = 3 or 3 = 3
2 + 2 = 4 < 4
1 < 2 = 3
2 * 6 = 12 = 3 * 4 = 5 * 3
2 * 6 = 12 = 3 * 5 = 4 * 3
"""

UNREADABLE = """
5
x
5 3 = 8
2 x = 2 + x
2 = 2 :: 3
6, 7 :: 6 = 6
5, x + y = 3 :: 5 = 5
x = 2 or y = 3 :: x + y = 5
x = 2 or x = 3, x = 4
x = 1 :: y = 1
x < y
mod 7 :: 2 < 3
mod x :: 2 = 2
x*y = 2, x + y = 3 :: x = 1
1/x = 2 :: x = 1/2
1/(x + 1) = 2 :: 2x + 2 = 1
mod 7 :: 1/(x + 1) = 1/(x + 1)
2^x = 8
x! = 6
nonsense(3) = 3
1/2 | 3
3 | 7/2
import(3) = 3
:: 3 = 3
mod 7
a :: b :: c
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(TRUE))
def test_true_claims_hold(text):
    claim = Claim.read(text)
    assert claim.holds()
    assert claim.text() == text or text in ("7 = 5 - -2", "2 = 2, 3 = 3")


@pytest.mark.parametrize("text", lines(FALSE))
def test_false_claims_do_not_hold(text):
    assert not Claim.read(text).holds()


LARGEST_SYSTEM = "abcdghkmnpqr"
TOO_MANY = ", ".join([f"{x} + s = 1" for x in LARGEST_SYSTEM])
ODD = [
    f"{TOO_MANY}, s = 1 :: s = 1",
    "",
    " ",
    "{} = {}",
    "٣ = 3",
    "3 = 3\0",
    "9" * 5_000 + " = 1",
    "1 = 1" * 3_000,
    "^2" * 2_900,
]


@pytest.mark.parametrize("text", [*lines(UNREADABLE), *ODD])
def test_what_claims_nothing_is_refused(text):
    with pytest.raises(Unreadable):
        Claim.read(text)


def test_fractions_as_values_are_decided_as_their_text_says():
    half = Fraction(1, 2)
    assert Claim("{}x + {} = {}x + {}", (half, 1, half, 1)).holds()
    assert not Claim("{}x + {} = {}x + {}", (half, 1, half, 2)).holds()
    assert Claim("{}x = {} :: x = {}", (2, 1, half)).holds()
    assert Claim("mod {} :: {}x = {}x", (7, half, 4)).holds()
    assert Claim("{} :: ({}x) / ({}x) = {}", (half, 1, 2, half)).holds()


def test_numbers_of_every_size_are_decided():
    for size in (1, 2**5, 2**6, 2**11, 2**12, 2**35, 2**36, 2**79):
        assert Claim(
            "({}x + {})({}x + {}) = {}x^2 + {}x + {}", (size, 1, size, -1, size * size, 0, -1)
        ).holds()
        assert not Claim(
            "({}x + {})({}x + {}) = {}x^2 + {}x + {}", (size, 1, size, -1, size * size, 1, -1)
        ).holds()
    assert not Claim("{}x = {}x", (2**200, 2**200)).holds()  # beyond the limit, so not decided


@pytest.mark.parametrize("values", [(3,), (1, 2, 3, 4), (), (1, 2, 3)])
def test_surplus_and_missing_numbers_are_refused(values):
    with pytest.raises(FamilyError, match=f"2 holes and was given {len(values)} numbers"):
        Claim("{} = {}", values).holds()


@pytest.mark.parametrize(
    "value", [0.5, 2.0, True, "2", None, Decimal("0.5"), 1j, numpy.int64(2), numpy.float64(2)]
)
def test_what_is_no_exact_number_is_refused(value):
    assert Claim("{} + {} = {}", (2, 2, 4)).holds()
    for _ in range(2):
        with pytest.raises(FamilyError, match=f"a {type(value).__name__}; a claim takes whole"):
            Claim("{} + {} = {}", (2, value, 4)).holds()


def test_fractions_compare_whatever_the_signs_of_their_parts():
    order = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}
    for a, b, c, d in product(range(-3, 4), repeat=4):
        for sign, compare in order.items():
            true = b != 0 != d and compare(Fraction(a, b or 1), Fraction(c, d or 1))
            assert Claim(f"{{}}/{{}} {sign} {{}}/{{}}", (a, b, c, d)).holds() is true
    assert verdict("1/(2 - 5) < 1/7") and not verdict("1/(2 - 5) > 1/7")
    assert verdict("1/7 > 1/(2 - 5)") and not verdict("1/7 < 1/(2 - 5)")


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("({}x + {})^2 - {}^2 = ({}x + {})({}x + {})", (2, 3, 5, 2, 8, 2, -2)),
        ("{}^3x + {} = {}x + {}", (2, 1, 8, 1)),
        ("{} ^ 2x = {}x", (3, 9)),
        ("mod {} :: {}^2x + {} = {}x", (7, 3, 7, 2)),
        ("{}^2 = {}x :: x = {}", (4, 8, 2)),
        ("x + y = {}^2, x - y = {} :: x = {}", (2, 2, 3)),
    ],
)
def test_exponents_of_numbers_beside_letters_read_back(form, values):
    claim = Claim(form, values)
    again = Claim.read(claim.text())
    assert claim.holds() and again.holds() and again.text() == claim.text()
    assert not Claim(form, (*values[:-1], values[-1] + 1)).holds()


def text_of(random: Random, left: str, right: str) -> str:
    return f"{left} = {right}" if random.random() < 0.7 else f"{right} = {left}"


def changed(value: Value, random: Random, by: list[int]) -> Value:
    """The value, or in half of all cases another one."""
    powers = list(value) or [(0, 0)]
    return (
        added(value, {random.choice(powers): Fraction(random.choice(by))})
        if random.random() < 0.5
        else value
    )


@law(800)
@given(seed=st.integers(0, 2**32))
def test_arithmetic_is_read_as_it_was_written(seed):
    random = Random(seed)
    found = attempt(lambda: Writer(random).sum(2))
    if found is None:
        return
    text, value = found
    claimed = changed(value or {}, random, [1, -1, 2])
    try:
        claim = Claim.read(text_of(random, text, written(claimed, random)))
    except Unreadable:
        return
    assert not claim.holds() or (value is not None and value == claimed)
    assert verdict(claim.text()) == claim.holds()


@law(800)
@given(
    seed=st.integers(0, 2**32),
    letters=st.sampled_from(["x", "xy"]),
    modulus=st.sampled_from([0, 2, 5, 6, 11]),
)
def test_polynomials_are_read_as_they_were_written(seed, letters, modulus):
    random = Random(seed)
    found = attempt(lambda: Writer(random, letters).sum(2))
    if found is None:
        return
    text, value = found
    claimed = changed(value or {}, random, [1, -1, modulus, 4096])
    assertion = text_of(random, text, written(claimed, random))
    try:
        claim = Claim.read(f"mod {modulus} :: {assertion}" if modulus else assertion)
    except Unreadable:
        return
    if not claim.holds():
        return
    assert value is not None
    off = added(value, claimed, -1).values()
    assert (
        all(number.denominator % modulus and number.numerator % modulus == 0 for number in off)
        if modulus
        else not off
    )


def polynomial(random: Random, letters: str, size: int) -> Value:
    terms = [
        (random.randrange(3), random.randrange(3) if "y" in letters else 0)
        for _ in range(random.randrange(1, 4))
    ]
    return {
        power: Fraction(random.randrange(-size, size + 1) or 1, random.choice([1, 1, 1, 2, 3]))
        for power in terms
    }


def equation(value: Value, random: Random) -> str:
    """The value set to 0, with some of its terms on the other side."""
    right = {power for power in value if random.random() < 0.5}
    sides = [
        {p: c for p, c in value.items() if p not in right},
        {p: -c for p, c in value.items() if p in right},
    ]
    return " = ".join(written(side, random) for side in sides)


@law(300)
@given(
    seed=st.integers(0, 2**32),
    letters=st.sampled_from(["x", "x", "xy"]),
    size=st.sampled_from([3, 100, 5000]),
)
def test_solutions_hold_when_the_polynomials_are_proportional(seed, letters, size):
    random = Random(seed)
    factors = [polynomial(random, letters, size) for _ in range(random.randrange(1, 4))]
    product = constant(1)
    for factor in factors:
        product = multiplied(product, factor)
    given = changed(
        multiplied(product, constant(Fraction(random.choice([1, -2, 3]), 5))), random, [1, -1, 4096]
    )
    assertion = " or ".join([equation(factor, random) for factor in factors])
    text = f"{equation(given, random)} :: {assertion}"
    quotients = {
        given.get(power, Fraction(0)) / coefficient for power, coefficient in product.items()
    }
    proportional = given.keys() == product.keys() and len(quotients) == 1
    try:
        held = Claim.read(text).holds()
    except Unreadable:
        return
    assert (
        held == proportional if letters == "x" and size == 3 else held <= proportional
    )  # large ones may exceed a limit


@law(300)
@given(seed=st.integers(0, 2**32))
def test_a_system_is_solved(seed):
    random = Random(seed)
    letters = LARGEST_SYSTEM[: random.choice([2, 3, 6])]
    truth = {
        letter: Fraction(random.randrange(-9, 10), random.choice([1, 1, 2])) for letter in letters
    }
    rows = [{letter: random.randrange(-5, 6) for letter in letters} for _ in letters]
    sides = [sum(row[letter] * truth[letter] for letter in letters) for row in rows]
    subject = ", ".join(
        f"{' + '.join(f'{row[x]}{x}' for x in letters)} = {side}"
        for row, side in zip(rows, sides, strict=True)
    )
    subject = subject.replace("+ -", "- ")
    claimed = {letter: value + random.choice([0, 0, 0, 1]) for letter, value in truth.items()}
    claim = Claim.read(
        f"{subject} :: {', '.join(f'{letter} = {value}' for letter, value in claimed.items())}"
    )
    assert claim.holds() <= (claimed == truth)
    assert verdict(claim.text()) == claim.holds()


PIECES = ["", *"0123456789xyz+-*/^!()=<>|,;: {}_CZ.", "mod", " or ", " :: ", "99999", "\n"]


@law(800)
@given(
    text=st.sampled_from([*lines(TRUE), *lines(FALSE)]),
    edits=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(PIECES))),
)
def test_reading_and_deciding_are_total_on_changed_claims(text, edits):
    for place, new in edits:
        text = text[:place] + new + text[place + 1 :]
    try:
        claim = Claim.read(text)
    except Unreadable as error:
        assert str(error)
        return
    held = claim.holds()
    assert held is True or held is False
    assert verdict(claim.text()) == held, f"{text!r} is printed as {claim.text()!r}"


@law(300)
@given(text=st.text(max_size=80))
def test_reading_is_total_on_any_text(text):
    assert verdict(text) in (True, False)


HOSTILE = [
    "*".join(["3^6300"] * 59) + " = 1",
    "+".join(["1/3^6300"] * 59) + " = 1",
    f"lcm({', '.join(f'{k}^1400+{k}' for k in range(2, 58))}) = 1",
    "*".join(["500!"] * 59) + " = 1",
    ", ".join(["C(2000, 1000) = 1"] * 59),
    ", ".join(["phi(999999937) = 1"] * 59),
    "mod 7 :: " + "*".join(["7x^9"] * 28) + " = 0",
    "mod 7 :: " + "*".join(["(7x+7y)"] * 30) + " = 0",
    "*".join(["(99999999999999999x+4097)"] * 60) + " = 0",
    "*".join(["(x+1)"] * 60) + " = 4 :: " + "*".join(["(x+1)"] * 60) + " = 4",
    "x^63 = 4 :: " + " or ".join(["x = 2"] * 58),
    "det(" + "; ".join(", ".join(["7^3500+1"] * 6) for _ in range(6)) + ") = 1",
    "affine(" + "9" * 100 + "; 1; " + "; ".join(["9^3000, 3"] * 58) + ") = 1",
    "(" * 38 + "2" + ")^1 mod 3" * 38 + " = 2",
    "9" * 1_200 + "^" + "9" * 1_200 + " mod " + "9" * 1_200 + " = 1",
    "(" * 5_900,
    "-" * 5_900 + "1 = 1",
    "x^2" * 1_900,
    "^2" * 1_900,
    " " * 5_999 + "@",
    "1 = " * 10**6,
    "x^2 " * 10**6,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_claims_take_no_time(text):
    """A limit far above what was measured, so that it speaks of growth and not of the machine."""
    assert cpu_seconds(verdict, text) < 1


def test_a_fraction_in_a_congruence_counts_by_its_inverse():
    for denominator, holds in ((2, True), (4, False), (5, False)):
        claim = Claim("mod {} :: {} = {}", (5, Fraction(-133, denominator), 1))
        assert claim.holds() == Claim.read(claim.text()).holds() == holds
