"""Experiments that differ in the seed of their data alone, joined into one report."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generators.errors import ReportError
from pipelines.commands.report import report as command
from pipelines.report.cells import read_experiment
from pipelines.report.comparison import Row, compare
from pipelines.report.joined import read_joined
from pipelines.report.sections import intervals
from tests.drawn_completions import drawn, write_cell

KINDS = ("evaluation", "inversion")
BANDS = {"2-5": 1.0, "6-9": 0.9}


def study(folder: Path, seed: int, number: int = 0, **config: object) -> Path:
    """An experiment whose data were drawn by a seed."""
    rates = {"sft": 0.3, "rl-6-9": 0.5 + seed / 1_000}
    for stage, rate in rates.items():
        sides = {kind: {"forward": (1.0, rate)} for kind in KINDS}
        parent = None if stage == "sft" else "sft"
        cell = folder / f"seed-{number}" / "F" / stage
        write_cell(cell, drawn(sides, 20, 4, seed, BANDS), "F", stage, number, parent)
        about = json.loads((cell / "cell.json").read_text())
        (cell / "cell.json").write_text(json.dumps({**about, "data": {"eval": f"digest {seed}"}}))
    write_cell(folder / "base", drawn({}, 1), "", "base", 0)
    (folder / "base" / "completions.parquet").unlink()
    settings = {"name": "study", "preset": "tiny", "arms": ["F"], "seeds": [number]}
    settings |= {"command": f"curricula experiment {seed}", "seconds": 10.0, "settings": {}}
    settings["outcome"] = {"stage": "rl-6-9", "against": "sft", "band": "6-9", "type": "all"}
    settings["outcome"]["strategy"] = ""
    (folder / "experiment.json").write_text(json.dumps({**settings, **config}))
    data = folder / "data" / "eval"
    data.mkdir(parents=True)
    curriculum = {"seed": seed, "stages": [{"size": 40}]}
    (data / "manifest.json").write_text(json.dumps({"config": {"curriculum": curriculum}}))
    return folder


def accuracy(row: Row) -> float:
    figure = row.figure("6-9", "all", "accuracy")
    assert figure is not None
    return figure.value


def test_experiments_with_seeds_of_their_own_are_one(tmp_path):
    folders = [
        study(tmp_path / f"run-{seed}", seed, seed, evaluated_before_outcome=seed - 101)
        for seed in (101, 102, 103)
    ]
    whole = read_joined(folders, tmp_path / "joined")
    assert whole.folder == tmp_path / "joined" and whole.anew
    assert [cell.seed for cell in whole.at("F", "sft")] == [101, 102, 103]
    assert whole.config["seeds"] == [101, 102, 103] and whole.config["seconds"] == 30.0
    assert whole.config["evaluated_before_outcome"] == 3
    assert sorted(cell.seed for cell in whole.cells if cell.stage == "base") == [101, 102, 103]
    comparison = compare(whole, 50)
    row = next(row for row in comparison.rows if row.stage == "rl-6-9")
    alone = [compare(read_experiment(folder), 50) for folder in folders]
    each = [accuracy(one.rows[1]) for one in alone]
    assert row.seeds == (101, 102, 103)
    assert accuracy(row) == pytest.approx(sum(each) / 3)
    assert any("each seed having its own base" in said for said in intervals(comparison).sentences)
    assert not any("each seed" in said for said in intervals(alone[0]).sentences)


def test_equal_seeds_are_numbered_anew(tmp_path):
    folders = [study(tmp_path / f"run-{seed}", seed) for seed in (7, 8)]
    whole = read_joined(folders, tmp_path)
    assert [cell.seed for cell in whole.at("F", "rl-6-9")] == [0, 1]
    assert whole.config["joined"] == {"0": "run-7, seed 0", "1": "run-8, seed 0"}


@pytest.mark.parametrize("config", [{"settings": {"rl": 1}}, {"name": "other"}, {"outcome": None}])
def test_experiments_of_two_studies_are_not_joined(tmp_path, config):
    one, other = study(tmp_path / "one", 1, 1), study(tmp_path / "other", 2, 2, **config)
    with pytest.raises(ReportError, match=next(iter(config))):
        read_joined([one, other], tmp_path)


def test_what_cannot_be_joined_is_told(tmp_path):
    one, other = study(tmp_path / "one", 1, 1), study(tmp_path / "other", 2, 2)
    with pytest.raises(ReportError, match="named twice"):
        read_joined([one, one], tmp_path)
    manifest = other / "data" / "eval" / "manifest.json"
    manifest.write_text(json.dumps({"config": {"curriculum": {"seed": 2, "stages": []}}}))
    with pytest.raises(ReportError, match="dataset eval differs"):
        read_joined([one, other], tmp_path)
    (other / "experiment.json").unlink()
    with pytest.raises(ReportError, match="no experiment"):
        read_joined([one, other], tmp_path)


def test_the_command_writes_the_report_of_all_to_a_folder_of_its_own(tmp_path):
    pytest.importorskip("matplotlib")
    folders = [study(tmp_path / f"run-{seed}", seed, seed) for seed in (101, 102)]
    out = tmp_path / "new" / "joined"
    result = CliRunner().invoke(command, [*map(str, folders), "--out", str(out)])
    assert result.exit_code == 0, result.output
    written = json.loads((out / "report.json").read_text())
    assert written["config"]["joined"] == {
        "101": "run-101, seed 101",
        "102": "run-102, seed 102",
    }
    assert "2 of 2" in (out / "report.md").read_text()
    assert not (folders[0] / "report.md").exists()
