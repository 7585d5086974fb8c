"""Forms: how numbers, signs and coefficients are printed, and that splitting a text finds form and
numbers again."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.claims.claim import Claim
from generators.claims.printer import Form, name_of, split
from generators.errors import FamilyError
from tests.drawn import law

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("form", "values", "text"),
    [
        ("{} = {} * {} + {}", (17, 5, 3, 2), "17 = 5 * 3 + 2"),
        ("{}x + {} = {}", (1, -3, -4), "x - 3 = -4"),
        ("{}x + {}y", (-1, 1), "-x + y"),
        ("{}x + {}y", (2, -1), "2x - y"),
        ("{}x^2 + {}x + {} = 0", (1, 0, -9), "x^2 - 9 = 0"),
        ("{}x^2 + {}x + {} = 0", (0, 0, 0), "0 = 0"),
        ("{}x + {} = {}x", (0, -5, 0), "-5 = 0"),
        ("{}(x + {})", (1, 2), "(x + 2)"),
        ("{}(x + {})", (-1, -2), "-(x - 2)"),
        ("{} - {}", (5, -3), "5 - (-3)"),
        ("{} * {}", (-5, -3), "-5 * (-3)"),
        ("{} * {}x", (5, 1), "5 * x"),
        ("{} * {}x", (5, -2), "5 * (-2)x"),
        ("{}/{}x", (5, 1), "5/1x"),
        ("{} / {}(x + 1)", (5, 1), "5 / 1(x + 1)"),
        ("{}^{}", (-2, -3), "(-2)^(-3)"),
        ("{}^2 - {}!", (-2, 3), "(-2)^2 - 3!"),
        ("{} + {} mod {}", (5, -3, 2), "5 + (-3) mod 2"),
        ("{} + {}", (HALF, -HALF), "1/2 - 1/2"),
        ("{} / {}", (HALF, HALF), "1/2 / (1/2)"),
        ("{} * {}", (2, HALF), "2 * 1/2"),
        ("{} * {}", (-2, HALF), "-2 * 1/2"),
        ("{} - {}", (-13 * HALF, 7 * HALF), "-13/2 - 7/2"),
        ("{} - {}", (3, -HALF), "3 - (-1/2)"),
        ("{} - {} * {}", (-1, HALF, HALF), "-1 - 1/2 * 1/2"),
        ("{} - {}/{}", (-1, HALF, 3), "-1 - (1/2)/3"),
        ("{} - {}x", (-1, HALF), "-1 - (1/2)x"),
        ("{} - {}^2", (-1, HALF), "-1 - (1/2)^2"),
        ("{}^2 - {}", (HALF, HALF), "(1/2)^2 - 1/2"),
        ("{} / {} - {}", (-1, HALF, HALF), "-1 / (1/2) - 1/2"),
        ("{} - {}(x + {})", (-1, HALF, 1), "-1 - (1/2)(x + 1)"),
        ("{}x + {}", (-HALF, 1), "-(1/2)x + 1"),
        ("{}x + {}x", (HALF, -HALF), "(1/2)x - (1/2)x"),
        ("gcd({}, {}) = {}", (-4, 6, 2), "gcd(-4, 6) = 2"),
        ("|{}x + {}| <= {}", (1, 0, 3), "|x| <= 3"),
        ("|{}x + {}| <= {}", (0, -2, 3), "|-2| <= 3"),
        ("{} < {}x + {}", (-3, 0, 5), "-3 < 5"),
        ("R_2 + {}R_1 = [{}, {}]", (-1, -1, HALF), "R_2 - R_1 = [-1, 1/2]"),
        ("{}A + {}B", (1, -HALF), "A - (1/2)B"),
        ("{}f'(x) + {}f(x)", (1, -1), "f'(x) - f(x)"),
        ("{}C(5, 2) = {}", (1, 10), "1C(5, 2) = 10"),
        ("{}a_1 + {}", (1, 0), "a_1"),
        ("(x + {})(x + {})", (0, -2), "x(x - 2)"),
        ("f({}) = x + {}", (0, 0), "f(0) = x"),
        ("{}t = {} km + {} km", (1, 5, 0), "t = 5 km + 0 km"),
        ("{}x + {} or {}x + {} and {}", (1, 0, 1, 0, 3), "x or x and 3"),
    ],
)
def test_numbers_print_as_a_textbook_would(form, values, text):
    assert Form(form).show(values) == text


def test_words_stand_around_a_form():
    form = Form("{}x + {}", "Take - 0 from {", "} - 0.")
    assert form.show((3, 0)) == "Take - 0 from {3x} - 0."
    assert form.show((3, 4)) == "Take - 0 from {3x + 4} - 0."
    assert Form("{} + {}", "a{", "}").show((3, 4)) == "a{3 + 4}"


def test_symbols_stand_for_numbers():
    names = ["zero", "one", "two", "three"]
    assert Form("{} + {} = {}").show_named((1, 2, 3), names) == "one + two = three"


@pytest.mark.parametrize(
    ("form", "values", "text"),
    [
        ("{} + {} = {}", (1, -3, -2), "one - three = -two"),
        ("{} * {} = {}", (-1, -3, 3), "-one * (-three) = three"),
        ("{}x + {}", (-2, -3), "-two x - three"),
        ("x - {} = {}", (-3, 2), "x + three = two"),
        ("{} + {} = {}", (Fraction(1, 2), Fraction(-3, 2), -1), "one/two - three/two = -one"),
    ],
)
def test_a_sign_or_a_fraction_line_stands_beside_symbols(form, values, text):
    names = ["zero", "one", "two", "three"]
    assert Form(form).show_named(values, names) == text


def test_a_number_without_a_symbol_is_refused():
    for values in ((1, 4), (1, -4), (Fraction(1, 4), 1)):
        with pytest.raises(FamilyError, match=r"the number 4 in .* `names` gives those of 0 to 3"):
            Form("{} + {}").show_named(values, ["zero", "one", "two", "three"])
    assert name_of(-2, ["zero", "one", "two"]) == "-two"
    with pytest.raises(FamilyError, match="the number 3 in '-3' has no name"):
        name_of(-3, ["zero", "one", "two"])


@pytest.mark.parametrize(
    ("form", "values", "text"),
    [
        ("x - {} = {}", (-3, 5), "x + 3 = 5"),
        ("(x - {})(x - {})", (-3, 2), "(x + 3)(x - 2)"),
        ("3x - {}x", (-1,), "3x + x"),
        ("3x - {}x", (1,), "3x - x"),
        ("3x - {}x", (-2,), "3x + 2x"),
        ("a_1 - {}a_2 - {}", (-2, -3), "a_1 + 2a_2 + 3"),
        ("R_2 - {}R_1", (-3,), "R_2 + 3R_1"),
        ("(x + 1)^2 - {}", (-4,), "(x + 1)^2 + 4"),
        ("{} - {} * 2 + x", (5, -3), "5 + 3 * 2 + x"),
        ("x - {}/2", (-3,), "x + 3/2"),
        ("4 - {} = {}", (-3, 7), "4 - (-3) = 7"),
        ("x = 4 - {} or x = {}", (-3, 2), "x = 4 - (-3) or x = 2"),
        ("x = 4 - {}, y = 2", (-3,), "x = 4 - (-3), y = 2"),
        ("x(4 - {}) + {}", (-3, 2), "x(4 - (-3)) + 2"),
        ("2 * (4 - {}) + x", (-3,), "2 * (4 - (-3)) + x"),
        ("f(2) - {} = {}", (-3, 2), "f(2) - (-3) = 2"),
        ("5 km - {} km", (-3,), "5 km - (-3) km"),
        ("x - {}^2", (-3,), "x - (-3)^2"),
        ("-{}x + 1", (-3,), "-(-3)x + 1"),
        ("{}/{} = {}", (Fraction(484, 7), Fraction(121, 7), 4), "(484/7)/(121/7) = 4"),
        ("{} / {}", (Fraction(484, 7), 3), "484/7 / 3"),
        ("{}/3 + {}/3", (Fraction(-1, 2), Fraction(-1, 2)), "(-1/2)/3 - (1/2)/3"),
        ("2 - {}/3 = x", (Fraction(-1, 2),), "2 - (-1/2)/3 = x"),
        ("x - {}/3", (Fraction(-1, 2),), "x + (1/2)/3"),
        ("{}/3 = 1/6", (Fraction(1, 2),), "(1/2)/3 = 1/6"),
    ],
)
def test_a_minus_and_a_fraction_line_before_a_hole(form, values, text):
    assert Form(form).show(values) == text
    assert Claim(*split(text)).text() == text


@pytest.mark.parametrize(
    ("text", "form", "values"),
    [
        ("17 = 5 * 3 + 2", "{} = {} * {} + {}", (17, 5, 3, 2)),
        ("12 - 5 = 7", "{} + {} = {}", (12, -5, 7)),
        ("-5 = x", "{} = {}x", (-5, 1)),
        ("x - y = -1", "{}x + {}y = {}", (1, -1, -1)),
        ("2x^2 - x^3", "{}x^2 + {}x^3", (2, -1)),
        ("x^12 + 3^4", "{}x^12 + {}^4", (1, 3)),
        ("x^2 = 3 ^ 4", "{}x^2 = {} ^ 4", (1, 3)),
        ("2^10 = gcd(1024, 0)", "{}^{} = gcd({}, {})", (2, 10, 1024, 0)),
        ("5 - 3^2", "{} - {}^{}", (5, 3, 2)),
        ("5 - 3 ^ 2", "{} - {} ^ {}", (5, 3, 2)),
        ("5 - 3!", "{} - {}!", (5, 3)),
        ("5 - 3 !", "{} - {} !", (5, 3)),
        ("5 - 3 != 1", "{} + {} != {}", (5, -3, 1)),
        ("-3^2", "-{}^{}", (3, 2)),
        ("9 = 10 - 2 * 5 mod 3", "{} = {} - {} * {} mod {}", (9, 10, 2, 5, 3)),
        ("mod 7 :: 3 - 5 = 5", "mod {} :: {} + {} = {}", (7, 3, -5, 5)),
        ("5 - -2", "{} - {}", (5, -2)),
        ("5 -2", "{} -{}", (5, 2)),
        ("5 * - 2", "{} * - {}", (5, 2)),
        ("5 - 0 = 5", "{} - {} = {}", (5, 0, 5)),
        ("6 / x", "{} / x", (6,)),
        ("x = 2 or x = -3", "{}x = {} or {}x = {}", (1, 2, 1, -3)),
        ("a_1 = 2a_12 - 3", "{}a_1 = {}a_12 + {}", (1, 2, -3)),
        ("a_7 - 3 = a_77 + 7", "{}a_7 + {} = {}a_77 + {}", (1, -3, 1, 7)),
        ("a_7", "{}a_7", (1,)),
        ("R_2 - 7R_7", "R_2 + {}R_7", (-7,)),
        ("a_7^7 - 7a_7", "{}a_7^7 + {}a_7", (1, -7)),
        ("A^2 - 3A = [1, -2; -3, 4]", "A^{} + {}A = [{}, {}; {}, {}]", (2, -3, 1, -2, -3, 4)),
        ("[1, 2] - 3R_1", "[{}, {}] + {}R_1", (1, 2, -3)),
        ("|x - 3| > -1", "|{}x + {}| > {}", (1, -3, -1)),
        ("|-3| = 3", "|{}| = {}", (-3, 3)),
        ("x > 1 and x != -3", "{}x > {} and {}x != {}", (1, 1, 1, -3)),
        ("f'(x) = -x", "{}f'({}x) = {}x", (1, 1, -1)),
        ("5 m - 3 m", "{} m + {} m", (5, -3)),
        ("(2 + 3) m*s = 5 kg*m/s^2", "({} + {}) m*s = {} kg*m/s^2", (2, 3, 5)),
        ("007 = 7", "{} = {}", (7, 7)),
    ],
)
def test_splitting_finds_form_and_numbers(text, form, values):
    assert split(text) == (form, values)


@pytest.mark.parametrize("text", ["{} = 1", "{0}", "x@ = 2", "x^@ = x^2"])
def test_marks_of_our_own_are_not_read(text):
    assert split(text)[0] == ""


@law(300)
@given(
    form=st.lists(
        st.sampled_from(["{}", "{}x", "{}y^2", "({} + {})", "{}({}x + {})", "{}/{}", "{}^2"]),
        min_size=1,
        max_size=6,
    ),
    joints=st.lists(st.sampled_from([" + ", " - ", " * ", " = "]), min_size=6, max_size=6),
    values=st.lists(st.integers(-12, 12), min_size=18, max_size=18),
)
def test_printing_and_splitting_come_back_to_the_same_text(form, joints, values):
    text = "".join(part + joint for part, joint in zip(form, joints, strict=False)) + "{}"
    printed = Form(text).show(values[: text.count("{}")])
    again, numbers = split(printed)
    assert Form(again).show(numbers) == printed


@law(300)
@given(
    text=st.one_of(st.text("0123456789xyz+-*/^!()= \t.,:_{}", max_size=40), st.text(max_size=20))
)
def test_splitting_is_total_and_keeps_every_number(text):
    try:
        form, values = split(text)
    except ValueError:
        return
    assert form == "" or form.count("{}") == len(values)
