"""Studies as they are run: the example of docs/studies.md from its file to its report, every
bundled study at smoke, and what a dry run tells."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from curricula.studies.catalog import definition_of, studies, study_of
from curricula.studies.study import Outcome
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


def test_cells_of_models_from_scratch_keep_their_memory_and_the_users_variables_come_first(
    monkeypatch,
):
    from pipelines.training.experiment import KEEPING, environment_of

    for name in KEEPING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MALLOC_TOP_PAD_", "4096")
    scratch = environment_of({"model": {"name": "scratch"}, "threads": 1})
    assert {name: scratch[name] for name in KEEPING} == {**KEEPING, "MALLOC_TOP_PAD_": "4096"}
    pretrained = environment_of({"model": {"name": "some/model"}, "threads": 0})
    assert [name for name in KEEPING if name in pretrained] == ["MALLOC_TOP_PAD_"]


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


FRESH = {
    "name": "fresh",
    "fresh": True,
    "defaults": {"family": "finite_fields.operation_chain", "difficulty": 1},
    "datasets": {"base": {}, "sft": {}, "rl-1": {}, "eval": {}},
    "axes": {"datasets.sft.strategies": {"F": ["forward"], "B": ["backward"]}},
}


def test_each_seed_of_a_fresh_study_has_data_and_base_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fresh.yaml").write_text(json.dumps(FRESH))
    some = ("experiment", "fresh.yaml", *SMALLEST, "--arms", "F")
    told = run(*some, "--seeds", "101,102", "--dry-run")
    assert "10 datasets" in told and "seed-102/words/sft.B" in told and "cells: 6" in told
    run(*some, "--seeds", "101,")
    run(*some, "--seeds", "102,")
    out = tmp_path / "fresh-smoke"
    drawn = {
        seed: {path.name for path in (out / f"seed-{seed}" / "data").iterdir()}
        for seed in (101, 102)
    }
    assert drawn == dict.fromkeys((101, 102), {"base", "sft.F", "rl-1", "eval"})
    assert not (out / "data").exists() and not (out / "base").exists()
    contents = {}
    for cell in out.rglob("cell.json"):
        about = json.loads(cell.read_text())
        contents[about["stage"], about["seed"]] = about["data"]
    assert set(contents) == {(stage, seed) for stage in ("base", "sft", "rl-1") for seed in drawn}
    for stage in ("base", "sft", "rl-1"):
        assert not set(contents[stage, 101].values()) & set(contents[stage, 102].values())
    assert json.loads((out / "experiment.json").read_text())["seeds"] == [101, 102]
    told = run("experiment", "fresh.yaml", *SMALLEST, "--arms", "B", "--seeds", "101,")
    assert (out / "seed-101" / "B" / "rl-1" / "cell.json").is_file()
    assert (out / "seed-101" / "data" / "sft.B").is_dir()
    shared = {**FRESH, "fresh": False}
    (tmp_path / "fresh.yaml").write_text(json.dumps(shared))
    assert "begun with other settings" in run(*some, "--seeds", "101,", status=1)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (None, 1),  # no outcome was named
        ({"band": "2-5"}, 1),
        ({}, 0),
        ({"measure": "accuracy"}, 0),  # which an older version left out
    ],
)
def test_evaluations_before_an_outcome_was_named_are_counted(tmp_path, before, expected):
    from pipelines.training.experiment import evaluated_before_outcome

    evaluation = tmp_path / "seed-0" / "F" / "rl-1" / "evaluation.json"
    evaluation.parent.mkdir(parents=True)
    evaluation.write_text("{}")
    usual = {"stage": "rl-1", "against": "sft", "band": "all", "type": "all", "strategy": ""}
    named = {} if before is None else {"outcome": {**usual, **before}}
    (tmp_path / "experiment.json").write_text(json.dumps(named))
    study = SimpleNamespace(outcome=Outcome("rl-1"))
    experiment = SimpleNamespace(out=tmp_path, study=study)
    assert evaluated_before_outcome(experiment) == expected


def test_arms_whose_sft_is_the_same_share_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    axes = {"settings.rl.beta": {"free": 0.0, "held": 0.1}}
    content = {**FRESH, "fresh": False, "axes": axes}
    (tmp_path / "shared.yaml").write_text(json.dumps(content))
    told = run("experiment", "shared.yaml", *SMALLEST, "--dry-run")
    assert "as free" in told and "cells: 5" in told
    run("experiment", "shared.yaml", *SMALLEST, "--arms", "free,held")
    out = tmp_path / "shared-smoke" / "seed-0"
    first, second = (
        json.loads((out / arm / "sft" / "cell.json").read_text()) for arm in axes_of(axes)
    )
    assert second["same_as"] == "free" and second["arm"] == "held" and "same_as" not in first
    assert first["digest"] != second["digest"] and second["seconds"] == 0
    for name in ("model/model.safetensors", "completions.parquet", "log.jsonl"):
        assert (out / "free/sft" / name).read_bytes() == (out / "held/sft" / name).read_bytes()
    assert (out / "held/rl-1/cell.json").is_file() and not (out / "held/sft/output.txt").exists()
    before = (out / "held/sft/cell.json").stat().st_mtime_ns
    # an outcome that is named when its stage was evaluated is not called named before the run
    content["outcome"] = {"stage": "rl-1", "measure": "share", "strategy": "forward"}
    (tmp_path / "shared.yaml").write_text(json.dumps(content))
    for _ in range(2):
        run("experiment", "shared.yaml", *SMALLEST, "--arms", "free,held")
        assert (out / "held/sft/cell.json").stat().st_mtime_ns == before
        said = (out.parent / "report.md").read_text()
        assert "Named when 2 evaluations of rl-1 were there: share of forward on all" in said


def axes_of(axes: dict) -> list[str]:
    """The labels of the only axis."""
    (values,) = axes.values()
    return list(values)


def test_an_arm_that_joins_an_older_experiment_keeps_its_vocabulary(tmp_path):
    """One whose datasets were all drawn, whether an arm was trained on them or not."""
    from curricula.studies.study_file import study_from
    from pipelines.models.presets import find_preset
    from pipelines.training.experiment import DATA, WORDS, Experiment

    smoke = find_preset("smoke")
    study = study_from({**FRESH, "fresh": False}).make(sizes=smoke.sizes, style="terse")
    experiment = Experiment(study, ("F",), (0,), smoke, tmp_path)
    assert experiment.spoken(0)["sft.B"] == tmp_path / WORDS / "sft.B"
    (tmp_path / DATA / "sft.B").mkdir(parents=True)
    assert experiment.spoken(0)["sft.B"] == tmp_path / DATA / "sft.B"
    assert tmp_path / DATA / "sft.B" not in experiment.drawn(0)
    (tmp_path / WORDS / "sft.B").mkdir(parents=True)
    both = Experiment(study, ("F", "B"), (0,), smoke, tmp_path)
    assert both.spoken(0)["sft.B"] == tmp_path / WORDS / "sft.B"
    assert {tmp_path / DATA / "sft.B", tmp_path / WORDS / "sft.B"} <= set(both.drawn(0))


def test_names_in_a_list_stand_once_and_without_spaces():
    from pipelines.commands.experiment import named_in

    assert named_in("one, three,one") == ("one", "three") and named_in("") == ("",)


@pytest.mark.parametrize(
    ("text", "seeds"), [("3", (0, 1, 2)), ("101,", (101,)), ("1,2", (1, 2)), ("4,4", (4,))]
)
def test_seeds_are_counted_or_named(text, seeds):
    from pipelines.commands.experiment import read_seeds

    assert read_seeds(text) == seeds


@pytest.mark.parametrize(
    "text", ["0", "", ",", "1,,2", "-1,", "one", "1,2,,", "9" * 11, f"{2**32},"]
)
def test_seeds_that_are_none_are_refused(text):
    from click import UsageError

    from pipelines.commands.experiment import read_seeds

    with pytest.raises(UsageError, match="--seeds"):
        read_seeds(text)


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
