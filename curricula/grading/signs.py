r"""The signs of a text of maths, however they are set: `\dfrac12\,x \leqslant 3` has those of
`\frac{1}{2} x ≤ 3`.

A completion that gives a dataset's own signs is right, whatever the gold is: also where no reader
takes it, as a chain that ends in a value, a sentence, a differential equation. Nothing is worked
out here and nothing is put in another order; what only sets a sign differently is left out or
written in one way.
"""

import re
from typing import NamedTuple

from curricula.grading.words import is_word
from curricula.maths_text.lexer import COMMAND, ESCAPED, LETTERS, SIGN, Token, normal, tokens
from curricula.maths_text.symbols import (
    BINOMIALS,
    COMMANDS,
    FRACTIONS,
    GREEK,
    IGNORED,
    ONE_ARGUMENT,
    SPACES,
    TEXTS,
    WRAPPERS,
)
from curricula.maths_text.translator import DEPTH

LENGTH = 2_000  # characters of a text that is compared by its signs
FRACTION = "|".join(sorted(FRACTIONS | BINOMIALS))
# \frac12, \frac1{2}, \frac{1}2, \sqrt2 and x_2, whose arguments have no braces
BOTH_BARE = re.compile(rf"\\({FRACTION})\s*(\d)\s*(\d)", re.ASCII)
FIRST_BARE = re.compile(rf"\\({FRACTION})\s*(\d)\s*(?=\{{)", re.ASCII)
LAST_BARE = re.compile(rf"(\\(?:{FRACTION})\s*\{{[^{{}}]*\}})\s*(\d)", re.ASCII)
ROOT_BARE = re.compile(r"\\(?:sqrt|surd)\s*(\d+)", re.ASCII)
NO_BRACKET = re.compile(r"\\(?:left|right|[bB]igg?[lr])\s*\.(?!\d)")
GROWING = re.compile(r"\\(?:left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z])")
BRACE = re.compile(r"(?<!\\)\s*([{}])\s*")
# a fraction that stands between signs of relations, and one with its sign above
AHEAD, BEHIND = r"(?:\A|(?<=[=,:(\[+-]))", r"(?=\s*(?:[=,;:)\]+-]|\Z))"
ABOVE = re.compile(rf"{AHEAD}(\s*)(\\frac\{{)\s*-\s*(\d+)\}}", re.ASCII)
ALONE = re.compile(rf"{AHEAD}\s*\\frac\{{(\d+)\}}\{{(\d+)\}}{BEHIND}", re.ASCII)
FRACTIONS_NAMED = re.compile(rf"\\(?:{'|'.join(sorted(FRACTIONS))})(?![A-Za-z])")
RELATIONS = (("<=", r"\le "), (">=", r"\ge "), ("!=", r"\ne "))
APART = frozenset(("pm", "mp"))  # one in plain maths, and two signs
LAYOUT = frozenset(("quad", "qquad", "newline", "par", "hline"))
SET_DIFFERENTLY = {"degree": ("^", "circ"), "prime": ("'",), "dots": ("ldots",)}
BRACES = {"{": "\\{", "}": "\\}"}  # of a set
TAKES_GROUP = frozenset(("^", "_"))
DOLLAR = re.compile(r"(?<!\\)\$")
NO_DIGIT = re.compile("[^0-9]+")
OUTER = ".,;: "


def same_signs(a: str, b: str) -> bool:
    """Whether two texts have the same signs in the same order."""
    if a == b:
        return True
    if max(len(a), len(b)) > LENGTH or (a.count("$") - b.count("$")) % 2:
        return False
    if a.isascii() and b.isascii() and NO_DIGIT.sub("", a) != NO_DIGIT.sub("", b):
        return False  # most of what is wrong, told in a microsecond
    signs = signs_of(a)
    return bool(signs) and signs == signs_of(b)


def signs_of(text: str) -> list[str]:
    """The signs of a text; none of one that is nested too deep."""
    text = NO_BRACKET.sub("", " ".join(normal(text).split()))
    text = BRACE.sub(r"\1", GROWING.sub(" ", text))
    for written, command in RELATIONS:
        text = text.replace(written, command)
    text = BOTH_BARE.sub(r"\\\1{\2}{\3}", text)
    text = FIRST_BARE.sub(r"\\\1{\2}", text)
    text = LAST_BARE.sub(r"\1{\2}", text)
    text = ROOT_BARE.sub(r"\\sqrt{\1}", text)
    text = FRACTIONS_NAMED.sub(r"\\frac", DOLLAR.sub(" ", text)).rstrip(OUTER)
    text = ALONE.sub(r"\1/\2", ABOVE.sub(r"\1-\2\3}", text))
    return Signs().read(tokens(text))


class Group(NamedTuple):
    """A group in braces that is open: where its signs start, and whether a command that only
    changes how they look stands before it."""

    start: int
    dressed: bool


class Signs:
    """Gathers the signs of tokens, group by group."""

    def __init__(self) -> None:
        self.found = list[str]()
        self.groups = list[Group]()
        self.dressed = False  # whether the next group is one that only looks different

    def read(self, tokens: list[Token]) -> list[str]:
        for token, behind in zip(tokens, tokens[1:], strict=False):
            if token.kind == SIGN and token.text == "{":
                self.groups.append(Group(len(self.found), self.dressed))
                if len(self.groups) > DEPTH:
                    return []
                self.found.append("{")
            elif token.kind == SIGN and token.text == "}" and self.groups:
                self.close(self.groups.pop(), behind)
            else:
                self.found += signs_of_token(token)
            self.dressed = token.kind == COMMAND and token.text in TEXTS | WRAPPERS
        return self.found

    def close(self, group: Group, behind: Token) -> None:
        """End a group; braces round one sign, or that only dress their signs, are none."""
        inner = self.found[group.start + 1 :]
        raised = behind.kind == SIGN and behind.text in TAKES_GROUP
        if len(inner) == 1 or (group.dressed and not raised) or inner == ["^", "circ"]:
            self.found[group.start :] = inner
        elif inner[:1] == ["'"] and self.found[group.start - 1 : group.start] == ["^"]:
            self.found[group.start - 1 :] = inner  # f^{\prime\prime}
        else:
            self.found.append("}")


def signs_of_token(token: Token) -> list[str]:
    """The signs of a token that is no brace; none of a blank."""
    text = token.text
    if token.kind == COMMAND:
        return signs_of_command(text)
    if token.kind == ESCAPED:
        return [] if text in SPACES or text in "()[]" else [BRACES.get(text, text)]
    if token.kind == LETTERS:
        return [text] if text in ONE_ARGUMENT or is_word(text) else list(text)
    return [text] if text.strip(" ~$\t\r\n") else []


def signs_of_command(name: str) -> list[str]:
    if name in IGNORED or name in TEXTS or name in WRAPPERS or name in LAYOUT:
        return []
    if name in FRACTIONS or name in BINOMIALS:
        return ["\\frac" if name in FRACTIONS else "\\binom"]
    if name in SET_DIFFERENTLY:
        return list(SET_DIFFERENTLY[name])
    if name in ONE_ARGUMENT:
        return [name]
    symbol = COMMANDS.get(name)
    if symbol is None or name in APART or symbol.kind == "break":
        return [name if name == "circ" else f"\\{name}"]
    if symbol.kind in ("open", "close"):
        return [BRACES.get(symbol.text, symbol.text)] if name.endswith("brace") else [symbol.text]
    text = symbol.text.strip()
    return [f"\\{text}" if symbol.kind == "value" and text in GREEK else text]
