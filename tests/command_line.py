"""The command line: in a process of its own, as a user calls it, and in this one, which saves the
start where a test is not about the process."""

import contextlib
import io
import os
import subprocess
import sys
import warnings
from pathlib import Path
from unittest import mock

import cli
from generators import catalog

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


def run_here(
    *arguments: str | Path, cwd: Path = HOME, stdin: str | None = None
) -> subprocess.CompletedProcess:
    """The same in this process, where folders of families that other tests added are unknown."""
    words = ["curricula", *map(str, arguments)]
    printed, told, status = io.StringIO(), io.StringIO(), 0
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(told),
        mock.patch.object(sys, "argv", words),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO((stdin or "").encode()))),
        mock.patch.object(cli.Stop, "listen", lambda stop: None),
        mock.patch.object(catalog, "_folders", []),
        warnings.catch_warnings(),
    ):
        try:
            cli.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
    return subprocess.CompletedProcess(words, status, printed.getvalue(), told.getvalue())
