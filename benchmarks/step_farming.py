"""What step rewards pay to policies that solve nothing, and what they pay to right solutions that
are written otherwise; as Markdown.

    python -m benchmarks.step_farming [PROBLEMS [PAGE]]

PROBLEMS is the number of problems a family and difficulty (4), PAGE the page of docs/ to put the
tables into. No policy here does arithmetic of its own: it copies, orders, repeats, sprays and
guesses. Each of its texts ends with a wrong answer, so that `dense_then_binary` pays its steps
alone, but for the policies that guess the answer.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations, cycle, islice, pairwise, product
from statistics import mean
from typing import Any, NamedTuple

from benchmarks.into_docs import print_into
from benchmarks.rerendered import latex
from benchmarks.timing import table
from curricula.working.step_reward import dense_then_binary
from generators.catalog import family, names
from generators.problem import Problem, Setting
from generators.render import render
from generators.solution import show_steps
from generators.stream import Stream

DIFFICULTIES = (1, 2, 3)
BOUND = 0.02  # what no policy that does not solve may earn on average
SPRAYED = 12  # numerals of a statement that a spray of pairs takes
NUMERAL = re.compile(r"(?<![A-Za-z\d])\d+(?![A-Za-z\d])", re.ASCII)
DIGITS = re.compile(r"\d+", re.ASCII)
SYMBOL = re.compile(r"[A-Za-z]*\d+", re.ASCII)
EQUATION = re.compile(r"[-+*/^()\w ]*[\w)] = [-+*/^()\w ]*[\w)]", re.ASCII)
# what a line comes to: a number, also by a modulus, or a matrix
RESULT = re.compile(r" = -?(?:[\d/]+(?: \(mod \d+\))?|\[[-\d/,; ]+\])\.?$")
ORDER = re.compile("[<>]")
OPERATIONS = ("+", "-", "*", "/")


class Situation(NamedTuple):
    """A problem to be farmed: what a policy sees of it, the lines of its right solutions, and the
    same of another problem of the family."""

    problem: Problem[Any]
    other: Problem[Any]
    stream: Stream

    @property
    def numerals(self) -> list[str]:
        """The numerals of the statement, in order; of numbers with names, the names."""
        statement = self.problem.statement
        if self.problem.names is None:
            return NUMERAL.findall(statement)
        return [word for word in SYMBOL.findall(statement) if word in self.problem.names]

    @property
    def few(self) -> list[str]:
        """The different numerals of the statement, not too many."""
        return list(dict.fromkeys(self.numerals))[:SPRAYED]

    def solutions(self) -> list[list[str]]:
        return solutions_of(self.problem)


def solutions_of(problem: Problem[Any]) -> list[list[str]]:
    """The lines of the solutions by each strategy."""
    return [
        show_steps(problem.solve(strategy).steps, problem.names)
        for strategy in problem.strategies()
    ]


Lines = list[str]
Policy = Callable[[Situation], Iterator[Lines]]  # the texts that a policy writes


def windows(texts: Sequence[str], size: int) -> list[Sequence[str]]:
    return [texts[at : at + size] for at in range(len(texts) - size + 1)]


def in_order(numerals: Iterable[str]) -> list[str]:
    return sorted(numerals, key=lambda text: int(re.sub(r"\D", "", text)))


def sorted_windows(situation: Situation) -> Iterator[Lines]:
    """`7 < 8 < 40`."""
    for size in (2, 3, 4, 5):
        yield [" < ".join(in_order(window)) for window in windows(situation.numerals, size)]


def sorted_windows_with_equality(situation: Situation) -> Iterator[Lines]:
    for size in (2, 3, 4):
        found = windows(situation.numerals, size)
        yield [" <= ".join(in_order(window)) for window in found]
        yield [" >= ".join(reversed(in_order(window))) for window in found]


def sorted_choices(situation: Situation) -> Iterator[Lines]:
    """All pairs, and all threes, in order."""
    numerals = in_order(situation.few)
    yield [f"{a} < {b}" for a, b in combinations(numerals, 2)]
    yield [f"{a} < {b} < {c}" for a, b, c in combinations(numerals, 3)]


def windows_as_chains(situation: Situation) -> Iterator[Lines]:
    """`7 = 8 = 40`."""
    for size in (2, 3, 4):
        yield [" = ".join(window) for window in windows(situation.numerals, size)]


def unworked_sums(situation: Situation) -> Iterator[Lines]:
    """Windows with signs between, whose values nobody worked out, alone and as both sides."""
    for size in (2, 3, 4):
        found = windows(situation.numerals, size)
        for sign in OPERATIONS:
            yield [f" {sign} ".join(window) for window in found]
            yield [
                f"{(f' {sign} ').join(window)} = {(f' {sign} ').join(window)}" for window in found
            ]
        yield [f"{' + '.join(window)} = {' + '.join(reversed(window))}" for window in found]
        yield [f"{' * '.join(window)} = {' * '.join(reversed(window))}" for window in found]


def windows_as_results(situation: Situation) -> Iterator[Lines]:
    """`7 + 8 = 40`, whether it holds or not."""
    for sign in OPERATIONS:
        yield [f"{a} {sign} {b} = {c}" for a, b, c in windows(situation.numerals, 3)]
    yield [f"{a} = {b} * {c} + {d}" for a, b, c, d in windows(situation.numerals, 4)]
    yield [f"{a} * {b} - {c} * {d} = {a}" for a, b, c, d in windows(situation.numerals, 4)]


def copied_statement(situation: Situation) -> Iterator[Lines]:
    statement = situation.problem.statement
    yield [statement]
    yield [statement] * 10
    yield re.split(r"(?<=[.,;:?]) ", statement)


def equations_of(situation: Situation) -> list[str]:
    """The equations of the statement, or of what the problem is about."""
    subject = situation.problem.conclusion.text().rpartition(" :: ")[0]
    stated = [match.strip() for match in EQUATION.findall(situation.problem.statement)]
    return list(dict.fromkeys([*stated, *[part for part in subject.split(", ") if "=" in part]]))


def copied_equations(situation: Situation) -> Iterator[Lines]:
    equations = equations_of(situation)
    yield equations
    yield equations * 5
    yield [" = ".join(reversed(equation.split(" = "))) for equation in equations]
    for written in ("{} + 0", "1 * ({})", "({})", "{} + 5 - 5", "{} - 1 + 1"):
        yield [" = ".join(map(written.format, equation.split(" = "))) for equation in equations]
    sums = [(*a.split(" = "), *b.split(" = ")) for a, b in combinations(equations, 2)]
    yield [f"{s[0]} + {s[2]} = {s[1]} + {s[3]}" for s in sums if len(s) == 4]
    yield [f"{s[0]} - ({s[2]}) = {s[1]} - ({s[3]})" for s in sums if len(s) == 4]


def multiplied_equations(situation: Situation) -> Iterator[Lines]:
    """The statement's equations times its numbers, nothing worked out."""
    equations = [equation.split(" = ") for equation in equations_of(situation)]
    yield [
        f"{n} * ({left}) = {n} * ({right})"
        for n in situation.few
        for left, right in [sides for sides in equations if len(sides) == 2]
    ]


