"""Read an expression with letters, such as (x - 1)(x - 2) or 3*sqrt(2)/2, and compute its exact
value as a quotient of sums.

Powers with unknown exponents and functions such as sin(x) are taken as unknown quantities of their
own, named by their canonical text: what is called equal is equal, while an identity that needs
trigonometry is not found. Work is counted and bounded.
"""

import re
from fractions import Fraction

from generators.answers import polynomial
from generators.answers.polynomial import ONE, add, constant, letter, multiply, scaled
from generators.answers.quotient import BITS, Expression, Work, text
from generators.answers.refusal import Beyond, Refusal
from generators.claims.reader import NUMBER, WORD, Node, Reader

POWER = 200  # the largest whole exponent
DEGREE = 12  # the largest n in an n-th root
NAME = 400  # characters of an argument such as the x + 1 of sin(x + 1)

# Unknowns of more than one letter.
NAMES = {
    "pi",
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "theta",
    "lambda",
    "mu",
    "rho",
    "sigma",
    "tau",
    "phi",
    "psi",
    "omega",
}
# Functions whose values are taken as unknown quantities named by their argument.
FUNCTIONS = {
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "arcsin",
    "arccos",
    "arctan",
    "sinh",
    "cosh",
    "tanh",
    "ln",
    "log",
    "abs",
}

DECIMAL = re.compile(r"(?<![\d.])(\d{0,40})\.(\d{1,40})(?![\d.])", re.ASCII)


class AnswerReader(Reader):
    """Reads as its parent does, but any single letter is an unknown and only the functions of
    answers may be called."""

    def atom(self) -> Node:
        group, token, _ = self.tokens[self.at]
        if group == WORD:
            self.at += 1
            if len(token) == 1 or token in NAMES:
                return ("variable", token)
            if token in FUNCTIONS or token in ("sqrt", "root", "exp"):
                return self.call(token)
            raise Refusal(f"the word {token[:20]!r} means nothing in an expression")
        if group == NUMBER or token == "(":
            return super().atom()
        raise Refusal(f"expected a number, a letter or a bracket, found {token or 'the end'!r}")


def tree(text: str) -> Node:
    """The tree of an expression in plain maths; 0.25 is read as 25/100. Raises Unreadable."""
    if "." in text:
        text = DECIMAL.sub(
            lambda found: f"({int(found[1] + found[2])}/{10 ** len(found[2])})", text
        )
    reader = AnswerReader(text)
    node = reader.sum()
    reader.finish()
    return node


def expression(text: str) -> Expression:
    """The value of an expression in plain maths. Raises Unreadable."""
    return Evaluation().value(tree(text))


