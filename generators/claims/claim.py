"""A claim is a form and its numbers; this file says what a claim asserts and decides, exactly,
whether it holds.

The text of a claim is `assertion` or `subject :: assertion`; only the assertion is shown to a
learner. The subject says what kind of assertion it is:

    2840 = 3 * 900 + 140                          plain: relations between exact numbers, or an
    identity of polynomials
    ways(3; 5, 1; 4, 0) :: 110 - 30 = 80          value: every member equals the subject
    mod 11 :: (3x + 2) * 5 = 4x + 10              modulus: differences divisible, coefficient by
    coefficient
    x^2 - 5x + 6 = 0 :: x = 2 or x = 3            solutions: the product of the equations has just
    the subject's roots
    x + y = 24, 4x + 6y = 110 :: y = 24 - x       system: what the one solution of a linear system
    satisfies

Polynomials are compared at one point so large that it is a proof (Kronecker substitution: two
polynomials whose coefficients stay below B/2 agree everywhere if they agree at B).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generators.claims.decide import DECIDERS
from generators.claims.printer import PRINTERS, named, split
from generators.claims.reader import Unreadable


@dataclass(slots=True, unsafe_hash=True)
class Claim:
    """What one line asserts: `Claim("{} = {} * {} + {}", (2840, 3, 900, 140))`. Values are integers
    or fractions. Never changed after it is made; not declared frozen because that would make every
    claim cost three times as much."""

    form: str
    values: tuple[Any, ...] = ()

    def holds(self) -> bool:
        """Whether the assertion is true. Total: what has no value, or exceeds a bound, does not
        hold. Raises Unreadable only where the form itself cannot be read."""
        try:
            return DECIDERS[self.form](self.values)
        except Unreadable:
            raise
        except (ArithmeticError, ValueError, TypeError, IndexError):
            return False

    def text(self) -> str:
        """The whole claim, subject included, as it stands in a file."""
        return PRINTERS[self.form].show(self.values)

    def shown(self, names: Sequence[str] | None = None) -> str:
        """The assertion alone, as a learner sees it; `names[v]` stands for the number v where names
        are given."""
        shown = PRINTERS[self.form].show(self.values).rpartition(" :: ")[2]
        return shown if names is None else named(shown, names)

    @classmethod
    def read(cls, text: str) -> "Claim":
        """The claim that a text states. Raises Unreadable."""
        try:
            claim = cls(*split(text))
        except Unreadable:
            raise
        except ValueError as error:
            raise Unreadable("a number too long to read") from error
        DECIDERS[claim.form]
        return claim
