"""What strangers can send: datasets, manifests, cards, tables, curricula, templates, names,
completions, golds, studies, builds that were stopped and sets to import that are not what they
should be, each given to the commands that read such.

    python -m benchmarks.hostile [EACH] [SEED] [PART OF A MAKER'S NAME ...]

Counts what must never be: something executed, something written outside, a command that takes more
than LONGEST seconds, a traceback, a sign that a terminal obeys. Every payload tries to make a file
called CANARY; commands run in this process, in a folder of their own.
"""

import ast
import io
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import yaml

from cli import main as command_line
from curricula.curriculum_file import to_mapping
from curricula.request import plain_curriculum
from generators.stream import Stream
from pipelines.commands.terminal import table
from pipelines.dataset.build import build, build_shards
from pipelines.dataset.kept_draws import DRAW, HEAD
from pipelines.dataset.manifest import BUILD, MANIFEST, describe, sealed
from pipelines.dataset.parquet_layout import BINARY, BITS, LIST, Struct, Value
from pipelines.dataset.storage import ADDRESSES, DRAWS, PLAN
from pipelines.dataset.template import find_template
from pipelines.export import targets
from tests.pipelines.dataset.thrift_writer import change_footer

LONGEST = 5.0  # seconds of CPU that a command may take, so that a busy machine is no fault
PATIENCE = 60.0  # seconds until a command that waits counts as one that does not end
STUDY = Path(__file__).parent.parent / "curricula" / "studies" / "transfer.yaml"
EACH = 60
CANARY = "CANARY"
TEXTS = [
    f'"]; open("{CANARY}", "w"); x = ["',
    f"'); __import__('os').system('touch {CANARY}'); ('",
    f"$(touch {CANARY})",
    f"`touch {CANARY}`; touch {CANARY} #",
    "{{ cycler.__init__.__globals__.os.system('touch " + CANARY + "') }}",
    "{% for a in range(999999999) %}x{% endfor %}",
    f"!!python/object/apply:os.system ['touch {CANARY}']",
    "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x1b[31m",
    "a\nb\r\nc\x85d\u2028e",
    "\u202egnp.exe\u200b",
    "\ud800",
    "\x00",
    "../../outside",
    "../outside/file.parquet",
    "/etc/passwd",
    "/dev/zero",
    "..",
    ".",
    "",
    "```\n~~~\n```\n# heading\n| a | b |",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "](javascript:alert(1)) | ` [x]: y",
    "-rf",
    "--help",
    "%s%n{0}{x.__class__}",
    "9" * 5_000,
    "x" * 100_000,
    "(" * 20_000,
    "1e999999",
    "{1/000}",
    "9^9^9^9^9",
    "\\frac{" * 3_000,
    "١٢٣",
    "\u2066\u2067abc\u2069\u2068",
    "\u200f\u061c123\ufeff",
    "e\u0301" * 3_000,
    "name" * 80,
    "a/" * 2_000,
    "NaN",
    "-Infinity",
    "0x" + "f" * 5_000,
    "1_" * 3_000,
    "line " * 200_000,
    "C:\\Windows\\win.ini",
    "file:///etc/passwd",
    "https://169.254.169.254/latest/meta-data",
    "memory://outside",
    "%2e%2e%2foutside",
    "~/outside",
    "${HOME}",
]
DEEP: Any = [[]]
for _ in range(600):
    DEEP = [DEEP]
VALUES: list[Any] = [
    *(None, True, 0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**30, 1e308, -0.0, 5e-324),
    *(float("nan"), float("inf"), [], {}, [[]], {"": {}}, DEEP, [0] * 10_000),
    {f"k{number}": number for number in range(3_000)},
]


class Trial(NamedTuple):
    """An input, made in a folder, and the commands that read it."""

    kind: str
    commands: list[list[str]]


Making = Callable[[Path, Stream], Trial]


@dataclass
class Outcome:
    """What the commands of one kind of input did."""

    inputs: int = 0
    commands: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


def hostile(stream: Stream) -> Any:
    """A text or another value that is not meant, which may be changed itself."""
    if stream.below(2):
        return stream.choice(TEXTS)
    return json.loads(json.dumps(stream.choice(VALUES)))


