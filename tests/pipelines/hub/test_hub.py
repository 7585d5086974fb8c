"""Pushing to the Hub and reading from it, with the real huggingface_hub and datasets clients
against our own stand-in of the Hub."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from curricula.request import plain_curriculum
from pipelines.dataset.build import build
from pipelines.dataset.manifest import describe, read_manifest, sealed
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from tests.command_line import HOME
from tests.pipelines.hub.hub_server import TOKENS, Fault, Hub, Repo

pytestmark = pytest.mark.client

NAME = "alice/gcd"
# the waits alone are shortened
SOON = (
    "import pipelines.hub.hub as hub, pipelines.dataset.hub_errors as errors; errors.WAIT = 0.02; "
)


def make(folder: Path, seed: int = 0, size: int = 60) -> Path:
    """A dataset of several shards."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("plan", "build"):
            patch.setattr(f"pipelines.dataset.{module}.SHARD", 10)
        curriculum = plain_curriculum(family=["number_theory.gcd"], difficulty="2", size=size)
        build(
            replace(curriculum, seed=seed),
            TEMPLATES["plain"],
            folder,
            "curricula generate --family number_theory.gcd",
        )
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("hub") / "data")


@pytest.fixture(scope="module")
def other(tmp_path_factory) -> Path:
    """Another dataset, with fewer shards."""
    return make(tmp_path_factory.mktemp("hub") / "other", seed=1, size=30)


@pytest.fixture
def hub():
    with Hub() as server:
        yield server


@pytest.fixture
def start(hub, tmp_path):
    """Starts Python as a user who is logged in as alice, with a home of the Hub's client that
    nobody else has."""

    def begin(*arguments: str, token: str = "hf_alice", **environment: str) -> subprocess.Popen:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HF_", "HUGGING"))
        }
        own = {
            **hub.environment(tmp_path / "home", token),
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "PYTHONPATH": str(HOME),
            "COLUMNS": "200",
        }
        return subprocess.Popen(
            [sys.executable, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**inherited, **own, **environment},
        )

    return begin


def finished(process: subprocess.Popen) -> subprocess.CompletedProcess:
    out, err = process.communicate(timeout=300)
    assert (
        not any(token in out + err for token in (*TOKENS, "hf_wrong")) and "Traceback" not in err
    ), err
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@pytest.fixture
def run(start):
    """Runs `curricula` to its end."""
    return lambda *arguments, setting="", **environment: finished(
        start("-c", SOON + setting + "import cli; cli.main()", *map(str, arguments), **environment)
    )


def rows_of(folder: Path, config: str) -> list[dict]:
    return [
        row
        for file in sorted((folder / config).glob("*.parquet"))
        for row in parquet.read_table(file).to_pylist()
    ]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def shards(folder: Path) -> dict[str, bytes]:
    return {
        name: content for name, content in contents(folder).items() if name.endswith(".parquet")
    }


def shards_there(hub: Hub, revision: str = "main", name: str = NAME) -> dict[str, bytes]:
    return {
        path: content
        for path, (content, _) in hub.tree(name, revision).items()
        if path.endswith(".parquet")
    }


def commits(hub: Hub, name: str = NAME) -> list[str]:
    return [message for _, message in hub.repos[name].log][1:]


def refused(result: subprocess.CompletedProcess, says: str, status: int = 1) -> None:
    """Ended with that status and one line that says this."""
    assert result.returncode == status and result.stderr.count("\n") == 1 and result.stdout == "", (
        result.stderr + result.stdout
    )
    assert says in result.stderr, result.stderr


LOAD = """
import json, sys
from datasets import load_dataset
name, revision, how, *configs = sys.argv[1:]
ids = {}
for config in configs:
    splits = load_dataset(name, config, revision=revision or None, streaming=how == "streaming")
    ids[config] = {split: [row["id"] for row in rows] for split, rows in splits.items()}
print(json.dumps(ids))
"""
CONFIGS = ("problems", "sft", "rl", "eval")


def ids_loaded(
    start, revision: str = "", how: str = "", configs: tuple[str, ...] = ("rl",)
) -> dict[str, list[str]]:
    """The ids that the unmodified `datasets` reads from the Hub, by config, sorted."""
    result = finished(start("-c", LOAD, NAME, revision, how, *configs))
    assert result.returncode == 0, result.stderr
    return {
        config: sorted(id for ids in splits.values() for id in ids)
        for config, splits in json.loads(result.stdout).items()
    }


