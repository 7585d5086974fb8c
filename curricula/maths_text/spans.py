r"""Take the arithmetic out of what a model writes: from `3. Divide: $2840 = 3 \cdot 900 + 140$.`
the span `2840 = 3 * 900 + 140`.

Words part maths into runs, found by one regular expression in which no sign can be read in two
ways. A run that is written as claims are is a span, or several parted by commas; any other is put
together sign by sign (scanner.py). The work is linear in a text of bounded length, and a span is
plain maths as generators/claims/reader.py reads it, whatever the line was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from curricula.maths_text.ascii_maths import ascii_line
from curricula.maths_text.scanner import scan
from generators.claims.functions import FUNCTIONS
from generators.claims.remembered import Remembered

TEXT = 120_000  # characters of one completion that are looked at
LINE = 4_000  # characters of one line
LINES = 2_000  # lines of one completion
SPANS = 3_000  # spans of one completion
CAREFUL = 30_000  # characters of one completion that are put together sign by sign
LONGEST = 800  # characters of a run that is

# Signs that stand in maths. A letter stands alone or behind a number; a word is a function before
# its bracket, `mod` or `or`.
NAME = r"(?<![A-Za-z])(?:{names})(?= ?\()"
RUN = re.compile(
    rf"(?:[-+(]|(?<![A-Za-z\d_.])\d+(?:\.\d+)?|(?<![A-Za-z\d_'])[a-z](?![A-Za-z\d_'])|{NAME})"
    r"(?:[-+*/^!()=<>|,; ]|(?<![A-Za-z_])\d+(?:\.\d+)?|(?<![A-Za-z_'])[a-z](?![A-Za-z\d_'])"
    rf"|{NAME}|(?<=[ (])(?:or|mod)(?= ))*"
)
VALUE = r"(?:\d+[a-z]?|[a-z])(?:\^\d+)?"
BRACKETED = rf"(?:-?(?:{{names}})?\()*-?{VALUE}(?:\)(?:\^\d+)?)*"
PLAIN = re.compile(rf"{BRACKETED}(?:(?: [-+*/=] |/|, |; | mod | [!<>]=? | or |(?=\()){BRACKETED})*")
OPERATION = re.compile(r"[+*/^]|\w\)* ?- ?[\w(]| mod ", re.ASCII)
RELATION = re.compile(r"[=<>]| \| ")
MODULO = re.compile(r" ?\( ?mod (\d{1,40}) ?\)", re.ASCII)
BULLET = re.compile(r" *(?:[-*+>]|#{1,6}) +(?=\S)")
HAS_DIGIT = re.compile(r"\d", re.ASCII).search
NUMBERS = re.compile(r"\d+", re.ASCII).findall
LAST_WORD = re.compile(r"([A-Za-z]+|%)[^A-Za-z%:.]*$", re.ASCII)
NEXT_WORD = re.compile(r"[ $*]*([A-Za-z]+|%)", re.ASCII)


GOES_ON = re.compile(r"[\w)\]'] ?$", re.ASCII)
# the primes of a function, or a unit that goes on: f'(x) = 7, 60 km/h * 2 h
PART_OF_A_WORD = re.compile(r"(?:[A-Za-z] ?'[' ]*|[A-Za-z]{2,}(?: ?/ ?| \* ))$", re.ASCII)
CUT = "+"  # stands for the word before a span that is only the end of something


class Span(NamedTuple):
    """Maths in a line: its text, the numerals in it in order, the modulus written behind it, and
    the words beside it in lower case."""

    text: str
    numbers: tuple[str, ...]
    modulus: int | None = None
    before: str = ""
    after: str = ""

    @property
    def claims(self) -> bool:
        """Whether it states a relation, not only a calculation."""
        return RELATION.search(self.text) is not None


class Line(NamedTuple):
    """One line as written, and its spans."""

    text: str
    spans: list[Span]


def lines_of(text: str, names: Sequence[str] | None = None) -> list[Line]:
    """The lines of a text that have something in them; in a terse text those between semicolons.
    `names[v]` stands for v. Of a line that is cut the last span is not taken, for it may be half of
    what was written."""
    symbols = {name: str(value) for value, name in enumerate(names)} if names else {}
    lines: list[Line] = []
    left, careful = SPANS, [CAREFUL]
    parts = list(islice(parts_of(text[:TEXT]), LINES))
    for number, part in enumerate(parts, 1):
        cut = len(part) > LINE or (number == len(parts) and len(text) > TEXT)
        shown = part[:LINE]
        spans = spans_of(shown, symbols, careful)[:left] if HAS_DIGIT(shown) else []
        left -= len(spans)
        lines.append(Line(shown.strip(), spans[:-1] if cut else spans))
    return lines


def parts_of(text: str) -> Iterator[str]:
    """The lines and parts of lines that are not empty."""
    for line in text.split("\n"):
        yield from [part for part in parted(line) if part and not part.isspace()]


def parted(line: str) -> list[str]:
    """A line cut at each ` ; ` outside brackets, which parts the steps of a terse text, and behind
    a bracket that is never closed at each; any other line without its bullet."""
    if " ; " not in line:
        bullet = BULLET.match(line)
        return [line[bullet.end() :] if bullet else line]
    parts, depth = [""], 0
    for piece in line.split(" ; "):
        depth = max(0, depth + piece.count("(") - piece.count(")"))
        parts[-1] += f"{piece} ; " if depth else piece
        if not depth:
            parts.append("")
    return [*parts[:-1], *parts[-1].split(" ; ")]


def patterns(names: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a run and of one written as claims are, for the functions that there are."""
    return re.compile(RUN.pattern.replace("{names}", names), re.ASCII), re.compile(
        PLAIN.pattern.replace("{names}", names), re.ASCII
    )


