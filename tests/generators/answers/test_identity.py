"""Identities: those of a table are found, what only looks like one is not, and mpmath agrees on
random pairs."""

from collections.abc import Sequence
from random import Random

import mpmath
import pytest

from generators.answers.answer import equal, parse
from generators.answers.ball import Ball, arctangent, exponential, logarithm, turned
from generators.answers.exact import expression
from generators.answers.identity import same
from generators.answers.refusal import Refusal
from generators.claims.reader import Unreadable
from tests.generators.answers.numerics import (
    CONSTANTS,
    UNKNOWNS,
    alike,
    drawn,
    in_turn,
    values,
)

IDENTITIES = """
sec(y)^2 = tan(y)^2 + 1
sin(2*x) = 2*sin(x)*cos(x)
sin(3*x) = 3*sin(x) - 4*sin(x)^3
sin(x)^4 = (3 - 4*cos(2*x) + cos(4*x))/8
tan(x/2) = sin(x)/(1 + cos(x))
tan(x + y) = (tan(x) + tan(y))/(1 - tan(x)*tan(y))
sin(x + pi/2) = cos(x)
cos(58 deg) = sin(32 deg)
cos(60 deg) = 1/2
cos(pi/5) = (1 + sqrt(5))/4
sin(pi/12) = (sqrt(6) - sqrt(2))/4
tan(pi/8) = sqrt(2) - 1
cos(2*pi/7) + cos(4*pi/7) + cos(6*pi/7) = -1/2
sin(20 deg)*sin(40 deg)*sin(80 deg) = sqrt(3)/8
arctan(1) = pi/4
arccos(-1/2) = 2*pi/3
arccos(x) = pi/2 - arcsin(x)
arctan(1/2) + arctan(1/3) = pi/4
sin(arctan(3/4)) = 3/5
cosh(x)^2 - sinh(x)^2 = 1
sinh(ln(2)) = 3/4
arcsinh(x) = ln(x + sqrt(x^2 + 1))
sqrt(sqrt(11) + sqrt(194))/(2*sqrt(33) + 15) = sqrt(sqrt(194) + sqrt(11))/(15 + 2*sqrt(33))
sqrt(3 + 2*sqrt(2)) = 1 + sqrt(2)
sqrt(5 + 2*sqrt(6)) = sqrt(2) + sqrt(3)
root(3, 7 + 5*sqrt(2)) = 1 + sqrt(2)
sqrt(2 + sqrt(2 + sqrt(2))) = 2*cos(pi/16)
1/root(3, 4) = 2^(-2/3)
1/(sqrt(x + 1) - sqrt(x)) = sqrt(x + 1) + sqrt(x)
sqrt(x^2) = abs(x)
sqrt(x^2 + 2*x + 1) = abs(x + 1)
sqrt(8*x) = 2*sqrt(2)*sqrt(x)
sqrt(2*h/g) = sqrt(2*g*h)/g
x^(3/2) = x*sqrt(x)
abs(x - 1) = abs(1 - x)
(n - 2)*2^n + 1 = n*2^n - 2^(n + 1) + 1
4^x = 2^(2*x)
6^n = 2^n*3^n
(1/2)^n = 2^(-n)
(-2)^n = (-1)^n*2^n
e^(x/2) = sqrt(e^x)
ln(8) = 3*ln(2)
log(4; 8) = 3/2
-log(10; 250) = log(10; 4) - 3
log(100) = 2*log(10)
ln(2 + sqrt(3)) = -ln(2 - sqrt(3))
ln(x^2) = 2*ln(abs(x))
ln((x + 1)/(x - 1)) = ln(x + 1) - ln(x - 1)
e^(2*ln(x)) = x^2
2^(log(2; x)) = x
(1 + 2*i)*(3 - i) = 5 + 5*i
1/(1 + i) = (1 - i)/2
e^(i*pi) = -1
e^(i*x) = cos(x) + i*sin(x)
sqrt(-3) = i*sqrt(3)
abs(3 + 4*i) = 5
C(n, 2) = n*(n - 1)/2
C(n, k) = n!/(k!*(n - k)!)
(n + 1)! = (n + 1)*n!
floor(sqrt(2)) = 1
ceil(pi) = 4
50% = 1/2
abs(cos(3*pi/4 + pi/7)) = -cos(25*pi/28)
sqrt(cos(pi/7)^2) = cos(pi/7)
ln(2*cos(pi/5)) = ln((1 + sqrt(5))/2)
0.1overline(6) = 1/6
T_max + a_1 = a_1 + T_max
"""
NO_IDENTITIES = """
sqrt(x^2) = x
abs(x) = x
ln(abs(x)) = ln(x)
ln(x^2) = 2*ln(x)
sec(y)^2 = tan(y)^2 - 1
sin(2*x) = sin(x)*cos(x)
sqrt(3 + 2*sqrt(2)) = 1 + sqrt(3)
sqrt(2) + sqrt(3) = sqrt(10)
sqrt(1000001) = 1000.0005
e^(pi*sqrt(163)) = 262537412640768744
cos(58 deg) = cos(59 deg)
ln(8) = 2*ln(2)
log(10; 2) = ln(2)
log(2) = ln(2)
x*f(x) = f(x*x)
f(x) = f*x
i^2 + n = n - 1
2^n = n^2
root(3, x^3 + 1) = x + 1
a_1 = a_2
T_max = T_min
arctan(2) = pi/4
0 = 1/2004!
5*(sin(x)^2 + cos(x)^2 - 1)/(sin(x)^2 + cos(x)^2 - 1) = 5
5*(sqrt(3 + 2*sqrt(2)) - 1 - sqrt(2))/(sqrt(3 + 2*sqrt(2)) - 1 - sqrt(2)) = 5
"""


