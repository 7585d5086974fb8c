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
            "the place of the first term", ((1, 1), (1, 1), (0, 1), (0, 2), (0, 2)), (0, 2)
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
                "Therefore, the sequence has at the place {p.n} the term {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"The polynomial p has degree {p.degree}, and {equations(p, 'p')}. What is"
                f" `p({p.n})`?"
            ),
            (
                "Therefore, the polynomial takes at {p.n} the value {answer}.",
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
                f" {points(p)}. What is the y-coordinate of its point above or below the place"
                f" {p.n} of the x-axis?"
            ),
            (
                "Therefore, the point of the graph at the place {p.n} has the y-coordinate"
                " {answer}.",
                "Therefore, the graph passes the place {p.n} with the y-coordinate {answer}.",
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
        "Therefore, the value at the place {p.n} is {answer}.",
        "Therefore, the number asked for is {answer}.",
        "Therefore, at {p.n} the polynomial has the value {answer}.",
        "Therefore, the term at the place {p.n} is {answer}.",
    ),
    exceptions={
        "difficulty_rises": "a place further off costs some strategies nothing",
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
        f"Each number less the one before it gives the {ordinal} differences: {{}}.",
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
        f"Each number less the one before it is one of the {ordinal} differences: {{}}.",
        f"For the {ordinal} differences we compare neighbours from the left: {{}}.",
    )
    for ordinal in ORDINALS
}
FURTHER_ROW = {
    ordinal: (
        f"The row of the {ordinal} differences goes on with {{}}.",
        f"Further {ordinal} differences are {{}}.",
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
        "To reach the place {p.n} in one go, we use Newton's forward differences.",
        "The first number of each row of differences is all that is needed, because Newton's"
        " formula builds every term from them.",
        "A polynomial is known from its differences at one place, so we work these out and weigh"
        " them with binomial coefficients.",
    ),
    formula="In letters, s steps behind a term t with the differences `d_1`, `d_2` and so on stands"
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
        "We start from the last given term: its differences, taken backwards, lead to the place"
        " {p.n}.",
        "Newton's backward formula goes on from the end of the given terms, which is nearest to"
        " {p.n}.",
        "The last number of each row of differences is used here, because the place {p.n} lies"
        " behind the given terms.",
        "From the end of the table of differences we reach the place {p.n} by one sum.",
    ),
    formula="In letters, m steps behind a last term t whose rows end in `d_1`, `d_2` and so on"
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
    "The last given term stands at {place}, and from there to {p.n} it is {}.",
    "From the place {place} on there are {ahead} steps: {}.",
    "We count the steps behind the last given term: {}.",
    "So many steps lie between the last given term and the place {p.n}: {}.",
    "The place {p.n} comes {ahead} steps after {place}: {}.",
)
TIMES_END = (
    "So the difference {end} contributes {}.",
    "The last difference of this row, {end}, is taken {ways} times: {}.",
    "This row adds {ways} times {end}: {}.",
    "With {end} at the end of its row, we get {}.",
    "Thus {end} counts {ways} times: {}.",
    "We multiply the number at the end of the row by {ways}: {}.",
)
ADD_BACKWARD = (
    "Added to the last given term, these contributions give {}.",
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
    "The place {p.n} lies {steps} steps behind the first one: {}.",
    "We count the steps from the place {p.start} on: {}.",
    "Between the places {p.start} and {p.n} there are {}.",
    "Going from {p.start} to {p.n} takes {steps} steps: {}.",
)
BINOMIAL = (
    "The next binomial coefficient comes from the one before: {}.",
    "The next difference counts this often: {}.",
    "Its weight in Newton's formula is {}.",
    "The next row comes in with the factor {}.",
    "For the row after it, {before} is multiplied by {factor} and divided by {j}: {}.",
)
TIMES_LEAD = (
    "So the difference {lead} contributes {}.",
    "The leading difference {lead} is taken {ways} times: {}.",
    "This row adds {ways} times {lead}: {}.",
    "With {lead} at the head of its row, we get {}.",
    "Thus {lead} counts {ways} times: {}.",
    "We multiply {lead}, the first number of the row, by {ways}: {}.",
)
ADD_NEWTON = (
    "Added to the first term, these contributions give {}.",
    "We add everything to the first term: {}.",
    "Thus all of them together make {}.",
    "The sum of the first term and all contributions is {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        "We write the value at {p.n} as a sum of given terms, each with a weight that depends on"
        " the places only.",
        "Lagrange's formula gives the value at {p.n} directly from the given terms.",
        "To reach {p.n} without any differences, we weigh the given terms by Lagrange's formula.",
        "Each given term counts with a weight, because a polynomial is determined by as many values"
        " as its degree and one more.",
    ),
    formula="In letters, the weight of the term at x is the product of `(n - y)/(x - y)` over the"
    " other places y.",
)
def lagrange_interpolation(p: Params) -> Steps:
    """Lagrange's formula (Burden and Faires, Numerical Analysis, 3.1): each of d + 1 terms times
    its weight at the place asked."""
    used = range(p.start, p.start + p.degree + 1)
    apart = [Claim(f"{p.n} - {x} = {p.n - x}") for x in used]
    yield from spread(apart, GAPS, FURTHER_GAPS, ENOUGH_TERMS)
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
    "The distances from the first places to {p.n} are {}.",
    "We take one place more than the degree, and see how far {p.n} is from each: {}.",
    "From the places used to the place {p.n} it is {}.",
    "How far is {p.n} from the first places? We have {}.",
)
FURTHER_GAPS = (
    "From the places after these it is {}.",
    "Further on, the distances are {}.",
    "For the places that follow we find {}.",
)
ENOUGH_TERMS = (
    "the degree and one more is the number of terms that are needed",
    "one term more than the degree determines the polynomial",
    "there is only one polynomial of such a degree through these terms",
)
ABOVE = (
    "For the next weight, the distances to the other places are multiplied: {}.",
    "The numerator of the next weight is {}.",
    "Leaving out the place of the next term, the distances have the product {}.",
    "We multiply all distances but that of the next term: {}.",
    "Above the bar of the next weight stands {}.",
    "The other distances give {}.",
)
BELOW = (
    "Its denominator is the product of the distances between the given places: {}.",
    "Below the bar stand the distances of its place from the others: {}.",
    "Its place differs from the others by numbers with the product {}.",
    "The denominator comes from the given places alone: {}.",
    "We divide it by the product of the differences of the places: {}.",
)
WEIGHT = (
    "So the term {term} has the weight {weight}: {}.",
    "The weight {weight} is multiplied by {term}: {}.",
    "With the weight {weight}, the term {term} contributes {}.",
    "Thus {term} counts {weight} times: {}.",
    "Weight and contribution of {term} are {}.",
    "Its weight is {weight}, and the term {term} comes in with {}.",
)
PLAIN_WEIGHT = (
    "So the term {term} has the weight {weight} and contributes {}.",
    "Its denominator is 1 or its opposite, so {term} counts {weight} times: {}.",
    "Thus {weight} is the weight of {term}: {}.",
    "The term {term} comes in with the weight {weight}: {}.",
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
        "The idea is to split the polynomial, seen from a middle place, into an even part and an"
        " odd part, which both need few terms.",
        "To reach {p.n}, we use the symmetry about a middle place; sums and differences of opposite"
        " terms are simpler than the terms themselves.",
        "Seen from a place in the middle, a polynomial is an even part plus an odd part, so we find"
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
            f"For every 1 that the square of the distance grows, the {name} part changes by"
            " {rate}: {}.",
            f"We go on to the next rate of the {name} part: {{}}.",
            f"Per unit of the square, {{one}} and {{two}} in the {name} part differ by {{rate}}:"
            " {}.",
        ),
        term=(
            f"In the {name} part, the rate {{lead}} counts {{product}} times: {{}}.",
            f"The {name} part grows from its first value by {{lead}} times {{product}}: {{}}.",
            f"So {{lead}} brings this to the {name} part: {{}}.",
            f"With the factor {{product}}, the rate {{lead}} changes the {name} part: {{}}.",
        ),
        product=(
            f"The next rate of the {name} part, {{lead}}, counts {{product}} times: {{}}.",
            f"For the rate {{lead}} of the {name} part, both distances are multiplied: {{}}.",
            f"The second rate, {{lead}}, adds to the {name} part {{amount}}: {{}}.",
        ),
        total=(
            f"At the place asked for, the {name} part comes to {{}}.",
            f"So the {name} part is there {{}}.",
            f"Added up, the {name} part is {{}}.",
            f"Together, this makes for the {name} part {{}}.",
        ),
    )


