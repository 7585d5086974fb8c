"""Where the equations of a claim's subject come from: which step asserts them."""

from collections.abc import Sequence

from generators.claims.equations import (
    Equation,
    Equations,
    equations_of,
    introduces,
    is_asked,
    is_order,
    key_of,
    letters_of,
)
from generators.derivations.sources import STATEMENT, Underived
from generators.solution import Step


class Asserted:
    """Which step of a solution asserts which equation, and which equations the statement states.
    Steps are read when the first claim supposes an equation."""

    def __init__(self, own: Sequence[Step], conclusion: Step) -> None:
        self.own, self.conclusion = own, conclusion
        self.texts: list[str] = []  # of the own steps, and what equations stand in them
        self.equations: list[Equations] = []
        self.stated: tuple[str, ...] = ()  # the statement's equations
        self.by: dict[Equation, int] = {}  # the latest step that asserts an equation
        self.on_trial: dict[Equation, int] = {}  # the latest one that is no main step
        self.noted = 0  # what steps before this one assert is noted
        self.letters: list[set[str]] = []  # those of the statement's equations, then of each step

    def read(self) -> None:
        self.texts = [step.claim.text() for step in self.own]
        self.equations = [equations_of(text) for text in self.texts]
        self.stated = equations_of(self.conclusion.claim.text()).supposed
        self.by = {key_of(part): STATEMENT for part in self.stated}

    def sources(self, index: int) -> list[int | None]:
        """Of each part of a step's subject: the step that asserts it, the statement, or None for
        an inequality beside others, which supposes a case, and an equation that names something
        new. Raises Underived."""
        if not self.equations:
            self.read()
        self.note_steps_before(index)
        step, sources = self.own[index], []
        for part in self.equations[index].supposed:
            key = key_of(part)
            source = self.by.get(key)
            if source is None and step.role != "main":
                source = self.on_trial.get(key)
            alone = step.role == "main" and len(self.equations[index].supposed) == 1
            if source is None and (" = " in part or (alone and is_order(part))):
                self.by[key] = index
                source = self.source_of_new(part, index)
            sources.append(source)
        return sources

    def note_steps_before(self, index: int) -> None:
        for place in range(self.noted, index):
            by = self.by if self.own[place].role == "main" else self.on_trial
            for equation in self.equations[place].asserted:
                by[equation] = place
        self.noted = index

    def source_of_new(self, part: str, index: int) -> int | None:
        """The source of an equation that nothing asserts: the latest step that shows the
        expressions of which it asks where they are 0 or equal, or the statement; None where it
        names something new. Raises Underived."""
        for place in range(index - 1, -1, -1):
            if self.own[place].role == "main" and is_asked(part, self.equations[place].assertion):
                return place
        if is_asked(part, ", ".join(self.stated)):
            return STATEMENT
        if not introduces(part, self.spoken_of(index)):
            raise Underived(index, f"{part} is not stated, and no earlier step asserts it")
        return None

    def spoken_of(self, index: int) -> set[str]:
        """The letters of the statement's equations, and of all steps before this one."""
        if not self.letters:
            self.letters = [letters_of(", ".join(self.stated)), *map(letters_of, self.texts)]
        return set().union(*self.letters[: index + 1])
