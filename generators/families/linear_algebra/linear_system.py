"""Systems of two or three linear equations with one whole solution, with none, or with a line of
them, by elimination, substitution, comparison, determinants, matrices and row reduction."""

from collections.abc import Callable, Iterable, Sequence
from math import gcd
from typing import Any, NamedTuple

from generators.claims.printer import split
from generators.families.linear_algebra._rows import (
    ORDINALS,
    Phrasings,
    cleared_above,
    in_steps,
    operations,
    reduced,
    with_names,
)
from generators.families.linear_algebra._sarrus import by_sarrus
from generators.families.linear_algebra._system import (
    WEIGHTS,
    Params,
    capacity,
    column,
    enumerated,
    equation,
    key,
    listed,
    maths,
    numbers,
    posed,
    sample,
    system,
    terms,
    without_factors,
)
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Frame,
    Knob,
    Step,
    Steps,
    list_of,
    ratio,
    sum_of,
)


def point(letters: Iterable[str], values: Iterable[int]) -> Claim:
    """`x = 3, y = -1`."""
    return list_of(f"{x} = {value}" for x, value in zip(letters, values, strict=True))


def unknowns(p: Params) -> str:
    """`x, y and z`."""
    return enumerated([maths(x) for x in p.letters])


def how_many(p: Params) -> str:
    return ("two", "three")[len(p.rows) - 2]


def all_of(p: Params) -> str:
    return ("both equations", "all three equations")[len(p.rows) - 2]


def augmented(p: Params) -> str:
    """The matrix of all numbers of the system, right-hand sides last."""
    return maths(f"[{'; '.join([str(list(row))[1:-1] for row in p.rows])}]")


def combined(p: Params) -> str:
    """`x * [2; 1] + y * [3; -1]` in words, as columns."""
    return enumerated([f"{maths(x)} times {column(p, j)}" for j, x in enumerate(p.letters)])


def valued(p: Params) -> str:
    """`2x + y takes the value 5 and ...`."""
    return enumerated(
        [f"{maths(terms(row, p.letters).text())} has the value `{row[-1]}`" for row in p.rows]
    )


def dependent(start: int, slope: int, letter: str) -> str:
    """`3 - 2*z`, plain maths for an answer."""
    if not start:
        return f"{slope}*{letter}"
    return f"{start} {'+' if slope > 0 else '-'} {abs(slope)}*{letter}"


def answer(p: Params) -> Any:
    """The solution; the empty set; or all solutions, in terms of the last unknown."""
    if p.solutions == "none":
        return frozenset()
    free = p.letters[-1]
    return p.solution or (*[dependent(start, slope, free) for start, slope in p.line], free)


def conclusion(p: Params, answer: Any) -> Claim:
    if isinstance(answer, frozenset) and not answer:
        return Claim(f"{system(p.rows, p.letters)} :: no {p.letters[0]}")
    values = zip(p.letters, answer, strict=True)
    named = [(x, in_claim(value)) for x, value in values if value != x]
    told = list_of(f"{x} = {value}" for x, value in named)
    return Claim(f"{system(p.rows, p.letters)} :: {told}")


def in_claim(value: Any) -> Any:
    """A value of an unknown as it stands in a claim: where it depends on another one, its text."""
    return Claim(*split(value.replace("*", ""))) if isinstance(value, str) else value


def either(one: str, none: str, many: str) -> Callable[[Params], str]:
    """A closing by how many solutions there are; ALL are the unknowns, LISTED is their tuple, FREE
    the last one, EQUATIONS is how many equations there are."""
    closings = {"one": one, "none": none, "many": many}

    def closing(p: Params) -> str:
        names = {"ALL": unknowns(p), "LISTED": listed(p), "FREE": maths(p.letters[-1])}
        words = (closings[p.solutions],)
        return with_names(words, **names, EQUATIONS=all_of(p), FLAT=flat(p))[0]

    return closing


def left_open(closed: str, open: str) -> Callable[[Params], str]:
    """The sentence that opens a solution, by whether the statement leaves open how many solutions
    there are."""
    return lambda p: open if p.open else closed


def as_far(p: Params) -> str:
    return ", as far as possible" if p.open else ""


def flat(p: Params) -> str:
    """What the equations are in the plane or in space."""
    return ("lines", "planes")[len(p.rows) - 2]


def in_terms(p: Params) -> str:
    """`in terms of z`."""
    return f"in terms of {maths(p.letters[-1])}"


def written_out(p: Params, strategy: str) -> str:
    """The equations, for strategies that speak of them by their numbers."""
    if strategy not in BY_NUMBER:
        return ""
    return f"Written out, the equations are {posed(p)}."


BY_NUMBER = ("elimination", "substitution", "comparison", "linear_dependence")


FAMILY = Family(
    params=Params,
    knobs={
        "unknowns": Knob("how many unknowns, and equations", (2, 2, 3, 3, 3), (2, 3)),
        "coefficient": Knob("the largest size of a coefficient", (9, 9, 6, 4, 7), (3, 20)),
        "solution": Knob("the largest size of an unknown's value", (6, 9, 9, 8, 12), (1, 100)),
        "missing": Knob(
            "whether each of three equations lacks one of the unknowns",
            ("no", "no", "yes", "no", "no"),
            ("no", "yes"),
        ),
        "single": Knob(
            "whether the second of two unknowns has no factor",
            ("yes", "no", "no", "no", "no"),
            ("no", "yes"),
        ),
        "zeros": Knob(
            "of a hundred systems in three unknowns, how many have a pivot of zero",
            (0, 0, 0, 20, 25),
            (0, 100),
        ),
        "solutions": Knob(
            "how many solutions there may be",
            ("one", "one", *["one|none|many"] * 3),
            tuple(WEIGHTS),
        ),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Solve the system of equations {posed(p)}. Give the answer as {listed(p)}"
            + (
                f", {in_terms(p)} if there are infinitely many solutions, or state that there is no"
                " solution."
                if p.open
                else "."
            )
        ),
        lambda p: (
            (
                f"Find all numbers {unknowns(p)} with {posed(p)}, if there are any. Answer in the"
                f" form {listed(p)}; where infinitely many will do, write them {in_terms(p)}."
            )
            if p.open
            else f"Find the numbers {unknowns(p)} with {posed(p)}. Answer in the form {listed(p)}."
        ),
        Frame(
            lambda p: (
                f"Do the {flat(p)} {posed(p)} have points in common? Answer with the only common"
                f" point {listed(p)}, with all common points {in_terms(p)}, or with the empty set."
                if p.open
                else f"The {flat(p)} {posed(p)} meet in one point. Which point {listed(p)} is it?"
            ),
            (
                either(
                    "Therefore, the FLAT meet in the point {answer}.",
                    "Therefore, no point lies on all of the FLAT: {answer}.",
                    "Therefore, the FLAT have the points {answer} in common, one for each FREE.",
                ),
                either(
                    "Therefore, the point that they have in common is {answer}.",
                    "Therefore, the FLAT have no point in common: {answer}.",
                    "Therefore, the points that they have in common are {answer} for all values of"
                    " FREE.",
                ),
            ),
        ),
        lambda p: (
            f"It is known that {posed(p)}. "
            + (
                f"What can {listed(p)} be? There may be one possibility, or none, or infinitely"
                f" many; describe those {in_terms(p)}."
                if p.open
                else f"What is {listed(p)}?"
            )
        ),
        Frame(
            lambda p: (
                f"Someone thinks of {how_many(p)} numbers, calls them {unknowns(p)}, and "
                + (
                    f"says that {valued(p)}. Which numbers can they be? Write them as {listed(p)},"
                    f" {in_terms(p)} if that may be any number, or say that there are no such"
                    " numbers."
                    if p.open
                    else f"finds that {valued(p)}. Which numbers are they? Write them as"
                    f" {listed(p)}."
                )
            ),
            (
                either(
                    "Therefore, the numbers that were thought of are {answer}.",
                    "Therefore, nobody can think of such numbers: {answer}.",
                    "Therefore, the numbers that were thought of are {answer}, with any number"
                    " FREE.",
                ),
                either(
                    "Therefore, the numbers ALL are {answer}, in this order.",
                    "Therefore, there are no numbers ALL with these values: {answer}.",
                    "Therefore, the numbers ALL are {answer}, in this order, and FREE may be any"
                    " number.",
                ),
            ),
        ),
        Frame(
            lambda p: (
                f"A system of linear equations for {unknowns(p)} is written as the augmented matrix"
                f" {augmented(p)}, with the right-hand sides in the last column. Solve it for"
                f" {listed(p)}"
                + (
                    f". Say so if there is no solution, and answer {in_terms(p)} if there are"
                    " infinitely many."
                    if p.open
                    else "."
                )
            ),
            (
                either(
                    "Therefore, the system with this matrix has the solution {answer}.",
                    "Therefore, the system with this matrix has no solution: {answer}.",
                    "Therefore, the system with this matrix has the solutions {answer}, one for"
                    " each FREE.",
                ),
                either(
                    "Therefore, the matrix belongs to a system solved by LISTED, which is"
                    " {answer}.",
                    "Therefore, the matrix belongs to a system that nothing solves: {answer}.",
                    "Therefore, the matrix belongs to a system whose solutions are {answer} with"
                    " any number FREE.",
                ),
            ),
            written_out,
        ),
        Frame(
            lambda p: (
                f"Which numbers {listed(p)} do we need so that {combined(p)} add up to the column"
                f" {column(p, -1)}?"
                + (
                    f" If infinitely many choices are possible, give all of them {in_terms(p)}; if"
                    " none is, say so."
                    if p.open
                    else ""
                )
            ),
            (
                either(
                    "Therefore, the multipliers of the columns, in order, are {answer}.",
                    "Therefore, no multiples of the columns add up to the given one: {answer}.",
                    "Therefore, the multipliers of the columns, in order, are {answer}, whatever"
                    " FREE is.",
                ),
                either(
                    "Therefore, the multipliers LISTED of the columns are {answer}.",
                    "Therefore, there are no such multipliers of the columns: {answer}.",
                    "Therefore, the multipliers LISTED of the columns are {answer} with any number"
                    " FREE.",
                ),
            ),
            written_out,
        ),
        lambda p: (
            f"The equations {posed(p)} "
            + (
                "are to hold at the same time. Is that possible for one choice of the numbers"
                f" {unknowns(p)}, for none, or for infinitely many? State the choice, or all"
                f" choices {in_terms(p)}, as {listed(p)}."
                if p.open
                else f"hold at the same time for just one choice of the numbers {unknowns(p)}."
                f" State that choice as {listed(p)}."
            )
        ),
        lambda p: (
            f"Determine {listed(p)}, where each letter stands for a "
            + (
                f"real number and {posed(p)}. Give every solution, {in_terms(p)} where that is"
                " free, or the empty set."
                if p.open
                else f"whole number and {posed(p)}."
            )
        ),
    ),
    answer=answer,
    answer_kind="tuple",
    kind_of=lambda p: "set" if p.solutions == "none" else "tuple",
    conclusion=conclusion,
    key=key,
    mathematics=without_factors,
    capacity=capacity,
    counted=(
        Capacity(21_966),
        Capacity(971_685),
        Capacity(93_831_696, exact=False),
        Capacity(589_659_648, exact=False),
        Capacity(2_020_667_904, exact=False),
    ),
    closings=(
        either(
            "Therefore, the solution LISTED of the system is {answer}.",
            "Therefore, the system has no solution: {answer}.",
            "Therefore, the solutions LISTED of the system are {answer}, where FREE is any number.",
        ),
        either(
            "Therefore, LISTED equals {answer}.",
            "Therefore, no numbers ALL satisfy EQUATIONS: {answer}.",
            "Therefore, LISTED equals {answer} for some number FREE, which may be any.",
        ),
        either(
            "Therefore, EQUATIONS hold for {answer} and for no other numbers.",
            "Therefore, EQUATIONS never hold at the same time: {answer}.",
            "Therefore, EQUATIONS hold for {answer}, whatever FREE is, and for no other numbers.",
        ),
        either(
            "Therefore, the numbers ALL are {answer}, in this order.",
            "Therefore, there are no such numbers ALL: {answer}.",
            "Therefore, the numbers ALL are {answer}, in this order, with FREE free to choose.",
        ),
        either(
            "Therefore, EQUATIONS are satisfied by {answer} alone.",
            "Therefore, nothing satisfies EQUATIONS: {answer}.",
            "Therefore, EQUATIONS are satisfied by {answer} for each number FREE.",
        ),
        either(
            "Therefore, LISTED must be {answer}.",
            "Therefore, LISTED cannot have any values: {answer}.",
            "Therefore, LISTED must be {answer}, and FREE may have any value.",
        ),
    ),
)