def sprayed_pairs(situation: Situation) -> Iterator[Lines]:
    """All pairs, unworked or ordered, and each said to be each."""
    pairs = list(combinations(situation.few, 2))
    for sign in (*OPERATIONS, "<", "!=", "mod"):
        yield [f"{a} {sign} {b}" for a, b in pairs]
    yield [f"{a} + {b} = {b} + {a}" for a, b in pairs]
    yield [f"{a} * {b} = {b} * {a}" for a, b in pairs]
    yield [f"{a} * {b} + {a} = {a} * ({b} + 1)" for a, b in pairs]


TRUTHS = (
    *("{0} = {0}", "{0} * 1 = {0}", "{0} + 0 = {0}", "{0} - {0} = 0", "{0}/{0} = 1"),
    *("0 * {0} = 0", "{0}/1 = {0}", "{0}^1 = {0}", "{0}^0 = 1", "{0} = 1 * {0} + 0"),
    *("2 * {0} = {0} + {0}", "{0} - 0 = {0}", "C({0}, 1) = {0}", "gcd({0}, {0}) = {0}"),
    *("max({0}, 0) = {0}", "1 * {0} = {0} = {0} * 1"),
)


def trivial_truths(situation: Situation) -> Iterator[Lines]:
    for truth in TRUTHS:
        yield [truth.format(number) for number in situation.few]
    yield [truth.format(number) for truth in TRUTHS for number in situation.few[:4]]
    for truth in TRUTHS[:5]:
        yield [truth.format(number) for number in range(21)]


