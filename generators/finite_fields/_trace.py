"""Read back a terse solution of a chain of operations, such as `forward s6 +6 3 s7 +3 6 ; answer 6`, and find its first fault.

A line shows a label, an operation and the value that comes of it; the value before is that of the line before. The direction is told
from the labels: rising is forward, falling backward.
"""

from generators.finite_fields._chain import INVERSE, Operation, Params, Part, apply, written_numbers
from generators.trace import Trace

OPENINGS = ("forward", "backward")
VERDICTS = ("yes", "no")


class Reader:
    """The words of a completion, from left to right; `fault` is where the first thing was wrong, and `kind` what."""

    def __init__(self, params: Params, words: list[str]) -> None:
        self.p, self.label, self.words, self.at = params.p, params.label, words, 0
        self.numbers = {written: value for value, written in enumerate(written_numbers(params)[: params.p])}
        self.claims: list[str] = []
        self.fault: int | None = None
        self.kind = self.said = ""
        self.rising = self.falling = 0

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def blame(self, kind: str, line: int | None = None) -> None:
        if not self.kind:
            self.fault, self.kind = (len(self.claims) if line is None else line), kind

    def part(self, part: Part, known: int | None, undo: bool) -> int | None:
        """Read the work on one part; returns the value that it reaches or commits to, None where that is unknown."""
        guessed = None
        if part.inverse is undo:
            value = known
        elif self.peek() == "try":
            value = guessed = self.numbers.get("".join(self.words[self.at + 1 : self.at + 2]))
            self.at += 2
            if guessed is None:
                self.blame("format")
        else:
            value = None
            self.blame("format")
        places = list(range(part.first, part.end))
        for place in places[::-1] if undo else places:
            if not self.peek() or self.peek() in (";", "answer", *VERDICTS, *OPENINGS):
                self.blame("stopped")
                return guessed if guessed is not None else value
            value = self.line(part, place, value, undo)
        if guessed is None:
            if self.peek() in VERDICTS:
                self.blame("format", len(self.claims) - 1)
            return value
        self.said = self.peek() if self.peek() in VERDICTS else ""
        if self.said != ("yes" if value == known else "no"):
            self.blame("verdict", len(self.claims) - 1)
        self.at += bool(self.said)
        return guessed

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
        if value is not None and reached is not None and constant is not None and shown[:1] in INVERSE:
            self.claims.append(f"mod {self.p} :: {value} {shown[0]} {constant} = {reached}")
        self.at += 3
        return reached


def direction(words: list[str]) -> str:
    """Forward where labels mostly rise, backward where they mostly fall; of a single line its opening word."""
    labels = [int(word[1:]) for word in words if word[:1] == "s" and word[1:].isdecimal() and len(word) < 6]
    rising = sum([b > a for a, b in zip(labels, labels[1:], strict=False)])
    falling = sum([b < a for a, b in zip(labels, labels[1:], strict=False)])
    if rising == falling:
        return words[0] if labels and words[0] in OPENINGS else ""
    return OPENINGS[falling > rising]


def read_trace(params: Params, text: str) -> Trace | None:
    """The trace of a completion that opens as forward or backward; None for another, whose lines show whole claims."""
    words = text.split()
    if not words or words[0] not in OPENINGS:
        return None
    strategy = direction(words)
    reader = Reader(params, words)
    reader.at = 1
    if strategy != words[0] and strategy:
        reader.blame("label")
    known: int | None = params.known
    for part in params.parts:
        known = reader.part(part, known, words[0] == "backward")
    rest = words[reader.at :]
    if rest[:1] == [";"]:
        rest = rest[1:]
    if not reader.kind:
        if rest[:1] != ["answer"]:
            reader.blame("unfinished" if not rest else "overrun", len(reader.claims) - 1)
        elif known is not None and reader.numbers.get("".join(rest[1:2])) != known:
            reader.blame("answer", len(reader.claims) - 1)
    return Trace(strategy, tuple(reader.claims), reader.fault, reader.kind, reader.said)
