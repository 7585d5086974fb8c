"""A term of a sequence whose terms follow a polynomial, from its first few terms."""

from collections.abc import Generator, Iterable
from itertools import pairwise
from math import comb, prod
from typing import NamedTuple

from generators.families.sequences._given_terms import (
    Params,
    capacity,
    conclusion,
    equations,
    names,
    newton,
    places,
    points,
    same_sequence,
    sample,
    values,
)
from generators.family import (
    Claim,
    Family,
    Frame,
    Knob,
    Step,
    Steps,
    list_of,
    product_of,
    sum_of,
)

FAMILY = Family(
    params=Params,
    knobs={
        "degree": Knob(
            "the degree of the polynomial", ((1, 1), (1, 2), (2, 3), (3, 3), (4, 4)), (1, 5)
        ),
        "coefficient": Knob(
            "the range of its coefficients",
            ((-9, 60), (-5, 30), (-5, 9), (-8, 12), (-6, 9)),
            (-100, 100),
        ),
        "start": Knob(
            "the position of the first term", ((1, 1), (1, 1), (0, 1), (0, 2), (0, 2)), (0, 2)
        ),
        "extra": Knob(
            "terms given beyond the degree and two",
            ((0, 2), (0, 0), (0, 1), (0, 1), (0, 0)),
            (0, 4),
        ),
        "ahead": Knob(
            "how far behind the last given term the asked one stands",
            ((2, 7), (2, 5), (2, 5), (3, 6), (4, 8)),
            (1, 40),
        ),
    },
    sample=sample,
    statements=(
        Frame(
            lambda p: (
                f"A sequence has {equations(p, 'a')}, and `a(n)` is a polynomial of degree"
                f" {p.degree} in n. Find `a({p.n})`."
            ),
            (
                "Therefore, the value of `a({p.n})` is {answer}.",
                "Therefore, the term at position {p.n} of the sequence is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"The polynomial p has degree {p.degree}, and {equations(p, 'p')}. What is"
                f" `p({p.n})`?"
            ),
            (
                "Therefore, the polynomial takes the value {answer} at {p.n}.",
                "Therefore, `p({p.n})` equals {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"For n equal to {places(p)}, the terms of a sequence are {values(p)}. The term for"
                f" n is given by a polynomial of degree {p.degree} in n. Which term does it give"
                f" for {p.n} in place of n?"
            ),
            (
                "Therefore, for {p.n} the polynomial gives the term {answer}.",
                "Therefore, the term for {p.n} is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"At {places(p)} seconds an instrument reads {values(p)}. Its readings follow a"
                f" polynomial of degree {p.degree} in the time exactly. What does it read at"
                f" {p.n} seconds?"
            ),
            (
                "Therefore, at {p.n} seconds the instrument reads {answer}.",
                "Therefore, the reading at {p.n} seconds is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"A rule turns the numbers {places(p)} into {values(p)}, in this order. The rule"
                f" is a polynomial of degree {p.degree}. Into which number does it turn {p.n}?"
            ),
            (
                "Therefore, the rule turns {p.n} into {answer}.",
                "Therefore, the number into which the rule turns {p.n} is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"The terms {names(p)} of a sequence are {values(p)}, and all terms follow one"
                f" polynomial of degree {p.degree}. Find the term `a({p.n})`."
            ),
            (
                "Therefore, the term `a({p.n})` is {answer}.",
                "Therefore, the sequence goes on to `a({p.n})`, which is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"The graph of a polynomial function of degree {p.degree} passes through the points"
                f" {points(p)}. What is the y-coordinate of the point whose"
                f" x-coordinate is {p.n}?"
            ),
            (
                "Therefore, the point of the graph at x-coordinate {p.n} has the y-coordinate"
                " {answer}.",
                "Therefore, at {p.n} the graph has the y-coordinate {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"After {places(p)} days the balance of an account is {values(p)} euros, where a"
                f" minus sign means a debt. It follows a polynomial of degree {p.degree} in the"
                f" number of days. What is the balance, in euros, after {p.n} days?"
            ),
            (
                "Therefore, the balance after {p.n} days is {answer} euros.",
                "Therefore, after {p.n} days the account stands at {answer} euros.",
            ),
        ),
        Frame(
            lambda p: (
                f"On the days {places(p)} of a month, the level of a lake in millimetres above its"
                f" mean is {values(p)}. If it follows a polynomial of degree {p.degree} in the"
                f" number of the day, what is it on day {p.n}?"
            ),
            (
                "Therefore, the level on day {p.n} is {answer} mm above the mean.",
                "Therefore, on day {p.n} the lake stands {answer} mm above its mean.",
            ),
        ),
        Frame(
            lambda p: (
                f"In a table, {places(p)} stand in the first row, and below them {values(p)}. Each"
                f" number below is the value, at the number above it, of one polynomial of degree"
                f" {p.degree}. Which number belongs below {p.n}?"
            ),
            (
                "Therefore, the number that belongs below {p.n} is {answer}.",
                "Therefore, below {p.n} the table has the number {answer}.",
            ),
        ),
    ),
    answer=lambda p: newton(p.terms[: p.degree + 1], p.n - p.start),
    answer_kind="integer",
    conclusion=conclusion,
    key=lambda p: (p.terms[: p.degree + 1], p.n - p.start),
    mathematics=same_sequence,
    capacity=capacity,
    closings=(
        "Therefore, the value at position {p.n} is {answer}.",
        "Therefore, the value that we are looking for is {answer}.",
        "Therefore, at {p.n} the polynomial has the value {answer}.",
        "Therefore, the term at position {p.n} is {answer}.",
    ),
    exceptions={
        "difficulty_rises": "a position further off costs some strategies nothing",
    },
)
ORDINALS = ("first", "second", "third", "fourth", "fifth")
LETTERS = "abcd"  # the unknown coefficients, that of the highest power first
DIVIDED = ("", " and halve", " and divide by three")
LONGEST = 20  # additions for which a table may be extended without becoming tedious


def in_twos(claims: Iterable[Claim]) -> list[Claim]:
    """Claims in lists of two at most, as many as a line holds."""
    each = list(claims)
    return [list_of(each[i : i + 2]) for i in range(0, len(each), 2)]


