"""Real roots of polynomials agree with SymPy's, and what has others is refused."""

from fractions import Fraction
from random import Random

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generators.claims.rational_functions import multiplied
from generators.claims.real_roots import NotExact, real_roots
from generators.claims.surds import Surd, square_root
from tests.drawn import law
from tests.generators.claims.test_surds import as_sympy, close

X = sympy.Symbol("x")


def product_of(factors):
    result = (1,)
    for factor in factors:
        result = multiplied(result, factor)[0]
    return result


@law(150)
@given(seed=st.integers(0, 2**32))
def test_roots_of_products(seed):
    """Up to five linear factors, some repeated, and quadratic ones without rational roots."""
    random = Random(seed)
    factors = [
        (Fraction(random.randrange(-9, 10), random.randrange(1, 4)), random.choice([1, -2, 3]))
        for _ in range(random.randrange(6))
    ]
    factors += random.choices(factors, k=1) if factors and random.random() < 0.5 else []
    quadratics = [(1, 0, 1), (-2, 0, 1), (-1, -2, 1), (5, 2, 1), (Fraction(-1, 3), 0, 2)]
    factors += random.choices(quadratics, k=random.choice([0, 0, 1]))
    polynomial = product_of(factors)
    found = real_roots(polynomial)
    written = sympy.Poly([as_sympy(number) for number in polynomial[::-1]], X)
    expected = [root for root in sympy.roots(written) if root.is_real]
    assert len(found) == len(expected)
    assert all(any(close(as_sympy(root), other) for other in expected) for root in found)
    assert all(isinstance(root, (int, Surd)) or root.denominator > 1 for root in found)


@pytest.mark.parametrize(
    ("polynomial", "roots"),
    [
        ((), []),
        ((5,), []),
        ((3, 2), [Fraction(-3, 2)]),
        ((square_root(2), 1), [-square_root(2)]),
        ((1, 0, 1), []),
        ((4, -4, 1), [2]),
        ((-2, 0, 1), [square_root(2), -square_root(2)]),
        ((0, 0, 0, 1), [0]),
        ((1, 0, 2, 0, 1), []),
        ((6, 0, -5, 0, 1), None),
        ((-2, 0, 0, 1), None),
        ((1, 0, 0, 0, 1), []),
        ((4, 0, -4, 0, 1), [square_root(2), -square_root(2)]),
        ((0, -2, 0, 0, 1), None),
        ((1 - square_root(2), 0, 1), None),
        ((square_root(2), 0, 1), []),
        ((2, -2 * square_root(2), 1), [square_root(2)]),
        ((-1, 0, 0, 0, 0, 0, 0, 0, 1), [1, -1]),
        ((10**40, 1), [-(10**40)]),
        ((-(10**30), 0, 0, 1), [10**10]),
    ],
)
def test_known_roots(polynomial, roots):
    if roots is None:
        with pytest.raises(ArithmeticError):
            real_roots(polynomial)
    else:
        found = real_roots(polynomial)
        assert len(found) == len(roots) and all(root in found for root in roots)


def test_limits():
    with pytest.raises(NotExact):
        real_roots((-2, 0, 0, 1))
    with pytest.raises(OverflowError):
        real_roots((1,) * 10)
    with pytest.raises(OverflowError):
        real_roots((10**60, 0, 0, 1))