EVEN = words_of_part("even", "sums")
ODD = words_of_part("odd", "quotients")
NEAR = (
    "The square of the distance exceeds that of a known pair by {}.",
    "Beyond the square {squares[j]} of a known pair lies {}.",
    "We also need how far {square} is from the square {squares[j]}: {}.",
)
FROM_MIDDLE = (
    "We look from the place {place}, from which it is {far} to {p.n}: {}.",
    "The middle shall be at {place}, so the distance of {p.n} is {}.",
    "Measured from the place {place}, the place {p.n} is this far off: {}.",
)
FROM_MIDDLE_SQUARED = (
    "We look from the place {place}; the distance to {p.n} and its square are {}.",
    "The middle shall be at {place}, so {p.n} is {far} away, and the square of this counts: {}.",
    "Measured from {place}, the place {p.n} has the distance {far}, which we square: {}.",
)
SQUARED = (
    "The square of the distance, {far}, will be needed: {}.",
    "We look from the place 0, so that the distance is {far} and its square {}.",
    "We need {far} squared: {}.",
)
TWICE_MIDDLE = (
    "At the distance 0 the sum is twice the middle term: {}.",
    "The middle term pairs with itself: {}.",
    "Two times the middle term, {middle}, is {}.",
)
OWN_OPPOSITE = (
    "the middle term is its own opposite",
    "at the distance 0 both terms are the same one",
    "it is paired with itself",
)
EVEN_POWERS = (
    "odd powers of the distance cancel in the sum of opposite terms",
    "such sums hold even powers of the distance only",
    "only even powers of the distance are left in it",
)
ODD_POWERS = (
    "even powers of the distance cancel in the difference of opposite terms",
    "such differences hold odd powers of the distance only",
    "only odd powers of the distance are left in it",
)
OPPOSITE_SUM = (
    "Two terms at equal distances from the middle have the sum {}.",
    "We add the opposite terms {one} and {two}: {}.",
    "Next, we add a term and its opposite: {}.",
    "So for the even part we add two opposite terms: {}.",
)
OPPOSITE_DIFFERENCE = (
    "The difference of two opposite terms is {}.",
    "For the odd part we subtract {two} from its opposite {one}: {}.",
    "Two terms equally far from the middle differ by {}.",
    "We subtract opposite terms: {}.",
)
DIFFERENCE_PER_STEP = (
    "The opposite terms at the distance {k} are subtracted, and we divide by {k}: {}.",
    "The next difference is divided by the distance {k} from the middle: {}.",
    "Likewise, a term less its opposite, over {k}: {}.",
    "So the difference per step from the middle, at the distance {k}, is found: {}.",
)
TIMES_DISTANCE = (
    "Times the distance, this is the difference of the opposite terms there: {}.",
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
    "adding sum and difference counts the term two times",
    "the opposite term cancels and the one asked for is counted twice",
)


