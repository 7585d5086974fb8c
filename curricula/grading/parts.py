r"""Golds of several parts, and those that say something in words: `\max at x=2, min at x=4`,
`radius: 5, center: (1, -2)`, `concave up on (0, \infty)`, `25000/49 meters, 1000/49 seconds`.

A text is parts, and a part is words and maths in turn. Words are compared word by word, without
capitals, marks, articles and the commands of LaTeX; the maths between them by its value, each piece
read as the kind that the gold's own piece is. Parts that all say what they are may come in any
order.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from curricula.grading.decoration import SHORT_UNITS, SIGNS, UNIT, undecorated, unlabelled
from curricula.grading.gold import Gold
from curricula.grading.words import MATHS, is_word
from curricula.maths_text.lexer import from_unicode
from curricula.maths_text.symbols import TEXTS
from curricula.maths_text.translator import plain
from generators.answers.answer import Unreadable
from generators.answers.exact import expression
from generators.answers.exact import is_name as names_one
from generators.answers.quotient import text as canonical
from generators.answers.refusal import Beyond, Refusal

LENGTH = 1_200  # characters of such a text
PARTS = 24
SPANS = 40  # pieces of maths

TEXT = "|".join(sorted((TEXTS - {"operatorname"}) | {"mathit", "mathsf"}))
SCAN = re.compile(
    rf"""
     \\(?:{TEXT})\s*\{{(?P<text>[^{{}}]*)\}}
    |(?P<block>\\begin\{{(?P<name>[a-z]+\*?)\}}.*?\\end\{{(?P=name)\}})
    |(?P<break>\\q?quad(?![a-zA-Z])|\\\\|\\newline|;|\n)
    |(?P<extreme>(?:\\|(?<![a-zA-Z\\]))(?i:max|min)(?![a-zA-Z]))(?!\s*(?:[_({{]|\\[{{l]))
    |(?P<union>\\bigcup(?:\s*[_^]\s*(?:\{{[^{{}}]*\}}|\w)){{1,2}})
    |(?P<command>\\(?:[a-zA-Z]+|.))
    |(?P<open>[(\[{{])|(?P<close>[)\]}}])
    |(?P<comma>,)
    |(?P<stop>[.!?](?=\s|\Z))
    |(?P<word>(?:[^\W\d_]|(?<=[^\W\d_])['’-](?=[^\W\d_]))+)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
DELIMITERS = re.compile(r"(?<!\\)\$|\\[()]|\*\*")
TEXTS_WRITTEN = re.compile(rf"\\(?:{TEXT})\s*\{{([^{{}}]*)\}}")
JOINT = re.compile(r"\s*(?:[,;](?!\d)\s*(?:and\b)?|\band\b)\s*")
SPACES = ("\\,", "\\;", "\\:", "\\!", "\\ ", "~")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
THOUSANDS = re.compile(r",\d{3}(?!\d)")
UNBRACED = re.compile(r"[\s{}]")
ARTICLES = frozenset(("a", "an", "the"))
ABBREVIATED = frozenset("max min pt pts approx ft hr hrs sq sec i e".split())
MARKS = " \t\n.,:;~!?"
READ_AS_MATHS = MATHS | {"mod", "infinity", "inf", "oo", "U"}
VALUE_WORDS = 6
CONSTANT = re.compile(r"\\(?:cos|sin|tan|sec|csc|cot|ln|log|arc\w+)(?![a-z])")
RELATION = re.compile(r"[<>≤≥≠]|\\(?:[lg]eq?|[lg]eqslant|[lg]t|neq?)(?![a-z])")
ASIDE = re.compile(r"\(\s*([^\W\d_]{2,})")  # (pounds)
SAYING = ("is", "are", "equals", "be", "length", "area", "about", "approximately")
DENYING = frozenset("not no never neither nor if or unless except than".split())
UNIT_WORDS = 3

Reader = Callable[[str], Gold]
Judge = Callable[[str, Gold], bool]


class Part(NamedTuple):
    """One part of a text: its words, '' where a piece of maths stands among them, those pieces, and
    the text itself."""

    words: tuple[str, ...]
    spans: tuple[str, ...]
    text: str


class GoldPart(NamedTuple):
    """One part of a gold: its words, the golds that stand among them, and, of one that is a value
    alone, the name that it is given, which may be such that the value does not know it."""

    words: tuple[str, ...]
    golds: tuple[Gold, ...]
    name: str = ""
    named_here: bool = False

    @property
    def says_what_it_is(self) -> bool:
        """Whether the part tells what its value is, so that it need not stand in its place."""
        if len(self.words) > 1:
            return bool(self.golds)
        return bool(self.golds) and (self.name != "" or self.golds[0].kind == "equation")


def parts_of(raw: str) -> list[Part]:
    """The parts of a text. Raises Refusal, Beyond."""
    if len(raw) > LENGTH:
        raise Beyond(f"a text of more than {LENGTH:,} characters")
    found = [part for part in PartReader(raw).parts() if part.words]
    if len(found) > PARTS or sum([len(part.spans) for part in found]) > SPANS:
        raise Beyond(f"a text of more than {PARTS} parts")
    return found


def spread(found: re.Match[str]) -> str:
    """What stands in \\text{...} with its commas and `and` outside, as commas."""
    pieces = JOINT.split(found[1])
    if len(pieces) == 1:
        return found[0]
    return ", ".join([f"\\text{{{piece}}}" if piece.strip() else "" for piece in pieces])


def sole_value(parts: tuple[GoldPart, ...]) -> Gold | None:
    """The gold that a text is where it is one value and nothing else."""
    if len(parts) != 1 or parts[0].words != ("",) or parts[0].named_here:
        return None
    return parts[0].golds[0]


class PartReader:
    """Reads a text from left to right, and gathers words and maths until a part ends."""

    def __init__(self, raw: str) -> None:
        self.raw = TEXTS_WRITTEN.sub(spread, DELIMITERS.sub(" ", from_unicode(raw)))
        self.words = list[str]()
        self.spans = list[str]()
        self.run = ""  # maths that goes on
        self.start = 0
        self.depth = 0
        self.aside = False  # whether a bracket round words is open

    def parts(self) -> Iterator[Part]:
        for found in SCAN.finditer(self.raw):
            if self.ends_part(found):
                yield self.part(found.start())
                self.start = found.end()
            else:
                self.take(found)
        yield self.part(len(self.raw))

    def ends_part(self, found: re.Match[str]) -> bool:
        sort, sign = found.lastgroup, found[0]
        if sort == "break":
            return not self.depth
        if self.depth:
            return False
        if sort == "comma":
            within = self.run[-1:].isdigit() and THOUSANDS.match(self.raw, found.start())
            return not within
        if sort == "stop":
            before = self.words[-1] if self.words and not self.run.strip() else ""
            return sign == "." and before not in ABBREVIATED
        return sort == "word" and sign.lower() == "and"

    def take(self, found: re.Match[str]) -> None:
        sort, sign = found.lastgroup, found[0]
        if sort == "text":
            self.take_text(found[0], found["text"])
        elif sort == "extreme":
            self.word(sign.lstrip("\\"))
        elif sort == "word":
            self.letters(sign, found.end())
        elif sort == "union":
            self.word(UNBRACED.sub("", sign))
        elif sort == "stop":
            pass
        elif not self.is_aside(sign, found.start()):
            self.depth += (sort == "open") - (sort == "close")
            self.run += " " if sign in SPACES and not self.run[-1:].isdigit() else sign

    def is_aside(self, sign: str, at: int) -> bool:
        """Whether a bracket is one round words, `(pounds)`, which is left out."""
        if self.depth or sign not in ("(", ")"):
            return False
        if sign == ")":
            closing, self.aside = self.aside, False
            return closing
        words = ASIDE.match(self.raw, at)
        self.aside = self.aside or (words is not None and reads_as_word(words[1]))
        return self.aside

    def take_text(self, whole: str, inner: str) -> None:
        """What stands in \\text{...}: words, or letters that are only set upright."""
        words = WORD.findall(inner)
        if self.depth or not any([is_extreme(word) or reads_as_word(word) for word in words]):
            self.run += whole
            return
        at = 0
        for word in WORD.finditer(inner):
            self.run += inner[at : word.start()].strip(MARKS)
            if is_extreme(word[0]):
                self.word(word[0])
            else:
                self.letters(word[0], len(self.raw))
            at = word.end()
        self.run += inner[at:].strip(MARKS)

    def letters(self, letters: str, end: int) -> None:
        article = letters in ("a", "A") and not self.run.strip(MARKS)
        if article and re.match(r"\s+[^\W\d_]{2}", self.raw[end : end + 12]):
            return
        if self.depth or not reads_as_word(letters):
            self.run += letters
        else:
            self.word(letters)

    def word(self, word: str) -> None:
        self.close_run()
        word = word.casefold().replace("’", "'")
        if word not in ARTICLES:
            self.words.append(UNIT.get(word, word))

    def close_run(self) -> None:
        span = self.run.strip(MARKS)
        if self.words and self.words[-1]:
            span = span.removeprefix("=").lstrip()  # the slope = 2
        self.run = ""
        if span:
            self.words.append("")
            self.spans.append(span)

    def part(self, end: int) -> Part:
        self.close_run()
        part = Part(tuple(self.words), tuple(self.spans), self.raw[self.start : end].strip(MARKS))
        self.words, self.spans = [], []
        return part


def is_extreme(word: str) -> bool:
    """Whether a word is short for a maximum or a minimum."""
    return word.lower() in ("max", "min")


def reads_as_word(letters: str) -> bool:
    """Whether letters are a word or a unit and no product of unknowns, nor a function."""
    if letters in READ_AS_MATHS:
        return False
    return is_word(letters) or letters.lower() in SHORT_UNITS or "-" in letters or "'" in letters


def gold_parts(raw: str, read: Reader) -> tuple[GoldPart, ...]:
    """The parts of a gold, its maths read by `read`. Raises Unreadable where a piece of it is
    not."""
    parts = parts_of(raw)
    if not parts:
        raise Refusal("marks alone")
    return tuple([gold_part(part, read) for part in parts])


def gold_part(part: Part, read: Reader) -> GoldPart:
    """One part of a gold: a value, with its unit or its name; else words with maths among them."""
    if part.words[0] == "" and len(part.words) <= VALUE_WORDS:
        try:
            return value_part(part, read)
        except Unreadable:
            if part.words == ("",):
                raise
    return GoldPart(part.words, tuple([read(undecorated(span)) for span in part.spans]))


def value_part(part: Part, read: Reader) -> GoldPart:
    """A part that is one value, such as `v = 3 \\text{ ft}` or `\\cos(\\pi) = -1`. Raises
    Unreadable."""
    text = undecorated(part.text)
    left, right = named(text)
    if left and RELATION.search(text):  # ... = 5 > 0 says two things
        raise Refusal("an equation and an inequality in one")
    if part.words == ("",) and left and is_name(text, left):
        return GoldPart(("",), (read(right),), name_of(left), named_here=True)
    gold = read(text)
    return GoldPart(("",), (gold,), name_of(label_of(text)))


def label_of(text: str) -> str:
    """The name that a value is given, `y_2` in `y_2 = 2x`, however the value is written."""
    label = unlabelled(text)[1]
    if label or "=" not in text:
        return label
    left = named(text)[0]
    try:
        return left if names_one(plain(left)) else ""
    except Unreadable:
        return ""


def is_name(text: str, left: str) -> bool:
    """Whether what stands left of a value only says what it is the value of: it is not read, or it
    is a function at a number."""
    if unlabelled(text)[1]:
        return False
    try:
        expression(plain(left))
    except Unreadable:
        return True
    return CONSTANT.search(left) is not None


def named(text: str) -> tuple[str, str]:
    """What stands left and right of the last `=` outside brackets; '' on the left where there is
    none."""
    depth, place = 0, -1
    for at, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "=" and not depth and text[at - 1 : at] not in ("<", ">", "!", ":"):
            place = at
    return (text[:place].strip(" &"), text[place + 1 :].strip(" &")) if place > 0 else ("", text)


def name_of(left: str) -> str:
    """A name as it is compared: its value in canonical text where it is read, else its signs."""
    if not left:
        return ""
    try:
        return canonical(expression(plain(left)))
    except Unreadable:
        shown = from_unicode(re.sub(rf"\\(?:{TEXT}|mathbf|left|right)(?![a-z])", "", left))
        return re.sub(r"\s", "", SIGNS.sub("", shown))


def value_said(parts: tuple[GoldPart, ...], raw: str, read: Reader) -> Gold | None:
    """The one value that a sentence tells, as `The mode is 1/3.` does: then the value alone is an
    answer too."""
    if len(parts) != 1 or len(parts[0].golds) != 1 or len(parts[0].words) < 2:
        return None
    words = parts[0].words
    at = words.index("")
    if not at or words[at - 1] not in SAYING or DENYING.intersection(words):
        return None
    behind = words[at + 1 :]
    if not behind:
        return parts[0].golds[0]
    if len(behind) > UNIT_WORDS:
        return None
    try:
        gold = read(rf"{parts_of(raw)[0].spans[0]} \text{{ {' '.join(behind)} }}")
    except Unreadable:
        return None
    return gold if gold.reading.unit else None


def pays(raw: str, wanted: tuple[GoldPart, ...], judge: Judge) -> bool:
    """Whether an answer says all parts of a gold, and nothing else. Raises Refusal, Beyond."""
    found = parts_of(undecorated(raw))
    if len(found) != len(wanted):
        return False
    if all([part_pays(part, gold, judge) for part, gold in zip(found, wanted, strict=True)]):
        return True
    if not all([gold.says_what_it_is for gold in wanted]):
        return False
    left = list(found)
    for gold in wanted:
        said = next((part for part in left if part_pays(part, gold, judge, True)), None)
        if said is None:
            return False
        left.remove(said)
    return True


def part_pays(part: Part, gold: GoldPart, judge: Judge, moved: bool = False) -> bool:
    """Whether one part of an answer says one part of a gold; one that is not in its place has to
    have the gold's name."""
    if gold.words != ("",):
        if part.words != gold.words:
            return False
        return all(map(judge, part.spans, gold.golds))
    text, wanted = undecorated(part.text), gold.golds[0]
    left, right = named(text) if gold.named_here else (label_of(text), text)
    if gold.name and name_of(left) != gold.name and (left or moved):
        return False
    if moved and not gold.name and "=" not in text:  # an equation is known by its letters
        return False
    return judge(right if gold.named_here else part.text, wanted)
