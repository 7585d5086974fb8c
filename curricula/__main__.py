"""The command `curricula`, also as `python -m curricula`."""

import sys
from importlib import import_module


def main() -> None:
    """Run the command line; exits with its status."""
    try:
        run = import_module("cli").main
    except ImportError as error:
        print(f"curricula: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    run()


if __name__ == "__main__":
    main()