def new_terms(p: Params) -> int:
    """How many places the one asked for lies behind the last given term."""
    return p.n - (p.start + len(p.terms) - 1)


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: p.degree * new_terms(p) <= LONGEST,
    opening=(
        "We build a table of differences and extend it term by term, by additions alone.",
        "To get from the last given term to the place {p.n}, we let the table of differences grow.",
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
    "One place further, the rows grow by {}.",
    "Each row gains the new end of the row below it: {}.",
    "The next column of the table is {}.",
    "We add upwards once more: {}.",
    "Again the ends of the rows are added up to the next term: {}.",
    "Another step to the right gives {}.",
)
BEGUN_COLUMN = (
    "From the constant row upwards, we add: {}.",
    "One place further, the lower rows grow by {}.",
    "The lower rows gain a new end: {}.",
    "The next column of the table begins with {}.",
    "We add upwards once more: {}.",
    "Again the ends of the rows are added up: {}.",
    "Another step to the right gives in the lower rows {}.",
    "At the bottom of the next column we get {}.",
)
UP_TO_THE_TERM = (
    "Above them, this leads to a new term: {}.",
    "So the column ends with a new term: {}.",
    "Up to the top row, we have {}.",
    "The upper rows follow: {}.",
    "Thus the sequence itself goes on: {}.",
    "With these the term at the top is found: {}.",
)
NEXT_SUM = (
    "The constant difference leads to the next term: {}.",
    "One place further we have {}.",
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
    yield from spread(apart, BEYOND, FURTHER_GAPS, ENOUGH_TERMS)
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
    "a line changes by the same amount at every place",
    "on a line equal steps bring equal changes",
    "we go on along a straight line",
)
JOINABLE = (
    "two estimates that share all terms but one can be joined",
    "each of them misses one term of the other",
    "their difference comes from one term at either end",
)
BEYOND = (
    "Behind the places from the second one on, the place {p.n} lies this far: {}.",
    "We need the distances from these places to {p.n}: {}.",
    "How far {p.n} is behind each place but the first is told by {}.",
)
NO_CHANGE = (
    "Both estimates agree, so joining them changes nothing: {}.",
    "The two do not differ, and their common value stays: {}.",
    "Since {}, the estimate stays as it is.",
)
CHANGE_ONE = (
    "From {u} to {v} the line rises by {apart} a place, and {gap} places lie ahead: {}.",
    "The line through {u} and {v} changes, over {gap} more places, by {}.",
    "We follow the line from {u} through {v} for {gap} places: {}.",
    "Between {u} and {v} the change is {apart}, which we take {gap} times: {}.",
    "A line through the neighbours {u} and {v} goes on as {}.",
    "The next two terms, {u} and {v}, belong to a line: {}.",
)
ON_THE_LINE = (
    "So at the place asked for this line has the value {}.",
    "Its value there is {}.",
    "Added to {v}, this is the estimate {}.",
    "This estimate is {}.",
    "The line therefore leads to {}.",
)
CHANGE_MORE = (
    "Next, the estimates {u} and {v} are joined: {}.",
    "The estimates {u} and {v} differ by {apart}, which counts {gap} times: {}.",
    "From {u} and {v} we make one estimate; first, {}.",
    "We combine {u} and {v}, whose places end {gap} before the one asked for: {}.",
)
JOINED = (
    "Divided by the width {width} of the places used, and added to {v}, this is {}.",
    "The places used are {width} apart, so the better estimate is {}.",
    "So together they give {}.",
    "This brings {v} to {}.",
)


