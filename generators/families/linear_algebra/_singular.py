"""Systems of equations with no solution or with a line of them: how each strategy finds out, and
the line in terms of the last unknown."""

from collections.abc import Sequence
from math import gcd
from typing import Any, NamedTuple

from generators.families.linear_algebra._equations import (
    BOTH_FACTORS,
    BY_COEFFICIENT,
    DIVIDE,
    FACTOR,
    FACTOR_OF_FIRST,
    ISOLATE,
    ISOLATE_MULTIPLE,
    NO_FRACTION,
    NOT_ZERO,
    OF_COEFFICIENTS,
    OTHER_SIGN,
    REPLACED,
    SMALLEST,
    SOLVE_FOR,
    Equation,
    dependent,
    saying,
    shortened,
    value_of_last,
    with_text,
    without_first,
    without_last,
)
from generators.families.linear_algebra._rows import ORDINALS, cleared_above, in_steps
from generators.families.linear_algebra._sarrus import determinant
from generators.families.linear_algebra._system import Params, equation, maths, system, terms
from generators.family import Claim, Fraction, Step, Steps, list_of, ratio


class Line(NamedTuple):
    """An unknown as n + kz, how a step writes this, and that step."""

    start: int
    slope: int
    written: Claim
    step: Step


def never(p: Params, lines: Sequence[Step], words: Sequence[str]) -> Steps:
    """The line that says that the system has no solution."""
    claim = Claim(f"{system(p.rows, p.letters)} :: no {p.letters[0]}")
    yield Step(tuple(words), claim, rests_on=tuple(lines))
    return frozenset()


def on_the_line(p: Params, lines: Sequence[Line]) -> Any:
    """The answer, from what was found for each unknown but the last."""
    free = p.letters[-1]
    return (*[dependent(line.start, line.slope, free) for line in lines], free)


def solved_for_first(e: Equation, rests_on: tuple[Step, ...] = ()) -> Steps:
    """The steps from `a y + b z = r` to y = n + kz, from an equation of two letters."""
    (a, b, r), (y, z) = e.row, e.letters
    start, slope = r // a, -b // a
    written, line = e.written, line_of(start, slope, z)
    if abs(a) != 1:
        alone = Claim(f"{a}{y} = {line_of(r, -b, z)}")
        words = saying(ISOLATE_MULTIPLE, CHOSEN=f"({e.number})", Z=maths(y))
        before = Step(words, f"{written} :: {alone}", rests_on=rests_on)
        yield before
        written, rests_on = alone, (before,)
        words = saying(DIVIDE, X=maths(y), PIVOT=a)
        step = Step(words, f"{written} :: {y} = {line:new}", because=NOT_ZERO, rests_on=rests_on)
    else:
        words = saying(ISOLATE_FREE, CHOSEN=f"({e.number})", Y=maths(y), Z=maths(z))
        step = Step(words, f"{written} :: {y} = {line:new}", rests_on=rests_on)
    yield step
    return Line(start, slope, Claim(f"{y} = {line}"), step)


def line_of(start: int, slope: int, letter: str) -> Claim:
    """`3 - 2z`, and `-2z` where the number is 0."""
    return Claim(f"{start} + {slope}{letter}") if start else Claim(f"{slope}{letter}")


ISOLATE_FREE = (
    "So Z may be any number, and equation CHOSEN gives Y: {}.",
    "We let Z be any number and solve equation CHOSEN for Y: {}.",
    "For each number Z, equation CHOSEN determines Y: {}.",
    "Equation CHOSEN, solved for Y, leaves Z free: {}.",
)


