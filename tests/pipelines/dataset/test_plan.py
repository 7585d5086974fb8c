"""A plan is the same, however much of it is drawn or kept in memory at a time."""

from curricula.request import plain_curriculum
from pipelines.dataset import key_ranges, plan

ASKED = {"family": ["number_theory.gcd", "algebra.linear_equation"], "difficulty": "1-2"}


def test_a_plan_is_the_same_on_the_disk_and_in_memory(tmp_path, monkeypatch):
    curriculum = plain_curriculum(2, size=2_400, **ASKED)
    in_memory = planned(curriculum, tmp_path)
    monkeypatch.setattr(key_ranges, "HELD", 100)
    monkeypatch.setattr(plan, "DRAWN", 300)
    assert planned(curriculum, tmp_path) == in_memory
    assert (tmp_path / "0-train").is_dir() and sum([len(shard[-1]) for shard in in_memory]) == 2_400


def planned(curriculum, folder):
    return [
        (shard.stage, shard.split, shard.name, shard.sources.tolist(), shard.indices.tolist())
        for shard in plan.make_plan(curriculum, folder)
    ]
