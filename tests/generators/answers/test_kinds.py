"""Every kind of answer: twenty ways and more to write a value are that value, a thousand edits that
change it are not."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice, permutations, product
from random import Random
from typing import NamedTuple

import pytest

from generators.answers.answer import canonical, equal, parse
from generators.claims.reader import Unreadable

EDITS = 1_000


class Law(NamedTuple):
    """A kind's reference, ways to write it, and texts of other values."""

    reference: str
    again: list[str]
    otherwise: Callable[[Random], str]
    loose: bool = False


def base_numbers() -> Law:
    signs = [
        f"{open_}{zeros}52{places}{close}"
        for (open_, close), zeros, places in product(
            (("", ""), ("(", ")"), ("( ", " )")), ("", "0", "00"), ("", ".0")
        )
    ]
    ways = ("{}_8", "{}_(8)", "{} base 8", "{} (base 8)", " {}_8 ")
    again = [way.format(sign) for way, sign in product(ways, signs)]

    def otherwise(random: Random) -> str:
        digits, base = random.randrange(8**3), random.choice((7, 8, 9, 10, 16))
        text = canonical("base", (digits, base))
        return text if (digits, base) != (42, 8) else "42_10"

    return Law("52_8", again, otherwise)


def ratios() -> Law:
    factors = ("1", "2", "3", "7", "1/2", "1/3", "2/5", "10", "100", "3/4", "11")
    again = [":".join(str(Fraction(f) * n) for n in (2, 3, 5)) for f in factors]
    again += [":".join(f"{n}*{f}" for n in (2, 3, 5)) for f in ("x", "sqrt(2)", "pi", "a*b")]
    again += ["2 : 3 : 5", "(2):(3):(5)", "4:6 : 10", "0.2:0.3:0.5", "-2:-3:-5", "20%:30%:50%"]

    def otherwise(random: Random) -> str:
        numbers = [random.randrange(1, 8) for _ in range(random.choice((2, 3, 3, 3, 4)))]
        same = len(numbers) == 3 and numbers == [2, 3, 5]
        return "3:2:5" if same else ":".join(map(str, numbers))

    return Law("2:3:5", again, otherwise, loose=True)


def inequalities() -> Law:
    sides = ("x^2 + y^2 < 25", "25 > x^2 + y^2", "x^2 + y^2 - 25 < 0", "0 < 25 - x^2 - y^2")
    again = [*sides, "x^2 < 25 - y^2", "y^2 < (5 - x)*(5 + x)", "-x^2 - y^2 > -25"]
    again += ["(x + y)^2 - 2*x*y < 25", "(x + y)^2 < 25 + 2*x*y", "x^2/25 + y^2/25 < 1"]
    for factor in ("2", "3", "1/2", "7", "sqrt(4)", "1/25", "10", "0.1", "4", "9", "100", "6"):
        again.append(f"{factor}*(x^2 + y^2) < 25*({factor})")

    def otherwise(random: Random) -> str:
        number, sign = random.randrange(1, 60), random.choice(("<", "<=", ">", ">=", "!="))
        left = random.choice(("x^2 + y^2", "x^2 - y^2", "x^2 + 2*y^2", "x + y"))
        same = (left, sign, number) == ("x^2 + y^2", "<", 25)
        return "x^2 + y^2 < 26" if same else f"{left} {sign} {number}"

    return Law("x^2 + y^2 < 25", again, otherwise)


def points() -> Law:
    orders = [", ".join(order) for order in permutations(("(1, 1)", "(3, 2)", "(-1/2, 0)"))]
    again = [way.format(order) for way, order in product(("{}", "{{{}}}"), orders)]
    again += [order.replace("), ", "); ") for order in orders]
    again += [order.replace("), (", ") and (") for order in orders]
    again += ["(1.0, 1), (3, 2), (-0.5, 0)", "{(-1/2, 0)} U {(1, 1), (3, 2)}"]

    def otherwise(random: Random) -> str:
        found = [(1, 1), (3, 2), (Fraction(-1, 2), 0)]
        at = random.randrange(3)
        x, y = found[at]
        change = random.randrange(4)
        if change == 0:
            found[at] = (x + random.randrange(1, 9), y)
        elif change == 1:
            found[at] = (x, y - random.randrange(1, 9))
        elif change == 2:
            found[at : at + 1] = [(5 + random.randrange(9), y), (x, y)]
        else:
            del found[at]
        random.shuffle(found)
        return ", ".join([f"({p}, {q})" for p, q in found])

    return Law("(1, 1), (3, 2), (-1/2, 0)", again, otherwise)