def spread(
    claims: Iterable[Claim],
    first: tuple[str, ...],
    further: tuple[str, ...],
    because: tuple[str, ...] | str,
) -> Generator[Step]:
    """The lines of several claims, two in each; the reason stands in the first."""
    for i, pair in enumerate(in_twos(claims)):
        yield Step(further if i else first, pair, because="" if i else because)


def total(
    terms: list[int], words: tuple[str, ...], because: tuple[str, ...] | str = ""
) -> Generator[Step, None, int]:
    """The step that adds terms up, of which those that are 0 are left out; no step for one term."""
    present = [term for term in terms if term]
    value = sum(present)
    if len(present) > 1:
        yield Step(words, f"{sum_of(present)} = {value}", because=because)
    return value


def difference_table(p: Params, terms: tuple[int, ...]) -> Generator[Step, None, list[list[int]]]:
    """The rows of differences of d + 1 terms, up to the one that stays the same. Gives all rows,
    the terms first."""
    rows = [list(terms)]
    for ordinal in ORDINALS[: p.degree]:
        row = list(pairwise(rows[-1]))
        words = BEGUN_ROW[ordinal] if len(row) > 2 else ROW[ordinal]
        if len(row) == 1:
            words = LAST_ROW[ordinal]
        because = SAME if len(row) == 1 else ""
        claims = [Claim(f"{b} - {a} = {b - a}") for a, b in row]
        yield from spread(claims, words, FURTHER_ROW[ordinal], because)
        rows.append([b - a for a, b in row])
    return rows


ROW = {
    ordinal: (
        f"The {ordinal} differences are {{}}.",
        f"We subtract neighbours and get the {ordinal} differences: {{}}.",
        f"In the row of the {ordinal} differences we have {{}}.",
        f"Each number minus the one before it gives the {ordinal} differences: {{}}.",
        f"For the {ordinal} differences we compare neighbours: {{}}.",
        f"The {ordinal} row of differences is {{}}.",
    )
    for ordinal in ORDINALS
}
BEGUN_ROW = {
    ordinal: (
        f"The {ordinal} differences begin with {{}}.",
        f"We subtract neighbours and get the {ordinal} differences, beginning with {{}}.",
        f"In the row of the {ordinal} differences we first have {{}}.",
        f"Each number minus the one before it is one of the {ordinal} differences: {{}}.",
        f"For the {ordinal} differences we compare neighbours from the left: {{}}.",
    )
    for ordinal in ORDINALS
}
FURTHER_ROW = {
    ordinal: (
        f"The row of the {ordinal} differences goes on with {{}}.",
        f"As further {ordinal} differences we find {{}}.",
        f"To the right of these stand, as {ordinal} differences, {{}}.",
        f"So the {ordinal} differences go on: {{}}.",
    )
    for ordinal in ORDINALS
}
LAST_ROW = {
    ordinal: (
        f"All {ordinal} differences are equal, and one of them is enough: {{}}.",
        f"The {ordinal} difference is the same everywhere: {{}}.",
        f"With the {ordinal} difference we reach the constant row: {{}}.",
        f"Here the table ends, with the constant {ordinal} difference: {{}}.",
    )
    for ordinal in ORDINALS
}
SAME = (
    "the degree of the polynomial says which differences are constant",
    "a polynomial loses one degree with every row of differences",
    "each row of differences lowers the degree by one",
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We form differences until they are constant, and put the first number of each row into"
        " Newton's formula.",
        "To reach position {p.n} in one go, we use Newton's forward differences.",
        "The first number of each row of differences is all that is needed, because Newton's"
        " formula builds every term from them.",
        "A polynomial is known from its differences at one position, so we work these out and weigh"
        " them with binomial coefficients.",
    ),
    formula="In letters, s steps after a term t with the differences `d_1`, `d_2` and so on stands"
    " `t + C(s, 1) * d_1 + C(s, 2) * d_2`, and so on.",
)
def newton_forward_differences(p: Params) -> Steps:
    """Newton's forward formula (Newton, Methodus Differentialis; Graham, Knuth, Patashnik, Concrete
    Mathematics 5.3): the leading differences times binomial coefficients."""
    rows = yield from difference_table(p, p.terms[: p.degree + 1])
    steps = p.n - p.start
    if p.start:
        yield Step(HOW_MANY_STEPS, f"{p.n} - {p.start} = {steps}")
    first, *leads = [row[0] for row in rows]
    terms, ways = [first], 1
    for j, lead in enumerate(leads, 1):
        before, factor = ways, steps - j + 1
        ways = comb(steps, j)
        if j > 1:
            yield Step(BINOMIAL, f"C({steps}, {j}) = {before} * {factor}/{j} = {ways}")
        if lead:
            yield Step(TIMES_LEAD, f"{ways} * {lead} = {ways * lead}")
        terms.append(ways * lead)
    return (yield from total(terms, ADD_NEWTON, NEWTON))


@FAMILY.strategy(
    approach="backward",
    opening=(
        "We start from the last given term: its differences, taken backwards, lead to the position"
        " {p.n}.",
        "Newton's backward formula goes on from the end of the given terms, which is nearest to"
        " {p.n}.",
        "The last number of each row of differences is used here, because position {p.n} lies"
        " behind the given terms.",
        "From the end of the table of differences we reach position {p.n} by one sum.",
    ),
    formula="In letters, m steps after a last term t whose rows end in `d_1`, `d_2` and so on"
    " stands `t + C(m, 1) * d_1 + C(m + 1, 2) * d_2`, and so on.",
)
def newton_backward_differences(p: Params) -> Steps:
    """The Gregory-Newton backward formula (Burden and Faires, Numerical Analysis, 3.3): the last
    differences times binomial coefficients."""
    rows = yield from difference_table(p, p.terms[-p.degree - 1 :])
    last, *ends = [row[-1] for row in rows]
    place, ahead = p.start + len(p.terms) - 1, new_terms(p)
    yield Step(STEPS_AHEAD, f"{p.n} - {place} = {ahead}")
    terms, ways = [last], 1
    for j, end in enumerate(ends, 1):
        before, factor = ways, ahead + j - 1
        ways = comb(factor, j)
        if j > 1:
            worked = Claim(f"{before} * {factor}/{j}")
            yield Step(BINOMIAL, f"C({ahead} + {j - 1}, {j}) = {worked} = {ways}")
        if end:
            yield Step(TIMES_END, f"{ways} * {end} = {ways * end}")
        terms.append(ways * end)
    return (yield from total(terms, ADD_BACKWARD, NEWTON))