PATTERNS = Remembered(patterns, limit=16)


def spans_of(line: str, symbols: Mapping[str, str], careful: list[int] | None = None) -> list[Span]:
    """The spans of one line, in order. `careful` holds how many characters may still be put
    together sign by sign, and is lowered."""
    careful = [CAREFUL] if careful is None else careful
    line = ascii_line(line, symbols)
    run, plain = PATTERNS["|".join(FUNCTIONS)]
    spans: list[Span] = []
    for match in run.finditer(line):
        text = match[0]
        if HAS_DIGIT(text) is None or (
            RELATION.search(text) is None and OPERATION.search(text) is None
        ):
            continue
        before, after = (
            LAST_WORD.search(line, max(0, match.start() - 24), match.start()),
            NEXT_WORD.match(line, match.end()),
        )
        beside = before[1].lower() if before else "", after[1].lower() if after else ""
        if (
            text[0] in "+-"
            and GOES_ON.search(line, max(0, match.start() - 2), match.start())
            and (text[0] == "+" or text[1:2] == " ")
        ):
            beside = CUT, beside[1]
        elif PART_OF_A_WORD.search(line, max(0, match.start() - 12), match.start()):
            beside = CUT, beside[1]
        at = 0
        for modulo in [*MODULO.finditer(text), None] if "mod " in text else (None,):
            piece, modulus = (
                text[at : modulo.start() if modulo else len(text)].strip(" ,;"),
                int(modulo[1]) if modulo else None,
            )
            at = modulo.end() if modulo else 0
            if not piece:
                continue
            for span in split(piece) if clean(piece, plain) else carefully(piece, careful):
                spans.append(Span(span, tuple(NUMBERS(span)), modulus, *beside))
                beside = "", beside[1]
    return spans


def carefully(run: str, careful: list[int]) -> list[str]:
    """The spans of a run put together sign by sign; none where that is too much."""
    careful[0] -= len(run)
    return scan(run) if len(run) <= LONGEST and careful[0] >= 0 else []


def clean(run: str, plain: re.Pattern[str]) -> bool:
    """Whether a run is written as claims are, with brackets that match."""
    if plain.fullmatch(run) is None:
        return False
    depth = 0
    if "(" in run or ")" in run or ";" in run:
        for sign in BRACKETS(run):
            depth += DEEPER[sign]
            if depth < (sign == ";"):
                return False
    return depth == 0 and (
        " or " not in run or (", " not in run and all(["=" in part for part in run.split(" or ")]))
    )


BRACKETS, DEEPER = re.compile(r"[();]").findall, {"(": 1, ")": -1, ";": 0}


def split(run: str) -> list[str]:
    """The parts of a clean run between commas outside brackets that say something."""
    parts = run.split(", ") if ", " in run else [run]
    if len(parts) > 1 and "(" in run:
        joined, depth = [], 0
        for part in parts:
            if depth:
                joined[-1] += f", {part}"
            else:
                joined.append(part)
            depth += part.count("(") - part.count(")")
        parts = joined
    return [
        part
        for part in parts
        if HAS_DIGIT(part)
        and (RELATION.search(part) or (OPERATION.search(part) and len(NUMBERS(part)) > 1))
    ]
