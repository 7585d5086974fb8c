"""Problems and claims a second on one core: drawn, solved by four strategies, every step decided, and rendered.

python -m benchmarks.generation [FAMILY ...]
"""

import sys

from benchmarks.timing import medians, table
from generators import catalog
from generators.problem import Setting
from generators.stream import Stream
from generators.wording import render

PROBLEMS = 400
INTEGER = 10_000  # problems a second that an integer family should reach at difficulty 2
OTHER = 5_000
SLOWEST = {2: 5_000, 3: 2_000}
RATIONAL = {"algebra", "fractions", "linear_algebra", "sequences"}  # domains whose steps carry fractions, letters or matrices
WHY = {
    "combinatorics.selections": "counting each part again is what makes a count mean something",
}


def work(setting: Setting) -> int:
    """Draw, solve by four strategies, decide and render; gives the number of claims."""
    claims = 0
    for index in range(PROBLEMS):
        problem = setting.problem(0, index)
        problem.statement  # noqa: B018 - rendering it is part of the work
        for name in Stream("strategies", problem.id).shuffle(problem.strategies())[:4]:
            solution = problem.solve(name)
            render(problem, solution, "natural")
            claims += len(solution.steps)
    return claims


def main() -> None:
    settings = {(name, d): Setting(catalog.family(name), d) for name in sys.argv[1:] or catalog.names() for d in (2, 3)}
    claims = {key: work(setting) for key, setting in settings.items()}
    seconds = medians({f"{name} {d}": lambda s=setting: work(s) for (name, d), setting in settings.items()})
    rows = []
    for (name, d), count in claims.items():
        time = seconds[f"{name} {d}"]
        goal = SLOWEST[d] if d == 3 or name.split(".")[0] in RATIONAL else INTEGER
        note = "" if PROBLEMS / time >= goal else f"below {goal:,}: {WHY.get(name, 'see the claims a problem takes')}"
        rows.append([name, str(d), f"{PROBLEMS / time:,.0f}", f"{count / time:,.0f}", f"{count / PROBLEMS:.1f}", note])
    print(table(["family", "difficulty", "problems/s", "claims/s", "claims a problem", "remark"], rows))


if __name__ == "__main__":
    main()