STEPS_AHEAD = (
    "The last given term is at position {place}, and the distance to {p.n} is {}.",
    "From position {place} on there are {ahead} steps: {}.",
    "We count the steps after the last given term: {}.",
    "The number of steps from the last given term to position {p.n} is {}.",
    "Position {p.n} comes {ahead} steps after {place}: {}.",
)
TIMES_END = (
    "So the difference {end} contributes {}.",
    "The last difference of this row, {end}, is taken {ways} times: {}.",
    "This row adds {ways} times {end}: {}.",
    "With {end} at the end of its row, we get {}.",
    "Thus {end} is counted {ways} times: {}.",
    "We multiply the number at the end of the row by {ways}: {}.",
)
ADD_BACKWARD = (
    "Adding these contributions to the last given term, we get {}.",
    "We add everything to the last term: {}.",
    "So the sum of the last term and all contributions is {}.",
    "Hence the value is {}.",
)
NEWTON = (
    "Newton's formula adds the differences with these weights",
    "every row of differences acts on the term with its own weight",
    "a polynomial is the sum of such contributions",
)
HOW_MANY_STEPS = (
    "From the first term to the one asked for there are {steps} steps: {}.",
    "Position {p.n} lies {steps} steps after the first one: {}.",
    "We count the steps from position {p.start} on: {}.",
    "Between the positions {p.start} and {p.n} there are {}.",
    "Going from {p.start} to {p.n} takes {steps} steps: {}.",
)
BINOMIAL = (
    "The next binomial coefficient comes from the one before: {}.",
    "The next difference is multiplied by {}.",
    "Its weight in Newton's formula is {}.",
    "The next row comes in with the factor {}.",
    "For the next row, {before} is multiplied by {factor} and divided by {j}: {}.",
)
TIMES_LEAD = (
    "So the difference {lead} contributes {}.",
    "The leading difference {lead} is taken {ways} times: {}.",
    "This row adds {ways} times {lead}: {}.",
    "With {lead} at the head of its row, we get {}.",
    "Thus {lead} is counted {ways} times: {}.",
    "We multiply {lead}, the first number of the row, by {ways}: {}.",
)
ADD_NEWTON = (
    "Adding these contributions to the first term, we get {}.",
    "We add everything to the first term: {}.",
    "Thus, with the first term, they make {}.",
    "The sum of the first term and all contributions is {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        "We write the value at {p.n} as a sum of given terms, each with a weight that depends on"
        " the positions only.",
        "Lagrange's formula gives the value at {p.n} directly from the given terms.",
        "To reach {p.n} without any differences, we weigh the given terms by Lagrange's formula.",
        "Each given term gets a weight, because one more value than its degree determines a"
        " polynomial.",
    ),
    formula="In letters, the weight of the term at x is the product of `(n - y)/(x - y)` over the"
    " other positions y.",
)
def lagrange_interpolation(p: Params) -> Steps:
    """Lagrange's formula (Burden and Faires, Numerical Analysis, 3.1): each of d + 1 terms times
    its weight at the place asked."""
    used = range(p.start, p.start + p.degree + 1)
    there = [x for x, term in zip(used, p.terms, strict=False) if term]
    # the distance from a position counts for the terms at the others, of which one may be left
    apart = [Claim(f"{p.n} - {x} = {p.n - x}") for x in used if there != [x]]
    gaps_in_words = GAPS if len(there) > 1 else GAPS_OF_ONE
    yield from spread(apart, gaps_in_words, FURTHER_GAPS, FROM_GAPS)
    contributions = []
    for x, term in zip(used, p.terms, strict=False):
        if not term:
            contributions.append(0)
            continue
        gaps = [p.n - y for y in used if y != x]
        signed = [x - y for y in used if y != x]
        above, below = prod(gaps), prod(signed)
        sizes = [abs(factor) for factor in signed if abs(factor) > 1]
        if len(gaps) > 1:
            yield Step(ABOVE, f"{product_of(gaps)} = {above}")
        if len(sizes) > 1:
            sizes[0] *= 1 if below > 0 else -1
            yield Step(BELOW, f"{product_of(sizes)} = {below}")
        weight = above // below
        if abs(below) > 1:
            claim = Claim(f"{above}/{below} = {weight}, {weight} * {term} = {weight * term}")
            yield Step(WEIGHT, claim)
        else:
            yield Step(PLAIN_WEIGHT, f"{weight} * {term} = {weight * term}")
        contributions.append(weight * term)
    return (yield from total(contributions, ADD_LAGRANGE))


