r"""Put maths as models write it, LaTeX, Unicode or plain, into the project's plain maths; refuse
what is not read.

    \frac{3}{4} -> (3/4)    2x^{10} -> 2*x^10    \{1,\, 2\} -> {1,2}    \log_2 8 -> log(2; 8)
    60^\circ -> 60*deg      |x| -> abs(x)        \binom{5}{2} -> C(5, 2)        52_8 -> 52_8
                            \begin{pmatrix}1&2\\3&4\end{pmatrix} -> [[1,2],[3,4]]

Nothing is computed here: the tokens are read once from left to right, groups by recursion of
bounded depth, and written anew. Words stay in double quotes, where no reader takes them for maths.
"""

import re

from curricula.maths_text.lexer import (
    BLANK,
    COMMAND,
    END,
    ESCAPED,
    LETTERS,
    NUMBER,
    SIGN,
    Token,
    from_unicode,
    normal,
    tokens,
)
from curricula.maths_text.symbols import (
    BINOMIALS,
    CLOSERS,
    COMMANDS,
    DETERMINANTS,
    FRACTIONS,
    GREEK,
    IGNORED,
    IN_BRACKETS,
    INVERSE,
    MATRICES,
    NO_PRODUCTS,
    NUMBER_WORDS,
    ONE_ARGUMENT,
    SKIPPED,
    SPACES,
    TEXTS,
    WORDS,
    WRAPPERS,
)
from generators.answers.listing import split
from generators.answers.refusal import Beyond, Refusal, WrongKind

LENGTH = 2_000  # characters of one answer
DEPTH = 24  # groups within groups
DETERMINANT = 4  # rows of one

SIMPLE = re.compile(r"[-+0-9./,()\[\] ]*", re.ASCII)  # needs no translation
SHORTENED = re.compile(
    r"(?:[-+0-9./,()\[\] ]|oo| U )*|\{[-+0-9./,()\[\] ]*\}", re.ASCII
)  # nor does this, once shortened
SMALL = re.compile(r"[+-]?[A-Za-z0-9]+", re.ASCII)  # needs no brackets
MIXED = re.compile(r"(?<![\w.)])(\d+) (\d+)/(\d+)(?![\w.(])", re.ASCII)
INDEX = re.compile(r"[A-Za-z0-9]+", re.ASCII)
SHIFTED = re.compile(r"[A-Za-z] ?[+-] ?\d", re.ASCII)
BASE = re.compile(r"[0-9A-Z]+(?:\.[0-9A-Z]+)?", re.ASCII)
LOG_BASE = re.compile(r"[A-Za-z0-9/^()]+", re.ASCII)

CHOICE = re.compile(r"C\(\w+, \w+\)", re.ASCII)
DIFFERENTIAL = re.compile(r"d(?:\^(\d))?(?:\*([A-Za-z])(?:\^(\d))?)?", re.ASCII)
START = re.compile(r"([A-Za-z]) ?= ?(-?\d{1,3}|[A-Za-z])", re.ASCII)
SERIES = {"sum": "sum", "prod": "product"}
# two terms of a series that are plain numbers, whose sum hides how it goes on
PLAIN_TERMS = re.compile(r"(?:\A|[+-]) *[\d./()]+ *[+-] *[\d./()]+ *(?=[+-])", re.ASCII)
LETTER = re.compile(r"[A-Za-z]")

ONE_LETTER = re.compile("[A-Za-z]")
APPLIED = frozenset("fghFGH")  # letters that are functions of what stands in brackets behind them
INDICES = frozenset(("max", "min", "odot", "oplus", "perp", "parallel", "star", "infty"))
ACCENTS = frozenset(("bar", "hat", "tilde", "dot", "ddot", "vec", "overrightarrow"))
VALUES = ("value", "number", "close", "suffix")  # what a factor may stand behind
OPENS = {"(": ")", "[": "]", "{": "}"}


