"""The order of the house: imports fall cli -> pipelines -> curricula -> generators, families stand alone, generators are pure."""

import ast
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("generators", "curricula", "pipelines", "cli")  # each may import itself and those before it
EXCEPTIONS = {("curricula/__main__.py", "cli"), ("curricula/house.py", "pipelines"), ("curricula/house.py", "cli")}
FILES = sorted(
    path.relative_to(ROOT).as_posix() for room in ROOMS for path in [*(ROOT / room).rglob("*.py"), ROOT / f"{room}.py"] if path.exists()
)
PURE = [file for file in FILES if file.startswith("generators/")]
HEAVY = {"torch", "numpy", "sympy", "datasets", "transformers", "trl", "pandas", "pyarrow", "huggingface_hub", "yaml", "jinja2", "click"}
IMPURE = {"os", "io", "random", "secrets", "time", "datetime", "socket", "subprocess", "threading", "urllib", "uuid", "tempfile", "shutil"}
DECIDING = ["expression", "form", "evaluation", "identity", "system", "functions", "deciding", "claim"]
EMPTY_NAMES = {"utils", "util", "common", "helpers", "helper", "base", "manager", "misc", "core"}


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text())


def imported(file: str) -> set[str]:
    """The modules that a file imports, wherever in it, those in a block for type checkers included."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            found.add(node.module or "")
    return found


def called(file: str) -> set[str]:
    return {node.func.id for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


@pytest.mark.parametrize("file", FILES)
def test_imports_fall(file):
    room = file.removesuffix(".py").split("/")[0]
    above = ROOMS[ROOMS.index(room) + 1 :]
    rising = {name for name in imported(file) if name.split(".")[0] in above and (file, name.split(".")[0]) not in EXCEPTIONS}
    assert not rising
    assert not {name for name in imported(file) if name.split(".")[0] in ("tests", "benchmarks")}


@pytest.mark.parametrize("file", PURE)
def test_generators_are_pure(file):
    roots = {name.split(".")[0] for name in imported(file)}
    assert roots <= sys.stdlib_module_names | {"generators"}
    catalog = {"sys", "importlib", "pathlib"} if file == "generators/catalog.py" else set()
    assert not roots & (IMPURE | {"sys", "importlib", "pathlib"}) - catalog
    assert not called(file) & {"eval", "exec", "compile", "open", "input", "print", "globals", "hash", "id"}


@pytest.mark.parametrize("file", PURE)
def test_a_family_imports_core_and_its_own_parts_only(file):
    _, *folders, _ = file.split("/")
    for name in imported(file):
        parts = name.split(".")
        if parts[0] != "generators" or not (ROOT / "generators" / parts[1] if len(parts) > 1 else ROOT / "nowhere").is_dir():
            continue
        if len(parts) == 2:  # from generators.algebra import _part
            names = [a.name for n in ast.walk(tree(file)) if isinstance(n, ast.ImportFrom) and n.module == name for a in n.names]
        else:
            names = [parts[2]]
        assert folders == [parts[1]] and all(part.startswith("_") for part in names), f"{file} imports {name}"


@pytest.mark.parametrize("name", DECIDING)
def test_no_float_decides(name):
    file = f"generators/{name}.py"
    assert not [node.value for node in ast.walk(tree(file)) if isinstance(node, ast.Constant) and isinstance(node.value, float)]
    assert "float" not in called(file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_says_what_it_is(file):
    assert Path(file).stem not in EMPTY_NAMES
    text = ast.get_docstring(tree(file))
    assert text or not tree(file).body, f"{file} opens without a sentence"


def loaded_by(code: str) -> list[str]:
    command = f"import sys, json; {code}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def test_every_family_loads_without_anything_heavy():
    loaded = loaded_by("from generators.catalog import family, names; [family(name) for name in names()]")
    assert not HEAVY & set(loaded) and "curricula" not in loaded and "pipelines" not in loaded


def test_the_library_loads_without_anything_heavy():
    assert not HEAVY & set(loaded_by("import curricula; curricula.grade, curricula.families, curricula.family"))


def test_dataset_rooms_do_not_load_torch():
    files = [file for file in FILES if file.startswith("pipelines/dataset/") or file == "cli.py"]
    assert not [file for file in files if {"torch", "transformers", "trl"} & {name.split(".")[0] for name in imported(file)}]
