"""Problems and claims a second on one core: drawn, solved by four strategies, every step decided,
and rendered.

python -m benchmarks.generation [FAMILY ...]
"""

import sys

from benchmarks.timing import medians, table
from generators import catalog
from generators.problem import Setting
from generators.render import render

PROBLEMS = 400
INTEGER = 10_000  # problems a second that an integer family should reach at difficulty 2
OTHER = 5_000
SLOWEST = {2: 5_000, 3: 2_000}
# domains whose steps carry fractions, letters or matrices
RATIONAL = {"algebra", "fractions", "linear_algebra", "sequences"}
WHY = {
    "algebra.quadratic_equation": (
        "completing the square takes three identities of polynomials with fractions"
    ),
    "combinatorics.selections": (
        "every partial count is counted again by itself, which is what makes it mean something"
    ),
    "finite_fields.operation_chain": (
        "28 claims a problem, a third of them polynomials modulo p, and symbols to write for "
        "numbers"
    ),
    "fractions.fraction_sum": "lines of up to twelve numbers, compared as quotients",
    "linear_algebra.determinant": "lines of up to twelve numbers, one for a row of the matrix",
    "linear_algebra.linear_system": (
        "22 claims of up to twelve numbers, each line compared with the system's own solution"
    ),
    "number_theory.chinese_remainder": (
        "drawing pairwise coprime moduli and solving by extended Euclid"
    ),
    "number_theory.gcd": (
        "25 claims a problem; it is within a twentieth of the goal when the machine is quiet"
    ),
    "number_theory.modular_power": (
        "28 claims a problem, each with its modulus in words and a modular power decided"
    ),
    "probability.draws": "probabilities are decided as quotients of counts, each counted again",
    "sequences.polynomial_term": "whole rows of differences in one claim, up to fifteen numbers",
    "word_problems.two_quantities": (
        "stories of four sentences, and fractions in the elimination of unknowns"
    ),
}


def work(setting: Setting) -> int:
    """Draw, solve by four strategies, decide and render; gives the number of claims."""
    claims = 0
    for index in range(PROBLEMS):
        problem = setting.problem(0, index)
        problem.statement  # noqa: B018 - rendering it is part of the work
        names = problem.strategies()
        for name in (names * 2)[index % len(names) :][:4]:
            solution = problem.solve(name)
            render(problem, solution, "natural")
            claims += len(solution.steps)
    return claims


def main() -> None:
    settings = {
        (name, d): Setting(catalog.family(name), d)
        for name in sys.argv[1:] or catalog.names()
        for d in (2, 3)
    }
    claims = {key: work(setting) for key, setting in settings.items()}
    seconds = medians(
        {f"{name} {d}": lambda s=setting: work(s) for (name, d), setting in settings.items()}
    )
    rows = []
    for (name, d), count in claims.items():
        time = seconds[f"{name} {d}"]
        goal = SLOWEST[d] if d == 3 or name.split(".")[0] in RATIONAL else INTEGER
        note = (
            ""
            if PROBLEMS / time >= goal
            else f"below {goal:,}: {WHY.get(name, 'see the claims a problem takes')}"
        )
        rows.append(
            [
                name,
                str(d),
                f"{PROBLEMS / time:,.0f}",
                f"{count / time:,.0f}",
                f"{count / PROBLEMS:.1f}",
                note,
            ]
        )
    print(
        table(
            ["family", "difficulty", "problems/s", "claims/s", "claims a problem", "remark"], rows
        )
    )


if __name__ == "__main__":
    main()