class Equation(NamedTuple):
    """A row, which ends with its right-hand side; its letters; how it was last written; its number;
    and the step that asserts it, where the statement does not."""

    row: Sequence[int]
    letters: str
    written: Claim
    number: int
    told_by: tuple[Step, ...] = ()


def with_text(row: Sequence[int], letters: str, number: int) -> Equation:
    """With the letters written in the order of the alphabet."""
    order = sorted(range(len(letters)), key=letters.__getitem__)
    written = equation([*[row[i] for i in order], row[-1]], "".join(sorted(letters)))
    return Equation(row, letters, written, number)


def saying(words: Sequence[str], **names: object) -> Phrasings:
    return with_names(words, **names)


def put_back(equations: Sequence[Equation]) -> Steps:
    """The value of each letter, from equations each of which has one letter more than the one
    before."""
    known: dict[str, int] = {}
    told_by: dict[str, Step] = {}
    for row, letters, written, number, _ in equations:
        coefficients = dict(zip(letters, row, strict=False))
        unknown = next(x for x in letters if x not in known and coefficients[x])
        pivot, right = coefficients[unknown], row[-1]
        others = [x for x in known if coefficients.get(x)]
        moved = [-coefficients[x] * known[x] for x in others]
        rest = right + sum(moved)
        value = rest // pivot
        before: tuple[Step, ...] = ()
        if others:
            values = [known[x] for x in others]
            words = saying(PUT_IN, NUMBER=number, KNOWN=told(others, values), X=maths(unknown))
            given = Claim(f"{written}, {point(others, values)}")
            parts = [number for number in (right, *moved) if number]
            if len(parts) > 1:
                claim = Claim(f"{given} :: {pivot}{unknown} = {sum_of(parts)} = {rest}")
            else:
                claim = Claim(f"{given} :: {pivot}{unknown} = {rest}")
            # the value of a letter that this equation lacks is no number of this line
            alike = [x for x in told_by if x not in others and abs(known[x]) in map(abs, moved)]
            same = tuple([told_by[x] for x in alike])
            before = (Step(words, claim, because=IN_ALL, rests_on=same),)
            yield from before
            written = Claim(f"{pivot}{unknown} = {rest}")
        if pivot != 1:
            claim = Claim(f"{written} :: {unknown} = {value:new}")
            words = saying(OTHER_SIGN if pivot == -1 else DIVIDE, X=maths(unknown), PIVOT=pivot)
            because = "" if pivot == -1 else NOT_ZERO
            before = (Step(words, claim, because=because, rests_on=before),)
            yield from before
        known[unknown] = value
        if before:
            (told_by[unknown],) = before
    return tuple([known[x] for x in sorted(known)])


def told(letters: Sequence[str], values: Sequence[int]) -> str:
    """`x = 3 and y = -1`, set as maths."""
    return " and ".join([f"`{x} = {value}`" for x, value in zip(letters, values, strict=True)])


PUT_IN = (
    "With KNOWN, equation (NUMBER) becomes {}.",
    "We put KNOWN into equation (NUMBER): {}.",
    "To find X, we put KNOWN into (NUMBER): {}.",
    "In (NUMBER) only X is unknown, as KNOWN: {}.",
    "To find X, we use (NUMBER) with KNOWN: {}.",
    "So equation (NUMBER), with KNOWN, gives {}.",
)
IN_ALL = (
    "the solution satisfies each equation",
    "all equations hold for the same numbers",
    "it holds for the same numbers",
)
DIVIDE = (
    "We divide both sides by `PIVOT`: {}.",
    "Division by `PIVOT` leaves X alone: {}.",
    "Dividing by the coefficient of X, we find {}.",
    "So {}.",
    "Both sides are divided by `PIVOT`, which gives X: {}.",
    "After division by `PIVOT`, we have {}.",
)
NOT_ZERO = (
    "we may divide by a coefficient that is not 0",
    "the coefficient is not 0",
    "we may divide by any number but 0",
)
OTHER_SIGN = (
    "We change the sign on both sides: {}.",
    "So, with the opposite sign, {}.",
    "Hence X itself has the opposite sign: {}.",
    "Multiplying by `-1`, we get {}.",
)


# Elimination


def first_out(p: Params) -> str:
    """The unknown that is eliminated first: of two the second, where it has no factor."""
    return p.letters[0] if is_worth_a_matrix(p) or p.solutions != "one" else p.letters[1]


