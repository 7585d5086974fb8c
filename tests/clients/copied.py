"""Runs the lines of a page as its readers do, in a client's environment; only the address of the
served model is another."""

import os
import subprocess
from pathlib import Path

from tests.clients.environment import HOME, python_of

SERVED = "http://localhost:8000/v1"


def run_lines(
    name: str, lines: str, cwd: Path, served: str = SERVED, language: str = "bash"
) -> str:
    """What the lines print, run in `cwd` with a client's environment first on the path and another
    place of the served model."""
    python = python_of(name)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(HOME),
        "HF_HOME": str(cwd / "home"),
        "HF_HUB_OFFLINE": "1",
        "COLUMNS": "200",
    }
    command = ["bash", "-euo", "pipefail", "-c"] if language == "bash" else [str(python), "-c"]
    text = lines.replace(SERVED, served)
    done = subprocess.run(
        [*command, text], capture_output=True, text=True, cwd=cwd, env=environment, timeout=300
    )
    assert done.returncode == 0, f"{text}\n{done.stdout[-3_000:]}{done.stderr[-3_000:]}"
    return done.stdout
