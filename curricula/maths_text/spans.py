r"""Take the arithmetic out of what a model writes: from `3. Divide: $2840 = 3 \cdot 900 + 140$.`
the span `2840 = 3 * 900 + 140`.

A line is read into items (line_reader.py). Words part it into segments; the words of a unit, as in
`5 km + 3 km = 8 km`, do not. Of a segment in which something is not read no span is taken, for it
may say something else than what is left. Each other one is put together item by item into spans,
plain maths as generators/claims/reader.py reads it. The work is linear in a text of bounded length.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from curricula.maths_text.line_reader import CUT, IMPLIES, Item, items_of
from curricula.maths_text.symbols import BREAKING_WORDS, WORD_RELATIONS
from curricula.maths_text.units import are_mixed
from generators.claims.functions import FUNCTIONS

TEXT = 120_000  # characters of one completion that are looked at
LINE = 4_000  # characters of one line
REMEMBERED = 400  # characters of a line that is read once for all who write it
LINES = 2_000  # lines of one completion
SPANS = 3_000  # spans of one completion
CAREFUL = 60_000  # characters of one completion that are read item by item

BULLET = re.compile(r"\s*(?:[-*+>•]|#{1,6}|\(?\d{1,2}[.)]|\(?[a-hivx]{1,4}\))\s+(?=\S)")
SIGNED_BULLET = re.compile(r"\s*-\s+(?=\d)")
SUBSCRIPT = re.compile(r"([A-Za-z])_\{?(\d+)\}?", re.ASCII)
NAME = re.compile(
    r"(?<![A-Za-z\\])([A-Za-z]+\d+)(?:( )(?=[a-z](?![A-Za-z\d])))?", re.ASCII
)  # e3, and the blank of `e3 x`
# (b) between the parts of an answer
# how a line begins that goes on from no other: with a number or a letter
FRESH = re.compile(r"\s*(?:-?\d|[A-Za-z](?![A-Za-z]))", re.ASCII)
PART_LETTER = re.compile(r"(?<=[\d$.,;)] )\([a-d]\)(?= [\d$\\(-])")
DIGIT_BY_DIGIT = re.compile(r"(?<![\w.])\d(?: \d)+(?![\w.]|/\d|\\frac)", re.ASCII)
# sums and products of whole numbers as claims are written, 630 = 2 * 273 + 84: a span as it stands
PLAINEST = re.compile(r"-?\d+(?: [-+*] \d+)*(?: = -?\d+(?: [-+*] \d+)*)+", re.ASCII)
PLAIN_CALL = re.compile(r"([a-z]{2,})\(-?\d+(?:[,;] -?\d+)*\) = -?\d+", re.ASCII)
HAS_DIGIT = re.compile(r"\d", re.ASCII).search
NUMBERS = re.compile(r"\d+", re.ASCII).findall
RELATION = re.compile(r"[=<>~]| \| ")
# all of which relations are made: signs, words, and what may be a sign in LaTeX or Unicode
RELATING = re.compile(rf"[=<>~|\\]|[^\x00-\x7f]|{'|'.join(sorted(WORD_RELATIONS))}")
MODULO = re.compile(r"(.+) mod (\d{1,40})", re.ASCII)

VALUES = ("number", "value", "function", "letter", ")", "!", "%", "degrees", "unread")
WORTH = {"operator", "relation", "congruence", "divides", "doubtful"}  # what a span has one of
RELATIONS = ("relation", "congruence", "divides")
# Words that change what is said in the same breath, wherever they stand in it.
TELLING = frozenset(
    (
        "remainder not false impossible contradiction contradicts contradictory wrong incorrect "
        "incorrectly never cannot suppose assume binary octal hexadecimal modulo base half"
    ).split()
)
CENTS = {"cent", "cents", "pennies", "quarters", "dimes", "nickels"}
UNIT_LETTERS = "hmsglLWJNVA"
UNIT_WORDS = 4  # words of one unit, such as miles per hour


class Span(NamedTuple):
    """Maths in a line: its text, the numerals in it in order, the modulus written behind it, and
    the words beside it in lower case. `others` are other ways to read it, text and modulus; it is
    wrong only where none of them holds. `written` is its text with decimals as they are written,
    where there are any."""

    text: str
    numbers: tuple[str, ...]
    modulus: int | None = None
    before: str = ""
    after: str = ""
    others: tuple[tuple[str, int | None], ...] = ()
    written: str = ""

    @property
    def shown(self) -> str:
        """Its text, with decimals as they are written."""
        return self.written or self.text

    @property
    def claims(self) -> bool:
        """Whether it states a relation, not only a calculation."""
        return RELATION.search(self.text) is not None


class Line(NamedTuple):
    """One line as written, and its spans."""

    text: str
    spans: list[Span]


class Segment(NamedTuple):
    """Items between words, and the words beside them."""

    items: list[Item]
    before: str
    after: str
    units: list[str]
    mathematical: bool = False  # whether maths is set off in its line, so that blanks say nothing


def lines_of(text: str, names: Sequence[str] | None = None) -> list[Line]:
    """The lines of a text that have something in them; in a terse text those between semicolons.
    `names[v]` stands for v. A line that begins with a relation goes on from the one before. Of a
    line that is cut the last span is not taken, for it may be half of what was written."""
    named = tuple(names) if names else ()
    symbols = symbols_of(named)
    lines: list[Line] = []
    left, careful = SPANS, CAREFUL
    tail: list[Item] = []
    parts = list(islice(parts_of(text[:TEXT]), LINES))
    for number, (part, signed) in enumerate(parts, 1):
        cut = len(part) > LINE or (number == len(parts) and len(text) > TEXT)
        shown = part[:LINE]
        spans: list[Span] = []
        if HAS_DIGIT(shown) or not shown.isascii() or tail:
            careful -= len(shown)
            goes_on = bool(tail) and FRESH.match(shown) is None
            if careful >= 0 and (goes_on or len(shown) > REMEMBERED):
                spans, tail = read_line(shown, symbols, tail, signed)
            elif careful >= 0:
                found, following = fresh_line(shown, named, signed)
                spans, tail = list(found), list(following)
        else:
            tail = []
        spans = spans[:left]
        left -= len(spans)
        lines.append(Line(shown.strip(), spans[:-1] if cut else spans))
    return lines


def may_claim(text: str) -> bool:
    """Whether a text may hold a span that claims something. Told without reading it, which takes
    longer than all else that is done for a completion."""
    return RELATING.search(text) is not None


def parts_of(text: str) -> Iterator[tuple[str, bool]]:
    """The lines and parts of lines that are not empty, and whether a `-` that may be a sign was
    taken for a bullet."""
    for line in text.split("\n"):
        for part, signed in parts_of_line(line):
            if part and not part.isspace():
                yield part, signed


def parts_of_line(line: str) -> list[tuple[str, bool]]:
    """A line cut at each ` ; ` outside brackets, which parts the steps of a terse text, and behind
    a bracket that is never closed at each; any other line without its bullet."""
    if " ; " not in line:
        bullet = BULLET.match(line)
        signed = bullet is not None and SIGNED_BULLET.match(line) is not None
        return [(line[bullet.end() :] if bullet else line, signed)]
    parts, depth = [""], 0
    for piece in line.split(" ; "):
        opened = piece.count("(") + piece.count("[")
        depth = max(0, depth + opened - piece.count(")") - piece.count("]"))
        parts[-1] += f"{piece} ; " if depth else piece
        if not depth:
            parts.append("")
    return [(part, False) for part in [*parts[:-1], *parts[-1].split(" ; ")]]


@lru_cache(maxsize=256)
def symbols_of(names: tuple[str, ...]) -> dict[str, str]:
    """What each name of a problem's own stands for."""
    return {name: str(value) for value, name in enumerate(names)}


