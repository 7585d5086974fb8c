"""Read a line of plain maths, such as `12 = 2 * 5 + 2` or `3x - 4 = 11`, into a tree; nothing is
ever evaluated as code.

The grammar is that of a school book. A sum is terms joined by + and -; a term is factors joined by
*, /, `mod` or by writing a letter or a bracket directly behind a factor (`3x`, `2(x + 1)`); a
factor may carry a power or `!`; an atom is a number, a hole `{}`, a one-letter variable, `name(a,
b; c, d)`, a bracket, or |x|.

A tree is nested tuples: ("number", 5), ("hole", 0), ("variable", "x"), (operator, left, right),
("neg", a), ("!", a), ("call", name, groups), of which ("call", "i", ()) is the imaginary unit.
Every limit is checked before work is done, so reading takes time linear in a bounded text.
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

LENGTH = 6_000  # characters of one text
DEPTH = 40  # nested brackets
OPERATORS = 200  # operators in one text, which bounds the depth of its tree
HEAVY = 60  # powers, factorials and functions in one text, each of which may give a long number
DIGITS = 1_200  # digits of one number

IMAGINARY_UNIT = "i"  # the one letter that is a number
ROOTS = {"sqrt", IMAGINARY_UNIT}  # what makes a number that is no fraction
KEYWORDS = {"mod", "or", "and", "no", "all"}  # words of the grammar, which name no function
RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "|")

Node = tuple[Any, ...]


class Unreadable(ValueError):
    """The text is not plain maths that this project reads, or exceeds a limit; the message says
    which."""


TOKEN = re.compile(r"(\s*)(?:(\d+)|(\{\})|([A-Za-z]+)|(!=|<=|>=|\.\.|[-+*/^!(),;=<>|]))", re.ASCII)
NUMBER, HOLE, WORD = 2, 3, 4


def tokens(text: str, pattern: re.Pattern[str] = TOKEN) -> list[tuple[int, str, bool]]:
    """The tokens of `text` as (group, characters, blank before it). Raises Unreadable."""
    if len(text) > LENGTH:
        raise Unreadable(f"text of {len(text)} characters; the limit is {LENGTH}")
    if not text.isascii():
        raise Unreadable("only ASCII characters are read")
    found, position, end = [], 0, len(text.rstrip())
    while position < end:
        match = pattern.match(text, position)
        if match is None:
            raise Unreadable(f"cannot read {text[position : position + 12]!r}")
        if match.lastindex == NUMBER and len(match[NUMBER]) > DIGITS:
            raise Unreadable(f"a number of more than {DIGITS} digits")
        found.append((match.lastindex or 0, match[match.lastindex or 0], bool(match[1])))
        position = match.end()
    return found


class Reader:
    """Reads one text by recursive descent; each method consumes what its name says. Readers of more
    than plain maths replace `pattern`, `relations` and some methods."""

    pattern = TOKEN
    relations: tuple[str, ...] = RELATIONS

    def __init__(self, text: str) -> None:
        self.tokens = [*tokens(text, self.pattern), (0, "", False)]
        self.at = 0
        self.holes = 0
        self.depth = 0
        self.operators = 0
        self.heavy = 0

    def another(self, text: str) -> "Reader":
        """A reader of the same kind."""
        return type(self)(text)

    def peek(self) -> str:
        return self.tokens[self.at][1]

    def take(self, *wanted: str) -> str | None:
        """Consume the next token when it is one of `wanted`."""
        group, token, _ = self.tokens[self.at]
        if token in wanted and group:
            self.at += 1
            return token
        return None

    def need(self, wanted: str) -> None:
        if self.take(wanted) is None:
            raise Unreadable(f"expected {wanted!r}, found {self.peek() or 'the end'!r}")

    def finish(self) -> None:
        if self.tokens[self.at][0]:
            raise Unreadable(f"unexpected {self.peek()!r}")

    def sum(self) -> Node:
        self.depth += 1
        if self.depth > DEPTH:
            raise Unreadable(f"nested deeper than {DEPTH}")
        node = self.term()
        while True:
            operator = self.take("+", "-")
            if operator is None:
                self.depth -= 1
                return node
            node = self.join(operator, node, self.term())

    def term(self) -> Node:
        node = self.factor()
        while True:
            operator = self.take("*", "/", "mod")
            if operator:
                node = self.join(operator, node, self.factor())
            elif self.joined():
                node = self.join("*", node, self.power())
            else:
                return node

    def join(self, operator: str, *operands: Node) -> Node:
        self.operators += 1
        if self.operators > OPERATORS:
            raise Unreadable(f"more than {OPERATORS} operators")
        if operator in ("^", "!"):
            self.weigh()
        return (operator, *operands)

    def weigh(self) -> None:
        self.heavy += 1
        if self.heavy > HEAVY:
            raise Unreadable(f"more than {HEAVY} powers, factorials and functions")

    def joined(self) -> bool:
        """Whether a letter or a bracket stands directly behind the last factor: it multiplies."""
        group, token, blank = self.tokens[self.at]
        return not blank and (token == "(" or (group == WORD and token not in KEYWORDS))

    def factor(self) -> Node:
        signs = 0
        while self.take("-"):
            signs += 1
        node = self.power()
        for _ in range(signs):
            node = self.join("neg", node)
        return node

    def power(self) -> Node:
        node = self.atom()
        while self.take("!"):
            node = self.join("!", node)
        if self.take("^"):
            negative = self.take("-")
            exponent = self.atom()
            if self.peek() == "^":
                raise Unreadable("a power of a power needs brackets")
            return self.join("^", node, ("neg", exponent) if negative else exponent)
        return node

    def atom(self) -> Node:
        group, token, _ = self.tokens[self.at]
        self.at += 1
        if group == NUMBER:
            return ("number", int(token))
        if group == HOLE:
            self.holes += 1
            return ("hole", self.holes - 1)
        if group == WORD and len(token) > 1 or token == "C":
            return self.call(token)
        if group == WORD and token == IMAGINARY_UNIT:
            return ("call", IMAGINARY_UNIT, ())
        if group == WORD and token.islower():
            return ("variable", token)
        if token == "(":
            node = self.sum()
            self.need(")")
            return node
        if token == "|":  # where a factor is due it cannot be the sign of divisibility
            self.weigh()
            node = self.sum()
            self.need("|")
            return ("call", "abs", ((node,),))
        raise Unreadable(f"expected a number, a letter or a bracket, found {token or 'the end'!r}")

    def call(self, name: str) -> Node:
        self.weigh()
        self.need("(")
        groups: list[tuple[Node, ...]] = []
        group: list[Node] = []
        while True:
            group.append(self.sum())
            separator = self.take(",", ";", ")")
            if separator is None:
                raise Unreadable(
                    f"expected ')' behind the arguments of {name}, "
                    f"found {self.peek() or 'the end'!r}"
                )
            if separator != ",":
                groups.append(tuple(group))
                group = []
            if separator == ")":
                return ("call", name, tuple(groups))


def read(text: str) -> Node:
    """The tree of one expression. Raises Unreadable."""
    reader = Reader(text)
    node = reader.sum()
    reader.finish()
    return node


def variables(node: Node) -> set[str]:
    """The letters that stand for unknowns in a tree."""
    if node[0] == "variable":
        return {node[1]}
    return set().union(*map(variables, below(node)))


def below(node: Node) -> list[Node]:
    """The trees right below a tree; of a call its arguments."""
    if node[0] == "call":
        return list(chain.from_iterable(node[2]))
    return [child for child in node[1:] if isinstance(child, tuple)]


def functions_in(node: Node) -> set[str]:
    """The names of the functions that a tree calls."""
    own = {node[1]} if node[0] == "call" else set()
    return own.union(*map(functions_in, below(node)))


def holes_in(node: Node) -> list[int]:
    """The indices of the holes in a tree."""
    if node[0] == "hole":
        return [node[1]]
    return holes_among(below(node))


def holes_among(nodes: Sequence[Node]) -> list[int]:
    return list(chain.from_iterable(map(holes_in, nodes)))
