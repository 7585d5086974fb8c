"""What is taken out of a line: the arithmetic in it, however it is written, and nothing else."""

from itertools import chain

import pytest

from curricula.maths_text.spans import (
    LINE,
    LINES,
    TEXT,
    lines_of,
    may_claim,
    read_line,
    spans_of,
)
from curricula.working.steps import read_steps
from generators.problem import DIFFICULTIES
from tests.drawn import every_family, problem_at

SPANS = [
    ("3. Divide: 2840 = 3 * 900 + 140.", ["2840 = 3 * 900 + 140"]),
    (r"3. Divide: $2840 = 3 \cdot 900 + 140$.", ["2840 = 3 * 900 + 140"]),
    ("So 2840 = 3 × 900 + 140, and 5 − 7 = −2", ["2840 = 3 * 900 + 140", "5 - 7 = -2"]),
    (r"$89^{17} \equiv 105^2 \times 89 \equiv 105 \pmod{146}$", ["89^17 = 105^2 * 89 = 105"]),
    (r"\[ \frac{4}{7} - 7 \cdot (-6) = \dfrac{298}{7} \]", ["4/7 - 7 * (-6) = 298/7"]),
    (r"\binom{5}{2} = 10 \text{ ways}", ["C(5, 2) = 10"]),
    (r"\gcd(12, 18) = \boxed{6}", ["gcd(12, 18) = 6"]),
    ("C ( 11 , 2 ) = 5 5 , 5 5 * 2 = 1 1 0", ["C(11, 2) = 55", "55 * 2 = 110"]),
    ("7 ( - 6 x + 8 ) - 3 0 8 = - 4 2 x - 2 5 2", ["7(-6x + 8) - 308 = -42x - 252"]),
    ("(which is 5 + 3 = 8)", ["5 + 3 = 8"]),
    ("(3) 5 + 6 = 11", ["5 + 6 = 11"]),
    ("- 5 x 6 = 30", ["5 * 6 = 30"]),
    ("**5 + 3 = 8**", ["5 + 3 = 8"]),
    ("5**2 = 25", ["5^2 = 25"]),
    ("1,234 + 2 = 1,236", ["1234 + 2 = 1236"]),
    ("0.25 + 0.5 = 0.75", ["1/4 + 1/2 = 3/4"]),
    ("17 ÷ 5 = 3 remainder 2", ["17 = 3 * 5 + 2"]),
    ("Therefore x = 2 or x = 9.", ["x = 2 or x = 9"]),
    ("x = 2 or 9", ["x = 2"]),
    ("det(1, 2; 3, 4) = -2; next", ["det(1, 2; 3, 4) = -2"]),
    ("Guess 15; then f(15 + 1 = 16", ["15 + 1 = 16"]),
    ("The answer is 12.", []),
    ("Step 3 of 4", []),
]


@pytest.mark.parametrize(("line", "arithmetic"), SPANS)
def test_arithmetic_is_taken_out_of_a_line(line, arithmetic):
    spans = chain.from_iterable([part.spans for part in lines_of(line)])
    assert [span.text for span in spans if span.claims] == arithmetic


def test_symbols_stand_for_their_numbers():
    names = ["e2", "e0", "e1"]
    for line in ("s1 e0 + e1 = e2", "Step 1: $e_0 + e_{1} = e_2$"):
        assert [span.text for span in lines_of(line, names)[0].spans] == ["1 + 2 = 0"]
    assert [span.text for span in lines_of("e1 x + e0", names)[0].spans] == ["2x + 1"]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("a ; b ; c", ["a", "b", "c"]),
        ("det ( 1 , 2 ; 3 , 4 ) = -2 ; b", ["det ( 1 , 2 ; 3 , 4 ) = -2", "b"]),
        ("a ; ( 3 * 2 = 6 ; b ; c", ["a", "( 3 * 2 = 6", "b", "c"]),
        ("a ) ; b", ["a )", "b"]),
    ],
)
def test_a_terse_line_is_cut_at_semicolons_outside_brackets_that_close(line, parts):
    assert [part.text for part in lines_of(line)] == parts


def test_a_long_terse_text_is_read_to_its_end():
    steps = [f"{i} + {i} = {2 * i}" for i in range(1_000)]
    lines = lines_of(" ; ".join(steps))
    assert [line.text for line in lines] == steps
    assert all([len(line.spans) == 1 for line in lines])