@FAMILY.strategy(
    approach="forward",
    when=lambda p: p.degree <= 2 or p.degree == 3 and new_terms(p) <= 6,
    opening=(
        "We use the rule by which each term follows from the ones before it, and apply it up to"
        " the place {p.n}.",
        "A polynomial sequence obeys a fixed recurrence, which leads from the given terms to the"
        " place {p.n}.",
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
        f"The differences of order {{order}} vanish, so the rule is {rule}: {{}}.",
        f"Differences of order {{order}} are 0, hence {rule} holds: {{}}.",
        f"The order one above the degree gives the rule {rule}: {{}}.",
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
    "the binomial coefficients with alternating signs are the rule",
)
NEXT_TERM = (
    "Behind {last}, the rule gives {}.",
    "The next term is {}.",
    "From {last} and {before} and the rule we get {}.",
    "We go one place further: {}.",
    "Applied again, the rule leads to {}.",
    "So the next place has {}.",
    "The term that follows {last} is {}.",
    "To {last} the rule adds its successor: {}.",
    "Thus, one place further, we have {}.",
    "With {last} as the latest term, the rule leads to {}.",
)
RECENT = (
    "For the next term, the two latest ones give {}.",
    "We begin with {last} and {before}: {}.",
    "First, the part of {last} and {before}: {}.",
    "One place further, we start with {}.",
    "Behind {last} the rule begins with {}.",
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
    "The given terms, put in, are equations for the unknown coefficients: {}.",
    "With a for the coefficient of the highest power, and so on, we get {}.",
    "Each given term says something about the coefficients: {}.",
    "We put the first places into the polynomial: {}.",
)
DROPS_OUT = (
    "the last unknown is the same in all of them and drops out",
    "in the differences the last unknown is gone",
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
    "What is known goes into an earlier equation, with the products {}.",
    "Multiplied by their factors, the first two coefficients give {}.",
)
BACK = (
    "Put back, what we know gives the next coefficient: {}.",
    "We go back to an earlier equation with what is known: {}.",
    "So the next coefficient is found: {}.",
    "Thus an equation before it can be solved: {}.",
)
HORNER_FIRST = (
    "We put {p.n} into the polynomial by Horner's scheme, from the highest coefficient on: {}.",
    "The value at {p.n} is built from the coefficients; it starts with {}.",
    "To evaluate at {p.n}, we multiply and add in turn: {}.",
)
HORNER = (
    "The next multiplication by {p.n} and addition give {}.",
    "Once more times {p.n}, and the next coefficient added: {}.",
    "We go on in the same way: {}.",
    "Again we multiply by {p.n} and add: {}.",
)
