"""Reports, read back from what was written: tables, figures, one page that needs nothing else; and
folders that are amiss."""

import json
import re
import struct
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner

from benchmarks.hostile import millions_in_a_row
from generators.errors import ReportError
from pipelines.commands.report import report as command
from pipelines.evaluation.intervals import Interval
from pipelines.report.cells import read_experiment, read_table
from pipelines.report.comparison import compare
from pipelines.report.curves import share_curves
from pipelines.report.figure_style import (
    DASHES,
    HATCHES,
    PARTS,
    SHAPES,
    STRATEGIES,
    TYPES,
    UNRECOGNISED,
)
from pipelines.report.report import write_report
from pipelines.report.sections import in_short, intervals, made
from pipelines.report.tables import seeds_table, shares_of_all, shares_table
from tests.drawn_completions import completion, drawn, table, write_cell

SFT = {
    kind: {"forward": (0.5, 0.8), "backward": (0.5, 0.2)} for kind in ("evaluation", "inversion")
}
RL = {
    "evaluation": {"forward": (0.95, 0.9), "backward": (0.05, 0.2)},
    "inversion": {"forward": (0.05, 0.1), "backward": (0.95, 0.9)},
}
BANDS = {"2-5": 1.0, "6-9": 0.9}
LOG = [
    {
        "step": step,
        "answer/correct": 0.3 + step / 50,
        "correct/evaluation": 0.3,
        "correct/inversion": 0.4,
        "share/evaluation/forward": 0.5,
        "share/evaluation/backward": 0.5,
        "reward": 0.2,
    }
    for step in range(20)
]


def experiment(folder: Path, seeds: int = 1) -> Path:
    for seed in range(seeds):
        sft, rl = drawn(SFT, 25, 4, seed, BANDS), drawn(RL, 25, 4, 100 + seed, BANDS)
        write_cell(
            folder / f"seed{seed}/FB/sft",
            sft,
            "FB",
            "sft",
            seed,
            None,
            [{"step": i, "loss": 2 / (1 + i)} for i in range(9)],
        )
        write_cell(folder / f"seed{seed}/FB/rl", rl, "FB", "rl-6-9", seed, "sft", LOG)
        write_cell(
            folder / f"seed{seed}/A/sft", drawn(SFT, 25, 4, 50 + seed, BANDS), "A", "sft", seed
        )
    settings = {
        "name": "study",
        "preset": "tiny",
        "arms": ["FB", "A"],
        "seeds": list(range(seeds)),
        "lr": 0.002,
    }
    settings |= {
        "command": "curricula experiment study --preset tiny",
        "versions": {"torch": "2.13.0"},
        "seconds": 61.0,
    }
    (folder / "experiment.json").write_text(json.dumps(settings))
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    folder = experiment(tmp_path_factory.mktemp("study"))
    write_report(folder, draws=100)
    return folder


