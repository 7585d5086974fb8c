"""What strangers can send: datasets, manifests, cards, tables, curricula, templates, names,
completions and golds that are not what they should be, each given to the commands that read such.

    python -m benchmarks.hostile [EACH] [SEED]     # EACH inputs of every kind, 60 without

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

import pyarrow as pa
import pyarrow.parquet as parquet
import yaml

from cli import main as command_line
from curricula.curriculum_file import to_mapping
from curricula.request import plain_curriculum
from generators.stream import Stream
from pipelines.commands.terminal import table
from pipelines.dataset.build import build
from pipelines.dataset.manifest import MANIFEST, describe, sealed
from pipelines.dataset.template import find_template
from pipelines.export import targets

LONGEST = 5.0  # seconds that a command may take
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
    """A text or another value that is not meant."""
    return stream.choice(TEXTS) if stream.below(2) else stream.choice(VALUES)


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


def a_template(place: Path, stream: Stream) -> Trial:
    """A template file with hostile Jinja."""
    text = stream.choice(TEXTS)
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


MAKINGS: tuple[Making, ...] = (
    *(a_manifest, a_broken_manifest, a_card, a_table, a_file),
    *(a_curriculum, a_template, a_name, completions),
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


def call(arguments: Sequence[str]) -> tuple[str, str, float]:
    """Run a command here: what it said, why it ended if it should not have so, and its seconds."""
    said, why, start = io.StringIO(), "", time.perf_counter()
    signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, 2 * LONGEST)
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
    return said.getvalue(), why, time.perf_counter() - start


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


def tried(each: int, seed: int, told: Callable[[str], None] = print) -> dict[str, Outcome]:
    """Try so many inputs of every kind; what each kind did."""
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch) / "base"
        base.mkdir()
        make_base(base)
        for making in MAKINGS:
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
    numbers = [int(argument) for argument in sys.argv[1:]]
    each, seed = [*numbers, EACH, 0][:2] if len(numbers) != 1 else (numbers[0], 0)
    outcomes = tried(each, seed)
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
