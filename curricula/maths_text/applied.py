"""Fractions, roots and functions in a text of maths: the signs that take arguments, with or without
brackets."""

from curricula.maths_text.cursor import (
    BLANK,
    CHARACTER,
    COMMAND,
    LETTERS,
    NUMBER,
    SMALL,
    TOKEN,
    Cursor,
)
from curricula.maths_text.signs import IGNORED
from generators.answers.exact import NAMES
from generators.answers.refusal import Refusal


class Applied(Cursor):
    """Reads the arguments and writes the whole."""

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

    def function(self, name: str) -> None:
        """sin(2x), \\sin 2x, \\sin^2 x: without brackets the argument is a number, letters, or one
        command."""
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
            if match.lastindex != BLANK and not (
                match.lastindex == COMMAND and match[COMMAND] in IGNORED
            ):
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
        elif (
            match is not None
            and match.lastindex == COMMAND
            and (not parts or match[COMMAND] in NAMES)
        ):
            parts.append(self.argument())
        following = TOKEN.match(self.text, self.at)
        while following is not None and following.lastindex == BLANK:
            following = TOKEN.match(self.text, following.end())
        unclear = following is not None and (
            following.lastindex in (NUMBER, LETTERS) or following[0] in ("^", "(")
        )
        if not parts or unclear:
            raise Refusal("a function whose argument is not clear")
        return "*".join(parts)
