"""Decides claims a second time, by SymPy. Its expressions are built from the tree that our reader
gives, never from a text, which SymPy would evaluate; of our own deciders nothing is used.

What SymPy has no counterpart for, such as a function of a family of yours, is Undecided, and so is
what would take long: numbers are bounded before they are worked out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from math import comb, prod
from typing import Any

import sympy
from sympy.ntheory.modular import solve_congruence
from sympy.polys.polyerrors import BasePolynomialError

from generators.claims.chains import Chain, following, links_of, lone_letter, read_chains
from generators.claims.definitions import (
    BEYOND_PLAIN,
    VALUE,
    Definition,
    DefinitionReader,
    read_definitions,
)
from generators.claims.matrices import MATRIX
from generators.claims.order import Region, read_regions, speaks_of_order
from generators.claims.reader import (
    IMAGINARY_UNIT,
    Node,
    Reader,
    Unreadable,
    below,
    functions_in,
    variables,
)

BITS = 100_000  # of a power
LARGEST = 3_000  # of a factorial and of a binomial's upper number
TERMS = 5_000  # of what is multiplied out
DEGREE = 6  # of an inequality
ROW = re.compile(r"R_(\d)", re.ASCII)
NONE_OR_ALL = re.compile(r"(?:no|all) [a-z]", re.ASCII)
NO_SOLUTION = re.compile(r"no [a-z]", re.ASCII)
UNIT = re.compile(r"I_(\d)", re.ASCII)
X = sympy.Symbol("unknown")
ORDERED: dict[str, Callable[[Any, Any], Any]] = {
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
}


class Undecided(Exception):
    """SymPy is not asked about a claim; the message says what of it."""


@lru_cache(maxsize=65_536)  # the claims of a dataset are often the same
def holds(text: str) -> bool:
    """Whether SymPy finds a claim true. Raises Undecided, or Unreadable."""
    try:
        return decided(text)
    except Unreadable:
        raise
    except (ArithmeticError, ValueError, TypeError, IndexError):
        return False  # it has no value, as for our own decider
    except (NotImplementedError, RecursionError, BasePolynomialError) as error:
        raise Undecided(type(error).__name__) from error


def decided(text: str) -> bool:
    subject, separated, assertion = text.partition(" :: ")
    if not separated:
        reader = DefinitionReader("") if BEYOND_PLAIN.search(text) else Reader("")
        return all_related(read_chains(following(reader, text))[0], Builder())
    definitions = read_definitions(subject)
    if definitions is not None:
        return follows(*definitions, assertion)
    if subject.startswith("mod "):
        reader = Reader(subject)
        reader.take("mod")
        modulus = Builder().built(reader.sum())
        if not modulus.is_Integer or modulus < 2:
            return False
        return all_related(read_chains(Reader(assertion))[0], Builder(modulus=modulus))
    given, _ = read_chains(Reader(subject))
    none_or_all = len(given) == 1 and NONE_OR_ALL.fullmatch(assertion) is not None
    if none_or_all or speaks_of_order(given) or is_bent(given):
        return same_regions([list(given)], read_regions(Reader(assertion)))
    if len(given) > 1 and NO_SOLUTION.fullmatch(assertion):
        _, matrix, right = as_matrix([difference(chain) for chain in given])
        return contradictory(matrix, right)
    chains, separator = read_chains(Reader(assertion))
    if not given[0].relations:
        value = given[0].members[0]
        return all_related([led_by(value, chain) for chain in chains], Builder())
    equations = [difference(chain) for chain in given]
    if len(equations) > 1:
        return satisfied(equations, chains)
    goals = [difference(chain) for chain in chains]
    if same_roots(equations[0], [sympy.prod(goals)] if separator == "or" else goals):
        return True
    # solutions named one by one: a double one may be named once
    if not all([names_a_value(chain) for chain in chains]) or len(set(goals)) < len(goals):
        return False
    if any([goal.has(sympy.I) for goal in goals]):  # there are no more than real ones below
        return False
    try:
        return same_regions([list(given)], read_regions(Reader(assertion)))
    except Undecided:  # of a high degree
        return same_roots(sympy.sqf_part(equations[0]), [sympy.prod(goals)])


def names_a_value(chain: Chain) -> bool:
    """Whether a chain is `x = 3`."""
    left, right = chain.equation()
    return left[0] == "variable" and not variables(right)


def is_bent(chains: Sequence[Chain]) -> bool:
    """Whether one equation has an absolute value of a letter, or the like, so that its solutions
    are compared and not its roots as a polynomial."""
    members = chains[0].members
    called = set().union(*[functions_in(member) for member in members])
    letters = set().union(*[variables(member) for member in members])
    return len(chains) == 1 and len(letters) == 1 and bool(called & {"abs", "max", "min"})


def led_by(value: Node, chain: Chain) -> Chain:
    """A chain whose members all equal a value before them."""
    return Chain((value, *chain.members), ("=", *chain.relations))


class Builder:
    """Makes SymPy's expressions of trees. `names` are letters and names with a value, `functions`
    bodies with the letter that they are of, `modulus` that of a congruence."""

    def __init__(
        self,
        names: Mapping[str, Any] | None = None,
        functions: Mapping[str, tuple[Any, Any]] | None = None,
        modulus: Any = None,
    ) -> None:
        self.names = dict(names or {})
        self.functions = dict(functions or {})
        self.modulus = modulus

    def built(self, node: Node) -> Any:
        """The expression of a tree. Raises Undecided for one that is long when worked out."""
        spread(node)
        return self.built_of(node)

    def built_of(self, node: Node) -> Any:
        kind = node[0]
        if kind == "number":
            return sympy.Integer(node[1])
        if kind == "variable":
            return self.named(node[1])
        if kind == "label":
            return self.built_of(node[1]) * label(node[2])
        if kind == "call":
            return self.called(node[1], node[2])
        if kind == "apply":
            body, letter = self.functions[node[1]]
            return sympy.diff(body, letter, node[2]).subs(letter, self.built_of(node[3]))
        if kind == "^":
            return self.power(self.built_of(node[1]), self.not_reduced.built_of(node[2]))
        if kind in ("mod", "!") and self.modulus is not None:
            return self.not_reduced.built_of(node)
        if kind == "mod" and node[1][0] == "^":
            return self.remainder(*map(self.built_of, (*node[1][1:], node[2])))
        operands = [self.built_of(operand) for operand in node[1:]]
        if kind == "/" and self.modulus is not None and not self.has_inverse(operands[1]):
            raise ZeroDivisionError
        return OPERATIONS[kind](*operands)

    @property
    def not_reduced(self) -> "Builder":
        """What makes exponents, arguments of functions and what `mod` and `!` take, of which a
        congruence needs more than the remainder."""
        return Builder(self.names, self.functions)

    def has_inverse(self, value: Any) -> bool:
        """Whether a number may be divided by in a congruence."""
        return not value.is_Rational or sympy.igcd(value.p * value.q, self.modulus) == 1

    def named(self, name: str) -> Any:
        unit = UNIT.fullmatch(name)
        if name not in self.names and unit is not None:
            return sympy.eye(int(unit[1]))
        return self.names.get(name, sympy.Symbol(name))

    def power(self, base: Any, exponent: Any) -> Any:
        """A power, of which a congruence needs the remainder alone. Raises Undecided for one that
        is too long."""
        if self.modulus is not None and base.is_Integer and exponent.is_Integer:
            return sympy.Integer(pow(int(base), int(exponent), int(self.modulus)))
        if not exponent.is_Integer:
            raise Undecided("a power that is no whole number")
        if base == 0 and exponent < 0:
            raise ZeroDivisionError
        size = abs(int(exponent))
        if isinstance(base, sympy.MatrixBase):
            size *= max([bits(entry) for entry in base])
        else:
            size *= bits(base)
        if size > BITS:
            raise Undecided("a long power")
        return base**exponent

    def remainder(self, base: Any, exponent: Any, modulus: Any) -> Any:
        """The remainder of a power; of whole numbers however long it is. Raises ValueError where
        there is none."""
        whole = all([isinstance(one, sympy.Integer) for one in (base, exponent, modulus)])
        if whole and exponent >= 0 and modulus > 0:
            return Builder(modulus=modulus).power(base, exponent)
        return remainder(self.power(base, exponent), modulus)

    def called(self, name: str, groups: tuple[tuple[Node, ...], ...]) -> Any:
        if name == IMAGINARY_UNIT:
            return sympy.I
        numbers = [list(map(self.not_reduced.built_of, group)) for group in groups]
        if name == MATRIX:
            return sympy.Matrix(numbers)
        if name not in FUNCTIONS:
            raise Undecided(f"the function {name}")
        found = FUNCTIONS[name](*numbers)
        return sympy.Integer(found) if isinstance(found, int) else found


def spread(node: Node) -> int:
    """At most how many terms a tree has when it is multiplied out. Raises Undecided for one that
    has too many."""
    kind = node[0]
    if kind in ("number", "variable"):
        return 1
    if kind == "call":
        terms = max(map(spread, below(node)), default=1)
    elif kind == "apply":
        if "apply" in kinds_in(node[3]):
            raise Undecided("a function of a function")
        terms = spread(node[3])
    elif kind == "^":
        terms = spread_of_power(spread(node[1]), node[2])
    else:
        parts = [spread(child) for child in node[1:] if isinstance(child, tuple)]
        terms = sum(parts) if kind in ("+", "-") else prod(parts)
    if terms > TERMS:
        raise Undecided("a long product")
    return terms


def spread_of_power(terms: int, exponent: Node) -> int:
    """The terms of a power of a sum of so many."""
    if terms == 1:
        return 1
    written = exponent[1] if exponent[0] == "neg" else exponent
    if written[0] != "number" or written[1] > TERMS:
        raise Undecided("a long power")
    return comb(written[1] + terms - 1, terms - 1)


def kinds_in(node: Node) -> set[str]:
    """The kinds of nodes in a tree."""
    found = {node[0]}
    groups = node[2] if node[0] == "call" else [node[1:]]
    for group in groups:
        for child in group:
            if isinstance(child, tuple):
                found |= kinds_in(child)
    return found


def bits(value: Any) -> int:
    """The bits of a number, or of the numbers in an expression."""
    numbers = value.atoms(sympy.Rational) or {sympy.Integer(1)}
    return sum([max(int(n.p).bit_length(), int(n.q).bit_length()) for n in numbers])


def label(text: str) -> Any:
    """What a label such as km/h stands for: a product of words and their powers."""
    whole = sympy.Integer(1)
    for sign, word, power in re.findall(r"([*/]?)([A-Za-z]+)(?:\^(\d+))?", text):
        part = sympy.Symbol(f"label {word}") ** int(power or 1)
        whole = whole / part if sign == "/" else whole * part
    return whole


def quotient(left: Any, right: Any) -> Any:
    """left/right, of a matrix only by a number. Raises ZeroDivisionError."""
    if sympy.expand(right) == 0:
        raise ZeroDivisionError
    return left / right


def remainder(left: Any, right: Any) -> Any:
    """What a division of whole numbers leaves; of a fraction, such as 3^(-1), by the inverse of
    its denominator. Raises ValueError where there is none, and for what is no number."""
    if not (left.is_Rational and right.is_Integer):
        raise ValueError("mod needs numbers")
    return left.p * sympy.mod_inverse(left.q, right) % right if left.q != 1 else left % right


def factorial(number: Any) -> Any:
    return sympy.factorial(whole(number, LARGEST))


def whole(number: Any, most: int) -> Any:
    """The number, when it is whole and not too large. Raises ValueError or Undecided."""
    if not number.is_Integer or number < 0:
        raise ValueError("a whole number is needed")
    if number > most:
        raise Undecided(f"a number above {most:,}")
    return number


OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": quotient,
    "mod": remainder,
    "neg": lambda value: -value,
    "!": factorial,
}

# the functions of claims


def binomial(numbers: Sequence[Any]) -> Any:
    n, k = [whole(number, LARGEST) for number in numbers]
    return sympy.binomial(n, k)


def determinant(*rows: Sequence[Any]) -> Any:
    first = rows[0][0]
    matrix = first if isinstance(first, sympy.MatrixBase) else sympy.Matrix(rows)
    return matrix.det(method="berkowitz")


def affine(modulus: Sequence[Any], start: Sequence[Any], *steps: Sequence[Any]) -> Any:
    """The end of x -> m x + c, c mod p by products of matrices."""
    matrices = [sympy.Matrix([[step[0], step[1]], [0, 1]]) for step in steps]
    end = reduce(lambda done, step: step * done, matrices, sympy.eye(2)) * sympy.Matrix(
        [start[0], 1]
    )
    above, below = sympy.fraction(sympy.together(end[0]))
    return above * sympy.mod_inverse(below, modulus[0]) % modulus[0]


def ways(chosen: Sequence[Any], *groups: Sequence[Any]) -> Any:
    """The coefficient of a product of generating functions."""
    count, product = int(whole(chosen[0], 40)), sympy.Poly(1, X)
    for n, *limits in groups:
        low, high = (limits[0], limits[-1]) if limits else (0, n)
        places = range(max(0, int(low)), min(int(n), int(high), count) + 1)
        product *= sympy.Poly(sum([sympy.binomial(n, j) * X**j for j in places]), X)
    return product.coeff_monomial(X**count)


def draws(drawn: Sequence[Any], *groups: Sequence[Any]) -> Any:
    return sympy.Rational(
        ways(drawn, *groups), sympy.binomial(sum([group[0] for group in groups]), drawn[0])
    )


def term(
    degree: Sequence[Any], terms: Sequence[Any], place: Sequence[Any], first: Sequence[Any] = (1,)
) -> Any:
    """The value at a place of the polynomial through all terms. Raises ArithmeticError where it is
    of another degree."""
    places = [first[0] + number for number in range(len(terms))]
    polynomial = sympy.interpolate(list(zip(places, terms, strict=True)), X)
    if len(terms) < degree[0] + 2 or sympy.Poly(polynomial, X).degree() != degree[0]:
        raise ArithmeticError("another degree")
    return polynomial.subs(X, place[0])


def remainder_of(*congruences: Sequence[Any]) -> Any:
    """The smallest number with these remainders. Raises ValueError where there is none."""
    found = solve_congruence(*[(int(r), int(m)) for r, m in congruences])
    if found is None:
        raise ValueError("the congruences contradict each other")
    return sympy.Integer(found[0] % found[1])


def in_common(*congruences: Sequence[Any]) -> Any:
    """1 where some number has all these remainders, else 0."""
    found = solve_congruence(*[(int(r), int(m)) for r, m in congruences])
    return sympy.Integer(found is not None)


def totient(numbers: Sequence[Any]) -> Any:
    return sympy.totient(whole(numbers[0], 10**9))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "gcd": lambda numbers: sympy.igcd(0, *numbers),
    "lcm": lambda numbers: sympy.ilcm(1, *numbers),
    "C": binomial,
    "det": determinant,
    "affine": affine,
    "ways": ways,
    "draws": draws,
    "abs": lambda numbers: sympy.Abs(*numbers),
    "max": lambda numbers: sympy.Max(*numbers),
    "min": lambda numbers: sympy.Min(*numbers),
    "floor": lambda numbers: sympy.floor(*numbers),
    "transpose": lambda numbers: numbers[0].T,
    "sqrt": lambda numbers: sympy.sqrt(*numbers),
    "phi": totient,
    "term": term,
    "crt": remainder_of,
    "common": in_common,
}

# what chains assert


def all_related(chains: Sequence[Chain], builder: Builder) -> bool:
    """Whether every link of chains holds."""
    if not any(chain.relations for chain in chains):
        raise Undecided("no relation")
    return all(
        [
            related(builder.built(left), sign, builder.built(right), builder.modulus)
            for left, sign, right in links_of(chains)
        ]
    )


def related(left: Any, sign: str, right: Any, modulus: Any = None) -> bool:
    """Whether a relation holds between two values, or two polynomials."""
    if isinstance(left, sympy.MatrixBase) or isinstance(right, sympy.MatrixBase):
        same = left.shape == right.shape and sympy.simplify(left - right).is_zero_matrix
        return bool(same) is (sign == "=")
    above, below = sympy.fraction(sympy.cancel(sympy.together(sympy.expand(left - right))))
    if modulus is not None:
        letters = sorted(above.free_symbols, key=str)
        numbers = sympy.Poly(above, *letters).coeffs() if letters else [above]
        divides = all([number % modulus == 0 for number in numbers])
        return (sympy.igcd(below, modulus) == 1 and divides) is (sign == "=")
    if sign in ("=", "!="):
        zero = above == 0 or sympy.radsimp(sympy.simplify(above)) == 0
        return zero is (sign == "=")
    if sign == "|":
        return left != 0 and right % left == 0
    if above.free_symbols:
        raise Undecided("an inequality of letters")
    return bool(ORDERED[sign](left, right))


def difference(chain: Chain) -> Any:
    """The difference of an equation's sides."""
    left, right = chain.equation()
    return Builder().built(left) - Builder().built(right)


