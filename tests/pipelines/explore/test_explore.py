"""The explorer: what it counts and shows against the rows themselves, its server, its static page,
its command."""

import base64
import gzip
import json
import re
import socket
from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner

from benchmarks.hostile import millions_in_a_row
from cli import cli
from generators import catalog
from generators.errors import CurriculaError, DatasetError, RequestError
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.manifest import describe, read_manifest, sealed
from pipelines.explore import page as pages
from pipelines.explore.page import all_rows, opened, static_page
from pipelines.explore.problems import knobs_shown
from pipelines.explore.rows import PAGE, Place, Rows
from pipelines.explore.server import application, serve
from tests.drawn_completions import completion, table, write_cell


@pytest.fixture(scope="module")
def view(every_family_dataset):
    return opened(str(every_family_dataset))


@pytest.fixture(scope="module")
def problems(every_family_dataset):
    return list(Dataset(every_family_dataset).problems())


def test_counts_are_those_of_the_rows(view, problems):
    counts = view.rows.counts({})
    assert view.rows.size == len(problems)
    for name in ("family", "stage", "split", "answer_kind"):
        found = {value: rows for value, rows, _ in counts[name]}
        assert found == Counter(row[name] for row in problems)
    strategies = Counter(each["strategy"] for row in problems for each in row["solutions"])
    assert {value: rows for value, rows, _ in counts["strategies"]} == strategies


def test_a_facet_counts_what_the_other_filters_let_through(view, problems):
    chosen = {"stage": ["rl"], "answer_kind": ["integer", "rational"]}
    counts = view.rows.counts(chosen)
    of_stage = Counter(
        row["stage"] for row in problems if row["answer_kind"] in chosen["answer_kind"]
    )
    assert {value: rows for value, rows, _ in counts["stage"]} == of_stage
    wanted = [
        row["id"]
        for row in problems
        if row["stage"] == "rl" and row["answer_kind"] in chosen["answer_kind"]
    ]
    assert view.rows.count(chosen) == len(wanted)
    found = [
        line["name"]
        for offset in range(0, len(wanted), PAGE)
        for line in view.lines(view.rows.page(chosen, offset=offset))
    ]
    assert sorted(found) == sorted(wanted)


def test_strategies_and_text_are_filtered(view, problems):
    with_ladder = [
        row for row in problems if "ladder" in [each["strategy"] for each in row["solutions"]]
    ]
    assert view.rows.count({"strategies": ["ladder"]}) == len(with_ladder) > 0
    word = "DIVISOR"
    assert view.rows.count({}, word) == len(
        [row for row in problems if "divisor" in row["statement"].lower()]
    )
    assert view.rows.count({"no such facet": ["x"]}, "'; DROP TABLE rows; --") == 0
    assert view.rows.size == view.rows.count({})


def test_a_search_counts_by_every_facet_what_it_finds(view, problems):
    found = [row for row in problems if "divisor" in row["statement"].lower()]
    counts = view.rows.counts({}, "divisor")
    for name in ("family", "stage", "split"):
        due = Counter(row[name] for row in found)
        shown = {value: rows for value, rows, _ in counts[name]}
        assert shown == (due if len(due) > 1 or "" not in due else {})
    of_rl = [row for row in problems if row["stage"] == "rl" and "the" in row["statement"].lower()]
    wanted = {row["solutions"][0]["strategy"] for row in of_rl[:3]}
    chosen = {"stage": ["rl"], "strategies": sorted(wanted)}
    due = [row for row in of_rl if wanted & {one["strategy"] for one in row["solutions"]}]
    assert view.rows.count(chosen, "THE") == len(due) >= 3
    places = view.rows.page(chosen, "the")
    assert [place.number for place in places] == sorted(place.number for place in places)
    for number in range(40):  # only the last searches are kept
        view.rows.count({}, f"text {number}")
    assert len(view.rows.kept) <= 16


def lengths_in(problems, name):
    """The lengths of solutions by strategy or by a column of their problem."""
    lengths = {}
    for row in problems:
        for one in row["solutions"]:
            key = one["strategy"] if name == "strategies" else str(row[name])
            lengths.setdefault(key, []).append(one["cost"]["tokens"])
    return lengths


def test_charts_tell_tokens_and_distances_of_what_is_chosen(view, problems):
    for filters in ({}, {"family": ["number_theory.gcd"]}, {"stage": ["rl"]}):
        chosen = [
            row for row in problems if all(row[name] in some for name, some in filters.items())
        ]
        by_strategy, by_difficulty, apart = view.charts(filters)
        for chart, name in ((by_strategy, "strategies"), (by_difficulty, "difficulty")):
            lengths = lengths_in(chosen, name)
            assert len(chart["rows"]) == min(16, len(lengths))
            for row in chart["rows"]:
                found = lengths[row["name"]]
                due = np.quantile(found, [0.1, 0.5, 0.9])
                assert row["count"] == len(found)
                assert np.allclose([row["low"], row["middle"], row["high"]], due)
        names = [name.replace(" ", "_") for name in apart["names"]]
        family = apart["title"].rpartition(" ")[2]
        assert names == list(catalog.family(family).strategies)
        assert family in filters.get("family", [family])
        for i, cells in enumerate(apart["cells"]):
            assert cells[i] is None and all(0 <= cell <= 1 for cell in cells if cell is not None)
            assert cells == [row[i] for row in apart["cells"]]


