"""Where the inequalities of a derivation come from, and the numbers in them."""

import pytest

from generators.claims.claim import Claim, Marks
from generators.derivations.derive import derive
from generators.derivations.sources import STATEMENT, Underived
from generators.solution import Step

POSED = "|x - 3| < 5"


def step(text: str, **marks: tuple[int, ...]) -> Step:
    read = Claim.read(text)
    return Step("{}", Claim(read.form, read.values, Marks(**marks)) if marks else read)


def derived(*texts: str | Step) -> list[Step]:
    steps = [text if isinstance(text, Step) else step(text) for text in texts]
    steps.append(step(f"{POSED} :: -2 < x < 8"))
    derive(steps, {3, 5}, [2, 8])
    return steps


def test_a_case_is_supposed_and_its_parts_are_asserted():
    steps = derived(
        "x - 3 >= 0 :: x >= 3",
        f"{POSED}, x >= 3 :: x >= 3 and x - 3 < 5",
        "x - 3 < 5 :: x < 8",
        f"{POSED}, x < 3 :: x < 3 and -x + 3 < 5",
        "-x + 3 < 5 :: x > -2",
        f"{POSED} :: -2 < x < 8",
    )
    assert steps[2].premises == (1,) and steps[4].premises == (3,)


def test_an_inequality_alone_is_asserted_before():
    with pytest.raises(Underived, match="x - 3 < 5 is not stated"):
        derived("x - 3 < 5 :: x < 8", f"{POSED} :: -2 < x < 8")


def test_equality_is_asked_of_an_inequality_that_is_stated():
    steps = derived(
        "|x - 3| = 5 :: x - 3 = 5 or x - 3 = -5",
        "x - 3 = 5 :: x = 8",
        "x - 3 = -5 :: x = -2",
        f"{POSED} :: -2 < x < 8",
    )
    assert steps[0].premises == (STATEMENT,)
    assert steps[1].premises == steps[2].premises == (0,)
    with pytest.raises(Underived):
        derived("|x - 3| = 4 :: x - 3 = 4 or x - 3 = -4", f"{POSED} :: -2 < x < 8")


def test_what_is_known_has_to_be_found_before():
    known = step(f"{POSED} :: -2 < x < 8", known=(3, 5))
    steps = derived("3 - 5 = -2", "3 + 5 = 8", known)
    assert steps[2].found == () and steps[2].premises == (STATEMENT, 0, 1)
    with pytest.raises(Underived, match="8 comes from nowhere"):
        derived("3 - 5 = -2", step(f"{POSED} :: -2 < x < 8", known=(3, 5)))