def tables(text: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a Markdown text by caption, each row by column; a column name that is there
    twice is numbered."""
    found = {}
    for caption, body in re.findall(r"\n([^\n|]+):\n\n((?:\|[^\n]+\n)+)", text):
        head, _, *rows = [
            [cell.strip() for cell in line.strip("|").split(" | ")]
            for line in body.strip().split("\n")
        ]
        assert all(len(row) == len(head) for row in rows)
        names = [name if name not in head[:i] else f"{name} {i}" for i, name in enumerate(head)]
        found[caption] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def value(cell: str) -> float:
    return float(cell.split(" [")[0].replace("−", "-"))


def test_completions_that_hold_far_too_much_are_refused_in_a_line(tmp_path):
    rows = pa.table({"id": millions_in_a_row(1), "correct": [True]})
    parquet.write_table(rows, tmp_path / "completions.parquet", store_schema=False)
    with pytest.raises(ReportError, match="cannot be read: unpacks to 144,") as raised:
        read_table(tmp_path / "completions.parquet")
    assert "\n" not in str(raised.value)


def test_the_main_table_has_our_figures_and_the_studys(written):
    rows = tables((written / "report.md").read_text())["Accuracy in percent on 6-9"]
    assert [(row["arm"], row["stage"]) for row in rows] == [
        ("FB", "sft"),
        ("FB", "rl-6-9"),
        ("A", "sft"),
    ]  # arms in the order of the settings
    data = parquet.read_table(written / "seed0/FB/rl/completions.parquet").to_pylist()
    free = [row for row in data if row["sampling"] == "free" and row["band"] == "6-9"]
    for kind in ("evaluation", "inversion"):
        right = [row["correct"] for row in free if row["type"] == kind]
        assert value(rows[1][kind]) == pytest.approx(100 * sum(right) / len(right), abs=0.051)
    assert value(rows[1]["all"]) == pytest.approx(
        (value(rows[1]["evaluation"]) + value(rows[1]["inversion"])) / 2, abs=0.11
    )
    low, high = map(float, re.findall(r"[\d.]+", rows[1]["all"])[1:])
    assert low < value(rows[1]["all"]) < high
    assert [rows[1][f"{kind} (study)"] for kind in ("all", "evaluation", "inversion")] == [
        "95.7",
        "97.1",
        "94.1",
    ]
    assert rows[2]["all (study)"] == "–"
    assert {(row["chance"], row["one strategy"]) for row in rows} == {("9.1", "54.5")}


def test_the_studys_figures_stand_beside_its_own_field_alone(tmp_path):
    write_cell(
        tmp_path / "run", table([completion(f"p{i}", options=13) for i in range(30)]), "FB", "sft"
    )
    write_report(tmp_path, draws=20)
    assert "(study)" not in (tmp_path / "report.md").read_text()


def test_the_gain_is_told_apart_and_adds_up(written):
    found = tables((written / "report.md").read_text())
    main = {(row["arm"], row["stage"]): row for row in found["Accuracy in percent on 6-9"]}
    for row in found["What changed on 6-9, in points of accuracy, with conditional accuracy"]:
        assert value(row["gain"]) == pytest.approx(
            value(row["selection"]) + value(row["improvement"]), abs=0.16
        )
        gained = value(main["FB", "rl-6-9"][row["problems"]]) - value(
            main["FB", "sft"][row["problems"]]
        )
        assert value(row["gain"]) == pytest.approx(gained, abs=0.11)
    for row in found["What changed on 2-5, in points of accuracy, with forced accuracy"]:
        whole = value(row["selection"]) + value(row["improvement"]) + value(row["remainder"])
        assert value(row["gain"]) == pytest.approx(whole, abs=0.21)
    parts = found["The same on 6-9 by strategy, with conditional accuracy"]
    few = [row for row in parts if "borrowed" in row["note"]]
    assert few and all(value(row["share before"]) < 20 or value(row["after"]) < 20 for row in few)


def test_everything_that_was_measured_is_in_it(written):
    text = (written / "report.md").read_text()
    titles = re.findall(r"\n## (.+)", text)
    assert titles[0] == "In short" and {
        "Forced openings",
        "pass@k",
        "First errors",
        "Recognition",
        "How it was made",
    } <= set(titles)
    assert (
        "curricula experiment study --preset tiny" in text
        and "torch 2.13.0" in text
        and '"lr": 0.002' in text
    )
    assert "sft 700, rl 150" in text and "Missing" not in text
    figures = set(re.findall(r"\]\((figures/.+?\.png)\)", text))
    assert {path.stem for path in map(Path, figures)} == {
        *("accuracy", "attribution", "rl_accuracy", "rl_shares", "sft_loss"),
        *("forced", "pass_at_k", "first_wrong"),
    }
    for figure in figures:
        data = (written / figure).read_bytes()
        width, height = struct.unpack(">II", data[16:24])
        assert data[:8] == b"\x89PNG\r\n\x1a\n" and width > 800 and height > 200


class Page(HTMLParser):
    """What a page holds: its cells, the places that it loads from, and tags left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells: list[str] = []
        self.places: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.places += [given for name, given in attrs if name in ("src", "href") and given]
        if tag not in ("meta", "img", "br", "link"):
            self.open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "td" in self.open:
            self.cells[-1] += data


def test_the_page_needs_nothing_else_and_says_the_same(written):
    text = (written / "report.html").read_text()
    page = Page()
    page.feed(text)
    assert page.open == []
    assert all(place.startswith("#") for place in page.places)
    assert "http" not in text and "@import" not in text and "<script" not in text
    figures = re.findall(r'<svg viewBox="[^"]*" role="img">', text)
    assert len(figures) == 16 and "<img" not in text  # eight, each wide and narrow
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert len(ids) == len(set(ids)) > 100
    assert {place[1:] for place in page.places} <= set(ids)
    assert set(re.findall(r"url\(#([^)]*)\)", text)) <= set(ids)
    in_markdown = [
        row for rows in tables((written / "report.md").read_text()).values() for row in rows
    ]
    assert len(page.cells) == sum(map(len, in_markdown))
    assert value(page.cells[3].partition(" ")[0][:4]) == value(in_markdown[0]["all"])


def test_what_changed_is_drawn_apart_for_each_type(tmp_path):
    """As for accuracies: where two types changed alike, the mean of their gains is surer."""
    rows = {
        stage: [
            completion(f"{kind}-{i}", kind, i % 4 < right, sample=sample)
            for kind in ("evaluation", "inversion")
            for i in range(80)
            for sample in range(2)
        ]
        for stage, right in (("sft", 1), ("rl", 2))
    }
    write_cell(tmp_path / "sft", table(rows["sft"]), "FB", "sft")
    write_cell(tmp_path / "rl", table(rows["rl"]), "FB", "rl", parent="sft")
    comparison = compare(read_experiment(tmp_path))
    widths = {}
    for kind in ("all", "evaluation", "inversion"):
        change = comparison.change("FB", "rl", "6-9", kind, False)
        assert change is not None and change.gain.value == pytest.approx(0.25)
        widths[kind] = change.gain.high - change.gain.low
    assert widths["all"] < 0.85 * min(widths["evaluation"], widths["inversion"])


def test_a_report_needs_no_package_of_training_but_matplotlib(tmp_path):
    """Torch, transformers and TRL are not there; nor, the second time, is matplotlib: one line."""
    write_cell(tmp_path / "cell", drawn(SFT, 6, 2), "FB", "sft")
    hidden = ["torch", "transformers", "trl", "accelerate", "peft"]
    made = report_without(hidden, tmp_path)
    assert made.returncode == 0 and "FB   sft" in made.stdout, made.stderr
    assert (tmp_path / "figures" / "accuracy.png").is_file()
    refused = report_without([*hidden, "matplotlib"], tmp_path)
    assert refused.returncode == 1 and refused.stdout == ""
    assert refused.stderr.startswith("curricula: a report needs matplotlib; install this project")
    assert refused.stderr.count("\n") == 1


def report_without(hidden: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """`curricula report` in a process that cannot find these packages."""
    code = f"""
import sys

class Finder:
    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {hidden!r}:
            return None
        return self.finder.find_spec(name, path, target)

sys.meta_path[:] = [Finder(finder) for finder in sys.meta_path if hasattr(finder, "find_spec")]
sys.argv = ["curricula", "report", {str(folder)!r}]
from curricula.__main__ import main
main()
"""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_the_numbers_are_there_for_programs(written):
    said = json.loads((written / "report.json").read_text())
    assert said["band"] == "6-9" and said["missing"] == []
    assert [(row["arm"], row["stage"]) for row in said["rows"]] == [
        ("FB", "sft"),
        ("FB", "rl-6-9"),
        ("A", "sft"),
    ]
    assert (
        len(said["cells"]) == 3
        and said["cells"][0]["evaluation"]["bands"]["2-5"]["types"]["all"]["accuracy"]["value"] > 0
    )
    assert {each["accuracy"] for each in said["attribution"]} == {"conditional", "forced"}


def test_writing_again_writes_the_same_and_deletes_old_figures(tmp_path):
    write_cell(tmp_path / "run", drawn(SFT, 10, 2), "FB", "sft")
    first = {path: path.read_bytes() for path in write_report(tmp_path, draws=20)}
    (tmp_path / "figures/old.png").write_bytes(b"")
    assert {path: path.read_bytes() for path in write_report(tmp_path, draws=20)} == first
    assert not (tmp_path / "figures/old.png").exists()


def test_seeds_are_averaged_and_stand_apart(tmp_path):
    comparison = compare(read_experiment(experiment(tmp_path, seeds=3)), draws=50)
    said = comparison.plain()
    row = next(row for row in said["rows"] if row["stage"] == "rl-6-9")
    own = [
        cell["evaluation"]["bands"]["6-9"]["types"]["all"]["accuracy"]["value"]
        for cell in said["cells"]
        if cell["stage"] == "rl-6-9"
    ]
    assert row["seeds"] == [0, 1, 2] and row["accuracy"]["6-9"]["all"]["kind"] == "t"
    assert row["accuracy"]["6-9"]["all"]["value"] == pytest.approx(sum(own) / 3)
    for change in said["attribution"]:
        assert list(change["seeds"]) == ["0", "1", "2"]
        parts = (
            change["selection"]["value"]
            + change["improvement"]["value"]
            + change["remainder"]["value"]
        )
        assert parts == pytest.approx(change["gain"]["value"], abs=1e-9)
    assert any("Student's t" in sentence for sentence in intervals(comparison).sentences)
    by_seed = seeds_table(comparison, "6-9")
    assert by_seed is not None and by_seed.head[2:] == ["seed 0", "seed 1", "seed 2"]
    shown = next(cells for cells in by_seed.rows if cells[1].value == "rl-6-9")
    assert [float(cell.value) for cell in shown[2:]] == [
        pytest.approx(100 * value, abs=0.051) for value in own
    ]


def test_one_seed_has_no_table_by_seed(written):
    assert "by seed" not in (written / "report.md").read_text()


def test_an_interrupted_experiment_says_what_is_missing(tmp_path):
    folder = experiment(tmp_path, seeds=2)
    (folder / "seed1/FB/rl/completions.parquet").unlink()
    for place in ("seed0/A/sft", "seed1/A/sft", "seed1/FB/sft"):
        (folder / place / "cell.json").unlink()
    with open(folder / "seed0/FB/rl/log.jsonl", "a") as log:
        log.write('{"step": 21, "answ')
    write_report(folder, draws=20)
    text = (folder / "report.md").read_text()
    for said in (
        "FB rl-6-9, seed 1 was not evaluated",
        "arm A has no cell",
        "seed 1 has no cell of FB sft",
    ):
        assert f"Missing: {said}" in text
    assert "FB rl-6-9, seed 1 was trained from sft, which is not there" in text
    assert "What changed on 6-9" in text  # of seed 0


def test_one_cell_without_forced_completions_or_a_log(tmp_path):
    write_cell(
        tmp_path / "cell",
        table([completion(f"p{i}", correct=i % 3 > 0) for i in range(30)]),
        "F",
        "sft",
    )
    write_report(tmp_path, draws=20)
    text = (tmp_path / "report.md").read_text()
    assert "no cell was trained from another one" in text
    assert (
        "Forced openings" not in text
        and "While training" not in text
        and "What training changed" not in text
    )
    assert value(tables(text)["Accuracy in percent on 6-9"][0]["all"]) == pytest.approx(66.7)


def test_many_families_without_types(tmp_path):
    for stage, parent, modulus in (("sft", None, 2), ("rl-2", "sft", 3)):
        rows = [
            completion(
                f"{f}-{i}",
                "",
                i % modulus > 0,
                f"way_{f}",
                family=f"algebra.family_{f}",
                band="2",
                options=None,
            )
            for f in range(9)
            for i in range(24)
        ]
        write_cell(tmp_path / stage, table(rows), "all", stage, 0, parent)
    write_report(tmp_path, draws=20)
    found = tables((tmp_path / "report.md").read_text())
    assert found["Accuracy in percent on difficulty 2"][1]["one strategy"] == "–"
    by_family = found["Accuracy in percent on difficulty 2, by kind of problem"]
    assert [row["problems"] for row in by_family] == [f"algebra.family_{f}" for f in range(9)]
    assert (
        len(found["What changed on difficulty 2, in points of accuracy, with conditional accuracy"])
        == 10
    )
    assert "8 most used of 9 strategies" in (tmp_path / "report.md").read_text()


def test_folders_that_are_not_as_they_should_be(tmp_path):
    with pytest.raises(ReportError, match="not a folder"):
        write_report(tmp_path / "nowhere")
    with pytest.raises(ReportError, match="no cell.json"):
        write_report(tmp_path)
    cell = tmp_path / "cell"
    cell.mkdir()
    (cell / "cell.json").write_text("{")
    with pytest.raises(ReportError, match="cell.json is not JSON"):
        write_report(tmp_path)
    (cell / "cell.json").write_text('{"arm": "F", "stage": "sft", "seed": "0", "parent": null}')
    with pytest.raises(ReportError, match="'seed'"):
        write_report(tmp_path)
    (cell / "cell.json").write_text('{"arm": "F", "stage": "sft", "seed": 0, "parent": null}')
    with pytest.raises(ReportError, match="none has completions"):
        write_report(tmp_path)
    (cell / "completions.parquet").write_bytes(b"not a table")
    with pytest.raises(ReportError, match="completions.parquet cannot be read"):
        write_report(tmp_path)
    parquet.write_table(drawn(SFT, 2, 1).drop_columns(["strategy"]), cell / "completions.parquet")
    with pytest.raises(ReportError, match="no column strategy"):
        write_report(tmp_path)
    assert not (tmp_path / "report.md").exists()


def test_a_stage_of_all_arms_is_no_arm_and_phases_follow_each_other(tmp_path):
    write_cell(tmp_path / "base", drawn(SFT, 2, 1), "", "base")
    (tmp_path / "base/completions.parquet").unlink()
    log = [
        {"step": step, "phase": phase, "loss": 1.0}
        for phase in ("0-sft", "1-tail")
        for step in (5, 10)
    ]
    write_cell(tmp_path / "F/sft", drawn(SFT, 4, 1), "F", "sft", 0, "base", log)
    write_cell(tmp_path / "F/rl", drawn(RL, 4, 1), "F", "rl-6-9", 0, "sft")
    found = read_experiment(tmp_path)
    assert found.notes == () and found.rows() == [("F", "sft"), ("F", "rl-6-9")]
    assert [entry["step"] for entry in found.cells[1].log] == [5, 10, 15, 20]
    changes = compare(found, draws=20).changes
    assert {(change.stage, change.parent) for change in changes} == {("rl-6-9", "sft")}


def test_where_no_band_has_all_types_the_main_table_takes_all_problems(tmp_path):
    rows = [completion(f"a{i}", "", i % 2 > 0, family="algebra.one", band="3") for i in range(8)]
    rows += [completion(f"b{i}", "", True, family="algebra.two", band="6-9") for i in range(8)]
    write_cell(tmp_path / "cell", table(rows), "any", "sft")
    found = compare(read_experiment(tmp_path), draws=20)
    assert (found.band, found.bands) == ("all", ("3", "6-9", "all"))
    write_report(tmp_path, draws=20)
    assert (
        value(
            tables((tmp_path / "report.md").read_text())["Accuracy in percent on all problems"][0][
                "all"
            ]
        )
        == 75
    )


def test_a_cell_that_is_there_twice_is_shown_once(tmp_path):
    for place in ("a", "b"):
        write_cell(tmp_path / place, drawn(SFT, 4, 1), "F", "sft")
    found = read_experiment(tmp_path)
    assert len(found.cells) == 1 and "twice" in found.notes[0]


def test_the_command_prints_the_main_table_or_json(tmp_path):
    write_cell(tmp_path / "cell", drawn(SFT, 6, 2), "FB", "sft")
    run = CliRunner().invoke(command, [str(tmp_path)], catch_exceptions=False)
    assert (
        run.exit_code == 0
        and "Accuracy in percent on 6-9" in run.stdout
        and "FB   sft" in run.stdout
    )
    assert "report.html" in run.stderr
    run = CliRunner().invoke(command, [str(tmp_path), "--json"], catch_exceptions=False)
    assert json.loads(run.stdout) == json.loads((tmp_path / "report.json").read_text())
    run = CliRunner().invoke(command, [str(tmp_path / "nowhere")])
    assert isinstance(run.exception, ReportError)
    assert str(run.exception) == f"{tmp_path / 'nowhere'} is not a folder"


def test_a_seed_without_a_strategy_counts_zero_and_shares_sum_to_one(tmp_path):
    """A mean over the seeds that use a strategy would add up to more than all completions."""
    one = {"evaluation": {"forward": (1.0, 0.5)}, "inversion": {"forward": (1.0, 0.5)}}
    both = {name: {"forward": (0.5, 0.5), "backward": (0.5, 0.5)} for name in one}
    for seed, drawing in enumerate((one, both, one)):
        table = drawn(drawing, 9, 4, seed, BANDS)
        write_cell(tmp_path / f"seed{seed}/FB/sft", table, "FB", "sft", seed, None, [])
    comparison = compare(read_experiment(tmp_path), draws=50)
    for group in ("all", "evaluation", "inversion"):
        row = comparison.rows[0]
        values = [row.share("6-9", group, name).value for name in ("forward", "backward")]
        assert sum(values) == pytest.approx(1.0)
    shown = shares_table(comparison, "6-9")
    columns = [i for i, name in enumerate(shown.head) if name in ("forward", "backward")]
    for cells in shown.rows:
        assert sum(float(cells[i].value) for i in columns) == pytest.approx(100, abs=0.11)


def test_stages_are_in_the_order_of_training(tmp_path):
    for stage, parent in (("sft", None), ("rl", "sft"), ("again", "rl")):
        write_cell(tmp_path / stage, drawn(SFT, 9, 2, 0, BANDS), "a", stage, 0, parent, [])
    assert compare(read_experiment(tmp_path), draws=20).stages == ["sft", "rl", "again"]


def test_a_cell_that_was_refused_at_the_floor_is_told(tmp_path):
    folder = experiment(tmp_path)
    refused = folder / "seed0" / "FB" / "rl-9"
    refused.mkdir()
    (refused / "spec.json").write_text(json.dumps({"arm": "FB", "stage": "rl-9", "seed": 0}))
    floor = {"pass_1": 0.08, "low": 0.03, "high": 0.2, "guess": 0.09, "below": True}
    (refused / "floor.json").write_text(json.dumps(floor))
    notes = read_experiment(folder).notes
    told = [note for note in notes if note.startswith("FB rl-9, seed 0 was refused at the floor")]
    assert len(told) == 1 and "0.080 [0.030, 0.200]" in told[0] and "0.090" in told[0]
    (refused / "floor.json").unlink()
    assert "FB rl-9, seed 0 was begun and is not finished" in read_experiment(folder).notes


def test_refusals_are_counted_with_their_reason(tmp_path):
    folder = experiment(tmp_path, seeds=2)
    floor = {"pass_1": 0.08, "low": 0.03, "high": 0.2, "guess": 0.09, "below": True}
    for seed in (0, 1):
        place = folder / f"seed{seed}" / "FB" / "rl-9"
        place.mkdir()
        (place / "spec.json").write_text(json.dumps({"arm": "FB", "stage": "rl-9", "seed": seed}))
        (place / "floor.json").write_text(json.dumps(floor))
    comparison = compare(read_experiment(folder), draws=20)
    told = in_short(comparison).sentences
    assert any([line.startswith("RL was refused in 2 cells because") for line in told])
    assert any(["FB rl-9 (seeds 0, 1)" in line for line in told])
    assert not any(["Missing: FB rl-9" in line for line in told])
    assert len([line for line in made(comparison).sentences if "0.080 [0.030, 0.200]" in line]) == 2
    plain = comparison.plain()["refused"]
    assert plain == [{"place": "FB rl-9", "seeds": ("0", "1")}]


def test_the_settings_of_a_run_are_told_without_places(tmp_path):
    folder = experiment(tmp_path)
    (folder / "experiment.json").unlink()
    settings = {"preset": "tiny", "model": {"checkpoint": "/home/ann/qwen"}, "rl": ["~/ann/x.json"]}
    spec = {"arm": "FB", "stage": "rl-6-9", "seed": 0, "settings": settings}
    (folder / "seed0" / "FB" / "rl" / "spec.json").write_text(json.dumps(spec))
    code = made(compare(read_experiment(folder), draws=20)).code
    plain = {"preset": "tiny", "model": {"checkpoint": "qwen"}, "rl": ["x.json"]}
    assert json.loads(code)["settings"] == plain and "ann" not in code


@pytest.mark.parametrize("shares", [[1 / 3] * 3, [1 / 7] * 7, [0.0004, 0.0004, 0.9992], [0.5, 0.5]])
def test_shares_sum_to_a_hundred_as_they_are_shown(shares):
    cells = shares_of_all([Interval.bare(value) for value in shares])
    assert sum([round(10 * float(cell.value)) for cell in cells]) == 1_000
    assert all([abs(float(c.value) - 100 * v) < 0.1 for c, v in zip(cells, shares, strict=True)])


def test_a_share_that_is_rounded_for_its_row_lies_in_its_interval():
    rare = Interval(0.0006, 0.0006, 0.0112, "t")
    others = [Interval(0.4997, 0.45, 0.55, "t"), Interval(0.4997, 0.45, 0.55, "t")]
    cells = [str(cell) for cell in shares_of_all([rare, *others])]
    assert cells == ["0.0 [0.0, 1.1]", "50.0 [45.0, 55.0]", "50.0 [45.0, 55.0]"]


def test_nothing_in_a_figure_is_told_by_its_colour_alone():
    for palette in (TYPES, STRATEGIES):
        named = [*palette, *UNRECOGNISED.values()]
        assert len({SHAPES[colour] for colour in named}) == len(named)
        assert len({str(DASHES[colour]) for colour in named}) == len(named)
    assert len(set(HATCHES.values())) == len(PARTS) == len(HATCHES)


def test_lines_are_named_where_they_end_apart_and_what_is_no_strategy_comes_last(tmp_path):
    ends = {"backward": 0.9, "forward": 0.05, "a_table": 0.02, "mixed": 0.02, "none": 0.01}
    log = [
        {"step": step, **{f"share/x/{name}": share for name, share in ends.items()}}
        for step in range(20)
    ]
    write_cell(tmp_path / "sft", drawn(SFT, 9, 2, 0, BANDS), "FB", "sft", 0, None, [])
    write_cell(tmp_path / "rl", drawn(RL, 9, 2, 0, BANDS), "FB", "rl", 0, "sft", log)
    figure = share_curves(read_experiment(tmp_path))
    assert [text.get_text() for text in figure.axes[0].texts] == ["backward"]
    told = [text.get_text() for text in figure.legends[0].texts]
    assert told == ["a table", "backward", "forward", "mixed", "none"]


def test_seeds_whose_updates_lie_apart_have_lines_of_their_own_and_no_mean(tmp_path):
    write_cell(tmp_path / "sft", drawn(SFT, 9, 2, 0, BANDS), "FB", "sft", 0, None, [])
    for seed, steps in enumerate([range(4), range(6, 9)]):
        log = [{"step": step, "share/x/forward": 0.5, "share/x/none": 0.5} for step in steps]
        write_cell(tmp_path / f"{seed}", drawn(RL, 9, 2, 0, BANDS), "FB", "rl", seed, "sft", log)
    lines = share_curves(read_experiment(tmp_path)).axes[0].lines
    assert sorted({len(line.get_xdata()) for line in lines}) == [3, 4]


def test_names_with_dollar_signs_are_drawn_as_they_are(tmp_path):
    bands = {"$\\frac$": 1.0, "$x^$": 0.9}
    log = [{**entry, "share/$_$/$^$": 0.5, "correct/$_$": 0.1} for entry in LOG]
    for stage, parent in (("sft", None), ("rl", "sft")):
        write_cell(tmp_path / stage, drawn(SFT, 9, 2, 0, bands), "FB", stage, 0, parent, log)
    assert write_report(tmp_path, draws=20)