def is_worth_a_matrix(p: Params) -> bool:
    """Not where one of two unknowns has no factor: adding the equations is all that it takes."""
    return len(p.rows) == 3 or any([abs(row[1]) > 1 for row in p.rows])


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        lambda p: (
            f"We call the equations {numbers(p)}, and add or subtract multiples of them so that"
            f" {maths(first_out(p))} disappears."
        ),
        lambda p: (
            f"With the numbers {numbers(p)} for the equations, the plan is to give"
            f" {maths(first_out(p))} coefficients of one size and to add or subtract the equations."
        ),
        lambda p: (
            f"If two equations have the same multiple of {maths(first_out(p))}, their difference"
            f" does not contain it; we use that for {numbers(p)}."
        ),
        lambda p: (
            f"We number the equations {numbers(p)}, and remove one unknown after another,"
            f" {maths(first_out(p))} first."
        ),
        lambda p: (
            f"We give the equations the numbers {numbers(p)} and combine them in pairs, each time"
            f" so that {maths(first_out(p))} cancels."
        ),
        lambda p: (
            f"Sums and differences of equations are true as well, so we combine {numbers(p)} to"
            f" cancel {maths(first_out(p))}."
        ),
    ),
    formula="In letters, from `a x + b y = r` and `c x + d y = s` follows"
    " `(a d - b c)y = a s - c r`.",
)
def elimination(p: Params) -> Steps:
    """The addition method (The Nine Chapters on the Mathematical Art, chapter 8, where columns are
    multiplied and subtracted): equal coefficients of an unknown, then a sum or a difference without
    it."""
    level = [with_text(row, p.letters, k) for k, row in enumerate(p.rows, 1)]
    if p.solutions != "one":
        return (yield from eliminated(p, level))
    if first_out(p) != p.letters[0]:
        letters = p.letters[::-1]
        level = [e._replace(row=(*e.row[-2::-1], e.row[-1]), letters=letters) for e in level]
    number, kept = len(level), []
    while len(level) > 1:
        level.sort(key=lambda e: not e.row[0])
        kept.insert(0, level[0])
        following = []
        for k in range(1, len(level)):
            if not level[k].row[0]:  # it has lost this letter with the one before
                following.append(shortened(level[k]))
                continue
            number += 1
            following.append((yield from without_first(level, k, number)))
        level = following
    return (yield from put_back([*level, *kept]))


def shortened(e: Equation) -> Equation:
    return e._replace(row=e.row[1:], letters=e.letters[1:])


def without_first(level: Sequence[Equation], k: int, number: int) -> Steps:
    """The first equation and equation k multiplied until their first coefficients agree; then their
    sum or difference, which has lost the first letter."""
    first, other = level[0], level[k]
    x, a, b = first.letters[0], abs(first.row[0]), abs(other.row[0])
    m, n = b // gcd(a, b), a // gcd(a, b)
    names = {
        "FIRST": f"({first.number})",
        "OTHER": f"({other.number})",
        "X": maths(x),
        "Y": maths(first.letters[1]),
        "Z": maths(first.letters[-1]),
    }
    upper = with_text([m * v for v in first.row], first.letters, first.number)
    lower = with_text([n * v for v in other.row], other.letters, other.number)
    why = ()
    if m > 1 and n > 1:
        why = (Step(saying(BOTH_FACTORS, **names), f"{m:new} * {a} = {n:new} * {b}"),)
    elif max(m, n) > 1 and min(a, b) > 1:
        least, most, times = min(a, b), max(a, b), max(m, n)
        words = FACTOR if n > 1 else FACTOR_OF_FIRST
        why = (Step(saying(words, **names), f"{most} = {times:new} * {least}"),)
    yield from why
    before = list_of(e.written for e in level)
    if m > 1 and n > 1:
        words, after = MULTIPLIED, list_of((upper.written, lower.written))
        yield Step(saying(words, **names), f"{before} :: {after}", rests_on=why)
    elif m > 1 or n > 1:
        changed, after = (first, upper.written) if m > 1 else (other, lower.written)
        words = saying(
            MULTIPLIED_ONE if why else BY_COEFFICIENT,
            CHANGED=f"({changed.number})",
            KEPT=names["OTHER"] if m > 1 else names["FIRST"],
            X=names["X"],
        )
        yield Step(words, f"{before} :: {after}", rests_on=why)
    sign = 1 if upper.row[0] == -lower.row[0] else -1
    left = [v + sign * u for v, u in zip(lower.row[1:], upper.row[1:], strict=True)]
    matched = [upper, *level[1:k], lower, *level[k + 1 :]]
    result = with_text(left, first.letters[1:], number)
    if not left[0]:
        result = with_text(left[1:], first.letters[2:], number)
        words = BOTH_VANISH
    else:
        words = ADD if sign == 1 else SUBTRACT
    words = saying(words, **names, NEW=f"({number})")
    claim = Claim(f"{list_of(e.written for e in matched)} :: {result.written}")
    reason = OPPOSITE if sign == 1 else EQUAL
    step = Step(words, claim, because=reason if left[0] else "")
    yield step
    return with_text(left, first.letters[1:], number)._replace(
        written=result.written, told_by=(step,)
    )


BOTH_FACTORS = (
    "To match the coefficients of X, we multiply FIRST by {m} and OTHER by {n}, since {}.",
    "Since {}, we multiply FIRST by {m} and OTHER by {n}.",
    "We multiply FIRST by {m} and OTHER by {n} to get a common multiple of X: {}.",
    "We want the same multiple of X in FIRST and OTHER, hence the factors {m} and {n}: {}.",
    "For X, FIRST needs the factor {m} and OTHER the factor {n}, as {}.",
    "With the factors {m} and {n}, FIRST and OTHER have the same multiple of X, because {}.",
)
FACTOR = (
    "Since {}, equation OTHER is multiplied by {times}.",
    "The coefficient of X in FIRST is a multiple of that in OTHER, so we multiply OTHER by {times}:"
    " {}.",
    "To match X in FIRST, equation OTHER needs the factor {times}, because {}.",
    "Multiplied by {times}, equation OTHER has the same multiple of X as FIRST: {}.",
)
FACTOR_OF_FIRST = saying(FACTOR, FIRST="OTHER", OTHER="FIRST")
MULTIPLIED = (
    "This gives {} instead of FIRST and OTHER.",
    "So the two equations become {}.",
    "We multiply FIRST and OTHER in this way: {}.",
    "We write both equations with these factors: {}.",
    "After the multiplication, X has coefficients of the same size: {}.",
    "With the factors we now have {} for FIRST and OTHER.",
)
MULTIPLIED_ONE = (
    "This gives {} instead of CHANGED.",
    "So CHANGED becomes another equation: {}.",
    "We multiply equation CHANGED in this way: {}.",
    "We write CHANGED with this factor: {}.",
    "After the multiplication, CHANGED has the same multiple of X as KEPT: {}.",
    "Then CHANGED and KEPT have the same multiple of X: {}.",
)
BY_COEFFICIENT = (
    "In CHANGED the coefficient of X has size 1, so we multiply it by that of KEPT: {}.",
    "We multiply CHANGED by the size of the coefficient of X in KEPT: {}.",
    "To match the multiple of X in KEPT, we multiply CHANGED: {}.",
    "Equation CHANGED has a single X, so we multiply it to match KEPT: {}.",
    "As X has coefficient 1 in size in CHANGED, the factor comes from KEPT: {}.",
    "The factor for CHANGED can be read off from KEPT: {}.",
)
SUBTRACT = (
    "We subtract FIRST from OTHER, which removes X and gives equation NEW: {}.",
    "Subtracting FIRST from OTHER leaves equation NEW: {}.",
    "The difference of OTHER and FIRST no longer contains X; it is equation NEW: {}.",
    "So X cancels when FIRST is subtracted from OTHER, and we get NEW: {}.",
    "Now OTHER minus FIRST is free of X, and we call it NEW: {}.",
    "Subtraction gives equation NEW, without X: {}.",
)
ADD = (
    "We add FIRST and OTHER, which removes X and gives equation NEW: {}.",
    "Adding FIRST to OTHER leaves equation NEW: {}.",
    "The sum of OTHER and FIRST no longer contains X; it is equation NEW: {}.",
    "So X cancels when FIRST and OTHER are added, and we get NEW: {}.",
    "Now FIRST plus OTHER is free of X, and we call it NEW: {}.",
    "Addition gives equation NEW, without X: {}.",
)
BOTH_VANISH = (
    "Combining FIRST and OTHER, we lose Y together with X, so NEW contains only Z: {}.",
    "From FIRST and OTHER, both X and Y disappear, and NEW has Z only: {}.",
    "Both X and Y drop out of FIRST and OTHER at once, so NEW contains only Z: {}.",
)
EQUAL = (
    "both contain the same multiple of it",
    "equal terms cancel in a difference",
    "the unknown has the same coefficient in both",
)
OPPOSITE = (
    "opposite terms cancel in a sum",
    "the unknown has opposite coefficients in them",
    "the two multiples add up to 0",
)


# Substitution


def replaced(p: Params) -> str:
    """The unknown that is replaced first; the last one, unless that may be free."""
    return p.letters[-1] if p.solutions == "one" else p.letters[0]


