"""Files that would hang a reader or lead it elsewhere: devices, pipes, links; templates that do not
end; curricula whose names or numbers are not what they seem."""

import os
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from benchmarks.hostile import seal
from generators.errors import DatasetError, RequestError
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.manifest import MANIFEST, read_manifest, resealed
from pipelines.dataset.overlap import overlap
from pipelines.dataset.template import LONGEST, Template, find_template
from pipelines.dataset.verify import verify
from tests.command_line import run

ROWS = "rl/train-00000-of-00001.parquet"


@pytest.fixture
def copy(gcd_dataset, tmp_path) -> Path:
    return Path(shutil.copytree(gcd_dataset, tmp_path / "copy"))


@pytest.mark.parametrize("kind", ["device", "pipe", "folder", "link out", "link in"])
@pytest.mark.parametrize("name", [ROWS, "README.md", "manifest.json", "problems/more.parquet"])
def test_what_is_no_plain_file_of_the_folder_is_a_finding(copy, kind, name):
    file = copy / name
    kept = copy.parent / "kept"
    if file.exists():
        shutil.copy(file, kept)
        file.unlink()
    else:
        kept.touch()
    if kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    elif kind == "link out":
        file.symlink_to(kept)
    else:
        file.symlink_to(copy / "eval")
    for redraw in (True, False):
        report = verify(copy, redraw=redraw)
        assert any(name.split("/")[0] in finding["file"] for finding in report.bad)
    if name != "problems/more.parquet":
        with pytest.raises(DatasetError):
            Dataset(copy)


@pytest.mark.parametrize(
    "change",
    [
        ("path: eval/test-*.parquet", "path: https://example.com/test.parquet"),
        ("- config_name: rl\n", "- config_name: rl\n  data_dir: ..\n  x: &a 1\n"),
        ("path: rl/train-*.parquet", "path: rl/validation-*.parquet"),
        ("configs:", "others:"),
        ("---\n", ""),
        ("---\n", "--- !!python/name:os.system\n"),
    ],
)
def test_a_card_that_leads_its_readers_elsewhere_is_a_finding(copy, change):
    card = copy / "README.md"
    text = card.read_text()
    assert change[0] in text
    reseal(copy, card, text.replace(*change, 1).encode())
    reasons = [finding["reason"] for finding in verify(copy).bad]
    assert reasons and all(["has a head that" in said or "no head" in said for said in reasons])
    reseal(copy, card, b"\xff" + text.encode())
    assert [finding["reason"] for finding in verify(copy).bad] == ["is no text in UTF-8"]
    reseal(copy, card, text.encode())
    assert verify(copy).bad == []


def reseal(folder: Path, card: Path, data: bytes) -> None:
    manifest = read_manifest(folder)
    card.write_bytes(data)
    (folder / MANIFEST).write_text(resealed(manifest, card.name, data))


def test_links_of_the_hubs_cache_are_followed(gcd_dataset, tmp_path):
    blobs, snapshot = tmp_path / "repo" / "blobs", tmp_path / "repo" / "snapshots" / "abc"
    blobs.mkdir(parents=True)
    for number, file in enumerate(
        sorted(path for path in gcd_dataset.rglob("*") if path.is_file())
    ):
        shutil.copy(file, blobs / str(number))
        link = snapshot / file.relative_to(gcd_dataset)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(blobs / str(number))
    assert verify(snapshot).bad == [] and Dataset(snapshot).size("problems") == 60


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ statement * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ statement.center(1000000000) }}",
        "{{ statement | center(1000000000) }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% set a = statement %}{% set a = a ~ a %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include '/etc/passwd' %}",
        "{{ statement | replace('', statement) }}",
        "{{ statement | replace('e', statement) }}",
        "{{ statement" + " | replace('e', 'eeeeeeeeee')" * 9 + " }}",
        "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
        "{{ statement }}" * 6_000,
        "{{ statement",
    ],
)
def test_a_template_that_might_not_end_is_refused_in_one_line(text):
    with pytest.raises(RequestError) as refused:
        Template("mine", text, "{{ solution }}").show_prompt("e" * 1_000)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 400


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Q: {{ statement | trim }}", "Q: What?"),
        ("{{ statement | replace('\\n', ' ') | upper }}", "WHAT?"),
        ("{% if statement %}{{ statement }}{% else %}none{% endif %}", "What?"),
        ("{{ 'a' if statement == 'What?' else 'b' }}{{ statement[:2] }}", "aWh"),
        ("{{ statement ~ '!' }}", "What?!"),
    ],
)
def test_what_a_template_may_say(text, shown):
    assert Template("mine", text, "{{ solution }}").show_prompt("What?") == shown


def test_a_template_writes_no_more_than_it_may():
    with pytest.raises(RequestError, match="more than 1,000,000 characters"):
        Template("mine", "{{ statement }}", "").show_prompt("e" * (LONGEST + 1))


