"""Decides claims modulo a number: differences divisible by it, coefficient by coefficient where
there are letters."""

from collections.abc import Sequence
from itertools import chain
from math import gcd
from typing import Any

from generators.claims.chains import Chain, Decide, every, links_of, speaks_of_letters
from generators.claims.compiler import Program, Run, Scope, compile_tree, lifted
from generators.claims.identity import bound_of, points_for, sized, widest
from generators.claims.reader import Node, Unreadable

MODULUS_BITS = 128


def modular(modulus: Node, chains: Sequence[Chain]) -> Decide:
    """Differences divisible by the modulus, coefficient by coefficient where there are letters."""
    run = compile_tree(modulus).run
    limit = 1 << MODULUS_BITS

    def checked(values: Sequence[Any]) -> int:
        m = run(values)
        if m.__class__ is not int or not 1 < m < limit:
            raise ArithmeticError(f"a modulus is a whole number from 2 to 2^{MODULUS_BITS}")
        return m

    links = links_of(chains)
    if not links or any(sign not in ("=", "!=") for _, sign, _ in links):
        raise Unreadable("modulo a number only = and != are decided")
    if speaks_of_letters(chains):
        return modular_identity(checked, links)
    scope = Scope(modulus=run)

    def compiled(each: Chain) -> list[Program]:
        return [compile_tree(member, scope) for member in each.members]

    programs = list(map(compiled, chains))
    fractions = any([program.pair for program in chain.from_iterable(programs)])
    if all(sign == "=" for _, sign, _ in links) and not fractions:
        return every([congruent(checked, runs_of(members)) for members in programs])
    scope = Scope(modulus=checked)
    return every(
        [
            congruence(checked, compile_tree(left, scope), sign, compile_tree(right, scope))
            for left, sign, right in links
        ]
    )


def runs_of(programs: Sequence[Program]) -> list[Run]:
    return [program.run for program in programs]


def congruent(modulus: Run, members: Sequence[Run]) -> Decide:
    """Whether whole numbers leave the same remainder; each is worked out once."""
    first, *others = members

    def decide(values: Sequence[Any]) -> bool:
        m, number = modulus(values), first(values)
        for run in others:
            difference = run(values) - number
            if difference.__class__ is not int:
                difference = numerator_of(difference, m)
            if difference % m:
                return False
        return True

    return decide


def numerator_of(difference: Any, modulus: int) -> int:
    """What a fraction in a hole amounts to: its numerator, if its denominator has an inverse."""
    if gcd(difference.denominator, modulus) != 1:
        raise ZeroDivisionError("a denominator that has no inverse")
    return difference.numerator


def congruence(modulus: Run, left: Program, sign: str, right: Program) -> Decide:
    wanted = sign == "="
    if not left.pair and not right.pair:
        f, g = left.run, right.run
        return lambda v: (numerator_of(f(v) - g(v), modulus(v)) % modulus(v) == 0) is wanted
    f, g = lifted(left), lifted(right)

    def decide(values: Sequence[Any]) -> bool:
        (a, b), (c, d), m = f(values), g(values), modulus(values)
        if gcd(b * d, m) != 1:
            raise ZeroDivisionError("a denominator that has no inverse")
        return ((a * d - c * b) % m == 0) is wanted

    return decide


def modular_identity(modulus: Run, links: Sequence[tuple[Node, str, Node]]) -> Decide:
    bounds = [bound_of(left).plus(bound_of(right)) for left, _, right in links]
    if any(sign != "=" for _, sign, _ in links) or any(bound.under for bound in bounds):
        raise Unreadable("modulo a number, letters need = and stand in no denominator")
    bound = widest(bounds)

    def build(value_bits: int) -> Decide:
        bits, points = points_for(bound, value_bits)
        scope = Scope(points=points)

        def congruent(left: Node, right: Node) -> Decide:
            program = compile_tree(("-", left, right), scope)
            difference = program.run
            if program.pair:
                return lambda v: divisible_quotient(difference(v), modulus(v), bits)
            return lambda v: divisible(difference(v), modulus(v), bits)

        return every([congruent(left, right) for left, _, right in links])

    return sized(build)


def divisible_quotient(quotient: tuple[int, int], modulus: int, bits: int) -> bool:
    numerator, denominator = quotient
    if gcd(denominator, modulus) != 1:
        raise ZeroDivisionError("a denominator that has no inverse")
    return divisible(numerator, modulus, bits)


def divisible(number: int, modulus: int, bits: int) -> bool:
    """Whether every signed digit of `number` in base 2^bits, that is every coefficient, is
    divisible by the modulus."""
    base, half = 1 << bits, 1 << (bits - 1)
    while number:
        digit = ((number + half) & (base - 1)) - half
        if digit % modulus:
            return False
        number = (number - digit) >> bits
    return True
