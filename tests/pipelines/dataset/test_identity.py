"""The source of a family that is not built in belongs to a dataset: an edited one makes another."""

import json
import shutil
from pathlib import Path

import pytest

from generators.catalog import is_built_in, names
from pipelines.dataset.identity import sources_of
from pipelines.dataset.manifest import MANIFEST, read_manifest, sealed
from tests.command_line import run
from tests.pipelines.dataset.test_verify import OWN

NAME = "number_theory.odd_part"
OPTIONS = ("--family", NAME, "--strategies", "2", "--size", "40", "--out", "data")
FAMILY = OWN.replace("(50, 999)", "RANGE").replace(
    "from generators.family import", "from ._ranges import RANGE\nfrom generators.family import"
)


@pytest.fixture
def place(tmp_path) -> Path:
    """A folder with families/ and data/, made by the family there and a module beside it."""
    domain = tmp_path / "families" / "number_theory"
    domain.mkdir(parents=True)
    (domain / "odd_part.py").write_text(FAMILY)
    (domain / "_ranges.py").write_text("RANGE = (50, 999)\n")
    (domain / "_unused.py").write_text("NOTHING = 1\n")
    made = generate(tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path


def generate(place: Path, folder: str = "families"):
    return run("generate", *OPTIONS, "--family-dir", folder, cwd=place)


def test_built_in_families_need_no_digest():
    assert all(map(is_built_in, names())) and not is_built_in("number_theory.no_such")


def test_a_digest_is_of_the_file_and_of_what_it_imports(place):
    config = read_manifest(place / "data")["config"]
    assert list(config["families"]) == [NAME] and len(config["families"][NAME]) == 64
    assert config["command"].endswith("--family-dir families")
    assert "--family-dir families\n" in (place / "data" / "README.md").read_text()


@pytest.mark.parametrize("file", ["odd_part.py", "_ranges.py"])
def test_an_edited_family_is_another_configuration(place, file):
    source = place / "families" / "number_theory" / file
    before = source.read_text()
    source.write_text(before.replace("999", "1999") + "\n# edited\n")
    for lost in (False, True):
        if lost:
            next((place / "data" / "rl").glob("train*")).unlink()
        again = generate(place)
        assert again.returncode == 1
        assert again.stderr == (
            f"curricula: data was made by another source of {NAME} than is here now (its file or a"
            " module that it imports was edited); choose another folder, or remove this one\n"
        )
    source.write_text(before)
    mended = generate(place)
    assert mended.returncode == 0 and "data: 1 shards written, 4 kept" in mended.stderr
    assert run("verify", "data", "--family-dir", "families", cwd=place).returncode == 0


def test_a_module_that_it_does_not_import_and_another_way_to_it_change_nothing(place):
    (place / "families" / "number_theory" / "_unused.py").write_text("NOTHING = 2\n")
    again = generate(place, str(place / "families"))
    assert again.returncode == 0 and "0 shards written, 5 kept" in again.stderr, again.stderr


def test_rows_of_an_edited_family_are_decided_from_the_files_and_it_is_said(place):
    file = place / "families" / "number_theory" / "odd_part.py"
    file.write_text(FAMILY.replace("What is left of", "What remains of"))
    done = run("verify", "data", "--json", "--family-dir", "families", cwd=place)
    said = json.loads(done.stdout)
    assert done.returncode == 0, said["bad"][:2]
    assert "its source is not the one that made the dataset" in done.stderr
    assert "problems drawn again" not in said["counts"]
    assert "statement" in said["vouched"]["open"]["problems"]


def test_a_changed_row_of_a_users_family_is_found(place):
    from tests.pipelines.dataset.tampering import Tampered

    copy = Path(shutil.copytree(place / "data", place / "copy"))
    data = Tampered(copy)
    data.rows[3]["statement"] = data.rows[3]["statement"].replace("left", "lost")
    data.seal()
    done = run("verify", "copy", "--family-dir", "families", cwd=place)
    assert done.returncode == 3 and data.rows[3]["id"] in done.stdout
    assert "statement is" in done.stdout
    assert "statement is" not in run("verify", "copy", cwd=place).stdout


@pytest.mark.parametrize("families", [[], {"a b": "0" * 64}, {NAME: "0"}, {NAME: None}, 7])
def test_what_is_no_digest_is_refused(place, families):
    manifest = read_manifest(place / "data")
    manifest["config"]["families"] = families
    (place / "data" / MANIFEST).write_text(sealed(manifest))
    done = run("verify", "data", cwd=place)
    assert done.returncode == 3 and "the manifest is refused" in done.stdout


def test_a_source_that_is_no_module_of_its_package_is_not_looked_at():
    assert list(sources_of("generators.families.number_theory.gcd"))[0].endswith("gcd")
    assert sources_of("no.such.module") == {}