@lru_cache(maxsize=4_096)
def fresh_line(
    line: str, names: tuple[str, ...], signed: bool
) -> tuple[tuple[Span, ...], tuple[Item, ...]]:
    """What `read_line` makes of a line that goes on from none; completions of one group share many
    lines, which are read once."""
    spans, tail = read_line(line, symbols_of(names), [], signed)
    return tuple(spans), tuple(tail)


def spans_of(line: str, symbols: Mapping[str, str]) -> list[Span]:
    """The spans of one line, in order."""
    if is_plainest(line):
        return [Span(line, tuple(NUMBERS(line)))]
    if not symbols and len(line) <= REMEMBERED:
        return list(fresh_line(line, (), False)[0])
    return read_line(line, symbols, [], False)[0]


def is_plainest(line: str) -> bool:
    """Whether a line is surely one span as it stands: sums and products, or `gcd(12, 18) = 6`."""
    call = PLAIN_CALL.fullmatch(line)
    return call[1] in FUNCTIONS if call else PLAINEST.fullmatch(line) is not None


def read_line(
    line: str, symbols: Mapping[str, str], tail: list[Item], signed: bool
) -> tuple[list[Span], list[Item]]:
    """The spans of one line that may go on from the items `tail`, and the items from which the
    next line may go on."""
    if symbols:
        if "_" in line:
            line = SUBSCRIPT.sub(r"\1\2", line)
        line = NAME.sub(lambda m: symbols[m[1]] if m[1] in symbols else m[0], line)
    if " " in line:
        line = DIGIT_BY_DIGIT.sub(lambda m: m[0].replace(" ", ""), line)
    if " (" in line:
        line = PART_LETTER.sub(";", line)
    if line.startswith("| ") and line.rstrip().endswith(" |"):
        line = line.replace("|", ";")  # a row of a table
    items = with_mixed(with_choices(with_moduli(items_of(line))))
    while items and items[0].kind in ("row", "&", "break"):
        items = items[1:]
    if tail and items and items[0].kind in RELATIONS:
        items = [*tail, *items]
    spans: list[Span] = []
    last: list[Item] = []
    mathematical = "\\" in line or "$" in line
    for segment in segments(with_remainders(items)):
        segment = segment._replace(mathematical=mathematical)
        if "$" in line and segment.units:
            segment.units.append("dollar" if CENTS.intersection(segment.units) else "")
        found, last = spans_of_segment(segment)
        spans += found
    if signed and spans:
        first = spans[0]
        spans[0] = first._replace(others=(*first.others, (f"-{first.text}", first.modulus)))
    return spans, last if not items or items[-1].kind in (*VALUES, "row", ",") else []


