"""What solutions of a chain of operations say: openings, lines and closings, each in several
phrasings. `#` stands for the number of an operation.
"""

from functools import lru_cache

from generators.families.finite_fields._chain import Params, type_of

FORWARD = {
    "+": (
        "Operation # adds {c}: {}.",
        "Operation # adds {c} to {x}: {}.",
        "Adding {c} in operation # gives {}.",
        "Operation # takes {x} to {y}: {}.",
        "Operation # turns {x} into {y}, since {}.",
        "In operation # we add {c}: {}.",
        "So operation # adds {c}: {}.",
        "We apply operation # to {x}: {}.",
        "With {c} added, operation # gives {y}: {}.",
        "We come to {y} by operation #, since {}.",
        "The value after operation # is {y}, because {}.",
        "From {x}, operation # leads to {y}: {}.",
        "After operation # we have {y}, because {}.",
        "We add {c}, as operation # says: {}.",
        "The sum of operation # is {}.",
        "To {x} we add {c} by operation #: {}.",
    ),
    "-": (
        "Operation # subtracts {c}: {}.",
        "Operation # subtracts {c} from {x}: {}.",
        "Subtracting {c} in operation # gives {}.",
        "In operation # we take {c} from {x}: {}.",
        "Operation # turns {x} into {y}, since {}.",
        "In operation # we subtract {c}: {}.",
        "So operation # subtracts {c}: {}.",
        "We apply operation # to {x}: {}.",
        "With {c} subtracted, operation # gives {y}: {}.",
        "We come to {y} by operation #, since {}.",
        "The value after operation # is {y}, because {}.",
        "From {x}, operation # leads to {y}: {}.",
        "After operation # we have {y}, because {}.",
        "We subtract {c}, as operation # says: {}.",
        "The difference of operation # is {}.",
        "From {x} we take {c} by operation #: {}.",
    ),
    "*": (
        "Operation # multiplies by {c}: {}.",
        "Operation # multiplies {x} by {c}: {}.",
        "Multiplying by {c} in operation # gives {}.",
        "In operation # the factor of {x} is {c}: {}.",
        "Operation # turns {x} into {y}, since {}.",
        "In operation # we multiply by {c}: {}.",
        "So operation # multiplies by {c}: {}.",
        "We apply operation # to {x}: {}.",
        "With the factor {c}, operation # gives {y}: {}.",
        "We come to {y} by operation #, since {}.",
        "The value after operation # is {y}, because {}.",
        "From {x}, operation # leads to {y}: {}.",
        "After operation # we have {y}, because {}.",
        "We multiply by {c}, as operation # says: {}.",
        "The product of operation # is {}.",
        "By operation #, {x} gets the factor {c}: {}.",
    ),
    "/": (
        "Operation # divides by {c}, and {c} and {y} have the product {x}: {}.",
        "We divide {x} by {c} in operation #, since {c} and {y} have the product {x}: {}.",
        "For operation # we ask which number has the product {x} with {c}: {}.",
        "Dividing by {c} in operation # gives {y}, as {y} and {c} have the product {x}: {}.",
        "In operation # we divide {x} by {c}; {y} and {c} have the product {x}: {}.",
        "Operation # asks which number has the product {x} with {c}: {}.",
        "In operation # we divide {x}, the product of {c} and {y}, by {c}: {}.",
        "We apply operation #, a division by {c}; {c} and {y} have the product {x}: {}.",
        "We come to {y} in operation #, as {y} and {c} have the product {x}: {}.",
        "The quotient in operation # is the number that has the product {x} with {c}: {}.",
    ),
}
# the sign is that of the operation which undoes
BACKWARD = {
    "-": (
        "Operation # added {c}, so we subtract it: {}.",
        "To undo operation #, we take {c} from {x}: {}.",
        "Before operation # added {c}, the value was {y}, since {}.",
        "Going back over operation #, we subtract {c}: {}.",
        "Undoing operation # means subtracting {c} from {x}: {}.",
        "Since operation # added {c}, the value before it is {}.",
        "The {c} added in operation # is subtracted again: {}.",
        "We subtract the {c} that operation # added: {}.",
        "The value before operation # is {y}, since it added {c}: {}.",
        "We go back from {x} to {y} over operation #: {}.",
        "Without the {c} of operation # the value is {y}, since {}.",
        "The step back over operation # takes {c} away: {}.",
        "Without operation # we have {y}, because {}.",
        "We are back before operation # at {y}: {}.",
        "Going back over operation # leads to {y}, since {}.",
    ),
    "+": (
        "Operation # subtracted {c}, so we add it back: {}.",
        "To undo operation #, we add {c} to {x}: {}.",
        "Before operation # subtracted {c}, the value was {y}, since {}.",
        "Going back over operation #, we add {c}: {}.",
        "Undoing operation # means adding {c} to {x}: {}.",
        "Since operation # subtracted {c}, the value before it is {}.",
        "The {c} subtracted in operation # is added back: {}.",
        "We add the {c} that operation # subtracted: {}.",
        "The value before operation # is {y}, since it subtracted {c}: {}.",
        "We go back from {x} to {y} over operation #: {}.",
        "With the {c} of operation # restored we have {}.",
        "The step back over operation # adds {c}: {}.",
        "Without operation # we have {y}, because {}.",
        "We are back before operation # at {y}: {}.",
        "Going back over operation # leads to {y}, since {}.",
    ),
    "/": (
        "Operation # multiplied by {c}, so we divide by it; {y} and {c} have the product {x}: {}.",
        "To undo operation #, we ask which number has the product {x} with {c}: {}.",
        "Before operation # the value was {y}, as {y} and {c} have the product {x}: {}.",
        "Going back over operation #, we divide {x}, the product of {c} and {y}, by {c}: {}.",
        "Undoing operation # means dividing {x}, the product of {y} and {c}, by {c}: {}.",
        "Since operation # multiplied by {c}, we ask what number has the product {x} with {c}: {}.",
        "The factor {c} of operation # is divided out, as {y} and {c} have the product {x}: {}.",
        "We divide out the factor {c} of operation #; {y} and {c} have the product {x}: {}.",
        "The value before operation # has the product {x} with {c}: {}.",
        "The step back over operation # divides {x}, the product of {y} and {c}, by {c}: {}.",
        "Without operation # we have {y}, since {y} and {c} have the product {x}: {}.",
        "We get to {y} before operation #, because {y} and {c} have the product {x}: {}.",
    ),
    "*": (
        "Operation # divided by {c}, so we multiply by it: {}.",
        "To undo operation #, we multiply {x} by {c}: {}.",
        "Before operation # divided by {c}, the value was {y}, since {}.",
        "Going back over operation #, we multiply by {c}: {}.",
        "Undoing operation # means multiplying {x} by {c}: {}.",
        "Since operation # divided by {c}, the value before it is {}.",
        "The division of operation # is undone by the factor {c}: {}.",
        "We multiply by the {c} by which operation # divided: {}.",
        "The value before operation # is {y}, since it divided by {c}: {}.",
        "We go back from {x} to {y} over operation #: {}.",
        "With the factor {c} restored, we are before operation #: {}.",
        "The step back over operation # multiplies by {c}: {}.",
        "Without operation # we have {y}, because {}.",
        "We are back before operation # at {y}: {}.",
        "Going back over operation # leads to {y}, since {}.",
    ),
}
GUESSED = (
    "We guess {x}.",
    "Let us try {x}.",
    "Suppose that the unknown value is {x}.",
    "We try {x}.",
    "Our guess is {x}.",
)
AT_ZERO = ("We begin with {x}.", "First {x} goes through the chain.", "For x we take {x} first.")
MET = (
    ", as given",
    ", which is the given value",
    ", just as it has to be",
    ", and this is the given value",
)
MISSED = (
    ", which is not the given value",
    ", so this is not it",
    ", and that is not what is given",
    ", which differs from the given value",
    ", so the guess is wrong",
)


