"""Reference solutions written anew as models write them: lines left out, reordered, numbered, in
LaTeX, with scratch work, with slips."""

import re
from typing import Any

from generators.faults.error_injection import NoSlip, corrupt
from generators.layout import spaced
from generators.problem import Problem
from generators.render import wording_of
from generators.solution import Solution, show_steps
from generators.stream import Stream

LEFT_OUT = 30  # per cent of the lines
MANNERS = ("plain", "reordered", "numbered", "latex", "terse", "scratch", "slip", "slurred")
NUMBER = re.compile(r"(?<![A-Za-z\d])\d+")
FRACTION = re.compile(r"(?<![\w)])(\d+)/(\d+)(?![\w(^])")


def chosen(problem: Problem[Any], strategy: str, stream: Stream) -> Solution:
    """The solution by a strategy with its free choices, such as a guess, drawn."""
    choices = problem.family.strategies[strategy].choices
    return problem.solve(
        strategy, **{name: stream.choice(options) for name, options in choices.items()}
    )


def rerendered(problem: Problem[Any], solution: Solution, manner: str, stream: Stream) -> str:
    """The solution in one of the manners, without its opening line, which names the strategy. In
    the manner `slip` one step is wrong and what follows is worked from it; in `slurred` two lines
    in three have a wrong number and nothing follows from it."""
    if manner == "slip" and solution.correct:
        try:
            solution = corrupt(problem, solution, stream)
        except NoSlip:
            pass
    written = show_steps(solution.steps[:-1], problem.names)
    lines = [line for line in written if stream.below(100) >= LEFT_OUT] or [stream.choice(written)]
    if manner == "reordered":
        lines = stream.shuffle(lines)
    elif manner == "numbered":
        lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    elif manner == "latex":
        lines = [latex(line) for line in lines]
    elif manner == "terse":
        wording = wording_of(problem, "terse")
        return " ; ".join(
            [spaced(line.rstrip("."), wording) for line in lines] + [f"answer {solution.answer}"]
        )
    elif manner == "scratch":
        lines = [part for line in lines for part in (line, *scratch(stream))]
    elif manner == "slurred":
        lines = [slurred(problem, line, stream) if stream.below(3) else line for line in lines]
    return "\n".join([*lines, f"Answer: {solution.answer}"])


def latex(line: str) -> str:
    line = FRACTION.sub(r"\\frac{\1}{\2}", line).replace(" * ", r" \times ")
    return re.sub(r"\^(\d+)", r"^{\1}", line).replace(": ", ": $") + ("$" if ": " in line else "")


def scratch(stream: Stream) -> list[str]:
    """Now and then a sum that has nothing to do with the problem."""
    a, b = stream.between(2, 99), stream.between(2, 99)
    return [f"Scratch: {a} + {b} = {a + b}."] if stream.below(2) else []


def slurred(problem: Problem[Any], line: str, stream: Stream) -> str:
    """The line with one of its numbers changed."""
    if problem.names is not None:
        found = [(match, stream.choice(problem.names)) for match in re.finditer(r"\be\d+\b", line)]
    else:
        found = [
            (match, str(int(match[0]) + stream.between(1, 9))) for match in NUMBER.finditer(line)
        ]
    if not found:
        return line
    match, other = stream.choice(found)
    return line[: match.start()] + other + line[match.end() :]
