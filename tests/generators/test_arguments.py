"""What is told of values of a wrong type and of names that do not exist."""

import numpy as np
import pytest

from generators import catalog
from generators.arguments import (
    brief,
    check_text,
    check_texts,
    check_whole,
    close_names,
    meant,
)
from generators.errors import CurriculaError, WrongType
from generators.problem import Setting


class Rude:
    def __repr__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize(
    "name, known, close",
    [
        ("quadratic_eqation", catalog.names(), "algebra.quadratic_equation"),
        ("gcd", catalog.names(), "number_theory.gcd"),
        ("number_theroy.gcd", catalog.names(), "number_theory.gcd"),
        ("Number_Theory.GCD", catalog.names(), "number_theory.gcd"),
        ("algebra.gcd", catalog.names(), "number_theory.gcd"),
        ("euklid", ["euclid_by_division", "ladder"], "euclid_by_division"),
        ("step", ["operations_of_steps", "prime"], "operations_of_steps"),
    ],
)
def test_the_name_that_was_meant_is_suggested(name, known, close):
    assert close_names(name, known)[0] == close
    assert f"did you mean {close}" in meant(name, known)


def test_where_nothing_comes_close_all_are_listed_and_few_are_listed_anyway():
    assert meant("zzz", ["ab", "cd"]) == "there are ab, cd"
    assert meant("zzz", []) == "there are none"
    assert meant("abd", ["abc", "xyz"], "it has") == "it has abc, xyz; did you mean abc?"
    many = [f"name_{k}" for k in range(100)]
    assert meant("qqqq", many).endswith("name_39 and 60 more")
    assert meant("name_7x", many).startswith("did you mean name_7")
    assert close_names("", many) == [] == close_names("x" * 100_000, many)


def test_values_of_another_type_are_named():
    assert check_whole("size", np.int64(3)) == 3 and check_texts("a", "b") == ["b"]
    for check, value, says in (
        (check_whole, True, "size: True, of type bool, is not a whole number"),
        (check_whole, 2.0, "size: 2.0, of type float, is not a whole number"),
        (check_text, None, "size: None is not a text"),
        (check_texts, ["a", 1], "size: 1, of type int, is not a text"),
        (check_texts, {"a": 1}, "is not a text or a list of texts"),
    ):
        with pytest.raises(WrongType, match=says) as raised:
            check("size", value)
        assert isinstance(raised.value, TypeError) and isinstance(raised.value, CurriculaError)
    assert brief(Rude()) == "a Rude" and len(brief("a\n" * 500)) < 70 and "\n" not in brief("a\nb")


@pytest.mark.parametrize(
    "work, says",
    [
        (lambda: catalog.family(["x"]), r"family: \['x'\], of type list, is not a text such as"),
        (lambda: catalog.names(7), "domain: 7, of type int, is not a text"),
        (
            lambda: catalog.family("gdc"),
            "no family is called 'gdc'; did you mean number_theory.gcd",
        ),
        (lambda: catalog.names("algbra"), "did you mean algebra"),
        (lambda: Setting(catalog.family("number_theory.gcd"), "3"), "difficulty: '3', of type str"),
        (lambda: Setting(catalog.family("number_theory.gcd"), 3, {"divisr": 3}), "mean divisor"),
    ],
)
def test_families_and_settings_that_do_not_exist_are_one_line(work, says):
    with pytest.raises(CurriculaError, match=says):
        work()