def same_roots(equation: Any, goals: Sequence[Any]) -> bool:
    """Whether each goal has just the roots of an equation, each as often."""
    letters = sorted(equation.free_symbols, key=str)
    if not letters:
        return False
    first, *others = [
        sympy.Poly(sympy.fraction(sympy.together(one))[0], *letters).monic()
        for one in (equation, *goals)
    ]
    return all([other == first for other in others])


def satisfied(equations: Sequence[Any], chains: Sequence[Chain]) -> bool:
    """Whether all solutions of a linear system, of which there is one at least, satisfy all
    chains. Where there are many, SymPy gives them by letters of its own."""
    letters, matrix, right = as_matrix(equations)
    if contradictory(matrix, right):
        return False
    found, _ = matrix.gauss_jordan_solve(right)
    values = {str(letter): found[place] for place, letter in enumerate(letters)}
    return all_related(chains, Builder(values))


def as_matrix(equations: Sequence[Any]) -> tuple[list[Any], Any, Any]:
    """A linear system's letters, its coefficients and its right sides."""
    letters = sorted(set().union(*[one.free_symbols for one in equations]), key=str)
    return letters, *sympy.linear_eq_to_matrix(equations, letters)


def contradictory(matrix: Any, right: Any) -> bool:
    """Whether a linear system has no solution."""
    return matrix.row_join(right).rank() > matrix.rank()


