r"""Read a line of working, words and maths mixed, into items: numbers, letters, operators,
relations, words, and marks where something stands that is not read.

    Area: $5 \cdot 4 = 20$ cm -> word Area, break, number 5, operator *, number 4, relation =,
                                 number 20, word cm

The tokens and the table are those of answers; what a command with arguments becomes, the translator
says. Nothing is refused: what it refuses, brackets and all, becomes one item `unread`.
"""

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from curricula.maths_text.lexer import (
    BLANK,
    COMMAND,
    END,
    ESCAPED,
    LETTERS,
    NUMBER,
    SIGN,
    Token,
    normal,
    tokens,
)
from curricula.maths_text.symbols import (
    BINOMIALS,
    BREAKING_WORDS,
    COMMANDS,
    DETERMINANTS,
    FRACTIONS,
    GREEK,
    LAYOUTS,
    NO_PRODUCTS,
    ONE_ARGUMENT,
    SPACES,
    TEXTS,
    WORD_OPERATORS,
    WORD_RELATIONS,
    WRAPPERS,
)
from curricula.maths_text.translator import CHOICE, DEPTH, SMALL, VALUES, Translator, is_bar
from generators.answers.refusal import Beyond, Refusal
from generators.claims.functions import FUNCTIONS

RELATIONS = {"=", "!=", "<", "<=", ">", ">=", "~"}
# P(A \\cap B) and |A \\cup B|
EVENT = r"[A-Z](?:\^\{?c\}?|')?"
EVENTS = re.compile(
    rf"(?:(?<![A-Za-z\\])([A-Za-z])\s*(?:\\left)?\(|(?<![\w)}}\]])(?:\\left)?\|)\s*"
    rf"({EVENT}(?:\s*\\c[au]p\s+{EVENT}){{1,4}})\s*(?:\\right)?[)|]"
)
IMPLIES = "=>"  # stands for the word between two spans of which one follows from the other
IMPLYING = frozenset(
    "implies Rightarrow Longrightarrow iff Leftrightarrow Longleftrightarrow".split()
)
CUT = "+"  # stands for the word before a span that may be only the end of something
MATHS_OPENS = "(["  # behind a backslash: what follows stands apart from the words before


class Item(NamedTuple):
    """A piece of a line: what it is, its plain text, whether a blank stands before it, and a
    decimal as it was written."""

    kind: str
    text: str
    apart: bool = False
    written: str = ""


def items_of(line: str) -> list[Item]:
    """The items of a line."""
    text = normal(line)
    if "\\cup" in text or "\\cap" in text:
        text = EVENTS.sub(event_named, text)
    reader = LineReader(text, tokens(text))
    reader.mathematical = "\\" in line or "$" in line
    return reader.items()


def event_named(found: re.Match[str]) -> str:
    """The probability or the size of a union or an intersection as one name, `P_{AcapB}`."""
    events = re.sub(r"[\\\s{}^']", "", found[2])
    return f"{found[1] or 'n'}_{{{events}}}"


def numeral(written: str) -> str:
    """A number as claims write it: 0.25 is (1/4)."""
    if "." not in written:
        return written
    if len(written) > 60:
        raise Beyond("a decimal of too many places")
    fraction = Fraction(written)
    return f"({fraction})" if fraction.denominator > 1 else str(fraction)