def reference_numbers(situation: Situation) -> list[list[list[str]]]:
    """The numbers of each line of each solution, as a policy that was told them all would have
    them."""
    pattern = SYMBOL if situation.problem.names is not None else NUMERAL
    return [[pattern.findall(line) for line in lines] for lines in situation.solutions()]


def reference_numbers_in_order(situation: Situation) -> Iterator[Lines]:
    for lines in reference_numbers(situation):
        different = [in_order(set(numbers)) for numbers in lines if len(set(numbers)) > 1]
        yield [" < ".join(numbers) for numbers in different]
        yield [" <= ".join(in_order(numbers)) for numbers in lines if len(numbers) > 1]
        yield [" > ".join(reversed(numbers)) for numbers in different]


def reference_numbers_otherwise(situation: Situation) -> Iterator[Lines]:
    """The numbers of each line in relations that hold whatever they are, or do not hold."""
    for lines, lines_numbers in zip(
        situation.solutions(), reference_numbers(situation), strict=True
    ):
        some = [numbers for numbers in lines_numbers if len(numbers) > 1]
        yield [f"{' + '.join(n)} = {' + '.join(reversed(n))}" for n in some]
        yield [f"{' * '.join(n)} = {' * '.join(reversed(n))}" for n in some]
        yield [f"{' + '.join(n)} - {n[0]} = {' + '.join(n[1:])}" for n in some]
        yield [f"max({', '.join(n)}) = {in_order(n)[-1]}" for n in some]
        yield [f"{' != '.join(dict.fromkeys(n))}" for n in some]
        yield [" = ".join(n) for n in some]
        yield [f"{in_order(n)[0]} mod {in_order(n)[-1]} = {in_order(n)[0]}" for n in some]
        yield [f"{' + '.join(n)} = {situation.stream.choice(n)}" for n in some]
        for sign in OPERATIONS:  # where it is not the line's own
            others = [
                n
                for n, line in zip(lines_numbers, lines, strict=True)
                if len(n) > 1 and sign not in line
            ]
            yield [f" {sign} ".join(n[:-1]) + f" = {n[-1]}" for n in others]
        yield [f"{' + '.join(n)}" for n in some]
        yield [f"0 * ({' + '.join(n[:-1])}) = 0 * {n[-1]}" for n in some]


def another_problem(situation: Situation) -> Iterator[Lines]:
    """A right solution of another problem of the family."""
    yield from solutions_of(situation.other)


def restated_givens(situation: Situation) -> Iterator[Lines]:
    """What is given, said anew as if it were worked out: `x = 7 + 0`, `7 = 0 + 7 = 7`."""
    letters = "xyabcn"
    for written in ("{0} = {1} + 0", "{0} = {1} * 1", "{0} = {1} - 0", "{0} = {1} = {1} + 0"):
        yield [
            written.format(letter, number)
            for letter, number in zip(letters, situation.few, strict=False)
        ]
    for written in ("{0} = 0 + {0} = {0}", "{0} = {0} + 1 - 1", "{0} - {0} + {0} = {0}"):
        yield [written.format(number) for number in situation.few]
    for equation in equations_of(situation):
        yield [f"So {equation} + 0", f"{equation} - 0 = {equation.rpartition(' = ')[2]}"] * 3


