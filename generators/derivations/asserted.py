"""Where the equations of a claim's subject come from: which step asserts them."""

from collections.abc import Sequence

from generators.claims.equations import (
    Equation,
    Equations,
    introduces,
    is_one_shown,
    is_order,
    key_of,
    letters_of,
    questions_of,
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
        self.stated: Sequence[str] = ()  # the statement's equations, and how they are compared
        self.stated_keys: set[Equation] = set()
        self.letters: set[str] = set()  # of the equations stated and of texts up to `read_to`
        self.read_to = 0
        self.supposed_by: dict[Equation, int] = {}  # of those that nothing asserts, the first step

    def read(self) -> None:
        self.texts = [step.claim.text() for step in self.own]
        self.equations = list(map(Equations, self.texts))
        self.stated = Equations(self.conclusion.claim.text()).supposed
        self.stated_keys = set(map(key_of, self.stated))
        self.letters = letters_of(", ".join(self.stated))

    def sources(self, index: int) -> list[int | None]:
        """Of each part of a step's subject: the step that asserts it, the statement, or None for
        an inequality beside others, which supposes a case, and an equation that names something
        new. Raises Underived."""
        if not self.equations:
            self.read()
        step, sources = self.own[index], []
        supposed = self.equations[index].supposed
        for part in supposed:
            equation = key_of(part)
            source = self.source_of(equation, index)
            alone = step.role == "main" and len(supposed) == 1
            if source is None and (" = " in part or (alone and is_order(part))):
                self.supposed_by[equation] = index
                source = self.source_of_new(part, index)
            sources.append(source)
        return sources

    def source_of(self, equation: Equation, index: int) -> int | None:
        """The latest main step that asserts an equation, or else the first that supposes it, or the
        statement; where there is none, and for a step that is no main step, another such step."""
        source = self.latest(equation, index, main=True)
        if source is None:
            source = self.supposed_by.get(equation)
        if source is None and equation in self.stated_keys:
            source = STATEMENT
        if source is None and self.own[index].role != "main":
            source = self.latest(equation, index, main=False)
        return source

    def latest(self, equation: Equation, index: int, main: bool) -> int | None:
        """The latest step before this one that asserts an equation, of main steps or of others."""
        for place in range(index - 1, -1, -1):
            is_main = self.own[place].role == "main"
            if is_main is main and self.equations[place].asserts(equation):
                return place
        return None

    def source_of_new(self, part: str, index: int) -> int | None:
        """The source of an equation that nothing asserts: the latest step that shows the
        expressions of which it asks where they are 0 or equal, or the statement; None where it
        names something new. Raises Underived."""
        questions = questions_of(part)
        for place in range(index - 1, -1, -1):
            shown = self.equations[place].assertion
            if self.own[place].role == "main" and is_one_shown(questions, shown):
                return place
        if is_one_shown(questions, ", ".join(self.stated)):
            return STATEMENT
        if not introduces(part, self.spoken_of(index)):
            raise Underived(index, f"{part} is not stated, and no earlier step asserts it")
        return None

    def spoken_of(self, index: int) -> set[str]:
        """The letters of the statement's equations, and of all steps before this one."""
        self.letters |= letters_of(", ".join(self.texts[self.read_to : index]))
        self.read_to = index
        return self.letters
