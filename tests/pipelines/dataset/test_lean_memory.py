"""Workers are small: Arrow imports no pandas for them and keeps nothing that it freed."""

import os
import subprocess
import sys

import pytest

from curricula.request import plain_curriculum
from pipelines.dataset.engine import local_engine
from pipelines.dataset.lean_memory import POOL, lean_children
from pipelines.dataset.shards import Job
from pipelines.dataset.template import find_template
from tests.command_line import HOME

LATER = """
from pipelines.dataset.lean_memory import be_lean
be_lean()
import pyarrow, sys
assert "pandas" not in sys.modules
assert pyarrow.default_memory_pool().backend_name == "system"
import pandas
frame = pyarrow.table({"a": [1, 2]}).to_pandas()
assert list(pyarrow.Table.from_pandas(frame)["a"].to_pylist()) == [1, 2]
"""


def found_in_worker(job, item) -> tuple[bool, str]:
    import pyarrow

    pyarrow.array([item])
    return "pandas" in sys.modules, pyarrow.default_memory_pool().backend_name


def test_a_worker_has_no_pandas_and_gives_memory_back(tmp_path, monkeypatch):
    monkeypatch.delenv(POOL, raising=False)
    curriculum = plain_curriculum(1, "1", ["number_theory.gcd"], size=10)
    job = Job(curriculum, find_template("boxed"), tmp_path, "digest")
    with local_engine(job, 2) as engine:
        assert list(engine.each(found_in_worker, [1])) == [(False, "system")]
    assert POOL not in os.environ


def test_what_the_user_chose_stays(monkeypatch):
    monkeypatch.setenv(POOL, "mimalloc")
    with lean_children():
        assert os.environ[POOL] == "mimalloc"
    assert os.environ[POOL] == "mimalloc"


def test_pandas_may_still_be_used():
    pytest.importorskip("pandas")
    subprocess.run([sys.executable, "-c", LATER], check=True, cwd=HOME)
