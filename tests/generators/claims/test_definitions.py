"""Definitions: numbers defined one after the other, functions with their derivatives, matrices with
their rows; SymPy agrees, and what is not such a list is refused or keeps its old meaning."""

from fractions import Fraction
from random import Random

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy.parsing.sympy_parser import (
    implicit_multiplication,
    parse_expr,
    standard_transformations,
)

from generators.claims.chains import following, read_chains
from generators.claims.claim import Claim
from generators.claims.decide import DECIDERS, linear_system, satisfied
from generators.claims.definitions import read_definitions
from generators.claims.reader import Reader, Unreadable
from tests.cpu_time import cpu_seconds
from tests.drawn import law, verdict

X = sympy.Symbol("x")

TRUE = """
a = 7, b = 3a, c = a + b :: c = 28
a = 7, b = 3a, c = a + b :: c = 7 + 21 = 28, a < b < c, c != 2a
a = 3, b = a^2, c = sqrt(b + 16) :: c = 5
a = 2, b = a^10, c = b mod 7, d = max(a, c) :: d = 2
x = 2, y = 3x :: y = 6
x = 2, y = 3x :: x*y = 12
2x = 4, y = x + 1 :: y = 3
p = 5, q = 1/p :: 10q = 2
a_1 = 7, a_2 = 2a_1 + 1, a_10 = a_1 + a_2 :: a_10 = 22, a_2 - a_1 = 8
a_1 = 7 :: 2a_1 = 14
N = 12, M = N/5 :: M = 12/5
f(x) = 3x^2 + 2x :: f'(x) = 6x + 2, f'(2) = 14
f(x) = 3x^2 + 2x :: f(-1) = 3 - 2 = 1, f(1/2) = 7/4, f(0) = 0
f(x) = 3x^2 + 2x :: f(2x) = 12x^2 + 4x, 2f(x) = 6x^2 + 4x, f(x)^2 = x^2(3x + 2)^2
f(x) = x^5 :: f''(x) = 20x^3, f'''(1) = 60
f(x) = 7 :: f'(x) = 0, f(3) = 7
f(x) = x^2/(x + 1) :: f'(x) = (x^2 + 2x)/(x + 1)^2, f'(1) = 3/4
f(x) = x^2, g(x) = 2x + 1, h(x) = f(x) * g(x) :: h'(x) = 2x(2x + 1) + 2x^2 = 6x^2 + 2x
f(x) = x^2, g(x) = x^3, h(x) = f(x)g(x) :: h'(x) = f'(x)g(x) + f(x)g'(x) = 5x^4
f(x) = x^2, g(x) = 2x + 1, h(x) = f(g(x)) :: h'(x) = f'(g(x)) * g'(x) = 8x + 4
f(x) = x, g(x) = x^2 + 1, h(x) = f(x)/g(x) :: h'(x) = (1 - x^2)/(x^2 + 1)^2
f(x) = x^2, g(t) = 3t :: f(g(t)) = 9t^2, g(f(x)) = 3x^2
f(x) = x^2 :: (f(x) - f(3))/(x - 3) = x + 3
f(x) = x^2 :: (f(3 + h) - f(3))/h = 6 + h
f(x) = x^2, a = 3, b = f'(a) :: b = 6
f(x) = (x - sqrt(2))^2 :: f(sqrt(2)) = 0, f'(x) = 2x - 2sqrt(2)
A = [1, 2; 3, 4] :: A^2 = [7, 10; 15, 22]
A = [1, 2; 3, 4] :: A^-1 = [-2, 1; 3/2, -1/2], A * A^-1 = I_2, A^0 = I_2
A = [1, 2; 3, 4] :: det(A) = 4 - 6 = -2, A^T = [1, 3; 2, 4], 2A^T = [2, 6; 4, 8]
A = [1, 2; 3, 4], B = [0, 1; -1, 2] :: A * B = [-2, 5; -4, 11], B * A != A * B
A = [1, 2; 3, 4], B = [0, 1; -1, 2] :: A + B = [1, 3; 2, 6], A - 2B = [1, 0; 5, 0]
A = [1, 2; 3, 4] :: A/2 = [1/2, 1; 3/2, 2], -A = [-1, -2; -3, -4]
A = [1, 2; 3, 4], B = A^2 :: B - 5A = 2I_2
A = [1, 2; 3, 4], v = [1; 1], w = A * v :: w = [3; 7]
A = [1, 2, 3; 4, 5, 6] :: A * A^T = [14, 32; 32, 77]
A = [1, 2; 3, 4] :: det(A - t*I_2) = t^2 - 5t - 2
a = 3, A = [a, 1; 0, a^2] :: det(A) = 27
A = [1, 2; 3, 4] :: R_2 - 3R_1 -> [1, 2; 0, -2], R_2 - 3R_1 = [0, -2]
A = [1, 2; 3, 4] :: R_1 <-> R_2 -> [3, 4; 1, 2]
A = [2, 4; 3, 4] :: 1/2R_1 -> [1, 2; 3, 4], (1/2)R_1 = [1, 2], R_1 / 2 -> [1, 2; 3, 4]
A = [1, 2; 3, 4] :: -2R_1 + R_2 -> [1, 0; 3, 4]
[1, 2; 3, 4] :: R_2 - 3R_1 -> [1, 2; 0, -2]
[1, 2; 3, 4] :: R_2 - 3R_1 = [0, -2]
[1, 2; 3, 4] * [1; 1] :: [3; 7]
[1, 2; 3, 4]^2 = [7, 10; 15, 22]
det([1, 2; 3, 4]) = -2
C = [1, 2; 3, 4] :: C + C = 2C, det(C) = -2C(2, 2)
"""

