"""Claims taken from the f-strings of a file: what may be read at once, and what only when it is
made."""

import ast
import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from generators.claims.claim import Claim, Marks
from generators.claims.written import (
    Rewriter,
    Template,
    check_form,
    compile_claims,
    stands_alone,
)
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


FILE = """
from functools import partial, wraps

from generators.claims.claim import Claim


def sum_up(a, b):
    return Claim(f"{a} + {b} = {a + b:new}")
"""
LONGER = FILE.replace("def sum_up", "MORE = 1\n\n\ndef sum_up")


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Imports a module from a text."""
    monkeypatch.syspath_prepend(str(tmp_path))
    imported = []

    def make(text: str, encoding: str = "utf-8") -> ModuleType:
        name = f"written_{tmp_path.name.replace('-', '_')}_{len(imported)}"
        (tmp_path / f"{name}.py").write_text(text, encoding=encoding)
        imported.append(name)
        return importlib.import_module(name)

    yield make
    for name in imported:
        sys.modules.pop(name, None)


def file_of(module: ModuleType) -> Path:
    return Path(module.__file__ or "")


def test_a_file_that_was_changed_after_it_was_imported_is_refused_whole(module):
    family = module(FILE)
    file = file_of(family)
    for changed in (LONGER, FILE.replace("a, b", "a, b, c"), FILE.replace("sum_up", "sum")):
        file.write_text(changed)
        with pytest.raises(FamilyError, match=rf"^{file.name}:\d+: sum_up is not .* start again$"):
            compile_claims(family.__name__)
        with pytest.raises(ValueError, match="Invalid format specifier"):
            family.sum_up(2, 3)
    file.write_text(FILE + "def half of it(")
    with pytest.raises(FamilyError, match=rf"^{file.name}: the file was changed .* start again$"):
        compile_claims(family.__name__)
    file.write_text(FILE)
    compile_claims(family.__name__)
    assert family.sum_up(2, 3).text() == "2 + 3 = 5"


def test_a_file_without_its_source_is_refused(module):
    family = module(FILE)
    file_of(family).unlink()
    with pytest.raises(FamilyError, match="its source cannot be read"):
        compile_claims(family.__name__)


def test_a_mistake_in_one_claim_leaves_no_function_half_compiled(module):
    family = module(FILE + 'def wrong(a):\n    return Step("{}.", f"{a} + = {a + 1}")\n')
    for _ in range(2):
        with pytest.raises(FamilyError, match=r":10: the claim '_ \+ = _' cannot be read"):
            compile_claims(family.__name__)
        with pytest.raises(ValueError, match="Invalid format specifier"):
            family.sum_up(2, 3)


def test_functions_are_found_in_what_is_made_of_them(module):
    family = module(
        FILE
        + """

def plain(function):
    def inner(a, b):
        return function(a, b)
    return inner


def telling(function):
    @wraps(function)
    def inner(a, b):
        return function(a, b)
    return wraps(function)(inner)


@plain
def difference(a, b):
    return Claim(f"{a} - {b} = {a - b:new}")


@telling
@plain
@telling
def product(a, b):
    return Claim(f"{a} * {b} = {a * b:new}")


class Sums:
    table = {"half": partial(lambda a, b: Claim(f"{a}/{b} = {a // b:new}"), b=2)}

    @classmethod
    def twice(cls, a):
        return Claim(f"2 * {a} = {2 * a:new}")
"""
    )
    compile_claims(family.__name__)
    claims = (
        family.difference(5, 3),
        family.product(5, 3),
        family.Sums.table["half"](6),
        family.Sums.twice(4),
    )
    texts = ["5 - 3 = 2", "5 * 3 = 15", "6/2 = 3", "2 * 4 = 8"]
    assert [claim.text() for claim in claims] == texts


def test_two_lambdas_on_a_line_are_told_apart_only_where_one_makes_a_claim(module):
    family = module(FILE + "PAIR = (lambda p: p + 1, lambda p: p + 2)\n")
    compile_claims(family.__name__)
    assert [one(1) for one in family.PAIR] == [2, 3]
    family = module(FILE + 'PAIR = (lambda p: Claim(f"{p} = {p}"), lambda p: p + 2)\n')
    with pytest.raises(FamilyError, match=r":9: two functions without a name begin on one line"):
        compile_claims(family.__name__)


def test_a_file_may_begin_with_a_byte_order_mark(module):
    family = module(FILE, "utf-8-sig")
    compile_claims(family.__name__)
    assert family.sum_up(2, 3).text() == "2 + 3 = 5"
