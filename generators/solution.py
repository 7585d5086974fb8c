"""A solution: the steps that one strategy yields for one problem, each a line of words with a claim
that a machine decides."""

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any, Literal, NamedTuple, get_args

from generators.claims.claim import UNMARKED, Claim, Number
from generators.claims.latex import latex_of
from generators.claims.printer import Form, name_of
from generators.claims.remembered import Remembered, Together
from generators.errors import FamilyError, RequestError

Role = Literal["main", "abandoned", "check", "corrupted"]
Detail = Literal["brief", "normal", "full"]
ROLES: tuple[str, ...] = get_args(Role)
DETAILS: tuple[str, ...] = get_args(Detail)
HOLE = re.compile(r"\{([^{}]*)\}")
DIGITS = re.compile(r"\d+", re.ASCII)


@dataclass(slots=True, unsafe_hash=True, init=False)
class Step:
    """One line of a solution: `Step("Divide {a} by {b}: {}.", f"{a} = {q:new} * {b} + {r:new}")`.

    `{}` in `words` shows the claim; without it the claim stays in the file and only the words show.
    `{a}` shows the number of the claim whose hole holds `a`. Between backquotes stands maths, which
    the LaTeX style prints as such. Several phrasings are a tuple, of which each solution gets one;
    `words` is then the first of them.

    `because` is a clause that says why, such as "every common divisor also divides the remainder";
    it shows where a solution uses it first. `detail` is the least detail at which the line shows:
    `brief` (always), `normal` or `full`. `brief` is the same line in the terse style, where most
    lines are the claim alone; instead of the claim it may show some of its numbers, by name or as
    `{2}`, the number at place 2.

    `role` is `main` for a line on which the answer rests, `abandoned` for a trial that failed,
    `check` for a line that tests a result, `corrupted` for one that is wrong on purpose. `rests_on`
    names earlier steps that this one needs, where their numbers do not say so.

    The core fills in the rest (derivations/): `premises`, the indices of the steps it rests on, -1
    for the statement; `found`, the places of the numbers that it gives; `constants`, the numbers
    that it declares."""

    words: str
    claim: Claim
    brief: str
    because: str | tuple[str, ...] = field(compare=False)
    detail: Detail = field(compare=False)
    phrasings: str | tuple[str, ...] = field(init=False, compare=False)
    role: Role = field(compare=False)
    rests_on: tuple["Step", ...] = field(compare=False)
    premises: tuple[int, ...] = field(compare=False)
    found: tuple[int, ...] = field(compare=False)
    constants: tuple[Number, ...] = field(compare=False)

    def __init__(
        self,
        words: str | tuple[str, ...],
        claim: Claim | str,  # an f-string of a family's file is a claim (claims/written.py)
        brief: str = "{}",
        *,
        because: str | tuple[str, ...] = "",
        detail: Detail = "brief",
        role: Role = "main",
        rests_on: tuple["Step", ...] = (),
        premises: tuple[int, ...] = (),
        found: tuple[int, ...] = (),
        constants: tuple[Number, ...] = (),
    ) -> None:
        self.words = words[0] if words.__class__ is tuple else words  # type: ignore[assignment]
        self.claim = claim  # type: ignore[assignment]
        self.brief = brief
        self.because = because
        self.detail = detail
        self.phrasings = words
        self.role = role
        self.rests_on = rests_on
        self.premises = premises
        self.found = found
        self.constants = constants

    def but(self, **changes: Any) -> "Step":
        """The step with some of its fields replaced."""
        fields = {name: getattr(self, name) for name in FIELDS}
        return Step(**{**fields, "words": self.phrasings, **changes})

    def __repr__(self) -> str:
        return f"<Step {self.role}: {self.words!r} {self.claim.text()!r}>"

    @property
    def gives(self) -> tuple[Number, ...]:
        """The numbers that this step finds."""
        values = self.claim.values
        return tuple([values[hole] for hole in self.found])


FIELDS = [name for name in Step.__dataclass_fields__ if name not in ("words", "phrasings")]
Steps = Generator[Step, None, Any]  # a strategy returns the answer it reached