@lru_cache(maxsize=16_384)
def of_operation(phrasings: tuple[str, ...], number: str, later: bool = False) -> tuple[str, ...]:
    """Phrasings with the number of an operation, or of several, in them; of a line that follows
    others of its kind, also such as begin with "Next, ..."."""
    told = [*phrasings, *(followed(phrasings) if later else ())]
    return tuple([phrasing.replace("#", number) for phrasing in told])


@lru_cache(maxsize=16_384)
def of_run(
    undo: bool,
    operation: tuple[str, str],
    before: tuple[str, ...],
    behind: tuple[str, ...],
    later: bool,
) -> tuple[str, ...]:
    """Phrasings of one operation, told by its sign and its number, that is applied, or undone, with
    a sentence before them and a clause behind them, where there are such."""
    sign, number = operation
    phrasings, told = (BACKWARD if undo else FORWARD)[sign], []
    if later:
        phrasings = (*phrasings, *followed(phrasings))
    for place, words in enumerate(phrasings):
        if behind:
            words = words.removesuffix(".") + behind[place % len(behind)] + "."
        if before:
            words = f"{before[place % len(before)]} {words}"
        told.append(words.replace("#", number))
    return tuple(told)


def followed(phrasings: tuple[str, ...]) -> list[str]:
    """The phrasings as they read behind a word such as "Next, "; those with a beginning of their
    own are left out."""
    plain = [
        words
        for words in phrasings
        if not words.startswith(("So ", "We ", "Since ", "Up ", "Before ", "To "))
    ]
    return [
        f"{LEADS[place % len(LEADS)]} {words[0].lower()}{words[1:]}"
        for place, words in enumerate(plain)
    ]


