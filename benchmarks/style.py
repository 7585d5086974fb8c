"""How solutions read, family by family, beside what they are held to: operations a link, links a
line, reasons, openings, lengths, variety, and what must not occur.

python -m benchmarks.style [--style S] [--detail D] [--examples] [FAMILY ...]

A line is the opening, a step that shows, or the closing. A link is an equals sign between two
numeric members; its operations are the difference of the operators on its two sides. Tokens are
counted by our own rule (generators/tokens.py). Skeletons are lines with their formulas and numbers
masked.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import median
from typing import Any

from benchmarks.timing import table
from generators import catalog
from generators.claims.latex import latex_of
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.render import Rendering, render, statement, written
from generators.solution import Solution, Step, assertion_of_step
from generators.tokens import tokens_in

PROBLEMS = 24  # of each difficulty, all strategies
LINES = 2_000
SOLUTIONS = 100
APART = 0.3  # share of words in which two frames of statements differ
BIG_LINK = 2  # operations
LISTED = 6  # terms of a sum or a product that one link may add or multiply

WORD = re.compile(r"[a-z]+(?:-[a-z]+)?", re.ASCII)
REASON = re.compile(
    r"\b(?:because|since|as (?!well|often|large|long|small|it goes|such|much|many)"
    r"|by (?!\d)|using)\b",
    re.IGNORECASE,
)
CONCLUSION = re.compile(r"\b(?:so|thus|therefore|hence)\b", re.IGNORECASE)
TRUE_REASON = re.compile(r"\b(?:because|since|as (?:a|the|each|every|no|both|it|what)) ", re.I)
FORMULA = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
OPERATOR = re.compile(r"(?<=[\w)!\]] )[-+*/](?= )|\bmod\b|\^|!(?!=)|(?<=[\w)])/|[a-zC]+\(")
PLAIN_FRACTION = re.compile(r"(?<![\d)])\d+/\d+(?!\d)")
BINOMIAL = re.compile(r"C\(\d+, \d+\)")
LETTER = re.compile(r"(?<![A-Za-z])[a-zA-Z](?![A-Za-z(])")
FUNCTIONS = {"gcd", "lcm", "max", "min", "floor", "sqrt", "abs", "phi", "det", "f", "g", "C"}
FORBIDDEN = {
    "--": re.compile(r"--"),
    "-(-": re.compile(r"-\(-"),
    "1 *": re.compile(r"(?<![\w./{}])1 (?:\*|\\times|\\cdot) "),
    "^1": re.compile(r"\^1(?!\d)|\^\{1\}"),
}
CALLED = re.compile(r"(?<![A-Za-z\\])([a-zA-Z]{2,})\(|\\operatorname\{(\w+)\}")


@dataclass
class Measures:
    """What is counted in one family's solutions."""

    operations: Counter[int] = field(default_factory=Counter)  # of links
    too_big: list[str] = field(default_factory=list)  # links
    links: Counter[int] = field(default_factory=Counter)  # of lines
    lines: int = 0
    marked: int = 0  # lines with a reason or a conclusion word
    reasons: int = 0  # lines with a true reason
    solutions: int = 0
    opened: int = 0
    lengths: list[int] = field(default_factory=list)  # lines of a solution
    tokens: dict[int, list[int]] = field(default_factory=dict)  # of solutions, by difficulty
    line_tokens: list[int] = field(default_factory=list)
    skeletons: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    forbidden: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)


def links_of(assertion: str) -> Iterator[tuple[int, str, str]]:
    """Of each link its operations, and the two members; a binomial that is written out counts for
    none."""
    for chain in re.split(r", (?![^()\[\]]*[)\]])| or | and ", assertion):
        members = re.split(r" = ", chain)
        if BINOMIAL.fullmatch(members[0]):
            continue
        for left, right in zip(members, members[1:], strict=False):
            if not LETTER.search(left + " " + right):
                yield abs(operators(left) - operators(right)), left, right


def operators(member: str) -> int:
    return len(OPERATOR.findall(PLAIN_FRACTION.sub("7", member)))