def plain(text: str) -> str:
    """The text in plain maths. Raises Refusal."""
    if SIMPLE.fullmatch(text):
        return text
    if len(text) > LENGTH:
        raise Beyond(f"an answer of more than {LENGTH} characters")
    if not text.isascii():
        text = from_unicode(text)
        if not text.isascii():
            raise Refusal("a character that is not read in maths")
    if text.count("$") % 2:
        raise Refusal("a dollar sign without its partner")
    short = text
    if "\\" in text:
        short = text.replace("\\left", " ").replace("\\right", " ")
        short = short.replace("\\{", "{").replace("\\}", "}")
        short = short.replace("\\infty", "oo").replace("\\cup", " U ").replace("  ", " ")
    short = short.strip()
    if SHORTENED.fullmatch(short):
        return short
    text = normal(text)
    return without_mixed(Translator(text, tokens(text)).until("").strip())


def without_mixed(text: str) -> str:
    """The text with a mixed number such as 1 1/2 as (1 + 1/2) where it is a part of something; by
    itself it stays as it is written."""
    if " " not in text or "/" not in text:
        return text

    def bracketed(found: re.Match[str]) -> str:
        before, after = text[: found.start()].rstrip()[-1:], text[found.end() :].lstrip()[:1]
        alone = before in ("", ",", "(", "[", "{", "=") and after in ("", ",", ")", "]", "}", "=")
        signed = before in ("-", "+") and not text[: found.start()].rstrip()[:-1].strip()
        if alone or (signed and after in ("", ",")):
            return found[0]
        return f"({found[1]} + {found[2]}/{found[3]})"

    return MIXED.sub(bracketed, text)