def ids_of(folder: Path, configs: tuple[str, ...] = ("rl",)) -> dict[str, list[str]]:
    return {config: sorted(row["id"] for row in rows_of(folder, config)) for config in configs}


def test_a_push_is_one_commit_and_a_tag_that_datasets_loads_and_streams(hub, run, start, data):
    pushed = run("push", data, NAME, "--tag", "v1", "--message", "First")
    assert pushed.returncode == 0, pushed.stderr
    assert pushed.stdout == f'{hub.url}/datasets/{NAME}\nload_dataset("{NAME}", revision="v1")\n'
    assert (
        commits(hub) == ["First"]
        and hub.repos[NAME].tags == {"v1": hub.repos[NAME].refs["main"]}
        and not hub.repos[NAME].private
    )
    assert (
        shards_there(hub) == shards(data)
        and len(shards(data)) > 12
        and set(hub.puts.values()) == {1}
    )
    card = hub.tree(NAME)["README.md"][0].decode()
    assert (
        f'load_dataset("{NAME}", "sft")' in card
        and f"curricula verify {NAME}" in card
        and "FOLDER" not in card
    )
    assert (
        ids_loaded(start, "v1", "", CONFIGS)
        == ids_of(data, CONFIGS)
        == ids_loaded(start, "", "streaming", CONFIGS)
    )


def test_the_words_of_card_yaml_go_with_the_dataset_and_come_back(hub, run, data, tmp_path):
    copy = Path(shutil.copytree(data, tmp_path / "copy"))
    (copy / "card.yaml").write_text("title: By hand\nauthor: Ann\n")
    pushed = run("push", copy, NAME)
    assert pushed.returncode == 0 and "the card says what card.yaml says now" in pushed.stderr
    card = hub.tree(NAME)["README.md"][0].decode()
    assert "\n# By hand\n" in card and f'load_dataset("{NAME}")' in card
    assert run("pull", NAME, "mine").returncode == 0
    assert (tmp_path / "mine" / "card.yaml").read_text() == "title: By hand\nauthor: Ann\n"
    assert run("verify", NAME).returncode == 0
    (copy / "card.yaml").unlink()
    assert run("push", copy, NAME).returncode == 0
    assert "card.yaml" not in hub.tree(NAME)
    assert "By hand" not in hub.tree(NAME)["README.md"][0].decode()


POSED = (("rl", "train"), ("rl", "validation"), ("eval", "test"))
LOAD_EXPORTS = """
import sys
from datasets import get_dataset_config_names, load_dataset
name, *configs = sys.argv[1:]
print(sorted(get_dataset_config_names(name)))
for config in configs:
    splits = load_dataset(name, config)
    sizes = {split: len(rows) for split, rows in splits.items()}
    print(config, sizes, sorted(splits.column_names["train"])[:3])
"""


def rows_in(folder: Path, config: str, split: str) -> int:
    files = (folder / config).glob(f"{split}-*")
    return sum([parquet.read_metadata(file).num_rows for file in files])


def test_exports_for_other_trainers_are_configs_of_the_same_repository(hub, run, start, data):
    pushed = run("push", data, NAME, "--also", "verl,trl,openrlhf")
    assert pushed.returncode == 0, pushed.stderr
    paths = set(hub.tree(NAME))
    for path in (
        "verl/rl/train.parquet",
        "verl/reward.py",
        "trl/README.md",
        "openrlhf/rl/train.jsonl",
    ):
        assert f"exports/{path}" in paths
    told = finished(start("-c", LOAD_EXPORTS, NAME, "verl", "verl-sft", "trl", "rl"))
    assert told.returncode == 0, told.stderr
    names, verl, sft, trl, rl = told.stdout.splitlines()
    own = ["eval", "problems", "rl", "sft"]
    more = ["trl", "trl-eval", "trl-rl", "trl-sft", "verl", "verl-eval", "verl-rl", "verl-sft"]
    assert names == str(sorted(own + more))
    posed = {split: rows_in(data, config, split) for config, split in POSED}
    assert verl.startswith(f"verl {posed}") and "'ability', 'data_source', 'extra_info'" in verl
    assert trl.startswith(f"trl {posed}") and sft.startswith("verl-sft {'train': ")
    assert rl.startswith(f"rl {dict(list(posed.items())[:2])}")
    assert run("verify", NAME).returncode == 0
    assert "all there already" in run("push", data, NAME, "--also", "trl,verl,openrlhf").stderr


