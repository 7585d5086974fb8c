"""Names from data are never code: what is no name is refused, what is written is quoted."""

import ast
import json
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from curricula.curriculum import CurriculumError
from curricula.names import KINDS, TOP_FILES, fault, shown, stays_inside
from curricula.request import plain_curriculum
from generators import catalog
from generators.errors import DatasetError, RequestError
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.manifest import MANIFEST, describe, read_manifest, sealed
from pipelines.dataset.template import Template
from pipelines.dataset.verify import verify
from pipelines.export import targets
from pipelines.export.export import export
from pipelines.export.naming import word_for
from pipelines.hub.release import Unsound, release_of
from pipelines.writing import quoting
from pipelines.writing.filling import fill
from tests.clients.pages import blocks_of
from tests.command_line import HOME, run
from tests.pipelines.hub.hub_server import Hub

OWNED = "owned"
PART = "-00000-of-00001.parquet"
PAYLOADS = {
    "python": f'z"]; import os; os.system("touch {OWNED}"); X = ["',
    "import": f"z' + __import__('os').popen('touch {OWNED}').read() + '",
    "lines": f'z"""\nimport os\nos.mkdir("{OWNED}")\n"""',
    "yaml": f"z: !!python!object!apply:os.system [touch {OWNED}] #",
    "shell": f"$(touch {OWNED});`touch {OWNED}`",
    "fence": f"z\n```\n```bash\ntouch {OWNED}\n```",
    "jinja": "{{ cycler.__init__.__globals__.os.mkdir('owned') }}",
    "escape": "../../owned",
    "nul": "z\0\x1b[31m\x7f\u2028",
    "surrogate": "z\ud800",
    "capital": "Train",
    "final newline": "train\n",
    "long": "z" * 33,
}
PATHS = (
    "../owned.parquet",
    "/etc/passwd",
    f"rl/../../owned{PART}",
    f"rl\\train{PART}",
    "rl",
    "",
    "code.py",
)
TOUCH = f"```\ntouch {OWNED}\n```\n$(touch {OWNED}) `touch {OWNED}`"
SPOKEN = f'a "set" \\ of\'s\n{TOUCH} <b> | """ {{{{ 7 }}}}'


def make(folder: Path, ending: str = "{{ answer }}", command: str = "", **changes: Any) -> Path:
    usual = plain_curriculum(family=["number_theory.gcd"], difficulty="2", size=40)
    template = Template("mine", "{{ statement }}", "{{ solution }}\n" + ending)
    build(replace(usual, **changes), template, folder, command or "generate")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("names") / "data")


@pytest.fixture
def copy(data, tmp_path, monkeypatch) -> Path:
    """The dataset in the folder where the test runs, where what a payload makes is found."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(data, tmp_path / "data")


def reseal(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change the manifest, and make its digests right again."""
    manifest = read_manifest(folder)
    change(manifest)
    (folder / MANIFEST).write_text(sealed(manifest), encoding="utf-8")


def rename(folder: Path, name: str, again: str) -> None:
    """Give a file of the dataset another name: in the manifest, and on a disk that can hold it."""
    said = describe(folder / name, read_manifest(folder)["files"][name].get("rows"))
    holdable = "\0" not in again and "\ud800" not in again
    if holdable and stays_inside(shown(again).replace("\\", "_")):
        (folder / again).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).rename(folder / again)
    reseal(
        folder,
        lambda manifest: (manifest["files"].pop(name), manifest["files"].update({again: said})),
    )


