r"""Put maths as models write it, LaTeX or plain, into the plain maths that generators/answer.py reads; refuse the rest.

    \frac{3}{4} -> (3/4)    2x^{10} -> 2*x^10    \{1,\, 2\} -> {1,2}    \begin{pmatrix}1&2\\3&4\end{pmatrix} -> [[1,2],[3,4]]

Nothing is computed here: a text is read once from left to right, groups by recursion of bounded depth, and written anew. Words
in \text{...} stay in double quotes, where no reader takes them for maths.
"""

import re

from generators.quotient import FUNCTIONS, NAMES
from generators.refusal import Beyond, Refusal, WrongKind

LENGTH = 2_000  # characters of one answer
DEPTH = 24  # groups within groups

SIMPLE = re.compile(r"[-+0-9./,()\[\] ]*", re.ASCII)  # needs no translation
SHORTENED = re.compile(r"(?:[-+0-9./,()\[\] ]|oo| U )*|\{[-+0-9./,()\[\] ]*\}", re.ASCII)  # nor does this, once shortened
TOKEN = re.compile(r"\\([A-Za-z]+)\*?|\\(.)|(\d+(?:\.\d+)?|\.\d+)|([A-Za-z]+)|([\s~$]+)|(.)", re.ASCII | re.DOTALL)
COMMAND, ESCAPED, NUMBER, LETTERS, BLANK, CHARACTER = 1, 2, 3, 4, 5, 6
THIN = re.compile(r"(?<=\d)(?:\{,\}|,\\!|\\[,!;: ]|~)\s*(?=\d{3}(?!\d))", re.ASCII)  # separators of thousands in LaTeX
SMALL = re.compile(r"[+-]?[A-Za-z0-9]+", re.ASCII)  # needs no brackets in a fraction
DELIMITERS = ("(", ")", "[", "]", ".", "|", "{", "}")

# What a command is replaced by, and what it then is: an operator, a value, an opening or a closing bracket, a word.
SYMBOLS = {
    **dict.fromkeys(("cdot", "times", "ast"), ("*", "operator")),
    **dict.fromkeys(("le", "leq", "leqslant"), ("<=", "operator")),
    **dict.fromkeys(("ge", "geq", "geqslant"), (">=", "operator")),
    **dict.fromkeys(("ne", "neq"), ("!=", "operator")),
    **dict.fromkeys(("emptyset", "varnothing"), ("{}", "value")),
    **dict.fromkeys(("bmod", "mod"), (" mod ", "word")),
    **dict.fromkeys(("lbrace", "langle"), ("{", "open")),
    **dict.fromkeys(("rbrace", "rangle"), ("}", "close")),
    **{name: (name, "value") for name in NAMES},
    **{f"var{name}": (name, "value") for name in ("epsilon", "theta", "phi", "rho", "sigma")},
    "langle": ("(", "open"),
    "rangle": (")", "close"),
    "div": ("/", "operator"),
    "pm": ("+-", "operator"),
    "lt": ("<", "operator"),
    "gt": (">", "operator"),
    "equiv": ("==", "operator"),
    "infty": ("oo", "value"),
    "cup": (" U ", "word"),
    "in": (" in ", "word"),
    "lor": (" or ", "word"),
    "land": (" and ", "word"),
}
IGNORED = set(
    ("left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr")
    + ("displaystyle", "textstyle", "limits", "quad", "qquad", "nolimits", "bf", "rm", "it", "boldmath", "hspace", "thinspace")
)
WRAPPERS = {"mathbf", "boldsymbol", "mathit", "mathsf", "bm", "ensuremath", "boxed", "fbox", "underline", "mathtt"}
TEXTS = {"text", "textbf", "textit", "textrm", "textnormal", "textsf", "mbox", "mathrm", "hbox", "operatorname"}
WORDS = {"and": " and ", "or": " or ", "in": " in ", "mod": " mod ", "oo": "oo", "inf": "oo", "infty": "oo", "infinity": "oo"}
MATRICES = {"matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"}


