"""Rejection sampling: what a model draws itself and gets right is what it is trained on."""

import json
from importlib.util import find_spec
from typing import Any

import pytest
from click.testing import CliRunner

import cli
from tests.trained import SMOKE, run

trained = pytest.mark.skipif(find_spec("trl") is None, reason="the extra train is not installed")
STUDY = {
    "name": "own",
    "defaults": {"family": "finite_fields.operation_chain", "difficulty": 1},
    "datasets": {"base": {}, "sft": {}, "rl-1": {}, "eval": {}},
    "rl": {"own": [{"data": "rl-1", "settings": "rejection"}]},
    "settings": {"rejection": {"samples": 8, "max_steps": 2}, "sft": {"learning_rate": 0.01}},
    "scratch": {"defaults.knobs": {"numerals": "plain"}},
}


@trained
def test_settings_are_those_of_sft_but_for_their_own():
    from pipelines.models.presets import find_preset
    from pipelines.models.settings import changed

    smoke = find_preset("smoke")
    assert "rejection" not in smoke.plain()  # as they were written before there was any
    own = changed(smoke, ["rejection.samples=3", "rejection.max_steps=9"])
    assert own.section("rejection") == {**smoke.section("sft"), "max_steps": 9}
    assert own.plain()["rejection"] == {"samples": 3, "max_steps": 9}


@trained
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("rejection.samples=0", "a whole number from 1 up"),
        ("rejection.sample=2", "did you mean samples"),
        ("rejection.learning_rate=fast", "rejection.learning_rate"),
    ],
)
def test_settings_that_cannot_be_are_told(change, said):
    from generators.errors import RequestError
    from pipelines.models.presets import find_preset
    from pipelines.models.settings import changed

    with pytest.raises(RequestError, match=said):
        changed(find_preset("smoke"), [change])


@trained
def test_only_what_is_right_and_whole_is_kept_and_each_text_once(monkeypatch):
    from pipelines.models.presets import find_preset
    from pipelines.models.sampling import Sampled
    from pipelines.training import rejection

    rows = [
        {"prompt": f"{number} ", "family": "none", "params": "{}", "answer": str(number)}
        for number in range(3)
    ]
    right = Sampled("Answer: 1", 2, True)
    drawn = [
        [Sampled("Answer: 7", 2, True), Sampled("Answer: 0", 2, False)],
        [right, right],
        [Sampled("so\nAnswer: 2", 3, True), Sampled("Answer: 2", 2, True)],
    ]
    unused: Any = None  # the model, of which the stand-in for `sample_as_rl` draws nothing
    monkeypatch.setattr(rejection, "sample_as_rl", lambda *arguments, **named: drawn)
    kept = rejection.right_completions(unused, find_preset("smoke"), rows, 9)
    assert [row["completion"] for row in kept.rows] == ["Answer: 1", "so\nAnswer: 2", "Answer: 2"]
    assert [row["prompt"] for row in kept.rows] == ["1 ", "2 ", "2 "]
    assert kept.solved == 2 and kept.drawn == 12


@pytest.mark.slow
@trained
def test_a_model_is_trained_on_what_it_gets_right(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(json.dumps(STUDY))
    changes = ("base.max_steps=2", "sft.max_steps=120", "evaluation.limit=8", "sizes.sft=200")
    asked = [word for change in changes for word in ("--set", change)]
    run("experiment", "own.yaml", *SMOKE, *asked, "--seeds", "1")
    cell = tmp_path / "own-smoke" / "seed-0" / "all" / "own"
    lines = [json.loads(line) for line in (cell / "log.jsonl").read_text().splitlines()]
    first = lines[0]
    prompts = 38  # of 40, of which two are validation
    assert first["rejection/drawn"] == prompts * 8 and first["step"] == 0
    assert 0 < first["rejection/kept"] <= first["rejection/drawn"]
    assert 0 < first["rejection/solved"] <= prompts
    about = json.loads((cell / "cell.json").read_text())
    assert about["updates"] == {"0-rejection": 2} and about["parent"] == "sft"
    sft = cell.parent / "sft" / "model" / "model.safetensors"
    assert (cell / "model" / "model.safetensors").read_bytes() != sft.read_bytes()


@pytest.mark.slow
@trained
def test_nothing_right_is_refused_unless_it_is_allowed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    family = {"family": "arithmetic.long_multiplication", "difficulty": 2}
    content = {**STUDY, "defaults": family, "scratch": {}}
    (tmp_path / "own.yaml").write_text(json.dumps(content))
    changes = ("base.max_steps=1", "sft.max_steps=1", "evaluation.limit=8")
    asked = [word for change in changes for word in ("--set", change)]
    strict = ("--preset", "smoke", "--device", "cpu", *asked, "--seeds", "1")
    refusing = ["experiment", "own.yaml", *strict, "--below-floor", "refuse"]
    result = CliRunner().invoke(cli.cli, refusing)
    assert "nothing to train on" in str(result.exception)
    run("experiment", "own.yaml", *strict)  # smoke allows it
    cell = tmp_path / "own-smoke" / "seed-0" / "all" / "own"
    before = (cell.parent / "sft" / "model" / "model.safetensors").read_bytes()
    assert (cell / "model" / "model.safetensors").read_bytes() == before