def test_exports_stay_with_a_copy_and_go_with_a_push_that_has_none(hub, run, data, tmp_path):
    assert run("push", data, NAME, "--also", "verl").returncode == 0
    assert run("pull", NAME, "mine").returncode == 0 and verify(tmp_path / "mine").bad == []
    assert run("push", "mine", NAME, "--also", "trl").returncode == 0
    targets = {path.split("/")[1] for path in hub.tree(NAME) if path.startswith("exports/")}
    assert targets == {"verl", "trl"}
    assert run("push", data, NAME).returncode == 0
    assert not [path for path in hub.tree(NAME) if path.startswith("exports/")]
    card = hub.tree(NAME)["README.md"][0].decode()
    assert "verl" not in card.split("\n## ")[0] and run("verify", NAME).returncode == 0
    file = tmp_path / "mine" / "exports" / "verl" / "reward.py"
    file.write_text(file.read_text() + "# more\n")
    found = verify(tmp_path / "mine").bad
    assert [finding["file"] for finding in found] == ["exports/verl/reward.py"]
    refused(run("push", data, NAME, "--also", "verl,tlr"), "no target is called 'tlr'", status=2)


def test_pushing_again_changes_nothing_and_another_dataset_replaces_the_whole(
    hub, run, start, data, other
):
    assert json.loads(run("push", data, NAME, "--tag", "v1", "--json").stdout)["changed"] is True
    again = run("push", data, NAME, "--tag", "v1", "--json")
    assert (
        json.loads(again.stdout)["changed"] is False
        and len(commits(hub)) == 1
        and "all there already" in again.stderr
    )
    assert run("push", other, NAME, "--tag", "v2").returncode == 0
    assert (
        shards_there(hub) == shards(other)
        and shards_there(hub, "v1") == shards(data)
        and len(commits(hub)) == 2
    )
    assert ids_loaded(start, "v1") == ids_of(data) and ids_loaded(start) == ids_of(other)
    before = len(hub.requests)
    refused(run("push", data, NAME, "--tag", "v2"), "has a tag v2 already, of other content")
    assert len(commits(hub)) == 2 and not any(
        "commit" in request for request in hub.requests[before:]
    )


def test_a_private_dataset_is_seen_with_the_token_only(hub, run, start, data):
    assert run("push", data, NAME, "--private").returncode == 0 and hub.repos[NAME].private
    assert ids_loaded(start) == ids_of(data)
    for command, token in ((["verify", NAME], ""), (["pull", NAME, "mine"], "hf_bob")):
        refused(
            run(*command, token=token, HF_HOME="other"),
            f"there is no dataset {NAME} on the Hub, or this token may not see it",
        )
    assert run("push", data, "alice/open").returncode == 0
    refused(run("push", data, "alice/open", "--private"), "is public")


def test_a_branch_and_a_pull_request_leave_main_alone(hub, run, data, other):
    assert run("push", data, NAME).returncode == 0
    pushed = run("push", other, NAME, "--revision", "dev")
    assert f'load_dataset("{NAME}", revision="dev")' in pushed.stdout, pushed.stderr
    asked = run("push", other, NAME, "--create-pr")
    assert (
        f'{hub.url}/datasets/{NAME}/discussions/1\nload_dataset("{NAME}", revision="refs/pr/1")'
        in asked.stdout
    ), asked.stderr
    assert shards_there(hub) == shards(data) and shards_there(hub, "dev") == shards_there(
        hub, "refs/pr/1"
    ) == shards(other)
    assert run("verify", NAME, "--revision", "refs/pr/1").returncode == 0
    hub.faults.append(Fault("POST .*/commit/", cut=True, late=True))
    refused(run("push", other, NAME, "--create-pr"), "cannot be reached")
    assert (
        len([ref for ref in hub.repos[NAME].refs if ref.startswith("refs/pr/")]) == 2
    )  # not tried again: none is opened twice