GAPS = (
    "The distances from the first positions to {p.n} are {}.",
    "We take one position more than the degree, and see how far {p.n} is from each: {}.",
    "The distances from the positions used to {p.n} are {}.",
    "How far is {p.n} from the first positions? We have {}.",
)
GAPS_OF_ONE = (
    "Only one of the terms used is not 0, so we need to know how far {p.n} is from the rest: {}.",
    "All terms used but one are 0; from their positions to {p.n} it is {}.",
    "A term that is 0 adds nothing, but its distance counts for the one that is not: {}.",
)
FURTHER_GAPS = (
    "From the positions after these we have {}.",
    "Further on, we get {}.",
    "For the positions that follow we find {}.",
)
FROM_GAPS = (
    "the weights are made of these distances",
    "each weight is a quotient of such distances",
    "a weight depends on how far its term is from the others",
)
ENOUGH_TERMS = (
    "the number of terms needed is one more than the degree",
    "one term more than the degree determines the polynomial",
    "there is only one polynomial of such a degree through these terms",
)
ABOVE = (
    "For the next weight, we multiply the distances to the other positions: {}.",
    "The numerator of the next weight is {}.",
    "Leaving out the position of the next term, the distances have the product {}.",
    "We multiply all distances but that of the next term: {}.",
    "In the numerator of the next weight we have {}.",
    "The other distances have the product {}.",
)
BELOW = (
    "Its denominator is the product of the distances between the given positions: {}.",
    "The denominator multiplies the distances of its position from the others: {}.",
    "Its position differs from the others by numbers with the product {}.",
    "The denominator comes from the given positions alone: {}.",
    "We divide it by the product of the differences of the positions: {}.",
)
WEIGHT = (
    "So the term {term} has the weight {weight}: {}.",
    "The weight {weight} is multiplied by {term}: {}.",
    "With the weight {weight}, the term {term} contributes {}.",
    "Thus {term} is multiplied by {weight}: {}.",
    "Weight and contribution of {term} are {}.",
    "Its weight is {weight}, and the term {term} contributes {}.",
)
PLAIN_WEIGHT = (
    "So the term {term} has the weight {weight} and contributes {}.",
    "Its denominator is 1 or `-1`, so {term} is multiplied by {weight}: {}.",
    "Thus {weight} is the weight of {term}: {}.",
    "The term {term} enters with the weight {weight}: {}.",
)
ADD_LAGRANGE = (
    "We add all contributions: {}.",
    "Together, the weighted terms give {}.",
    "The sum of the weighted terms is the value: {}.",
    "Adding them up, we get {}.",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        "We pair the terms on both sides of a middle one: their sums are even in the distance from"
        " it, and their differences odd.",
        "The idea is to split the polynomial, seen from a middle position, into an even part and an"
        " odd part, which both need few terms.",
        "To reach {p.n}, we use the symmetry about a middle position; sums and differences of"
        " symmetric terms are simpler than the terms themselves.",
        "Seen from a middle position, a polynomial is an even part plus an odd part, so we find"
        " each of them by itself.",
    ),
    formula="In letters, `a(m + k) + a(m - k)` is a polynomial in `k^2`, and"
    " `a(m + k) - a(m - k)` is k times such a polynomial.",
)
def even_and_odd_parts(p: Params) -> Steps:
    """Central differences (Stirling, Methodus Differentialis, 1730): sums and differences of terms
    at equal distances from a middle one depend on the square of the distance."""
    d, terms = p.degree, p.terms
    centre = (d + 1) // 2
    place = p.start + centre
    far = p.n - place
    square = far * far
    if d == 1:
        if place:
            yield Step(FROM_MIDDLE, f"{p.n} - {place} = {far}")
    elif place:
        yield Step(FROM_MIDDLE_SQUARED, f"{p.n} - {place} = {far}, {far}^2 = {square}")
    else:
        yield Step(SQUARED, f"{far}^2 = {square}")
    middle = terms[centre]
    sums = [2 * middle]
    if middle:
        yield Step(TWICE_MIDDLE, f"2 * {middle} = {2 * middle}", because=OWN_OPPOSITE)
    for k in range(1, d // 2 + 1):
        one, two = terms[centre + k], terms[centre - k]
        sums.append(one + two)
        yield Step(OPPOSITE_SUM, f"{one} + {two} = {one + two}", because=EVEN_POWERS)
    beyond: set[int] = set()
    even = yield from at_square(sums, square, 0, EVEN, beyond)
    quotients = []
    for k in range(1, (d + 1) // 2 + 1):
        one, two = terms[centre + k], terms[centre - k]
        apart = one - two
        if k > 1 and apart:
            claim = Claim(f"{one} - {two} = {apart}, {apart}/{k} = {apart // k}")
            yield Step(DIFFERENCE_PER_STEP, claim)
        else:
            claim = Claim(f"{one} - {two} = {apart}")
            yield Step(OPPOSITE_DIFFERENCE, claim, because=ODD_POWERS)
        quotients.append(apart // k)
    slope = yield from at_square(quotients, square, 1, ODD, beyond)
    odd = slope * far
    if slope:
        yield Step(TIMES_DISTANCE, f"{far} * {slope} = {odd}")
    both = yield from total([even, odd], BOTH_PARTS)
    if both:
        yield Step(HALF, f"{both}/2 = {both // 2}", because=TWICE_THE_TERM)
    return both // 2


def at_square(
    values: list[int], square: int, first: int, words: "Part", beyond: set[int]
) -> Generator[Step, None, int]:
    """The steps to the value at a square of a polynomial in the square of k, from its values at
    k = first, first + 1, ...: Newton's divided differences. `beyond` are the squares whose
    distance from it is known."""
    squares = [k * k for k in range(first, first + len(values))]
    column, leads = values, [values[0]]
    for width in range(1, len(values)):
        after = []
        for i, (one, two) in enumerate(pairwise(column)):
            apart, grown = squares[i + width] - squares[i], two - one
            rate = grown // apart
            if apart == 1 or not grown:
                yield Step(words.grows, f"{two} - {one} = {grown}")
            elif apart == 8:  # of the squares 1 and 9; the others are numbers of places
                yield Step(words.rate, f"{two} - {one} = {grown}, {grown}/8 = {rate}")
            else:
                yield Step(words.rate, f"{two} - {one} = {grown}, {grown}/{apart} = {rate}")
            after.append(rate)
        column = after
        leads.append(column[0])
    terms, factor = [leads[0]], 1
    for j, lead in enumerate(leads[1:]):
        near = square - squares[j]
        if lead and squares[j] and squares[j] not in beyond:
            beyond.add(squares[j])
            yield Step(NEAR, f"{square} - {squares[j]} = {near}")
        product = factor * near
        amount = lead * product
        if lead and j:
            claim = Claim(f"{factor} * {near} = {product}, {product} * {lead} = {amount}")
            yield Step(words.product, claim)
        elif lead:
            yield Step(words.term, f"{product} * {lead} = {amount}")
        factor = product
        terms.append(amount)
    return (yield from total(terms, words.total))


class Part(NamedTuple):
    """The words of the lines about one of the two parts."""

    grows: tuple[str, ...]
    rate: tuple[str, ...]
    term: tuple[str, ...]
    product: tuple[str, ...]
    total: tuple[str, ...]


def words_of_part(name: str, thing: str) -> Part:
    return Part(
        grows=(
            f"From one of these {thing} to the next, the change is {{}}.",
            f"For the {name} part we subtract neighbours: {{}}.",
            f"We compare two of the {thing}: {{}}.",
            f"The {name} part changes by {{}}.",
        ),
        rate=(
            f"In the {name} part the change is {{grown}}, which is divided by the growth of the"
            " square of the distance: {}.",
            f"For each increase of the square of the distance by 1, the {name} part changes by"
            " {rate}: {}.",
            f"We go on to the next rate of the {name} part: {{}}.",
            f"Per unit of the square, {{one}} and {{two}} in the {name} part differ by {{rate}}:"
            " {}.",
        ),
        term=(
            f"In the {name} part, the rate {{lead}} is multiplied by {{product}}: {{}}.",
            f"The {name} part grows from its first value by {{lead}} times {{product}}: {{}}.",
            f"So {{lead}} contributes to the {name} part {{}}.",
            f"With the factor {{product}}, the rate {{lead}} changes the {name} part: {{}}.",
        ),
        product=(
            f"The next rate of the {name} part, {{lead}}, is multiplied by {{product}}: {{}}.",
            f"For the rate {{lead}} of the {name} part, both distances are multiplied: {{}}.",
            f"The second rate, {{lead}}, adds to the {name} part {{amount}}: {{}}.",
        ),
        total=(
            f"At the position asked for, the {name} part comes to {{}}.",
            f"So the {name} part there is {{}}.",
            f"Adding up, we get the {name} part {{}}.",
            f"Together, this makes the {name} part {{}}.",
        ),
    )


EVEN = words_of_part("even", "sums")
ODD = words_of_part("odd", "quotients")
NEAR = (
    "The square of the distance exceeds that of a known pair by {}.",
    "From the square {squares[j]} of a known pair, the distance is {}.",
    "We also need how far {square} is from the square {squares[j]}: {}.",
)
FROM_MIDDLE = (
    "We measure from position {place}, at a distance of {far} from {p.n}: {}.",
    "We take the middle at {place}, so the distance of {p.n} is {}.",
    "Measured from position {place}, position {p.n} is this far off: {}.",
)
FROM_MIDDLE_SQUARED = (
    "We measure from position {place}; the distance to {p.n} and its square are {}.",
    "We take the middle at {place}, so {p.n} is {far} away, and we need its square: {}.",
    "Measured from {place}, position {p.n} has the distance {far}, which we square: {}.",
)
SQUARED = (
    "The square of the distance, {far}, will be needed: {}.",
    "We measure from position 0, so the distance is {far} and its square {}.",
    "We need {far} squared: {}.",
)
TWICE_MIDDLE = (
    "At the distance 0 the sum is twice the middle term: {}.",
    "The middle term pairs with itself: {}.",
    "Two times the middle term, {middle}, is {}.",
)
OWN_OPPOSITE = (
    "the middle term is its own mirror image",
    "at the distance 0 both terms are the same",
    "it is paired with itself",
)
EVEN_POWERS = (
    "odd powers of the distance cancel in the sum of symmetric terms",
    "such sums contain only even powers of the distance",
    "only even powers of the distance are left in it",
)
ODD_POWERS = (
    "even powers of the distance cancel in the difference of symmetric terms",
    "such differences contain only odd powers of the distance",
    "only odd powers of the distance are left in it",
)
OPPOSITE_SUM = (
    "Two terms at equal distances from the middle have the sum {}.",
    "We add the symmetric terms {one} and {two}: {}.",
    "Next, we add a term and its mirror image: {}.",
    "So for the even part we add two symmetric terms: {}.",
)
OPPOSITE_DIFFERENCE = (
    "The difference of two symmetric terms is {}.",
    "For the odd part we subtract {two} from its mirror image {one}: {}.",
    "Two terms equally far from the middle differ by {}.",
    "We subtract symmetric terms: {}.",
)
DIFFERENCE_PER_STEP = (
    "The symmetric terms at the distance {k} are subtracted, and we divide by {k}: {}.",
    "The next difference is divided by the distance {k} from the middle: {}.",
    "Likewise, a term minus its mirror image, over {k}, is {}.",
    "So the difference per step from the middle, at the distance {k}, is found: {}.",
)
TIMES_DISTANCE = (
    "Multiplying by the distance gives the difference of the symmetric terms there: {}.",
    "The odd part is this times the distance {far}: {}.",
    "We multiply by {far}, the distance from the middle: {}.",
)
BOTH_PARTS = (
    "Sum and difference together make {}.",
    "We add the even and the odd part: {}.",
    "Both parts add up to {}.",
)
HALF = (
    "Half of it is the term: {}.",
    "We halve the result: {}.",
    "So the term itself is {}.",
)
TWICE_THE_TERM = (
    "sum and difference of two numbers make twice the first",
    "adding the sum and the difference counts the term twice",
    "the mirror image cancels and the required one is counted twice",
)


def new_terms(p: Params) -> int:
    """How many positions the one asked for lies behind the last given term."""
    return p.n - (p.start + len(p.terms) - 1)


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: p.degree * new_terms(p) <= LONGEST,
    opening=(
        "We build a table of differences and extend it term by term, by additions alone.",
        "To get from the last given term to position {p.n}, we let the table of differences grow.",
        "Since one row of differences is constant, we can go on from the last terms by adding.",
        "We find the constant difference and then work upwards from it, one new term at a time.",
    ),
    formula="In letters, `a(n + 1) = a(n) + d(n)`, where d is the row of differences, which goes on"
    " in the same way.",
)
def extending_the_difference_table(p: Params) -> Steps:
    """The difference engine (Babbage, 1822): with the last row constant, additions alone extend the
    table to the place asked."""
    rows = yield from difference_table(p, p.terms[-p.degree - 1 :])
    ends = [row[-1] for row in reversed(rows)]
    for _ in range(new_terms(p)):
        sums = []
        for j in range(1, len(ends)):
            sums.append(Claim(f"{ends[j]} + {ends[j - 1]} = {ends[j] + ends[j - 1]}"))
            ends[j] += ends[j - 1]
        words = (NEXT_SUM, NEXT_COLUMN, BEGUN_COLUMN)[min(p.degree, 3) - 1]
        yield from spread(sums, words, UP_TO_THE_TERM, CONSTANT)
    return ends[-1]


CONSTANT = (
    "the constant row goes on unchanged",
    "each number is the one before it plus the difference below",
    "a difference added to a number gives the next number of its row",
)
NEXT_COLUMN = (
    "From the constant row upwards, we add and reach a new term: {}.",
    "One position further, the rows grow by {}.",
    "To the end of each row we add the new end of the row below it: {}.",
    "The next column of the table is {}.",
    "We add upwards once more: {}.",
    "Again we add up the ends of the rows to get the next term: {}.",
    "Another step to the right gives {}.",
)
BEGUN_COLUMN = (
    "From the constant row upwards, we add: {}.",
    "One position further, the lower rows grow by {}.",
    "The lower rows gain a new end: {}.",
    "The next column of the table begins with {}.",
    "We add upwards once more: {}.",
    "Again we add up the ends of the rows: {}.",
    "In the lower rows, another step to the right gives {}.",
    "At the bottom of the next column we get {}.",
)
UP_TO_THE_TERM = (
    "Above them, this leads to a new term: {}.",
    "So the column ends with a new term: {}.",
    "Up to the top row, we have {}.",
    "The upper rows follow: {}.",
    "Thus the sequence itself goes on: {}.",
    "With these we find the term at the top: {}.",
)
NEXT_SUM = (
    "The constant difference leads to the next term: {}.",
    "One position further, we have {}.",
    "We add the difference once more: {}.",
    "The term after it is {}.",
    "Another step gives {}.",
    "Adding the difference again, we get {}.",
    "So the table goes on with {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: p.degree <= 3,
    opening=(
        "We join neighbouring terms by straight lines, and then these lines by curves, always"
        " evaluated at {p.n}.",
        "Neville's scheme finds the value at {p.n} from ever more of the given terms.",
        "To find the value at {p.n}, we combine two estimates at a time into a better one.",
        "Two estimates that share all but one of their terms give one that uses all of them, so we"
        " go on until all terms are used.",
    ),
    formula="In letters, estimates u from the places x to `y - 1` and v from `x + 1` to y give"
    " `v + (n - y)(v - u)/(y - x)`.",
)
def neville_interpolation(p: Params) -> Steps:
    """Neville's method (Burden and Faires, Numerical Analysis, 3.2): values at the place asked of
    polynomials through ever more of the terms, two neighbours joined at a time."""
    column = list(p.terms[: p.degree + 1])
    places_used = range(p.start + 1, p.start + p.degree + 1)
    apart = [Claim(f"{p.n} - {y} = {p.n - y}") for y in places_used]
    yield from spread(apart, BEYOND, FURTHER_GAPS, OVER_GAPS)
    agreed: list[Step] = []
    for width in range(1, p.degree + 1):
        joined = []
        for y, (u, v) in enumerate(pairwise(column), p.start + width):
            gap, apart = p.n - y, v - u
            if not apart:
                agreed.append(Step(NO_CHANGE, f"{v} - {u} = 0"))
                yield agreed[-1]
                joined.append(v)
                continue
            moved = gap * apart
            value = v + moved // width
            words = CHANGE_ONE if width == 1 else CHANGE_MORE
            claim = Claim(f"{v} - {u} = {apart}, {gap} * {apart} = {moved}")
            because = JOINABLE if width > 1 else ON_A_LINE
            yield Step(words, claim, because=because, rests_on=tuple(agreed))
            agreed.clear()
            if width > 1:
                yield Step(JOINED, f"{v} + {moved}/{width} = {value}")
            else:
                yield Step(ON_THE_LINE, f"{v} + {moved} = {value}")
            joined.append(value)
        column = joined
    return column[0]


ON_A_LINE = (
    "a line changes by the same amount at every position",
    "equal steps give equal changes on a line",
    "we go on along a straight line",
)
JOINABLE = (
    "two estimates that share all terms but one can be joined",
    "each of them misses one term of the other",
    "their difference comes from one term at either end",
)
OVER_GAPS = (
    "lines are prolonged over these distances",
    "each estimate goes this far beyond its last term",
    "they say how far the estimates are carried on",
)
BEYOND = (
    "From the second position on, the distances to {p.n} are {}.",
    "We need the distances from the later positions to {p.n}: {}.",
    "The distances from all positions but the first to {p.n} are {}.",
)
NO_CHANGE = (
    "Both estimates agree, so joining them changes nothing: {}.",
    "The two do not differ, and their common value stays: {}.",
    "Since {}, the estimate stays as it is.",
)
CHANGE_ONE = (
    "From {u} to {v} the line changes by {apart} per step, and {gap} steps lie ahead: {}.",
    "Over {gap} more steps, the line through {u} and {v} changes by {}.",
    "We follow the line from {u} through {v} for {gap} steps: {}.",
    "Between {u} and {v} the change is {apart}, which we multiply by {gap}: {}.",
    "A line through the neighbours {u} and {v} goes on as {}.",
    "The next two terms, {u} and {v}, belong to a line: {}.",
)
ON_THE_LINE = (
    "So the line has this value there: {}.",
    "Its value there is {}.",
    "Adding this to {v} gives the estimate {}.",
    "This estimate is {}.",
    "The line therefore leads to {}.",
)
CHANGE_MORE = (
    "Next, the estimates {u} and {v} are joined: {}.",
    "The estimates {u} and {v} differ by {apart}, which we multiply by {gap}: {}.",
    "From {u} and {v} we make one estimate; first, {}.",
    "We combine {u} and {v}, whose positions end {gap} before the one asked for: {}.",
)
JOINED = (
    "Dividing by the width {width} of the positions used and adding to {v}, we get {}.",
    "The positions used are {width} apart, so the better estimate is {}.",
    "So together they give {}.",
    "This changes {v} to {}.",
)


@FAMILY.strategy(
    approach="forward",
    when=lambda p: p.degree <= 2 or p.degree == 3 and new_terms(p) <= 6,
    opening=(
        "We use the rule by which each term follows from the ones before it, and apply it up to"
        " position {p.n}.",
        "A polynomial sequence obeys a fixed recurrence, which leads from the given terms to the"
        " position {p.n}.",
        "Since the differences of one order more than the degree are 0, every new term can be"
        " computed from its predecessors.",
        "We continue the sequence by a recurrence whose coefficients are binomial coefficients with"
        " alternating signs.",
    ),
    formula="In letters, of degree 2 this is `a(n) = 3a(n - 1) - 3a(n - 2) + a(n - 3)`.",
)
def recurrence_unrolling(p: Params) -> Steps:
    """Terms of a polynomial of degree d obey a(n) = C(d+1, 1) a(n-1) - C(d+1, 2) a(n-2) + ...,
    since their differences of order d + 1 vanish (Graham, Knuth, Patashnik, Concrete Mathematics
    5.3)."""
    d, order = p.degree, p.degree + 1
    yield Step(ORDER[d], f"{d} + 1 = {order}", because=VANISH)
    if d == 3:
        yield Step(MIDDLE_COEFFICIENT, f"C({order}, 2) = {order} * 3/2 = {6}")
    terms = list(p.terms)
    for _ in range(new_terms(p)):
        *_, last = terms
        before = terms[-2]
        if d == 1:
            value = 2 * last - before
            rule = Claim(f"{order} * {last} - {before}")
            claim = Claim(f"{rule} = {2 * last} - {before} = {value}")
            yield Step(NEXT_TERM, claim, because=RULE)
        elif d == 2:
            value = 3 * last - 3 * before + terms[-3]
            rule = Claim(f"{order} * {last} - {order} * {before} + {terms[-3]}")
            worked = Claim(f"{3 * last} + {-3 * before} + {terms[-3]}")
            yield Step(NEXT_TERM, f"{rule} = {worked} = {value}", because=RULE)
        else:
            start = 4 * last - 6 * before
            rule = Claim(f"{order} * {last} - {6} * {before}")
            claim = Claim(f"{rule} = {4 * last} + {-6 * before} = {start}")
            yield Step(RECENT, claim, because=RULE)
            value = start + 4 * terms[-3] - terms[-4]
            rule = Claim(f"{start} + {order} * {terms[-3]} + {-terms[-4]}")
            worked = Claim(f"{start} + {4 * terms[-3]} + {-terms[-4]}")
            yield Step(OLDER, f"{rule} = {worked} = {value}")
        terms.append(value)
    return terms[-1]


RECURRENCES = {
    1: "`a(n) = 2a(n - 1) - a(n - 2)`",
    2: "`a(n) = 3a(n - 1) - 3a(n - 2) + a(n - 3)`",
}
ORDER = {
    degree: (
        f"The differences of order {{}} vanish, so the rule is {rule}.",
        f"The differences of the order {{}} are 0, hence the rule {rule}.",
        f"One order above the degree is {{}}, and these differences are 0, which gives {rule}.",
    )
    for degree, rule in RECURRENCES.items()
}
ORDER[3] = (
    "The differences of order {order} vanish: {}.",
    "One order above the degree is {}, and these differences are 0.",
    "We need the order of the differences that are 0: {}.",
)
VANISH = (
    "each row of differences lowers the degree by one, and a constant row has the differences 0",
    "the row before them is constant",
    "differences of a constant row are 0",
)
MIDDLE_COEFFICIENT = (
    "The middle coefficient of the rule `a(n) = 4a(n - 1) - 6a(n - 2) + 4a(n - 3) - a(n - 4)` is"
    " {}.",
    "So the rule is `a(n) = 4a(n - 1) - 6a(n - 2) + 4a(n - 3) - a(n - 4)`, with the binomial"
    " coefficient {} in its middle.",
    "In `a(n) = 4a(n - 1) - 6a(n - 2) + 4a(n - 3) - a(n - 4)`, the middle coefficient is {}.",
)
RULE = (
    "the vanishing difference, solved for the newest term, is the rule",
    "a difference of this order has binomial coefficients with alternating signs",
    "the binomial coefficients with alternating signs make up the rule",
)
NEXT_TERM = (
    "After {last}, the rule gives {}.",
    "The next term is {}.",
    "From {last} and {before} and the rule we get {}.",
    "We go one position further: {}.",
    "Applying the rule, we get {}.",
    "So the next position has the term {}.",
    "The term that follows {last} is {}.",
    "For the successor of {last}, the rule gives {}.",
    "Thus, one position further, we have {}.",
    "With {last} as the latest term, the rule leads to {}.",
)
RECENT = (
    "For the next term, the two latest ones give {}.",
    "We begin with {last} and {before}: {}.",
    "First, we find the part of {last} and {before}: {}.",
    "One position further, we start with {}.",
    "After {last}, the rule begins with {}.",
    "The latest terms, {last} and {before}, make {}.",
)
OLDER = (
    "With the two older ones, the new term is {}.",
    "The older terms complete it: {}.",
    "So the next term is {}.",
    "This part and the older terms make {}.",
    "Together with the other two terms we get {}.",
)


class Equation(NamedTuple):
    """A linear equation in the unknown coefficients a, b, c, d, as many as it has factors."""

    factors: list[int]
    right: int


def written(equation: Equation) -> Claim:
    """`8a + 4b + 2c + d = 39`."""
    terms = zip(equation.factors, LETTERS, strict=False)
    return Claim(f"{sum_of(f'{factor}{letter}' for factor, letter in terms)} = {equation.right}")


def polynomial_at(place: int, degree: int, value: int) -> Claim:
    """`2 * 2 * 2a + 2 * 2b + 2c + d = 39`: the unknown polynomial has this value at the place."""
    powers = [product_of([place] * exponent) for exponent in range(degree, 0, -1)]
    terms = zip(powers, LETTERS, strict=False)
    left = sum_of(f"{power}{letter}" for power, letter in terms)
    return Claim(f"{left} + {LETTERS[degree]} = {value}")


def subtracted(first: Equation, second: Equation, divisor: int) -> Equation:
    """The difference of two equations, divided by a number; the last unknown drops out."""
    factors = [(b - a) // divisor for a, b in zip(first.factors, second.factors, strict=True)]
    return Equation(factors[:-1], (second.right - first.right) // divisor)


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: p.degree <= 3,
    opening=(
        "We write the polynomial with unknown coefficients and determine them from the given"
        " terms.",
        "To find the value at {p.n}, we first find the polynomial itself.",
        "The given terms are equations for the coefficients of the polynomial, so we solve these"
        " equations.",
        "We look for the coefficients of the polynomial, that of the highest power first, and then"
        " put {p.n} in.",
    ),
    formula="In letters, a polynomial of degree 2 is `a x^2 + b x + c`, and every known value is an"
    " equation for a, b and c.",
)
def undetermined_coefficients(p: Params) -> Steps:
    """The method of undetermined coefficients: one equation for each of d + 1 terms, solved by
    subtracting neighbours."""
    d = p.degree
    given = list(enumerate(p.terms[: d + 1], p.start))

    def powers(x: int) -> list[int]:
        return [x**e for e in range(d, -1, -1)]

    system = [Equation(powers(x), value) for x, value in given]
    inserted = list_of(polynomial_at(x, d, value) for x, value in given)
    claim = Claim(f"{inserted} :: {list_of(map(written, system))}")
    yield Step(INSERTED, claim, because=ENOUGH_TERMS)

    first_equations = [system[0]]
    for divisor, divided in zip(range(1, d + 1), DIVIDED, strict=False):
        smaller = [subtracted(one, next_one, divisor) for one, next_one in pairwise(system)]
        claim = Claim(f"{list_of(map(written, system))} :: {list_of(map(written, smaller))}")
        yield Step(SUBTRACTED[divided], claim, because=DROPS_OUT)
        system = smaller
        first_equations.append(system[0])

    coefficients = [first_equations.pop().right]
    found_by: dict[str, Step] = {}
    for equation in reversed(first_equations):
        found = list(zip(equation.factors, coefficients, strict=False))
        coefficient = equation.right - sum(factor * c for factor, c in found)
        if any(factor * c for factor, c in found):
            known = zip(LETTERS, coefficients, strict=False)
            before = list_of([written(equation), *(f"{letter} = {c}" for letter, c in known)])
            products = [factor * c for factor, c in found if factor * c]
            worked = sum_of([equation.right, *(-product for product in products)])
            letter = LETTERS[len(coefficients)]
            parts = [(factor, c) for factor, c in found if factor * c]
            worth = [(factor, c) for factor, c in parts if factor > 1]
            products_first: tuple[Step, ...] = ()
            if len(worth) > 2:  # all products at once would be too many
                claim = list_of(f"{f} * {c} = {f * c}" for f, c in worth[:2])
                products_first = (Step(PRODUCTS, claim),)
                yield from products_first
                parts = [(1, f * c) for f, c in worth[:2]] + worth[2:]
            if worth:
                terms = [Claim(f"{-f} * {c}") if f > 1 else Claim(f"{-c}") for f, c in parts]
                difference = sum_of([equation.right, *terms])
                claim = Claim(f"{before} :: {letter} = {difference} = {worked} = {coefficient}")
            else:
                claim = Claim(f"{before} :: {letter} = {worked} = {coefficient}")
            found_by[letter] = Step(BACK, claim, because=ONE_LEFT, rests_on=products_first)
            yield found_by[letter]
        coefficients.append(coefficient)

    value, *others = coefficients
    sources: list[Step] = []  # of the next line
    for letter, coefficient in zip(LETTERS[1:], others, strict=False):
        start = value
        value = value * p.n + coefficient
        product = start * p.n
        if letter in found_by:
            sources.append(found_by[letter])
        if start == 1 and coefficient:
            claim = Claim(f"{p.n} + {coefficient} = {value}")
        elif start == -1 and coefficient:
            claim = Claim(f"-{p.n} + {coefficient} = {value}")
        elif coefficient:
            claim = Claim(f"{start} * {p.n} + {coefficient} = {product} + {coefficient} = {value}")
        else:
            claim = Claim(f"{p.n} * {start} = {value}")
        words = HORNER_FIRST if letter == LETTERS[1] else HORNER
        line = Step(words, claim, rests_on=tuple(sources))
        yield line
        sources = [line]
    return value


INSERTED = (
    "Substituting the given terms, we get equations for the unknown coefficients: {}.",
    "With a for the coefficient of the highest power, and so on, we get {}.",
    "Each given term is an equation for the coefficients: {}.",
    "We substitute the first positions into the polynomial: {}.",
)
DROPS_OUT = (
    "the last unknown is the same in all of them and drops out",
    "the last unknown cancels in the differences",
    "one unknown disappears in this way",
)
SUBTRACTED = {
    divided: (
        f"We subtract each equation from the next{divided}: {{}}.",
        f"To remove the last unknown, we subtract neighbours{divided}: {{}}.",
        f"Taking each equation from the one after it{divided.replace('divide', 'dividing')} gives"
        " {}."
        if "halve" not in divided
        else "Half the difference of neighbouring equations is {}.",
        f"Neighbouring equations are subtracted{' and divided' if divided else ''}, which"
        " leaves {}.",
    )
    for divided in DIVIDED
}
ONE_LEFT = (
    "the other unknowns in it are known",
    "only one unknown is left there",
    "all but one of its unknowns are found",
)
PRODUCTS = (
    "For the next coefficient we first need {}.",
    "We put what is known into an earlier equation, with the products {}.",
    "Multiplying the first two coefficients by their factors, we get {}.",
)
BACK = (
    "Substituting what we know gives the next coefficient: {}.",
    "We go back to an earlier equation with what is known: {}.",
    "So the next coefficient is found: {}.",
    "Thus an equation before it can be solved: {}.",
)
HORNER_FIRST = (
    "We evaluate the polynomial at {p.n} by Horner's scheme, highest coefficient first: {}.",
    "The value at {p.n} is built from the coefficients; it starts with {}.",
    "To evaluate at {p.n}, we multiply and add in turn: {}.",
)
HORNER = (
    "The next multiplication by {p.n} and addition give {}.",
    "We multiply by {p.n} once more and add the next coefficient: {}.",
    "We go on in the same way: {}.",
    "Again we multiply by {p.n} and add: {}.",
)
