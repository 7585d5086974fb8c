"""croissant.json names every file and every column; mlcroissant, in an environment of its own,
validates it and reads every row by it."""

import json
from fnmatch import fnmatch

import pytest

from pipelines.dataset.schema import CONFIGS
from tests.clients.environment import run_in
from tests.pipelines.dataset.test_dataset import make, rows_of


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("croissant") / "data"
    make(folder)
    return folder


def present(built):
    """The configs that the dataset has; a plain one has no base stage."""
    return [config for config in CONFIGS if (built / config).is_dir()]


def test_it_names_every_file_and_every_column(built):
    said = json.loads((built / "croissant.json").read_text())
    patterns = [files["includes"] for files in said["distribution"]]
    shards = [path.relative_to(built).as_posix() for path in built.glob("*/*.parquet")]
    assert all(sum(fnmatch(shard, pattern) for pattern in patterns) == 1 for shard in shards)
    columns = {
        part["@id"]: [column["@id"].split("/")[1] for column in part["field"]]
        for part in said["recordSet"]
    }
    assert columns == {config: list(CONFIGS[config]) for config in present(built)}
    assert str(built) not in json.dumps(said) and "datePublished" not in said


@pytest.mark.client
def test_mlcroissant_validates_it_and_reads_every_row(built, tmp_path):
    said = run_in("croissant", "in_croissant.py", built, cwd=tmp_path)
    assert said["errors"] == [] and list(said["ids"]) == present(built)
    for config in present(built):
        assert said["ids"][config] == sorted(row["id"] for row in rows_of(built, config))
