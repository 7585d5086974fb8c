"""Divisors, remainders and congruences."""