def solutions() -> Law:
    values = ("1 + sqrt(2)", "1 - sqrt(2)", "sqrt(3 + 2*sqrt(3))")
    orders = [", ".join(order) for order in permutations(values)]
    again = [*orders, *[f"{{{order}}}" for order in orders]]
    again += [order.replace(", ", " or ") for order in orders]
    again += [order.replace(", ", " or x = ").join(("x = ", "")) for order in orders]
    again += ["1 +- sqrt(2), sqrt(3 + sqrt(12))", "sqrt(3 + 2*sqrt(3)), 1 +- 2/sqrt(2)"]

    def otherwise(random: Random) -> str:
        a, b, c = random.randrange(1, 6), random.randrange(2, 9), random.randrange(2, 9)
        if (a, b, c) == (1, 2, 3):
            c = 4
        return f"{a} +- sqrt({b}), sqrt(3 + 2*sqrt({c}))"

    return Law(", ".join(values), again, otherwise)


def intervals() -> Law:
    again = [
        *("(-oo, -6) U (-6, 3/2)", "(-6, 3/2) U (-oo, -6)", "(-oo,-6) U (-6,1.5)"),
        *("x < -6 or -6 < x < 3/2", "x < 3/2 and x != -6", "x < 3/2, x != -6"),
        *(
            "{x | x < 3/2 and x != -6}",
            "{x : x < 3/2, x != -6}",
            "{x in R | x < -6 or -6 < x < 1.5}",
        ),
        *(
            "{x | x < 3/2} - {-6}",
            "{x | x < 3/2} \\ {-6}",
            "(-oo, 3/2) - {-6}",
            "(-oo, 3/2) \\ {-6}",
        ),
        *("x in (-oo, -6) U (-6, 3/2)", "-6 > x or 3/2 > x > -6", "lambda < 3/2 and lambda != -6"),
        *("x_0 < -6 or -6 < x_0 < 3/2", "(-oo, -7) U [-7, -6) U (-6, 3/2)", "3/2 > x, x != -6"),
        *("(-oo, -sqrt(36)) U (-6, 3/2)", "(-oo, -6) or (-6, 3/2)", "(-oo, 3/2) setminus {-6}"),
        *("(-oo, -6) U (-6, 9/6)", "(-oo, -12/2) U (-6, 3/2)"),
    ]

    def otherwise(random: Random) -> str:
        low, high = -random.randrange(2, 9), random.choice(("1", "3/2", "2", "5", "oo"))
        ends = random.choice((")(", "](", ")["))
        if (low, high, ends) == (-6, "3/2", ")("):
            high = "2"
        return f"(-oo, {low}{ends[0]} U {ends[1]}{low}, {high})"

    return Law("(-oo, -6) U (-6, 3/2)", again, otherwise, loose=True)


def tuples() -> Law:
    first = (
        "sqrt(3 + 2*sqrt(2))",
        "1 + sqrt(2)",
        "sqrt(2) + 1",
        "1/(sqrt(2) - 1)",
        "tan(67.5*deg)",
    )
    last = ("cos(60*deg)", "1/2", "0.5", "sin(pi/6)", "1 - 1/2*1")
    again = [f"({a}, 2*x, {b})" for a, b in product(first, last)]

    def otherwise(random: Random) -> str:
        a, b, c = random.randrange(1, 5), random.randrange(1, 5), random.randrange(2, 6)
        same = (a, b, c) == (1, 2, 2)
        return f"({a} + sqrt(2), {b + same}*x, 1/{c})"

    return Law("(1 + sqrt(2), 2*x, 1/2)", again, otherwise, loose=True)


def matrices() -> Law:
    cells = ("sin(x)^2", "1 - cos(x)^2", "(1 - cos(2*x))/2", "tan(x)^2/(1 + tan(x)^2)", "sin(-x)^2")
    again = [
        f"[[{a}, 1], [{b}, 0]]" for a, b in product(cells, ("2^n*2", "2^(n + 1)", "4^(n/2)*2"))
    ]
    again += [f"[[{a}, 2/2], [2*2^n, 0]]" for a in cells]

    def otherwise(random: Random) -> str:
        a, b, c, d = (random.randrange(3) for _ in range(4))
        same = (a, b, c, d) == (1, 1, 1, 0)
        return f"[[{a}*sin(x)^2, {b}], [2*2^n + {c - 1}, {d + same}]]"

    return Law("[[sin(x)^2, 1], [2^(n + 1), 0]]", again, otherwise, loose=True)