def with_moduli(items: list[Item]) -> list[Item]:
    """The items with `(mod 7)` as one."""
    if "mod" not in [item.kind for item in items]:
        return items
    found: list[Item] = []
    for item in items:
        found.append(item)
        if [one.kind for one in found[-4:]] == ["(", "mod", "number", ")"]:
            found[-4:] = [Item("modulus", found[-2].text)]
    return found


def with_choices(items: list[Item]) -> list[Item]:
    """The items with `5 choose 2` as one; a choice of anything else is not read."""
    if "choose" not in [item.kind for item in items]:
        return items
    found: list[Item] = []
    for item in items:
        found.append(item)
        if [one.kind for one in found[-3:]] == ["number", "choose", "number"]:
            above, _, below = found[-3:]
            found[-3:] = [Item("function", f"C({above.text}, {below.text})", above.apart)]
    return [Item("foreign", "") if item.kind == "choose" else item for item in found]


def with_mixed(items: list[Item]) -> list[Item]:
    """The items with `2 1/2` as one."""
    found: list[Item] = []
    for place, item in enumerate(items):
        found.append(item)
        kinds = [one.kind for one in found[-4:]]
        if kinds != ["number", "number", "operator", "number"] or found[-2].text != "/":
            continue
        whole, above, sign, below = found[-4:]
        tight = above.apart and not sign.apart and not below.apart
        before = found[-5].kind if len(found) > 4 else ""
        behind = items[place + 1].text if place + 1 < len(items) else ""
        parted = before in ("operator", "relation", "(", "") and behind not in ("/", "^")
        digits = [one.text for one in (whole, above, below)]
        if tight and parted and all(map(str.isdigit, digits)) and int(digits[1]) < int(digits[2]):
            found[-4:] = [Item("value", f"({whole.text} + {above.text}/{below.text})", whole.apart)]
    return found


