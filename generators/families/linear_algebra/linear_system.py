"""Systems of two or three linear equations with one whole solution, with none, or with a line of
them, by elimination, substitution, comparison, determinants, matrices and row reduction."""

import re
from collections.abc import Callable, Sequence
from math import gcd
from typing import Any, NamedTuple

from generators.claims.printer import split
from generators.families.linear_algebra._equations import (
    ISOLATE,
    ISOLATE_MULTIPLE,
    OF_COEFFICIENTS,
    REPLACED,
    SMALLEST,
    SOLVE_FOR,
    Equation,
    dependent,
    point,
    put_back,
    saying,
    shortened,
    value_of_last,
    with_text,
    without_first,
    without_last,
)
from generators.families.linear_algebra._rows import (
    ORDINALS,
    operations,
    reduced,
    with_names,
)
from generators.families.linear_algebra._sarrus import determinant
from generators.families.linear_algebra._singular import (
    by_zero_determinant,
    compared_lines,
    difference,
    eliminated,
    never,
    on_the_line,
    put_into,
    solved_for_first,
    substituted,
    with_a_zero_row,
)
from generators.families.linear_algebra._system import (
    WEIGHTS,
    Params,
    capacity,
    column,
    enumerated,
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
    """A value of an unknown as it stands in a claim: where it depends on another one, the number
    first, in whatever order it is written."""
    if not isinstance(value, str):
        return value
    terms = TERM.findall(value.replace(" ", ""))
    letters = [letter for *_, letter in terms if letter]
    if len(letters) > 1:  # a wrong answer, which may be written in any way
        return Claim(*split(value.replace("*", "")))
    numbers = [Fraction(f"{sign}{number or 1}") for sign, number, letter in terms if not letter]
    slopes = [Fraction(f"{sign}{number or 1}") for sign, number, letter in terms if letter]
    start, slope = ratio(sum(numbers, Fraction())), ratio(sum(slopes, Fraction()))
    if not letters:
        return start
    return Claim(f"{start} + {slope}{letters[0]}") if start else Claim(f"{slope}{letters[0]}")


TERM = re.compile(r"(?!$)([+-]?)(\d+(?:/\d+)?)?\*?([a-z]?)", re.ASCII)


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
        "coefficient": Knob("the largest size of a coefficient", (9, 9, 6, 4, 9), (3, 20)),
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
        Capacity(2_125_336_320, exact=False),
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
        following, multiples = [], {}
        for k in range(1, len(level)):
            if not level[k].row[0]:  # it has lost this letter with the one before
                following.append(shortened(level[k]))
                continue
            number += 1
            following.append((yield from without_first(level, k, number, multiples)))
        level = following
    return (yield from put_back([*level, *kept]))


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
    sources = []
    whole = m.denominator == n.denominator == 1
    if not whole:
        sources.append(Step(SLOPES, f"{m} - {n} = {m - n:new} != 0"))
        yield sources[-1]
    if c.denominator > 1 or d.denominator > 1:
        sources.append(Step(NUMBER_DIFFERENCE, f"{d} - {c} = {d - c}"))
        yield sources[-1]
    value, left = int((d - c) / (m - n)), Claim(f"{m - n}{x} = {d - c}")
    words = saying(QUOTIENT, X=maths(x))
    yield Step(words, f"{equal} :: {left}", rests_on=tuple(sources))
    if m - n != 1:
        because = SLOPES_DIFFER if whole else ()
        words = saying(QUOTIENT_IS, X=maths(x))
        yield Step(words, f"{left} :: {x} = {value:new}", because=because)
    product = m * value
    other = int(product + c)
    known = Claim(f"{y} = {one}, {x} = {value}")
    if c:
        claim = Claim(f"{known} :: {y} = {product:new} + {c} = {other:new}")
    else:
        claim = Claim(f"{known} :: {y} = {other:new}")
    yield Step(saying(ON_THE_LINE, Y=maths(y)), claim)
    return value, other


SLOPES = (
    "Since {}, the two lines are not parallel and have just one point in common.",
    "The slopes differ, because {}, so there is exactly one solution.",
    "One slope minus the other is not 0, so the lines meet in a single point: {}.",
    "The lines cannot be parallel, since {}.",
    "The fact that {} shows that the lines cross exactly once.",
    "The difference of the slopes shows that there is one solution: {}.",
)
SLOPES_DIFFER = (
    "different slopes have a difference other than 0",
    "the difference of different slopes is not 0",
    "the slopes differ and their difference is not 0",
)
EQUATE = (
    "At that point both expressions are the same Y: {}.",
    "Both right-hand sides equal Y, hence each other: {}.",
    "We set the two values of Y equal: {}.",
    "So what the equations say about Y must agree: {}.",
    "We compare the two expressions for Y: {}.",
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
    "With X on the left, this says {}.",
    "We collect X on the left: {}.",
    "Sorting the terms, we have {}.",
    "Thus the terms with X go to the left: {}.",
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
    "It remains to find Y from the first expression: {}.",
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


COEFFICIENTS_OF_TWO = (
    "The determinant of the coefficients is not 0, so there is one solution: {}.",
    "The coefficients have the determinant {}, so the solution is unique.",
    "Since the coefficients have the determinant {}, there is exactly one solution.",
    "We begin with the determinant of the coefficients, by which we will divide: {}.",
    "For the coefficients alone we get {}, and the system has just one solution.",
    "The denominator for every unknown is {}.",
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
    s = ratio(above, below)
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
    t = ratio(rest, h)
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
    gap = ratio(right - value)
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
