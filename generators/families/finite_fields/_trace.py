"""Read back a terse solution of a chain of operations, such as `forward s6 +6 3 s7 +3 6 ; answer
6`, and find its first fault. The word that names the strategy may be missing.

A line shows a label, an operation and the value that comes of it; the value before is that of the
line before. The direction is told from the labels: rising is forward, falling backward.
"""

from operator import eq

from generators.families.finite_fields._asking import written_numbers
from generators.families.finite_fields._chain import INVERSE, Operation, Params, Part, apply
from generators.trace import Trace

OPENINGS = ("forward", "backward")
VERDICTS = ("yes", "no")
MIRRORED = "mirrored"  # the name of the family's shortcut, which such a completion takes
LONGEST = 32_768  # characters that are read


class Reader:
    """The words of a completion, from left to right; `fault` is where the first thing was wrong,
    and `kind` what."""

    def __init__(self, params: Params, words: list[str]) -> None:
        self.p, self.label, self.words, self.at = params.p, params.label, words, 0
        self.written = written_numbers(params)[: params.p]
        self.numbers = {written: value for value, written in enumerate(self.written)}
        self.claims: list[str] = []
        self.fault: int | None = None
        self.kind = self.said = ""

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def blame(self, kind: str, line: int | None = None) -> None:
        if not self.kind:
            self.fault, self.kind = (len(self.claims) if line is None else line), kind

    def part(self, part: Part, later: Part | None, known: int | None, undo: bool) -> int | None:
        """Read the work on one part, before a later one; returns the value that it reaches or
        commits to, None where that is unknown."""
        if part.inverse is undo:
            reached, whole = self.run(part, known, undo)
            if whole and self.peek() in VERDICTS:
                self.blame("format", len(self.claims) - 1)
            return reached
        while True:
            guessed = self.guess()
            reached, whole = self.run(part, guessed, undo)
            if not whole or guessed is None:
                return reached if guessed is None else guessed
            self.said = self.peek() if self.peek() in VERDICTS else ""
            if self.said != ("yes" if reached == known else "no"):
                self.blame("verdict", len(self.claims) - 1)
            self.at += bool(self.said)
            if self.said != "no" or self.peek() != "try":
                return guessed
            if (
                later
                and later.inverse is not undo
                and self.likeness(part, undo) <= self.likeness(later, undo)
            ):
                return guessed  # the next guess is for the later part

    def likeness(self, part: Part, undo: bool) -> tuple[float, int]:
        """Which share of the labels and operations that a guess for this part would show come next,
        behind its `try 3`; and how many lines it would show, as a chain may be the beginning of
        another."""
        due = []
        for place in range(part.first, part.end)[:: -1 if undo else 1]:
            sign, constant = part.listed[place]
            shown = f"{INVERSE[sign] if undo else sign}{self.written[constant]}"
            due += [f"s{self.label + place}", shown]
        ahead = self.words[self.at + 2 : self.at + 2 + 3 * (part.end - part.first)]
        del ahead[2::3]  # the values that the lines reach
        return sum(map(eq, ahead, due)) / len(due), len(due)

    def guess(self) -> int | None:
        """Read `try 3`, which commits to a value."""
        if self.peek() != "try":
            self.blame("stopped" if self.peek() in ("", ";", "answer") else "format")
            return None
        found = self.numbers.get("".join(self.words[self.at + 1 : self.at + 2]))
        self.at += 2
        if found is None:
            self.blame("format")
        return found

    def run(self, part: Part, value: int | None, undo: bool) -> tuple[int | None, bool]:
        """Read the lines of a part from a value on; returns the value reached, and whether no line
        is missing."""
        places = list(range(part.first, part.end))
        for place in places[::-1] if undo else places:
            if not self.peek() or self.peek() in (";", "answer", "try", *VERDICTS, *OPENINGS):
                self.blame("stopped")
                return value, False
            value = self.line(part, place, value, undo)
        return value, True

    def line(self, part: Part, place: int, value: int | None, undo: bool) -> int | None:
        """Read one line, due at this place of the list, from the value before it."""
        label, shown, written = (self.words[self.at : self.at + 3] + ["", "", ""])[:3]
        due: Operation = part.listed[place]
        sign, c = (INVERSE[due[0]], due[1]) if undo else due
        reached, constant = self.numbers.get(written), self.numbers.get(shown[1:])
        if reached is None or constant is None or shown[:1] not in INVERSE:
            self.blame("format")
        elif label != f"s{self.label + place}":
            self.blame("label")
        elif (shown[0], constant) != (sign, c):
            self.blame("operation")
        elif value is not None and reached != apply((sign, c), value, self.p):
            self.blame("result")
        if (
            value is not None
            and reached is not None
            and constant is not None
            and shown[:1] in INVERSE
        ):
            self.claims.append(f"mod {self.p} :: {value} {shown[0]} {constant} = {reached}")
        self.at += 3
        return reached