@FAMILY.strategy(
    approach="transform",
    opening=(
        lambda p: (
            f"We call the equations {numbers(p)}, solve one of them for {maths(replaced(p))}, and"
            " substitute the result into the others."
        ),
        lambda p: (
            f"One of the equations {numbers(p)} gives {maths(replaced(p))} in terms of the other"
            " unknowns, so it can be replaced."
        ),
        lambda p: (
            f"With the numbers {numbers(p)} for the equations, we express {maths(replaced(p))} by"
            " the rest, which leaves one unknown fewer."
        ),
        lambda p: (
            f"We number the equations {numbers(p)}, and get rid of {maths(replaced(p))} by"
            " writing an equal expression in its place."
        ),
        lambda p: (
            f"Since {numbers(p)} concern the same numbers, we may use one of them to replace"
            f" {maths(replaced(p))} elsewhere."
        ),
        lambda p: (
            f"We use one of the equations {numbers(p)} to write {maths(replaced(p))} in terms"
            " of the rest, and then do without it."
        ),
    ),
    formula="In letters, from `y = r - a x` and `b x + c y = s` follows `b x + c(r - a x) = s`.",
)
def substitution(p: Params) -> Steps:
    """Newton, Arithmetica Universalis 1707 (the extermination of unknowns): express the last
    unknown by the others, and put its value into the other equations."""
    level = [with_text(row, p.letters, k) for k, row in enumerate(p.rows, 1)]
    if p.solutions != "one":
        return (yield from substituted(p, level))
    number, kept = len(level), []
    while len(level) > 1:
        chosen = min([e for e in level if e.row[-2]], key=lambda e: abs(e.row[-2]))
        last = [v if chosen.row[-2] > 0 else -v for v in chosen.row]
        letters, c = chosen.letters, last[-2]
        isolated = Claim(f"{c}{letters[-1]} = {value_of_last(last, letters)}")
        names = {"CHOSEN": f"({chosen.number})", "Z": maths(letters[-1])}
        before = list_of(e.written for e in level)
        words = saying(ISOLATE if c == 1 else ISOLATE_MULTIPLE, **names)
        yield Step(words, f"{before} :: {isolated}", because=SMALLEST)
        kept.insert(0, Equation(last, letters, isolated, chosen.number))
        following = []
        for e in level:
            if not e.row[-2]:
                following.append(e._replace(row=(*e.row[:-2], e.row[-1]), letters=letters[:-1]))
            elif e is not chosen:
                number += 1
                given = Claim(f"{isolated}, {list_of(o.written for o in level if o is not chosen)}")
                following.append((yield from without_last(e, last, given, number)))
        level = following
    return (yield from put_back([*level, *kept]))


ISOLATE = (
    "We solve equation CHOSEN for Z: {}.",
    "From equation CHOSEN we get Z in terms of the others: {}.",
    "Equation CHOSEN is the easiest to solve for Z: {}.",
    "In CHOSEN we move everything but Z to the right: {}.",
    "Equation CHOSEN gives Z: {}.",
)
ISOLATE_MULTIPLE = (
    "We isolate the term with Z in equation CHOSEN: {}.",
    "From equation CHOSEN we get a multiple of Z in terms of the others: {}.",
    "In CHOSEN the term with Z is left alone on one side: {}.",
    "In CHOSEN we move everything but the term with Z to the right: {}.",
    "Equation CHOSEN gives a multiple of Z: {}.",
)
SMALLEST = (
    "its coefficient is smallest there",
    "no coefficient there is smaller",
    "a small coefficient keeps the work short",
)


def value_of_last(row: Sequence[int], letters: str) -> Claim:
    """What the last letter with its coefficient is equal to."""
    others = terms([-a for a in row[:-2]], letters[:-1])
    return Claim(f"{row[-1]} + {others}") if row[-1] else others


def without_last(e: Equation, last: Sequence[int], given: Claim, number: int) -> Steps:
    """What is equal to the last letter, or to a multiple of it, put into an equation or into a
    multiple of it, which is then written without that letter."""
    *side, c, right = last
    letters, fewer = e.letters, e.letters[:-1]
    value, shared = value_of_last(last, letters), gcd(c, e.row[-2])
    times, by = c // shared, e.row[-2] // shared
    names = {"OTHER": f"({e.number})", "Z": maths(letters[-1]), "NEW": f"({number})"}
    why = ()
    if times > 1:
        claim = Claim(f"{times:new} * {abs(e.row[-2])} = {abs(by):new} * {c}")
        why = (Step(saying(NO_FRACTION, **names), claim),)
        yield from why
    *own, _, own_right = [times * v for v in e.row]
    alone = not right and len([a for a in side if a]) == 1  # the value is a single term
    put_in = Claim(f"{terms(own, fewer)} + {by}({value}) = {own_right}")
    if alone:
        put_in = Claim(
            f"{terms(own, fewer)} + {terms([-by * a for a in side], fewer)} = {own_right}"
        )
    step = Step(
        saying(REPLACE_IN_MULTIPLE if times > 1 else REPLACE, **names),
        f"{given} :: {put_in}",
        because=EQUALS,
        rests_on=why,
    )
    yield step
    products = [-by * a for a in side]
    multiplied = put_in
    if by != 1 and not alone:
        multiplied = Claim(
            f"{terms(own, fewer)} + {by * right} + {terms(products, fewer)} = {own_right}"
        )
        step = Step(saying(EXPAND, **names), f"{put_in} :: {multiplied}", because=EACH_TERM)
        yield step
    left = [a + b for a, b in zip(own, products, strict=True)]
    result = with_text([*left, own_right - by * right], fewer, number)
    if multiplied.text() != result.written.text():
        step = Step(saying(COLLECT, **names), f"{multiplied} :: {result.written}")
        yield step
    return result._replace(told_by=(step,))


NO_FRACTION = (
    "Since {}, we multiply OTHER by {times}, and no fraction is needed.",
    "To avoid fractions, OTHER is multiplied by {times}, because {}.",
    "We multiply OTHER by {times} first, so that the terms with Z match: {}.",
    "To match the terms with Z, we multiply OTHER by {times}, as {}.",
)
REPLACE = (
    "In equation OTHER we replace Z: {}.",
    "We put this into equation OTHER: {}.",
    "We substitute the expression for Z into OTHER: {}.",
    "So Z can be replaced in equation OTHER: {}.",
    "We put the expression in place of Z in equation OTHER: {}.",
)
REPLACE_IN_MULTIPLE = (
    "In this multiple of OTHER we replace the term with Z: {}.",
    "We put the expression into the multiple of OTHER: {}.",
    "So we replace the term with Z in the multiple of OTHER: {}.",
    "We use this expression in the multiple of OTHER: {}.",
)
EQUALS = (
    "equals may be substituted for equals",
    "the two are the same number",
    "the two are equal",
)
EXPAND = (
    "We multiply out: {}.",
    "The bracket is multiplied out: {}.",
    "Expanding the bracket gives {}.",
    "Next comes the bracket, term by term: {}.",
    "Without the bracket, this is {}.",
)
EACH_TERM = (
    "the factor belongs to each term in the bracket",
    "a factor before a bracket multiplies each of its terms",
    "multiplication distributes over a sum",
)
COLLECT = (
    "Collecting terms gives equation NEW: {}.",
    "We collect the numbers on the right and call the result NEW: {}.",
    "So we have {}, and we call this equation NEW.",
    "Like terms are combined, which gives equation NEW: {}.",
    "Hence we have NEW, in which Z no longer appears: {}.",
    "In standard form, this is equation NEW: {}.",
)


# Comparison


def compared(p: Params) -> str:
    """The unknown that both equations are solved for: the second, unless that may be free."""
    return p.letters[1] if p.solutions == "one" else p.letters[0]