def with_remainders(items: list[Item]) -> list[Item]:
    """The items with `17 / 5 = 3 remainder 2` as 17 = 3 * 5 + 2."""
    for at, item in enumerate(items):
        if item.text.lower() not in ("remainder", "rem", "r") or item.kind not in (
            "word",
            "letter",
        ):
            continue
        start, end = at, at + 1
        while start and items[start - 1].kind in ("word", ","):
            start -= 1
        while end < len(items) and items[end].text in ("of", "is", "="):
            end += 1
        division = items[max(0, start - 5) : start]
        if [one.text if one.kind != "number" else "" for one in division] != ["", "/", "", "=", ""]:
            continue
        if end < len(items) and items[end].kind == "number":
            above, _, below, equals, quotient = division
            times, plus = Item("operator", "*"), Item("operator", "+")
            whole = [above, equals, quotient, times, below, plus, items[end]]
            return [*items[: start - 5], *whole, *with_remainders(items[end + 1 :])]
    return items


# From items to segments


def segments(items: list[Item]) -> Iterator[Segment]:
    """The items between words and other breaks; units stay within."""
    held: list[Item] = []
    units: list[str] = []
    before, at = "", 0
    while at < len(items):
        item = items[at]
        behind = items[at + 1] if at + 1 < len(items) else Item("break", "")
        kind, last = item.kind, held[-1].kind if held else ""
        if kind == "letter" and units and item.apart and last == "number" and is_unit(item):
            kind = "word"  # 60 km/h * 2 h
        if kind == "letter" and item.text == "a" and item.apart and behind.kind == "word":
            kind = "word"  # 120 dollars a day
        rate = kind == "word" and len(held) > 1 and held[-1].text == "/"
        if rate and held[-2].kind in VALUES:
            held.pop()  # 15/hour
            last = held[-1].kind
        if kind == "word":
            if item.text == "of" and is_share(held):
                held.append(Item("operator", "*"))
                at += 1
                continue
            end = words_end(items, at + (item.kind == "letter"))
            words = [one.text.lower() for one in items[at:end] if one.kind in ("word", "letter")]
            follows = items[end].kind if end < len(items) else "break"
            unit = last in VALUES and len(words) <= UNIT_WORDS and not breaking(words)
            if unit:
                units.append(" ".join(words))
                ended = follows not in ("operator", *RELATIONS)
            if unit and ended and len(units) == 1:
                units = []  # the result's alone
            if not unit or follows not in ("operator", *RELATIONS, ")", ","):
                told = next((word for word in words if word in TELLING), "")
                yield Segment(held, before, told or words[0], units)
                held, units = [], []
                before = told or words[-1]
            at = end
            continue
        if kind == "unit":
            units.append(item.text)
            at += 1
            continue
        if kind == "row":
            if not (last in VALUES and next_kind(items, at + 1) in RELATIONS):
                kind = "break"
            else:
                at += 1
                continue
        elif kind == "&":
            if last not in VALUES or behind.kind in RELATIONS:
                at += 1
                continue
            kind = "break"
        elif kind == "doubtful" and item.text == ":":
            if last in VALUES and behind.kind in VALUES:
                held.append(item)
                at += 1
                continue
            kind = "break"
        elif kind == "divides" and is_statement(list(parts(held, ","))[-1]):
            kind = "break"  # the end of a table's cell
        elif kind == ";" and "(" not in [one.kind for one in held]:
            kind = "break"
        if kind == "break":
            last_break = past_implication(items, at)
            told = IMPLIES if last_break > at or item.text == IMPLIES else item.text
            at = last_break
            yield Segment(held, before, told if told in ("?", IMPLIES) else "", units)
            held, units, before = [], [], told if told in (CUT, IMPLIES) else ""
        else:
            held.append(item)
        at += 1
    yield Segment(held, before, "", units)


def past_implication(items: Sequence[Item], at: int) -> int:
    """The last of the breaks that begin here, where one of them is an implication and the others
    are blanks; else the first."""
    end = at
    while end < len(items) and items[end].kind == "break" and items[end].text in ("", IMPLIES):
        end += 1
    return end - 1 if any([item.text == IMPLIES for item in items[at:end]]) else at