def labels_in(words: list[str]) -> list[int]:
    return [
        int(word[1:])
        for word in words
        if word[:1] == "s" and word[1:].isdecimal() and len(word) < 6
    ]


def direction(params: Params, words: list[str], opening: str) -> str:
    """Forward where labels mostly rise by one, backward where they mostly fall by one; where
    nothing tells, what the opening word says."""
    labels = labels_in(words)
    jumps = [b - a for a, b in zip(labels, labels[1:], strict=False)]
    rising, falling = jumps.count(1), jumps.count(-1)
    if rising == falling or all([len(part.operations) == 1 for part in params.parts]):
        return opening if labels else ""
    return OPENINGS[falling > rising]


def opening_of(params: Params, words: list[str]) -> str:
    """The word that would name the strategy of a completion without it, whose lines begin at once:
    the direction in which it runs or, of a single line, in which it has to, with a value to be
    tried or without. Empty for one that shows whole claims."""
    tries = words[0] == "try"
    if "=" in words or not (tries or labels_in(words[:1])):
        return ""
    needed = OPENINGS[params.parts[0].inverse is not tries]
    return direction(params, words, needed)


def is_mirrored(params: Params, words: list[str], undo: bool) -> bool:
    """Whether a completion runs the chain the wrong way round from the known end, as though that
    were the other one: no value is guessed, and the first line and at least half of all follow
    from the value that is given. Where the given value is written as a guess, the answer is what
    the run comes to."""
    part = params.parts[0]
    if len(params.parts) > 1 or part.inverse is undo:
        return False
    reader = Reader(params, words)
    guessed = words[1:2] == ["try"]
    if guessed and reader.numbers.get("".join(words[2:3])) != params.known:
        return False
    if "try" in words[2:]:  # values are tried one after another
        return False
    places = list(range(part.first, part.end))
    shown = words[3 if guessed else 1 :]
    value: int | None = params.known
    follows: list[bool] = []
    for number, place in enumerate(places[::-1] if undo else places):
        label, _, written = (shown[3 * number : 3 * number + 3] + ["", "", ""])[:3]
        reached = reader.numbers.get(written)
        if value is None or reached is None or label[:1] != "s":
            break
        sign, c = part.listed[place]
        follows.append(reached == apply((INVERSE[sign] if undo else sign, c), value, params.p))
        value = reached
    if not follows or not follows[0] or 2 * sum(follows) < len(follows):
        return False
    answered = reader.numbers.get(words[-1])
    return not guessed or (answered == value and value != params.known)


def read_trace(params: Params, text: str) -> Trace | None:
    """The trace of a completion that opens as forward or backward, or with its lines; None for
    another, whose lines show whole claims. What is longer than any solution is read only so far."""
    words = text[:LONGEST].split()
    if words and words[0] not in OPENINGS:
        words = [opening_of(params, words), *words]
    if not words or words[0] not in OPENINGS:
        return None
    strategy = direction(params, words, words[0])
    if strategy in OPENINGS and is_mirrored(params, words, strategy == "backward"):
        strategy = MIRRORED
    reader = Reader(params, words)
    reader.at = 1
    known: int | None = params.known
    for part, later in zip(params.parts, [*params.parts[1:], None], strict=True):
        known = reader.part(part, later, known, words[0] == "backward")
    rest = words[reader.at :]
    if rest[:1] == [";"]:
        rest = rest[1:]
    if not reader.kind:
        if rest[:1] != ["answer"]:
            reader.blame("unfinished" if not rest else "overrun", len(reader.claims) - 1)
        elif known is not None and reader.numbers.get("".join(rest[1:2])) != known:
            reader.blame("answer", len(reader.claims) - 1)
    return Trace(strategy, tuple(reader.claims), reader.fault, reader.kind, reader.said)