def test_a_template_in_another_encoding_is_refused(tmp_path):
    file = tmp_path / "t.jinja"
    file.write_bytes(b"\xff{{ statement }}\n---\n{{ solution }}")
    with pytest.raises(RequestError, match="UTF-8"):
        find_template(str(file))


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("../../evil", "5", "names no folder here"),
        ("/tmp/evil", "5", "names no folder here"),
        ("..", "5", "names no folder here"),
        ("mine", "0", "size: 0 is not at least 1"),
        ("mine", "010", "begins with 0"),
    ],
)
def test_names_and_numbers_of_a_curriculum_are_what_they_seem(tmp_path, name, size, reason):
    source = "{family: number_theory.gcd, difficulty: 1}"
    text = f"name: {name}\nstages:\n- name: sft\n  size: {size}\n  sources: [{source}]\n"
    (tmp_path / "c.yaml").write_text(text)
    done = run("generate", "--curriculum", "c.yaml", cwd=tmp_path)
    assert done.returncode == 2 and reason in done.stderr and done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["c.yaml"]


def with_column(folder: Path, name: str, column: pa.Array, *names: str) -> None:
    """Put a column into the rows of rl, in place of those with these names."""
    rows = parquet.read_table(folder / ROWS).drop_columns([*names])
    parquet.write_table(rows.append_column(name, column), folder / ROWS)
    seal(folder, ROWS, rows.num_rows)


@pytest.mark.parametrize(
    "kind",
    [pa.map_(pa.string(), pa.int8()), pa.struct([("a", pa.int8())]), pa.binary(), pa.int64()],
)
def test_a_column_of_another_type_is_refused_wherever_rows_are_read(copy, kind):
    count = parquet.read_metadata(copy / ROWS).num_rows
    with_column(copy, "answer", pa.nulls(count, kind), "answer")
    data = Dataset(copy)
    with pytest.raises(DatasetError, match="its column answer is of type"):
        next(data.rows("rl"))
    with pytest.raises(DatasetError, match="its column answer is of type"):
        next(data.rows("rl", columns=["id"]))


def test_a_column_that_is_there_twice_is_refused(copy):
    with_column(copy, "answer", parquet.read_table(copy / ROWS)["answer"])
    with pytest.raises(DatasetError, match="the column answer more than once"):
        next(Dataset(copy).rows("rl"))


def test_columns_that_no_dataset_has_are_not_read(copy):
    count = parquet.read_metadata(copy / ROWS).num_rows
    strange = pa.array([2**62] * count, pa.timestamp("ns", "Mars/Olympus"))
    with_column(copy, "when", strange)
    rows = list(Dataset(copy).rows("rl", "train"))
    assert len(rows) == count and "when" not in rows[0]


@pytest.mark.parametrize("name", ["answer", "prompt", "id"])
def test_a_row_without_a_value_is_refused_wherever_rows_are_read(copy, name):
    rows = parquet.read_table(copy / ROWS).to_pylist()
    rows[3][name] = None
    write_rows(copy, rows)
    with pytest.raises(DatasetError, match=f"no value in {name}"):
        list(Dataset(copy).rows("rl"))
    assert verify(copy).bad and verify(copy, redraw=False).bad


def test_a_part_of_a_row_without_a_value_is_refused(copy):
    rows = parquet.read_table(copy / ROWS).to_pylist()
    rows[3]["prompt"] = [{"role": "user", "content": None}]
    write_rows(copy, rows)
    with pytest.raises(DatasetError, match=r"no value in prompt\.content"):
        list(Dataset(copy).rows("rl"))


def write_rows(folder: Path, rows: list[dict]) -> None:
    table = pa.Table.from_pylist(rows, schema=parquet.read_schema(folder / ROWS))
    parquet.write_table(table, folder / ROWS)
    seal(folder, ROWS, len(rows))


def test_what_is_no_text_is_refused(copy):
    count = parquet.read_metadata(copy / ROWS).num_rows
    broken = pa.array([b"\xff\xfe"] * count).view(pa.string())
    with_column(copy, "answer", broken, "answer")
    with pytest.raises(DatasetError, match="cannot be read: Invalid: Column|UTF8"):
        list(Dataset(copy).rows("rl"))
    assert verify(copy).bad


@pytest.mark.parametrize("key", ["", "zz" * 8, "-1" * 8, "a\x1b[2J"])
def test_keys_that_are_none_are_not_compared(copy, key):
    name = "problems/eval-test-00000-of-00001.parquet"
    rows = parquet.read_table(copy / name).to_pylist()
    rows[0]["key"] = key
    table = pa.Table.from_pylist(rows, schema=parquet.read_schema(copy / name))
    parquet.write_table(table, copy / name)
    seal(copy, name, len(rows))
    with pytest.raises(DatasetError, match="is no key"):
        overlap(Dataset(copy), Dataset(copy))
    rows[0]["solutions"] = [None]
    parquet.write_table(pa.Table.from_pylist(rows, schema=table.schema), copy / name)
    seal(copy, name, len(rows))
    assert verify(copy, redraw=False).bad


def test_a_text_that_stands_once_and_shows_in_every_row_is_not_unpacked(copy):
    rows = parquet.read_table(copy / ROWS).take(pa.array([0] * 500))
    texts = pa.array(["x" * 1_000_000] * 500)
    rows = rows.set_column(rows.column_names.index("problem"), "problem", texts)
    parquet.write_table(rows, copy / ROWS, compression="zstd")
    seal(copy, ROWS, 500)
    data = Dataset(copy)
    assert (copy / ROWS).stat().st_size < 100_000
    with pytest.raises(DatasetError, match="has texts of"):
        next(data.rows("rl"))
    assert len(list(data.rows("rl", "train", ["id", "answer"]))) == 500
