"""A process forgets what it remembers of claims and lines when it has grown large, and makes the
same rows all the same."""

import gc

from curricula.curriculum import Curriculum, Source, Stage
from generators.claims.decide import DECIDERS
from generators.claims.written import KEPT_SHAPES
from generators.solution import KEPT_LINES
from pipelines.dataset import forgetting
from pipelines.dataset.build import build
from pipelines.dataset.forgetting import FORGETTING, LARGE, REMEMBERED, Forgetting, in_memory
from pipelines.dataset.template import TEMPLATES


def test_a_process_that_has_grown_forgets_and_not_again_at_once(monkeypatch):
    sizes = [LARGE - 1, LARGE + 5, LARGE + 3, LARGE + 3]
    monkeypatch.setattr(forgetting, "in_memory", lambda: sizes.pop(0))
    forgetter = Forgetting()
    assert DECIDERS["{} = {}"]((1, 1))
    forgetter.forget_where_large()
    assert DECIDERS
    forgetter.forget_where_large()
    assert not any(REMEMBERED[:-2]) and not KEPT_LINES.count and not KEPT_SHAPES.count
    assert DECIDERS["{} = {}"]((1, 1)) and not DECIDERS["{} = {}"]((1, 2))
    forgetter.forget_where_large()
    assert DECIDERS, "little came back, so there is room for more before it forgets again"


def test_what_is_made_is_the_same(tmp_path, monkeypatch):
    sources = (Source("number_theory.gcd", 3), Source("algebra.linear_equation", 3))
    curriculum = Curriculum("forgetful", (Stage("sft", 150, sources, 3),))
    build(curriculum, TEMPLATES["boxed"], tmp_path / "remembered", "curricula generate")
    monkeypatch.setattr(FORGETTING, "large", 0)
    monkeypatch.setattr(forgetting, "in_memory", lambda: 0)
    monkeypatch.setattr(forgetting, "LARGE", 0)
    monkeypatch.setattr(forgetting, "BETWEEN", 0)
    build(curriculum, TEMPLATES["boxed"], tmp_path / "forgotten", "curricula generate")
    first, second = [
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.parquet")}
        for folder in (tmp_path / "remembered", tmp_path / "forgotten")
    ]
    assert first == second and len(first) == 4
    assert gc.isenabled()


def test_memory_is_read():
    before = in_memory()
    assert before == 0 or before > 1_000_000
