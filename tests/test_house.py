"""The order of the house: floors, rooms and what each may import; families stand alone; generators
are pure.
"""

import ast
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = (
    "generators",
    "curricula",
    "pipelines",
    "cli",
)  # each may import itself and those before it
ERRORS = "generators.errors"  # the tree of errors, which every room raises from
CLAIMS, ANSWERS = "generators.claims", "generators.answers"
SOLUTION = "generators.solution"  # what a step and a solution are, below their derivations
DERIVATIONS = "generators.derivations"
WRITING = "pipelines.writing"
DATASET, HUB, MODELS = "pipelines.dataset", "pipelines.hub", "pipelines.models"
EVALUATION, TRAINING = "pipelines.evaluation", "pipelines.training"
TEXT, GRADING, WORKING = "curricula.maths_text", "curricula.grading", "curricula.working"

# room -> the rooms of its own floor that it may import; the files beside the rooms are a room too
TABLE: dict[str, set[str]] = {
    ERRORS: set(),
    CLAIMS: set(),
    ANSWERS: {CLAIMS},
    SOLUTION: {CLAIMS},
    DERIVATIONS: {CLAIMS, SOLUTION},
    "generators": {CLAIMS, ANSWERS, SOLUTION, DERIVATIONS},
    "generators.laws": {
        *(CLAIMS, ANSWERS, SOLUTION, DERIVATIONS),
        *("generators", "generators.faults"),
    },
    "generators.faults": {CLAIMS, ANSWERS, SOLUTION, "generators"},
    "generators.families": {CLAIMS, SOLUTION, "generators"},
    "curricula": set(),
    "curricula.studies": {"curricula"},
    TEXT: set(),
    GRADING: {TEXT},
    WORKING: {TEXT, GRADING},
    WRITING: set(),
    DATASET: {WRITING},
    HUB: {DATASET, EVALUATION, TRAINING, "pipelines.report", WRITING},
    "pipelines.imports": {DATASET, WRITING},
    "pipelines.export": {DATASET, WRITING},
    MODELS: {DATASET},
    EVALUATION: {DATASET, MODELS},
    TRAINING: {DATASET, MODELS, EVALUATION},
    "pipelines.report": {DATASET, EVALUATION, WRITING},
    "pipelines.explore": {DATASET, EVALUATION, "pipelines.report"},
    "pipelines.commands": {
        *(DATASET, HUB, MODELS, EVALUATION, TRAINING),
        *("pipelines.imports", "pipelines.export", "pipelines.report", "pipelines.explore"),
    },
}
LAZY = {"curricula/__init__.py", "curricula/__main__.py", "curricula/house.py"}  # the front door
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for floor in FLOORS
    for path in [*(ROOT / floor).rglob("*.py"), ROOT / f"{floor}.py"]
    if path.exists()
)
READS_SOURCE = {  # of families
    "generators/catalog.py",
    "generators/claims/written.py",
    "generators/docstrings.py",
}
PURE = [file for file in FILES if file.startswith("generators/")]
HEAVY = {
    "torch",
    "numpy",
    "sympy",
    "datasets",
    "transformers",
    "trl",
    "pandas",
    "pyarrow",
    "huggingface_hub",
    "yaml",
    "jinja2",
    "pydantic",
    "click",
    "flask",
    "duckdb",
    "latex2mathml",
}
IMPURE = {
    "os",
    "io",
    "random",
    "secrets",
    "time",
    "datetime",
    "socket",
    "subprocess",
    "threading",
    "urllib",
    "uuid",
    "tempfile",
    "shutil",
}
DOMAINS = {path.parent.name for path in (ROOT / "generators" / "families").glob("*/*.py")}
EMPTY_NAMES = {"utils", "util", "common", "helpers", "helper", "base", "manager", "misc", "core"}


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text())