def test_a_parent_that_went_stale_is_looked_up_again(hub, run, data):
    assert run("push", data, NAME).returncode == 0

    def intrude() -> None:
        hub.repos[NAME].add(
            "main",
            {
                **hub.tree(NAME),
                "NOTES.md": (b"mine", False),
                "sft/train-00099-of-00100.parquet": (b"old", True),
            },
            "x",
        )

    hub.repos[NAME].add("main", {".gitattributes": hub.tree(NAME)[".gitattributes"]}, "emptied")
    hub.faults.append(Fault("POST .*/commit/main", deed=intrude))
    pushed = run("push", data, NAME)
    assert (
        pushed.returncode == 0
        and "somebody else changed the repository meanwhile; trying again" in pushed.stderr
    )
    assert hub.tree(NAME)["NOTES.md"][0] == b"mine" and shards_there(hub) == shards(data)


@pytest.mark.parametrize("status", [409, 412, 429, 500, 502, 503])
def test_refusals_that_pass_are_tried_again(hub, run, data, status):
    hub.faults += [
        Fault("POST .*/commit/", times=2, status=status),
        Fault("POST .*/tag/", times=1 if status != 409 else 0, status=status),
        Fault("GET /api/datasets/alice/gcd$", times=1, status=status),
    ]
    pushed = run("push", data, NAME, "--tag", "v1")
    assert pushed.returncode == 0, pushed.stderr
    assert (
        len(commits(hub)) == 1
        and "v1" in hub.repos[NAME].tags
        and pushed.stderr.count("trying again") == (4 if status != 409 else 3)
    )


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (503, "the Hub answered 503"),
        (412, "kept changing"),
        (429, "fewer requests"),
        (409, "the Hub answered 409"),
    ],
)
def test_refusals_that_do_not_pass_end_after_a_few_tries(hub, run, data, status, says):
    hub.faults.append(Fault("POST .*/commit/", times=1_000, status=status))
    result = run("push", data, NAME)
    assert result.returncode == 1 and says in result.stderr.splitlines()[-1] and commits(hub) == []
    assert sum("/commit/" in request for request in hub.requests) == 5
    hub.faults.clear()
    if status == 503:
        assert run("push", data, NAME).returncode == 0 and set(hub.puts.values()) == {
            1
        }  # what went up before is not sent again


def test_a_wait_that_the_hub_asks_for_is_bounded(hub, run, data):
    hub.faults.append(
        Fault("POST .*/commit/", times=1, status=429, headers={"Retry-After": "86400"})
    )
    assert "fewer requests" in run("push", data, NAME).stderr


def test_a_connection_cut_three_times_loses_and_doubles_nothing(hub, run, start, data):
    hub.faults += [
        Fault("PUT /large/", cut=True, after=1_000),
        Fault("PUT /large/", cut=True, after=5_000),
        Fault("POST .*/preupload/", cut=True),
        Fault("POST .*/commit/", cut=True, late=True),  # carried out, its answer lost
    ]
    pushed = run("push", data, NAME, "--tag", "v1")
    assert pushed.returncode == 0, pushed.stderr
    assert not any(fault.times for fault in hub.faults)
    assert (
        len(commits(hub)) == 1
        and set(hub.puts.values()) == {1}
        and shards_there(hub, "v1") == shards(data)
    )
    assert ids_loaded(start, "v1") == ids_of(data) and "X-Amz" not in pushed.stderr


def test_a_push_that_was_killed_goes_on_where_it_was(hub, run, start, data):
    victim = start("-m", "curricula", "push", str(data), NAME)
    hub.faults.append(Fault("POST .*/commit/", deed=victim.kill, status=503))
    victim.communicate(timeout=120)
    assert victim.returncode != 0 and commits(hub) == [] and shards_there(hub) == {}
    sent = len(hub.puts)
    hub.large.pop(next(iter(hub.large)))  # and one shard had not arrived
    assert run("push", data, NAME).returncode == 0
    assert (
        len(commits(hub)) == 1
        and shards_there(hub) == shards(data)
        and sum(hub.puts.values()) == sent + 1
    )