def plain(text: str) -> str:
    """The text in plain maths. Raises Refusal."""
    if SIMPLE.fullmatch(text):
        return text
    if len(text) > LENGTH:
        raise Beyond(f"an answer of more than {LENGTH} characters")
    if not text.isascii():
        text = from_unicode(text)
    if text.count("$") % 2:
        raise Refusal("a dollar sign without its partner")
    short = text
    if "\\" in text:
        short = text.replace("\\left", "").replace("\\right", "").replace("\\{", "{").replace("\\}", "}")
        short = short.replace("\\infty", "oo").replace("\\cup", " U ").replace("  ", " ")
    if SHORTENED.fullmatch(short):
        return short
    if "\\" in text or "{,}" in text or "~" in text:
        text = THIN.sub("", text)
    return Translation(text).until("").strip()


UNICODE = {
    "−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "≡": r"\equiv ",
    "∞": r"\infty ", "∪": r"\cup ", "∈": r"\in ", "π": r"\pi ", "√": r"\sqrt ", "∅": r"\emptyset ", "ℝ": r"\mathbb{R}",
    "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "θ": r"\theta ", "λ": r"\lambda ", "μ": r"\mu ",
    "ρ": r"\rho ", "σ": r"\sigma ", "τ": r"\tau ", "φ": r"\phi ", "ψ": r"\psi ", "ω": r"\omega ", "±": r"\pm ",
    "²": "^2", "³": "^3", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "⁻¹": "^{-1}", "⟨": r"\langle ", "⟩": r"\rangle ",
}  # fmt: skip
UNICODE_MAP = {ord(sign): text for sign, text in UNICODE.items() if len(sign) == 1}


def from_unicode(text: str) -> str:
    """The text in ASCII. Raises Refusal for a character that is not known, such as a digit of another script."""
    text = text.translate(UNICODE_MAP)
    if not text.isascii():
        raise Refusal("a character that is not read in maths")
    return text


