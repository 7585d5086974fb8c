"""The command `curricula`, also as `python -m curricula`. Its worker processes import this file
too, so that they find our own floors as it does."""

import sys
from importlib import import_module

from curricula.house import take_own_floors

take_own_floors()


def main() -> None:
    """Run the command line; exits with its status."""
    try:
        run = import_module("cli").main
    except ImportError as error:
        print(f"curricula: {error}; install the project again", file=sys.stderr)
        raise SystemExit(1) from None
    run()


if __name__ == "__main__":
    main()