def equations() -> Law:
    right = ("2*sin(x)*cos(x) + 1", "sin(2*x) + 1", "1 + 2*tan(x)/(1 + tan(x)^2)")
    ways = ("y = {}", "{} = y", "y - ({}) = 0", "2*y = 2*({})", "y - 1 = {} - 1", "-y = -({})")
    again = [way.format(side) for way, side in product(ways, right)]
    again += ["y/2 = sin(x)*cos(x) + 1/2", "(y - 1)/2 = sin(x)*cos(x)", "3*y - 3 = 3*sin(2*x)"]

    def otherwise(random: Random) -> str:
        a, b, c = random.randrange(1, 5), random.randrange(1, 5), random.randrange(4)
        same = (b, c) == (2, 1)
        return f"{a}*y = {a}*sin({b}*x) + {a * c + same}"

    return Law("y = sin(2*x) + 1", again, otherwise)


def functions() -> Law:
    sides = ("2*{0} + 1", "1 + 2*{0}", "{0} + {0} + 1", "2*({0} + 1) - 1", "(4*{0} + 2)/2")
    again = [f"f({name}) = {side.format(name)}" for side, name in product(sides, "xntkm")]

    def otherwise(random: Random) -> str:
        a, b, name = random.randrange(1, 9), random.randrange(9), random.choice("fghx")
        same = (a, b, name) == (2, 1, "f")
        return f"{name}(x) = {a}*x + {b + same}" if name != "x" else f"f*x = {a}*x + {b}"

    return Law("f(x) = 2*x + 1", again, otherwise)


def numbers() -> Law:
    again = ["93500", "93500.0", "93,500", "93 500", "9.35e4", "9.35E4", "9.35*10^4", "9.35 * 10^4"]
    again += [
        "0.935*10^5",
        "93.5e3",
        "+93500",
        "093500",
        "93500.",
        "93500/1",
        "187000/2",
        "9.35e+4",
    ]
    again += ["9.35*10^(4)", "935*10^2", "935e2", "9.35e+4", "9350000e-2", "9.350e4"]

    def otherwise(random: Random) -> str:
        digits, power = random.choice((934, 935, 936, 395, 593)), random.randrange(-3, 7)
        return f"{digits / 100}*10^{power}" if (digits, power) != (935, 4) else "9.35e5"

    return Law("9.35e4", again, otherwise, loose=True)


LAWS: dict[str, tuple[str, Law]] = {
    "base": ("base", base_numbers()),
    "ratio": ("ratio", ratios()),
    "inequality": ("inequality", inequalities()),
    "set of points": ("set", points()),
    "set of roots": ("set", solutions()),
    "interval": ("interval", intervals()),
    "tuple": ("tuple", tuples()),
    "matrix": ("matrix", matrices()),
    "equation": ("equation", equations()),
    "function": ("equation", functions()),
    "scientific": ("rational", numbers()),
}


@pytest.mark.parametrize("name", LAWS)
def test_every_way_to_write_a_value_is_that_value(name):
    kind, law = LAWS[name]
    assert len(set(law.again)) >= 20
    reference = parse(kind, law.reference, law.loose)
    for text in law.again:
        assert equal(kind, parse(kind, text, law.loose), reference), text


def edits(law: Law) -> Iterator[str]:
    random = Random(1)
    while True:
        yield law.otherwise(random)