class Evaluation(Work):
    """Computes the value of one tree."""

    def value(self, node: Node) -> Expression:
        kind = node[0]
        if kind == "number":
            return Expression(constant(node[1]))
        if kind == "variable":
            return Expression(letter(node[1]))
        if kind == "neg":
            inner = self.value(node[1])
            return Expression(scaled(inner.above, -1), inner.below)
        if kind == "call":
            return self.call(node[1], node[2])
        if kind == "^":
            return self.power(self.value(node[1]), self.value(node[2]))
        if kind in ("+", "-", "*", "/"):
            left, right = self.value(node[1]), self.value(node[2])
            if kind in "+-":
                return self.plus(left, right, 1 if kind == "+" else -1)
            return self.product(left, right if kind == "*" else self.inverse(right))
        raise Refusal(f"'{kind}' is not read in an answer")

    def plus(self, a: Expression, b: Expression, sign: int) -> Expression:
        if a.below is b.below or a.below == b.below:
            self.done += len(b.above)
            total = add(a.above, b.above, sign)
            self.spend(total, ONE)
            return Expression(total, a.below)
        above = add(self.times(a.above, b.below), self.times(b.above, a.below), sign)
        return Expression(above, self.times(a.below, b.below))

    def product(self, a: Expression, b: Expression) -> Expression:
        return Expression(self.times(a.above, b.above), self.times(a.below, b.below))

    def inverse(self, a: Expression) -> Expression:
        """1 / a; a single number or root below moves above, so that 1/sqrt(2) is 1/2*sqrt(2)."""
        if not a.above:
            raise Refusal("division by zero")
        if len(a.above) == 1:
            ((letters, roots), value) = next(iter(a.above.items()))
            self.spend(a.above, ONE)
            above = constant(Fraction(1) / value)
            for prime, power in roots:
                above = multiply(above, {((), ((prime, 1 - power),)): Fraction(1, prime)})
            return Expression(self.times(above, a.below), {(letters, ()): 1} if letters else ONE)
        return Expression(a.below, a.above)

    def power(self, base: Expression, exponent: Expression) -> Expression:
        number = polynomial.rational(exponent.above) if exponent.below is ONE else None
        if number is None:
            return self.unknown_power(base, exponent)
        if number.denominator != 1:
            return self.power(
                self.root(base, number.denominator), Expression(constant(number.numerator))
            )
        if abs(number) > POWER and base.above != ONE:
            size = (
                polynomial.bits(base.above)
                if len(base.above) == 1 and not next(iter(base.above))[0]
                else BITS
            )
            if abs(number) * size > BITS:
                raise Beyond(f"a power above {POWER}")
        return self.whole_power(self.inverse(base) if number < 0 else base, abs(int(number)))

    def whole_power(self, base: Expression, exponent: int) -> Expression:
        result = Expression(ONE)
        while exponent:
            if exponent & 1:
                result = self.product(result, base)
            exponent >>= 1
            if exponent:
                base = self.product(base, base)
        return result

    def root(self, base: Expression, degree: int) -> Expression:
        if not 2 <= degree <= DEGREE:
            raise Beyond(f"a root above the {DEGREE}th")
        number = polynomial.rational(base.above) if base.below is ONE else None
        if number is None:
            name = self.named(base)
            return Expression(letter(f"sqrt({name})" if degree == 2 else f"root({degree}, {name})"))
        if number < 0:
            raise Refusal("a root of a negative number")
        if polynomial.bits(constant(number)) > 256:
            raise Beyond("the root of a long number")
        return Expression(polynomial.root(number, degree) if number else {})

    def unknown_power(self, base: Expression, exponent: Expression) -> Expression:
        """b^(2x + 1) as (b^x)^2 * b: each term of the exponent is a factor, its whole coefficient
        the power."""
        name = self.named(base)
        shown = name if name.isalnum() else f"({name})"
        result = Expression(ONE)
        if exponent.below is not ONE:
            return Expression(letter(f"{shown}^({self.named(exponent)})"))
        for monomial in polynomial.ordered(exponent.above):
            value = Fraction(exponent.above[monomial])
            if monomial == polynomial.UNIT:
                factor = self.power(base, Expression(constant(value)))
            else:
                unit = letter(
                    f"{shown}^({polynomial.text({monomial: Fraction(1, value.denominator)})})"
                )
                factor = self.power(Expression(unit), Expression(constant(value.numerator)))
            result = self.product(result, factor)
        return result

    def call(self, name: str, groups: tuple[tuple[Node, ...], ...]) -> Expression:
        arguments = [self.value(argument) for group in groups for argument in group]
        if name == "root" and len(arguments) == 2:
            degree = polynomial.rational(arguments[0].above)
            if not isinstance(degree, int):
                raise Refusal("the degree of a root is a whole number")
            return self.root(arguments[1], degree)
        if len(arguments) != 1:
            raise Refusal(f"{name} takes one argument")
        if name == "sqrt":
            return self.root(arguments[0], 2)
        if name == "exp":
            return self.power(Expression(letter("e")), arguments[0])
        return Expression(letter(f"{name}({self.named(arguments[0])})"))

    def named(self, value: Expression) -> str:
        """The canonical text that names an unknown quantity."""
        self.done += 8 * (len(value.above) + len(value.below))
        self.spend(ONE, ONE)
        name = text(value)
        if len(name) > NAME:
            raise Beyond("an argument too long to name")
        return name
