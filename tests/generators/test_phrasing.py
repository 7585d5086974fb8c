"""The first words of a step."""

import pytest

from generators.phrasing import LEADS, led

DRAWS = range(256)


def begun(words: str) -> set[str]:
    return {led(words, draw) for draw in DRAWS}


def test_steps_that_follow_begin_in_several_ways() -> None:
    assert begun("We add 2: {}.") == {
        "We add 2: {}.",
        "Next, we add 2: {}.",
        "Now we add 2: {}.",
        "Then we add 2: {}.",
    }
    assert begun("The sum is {}.") == {
        "The sum is {}.",
        "Now the sum is {}.",
        "Then the sum is {}.",
    }
    assert begun("So x is {}.") == {
        f"{word} x is {{}}." for word in ("So", "Thus", "Hence", "Therefore")
    }


@pytest.mark.parametrize(
    "words",
    [
        "So far the sum is {}.",
        "The right half is now the inverse: {}.",
        "The next digit is {}.",
        "So, with two rows, {}.",
        "For the slope we have {}.",
        "Theory says {}.",
        "So",
    ],
)
def test_words_that_say_when_they_come_stay_as_they_are(words: str) -> None:
    assert begun(words) == {words}


def test_most_draws_keep_the_words_of_the_phrasing() -> None:
    for first in LEADS:
        kept = [draw for draw in DRAWS if led(f"{first}add {{}}.", draw) == f"{first}add {{}}."]
        assert len(kept) == 160