class Translator:
    """A place in the tokens of a text, and the pieces written so far."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.at = self.depth = 0
        self.pieces: list[str] = []
        self.last = "open"  # what the last piece was

    # Groups

    def until(self, closing: str) -> str:
        """What stands up to a closing sign, which is consumed; or up to the end."""
        outer, self.pieces, last, self.last = self.pieces, [], self.last, "open"
        self.depth += 1
        if self.depth > DEPTH:
            raise Beyond(f"nested deeper than {DEPTH}")
        inner = 0  # round brackets that are open within round ones
        while True:
            token = self.tokens[self.at]
            if token.kind == END:
                if closing:
                    raise Refusal(f"a {closing!r} is missing")
                break
            self.at += 1
            if closing and self.closes(token, closing):
                if not inner:
                    break
                inner -= 1
            elif closing == ")" and token.kind == SIGN and token.text == "(":
                inner += 1
            self.take(token)
        self.depth -= 1
        written, self.pieces, self.last = "".join(self.pieces), outer, last
        return written

    def closes(self, token: Token, closing: str) -> bool:
        if closing == "|":
            return self.last in VALUES and is_bar(token)
        if token.text != closing:
            return False
        return token.kind == (COMMAND if closing.isalpha() else SIGN)

    def put(self, piece: str, kind: str) -> None:
        """Write a piece; two values side by side are multiplied, a number behind a value is not."""
        if kind in ("value", "number", "open", "function") and self.last in VALUES:
            self.pieces.append(self.joint(piece, kind))
        self.pieces.append(piece)
        self.last = "value" if kind == "function" else kind

    def joint(self, piece: str, kind: str) -> str:
        """What stands between two values side by side."""
        if kind == "number" or (self.last == "number" and piece[0].isdigit()):
            return " "
        if piece == "(" and self.pieces and self.pieces[-1] in APPLIED:
            return ""  # f(x): a function of x
        if piece == "(" and self.pieces and ONE_LETTER.fullmatch(self.pieces[-1]):
            inner = [token.text for token in self.tokens[self.at : self.at + 2]]
            if inner == ["0", ")"]:
                return ""  # I(0): the first value of I
        return "*" if kind != "open" or piece == "(" else ""

    def next(self) -> Token:
        """The next token that is no blank, not consumed."""
        while self.tokens[self.at].kind == BLANK:
            self.at += 1
        return self.tokens[self.at]

    def follows(self, sign: str) -> bool:
        """Whether a sign is next, which is then consumed."""
        token = self.next()
        if token.kind == SIGN and token.text == sign:
            self.at += 1
            return True
        return False

    def raw(self) -> str:
        """The characters of the next group in braces."""
        if not self.follows("{"):
            raise Refusal("a group in braces is due")
        start, depth = self.tokens[self.at].start, 1
        while depth:
            token = self.tokens[self.at]
            if token.kind == END:
                raise Refusal("a '}' is missing")
            if token.kind == SIGN and token.text in "{}":
                depth += 1 if token.text == "{" else -1
            self.at += 1
        return self.text[start : self.tokens[self.at - 1].start]

    def argument(self, whole: bool = False) -> str:
        """The next group, or the next single sign as in \\frac12; a whole number with `whole`."""
        token = self.next()
        if token.kind == SIGN and token.text == "{":
            self.at += 1
            return self.until("}")
        if token.kind == NUMBER and (whole or len(token.text) == 1):
            self.at += 1
            return token.text
        if token.kind in (NUMBER, LETTERS) and token.text[0] != ".":
            first, rest = token.text[0], token._replace(text=token.text[1:], start=token.start + 1)
            if rest.text:
                self.tokens[self.at] = rest
            else:
                self.at += 1
            return first
        if token.kind == COMMAND:
            self.at += 1
            return self.alone(token)
        if token.kind == SIGN and token.text in "-+":
            self.at += 1
            return token.text.replace("+", "") + self.argument(whole)
        raise Refusal("an argument is missing")

    def alone(self, token: Token) -> str:
        """What one command becomes."""
        outer, self.pieces, last, self.last = self.pieces, [], self.last, "open"
        self.depth += 1
        if self.depth > DEPTH:
            raise Beyond(f"nested deeper than {DEPTH}")
        self.take(token)
        self.depth -= 1
        written, self.pieces, self.last = "".join(self.pieces), outer, last
        return written

    # Tokens

    def take(self, token: Token) -> None:
        """Write what a token becomes."""
        kind, text = token.kind, token.text
        if kind == NUMBER:
            self.number(text)
        elif kind == SIGN:
            self.sign(text)
        elif kind == LETTERS:
            self.letters(text)
        elif kind == COMMAND:
            self.command(text)
        elif kind == ESCAPED:
            self.escaped(text)

    def number(self, digits: str) -> None:
        if digits.count(".") > 1:
            raise Refusal("a number with two points")
        if self.last == "base":
            self.pieces.append(digits)
            self.last = "value"
            return
        behind, power = self.tokens[self.at], self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if behind.kind == LETTERS and behind.text in ("e", "E"):  # 4.5e33, 4.5e-7
            sign = ""
            if power.kind == SIGN and power.text in "+-":
                sign = power.text.replace("+", "")
                power = self.tokens[min(self.at + 2, len(self.tokens) - 1)]
                self.at += 1 if power.kind == NUMBER else 0
            if power.kind == NUMBER and power.text.isdigit():
                self.at += 2
                self.put(digits, "number")
                self.put("*", "operator")
                self.put(f"10^{exponent_of(sign + power.text)}", "value")
                return
        self.put(digits, "number")

    def sign(self, sign: str) -> None:
        if sign in "([":
            self.put(sign, "open")
        elif sign in ")]":
            self.put(sign, "close")
        elif sign == "^":
            self.raised()
        elif sign == "{":
            self.group(self.until("}"))
        elif sign == "_":
            self.lowered()
        elif sign == "*" and self.last == "operator" and self.pieces[-1] == "*":
            self.pieces[-1] = "^"
        elif sign == "|":
            self.bar()
        elif sign == "%":
            self.put("%", "suffix")
        elif sign == "'" and self.last in ("value", "primed") and self.pieces[-1][-1] not in ")]":
            self.put("'", "primed")
        elif sign == "!" and self.last in VALUES and not self.equals_next():
            self.put("!", "suffix")
        elif sign in "=<>!":
            self.put(sign, "operator")
        elif sign in "+-*/,;:":
            self.put(sign, "operator")
        else:
            raise Refusal(f"{sign!r} is not read in maths")

    def equals_next(self) -> bool:
        token = self.tokens[self.at]
        return token.kind == SIGN and token.text == "="

    def bar(self) -> None:
        """|x| where a value is due; else the bar of a set, or of divisibility."""
        if self.last in VALUES:
            self.put("|", "operator")
        else:
            self.put(f"abs({self.until('|')})", "function")

    def raised(self) -> None:
        """^: an exponent, or the ring of degrees."""
        token = self.next()
        start = self.at
        braced = self.follows("{")
        token = self.next()
        if token.kind == COMMAND and token.text == "prime" and self.last == "value":
            while self.next().text == "prime":
                self.at += 1
                self.put("'", "primed")
            if not braced or self.follows("}"):
                return
            raise Refusal("a prime with more beside it")
        if token.kind == COMMAND and token.text in ("circ", "degree"):
            self.at += 1
            if not braced or self.follows("}"):
                self.degrees()
                return
        self.at = start
        self.put("^", "operator")
        self.put(self.exponent(), "value")

    def degrees(self) -> None:
        if self.last not in VALUES:
            raise Refusal("degrees of nothing")
        self.put("*", "operator")
        self.put("deg", "value")

    def exponent(self) -> str:
        return exponent_of(self.argument(whole=True))

    def lowered(self) -> None:
        """_: the index of a name, or the base of a number."""
        index = self.named_index() or self.argument(whole=True).strip().strip('"')
        index = NUMBER_WORDS.get(index, index)
        if self.last == "close" and self.pieces[-1] == ")" and self.pieces[-3:-2] == ["("]:
            digits = self.pieces[-2]
            if BASE.fullmatch(digits):  # (2112)_6
                self.pieces[-3:] = [digits]
                self.last = "number"
        if self.last == "value" and SHIFTED.fullmatch(index):
            self.shifted(index)
            return
        if self.last not in ("number", "value") or not INDEX.fullmatch(index):
            raise Refusal("an index that is not read")
        if self.last == "number" and not index.isdigit():
            raise Refusal("a base that is no number")
        self.put(f"_{index}", "index")
        self.last = "value"

    def shifted(self, index: str) -> None:
        """The index of a_{n+2}."""
        self.put(f"_({index.replace(' ', '')})", "index")
        self.last = "value"

    def named_index(self) -> str:
        """The name of an index that is one command, as in m_{\\max}; '' for any other."""
        start = self.at
        braced = self.follows("{")
        token = self.next()
        if token.kind == COMMAND and token.text in INDICES:
            self.at += 1
            if not braced or self.follows("}"):
                return token.text
        self.at = start
        return ""

    def group(self, inner: str) -> None:
        """A group in bare braces: LaTeX's invisible brackets, or a set."""
        if SMALL.fullmatch(inner):
            self.put(inner, "number" if inner.isdigit() else "value")
        elif CHOICE.fullmatch(inner):
            self.put(inner, "function")
        elif not inner or "," in inner or "|" in inner:
            self.put("{" + inner + "}", "close")
        elif inner.startswith("(") and closed_at_end(inner):
            self.put(inner, "value")
        else:
            self.put(f"({inner})", "value")

    def escaped(self, sign: str) -> None:
        if sign in "{}":
            self.put(sign, "open" if sign == "{" else "close")
        elif sign == "%":
            self.put("%", "suffix")
        elif sign not in SPACES:
            raise Refusal(f"'\\{sign}' is not read in an answer")

    def letters(self, word: str) -> None:
        if word == "U" and self.last == "close":
            self.put(" U ", "word")
        elif word in WORDS:
            self.put(*WORDS[word])
        elif word in ("sqrt", "root"):
            self.root(word)
        elif word in INVERSE or word in ONE_ARGUMENT or word in IN_BRACKETS:
            self.function(word)
        elif word in GREEK:
            self.put(word, "value")
        elif word == "base" and self.last in VALUES:
            self.base()
        elif word == "x" and self.last == "number" and self.is_times():
            self.put("*", "operator")
        elif len(word) > 3 or (word.lower() in NO_PRODUCTS and self.next().text != "^"):
            self.quoted(word)  # but Be^x is a product
        elif word == "C" and self.next().text == "(":
            self.at += 1
            self.put(f"C({self.until(')')})", "function")
        else:
            for name in word:
                self.put(name, "value")

    def is_times(self) -> bool:
        """Whether the letter x stands for a cross: 4.5 x 10^7."""
        token = self.next()
        return token.kind == NUMBER

    def command(self, name: str) -> None:
        if name in ("quad", "qquad"):
            return
        if name in COMMANDS:
            self.symbol(name)
        elif name in FRACTIONS:
            self.fraction()
        elif name in IGNORED:
            if name in ("left", "right") and self.tokens[self.at].text == ".":
                self.at += 1
        elif name in ("sqrt", "surd", "cuberoot", "fourthroot"):
            self.root(name)
        elif name in ONE_ARGUMENT or name in IN_BRACKETS:
            self.function(name)
        elif name in TEXTS:
            self.words(self.raw())
        elif name in WRAPPERS:
            self.group(self.argument())
        elif name in ACCENTS:
            self.accent(name)
        elif name == "mathbb":
            self.put(self.argument(), "value")
        elif name == "choose":
            self.chosen()
        elif name in BINOMIALS:
            self.put(f"C({self.argument()}, {self.argument()})", "function")
        elif name in ("pmod", "pod"):
            self.put(f" mod {self.argument()}", "word")
            self.last = "value"
        elif name == "degree":
            self.degrees()
        elif name in SKIPPED:
            self.raw()
        elif name == "begin":
            self.matrix(self.raw())
        elif name in SERIES:
            self.series(SERIES[name])
        elif name in ("cdots", "ldots", "dots"):
            self.dots()
        else:
            raise Refusal(f"'\\{name[:20]}' is not read in maths")

    def series(self, name: str) -> None:
        """\\sum_{n=0}^{\\infty}, whose terms are all that is multiplied behind it."""
        bounds = {}
        for _ in range(2):
            token = self.next()
            while token.kind == COMMAND and token.text in IGNORED:
                self.at += 1
                token = self.next()
            sign = token.text
            if sign not in ("_", "^") or not self.follows(sign):
                break
            bounds[sign] = self.argument(whole=True).strip().removeprefix("+")
        start = START.fullmatch(bounds.get("_", ""))
        if start is None or "^" not in bounds:
            raise Refusal(f"a {name} without its bounds")
        self.put(f"{name}({start[1]}, {start[2]}, {bounds['^']})", "function")

    def dots(self) -> None:
        """x + x^2 + \\cdots, where a series of powers goes on."""
        following = self.next()
        if self.last != "operator" or self.pieces[-1] != "+" or not ends_series(following):
            raise Refusal("dots that are not at the end of a series")
        written = "".join(self.pieces)
        if not LETTER.search(written) or PLAIN_TERMS.search(written):
            raise Refusal("dots among numbers")
        self.put("dots", "value")

    def accent(self, name: str) -> None:
        """A letter with a sign above it, which is another letter: x_bar."""
        letter = self.argument().strip()
        if not (letter.isalpha() and (len(letter) == 1 or letter in GREEK)):
            raise Refusal(f"'\\{name}' over more than a letter")
        self.put(f"{letter}_{name}", "value")

    def symbol(self, name: str) -> None:
        text, kind = COMMANDS[name]
        if kind == "bar":
            self.bar()
        elif kind == "opens":
            self.put(f"{text}({self.until(CLOSERS[text])})", "function")
        elif kind == "break":
            raise Refusal(f"'\\{name}' parts one thing from another")
        else:
            self.put(text, "operator" if kind == "relation" else kind)

    # Signs with arguments

    def fraction(self) -> None:
        mixed = self.last == "number"
        above, below = self.argument(), self.argument()
        if mixed and above.isdigit() and below.isdigit():
            self.mixed(above, below)
            return
        if above[:1] == "d" and below.startswith("d*"):
            self.derivative(above, below)
            return
        above = above if SMALL.fullmatch(above) else f"({above})"
        below = below if SMALL.fullmatch(below) else f"({below})"
        self.put(f"({above}/{below})", "value")

    def chosen(self) -> None:
        """{7 \\choose 2}, the first number of which is written already."""
        above = "".join(self.pieces).strip()
        if not SMALL.fullmatch(above):
            raise Refusal("a choice among more than is clear")
        self.pieces, self.last = [], "open"
        self.put(f"C({above}, {self.argument(whole=True)})", "function")

    def derivative(self, above: str, below: str) -> None:
        """dy/dx, which is one unknown and no fraction of products."""
        of, by = DIFFERENTIAL.fullmatch(above), DIFFERENTIAL.fullmatch(below)
        if of is None or by is None or not of[2]:
            raise Refusal("a derivative of what stands behind it")
        times = (of[1] or "", by[3] or "")
        self.put(f"d_{times[0]}{of[2]}by{by[2]}{times[1]}", "value")

    def mixed(self, above: str, below: str) -> None:
        """A fraction behind a whole number."""
        self.put(f"{above}/{below}", "number")

    def root(self, name: str) -> None:
        degree = {"cuberoot": "3", "fourthroot": "4"}.get(name, "2")
        if name == "root":
            if not self.follows("("):
                raise Refusal("a root without its brackets")
            self.put(f"root({self.until(')')})", "function")
            return
        if name == "sqrt" and self.follows("["):
            degree = self.until("]")
        if self.next().text == "(":
            self.at += 1
            inner = self.until(")")
        else:
            inner = self.argument(whole=True)
            if name != "sqrt" and self.tokens[self.at].kind in (LETTERS, NUMBER):
                raise Refusal("a root whose end is not clear")
        self.put(f"sqrt({inner})" if degree == "2" else f"root({degree}, {inner})", "function")

    def function(self, name: str) -> None:
        """sin(2x), \\sin 2x, \\sin^2 x, \\log_2 8: without brackets the argument is a number,
        letters, or one command."""
        name, power, base = INVERSE.get(name, name) if name[0] == "a" else name, "", ""
        for _ in range(2):
            if self.follows("^"):
                power = self.exponent()
            elif self.follows("_"):
                base = self.argument(whole=True)
        if power == "(-1)" and name in INVERSE:
            name, power = INVERSE[name], ""
        if power and not power.isdigit():
            raise Refusal("the power of a function is a whole number")
        if base and (name != "log" or not LOG_BASE.fullmatch(base)):
            raise Refusal(f"{name} with an index")
        if name == "lg":
            name, base = "log", "10"
        inner = self.operand(name)
        called = f"{name}({base}; {inner})" if base else f"{name}({inner})"
        self.put(f"{called}^{power}" if power else called, "function")

    def operand(self, name: str) -> str:
        token = self.next()
        while (
            token.kind == ESCAPED
            and token.text in SPACES
            or (token.kind == COMMAND and token.text in IGNORED)
        ):
            self.at += 1
            token = self.next()
        if token.kind == SIGN and token.text in ("(", "{", "|"):
            self.at += 1
            if token.text == "|":
                return f"abs({self.until('|')})"
            return self.until(")" if token.text == "(" else "}").strip()
        if name in IN_BRACKETS:
            raise Refusal("a function without its brackets")
        if token.kind == COMMAND and token.text in ("vert", "lvert"):
            self.at += 1
            return f"abs({self.until('|')})"
        parts = []
        if token.kind == NUMBER and token.text.count(".") < 2:
            parts.append(token.text)
            self.at += 1
            if self.ring():
                return f"{token.text}*deg"
            token = self.next()
        if token.kind == LETTERS and (len(token.text) <= 3 or token.text in GREEK):
            parts += [token.text] if token.text in GREEK else token.text
            self.at += 1
        elif token.kind == COMMAND and (not parts or token.text in GREEK):
            self.at += 1
            parts.append(self.alone(token))
            behind = self.next()
            multiplied = token.text in GREEK or (
                token.text in ("sqrt", *FRACTIONS) and parts[-1][-1] == ")"
            )
            if multiplied and behind.kind == LETTERS and len(behind.text) == 1:
                parts.append(behind.text)  # \\sin \\omega t, \\cos \\sqrt{6} t
                self.at += 1
        following = self.next()
        if name in ("ln", "log") and len(parts) == 1 and following.text == "^":  # \\ln x^2
            self.at += 1
            parts = [f"{parts[0]}^{self.exponent()}"]
            following = self.next()
        unclear = following.kind in (NUMBER, LETTERS) or following.text in ("^", "(")
        if not parts or (unclear and following.kind != COMMAND):
            raise Refusal("a function whose argument is not clear")
        return "*".join(parts)

    def ring(self) -> bool:
        """Whether the ring of degrees is next, which is then consumed."""
        start = self.at
        if self.follows("^"):
            braced = self.follows("{")
            token = self.next()
            if token.kind == COMMAND and token.text in ("circ", "degree"):
                self.at += 1
                if not braced or self.follows("}"):
                    return True
        self.at = start
        return False

    # Words and matrices

    def words(self, inner: str) -> None:
        """What stands in \\text{...}."""
        shown = " ".join(inner.split())
        if shown in WORDS:
            self.put(*WORDS[shown])
        elif len(shown) == 1 and shown.isalpha():
            self.put(shown, "value")
        elif shown in ONE_ARGUMENT or shown in IN_BRACKETS:
            self.function(shown)
        elif BASE.fullmatch(shown) and self.next().text == "_":  # \text{1101}_4
            self.put(shown, "number")
        elif shown == "base":
            self.base()
        elif '"' in shown:
            raise Refusal("a quotation mark")
        elif shown:
            self.quoted(shown)

    def base(self) -> None:
        """`2112 base 6`: the next number is the base."""
        self.pieces.append("_")
        self.last = "base"

    def quoted(self, words: str) -> None:
        """Words that are no maths, in one pair of quotation marks with those before."""
        if self.last == "words":
            self.pieces[-1] = f'{self.pieces[-1][:-1]} {words}"'
        else:
            self.put(f'"{words}"', "words")

    def matrix(self, environment: str) -> None:
        if environment not in MATRICES | DETERMINANTS:
            raise WrongKind(f"a {environment[:20]!r} is not read in an answer")
        rows = self.rows(environment)
        if environment in DETERMINANTS:
            self.put(f"({determinant(rows)})", "value")
            return
        self.put("[" + ",".join(["[" + ",".join(row) + "]" for row in rows]) + "]", "close")

    def rows(self, environment: str) -> list[list[str]]:
        """The cells of a matrix, up to its end, which is consumed."""
        if environment == "array":
            self.raw()
        start = self.tokens[self.at].start
        end = self.text.find(f"\\end{{{environment}}}", start)
        if end < 0:
            raise Refusal("a matrix without its end")
        body = self.text[start:end]
        while self.tokens[self.at].start < end + len(environment) + 6:
            if self.tokens[self.at].kind == END:
                break
            self.at += 1
        rows = [row.split("&") for row in body.split("\\\\") if row.strip()]
        return [list(map(self.cell, row)) for row in rows]

    def cell(self, text: str) -> str:
        text = text.strip()
        if SIMPLE.fullmatch(text) and "," not in text:
            return text
        inner = type(self)(text, tokens(text))
        inner.depth = self.depth + 1
        written = inner.until("")
        if "," in written and len(split(written)) > 1:
            raise Refusal("a comma within a matrix")
        return written


