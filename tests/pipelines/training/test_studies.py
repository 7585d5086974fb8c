"""Studies as they are run: the example of docs/studies.md from its file to its report, every
bundled study at smoke, and what a dry run tells."""

import json
import re
from pathlib import Path

import pytest

from curricula.studies.catalog import definition_of, studies, study_of
from tests.command_line import HOME
from tests.trained import SHORT, needs_training, run

pytestmark = needs_training
SMALLEST = (
    *("--preset", "smoke", "--device", "cpu", "--seeds", "1", *SHORT),
    *[
        word
        for section in ("base", "sft", "tail", "rl")
        for word in ("--set", f"{section}.max_steps=1")
    ],
)


def example(folder: Path) -> Path:
    """The study of docs/studies.md in a file."""
    page = (HOME / "docs" / "studies.md").read_text(encoding="utf-8")
    text = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert text is not None
    (folder / "power.yaml").write_text(text[1])
    return folder / "power.yaml"


def test_the_example_of_the_page_runs_to_its_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("experiment", example(tmp_path), *SMALLEST)
    out = tmp_path / "power-smoke"
    config = json.loads((out / "experiment.json").read_text())
    assert config["arms"] == ["one", "three"] and config["outcome"]["stage"] == "rl-3"
    cells = {str(file.parent.relative_to(out)) for file in out.rglob("cell.json")}
    stages = ("sft", "rl-2", "rl-3")
    assert cells == {"base", *[f"seed-0/{arm}/{at}" for arm in ("one", "three") for at in stages]}
    assert "one rl-3" in (out / "report.md").read_text()


@pytest.mark.parametrize("name", sorted(set(studies()) - {"select_and_improve"}))
def test_a_bundled_study_runs_at_smoke(name, tmp_path):
    """One arm of it, for each has the stages of the others."""
    definition = definition_of(name)
    arm = list(study_of(name, {"base": 9, "tail": 9}, "terse", definition.default, {}).arms)[-1]
    run("experiment", name, *SMALLEST, "--arms", arm, "--out", tmp_path / "study")
    assert (tmp_path / "study" / "report.html").is_file()


def test_a_dry_run_tells_data_cells_and_time_and_makes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = run("experiment", example(tmp_path), "--dry-run", "--seeds", "3")
    assert "6 datasets" in told and "cells: 19, for 3 seeds" in told
    assert re.search(r"three +rl-3 +sft +rl-3 250", told) and "of CPU time on two cores" in told
    assert [path.name for path in tmp_path.iterdir()] == ["power.yaml"]
    larger = ("--set", "sizes.eval=900000")
    assert "datasets.eval" in run("experiment", "power.yaml", "--dry-run", *larger, status=2)
    assert "TRL refuses" in run(
        "experiment", "power.yaml", "--dry-run", "--set", "rl.num_generations=3", status=2
    )


def test_an_arm_has_settings_and_a_budget_of_its_own(tmp_path):
    from curricula.studies.study_file import study_from
    from pipelines.models.presets import find_preset
    from pipelines.training.experiment import Experiment, make_data

    content = {
        "name": "budget",
        "budget": "tokens",
        "settings": {"sft.weight_decay": 0.1},
        "defaults": {"family": "finite_fields.operation_chain", "difficulty": 2},
        "datasets": {"base": {}, "sft": {}, "rl-1": {}, "rl-2": {}, "eval": {}},
        "axes": {
            "datasets.sft.strategies": {"short": ["forward"], "long": ["affine_collapse"]},
            "settings.rl.beta": {"free": 0, "near": 0.05},
        },
        "rl": {"rl-1": ["rl-1"], "rl-2": {"phases": ["rl-2"], "after": "rl-1"}},
        "scratch": {"defaults.knobs": {"numerals": "plain"}},
    }
    smoke = find_preset("smoke")
    study = study_from(content).make(sizes=smoke.sizes, style="terse")
    experiment = Experiment(study, tuple(study.arms), (0,), smoke, tmp_path, "allow")
    make_data(experiment, 1, print)
    jobs = {(job.spec.arm, job.spec.stage): job for job in experiment.jobs()}
    near, free = jobs["long_near", "rl-2"], jobs["long_free", "rl-2"]
    assert near.spec.settings["rl"]["beta"] == 0.05 and free.spec.settings["rl"]["beta"] == 0
    assert near.spec.parent == "rl-1" and near.after == jobs["long_near", "rl-1"].folder
    assert jobs["long_near", "rl-1"].spec.parent == "sft"
    short, long = (jobs[f"{arm}_free", "sft"].spec.phases[0].repeat for arm in ("short", "long"))
    assert short == 1.0 and 0.2 < long < 0.9