def follows(reader: DefinitionReader, given: Sequence[Definition], assertion: str) -> bool:
    """Whether chains follow from names that are defined one by one."""
    builder, last = Builder(), None
    for name, body, letter, _ in given:
        if letter is not None:
            builder.functions[name] = (builder.built(body), sympy.Symbol(letter))
        else:
            last = builder.names[name] = builder.built(body)
    chains, _ = read_chains(following(reader, assertion))
    of_rows = [chain for chain in chains if {"->", "<->"} & set(chain.relations)]
    others = [chain for chain in chains if chain not in of_rows]
    if VALUE in builder.names:
        others = [led_by(("variable", VALUE), chain) for chain in others]
    operations = all([row_operation(chain, last, builder) for chain in of_rows])
    return operations and (not others or all_related(others, builder))


def row_operation(chain: Chain, matrix: Any, builder: Builder) -> bool:
    """Whether an operation on rows leaves the last member: rows are letters, of whose sum the
    coefficients are taken."""
    *rows, result = chain.members
    left = builder.built(result)
    if chain.relations == ("<->", "->"):
        first, second = [int(str(row[1])[2:]) - 1 for row in rows]
        return (
            first != second and matrix.elementary_row_op("n<->m", row1=first, row2=second) == left
        )
    named = [name for name in sorted(variables(rows[0])) if ROW.fullmatch(name)]
    symbols = [sympy.Symbol(name) for name in named]
    total = sympy.Poly(builder.built(rows[0]), *symbols)
    target = first_row(rows[0])
    if total.total_degree() != 1 or total.eval(dict.fromkeys(symbols, 0)) != 0:
        raise Undecided("a row operation")
    if total.coeff_monomial(sympy.Symbol(target)) == 0:
        return False
    combined = sum(
        [total.coeff_monomial(symbol) * matrix.row(int(str(symbol)[2:]) - 1) for symbol in symbols],
        sympy.zeros(1, matrix.cols),
    )
    replaced = matrix.copy()
    replaced[int(target[2:]) - 1, :] = combined
    return related(replaced, "=", left)


