"""Claims taken from the f-strings of a file: what may be read at once, and what only when it is
made."""

import ast

import pytest

from generators.claims.claim import Claim, Marks
from generators.claims.written import Rewriter, Template, check_form, stands_alone
from generators.errors import FamilyError


def template(form: str) -> Template:
    return Template(form.split("{}"), Marks())


def test_a_hole_in_the_place_of_an_equation_may_hold_one():
    system = template("{}x + {}y = {}, {} :: {}x = {}")
    check_form(system, [True] * 6, "here")
    with pytest.raises(FamilyError, match="here: the claim '_x .* cannot be read"):
        check_form(system, [False] * 6, "here")


def test_a_hole_beside_another_may_hold_a_sign():
    check_form(template("mod {} :: {} {} {} = {}"), [True] * 5, "here")
    with pytest.raises(FamilyError, match="cannot be read"):
        check_form(template("mod {} :: {} {} {} = {}"), [False] * 5, "here")


def test_no_other_hole_excuses_a_form_that_cannot_be_read():
    for form in ("{} + = {}", "{} = {} * ", "gcd({}, {} = {}"):
        with pytest.raises(FamilyError, match="cannot be read"):
            check_form(template(form), [True] * form.count("{}"), "here")


@pytest.mark.parametrize(
    ("before", "after", "alone"),
    [("", "", True), ("x = 3, ", " :: y = 2", True), (" :: ", " or ", True), ("2", ", ", False)],
)
def test_what_stands_alone_is_parted_on_both_sides(before, after, alone):
    assert stands_alone(before, after) is alone


def test_a_hole_may_hold_the_letters_that_a_form_lacks():
    for form in ("{} = {} :: x = {}", "{} < {}, {} :: x < {}", "mod {} :: {} = {}, {}"):
        check_form(template(form), [True] * form.count("{}"), "here")
    with pytest.raises(FamilyError, match="cannot be read: the assertion must speak"):
        check_form(template("{} = {} :: x = {}"), [False] * 3, "here")


def test_a_hole_may_hold_the_sign_of_an_inequality():
    check_form(template("|x - {}| {} {} :: {} {} x {} {}"), [True] * 7, "here")
    with pytest.raises(FamilyError, match="cannot be read"):
        check_form(template("|x - {}| {} {} :: {} {} x {} {}"), [False] * 7, "here")


def test_a_claim_made_of_a_piece_is_the_piece():
    tree = Rewriter("here.py").visit(ast.parse("Claim(list_of(f'{a} = {b}' for a, b in pairs))"))
    assert ast.unparse(tree) == "list_of((__claim_0__(a, b) for a, b in pairs))"
    tree = Rewriter("here.py").visit(ast.parse("Claim(f'{a} = 1' if a else f'{b} = 2')"))
    assert ast.unparse(tree) == "__claim_0__(a) if a else __claim_1__(b)"


def test_the_text_that_separates_a_list_stays_a_text():
    tree = Rewriter("here.py").visit(ast.parse("list_of((f'{a} + {b}' for a in more), '; ')"))
    assert ast.unparse(tree) == "list_of((__claim_0__(a, b) for a in more), '; ')"


def test_a_mark_on_a_piece_marks_its_numbers():
    marks = Marks(new=(1,), place="family.py:1")
    build = Template(["3x < ", " :: ", ""], marks).builder()
    claim = build(12, Claim("x < {}", (4,), Marks(names={"end": 0})))
    assert (claim.form, claim.values, claim.marks.new) == ("3x < {} :: x < {}", (12, 4), (1,))