def is_listed(left: str, right: str) -> bool:
    """Whether a link adds or multiplies out at most LISTED terms."""
    longer = left if operators(left) > operators(right) else right
    signs = set(re.findall(r" ([-+*/]) ", longer)) - ({"-"} if " + " in longer else set())
    return len(signs) == 1 and operators(longer) <= LISTED - 1 and "(" not in longer


def measure(name: str, rendering: Rendering) -> Measures:
    """The measures of one family."""
    found, family = Measures(), catalog.family(name)
    for difficulty in DIFFICULTIES:
        setting = Setting(family, difficulty)
        for index in range(PROBLEMS):
            problem = setting.problem(0, index)
            for strategy in problem.strategies():
                note(found, problem, problem.solve(strategy), rendering, difficulty)
    return found


def note(
    found: Measures, problem: Problem[Any], solution: Solution, rendering: Rendering, level: int
) -> None:
    """Adds one solution."""
    words = written(problem, solution, rendering)
    text = render(problem, solution, rendering, boxed=True, words=words)
    lines = [line for line in (words.opening, *words.words) if line]
    found.solutions += 1
    found.opened += bool(words.opening)
    found.lengths.append(len(lines))
    found.tokens.setdefault(level, []).append(tokens_in(text))
    for line, step in zip(words.words, solution.steps, strict=True):
        if "{}" in line:
            note_links(found, step, problem, rendering)
    repeated = Counter(
        [
            (line, step.claim.text())
            for line, step in zip(words.words, solution.steps, strict=True)
            if line
        ]
    )
    found.forbidden["repeated line"] += sum(repeated.values()) - len(repeated)
    for line in lines:
        found.lines += 1
        reason = TRUE_REASON.search(line) is not None
        found.marked += reason or bool(REASON.search(line) or CONCLUSION.search(line))
        found.reasons += reason
        if sum(found.skeletons.values()) < LINES:
            found.skeletons[skeleton(line)] += 1
    for line, step in zip(words.words, solution.steps, strict=True):
        if "{}" in line:
            shown_claim = shown(assertion_of_step(step, problem.names), rendering)
            found.line_tokens.append(tokens_in(line.replace("{}", shown_claim)))
        elif line:
            found.line_tokens.append(tokens_in(line))
    if found.solutions <= SOLUTIONS * 5 and found.solutions % 5 == 0:
        found.words |= set(WORD.findall(FORMULA.sub(" ", text).lower()))
    note_forbidden(found, text)


def shown(assertion: str, rendering: Rendering) -> str:
    """A claim in a style."""
    return f"\\({latex_of(assertion)}\\)" if rendering.style == "latex" else assertion


def note_links(found: Measures, step: Step, problem: Problem[Any], rendering: Rendering) -> None:
    links = list(links_of(assertion_of_step(step, problem.names)))
    found.links[len(links)] += 1
    for operations, left, right in links:
        found.operations[operations] += 1
        if operations > BIG_LINK and not is_listed(left, right):
            found.too_big.append(f"{left} = {right}")


def note_forbidden(found: Measures, text: str) -> None:
    for name, pattern in FORBIDDEN.items():
        if match := pattern.search(text):
            found.forbidden[name] += 1
            found.examples.setdefault(name, text[max(0, match.start() - 40) : match.end() + 20])
    for match in CALLED.finditer(text):
        function = match[1] or match[2]
        if function not in FUNCTIONS:
            found.forbidden[f"{function}()"] += 1


def skeleton(line: str) -> str:
    """A line with its formulas and numbers masked."""
    return re.sub(r"\d+(?:/\d+)?", "N", FORMULA.sub("F", line.replace("{}", "F")))


def frames(name: str, style: str) -> int:
    """How many statements differ from each other in structure, names and numbers masked."""
    family = catalog.family(name)
    masks: list[list[str]] = []
    problem = Setting(family, 3).problem(0, 0)
    for phrasing in range(len(family.statements)):
        text = statement(Problem(family, problem.params, phrasing, problem.id), style)
        mask = skeleton(text).lower().split()
        if all([distance(mask, other) >= APART for other in masks]):
            masks.append(mask)
    return len(masks)