def put_into(p: Params, e: Equation, second: Line) -> Steps:
    """The steps from an equation of three letters and the second of them as n + kz to the first."""
    (a, b, c, r), (x, y, z) = e.row, e.letters
    if not b:
        shorter = Equation((a, c, r), x + z, e.written, e.number)
        return (yield from solved_for_first(shorter))
    inside = line_of(second.start, second.slope, z)
    left = with_bracket(a, b, c, inside, e.letters)
    put_in = Claim(f"{left} = {r}")
    words = saying(INTO_FIRST, NUMBER=e.number, Y=maths(y))
    step = Step(words, f"{e.written}, {second.written} :: {put_in}", rests_on=(second.step,))
    yield step
    total, slope = r - b * second.start, -(c + b * second.slope)
    collected = Claim(f"{a}{x} = {line_of(total, slope, z)}")
    words = saying(BRACKET_AND_COLLECT, X=maths(x))
    if a == 1:
        line = line_of(total, slope, z)
        last = Step(words, f"{put_in} :: {x} = {line:new}", rests_on=(step,))
        yield last
        return Line(total, slope, Claim(f"{x} = {line}"), last)
    step = Step(words, f"{put_in} :: {collected}", rests_on=(step,))
    yield step
    start, slope = total // a, slope // a
    line = line_of(start, slope, z)
    words = saying(OTHER_SIGN if a == -1 else DIVIDE, X=maths(x), PIVOT=a)
    because = "" if a == -1 else NOT_ZERO
    last = Step(words, f"{collected} :: {x} = {line:new}", because=because, rests_on=(step,))
    yield last
    return Line(start, slope, Claim(f"{x} = {line}"), last)


def with_bracket(a: int, b: int, c: int, inside: Claim, letters: str) -> Claim:
    """`a x + b(n + kz) + c z`, of which z is left out where c is 0."""
    x, _, z = letters
    if c:
        return Claim(f"{a}{x} + {b}({inside}) + {c}{z}")
    return Claim(f"{a}{x} + {b}({inside})")


INTO_FIRST = (
    "We put the expression for Y into equation (NUMBER): {}.",
    "In equation (NUMBER), Y is replaced by this expression: {}.",
    "With this expression for Y, equation (NUMBER) becomes {}.",
    "To find the remaining unknown, we replace Y in equation (NUMBER): {}.",
)
BRACKET_AND_COLLECT = (
    "Multiplying out and collecting terms, we get {}.",
    "We multiply the bracket out and leave only X on the left: {}.",
    "Without the bracket, and with X alone on the left, this is {}.",
    "Solved for the term with X, this says {}.",
)


def eliminated(p: Params, level: list[Equation]) -> Steps:
    """Elimination until two equations have the same left side: then the right sides decide."""
    number, first = len(level), level[0]
    if len(level) == 3:
        level.sort(key=lambda e: not e.row[0])
        first, following, multiples = level[0], [], {}
        for e in level[1:]:
            if not e.row[0]:
                following.append(shortened(e))
                continue
            number += 1
            following.append((yield from without_first([first, e], 1, number, multiples)))
        level = following
    gap, lines = yield from same_left_sides(*level)
    if gap:
        return (yield from never(p, lines, CONTRADICTION))
    last = yield from solved_for_first(level[0], lines)
    if len(p.rows) == 2:
        return on_the_line(p, [last])
    return on_the_line(p, [(yield from put_into(p, first, last)), last])


