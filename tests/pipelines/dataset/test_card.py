"""What its author says of a dataset: by options, by card.yaml; kept, taken into the card, and never
anything but text."""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from curricula.request import plain_curriculum
from generators.errors import DatasetError
from pipelines.dataset.build import build, renew_card
from pipelines.dataset.card import CARD, placed
from pipelines.dataset.card_words import WORDS, read_words, words_asked, words_of
from pipelines.dataset.croissant import CROISSANT
from pipelines.dataset.manifest import MANIFEST, read_manifest, resealed, sealed
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from pipelines.export.export import export
from pipelines.hub.release import Unsound, release_of, with_exports
from tests.command_line import run_here as run

LINK = re.compile(r"(?<!\\)\](?=[(\[])")  # with what a link or an image of Markdown goes on
SAID = {
    "title": "Common divisors",
    "description": "First paragraph.\n\nSecond one,\nin two lines.",
    "author": ["Ann Author", "Bo Other"],
    "links": {"Paper": "https://arxiv.org/abs/2606.13125"},
}
OPTIONS = (
    *("--title", SAID["title"], "--description", SAID["description"]),
    *("--author", "Ann Author", "--author", "Bo Other"),
    *("--link", "Paper=https://arxiv.org/abs/2606.13125"),
)
ASKED = ("generate", "--family", "number_theory.gcd", "--difficulty", "1", "--size", "20")
HOSTILE = (
    "# heading",
    "- item",
    "| a | b |",
    "[x](javascript:alert(1)) ![y](https://a.b/pixel.png)",
    "[x]: javascript:alert(1)",
    "<script>alert(1)</script> <!-- ",
    '`x` ``` ~~~ problems = load_dataset("FOLDER")',
    'problems = load_dataset("',
    "`curricula verify there",
    "--- \\ *b* _i_ &lt; &#60;",
    "> quoted",
    "1. one",
    "{{ cycler.__init__ }} {% for %} {# #}",
    "configs: [{config_name: rl}]",
)


def made(folder: Path, words: dict | None = None) -> Path:
    curriculum = plain_curriculum(family=["number_theory.gcd"], difficulty="1", size=20)
    build(curriculum, TEMPLATES["plain"], folder, "curricula generate", words=words or {})
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("card") / "data")


@pytest.fixture
def data(built, tmp_path) -> Path:
    """A copy of a dataset of whose author nothing is known."""
    return Path(shutil.copytree(built, tmp_path / "data"))


def shape(card: str) -> list[str]:
    """With what the lines of a card begin that begin something: headings, fences, lists, tables,
    the head."""
    starts = ("#", "```", "~~~", "- ", "|", "<", ">", "1.", "---")
    return [line.split(" ")[0] for line in card.splitlines() if line.startswith(starts)]


