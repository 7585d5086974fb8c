"""A chain of additions and multiplications in GF(p): find the end from the start, the start from
the end, or both in turn.

The family of "Select and Improve: Understanding the Mechanics of Post-Training for Reasoning"
(arXiv 2606.13125). A problem of one type can be solved by the strategy of the other only by
committing to a guess; `guess` says how it is made.
"""

from collections.abc import Callable
from functools import partial
from itertools import chain
from typing import Literal, NamedTuple

from generators.families.finite_fields._asking import statement, terse
from generators.families.finite_fields._chain import (
    INVERSE,
    Operation,
    Params,
    Part,
    affine,
    answer,
    apply,
    capacity,
    conclusion,
    is_prime,
    key,
    mirrored,
    names,
    reciprocal,
    sample,
    solve,
    type_of,
)
from generators.families.finite_fields._trace import read_trace
from generators.families.finite_fields._walk import walk
from generators.families.finite_fields._words import (
    AFTER,
    AT_ZERO,
    BACKWARD_OPENING,
    CLOSINGS,
    COLLAPSE_OPENING,
    DISTRIBUTED,
    EVERY_START,
    FORWARD_OPENING,
    GUESSED,
    INVERSE_OF,
    MERGE_OPENING,
    MET,
    MISSED,
    NOT_ZERO,
    ONE_START,
    ONE_STEP,
    ONLY_FACTORS,
    OPPOSITE,
    OTHER_END,
    OTHER_START,
    PUT_IN,
    RIGHT_END,
    RIGHT_START,
    SLOPE,
    SOLVE,
    TABLE_OPENING,
    TOGETHER,
    composed,
    of_operation,
    of_run,
)
from generators.family import Claim, Family, Knob, Step, Steps
from generators.solution import Role

Guess = Literal["oracle", "random", "enumerate"]

FAMILY = Family(
    params=Params,
    knobs={
        "steps": Knob(
            "operations in a chain", ((2, 3), (4, 5), (6, 9), (10, 15), (16, 24)), (1, 60)
        ),
        "type": Knob(
            "problem types to draw",
            ("evaluation|inversion",) * 5,
            ("evaluation", "inversion", "composition"),
        ),
        "parts": Knob("chains in a composition", ((2, 2), (2, 2), (2, 3), (3, 4), (3, 5)), (2, 8)),
        "prime": Knob("a prime number, the size of the field", (11,) * 5, (3, 997), is_prime),
        "operations": Knob(
            "operations to draw", ("add|multiply",) * 5, ("add", "multiply", "subtract", "divide")
        ),
        "numerals": Knob("how numbers are written", ("symbols",) * 5, ("symbols", "plain")),
        "mapping": Knob(
            "symbols drawn for each problem, or the same for all",
            ("problem",) * 5,
            ("problem", "fixed"),
        ),
        "listed": Knob(
            "operations listed, the unused ones as distractors (0: only those used)",
            (0,) * 5,
            (0, 60),
        ),
        "labels": Knob(
            "the operations' numbers start anywhere within this many (0: at 1)", (0,) * 5, (0, 200)
        ),
        "asked": Knob(
            "where the terse text says what is asked: behind the operations, or before them",
            ("last",) * 5,
            ("last", "first"),
            later=True,
        ),
    },
    sample=sample,
    statements=[partial(statement, phrasing=phrasing) for phrasing in range(3)],
    answer=answer,
    answer_kind="integer",
    conclusion=conclusion,
    key=key,
    capacity=capacity,
    types=("evaluation", "inversion", "composition"),
    type_of=type_of,
    names=names,
    closing="",  # the conclusion is never shown: the size of the field has no symbol
    closings=CLOSINGS,
    terse=terse,
    drill=walk,
    trace=read_trace,
    options=lambda p: p.p,
    shortcuts={"mirrored": mirrored},
    exceptions={
        "solutions_open_and_close_in_sentences": "its three statements are those of the study, and"
        " more would change which of them each problem has",
    },
)

TABLE = 31  # the largest field whose elements are listed
LINES = 41  # that a table may take: more come to over 1,200 tokens in LaTeX
UNSEEN = ""  # the brief of a line that the terse style leaves out
Numbered = list[tuple[int, Operation]]


def numbered(params: Params, part: Part, undo: bool = False) -> Numbered:
    """The operations of a part with their numbers, in the order in which they are done."""
    pairs = list(enumerate(part.operations, params.label + part.first))
    return pairs[::-1] if undo else pairs


