"""How well strategies are recognised: solutions written anew as models write them, by family,
manner and correctness, as Markdown.

`python -m benchmarks.recognition [PROBLEMS [PAGE]]`: the number of problems a family and difficulty
(20), the page of docs/ to put it into.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from benchmarks.into_docs import print_into
from benchmarks.rerendered import MANNERS, chosen, rerendered
from benchmarks.timing import table
from curricula.working.recognition import MIXED, NONE, recognise
from curricula.working.references import References
from generators.catalog import family, names
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.solution import show_steps
from generators.stream import Stream

HEAD = ["texts", "likest is right", "decided", "decided are right"]


class Case(NamedTuple):
    """One text: where it comes from, the strategy it was written by, the one named, and the likest
    one."""

    family: str
    manner: str
    correct: bool
    written: str
    named: str
    likest: str


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    cases: list[Case] = []
    answers: Counter[bool] = Counter()
    halves: Counter[str] = Counter()
    spent = 0.0
    for name in names():
        for difficulty in DIFFICULTIES:
            setting = Setting(family(name), difficulty)
            for index in range(size):
                problem = setting.problem(17, index)
                references = References.of_problem(problem)
                recognise(
                    "1 + 1 = 2", references
                )  # what is known of the problem is made once for a group
                stream = Stream("benchmarks.recognition", name, difficulty, index)
                for strategy in problem.strategies():
                    solution, manner = chosen(problem, strategy, stream), stream.choice(MANNERS)
                    text = rerendered(problem, solution, manner, stream)
                    begun = time.process_time()
                    found = recognise(text, references)
                    spent += time.process_time() - begun
                    correct = solution.correct and manner not in ("slip", "slurred")
                    cases.append(
                        Case(name, manner, correct, strategy, found.strategy, found.likest)
                    )
                for answer in (
                    problem.answer,
                    *show_steps(
                        [problem.solve(problem.family.reference.name).steps[-1]], problem.names
                    ),
                ):
                    answers[recognise(f"The answer is {answer}.", references).strategy == NONE] += 1
                    answers[
                        recognise(f"{answer}\n\\boxed{{{problem.answer}}}", references).strategy
                        == NONE
                    ] += 1
                halves[half_and_half(problem, references, stream)] += 1
    text = "\n\n".join(report(cases, answers, halves, len(cases) / spent))
    print_into(text, "recognition", sys.argv[2] if len(sys.argv) > 2 else None)


def half_and_half(problem: Problem[Any], references: References, stream: Stream) -> str:
    """What is said of the first half of one solution with the second half of another."""
    first, second = stream.shuffle(problem.strategies())[:2]
    above, below = [
        show_steps(problem.solve(strategy).steps[:-1], problem.names)
        for strategy in (first, second)
    ]
    found = recognise(
        "\n".join([*above[: len(above) // 2 + 1], *below[len(below) // 2 :]]), references
    ).strategy
    return (
        found
        if found in (MIXED, NONE)
        else "one of the two"
        if found in (first, second)
        else "a third"
    )


def row(label: str, cases: list[Case]) -> list[str]:
    decided = [case for case in cases if case.named != NONE]
    likest = sum(case.likest == case.written for case in cases) / max(1, len(cases))
    right = sum(case.named == case.written for case in decided) / max(1, len(decided))
    return [
        label,
        str(len(cases)),
        f"{likest:.2%}",
        f"{len(decided) / max(1, len(cases)):.2%}",
        f"{right:.2%}",
    ]


def report(
    cases: list[Case], answers: Counter[bool], halves: Counter[str], speed: float
) -> Iterator[str]:
    """The tables, paragraph by paragraph."""
    families = [row(name, [case for case in cases if case.family == name]) for name in names()]
    yield table(["family", *HEAD], [row("**all**", cases), *families])
    yield table(
        ["manner", *HEAD],
        [row(manner, [case for case in cases if case.manner == manner]) for manner in MANNERS],
    )
    by_truth = [
        row(("wrong", "right")[truth], [case for case in cases if case.correct == truth])
        for truth in (True, False)
    ]
    yield table(["arithmetic", *HEAD], by_truth)
    yield f"Answers alone: {answers[True]} of {answers.total()} undecided."
    counts = ", ".join(f"{what} {count}" for what, count in halves.most_common())
    yield f"Half of one solution and half of another: {counts}."
    yield f"{speed:,.0f} completions a second."
    yield (
        "Confusion, by family; rows are the strategies that texts were written by, "
        "columns what was named."
    )
    for name in names():
        yield f"**{name}**"
        yield confusion(name, [case for case in cases if case.family == name])


def confusion(name: str, cases: list[Case]) -> str:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        counts[case.written][case.named] += 1
    columns = [*family(name).strategies, MIXED, NONE]
    rows = [
        [words(written), *[str(counts[written][column] or "") for column in columns]]
        for written in family(name).strategies
    ]
    return table(["written by", *map(words, columns)], rows)


def words(strategy: str) -> str:
    return strategy.replace("_", " ")


if __name__ == "__main__":
    main()
