"""Which phrasing, reason, opening and closing a solution gets: drawn by a seed of their own, the
problem, the strategy and the step, so that a dataset varies them and any machine draws the same.

The draws of one solution are bytes of one hash: the first is the opening's, the next two are the
closing's and its conclusion word's, and each step has two, for its words and for its reason or
lead.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from math import gcd
from typing import Any

from generators.claims.latex import latex_of
from generators.claims.remembered import Remembered
from generators.posed import Posed, a_text
from generators.solution import DETAILS, Solution, Step, filled, in_sentence, several
from generators.whereabouts import FamilyCode

BYTES = 64  # of one hash
OPENING, CLOSING, CONCLUSION_WORD, STEPS = 0, 1, 2, 3  # places of the draws; a step has two
SINCE = ("since", "because", "since", "as")
# Therefore 50 %, Thus 30, So 10, Hence 10, as model solutions of MATH end
ENDINGS = (*["Therefore, "] * 5, *["Thus, "] * 3, "So ", "Hence, ")
THEREFORE = ENDINGS[0]
REASON_FIRST = 96  # draws from here on, of 256; leads take those from 160 on
POINTS_BACK = re.compile(r"\b(?:its?|they|them|their|this|these|that|those|such|there|then|both)\b")
# First words of a step, of which three draws in eight change those that its phrasing has
LEADS = {
    "We ": (*["We "] * 5, "Next, we ", "Now we ", "Then we "),
    "The ": (*["The "] * 5, "Now the ", "Now the ", "Then the "),
    "So ": (*["So "] * 5, "Thus ", "Hence ", "Therefore "),
}
AS_IT_IS = ("",) * 8
SAYS_WHEN = re.compile(r"\b(?:now|then|next|first|last|again|still|finally|far|that)\b")
# Words that give a reason of their own; a second one would crowd them
GIVES_REASON = re.compile(
    r"\b(?:[Ss]ince|[Bb]ecause)\b|(?:^A|, a)s (?!a\b|often|many|far|large|well)"
)


def gives_reason(words: str) -> bool:
    return GIVES_REASON.search(words) is not None


GIVEN_REASONS: Remembered[str, bool] = Remembered(gives_reason)


def draws_of(address: str, size: int) -> bytes:
    """At least so many draws."""
    draws = blake2b(address.encode(), digest_size=BYTES).digest()
    while len(draws) < size:
        draws += blake2b(f"{address} {len(draws)}".encode(), digest_size=BYTES).digest()
    return draws


class Phrasing:
    """The phrasings of one strategy's solution of a problem."""

    def __init__(
        self, problem: Posed, strategy: str, detail: str = "normal", seed: int = 0
    ) -> None:
        self.problem = problem
        self.strategy = strategy
        self.detail = detail
        self.seed = seed
        self.known = b""

    def draws(self, size: int = BYTES) -> bytes:
        """At least so many draws of this solution, made when there is something to draw."""
        if len(self.known) < size:
            self.known = draws_of(f"{self.seed} {self.problem.id} {self.strategy}", size)
        return self.known

    def opening(self, latex: bool) -> str:
        """The sentence that says what is done and by which idea; with full detail also the formula
        in letters. Empty where the strategy has none, or at brief detail."""
        strategy = self.problem.family.strategies[self.strategy]
        options = strategy.opening
        if not options or self.detail == "brief":
            return ""
        with FamilyCode(self.problem.id, f"opening of {strategy.name}"):
            text = shown(options[self.draws()[OPENING] % len(options)], self.problem.params)
            if lead := self.problem.lead(self.strategy):
                text = f"{lead} {text}"
            if self.detail == "full" and strategy.formula:
                text = f"{text} {shown(strategy.formula, self.problem.params)}"
        return maths_in(text, latex)

    def words(self, solution: Solution) -> list[str]:
        """The words of each of a solution's own steps, with their holes: one of its phrasings, and
        the reason where it is due. Empty where a step does not show at this detail."""
        own, detail = solution.steps[:-1], self.detail
        draws = b""
        chosen: list[str] = []
        told: set[Any] = set()  # reasons that this solution has given
        last: dict[Any, tuple[int, int]] = {}  # which phrasing a line had, and how far the next is
        place = STEPS
        for step in own:
            words: Any = step.phrasings
            if words.__class__ is not str:
                draws = draws or self.draws(STEPS + 2 * len(own))
                choice, stride = last.get(words) or first_of(len(words), draws[place])
                last[words] = (choice + stride) % len(words), stride
                words = words[choice]
                if chosen:
                    words = led(words, draws[place + 1])
            because = step.because
            if (
                because
                and detail != "brief"
                and (detail == "full" or because not in told)
                and not GIVEN_REASONS[words]
            ):
                draws = draws or self.draws(STEPS + 2 * len(own))
                told.add(because)
                words = insert_reason(words, because, draws[place + 1])
            if step.detail != "brief" and DETAILS.index(detail) < DETAILS.index(step.detail):
                words = ""
            chosen.append(words)
            place += 2
        return chosen

    def closing(self, conclusion: Step, latex: bool) -> str:
        """The words of the last line: a sentence in the problem's own words with `{answer}` in it;
        of a family that has none the words that show its conclusion."""
        problem = self.problem
        closings = problem.closings
        if not closings:
            return filled(conclusion.words, conclusion.claim, problem.names, latex)
        with FamilyCode(problem.id, "closing"):
            text = shown(closings[self.draws()[CLOSING] % len(closings)], problem.params)
        if text.startswith(THEREFORE):
            ending = ENDINGS[self.draws()[CONCLUSION_WORD] % len(ENDINGS)]
            text = ending + text.removeprefix(THEREFORE)
        return maths_in(text, latex)