class Known(NamedTuple):
    """The value at one end of a part, and the step of the part before that gave or guessed it, if
    any; and what the words put behind the number of an operation: ` of part 2`, where there are
    several parts."""

    value: int
    given_by: tuple[Step, ...] = ()
    of_part: str = ""

    @property
    def number(self) -> Claim:
        """In a claim: the statement's, or what a step has found."""
        return Claim(f"{self.value}") if self.given_by else Claim(f"{self.value:given}")


def part_by_part(params: Params, solve_part: Callable[[Part, Known], Steps]) -> Steps:
    """Solve each part with the value that the part before gave."""
    known = Known(params.known)
    for place, part in enumerate(params.parts, 1):
        if composed(params):
            known = known._replace(of_part=f" of part {place}")
        steps: list[Step] = []
        value = yield from noted(solve_part(part, known), steps)
        ending = [step for step in steps if step.role != "abandoned"]
        guessed = ending[-1].role == "check"
        known = Known(value, (ending[0] if guessed else ending[-1],))
    return known.value


def noted(steps: Steps, notes: list[Step]) -> Steps:
    """Passes steps on and notes them."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value
        notes.append(step)
        yield step


def run(
    p: int,
    operations: Numbered,
    start: Known,
    undo: bool = False,
    goal: Known | None = None,
    role: Role = "main",
    before: tuple[str, ...] = (),
) -> Steps:
    """Apply, or undo, the numbered operations to x one after another, a line such as `s7 +4 9`
    each, which rests on the line before. With a goal the start is a guess: the first line says so,
    and the last tests whether the goal is met. The first x is the statement's where no line has
    given it. `before` are phrasings of a sentence that the first line begins with."""
    x, rests_on = start.value, start.given_by
    for place, (number, operation) in enumerate(operations, 1):
        sign, c = (INVERSE[operation[0]], operation[1]) if undo else operation
        y = apply((sign, c), x, p)
        claim = Claim(f"mod {p} :: {x} {sign} {c:given} = {y}")
        if not rests_on:
            claim = Claim(f"mod {p} :: {x:given} {sign} {c:given} = {y}")
        behind: tuple[str, ...] = ()
        brief = f"s{number} {sign}{{c}} {{y}}"
        if goal is not None and place == 1:
            claim = Claim(f"mod {p} :: {x:choice} {sign} {c:given} = {y}")
            before, brief = GUESSED, f"try {{x}} {brief}"
        if goal is not None and place == len(operations):
            met = y == goal.value
            behind = MET if met else MISSED
            brief += " yes" if met else " no"
            if role == "main" and place > 1:  # what the first line chose is tested here
                role = "check"
            rests_on += goal.given_by
        shown = sign, f"{number}{start.of_part}"
        words = of_run(undo, shown, before, behind, later=place > 1)
        line = Step(words, claim, brief, role=role, rests_on=rests_on)
        yield line
        x, rests_on, before = y, (line,), ()
    return x


def directed(params: Params, undo: bool, guess: Guess) -> Steps:
    """Run every chain in one direction. Where that starts from the unknown end, a value is guessed,
    run and compared; a guess that is given up for the next leaves abandoned lines."""

    def solve_part(part: Part, known: Known) -> Steps:
        p, operations = params.p, numbered(params, part, undo)
        if part.inverse is undo:
            return (yield from run(p, operations, known, undo))
        right = solve(part, known.value, p)
        tried = right if guess == "oracle" else part.guess
        while guess == "enumerate" and tried != right:
            guessed = Known(tried, of_part=known.of_part)
            yield from run(p, operations, guessed, undo, known, role="abandoned")
            tried = (tried + 1) % p
        yield from run(p, operations, Known(tried, of_part=known.of_part), undo, known)
        return tried

    return part_by_part(params, solve_part)


@FAMILY.strategy(
    approach="forward",
    opening=FORWARD_OPENING,
    formula="In letters, operations f and g done in this order take x to `g(f(x))`.",
)
def forward(p: Params, *, guess: Guess = "oracle") -> Steps:
    """Keep a running value from the first operation to the last; where the start is asked, guess it
    and compare the end."""
    return directed(p, False, guess)


@FAMILY.strategy(
    approach="backward",
    opening=BACKWARD_OPENING,
    formula="In letters, `m * x + c` is undone by subtracting c and dividing by m.",
)
def backward(p: Params, *, guess: Guess = "oracle") -> Steps:
    """Working backwards (Polya, How to Solve It): undo the operations from the last to the first;
    where the end is asked, guess it and compare the start."""
    return directed(p, True, guess)


class Line(NamedTuple):
    """A map m x + c as it is written: without a constant that is 0. Each number may be one that the
    statement gives; else steps have found it."""

    m: int
    c: int
    given_m: bool = False
    given_c: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def numbers(self) -> tuple[Claim, Claim]:
        m = Claim(f"{self.m:given}") if self.given_m else Claim(f"{self.m}")
        c = Claim(f"{self.c:given}") if self.given_c else Claim(f"{self.c}")
        return m, c

    @property
    def sum(self) -> Claim:
        m, c = self.numbers
        return Claim(f"{m}x + {c}") if self.c else Claim(f"{m}x")

    @property
    def factor(self) -> Claim:
        """In brackets if it is a sum."""
        return Claim(f"({self.sum})") if self.c else self.sum

    @property
    def found(self) -> Claim:
        """As what a step finds."""
        return Claim(f"{self.m:new}x + {self.c:new}") if self.c else Claim(f"{self.m:new}x")


def as_lines(params: Params, part: Part, of_part: str) -> Steps:
    """The operations of a part as maps, with their numbers. What subtracts adds the opposite, what
    divides multiplies by the inverse."""
    p, lines = params.p, []
    for number, operation in numbered(params, part):
        sign, constant = operation
        m, c = affine(operation, p)
        steps: list[Step] = []
        if sign == "-":
            words = of_operation(OPPOSITE, f"{number}{of_part}")
            steps.append(Step(words, f"mod {p} :: -{constant:given} = {c:new}", UNSEEN))
        elif sign == "/":
            steps.append(inverse(p, f"{number}{of_part}", constant, m))
        yield from steps
        given = sign in "+*"
        lines.append((number, Line(m, c, given, given, tuple(steps))))
    return lines


def inverse(p: int, number: str, constant: int, by: int) -> Step:
    words = of_operation(INVERSE_OF, number)
    return Step(words, f"mod {p} :: {constant:given} * {by:new} = 1", UNSEEN)


def settle(params: Params, part: Part, known: Known, line: Line) -> Steps:
    """Evaluate y = m x + c at a known x, or solve it for x at a known y."""
    m, c, p, given = line.m, line.c, params.p, known.value
    rests_on = (*known.given_by, *line.steps)
    times, plus = line.numbers
    if part.inverse:
        x = (given - c) * reciprocal(m, p) % p
        claim = Claim(f"mod {p} :: ({known.number} - {plus}) / {times} = {x}")
        yield Step(SOLVE, claim, because=NOT_ZERO, rests_on=rests_on)
        return x
    y = (m * given + c) % p
    claim = Claim(f"mod {p} :: {times} * {known.number} + {plus} = {y}")
    yield Step(PUT_IN, claim, because=EVERY_START, rests_on=rests_on)
    return y


@FAMILY.strategy(
    approach="algebraic",
    opening=COLLAPSE_OPENING,
    formula="In letters, `n * (m * x + c) + d = n * m * x + n * c + d`.",
)
def affine_collapse(p: Params) -> Steps:
    """Affine maps are closed under composition (the affine group of a field): carry m x + c through
    the chain from x."""

    def solve_part(part: Part, known: Known) -> Steps:
        _, *rest = numbered(p, part)
        alone = part._replace(end=part.first + 1)
        ((_, line),) = yield from as_lines(p, alone, known.of_part)
        for number, (sign, constant) in rest:
            by, plus = affine((sign, constant), p.p)
            after = Line(line.m * by % p.p, (line.c * by + plus) % p.p, steps=line.steps)
            if line.c or sign != "+":
                before = line.factor if sign in "*/" else line.sum
                step = Step(
                    of_operation(AFTER, f"{number}{known.of_part}", bool(line.steps)),
                    f"mod {p.p} :: {before} {sign} {constant:given} = {after.found}",
                    f"s{number} {{}}",
                    because=DISTRIBUTED,
                    rests_on=line.steps,
                )
                yield step
                after = after._replace(steps=(step,))
            else:  # the constant is just written behind m x
                after = line._replace(c=constant, given_c=True)
            line = after
        return (yield from settle(p, part, known, line))

    return part_by_part(p, solve_part)


@FAMILY.strategy(
    approach="transform",
    opening=MERGE_OPENING,
    formula="In letters, `m * x + c` and then `n * y + d` make `n * m * x + n * c + d`.",
)
def pairwise_merge(p: Params) -> Steps:
    """Composition is associative: merge neighbouring maps in a balanced tree until one is left
    (parallel prefix, Ladner and Fischer 1980)."""

    def solve_part(part: Part, known: Known) -> Steps:
        single = yield from as_lines(p, part, known.of_part)
        lines = [(number, number, line) for number, line in single]
        while len(lines) > 1:
            merged = []
            for (i, _, first), (_, j, second) in zip(lines[::2], lines[1::2], strict=False):
                span = f"{i} {'and' if j == i + 1 else 'to'} {j}{known.of_part}"
                both = yield from together(p.p, first, second, span, f"s{i} s{j}")
                merged.append((i, j, both))
            lines = merged + lines[len(lines) - len(lines) % 2 :]
        return (yield from settle(p, part, known, lines[0][2]))

    return part_by_part(p, solve_part)


def together(p: int, first: Line, second: Line, span: str, labels: str) -> Steps:
    """The map n y + d of y = m x + c. Nothing is worked out where one of the two is just written
    beside the other, or the first is x itself."""
    steps = (*first.steps, *second.steps)
    if first[:2] == (1, 0):
        return second._replace(steps=steps)
    if second.m == 1 and first.c == 0:
        return first._replace(c=second.c, given_c=second.given_c, steps=steps)
    if second.m == 1 and second.c == 0:
        return first._replace(steps=steps)
    both = Line(second.m * first.m % p, (second.m * first.c + second.c) % p, steps=steps)
    n, d = second.numbers
    joined = first.sum if second.m == 1 else Claim(f"{n} * {first.factor}")
    if second.c:
        joined = Claim(f"{joined} + {d}")
    words = of_operation(TOGETHER, span, later=bool(steps))
    claim = Claim(f"mod {p} :: {joined} = {both.found}")
    step = Step(words, claim, f"{labels} {{}}", because=ONE_STEP, rests_on=steps)
    yield step
    return both._replace(steps=(step,))


def lines_of_table(p: Params) -> int:
    """How many lines `tabulation` takes: the run of 0, the slope, and the rows up to the one that
    is asked for. A whole field is counted where a part hands its value to another."""
    run_of_zero = sum([len(part.operations) for part in p.parts])
    operations = chain(*[part.operations for part in p.parts])
    factors = [each for each in operations if affine(each, p.p)[0] != 1]
    slope = len(factors) + sum([sign == "/" for sign, _ in factors])
    first, *others = p.parts
    if others:
        return run_of_zero + slope + p.p * len(p.parts)
    row = solve(first, p.known, p.p) if first.inverse else p.known
    return run_of_zero + slope + row + 1


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: p.p <= TABLE and lines_of_table(p) <= LINES,
    opening=TABLE_OPENING,
    formula="In letters, the row of x is `m * x + c`, where c is the value at 0 and m the slope.",
)
def tabulation(p: Params) -> Steps:
    """Tabulate the chain for x = 0, 1, 2, ...: run 0 through it, multiply the factors for the
    slope, and list values."""

    def solve_part(part: Part, known: Known) -> Steps:
        run_of_zero: list[Step] = []
        product: list[Step] = []
        zero = Known(0, of_part=known.of_part)
        at_zero = yield from noted(run(p.p, numbered(p, part), zero, before=AT_ZERO), run_of_zero)
        slope = yield from noted(product_of_factors(p, part, known.of_part), product)
        rests_on = (*run_of_zero[-1:], *product[-1:], *known.given_by)
        for x in range(p.p):
            y = (slope * x + at_zero) % p.p
            goal = y if part.inverse else x
            if known.value != goal:
                claim = Claim(f"mod {p.p} :: {slope} * {x:choice} + {at_zero} = {y}")
                words = OTHER_END if part.inverse else OTHER_START
                yield Step(words, claim, role="abandoned", rests_on=rests_on)
            elif part.inverse:  # y is known, and this line finds x
                claim = Claim(f"mod {p.p} :: {slope} * {x:new} + {at_zero} = {known.number}")
                yield Step(RIGHT_END, claim, because=ONE_START, rests_on=rests_on)
                return x
            else:
                claim = Claim(f"mod {p.p} :: {slope} * {known.number} + {at_zero} = {y}")
                yield Step(RIGHT_START, claim, rests_on=rests_on)
                return y
        return None

    return part_by_part(p, solve_part)


def product_of_factors(p: Params, part: Part, of_part: str) -> Steps:
    """The slope of a chain."""
    slope = 1
    rests_on: tuple[Step, ...] = ()
    for number, operation in numbered(p, part):
        sign, constant = operation
        by = affine(operation, p.p)[0]
        if by == 1:
            continue
        if sign == "/":
            inverted = inverse(p.p, f"{number}{of_part}", constant, by)
            yield inverted
            rests_on += (inverted,)
        times = Line(by, 0, given_m=sign == "*").numbers[0]
        steeper = slope * by % p.p
        claim = Claim(f"mod {p.p} :: {slope} * {times} = {steeper}")
        words = of_operation(SLOPE, f"{number}{of_part}", later=bool(rests_on))
        step = Step(words, claim, f"s{number} {{}}", because=ONLY_FACTORS, rests_on=rests_on)
        yield step
        slope, rests_on = steeper, (step,)
    return slope