def imported(file: str) -> set[str]:
    """The modules that a file imports, those in a block for type checkers included."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            found |= {module_of(node.module or "", alias.name) for alias in node.names}
    return found


def module_of(package: str, name: str) -> str:
    """What `from package import name` imports: a module of ours, or a name in one."""
    path = ROOT / package.replace(".", "/") / name
    return f"{package}.{name}" if path.is_dir() or path.with_suffix(".py").exists() else package


def room_of(module: str) -> str:
    """The room of a module of ours: `generators.claims`, or `generators` beside the rooms."""
    floor, *inner = module.split(".")
    room = f"{floor}.{inner[0]}" if inner else floor
    return room if room in TABLE else floor


def ours(file: str) -> set[str]:
    return {name for name in imported(file) if name.split(".")[0] in FLOORS}


def module_named(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def called(file: str) -> set[str]:
    return {
        node.func.id
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


@pytest.mark.parametrize("file", [file for file in FILES if file not in LAZY])
def test_imports_fall(file):
    room = room_of(module_named(file))
    floor = FLOORS.index(room.split(".")[0])
    for name in ours(file) - {"curricula.house"}:
        other = room_of(name)
        below = FLOORS.index(name.split(".")[0]) < floor
        allowed = {room, ERRORS, *TABLE.get(room, TABLE)}
        assert below or other in allowed, f"{file} imports {name}"
    assert not {name for name in imported(file) if name.split(".")[0] in ("tests", "benchmarks")}


def test_every_folder_is_a_room():
    """A folder that no row of the table names has no place in the house."""
    folders = {file.rsplit("/", 1)[0].replace("/", ".") for file in FILES if "/" in file}
    inner = {f"generators.families.{domain}" for domain in DOMAINS} | {"pipelines.export.targets"}
    assert folders - inner - set(FLOORS) <= set(TABLE)


def test_no_file_imports_itself_over_others():
    """No circle of imports, whatever the rooms."""
    modules = {module_named(file): file for file in FILES}
    depth: dict[str, int] = {}

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join([*above[above.index(module) :], module])
        if module not in depth:
            for name in sorted(ours(modules[module]) & set(modules) - {module}):
                visit(name, (*above, module))
            depth[module] = 1

    for module in sorted(modules):
        if modules[module] not in LAZY:
            visit(module, ())


@pytest.mark.parametrize("file", PURE)
def test_generators_are_pure(file):
    roots = {name.split(".")[0] for name in imported(file)}
    assert roots <= sys.stdlib_module_names | {"generators"}
    files = {"sys", "importlib", "pathlib"} if file in READS_SOURCE else set()
    assert not roots & (IMPURE | {"sys", "importlib", "pathlib"}) - files
    never = {"eval", "exec", "open", "input", "print", "globals", "hash", "id"}
    assert not called(file) & (never if file in READS_SOURCE else {*never, "compile"})


@pytest.mark.parametrize("file", [file for file in PURE if "/families/" in file])
def test_a_family_imports_core_and_its_own_parts_only(file):
    home = module_named(file).rsplit(".", 1)[0]
    for name in ours(file):
        own = name.startswith(f"{home}._")
        assert own or room_of(name) in ("generators", SOLUTION, CLAIMS), f"{file} imports {name}"


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("generators/claims/")])
def test_no_float_decides(file):
    constants = [node.value for node in ast.walk(tree(file)) if isinstance(node, ast.Constant)]
    assert not [value for value in constants if isinstance(value, float)]
    assert "float" not in called(file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_says_what_it_is(file):
    assert Path(file).stem not in EMPTY_NAMES
    text = ast.get_docstring(tree(file))
    assert text or not tree(file).body, f"{file} opens without a sentence"


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def inside(node: ast.AST, kinds: type | tuple[type, ...]) -> bool:
    return any([isinstance(other, kinds) for other in ast.walk(node) if other is not node])


@pytest.mark.parametrize("file", FILES)
def test_a_comprehension_has_one_for_and_a_choice_two_ends(file):
    """What needs more is a loop, a function with a name, or itertools."""
    nodes = list(ast.walk(tree(file)))
    comprehensions = [node for node in nodes if isinstance(node, COMPREHENSIONS)]
    several = [node.lineno for node in comprehensions if len(node.generators) > 1]
    nested = [node.lineno for node in comprehensions if inside(node, COMPREHENSIONS)]
    choices = [node for node in nodes if isinstance(node, ast.IfExp)]
    chained = [node.lineno for node in choices if inside(node, ast.IfExp)]
    assert not (several or nested or chained), f"{file}: lines {several}, {nested}, {chained}"


def loaded_by(code: str) -> list[str]:
    names = "sorted({name.split('.')[0] for name in sys.modules})"
    command = f"import sys, json; {code}; print(json.dumps({names}))"
    run = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_every_family_loads_without_anything_heavy():
    loaded = loaded_by(
        "from generators.catalog import family, names; [family(name) for name in names()]"
    )
    assert not HEAVY & set(loaded) and "curricula" not in loaded and "pipelines" not in loaded


def test_the_library_loads_without_anything_heavy():
    assert not HEAVY & set(
        loaded_by("import curricula; curricula.grade, curricula.families, curricula.family")
    )


def test_dataset_rooms_do_not_load_torch():
    files = [file for file in FILES if file.startswith("pipelines/dataset/") or file == "cli.py"]
    assert not [
        file
        for file in files
        if {"torch", "transformers", "trl"} & {name.split(".")[0] for name in imported(file)}
    ]


def test_every_test_module_loads_without_the_trainers():
    """README's test command installs no extra `train`; a test that needs it is skipped there."""
    absent = ("accelerate", "peft", "ray", "s3fs", "torch", "transformers", "trl")
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    modules = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    code = f"""
import importlib, sys
import pytest
sys.modules.update(dict.fromkeys({absent}))
for module in {modules}:
    try:
        importlib.import_module(module)
    except pytest.skip.Exception:
        pass
    except ImportError as error:
        print(f"{{module}}: {{error}}")
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, ""), run.stderr[-2000:]
