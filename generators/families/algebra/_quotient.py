"""How a quotient of two whole numbers stands in a claim: as one number, or as a fraction in lowest
terms."""

from math import gcd


def over(n: int, k: int) -> tuple[str, tuple[int, ...]]:
    """n/k: its form, `{}` or `{}/{}`, and its numbers. Raises ZeroDivisionError for k = 0."""
    if n % k == 0:
        return "{}", (n // k,)
    shared = gcd(n, k) if k > 0 else -gcd(n, k)
    return "{}/{}", (n // shared, k // shared)