FALSE = """
a = 7, b = 3a, c = a + b :: c = 29
a = 7, b = 3a :: b < a
a_1 = 7, a_2 = a_1 + 1 :: a_2 = 7
f(x) = 3x^2 + 2x :: f'(x) = 6x + 3
f(x) = 3x^2 + 2x :: f'(x) = 6x + 2, f'(2) = 15
f(x) = 3x^2 + 2x :: f''(x) = f'(x)
f(x) = x^2 :: f(3) = 6
f(x) = x :: f(x) = 3
f(x) = x^2, g(x) = x + 1 :: f(g(x)) = g(f(x))
f(x) = 1/x :: f'(x) = 1/x^2
A = [1, 2; 3, 4] :: A^2 = [1, 4; 9, 16]
A = [1, 2; 3, 4], B = [0, 1; -1, 2] :: A * B = B * A
A = [1, 2; 3, 4] :: det(A) = 2
A = [1, 2; 3, 4] :: A = [1, 2; 3, 4; 5, 6]
A = [1, 2; 3, 4] :: R_2 - 3R_1 -> [1, 2; 0, -3]
A = [1, 2; 3, 4] :: R_2 - 3R_1 -> [0, -2; 3, 4]
A = [1, 2; 3, 4] :: R_1 <-> R_2 -> [1, 2; 3, 4]
A = [1, 2; 3, 4] :: R_1 - 3R_2 -> [1, 2; 0, -2]
[1, 2; 3, 4] :: [1, 2; 3, 5]
[1, 2; 3, 4] = [1, 2, 3, 4]
"""