def test_charts_of_very_many_problems_are_of_the_rows_of_sft(every_family_dataset, monkeypatch):
    monkeypatch.setattr("pipelines.explore.problems.NESTED", 0)
    view = opened(str(every_family_dataset))
    lengths = {}
    for row in Dataset(every_family_dataset).rows("sft"):
        lengths.setdefault(row["strategy"], []).append(row["tokens"])
    rows = view.charts({})[0]["rows"]
    assert {row["name"]: row["count"] for row in rows}.items() <= {
        name: len(found) for name, found in lengths.items()
    }.items()


def test_older_problems_without_tokens_have_no_chart_of_them():
    view = opened("tests/golden/first_draws")
    assert all(chart["kind"] == "matrix" for chart in view.charts({}))


def test_a_problem_is_shown_with_every_solution(view, problems):
    by_id = {row["id"]: row for row in problems}
    for place in view.rows.page({}):
        shown = view.detail(place)
        row = by_id[shown["name"]]
        assert shown["answer"] == row["answer"]
        titles = [each["strategy"].replace("_", " ") for each in row["solutions"]]
        assert [column["title"] for column in shown["columns"]] == titles
        for column, solution in zip(shown["columns"], row["solutions"], strict=True):
            marks = [line["mark"] for line in column["lines"] if line["mark"]]
            assert marks == ["holds"] * len(solution["steps"])
            assert column["graph"].startswith("<svg") and "<path" in column["graph"]


def changed(folder, row_of):
    """A copy of a dataset's problems, each as `row_of` makes it, with a manifest that fits."""
    file = folder / "problems" / "rl-train-00000-of-00001.parquet"
    rows = parquet.read_table(file)
    new = [row_of(row) for row in rows.to_pylist()]
    parquet.write_table(pa.Table.from_pylist(new, schema=rows.schema), file)
    manifest = read_manifest(folder)
    manifest["files"]["problems/rl-train-00000-of-00001.parquet"] = describe(file, len(new))
    (folder / "manifest.json").write_text(sealed(manifest))


@pytest.fixture
def copied(gcd_dataset, tmp_path):
    import shutil

    return shutil.copytree(gcd_dataset, tmp_path / "copy")


def test_a_claim_that_does_not_hold_is_marked(copied):
    def spoilt(row):
        row["solutions"][0]["steps"][0]["claim"] = "12 = 5 * 2 + 3"
        row["solutions"][0]["steps"][-1]["claim"] = "no claim ("
        return row

    changed(copied, spoilt)
    view = opened(str(copied))
    (place, *_) = view.rows.page({"stage": ["rl"], "split": ["train"]})
    marks = [line["mark"] for line in view.detail(place)["columns"][0]["lines"]]
    assert "fails" in marks and marks[-1] == "unread"


def test_text_of_strangers_is_text(copied):
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    def hostile(row):
        row["statement"] = row["id"] = row["answer"] = bad
        row["solutions"][0]["strategy"] = bad
        row["solutions"][0]["steps"][0]["words"] = bad
        return row

    changed(copied, hostile)
    view = opened(str(copied))
    client = application(view).test_client()
    found = client.get("/lines?stage=rl&split=train").get_json()
    assert bad not in found[0]["text"] and "&lt;script&gt;" in found[0]["text"]
    assert bad not in static_page(view)
    detail = client.get(f"/rows/{found[0]['number']}").get_json()
    assert bad not in json.dumps([column["lines"] for column in detail["columns"]])
    assert bad not in detail["text"] and bad not in detail["columns"][0]["graph"]


def test_the_server_answers_this_machine_alone(view):
    client = application(view).test_client()
    whole = client.get("/")
    assert whole.status_code == 200 and "<h1>" in whole.text
    policy = whole.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'sha256-" in policy
    counts = client.get("/counts?family=number_theory.gcd").get_json()
    assert counts["rows"] == view.rows.count({"family": ["number_theory.gcd"]})
    assert client.get("/rows/0").get_json()["name"]
    assert client.get("/rows/999999").status_code == 404
    assert client.get("/figures/../../etc/passwd").status_code == 404
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 403


def packed_rows(html):
    packed = re.search(r'id="rows">([^<]*)<', html)
    assert packed is not None
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def test_a_static_page_holds_every_row(view):
    rows = packed_rows(static_page(view))
    assert len(rows) == view.rows.size and rows == json.loads(json.dumps(all_rows(view)))
    assert rows[0]["detail"] == json.loads(json.dumps(view.detail(view.rows.places()[0])))


def test_a_static_page_has_a_limit(view, monkeypatch):
    monkeypatch.setattr(pages, "MOST", 5)
    with pytest.raises(RequestError, match="at most 5 rows"):
        static_page(view)


