"""The command `curricula`, also as `python -m curricula`. Its worker processes import this file
too, so that they find our own floors as it does."""

import os
import sys
from importlib import import_module

from curricula.house import HOME, take_own_floors

take_own_floors()

WITHOUT_DOCSTRINGS = 2  # Python's level of optimisation, as in -OO and PYTHONOPTIMIZE=2


def main() -> None:
    """Run the command line; exits with its status."""
    if sys.flags.optimize >= WITHOUT_DOCSTRINGS:
        run_with_docstrings()
    try:
        run = import_module("cli").main
    except ImportError as error:
        print(f"curricula: {error}; install the project again", file=sys.stderr)
        raise SystemExit(1) from None
    run()


def run_with_docstrings() -> None:
    """Run the same command in a Python that keeps docstrings, of which every help text is made."""
    paths = [str(HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}
    environment.pop("PYTHONOPTIMIZE", None)
    command = [sys.executable, "-m", "curricula", *sys.argv[1:]]
    os.execve(sys.executable, command, environment)


if __name__ == "__main__":
    main()