class Translation:
    """Reads one text; each method consumes what its name says and gives it in plain maths."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self.text, self.at, self.depth = text, 0, depth
        self.pieces: list[str] = []
        self.last = "open"  # what the last piece was: open, operator, word, function, value, number, close

    def until(self, closing: str) -> str:
        """What stands up to a closing bracket, which is consumed; or up to the end."""
        outer, self.pieces, last, self.last = self.pieces, [], self.last, "open"
        self.depth += 1
        if self.depth > DEPTH:
            raise Beyond(f"nested deeper than {DEPTH}")
        while self.at < len(self.text):
            match = TOKEN.match(self.text, self.at)
            if match is None:
                raise Refusal("a character that is not read")
            self.at = match.end()
            kind, token = match.lastindex or 0, match[match.lastindex or 0]
            if kind == CHARACTER and token == closing:
                break
            self.take(kind, token)
        else:
            if closing:
                raise Refusal(f"a {closing!r} is missing")
        self.depth -= 1
        found, self.pieces, self.last = "".join(self.pieces), outer, last
        return found

    def put(self, piece: str, kind: str) -> None:
        """Write a piece; two values side by side are multiplied, a number behind a value is not."""
        if kind in ("value", "number", "open", "function") and self.last in ("value", "number", "close"):
            if kind == "number" or (self.last == "number" and piece[0].isdigit()):
                self.pieces.append(" ")
            elif kind != "open" or piece == "(":
                self.pieces.append("*")
        self.pieces.append(piece)
        self.last = "value" if kind == "function" else kind

    def take(self, kind: int, token: str) -> None:
        if kind == NUMBER:
            self.put(token, "number")
        elif kind == CHARACTER:
            self.character(token)
        elif kind == LETTERS:
            self.letters(token)
        elif kind == COMMAND:
            self.command(token)
        elif kind == ESCAPED:
            self.escaped(token)

    def character(self, sign: str) -> None:
        if sign in "([":
            self.put(sign, "open")
        elif sign in ")]":
            self.put(sign, "close")
        elif sign == "^":
            self.put("^", "operator")
            self.put(self.exponent(), "value")
        elif sign == "{":
            self.group(self.until("}"))
        elif sign == "_":
            self.put("_" + self.argument(), "index")
            self.last = "value"
        elif sign == "*" and self.last == "operator" and self.pieces[-1] == "*":
            self.pieces[-1] = "^"
        elif sign in "+-*/=<>!,;:|":
            self.put(sign, "operator")
        else:
            raise Refusal(f"{sign!r} is not read in maths")

    def group(self, inner: str) -> None:
        """A group in bare braces: LaTeX's invisible brackets, or a set."""
        if SMALL.fullmatch(inner):
            self.put(inner, "number" if inner.isdigit() else "value")
        elif not inner or "," in inner:
            self.put("{" + inner + "}", "close")
        else:
            self.put(f"({inner})", "value")

    def exponent(self) -> str:
        inner = self.argument()
        return inner if inner.isalnum() else f"({inner})"

    def escaped(self, sign: str) -> None:
        if sign in "{}":
            self.put(sign, "open" if sign == "{" else "close")
        elif sign not in ",;:! ":
            raise Refusal(f"'\\{sign}' is not read in an answer")

    def letters(self, word: str) -> None:
        if word == "U" and self.last == "close":
            self.put(" U ", "word")
        elif word in WORDS:
            self.put(WORDS[word], "value" if WORDS[word] == "oo" else "word")
        elif word == "sqrt":
            self.root()
        elif word in FUNCTIONS or word == "exp":
            self.function(word)
        elif word in NAMES:
            self.put(word, "value")
        elif len(word) > 3:
            raise Refusal(f"the word {word[:20]!r} is not maths")
        else:
            for name in word:
                self.put(name, "value")

    def command(self, name: str) -> None:
        if name in SYMBOLS:
            self.put(*SYMBOLS[name])
        elif name in ("frac", "dfrac", "tfrac", "cfrac"):
            self.fraction()
        elif name in IGNORED:
            if name in ("left", "right") and self.text.startswith(".", self.at):
                self.at += 1
        elif name == "sqrt":
            self.root()
        elif name in FUNCTIONS or name == "exp":
            self.function(name)
        elif name in TEXTS:
            self.words(self.raw())
        elif name in WRAPPERS:
            self.group(self.argument())
        elif name == "mathbb":
            self.put(self.argument(), "value")
        elif name == "pmod":
            self.put(f" mod {self.argument()}", "word")
            self.last = "value"
        elif name in ("color", "textcolor"):
            self.raw()
        elif name == "begin":
            self.matrix(self.raw())
        else:
            raise Refusal(f"'\\{name[:20]}' is not read in an answer")

    def raw(self) -> str:
        """The characters of the next group in braces, which holds no other group."""
        end = self.text.find("}", self.at)
        found = self.text[self.at : end].lstrip()
        if end < 0 or not found.startswith("{") or "{" in found[1:]:
            raise Refusal("a group in braces is due")
        self.at = end + 1
        return found[1:]

    def words(self, inner: str) -> None:
        shown = " ".join(inner.split())
        if shown in WORDS:
            self.put(WORDS[shown], "word")
        elif len(shown) == 1 and shown.isalpha():
            self.put(shown, "value")
        elif '"' in shown:
            raise Refusal("a quotation mark")
        elif shown:
            self.put(f'"{shown}"', "word")

    def argument(self) -> str:
        """The next group, or the next single sign as in \\frac12."""
        match = TOKEN.match(self.text, self.at)
        while match is not None and match.lastindex == BLANK:
            match = TOKEN.match(self.text, match.end())
        if match is None:
            raise Refusal("an argument is missing")
        kind, token = match.lastindex or 0, match[match.lastindex or 0]
        if token == "{" and kind == CHARACTER:
            self.at = match.end()
            return self.until("}")
        if kind in (NUMBER, LETTERS):
            self.at = match.start() + 1
            return token[0]
        if kind == COMMAND:
            inner = Translation(self.text, self.depth)
            inner.at = match.end()
            inner.depth += 1
            if inner.depth > DEPTH:
                raise Beyond(f"nested deeper than {DEPTH}")
            inner.command(token)
            self.at = inner.at
            return "".join(inner.pieces)
        if token == "-" and kind == CHARACTER:
            self.at = match.end()
            return "-" + self.argument()
        raise Refusal("an argument is missing")

    def fraction(self) -> None:
        mixed = self.last == "number"
        above, below = self.argument(), self.argument()
        if mixed and above.isdigit() and below.isdigit():
            self.pieces.append(f" {above}/{below}")
            self.last = "number"
            return
        above = above if SMALL.fullmatch(above) else f"({above})"
        below = below if SMALL.fullmatch(below) else f"({below})"
        self.put(f"({above}/{below})", "value")

    def root(self) -> None:
        degree = "2"
        if self.text.startswith("[", self.at):
            self.at += 1
            degree = self.until("]")
        elif self.text.startswith("(", self.at):
            self.at += 1
            self.put(f"sqrt({self.bracketed()})", "value")
            return
        inner = self.argument()
        self.put(f"sqrt({inner})" if degree == "2" else f"root({degree}, {inner})", "value")

    def bracketed(self) -> str:
        """What stands up to the matching round bracket."""
        start, depth = self.at, 1
        while depth:
            if self.at >= len(self.text):
                raise Refusal("a ')' is missing")
            depth += {"(": 1, ")": -1}.get(self.text[self.at], 0)
            self.at += 1
        if self.depth + 1 > DEPTH:
            raise Beyond(f"nested deeper than {DEPTH}")
        return Translation(self.text[start : self.at - 1], self.depth + 1).until("")

    def function(self, name: str) -> None:
        """sin(2x), \\sin 2x, \\sin^2 x: without brackets the argument is a number, letters, or one command."""
        power = ""
        if self.text.startswith("^", self.at):
            self.at += 1
            power = self.exponent()
            if not power.isdigit():
                raise Refusal("the power of a function is a whole number")
        self.put(f"{name}({self.operand()})", "function")
        if power:
            self.put(f"^{power}", "operator")
            self.last = "value"

    def operand(self) -> str:
        while True:
            match = TOKEN.match(self.text, self.at)
            if match is None or match.lastindex == CHARACTER and match[CHARACTER] not in "({":
                raise Refusal("a function without its argument")
            if match.lastindex != BLANK and not (match.lastindex == COMMAND and match[COMMAND] in IGNORED):
                break
            self.at = match.end()
        if match.lastindex == CHARACTER:
            self.at = match.end()
            return self.bracketed().strip() if match[CHARACTER] == "(" else self.until("}")
        parts = []
        if match.lastindex == NUMBER:
            parts.append(match[NUMBER])
            self.at = match.end()
            match = TOKEN.match(self.text, self.at)
        if match is not None and match.lastindex == LETTERS and len(match[LETTERS]) <= 3:
            parts += match[LETTERS]
            self.at = match.end()
        elif match is not None and match.lastindex == COMMAND and (not parts or match[COMMAND] in NAMES):
            parts.append(self.argument())
        following = TOKEN.match(self.text, self.at)
        while following is not None and following.lastindex == BLANK:
            following = TOKEN.match(self.text, following.end())
        unclear = following is not None and (following.lastindex in (NUMBER, LETTERS) or following[0] in ("^", "("))
        if not parts or unclear:
            raise Refusal("a function whose argument is not clear")
        return "*".join(parts)

    def matrix(self, environment: str) -> None:
        if environment not in MATRICES:
            raise WrongKind(f"a {environment[:20]!r} is not read in an answer")
        end = self.text.find(f"\\end{{{environment}}}", self.at)
        if end < 0:
            raise Refusal("a matrix without its end")
        if environment == "array":
            self.raw()
        body = self.text[self.at : end]
        self.at = end + len(environment) + 6
        rows = [row.split("&") for row in body.split("\\\\") if row.strip()]
        self.put("[" + ",".join(["[" + ",".join([self.cell(cell) for cell in row]) + "]" for row in rows]) + "]", "close")

    def cell(self, text: str) -> str:
        text = text.strip()
        if SIMPLE.fullmatch(text) and "," not in text:
            return text
        found = Translation(text, self.depth + 1).until("")
        if "," in found:
            raise Refusal("a comma within a matrix")
        return found
