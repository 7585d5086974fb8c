r"""Put maths as models write it, LaTeX or plain, into the plain maths that
generators/answers/answer.py reads; refuse the rest.

    \frac{3}{4} -> (3/4)    2x^{10} -> 2*x^10    \{1,\, 2\} -> {1,2}
                            \begin{pmatrix}1&2\\3&4\end{pmatrix} -> [[1,2],[3,4]]

Nothing is computed here: a text is read once from left to right, groups by recursion of bounded
depth, and written anew. Words in \text{...} stay in double quotes, where no reader takes them for
maths.
"""

import re

from curricula.maths_text.applied import Applied
from curricula.maths_text.cursor import CHARACTER, COMMAND, ESCAPED, LETTERS, NUMBER
from curricula.maths_text.signs import (
    IGNORED,
    MATRICES,
    SYMBOLS,
    TEXTS,
    WORDS,
    WRAPPERS,
    from_unicode,
)
from generators.answers.exact import FUNCTIONS, NAMES
from generators.answers.refusal import Beyond, Refusal, WrongKind

LENGTH = 2_000  # characters of one answer

SIMPLE = re.compile(r"[-+0-9./,()\[\] ]*", re.ASCII)  # needs no translation
SHORTENED = re.compile(
    r"(?:[-+0-9./,()\[\] ]|oo| U )*|\{[-+0-9./,()\[\] ]*\}", re.ASCII
)  # nor does this, once shortened
THIN = re.compile(
    r"(?<=\d)(?:\{,\}|,\\!|\\[,!;: ]|~)\s*(?=\d{3}(?!\d))", re.ASCII
)  # separators of thousands in LaTeX


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
        short = (
            text.replace("\\left", " ")
            .replace("\\right", " ")
            .replace("\\{", "{")
            .replace("\\}", "}")
        )
        short = short.replace("\\infty", "oo").replace("\\cup", " U ").replace("  ", " ")
    short = short.strip()
    if SHORTENED.fullmatch(short):
        return short
    if "\\" in text or "{,}" in text or "~" in text:
        text = THIN.sub("", text)
    return Translation(text).until("").strip()


class Translation(Applied):
    """What each token of LaTeX or plain maths becomes."""

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
        self.put(
            "["
            + ",".join(["[" + ",".join([self.cell(cell) for cell in row]) + "]" for row in rows])
            + "]",
            "close",
        )

    def cell(self, text: str) -> str:
        text = text.strip()
        if SIMPLE.fullmatch(text) and "," not in text:
            return text
        written = Translation(text, self.depth + 1).until("")
        if "," in written:
            raise Refusal("a comma within a matrix")
        return written
