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
    x^2 - 5x + 6 > 0 :: x < 2 or x > 3            order: an inequality in one letter has just these
                                                  solutions; `no x` and `all x` say that it has
                                                  none, or every number
    f(x) = 3x^2 + 2x :: f'(x) = 6x + 2            definitions: what follows from numbers, functions
                                                  and matrices that are defined one by one
                                                  (definitions.py)

Numbers are whole, fractions, or a + b sqrt(d), all exact; `i` is the imaginary unit, so that 2 + 3i
is a number too; `|x|` is an absolute value. `no x` speaks of real numbers.

Polynomials are compared at one point so large that it is a proof (Kronecker substitution: two
polynomials whose coefficients stay below B/2 agree everywhere if they agree at B).

In a family's file a claim is written as an f-string, `Claim(f"{a} = {q} * {b} + {r}")`, from which
form and numbers are taken before the file runs (written.py).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from generators.claims.decide import DECIDERS
from generators.claims.printer import PRINTERS, named, split
from generators.claims.reader import Unreadable
from generators.errors import FamilyError

Number = int | Fraction


class Marks:
    """What the f-string of a claim says of its holes beyond their place: those marked `:new`, which
    the line finds; those marked `:choice`, which it chooses; those marked `:given`, which it takes
    from the statement; those marked `:known`, which an earlier line has found; the expression in
    each hole, by which words may show it; and where the f-string stands, as `file:line`.

    One object a shape of claim. What is worked out once for the shape is kept with it: the `plan`
    of what its holes do in a derivation, the `lines` in which words show it, and the words that are
    `sound`, which show no more than it has."""

    __slots__ = ("chosen", "given", "known", "lines", "names", "new", "place", "plan", "sound")

    def __init__(
        self,
        new: tuple[int, ...] = (),
        chosen: tuple[int, ...] = (),
        given: tuple[int, ...] = (),
        known: tuple[int, ...] = (),
        names: Mapping[str, int] | None = None,
        place: str = "",
    ) -> None:
        self.new = new
        self.chosen = chosen
        self.given = given
        self.known = known
        self.names = names or {}
        self.place = place
        self.plan: Any = None
        self.lines: dict[str, Any] = {}
        self.sound: dict[str | tuple[str, ...], None] = {}


UNMARKED = Marks()


class Claim:
    """What one line asserts: a form and its numbers, integers or fractions. Never changed after it
    is made.

    `Claim(f"{a} = {q:new} * {b} + {r:new}")` in a family's file; `Claim("{} = {} * {} + {}", (2840,
    3, 900, 140))` anywhere."""

    __slots__ = ("_text", "form", "marks", "values")

    def __init__(
        self, form: "str | Claim", values: tuple[Any, ...] = (), marks: Marks = UNMARKED
    ) -> None:
        if isinstance(form, Claim):  # a list of claims is a claim
            form, values, marks = form.form, form.values, form.marks
        self.form: str = form
        self.values = values
        self.marks = marks
        self._text: str | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Claim):
            return NotImplemented
        return self.form == other.form and self.values == other.values

    def __hash__(self) -> int:
        return (self.form, self.values).__hash__()

    def __repr__(self) -> str:
        return f"Claim({self.form!r}, {self.values!r})"

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
        """The whole claim, subject included, as it stands in a file. A derivation, a rendering and
        a file all show it, so it is kept."""
        text = self._text
        if text is None:
            text = self._text = PRINTERS[self.form].show(self.values)
        return text

    def shown(self, names: Sequence[str] | None = None) -> str:
        """The assertion alone, as a learner sees it; `names[v]` stands for the number v where names
        are given."""
        shown = self.text().rpartition(" :: ")[2]
        return shown if names is None else named(shown, names)

    def trouble(self) -> str:
        """What is wrong with how the claim is made, as a clause; empty where nothing is."""
        if not isinstance(self.form, str) or not isinstance(self.values, tuple):
            return (
                "a claim is a form and a tuple of numbers, "
                'Claim("{} + {} = {}", (1, 2, 3)), or an f-string, Claim(f"{a} + {b} = {c}")'
            )
        holes = self.form.count("{}")
        if holes != len(self.values):
            return f"{self.form!r} has {holes} holes, but {len(self.values)} numbers were given"
        for value in self.values:
            if not is_exact(value):
                return (
                    f"{value!r} is a {type(value).__name__};"
                    " a claim holds exact numbers, int or Fraction"
                )
        try:
            DECIDERS[self.form]
        except Unreadable as error:
            return f"{self.form!r} cannot be read: {error}"
        try:
            self.text()
        except ValueError:
            return "one of its numbers has too many digits to be written; keep numbers smaller"
        return ""

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


def is_exact(value: Any) -> bool:
    """Whether a value is an integer or a fraction; True and False are neither."""
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)


def exact(value: Any, place: str = "") -> Number:
    """The value as a number of a claim. Raises FamilyError for anything but an int or a
    Fraction."""
    if not is_exact(value):
        where = f"{place}: " if place else ""
        raise FamilyError(
            f"{where}{value!r} is a {type(value).__name__};"
            " a claim holds exact numbers, int or Fraction"
        )
    return value.numerator if value.denominator == 1 else value


def ratio(above: Number, below: Number = 1) -> Number:
    """above/below exactly, or a number alone: an integer where it is whole. Raises
    ZeroDivisionError for 0 below."""
    if above.__class__ is below.__class__ is int and above % below == 0:
        return above // below  # as most are; a Fraction takes longer
    number = above if below == 1 else Fraction(above, below)
    return number.numerator if number.denominator == 1 else number