def lines(table: str) -> list[tuple[str, str]]:
    pairs = [line.split(" = ") for line in table.strip().splitlines()]
    return [(left, right) for left, right in pairs]


@pytest.mark.parametrize(("left", "right"), lines(IDENTITIES))
def test_identities_are_found(left, right):
    assert same(expression(left), expression(right))
    assert same(expression(right), expression(left))


@pytest.mark.parametrize(("left", "right"), lines(NO_IDENTITIES))
def test_what_is_no_identity_is_not_found(left, right):
    for a, b in ((left, right), (right, left)):
        try:
            assert not same(expression(a), expression(b))
        except Refusal as refused:
            assert "zero" in str(refused)


def disagreements(seed: int, leaves: Sequence[str], size: int) -> tuple[list[tuple[str, str]], int]:
    """Pairs of a random pool that are called equal though mpmath tells them apart, or not called
    so though they are; and how many are equal."""
    random, pool = Random(seed), list[tuple[str, object, list[object]]]()
    while len(pool) < size:
        text = drawn(random, leaves, random.choice((1, 2, 2, 3)))
        try:
            found = expression(text)
        except Unreadable:
            continue
        told = values(text)
        if any(value is not None and not mpmath.im(value) for value in told):
            pool.append((text, found, told))
    wrong, equals = [], 0
    for (a, p, u), (b, q, v) in in_turn(pool):
        expected = alike(u, v)
        try:
            found = same(p, q)  # pyright: ignore
        except Unreadable:
            found = False
        equals += bool(expected)
        if expected is not None and found is not expected:
            wrong.append((a, b))
    return wrong, equals


@pytest.mark.parametrize("seed", range(4))
def test_mpmath_agrees_on_random_pairs(seed):
    wrong, equals = disagreements(seed, CONSTANTS if seed % 2 else UNKNOWNS, 45)
    assert wrong == [] and equals > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 16))
def test_mpmath_agrees_on_many_random_pairs(seed):
    wrong, equals = disagreements(seed, CONSTANTS if seed % 2 else UNKNOWNS, 220)
    assert wrong == [] and equals > 40


def parts(table: str) -> list[str]:
    return [part.strip() for part in table.split("|")]