class LineReader(Translator):
    """Reads one line; outside groups it writes items, within them text as the translator does."""

    def __init__(self, text: str, tokens: list[Token], found: list[Item] | None = None) -> None:
        super().__init__(text, tokens)
        self.found: list[Item] = [] if found is None else found
        self.start = 0  # where the item that is read began
        self.prefix = ""  # the 5 of {}_5C_2
        self.hidden: list[str] = []  # units within a group, which are left out of its text
        self.mathematical = False  # whether maths is set off, so that blanks in it say nothing

    def items(self) -> list[Item]:
        while self.tokens[self.at].kind != END:
            start = self.start = self.at
            token = self.tokens[start]
            self.at += 1
            if token.kind == BLANK:
                continue
            if token.kind == LETTERS and self.is_prose(token.text):
                self.found.append(Item("word", token.text, True))
                self.last = "word"
                continue
            try:
                self.take(token)
            except Refusal:
                self.unread(start)
        return self.found

    def is_prose(self, word: str) -> bool:
        """Whether a word is surely no maths, as most are."""
        behind = self.tokens[self.at].kind
        known = word in SPECIAL or word in FUNCTIONS
        return len(word) > 3 and not known and behind in (BLANK, END, ESCAPED)

    def unread(self, start: int) -> None:
        """One item for what could not be read, up to the end of its braces."""
        depth = 0
        for token in self.tokens[start : self.at]:
            depth += brace(token)
        while depth > 0 and self.tokens[self.at].kind != END:
            depth += brace(self.tokens[self.at])
            self.at += 1
        self.depth, self.pieces, self.hidden = 0, [], []
        first = self.tokens[start]
        within = first.text in OPAQUE if first.kind == COMMAND else first.text in "{|^_.'"
        self.add("unread" if within or first.kind == LETTERS else "foreign", first.text)

    # Writing

    def add(self, kind: str, text: str, written: str = "") -> None:
        before = self.tokens[self.start - 1] if self.start else None
        opens = before is not None and before.kind == ESCAPED and before.text in MATHS_OPENS
        apart = before is None or before.kind == BLANK or opens
        self.found += [Item("unit", unit) for unit in self.hidden]
        self.hidden = []
        self.found.append(Item(kind, text, apart, written))
        self.last = LAST.get(kind, "open")

    def put(self, piece: str, kind: str) -> None:
        if self.depth:
            if kind == "operator" and self.last in VALUES and piece in SPACED:
                piece = SPACED[piece]
            elif kind == "operator" and piece not in ("-", "+", "/", "^"):
                raise Refusal("a relation within a group")
            super().put(piece, kind)
        elif kind == "operator":
            self.operator(piece)
        elif kind == "number":
            self.add("number", numeral(piece), piece)
        elif kind in ("value", "function"):
            self.add(kind, piece)
        elif kind == "suffix":
            self.add(piece, piece)
        else:
            raise Refusal(f"{piece!r} in a line")

    def operator(self, sign: str) -> None:
        if sign in ("+", "-", "*", "/", "^"):
            self.add("operator", sign)
        elif sign in RELATIONS or sign == "==":
            self.add("congruence" if sign == "==" else "relation", "=" if sign == "==" else sign)
        elif sign == "|":
            self.add("divides", "|")
        elif sign == ":":
            self.add("doubtful", ":")
        else:
            raise Refusal(f"{sign!r} in a line")

    def joint(self, piece: str, kind: str) -> str:
        if kind == "number" or (self.last == "number" and piece[0].isdigit()):
            raise Refusal("two numbers side by side")
        if kind == "function":
            return " * "
        if kind == "open" or piece.startswith("(") or self.last == "number":
            return ""
        return "*" if piece[0].isalpha() and self.pieces[-1][-1].isalpha() else ""

    # Tokens

    def take(self, token: Token) -> None:
        if token.kind == SIGN and not self.depth:
            self.outer_sign(token.text)
        else:
            super().take(token)

    def number(self, digits: str) -> None:
        if digits.count(".") > 1:
            raise Refusal("a version, not a number")
        if self.depth:
            before = self.pieces[-1] if self.pieces else ""
            super().number(digits)
            if self.pieces[-1] == digits and before[-1:] != "_":
                self.pieces[-1] = numeral(digits)
            return
        if self.last == "base":
            raise Refusal("a number in a base")
        behind = self.tokens[self.at]
        while behind.kind == SIGN and behind.text == "," and len(digits.split(",")[0]) <= 3:
            group, after = self.tokens[self.at + 1], self.tokens[min(self.at + 2, self.end)]
            if group.kind != NUMBER or len(group.text.split(".")[0]) != 3:
                break
            if after.kind == SIGN and after.text == "," and "." in group.text:
                break
            digits += f",{group.text}"
            self.at += 2
            behind = self.tokens[self.at]
            if self.at >= self.end:
                break
        whole = digits.replace(",", "")
        if behind.kind == LETTERS and behind.text.lower() in ("st", "nd", "rd", "th"):
            self.at += 1
            self.add("word", digits + behind.text)
            return
        if behind.kind == LETTERS and behind.text in ("e", "E"):
            at = self.at
            super().number(whole)
            if self.at > at:
                return
            self.found.pop()
        if behind.kind == LETTERS and len(behind.text) > 1 and behind.text not in FUNCTIONS:
            self.glued(whole, behind.text)
            return
        self.add("number", numeral(whole), whole)

    @property
    def end(self) -> int:
        return len(self.tokens) - 1

    def glued(self, digits: str, word: str) -> None:
        """12cm, 2ab, 5x6: a number and letters directly behind it."""
        self.add("number", numeral(digits), digits)
        if len(word) <= 3 and word.islower() and word not in UNITS and word not in NO_PRODUCTS:
            self.at += 1
            self.found += [Item("letter", name) for name in word]
            self.last = "value"
        elif word not in GREEK and word not in ONE_ARGUMENT and word != "sqrt":
            self.at += 1
            self.add("word", word)

    def outer_sign(self, sign: str) -> None:
        behind = self.tokens[self.at]
        if sign in "([":
            self.add("(", sign)
        elif sign in ")]":
            self.add(")", sign)
        elif sign in "+-/":
            if sign == "-" and behind.kind == SIGN and behind.text in "->":
                self.dash(behind.text)
            elif sign == "/" and behind.kind == SIGN and behind.text == "/":
                self.at += 1
                raise Refusal("a division of a programming language")
            elif sign == "+" and behind.kind == SIGN and behind.text in "/-+":
                raise Refusal("plus or minus")
            else:
                self.add("operator", sign)
        elif sign == "*":
            self.star()
        elif sign in "=<>!":
            self.relation(sign)
        elif sign == ",":
            self.add(",", ",")
        elif sign == ";":
            self.add(";", ";")
        elif sign == "%":
            self.add("%", "%")
        elif sign == ":":
            before = self.tokens[self.start - 1] if self.start else None
            parted = (before is None or is_blank(before)) != is_blank(behind)
            self.add("break" if parted else "doubtful", "" if parted else ":")
        elif sign == ".":
            self.point(behind)
        elif sign == "'":
            self.prime()
        elif sign == "&":
            self.add("&", "&")
        elif sign == "?":
            self.add("break", "?")
        elif sign in "#@" and self.last not in VALUES:
            self.add("break", "")
        elif sign in '"`':
            self.last = "open"
        elif sign == "_" and self.last not in VALUES and behind.kind == LETTERS:
            self.last = "open"  # slanted type
        elif sign in "{^_|":
            self.sign(sign)
        elif sign.isascii():
            raise Refusal(f"{sign!r} is not read")
        else:
            self.foreign(sign)

    def dash(self, second: str) -> None:
        """--, which may be two minus signs, or ->."""
        self.at += 1
        after = self.tokens[self.at].kind
        if second == "-" and self.last in VALUES and after in (NUMBER, LETTERS, COMMAND):
            self.add("operator", "-")
            self.add("operator", "-")
        else:
            self.add("break", "")

    def point(self, behind: Token) -> None:
        """A full stop, or dots for what is left out."""
        if behind.kind == SIGN and behind.text == ".":
            while self.tokens[self.at].kind == SIGN and self.tokens[self.at].text == ".":
                self.at += 1
            raise Refusal("something left out")
        self.add("break", "")

    def star(self) -> None:
        """A product, a power as in 5**2, or the marks of bold and slanted type."""
        before, behind = self.tokens[self.at - 2], self.tokens[self.at]
        blank = self.at < 2 or before.kind == BLANK
        count = 1
        while behind.kind == SIGN and behind.text == "*":
            count += 1
            self.at += 1
            behind = self.tokens[self.at]
        follows = behind.kind in (NUMBER, LETTERS, COMMAND) or behind.text in ("(", "-", "|", "{")
        if count == 1:
            factor = follows or behind.kind in (BLANK, ESCAPED)
            word = self.last == "word" and blank and behind.kind == BLANK
            value = self.last in VALUES and factor and (behind.kind != BLANK or blank)
            if value or word:
                self.add("operator", "*")
        elif count == 2 and self.last in VALUES and follows and not blank:
            self.add("operator", "^")
        elif count == 2 and self.last in VALUES and blank and behind.kind == BLANK:
            self.add("operator", "^")

    def relation(self, sign: str) -> None:
        behind = self.tokens[self.at]
        if sign == "!" and not (behind.kind == SIGN and behind.text == "="):
            if self.last not in VALUES:
                self.add("break", "")
            else:
                self.add("!", "!")
            return
        if behind.kind == SIGN and behind.text in ("=", ">", "<"):
            both = sign + behind.text
            if both in (IMPLIES, "<-", "->", "<>"):
                self.at += 1
                self.add("break", IMPLIES if both == IMPLIES else "")
                return
            if both in ("<=", ">=", "!=", "=="):
                self.at += 1
                if both == "<=" and self.tokens[self.at].text == ">":
                    self.at += 1
                    self.add("break", "")
                    return
                self.add("relation", "=" if both == "==" else both)
                return
        self.add("relation", sign)

    def prime(self) -> None:
        """f'(x); elsewhere the mark of a quotation."""
        if self.found and self.found[-1].kind == "letter" and self.last in VALUES:
            item = self.found.pop()
            self.found.append(item._replace(text=item.text + "'"))
        else:
            self.last = "open"

    def foreign(self, sign: str) -> None:
        category = unicodedata.category(sign)
        if category[0] in "LPZC":
            self.add("word" if category[0] == "L" else "break", sign if category[0] == "L" else "")
        elif category == "So" and not (self.last in VALUES and self.operand_follows()):
            self.add("break", "")
        else:
            raise Refusal("a sign that is not known")

    def operand_follows(self) -> bool:
        token = self.next()
        return token.kind in (NUMBER, LETTERS, COMMAND) or token.text == "("

    def raised(self) -> None:
        if not self.depth and self.last not in VALUES:
            if self.found and self.found[-1].kind == "word":  # the 2 of cm^2
                self.argument(whole=True)
                self.last = "word"
                return
            self.before_choice()
            return
        token = self.next()
        if token.kind == COMMAND and token.text == "prime":
            self.at += 1
            self.prime()
            return
        super().raised()

    def degrees(self) -> None:
        if self.last not in VALUES:
            raise Refusal("degrees of nothing")
        if self.depth:
            super().degrees()
        else:
            self.add("degrees", "")

    def lowered(self) -> None:
        if self.depth:
            raise Refusal("an index within a group")
        if self.last not in VALUES:
            self.before_choice()
            return
        index = self.argument(whole=True)
        if self.found[-1].kind != "letter" or not index.isalnum():
            raise Refusal("an index that is not read")
        item = self.found.pop()
        self.found.append(item._replace(text=f"{item.text}_{index}"))

    def before_choice(self) -> None:
        """The first number of {}_5C_2."""
        self.prefix = self.argument(whole=True)
        if self.next().text != "C":
            self.prefix = ""
            raise Refusal("an index of nothing")

    def group(self, inner: str) -> None:
        if not self.depth and not inner:
            return
        if inner and not SMALL.fullmatch(inner) and "," in inner and not CHOICE.fullmatch(inner):
            raise Refusal("a set")
        if "|" in inner:
            raise Refusal("a set")
        if self.depth or not inner.isdigit():
            super().group(inner)
        else:
            self.add("number", inner, inner)

    def mixed(self, above: str, below: str) -> None:
        if self.depth:
            whole = self.pieces.pop()
            self.last = "open"
            super().put(f"({whole} + {above}/{below})", "value")
        else:
            whole = self.found.pop().text
            self.add("value", f"({whole} + {above}/{below})")

    # Words

    def letters(self, word: str) -> None:
        if self.depth:
            self.inner_letters(word)
            return
        behind = self.tokens[self.at]
        cross = word in ("x", "X") and self.last == "number"
        remainder = word in ("R", "r") and self.last in VALUES
        if behind.kind == NUMBER and remainder:
            self.add("word", word)
        elif behind.kind == NUMBER and not cross and not self.prefix and word != "C":
            self.at += 1  # a name such as s2
            self.add("word", word + behind.text)
        elif behind.kind == SIGN and behind.text == "'" and len(word) > 1:
            after = self.tokens[min(self.at + 1, self.end)]
            self.at += 1 + (after.kind == LETTERS)
            self.add("word", word)
        elif len(word) == 1:
            self.letter(word)
        elif word in WORD_OPERATORS and self.last in VALUES:
            self.add("operator", WORD_OPERATORS[word])
        elif word in WORD_RELATIONS and self.last in VALUES:
            self.add("relation", "=")
        elif word in ("or", "and", "mod"):
            self.add(word if self.last in VALUES or word == "mod" else "word", word)
        elif word in FUNCTIONS and self.next().text == "(":
            self.at += 1
            self.called(word)
        elif word in ("sqrt", "root") and self.next().text == "(":
            super().letters(word)
        elif word == "sqrt" and self.next().kind == NUMBER:
            self.root(word)
        elif word == "choose" and self.last in VALUES:
            self.add("choose", "")
        elif (word in ONE_ARGUMENT or word == "ceil") and self.argument_follows():
            super().letters(word)
        elif word in GREEK:
            self.add("value", word)
        elif behind.kind == SIGN and behind.text == "(" and len(word) > 1:
            self.add("unread", word)  # a function that is not known
        elif word in ("divided", "multiplied") and self.next().text == "by":
            self.at += 1
            self.add("operator", "/" if word == "divided" else "*")
        elif len(word) <= 3 and word.islower() and self.is_product(word):
            self.add("letter", word[0])
            self.found += [Item("letter", name) for name in word[1:]]
        else:
            self.add("word", word)

    def letter(self, name: str) -> None:
        behind = self.tokens[self.at]
        if name == "C" and (self.prefix or self.next().text == "("):
            self.choose()
        elif name == "C" and self.last == "number" and behind.kind == NUMBER:
            self.prefix = self.found.pop().text  # 5C2
            self.at += 1
            self.add("function", f"C({self.prefix}, {behind.text})")
            self.prefix = ""
        elif name == "C" and behind.kind == SIGN and behind.text in "_^" and self.is_choose():
            self.choose()
        elif name in "xX" and self.last == "number" and self.next().kind == NUMBER:
            tight = behind.kind == NUMBER and self.tokens[self.start - 1].kind == NUMBER
            self.add("doubtful" if tight else "operator", "*")
        elif name in "mgsL" and self.is_unit(name, behind):
            self.add("word", name)
        else:
            self.add("letter", name)

    def is_unit(self, name: str, behind: Token) -> bool:
        """Whether a letter in prose is the unit of the number before it, as in `it is 2 * 13 = 26
        m.`, and no unknown."""
        if self.mathematical or self.last != "number" or self.start == 0:
            return False
        ends = behind.kind == END or behind.text in (".", ",", ";")
        prose = any([item.kind == "word" and len(item.text) > 2 for item in self.found])
        unknown = any([item.kind == "letter" and item.text == name for item in self.found])
        apart = self.tokens[self.start - 1].kind == BLANK
        return ends and apart and prose and not unknown

    def is_choose(self) -> bool:
        """Whether C has an index and an exponent, both numbers."""
        ahead = [token.text for token in self.tokens[self.at : self.at + 10] if token.text.strip()]
        plain = [text for text in ahead if text not in "{}"]
        return len(plain) > 3 and {plain[0], plain[2]} == {"_", "^"} and plain[1].isdigit()

    def choose(self) -> None:
        """C(5, 2), {}_5C_2, ^5C_2 or C_5^2."""
        above, self.prefix = self.prefix, ""
        if not above and self.follows("("):
            self.called("C")
            return
        below = ""
        for _ in range(2):
            if self.follows("_"):
                index = self.argument(whole=True)
                above, below = (above, index) if above else (index, below)
            elif self.follows("^"):
                below = self.argument(whole=True)
        if not above or not below:
            raise Refusal("a choice without its numbers")
        if above.isdigit() and below.isdigit() and int(above) < int(below):
            above, below = below, above
        self.add("function", f"C({above}, {below})")

    def called(self, name: str) -> None:
        """A function that claims know, with its arguments in brackets."""
        self.put(f"{name}({self.until(')')})", "function")

    def argument_follows(self) -> bool:
        token = self.next()
        single = token.kind == LETTERS and (len(token.text) == 1 or token.text in GREEK)
        return token.kind == NUMBER or single or token.text in ("(", "^", "_", "frac", "pi")

    def is_product(self, word: str) -> bool:
        """Whether a few letters are a product of unknowns: ab^2, -xy, in maths set off from
        words."""
        if word in NO_PRODUCTS or word in UNITS or word in BREAKING_WORDS:
            return False
        behind = self.tokens[self.at]
        power = behind.kind == SIGN and behind.text in ("^", "=", "+", "-", "*", "/", "(")
        return self.mathematical and (power or self.last in ("operator", "relation", "value"))

    def inner_letters(self, word: str) -> None:
        if word in FUNCTIONS and self.next().text == "(":
            self.at += 1
            self.called(word)
        elif word in ("mod", "or", "and") or word in WORD_OPERATORS:
            if word != "mod":
                raise Refusal("words within a group")
            super().put(" mod ", "word")
        elif len(word) > 3 and word not in GREEK and word not in ONE_ARGUMENT and word != "sqrt":
            self.unit(word)
        else:
            super().letters(word)

    def quoted(self, words: str) -> None:
        self.unit(words)

    def unit(self, words: str) -> None:
        """A word within a group: the unit of the number before it, which is left out."""
        if self.last not in VALUES or any(word in BREAKING_WORDS for word in words.split()):
            raise Refusal("words within a group")
        self.hidden.append(words.lower())

    def words(self, inner: str) -> None:
        shown = " ".join(inner.split())
        if self.depth:
            if self.last in VALUES and len(shown) == 1 and shown.islower() and shown not in "ie":
                self.unit(shown)
                return
            if len(shown) == 1 or shown in ONE_ARGUMENT or shown in FUNCTIONS:
                super().words(inner)
            elif not shown.isascii() or any(sign.isdigit() for sign in shown):
                raise Refusal("words within a group")
            elif shown:
                self.unit(shown)
            return
        if shown in FUNCTIONS and self.next().text == "(":
            self.at += 1
            self.called(shown)
        elif shown in ("or", "and") and self.last in VALUES:
            self.add(shown, shown)
        elif shown in ONE_ARGUMENT:
            self.function(shown)
        elif len(shown) == 1 and shown.isalpha():
            unit = self.last in VALUES and shown.islower() and shown not in "ie"
            self.add("word" if unit else "letter", shown)
        elif self.last in VALUES and UNIT.fullmatch(shown) and shown not in BREAKING_WORDS:
            self.add("word", shown)
        else:
            within = LineReader(inner, tokens(inner), self.found)
            within.mathematical = self.mathematical
            within.items()
            self.last = LAST.get(self.found[-1].kind, "open") if self.found else "open"

    def shifted(self, index: str) -> None:
        raise Refusal("an index that is not read")

    # Commands

    def command(self, name: str) -> None:
        if name in ("pmod", "pod"):
            modulus = self.argument(whole=True)
            if self.depth or not modulus.isdigit():
                raise Refusal("a modulus that is no number")
            self.add("modulus", modulus)
        elif name in ("bmod", "mod"):
            if self.depth:
                super().put(" mod ", "word")
            else:
                self.add("mod", "mod")
        elif name == "choose":
            if self.depth:
                self.chosen()
            else:
                self.add("choose", "")
        elif name == "begin":
            self.environment()
        elif name == "end":
            self.raw()
        elif name == "tag":
            self.raw()
            self.add("break", "")
        elif name in TEXTS and self.next().text != "{":
            raise Refusal("words without their braces")
        elif name in WRAPPERS and not self.depth:
            self.wrapped()
        elif name == "det" and self.next().text == "begin":
            self.at += 1
            self.determinant(self.raw())
        elif name in FUNCTIONS and self.depth == 0 and name not in ("sqrt",):
            if self.next().kind == COMMAND and self.next().text == "left":
                self.at += 1
            if not self.follows("("):
                raise Refusal("a function without its brackets")
            self.called(name)
        elif name in ("varphi", "phi") and self.next().text == "(":
            self.at += 1
            self.called("phi")
        elif name in COMMANDS and COMMANDS[name].kind == "break":
            if self.depth:
                raise Refusal("a break within a group")
            self.add("break", IMPLIES if name in IMPLYING else "")
        elif name in ("lor", "vee", "land", "wedge") and not self.depth:
            word = COMMANDS[name].text.strip()
            self.add(word, word)
        elif name in ("quad", "qquad"):
            self.add("break", "")
        else:
            super().command(name)

    def series(self, name: str) -> None:
        raise Refusal(f"a {name} in a line of working, of which only what is equal to it is read")

    def dots(self) -> None:
        raise Refusal("dots in a line of working")

    def wrapped(self) -> None:
        """A group that is only set off, as \\boxed{5} is: its items stand as they would without."""
        if not self.follows("{"):
            return
        depth, at = 1, self.at
        while depth:
            token = self.tokens[at]
            if token.kind == END:
                raise Refusal("a '}' is missing")
            depth += brace(token)
            at += 1
        # the braces are taken away, and what stands between is read in its place
        self.tokens[at - 1] = self.tokens[at - 1]._replace(kind=BLANK, text=" ")

    def environment(self) -> None:
        name = self.raw().rstrip("*")
        if name in LAYOUTS:
            if name.startswith(("alignat", "array")):
                self.raw()
        elif name in DETERMINANTS:
            self.determinant(name)
        elif self.depth:
            raise Refusal("a matrix within a group")
        else:
            self.matrix(name)

    def determinant(self, environment: str) -> None:
        rows = self.rows(environment)
        self.put(f"det({'; '.join([', '.join(row) for row in rows])})", "function")

    def matrix(self, environment: str) -> None:
        if environment not in ("pmatrix", "bmatrix", "matrix", "smallmatrix"):
            raise Refusal("an environment that is not read")
        rows = self.rows(environment)
        self.put(f"[{'; '.join([', '.join(row) for row in rows])}]", "value")

    def cell(self, text: str) -> str:
        inner = LineReader(text.strip(), tokens(text.strip()))
        inner.depth = self.depth + 1
        if inner.depth > DEPTH:
            raise Beyond("matrices within matrices")
        written = inner.until("")
        if "," in written or not written:
            raise Refusal("a cell that is not read")
        return written

    def escaped(self, sign: str) -> None:
        if sign == "(" and self.found and self.found[-1].kind == "letter":
            behind = self.next()
            if behind.kind == SIGN and behind.text in "+-":  # "we get for x \\(-6 - 1 = -7\\)"
                self.add("break", CUT)
        if sign in "()[]" or sign in SPACES:
            return
        if sign == "\\":
            if self.depth:
                raise Refusal("rows within a group")
            self.add("row", "")
        elif sign == "%":
            self.put("%", "suffix")
        elif sign != "$":
            raise Refusal(f"'\\{sign}' in a line")

    def bar(self) -> None:
        if self.depth and self.last in VALUES:
            raise Refusal("a bar within a group")
        super().bar()

    def closes(self, token: Token, closing: str) -> bool:
        return super().closes(token, closing) and not (closing == "|" and not is_bar(token))