def expressed(p: Params) -> str:
    """The other unknown."""
    return p.letters[0] if p.solutions == "one" else p.letters[1]


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: len(p.rows) == 2,
    opening=(
        lambda p: (
            f"We call the equations {numbers(p)}, solve both for {maths(compared(p))}, and set the"
            " two results equal."
        ),
        lambda p: (
            f"Each of the equations {numbers(p)} is a line, and "
            + ("at a common point both" if p.open else "where the lines cross both")
            + f" give the same {maths(compared(p))}."
        ),
        lambda p: (
            f"With the numbers {numbers(p)} for the equations, we compare what each of them says"
            f" about {maths(compared(p))}."
        ),
        lambda p: (
            f"We number the equations {numbers(p)}, and express {maths(compared(p))} by"
            f" {maths(expressed(p))} twice, because both expressions must agree."
        ),
        lambda p: (
            f"We bring both equations, {numbers(p)}, to the form where {maths(compared(p))} stands"
            " alone, and compare."
        ),
        lambda p: (
            f"The lines {numbers(p)} can only meet where both give the same"
            f" {maths(compared(p))}, so we solve for it first."
        ),
    ),
    formula="In letters, from `y = m x + c` and `y = n x + d` follows `(m - n)x = d - c`.",
)
def comparison(p: Params) -> Steps:
    """Euler, Elements of Algebra 1770, part 1, section 4, chapter 4: both equations solved for the
    same unknown, and the two values set equal. In school: two lines by slope and intercept."""
    if p.solutions != "one":
        return (yield from compared_lines(p))
    x, y = p.letters
    given, lines, told_of = system(p.rows, p.letters), [], []
    for k, (a, b, r) in enumerate(p.rows, 1):
        slope, start = Fraction(-a, b), Fraction(r, b)
        line = Claim(f"{slope}{x} + {start}")
        words = saying(SOLVE_FOR, NUMBER=k, Y=maths(y))
        told_of.append(Step(words, f"{given} :: {y} = {line}"))
        yield told_of[-1]
        lines.append((slope, start, line))
    (m, c, one), (n, d, two) = lines
    equal = Claim(f"{one} = {two}")
    yield Step(
        saying(EQUATE, Y=maths(y)),
        f"{y} = {one}, {y} = {two} :: {equal}",
        rests_on=tuple(told_of),
    )
    sources = [Step(SLOPES, f"{m} - {n} = {m - n:new} != 0")]
    yield sources[0]
    if c.denominator > 1 or d.denominator > 1:
        sources.append(Step(NUMBER_DIFFERENCE, f"{d} - {c} = {d - c}"))
        yield sources[-1]
    value, left = int((d - c) / (m - n)), Claim(f"{m - n}{x} = {d - c}")
    words = saying(QUOTIENT, X=maths(x))
    yield Step(words, f"{equal} :: {left}", because=TO_THE_LEFT, rests_on=tuple(sources))
    if m - n != 1:
        yield Step(saying(QUOTIENT_IS, X=maths(x)), f"{left} :: {x} = {value:new}")
    product = m * value
    other = int(product + c)
    known = Claim(f"{y} = {one}, {x} = {value}")
    if c:
        claim = Claim(f"{known} :: {y} = {product:new} + {c} = {other:new}")
    else:
        claim = Claim(f"{known} :: {y} = {other:new}")
    yield Step(saying(ON_THE_LINE, Y=maths(y)), claim)
    return value, other


SOLVE_FOR = (
    "We solve equation (NUMBER) for Y: {}.",
    "Equation (NUMBER), solved for Y, is {}.",
    "From equation (NUMBER) we get {}.",
    "In equation (NUMBER), Y is isolated: {}.",
    "Equation (NUMBER) gives Y in terms of the other unknown: {}.",
    "Now equation (NUMBER) is divided by the coefficient of Y: {}.",
)
SLOPES = (
    "Since {}, the two lines are not parallel and have just one point in common.",
    "The slopes differ, because {}, so there is exactly one solution.",
    "One slope minus the other is not 0, so the lines meet in a single point: {}.",
    "The lines cannot be parallel, since {}.",
    "The fact that {} shows that the lines cross exactly once.",
    "The difference of the slopes shows that there is one solution: {}.",
)
EQUATE = (
    "At that point both expressions are the same Y, so we equate them: {}.",
    "Both right-hand sides are equal to Y, hence they are equal to each other: {}.",
    "We set the two values of Y equal: {}.",
    "So what the equations say about Y must agree: {}.",
    "We compare the two expressions for Y: {}.",
)
TO_THE_LEFT = (
    "the same is subtracted from both sides",
    "the same term may be subtracted from both sides",
    "a term changes its sign when it changes sides",
)
NUMBER_DIFFERENCE = (
    "With the numbers on the right, we have {}.",
    "We move the numbers to the right: {}.",
    "On the right, the first number is subtracted from the second: {}.",
    "The gap between the numbers is {}.",
    "Apart from the unknown, the two sides differ as follows: {}.",
    "We subtract the numbers as well: {}.",
)
QUOTIENT = (
    "With X on the left and the numbers on the right, this says {}.",
    "We collect X on the left: {}.",
    "Sorting the terms, we have {}.",
    "Thus the terms with X go to the left and the numbers to the right: {}.",
    "What remains is an equation for X: {}.",
    "Rearranged, it reads {}.",
)
QUOTIENT_IS = (
    "Dividing by the coefficient of X gives {}.",
    "We divide by the coefficient of X: {}.",
    "Hence {}.",
    "So, after the division, {}.",
    "We divide both sides by that coefficient: {}.",
    "So X is the quotient, {}.",
)
ON_THE_LINE = (
    "The first line gives Y there: {}.",
    "We put this into the first expression for Y: {}.",
    "So Y can be found on the first line: {}.",
    "With the first expression, Y has the value {}.",
    "It remains to find Y, and the first expression gives it: {}.",
    "Where the lines cross, Y is {}.",
)


# Determinants


def is_worth_an_inverse(p: Params) -> bool:
    """Not where unknowns are missing either, since the inverse has entries everywhere, unless row
    reduction would take long there."""
    complete = all([all(row[:-1]) for row in p.rows])
    return p.solutions == "one" and is_worth_a_matrix(p) and (complete or not takes_few_lines(p))


@FAMILY.strategy(
    approach="forward",
    when=lambda p: p.solutions != "many" or len(p.rows) == 2,
    opening=(
        left_open(
            "We find each unknown by itself as a quotient of two determinants.",
            "By Cramer's rule, each unknown is a quotient of two determinants, unless the second of"
            " them is 0.",
        ),
        lambda p: (
            f"{'If there is one solution, each' if p.open else 'Each'} of {unknowns(p)} is a"
            " quotient of two determinants, the second of which is that of the coefficients."
        ),
        lambda p: (
            f"For each of the unknowns {unknowns(p)} we put the right-hand sides into its column"
            " and compare the determinants."
        ),
        "To avoid all rearranging, we work with determinants of the coefficients and the"
        " right-hand sides.",
        left_open(
            "Each unknown equals one determinant divided by another, so we work these out.",
            "Where there is one solution, each unknown equals one determinant divided by another,"
            " so we work these out.",
        ),
        lambda p: (
            "We need the determinant of the coefficients, and "
            + ("others with" if p.open else "one more for each unknown, with")
            + " the right-hand sides in "
            + ("one of its columns." if p.open else "its column.")
        ),
    ),
    formula="In letters, `x = det(r, b; s, d) / det(a, b; c, d)` for the equations `a x + b y = r`"
    " and `c x + d y = s`.",
)
def cramers_rule(p: Params) -> Steps:
    """Cramer 1750: each unknown is a quotient of two determinants; those of three rows by the rule
    of Sarrus."""
    if p.solutions != "one":
        return (yield from by_zero_determinant(p))
    sides = [row[:-1] for row in p.rows]
    divisor, unique = yield from not_zero(sides)
    solution = []
    for j, x in enumerate(p.letters):
        replaced = [(*row[:j], row[-1], *row[j + 1 : -1]) for row in p.rows]
        above, found = yield from determinant(replaced, saying(REPLACED, X=maths(x)))
        value = above // divisor
        quotient = Claim(f"{above}/{divisor}")
        if above < 0 and divisor < 0:
            quotient = Claim(f"({above})/({divisor})")
        words = saying(CRAMER, X=maths(x))
        yield Step(words, f"{quotient} = {value}", because=RULE, rests_on=(unique, found))
        solution.append(value)
    return tuple(solution)


def not_zero(rows: Sequence[Sequence[int]]) -> Steps:
    """The determinant of the coefficients, and the line that says that it is not 0."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        value = a * d - b * c
        claim = Claim(f"det({a}, {b}; {c}, {d}) = {a * d:new} - {b * c:new} = {value:new} != 0")
        found = Step(COEFFICIENTS_OF_TWO, claim)
        yield found
        return value, found
    value, below = yield from determinant(rows, saying(OF_COEFFICIENTS))
    unique = Step(NO_ZERO, f"{value} != 0", rests_on=(below,))
    yield unique
    return value, unique


def determinant(rows: Sequence[Sequence[int]], words: Sequence[str]) -> Steps:
    """The determinant of two or three rows, from the products down and up the diagonals. Gives it
    and its line."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        value = a * d - b * c
        claim = Claim(f"det({a}, {b}; {c}, {d}) = {a * d} - {b * c} = {value}")
    elif any([0 in row for row in rows]):
        (a, b, c), (d, e, f), (g, h, i) = rows
        down, up = (a * e * i, b * f * g, c * d * h), (c * e * g, a * f * h, b * d * i)
        products = [*filter(None, down), *[-n for n in up if n]]
        value, matrix = sum(products), Claim(f"det({a}, {b}, {c}; {d}, {e}, {f}; {g}, {h}, {i})")
        shown = sum_of(f"{n:new}" for n in products)
        claim = Claim(f"{matrix} = {shown} = {value:new}")
    else:
        return (yield from by_sarrus(rows, words))
    because = FEW_PRODUCTS if len(rows) == 3 else ()
    found = Step(tuple([f"{text}: {{}}." for text in words]), claim, because=because)
    yield found
    return value, found