def head_of(card: str) -> dict:
    return yaml.safe_load(card.split("\n---\n")[0].removeprefix("---\n"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_options_make_the_card_and_stay_when_the_dataset_is_built_again(tmp_path):
    out = tmp_path / "data"
    done = run(*ASKED, "--out", str(out), *OPTIONS)
    assert done.returncode == 0, done.stderr
    card = (out / CARD).read_text()
    assert "\n# Common divisors\n\nFirst paragraph.\n\nSecond one, in two lines.\n" in card
    assert "\nBy Ann Author, Bo Other.\n\n- Paper: <https://arxiv.org/abs/2606.13125>\n" in card
    assert "--title" not in card and "with `--card card.yaml` this card too" in card
    assert head_of(card)["pretty_name"] == "Common divisors"
    assert yaml.safe_load((out / WORDS).read_text()) == SAID
    assert '"name": "Common divisors"' in (out / CROISSANT).read_text()
    before = contents(out)
    again = run(*ASKED, "--out", str(out))
    assert again.returncode == 0 and "0 shards written" in again.stderr and contents(out) == before
    assert verify(out).bad == []

    changed = run(*ASKED, "--out", str(out), "--title", "", "--author", "Cy")
    assert changed.returncode == 0, changed.stderr
    later = contents(out)
    tables = [name for name in before if name.endswith(".parquet")]
    assert tables and all(later[name] == before[name] for name in tables)
    assert read_words(out).plain() == {
        **{name: SAID[name] for name in ("description", "links")},
        "author": ["Cy"],
    }
    assert "\n# eval\n" not in (out / CARD).read_text() and "By Cy." in (out / CARD).read_text()
    assert verify(out).bad == []


def test_a_file_says_the_same_as_options_which_go_before_it(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("title: Of the file\nauthor: One\nlinks: [https://a.b/c]\n")
    out = tmp_path / "data"
    done = run(*ASKED, "--out", str(out), "--card", str(file), "--title", "Of the option")
    assert done.returncode == 0, done.stderr
    assert read_words(out).plain() == {
        "title": "Of the option",
        "author": ["One"],
        "links": ["https://a.b/c"],
    }
    assert "\n- <https://a.b/c>\n" in (out / CARD).read_text()


def test_words_do_not_change_what_is_drawn(built, tmp_path):
    said = made(tmp_path / "said", SAID)
    one, other = read_manifest(built), read_manifest(said)
    assert one["config_digest"] == other["config_digest"] and one["shards"] == other["shards"]
    assert "card" not in one and other["card"] == SAID


def test_a_file_in_the_folder_is_taken_by_the_next_build_and_by_push(data):
    (data / WORDS).write_text("# mine\ntitle: By hand\n")
    assert verify(data).bad == []
    told: list[str] = []
    release = release_of(data, "user/name", note=told.append)
    card = release.contents[CARD]
    assert isinstance(card, bytes) and b"\n# By hand\n" in card
    assert release.contents[WORDS] == b"# mine\ntitle: By hand\n"
    assert any("card.yaml" in line for line in told) and verify(data).bad == []
    assert not renew_card(data)
    (data / WORDS).write_text("title: By hand again\n")
    made(data)
    assert "\n# By hand again\n" in (data / CARD).read_text()
    (data / WORDS).unlink()
    assert renew_card(data) and "By hand" not in (data / CARD).read_text()
    assert verify(data).bad == [] and "card" not in read_manifest(data)


def test_a_folder_that_holds_a_card_file_alone_is_built_in(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / WORDS).write_text("title: First\n")
    made(tmp_path / "data")
    assert "\n# First\n" in (tmp_path / "data" / CARD).read_text()


def test_a_card_that_other_hands_changed_is_not_written_over(data):
    (data / WORDS).write_text("title: By hand\n")
    card = data / CARD
    card.write_text(card.read_text() + "My own words.\n")
    with pytest.raises(Unsound, match=CARD):
        release_of(data, "user/name")
    assert card.read_text().endswith("My own words.\n")


def test_the_arm_of_a_study_follows_the_title(tmp_path):
    curriculum = plain_curriculum(family=["number_theory.gcd"], difficulty="1", size=20)
    arm = replace(curriculum, arm="F")
    build(arm, TEMPLATES["plain"], tmp_path / "F", "curricula generate", words={"title": "Mine"})
    assert "\n# Mine (F)\n" in (tmp_path / "F" / CARD).read_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_in_their_lines(built, tmp_path, text):
    calm = made(tmp_path / "calm", {**words(), "author": ["x"]})
    said = made(tmp_path / "said", words(text))
    card, usual = ((folder / CARD).read_text() for folder in (said, calm))
    assert shape(card) == shape(usual)
    assert len(card.splitlines()) == len(usual.splitlines())
    assert not LINK.search(card.split("\n---\n", 1)[1])
    head, same = head_of(card), head_of(usual)
    assert head.pop("pretty_name") == text.strip() and same.pop("pretty_name") == "x"
    assert head == same
    assert placed(card, "user/name").count("user/name") == usual.count("FOLDER")
    assert placed(placed(card, "user/name"), "FOLDER") == card
    assert verify(said).bad == []
    assert read_words(said) == words_of(words(text))


def words(text: str = "x") -> dict:
    links = {text: "https://a.b/c"}
    return {"title": text, "description": f"{text}\n\n{text}", "author": [text], "links": links}


def test_a_manifest_that_says_too_little_for_a_card_is_one_line(data):
    manifest = read_manifest(data)
    del manifest["config"]["draw_version"]
    (data / MANIFEST).write_text(sealed(manifest))
    (data / WORDS).write_text("title: By hand\n")
    with pytest.raises(DatasetError, match="does not say all that a card says"):
        renew_card(data)


def test_exports_beside_a_dataset_are_configs_of_its_card(data, tmp_path):
    export(str(data), "verl", tmp_path / "verl")
    release = with_exports(release_of(data, "user/name"), {"verl": tmp_path / "verl"})
    card = release.contents[CARD]
    assert isinstance(card, bytes)
    names = [entry["config_name"] for entry in head_of(card.decode())["configs"]]
    assert names == ["problems", "sft", "rl", "eval", "verl", "verl-eval", "verl-rl", "verl-sft"]
    assert b'\nverl_sft = load_dataset("user/name", "verl-sft")  # among the exports\n' in card
    for name, content in release.contents.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        held = content if isinstance(content, bytes) else content.read_bytes()
        (data / name).write_bytes(held)
    assert verify(data).bad == [] and release_of(data, "user/name").contents[CARD] == card
    (data / WORDS).write_text("title: By hand\n")
    assert renew_card(data) and verify(data).bad == []
    assert head_of((data / CARD).read_text())["configs"] == head_of(card.decode())["configs"]
    made(data)
    assert verify(data).bad == [] and "verl" in (data / CARD).read_text()
    elsewhere = card.replace(b"exports/verl/rl/train.parquet", b"exports/verl/rl/other.parquet")
    manifest = read_manifest(data)
    (data / CARD).write_bytes(elsewhere)
    (data / MANIFEST).write_text(resealed(manifest, CARD, elsewhere))
    assert "other files" in verify(data).bad[0]["reason"]


@pytest.mark.parametrize(
    "path",
    [
        "exports/../x",
        "exports/verl/../../x",
        "/etc/passwd",
        "exports/verl",
        "rl/x",
        "exports/a\\b/c",
    ],
)
def test_a_path_that_is_no_file_of_an_export_is_refused(data, path):
    manifest = read_manifest(data)
    (data / MANIFEST).write_text(sealed({**manifest, "exports": {path: {}}}))
    with pytest.raises(DatasetError, match="no file of an export"):
        read_manifest(data)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: &a [x]\nb: *a", "aliases"),
        ("title: !!python/object/apply:os.system [touch owned]", "not YAML"),
        ("title: x\ntitle: y", "there twice"),
        ("- x", "a mapping with title, description, author, links is needed, not a list"),
        ("name: x", "'name': no such field; there are title, description, author, links"),
        ("title: 3", "title: a text is needed, not a int"),
        ("title: [x]", "title: a text is needed"),
        (f"title: {'x' * 201}", "is no line of at most 200 signs"),
        ('title: "x\\ny"', "is no line of at most 200 signs"),
        ('title: "x\\u202ey"', "is no line of at most 200 signs"),
        ('description: "x\\u001b[31m"', "the sign \\u001b is not printed"),
        (f"description: {'x' * 20_001}", "20,001 signs"),
        (f"author: [{'x, ' * 51}]", "51 names"),
        ("links: [javascript:alert(1)]", "'javascript:alert(1)' is not a web address"),
        ("links: ['https://a.b/<x>']", "is not a web address"),
        ("links: ['https://a.b/ x']", "is not a web address"),
        ("links: {x: {y: z}}", "is not a web address"),
        (f"links: [{'https://a.b, ' * 21}]", "21 are there"),
        (f"# {'x' * 1_000_000}", "larger than 1,000,000 bytes"),
        (f"title: {'[' * 2_000}", "not YAML"),
    ],
)
def test_what_is_no_card_is_one_line(data, text, says):
    (data / WORDS).write_text(text)
    with pytest.raises(DatasetError) as told:
        read_words(data)
    assert says in str(told.value) and str(told.value).count(WORDS) == 1
    assert "\n" not in str(told.value)
    found = verify(data).bad
    assert [finding["file"] for finding in found] == [WORDS] and says in found[0]["reason"]
    with pytest.raises(DatasetError, match=WORDS):
        release_of(data, "user/name")


def test_a_card_file_that_is_a_link_or_a_pipe_is_refused(data, tmp_path):
    (tmp_path / "secret.yaml").write_text("title: secret\n")
    (data / WORDS).symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(DatasetError, match="leads out of the folder"):
        release_of(data, "user/name")
    (data / WORDS).unlink()
    os.mkfifo(data / WORDS)
    with pytest.raises(DatasetError, match="is no plain file"):
        made(data)
    assert [finding["reason"] for finding in verify(data).bad][0] == "is no plain file"


def test_options_that_are_no_words_are_refused_before_anything_is_written(tmp_path):
    done = run(*ASKED, "--out", str(tmp_path / "data"), "--link", "javascript:alert(1)")
    assert done.returncode == 1 and "is not a web address" in done.stderr
    assert done.stderr.count("\n") == 1 and not (tmp_path / "data").exists()
    with pytest.raises(DatasetError, match="title"):
        words_asked(None, {"title": "x" * 201})


def test_the_card_says_uses_limits_grading_and_contamination(built):
    card = (built / CARD).read_text()
    headings = [line for line in card.splitlines() if line.startswith("## ")]
    for due in ("## Uses and limits", "## How answers are graded", "## Contamination"):
        assert headings.count(due) == 1
    here = placed(card, "user/name")
    assert "`curricula grade COMPLETIONS.jsonl user/name`" in here and "FOLDER" not in here