UNDECIDED = """
a = 1/0, b = a :: b = b
a = 0, b = 1/a :: 2 = 2
0x = 4, y = x :: y = 1
f(x) = 1/(x - 1) :: f(1) = 0
f(x) = (x^2 - 1)/(x - 1) :: f(1) = 2
f(x) = 1/(x - x) :: 2 = 2
f(x) = |x| :: f(3) = 3
f(x) = x^2 :: f(x) < 3
f(x) = x :: f([1, 2; 3, 4]) = 1
A = [1, 2; 2, 4] :: A^-1 = A
A = [1, 2, 3; 4, 5, 6] :: A^2 = A
A = [1, 2, 3; 4, 5, 6] :: det(A) = 0
A = [1, 2; 3, 4] :: A + 1 = A
A = [1, 2; 3, 4] :: A + [1, 2] = A
A = [1, 2; 3, 4] :: A / A = I_2
A = [1, 2; 3, 4] :: 1 / A = A
A = [1, 2; 3, 4] :: A < 2A
A = [1, 2; 3, 4] :: 2^A = A
A = [1, 2; 3, 4], B = [A, A] :: B = B
A = [1, 2; 3] :: A = A
A = [1, 2; 3, 4] :: 0R_2 + R_1 -> [1, 2; 1, 2]
A = [1, 2; 3, 4] :: R_1 <-> R_1 -> [1, 2; 3, 4]
A = [1, 2; 3, 4] :: R_3 + R_1 -> [1, 2; 3, 4]
A = [1, 2; 3, 4], b = 3 :: R_1 + R_2 -> [4, 6; 3, 4]
A = [1, 2; 3, 4] :: transpose(3) = 3
"""

