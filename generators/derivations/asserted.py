"""Where the equations of a claim's subject come from: which step asserts them."""

from collections.abc import Sequence

from generators.claims.equations import (
    Equation,
    equations_of,
    introduces,
    is_asked,
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
        self.by: dict[Equation, int] = {}  # the latest step that asserts an equation
        self.on_trial: dict[Equation, int] = {}  # the latest one that is no main step
        self.read = -1  # steps before this one are read

    def sources(self, index: int) -> list[int | None]:
        """Of each part of a step's subject: the step that asserts it, the statement, or None for
        an inequality that supposes a case and an equation that names something new. Raises
        Underived."""
        self.read_steps_before(index)
        step, sources = self.own[index], []
        for part in equations_of(step.claim.text()).supposed:
            key = key_of(part)
            source = self.by.get(key)
            if source is None and step.role != "main":
                source = self.on_trial.get(key)
            if source is None and " = " in part:
                source = self.source_of_new(part, index)
            sources.append(source)
        return sources

    def source_of_new(self, part: str, index: int) -> int | None:
        """The source of an equation that nothing asserts: the latest step that shows the
        expressions of which it asks where they are 0 or equal, or the statement; None where it
        names something new. Raises Underived."""
        self.by[key_of(part)] = index
        for place in range(index - 1, -1, -1):
            step = self.own[place]
            if step.role == "main" and is_asked(part, equations_of(step.claim.text()).assertion):
                return place
        if is_asked(part, ", ".join(equations_of(self.conclusion.claim.text()).supposed)):
            return STATEMENT
        if not introduces(part, self.spoken_of(index)):
            raise Underived(index, f"{part} is not stated, and no earlier step asserts it")
        return None

    def read_steps_before(self, index: int) -> None:
        if self.read < 0:
            stated = equations_of(self.conclusion.claim.text()).supposed
            self.by = {key_of(part): STATEMENT for part in stated}
            self.read = 0
        for place in range(self.read, index):
            step = self.own[place]
            by = self.by if step.role == "main" else self.on_trial
            for equation in equations_of(step.claim.text()).asserted:
                by[equation] = place
        self.read = index

    def spoken_of(self, index: int) -> set[str]:
        """The letters of the statement's equations, and of all steps before this one."""
        stated = equations_of(self.conclusion.claim.text()).supposed
        texts = [*stated, *[step.claim.text() for step in self.own[:index]]]
        return set().union(*map(letters_of, texts))
