"""How well steps are read: lines of right solutions that are called right, unread or wrong, and
faults that are found; as Markdown.

`python -m benchmarks.steps [PROBLEMS [PAGE]]`: the number of problems a family and difficulty (20),
the page of docs/ to put it into.
"""

import sys
import time
from collections import Counter
from typing import Any

from benchmarks.into_docs import print_into
from benchmarks.rerendered import latex
from benchmarks.timing import table
from curricula.working.references import References
from curricula.working.step_reward import working
from curricula.working.steps import RIGHT, UNREAD, WRONG, read_steps
from generators.catalog import family, names
from generators.faults.error_injection import NoSlip, corrupt
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.render import render
from generators.solution import Solution, show_steps
from generators.stream import Stream

HEAD = [
    "family",
    "lines right",
    "unread",
    "wrong",
    "faults",
    "found",
    "later",
    "missed",
    "a right line blamed",
    "reward of a slip",
]


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    rows, all_counts, spent, texts = [], Counter(), 0.0, 0
    for name in names():
        counts: Counter[str] = Counter()
        for difficulty in DIFFICULTIES:
            setting = Setting(family(name), difficulty)
            for index in range(size):
                problem = setting.problem(19, index)
                references = References.of_problem(problem)
                read_steps("1 + 1 = 2", references)
                for strategy in problem.strategies():
                    solution = problem.solve(strategy)
                    begun = time.process_time()
                    working(render(problem, solution, "natural"), references)
                    spent, texts = spent + time.process_time() - begun, texts + 1
                    count_lines(counts, problem, solution, references)
                    count_fault(counts, problem, solution, references)
        rows.append(row(name, counts))
        all_counts += counts
    lines = [
        table(HEAD, [row("**all**", all_counts), *rows]),
        "",
        f"Step reward: {texts / spent:,.0f} completions a second.",
    ]
    print_into("\n".join(lines), "steps", sys.argv[2] if len(sys.argv) > 2 else None)


def count_lines(
    counts: Counter[str], problem: Problem[Any], solution: Solution, references: References
) -> None:
    """The lines of a right solution, in the plain style, the terse one, and in LaTeX."""
    lines = show_steps(solution.steps, problem.names)
    for text in (
        "\n".join(lines),
        "\n".join(map(latex, lines)),
        render(problem, solution, "terse").partition(" ; ")[2],
    ):
        counts.update([line.verdict for line in read_steps(text, references).lines])


def count_fault(
    counts: Counter[str], problem: Problem[Any], solution: Solution, references: References
) -> None:
    """Where the first wrong line of a corrupted solution is seen."""
    try:
        faulty = corrupt(
            problem, solution, Stream("benchmarks.steps", problem.id, solution.strategy)
        )
    except NoSlip:
        return
    shown = [i for i, step in enumerate(faulty.steps) if step.words]
    text = "\n".join(show_steps(faulty.steps, problem.names))
    first = read_steps(text, references).first_wrong
    seen = None if first is None else shown[first] - (faulty.fault_step or 0)
    counts["faults"] += 1
    counts[
        "missed" if seen is None else "found" if seen == 0 else "later" if seen > 0 else "early"
    ] += 1
    counts["share"] += round(1000 * working(text, references).share)


def row(label: str, counts: Counter[str]) -> list[str]:
    lines = counts[RIGHT] + counts[UNREAD] + counts[WRONG]
    faults = max(1, counts["faults"])
    cells = [f"{counts[verdict] / max(1, lines):.2%}" for verdict in (RIGHT, UNREAD, WRONG)]
    cells += [
        str(counts["faults"]),
        *[f"{counts[kind] / faults:.2%}" for kind in ("found", "later", "missed", "early")],
    ]
    return [label, *cells, f"{counts['share'] / faults / 1000:.2f}"]


if __name__ == "__main__":
    main()