# What leaves a value as it is, whatever the value; and what changes it.
AGAIN = parts("""
({0}) + 0 | 1*({0}) | -(-({0})) | (2*({0}))/2 | ({0})^1 | ({0}) + u - u | ({0})*sqrt(2)^2/2
| ({0})*(sin(u)^2 + cos(u)^2) | ({0}) + ln(1) | ({0})*2^m*2^(-m) | ({0})*sec(u)*cos(u) |
({0})*(sqrt(3) - sqrt(2))*(sqrt(3) + sqrt(2)) | ({0}) + sin(pi) | ({0})*cos(0) |
({0})*(cosh(u)^2 - sinh(u)^2) | ({0})*log(2; 2) | ({0})*m!/m! | ({0})*abs(-1) |
({0})*sqrt(3 + 2*sqrt(2))/(1 + sqrt(2)) | ({0})*tan(45*deg) | ({0})*C(5, 0) |
({0})*(2 + sqrt(3))*(2 - sqrt(3)) | ({0}) + floor(1/2) | ({0})*e^(ln(3))/3 |
({0})*root(3, 2)*root(3, 4)/2 | ({0}) + arctan(1) - pi/4
""")
OTHERWISE = parts("""
({0}) + 1 | 2*({0}) | -({0}) - 3 | ({0})*sqrt(2) | ({0}) + pi | ({0}) + u | ({0})*u |
({0}) - e | ({0}) + sin(u) | ({0})*2^m | ({0}) + ln(2) | ({0})*cos(58*deg) | ({0}) + 1/1000
| ({0}) + sqrt(u)
""")
GOLDS = parts("""
sec(y)^2 | sqrt(3 + 2*sqrt(2)) | (n - 2)*2^n + 1 | 3^10 - 2^10 - 1 | 2*3^5 | -log(10; 250) |
ln(8) | cos(58*deg) | 1 - 2*i | abs(x - 3) | n!/2 | C(n, 2) | floor(x) + 1 | e^(-2*t)/18 |
x*sqrt(x) | 2*pi*k + pi/6 | (a_1 + a_2)/23 | x^(2/3) | arctan(x/sqrt(5)) | sinh(x) | 10^100
| 1/root(3, 4) | sin(x)/x | sqrt(2*g*h)/g | T_max - 1
""")


@pytest.mark.parametrize("gold", GOLDS)
def test_every_rewriting_of_a_value_is_that_value(gold):
    assert len(AGAIN) >= 20
    reference = parse("expression", gold, loose=True)
    for rewriting in AGAIN:
        answer = parse("expression", rewriting.format(gold), loose=True)
        assert equal("expression", answer, reference), rewriting


@pytest.mark.parametrize("gold", GOLDS)
def test_no_change_of_a_value_is_that_value(gold):
    reference, told = parse("expression", gold, loose=True), values(gold)
    random = Random(gold)
    changed = [rewriting.format(gold) for rewriting in OTHERWISE]
    changed += [edited(gold, random) for _ in range(40)]
    for text in [text for text in changed if text != gold]:
        try:
            answer = parse("expression", text, loose=True)
            found = equal("expression", answer, reference)
        except Unreadable:
            continue
        if found:
            assert text not in changed[: len(OTHERWISE)] and alike(values(text), told), text


def edited(text: str, random: Random) -> str:
    """A text with one sign of it another."""
    at = random.randrange(len(text))
    sign = text[at]
    pools = ("0123456789", "+-*", "xyntk")
    pool = next((pool for pool in pools if sign in pool), "")
    return text[:at] + random.choice(pool or "23") + text[at + 1 :]


def test_enclosures_hold_the_value():
    random = Random(5)
    for precision in (64, 300):
        with mpmath.workprec(precision + 200):
            unit = mpmath.mpf(2) ** precision
            for _ in range(100):
                x = int(mpmath.mpf(random.uniform(-40, 40)) * unit)
                value = mpmath.mpf(x) / unit
                pairs = [
                    (exponential(Ball(x, 0, 0), precision), mpmath.exp(value)),
                    (arctangent(Ball(x, 0, 0), precision), mpmath.atan(value)),
                    (logarithm(Ball(abs(x) + 1, 0, 0), precision), mpmath.log(abs(value))),
                ]
                above, below = random.randrange(400), random.randrange(1, 200)
                turn = turned(above, below, precision)
                pairs.append((turn, mpmath.cos(mpmath.pi * above / below)))
                pairs.append(
                    (Ball(turn.imaginary, 0, turn.radius), mpmath.sin(mpmath.pi * above / below))
                )
                for ball, told in pairs:
                    assert abs(told * unit - ball.real) <= ball.radius + 1


HEAVY = (
    "sqrt(2+sqrt(3+sqrt(5+sqrt(7+sqrt(11+sqrt(13))))))",
    "cos(pi/97)+cos(pi/89)+cos(pi/83)+sqrt(2)",
    "(sin(x)+cos(y)+tan(z)+sqrt(x+y))^9",
    "root(97, 2)+root(89, 3)+root(83, 5)",
    "e^(e^(e^(x)))",
    "floor(e^(e^5))",
    "arctan(sqrt(2)+sqrt(3)+sqrt(5)+sqrt(7)+sqrt(11))",
    "C(400, 200)*300!",
    "ln(2^300+1)",
)


@pytest.mark.parametrize("text", HEAVY)
def test_work_is_bounded(text):
    other = text.replace("2", "3", 1) + "+x"
    try:
        assert not same(expression(text), expression(other))
    except Unreadable:
        pass