def refused_everywhere(folder: Path, names: list[str]) -> str:
    """What verify finds, when targets, push and the manifest's reader refuse it, making nothing."""
    before = sorted(folder.parent.rglob("*"))
    (finding,) = [each for each in verify(folder).bad if each["file"] == MANIFEST]
    assert all(text.isprintable() for text in finding.values())
    for target in names:
        with pytest.raises(DatasetError) as said:
            export(str(folder), target, folder.parent / "out")
        assert str(said.value).isprintable() and finding["reason"] in str(said.value)
    with pytest.raises(DatasetError):
        read_manifest(folder)
    with pytest.raises(Unsound) as unsound:
        release_of(folder, "alice/data")
    assert str(unsound.value).isprintable()
    assert sorted(folder.parent.rglob("*")) == before
    return finding["reason"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_split_is_found_and_exported_to_nobody(payload, copy):
    rename(copy, f"rl/train{PART}", f"rl/{PAYLOADS[payload]}{PART}")
    reason = refused_everywhere(copy, targets.names())
    assert "is no name of a file; allowed is CONFIG/SPLIT-NNNNN-of-NNNNN.parquet" in reason


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_is_no_file_of_a_dataset_is_not_even_opened(path, copy, tmp_path):
    (tmp_path / "owned.parquet").write_text("outside")
    reseal(copy, lambda manifest: manifest["files"].update({path: {"rows": 1}}))
    assert "is no name of a file" in refused_everywhere(copy, targets.names())
    assert (tmp_path / "owned.parquet").read_text() == "outside"


def stage(manifest: dict[str, Any]) -> dict[str, Any]:
    return manifest["config"]["curriculum"]["stages"][0]


def shard(manifest: dict[str, Any]) -> dict[str, Any]:
    return next(iter(manifest["shards"].values()))


HOSTILE = PAYLOADS["python"]
CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "arm": lambda manifest: manifest["config"]["curriculum"].update(arm=HOSTILE),
    "name": lambda manifest: manifest["config"]["curriculum"].update(name="\0"),
    "no text": lambda manifest: manifest["config"]["curriculum"].update(name=["curricula"]),
    "no curriculum": lambda manifest: manifest["config"].update(curriculum=HOSTILE),
    "version": lambda manifest: manifest["config"].update(version=HOSTILE),
    "command": lambda manifest: manifest["config"].update(command="generate \x1b[2J"),
    "template": lambda manifest: manifest["config"]["template"].update(completion=7),
    "stage": lambda manifest: stage(manifest).update(name=HOSTILE),
    "family": lambda manifest: stage(manifest)["sources"][0].update(family=HOSTILE),
    "strategies": lambda manifest: stage(manifest).update(strategies={HOSTILE: 1}),
    "among": lambda manifest: stage(manifest).update(among=[HOSTILE]),
    "without": lambda manifest: stage(manifest).update(without=[[HOSTILE]]),
    "stages": lambda manifest: manifest["config"]["curriculum"].update(stages=[HOSTILE]),
    "shard": lambda manifest: manifest["shards"].update({HOSTILE: {"files": {}, "counts": []}}),
    "shards": lambda manifest: manifest.update(shards=[HOSTILE]),
    "counts": lambda manifest: shard(manifest)["counts"][0].__setitem__(2, HOSTILE),
    "rows": lambda manifest: manifest["files"][f"rl/train{PART}"].update(rows=HOSTILE),
    "entry": lambda manifest: manifest["files"].update({f"rl/train{PART}": HOSTILE}),
    "file of a shard": lambda manifest: shard(manifest)["files"].update({HOSTILE: {}}),
}


@pytest.mark.parametrize("place", CHANGES)
def test_a_hostile_name_anywhere_in_a_manifest_is_refused(place, copy):
    reseal(copy, CHANGES[place])
    assert refused_everywhere(copy, targets.names()).startswith("the manifest is refused: ")


def test_the_commands_say_it_in_one_line(copy, tmp_path):
    rename(copy, f"rl/train{PART}", f"rl/{PAYLOADS['lines']}{PART}")
    exported = run("export", "data", "--to", "verifiers", "out", cwd=tmp_path)
    pushed = run("push", "data", "alice/data", "--dry-run", cwd=tmp_path)
    for result, status in ((exported, 1), (pushed, 3)):
        assert result.returncode == status and result.stderr.count("\n") == 1, result.stderr
    verified = run("verify", "data", cwd=tmp_path)
    assert verified.returncode == 3 and "is no name of a file" in verified.stdout
    begun = ("manifest.json: ", "rl/", "problems/")
    assert all(line.startswith(begun) for line in verified.stdout.splitlines())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_what_is_pulled_stays_in_its_folder(copy, tmp_path):
    with Hub() as server:
        environment = server.environment(tmp_path / "home")
        pushed = run("push", "data", "alice/data", cwd=tmp_path, **environment)
        assert pushed.returncode == 0, pushed.stderr
        tree = server.tree("alice/data")
        server.repos["alice/data"].add("main", {**tree, "../owned": (b"", False)}, "outside")
        pulled = run("pull", "alice/data", "mine", cwd=tmp_path, **environment)
    assert pulled.returncode == 1 and pulled.stderr.count("\n") == 1, pulled.stderr
    assert "has '../owned', which is no path in a folder; nothing was copied" in pulled.stderr
    assert not (tmp_path / "mine").exists() and not list(tmp_path.rglob(OWNED))


