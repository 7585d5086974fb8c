"""Read a text of maths from left to right, groups by recursion of bounded depth, and write it anew
piece by piece."""

import re

from generators.answers.refusal import Beyond, Refusal

DEPTH = 24  # groups within groups

TOKEN = re.compile(
    r"\\([A-Za-z]+)\*?|\\(.)|(\d+(?:\.\d+)?|\.\d+)|([A-Za-z]+)|([\s~$]+)|(.)", re.ASCII | re.DOTALL
)
COMMAND, ESCAPED, NUMBER, LETTERS, BLANK, CHARACTER = 1, 2, 3, 4, 5, 6
SMALL = re.compile(r"[+-]?[A-Za-z0-9]+", re.ASCII)  # needs no brackets


class Cursor:
    """A place in a text, and the pieces written so far; a subclass says in `take` what each token
    becomes."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self.text, self.at, self.depth = text, 0, depth
        self.pieces: list[str] = []
        self.last = (
            "open"  # what the last piece was: open, operator, word, function, value, number, close
        )

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
        written, self.pieces, self.last = "".join(self.pieces), outer, last
        return written

    def put(self, piece: str, kind: str) -> None:
        """Write a piece; two values side by side are multiplied, a number behind a value is not."""
        if kind in ("value", "number", "open", "function") and self.last in (
            "value",
            "number",
            "close",
        ):
            if kind == "number" or (self.last == "number" and piece[0].isdigit()):
                self.pieces.append(" ")
            elif kind != "open" or piece == "(":
                self.pieces.append("*")
        self.pieces.append(piece)
        self.last = "value" if kind == "function" else kind

    def take(self, kind: int, token: str) -> None:
        """Write what a token becomes."""
        raise NotImplementedError

    def raw(self) -> str:
        """The characters of the next group in braces, which holds no other group."""
        end = self.text.find("}", self.at)
        group = self.text[self.at : end].lstrip()
        if end < 0 or not group.startswith("{") or "{" in group[1:]:
            raise Refusal("a group in braces is due")
        self.at = end + 1
        return group[1:]

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
            inner = type(self)(self.text, self.depth)
            inner.at = match.end()
            inner.depth += 1
            if inner.depth > DEPTH:
                raise Beyond(f"nested deeper than {DEPTH}")
            inner.take(COMMAND, token)
            self.at = inner.at
            return "".join(inner.pieces)
        if token == "-" and kind == CHARACTER:
            self.at = match.end()
            return "-" + self.argument()
        raise Refusal("an argument is missing")

    def exponent(self) -> str:
        inner = self.argument()
        return inner if inner.isalnum() else f"({inner})"

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
        return type(self)(self.text[start : self.at - 1], self.depth + 1).until("")

    def group(self, inner: str) -> None:
        """A group in bare braces: LaTeX's invisible brackets, or a set."""
        if SMALL.fullmatch(inner):
            self.put(inner, "number" if inner.isdigit() else "value")
        elif not inner or "," in inner:
            self.put("{" + inner + "}", "close")
        else:
            self.put(f"({inner})", "value")