LEADS = ("Then", "Now", "Next,")
OPPOSITE = (
    "Operation # subtracts {constant}, which is the same as adding its opposite {c}: {}.",
    "Instead of subtracting {constant} in operation #, we add {c}, because {}.",
    "The opposite of {constant} is added by operation #: {}.",
    "We write operation # as an addition of {c}, since {}.",
    "Subtracting {constant} in operation # means adding {c}: {}.",
    "So that operation # becomes an addition, we replace {constant} by its opposite: {}.",
    "We turn the subtraction of operation # into an addition: {}.",
    "The number to be added in operation # is {c}: {}.",
)
INVERSE_OF = (
    "Operation # divides by {constant}, so it multiplies by the inverse {by}, since {}.",
    "The inverse of {constant}, by which operation # multiplies, is {by}: {}.",
    "Dividing by {constant} in operation # means multiplying by {by}, because {}.",
    "For operation # we need the inverse of {constant}: {}.",
    "Instead of dividing in operation #, we multiply by {by}, as {}.",
    "Since {}, operation # is a multiplication by {by}.",
    "We look for the inverse of {constant} for operation #: {}.",
    "The factor that replaces the division of operation # is {by}: {}.",
)
AFTER = (
    "Operation # makes the expression {}.",
    "Operation # changes the expression to {}.",
    "We apply operation # to the expression so far: {}.",
    "Up to operation # the expression is {}.",
    "With operation # it becomes {}.",
    "Applying operation # to the expression, we get {}.",
    "So operation # leads to {}.",
    "We carry the expression through operation #: {}.",
    "The expression behind operation # is {}.",
    "We find that operation # gives {}.",
    "Done to the whole expression, operation # gives {}.",
    "After operation # we have {}.",
    "By operation # the expression turns into {}.",
    "In operation # the expression becomes {}.",
)
DISTRIBUTED = (
    "a factor multiplies every term and constants are added up",
    "every operation acts on the expression as it does on a number",
    "it always stays a multiple of x plus a constant",
    "sums and multiples of such expressions are such expressions again",
)
SOLVE = (
    "The expression must equal the given end, so we solve for x: {}.",
    "We subtract the constant and divide by the factor of x: {}.",
    "To find x, we undo first the addition and then the multiplication: {}.",
    "Setting the expression equal to the end and solving for x, we get {}.",
    "We set the expression equal to the given end, and x is {}.",
    "The start is what the expression takes to the end: {}.",
    "We undo the constant first and the factor after it: {}.",
)
NOT_ZERO = (
    "the factor of x is not 0 and has an inverse",
    "modulo a prime we may divide by every number but 0",
    "the factor of x is not 0 and the modulus is prime",
)
PUT_IN = (
    "Now we substitute the start for x: {}.",
    "With the start in place of x, the expression is {}.",
    "For the given start the expression has the value {}.",
    "So the whole chain needs one multiplication and one addition: {}.",
    "We replace x by the given start: {}.",
    "The start put in for x gives {}.",
    "We evaluate the expression at the start: {}.",
)
EVERY_START = (
    "the expression holds for every start",
    "x stands for the start",
    "every start is treated alike",
)
TOGETHER = (
    "Operations # together do this: {}.",
    "We put operations # together: {}.",
    "Joining operations #, we get {}.",
    "As a single step, operations # make {}.",
    "The operations # become one: {}.",
    "So operations # amount to {}.",
    "One after the other, operations # give {}.",
    "We merge operations #: {}.",
    "The single operation for operations # is {}.",
    "We replace operations # by one: {}.",
    "Taken together, operations # mean {}.",
)
ONE_STEP = (
    "the second is applied to the result of the first",
    "a multiple of x plus a constant keeps this form",
    "neighbouring operations may be joined in any grouping",
    "what the first gives is what the second is applied to",
)
SLOPE = (
    "The slope gets the factor of operation #: {}.",
    "Operation # multiplies the slope: {}.",
    "By operation # the slope changes: {}.",
    "With operation # the slope becomes {}.",
    "The factor of operation # makes it {}.",
    "So operation # makes the slope {}.",
    "We include operation # in the slope: {}.",
    "The slope after operation # is {}.",
    "Operation # acts on the slope: {}.",
    "By its factor, operation # makes it {}.",
    "After operation # the slope is {}.",
    "In operation # the slope is multiplied: {}.",
)
ONLY_FACTORS = (
    "additions do not change how fast the result grows",
    "only multiplications change how fast the result grows with x",
    "what is added is the same for every x",
    "a larger x is carried on by the factors alone",
)
OTHER_START = (
    "The row of {x} is not the one: {}.",
    "In the row of {x} we have {}.",
    "For {x} the table says {}.",
    "The row of {x} reads {}.",
    "We go past {x}: {}.",
    "For {x} the end is {y}: {}.",
    "At {x} the table gives {}.",
    "The start {x} gives {}.",
    "We compute the row of {x}: {}.",
    "The row of {x} is not asked for: {}.",
    "A start of {x} ends at {y}: {}.",
    "For {x} we get {y}, since {}.",
    "We note {y} beside {x}: {}.",
    "Beside {x} stands {y}, because {}.",
    "With {x} we come to {y}: {}.",
)
OTHER_END = (
    "The start {x} leads to {y}: {}.",
    "In the row of {x} we find {y}: {}.",
    "For {x} the table says {y}: {}.",
    "It is not {x}, since its end is {y}: {}.",
    "The row of {x} gives {y}, which is wrong: {}.",
    "With {x} the end would be {y}: {}.",
    "We reject {x}, as it gives {y}: {}.",
    "From {x} we reach another end: {}.",
    "We leave {x}, since it leads to {y}: {}.",
    "The end of {x} is another one: {}.",
    "A start of {x} would end at {y}: {}.",
    "We try {x} and get {y}: {}.",
    "For {x} the end is {y}: {}.",
    "It cannot be {x}, because {}.",
    "With {x} we end at {y}, since {}.",
)
RIGHT_START = (
    "This is the row of the given start: {}.",
    "This row belongs to the given start, so its end is {}.",
    "We have reached the given start: {}.",
    "Now the row is that of the given start, hence {}.",
    "We stop at the row of the given start: {}.",
    "The given start has the end {}.",
    "Here the start is the given one: {}.",
    "The row that is asked for says {}.",
    "For the given start we read off {}.",
    "With the given start we have {}.",
)
RIGHT_END = (
    "The start {x} has the given end, so the search stops: {}.",
    "In the row of {x} the given end appears, so we stop: {}.",
    "At {x} the end is right, and we stop: {}.",
    "Since the end of {x} is the given one, we have found the start: {}.",
    "We stop here, as the end of {x} is the given one: {}.",
    "The end fits at {x}, and the table may end here: {}.",
    "We have found the start {x} and need no other: {}.",
    "With {x} we reach the given end and stop: {}.",
)
ONE_START = (
    "different starts have different ends",
    "no other start has this end",
    "only one start has this end",
)


