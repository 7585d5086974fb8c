"""The reader of plain maths: what it reads, how operators bind, and that it refuses everything
else, quickly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.claims.reader import (
    DEPTH,
    DIGITS,
    HEAVY,
    LENGTH,
    OPERATORS,
    Node,
    Unreadable,
    read,
    tokens,
    variables,
)
from tests.drawn import law

ALPHABET = "0123456789xyzCe+-*/^!()=<>|,;.{} \tmodrgc_'\"\\$%&~[]:?é٣½\0\n"


def shown(node: Node) -> str:
    """A tree with every bracket written."""
    kind = node[0]
    if kind in ("number", "variable"):
        return str(node[1])
    if kind == "hole":
        return f"#{node[1]}"
    if kind == "call":
        return f"{node[1]}({'; '.join(', '.join(map(shown, group)) for group in node[2])})"
    return f"({kind} {' '.join(map(shown, node[1:]))})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("12", "12"),
        ("1 + 2 * 3", "(+ 1 (* 2 3))"),
        ("1 - 2 - 3", "(- (- 1 2) 3)"),
        ("12 / 2 * 3", "(* (/ 12 2) 3)"),
        ("12 / 2x", "(* (/ 12 2) x)"),
        ("2(x + 1)(x - 1)", "(* (* 2 (+ x 1)) (- x 1))"),
        ("-2^2", "(neg (^ 2 2))"),
        ("2^-3", "(^ 2 (neg 3))"),
        ("3!^2", "(^ (! 3) 2)"),
        ("-3 mod 5", "(mod (neg 3) 5)"),
        ("10 - 2 * 5 mod 3", "(- 10 (mod (* 2 5) 3))"),
        ("3x^2", "(* 3 (^ x 2))"),
        ("2^3x", "(* (^ 2 3) x)"),
        ("x(3)", "(* x 3)"),
        ("{}x + {}", "(+ (* #0 x) #1)"),
        ("det(1, 2; 3, x)", "det(1, 2; 3, x)"),
        ("3C(5, 2)", "(* 3 C(5, 2))"),
        ("5--3", "(- 5 (neg 3))"),
    ],
)
def test_operators_bind_as_in_a_school_book(text, tree):
    assert shown(read(text)) == tree


@pytest.mark.parametrize(
    "text",
    (
        "|2 3|x 2|2 x|x2|(5)3|2 (3)|5 {}|x y|xy|X|2^3^4|2 +|+ 2|* 2|()|gcd|gcd()|gcd(1|gcd(1,)|"
        "gcd(;)|mod 3|3 mod|or|(1|1)|3.5|.5|1,2|2 = 2|5!!)|$2$|\\frac12|½|٣|2²|_|__import__('os')|"
        "x.y|f[0]|'a'|0x10|1e5e|{}{}|{0}|{x}|{|}|!|!3|^2|2^|2^(|--|1;2|1:2|2 ** 3"
    ).split("|"),
)
def test_what_is_not_plain_maths_is_refused(text):
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * (LENGTH + 1),
        "1" * (DIGITS + 1),
        " " * LENGTH + "1",
        "(" * (DEPTH + 1) + "1" + ")" * (DEPTH + 1),
        "1" + "+1" * (OPERATORS + 1),
        "-" * (OPERATORS + 1) + "1",
        "1" + "!" * (HEAVY + 1),
        "+".join(["2^2"] * (HEAVY + 1)),
        "+".join(["C(2, 1)"] * (HEAVY + 1)),
        "gcd(" * (DEPTH + 1) + "1" + ")" * (DEPTH + 1),
    ],
)
def test_limits_are_checked(text):
    with pytest.raises(Unreadable):
        read(text)


def test_limits_leave_room():
    read("(" * (DEPTH - 1) + "1" + ")" * (DEPTH - 1))
    read("1" + "+1" * OPERATORS)
    read("1" * DIGITS)


@law(1_000)
@given(text=st.one_of(st.text(ALPHABET, max_size=60), st.text(max_size=30)))
def test_the_reader_is_total(text):
    try:
        tree = read(text)
    except Unreadable:
        return
    assert shown(tree) and variables(tree) <= set(text)


PIECES = [
    "12",
    "x",
    "(",
    ")",
    " + ",
    " - ",
    "*",
    "/",
    " mod ",
    "^",
    "!",
    "gcd(",
    ", ",
    "; ",
    "{}",
    "-",
    " ",
]


@law(300)
@given(parts=st.lists(st.sampled_from(PIECES), max_size=25))
def test_the_reader_is_total_on_pieces_of_maths(parts):
    text = "".join(parts)
    try:
        assert shown(read(text))
    except Unreadable as error:
        assert str(error)


def test_blanks_do_not_matter_between_tokens():
    assert [token for _, token, _ in tokens(" 2*( x +13 ) ")] == [
        "2",
        "*",
        "(",
        "x",
        "+",
        "13",
        ")",
    ]
    assert read("2*( x +13 )") == read("2 * (x + 13)")