def ends_series(token: Token) -> bool:
    """Whether a series ends before this token."""
    closing = token.kind == COMMAND and token.text == "right"
    return token.kind == END or closing or (token.kind == SIGN and token.text in ")],;")


def is_bar(token: Token) -> bool:
    if token.kind == SIGN:
        return token.text == "|"
    return token.kind == COMMAND and token.text in ("vert", "rvert", "lvert", "mid")


def determinant(rows: list[list[str]]) -> str:
    """A determinant, which is a number, as the calculation that it stands for, along the first
    row. Raises Refusal."""
    size = len(rows)
    if not 1 <= size <= DETERMINANT or any([len(row) != size for row in rows]):
        raise Refusal(f"a determinant that is not square, or of more than {DETERMINANT} rows")
    if size == 1:
        return f"({rows[0][0]})"
    terms = []
    for column, entry in enumerate(rows[0]):
        minor = [row[:column] + row[column + 1 :] for row in rows[1:]]
        terms.append(f"({entry})*({determinant(minor)})")
    written = terms[0] + "".join([f"{'-+'[at % 2]}{term}" for at, term in enumerate(terms[1:])])
    if len(written) > LENGTH:
        raise Beyond(f"a determinant of more than {LENGTH} characters")
    return written


def exponent_of(inner: str) -> str:
    return inner if inner.isalnum() else f"({inner})"


def closed_at_end(text: str) -> bool:
    """Whether the bracket that opens a text is closed by its last sign."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return place == len(text) - 1
    return False