def places_in(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to everything within plain values."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inner if isinstance(value, (dict, list)) else ():
        yield (*at, key)
        if isinstance(one, (dict, list)):
            yield from places_in(one, (*at, key))


def changed(value: Any, stream: Stream) -> Any:
    """The same plain values with something hostile in one place: a value, a name, or one left
    out."""
    places = list(places_in(value))
    *way, last = stream.choice(places)
    holder = value
    for key in way:
        holder = holder[key]
    how = stream.below(4)
    if how == 0 and isinstance(holder, dict):
        holder[stream.choice(TEXTS)] = holder.pop(last)
    elif how == 1:
        del holder[last]
    else:
        holder[last] = hostile(stream)
    return value


def reading(stream: Stream, folder: str = "data") -> list[list[str]]:
    """The commands that read a dataset."""
    target = stream.choice(targets.names())
    return [
        ["verify", folder],
        ["verify", folder, "--from-files"],
        ["export", folder, "--to", target, f"for-{target}"],
        ["overlap", folder, folder],
        ["push", folder, "user/name", "--dry-run"],
        ["generate", "--curriculum", "mine.yaml", "--out", folder],
    ]


def load_manifest(folder: Path) -> dict[str, Any]:
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest.pop("digest")
    return manifest


def write_text(path: Path, text: str) -> None:
    """Write a text, half signs too."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def a_manifest(place: Path, stream: Stream) -> Trial:
    """A manifest with a hostile value or name anywhere, sealed anew."""
    manifest = load_manifest(place / "data")
    write_text(place / "data" / MANIFEST, sealed(changed(manifest, stream)))
    return Trial("manifests", reading(stream))


def a_broken_manifest(place: Path, stream: Stream) -> Trial:
    """A manifest that is cut, spoilt, huge or no manifest at all."""
    file = place / "data" / MANIFEST
    data = file.read_bytes()
    at = stream.below(len(data))
    ways: list[Callable[[], bytes]] = [
        lambda: data[:at],
        lambda: data[:at] + bytes([stream.below(256)]) + data[at + 1 :],
        lambda: b"[" * 100_000,
        lambda: b'{"a":' * 50_000,
        lambda: json.dumps(hostile(stream)).encode(),
        lambda: b"\xff\xfe" + data,
        lambda: b"9" * 1_000_000,
    ]
    file.write_bytes(stream.choice(ways)())
    return Trial("broken manifests", reading(stream))


def a_card(place: Path, stream: Stream) -> Trial:
    """A card with something hostile in it, and a manifest that describes it."""
    folder = place / "data"
    card = folder / "README.md"
    lines = card.read_text().split("\n")
    at = stream.below(len(lines))
    text = stream.choice(TEXTS)
    lines[at] = text if stream.below(2) else f"{lines[at]}{text}"
    write_text(card, "\n".join(lines))
    seal(folder, "README.md")
    return Trial("cards", reading(stream))


def seal(folder: Path, name: str, rows: int | None = None) -> None:
    """Describe a changed file in the manifest, and seal that anew."""
    manifest = load_manifest(folder)
    said = describe(folder / name, rows)
    manifest["files"][name] = said
    for shard in manifest["shards"].values():
        if name in shard["files"]:
            shard["files"][name] = said
    (folder / MANIFEST).write_text(sealed(manifest))


def a_table(place: Path, stream: Stream) -> Trial:
    """A table with a hostile value in a column, with columns missing, rows without number, or none
    at all."""
    folder = place / "data"
    files = sorted(folder.glob("*/*.parquet"))
    file = stream.choice(files)
    rows = parquet.read_table(file)
    how = stream.below(8)
    if how == 0:
        rows = rows.drop_columns([stream.choice(rows.column_names)])
    elif how == 1:
        rows = rows.take(pa.array([0] * 200_000))
    elif how == 2:
        file.write_bytes(file.read_bytes()[: stream.below(2_000)])
    else:
        rows = with_hostile_value(rows, stream)
    if how != 2:
        parquet.write_table(rows, file, compression="zstd")
    seal(folder, file.relative_to(folder).as_posix(), len(rows))
    return Trial("tables", [*reading(stream), ["grade", "completions.jsonl", "data"]])


def with_hostile_value(rows: pa.Table, stream: Stream) -> pa.Table:
    """Rows with something hostile in one of them, of a type that fits there if there is one."""
    listed = rows.to_pylist()
    row = stream.choice(listed)
    for _ in range(40):
        before = json.dumps(row, default=str)
        trial = changed(json.loads(before), stream)
        spare = listed[:1] if listed[0] is not row else listed[1:2]
        try:
            table = pa.Table.from_pylist([*spare, trial], schema=rows.schema)
        except (pa.ArrowException, ValueError, TypeError, OverflowError, UnicodeError):
            continue
        return table
    return rows


def a_curriculum(place: Path, stream: Stream) -> Trial:
    """A YAML file with a hostile value or name, or one that is no curriculum."""
    how = stream.below(6)
    content = to_mapping(plain_curriculum(2, family=["number_theory.gcd"], size=20))
    if how == 0:
        text = stream.choice(BOMBS)
    elif how == 1:
        text = stream.choice(TEXTS)
    else:
        try:
            text = yaml.safe_dump(changed(content, stream), allow_unicode=True)
        except (ValueError, yaml.YAMLError):
            text = "name: [" * 3_000
    write_text(place / "theirs.yaml", text)
    return Trial("curricula", [["generate", "--curriculum", "theirs.yaml"]])


BOMBS = [
    "a: &a [x, x]\n"
    + "".join([f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}]\n" for n in range(9)]),
    "a: &a {x: 1}\nb: {<<: *a}\nstages: [*a]\n",
    "[" * 50_000,
    "? " * 20_000,
    "!!python/name:os.system {}\n",
    "name: x\nname: y\n",
    "size: 0b" + "1" * 100_000,
    "name: " + "9" * 50_000,
    "a: 1:" + "59:" * 20_000 + "59",
    "\t",
    "%TAG ! tag:evil,2000:\n--- !x {}",
    "--- a\n--- b\n",
]


ENDLESS = [
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% include 'theirs.jinja' %}",
    "{% extends 'theirs.jinja' %}",
    "{% import 'theirs.jinja' as t %}{{ t.x }}",
    "{% set x = 'x' * 1000000000 %}{{ x }}",
    "{{ 'x' * 10000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ statement | center(1000000000) }}",
    "{{ range(1000000000) | list }}",
    "{{ lipsum(n=1000000) }}",
    "{{ statement" + " | replace('', 'xxxxxxxxxx')" * 20 + " }}",
    "{{ statement" + " | replace('a', 'aaaaaaaaaa')" * 20 + " }}",
    "{{ statement" + " | upper" * 30_000 + " }}",
    "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "{% if 1 %}" * 2_000 + "x" + "{% endif %}" * 2_000,
    "{{ statement[::-1] ~ " + "statement ~ " * 5_000 + "statement }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self._TemplateReference__context }}",
    "{{ statement | map('upper') | join }}",
    "{{ statement | attr('__class__') }}",
    "{{ statement.zfill(1000000000) }}",
    "{{ cycler }}{{ namespace }}{{ joiner }}",
    "{{ {'a': 1} | tojson }}{{ debug() }}",
    "{# " + "#" * 90_000,
    "{% raw %}" * 3_000,
]


def a_template(place: Path, stream: Stream) -> Trial:
    """A template file with hostile Jinja, or with Jinja that does not end."""
    text = stream.choice([*TEXTS, *ENDLESS])
    parts = ["{{ statement }}" + text, "{{ boxed }}"]
    if stream.below(2):
        parts = ["{{ statement }}", text + "{{ solution }}"]
    body = "\n---\n".join(parts) if stream.below(8) else text
    write_text(place / "theirs.jinja", body)
    asked = ["--family", "number_theory.gcd", "--size", "8", "--strategies", "1"]
    return Trial("templates", [["generate", *asked, "--template", "theirs.jinja", "--out", "made"]])


NAMED: list[Callable[[str], list[str]]] = [
    lambda text: ["generate", "--family", text],
    lambda text: ["generate", "--domain", text],
    lambda text: ["generate", "--size", "8", "--strategies", "1", "--strategy", text],
    lambda text: ["generate", "--size", "8", "--knob", text],
    lambda text: ["generate", "--size", "8", "--knob", f"first={text}"],
    lambda text: ["generate", "--choice", f"guess={text}", "--size", "8"],
    lambda text: ["generate", "--difficulty", text],
    lambda text: ["generate", "--stages", text],
    lambda text: ["generate", "--seed", text],
    lambda text: ["generate", "--style", text],
    lambda text: ["generate", "--template", text],
    lambda text: ["generate", "--curriculum", text],
    lambda text: ["generate", "--size", "8", "--family-dir", text, "--family", "a.b"],
    lambda text: ["verify", text],
    lambda text: ["grade", text, "data"],
    lambda text: ["grade", "completions.jsonl", text],
    lambda text: ["grade", "completions.jsonl", "--answer", text],
    lambda text: ["grade", "completions.jsonl", "data", "--marker", text],
    lambda text: ["grade", "completions.jsonl", "data", "--grading", text],
    lambda text: ["audit", text, "--answer", "answer"],
    lambda text: ["export", "data", "--to", text, "out"],
    lambda text: ["export", "data", "--to", "trl", f"out{text}"],
    lambda text: ["push", "data", text, "--dry-run"],
    lambda text: ["overlap", "data", text],
    lambda text: ["show", text],
    lambda text: ["families", text],
    lambda text: ["presets", text],
    lambda text: ["report", text],
    lambda text: ["new-family", text, text],
    lambda text: ["new-family", "domain", text],
    lambda text: ["check", text],
]


def a_name(place: Path, stream: Stream) -> Trial:
    """A hostile name where an option takes one."""
    text = stream.choice([text for text in TEXTS if "\x00" not in text and "\ud800" not in text])
    return Trial("names", [stream.choice(NAMED)(text)])


def completions(place: Path, stream: Stream) -> Trial:
    """Completions, ids and golds that are hostile, and lines that are none."""
    good = json.loads((place / "completions.jsonl").read_text().split("\n")[0])
    lines = []
    for _ in range(4):
        row = {**good, "gold": stream.choice(TEXTS)}
        row["completion"] = stream.choice(
            [
                f"So it is \\boxed{{{stream.choice(TEXTS)}}}.",
                stream.choice(TEXTS),
                [{"role": "assistant", "content": stream.choice(TEXTS)}],
                [{"role": hostile(stream), "content": hostile(stream)}],
            ]
        )
        lines.append(row)
    if stream.below(2):
        changed(lines, stream)
    file = place / "theirs.jsonl"
    if stream.below(6):
        file.write_text("\n".join([json.dumps(line) for line in lines]) + "\n")
    else:
        write_text(file, stream.choice(TEXTS) + "\n" + "[" * 50_000)
    return Trial(
        "completions and golds",
        [
            ["grade", "theirs.jsonl", "data"],
            ["grade", "theirs.jsonl", "data", "--json"],
            ["grade", "theirs.jsonl", "--answer", "gold"],
            ["audit", "theirs.jsonl", "--answer", "gold"],
            ["audit", "theirs.jsonl", "--answer", "gold", "--json"],
        ],
    )


def a_file(place: Path, stream: Stream) -> Trial:
    """A file of a dataset that is a device, a pipe, a link out, a folder, or has a hostile name."""
    folder = place / "data"
    file = stream.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    how = stream.below(6)
    if how < 5:
        file.unlink()
    if how == 0:
        os.mkfifo(file)
    elif how == 1:
        file.symlink_to(stream.choice(["/dev/zero", "/etc/passwd", "..", str(place / "outside")]))
    elif how == 2:
        file.mkdir()
    elif how == 3:
        file.symlink_to(file.name)
    elif how == 5:
        name = stream.choice([text for text in TEXTS if 0 < len(text) < 99 and "\x00" not in text])
        path = file.parent / name.replace("/", "_").encode("utf-8", "replace").decode()
        if not path.exists():
            shutil.copy(file, path)
    return Trial("files", reading(stream))


def a_link(place: Path, stream: Stream) -> Trial:
    """A dataset or a build whose folders or own files are links that lead elsewhere, pipes, or
    folders within folders."""
    folder = place / stream.choice(["data", "begun"])
    names = [".lock", ".build", "card.yaml", "problems", "sft", ".curricula", "manifest.json"]
    path, outside = folder / stream.choice(names), place / "outside"
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    how = stream.below(5)
    if how == 0:
        path.symlink_to(outside, target_is_directory=True)
    elif how == 1:
        path.symlink_to(outside / "new")
    elif how == 2:
        path.symlink_to(stream.choice(["/dev/zero", "/dev/stdin", "/etc/passwd", path.name]))
    elif how == 3:
        os.mkfifo(path)
    else:
        (path / "/".join(["deep"] * 400)).mkdir(parents=True)
    return Trial("links", [*reading(stream, folder.name), *going_on("begun")])


def going_on(folder: str) -> list[list[str]]:
    """The commands that read a build which was stopped."""
    asked = ["generate", "--curriculum", "mine.yaml", "--out", folder]
    return [["status", folder], ["status", folder, "--json"], [*asked, "--shards", "1"], asked]


def a_build_state(place: Path, stream: Stream) -> Trial:
    """A stopped build whose state is changed, cut, or a lie about the plan."""
    state = place / "begun" / BUILD
    file = stream.choice(sorted(path for path in state.iterdir() if path.is_file()))
    how = stream.below(3)
    if file.suffix == ".json" and how:
        write_text(file, json.dumps(changed(json.loads(file.read_text()), stream)))
    elif file.suffix == ".npy" and how:
        write_plan_lie(file, stream)
    else:
        data = file.read_bytes()
        at = stream.below(len(data))
        file.write_bytes(data[:at] + stream.choice([b"", b"\xff", b"[" * 90_000]) + data[at + 1 :])
    return Trial("build states", going_on("begun"))


def write_plan_lie(file: Path, stream: Stream) -> None:
    """Change what the file of a plan's addresses says of itself, or an address in it."""
    plan = np.load(file)
    if stream.below(2):
        at, name = stream.below(len(plan)), stream.choice(["source", "index"])
        plan[name][at] = stream.choice([-1, 7, 2**31 - 1])
        np.save(file, plan)
        return
    head, data = file.read_bytes()[:128], file.read_bytes()[128:]
    shape = stream.choice([b"(9999999999999,)", b"(-1,)", b"(0,)", b"()", b"(1, 1, 1)", b"(True,)"])
    said = f"({len(plan)},)".encode()
    file.write_bytes(head.replace(said, shape)[:127].ljust(127) + b"\n" + data)


def a_footer(place: Path, stream: Stream) -> Trial:
    """A table whose footer or pages lie: bytes of them are others, or what the footer says, and the
    manifest agrees."""
    folder = place / "data"
    file = stream.choice(sorted(folder.glob("*/*.parquet")))
    rows = parquet.read_metadata(file).num_rows
    if stream.below(2):
        change_footer(file, lambda footer: change_said(footer, stream))
    else:
        change_bytes(file, stream)
    seal(folder, file.relative_to(folder).as_posix(), rows)
    return Trial("lying tables", [*reading(stream), ["grade", "completions.jsonl", "data"]])


def change_bytes(file: Path, stream: Stream) -> None:
    """Change some bytes of a table's footer or pages."""
    data = bytearray(file.read_bytes())
    footer = int.from_bytes(data[-8:-4], "little") + 8
    start = len(data) - footer if stream.below(3) else 4
    for _ in range(1 + stream.below(4)):
        at = start + stream.below(len(data) - start)
        data[at] = stream.choice([0, 127, 255, data[at] ^ (1 << stream.below(8))])
    file.write_bytes(bytes(data))


def change_said(footer: Struct, stream: Stream) -> None:
    """Change or leave out some of what a footer says: numbers, texts, members of lists."""
    for _ in range(1 + stream.below(3)):
        struct, number = stream.choice(list(fields_in(footer)))
        type, value = struct[number]
        if stream.below(5) == 0:
            del struct[number]
        elif type in BITS:
            others = [0, 1, -1, 7, value + 1, 2 ** (BITS[type] - 1) - 1]
            struct[number] = Value(type, stream.choice(others))
        elif type == BINARY:
            struct[number] = Value(type, stream.choice([b"", b"\xff", value[1:], value * 9]))
        elif type == LIST:
            struct[number] = Value(type, stream.choice([value[1:], value[:1] + value, value * 2]))


def fields_in(struct: Struct) -> Iterator[tuple[Struct, int]]:
    """Every field of a struct and of those within it."""
    for number, (_, value) in struct.items():
        yield struct, number
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from fields_in(inner)


def words_of_a_card(place: Path, stream: Stream) -> Trial:
    """A card.yaml that is hostile, in a dataset and before a build."""
    content = {"title": "A", "description": "B", "authors": ["C"], "links": ["https://d.org"]}
    if stream.below(3):
        try:
            text = yaml.safe_dump(changed(content, stream), allow_unicode=True)
        except (ValueError, yaml.YAMLError):
            text = "title: [" * 3_000
    else:
        text = stream.choice([*BOMBS, *TEXTS])
    write_text(place / "data" / "card.yaml", text)
    write_text(place / "begun" / "card.yaml", text)
    write_text(place / "theirs.yaml", text)
    asked = ["generate", "--curriculum", "mine.yaml", "--card", "theirs.yaml", "--out", "made"]
    return Trial("words of a card", [*reading(stream), *going_on("begun"), asked])


def a_study(place: Path, stream: Stream) -> Trial:
    """A study in YAML with a hostile value or name, or none at all."""
    content = yaml.safe_load(STUDY.read_text())
    how = stream.below(4)
    try:
        text = yaml.safe_dump(changed(content, stream), allow_unicode=True)
    except (ValueError, yaml.YAMLError):
        text = "study: [" * 3_000
    if how == 0:
        text = stream.choice([*BOMBS, *TEXTS])
    write_text(place / "theirs.yaml", text)
    return Trial("studies", [["experiment", "theirs.yaml", "--dry-run", "--out", "made"]])


def an_import(place: Path, stream: Stream) -> Trial:
    """Items of another set with hostile questions, answers and metadata."""
    good = {"question": "1 + 1?", "answer": "2", "metadata": {"source_dataset": "basic_arithmetic"}}
    items = [changed(json.loads(json.dumps(good)), stream) for _ in range(5)]
    for item in items:
        if stream.below(2):
            item["answer"] = stream.choice(TEXTS)
    lines = [json.dumps(item) for item in items]
    if stream.below(6) == 0:
        lines = [stream.choice(TEXTS), "[" * 90_000, "1" * 90_000]
    write_text(place / "theirs.jsonl", "\n".join(lines) + "\n")
    return Trial("imports", [["import", "theirs.jsonl", "made"], *reading(stream, "made")[:3]])


WRITTEN_AS: list[Callable[[int], Any]] = [  # what a column of so many rows may be instead
    lambda rows: pa.nulls(rows),
    lambda rows: pa.array([b"\xff\xfe"] * rows),
    lambda rows: pa.array([2**63 - 1] * rows),
    lambda rows: pa.array([float("nan")] * rows),
    lambda rows: pa.array([[["a"]]] * rows),
    lambda rows: pa.array([{"words": None, "claim": "1 = 1"}] * rows),
    lambda rows: pa.array([[("a", 1)]] * rows, pa.map_(pa.string(), pa.int64())),
    lambda rows: pa.array(["a"] * rows, pa.large_string()),
    lambda rows: pa.array(["a"] * rows, pa.string_view()),
    lambda rows: pa.array(["a"] * rows).dictionary_encode(),
    lambda rows: pa.array([b"a" * 16] * rows, pa.uuid()),
    lambda rows: pa.array(["[1]"] * rows, pa.json_()),
    lambda rows: pa.array([10**30] * rows, pa.decimal128(38)),
    lambda rows: pa.array([2**62] * rows, pa.timestamp("ns", "Mars/Olympus")),
    lambda rows: nested("a", 90, rows),
    lambda rows: pa.array(["x" * 2_000_000] * rows).dictionary_encode(),
    lambda rows: millions_in_a_row(rows),
]


def millions_in_a_row(rows: int) -> pa.Array:
    """A column whose first row has a list of equal values, which cost a file nothing."""
    many = 9_000_000
    values = pa.DictionaryArray.from_arrays(pa.array(np.zeros(many, np.int32)), pa.array(["7"]))
    return pa.ListArray.from_arrays(pa.array([0, *[many] * rows], pa.int32()), values)


def nested(value: Any, depth: int, rows: int) -> pa.Array:
    """A column of lists within lists."""
    for _ in range(depth):
        value = [value]
    return pa.array([value] * rows)


def a_table_of_others(place: Path, stream: Stream) -> Trial:
    """A table with columns of other types, of other names, far too many, or with other things in
    its metadata; its manifest agrees."""
    folder = place / "data"
    file = stream.choice(sorted(folder.glob("*/*.parquet")))
    rows = parquet.read_table(file)
    how = stream.below(7)
    options: dict[str, Any] = {}
    if how < 3:
        at = stream.below(rows.num_columns)
        rows = rows.set_column(at, rows.column_names[at], stream.choice(WRITTEN_AS)(len(rows)))
    elif how == 3:
        metadata = {stream.choice(TEXTS).encode("utf-8", "replace"): b"x" * 3_000_000}
        rows = rows.replace_schema_metadata({**metadata, b"pandas": b"[" * 50_000})
    elif how == 4:
        name = stream.choice(TEXTS).encode("utf-8", "replace").decode()
        rows = rows.append_column(name, stream.choice(WRITTEN_AS)(len(rows)))
    elif how == 5:
        many = {f"c{number}": ["x"] * len(rows) for number in range(3_000)}
        rows = pa.table({**{name: rows[name] for name in rows.column_names}, **many})
    else:
        options = {"row_group_size": 1, "data_page_size": 1}
        rows = rows.take(pa.array([0] * 400))
    parquet.write_table(rows, file, compression="zstd", **options)
    seal(folder, file.relative_to(folder).as_posix(), len(rows))
    read = [["grade", "completions.jsonl", "data"], ["explore", "data", "--static", "out.html"]]
    return Trial("tables of other types", [*reading(stream), *read])


ANSWERED = ["\\boxed{1}", "1/2", "x = 3", None, "", 7, [1], {"a": 1}]


def a_set_of_golds(place: Path, stream: Stream) -> Trial:
    """A file of golds from elsewhere: Parquet, CSV or JSON that is large inside, deep, or none."""
    kind = stream.choice(["parquet", "csv", "json", "jsonl"])
    file = place / f"theirs.{kind}"
    if kind == "parquet":
        rows = 1 + stream.below(50)
        columns = {"id": pa.array([f"{number}" for number in range(rows)])}
        for name in ("gold", "completion", "id")[: 1 + stream.below(3)]:
            columns[name] = stream.choice(WRITTEN_AS)(rows)
        table = pa.table(columns)
        if stream.below(4) == 0:
            table = table.take(pa.array([0] * 100_000))
        parquet.write_table(table, file, compression="zstd")
    elif kind == "csv":
        text = stream.choice(TEXTS)
        bodies = [
            f'id,gold,completion\n1,"{text}","{text}"\n',
            'id,gold,completion\n1,"' + "x" * 3_000_000,
            "id,gold,gold,,completion\n" + ",".join(["1"] * 3_000),
            "gold\n" + '"' * 100_001,
            "id\tgold\x00completion\n\x00\n",
            ",".join([f"c{number}" for number in range(50_000)]) + "\n" + ",gold" * 50_000,
            "\ufeffid,gold,completion\r1,2,3\r",
        ]
        write_text(file, stream.choice(bodies))
    else:
        row = {"id": "1", "gold": stream.choice(ANSWERED), "completion": stream.choice(ANSWERED)}
        rows = [changed({**row}, stream) for _ in range(3)]
        bodies = [
            json.dumps(rows) if kind == "json" else "\n".join(map(json.dumps, rows)),
            '{"gold": ' * 20_000,
            "[" + "1," * 500_000,
            '{"gold": 1e400, "completion": 1' + "0" * 100_000 + "}",
            '{"gold": "a", "gold": "b", "completion": NaN}',
            '{"gold": "\\ud800", "completion": "\\udfff\\ud800"}',
            "\n" * 300_000,
        ]
        write_text(file, stream.choice(bodies))
    name = file.name
    return Trial(
        "sets of golds",
        [
            ["audit", name, "--answer", "gold"],
            ["audit", name, "--answer", "gold", "--json"],
            ["grade", name, "--answer", "gold"],
            ["grade", name, "--answer", "gold", "--json"],
            ["grade", "completions.jsonl", name, "--answer", "gold"],
        ],
    )


MEGABYTES = 10_000_000
PATTERNS = [
    "\\boxed{", "\\boxed{1}", "{", "(", "[1, ", "1", "1 ", "-", "\\frac{1}", "\\left(", "^2",
    "x^", "1/", "= 1 ", "1 = 1\n", "1 + 1 = 2, ", "Step 1: ", "\n", "\r\n\t ", "$", "$$1$$",
    "\\(", "\\[1\\]", "%", "\\text{", "\\sqrt[", "\u0301", "\u200b", "\u202e", "\uff11",
    "<answer>", "</think>", "**", "`", "|", "_1", "The answer is ", "#### 1", "x = ", "1,000",
    "0.",
    "999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999!",
    "(1, 2), ", "\\begin{pmatrix}1 & ", "gcd(", "mod 7 ", "or ", "\\cup ", "\u2264 ", "{1, 2} ",
    "100% ", "1e9 ", "\\, ", "\\mathrm{d}", "&amp;", "\\",
]  # fmt: skip


def a_long_completion(place: Path, stream: Stream) -> Trial:
    """A completion of ten megabytes: few things over and over, with an answer somewhere or not."""
    lines = (place / "completions.jsonl").read_text().splitlines()
    good = json.loads(stream.choice(lines))
    parts = [stream.choice(PATTERNS) for _ in range(1 + stream.below(3))]
    text = "".join(parts)
    text *= MEGABYTES // len(text)
    text = stream.choice([text, text + good["completion"], good["completion"] + text])
    (place / "theirs.jsonl").write_text(json.dumps({**good, "completion": text, "gold": "1/2"}))
    return Trial(
        "completions of 10 MB",
        [
            ["grade", "theirs.jsonl", "data", "--json"],
            ["grade", "theirs.jsonl", "--answer", "gold"],
        ],
    )


def a_stopped_plan(place: Path, stream: Stream) -> Trial:
    """A build that was stopped while it planned; what it drew is cut, changed, or a lie."""
    state = place / "begun" / BUILD
    said = json.loads((state / PLAN).read_text())
    for name in (PLAN, ADDRESSES):
        (state / name).unlink()
    count = 64 + stream.below(100)
    records = np.zeros(count, DRAW)
    records["place"] = stream.choice([-1, 0, 1, 7, 2**15 - 1])
    records["key"] = np.arange(count) * stream.choice([0, 1, 2**50])
    run = stream.choice([(0, 0, 0, count), (0, 0, -1, count), (9, 9, 0, 2**62), (0, 0, 0, -5)])
    head = HEAD.pack(*run, crc32(records.tobytes()))
    digest = f"{said['config']}\n".encode()
    bodies = [
        digest + head + records.tobytes(),
        digest + (head + records.tobytes()) * 50,
        digest + head,
        digest,
        b"",
        b"x" * 1_000_000,
    ]
    (state / DRAWS).write_bytes(stream.choice(bodies))
    if stream.below(4) == 0:
        (state / DRAWS).unlink()
        (state / DRAWS).symlink_to(stream.choice(["/dev/zero", "../../outside/x", "config.json"]))
    return Trial("stopped plans", going_on("begun"))


MAKINGS: tuple[Making, ...] = (
    *(a_manifest, a_broken_manifest, a_card, a_table, a_file),
    *(a_curriculum, a_template, a_name, completions),
    *(a_link, a_build_state, a_footer, words_of_a_card, a_study, an_import),
    *(a_table_of_others, a_set_of_golds, a_long_completion, a_stopped_plan),
)


class OutOfTime(BaseException):
    """A command took too long."""


def out_of_time(*_: Any) -> None:
    raise OutOfTime


@contextmanager
def within(place: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(place)
    try:
        yield
    finally:
        os.chdir(before)


def make_base(folder: Path) -> None:
    """A small sound dataset, a curriculum and completions, of which trials are copies."""
    curriculum = plain_curriculum(2, family=["number_theory.gcd"], size=20)
    (folder / "mine.yaml").write_text(yaml.safe_dump(to_mapping(curriculum)))
    template = find_template(curriculum.template)
    command = "curricula generate --curriculum mine.yaml"
    manifest = build(curriculum, template, folder / "data", command).manifest
    file = next(name for name in manifest["files"] if name.startswith("problems/eval"))
    rows = parquet.read_table(folder / "data" / file, columns=["id", "answer"]).to_pylist()
    lines = [{"id": row["id"], "completion": f"\\boxed{{{row['answer']}}}"} for row in rows]
    (folder / "completions.jsonl").write_text("".join([json.dumps(line) + "\n" for line in lines]))
    (folder / "outside").mkdir()
    build_shards(curriculum, template, folder / "begun", command, [range(1)])


def call(arguments: Sequence[str]) -> tuple[str, str, float]:
    """Run a command here: what it said, why it ended if it should not have so, and its seconds."""
    said, why, start = io.StringIO(), "", time.process_time()
    signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        with patch.object(sys, "argv", ["curricula", *arguments]):
            with redirect_stdout(said), redirect_stderr(said):
                command_line()
    except SystemExit as ended:
        why = "" if ended.code in (None, 0, 1, 2, 3) else f"exit status {ended.code}"
    except OutOfTime:
        why = "does not end"
    except BaseException as error:
        why = f"traceback: {type(error).__name__}: {str(error)[:80]}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return said.getvalue(), why, time.process_time() - start


def faults_of(arguments: Sequence[str], place: Path) -> tuple[list[str], float]:
    """What a command did that it must not, and its seconds."""
    with within(place / "here"):
        said, why, seconds = call(arguments)
    found = [why] if why else []
    if "fault of this program" in said or "Traceback" in said:
        found.append(f"traceback: {said[said.find('fault of') :][:160]!r}")
    if seconds > LONGEST:
        found.append(f"took {seconds:.1f} s")
    signs = {sign for sign in said if not sign.isprintable() and sign != "\n"}
    if signs:
        found.append(f"printed {sorted(map(ascii, signs))}")
    found += [f"executed: {path}" for path in place.rglob(CANARY)]
    outside = sorted(path.name for path in place.iterdir())
    if outside != ["here"] or list((place / "here" / "outside").iterdir()):
        found.append(f"wrote outside: {outside}")
    for file in (place / "here").glob("for-*/**/*.py"):
        found += [f"{file.name}: {reason}" for reason in code_faults(file)]
    return found, seconds


def code_faults(file: Path) -> Iterator[str]:
    """Where a payload stands in exported code as code."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError) as error:
        yield f"no Python: {error}"
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and CANARY in ast.dump(node):
            yield "a payload is code"


def tried(
    each: int, seed: int, told: Callable[[str], None] = print, wanted: Sequence[str] = ("",)
) -> dict[str, Outcome]:
    """Try so many inputs of every kind, or of those whose makers are called so; what each did."""
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch) / "base"
        base.mkdir()
        make_base(base)
        for making in MAKINGS:
            if not any([word in making.__name__ for word in wanted]):
                continue
            for number in range(each):
                stream = Stream(f"hostile {seed}", making.__name__, number)
                place = Path(scratch) / f"{making.__name__}-{number}"
                shutil.copytree(base, place / "here")
                trial = making(place / "here", stream)
                outcome = outcomes.setdefault(trial.kind, Outcome())
                outcome.inputs += 1
                for arguments in trial.commands:
                    found, seconds = faults_of(arguments, place)
                    outcome.commands += 1
                    outcome.slowest = max(outcome.slowest, seconds)
                    for fault in found:
                        shown = " ".join(arguments)[:80]
                        outcome.faults.append(fault)
                        told(f"{making.__name__} {number}: {shown!a}: {fault!a}")
                shutil.rmtree(place)
    return outcomes


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    wanted = [word for word in sys.argv[1:] if not word.isdecimal()] or [""]
    each, seed = [*numbers, *(EACH, 0)[len(numbers) :]][:2]
    outcomes = tried(each, seed, wanted=wanted)
    rows = [
        [kind, f"{one.inputs}", f"{one.commands}", f"{one.slowest:.1f}", f"{len(one.faults)}"]
        for kind, one in outcomes.items()
    ]
    head = ["kind", "inputs", "commands", "slowest, s", "faults"]
    print(table(head, rows, right=range(1, 5)))
    if any(one.faults for one in outcomes.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
