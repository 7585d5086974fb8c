"""The library and the command, in folders that hold modules called as ours are."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import curricula

ROOT = Path(__file__).parent.parent.parent
GRADE = "import curricula; print(curricula.grade('The answer is 6.', '6').correct)"
COMMAND = "import sys; from curricula.__main__ import main; sys.argv = ['curricula', {}]; main()"


@pytest.fixture(params=["module", "package"])
def foreign(request, tmp_path):
    """Writes a foreign module or package of a name into a folder, which tells where it is run."""

    def write(*names: str) -> Path:
        for name in names:
            file = tmp_path / f"{name}.py"
            if request.param == "package":
                file = tmp_path / name / "__init__.py"
                file.parent.mkdir()
            file.write_text("print('foreign code ran')\n")
        return tmp_path

    return write


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python started in a folder, which stands before our own on the path."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
    )


def test_foreign_modules_do_not_keep_the_library_from_grading(foreign):
    run = python(foreign("cli", "pipelines"), "-c", GRADE)
    assert (run.returncode, run.stdout, run.stderr) == (0, "True\n", "")


def test_a_foreign_generators_is_named_where_it_is_first_in_the_way(foreign):
    folder = foreign("generators")
    run = python(folder, "-c", "import curricula; print(curricula.__version__)")
    assert (run.returncode, run.stdout) == (0, f"{curricula.__version__}\n"), run.stderr
    for code in (
        GRADE,
        "import generators, curricula; curricula.generate",
        "from curricula import grade",
        "from curricula.grading.rewards import accuracy_reward",
        "from curricula.working.step_reward import step_reward",
    ):
        run = python(folder, "-c", code)
        last = run.stderr.splitlines()[-1]
        assert run.returncode == 1 and last.startswith("ImportError: curricula needs its own"), last
        assert str(folder / "generators") in last and "rename" in last and str(ROOT) in last


def test_a_program_keeps_its_own_modules(foreign):
    """The library never takes a name from the program that imports it."""
    run = python(foreign("cli", "pipelines"), "-c", f"{GRADE}; import cli, pipelines")
    assert run.stdout.splitlines() == ["True", *["foreign code ran"] * 2]


@pytest.mark.parametrize("command", [["-m", "curricula"], ["-c", COMMAND.format("'families'")]])
def test_the_command_runs_among_foreign_modules(foreign, command):
    folder = foreign("generators", "pipelines", "cli")
    words = ["families"] if command[0] == "-m" else []
    run = python(folder, *command, *words)
    assert run.returncode == 0 and "number_theory.gcd" in run.stdout, run.stderr
    assert "foreign code ran" not in run.stdout + run.stderr


def test_the_commands_worker_processes_run_among_foreign_modules(foreign):
    folder = foreign("generators", "pipelines", "cli")
    asked = ["--family", "number_theory.gcd", "--size", "40", "--workers", "2", "--out", "made"]
    run = python(folder, "-m", "curricula", "generate", *asked)
    assert run.returncode == 0 and "foreign code ran" not in run.stdout + run.stderr, run.stderr
    assert (folder / "made" / "manifest.json").is_file()


def test_the_processes_that_the_command_starts_run_among_foreign_modules(foreign):
    """As the cells of an experiment do, each a module of ours run by a Python of its own."""
    folder = foreign("generators", "pipelines", "cli")
    code = (
        "import os, subprocess, sys, curricula.__main__\n"
        "from curricula.house import child_environment\n"
        "for more in (child_environment(), {}):\n"
        "    run = [sys.executable, '-m', 'pipelines.commands.terminal']\n"
        "    environment = {**os.environ, **more}\n"
        "    done = subprocess.run(run, env=environment, capture_output=True, text=True)\n"
        "    print('foreign code ran' in done.stdout)\n"
    )
    run = python(folder, "-c", code)
    assert run.stdout.splitlines() == ["False", "True"], run.stdout + run.stderr


def test_every_name_is_there_listed_and_what_it_is_called():
    assert set(curricula.__all__) == {*curricula.MODULES, "__version__"}
    assert curricula.__all__ == sorted(curricula.__all__)
    assert set(curricula.__all__) <= set(dir(curricula)) and "__doc__" in dir(curricula)
    for name in curricula.__all__:
        value = getattr(curricula, name)
        if name != "__version__":
            assert value.__name__ == name and value.__module__ == curricula.MODULES[name]
            assert inspect.getdoc(value), name


def test_a_name_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(AttributeError, match=r"no attribute 'grades'; it has .*grade, "):
        curricula.grades  # noqa: B018
    with pytest.raises(ImportError, match="grades"):
        from curricula import grades  # noqa: F401  # type: ignore[attr-defined]


def test_names_need_neither_torch_nor_datasets():
    code = (
        "import sys, curricula; [getattr(curricula, name) for name in curricula.__all__];"
        "print({'torch', 'datasets', 'pyarrow', 'numpy', 'click', 'jinja2'} & set(sys.modules))"
    )
    run = python(ROOT, "-c", code)
    assert run.stdout == "set()\n", run.stderr