def same_left_sides(first: Equation, other: Equation) -> Steps:
    """Two equations whose left sides are multiples of each other, multiplied until these are the
    same but for the sign. Gives the difference of the right sides, and the lines that show it."""
    a, b = abs(first.row[0]), abs(other.row[0])
    m, n = b // gcd(a, b), a // gcd(a, b)
    sign = -1 if first.row[0] * other.row[0] > 0 else 1
    names = {
        "FIRST": f"({first.number})",
        "OTHER": f"({other.number})",
        "X": maths(first.letters[0]),
    }
    upper = with_text([m * v for v in first.row], first.letters, first.number)
    lower = with_text([n * v for v in other.row], other.letters, other.number)
    why: tuple[Step, ...] = ()
    if m > 1 and n > 1:
        why = (Step(saying(BOTH_FACTORS, **names), f"{m:new} * {a} = {n:new} * {b}"),)
    elif max(m, n) > 1 and min(a, b) > 1:
        words = saying(FACTOR if n > 1 else FACTOR_OF_FIRST, **names)
        least, most, times = min(a, b), max(a, b), max(m, n)
        why = (Step(words, f"{most} = {times:new} * {least}"),)
    yield from why
    lines = list(why)
    for e, changed, times in ((first, upper, m), (other, lower, n)):
        lines += e.told_by
        if times > 1:
            kept = names["OTHER"] if e is first else names["FIRST"]
            words = saying(
                MULTIPLIED_ALONE if why else BY_COEFFICIENT,
                CHANGED=f"({e.number})",
                KEPT=kept,
                X=names["X"],
            )
            claim = Claim(f"{e.written} :: {changed.written}")
            lines.append(Step(words, claim, rests_on=(*why, *e.told_by)))
            yield lines[-1]
    one, two = terms(upper.row, first.letters), terms(lower.row, other.letters)
    r, t = upper.row[-1], lower.row[-1]
    gap = t + sign * r
    left = Claim(f"{two} - ({one}) = 0") if sign < 0 else Claim(f"{two} + {one} = 0")
    if not r:
        claim = Claim(f"{left}, {t} - 0 = {t}") if t else left
    elif sign < 0:
        claim = Claim(f"{left}, {t} - {r} = {gap}")
    else:
        claim = Claim(f"{left}, {t} + {r} = {gap}")
    words = (LEFT_CANCELS if gap else ALL_CANCELS)[sign]
    step = Step(saying(words, **names), claim, rests_on=tuple(lines))
    yield step
    return gap, (step,)


MULTIPLIED_ALONE = (
    "So CHANGED becomes {}.",
    "Multiplied by its factor, CHANGED is {}.",
    "With this factor, CHANGED turns into {}.",
    "We multiply both sides of CHANGED: {}.",
)
LEFT_CANCELS = {
    -1: (
        "We subtract FIRST from OTHER: on the left, all unknowns cancel, but the right sides"
        " differ, {}.",
        "Subtracting FIRST from OTHER leaves 0 on the left and another number on the right: {}.",
        "The left sides are now the same and the right sides are not, as their differences show:"
        " {}.",
    ),
    1: (
        "We add FIRST and OTHER: on the left, all unknowns cancel, but on the right they do not"
        " add up to 0, {}.",
        "Adding FIRST and OTHER leaves 0 on the left and another number on the right: {}.",
        "The left sides are now opposite and the right sides are not, as their sums show: {}.",
    ),
}
ALL_CANCELS = {
    -1: (
        "We subtract FIRST from OTHER and see that both now say the same: {}.",
        "Subtracting FIRST from OTHER leaves 0 on both sides, so OTHER says nothing new: {}.",
        "The two equations are now the same, since both differences are 0: {}.",
    ),
    1: (
        "We add FIRST and OTHER and see that one is the other with opposite signs: {}.",
        "Adding FIRST and OTHER leaves 0 on both sides, so OTHER says nothing new: {}.",
        "The two equations are now opposite, since both sums are 0: {}.",
    ),
}
CONTRADICTION = (
    "But 0 cannot equal a number other than 0, so no choice of the unknowns satisfies both"
    " equations.",
    "Both equations cannot hold at the same time, so the system has no solution.",
    "This is a contradiction, and hence nothing solves the system.",
    "No choice of the unknowns makes 0 equal to another number, so there is no solution.",
)


