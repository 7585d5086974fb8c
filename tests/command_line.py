"""The command line in a process of its own, as a user calls it."""

import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parent.parent


def run(
    *arguments: str, cwd: Path = HOME, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "curricula", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(HOME), **environment},
    )
