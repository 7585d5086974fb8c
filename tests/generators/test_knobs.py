"""Values of knobs as a user writes them."""

import pytest

from generators.catalog import family
from generators.knobs import Knob, KnobError, read_value, show_value
from generators.problem import Setting


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-3", -3),
        ("2-5", (2, 5)),
        ("-5-2", (-5, 2)),
        ("-5--2", (-5, -2)),
        ("0--2", (0, -2)),
        ("9" * 19, 10**19 - 1),
    ],
)
def test_numbers_and_ranges_are_read_and_written_back(text, value):
    assert read_value(text) == value and show_value(value) == text


@pytest.mark.parametrize("text", ["", "-", "--3", "2-", "2--", "2-3-4", "+3", "1 ", "٣", "9" * 20])
def test_anything_else_is_a_text(text):
    assert read_value(text) == text


def test_a_negative_range_is_held_to_what_is_allowed():
    knob = Knob("a shift", ((-2, 2),) * 5, (-9, 9))
    assert knob.checked("shift", read_value("-5--2")) == (-5, -2)
    for text in ("-10--2", "-2--5", "5--2"):
        with pytest.raises(KnobError, match="within -9-9"):
            knob.checked("shift", read_value(text))


def test_a_later_knob_changes_no_problem_that_was_drawn_before_it():
    chain = family("finite_fields.operation_chain")
    assert chain.knobs["asked"].later
    usual, told = Setting(chain, 2), Setting(chain, 2, {"asked": "last"})
    assert "asked" not in usual.text and (usual.text, usual.suffix) == (told.text, told.suffix)
    assert "asked" in Setting(chain, 2, {"asked": "first"}).text