def first_of(phrasings: int, draw: int) -> tuple[int, int]:
    """Which phrasing a solution's first line of a kind has, and how far from one to the next it
    goes: so that all have been used before one comes again."""
    strides = STRIDES[phrasings]
    return draw % phrasings, strides[draw // phrasings % len(strides)]


def led(words: str, draw: int) -> str:
    """A step's words as they follow others: `We add` also as `Now we add`, `So` also as `Thus`,
    unless they say themselves when this is."""
    beginnings, rest = LED[words]
    return beginnings[draw >> 5] + rest


def beginnings_of(words: str) -> tuple[Sequence[str], str]:
    """What a step's words may begin with, one for each draw, and the rest of them."""
    first, space, rest = words.partition(" ")
    beginnings = LEADS.get(first + space)
    if beginnings is None or (first != "We" and SAYS_WHEN.search(words)):
        return AS_IT_IS, words
    return beginnings, rest


LED: Remembered[str, tuple[Sequence[str], str]] = Remembered(beginnings_of)


def strides_of(phrasings: int) -> list[int]:
    return [stride for stride in range(1, phrasings + 1) if gcd(stride, phrasings) == 1]


STRIDES: Remembered[int, list[int]] = Remembered(strides_of)


def insert_reason(words: str, because: str | tuple[str, ...], draw: int) -> str:
    """`Divide 9 by 4: {}.` with a reason: `Divide 9 by 4, since ...: {}.`; some lines that begin
    with "We " have it in front, `Since ..., we divide 9 by 4: {}.`, unless it points back at what
    the line says."""
    reasons = several(because)
    since = SINCE[draw % len(SINCE)]
    reason = f"{since} {reasons[draw // len(SINCE) % len(reasons)]}"
    if words.startswith("We ") and draw >= REASON_FIRST and not POINTS_BACK.search(reason):
        return f"{reason[0].upper()}{reason[1:]}, we {words[3:]}"
    for end in (": {}.", "."):
        if words.endswith(end):
            return f"{words.removesuffix(end)}, {reason}{end}"
    return f"{words}, {reason}"


def shown(text: str | Callable[[Any], str], params: Any) -> str:
    """A text with `{p.field}` in it, or a function of params, with its values; `{answer}` stays."""
    if isinstance(text, str):
        return text.format(p=params, answer="{answer}")
    return a_text(text(params))


def maths_in(text: str, latex: bool) -> str:
    """A text whose maths stands between backquotes, in its style."""
    if "`" not in text:
        return text
    parts = text.split("`")
    if latex:
        parts[1::2] = [in_sentence(latex_of(part)) for part in parts[1::2]]
    return "".join(parts)