def composed(p: Params) -> bool:
    return type_of(p) == "composition"


def chain(p: Params) -> str:
    return "every chain" if composed(p) else "the chain"


def guess_told(p: Params, undo: bool) -> str:
    """A sentence about the guess, where a run begins at an end that is not known."""
    if not any([part.inverse is not undo for part in p.parts]):
        return ""
    unknown, compared = ("end", "start") if undo else ("start", "end")
    if composed(p):
        return (
            f" Where {with_article(unknown)} is not known, we guess it and compare the {compared}."
        )
    return f" Since the {unknown} is not known, we guess it and compare the {compared}."


def with_article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


FORWARD_OPENING = (
    lambda p: (
        f"We work modulo {p.p} and carry a value through {chain(p)}, from the first operation to"
        f" the last.{guess_told(p, False)}"
    ),
    lambda p: (
        f"Modulo {p.p}, we apply the operations one after another in their order."
        f"{guess_told(p, False)}"
    ),
    lambda p: (
        f"We follow {chain(p)} step by step from its start, always modulo {p.p}."
        f"{guess_told(p, False)}"
    ),
    lambda p: (
        f"All that is needed is to do the operations in turn and to reduce modulo {p.p}."
        f"{guess_told(p, False)}"
    ),
    lambda p: (
        f"The operations are carried out in the order in which they stand, modulo {p.p}."
        f"{guess_told(p, False)}"
    ),
    lambda p: (
        f"Modulo {p.p}, we let one operation after another act on the value.{guess_told(p, False)}"
    ),
    lambda p: (
        f"We go through {chain(p)} from the front and reduce every result modulo {p.p}."
        f"{guess_told(p, False)}"
    ),
)
BACKWARD_OPENING = (
    lambda p: (
        f"We undo the operations of {chain(p)} from the last to the first, modulo {p.p}."
        f"{guess_told(p, True)}"
    ),
    lambda p: (
        f"Working backwards modulo {p.p}, we undo one operation after another.{guess_told(p, True)}"
    ),
    lambda p: (
        f"Each operation can be undone, because {p.p} is prime, so we go from the end of"
        f" {chain(p)} to its start.{guess_told(p, True)}"
    ),
    lambda p: (
        f"From the end of {chain(p)} we step back to the start, doing the opposite of each"
        f" operation modulo {p.p}.{guess_told(p, True)}"
    ),
    lambda p: (
        f"We start at the back of {chain(p)} and cancel one operation at a time, modulo {p.p}."
        f"{guess_told(p, True)}"
    ),
    lambda p: (
        f"Since every operation modulo {p.p} can be undone, we take {chain(p)} back to its start."
        f"{guess_told(p, True)}"
    ),
    lambda p: (
        f"The last operation is undone first, then the one before it, and so on, modulo {p.p}."
        f"{guess_told(p, True)}"
    ),
)
COLLAPSE_OPENING = (
    lambda p: (
        f"We write x for the start and carry x itself through {chain(p)}, modulo {p.p}; what comes"
        " out is a multiple of x plus a constant."
    ),
    lambda p: (
        f"Modulo {p.p}, {chain(p)} turns x into a multiple of x plus a constant, which we work out"
        " operation by operation."
    ),
    lambda p: f"Instead of numbers we let x run through {chain(p)} and collect terms modulo {p.p}.",
    lambda p: (
        f"We reduce {chain(p)} to one multiplication and one addition modulo {p.p}, and use them"
        " at the end."
    ),
    lambda p: (
        f"With x for the start, each operation modulo {p.p} only changes a factor and a constant,"
        " which we keep track of."
    ),
    lambda p: f"We treat {chain(p)} as a function of x and simplify it modulo {p.p}.",
    lambda p: f"Modulo {p.p}, we collect what {chain(p)} does to x in a single expression.",
)
MERGE_OPENING = (
    lambda p: (
        f"We join neighbouring operations of {chain(p)} in pairs, modulo {p.p}, until one is left."
    ),
    lambda p: (
        f"Modulo {p.p} two operations in a row are a multiplication and an addition again, so we"
        f" merge {chain(p)} pair by pair."
    ),
    lambda p: (
        f"The operations of {chain(p)} may be grouped as we like; we group them in pairs, modulo"
        f" {p.p}."
    ),
    lambda p: (
        f"We halve the length of {chain(p)} again and again by putting two steps together, modulo"
        f" {p.p}."
    ),
    lambda p: (
        f"Two neighbours in {chain(p)} act like one operation modulo {p.p}, so we merge them until"
        " one is left."
    ),
    lambda p: f"We shorten {chain(p)} modulo {p.p} by joining two operations at a time.",
    lambda p: (
        f"Modulo {p.p}, pairs of operations are put together, then pairs of these, until"
        f" {chain(p)} is a single step."
    ),
)
TABLE_OPENING = (
    lambda p: (
        f"We make a table of {chain(p)} modulo {p.p}: its value at 0, its slope, and from these"
        " one row after another."
    ),
    lambda p: (
        f"Modulo {p.p} there are only {p.p} possible starts, so we list where each leads; for that"
        " we need the value at 0 and the slope."
    ),
    lambda p: (
        f"We find what {chain(p)} makes of 0 and by how much the result grows with x, and tabulate"
        f" it modulo {p.p}."
    ),
    lambda p: (
        f"Since {chain(p)} is a multiple of x plus a constant modulo {p.p}, two numbers give the"
        " whole table."
    ),
    lambda p: f"For a table of {chain(p)} modulo {p.p} we need only its value at 0 and its slope.",
    lambda p: (
        f"From one start to the next the result grows by the slope, modulo {p.p}, so we tabulate"
        f" {chain(p)}."
    ),
    lambda p: (
        f"We work out what {chain(p)} makes of 0 and its slope modulo {p.p}, and go through the"
        " starts in turn."
    ),
)


def asked(p: Params) -> str:
    """What the answer is called."""
    if composed(p):
        return "the answer to the last part"
    return "the start" if p.parts[0].inverse else "the result"


def asked_in_full(p: Params) -> str:
    if composed(p):
        return "the value to which the last part leads"
    return "the unknown start" if p.parts[0].inverse else "the value that comes out"


CLOSINGS = (
    lambda p: f"Therefore, {asked(p)} is {{answer}}.",
    lambda p: f"Therefore, {asked_in_full(p)} is {{answer}}.",
    lambda p: f"Therefore, the operations show that {asked(p)} is {{answer}}.",
    lambda p: f"Therefore, {asked(p)}, modulo {p.p}, is {{answer}}.",
    lambda p: f"Therefore, {{answer}} is {asked(p)}.",
    lambda p: f"Therefore, we find that {asked(p)} is {{answer}}.",
    lambda p: f"Therefore, modulo {p.p}, {asked_in_full(p)} is {{answer}}.",
    lambda p: f"Therefore, by these operations, {asked(p)} is {{answer}}.",
)