def test_a_stopped_build_does_not_take_over_files_of_other_names(copy, tmp_path):
    manifest = read_manifest(copy)
    name, entry = next(iter(manifest["shards"].items()))
    (tmp_path / "owned.parquet").write_bytes(b"")
    entry["files"]["../owned.parquet"] = describe(tmp_path / "owned.parquet", 0)
    (copy / MANIFEST).unlink()
    (copy / ".build").mkdir()
    (copy / ".build" / "config.json").write_text(json.dumps(manifest["config"]))
    (copy / ".build" / f"{name}.shard.json").write_text(json.dumps({name: entry}))
    make(copy)
    assert "../owned.parquet" not in read_manifest(copy)["files"] and verify(copy).bad == []


@pytest.mark.parametrize("change", [{"arm": HOSTILE}, {"name": "\x1b"}, {"name": "n" * 201}])
def test_what_could_not_be_verified_is_not_built(change, tmp_path):
    with pytest.raises(CurriculumError, match="is no name of a"):
        make(tmp_path / "data", **change)


def test_the_names_of_every_family_are_names():
    for name in catalog.names():
        family = catalog.family(name)
        assert not fault("family", name) and not any(fault("type", each) for each in family.types)
        assert not any(fault("strategy", each) for each in (*family.strategies, *family.shortcuts))


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"title", "command"}))
def test_no_kind_of_name_has_a_sign_that_means_something(kind):
    for payload in PAYLOADS.values():
        if payload.isalpha() and payload.isascii():
            continue
        assert fault(kind, payload).isprintable() and fault(kind, payload)
        assert fault(kind, f"rl/{payload}{PART}") and fault(kind, f"number_theory.{payload}\n")
    good = (*TOP_FILES, f"rl/train{PART}", f"problems/sft-train{PART}")
    assert not any(fault("file", name) for name in good)
    assert fault(kind, None).startswith("a NoneType is no name")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory) -> Path:
    """A dataset whose name, command and template say hostile things, as free texts may."""
    ending = "\"'''\\ $(touch owned) `touch owned`: {{ answer }}"
    folder = tmp_path_factory.mktemp("spoken") / "data"
    return make(folder, ending, f"generate {SPOKEN}", name=SPOKEN)


def shape(path: Path) -> list[str]:
    """What a Python file does: every node of it but for the values of constants and names."""
    return [type(node).__name__ for node in ast.walk(ast.parse(path.read_text()))]


@pytest.fixture(scope="module")
def calm(spoken) -> Path:
    """The same dataset with a harmless name, of which the same word is made, and template."""
    return make(spoken.parent / "calm", name=word_for(Dataset(str(spoken))))


@pytest.mark.parametrize("target", targets.names())
def test_free_texts_stay_texts_in_every_export(target, calm, spoken, tmp_path):
    out, usual = tmp_path / "a" / "out", tmp_path / "b" / "out"
    source = export(str(spoken), target, out)
    export(str(calm), target, usual)
    assert source.name == SPOKEN and source.marker and "touch owned" in source.marker
    files = sorted(path.relative_to(out) for path in out.rglob("*"))
    assert files == sorted(path.relative_to(usual) for path in usual.rglob("*"))
    code = [path for path in files if path.suffix == ".py"]
    assert [shape(out / path) for path in code] == [shape(usual / path) for path in code]
    assert set(chain(*[markers(out / path) for path in code])) == {source.marker}
    for path in out.rglob("*.toml"):
        assert SPOKEN in tomllib.loads(path.read_text())["project"]["description"]
    for path in out.rglob("*.yaml"):
        assert path.read_text() == (usual / path.relative_to(out)).read_text()
    readme, other = ((folder / "README.md").read_text() for folder in (out, usual))
    assert fences(readme) == fences(other) and len(readme.splitlines()) == len(other.splitlines())
    for language in ("bash", "python"):
        assert blocks_of(readme, language) == blocks_of(other, language)


def markers(path: Path) -> list[str]:
    """The values that a Python file gives to MARKER."""
    assigned = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.Assign)]
    named = [node.value for node in assigned if ast.unparse(node.targets[0]) == "MARKER"]
    return [ast.literal_eval(value) for value in named]


def fences(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("```", "##", "- ", "<"))]


def test_the_rewards_of_a_hostile_template_run_and_do_nothing_else(spoken, tmp_path):
    for target, file in (
        ("trl", "reward.py"),
        ("verl", "reward.py"),
        ("openrlhf", "reward.py"),
        ("lm-eval", "scoring.py"),
    ):
        export(str(spoken), target, tmp_path / target)
        command = [
            sys.executable,
            "-c",
            f"import runpy; runpy.run_path({str(tmp_path / target / file)!r})",
        ]
        done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob(OWNED)) and not (HOME / OWNED).exists()