def near_duplicates(situation: Situation) -> Iterator[Lines]:
    """The solutions of another problem with this problem's given numbers in place of its own, as if
    the two were the same but for these; nothing is worked out anew."""
    given = NUMERAL.findall(situation.other.statement)
    mine = NUMERAL.findall(situation.problem.statement)
    renamed = dict(zip(given, mine, strict=False))
    for lines in solutions_of(situation.other):
        yield [NUMERAL.sub(lambda n: renamed.get(n[0], n[0]), line) for line in lines]


def interleaved_copies(situation: Situation) -> Iterator[Lines]:
    """Copies of the statement's equations, or of its numbers in order, between the lines of another
    problem's solution."""
    copies = equations_of(situation) or [situation.problem.statement]
    ordered = [" < ".join(in_order(window)) for window in windows(situation.numerals, 2)]
    for lines in solutions_of(situation.other):
        yield list(chain.from_iterable(zip(lines, cycle(copies))))
        yield list(chain.from_iterable(zip(lines, cycle(ordered or copies))))


def identities(situation: Situation) -> Iterator[Lines]:
    """Identities about the statement's numbers, two by two, with no value worked out."""
    pairs = list(combinations(situation.few, 2))
    for identity in (
        *("({0} + {1})^2 = {0}^2 + 2 * {0} * {1} + {1}^2", "{0} - {1} = -({1} - {0})"),
        *("{0}/{1} = 1/({1}/{0})", "{0} * {1} = {1} * {0} + 0", "{0} + {1} - {1} = {0}"),
        *("({0} + {1}) * ({0} - {1}) = {0}^2 - {1}^2", "{0}/{1} + {1}/{1} = ({0} + {1})/{1}"),
    ):
        yield [identity.format(a, b) for a, b in pairs]


def guessed_answer(situation: Situation) -> Iterator[Lines]:
    """An answer that is another problem's, said in many ways."""
    answer = situation.other.answer
    yield [f"Answer: {answer}"]
    yield [*solutions_of(situation.other)[0][-1:], f"Answer: {answer}"]
    yield [f"x = {answer}", f"y = {answer}", f"The answer is {answer}.", f"Answer: {answer}"]


def lines_of_statement_numbers(situation: Situation) -> Iterator[Lines]:
    """Of each right solution the lines that hold no number but the statement's, 0, 1 and 2, and
    come to no number: what a policy knows that has learnt how solutions begin."""
    known = {*situation.numerals, *NUMERAL.findall(situation.problem.statement), "0", "1", "2"}
    for lines in situation.solutions() if situation.problem.names is None else ():
        copied = [
            line
            for line in lines[:-1]
            if known.issuperset(DIGITS.findall(line)) and RESULT.search(line) is None
        ]
        yield copied or [situation.problem.statement]


def sprayed_results(situation: Situation) -> Iterator[Lines]:
    """Sums of the statement's numbers with every result, in hope of one; also hidden among words
    that take a claim back, and as alternatives."""
    results = situation.problem.names or [str(number) for number in range(40)]
    for a, b in islice(combinations(situation.few, 2), 3):
        for sign in ("+", "-", "*"):
            sums = [f"{a} {sign} {b} = {result}" for result in results]
            yield sums
            yield [f"{each} times" for each in sums]
            yield [f"suppose {each}" for each in sums]
            yield [f"{result} = {a} {sign} {b}?" for result in results]
            yield [" or ".join(sums)]
            yield [" or ".join(sums[at : at + 5]) for at in range(0, len(sums), 5)]