# Commands whose maths is not read, or may not be; what is equal to it is read nevertheless.
OPAQUE = (
    FRACTIONS
    | BINOMIALS
    | ONE_ARGUMENT
    | frozenset(
        (
            "sum prod int oint iint lim limsup angle measuredangle triangle overline vec hat bar "
            "overrightarrow tilde widehat nabla partial cdots ldots dots dotsb dotsc sqrt begin "
            "gcd lcm det max min mathbb lfloor lceil vert lvert text mathrm textbf operatorname"
        ).split()
    )
)
SPACED = {"+": " + ", "-": " - ", "*": " * ", ",": ", ", ";": "; "}
LAST = {  # what the translator calls the last piece when an item was written
    "number": "number",
    **dict.fromkeys(("value", "function", "letter", ")", "!", "%", "degrees"), "value"),
    **dict.fromkeys(("operator", "doubtful", "divides", "choose"), "operator"),
    **dict.fromkeys(("relation", "congruence"), "relation"),
    "word": "word",
}
UNIT = re.compile(r"[A-Za-z]+(?: ?/ ?[A-Za-z]+)?(?:\^?[23])?", re.ASCII)
SPECIAL = GREEK | ONE_ARGUMENT | WORD_RELATIONS | {*WORD_OPERATORS, "sqrt", "root"}
SPECIAL |= {"ceil", "floor"}
UNITS = frozenset(
    (
        "mm cm dm km nm ft yd mi mg kg lb lbs oz ml cl dl hr hrs min sec ms mph kph am pm kmh "
        "mAh GB MB kB kW kJ Hz cal rpm cc sq cu pcs"
    ).split()
)


def is_blank(token: Token) -> bool:
    """Whether a token is a blank, and not only a dollar sign, or the end."""
    return token.kind == END or (token.kind == BLANK and token.text != "$")


def brace(token: Token) -> int:
    if token.kind != SIGN:
        return 0
    return (token.text == "{") - (token.text == "}")
