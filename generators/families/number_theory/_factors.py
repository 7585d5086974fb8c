"""Whole numbers taken apart into powers of primes."""

from functools import lru_cache
from math import isqrt


@lru_cache(maxsize=8_192)
def prime_powers(number: int) -> tuple[tuple[int, int], ...]:
    """The primes of a number above 0, rising, each with its exponent; found by trial division."""
    found, rest, prime, limit = [], number, 2, isqrt(number)
    while prime <= limit:
        exponent = 0
        while rest % prime == 0:
            rest //= prime
            exponent += 1
        if exponent:
            found.append((prime, exponent))
            limit = isqrt(rest)
        prime += 1 if prime == 2 else 2
    return (*found, (rest, 1)) if rest > 1 else tuple(found)


@lru_cache(maxsize=8_192)
def coprime_split(number: int) -> tuple[int, int]:
    """Two factors without a common divisor, the smaller first, as near to each other as can be; 1
    and the number itself where the number is a power of a prime."""
    powers = [prime**exponent for prime, exponent in prime_powers(number)]
    products = [1]
    for power in powers:
        products += [power * product for product in products]
    smaller = max(product for product in products if product * product <= number)
    return smaller, number // smaller