UNIT = "as anyone can see who looks, here we have that 5 + 5 = 10 and nothing else. "


@pytest.mark.parametrize(
    ("limit", "text"),
    [(LINE, UNIT * (LINE // len(UNIT) + 2)), (TEXT, f"{UNIT}\n" * (TEXT // len(UNIT) + 2))],
    ids=["line", "text"],
)
def test_what_is_cut_is_not_taken_for_what_was_written(limit, text):
    """A text that says `5 + 5 = 10` does not claim `5 + 5 = 1` where it is cut."""
    cut = text.rindex("5 + 5 = 10", 0, limit) + len("5 + 5 = 1")
    for before in range(limit - cut - 2, limit - cut + 3):
        spans = chain.from_iterable([line.spans for line in lines_of("a" * before + text)])
        assert {span.text for span in spans} == {"5 + 5 = 10"}


def test_no_more_lines_are_read_than_there_is_room_for():
    assert len(lines_of("1 ; " * 30_000)) == len(lines_of("1\n" * 30_000)) == LINES


@pytest.mark.parametrize(
    "line",
    [
        "f'(x) = 7",
        "f ' ( x ) = 8 x",
        "h''(5) = 2394",
        "The first leg: 60 km/h * 2 h = 120 km.",
        "12 km / 3 h = 4 km/h",
        "2 kg * 3 m = 6 kg*m",
    ],
)
def test_what_goes_on_from_a_word_is_not_called_wrong(line):
    assert read_steps(line).first_wrong is None


def test_semicolons_between_rows_of_a_matrix_part_no_lines():
    text = "1 + 1 = 2 ; [ 1 ; 2 ] + [ 1 ; 1 ] = [ 2 ; 3 ] ; 2 * 3 = 6"
    assert [line.text for line in lines_of(text)] == [
        "1 + 1 = 2",
        "[ 1 ; 2 ] + [ 1 ; 1 ] = [ 2 ; 3 ]",
        "2 * 3 = 6",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "sqrt((-17)^2 + (-8)^2) = sqrt(289 + 64) = sqrt(353)",
        "sqrt(2(3 + 4)) = sqrt(14)",
        "gcd((4 + 2), 3) = 3",
    ],
)
def test_brackets_within_a_function_are_its_own(text):
    assert [span.text for span in lines_of(f"So we have {text}.")[0].spans] == [text]


def test_the_plainest_lines_are_read_as_all_others_are():
    for line in (
        "630 = 2 * 273 + 84",
        "-7 + 3 = -4",
        "12 - 5 - 3 = 4 = 2 * 2",
        "0 = 5 - 5",
        "7 * -3 = -21",
        "1 2 = 12",
        "x = 4",
        "gcd(12, 18) = 6",
        "det(1, 2; 3, -4) = -10",
        "unheard(1, 2) = 3",
        "gcd(12, 18) = 6 = 2 * 3",
    ):
        assert spans_of(line, {}) == read_line(line, {}, [], False)[0], line


def test_a_line_goes_on_only_where_it_begins_with_a_relation():
    for behind, found in (
        ("= 7", ["3 + 4 = 7"]),
        ("≤ 9", ["3 + 4 <= 9"]),
        (r"\le 9", ["3 + 4 <= 9"]),
        ("9 = 9", ["9 = 9"]),
        ("x = 9", ["x = 9"]),
        ("-2 = 3 - 5", ["-2 = 3 - 5"]),
    ):
        spans = chain.from_iterable([line.spans for line in lines_of("3 + 4\n" + behind)])
        assert [span.text for span in spans if span.claims] == found, behind


def claims_in(text):
    spans = chain.from_iterable([line.spans for line in lines_of(text)])
    return [span.text for span in spans if span.claims]


@every_family
def test_a_statement_that_may_claim_nothing_has_no_claims(name):
    for difficulty in DIFFICULTIES:
        statement = problem_at(name, difficulty, (0, 0)).statement
        assert may_claim(statement) or not claims_in(statement)


@pytest.mark.parametrize("sign", ["=", "<", "≥", "|", "equals", "equal", r"\le", "≈", "=="])
def test_each_relation_is_one_that_may_claim(sign):
    assert claims_in(f"3 + 6 {sign} 9") and may_claim(f"3 + 6 {sign} 9")
    assert not may_claim("3 + 6, then 9: apply 4 * 5 - 2 to 7/3 (mod 11)?")