def distance(first: list[str], second: list[str]) -> float:
    """The edit distance of two lists of words, by the longer one."""
    row = list(range(len(second) + 1))
    for i, word in enumerate(first, 1):
        previous, row[0] = row[0], i
        for j, other in enumerate(second, 1):
            previous, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, previous + (word != other)),
            )
    return row[-1] / max(len(first), len(second), 1)


def share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"


def percentile(values: list[int], part: float) -> int:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))] if values else 0


HEAD = [
    *("family", "link of 1 op", "links > 2 ops", "lines > 2 links", "reason or conclusion"),
    *("true reason", "opening", "lines (p90)", "tokens a line (p90)", "tokens d1", "d3"),
    *("d5 p90", "most", "skeletons", "ten commonest", "words", "frames", "forbidden"),
]
TARGETS = [
    *("*target*", ">= 75 %", "0", "0", "40-60 %", ">= 20 %", "96-99 %", "6-14, median 9"),
    *("20-42 (60)", "80-200", "200-450", "<= 900", "<= 1,200", ">= 35 %", "<= 12 %", ""),
    *(">= 8", "0"),
]


def row(name: str, found: Measures, style: str) -> list[str]:
    operations = found.operations
    links = sum(operations.values())
    many = sum([count for number, count in found.links.items() if number > 2])
    common = sum([count for _, count in found.skeletons.most_common(10)])
    tokens = found.tokens
    everything = [count for counts in tokens.values() for count in counts]
    return [
        name,
        share(operations[1] + operations[0], links),
        str(len(found.too_big)),
        share(many, sum(found.links.values())),
        share(found.marked, found.lines),
        share(found.reasons, found.lines),
        share(found.opened, found.solutions),
        f"{median(found.lengths):.0f} ({percentile(found.lengths, 0.9)})",
        f"{median(found.line_tokens):.0f} ({percentile(found.line_tokens, 0.9)})",
        f"{median(tokens.get(1, [0])):.0f}",
        f"{median(tokens.get(3, [0])):.0f}",
        str(percentile(tokens.get(5, [0]), 0.9)),
        str(max(everything)),
        share(len(found.skeletons), sum(found.skeletons.values())),
        share(common, sum(found.skeletons.values())),
        str(len(found.words)),
        str(frames(name, style)),
        ", ".join([f"{what} {count}" for what, count in found.forbidden.items() if count]) or "0",
    ]


def together(every: dict[str, Measures]) -> list[str]:
    """Over all families: words in a hundred solutions, and distinct skeletons of 2,000 lines."""
    words: set[str] = set()
    skeletons: Counter[str] = Counter()
    chance = Random(0)
    for found in every.values():
        words |= found.words
        # equal lines stand together, so that every n-th would count too few of them
        skeletons.update(chance.sample(list(found.skeletons.elements()), LINES // len(every)))
    common = sum([count for _, count in skeletons.most_common(10)])
    total = sum(skeletons.values())
    return [
        f"{len(words)} different words (>= 450 wanted);"
        f" of {total} lines {share(len(skeletons), total)} distinct skeletons (>= 35 %),"
        f" ten commonest {share(common, total)} (<= 12 %)"
    ]


def examples(name: str, found: Measures) -> Iterator[str]:
    """What to look at first."""
    for link in sorted(set(found.too_big), key=len)[:4]:
        yield f"{name}: link of more than {BIG_LINK} operations: {link}"
    for what, text in found.examples.items():
        yield f"{name}: {what}: ...{' '.join(text.split())}..."
    for line, count in found.skeletons.most_common(3):
        yield f"{name}: {count} times: {line}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--style", default="latex", choices=["plain", "latex"])
    parser.add_argument("--detail", default="normal", choices=["brief", "normal", "full"])
    parser.add_argument("--examples", action="store_true")
    parser.add_argument("families", nargs="*")
    asked = parser.parse_args()
    rendering = Rendering(asked.style, asked.detail)
    every = {name: measure(name, rendering) for name in asked.families or catalog.names()}
    print(table(HEAD, [TARGETS, *[row(name, found, asked.style) for name, found in every.items()]]))
    print("\n".join(["", *together(every)]))
    if asked.examples:
        for name, found in every.items():
            print("\n".join(examples(name, found)))


if __name__ == "__main__":
    main()