def substituted(p: Params, level: list[Equation]) -> Steps:
    """Substitution until an equation has lost all unknowns: then it is true or false."""
    level = [e._replace(row=(*e.row[-2::-1], e.row[-1]), letters=e.letters[::-1]) for e in level]
    number, kept = len(level), []
    if len(level) == 3:
        chosen = min([e for e in level if e.row[-2]], key=lambda e: abs(e.row[-2]))
        last, isolated = yield from isolated_last(chosen)
        kept.append((chosen, last, isolated))
        following = []
        for e in level:
            if not e.row[-2]:
                following.append(e._replace(row=(*e.row[:-2], e.row[-1]), letters=e.letters[:-1]))
            elif e is not chosen:
                number += 1
                given = Claim(f"{isolated.written}, {e.written}")
                following.append((yield from without_last(e, last, given, number)))
        level = following
    chosen, other = sorted(level, key=lambda e: abs(e.row[-2]))
    (b, c, r), isolated = yield from isolated_last(chosen)
    gap, line = yield from nothing_left(other, (b, c, r), isolated)
    if gap:
        return (yield from never(p, (line,), CONTRADICTION_ALONE))
    free = p.letters[-1]
    second = Line(r // c, -b // c, isolated.written, isolated.step)
    if c != 1:
        value = line_of(second.start, second.slope, free)
        y = chosen.letters[-1]
        words = saying(DIVIDE_EARLIER, X=maths(y), PIVOT=c)
        claim = Claim(f"{isolated.written} :: {y} = {value:new}")
        step = Step(words, claim, because=NOT_ZERO, rests_on=(isolated.step, line))
        yield step
        second = Line(second.start, second.slope, Claim(f"{y} = {value}"), step)
    if not kept:
        return on_the_line(p, [second])
    e, last, isolated = kept[0]
    row = (*last[-2::-1], last[-1])
    return on_the_line(
        p, [(yield from put_back_into(row, e.letters[::-1], isolated, second)), second]
    )


class Isolated(NamedTuple):
    """An unknown, or a multiple of it, alone on the left side, and the step that says so."""

    written: Claim
    step: Step


def isolated_last(e: Equation) -> Steps:
    """The step that leaves the last letter alone on the left. Gives the row, with its sign changed
    where that letter had a minus."""
    row = [v if e.row[-2] > 0 else -v for v in e.row]
    letter, c = e.letters[-1], row[-2]
    value, names = value_of_last(row, e.letters), {"CHOSEN": f"({e.number})", "Z": maths(letter)}
    isolated = Claim(f"{c}{letter} = {value}")
    if c == 1:
        claim = Claim(f"{e.written} :: {letter} = {value:new}")
        step = Step(saying(ISOLATE, **names), claim, because=SMALLEST, rests_on=e.told_by)
    else:
        claim = Claim(f"{e.written} :: {isolated}")
        step = Step(saying(ISOLATE_MULTIPLE, **names), claim, because=SMALLEST, rests_on=e.told_by)
    yield step
    return row, Isolated(isolated, step)


def nothing_left(e: Equation, last: tuple[int, int, int], isolated: Isolated) -> Steps:
    """The left side of an equation of two letters with the last one replaced, which is a number.
    Gives how far the right side is from it, and the line that says so."""
    (b, c, r), (z, y) = last, e.letters
    own, coefficient, right = e.row
    shared = gcd(c, coefficient)
    times, by = c // shared, coefficient // shared
    names = {"OTHER": f"({e.number})", "Z": maths(y), "FREE": maths(z)}
    lines = (isolated.step, *e.told_by)
    if times > 1:
        claim = Claim(f"{times:new} * {abs(coefficient)} = {abs(by):new} * {c}")
        factor = Step(saying(NO_FRACTION, **names), claim)
        yield factor
        e = with_text([times * v for v in e.row], e.letters, e.number)
        words = saying(MULTIPLIED_ALONE, CHANGED=names["OTHER"])
        claim = Claim(f"{equation_of(own, coefficient, right, e.letters)} :: {e.written}")
        multiplied = Step(words, claim, rests_on=(factor, *lines[1:]))
        yield multiplied
        lines = (isolated.step, factor, multiplied)
    elif c > 1 and abs(by) > 1:
        factor = Step(saying(MULTIPLE_OF_TERM, **names), f"{coefficient} = {by:new} * {c}")
        yield factor
        lines = (*lines, factor)
    inside, own = line_of(r, -b, z), times * own
    value = by * r
    if by == 1:
        claim = Claim(f"{inside} + {own}{z} = {value}")
    elif not value:
        claim = Claim(f"{own}{z} + {by}({inside}) = {value}")
    else:
        claim = Claim(f"{own}{z} + {by}({inside}) = {value:new}")
    right *= times
    nothing = value == 0 == right
    words = saying(NOTHING_ON_BOTH_SIDES if nothing else LEFT_SIDE, **names)
    put_in = Step(words, claim, because=EQUALS, rests_on=lines)
    yield put_in
    if nothing:
        return 0, put_in
    gap = right - value
    words = saying(SHOULD_BE if gap else SHOULD_BE_AND_IS, **names)
    compared = Step(words, difference(right, value), rests_on=(*lines, put_in))
    yield compared
    return gap, compared


def difference(number: Any, other: Any) -> Claim:
    """What is left of a number; where nothing is taken from it, that it is not 0."""
    gap = ratio(number - other)
    return Claim(f"{number} - {other} = {gap}") if other else Claim(f"{number} != 0")


NOTHING_ON_BOTH_SIDES = (
    "We replace Z on the left side of OTHER, and nothing is left, just as on the right side: {}.",
    "With this in place of Z, the left side of OTHER is 0 whatever FREE is, and so is the right"
    " side: {}.",
    "On the left side of OTHER, Z is replaced, and all terms cancel; the right side is 0 as well:"
    " {}.",
)


def equation_of(own: int, coefficient: int, right: int, letters: str) -> Claim:
    return with_text((own, coefficient, right), letters, 0).written


EQUALS = (
    "equals may be substituted for equals",
    "the two are the same number",
    "the two are equal",
)
MULTIPLE_OF_TERM = (
    "The term with Z in OTHER is a multiple of this one: {}.",
    "To replace Z in OTHER, we need a multiple of this: {}.",
    "In OTHER, the coefficient of Z is a multiple of the one here: {}.",
)
LEFT_SIDE = (
    "We replace Z on the left side of equation OTHER, and FREE disappears as well: {}.",
    "With this in place of Z, the left side of OTHER no longer depends on FREE: {}.",
    "On the left side of OTHER, Z is replaced, and the terms with FREE cancel: {}.",
)
SHOULD_BE = (
    "But on the right, OTHER has another number; right minus left is {}.",
    "The right side of OTHER is a different number, since their difference is not 0: {}.",
    "This does not agree with the right side, for right minus left is {}.",
)
SHOULD_BE_AND_IS = (
    "The right side is the same number, so OTHER holds for every FREE: {}.",
    "Right minus left is 0, so OTHER is true whatever FREE is: {}.",
    "This agrees with the right side, and OTHER says nothing new: {}.",
)
CONTRADICTION_ALONE = (
    "So the equations contradict each other, and the system has no solution.",
    "Hence no choice of the unknowns satisfies all equations at once.",
    "Two different numbers cannot be equal, so nothing solves the system.",
    "This is a contradiction, and there is no solution.",
)


def put_back_into(row: Sequence[int], letters: str, isolated: Isolated, second: Line) -> Steps:
    """The steps from the first letter as isolated, and the second as n + kz, to the first."""
    (a, b, c, r), (x, y, z) = row, letters
    if b:
        inside = line_of(second.start, second.slope, z)
        value = replaced_value(r, -b, -c, inside, z)
        put_in = Claim(f"{a}{x} = {value}")
        claim = Claim(f"{isolated.written}, {second.written} :: {put_in}")
        words = saying(PUT_INTO_ISOLATED, X=maths(x), Y=maths(y))
        step = Step(words, claim, rests_on=(isolated.step, second.step))
        yield step
        r, c = r - b * second.start, c + b * second.slope
        line = line_of(r, -c, z)
        words = saying(BRACKET_OUT, X=maths(x))
        if a == 1:
            step = Step(words, f"{put_in} :: {x} = {line:new}", rests_on=(step,))
            yield step
            return Line(r, -c, Claim(f"{x} = {line}"), step)
        collected = Claim(f"{a}{x} = {line}")
        step = Step(words, f"{put_in} :: {collected}", rests_on=(step,))
        yield step
        isolated = Isolated(collected, step)
    start, slope = r // a, -c // a
    if a == 1:
        return Line(start, slope, isolated.written, isolated.step)
    line = line_of(start, slope, z)
    words = saying(DIVIDE if b else DIVIDE_EARLIER, X=maths(x), PIVOT=a)
    claim = Claim(f"{isolated.written} :: {x} = {line:new}")
    step = Step(words, claim, because=NOT_ZERO, rests_on=(isolated.step,))
    yield step
    return Line(start, slope, Claim(f"{x} = {line}"), step)


def replaced_value(r: int, b: int, c: int, inside: Claim, z: str) -> Claim:
    """`r + b(n + kz) + c z`, of which is left out what is 0; without r, a bracket that is
    subtracted comes last."""
    if not r and c and b < 0:
        return Claim(f"{c}{z} + {b}({inside})")
    first = Claim(f"{r} + {b}({inside})") if r else Claim(f"{b}({inside})")
    return Claim(f"{first} + {c}{z}") if c else first


DIVIDE_EARLIER = (
    "What we found for the multiple of X is divided by `PIVOT`: {}.",
    "We return to the multiple of X and divide it by `PIVOT`: {}.",
    "From the expression for the multiple of X, division by `PIVOT` gives {}.",
    "The multiple of X from above, divided by `PIVOT`, leads to {}.",
)
PUT_INTO_ISOLATED = (
    "We put Y into the expression for X: {}.",
    "In the expression for X, we replace Y: {}.",
    "With this Y, the first expression says {}.",
)
BRACKET_OUT = (
    "Multiplied out, this is {}.",
    "We multiply out and collect terms: {}.",
    "Without the bracket, we have {}.",
)


def compared_lines(p: Params) -> Steps:
    """Both equations solved for the first unknown: two lines of one slope."""
    x, y = p.letters
    lines, told_of = [], []
    for k, row in enumerate(p.rows, 1):
        a, b, r = row
        slope, start = Fraction(-b, a), Fraction(r, a)
        line = Claim(f"{start} + {slope}{y}") if start else Claim(f"{slope}{y}")
        words = saying(SOLVE_FOR, NUMBER=k, Y=maths(x))
        told_of.append(Step(words, f"{equation(row, p.letters)} :: {x} = {line:new}"))
        yield told_of[-1]
        lines.append((slope, start))
    (m, c), (n, d) = lines
    gap = ratio(d - c)
    words = saying(SAME_SLOPE if c or d else SAME_EXPRESSION, Y=maths(y))
    parallel = Step(words, f"{n} - {m} = 0", rests_on=tuple(told_of))
    yield parallel
    words = saying(APART if gap else TOGETHER, X=maths(x), Y=maths(y))
    distance = parallel
    if c or d:
        distance = Step(words, difference(d, c), rests_on=(parallel,))
        yield distance
    if gap:
        return (yield from never(p, (distance,), PARALLEL))
    return dependent(int(c), int(m), y), y


SAME_SLOPE = (
    "The multiples of Y in the two expressions are the same: {}.",
    "Both lines have the same slope, as {}.",
    "The coefficients of Y agree: {}.",
)
SAME_EXPRESSION = (
    "Both expressions are the same multiple of Y, so the two lines are one: {}.",
    "The multiples of Y are the same and stand alone, so both equations describe one line: {}.",
    "Both lines have the same slope and go through the origin, so Y is free: {}.",
)
APART = (
    "The numbers beside them are not the same, they differ by {}.",
    "But the numbers that are added differ: {}.",
    "However, one line is shifted against the other by {}.",
)
TOGETHER = (
    "The numbers beside them are the same too, so both equations describe one line, and Y is free:"
    " {}.",
    "The numbers that are added also agree, so the two lines are one and the same: {}.",
    "Neither do the numbers differ, hence both equations say the same of X and Y: {}.",
)
PARALLEL = (
    "So the lines are parallel and different, and no point lies on both.",
    "Two different parallel lines never meet, so there is no solution.",
    "Hence the two expressions are never equal, and the system has no solution.",
    "The same number cannot have two values, so nothing solves the system.",
)


def by_zero_determinant(p: Params) -> Steps:
    """The determinant of the coefficients is 0. With the right-hand sides in the first column it is
    not, or, of two equations, one is a multiple of the other."""
    x = p.letters[0]
    sides = [row[:-1] for row in p.rows]
    _, below = yield from determinant(sides, saying(OF_COEFFICIENTS))
    replaced = [(row[-1], *row[1:-1]) for row in p.rows]
    above, found = yield from determinant(replaced, saying(REPLACED, X=maths(x)))
    if above:
        words = saying(ZERO_TIMES, X=maths(x))
        return (yield from never(p, (below, found), words))
    first = Equation(p.rows[0], p.letters, equation(p.rows[0], p.letters), 1)
    a, b, r = p.rows[0]
    start, slope, y = r // a, -b // a, p.letters[1]
    line = line_of(start, slope, y)
    words = saying(BOTH_ZERO, X=maths(x), Y=maths(y))
    yield Step(words, f"{first.written} :: {x} = {line:new}", rests_on=(below, found))
    return dependent(start, slope, y), y


ZERO_TIMES = (
    "For a solution, the first determinant times X would be the second; but 0 times X is 0, so"
    " there is no solution.",
    "Cramer's rule says that the first determinant times X is the second one for each solution, and"
    " this is impossible with 0: nothing solves the system.",
    "If there were a solution, 0 times X would be the second determinant, which is not 0; hence"
    " there is none.",
)
BOTH_ZERO = (
    "Both determinants are 0, so one equation is a multiple of the other, and the first alone,"
    " solved for X, gives all solutions: {}.",
    "As both are 0, the two equations are multiples of each other; we solve the first for X and"
    " leave Y free: {}.",
    "Where both determinants are 0, the equations say the same, and X depends on Y alone: {}.",
)


def with_a_zero_row(p: Params, rows: list[list[int]]) -> Steps:
    """Row reduction until a row has only zeros before its last entry."""
    changed, pivots = yield from in_steps(rows, len(rows) - 1)
    (left_over,) = [row for row in range(len(rows)) if row not in pivots]
    empty = changed.written.get(left_over)
    lines = (empty,) if empty is not None else ()
    if rows[left_over][-1]:
        words = saying(FALSE_ROW, ROW=ORDINALS[left_over])
        return (yield from never(p, lines, words))
    yield from cleared_above(changed, pivots)
    free, written = p.letters[-1], tuple(changed.written.values())
    found = [(rows[i][-1], -rows[i][-2]) for i in pivots]
    lines = [line_of(start, slope, free) for start, slope in found]
    told = list_of(f"{x} = {line}" for x, line in zip(p.letters, lines, strict=False))
    others = ("other row gives", "other rows give")[len(rows) - 2]
    words = saying(READ_OFF_LINE, FREE=maths(free), ROW=ORDINALS[left_over], OTHERS=others)
    yield Step(words, f"{system(p.rows, p.letters)} :: {told}", rests_on=written)
    return (*[dependent(start, slope, free) for start, slope in found], free)


FALSE_ROW = (
    "The ROW row now stands for an equation with 0 on the left and another number on the right, so"
    " nothing solves the system.",
    "As an equation, the ROW row says that 0 equals a number other than 0, which is impossible:"
    " there is no solution.",
    "Nothing is left in the ROW row but its last entry, and this is not 0; hence the system has no"
    " solution.",
)
READ_OFF_LINE = (
    "The ROW row is zero and says nothing, so FREE is free, and the OTHERS {}.",
    "Since the ROW row holds only zeros, FREE may be any number, and we read off {}.",
    "In the reduced form no row fixes FREE, and without the zero row it says {}.",
)