@pytest.mark.parametrize("name", LAWS)
def test_no_other_value_is_that_value(name):
    kind, law = LAWS[name]
    reference = parse(kind, law.reference, law.loose)
    read = 0
    for text in islice(edits(law), EDITS):
        try:
            value = parse(kind, text, law.loose)
            read += 1
            assert not equal(kind, value, reference), text
        except Unreadable:
            continue
    assert read > EDITS // 2


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("base", "52"),
        ("base", "58_8"),
        ("base", "52_1"),
        ("base", "52_99"),
        ("ratio", "0:0"),
        ("ratio", "1:(2"),
        ("ratio", "(1, 2):3"),
        ("inequality", "x = y"),
        ("inequality", "1 < 2"),
        ("inequality", "x <"),
        ("equation", "f(x) = f(x) + 1"),
        ("equation", "x = y = z"),
        ("interval", "{x | y}"),
        ("set", "(+-1, +-2, +-3, +-4)"),
        ("expression", "f(x"),
        ("expression", "[x + 1)"),
        ("expression", "log(2; 3; 4)"),
        ("expression", "sqrt(1, 2)"),
        ("expression", "max_1"),
        ("expression", "(-1)!"),
    ],
)
def test_what_is_no_such_answer_is_refused(kind, text):
    with pytest.raises(Unreadable):
        parse(kind, text, loose=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{x/(x + 1), 1}", "{2*x/(2*x + 2), 1}"),
        ("{1/(x - 1), 2}", "{2, -1/(1 - x)}"),
        ("{1/(x - 1), a/(a*b)}", "{1/b, -1/(1 - x)}"),
    ],
)
def test_sets_whose_members_are_all_written_otherwise_are_one(one, other):
    values = [parse("set", text) for text in (one, other)]
    assert values[0] != values[1] and equal("set", *values)
    assert not equal("set", values[0], parse("set", "{x/(x + 2), 1}"))


def test_calculations_are_left_undone_only_where_the_reference_does_so():
    for text in ("2^3", "2*3", "5*10^3"):
        for kind in ("integer", "tuple", "set", "expression"):
            with pytest.raises(Unreadable):
                parse(kind, text if kind != "tuple" else f"({text}, 1)")
    assert parse("rational", "5*10^3", loose=True) == 5_000
    assert parse("tuple", "(10^2, 2*3)", loose=True) == (100, 6)
    assert parse("set", "{10^2, 2*3}", loose=True) == (6, 100)


def test_a_number_behind_a_matrix_is_no_factor():
    assert parse("matrix", "[[1/2, 1], [3/2, 2]]*2") == parse("matrix", "[[1, 2], [3, 4]]")
    for written in ("[[1, 2], [3, 4]]1", "[[1, 2], [3, 4]] 1"):
        with pytest.raises(Unreadable):
            parse("matrix", written)