def test_the_command_writes_a_page(gcd_dataset, tmp_path):
    out = tmp_path / "page.html"
    done = CliRunner().invoke(cli, ["explore", str(gcd_dataset), "--static", str(out)])
    assert done.exit_code == 0, done.output
    assert len(packed_rows(out.read_text("utf-8"))) == 60


def test_a_folder_of_something_else_is_refused_in_a_line(tmp_path):
    for location in (tmp_path, tmp_path / "missing"):
        with pytest.raises(CurriculaError) as refused:
            opened(str(location))
        assert "\n" not in str(refused.value) and "curricula generate" in str(refused.value)


def test_a_file_that_is_no_table_is_refused_in_a_line(copied):
    (copied / "problems" / "rl-train-00000-of-00001.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(DatasetError) as refused:
        opened(str(copied))
    assert "\n" not in str(refused.value)


def test_a_file_that_holds_far_too_much_is_refused_in_a_line(tmp_path):
    """A list of millions of equal values costs a file nothing."""
    file = tmp_path / "rows.parquet"
    rows = pa.table({"id": ["1", "2"], "names": millions_in_a_row(2)})
    parquet.write_table(rows, file, store_schema=False)
    held = Rows([file], [], "id")
    assert held.size == 2
    with pytest.raises(DatasetError, match="unpacks to 144,"):
        held.read(Place(1, str(file), 1))
    parquet.write_table(rows.select(["id"]), tmp_path / "sound.parquet")
    sound = Rows([tmp_path / "sound.parquet"], [], "id")
    place = sound.place(1)
    assert place is not None and sound.read(place) == {"id": "2"}


def test_a_port_that_is_taken_is_told(view):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.raises(RequestError, match="is taken"):
            serve(view, taken.getsockname()[1], False, lambda text: None)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Two checkpoints, one right and one with a wrong line."""
    folder = tmp_path_factory.mktemp("run")
    right = completion("a", completion="First 12 + 3 = 15.\nSo the answer is 15.", answer="15")
    wrong = completion(
        "b",
        correct=False,
        strategy="none",
        completion="12 + 3 = 16.\n<b>16</b>",
        first_wrong=0,
        first_wrong_kind="claim",
        answer="16",
    )
    write_cell(folder / "FB/sft", table([right, wrong]), "FB", "sft", 0, None)
    log = [
        {"step": step, "share/evaluation/forward": step / 10, "share/evaluation/backward": 0.0}
        for step in range(1, 11)
    ]
    write_cell(folder / "FB/rl", table([right, right]), "FB", "rl-6-9", 0, "sft", log)
    return folder


def test_a_run_draws_accuracy_shares_over_training_and_tokens(run):
    (run / "figures").mkdir()
    for name in ("shares.png", "accuracy.svg", "accuracy.png"):
        (run / "figures" / name).write_bytes(b"<svg/>")
    view = opened(str(run))
    accuracy, shares, tokens = view.charts({})
    (row,) = [row for row in accuracy["rows"] if row["name"].endswith(" · forward")]
    (other,) = [row for row in accuracy["rows"] if row["name"].endswith(" · none")]
    assert [sum(each) for each in zip(*row["cells"], strict=True)] == [3, 3]
    assert [sum(each) for each in zip(*other["cells"], strict=True)] == [1, 0]
    (panel,) = shares["panels"]
    assert panel["cell"] == "FB rl-6-9, seed 0" and panel["title"].endswith(", evaluation")
    (curve,) = panel["curves"]  # a strategy that is never used is not drawn
    assert curve["name"] == "forward" and curve["points"][-1] == [10.0, 1.0]
    assert [row["count"] for row in tokens["rows"]] == [3, 1]
    only = view.charts({"cell": ["FB sft, seed 0"]})
    assert sum(count for row in only[0]["rows"] for count, _ in row["cells"]) == 2
    assert [figure.name for figure in view.figures] == ["accuracy.svg", "shares.png"]
    assert "data:image/svg+xml;base64," in static_page(view)
    assert application(view).test_client().get("/charts").get_json() == view.charts({})


def test_a_run_shows_completions_and_how_many_are_right(run):
    view = opened(str(run))
    counts = view.rows.counts({})
    assert {tuple(each) for each in counts["cell"]} == {
        ("FB sft, seed 0", 2, 1),
        ("FB rl-6-9, seed 0", 2, 2),
    }
    (place,) = view.rows.page({"reason": ["unequal"]})
    detail = view.detail(place)
    lines = detail["columns"][0]["lines"]
    assert [line["mark"] for line in lines][0] == "fails" and detail["columns"][0]["wrong"]
    assert [line["first"] for line in lines][0] and not any(line["first"] for line in lines[1:])
    assert "<b>" not in "".join([line["text"] for line in lines])
    assert len(packed_rows(static_page(view))) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"divisor":[2,20],"ask":"gcd","quotient":[5,5]}', "divisor 2-20, ask gcd, quotient 5"),
        ("[1]", "[1]"),
        ("{", "{"),
        ("[" * 9_000, "[" * 9_000),
    ],
)
def test_knobs_are_shown_as_they_are_asked_for(text, said):
    assert knobs_shown(text) == said
