"""Read an expression with letters, such as (x - 1)(x - 2) or 3*sqrt(2)/2, and compute its exact
value as a quotient of sums.

Powers with unknown exponents and functions such as sin(x) are taken as unknown quantities of their
own, named by their canonical text: what is called equal is equal, while identities between them are
left to identity.py. Work is counted and bounded.
"""

import re
from fractions import Fraction
from functools import reduce
from itertools import chain
from math import ceil, comb, factorial, floor

from generators.answers import polynomial
from generators.answers.polynomial import ONE, Terms, add, constant, letter, multiply, scaled
from generators.answers.quotient import BITS, Expression, Work, lowest, text
from generators.answers.refusal import Beyond, Refusal
from generators.claims.reader import NUMBER, WORD, Node, Reader, Unreadable

POWER = 200  # the largest whole exponent
DEGREE = 120  # the largest n in an n-th root
NAME = 400  # characters of an argument such as the x + 1 of sin(x + 1)

# Unknowns of more than one letter, and the degree, which is pi/180.
NAMES = {
    *("pi", "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
    *("lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
    *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"),
    *("hbar", "ell", "deg"),
    "dots",  # how a series of powers goes on
}
# Functions whose values are taken as unknown quantities named by their argument.
FUNCTIONS = {
    *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "arccot", "arcsec"),
    *("arccsc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "arcsinh", "arccosh", "arctanh"),
    *("ln", "log", "abs", "floor", "ceil"),
}
ONE_ARGUMENT = FUNCTIONS | {"sqrt", "exp"}
SERIES = ("sum", "product")
BOUND = "k_bound"  # what the letter that a series runs over is called, numbered by depth
WHOLE = {"abs": abs, "floor": floor, "ceil": ceil}  # worked out where the argument is rational
FACTORIAL = 400  # the largest n in n! and C(n, k)
LETTERS = 2  # letters before an index that are a product
BRACKETS = {")": "(", "]": "["}
# Letters that are applied to what stands in brackets behind them; those that are quantities too,
# only to a letter or a number.
APPLIED = set("fghFGH")
ALWAYS = set("fF")

DECIMAL = re.compile(r"(?<![\d.])(\d{0,40})\.(\d{1,40})(?![\d.])", re.ASCII)
POINT = re.compile(r"(?<![\d.])(\d{1,40})\.(?![\d.])", re.ASCII)  # 1. is 1
SCIENTIFIC = re.compile(r"(?<![\w.])(\d{1,40}(?:\.\d{1,40})?)[eE]([+-]?\d{1,4})(?![\w.])", re.ASCII)
REPEATING = re.compile(
    r"(?<![\d.])(\d{0,20})\.(\d{0,20})overline\((\d{1,20})\)", re.ASCII
)  # 0.1overline(6) is 1/6
SUBSCRIPT = r"(?:_(?:[A-Za-z0-9]+|\([A-Za-z0-9+*, -]{1,24}\))){0,2}'{0,3}"
NAMED = re.compile(rf"[A-Za-z]+{SUBSCRIPT}", re.ASCII)
WORDS = re.compile(r"[A-Za-z]+", re.ASCII)


def is_name(text: str) -> bool:
    """Whether a text names one unknown."""
    return NAMED.fullmatch(text) is not None


def words(text: str) -> list[str]:
    """The words in a text of plain maths."""
    return WORDS.findall(text)


class AnswerReader(Reader):
    """Reads as its parent does, but any single letter is an unknown, with or without a subscript,
    and only the functions of answers may be called."""

    pattern = re.compile(
        rf"(\s*)(?:(\d+)|(\{{\}})|([A-Za-z]+{SUBSCRIPT})|(!=|<=|>=|\.\.|[-+*/^!(),;=<>|%]))",
        re.ASCII,
    )

    bars = 0  # of absolute values that are open
    series = 0  # that are open

    def atom(self) -> Node:
        group, token, _ = self.tokens[self.at]
        if group == WORD:
            self.at += 1
            return self.word(token)
        if token == "|":
            self.bars += 1
            node = super().atom()
            self.bars -= 1
            return node
        if group == NUMBER or token == "(":
            return super().atom()
        raise Refusal(f"expected a number, a letter or a bracket, found {token or 'the end'!r}")

    def word(self, token: str) -> Node:
        if token in FUNCTIONS or token in ("sqrt", "root", "exp"):
            return self.call(token)
        if token in SERIES:
            return self.series_of(token)
        base = token.rstrip("'").partition("_")[0]
        if 1 < len(base) <= LETTERS < len(token) and base not in NAMES and "_" in token:
            factors = [("variable", name) for name in base[:-1]]  # PQ_1 is P*Q_1
            return reduce(
                lambda a, b: self.join("*", a, b), [*factors, ("variable", token[len(base) - 1 :])]
            )
        if len(base) > 1 and base not in NAMES:
            raise Refusal(f"the word {token[:20]!r} means nothing in an expression")
        following = self.tokens[self.at]
        if following[1] == "(" and not following[2]:
            if base in APPLIED and (base in ALWAYS or self.simple()) or token.endswith("'"):
                return self.call(token)
            if base not in NAMES and self.at_nought():
                return self.call(token)
            if token == "C" and self.two_arguments():
                return self.call(token)
        return ("variable", token)

    def series_of(self, name: str) -> Node:
        """sum(n, 0, oo) and the product behind it, whose n is the bound letter."""
        self.weigh()
        self.need("(")
        group, running, _ = self.tokens[self.at]
        if group != WORD or len(running) != 1:
            raise Refusal("a series runs over one letter")
        self.at += 1
        self.need(",")
        first = self.sum()
        self.need(",")
        last = ("variable", "oo") if self.take("oo") else self.sum()
        self.need(")")
        if self.peek() in ("+", "-", ""):
            raise Refusal("a series without its terms")
        self.take("*")
        self.series += 1
        bound = ("variable", f"{BOUND}{self.series}")
        terms = replaced(indexed(self.term(), running), ("variable", running), bound)
        self.series -= 1
        return ("series", name, bound, first, last, terms)

    def simple(self) -> bool:
        """Whether the bracket that opens here holds letters and numbers alone, as in g(x, 2)."""
        for group, token, _ in self.tokens[self.at + 1 :]:
            if token == ")":
                return True
            if group not in (NUMBER, WORD) and token != ",":
                return False
        return False

    def at_nought(self) -> bool:
        """Whether the bracket that opens here holds 0 alone: I(0) is the first value of I, as no
        product with 0 is written."""
        return [token for _, token, _ in self.tokens[self.at + 1 : self.at + 3]] == ["0", ")"]

    def two_arguments(self) -> bool:
        """Whether the bracket that opens here holds a comma of its own, as C(n, k) does."""
        depth = 0
        for _, token, _ in self.tokens[self.at :]:
            depth += (token == "(") - (token == ")")
            if depth == 1 and token == ",":
                return True
            if not depth:
                return False
        return False

    def factor(self) -> Node:
        while self.take("+"):
            pass
        return super().factor()

    def power(self) -> Node:
        node = super().power()
        while self.take("%"):
            node = self.join("/", node, ("number", 100))
        return node

    def joined(self) -> bool:
        group, token, _ = self.tokens[self.at]
        if token == "|" and not self.bars:  # 2|x|
            return True
        return super().joined() or token == "deg" or (group == NUMBER and self.power_behind())

    def power_behind(self) -> bool:
        """Whether a power of a number stands behind a factor, as in (n - 2) 2^n and n 2^n."""
        group, token, _ = self.tokens[self.at - 1]
        return (token == ")" or group == WORD) and self.tokens[self.at + 1][1] == "^"


def fraction_of(found: re.Match[str]) -> str:
    return f"({int(found[1] + found[2])}/{10 ** len(found[2])})"


def in_round_brackets(text: str) -> str:
    """Square brackets, which enclose a sum as round ones do, as round ones. Raises Refusal."""
    opened: list[str] = []
    for sign in text:
        if sign in "([":
            opened.append(sign)
        elif sign in ")]" and (not opened or opened.pop() != BRACKETS[sign]):
            raise Refusal("brackets that do not match")
    return text.replace("[", "(").replace("]", ")")


def repeated(found: re.Match[str]) -> str:
    """A decimal whose last digits repeat for ever."""
    start, block = found[1] + found[2], found[3]
    above = int(start + block) - int(start or "0")
    return f"({above}/{10 ** len(found[2]) * (10 ** len(block) - 1)})"


def replaced(node: Node, old: Node, new: Node) -> Node:
    """A tree with one leaf in place of another."""
    if node == old:
        return new
    return tuple(
        [replaced(child, old, new) if isinstance(child, tuple) else child for child in node]
    )


def indexed(node: Node, running: str) -> Node:
    """A tree in which a_n is a function of n, where a series runs over n: a_(n+1) is another of its
    terms, and a_0 a number."""
    if node[0] == "variable":
        name, _, index = node[1].partition("_")
        if running not in index or node[1].startswith(BOUND):
            return node
        return ("call", f"{name}_", tuple([(part,) for part in index_parts(index)]))
    return tuple([indexed(child, running) if isinstance(child, tuple) else child for child in node])


def index_parts(index: str) -> list[Node]:
    """What an index is made of: n+1 of a_(n+1); i and j of a_(i, j) and of a_ij."""
    found: list[Node] = []
    for part in index.rstrip("'").strip("()").replace("_", ",").split(","):
        try:
            found.append(tree(part))
        except Unreadable:
            found += [("variable", sign) for sign in part if sign.isalpha()]
    return found


def tree(text: str) -> Node:
    """The tree of an expression in plain maths; 0.25 is read as 25/100, 4e3 as 4*10^3. Raises
    Unreadable."""
    if "[" in text:
        text = in_round_brackets(text)
    if "overline" in text:
        text = REPEATING.sub(repeated, text)
    if "e" in text or "E" in text:
        text = SCIENTIFIC.sub(r"\1*10^(\2)", text)
    if "." in text:
        text = POINT.sub(r"\1", DECIMAL.sub(fraction_of, text))
    reader = AnswerReader(text)
    node = reader.sum()
    reader.finish()
    return node


def expression(text: str) -> Expression:
    """The value of an expression in plain maths. Raises Unreadable."""
    return Evaluation().value(tree(text))


def shared_letters(terms: Terms, bound: str) -> Terms:
    """The letters that all terms of a sum share, but for those with the letter that it runs
    over."""
    shared = dict(next(iter(terms))[0])
    for letters, _ in terms:
        powers = dict(letters)
        shared = {name: min(power, powers.get(name, 0)) for name, power in shared.items()}
    kept = [(name, power) for name, power in sorted(shared.items()) if power and bound not in name]
    return {(tuple(kept), ()): 1}


def shared_number(terms: Terms) -> Fraction:
    """The number that all terms of a sum share, with the sign of the leading one."""
    leading = terms[polynomial.ordered(terms)[0]]
    return Fraction(polynomial.content(terms)) * (1 if leading > 0 else -1)


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
        if kind == "!":
            return self.factorial(self.value(node[1]))
        if kind == "series":
            return self.series(node)
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
        if number < 0 and degree % 2:
            inner = self.root(Expression(constant(-number)), degree)
            return Expression(scaled(inner.above, -1))
        if number < 0:  # a complex number, which identity.py knows
            name = polynomial.text(constant(number))
            return Expression(letter(f"sqrt({name})" if degree == 2 else f"root({degree}, {name})"))
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
            elif abs(value.numerator) > POWER:
                exponent_ = polynomial.text({monomial: value})
                factor = Expression(letter(f"{shown}^({exponent_})"))
            else:
                unit = letter(
                    f"{shown}^({polynomial.text({monomial: Fraction(1, value.denominator)})})"
                )
                factor = self.power(Expression(unit), Expression(constant(value.numerator)))
            result = self.product(result, factor)
        return result

    def call(self, name: str, groups: tuple[tuple[Node, ...], ...]) -> Expression:
        arguments = list(map(self.value, chain.from_iterable(groups)))
        if name == "root" and len(arguments) == 2:
            degree = polynomial.rational(arguments[0].above)
            if not isinstance(degree, int):
                raise Refusal("the degree of a root is a whole number")
            return self.root(arguments[1], degree)
        if name == "C" and len(arguments) == 2:
            return self.binomial(*arguments)
        if name in ONE_ARGUMENT and len(arguments) != 1 + (name == "log" and len(groups) == 2):
            raise Refusal(f"{name} takes one argument")
        if name == "sqrt":
            return self.root(arguments[0], 2)
        if name == "exp":
            return self.power(Expression(letter("e")), arguments[0])
        number = polynomial.rational(arguments[0].above) if arguments[0].below is ONE else None
        if name in WHOLE and number is not None:
            return Expression(constant(WHOLE[name](number)))
        separator = "; " if name == "log" else ", "
        return Expression(letter(f"{name}({separator.join(map(self.named, arguments))})"))

    def factorial(self, argument: Expression) -> Expression:
        number = polynomial.rational(argument.above) if argument.below is ONE else None
        if number is None:
            name = self.named(argument)
            return Expression(letter(f"{name}!" if is_name(name) else f"({name})!"))
        if number < 0 or number != int(number):
            raise Refusal("the factorial of a number that is not natural")
        if number > FACTORIAL:  # too long to write, but its name is its own
            return Expression(letter(f"{number}!"))
        return Expression(constant(factorial(int(number))))

    def binomial(self, above: Expression, below: Expression) -> Expression:
        n = polynomial.rational(above.above) if above.below is ONE else None
        k = polynomial.rational(below.above) if below.below is ONE else None
        if n is None or k is None:
            return Expression(letter(f"C({self.named(above)}, {self.named(below)})"))
        if n < 0 or k < 0 or n != int(n) or k != int(k):
            raise Refusal("a binomial coefficient of numbers that are not natural")
        if n > FACTORIAL:
            raise Beyond(f"a binomial coefficient above {FACTORIAL}")
        return Expression(constant(comb(int(n), int(k))))

    def series(self, node: Node) -> Expression:
        """A sum or product over a letter, as an unknown quantity that its terms name: they start
        at 0, and a number and letters that all terms of a sum share stand before it."""
        _, name, bound, first, last, terms = node
        start = polynomial.rational(self.value(first).above)
        if start:
            terms = replaced(terms, bound, ("+", bound, ("number", start)))
            if last != ("variable", "oo"):
                last = ("-", last, ("number", start))
        elif start is None:
            raise Refusal("a series starts at a number")
        value = self.value(terms)
        shared = ONE
        if name == "sum" and value.above:
            shared = shared_letters(value.above, bound[1])
            rest = self.product(value, self.inverse(Expression(shared)))
            above, below = lowest(rest)
            top, bottom = shared_number(above), shared_number(below)
            value = Expression(scaled(above, 1 / top), scaled(below, 1 / bottom))
            shared = scaled(shared, top / bottom)
        end = self.named(self.value(last))
        whole = letter(f"{name}({bound[1]}, 0, {end})*({self.named(value)})")
        return Expression(self.times(shared, whole))

    def named(self, value: Expression) -> str:
        """The canonical text that names an unknown quantity."""
        self.done += 8 * (len(value.above) + len(value.below))
        self.spend(ONE, ONE)
        name = text(value)
        if len(name) > NAME:
            raise Beyond("an argument too long to name")
        return name
