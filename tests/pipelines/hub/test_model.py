"""Trained checkpoints on the Hub: pushed by the real client to our own stand-in, loaded by the
unmodified transformers, with a card that tells no folder of this machine."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from curricula.names import TOP_FILES
from generators.errors import CurriculaError, TrainingError
from pipelines.dataset.manifest import read_manifest
from tests.pipelines.hub.hub_server import Repo
from tests.pipelines.hub.test_hub import finished, hub, refused, run, start  # noqa: F401
from tests.trained import QUICK, make_data, needs_training
from tests.trained import run as here

pytestmark = [pytest.mark.client, *needs_training]

NAME = "alice/chains"
LOAD = """
import sys
from transformers import AutoModelForCausalLM, AutoTokenizer
model = AutoModelForCausalLM.from_pretrained(sys.argv[1])
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
drawn = model.generate(**tokenizer("2 + 3", return_tensors="pt"), max_new_tokens=3)
print(model.config.model_type, drawn.shape[1] > 3)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make_data(tmp_path_factory.mktemp("model") / "data", style="terse")


@pytest.fixture(scope="module")
def trained(data) -> Path:
    """A run of SFT and RL, two updates each."""
    out = data.parent / "tiny-run"
    here("train", data, "--out", out, *QUICK)
    return out


@pytest.fixture
def copied(trained, tmp_path) -> Path:
    return Path(shutil.copytree(trained, tmp_path / "copied"))


def release(folder: Path, scratch: Path):
    from pipelines.hub.model_release import model_release

    return model_release(folder, NAME, scratch)


def test_a_run_is_a_model_that_transformers_loads(hub, run, start, trained, data):  # noqa: F811
    pushed = run("push", trained, NAME, "--tag", "v1")
    assert pushed.returncode == 0, pushed.stderr
    page, load = pushed.stdout.splitlines()
    assert page == f"{hub.url}/{NAME}"
    assert load == f'AutoModelForCausalLM.from_pretrained("{NAME}", revision="v1")'
    tree = hub.tree(NAME)
    assert tree["model.safetensors"][0] == (trained / "rl/model/model.safetensors").read_bytes()
    assert json.loads(tree["cell.json"][0])["stage"] == "rl"
    assert tree["report.html"][0].startswith(b"<!doctype html>")
    assert json.loads(tree["report.json"][0])["rows"]
    loaded = finished(start("-c", LOAD, NAME))
    assert loaded.returncode == 0 and loaded.stdout.endswith(" True\n"), loaded.stderr

    card = tree["README.md"][0].decode()
    digest = json.loads((data / "manifest.json").read_text())["digest"]
    assert card.count(f"`{digest}`") == 3  # SFT, RL and the evaluation
    assert read_manifest(data)["config"]["command"] in card
    head = yaml.safe_load(card.split("\n---\n")[0].removeprefix("---\n"))
    result = head["model-index"][0]["results"][0]["metrics"][0]
    assert result["type"] == "accuracy" and "95 % interval [" in result["name"]
    assert "| arm | stage | seeds | all |" in card and '"preset": "smoke"' in card
    for path, (content, _) in tree.items():
        assert str(trained.parent).encode() not in content, path

    again = run("push", trained, NAME)
    assert again.returncode == 0 and "all there already" in again.stderr, again.stderr
    staged = run("push", trained / "sft", NAME)
    assert staged.returncode == 0, staged.stderr
    later = hub.tree(NAME)
    assert json.loads(later["cell.json"][0])["stage"] == "sft"
    assert len(hub.repos[NAME].log) == 3


def test_what_is_no_model_of_this_program_is_not_written_over(hub, run, trained, data):  # noqa: F811
    hub.repos[NAME] = Repo(private=False)
    hub.repos[NAME].add("main", {"model.safetensors": (b"mine", True)}, "mine")
    refused(run("push", trained, NAME), "is taken by something that is not a model of this program")
    refused(run("push", trained, NAME, "--also", "verl"), "--also goes with a dataset", status=2)
    listed = run("push", trained, NAME, "--dry-run", "--json", token="")
    assert {"README.md", "cell.json", "model.safetensors", "report.html"} <= set(
        json.loads(listed.stdout)
    )
    assert not set(json.loads(listed.stdout)) & {*TOP_FILES[1:], "spec.json"}


def test_a_stage_that_was_not_evaluated_says_so(copied, tmp_path):
    for name in ("completions.parquet", "evaluation.json"):
        (copied / "sft" / name).unlink()
    shutil.rmtree(copied / "rl")
    made = release(copied, tmp_path / "scratch")
    card = made.contents["README.md"]
    assert isinstance(card, bytes) and b"This checkpoint was not evaluated." in card
    assert "report.html" not in made.contents and b"model-index" not in card


def test_paths_of_this_machine_are_not_told(copied, tmp_path):
    spec = copied / "rl" / "spec.json"
    said = json.loads(spec.read_text())
    said["settings"]["model"]["checkpoint"] = "/home/ann/secret/qwen"
    said["settings"]["rl"]["deepspeed"] = "~/ann/zero.json"
    spec.write_text(json.dumps(said))
    card = release(copied, tmp_path / "scratch").contents["README.md"]
    assert isinstance(card, bytes) and b"ann" not in card.replace(b"answer", b"")
    assert b"`qwen`, trained further" in card and b'"deepspeed": "zero.json"' in card


def test_a_run_of_a_stranger_is_text(copied, tmp_path):
    cell, spec = copied / "rl" / "cell.json", copied / "rl" / "spec.json"
    about, said = json.loads(cell.read_text()), json.loads(spec.read_text())
    hostile = "<script>x</script> | `y`\n```\n# z"
    about["device"], about["versions"] = hostile, {hostile: hostile, "curricula": "0.1.0"}
    said["settings"]["preset"] = hostile
    said["phases"][0][0] = f"/{hostile}"
    cell.write_text(json.dumps(about))
    spec.write_text(json.dumps(said))
    card = release(copied, tmp_path / "scratch").contents["README.md"]
    assert isinstance(card, bytes)
    body = card.decode().split("\n---\n", 1)[1]
    assert "\n# z" not in body and body.count("\n```") == 4
    assert "<script>" not in body.replace("\\<script>", "").split("```json")[0].replace("`", "")
    about["updates"] = [3]
    cell.write_text(json.dumps(about))
    with pytest.raises(TrainingError, match="is not as this program writes it"):
        release(copied, tmp_path / "again")


def test_links_and_folders_without_a_model_are_refused(copied, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (copied / "rl" / "model" / "vocab.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(TrainingError, match="leads out of the folder"):
        release(copied, tmp_path / "scratch")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CurriculaError, match="neither a dataset nor a run"):
        release(tmp_path / "empty", tmp_path / "scratch")
    (copied / "rl" / "cell.json").unlink()
    with pytest.raises(TrainingError, match="is not finished"):
        release(copied / "rl", tmp_path / "scratch")
