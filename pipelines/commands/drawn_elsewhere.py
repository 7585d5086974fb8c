"""Whether another process draws the same problems of a family: Python orders sets of texts, and
numbers objects, otherwise in each process, and no law that is tried in one can see it."""

import os
import subprocess
import sys
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

HASH_SEED = "PYTHONHASHSEED"


def digest_of(problems: Iterable[Any]) -> str:
    """One text for the params, keys and statements of problems."""
    drawn = [f"{one.params_text} {one.key.hex()} {one.statement}" for one in problems]
    return blake2b("\n".join(drawn).encode(), digest_size=16).hexdigest()


def digest_elsewhere(name: str, file: str, size: int, seed: int, limit: float) -> str:
    """The same digest from another process, of the first problems of each difficulty of the family
    in that file; empty where it cannot be had in that many seconds."""
    places = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    other = "2" if os.environ.get(HASH_SEED) == "1" else "1"
    command = [sys.executable, "-m", __name__, name, file, str(size), str(seed)]
    try:
        done = subprocess.run(
            command,
            env={
                **os.environ,
                HASH_SEED: other,
                "PYTHONPATH": os.pathsep.join(filter(None, places)),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    said = done.stdout.split() if done.returncode == 0 else []
    return said[-1] if said else ""  # behind what the family's own modules print


def main(name: str, file: str, size: str, seed: str) -> None:
    from generators import catalog
    from generators.laws import Sample

    catalog.add_file(file)
    print(digest_of(Sample(catalog.family(name), int(size), int(seed)).each_problem()))


if __name__ == "__main__":
    main(*sys.argv[1:])