def is_unit(letter: Item) -> bool:
    return letter.text in UNIT_LETTERS


def next_kind(items: list[Item], at: int) -> str:
    while at < len(items) and items[at].kind == "&":
        at += 1
    return items[at].kind if at < len(items) else "break"


def words_end(items: list[Item], at: int) -> int:
    """Where a run of words ends; km/h and N*m go on behind their sign."""
    end = at
    while end < len(items):
        if items[end].kind == "word":
            end += 1
        elif (
            end > 0
            and items[end].text in ("/", "*")
            and end + 1 < len(items)
            and items[end + 1].kind in ("word", "letter")
            and items[end + 1].text not in ("x", "y", "z")
        ):
            end += 2
        else:
            break
    return end


def breaking(words: Sequence[str]) -> bool:
    return any([word in BREAKING_WORDS for word in words])


def is_share(held: list[Item]) -> bool:
    """Whether a percentage or a fraction stands last, of which `of` takes a part."""
    if not held:
        return False
    if held[-1].kind == "%" or (held[-1].kind == "value" and "/" in held[-1].text):
        return True
    return [one.text if one.kind != "number" else "" for one in held[-3:]] == ["", "/", ""]


# From segments to spans


class Builder:
    """Puts the items of one segment together; `items` are those of the span that is begun."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.items: list[Item] = []
        self.depth = 0
        self.found: list[Span] = []
        self.tail: list[Item] = []
        self.before = segment.before
        self.soft = are_mixed(segment.units, segment.items)

    def spans(self) -> list[Span]:
        items = self.segment.items
        for at, item in enumerate(items):
            behind = items[at + 1] if at + 1 < len(items) else Item("break", "", True)
            if not self.goes_on(item, behind):
                beside = CUT if item.kind in VALUES or item.kind == "(" else ""
                self.flush(beside, beside)
                if item.kind in ("number", "value", "function", "letter"):
                    self.items.append(item)
                elif item.kind == "(":
                    self.open(item)
        self.flush("", self.segment.after)
        return self.found

    def goes_on(self, item: Item, behind: Item) -> bool:
        """Take an item; False where the span cannot go on with it."""
        kind, last = item.kind, self.items[-1].kind if self.items else ""
        if kind == "number":
            return self.number(item, last)
        if kind in ("value", "letter", "function"):
            return self.value(item, last, behind)
        if kind == "unread":
            self.items.append(item)
            return True
        if kind == "(":
            self.open(item)
            return True
        if last not in VALUES:
            if kind == "operator" and item.text in ("+", "-"):
                if item.text == "-" and last != "sign":
                    self.items.append(Item("sign", "-"))
                return True
            return False
        if kind == ")":
            if not self.depth:
                return False
            self.depth -= 1
        elif kind == "modulus" and self.depth:
            return False
        elif kind == "divides" and (self.depth or not (item.apart and behind.apart)):
            return False
        elif kind == ";" and not self.depth:
            return False
        elif kind in ("or", "and") and self.depth:
            return False
        self.items.append(item)
        return True

    def number(self, item: Item, last: str) -> bool:
        if last in VALUES and last != "unread":
            return False
        self.items.append(item)
        return True

    def value(self, item: Item, last: str, behind: Item) -> bool:
        if last in VALUES:
            apart = item.apart and not self.segment.mathematical
            if item.kind == "letter" and apart and last == "letter":
                return False
            if item.kind == "letter" and apart and behind.kind in ("number", "word", "("):
                return False
        self.items.append(item)
        return True

    def open(self, item: Item) -> None:
        self.depth += 1
        self.items.append(item)

    def flush(self, before: str, after: str = "") -> None:
        """End the span that is begun; it may turn out to be several, or none. `before` stands
        before the next one."""
        items, depth, first = self.items, self.depth, self.before
        self.items, self.depth, self.before = [], 0, before
        if first != CUT and all([one.kind in ("number", "(", ")") for one in items]):
            self.before = first if before == CUT else before  # (3) 5 + 6 = 11
        self.tail = []
        for piece in closed(items) if depth else [items]:
            held = [*parts(piece, ",")]
            for place, part in enumerate(held):
                listed = place and not any([one.kind in RELATIONS for one in held[place - 1]])
                beside = CUT if listed or self.soft else first
                behind = after if place == len(held) - 1 else ""
                for side in alternatives(part):
                    self.found += span_of(side, beside, behind)
                    beside = CUT if self.soft else ""
                self.tail = last_member(part)


def spans_of_segment(segment: Segment) -> tuple[list[Span], list[Item]]:
    """The spans of a segment, and the last member of its last chain; none where something in it is
    not read."""
    kinds = {item.kind for item in segment.items}
    if "foreign" in kinds or kinds.isdisjoint(WORTH):
        return [], segment.items if kinds <= {"number", "value"} else []
    builder = Builder(segment)
    return builder.spans(), builder.tail


def last_member(part: list[Item]) -> list[Item]:
    """The items behind the last relation of a chain."""
    places = [place for place, item in enumerate(part) if item.kind in ("relation", "congruence")]
    return part[places[-1] + 1 :] if places else part


def closed(items: list[Item]) -> Iterator[list[Item]]:
    """The pieces between brackets that are never closed."""
    unclosed: list[int] = []
    for i, item in enumerate(items):
        if item.kind == "(":
            unclosed.append(i)
        elif item.kind == ")":
            unclosed.pop()
    start = 0
    for i in [*unclosed, len(items)]:
        yield items[start:i]
        start = i + 1


def parts(items: list[Item], separator: str) -> Iterator[list[Item]]:
    """The items between separators outside brackets."""
    part: list[Item] = []
    depth = 0
    for item in items:
        depth += (item.kind == "(") - (item.kind == ")")
        if item.kind == separator and depth == 0:
            yield part
            part = []
        else:
            part.append(item)
    yield part


def alternatives(items: list[Item]) -> Iterator[list[Item]]:
    """What the items say, where they say something. Those separated by `or`, and by `and`, stay
    together where each is a relation of the same letter."""
    if "unread" in [item.kind for item in items]:
        items = without_unread(items)
    while items and items[-1].kind not in (*VALUES, "modulus"):
        items = items[:-1]
    for separator in ("or", "and"):
        if separator in [item.kind for item in items]:
            sides = list(parts(items, separator))
            if not all([is_statement(side) for side in sides]) or (
                separator == "and" and not one_letter(sides)
            ):
                for side in sides:
                    yield from alternatives(side)
                return
    kinds = [item.kind for item in items]
    counted = kinds.count("number") + kinds.count("value") + kinds.count("function")
    if counted and (
        any([kind in RELATIONS for kind in kinds]) or ("operator" in kinds and counted > 1)
    ):
        yield items


def without_unread(items: list[Item]) -> list[Item]:
    """What is left of a chain of equal members when those that are not read are left out; nothing
    of any other relation."""
    if any([item.kind in ("or", "and", "modulus", "mod") for item in items]):
        return []
    if any([item.kind in RELATIONS and item.text != "=" for item in items]):
        return []
    equals = Item("relation", "=", True)
    same = [equals if item.kind in RELATIONS else item for item in items]
    kept = [part for part in parts(same, "relation") if is_read(part)]
    if not kept or "congruence" in [item.kind for item in items]:
        return []
    return list(chain.from_iterable([(equals, *part) for part in kept]))[1:]


def is_read(items: list[Item]) -> bool:
    return all([item.kind != "unread" for item in items])


def is_statement(side: list[Item]) -> bool:
    return any([item.kind in RELATIONS for item in side])


def one_letter(sides: list[list[Item]]) -> bool:
    """Whether inequalities speak of one letter: x > 1 and x < 3."""
    letters = [letters_among(side) for side in sides]
    order = any([item.text[0] in "<>" for item in chain.from_iterable(sides)])
    return order and len(letters[0]) == 1 and all([each == letters[0] for each in letters])


def letters_among(items: list[Item]) -> set[str]:
    return {item.text for item in items if item.kind == "letter"}


def span_of(items: list[Item], before: str, after: str) -> Iterator[Span]:
    """The span that items make."""
    modulus = None
    if items[-1].kind == "modulus":
        modulus = int(items[-1].text) if len(items[-1].text) <= 40 else 0
        items = items[:-1]
    kinds = {item.kind for item in items}
    if "modulus" in kinds or modulus == 0 or not items:
        return
    text = joined(items)
    others: list[tuple[str, int | None]] = []
    if kinds & {"%", "degrees"}:
        others.append((joined([item for item in items if item.kind not in ("%", "degrees")]), None))
    trailing = MODULO.fullmatch(text) if "mod" in kinds and modulus is None else None
    if trailing is not None and kinds & {"relation", "congruence"}:
        if "congruence" in kinds:
            text, modulus = trailing[1], int(trailing[2])
        else:
            others.append((trailing[1], int(trailing[2])))
    elif "congruence" in kinds and modulus is None:
        before = CUT
    percents = sum([item.kind == "%" for item in items])
    signs = {item.text for item in items if item.kind == "operator"}
    if (
        percents
        and signs & {"+", "-"}
        and percents < sum([item.kind == "number" for item in items])
    ):
        before = CUT
    if "doubtful" in kinds or is_range(items):
        before = CUT
    decimals = any(["." in item.written for item in items])
    written = joined(items, written=True) if decimals or "~" in text else ""
    yield Span(text, tuple(NUMBERS(text)), modulus, before, after, tuple(others), written)


def is_range(items: list[Item]) -> bool:
    """Whether it begins as 3-5 does, which may say from 3 to 5."""
    if len(items) < 4 or [item.kind for item in items[:3]] != ["number", "operator", "number"]:
        return False
    first, sign, second = items[:3]
    tight = sign.text == "-" and not sign.apart and not second.apart
    return (
        tight
        and items[3].kind in RELATIONS
        and first.text.isdigit()
        and (second.text.isdigit() and int(first.text) < int(second.text))
    )


FRACTION = re.compile(r"\(\d+/\d+\)", re.ASCII)
BINDING = ("!", "value", "letter", "function", "(", "mod", "doubtful", "%", "degrees")
SPACED = {"+": " + ", "-": " - ", "*": " * ", "/": "/", "^": "^"}


def joined(items: list[Item], written: bool = False) -> str:
    """The text of items, as claims are written; with `written`, decimals as they stand."""
    pieces: list[str] = []
    square = any([item.text == "[" for item in items])
    lists = square and any([item.kind in (",", ";") for item in items])
    last = Item("", "")
    for item, behind in zip(items, [*items[1:], Item("", "")], strict=True):
        kind, text = item.kind, item.text
        if kind == "number":
            piece = item.written if written and item.written else text
        elif kind == "operator":
            piece = SPACED[text]
        elif kind in RELATIONS:
            piece = f" {text} "
        elif kind in ("mod", "or", "and"):
            piece = f" {kind} "
        elif kind == "doubtful":
            piece = "/" if text == ":" else " * "
        elif kind in (",", ";"):
            piece = f"{kind} "
        elif kind in ("(", ")"):
            piece = text if lists else kind
        elif kind == "%":
            piece = "*(1/100)"
            if last.kind == "number":
                piece, pieces[-1] = "/100)", f"({pieces[-1]}"
        elif kind == "degrees":
            piece = "*deg"
        else:
            piece = text
        if last.kind in VALUES and kind in ("value", "letter", "function"):
            pieces.append(between(last, item))
        elif FRACTION.fullmatch(piece) and not binds(last, behind):
            piece = piece[1:-1]
        pieces.append(piece)
        last = item
    return "".join(pieces)


def between(last: Item, item: Item) -> str:
    """What stands between two values side by side."""
    if item.kind == "function" or item.text[:1] == "[" or last.text[-1:] == "]":
        return " * "
    name = last.kind == "letter" or last.text[-1:].isalpha()
    return "*" if (name and item.text[:1] != "(") or item.text[:1].isdigit() else ""


def binds(last: Item, behind: Item) -> bool:
    """Whether a fraction needs its brackets, between the items beside it."""
    before = last.text in ("/", "^") or last.kind in (*VALUES, "mod", "doubtful")
    return before or behind.text in ("/", "^") or behind.kind in BINDING