def test_two_pushes_at_a_time_do_not_mix(hub, start, data, other):
    both = [
        start("-c", SOON + "import cli; cli.main()", "push", str(folder), NAME)
        for folder in (data, other)
    ]
    results = [finished(process) for process in both]
    assert [result.returncode for result in results] == [0, 0], results
    assert shards_there(hub) in (shards(data), shards(other)) and len(commits(hub)) == 2
    for oid, _ in hub.repos[NAME].log[1:]:
        assert shards_there(hub, oid) in (shards(data), shards(other))


def test_the_same_push_twice_at_a_time_is_one_dataset(hub, start, data):
    both = [
        start("-c", SOON + "import cli; cli.main()", "push", str(data), NAME, "--tag", "v1")
        for _ in range(2)
    ]
    assert [finished(process).returncode for process in both] == [0, 0]
    assert len(commits(hub)) == 1 and shards_there(hub, "v1") == shards(data)


@pytest.mark.parametrize(
    ("name", "token", "says"),
    [
        (NAME, "", "not logged in to the Hub; run `hf auth login`, or set HF_TOKEN"),
        (NAME, "hf_wrong", "the Hub does not know this token"),
        (NAME, "hf_\u00e9\u00e8", "HF_TOKEN is not a token"),
        (NAME, "hf_alicereads", "this token may not write to alice/gcd"),
        ("alice/known", "hf_bob", "this token may not write to alice/known"),
        ("bob/gcd", "hf_alice", "the name belongs to bob"),
        (
            "alice/thesis",
            "hf_alice",
            "the name alice/thesis is taken by something that is not a dataset of this program",
        ),
    ],
)
def test_who_may_not_push_is_told_so_in_one_line(hub, run, data, name, token, says):
    for repo, file in (("alice/known", ".gitattributes"), ("alice/thesis", "thesis.tex")):
        hub.repos[repo] = Repo(private=False)
        hub.repos[repo].add("main", {file: (b"mine", False)}, "mine")
    before = {repo: len(found.log) for repo, found in hub.repos.items()}
    refused(run("push", data, name, token=token), says)
    assert {repo: len(found.log) for repo, found in hub.repos.items()} == before


def test_a_network_that_is_down_is_one_line(hub, run, data):
    hub.shutdown()
    hub.server_close()
    refused(run("push", data, NAME), "the Hub cannot be reached (")
    refused(run("pull", NAME, "mine"), "the Hub cannot be reached (")
    refused(run("verify", NAME), "the Hub cannot be reached (")
    refused(run("push", data, NAME, HF_HUB_OFFLINE="1"), "HF_HUB_OFFLINE is set")


def test_what_does_not_verify_is_not_pushed(hub, run, data, tmp_path):
    copy = Path(shutil.copytree(data, tmp_path / "copy"))
    file = next((copy / "rl").glob("train*"))
    file.write_bytes(file.read_bytes()[:-1])
    refused(run("push", copy, NAME), "does not verify, so nothing was uploaded", status=3)
    refused(run("push", data.parent, NAME), "is a study of")
    (tmp_path / "empty").mkdir()
    refused(run("push", tmp_path / "empty", NAME), "it has no manifest.json")
    refused(run("push", tmp_path / "nowhere", NAME), "does not exist", status=2)
    refused(run("push", data, "gcd"), "write user/name", status=2)
    refused(
        run("push", data, NAME, "--create-pr", "--tag", "v1"),
        "--create-pr goes with neither",
        status=2,
    )
    assert hub.requests == []


def test_a_dry_run_lists_what_would_go_and_reaches_for_nothing(hub, run, data):
    listed = run("push", data, NAME, "--dry-run", token="")
    assert (
        listed.returncode == 0
        and all(name in listed.stdout for name in contents(data))
        and hub.requests == []
    )
    assert set(json.loads(run("push", data, NAME, "--dry-run", "--json").stdout)) == set(
        contents(data)
    )


def test_tokens_are_neither_stored_nor_printed(hub, run, data, tmp_path):
    assert run("push", data, NAME).returncode == 0
    assert hub.tokens == {"hf_alice", ""}  # large files go to an address that is signed instead
    hub.faults.append(Fault("POST .*/preupload/", status=418, message="I know hf_alice"))
    hub.repos[NAME].add("main", {}, "emptied")
    refused(run("push", data, NAME), "I know (token)")
    everything = [*tmp_path.rglob("*"), *data.rglob("*")]
    assert not [path for path in everything if path.is_file() and b"hf_alice" in path.read_bytes()]
    assert not [
        path
        for repo in hub.repos.values()
        for tree in repo.trees.values()
        for path, (text, _) in tree.items()
        if b"hf_alice" in text
    ]