class Line(NamedTuple):
    """Words ready to be filled: the function that puts in the claim, the pieces of maths and the
    claim's numbers, of which places say those that the words show. Each piece of maths is a form
    with the places of its numbers."""

    put: Callable[..., str]
    places: tuple[int, ...]
    maths: tuple[tuple[Form, tuple[int, ...]], ...] = ()


# of all shapes of claims: 4 MB, and most lines that are read anew are not met again: 20,000 took
# 7 MB more, and neither they nor 200,000 made a build of all families in turn faster
KEPT_LINES = Together(8_000)


def line_of(words: str, claim: Claim) -> Line:
    """The words of a claim ready to be filled. Raises FamilyError for a name that the claim does
    not have."""
    lines = claim.marks.lines
    line = lines.get(words)
    if line is None:
        line = read_line(words, claim)
        if claim.marks is not UNMARKED or any([not hole.isdigit() for hole in HOLE.findall(words)]):
            KEPT_LINES.put(lines, words, line)
    return line


def read_line(words: str, claim: Claim) -> Line:
    """The same, worked out anew."""
    check_maths(words)
    parts = words.split("`")
    before = 1 + len(parts) // 2  # what is put in before the numbers
    text, shown, maths = "", [], []
    for part_number, part in enumerate(parts):
        pieces = HOLE.split(part)
        if part_number % 2:
            places = [place_of(hole, claim, words) for hole in pieces[1::2]]
            maths.append((Form("{}".join(pieces[::2])), tuple(places)))
            text += f"{{{len(maths)}}}"
            continue
        for number, piece in enumerate(pieces):
            if not number % 2:
                text += piece.replace("{", "{{").replace("}", "}}")
            elif piece:
                shown.append(place_of(piece, claim, words))
                text += f"{{{before + shown[-1]}}}"
            else:
                text += "{0}"
    return Line(text.format, tuple(shown), tuple(maths))


def check_words(step: Step) -> None:
    """Raises FamilyError where one of a step's phrasings, its reason or its terse words shows what
    its claim does not have, or where its options are none; TypeError for words that are no text."""
    sound = step.claim.marks.sound
    if step.phrasings not in sound:
        check_options(step)  # which a line of a file has with its words
        check_texts(step.phrasings, step.claim)
    if step.because and step.because not in sound:
        check_texts(step.because, step.claim)


def check_options(step: Step) -> None:
    """Raises FamilyError for terse words, a detail, a role or premises that a step cannot have."""
    check_texts(step.brief, step.claim)
    if step.detail not in DETAILS:
        raise FamilyError(f"its detail is one of {', '.join(DETAILS)}, not {step.detail!r}")
    if step.role not in ROLES:
        raise FamilyError(f"its role is one of {', '.join(ROLES)}, not {step.role!r}")
    premises: Any = step.rests_on
    listed = isinstance(premises, (tuple, list))
    if not listed or not all([isinstance(premise, Step) for premise in premises]):
        raise FamilyError(f"its rests_on is a tuple of steps, (step,), not {premises!r}")


def check_texts(texts: str | tuple[str, ...], claim: Claim) -> None:
    """The same for some texts, which are remembered as sound. Their lines are not read yet: of
    several phrasings one is shown."""
    phrasings = several(texts)
    for hole in filter(None, dict.fromkeys(chain.from_iterable(map(HOLE.findall, phrasings)))):
        place_of(hole, claim, next(text for text in phrasings if f"{{{hole}}}" in text))
    for text in phrasings:
        if "`" in text:
            check_maths(text)
        if "\n" in text:
            raise FamilyError(f"the words {text!r} break the line; write two steps")
    if claim.marks is not UNMARKED:  # which claims of other numbers have too
        KEPT_LINES.put(claim.marks.sound, texts, None)


def check_maths(words: str) -> None:
    """Raises FamilyError for words that show the claim between backquotes, or have one too many."""
    if words.count("`") % 2:
        raise FamilyError(f"the words {words!r} have a backquote without another")
    if any(["{}" in maths for maths in words.split("`")[1::2]]):
        raise FamilyError(f"the words {words!r} show the claim between backquotes")


def shows_claim_alone(words: str) -> bool:
    """Whether words show of their claim no more than itself, if that: such a line is not read."""
    return words.count("{") == words.count("{}") and "`" not in words