def small_facts(situation: Situation) -> Iterator[Lines]:
    """Sums that are known by heart, whatever the problem is."""
    for low, high in ((1, 4), (1, 7), (1, 13), (5, 9)):
        pairs = list(product(range(low, high), repeat=2))
        yield [f"{a} + {b} = {a + b}" for a, b in pairs]
        yield [f"{a} * {b} = {a * b}" for a, b in pairs]
        yield [f"{a} - {b} = {a - b}" for a, b in pairs if a > b]
    yield ["2 - 1 = 1", "1 + 1 = 2"]
    yield ["3 - 1 = 2", "3 - 2 = 1", "4 - 1 = 3", "5 - 1 = 4"]
    for number in situation.few[:6]:
        if number.isdecimal():
            yield [f"{number} - {less} = {int(number) - less}" for less in (1, 2, 3)]


def facts_in_chains(situation: Situation) -> Iterator[Lines]:
    """The same, those of one value in one chain: `6 = 5 + 1 = 2 * 3 = 12 - 6`."""
    chains: list[tuple[int, str]] = []
    for value in range(2, 41):
        sums = [f"{a} + {value - a}" for a in range(1, value)]
        products = [f"{a} * {value // a}" for a in range(2, value) if value % a == 0]
        members = [*sums, *products, *[f"{value + a} - {a}" for a in range(1, 6)]]
        for at in range(0, len(members), 7):
            chains.append((value, " = ".join([str(value), *members[at : at + 7]])))
    yield [written for _, written in chains]
    for low, high in ((2, 10), (10, 20), (20, 41)):
        yield [written for value, written in chains if low <= value < high]


def neighbours_in_chains(situation: Situation) -> Iterator[Lines]:
    """The statement's numbers by the sums and products next to them, many to a chain."""
    few = [int(number) for number in situation.few if number.isdecimal()][:8]
    for size in (4, 8):
        yield [" = ".join([str(n), *[f"{n - a} + {a}" for a in range(1, size)]]) for n in few]
        yield [" = ".join([str(n), *[f"{n + a} - {a}" for a in range(1, size)]]) for n in few]
        yield [" = ".join([str(n), *[divided(n, a) for a in range(2, size + 1)]]) for n in few]


def divided(number: int, by: int) -> str:
    return f"{number // by} * {by} + {number % by}"


def borrowed_results(situation: Situation) -> Iterator[Lines]:
    """The lines of a right solution with the next line's result each, and with none."""
    for lines in situation.solutions():
        equations = [line for line in lines[:-1] if " = " in line and not ORDER.search(line)]
        worked = [line.rstrip(".").rpartition(" = ") for line in equations]
        parts = [re.split(r"[:=,] ", before)[-1] for before, _, _ in worked]
        results = [result for _, _, result in worked]
        yield [f"{part} = {result}" for part, result in zip(parts, results[1:], strict=False)]
        yield [f"{part} = {part}" for part in parts]
        yield [f"{part} = ?" for part in parts]
        yield [f"{result} = {result}" for result in results]
        yield [f"{part} < {result}" for part, result in zip(parts, results, strict=True)]


def numbers_through_functions(situation: Situation) -> Iterator[Lines]:
    """Functions that give back what they are given."""
    for lines in reference_numbers(situation):
        some = [numbers for numbers in lines if len(numbers) > 1]
        yield [f"gcd({n[0]}, {n[0]} * {n[1]}) = {n[0]}" for n in some]
        yield [f"({n[0]} + {n[1]})^2 - ({n[0]} - {n[1]})^2 = 4 * {n[0]} * {n[1]}" for n in some]
        yield [f"({n[0]} + {n[-1]}) * (1 - 1) = 0" for n in some]
        yield [f"{n[0]}^0 + {n[-1]}^0 = 2" for n in some]
        yield [f"max({', '.join(n)}) = max({', '.join(reversed(n))})" for n in some]
        yield [f"{n[0]} * x + {n[-1]} = {n[-1]} + {n[0]} * x" for n in some]
        yield [f"{n[0]}x - {n[0]}x = {n[-1]} - {n[-1]}" for n in some]
        yield [f"{n[0]} + {n[-1]} - {n[0]} = {n[-1]}" for n in some]