FEW_PRODUCTS = (
    "all other products of three entries contain a zero",
    "only these products matter by the rule of Sarrus",
    "downward products are added and upward ones subtracted",
)
COEFFICIENTS_OF_TWO = (
    "The determinant of the coefficients is not 0, so there is one solution: {}.",
    "The coefficients have the determinant {}, so the solution is unique.",
    "Since the coefficients have the determinant {}, there is exactly one solution.",
    "We begin with the determinant of the coefficients, by which we will divide: {}.",
    "For the coefficients alone we get {}, and the system has just one solution.",
    "The denominator for every unknown is {}.",
)
OF_COEFFICIENTS = (
    "We begin with the determinant of the coefficients",
    "First comes the determinant of the coefficients",
    "The coefficients alone form the determinant that all unknowns share",
    "The denominator for every unknown is the determinant of the coefficients",
    "The coefficients as they stand form the first determinant",
    "What all unknowns have in common is the determinant of the coefficients",
)
REPLACED = (
    "For X, the right-hand sides replace its column",
    "Next, the right-hand sides replace the column of X",
    "We put the right-hand sides into the column of X",
    "With the right-hand sides in the column of X",
    "For X, we replace its column",
    "The determinant for X is similar",
)
NO_ZERO = (
    "Since {}, there is exactly one solution.",
    "The system has just one solution, because {}.",
    "We may divide by this determinant, as {}.",
    "This determinant is not zero, so we may divide by it: {}.",
    "It is not zero, {}, so the solution is unique.",
)
CRAMER = (
    "So we get X as a quotient: {}.",
    "The quotient is X: {}.",
    "We divide to find X: {}.",
    "Hence X equals {}.",
    "Thus X has the value {}.",
)
RULE = (
    "Cramer's rule divides by that of the coefficients",
    "each unknown is such a quotient by Cramer's rule",
    "the determinant of the coefficients is not 0",
)


# The inverse matrix