UNREADABLE = """
A = 3
a_1 = 3
f'(x) = 3
f(x) = x^2 :: f'(x)
f(x) = x^2 :: f = 3
f(x) = x^2 :: f' = 3
f(x) = x^2 :: g(x) = 3
f(x) = x^2 :: f'(x = 3
f(x) = x^2 :: f(x, 1) = 3
f(x) = x^2 :: f'''''''(x) = 0
f(x) = x^2 :: f(x + y) = 3
f(x) = x^2 :: f(x) = x*y
f(x) = x^2 :: f(x) = 4 or f(x) = 5
f(x) = x^2 + y :: f'(x) = 3
f(x) = f(x) :: f'(x) = 3
a = b, b = 3a, c = a*b :: c = 28
a = 7, a = 7b, c = a*b :: c = 28
a = 7, b = a^2 :: c = 28
a = 7, b = a^2 :: b = x
a = 7, b = a^2 :: 49
a = 7, b = a^2 or c = 3 :: b = 49
A = [1, 2; 3, 4] :: B = A
A = [1, 2; 3, 4] :: AA = A
A = [1, 2; 3, 4] :: R_2 -> A -> A
A = [1, 2; 3, 4] :: R_1 <-> R_2 = A
A = [1, 2; 3, 4] :: R_1 <-> 2R_2 -> A
A = [1, 2; 3, 4] :: A -> A
A = [1, 2; 3, 4] :: R_1 + 1 -> A
A = [1, 2; 3, 4] :: R_1 * R_2 -> A
A = [1, 2; 3, 4] :: A[1] = 1
A = [1, 2; 3, 4
A = [1, 2; 3, 4 :: A = A
A = [] :: A = A
A = [1, 2;] :: A = A
A = [1, 2], x^2 = 4 :: A = A
x_100 = 3 :: x_100 = 3
X = 3, Y = Z :: X = 3
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(TRUE))
def test_true_claims_hold_and_read_back(text):
    claim = Claim.read(text)
    assert DECIDERS[claim.form](claim.values) is True and claim.text() == text


@pytest.mark.parametrize("text", lines(FALSE))
def test_false_claims_do_not_hold(text):
    claim = Claim.read(text)
    assert DECIDERS[claim.form](claim.values) is False and claim.text() == text


@pytest.mark.parametrize("text", lines(UNDECIDED))
def test_what_has_no_value_is_not_decided(text):
    claim = Claim.read(text)
    assert claim.holds() is False
    with pytest.raises((ArithmeticError, TypeError)):
        DECIDERS[claim.form](claim.values)


@pytest.mark.parametrize("text", lines(UNREADABLE))
def test_what_claims_nothing_is_refused(text):
    with pytest.raises(Unreadable):
        Claim.read(text)


@pytest.mark.parametrize(
    "subject",
    [
        "x = 2",
        "x + y = 3, x - y = 1",
        "y = x^2",
        "x = 2, x = 3",
        "x = y, y = 2",
        "5",
        "x < 3",
        "2 = 2",
    ],
)
def test_equations_are_no_definitions(subject):
    assert read_definitions(subject) is None


def test_one_equation_for_one_letter_keeps_its_solutions():
    assert not verdict("x = 2 :: x^2 = 4") and verdict("x = 2, y = x :: x^2 = 4")


@law(200)
@given(seed=st.integers(0, 2**32))
def test_a_linear_system_of_this_shape_means_the_same(seed):
    random = Random(seed)
    letters, parts = "xyz", []
    for i, letter in enumerate(letters):
        terms = [f"{random.choice([1, 2, -3])}{earlier}" for earlier in letters[:i]]
        sides = " + ".join(
            [*random.sample(terms, random.randrange(i + 1)), f"{random.randrange(9)}"]
        )
        parts.append(f"{random.choice(['', '2', '-'])}{letter} = {sides}".replace("+ -", "- "))
    subject = ", ".join(parts)
    shown = random.choice(["z = {}", "x + y = {}", "2z - x < {}", "y != {}", "z = x + {}"])
    claim = Claim.read(f"{subject} :: {shown.format(random.randrange(-9, 20))}")
    form, values = claim.form, claim.values
    reader = Reader(form.partition(" :: ")[0])
    read_chains(reader)
    chains, _ = read_chains(following(reader, form.partition(" :: ")[2]))
    old = satisfied(linear_system(form.partition(" :: ")[0]), reader.holes, chains)
    assert DECIDERS[form](values) is old(values)


def polynomial_text(random: Random, degree: int) -> str:
    terms = [
        f"{random.randrange(1, 9)}x^{power}"
        if power > 1
        else f"{random.randrange(1, 9)}{'x' * power}"
        for power in range(degree, -1, -1)
        if random.random() < 0.7
    ]
    return "".join([random.choice([" + ", " - "]) + term for term in terms]).strip("+ ") or "x"


def of_sympy(text: str):
    return parse_expr(
        text.replace("^", "**"),
        transformations=(*standard_transformations, implicit_multiplication),
        local_dict={"x": X},
    )


def shown(value) -> str:
    return str(value).replace("**", "^")


@law(12)
@given(seed=st.integers(0, 2**32))
def test_derivatives(seed):
    random = Random(seed)
    f_text, g_text = polynomial_text(random, 3), polynomial_text(random, 2)
    f, g = of_sympy(f_text), of_sympy(g_text)
    at = sympy.Rational(random.randrange(-5, 6), random.choice([1, 2, 3]))
    subject = f"f(x) = {f_text}, g(x) = {g_text}"
    combined = {
        "f(x) + 2g(x)": f + 2 * g,
        "f(x) * g(x)": f * g,
        "f(g(x))": f.subs(X, g),
        "g(f(x))": g.subs(X, f),
        "f(x)/g(x)": f / g,
        "1/(g(x)^2 + 1)": 1 / (g**2 + 1),
    }
    for text, value in combined.items():
        first, second = sympy.diff(value, X), sympy.diff(value, X, 2)
        slope = first.subs(X, at)
        whole = f"{subject}, h(x) = {text}"
        if not slope.is_finite:
            assert not verdict(f"{whole} :: h'({at}) = 1")
            continue
        assert verdict(f"{whole} :: h'(x) = {shown(first)}, h'({at}) = {slope}")
        assert verdict(f"{whole} :: h''(x) = {shown(sympy.cancel(second))}")
        assert not verdict(f"{whole} :: h'(x) = {shown(first + random.choice([1, X, X**2]))}")
        assert not verdict(f"{whole} :: h'({at}) = {slope + 1}")
        assert verdict(f"{whole} :: h({at}) = {value.subs(X, at)}")


def matrix_text(matrix) -> str:
    rows = [", ".join(map(str, matrix.row(i))) for i in range(matrix.rows)]
    return f"[{'; '.join(rows)}]"


@law(40)
@given(seed=st.integers(0, 2**32))
def test_matrices(seed):
    random = Random(seed)
    n, m = random.randrange(1, 4), random.randrange(1, 4)

    def entry(*_):
        return sympy.Rational(random.randrange(-6, 7), random.choice([1, 1, 1, 2, 3]))

    a, b = sympy.Matrix(n, n, entry), sympy.Matrix(n, m, entry)
    subject = f"A = {matrix_text(a)}, B = {matrix_text(b)}"
    values = {"A * B": a * b, "A^T": a.T, "B^T * A": b.T * a, "A^3": a**3, "A - 2A^T": a - 2 * a.T}
    values |= {"B/2": b / 2, "-B": -b, "A^-1": a.inv() if a.det() else None, "A^-2": None}
    values["A^-2"] = a.inv() ** 2 if a.det() else None
    for text, value in values.items():
        if value is None:
            assert not verdict(f"{subject} :: {text} = A")
            continue
        assert verdict(f"{subject} :: {text} = {matrix_text(value)}")
        wrong = value.copy()
        wrong[random.randrange(wrong.rows), random.randrange(wrong.cols)] += 1
        assert not verdict(f"{subject} :: {text} = {matrix_text(wrong)}")
    assert verdict(f"{subject} :: det(A) = {a.det()}")
    t = sympy.Symbol("t")
    characteristic = (a - t * sympy.eye(n)).det()
    assert verdict(f"{subject} :: det(A - t*I_{n}) = {shown(sympy.expand(characteristic))}")


@law(120)
@given(seed=st.integers(0, 2**32))
def test_row_operations(seed):
    random = Random(seed)
    n, m = random.randrange(2, 5), random.randrange(1, 5)
    a = sympy.Matrix(n, m, lambda *_: random.randrange(-6, 7))
    i, j = random.sample(range(n), 2)
    factor = sympy.Rational(random.choice([-4, -3, -1, 1, 2, 5]), random.choice([1, 1, 2]))
    added, scaled, swapped = a.copy(), a.copy(), a.copy()
    added.row_op(i, lambda value, k: value + factor * a[j, k])
    scaled.row_op(i, lambda value, k: factor * value)
    swapped.row_swap(i, j)
    operations = {
        f"R_{i + 1} + ({factor})R_{j + 1}": added,
        f"({factor})R_{i + 1}": scaled,
        f"R_{i + 1} <-> R_{j + 1}": swapped,
    }
    for text, value in operations.items():
        assert verdict(f"A = {matrix_text(a)} :: {text} -> {matrix_text(value)}")
        wrong = value.copy()
        wrong[random.randrange(n), random.randrange(m)] += 1
        assert not verdict(f"A = {matrix_text(a)} :: {text} -> {matrix_text(wrong)}")
    assert verdict(
        f"{matrix_text(a)} :: R_{i + 1} + ({factor})R_{j + 1} = {matrix_text(added[i, :])}"
    )
    form = f"A = {matrix_text(a)} :: R_{i + 1} + {{}}R_{j + 1} -> {matrix_text(added)}"
    assert Claim(form, (Fraction(int(factor.p), int(factor.q)),)).holds()


@law(200)
@given(seed=st.integers(0, 2**32))
def test_numbers_defined_one_after_the_other(seed):
    random = Random(seed)
    names = [*"abcdefgh", "k_1", "k_2", "N", "M"]
    known: dict[str, Fraction] = {}
    parts = []
    for name in names[: random.randrange(2, 12)]:
        value = Fraction(random.randrange(1, 9))
        text = str(value)
        for earlier in random.sample(sorted(known), min(len(known), random.randrange(3))):
            sign = random.choice("+-*")
            text = f"{text} {sign} {earlier}"
            value = {"+": value + known[earlier], "-": value - known[earlier]}.get(sign)
            if value is None:  # a product binds tighter, so it comes first
                value, text = known[earlier] * 3, f"3{earlier}"
        known[name] = value
        parts.append(f"{name} = {text}")
    last = list(known)[-1]
    subject = ", ".join(parts)
    if len(parts) > 1:
        assert verdict(f"{subject} :: {last} = {known[last]}")
        assert not verdict(f"{subject} :: {last} = {known[last] + 1}")
        text = f"{subject} :: {last} = {known[last]}"
        assert Claim.read(text).text() == text


def test_no_more_than_sixteen_names():
    names = "abcdefghjklmnopq"
    parts = [f"{x} = {y} + 1" for x, y in zip(names[1:], names, strict=False)]
    assert verdict(f"a = 1, {', '.join(parts)} :: q = 16")
    with pytest.raises(Unreadable, match="more than 16"):
        Claim.read(f"a = 1, {', '.join(parts)}, r = q :: q = 16")


PIECES = ["", *"0123456789xyzfABCR+-*/^!()=<>|,;: []'_", "->", "<->", " :: ", "R_1", "f'(", "^T"]


@law(600)
@given(
    text=st.sampled_from([*lines(TRUE), *lines(FALSE)]),
    edits=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(PIECES)), max_size=5),
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


LETTERS = "abcdefghijklmnop"
HOSTILE = [
    "a = 9^3000, "
    + ", ".join([f"{y} = {x}*{x}*{x}" for x, y in zip(LETTERS, LETTERS[1:], strict=False)])
    + " :: p = 1",
    "f(x) = (x + 1)^40 :: f(f(f(x))) = 1",
    "f(x) = x^30 + 1 :: " + "*".join(["f(x)"] * 55) + " = 1",
    "f(x) = x^20 + x + 1, g(x) = f(x)/(x^19 + x + 2) :: " + "+".join(["g''''(x)"] * 11) + " = 1",
    "f(x) = 1/(x + 1) :: " + "+".join([f"f(x + {n})" for n in range(50)]) + " = 1",
    "f(x) = (" + "9" * 1_000 + "x + " + "7" * 900 + ")^30 :: f'(x) = 1",
    "f(x) = x^64 :: f(9^3000) = 1",
    "f(x) = x^16 :: " + "f(" * 30 + "x" + ")" * 30 + " = 1",
    "A = [" + "; ".join([", ".join(["99999999999/7"] * 6)] * 6) + "] :: A^256 = A",
    "A = ["
    + "; ".join([", ".join([str(i * 7 + j * j + 1) for j in range(6)]) for i in range(6)])
    + "] :: "
    + "*".join(["A"] * 190)
    + " = A",
    "A = ["
    + "; ".join(
        [", ".join([f"{i * 7 + j * j + 1}/{i + j + 1}" for j in range(6)]) for i in range(6)]
    )
    + "] :: "
    + "+".join(["A^-9"] * 50)
    + " = A",
    "A = ["
    + "; ".join([", ".join([f"{i + j}" for j in range(6)]) for i in range(6)])
    + "] :: det(A - t*I_6) = 1",
    "A = [" + "1, " * 1_000 + "1] :: A = A",
    "A = [" + "1; " * 1_000 + "1] :: A = A",
    "A = " + "[" * 39 + "1" + "]" * 39 + " :: A = A",
    "f(x) = x :: f" + "'" * 5_000 + "(x) = 1",
    "A = [2] :: A^99999999 = A",
    "a = 2, b = a^99999999 :: b = 1",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_claims_take_no_time(text):
    assert cpu_seconds(verdict, text) < 1