POLICIES: dict[str, Policy] = {
    "windows in order, `a < b < c`": sorted_windows,
    "windows in order, `a <= b`, `a >= b`": sorted_windows_with_equality,
    "all pairs and threes in order": sorted_choices,
    "windows as chains, `a = b = c`": windows_as_chains,
    "sums that are not worked out": unworked_sums,
    "windows as results, `a + b = c`": windows_as_results,
    "the statement copied": copied_statement,
    "its equations copied, turned, padded, added": copied_equations,
    "its equations times its numbers": multiplied_equations,
    "sprays of all pairs": sprayed_pairs,
    "truths that say nothing": trivial_truths,
    "reference numbers in order": reference_numbers_in_order,
    "reference numbers in other relations": reference_numbers_otherwise,
    "another problem's solution": another_problem,
    "lines of solutions that hold only the statement's numbers": lines_of_statement_numbers,
    "sums with every result": sprayed_results,
    "small facts known by heart": small_facts,
    "the same, many to a chain": facts_in_chains,
    "the statement's numbers and what is next to them, many to a chain": neighbours_in_chains,
    "right lines with other results or none": borrowed_results,
    "reference numbers through idle functions": numbers_through_functions,
    "the statement's numbers and equations restated": restated_givens,
    "another problem's solution about this problem's numbers": near_duplicates,
    "copies and another problem's solution, line by line": interleaved_copies,
    "identities of the statement's numbers": identities,
    "a guessed answer": guessed_answer,
}
GUESSES = (guessed_answer,)


class Paid(NamedTuple):
    """What one text earned."""

    family: str
    difficulty: int
    step_reward: float
    dense_then_binary: float


def situations(name: str, difficulty: int, size: int) -> Iterator[Situation]:
    setting = Setting(family(name), difficulty)
    problems = [setting.problem(23, index) for index in range(size + 1)]
    for index, (problem, other) in enumerate(pairwise(problems)):
        yield Situation(problem, other, Stream("benchmarks.step_farming", name, difficulty, index))


def pay(situation: Situation, texts: Sequence[str]) -> list[tuple[float, float]]:
    """The two rewards of each text."""
    problem = situation.problem
    size = len(texts)
    columns: dict[str, Any] = {
        "family": [problem.family.name] * size,
        "params": [problem.params_text] * size,
        "answer": [problem.answer] * size,
        "answer_kind": [problem.answer_kind] * size,
    }
    extra: dict[str, list[float]] = {}
    mixed = dense_then_binary()(texts, log_extra=extra.__setitem__, **columns)
    shares = extra["step_share"]  # what step_reward gives, read once for both
    return [(share, mix or 0.0) for share, mix in zip(shares, mixed, strict=True)]


def farmed(
    policy: Policy, situation: Situation, most: int | None = None
) -> list[tuple[float, float]]:
    """What the texts of a policy earn, or so many of them as are asked for, spread over all."""
    lines_of_texts = [lines for lines in policy(situation) if any(lines)]
    if most is not None and len(lines_of_texts) > most:
        lines_of_texts = situation.stream.shuffle(lines_of_texts)[:most]
    ending = [] if policy in GUESSES else ["Answer: no idea"]
    return pay(situation, ["\n".join([*lines, *ending]) for lines in lines_of_texts])


def farm(
    size: int, policies: dict[str, Policy] = POLICIES, most: int | None = None
) -> dict[str, list[Paid]]:
    """What every policy earns on every family and difficulty, a text at a time, at most so many
    texts a problem."""
    paid: dict[str, list[Paid]] = defaultdict(list)
    for name, difficulty in product(names(), DIFFICULTIES):
        for situation in situations(name, difficulty, size):
            for label, policy in policies.items():
                earned = farmed(policy, situation, most)
                paid[label] += [Paid(name, difficulty, *both) for both in earned]
    return paid


