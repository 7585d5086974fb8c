"""Row reduction in whole numbers, which solves systems and finds determinants: Euclid's algorithm
on each column of a matrix."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from generators.family import Claim, Fraction, Step, Steps, list_of

ORDINALS = ("first", "second", "third", "fourth")


Phrasings = tuple[str, ...]


NAME = re.compile(r"\b[A-Z]+\b")


# without remembering, these texts took up to a sixth of the time (benchmarks/generation.py)
@lru_cache(maxsize=4_096)
def with_names(words: Phrasings, **names: object) -> Phrasings:
    """Phrasings with the names of letters, equations, rows and columns in them, which stand in
    capitals."""
    return tuple([NAME.sub(lambda name: str(names.get(name[0], name[0])), text) for text in words])


def in_rows(words: Phrasings, target: int, source: int = 0) -> Phrasings:
    """Phrasings with the names of the row that changes and of the row that is added."""
    return with_names(words, ROW=ORDINALS[target], OTHER=ORDINALS[source])


def whatever_order(rows: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """The entries of each row, and of each column, in order of size: a matrix with its rows or
    columns in another order, or transposed, makes no other mathematics. Matrices that have these in
    common need not be the same."""
    along, across = sorted_lines(rows), sorted_lines(list(zip(*rows, strict=True)))
    return min(along, across) + max(along, across)


def sorted_lines(lines: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(sorted([tuple(sorted(line)) for line in lines]))


def vector(row: Sequence[int]) -> Claim:
    return Claim(f"[{list_of(row)}]")


class Rows:
    """Rows that are changed in place, and for each the step that wrote it last."""

    def __init__(self, rows: list[list[int]]) -> None:
        self.rows = rows
        self.written: dict[int, Step] = {}

    def add(
        self, target: int, times: int, source: int, words: Phrasings, because: Phrasings
    ) -> Steps:
        """Adds a multiple of a row to another, as a line."""
        rows, by = self.rows, abs(times)
        one, other = vector(rows[target]), vector(rows[source])
        after = [a + times * b for a, b in zip(rows[target], rows[source], strict=True)]
        if by == 1:
            scaled = other
        else:
            scaled = Claim(f"{by:new} * {other}")
        if times < 0:
            claim = Claim(f"{one} - {scaled} = {vector(after):new}")
        else:
            claim = Claim(f"{one} + {scaled} = {vector(after):new}")
        yield from self.note(target, Step(words, claim, because=because), (target, source), after)

    def divide(self, target: int, by: int, words: Phrasings) -> Steps:
        after, row = [a // by for a in self.rows[target]], vector(self.rows[target])
        if by == -1:
            claim = Claim(f"-{row} = {vector(after):new}")
        else:
            claim = Claim(f"{Fraction(1, by)} * {row} = {vector(after):new}")
        yield from self.note(target, Step(words, claim), (target,), after)

    def note(self, target: int, step: Step, sources: Sequence[int], after: list[int]) -> Steps:
        step.rests_on = tuple([self.written[row] for row in sources if row in self.written])
        yield step
        self.written[target] = step
        self.rows[target] = after

    def clear(self, column: int, free: Sequence[int]) -> Steps:
        """Euclid's algorithm on a column of some rows, until one of them alone holds a number other
        than 0 there. Gives that row."""
        while operation := next_operation(self.rows, column, free):
            target, times, source = operation
            exact = self.rows[target][column] + times * self.rows[source][column] == 0
            words = in_rows(TO_ZERO if exact else SMALLER, target, source)
            yield from self.add(target, times, source, words, EXACT if exact else CLOSEST)
        return next(row for row in free if self.rows[row][column])


class Operation(NamedTuple):
    """So many times a row is added to another."""

    target: int
    times: int
    source: int


def next_operation(rows: list[list[int]], column: int, free: Sequence[int]) -> Operation | None:
    """What Euclid's algorithm does next to a column of some rows; None where it is done."""
    there = [row for row in free if rows[row][column]]
    if len(there) < 2:
        return None
    source = min(there, key=lambda row: abs(rows[row][column]))
    target = next(row for row in there if row != source)
    number, by = rows[target][column], rows[source][column]
    # the nearest quotient leaves the least remainder
    return Operation(target, -((2 * number + by) // (2 * by)), source)


def operations_to_triangle(rows: list[list[int]]) -> int:
    """How many operations a regular matrix takes, which is changed in place."""
    count, pivots = 0, []
    for column in range(len(rows)):
        free = [row for row in range(len(rows)) if row not in pivots]
        while operation := next_operation(rows, column, free):
            target, times, source = operation
            pairs = zip(rows[target], rows[source], strict=True)
            rows[target] = [a + times * b for a, b in pairs]
            count += 1
        pivots += [row for row in free if rows[row][column]]
    return count


TO_ZERO = (
    "We use the OTHER row to clear the entry of the ROW row: {}.",
    "A multiple of the OTHER row turns the entry of the ROW row into 0: {}.",
    "With the help of the OTHER row, the entry of the ROW row becomes 0: {}.",
    "The OTHER row eliminates the entry of the ROW row: {}.",
    "The ROW row is cleared by the OTHER row: {}.",
    "The OTHER row removes the entry of the ROW row: {}.",
)
EXACT = (
    "one entry is a multiple of the other",
    "the pivot divides the entry",
    "the pivot goes into the entry a whole number of times",
)
SMALLER = (
    "With the OTHER row we make the entry of the ROW row smaller: {}.",
    "We reduce the ROW row by the OTHER row, which leaves a smaller entry: {}.",
    "We combine the ROW row with the OTHER row: {}.",
    "A whole multiple of the OTHER row reduces the entry of the ROW row: {}.",
    "With the help of the OTHER row, the entry of the ROW row gets smaller: {}.",
)
CLOSEST = (
    "this multiple comes closest to the entry",
    "the nearest multiple leaves the smallest remainder",
    "no other whole multiple leaves a smaller entry",
)


def reduced(rows: list[list[int]]) -> Steps:
    """Changes the rows of a regular system, in place, until the columns of the unknowns hold a
    single 1 each. Gives the row of each unknown, and the last lines of all rows."""
    changed, pivots = yield from in_steps(rows, len(rows))
    yield from cleared_above(changed, pivots)
    return pivots, list(changed.written.values())


def in_steps(rows: list[list[int]], columns: int) -> Steps:
    """Changes rows, in place, until each of the first columns holds a number in a row of its own,
    below those of the columns before. Gives the rows, and those of the columns."""
    changed, pivots = Rows(rows), []
    for column in range(columns):
        free = [row for row in range(len(rows)) if row not in pivots]
        pivots.append((yield from changed.clear(column, free)))
    return changed, pivots


def cleared_above(changed: Rows, pivots: Sequence[int]) -> Steps:
    """Makes the pivots 1 and clears what stands above them."""
    rows = changed.rows
    for column in reversed(range(len(pivots))):
        source = pivots[column]
        pivot = rows[source][column]
        if pivot != 1:
            words = in_rows(OPPOSITE if pivot == -1 else TO_ONE, source)
            yield from changed.divide(source, pivot, words)
        for target in pivots[:column]:
            if rows[target][column]:
                words = in_rows(ABOVE, target, source)
                yield from changed.add(target, -rows[target][column], source, words, ONE)


def operations(rows: list[list[int]]) -> int:
    """How many lines `reduced` takes."""
    return sum([1 for _ in reduced(rows)])


TO_ONE = (
    "We divide the ROW row by its pivot: {}.",
    "The pivot of the ROW row becomes 1: {}.",
    "Divided by its pivot, the ROW row is {}.",
    "To make its pivot 1, we divide the ROW row: {}.",
)
OPPOSITE = (
    "We change the signs in the ROW row: {}.",
    "Changing the signs makes the pivot of the ROW row 1: {}.",
    "With all signs changed, the ROW row is {}.",
)
ABOVE = (
    "With the OTHER row we clear its unknown from the ROW row: {}.",
    "We clear another entry of the ROW row with the OTHER row: {}.",
    "The OTHER row removes its unknown from the ROW row: {}.",
    "We combine the ROW row with the right multiple of the OTHER row: {}.",
    "In the column of that pivot, the ROW row becomes 0 too: {}.",
)
ONE = (
    "a pivot of 1 divides every number",
    "a pivot of 1 clears any entry at once",
    "the pivot there is 1",
)