def test_files_that_the_repository_ignores_are_missed(hub, run, data):
    assert run("push", data, NAME).returncode == 0
    name = next(iter(shards(data)))
    hub.repos[NAME].add("main", {**hub.tree(NAME), ".gitignore": (name.encode(), False)}, "ignore")
    hub.tree(NAME).pop(name)
    refused(run("push", data, NAME), f"left out {name}")


def test_more_files_than_one_commit_takes_go_in_several(hub, run, data):
    pushed = run("push", data, NAME, setting="hub.ATOMIC = 5; ")
    assert pushed.returncode == 0, pushed.stderr
    assert (
        len(commits(hub)) == 2
        and shards_there(hub) == shards(data)
        and "manifest.json" in hub.tree(NAME)
    )
    refused(
        run("push", data, NAME, "--create-pr", setting="hub.ATOMIC = 5; "),
        "a pull request holds up to",
    )


def test_a_push_in_parts_that_was_cut_off_goes_on(hub, run, data):
    hub.faults += [Fault("POST .*/commit/"), Fault("POST .*/commit/", times=1_000, status=503)]
    assert run("push", data, NAME, setting="hub.ATOMIC = 5; ").returncode == 1
    assert shards_there(hub) == shards(data) and "manifest.json" not in hub.tree(NAME)
    hub.faults.clear()
    assert run("push", data, NAME, setting="hub.ATOMIC = 5; ").returncode == 0
    assert (
        len(commits(hub)) == 2
        and "manifest.json" in hub.tree(NAME)
        and set(hub.puts.values()) == {1}
    )


def test_a_connection_that_falls_silent_counts_as_broken(hub, run, data):
    hub.faults += [
        Fault("POST .*/preupload/", deed=lambda: time.sleep(4)),
        Fault("POST .*/commit/", deed=lambda: time.sleep(4)),
    ]
    pushed = run("push", data, NAME, setting="errors.SILENCE = 2.0; ")
    assert (
        pushed.returncode == 0 and "the connection to the Hub failed; trying again" in pushed.stderr
    )
    assert len(commits(hub)) == 1 and shards_there(hub) == shards(data)


def test_a_pull_gives_back_what_was_pushed(hub, run, data, other, tmp_path):
    assert (
        run("push", data, NAME, "--tag", "v1").returncode == 0
        and run("push", other, NAME).returncode == 0
    )
    pulled = run("pull", NAME, "mine", "--revision", "v1", "--json")
    said = json.loads(pulled.stdout)
    assert said["out"] == "mine" and said["files"] > 4 and said["bad"] == []
    assert contents(tmp_path / "mine") == {
        path: content
        for path, (content, _) in hub.tree(NAME, "v1").items()
        if path != ".gitattributes"
    }
    assert shards(tmp_path / "mine") == shards(data) and verify(tmp_path / "mine").bad == []
    assert (
        run("verify", NAME).returncode == 0
        and run("verify", NAME, "--revision", "v1", "--json").returncode == 0
    )
    assert run("push", "mine", "alice/copy").returncode == 0 and shards_there(
        hub, name="alice/copy"
    ) == shards(data)
    refused(run("pull", NAME, "mine"), "mine exists; name a new folder")
    refused(run("pull", NAME, "new", "--revision", "v9"), "has no such branch, tag or commit")
    refused(run("verify", NAME, "--revision", "v9"), "has no such branch, tag or commit")
    refused(run("verify", "mine", "--revision", "v1"), "a revision goes with a name on the Hub")
    refused(
        run("verify", "alice/nothing"),
        "there is no folder alice/nothing here; on the Hub: there is no dataset",
    )


def test_a_name_is_trained_and_evaluated_on_as_a_folder_is(hub, run, data, tmp_path):
    pytest.importorskip("trl")
    assert run("push", data, NAME).returncode == 0
    trained = run("train", NAME, "--preset", "smoke", "--below-floor", "allow", "--out", "run")
    assert trained.returncode == 0 and trained.stdout.startswith("sft: 5 updates"), trained.stderr
    evaluated = run("evaluate", "run", NAME, "--out", "again")
    assert evaluated.returncode == 0 and (tmp_path / "again" / "cell.json").is_file(), (
        evaluated.stderr
    )


