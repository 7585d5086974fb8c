"""The gallery shows what the families make now; `python -m benchmarks.gallery` writes it again."""

import pytest

from benchmarks.gallery import FOLDER, INDEX, index, page, page_name
from generators import catalog

AGAIN = "run python -m benchmarks.gallery"


@pytest.mark.parametrize("name", catalog.names())
def test_a_page_is_fresh(name):
    path = FOLDER / page_name(name)
    assert path.exists() and path.read_text(encoding="utf-8") == page(name), AGAIN


def test_every_family_has_a_page_and_nothing_else_has():
    names = catalog.names()
    assert {path.name for path in FOLDER.iterdir()} == {INDEX, *map(page_name, names)}, AGAIN
    assert (FOLDER / INDEX).read_text(encoding="utf-8") == index(names), AGAIN


def test_a_page_shows_each_difficulty_every_strategy_and_both_styles():
    text = page("number_theory.gcd")
    assert text.count("\n## Difficulty ") == 5 and text.count("\\boxed{") >= 5 * 4
    for name in catalog.family("number_theory.gcd").strategies:
        assert f"### {name.replace('_', ' ')} (" in text
    assert text.count("```text") == text.count("\n```\n")
