"""The members of a chain such as `P(A) = 3/10 + 2/10 = 1/2`, each taken for what it is: a name, a
number, or an expression with unknowns; and whether two of them are the same, exactly."""

import re
from itertools import chain

from generators.answers import polynomial
from generators.answers.exact import Evaluation, expression
from generators.answers.identity import real_sign, same
from generators.claims.reader import Unreadable

# a letter with its index, its primes and what it is taken of: x, a_1, f'(x), P(A)
NAME = re.compile(r"[A-Za-z](?:_[A-Za-z0-9]+)?'*(?:\([A-Za-z0-9, ]*\))?", re.ASCII)
WORD = re.compile(r"[A-Za-z]+", re.ASCII)
LOGARITHM = re.compile(r"\blog\((?![^();]*;)", re.ASCII)
CALLED = re.compile(r"[A-Za-z]+(?=\()", re.ASCII)
CONSTANTS = {"pi", "deg", "mod"}
PRODUCT = re.compile(r"(?<![a-z]{2})\([^()]*[a-z]")  # brackets with a letter in them
BRACKETS = re.compile(r"\([^()]*\)")
ARGUMENTS = re.compile(r"\([^()=]*\)")
OUTSIDE = re.compile(r"[+-]")
OTHER_RELATION = re.compile(r"[<>!|~]|\bor\b|\band\b|, ")
CHOSEN = re.compile(r"(?<![A-Za-z])C\(\d+, \d+\)", re.ASCII)  # k of n
LONGEST = 300  # characters of two members that are compared as expressions


def members_of(text: str) -> list[str]:
    """The members of a chain of equal signs; none where it is anything else."""
    if " = " not in text:
        return []
    outside = text
    while ", " in outside and "(" in outside:
        outside, found = ARGUMENTS.subn("", outside)
        if not found:
            break
    return [] if OTHER_RELATION.search(outside) else text.split(" = ")


def is_name(member: str) -> bool:
    """Whether a member only names a value, x or f(3); a binomial coefficient is a number."""
    return NAME.fullmatch(member) is not None and CHOSEN.fullmatch(member) is None


def unknowns(member: str) -> set[str]:
    """The letters and words of a member that are no functions or constants."""
    member = CHOSEN.sub("1", member)
    words = set(WORD.findall(member)) - CONSTANTS
    called = set(CALLED.findall(member))
    return {word for word in words if word not in called or len(word) == 1}


def exactly_same(left: str, right: str) -> bool | None:
    """Whether two members are equal, with functions, roots and constants that claims do not know;
    None where that cannot be told. A logarithm without its base may be decimal."""
    if len(left) + len(right) > LONGEST:
        return None
    try:
        for a, b in {(left, right), (decimal_logarithms(left), decimal_logarithms(right))}:
            if same(expression(a), expression(b)):
                return True
        return False if order_of(left, right) else None
    except (Unreadable, ArithmeticError, ValueError, RecursionError):
        return None


def order_of(left: str, right: str, further: str = "0") -> int:
    """The sign of `left - right + further`, three numbers. Raises Unreadable."""
    difference = Evaluation().plus(expression(left), expression(right), -1)
    return real_sign(Evaluation().plus(difference, expression(further), 1))


def decimal_logarithms(member: str) -> str:
    return LOGARITHM.sub("log(10; ", member)


def is_slip(left: str, right: str) -> bool:
    """Whether two expressions that are not the same are surely meant to be, as the sides of an
    equation that anyone would solve are not.

    So are terms of one degree with the same letters of which one coefficient is off (2x + 3x = 6x);
    a product and what it comes to, where one coefficient is off, of degree 2 and more or the
    number; and a sum of three terms and more and its factors, with the same first term."""
    if len(left) + len(right) > LONGEST or is_name(left) or is_name(right):
        return False
    letters = unknowns(left)
    if not letters or letters != unknowns(right):
        return False
    try:
        a, b = expression(left), expression(right)
        difference = Evaluation().plus(a, b, -1).above
    except (Unreadable, ArithmeticError, ValueError, RecursionError):
        return False
    if not difference:
        return False
    if a.below != polynomial.ONE or b.below != polynomial.ONE:
        return bool(polynomial.rational(difference)) and a.below != b.below
    degrees = set(map(degree, chain(a.above, b.above)))
    if len(difference) == 1 and len(degrees) == 1:
        return True
    highest = max(degrees)
    if len(a.above) == len(b.above) == 1 and " * " in left:
        return set(a.above.values()) == set(b.above.values())  # x^3 * x^2 = x^4
    products = [PRODUCT.search(side) is not None for side in (left, right)]
    if products[0] == products[1]:
        return False
    if len(difference) == 1 and (highest > 1 or polynomial.rational(difference)):
        return True
    first, second = [polynomial.ordered(terms)[0] for terms in (a.above, b.above)]
    factored = products[1] and OUTSIDE.search(BRACKETS.sub("", right)) is None
    same_start = first == second and a.above[first] == b.above[second]
    return factored and same_start and highest > 1 and len(a.above) > 2


def degree(monomial: polynomial.Monomial) -> int:
    return sum([power for _, power in monomial[0]])