@pytest.mark.parametrize(
    ("kind", "one", "other", "expected"),
    [
        ("ratio", "2:0", "1:0", True),
        ("ratio", "0:1", "1:2", False),
        ("ratio", "0:1:2", "3:1:2", False),
        ("ratio", "1:0", "0:1", False),
        ("ratio", "1:2:3", "1:2", False),
        ("base", "0.10_2", "0.1_2", True),
        ("base", "-0.1_2", "0.1_2", False),
        ("base", "ZZ_36", "1295_10", False),
        ("inequality", "x < y < z", "x < y, y < z", True),
        ("inequality", "x < y <= z", "x < y, y < z", False),
        ("inequality", "x < y, y < z", "x < y", False),
        ("inequality", "x < y", "x < y, y < z", False),
        ("inequality", "-x - y < 0", "x + y < 0", False),
        ("inequality", "-x - y < 0", "x + y > 0", True),
        ("inequality", "x + y != 0", "-x - y != 0", True),
        ("equation", "f(x, y) = x + 2*y", "f(y, x) = y + 2*x", True),
        ("equation", "f(x, y) = x + 2*y", "f(x, y) = y + 2*x", False),
        ("equation", "f(x, y) = x", "f(x) = x", False),
        ("equation", "f(x) = x", "g(x) = x", False),
        ("equation", "y^2 = x", "y = x", False),
        ("matrix", "-[[1, 2]] - -[[2, 2]]", "[[1, 0]]", True),
        ("matrix", "--[[1, 2]]", "[[1, 2]]", True),
        ("rational", "-(-1/-2)", "-1/2", True),
        ("rational", "-(1/-2)", "1/2", True),
        ("set", "{1 - cos(x)^2, tan(x)^2/(1 + tan(x)^2)}", "{sin(x)^2, 5}", False),
        ("set", "{sin(x)^2, 5}", "{1 - cos(x)^2, tan(x)^2/(1 + tan(x)^2)}", False),
        ("set", "{(1, 2), (3, 4)}", "{(1, 2, 5), (3, 4, 5)}", False),
        ("set", "x_1 = 1, x_2 = 2", "{1, 2}", True),
        ("interval", "[1, 2] U [2, 3]", "[1, 3]", True),
        ("interval", "[1, 2) U (2, 3]", "[1, 3]", False),
        ("interval", "x <= 1 and x >= 1", "{1}", True),
        ("interval", "x <= 1 and x < 1", "x < 1", True),
        ("interval", "x < 1 and x <= 1", "x < 1", True),
        ("interval", "x > 1 and x >= 1", "x > 1", True),
        ("interval", "x > 1 and x >= 1", "x >= 1", False),
        ("interval", "[cos(60*deg), 2)", "[1/2, 2)", True),
        ("interval", "(cos(60*deg), 2)", "[1/2, 2)", False),
        ("interval", "(1/2, cos(60*deg) + 1]", "(1/2, 3/2)", False),
        ("interval", "[1, 2] U [3, 4]", "[1, 2]", False),
        ("expression", "180*deg", "pi", True),
        ("expression", "1/root(3, 4)", "root(3, 2)/2", True),
        ("expression", "1/root(3, 4)", "1/root(3, 2)", False),
        ("expression", "0.1overline(6)", "1/6", True),
        ("expression", "0.1overline(6)", "0.16", False),
        ("expression", "root(3, -8)", "-2", True),
        ("expression", "sqrt(-4)", "-2", False),
        ("expression", "sqrt(-4)", "2*i", True),
        ("expression", "i*j", "-1", False),
        ("expression", "i^2*k", "-k", False),
        ("expression", "C(5, 2)", "10", True),
        ("expression", "C(5, 2)", "C(5, 3)", True),
        ("expression", "log(2; 8)", "3", True),
        ("expression", "log(8; 2)", "3", False),
        ("expression", "400!", "400*399!", True),
        ("expression", "tanh(x)", "sinh(x)/cosh(x)", True),
        ("expression", "tanh(x)", "sinh(x)", False),
        ("expression", "x 2^3", "8*x", True),
        ("expression", "|x| + |-x|", "2*|x|", True),
        ("expression", "|-2|x", "2*x", True),
    ],
)
def test_what_is_the_same_value_and_what_is_not(kind, one, other, expected):
    assert equal(kind, parse(kind, one, loose=True), parse(kind, other, loose=True)) is expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("base", "--1_2"),
        ("base", "-(-1)_2"),
        ("rational", "--1/2"),
        ("rational", "1 2/2"),
        ("tuple", "x = 1, y = 2, z = 3, w = 4"),
        ("tuple", "x_1 = 1, y = 2"),
        ("set", "x = 1, y = 2"),
        ("matrix", "[[1, 2]]/2"),
        ("matrix", "2/[[1, 2]]"),
        ("expression", "C(-1, 2)"),
        ("expression", "C(5/2, 2)"),
        ("expression", "(5/2)!"),
        ("expression", "sin(1, 2)"),
        ("expression", "x 2"),
        ("expression", "2 3^2"),
        ("interval", "(sqrt(-1), 2*sqrt(-1))"),
    ],
)
def test_what_has_no_certain_value_is_refused(kind, text):
    with pytest.raises(Unreadable):
        parse(kind, text, loose=True)


def test_a_divisor_that_is_zero_by_an_identity_is_found():
    value = parse("expression", "x/(sin(x)^2 + cos(x)^2 - 1)")
    with pytest.raises(Unreadable):
        equal("expression", value, value)


def test_what_means_another_thing_in_the_other_function_is_refused():
    for one, other in (
        ("f(x) = a*x", "f(a) = a*a"),
        ("f(x, y) = x + 2*y", "f(t, t) = 3*t"),
    ):
        with pytest.raises(Unreadable):
            equal("equation", parse("equation", one), parse("equation", other))


def test_a_part_of_a_ratio_that_is_a_sum_stands_in_brackets():
    assert canonical("ratio", "x + 1 : 2") == "(x + 1):2"


def test_numbers_in_a_base_have_one_text():
    assert canonical("base", (42, 8)) == "52_8"
    assert canonical("base", (0, 8)) == "0_8"
    assert canonical("base", (-255, 16)) == "-FF_16"
    for written in ("-0.011_2", "1.01_2", "10_36"):
        assert canonical("base", parse("base", written)) == written
