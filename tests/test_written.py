"""Claims taken from the f-strings of a file: what may be read at once, and what only when it is
made."""

import pytest

from generators.claims.claim import Marks
from generators.claims.written import Template, check_form, stands_alone
from generators.errors import FamilyError


def template(form: str) -> Template:
    return Template(form.split("{}"), Marks())


def test_a_hole_in_the_place_of_an_equation_may_hold_one():
    system = template("{}x + {}y = {}, {} :: {}x = {}")
    check_form(system, [True] * 6, "here")
    with pytest.raises(FamilyError, match="here: the claim '_x .* cannot be read"):
        check_form(system, [False] * 6, "here")


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
