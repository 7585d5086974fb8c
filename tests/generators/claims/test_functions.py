"""The functions that claims may use agree with SymPy, are bounded, and refuse what they are not
defined for."""

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.claims.claim import Claim
from generators.claims.functions import FUNCTIONS, function
from generators.errors import FamilyError
from tests.drawn import law, verdict
from tests.sympy_claims import FUNCTIONS as SYMPY

SMALL = st.integers(-6, 9)
NATURAL = st.integers(0, 9)


def called(name: str, *groups: tuple[int, ...]) -> object:
    """What the function gives, or None outside its domain."""
    try:
        return FUNCTIONS[name](*groups)
    except (ArithmeticError, TypeError, ValueError):
        return None


def test_sympy_knows_every_function_of_core():
    assert {
        name for name, run in FUNCTIONS.items() if run.__module__ == "generators.claims.functions"
    } <= SYMPY.keys()


@law(200)
@given(size=st.integers(1, 6), data=st.data())
def test_determinants(size, data):
    rows = [tuple(data.draw(st.lists(SMALL, min_size=size, max_size=size))) for _ in range(size)]
    assert called("det", *rows) == SYMPY["det"](*rows)
    halves = [tuple(Fraction(number, 2) for number in row) for row in rows]
    assert called("det", *halves) == Fraction(int(SYMPY["det"](*rows)), 2**size)


@law(200)
@given(numbers=st.lists(st.integers(-60, 60), min_size=1, max_size=4))
def test_divisors_and_multiples(numbers):
    assert called("gcd", tuple(numbers)) == math.gcd(*numbers)
    assert called("lcm", tuple(numbers)) == math.lcm(*numbers)


@law(200)
@given(modulus=st.integers(2, 20), start=SMALL, steps=st.lists(st.tuples(SMALL, SMALL), max_size=6))
def test_chains_of_maps(modulus, start, steps):
    assert called("affine", (modulus,), (start,), *steps) == SYMPY["affine"](
        (modulus,), (start,), *steps
    )


GROUP = st.one_of(
    st.tuples(NATURAL), st.tuples(NATURAL, NATURAL), st.tuples(NATURAL, NATURAL, NATURAL)
)


@law(300)
@given(chosen=st.integers(0, 12), groups=st.lists(GROUP, min_size=1, max_size=4))
def test_ways_to_choose(chosen, groups):
    by_hand = 0
    limits = [
        (n, *(rest or (0, n))) if len(rest) != 1 else (n, rest[0], rest[0]) for n, *rest in groups
    ]
    for taken in product(*[range(low, high + 1) for _, low, high in limits]):
        if sum(taken) == chosen:
            by_hand += math.prod(
                math.comb(n, k) for (n, _, _), k in zip(limits, taken, strict=True)
            )
    assert called("ways", (chosen,), *groups) == by_hand
    everything = math.comb(sum(n for n, *_ in groups), chosen)
    assert called("draws", (chosen,), *groups) == (
        Fraction(by_hand, everything) if everything else None
    )


@law(200)
@given(congruences=st.lists(st.tuples(NATURAL, st.integers(1, 12)), min_size=1, max_size=4))
def test_congruences(congruences):
    period = math.lcm(*[m for _, m in congruences])
    found = [x for x in range(period) if all((x - r) % m == 0 for r, m in congruences)]
    assert called("crt", *congruences) == (found[0] if found else None)


@law(200)
@given(
    coefficients=st.lists(SMALL, min_size=2, max_size=5),
    extra=st.integers(1, 3),
    first=NATURAL,
    ahead=st.integers(0, 20),
)
def test_terms_of_polynomial_sequences(coefficients, extra, first, ahead):
    def at(n: int) -> int:
        return sum(c * n**i for i, c in enumerate(coefficients))

    degree = len(coefficients) - 1
    terms = tuple(at(first + i) for i in range(degree + 1 + extra))
    expected = at(first + ahead) if coefficients[-1] else None
    assert called("term", (degree,), terms, (first + ahead,), (first,)) == expected
    assert called("term", (degree,), (*terms[:-1], terms[-1] + 1), (first,), (first,)) is None


@pytest.mark.parametrize("n", [1, 2, 36, 97, 360, 10**9, 999_999_937])
def test_totients(n):
    assert called("phi", (n,)) == SYMPY["phi"]((n,))


@pytest.mark.parametrize("name", FUNCTIONS)
@law(200)
@given(
    groups=st.lists(
        st.lists(st.one_of(st.integers(), SMALL, st.fractions(max_denominator=9)), max_size=4).map(
            tuple
        ),
        max_size=5,
    )
)
def test_functions_are_total(name, groups):
    try:
        FUNCTIONS[name](*groups)
    except (ArithmeticError, TypeError, ValueError, IndexError):
        pass


@pytest.mark.parametrize(
    "text",
    [
        "C(10^8, 5 * 10^6) = 1",
        "phi(10^18 + 9) = 1",
        "ways(10^9; 10^9, 5) = 1",
        "ways(40; " + "; ".join(["1000, 0, 1000"] * 12) + ") = 1",
        "draws(10^9; 10^9) = 1",
        "term(1; 1, 2, 3; 10^30) = 1",
        "crt(1, 0) = 1",
        "gcd() = 1",
        "det(1, 2; 3) = 1",
        "affine(0; 1; 2, 3) = 1",
        "affine(2, 3; 1; 2, 3) = 1",
    ],
)
def test_what_is_out_of_bounds_does_not_hold(text):
    assert not verdict(text)


@pytest.mark.parametrize(
    "name", ["f", "Q", "mod", "or", "two_words", "x2", "größe", "_hidden", "C", "gcd", "det"]
)
def test_a_function_that_no_claim_could_call_is_refused(name):
    def run(numbers):
        return 0

    run.__name__, run.__module__ = name, "families.mine"
    before = dict(FUNCTIONS)
    with pytest.raises(FamilyError) as refused:
        function(run)
    assert before == FUNCTIONS and "families.mine" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["xor", "modulus", "mods", "orbit", "Fib", "AB"])
def test_a_function_may_be_called_anything_that_reads_back(name):
    def run(numbers):
        return sum(numbers)

    run.__name__, run.__module__ = name, "families.mine"
    try:
        assert function(run) is run and function(run) is run
        text = f"{name}(1, -2) + 3{name}(4) - 0 = 11"
        assert Claim.read(text).holds() and Claim.read(text).text() == text
        assert Claim(f"{name}({{}}, {{}}) - {{}} = {{}}", (1, -2, 3, -4)).holds()

        def other(numbers):
            return 0

        other.__name__, other.__module__ = name, "families.yours"
        with pytest.raises(FamilyError, match=f"families.yours: .*'{name}' is already in families"):
            function(other)
    finally:
        del FUNCTIONS[name]
