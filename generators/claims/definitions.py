"""Decides claims whose subject defines names, functions and matrices, one after the other.

    a = 7, b = 3a, c = a + b :: c = 28
    f(x) = 3x^2 + 2x :: f'(x) = 6x + 2, f'(2) = 14
    A = [1, 2; 3, 4] :: A^2 = [7, 10; 15, 22]
    A = [1, 2; 3, 4] :: R_2 - 3R_1 -> [1, 2; 0, -2]

Each name is new and defined by earlier ones. A name is a letter, small or capital, or a letter with
an index such as a_1. A function is a quotient of polynomials in its letter; f', f'' are its
derivatives. A matrix is written out in brackets, rows separated by semicolons; A^T is transposed,
A^-1 inverse, I_2 an identity matrix. R_1, R_2, ... are the rows of the matrix defined last:
`R_2 - 3R_1 -> B` says that B is left when the row named first is replaced by that sum, and
`R_1 <-> R_2 -> B` when two rows change places. Where functions or matrices are defined one more
letter may stand for any number. Numbers may have labels (labels.py), and matrices and
labels need no subject.

    v = 60 km/h, t = 2 h :: v * t = 120 km
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generators.claims.chains import (
    Chain,
    Decide,
    every,
    following,
    lone_letter,
    members_of,
    read_chains,
)
from generators.claims.compiler import Program, Scope, compile_tree, fraction
from generators.claims.linear_system import linear_parts
from generators.claims.matrices import MATRIX, SIZE, Matrix, identity
from generators.claims.rational_functions import the_letter
from generators.claims.reader import (
    HOLE,
    IMAGINARY_UNIT,
    KEYWORDS,
    NUMBER,
    RELATIONS,
    WORD,
    Node,
    Reader,
    Unreadable,
    below,
    functions_in,
    variables,
)
from generators.claims.relations import relation
from generators.claims.values import Value, exact_quotient, size

NAMES = 16  # definitions in one subject
PRIMES = 6  # the order of a derivative
NUMBER_BITS = 4_096  # size of a defined number
VALUE = "value"  # what a matrix without a name is kept under

FUNCTION = re.compile(r"(?:^|, )([a-z])\((?:\{\})?[a-z]\) =", re.ASCII)
UNITS = [f"I_{length}" for length in range(1, SIZE + 1)]
ROW = re.compile(rf"R_([1-{SIZE}])", re.ASCII)
LABEL = r"[\d})] (?!(?:mod|or|and|no|all)\b)[A-Za-z]+(?![A-Za-z_(])"
BEYOND_PLAIN = re.compile(rf"\[|{LABEL}", re.ASCII)  # matrices and labels
OF_ITS_OWN = re.compile(
    rf"\[|{LABEL}|[A-Za-z]_\d|(?:^|, )(?:[A-Z] =|[a-z]\((?:\{{\}})?[a-z]\) =)", re.ASCII
)
PATTERN = re.compile(
    r"(\s*)(?:(\d+)|(\{\})|([A-Za-z]_\d{1,2}|[A-Za-z]+)"
    r"|(!=|<=|>=|<->|->|[-+*/^!()\[\],;=<>|']))",
    re.ASCII,
)


class DefinitionReader(Reader):
    """Reads plain maths with capitals and indexed letters as names, functions applied, matrices,
    and labels behind numbers."""

    pattern = PATTERN
    relations = (*RELATIONS, "->", "<->")

    def __init__(self, text: str, functions: frozenset[str] = frozenset()) -> None:
        super().__init__(text)
        self.functions = functions

    def another(self, text: str) -> "DefinitionReader":
        return DefinitionReader(text, self.functions)

    def power(self) -> Node:
        before = self.at
        node = super().power()
        if not self.below_slash(before):
            node = self.labelled(node)
        if node[0] == "^" and node[2] == ("variable", "T"):
            return ("call", "transpose", ((node[1],),))
        return node

    def atom(self) -> Node:
        group, token, _ = self.tokens[self.at]
        behind = self.tokens[min(self.at + 1, len(self.tokens) - 1)][1]
        if group == WORD and token in self.functions:
            return self.applied()
        capital = len(token) == 1 and token.isupper() and (token != "C" or behind != "(")
        if group == WORD and (capital or "_" in token):
            self.at += 1
            return ("variable", token)
        if token == "[":
            self.at += 1
            return self.matrix()
        return super().atom()

    def join(self, operator: str, *operands: Node) -> Node:
        node = super().join(operator, *operands)
        labelled = self.labelled(node) if operator == "/" else node
        if labelled is not node and operands[0][0] == "/":
            raise Unreadable("a fraction with a label, below a fraction line, needs brackets")
        return labelled

    def below_slash(self, at: int) -> bool:
        """Whether the token at a place is the lower number of a fraction such as 3/2, whose label
        is that of the whole fraction."""
        _, sign, blank = self.tokens[at - 1]
        return at > 1 and sign == "/" and not blank and not self.tokens[at][2]

    def labelled(self, node: Node) -> Node:
        """The node with the label behind its last number or bracket, if one stands there."""
        group, token, _ = self.tokens[self.at - 1]
        if group not in (NUMBER, HOLE) and token != ")":
            return node
        if not self.is_label(self.at) or not self.tokens[self.at][2]:
            return node
        label = self.word()
        while self.goes_on():
            label += self.tokens[self.at][1]
            self.at += 1
            label += self.word()
        return ("label", node, label)

    def goes_on(self) -> bool:
        """Whether a label goes on with `/` or `*` and another word, without blanks."""
        _, sign, blank = self.tokens[self.at]
        joins = sign in ("*", "/") and not blank
        return joins and self.is_label(self.at + 1) and not self.tokens[self.at + 1][2]

    def word(self) -> str:
        """One word of a label, with its exponent."""
        word = self.tokens[self.at][1]
        self.at += 1
        if self.peek() == "^" and self.tokens[self.at + 1][0] == NUMBER:
            word += f"^{self.tokens[self.at + 1][1]}"
            self.at += 2
        return word

    def is_label(self, at: int) -> bool:
        group, token, _ = self.tokens[at]
        called = self.tokens[min(at + 1, len(self.tokens) - 1)][1] == "("
        word = group == WORD and "_" not in token
        return word and token not in KEYWORDS and not called

    def applied(self) -> Node:
        """A function of the subject, with its primes and its argument."""
        name, primes = self.tokens[self.at][1], 0
        self.at += 1
        self.weigh()
        while self.take("'"):
            primes += 1
            self.weigh()
        if primes > PRIMES:
            raise Unreadable(f"more than {PRIMES} derivatives of one function")
        self.need("(")
        argument = self.sum()
        self.need(")")
        return ("apply", name, primes, argument)

    def matrix(self) -> Node:
        self.weigh()
        rows: list[tuple[Node, ...]] = []
        row: list[Node] = []
        while True:
            row.append(self.sum())
            separator = self.take(",", ";", "]")
            if separator is None:
                raise Unreadable(
                    f"expected ']' behind a matrix, found {self.peek() or 'the end'!r}"
                )
            if separator != ",":
                rows.append(tuple(row))
                row = []
            if separator == "]":
                return ("call", MATRIX, tuple(rows))


class Definition(NamedTuple):
    """`name = body`, where a coefficient of the name may stand in a hole; `letter` is that of a
    function."""

    name: str
    body: Node
    letter: str | None = None
    coefficient: int | None = None


class Known(NamedTuple):
    """What is known where an assertion is decided: behind the numbers of the holes stand the letter
    that may be any number, the value of each name in order, the rows of the last one, and the
    identity matrices. `slots` says where each name stands, `any_letter` whether that letter may be
    used."""

    slots: Mapping[str, int]
    letter: int
    last: int
    any_letter: bool


IDENTITIES = [identity(length) for length in range(1, SIZE + 1)]


def read_definitions(subject: str) -> tuple[DefinitionReader, list[Definition]] | None:
    """The definitions of a subject, in which each name is new, and its reader; None where it is no
    list of definitions. One equation for one small letter is none: it has solutions."""
    if OF_ITS_OWN.search(subject) is None and (", " not in subject or "=" not in subject):
        return None
    reader = DefinitionReader(subject, frozenset(FUNCTION.findall(subject)))
    try:
        chains, separator = read_chains(reader)
    except Unreadable:
        return None
    found = [definition_of(chain) for chain in chains]
    definitions = [definition for definition in found if definition is not None]
    names = {definition.name for definition in definitions}
    if separator == "or" or len(definitions) < len(chains) or len(names) < len(chains):
        return None
    return (reader, definitions) if defines(definitions) else None


def definition_of(chain: Chain) -> Definition | None:
    if not chain.relations and (
        MATRIX in functions_in(chain.members[0]) or has_label(chain.members[0])
    ):
        return Definition(VALUE, chain.members[0])
    if chain.relations != ("=",):
        return None
    head, body = chain.members
    unit = ("call", IMAGINARY_UNIT, ())
    if head == unit or (head[0] == "*" and head[2] == unit):
        raise Unreadable("i is the imaginary unit, and another letter may be a name")
    if head[0] == "apply" and not head[2]:
        letter = lone_letter(head[3])
        return None if letter is None else Definition(head[1], body, letter)
    name = lone_letter(head)
    if name is None:
        return None
    return Definition(name, body, None, head[1][1] if head[0] == "*" else None)


def defines(definitions: Sequence[Definition]) -> bool:
    """Whether each name rests on earlier ones only."""
    known: set[str] = set(UNITS)
    for name, body, letter, _ in definitions:
        if letter in known or variables(body) - known - {letter} or applied_in(body) - known:
            return False
        known.add(name)
    return True


def has_label(node: Node) -> bool:
    """Whether a number in a tree has a label."""
    return node[0] == "label" or any(map(has_label, below(node)))


def applied_in(node: Node) -> set[str]:
    """The functions of the subject that a tree applies."""
    own = {node[1]} if node[0] == "apply" else set()
    return own.union(*map(applied_in, below(node)))


def consequences(reader: DefinitionReader, given: Sequence[Definition], assertion: str) -> Decide:
    """The function that decides what follows from definitions. Raises Unreadable."""
    if len(given) > NAMES:
        raise Unreadable(f"more than {NAMES} definitions")
    after = following(reader, assertion)
    chains, separator = read_chains(after)
    if separator == "or":
        raise Unreadable("what follows from definitions is separated by commas")
    letter, first = after.holes, after.holes + 1
    behind = first + len(given)
    units = {name: behind + SIZE + place for place, name in enumerate(UNITS)}
    slots, bodies = dict(units), []
    for place, definition in enumerate(given):
        own = {} if definition.letter is None else {definition.letter: letter}
        body = compile_tree(definition.body, Scope(slots={**slots, **own}, divides=True))
        bodies.append((definition, fraction(body)))
        slots[definition.name] = first + place
    rows = {f"R_{place + 1}": behind + place for place in range(SIZE)}
    labels = any(map(has_label, members_of(chains)))
    defined_so = any([of_functions_or_matrices(each) for each in given])
    any_letter = not labels and (defined_so or not given)
    known = Known({**rows, **slots}, letter, behind - 1, any_letter)
    test = every([test_of(chain, known) for chain in chains])
    unknown = the_letter()
    letters = set().union(*map(letters_valued, chains))
    speaks_of_rows = any(map(ROW.fullmatch, letters))

    def decide(values: Sequence[Any]) -> bool:
        at = [*values, unknown]
        for definition, body in bodies:
            at.append(defined(definition, body(at), values))
        last = at[-1].rows if speaks_of_rows and isinstance(at[-1], Matrix) else ()
        at += [Matrix(last[place]) if place < len(last) else None for place in range(SIZE)]
        return test(at + IDENTITIES)

    return decide


def of_functions_or_matrices(definition: Definition) -> bool:
    functions = functions_in(definition.body)
    return definition.letter is not None or MATRIX in functions or definition.name[0].isupper()


def defined(definition: Definition, value: Any, values: Sequence[Any]) -> Any:
    """The value of a name: that of its body, over the name's coefficient; a function as a quotient
    of polynomials."""
    if definition.coefficient is not None and values[definition.coefficient] != 1:
        value = exact_quotient(value, values[definition.coefficient])
    if definition.letter is not None:
        return the_letter().with_number(value)
    if not isinstance(value, Value) and size(value) > NUMBER_BITS:
        raise OverflowError("a number beyond the limit")
    return value


def test_of(chain: Chain, known: Known) -> Decide:
    """The decision for one chain of an assertion."""
    letters = set().union(*[variables(member) for member in chain.members])
    if VALUE in known.slots and not any(ROW.fullmatch(letter) for letter in letters):
        # every member equals the matrix without a name
        chain = Chain((("variable", VALUE), *chain.members), ("=", *chain.relations))
    if not chain.relations:
        raise Unreadable("a claim needs a relation such as =")
    letters -= set(known.slots)
    if letters and not (known.any_letter and len(letters) == 1 and min(letters).islower()):
        raise Unreadable(f"no such name is defined: {', '.join(sorted(letters))}")
    slots = {**known.slots, **dict.fromkeys(letters, known.letter)}
    scope = Scope(slots=slots, divides=True)
    if changes_rows(chain):
        return row_operation(chain, known.last, scope)
    links = [(worked_out(a, scope), sign, worked_out(b, scope)) for a, sign, b in chain.links()]
    return every([relation(*link) for link in links])


def changes_rows(chain: Chain) -> bool:
    """Whether a chain is a row operation."""
    return "->" in chain.relations or "<->" in chain.relations


def letters_valued(chain: Chain) -> set[str]:
    """The letters whose values a chain asks for; a row operation only names its rows."""
    members = chain.members[-1:] if changes_rows(chain) else chain.members
    return set().union(*map(variables, members))


def worked_out(node: Node, scope: Scope) -> Program:
    return Program(False, fraction(compile_tree(node, scope)))


def row_operation(chain: Chain, last: int, scope: Scope) -> Decide:
    """Whether a row operation on the matrix defined last leaves the last member."""
    *rows, result = chain.members
    left = worked_out(result, scope).run
    if chain.relations == ("<->", "->"):
        first, second = [row_named(node) for node in rows]
        return lambda v: swapped(matrix_at(v, last), first, second) == left(v)
    if chain.relations != ("->",):
        raise Unreadable("a row operation is written R_2 - 3R_1 -> B or R_1 <-> R_2 -> B")
    parts = [(row, worked_out(part, scope).run) for row, part in linear_parts(rows[0]).items()]
    factors = [(row_named(("variable", row)), run) for row, run in parts]

    def decide(values: Sequence[Any]) -> bool:
        named = [(row, run(values)) for row, run in factors]
        return replaced(matrix_at(values, last), named) == left(values)

    return decide


def row_named(node: Node) -> int:
    """The index of the row that a tree names. Raises Unreadable."""
    row = ROW.fullmatch(node[1]) if node[0] == "variable" else None
    if row is None:
        raise Unreadable("a row operation speaks of rows R_1, R_2, ... alone")
    return int(row[1]) - 1


def matrix_at(values: Sequence[Any], slot: int) -> Matrix:
    matrix = values[slot]
    if not isinstance(matrix, Matrix):
        raise ArithmeticError("a row operation needs a matrix, defined last")
    return matrix


def swapped(matrix: Matrix, first: int, second: int) -> Matrix:
    rows = list(matrix.rows)
    if first == second or max(first, second) >= len(rows):
        raise ArithmeticError("a row changes places with another one of the matrix")
    rows[first], rows[second] = rows[second], rows[first]
    return Matrix(*rows)


def replaced(matrix: Matrix, factors: Sequence[tuple[int, Any]]) -> Matrix:
    """The matrix with the row named first replaced by a sum of rows, each with its factor."""
    target, factor = factors[0]
    if factor == 0:
        raise ArithmeticError("the row named first must stay in the sum")
    if max([row for row, _ in factors]) >= len(matrix.rows):
        raise ArithmeticError("the matrix has no such row")
    row, *others = [Matrix(matrix.rows[row]).scaled(factor) for row, factor in factors]
    for other in others:
        row = row + other
    return Matrix(*matrix.rows[:target], row.rows[0], *matrix.rows[target + 1 :])
