"""A dataset written in parts by several processes, as on a cluster, and what status says of it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from curricula.request import plain_curriculum
from generators.errors import RequestError
from pipelines.dataset.build import LOCK, build, only_builder
from pipelines.dataset.manifest import BUILD, MANIFEST
from pipelines.dataset.ray_engine import check_address, ray_engine
from pipelines.dataset.status import status_of
from pipelines.dataset.storage import Folder
from pipelines.dataset.template import find_template
from tests.command_line import HOME
from tests.command_line import run_here as run
from tests.pipelines.dataset.test_dataset import contents

ASKED = ("generate", "--family", "number_theory.gcd", "--strategies", "1", "--size", "200")
PAGE = HOME / "docs" / "cluster.md"


def generate(folder: Path, *options: str) -> subprocess.CompletedProcess:
    return run(*ASKED, "--out", str(folder), *options)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    assert generate(folder).returncode == 0
    return folder


@pytest.fixture
def begun(tmp_path) -> Path:
    done = generate(tmp_path / "data", "--shards", "1-2")
    assert done.returncode == 0 and "2 shards written, 0 kept; 2 of 5 are there" in done.stderr
    return tmp_path / "data"


def counts(folder: Path) -> list[int]:
    found = status_of(folder)
    return [len(names) for names in (found.there, found.missing, found.stale)]


def test_parts_written_at_once_make_the_same_dataset(begun, built):
    command = [sys.executable, "-m", "curricula", *ASKED, "--out", str(begun)]
    jobs = [
        subprocess.Popen(
            [*command, "--shards", numbers, "--workers", workers],
            cwd=HOME,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for numbers, workers in (("0-1", "1"), ("3", "1"), ("4-99", "2"))
    ]
    assert [job.wait() for job in jobs] == [0, 0, 0]
    assert not (begun / MANIFEST).exists() and counts(begun) == [5, 0, 0]
    done = generate(begun)
    assert done.returncode == 0 and "0 shards written, 5 kept" in done.stderr
    assert contents(begun) == contents(built)
    again = generate(begun, "--shards", "0-1")
    assert again.returncode == 0 and "0 shards written, 5 kept" in again.stderr
    assert contents(begun) == contents(built)


def test_the_plan_is_kept(begun):
    plan = begun / BUILD / "plan.npy"
    before = plan.stat().st_ino
    assert generate(begun, "--shards", "0").returncode == 0 and plan.stat().st_ino == before
    (begun / BUILD / "plan.json").write_text("{")
    assert generate(begun, "--shards", "3").returncode == 0 and counts(begun) == [4, 1, 0]


def test_a_state_that_is_not_of_this_build_is_made_again(begun, built):
    """Whoever wrote it: another plan, addresses of no source, entries that are none, a pipe."""
    state = begun / BUILD
    said = json.loads((state / "plan.json").read_text())
    said["shards"][0][-1] -= 1
    (state / "plan.json").write_text(json.dumps(said))
    entry = sorted(state.glob("*.shard.json"))[0]
    content = json.loads(entry.read_text())
    content[entry.name.removesuffix(".shard.json")]["counts"][0][2] = []
    entry.write_text(json.dumps(content))
    (state / "eval-test-00000-of-00001.shard.json").write_text("[" * 50_000)
    os.mkfifo(state / "rl-validation-00000-of-00001.shard.json")
    assert generate(begun).returncode == 0 and contents(begun) == contents(built)


def test_a_plan_of_no_source_is_told(begun):
    plan = begun / BUILD / "plan.npy"
    addresses = np.load(plan)
    addresses["source"][-1] = 7
    np.save(plan, addresses)
    done = generate(begun)
    assert done.returncode == 1 and "the plan of this build was changed" in done.stderr


def test_status_tells_shards_apart(begun, built):
    found = status_of(begun)
    assert counts(begun) == [2, 3, 0]
    assert not found.is_finished and not found.is_built_now and not found.foreign
    with open(begun / "problems" / f"{found.there[0]}.parquet", "ab") as file:
        file.write(b"more")
    (begun / "problems" / "mine.parquet").touch()
    (begun / BUILD / "rl-train-00007-of-00009.shard.json").write_text("{}")
    assert counts(begun) == [1, 3, 1]
    foreign = ["problems/mine.parquet", f"{BUILD}/rl-train-00007-of-00009.shard.json"]
    assert status_of(begun).foreign == foreign
    with only_builder(Folder(begun)):
        assert status_of(begun).is_built_now
    done = run("status", str(begun))
    assert done.returncode == 0 and "5 shards: 1 there, 3 missing, 1 stale" in done.stdout
    said = json.loads(run("status", str(built), "--json").stdout)
    assert said["is_finished"] and len(said["there"]) == 5 and not said["missing"]


def test_what_goes_on_is_the_command_that_status_tells(begun, built):
    command = run("status", str(begun)).stderr.strip().partition("to go on: curricula ")[2]
    assert run(*command.split()).returncode == 0
    assert contents(begun) == contents(built) and not (begun / LOCK).exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--shards", "x"), "neither a number of a shard nor a range"),
        (("--shards", "3-1"), "neither a number of a shard nor a range"),
        (("--shards", "-1"), "neither a number of a shard nor a range"),
        (("--shards", "0", "--seed", "9"), "curriculum.seed is '0', not '9'"),
    ],
)
def test_what_is_no_range_or_another_dataset_is_one_line(begun, options, says):
    done = generate(begun, *options)
    assert done.returncode in (1, 2) and says in done.stderr and done.stderr.count("\n") == 1


def test_a_finished_dataset_that_was_changed_is_mended_as_a_whole(built, tmp_path):
    folder = Path(shutil.copytree(built, tmp_path / "data"))
    next((folder / "rl").glob("train*")).write_bytes(b"")
    done = generate(folder, "--shards", "0")
    assert done.returncode == 1 and "without --shards mends it" in done.stderr
    assert not (folder / BUILD).exists()
    assert generate(folder).returncode == 0 and contents(folder) == contents(built)


def test_the_recipe_for_slurm_runs(tmp_path):
    """With an sbatch that runs the tasks of an array at once, and what depends on them last."""
    script = re.search(r"```bash\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert script is not None
    lines = script[1].replace("generate --difficulty 1-5 --size 450000", " ".join(ASKED))
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "curricula").write_text(f'#!/bin/sh\nexec {sys.executable} -m curricula "$@"\n')
    (bin / "sbatch").write_text(
        "#!/bin/bash\n"
        'if [ "$1" = --parsable ]; then\n'
        "  for n in 0 1; do SLURM_ARRAY_TASK_ID=$n SLURM_CPUS_PER_TASK=1 bash $2 >&2 & done\n"
        "  wait; echo 17\n"
        'else [ "$1" = --dependency=afterok:17 ] && bash -c "$3"; fi\n'
    )
    for file in bin.iterdir():
        file.chmod(0o755)
    environment = {**os.environ, "PATH": f"{bin}:{os.environ['PATH']}", "PYTHONPATH": str(HOME)}
    done = subprocess.run(
        ["bash", "-ec", lines], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "0 shards written, 5 kept" in done.stderr and (tmp_path / "data" / MANIFEST).exists()


def test_status_of_a_hostile_folder_is_one_line(tmp_path):
    state = tmp_path / BUILD
    state.mkdir()
    for config in ("[]", "{", '{"curriculum": 7}', "[" * 99_999):
        (state / "config.json").write_text(config)
        (state / "plan.json").write_text('{"shards": [[9, "\\u001b", 0, 1, 0, 1]]}')
        (state / "rl-\x1b-00000-of-00001.shard.json").write_text("7")
        done = run("status", str(tmp_path))
        assert "\x1b" not in done.stdout + done.stderr and "fault of" not in done.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--engine", "other"), "neither local nor ray"),
        (("--address", "a:1"), "--address goes with --engine ray"),
    ],
)
def test_an_engine_that_is_none_is_one_line(tmp_path, options, says):
    done = generate(tmp_path / "data", *options)
    assert done.returncode == 2 and says in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_where_nobody_answers_there_is_no_ray():
    with pytest.raises(RequestError, match="there is no Ray"):
        check_address("127.0.0.1:1")
    for address in (None, "auto", "local"):
        check_address(address)


def test_without_ray_its_engine_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    curriculum = plain_curriculum(1, family=["number_theory.gcd"], size=20)
    template = find_template("boxed")
    with pytest.raises(RequestError, match=r"extra \[ray\]"):
        build(
            curriculum,
            template,
            tmp_path / "data",
            "curricula generate",
            engine=lambda job: ray_engine(job, 1, None),
        )