def test_a_pull_that_was_cut_off_goes_on_where_it_was(hub, run, data, tmp_path):
    assert run("push", data, NAME).returncode == 0
    hub.faults.append(Fault("GET .*/resolve/.*/problems/", times=1_000, status=404))
    assert run("pull", NAME, "mine").returncode == 1 and not (tmp_path / "mine").exists()
    hub.faults.clear()
    hub.faults.append(Fault("GET .*/resolve/.*/problems/", cut=True))
    pulled = run("pull", NAME, "mine")
    assert pulled.returncode == 0 and verify(tmp_path / "mine").bad == [], pulled.stderr
    assert set(hub.gets) >= set(shards(data)) and set(hub.gets.values()) == {1}
    assert not list(tmp_path.glob(".*"))


def test_a_file_edited_on_the_hub_is_named(hub, run, data):
    assert run("push", data, NAME).returncode == 0
    name = next(iter(shards(data)))
    hub.repos[NAME].add("main", {**hub.tree(NAME), name: (b"PAR1", True)}, "edited")
    pulled = run("pull", NAME, "mine")
    assert pulled.returncode == 3 and pulled.stdout.startswith(
        f"{name}: is not the file that the manifest describes"
    )
    told = run("pull", NAME, "again", "--json")
    assert told.returncode == 3 and [each["file"] for each in json.loads(told.stdout)["bad"]] == [
        name
    ]
    assert run("verify", NAME).returncode == 3
    hub.tree(NAME).pop("manifest.json")
    hub.repos["alice/other"] = hub.repos[NAME]
    refused(run("pull", "alice/other", "new"), "is not a dataset of this program")


@pytest.mark.slow
def test_a_hundred_megabytes_in_ten_shards_survive_three_cuts(hub, run, start, tmp_path):
    folder = make(tmp_path / "large", size=50)
    files = sorted((folder / "problems").glob("*"))[:2] + sorted((folder / "sft").glob("*"))
    noise, manifest = random.Random(0), read_manifest(folder)
    files = [*files, *(path for path in sorted(folder.glob("*/*.parquet")) if path not in files)][
        :10
    ]
    for path in files:  # real rows, and ten megabytes before the footer, which nothing shortens
        data = path.read_bytes()
        end = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
        path.write_bytes(data[:end] + noise.randbytes(10_100_000) + data[end:])
    for entries in (manifest["files"], *(shard["files"] for shard in manifest["shards"].values())):
        entries.update(
            {
                name: describe(folder / name, said["rows"])
                for name, said in entries.items()
                if "rows" in said
            }
        )
    (folder / "manifest.json").write_text(sealed(manifest))
    assert len(files) == 10 and sum(map(len, shards(folder).values())) >= 100_000_000
    hub.faults += [
        Fault("PUT /large/", cut=True, after=n) for n in (1_000_000, 4_000_000, 9_000_000)
    ]
    pushed = run("push", folder, NAME, "--tag", "v1")
    assert pushed.returncode == 0, pushed.stderr
    assert (
        not any(fault.times for fault in hub.faults)
        and set(hub.puts.values()) == {1}
        and len(commits(hub)) == 1
    )
    assert shards_there(hub, "v1") == shards(folder)
    assert ids_loaded(start, "v1") == ids_of(folder)
    assert run("pull", NAME, "mine").returncode == 0 and shards(tmp_path / "mine") == shards(folder)


def test_the_lines_of_the_page_run(hub, run, start, tmp_path):
    page = (HOME / "docs" / "hub.md").read_text(encoding="utf-8")
    commands = [
        line
        for block in re.findall(r"```bash\n(.*?)```", page, re.DOTALL)
        for line in block.splitlines()
    ]
    assert sum(line.startswith("curricula ") for line in commands) >= 5
    for line in commands:
        if line.startswith("curricula "):
            result = run(*line.partition("  #")[0].replace("user/", "alice/").split()[1:])
            assert result.returncode == 0, f"{line}: {result.stderr}"
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        result = finished(start("-c", code.replace("user/", "alice/")))
        assert result.returncode == 0, f"{code}: {result.returncode}: {result.stderr}"
        assert result.stdout, code
