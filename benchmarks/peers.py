"""Problems beside those of Reasoning Gym and mathematics_dataset on like subjects, in one run:
problems a second of CPU as ratios, and how many of them are different.

    python -m benchmarks.peers [COUNT] [docs/reasoning-gym.md]

To be run by a Python that has reasoning-gym (tests/clients/reasoning_gym.txt); the other one, which
needs an old SymPy, is run in an environment of its own. All draw COUNT problems, 500 without, at
their defaults, ours at difficulty 2: question and answer; ours also with four solutions each, every
step decided. Frames are what is left of questions when numbers, and letters that stand alone, are
taken away.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import NamedTuple

import reasoning_gym  # pyright: ignore[reportMissingImports]

from benchmarks.into_docs import print_into
from benchmarks.timing import table
from generators import catalog
from generators.problem import Setting
from generators.render import render
from tests.clients.environment import python_of

COUNT = 500
STRATEGIES = 4


class Subject(NamedTuple):
    """What is drawn of each of the three."""

    family: str
    gym: str
    module: str


SUBJECTS = (
    Subject("number_theory.gcd", "gcd", "numbers__gcd"),
    Subject("algebra.linear_equation", "simple_equations", "algebra__linear_1d"),
    Subject("algebra.quadratic_equation", "polynomial_equations", "algebra__polynomial_roots"),
    Subject("arithmetic.long_multiplication", "products", "arithmetic__mul"),
)
FILLED = re.compile(r"-?\d+(?:[.,/]\d+)*|\b[a-zA-Z]\b")


class Drawn(NamedTuple):
    """Questions, and the CPU seconds that they and their answers took."""

    questions: list[str]
    seconds: float

    def shares(self) -> str:
        """How many questions of a hundred are different, and how many frames there are."""
        frames = {FILLED.sub("#", question) for question in self.questions}
        share = len(set(self.questions)) / len(self.questions)
        return f"{share:.1%}, {len(frames):,}"


def theirs(name: str, count: int) -> Drawn:
    start = process_time()
    items = reasoning_gym.create_dataset(name, size=count, seed=1)
    questions = [items[number]["question"] for number in range(count)]
    return Drawn(questions, process_time() - start)


def ours(family: str, count: int, with_solutions: bool) -> Drawn:
    setting, questions = Setting(catalog.family(family), 2), []
    start = process_time()
    for index in range(count):
        problem = setting.problem(1, index)
        questions.append(problem.statement)
        names = problem.strategies()[:STRATEGIES] if with_solutions else ()
        for name in names:
            render(problem, problem.solve(name), "plain")
        problem.answer  # noqa: B018 - working it out is part of the work
    return Drawn(questions, process_time() - start)


def of_modules(count: int) -> dict[str, Drawn]:
    """What mathematics_dataset draws, by module."""
    script = Path(__file__).with_name("in_mathematics_dataset.py")
    names = [subject.module for subject in SUBJECTS]
    command = [str(python_of("mathematics_dataset")), str(script), str(count), *names]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return {name: Drawn(*drawn) for name, drawn in json.loads(done.stdout).items()}


def compared(subject: Subject, module: Drawn, count: int) -> list[str]:
    """The row of a subject."""
    for _ in range(2):  # the first time modules are read and forms compiled
        gym = theirs(subject.gym, count)
        plain, solved = [ours(subject.family, count, way) for way in (False, True)]
    pairs = ((gym, plain), (gym, solved), (module, plain), (module, solved))
    ratios = [f"{float(f'{other.seconds / own.seconds:.2g}'):g}" for other, own in pairs]
    shares = [drawn.shares() for drawn in (plain, gym, module)]
    return [f"{subject.family}, {subject.gym}, {subject.module}", *ratios, *shares]


def main() -> None:
    count = next((int(word) for word in sys.argv[1:] if word.isdecimal()), COUNT)
    page = next((word for word in sys.argv[1:] if word.endswith(".md")), None)
    modules = of_modules(count)
    head = ["ours, Reasoning Gym's, mathematics_dataset's"]
    for peer in ("Reasoning Gym", "mathematics_dataset"):
        head += [f"times as fast as {peer}", "with four solutions"]
    head += ["different questions, frames: ours", "Reasoning Gym's", "mathematics_dataset's"]
    rows = [compared(subject, modules[subject.module], count) for subject in SUBJECTS]
    print_into(table(head, rows), "peers", page)


if __name__ == "__main__":
    main()