def several(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    """One text or many as many."""
    return texts if isinstance(texts, tuple) else (texts,)


def filled(text: str, claim: Claim, names: Sequence[str] | None = None, latex: bool = False) -> str:
    """Words with each named hole replaced by its number; `{}` stays. Raises FamilyError for a name
    that the claim does not have."""
    return text if shows_claim_alone(text) else fill(text, claim, "{}", names, latex)


def fill(
    words: str, claim: Claim, assertion: str, names: Sequence[str] | None, latex: bool = False
) -> str:
    """Words with the claim's numbers, and the assertion in its place."""
    line, values = claim.marks.lines.get(words), claim.values
    if line is None and shows_claim_alone(words):
        return words.replace("{}", assertion)
    line = line or line_of(words, claim)
    if latex or names is not None or line.maths:
        return line.put(
            assertion,
            *[maths_in_words(form, values, places, names, latex) for form, places in line.maths],
            *[
                number_in_words(value, names, latex) if place in line.places else value
                for place, value in enumerate(values)
            ],
        )
    return line.put(assertion, *values)


def number_in_words(value: Any, names: Sequence[str] | None, latex: bool) -> str:
    """A number as words show it, or its name."""
    if names is not None:
        return name_of(value, names)
    plain = not latex or (value >= 0 and value.denominator == 1)
    return str(value) if plain else in_sentence(latex_of(str(value)))


def maths_in_words(
    form: Form,
    values: Sequence[Any],
    places: Sequence[int],
    names: Sequence[str] | None,
    latex: bool,
) -> str:
    """A piece of maths as words show it, with the numbers at these places."""
    own = [values[place] for place in places]
    text = form.show(own) if names is None else form.show_named(own, names)
    return in_sentence(latex_of(text)) if latex else text


def in_sentence(latex: str) -> str:
    """A formula as it stands inside a sentence."""
    return f"\\({latex}\\)"


def place_of(hole: str, claim: Claim, text: str) -> int:
    """The place, among the claim's numbers, of the one that a named hole shows."""
    if hole.isdigit() and int(hole) < len(claim.values):
        return int(hole)
    place = claim.marks.names.get(hole)
    if place is None:
        known = ", ".join([f"{{{name}}}" for name in claim.marks.names]) or "none"
        raise FamilyError(
            f"the words {text!r} show {{{hole}}}, which is no number of their claim;"
            f" words may show {known}, and {{}} for the claim"
        )
    return place


def brief_of(step: Step) -> str:
    """The terse words with each named hole as the place of its number."""
    if "{" not in step.brief:
        return step.brief
    places = [f"{{{place}}}" for place in range(len(step.claim.values))]
    return line_of(step.brief, step.claim).put("{}", *places)


def said_in(step: Step) -> set[int]:
    """The whole numbers that a step's words say, in each of its phrasings."""
    said = [set(map(int, DIGITS.findall(filled(w, step.claim)))) for w in several(step.phrasings)]
    return set.intersection(*said)


class Cost(NamedTuple):
    """What a solution takes: its steps, the operations written in them, and the digits of the
    largest number; of a fraction those of its larger part."""

    steps: int
    operations: int
    digits: int


class Backtrack(NamedTuple):
    """An attempt that a solution gives up: by which strategy, empty for a guess, and why; its steps
    go from `start` to before `stop`, the last of which says why it is left."""

    strategy: str
    reason: str
    start: int
    stop: int


class Solution(NamedTuple):
    """What a strategy did with a problem. The last step's claim is the family's conclusion;
    `correct` says that it holds. A faulty solution names the step whose claim fails, counted from
    0, the kind of fault, and the later steps that are worked with the wrong number (`carried`).
    `backtracks` are attempts that come first and are given up; `checked` says that the line before
    the last tests the answer (faults/backtracking.py). `problem` is the Problem that it solves,
    which writes it; two solutions are equal whatever that is."""

    strategy: str
    approach: str
    choices: dict[str, Any]
    steps: list[Step]
    answer: str
    correct: bool = True
    fault_step: int | None = None
    fault_kind: str | None = None
    carried: tuple[int, ...] = ()
    backtracks: tuple[Backtrack, ...] = ()
    checked: bool = False
    problem: Any = None

    def text(
        self,
        style: str = "plain",
        detail: str = "normal",
        label: str = "",
        phrasing: int = 0,
        boxed: bool = False,
    ) -> str:
        """The solution as it is written: in a `style` (plain, latex or terse) and at a `detail`
        (brief, normal or full), its strategy named `first`, `last` or not at all (`none`; empty is
        usual for the style), in the phrasings that the seed `phrasing` draws, its answer in a box
        where it is to be `boxed`. Raises RequestError."""
        return self.solved.text_of(self, style, detail, label, phrasing, boxed)

    def graph(self) -> str:
        """What each step rests on, drawn in signs, a line a step. Raises RequestError."""
        return "\n".join(self.solved.graph_of(self))

    @property
    def solved(self) -> Any:
        """The problem that it solves. Raises RequestError where it knows none."""
        if self.problem is None:
            raise RequestError("this solution knows no problem; take one that a problem gives")
        return self.problem

    def __repr__(self) -> str:
        of = f" of {self.problem.id}" if self.problem is not None else ""
        wrong = "" if self.correct else f", wrong on purpose ({self.fault_kind})"
        count = len(self.steps) - 1
        steps = f"{count} step" + "s" * (count != 1)
        return f"<Solution{of} by {self.strategy}: {steps}, answer {self.answer}{wrong}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Solution):
            return NotImplemented
        return self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _repr_markdown_(self) -> str | None:
        return None if self.problem is None else self.problem.markdown_of(self)

    @property
    def turned(self) -> bool:
        """Whether it is more than the strategy's own steps, or other than they are."""
        return bool(self.backtracks) or self.checked or self.fault_kind not in (None, "guess")

    @property
    def labels(self) -> list[bool]:
        """Of each step whether it is right: neither the faulty one, nor one that carries the fault
        on, nor the conclusion of a wrong answer."""
        last = len(self.steps) - 1
        wrong = {self.fault_step, *self.carried, None if self.correct else last}
        return [index not in wrong for index in range(len(self.steps))]

    @property
    def cost(self) -> Cost:
        claims = [step.claim for step in self.steps[:-1]]
        values = chain.from_iterable([claim.values for claim in claims])
        largest = max([max(abs(value.numerator), value.denominator) for value in values], default=0)
        operations = sum([operations_in(claim.form) for claim in claims])
        return Cost(len(claims), operations, len(str(largest)))


@lru_cache(maxsize=8_192)
def operations_in(form: str) -> int:
    """How many operations the shown part of a form asks for."""
    shown = form.rpartition(" :: ")[2]
    return max(
        1,
        sum(
            shown.count(sign)
            for sign in (" + ", " - ", " * ", "/", "^", "!", " mod ", "{}(", "{}x", "| ")
        ),
    )


def assertion_printer(form: str) -> tuple[int, Form]:
    """How many numbers of a claim are its subject's, and the printer of what is shown."""
    subject, _, shown = form.rpartition(" :: ")
    return subject.count("{}"), Form(shown)


ASSERTIONS: Remembered[str, tuple[int, Form]] = Remembered(assertion_printer)


def show_steps(steps: Sequence[Step], names: Sequence[str] | None = None) -> list[str]:
    """The steps in their first phrasings, a line each; a step without words does not show.
    `names[v]` stands for the number v where names are given."""
    return [show_step(step, names) for step in steps if step.words]


def show_step(step: Step, names: Sequence[str] | None = None) -> str:
    """One step in plain text, in its first phrasing. A congruence says its modulus."""
    words, claim = step.words, step.claim
    if "{" not in words and "`" not in words:
        return words
    assertion = assertion_of_step(step, names) if "{}" in words else ""
    if names is None and claim.form.startswith("mod {} :: ") and "(mod" not in words:
        assertion += f" (mod {claim.values[0]})"
    return fill(words, claim, assertion, names)


def assertion_of_step(step: Step, names: Sequence[str] | None = None) -> str:
    """What a step's claim asserts, without its subject, as plain maths."""
    if names is None:
        return step.claim.text().rpartition(" :: ")[2]
    printer, values = shown_part(step.claim)
    return printer.show_named(values, names)


def shown_part(claim: Claim) -> tuple[Form, Sequence[Any]]:
    """The printer of what a claim asserts, without its subject, and its numbers."""
    skipped, printer = ASSERTIONS[claim.form]
    return printer, claim.values[skipped:] if skipped else claim.values