@FAMILY.strategy(
    approach="transform",
    when=is_worth_an_inverse,
    opening=(
        "We write the system as a matrix times the column of unknowns, and multiply by the inverse"
        " matrix.",
        lambda p: (
            f"The coefficients form a matrix; its inverse, applied to {column(p, -1)}, gives the"
            " solution."
        ),
        "The plan is to invert the matrix of the coefficients, since its inverse turns the"
        " right-hand sides into the unknowns.",
        lambda p: (
            f"A matrix turns the column of the unknowns into {column(p, -1)}; we look for the"
            " matrix that undoes this."
        ),
        "If the matrix of the coefficients has an inverse, a single product gives all unknowns.",
        lambda p: (
            f"We solve the system as one equation for the column of {unknowns(p)}, with the inverse"
            " of the coefficient matrix."
        ),
    ),
    formula="In letters, if `A * v = b`, then v is the inverse of A times b; the inverse is the"
    " matrix of cofactors, transposed, over the determinant.",
)
def inverse_matrix(p: Params) -> Steps:
    """Cayley 1858: the inverse of a matrix is its adjugate, made of cofactors, over its
    determinant; it multiplies the right-hand sides."""
    if len(p.rows) == 2:
        return (yield from by_inverse_of_two(p))
    columns, found = yield from cofactors(p)
    adjugate = list(zip(*columns, strict=True))
    (a, b, c, _), (u, v, w) = p.rows[0], columns[0]
    divisor = a * u + b * v + c * w
    expansion = sum_of(f"{term:new}" for term in (a * u, b * v, c * w) if term)
    along = Step(
        ALONG_FIRST_ROW,
        f"{a} * {u} + {b} * {v} + {c} * {w} :: {expansion} = {divisor:new}",
        because=EXPANSION,
    )
    yield along
    unique = Step(INVERTIBLE, f"{divisor} != 0", rests_on=(*found, along))
    yield unique
    right = [row[-1] for row in p.rows]
    products, lines = [], []
    for name, row in zip(ORDINALS, adjugate, strict=False):
        (u, v, w), (r, s, t) = row, right
        total = u * r + v * s + w * t
        values = [number for number in (u * r, v * s, w * t) if number]
        if len(values) < 2:
            values = [u * r, v * s, w * t]
        shown = sum_of(f"{number:new}" for number in values)
        claim = Claim(f"{u} * {r} + {v} * {s} + {w} * {t} :: {shown} = {total:new}")
        words = saying(ROW_TIMES_COLUMN, ROW=name)
        lines.append(Step(words, claim, rests_on=(unique,) if divisor == 1 else ()))
        yield lines[-1]
        products.append(total)
    solution = [total // divisor for total in products]
    column, answer = as_column(products), as_column(solution)
    if divisor == -1:
        claim = Claim(f"-{column} = {answer:new}")
    else:
        claim = Claim(f"{Fraction(1, divisor)} * {column} = {answer:new}")
    if divisor != 1:
        yield Step(OVER_DETERMINANT, claim, rests_on=(unique, *lines))
    return tuple(solution)


def as_column(values: Sequence[int]) -> Claim:
    return Claim(f"[{list_of(values, '; ')}]")


def by_inverse_of_two(p: Params) -> Steps:
    """The inverse of two rows, written out, and its rows times the right-hand sides."""
    (a, b, r), (c, d, s) = p.rows
    divisor = a * d - b * c
    yield Step(DETERMINANT_OF_TWO, f"det({a}, {b}; {c}, {d}) = {a * d} - {b * c} = {divisor}")
    unique = Step(INVERTIBLE, f"{divisor} != 0")
    yield unique
    (e, f), (g, h) = [
        (Fraction(d, divisor), Fraction(-b, divisor)),
        (Fraction(-c, divisor), Fraction(a, divisor)),
    ]
    changed, inverse = Claim(f"[{d}, {-b}; {-c}, {a}]"), Claim(f"[{e}, {f}; {g}, {h}]")
    if divisor == 1:
        claim = Claim(f"[{a}, {b}; {c}, {d}] * {inverse:new} = [1, 0; 0, 1]")
    elif divisor == -1:
        claim = Claim(f"-{changed} = {inverse:new}")
    else:
        claim = Claim(f"{Fraction(1, divisor)} * {changed} = {inverse:new}")
    words = INVERSE_ITSELF if divisor == 1 else INVERSE_OF_TWO
    yield Step(words, claim, because=EXCHANGE, rests_on=(unique,))
    solution = []
    for x, name, (m, n) in zip(p.letters, ORDINALS, ((e, f), (g, h)), strict=False):
        value = int(m * r + n * s)
        yield Step(
            saying(ROW_OF_INVERSE, ROW=name, X=maths(x)),
            row_times_column((m, n), (r, s)),
        )
        solution.append(value)
    return tuple(solution)


def row_times_column(row: tuple[Fraction, Fraction], column: tuple[int, int]) -> Claim:
    """Two products and their sum; a factor of size 1 does not show."""
    (m, n), (r, s) = row, column
    if 0 in (r, s):
        factor, number = (n, s) if s else (m, r)
        if 1 not in (abs(factor), abs(number)):
            return Claim(f"{factor} * {number} = {ratio(factor * number)}")
    one, two = ratio(m * r), ratio(n * s)
    total = ratio(m * r + n * s)
    if 1 in (abs(m), abs(r)) and 1 in (abs(n), abs(s)):
        return Claim(f"{one} + {two} = {total}")
    if 1 in (abs(m), abs(r)):
        return Claim(f"{one} + {n} * {s} = {one} + {two} = {total}")
    if 1 in (abs(n), abs(s)):
        return Claim(f"{m} * {r} + {two} = {one} + {two} = {total}")
    return Claim(f"{m} * {r} + {n} * {s} = {one} + {two} = {total}")


def cofactors(p: Params) -> Steps:
    """Those of each entry of three rows, row by row. Gives them and the last line."""
    found, lines = [], []
    for i, name in enumerate(ORDINALS[:3]):
        rows, values = (p.rows[i - 2], p.rows[i - 1]), []
        for j, column_name in enumerate(ORDINALS[:3]):
            k, m = (j + 1) % 3, (j + 2) % 3
            a, b, c, d = rows[0][k], rows[0][m], rows[1][k], rows[1][m]
            value = a * d - b * c
            words = saying(COFACTOR, ROW=name, COLUMN=column_name)
            claim = Claim(f"det({a}, {b}; {c}, {d}) = {a * d} - {b * c} = {value}")
            lines.append(Step(words, claim, because=CYCLIC))
            yield lines[-1]
            values.append(value)
        found.append(values)
    return found, tuple(lines)


DETERMINANT_OF_TWO = (
    "The determinant of the coefficients comes first: {}.",
    "We need the determinant of the coefficients: {}.",
    "The product down the diagonal minus the one up is {divisor}: {}.",
    "For the inverse we first find the determinant: {}.",
    "Without a determinant there is no inverse, so we begin with it: {}.",
    "We multiply the coefficients crosswise and subtract: {}.",
)
INVERTIBLE = (
    "Since {}, the matrix has an inverse.",
    "The matrix can be inverted, because {}.",
    "There is an inverse, as the determinant is not zero: {}.",
    "No division by zero will occur, since {}.",
    "An inverse exists exactly if the determinant is not zero, and indeed {}.",
)
INVERSE_OF_TWO = (
    "So the inverse matrix is {}.",
    "The inverse is the rearranged matrix over the determinant: {}.",
    "We divide the rearranged matrix by the determinant, which gives the inverse: {}.",
    "Hence we have the inverse: {}.",
    "Over the determinant, the rearranged matrix is the inverse: {}.",
    "This gives the inverse matrix: {}.",
)
INVERSE_ITSELF = (
    "The determinant is 1, so the rearranged matrix is the inverse itself: {}.",
    "No division is needed, and we have the inverse at once: {}.",
    "The rearranged matrix is already the inverse: {}.",
)
EXCHANGE = (
    "the diagonal entries change places, and the others change their signs",
    "inverting two rows exchanges the diagonal entries and reverses the other signs",
    "the entries of the diagonal are exchanged and the others change their signs",
)
ROW_OF_INVERSE = (
    "The ROW row of the inverse, times the right-hand sides, is X: {}.",
    "With the ROW row of the inverse we find X: {}.",
    "We multiply the right-hand sides by the ROW row and add, so X is {}.",
    "The ROW row of the inverse gives X: {}.",
    "The right-hand sides times the ROW row of the inverse make {}, which is X.",
    "To get X, we multiply the ROW row of the inverse by the right-hand sides: {}.",
)
COFACTOR = (
    "The cofactor in the ROW row and COLUMN column is {}.",
    "In the ROW row and COLUMN column, the cofactor comes to {}.",
    "For the entry of the ROW row in the COLUMN column we find {}.",
    "With the ROW row and COLUMN column struck out, we have {}.",
    "Without the ROW row and the COLUMN column we get {}.",
    "The entry where the ROW row meets the COLUMN column has the cofactor {}.",
)
CYCLIC = (
    "taking rows and columns in cyclic order gives the right sign",
    "the sign is right when rows and columns are taken in cyclic order",
    "the cyclic order takes care of the alternating signs",
)
ALONG_FIRST_ROW = (
    "The first row times its cofactors gives the determinant: {}.",
    "We expand the determinant along the first row: {}.",
    "For the determinant, we multiply the entries of the first row by their cofactors: {}.",
)
EXPANSION = (
    "a row times its own cofactors adds up to the determinant",
    "a determinant can be expanded along any row",
    "the determinant is the sum of these products",
)
ROW_TIMES_COLUMN = (
    "The cofactors of the ROW column, times the right-hand sides, add up to {}.",
    "In the transposed matrix the ROW row gives {}.",
    "We multiply the right-hand sides by the ROW column of cofactors: {}.",
    "So for the ROW unknown we have the sum {}.",
    "The ROW unknown, before the division, is {}.",
)
OVER_DETERMINANT = (
    "We divide by the determinant: {}.",
    "Hence, over the determinant, the solution is {}.",
    "Every sum is divided by the determinant: {}.",
    "So the column of the unknowns is {}.",
    "The division by the determinant leaves the unknowns: {}.",
)


# Row reduction


def takes_few_lines(p: Params) -> bool:
    """Whether a matrix is worth it, and Euclid's algorithm comes to an end soon enough to be
    written out."""
    if p.solutions != "one":
        return True
    if len(p.rows) == 2:
        return is_worth_a_matrix(p)
    return operations([list(row) for row in p.rows]) <= MOST_OPERATIONS


MOST_OPERATIONS = 10  # on rows of four numbers, so that a solution stays below 1,000 tokens


@FAMILY.strategy(
    approach="transform",
    when=takes_few_lines,
    opening=(
        lambda p: (
            "We write the numbers of every equation in a row, right-hand side last, and change the"
            f" rows until {unknowns(p)} stand alone{as_far(p)}."
        ),
        lambda p: (
            "In the augmented matrix we add multiples of rows to others, until the columns of"
            f" {unknowns(p)} hold a single 1 each{as_far(p)}."
        ),
        lambda p: (
            "The aim is to bring the augmented matrix to its reduced row form, "
            + (
                "which shows all solutions."
                if p.open
                else f"where the last column holds {unknowns(p)}."
            )
        ),
        lambda p: (
            f"Row operations keep the {'solutions' if p.open else 'solution'}, so we use them on"
            " the augmented matrix until "
            + ("all of them" if p.open else listed(p))
            + " can be read off."
        ),
        lambda p: (
            "We clear the columns of the augmented matrix one by one, first below the pivots and"
            " then above them, "
            + ("as far as possible." if p.open else f"until it shows {unknowns(p)}.")
        ),
        left_open(
            "Adding multiples of rows to other rows does not change the solution, so we simplify"
            " the augmented matrix until only the solution is left.",
            "Adding multiples of rows to other rows does not change what solves the system, so we"
            " simplify the augmented matrix as far as possible.",
        ),
    ),
    formula="In letters, the rows of `[A, b]` are changed until they are those of `[I, v]`; then v"
    " is the solution.",
)
def gauss_jordan(p: Params) -> Steps:
    """Row reduction of the augmented matrix to its reduced form (Nine Chapters VIII; Clasen and
    Jordan 1888), in whole numbers: within a column Euclid's algorithm, then the pivots become 1
    and the entries above them 0."""
    rows = [list(row) for row in p.rows]
    if p.solutions != "one":
        return (yield from with_a_zero_row(p, rows))
    pivots, written = yield from reduced(rows)
    solution = [rows[i][-1] for i in pivots]
    words = READ_OFF if pivots == sorted(pivots) else READ_OFF_IN_ORDER
    claim = Claim(f"{system(p.rows, p.letters)} :: {point(p.letters, solution)}")
    yield Step(words, claim, rests_on=tuple(written))
    return tuple(solution)


READ_OFF = (
    "This is the reduced row form, so the last column shows the solution: {}.",
    "The matrix is in its reduced form now, and its rows say {}.",
    "Each row contains one unknown, hence {}.",
    "So the reduced rows, read as equations, are {}.",
    "Nothing is left to clear, and we read off {}.",
    "In the reduced form the last column is the solution: {}.",
)
READ_OFF_IN_ORDER = (
    "With the rows put in order, this is the reduced row form, so {}.",
    "The rows, in another order, form the reduced matrix, and they say {}.",
    "Each row contains one unknown, hence, after sorting, {}.",
    "So the reduced rows, sorted and read as equations, are {}.",
)


# Systems with no solution, and with infinitely many


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
        first, following = level[0], []
        for e in level[1:]:
            if not e.row[0]:
                following.append(shortened(e))
                continue
            number += 1
            following.append((yield from without_first([first, e], 1, number)))
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
    if by == 1 or not value:
        claim = Claim(f"{by}({inside}) + {own}{z} = {value}")
        if by == 1:
            claim = Claim(f"{inside} + {own}{z} = {value}")
    else:
        claim = Claim(f"{by}({inside}) + {own}{z} = {value:new}")
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
    gap = ratio(Fraction(number) - Fraction(other))
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
    """`r + b(n + kz) + c z`, of which is left out what is 0."""
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


# Linear dependence


@FAMILY.strategy(
    approach="backward",
    when=lambda p: p.solutions != "one",
    opening=(
        lambda p: (
            f"We call the equations {numbers(p)} and examine whether the left side of the last one"
            " can be made of the others."
        ),
        lambda p: (
            f"With the numbers {numbers(p)} for the equations, we look for multiples of the first"
            " ones that have the left side of the last."
        ),
        lambda p: (
            f"We number the equations {numbers(p)} and ask whether the last left side depends on"
            " the ones before."
        ),
        lambda p: (
            f"If the last left side of {numbers(p)} follows from the others, the right sides decide"
            " how many solutions there are."
        ),
    ),
    formula="In letters, if `e = k a` and `f = k b`, then `a x + b y = r` and `e x + f y = s`"
    " contradict each other unless `s = k r`.",
)
def linear_dependence(p: Params) -> Steps:
    """Frobenius 1875 (Rouche and Capelli): a system has a solution just when what holds between its
    left sides holds between its right sides too."""
    equations = [with_text(row, p.letters, k) for k, row in enumerate(p.rows, 1)]
    if len(p.rows) == 2:
        gap, line = yield from multiple_of_first(p)
    else:
        gap, line = yield from combination_of_two(p)
    if gap:
        return (yield from never(p, (line,), saying(RIGHT_DIFFERS, LAST=len(p.rows))))
    if len(p.rows) == 2:
        return on_the_line(p, [(yield from solved_for_first(equations[0], (line,)))])
    first, second = sorted(equations[:2], key=lambda e: not e.row[0])
    shorter = shortened(second)
    if second.row[0]:
        shorter = yield from without_first([first, second], 1, 4)
    found = yield from solved_for_first(shorter, (line,))
    return on_the_line(p, [(yield from put_into(p, first, found)), found])


def multiple_of_first(p: Params) -> Steps:
    """The factor by which the first left side makes the second. Gives how far the right sides are
    from that, and the line that says so."""
    (a, b, r), (c, d, right) = p.rows
    names = {"X": maths(p.letters[0]), "Y": maths(p.letters[1])}
    k = Fraction(c, a)
    factor = Step(saying(FACTOR_OF_X, **names), f"{c}/{a} = {ratio(k):new}")
    if k.denominator > 1 and gcd(a, c) == 1:
        factor = Step(saying(FACTOR_OF_X, **names), f"{a} * {k:new} = {c}")
    yield factor
    same = Step(saying(SAME_FOR_Y, **names), f"{ratio(k)} * {b} = {d}", rests_on=(factor,))
    yield same
    words = RIGHT_TIMES_FACTOR if r or right else NOTHING_TIMES_FACTOR
    scaled = Step(words, f"{ratio(k)} * {r} = {ratio(k * r):new}", rests_on=(same,))
    yield scaled
    return (yield from right_sides(right, ratio(k * r), scaled, 2))


FACTOR_OF_X = (
    "In (2), the coefficient of X is that of (1) times a factor, which is {}.",
    "From (1) to (2), the coefficient of X is multiplied by a factor: {}.",
    "We compare the coefficients of X, which gives a factor from (1) to (2): {}.",
)
SAME_FOR_Y = (
    "The same factor leads from one coefficient of Y to the other: {}.",
    "For Y the factor is the same, so the whole left side of (1) is multiplied by it: {}.",
    "The coefficients of Y have this factor as well: {}.",
)
RIGHT_TIMES_FACTOR = (
    "On the right, (1) times the factor is {}.",
    "The right side of (1) times this factor would be {}.",
    "So (1) asks the left side of (2) to be {}.",
)


NOTHING_TIMES_FACTOR = (
    "On the right, both equations have 0, so (2) is just a multiple of (1): {}.",
    "The right sides are both 0, and the factor leads from one to the other too: {}.",
    "On the right, 0 times the factor is 0, so (2) says nothing new: {}.",
)


def combination_of_two(p: Params) -> Steps:
    """The factors s and t with which the first two left sides add up to the third. Gives how far
    the right sides are from that, and the line that says so."""
    (a, d, _, _), (b, e, _, _), (c, f, _, _) = p.rows
    one = Claim(f"{terms((a, b), FACTORS)} = {c}")
    two = Claim(f"{terms((d, e), FACTORS)} = {f}")
    names = {x: maths(letter) for x, letter in zip("XYZ", p.letters, strict=True)}
    names |= {"ONE": maths(one.text()), "TWO": maths(two.text())}
    s, t = yield from two_factors((a, b, c), (d, e, f), (one, two), names)
    third = Step(
        saying(THIRD_COEFFICIENT, **names),
        weighted(s.value, t.value, p.rows[0][2], p.rows[1][2]),
        rests_on=(s.step, t.step),
    )
    yield third
    (*_, r), (*_, u), (*_, right) = p.rows
    total = ratio(s.value * r + t.value * u)
    words = RIGHT_COMBINED if total or right else NOTHING_COMBINED
    scaled = Step(words, weighted(s.value, t.value, r, u), rests_on=(third,))
    yield scaled
    return (yield from right_sides(right, total, scaled, 3))


def weighted(s: Fraction, t: Fraction, one: int, two: int) -> Claim:
    """s times a number and t times another one, added; where a number is 0 its product is left
    out."""
    if one and two:
        return row_times_column((s, t), (one, two))
    factor, number = (s, one) if one else (t, two)
    product = ratio(factor * number)
    if 1 in (abs(factor), abs(number)) or not number:
        return (
            Claim(f"0 + {product} = {product}") if not one else Claim(f"{product} + 0 = {product}")
        )
    return Claim(f"{ratio(factor)} * {number} = {product}")


FACTORS = "st"


class Factor(NamedTuple):
    """By what an equation is multiplied, and the step that finds it."""

    value: Fraction
    step: Step


def two_factors(
    first: Sequence[int], other: Sequence[int], written: tuple[Claim, Claim], names: dict[str, str]
) -> Steps:
    """The steps from the equations `a s + b t = c` and `d s + e t = f` to s and t, of which the
    first may lack t."""
    (a, b, c), (d, e, f), (one, two) = first, other, written
    below, above = (a, c) if not b else (a * e - b * d, c * e - b * f)
    s = ratio(Fraction(above, below))
    step = None
    if b:
        alone = Claim(f"{below}s = {above}")
        claim = Claim(f"{one}, {two} :: {below:new}s = {above:new}")
        step = Step(saying(ELIMINATE_T, **names), claim)
        yield step
    else:
        alone = Claim(f"{one}, {two}")
    if below != 1 or step is None:
        words = saying(FIRST_FACTOR_ALONE if step is None else THE_FIRST_FACTOR, **names)
        claim = Claim(f"{alone} :: s = {s:new}")
        step = Step(words, claim, rests_on=(step,) if step is not None else ())
        yield step
    g, h, k, source = (a, b, c, one) if b else (d, e, f, two)
    rest = ratio(k - g * Fraction(above, below))
    t = ratio(Fraction(rest) / h)
    words = saying(WITH_FIRST_FACTOR, SOURCE=maths(source.text()))
    if h == 1:
        last = Step(words, f"{source}, s = {s} :: t = {t:new}", rests_on=(step,))
        yield last
    else:
        left = Claim(f"{h}t = {rest}")
        before = Step(words, f"{source}, s = {s} :: {left}", rests_on=(step,))
        yield before
        last = Step(THE_SECOND_FACTOR, f"{left} :: t = {t:new}", rests_on=(before,))
        yield last
    return Factor(Fraction(s), step), Factor(Fraction(t), last)


ELIMINATE_T = (
    "If `s` times (1) and `t` times (2) have the left side of (3) in X and Y, then ONE and TWO;"
    " multiplied crosswise by the coefficients of `t` and subtracted, these leave {}.",
    "We want `s` times (1) plus `t` times (2) to agree with (3) on the left, which means ONE for X"
    " and TWO for Y; without `t`, these two give {}.",
    "The factors `s` of (1) and `t` of (2) must satisfy ONE, from X, and TWO, from Y; we eliminate"
    " `t`: {}.",
)
FIRST_FACTOR_ALONE = (
    "If `s` times (1) and `t` times (2) have the left side of (3) in X and Y, then ONE and TWO; the"
    " first of these gives {}.",
    "We want `s` times (1) plus `t` times (2) to agree with (3) on the left, which means ONE for X"
    " and TWO for Y; the former gives {}.",
    "The factors `s` of (1) and `t` of (2) must satisfy ONE, from X, and TWO, from Y; so we have"
    " {}.",
)
THE_FIRST_FACTOR = (
    "So the first factor is {}.",
    "Division gives {}.",
    "Hence equation (1) is taken with the factor {}.",
)
WITH_FIRST_FACTOR = (
    "We put it into SOURCE: {}.",
    "With this factor, SOURCE becomes {}.",
    "From SOURCE it follows that {}.",
)
THE_SECOND_FACTOR = (
    "So the second factor is {}.",
    "Division gives {}.",
    "Hence equation (2) is taken with the factor {}.",
)
THIRD_COEFFICIENT = (
    "With these factors, Z gets just the coefficient that it has in (3): {}.",
    "The coefficients of Z fit as well, so the left side of (3) is this combination: {}.",
    "We check the coefficient of Z, which is that of (3), too: {}.",
)
NOTHING_COMBINED = (
    "The right sides of (1) and (2), combined in the same way, give that of (3): {}.",
    "With the same factors, the right sides add up to 0, and (3) says nothing new: {}.",
    "So (3) follows from (1) and (2), for on the right we have 0 too: {}.",
)
RIGHT_COMBINED = (
    "The right sides of (1) and (2), combined in the same way, give {}.",
    "With the same factors, the right sides add up to {}.",
    "So by (1) and (2), the left side of (3) has the value {}.",
)


def right_sides(right: int, value: Any, line: Step, last: int) -> Steps:
    """What the last equation has on the right, less what the others ask for."""
    gap = ratio(Fraction(right) - Fraction(value))
    if value == 0 == right:
        return gap, line
    words = saying(RIGHT_IS_OTHER if gap else RIGHT_IS_SAME, LAST=last)
    step = Step(words, difference(right, value), rests_on=(line,))
    yield step
    return gap, step


RIGHT_IS_OTHER = (
    "But (LAST) has another number on the right, and the difference is {}.",
    "The right side of (LAST) is not this number: {}.",
    "In (LAST) the right side differs from that by {}.",
)
RIGHT_IS_SAME = (
    "This is the right side of (LAST), so (LAST) follows from what comes before and can be left"
    " out: {}.",
    "The right side of (LAST) is the same number, and (LAST) says nothing new: {}.",
    "The difference to the right side of (LAST) is 0, hence (LAST) adds nothing: {}.",
)
RIGHT_DIFFERS = (
    "So equation (LAST) contradicts the others, and there is no solution.",
    "Hence not all of the equations can be true, and nothing solves the system.",
    "The left side of (LAST) cannot have two values, so the system has no solution.",
)
