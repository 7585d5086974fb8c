"""The members of a chain such as `P(A) = 3/10 + 2/10 = 1/2`, each taken for what it is: a name, a
number, or an expression with unknowns; and whether two of them are the same, exactly."""

import re

from generators.answers import polynomial
from generators.answers.exact import Evaluation, expression
from generators.answers.quotient import same
from generators.answers.refusal import Refusal
from generators.claims.reader import Unreadable

# a letter with its index, its primes and what it is taken of: x, a_1, f'(x), P(A)
NAME = re.compile(r"[A-Za-z](?:_[A-Za-z0-9]+)?'*(?:\([A-Za-z0-9, ]*\))?", re.ASCII)
WORD = re.compile(r"[A-Za-z]+", re.ASCII)
CALLED = re.compile(r"[A-Za-z]+(?=\()", re.ASCII)
CONSTANTS = {"pi", "deg"}
OTHER_RELATION = re.compile(r"[<>!|~]|\bor\b|\band\b|, ")
LONGEST = 300  # characters of two members that are compared as expressions


def members_of(text: str) -> list[str]:
    """The members of a chain of equal signs; none where it is anything else."""
    return [] if " = " not in text or OTHER_RELATION.search(text) else text.split(" = ")


def is_name(member: str) -> bool:
    return NAME.fullmatch(member) is not None


def unknowns(member: str) -> set[str]:
    """The letters and words of a member that are no functions or constants."""
    words = set(WORD.findall(member)) - CONSTANTS
    called = set(CALLED.findall(member))
    return {word for word in words if word not in called or len(word) == 1}


def exactly_same(left: str, right: str) -> bool | None:
    """Whether two members are equal, with functions, roots and constants that claims do not know;
    None where that cannot be told."""
    if len(left) + len(right) > LONGEST:
        return None
    try:
        a, b = expression(left), expression(right)
        if same(a, b):
            return True
        difference = Evaluation().plus(a, b, -1)
    except (Unreadable, ArithmeticError, ValueError, RecursionError):
        return None
    names = {name for letters, _ in difference.above for name, _ in letters}
    return False if names <= {"pi"} or names <= {"deg"} else None


def contradicts(left: str, right: str) -> bool:
    """Whether two expressions, of which one is to be multiplied out, differ by a number that is not
    0: no equation that anyone would solve."""
    if not (unknowns(left) and unknowns(right)) or "(" not in left + right:
        return False
    if len(left) + len(right) > LONGEST or is_name(left) or is_name(right):
        return False
    try:
        difference = Evaluation().plus(expression(left), expression(right), -1)
    except (Refusal, Unreadable, ArithmeticError, ValueError, RecursionError):
        return False
    number = polynomial.rational(difference.above)
    return bool(number) and difference.below == polynomial.ONE