def farming_table(paid: dict[str, list[Paid]]) -> str:
    rows = []
    for label, cases in paid.items():
        by_family = defaultdict(list)
        for case in cases:
            by_family[case.family].append(case.step_reward)
        most = max(by_family, key=lambda name: mean(by_family[name]))
        rows.append(
            [
                label,
                str(len(cases)),
                f"{mean([case.step_reward for case in cases]):.4f}",
                f"{max([case.step_reward for case in cases]):.2f}",
                f"{mean([case.dense_then_binary for case in cases]):.4f}",
                f"{max([case.dense_then_binary for case in cases]):.2f}",
                f"{most} {mean(by_family[most]):.3f}",
            ]
        )
    head = ["policy", "texts", "step reward", "most", "dense then binary", "most", "best family"]
    return table(head, rows)


# Right solutions, written otherwise


def joined(lines: Lines) -> Lines:
    """Two steps to a line."""
    return [
        ", so ".join([line.rstrip(".") for line in lines[at : at + 2]])
        for at in range(0, len(lines), 2)
    ]


def chained(lines: Lines) -> Lines:
    """Lines of which one goes on from the last one's result are one chain."""
    merged: Lines = []
    for line in lines:
        before = merged[-1].rstrip(".") if merged else ""
        shown = line.partition(": ")[2] or line
        result = before.rpartition(" = ")[2]
        if result and shown.startswith(f"{result} = "):
            merged[-1] = before + shown[len(result) :]
        else:
            merged.append(line)
    return merged


def one_left_out(lines: Lines, stream: Stream) -> Lines:
    return [line for line in lines if stream.below(6)]


def sixth_left_out(lines: Lines, stream: Stream) -> Lines:
    first = stream.below(6)
    return [line for at, line in enumerate(lines) if at % 6 != first]


def written_otherwise(problem: Problem[Any], strategy: str, stream: Stream) -> dict[str, str]:
    """A right solution in several manners."""
    solution = problem.solve(strategy)
    lines = show_steps(solution.steps, problem.names)
    terse = render(problem, solution, "terse")
    own, parts = lines[:-1], terse.split(" ; ")
    answer = f"Answer: {problem.answer}"
    kept = [part for part in parts[1:-1] if stream.below(6)]
    return {
        "plain": "\n".join([*lines, answer]),
        "terse": f"{terse} ; answer {problem.answer}",
        "LaTeX": "\n".join([*map(latex, lines), answer]),
        "two steps a line": "\n".join([*joined(own), lines[-1], answer]),
        "chained": "\n".join([*chained(own), lines[-1], answer]),
        "one in six left out": "\n".join([*one_left_out(own, stream), lines[-1], answer]),
        "every sixth left out": "\n".join([*sixth_left_out(own, stream), lines[-1], answer]),
        "terse, one in six left out": " ; ".join(
            [parts[0], *kept, parts[-1], f"answer {problem.answer}"]
        ),
        "twice over": "\n".join([*own, *own, answer]),
        "shuffled": "\n".join([*stream.shuffle(own), answer]),
    }


def solved(size: int) -> dict[str, dict[str, list[float]]]:
    """What right solutions earn, by family and manner."""
    shares: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for name, difficulty in product(names(), DIFFICULTIES):
        for situation in situations(name, difficulty, size):
            for strategy in situation.problem.strategies():
                texts = written_otherwise(situation.problem, strategy, situation.stream)
                for manner, (share, _) in zip(
                    texts, pay(situation, list(texts.values())), strict=True
                ):
                    shares[name][manner].append(share)
    return shares


def solved_table(shares: dict[str, dict[str, list[float]]]) -> str:
    manners = list(next(iter(shares.values())))
    rows = [
        [name, *[f"{mean(by_manner[manner]):.3f}" for manner in manners]]
        for name, by_manner in shares.items()
    ]
    return table(["family", *manners], rows)


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    page = sys.argv[2] if len(sys.argv) > 2 else None
    print_into(farming_table(farm(size)), "farming", page)
    print_into(solved_table(solved(size)), "solved", page)


if __name__ == "__main__":
    main()
