"""A slice of benchmarks/hostile.py: whatever strangers send, nothing is executed, nothing is
written elsewhere, every command ends soon, in one line and without a sign that a terminal obeys."""

import pytest

from benchmarks import hostile


@pytest.mark.parametrize("making", hostile.MAKINGS)
def test_hostile_inputs_do_nothing(making, monkeypatch):
    monkeypatch.setattr(hostile, "MAKINGS", (making,))
    told: list[str] = []
    outcomes = hostile.tried(each=5, seed=7, told=told.append)
    assert not told and sum([one.inputs for one in outcomes.values()]) == 5


def test_what_must_not_be_is_seen(tmp_path, monkeypatch):
    """The watch itself: a command that does each of these things is told of."""
    (tmp_path / "here" / "outside").mkdir(parents=True)

    def misbehave() -> None:
        (tmp_path / "here" / hostile.CANARY).touch()
        (tmp_path / "elsewhere").touch()
        print("\x1b[2J")
        raise KeyError("a fault")

    monkeypatch.setattr(hostile, "command_line", misbehave)
    monkeypatch.setattr(hostile, "LONGEST", 0.0)
    found, _ = hostile.faults_of(["verify", "data"], tmp_path)
    seen = ("traceback", "took", "printed", "executed", "wrote outside")
    assert all([any([fault.startswith(sort) for fault in found]) for sort in seen]), found