def first_row(node: Node) -> str:
    """The row that a sum names first, which is the one that is replaced."""
    if node[0] == "variable" and ROW.fullmatch(node[1]):
        return node[1]
    for child in node[1:]:
        if isinstance(child, tuple) and (found := first_row(child)):
            return found
    return ""


# inequalities


def same_regions(subject: Region, claimed: Sequence[Region]) -> bool:
    """Whether each claimed region is the set of the subject's solutions."""
    first, *others = [solutions(region) for region in (subject, *claimed)]
    return all([first.symmetric_difference(other) == sympy.S.EmptySet for other in others])


def solutions(region: Region) -> Any:
    """The real numbers in a region: alternatives of conditions that hold together."""
    parts = []
    for part in region:
        parts.append(sympy.Intersection(*[condition(*link) for link in links_of(part)]))
    return sympy.Union(*parts)


def condition(left: Node, sign: str, right: Node) -> Any:
    """The real numbers for which a relation holds."""
    letters = variables(left) | variables(right)
    (name,) = letters
    letter = sympy.Symbol(name, real=True)
    builder = Builder({name: letter})
    if left == right and lone_letter(left):
        return sympy.S.Reals if sign == "=" else sympy.S.EmptySet
    sides = builder.built(left), builder.built(right)
    for part in sympy.fraction(sympy.together(sides[0] - sides[1])):
        if part.is_polynomial(letter) and sympy.Poly(part, letter).degree() > DEGREE:
            raise Undecided("an inequality of high degree")
    if sign in ORDERED:
        asked = ORDERED[sign](*sides)
        if asked in (sympy.true, sympy.false):
            return sympy.S.Reals if asked else sympy.S.EmptySet
        return sympy.solve_univariate_inequality(asked, letter, relational=False)
    roots = sympy.solveset(sides[0] - sides[1], letter, sympy.S.Reals)
    return roots if sign == "=" else sympy.Complement(sympy.S.Reals, roots)