@pytest.mark.parametrize("target", targets.names())
def test_a_folder_of_any_name_is_one_word_of_the_lines_to_run(target, data, tmp_path):
    out = tmp_path / 'it\'s `my` $(touch owned) "set"'
    export(str(data), target, out)
    for block in blocks_of((out / "README.md").read_text(), "bash"):
        words = shlex.split(block.replace("\\\n", " "))
        assert any(out.name in word for word in words)
        assert not any(word.startswith(("$(", "`")) for word in words)
    for block in blocks_of((out / "README.md").read_text(), "python"):
        ast.parse(block)
    with pytest.raises(RequestError, match="not printed"):
        export(str(data), target, tmp_path / "two\nlines")


def test_the_card_keeps_free_texts_in_their_line(spoken, calm):
    card, usual = ((folder / "README.md").read_text() for folder in (spoken, calm))
    assert fences(card) == fences(usual) and len(card.splitlines()) == len(usual.splitlines())
    configs, same = (yaml.safe_load(text.split("---\n")[1])["configs"] for text in (card, usual))
    assert configs == same


TEXTS = [
    *PAYLOADS.values(),
    *PATHS,
    SPOKEN,
    "",
    "\x85",
    "\ufeff",
    "😀",
    "no",
    "1e3",
    "- a",
    "'",
    '"',
    "\\",
    "\\u0041",
    "\t",
    "\r\n",
]


@given(st.one_of(st.sampled_from(TEXTS), st.text(st.characters(exclude_categories=()))))
def test_every_language_reads_back_what_was_quoted(text):
    assert ast.literal_eval(quoting.python(text)) == text
    assert ast.literal_eval(quoting.python([text, "b"])) == [text, "b"]
    assert yaml.safe_load(f"key: {quoting.yaml(text)}") == {"key": text}
    assert shlex.split(f"echo {quoting.shell(text)} b") == ["echo", text, "b"]
    assert all(quote(text).isascii() for quote in (quoting.python, quoting.yaml))
    try:
        assert tomllib.loads(f"key = {quoting.toml(text)}") == {"key": text}
    except quoting.Unquotable:
        assert any("\ud800" <= sign <= "\udfff" for sign in text)
    for quote in (quoting.line, quoting.prose, quoting.code):
        assert quote(text).isprintable()


@given(st.text("`a\n~", max_size=30))
def test_no_text_ends_a_fence_or_a_span_of_code(text):
    fence, *body, last = quoting.fenced(text).split("\n")
    assert "\n".join(body) == text and fence == last and set(fence) == {"`"} and fence not in text
    span = quoting.code(text)
    ticks = span[: len(span) - len(span.lstrip("`"))]
    assert span.endswith(ticks) and ticks not in span[len(ticks) : -len(ticks)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# x", "\\# x"),
        ("1. x", "1\\. x"),
        ("- x", "\\- x"),
        ("--- x", "\\--- x"),
        ("~~~", "\\~~~"),
        ("> x", "\\> x"),
        ("[a]: b", "\\[a]: b"),
        ("=== x", "\\=== x"),
        ("-0.5 [1, 2] 1.5", "-0.5 [1, 2] 1.5"),
        ("a # b - c > d", "a # b - c > d"),
    ],
)
def test_no_block_of_markdown_begins_in_prose(text, written):
    assert quoting.prose(text) == written


def test_none_is_none_and_a_plain_word_has_no_other_sign():
    assert quoting.python(None) == "None" and quoting.plain("rl-train") == "rl-train"
    for text in (*PAYLOADS.values(), "", "-x", "a b"):
        if not text.isascii() or not text.isalnum():
            with pytest.raises(quoting.Unquotable):
                quoting.plain(text)


def test_a_template_writes_nothing_that_is_not_quoted(tmp_path):
    template = tmp_path / "t.jinja"
    for text in (
        "{{ name }}",
        "{{ name ~ 'b' }}",
        "{{ [name] | join }}",
        "{{ name | python | upper }}",
        "{{ 7 }}",
    ):
        template.write_text(text)
        with pytest.raises(TypeError, match="as it came"):
            fill(template, {"name": "a"})
    template.write_text("x = {{ name | python }}\n")
    assert fill(template, {"name": '"; y'}) == 'x = "\\"; y"\n'
