"""Virtual environments of the clients: made on demand from pinned requirements, kept in .clients/
and reused while those are the same."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
PLACE = Path(os.environ.get("CURRICULA_CLIENTS", HOME / ".clients"))
PATIENCE = 1_200  # seconds for an installation


def python_of(name: str) -> Path:
    """The Python of a client's environment, installed where it is missing or its requirements
    changed. Fails where that fails.

    NAME.txt is installed with its dependencies, then NAME.alone.txt without them: clients that
    insist on packages for a GPU."""
    place = PLACE / name
    python, stamp = place / "bin" / "python", place / "installed"
    files = [file for file in (HERE / f"{name}.txt", HERE / f"{name}.alone.txt") if file.exists()]
    wanted = hashlib.sha256(
        "".join([sys.version, *(file.read_text() for file in files)]).encode()
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    called(sys.executable, "-m", "venv", "--clear", str(place))
    for file in files:
        called(
            str(python),
            "-m",
            "pip",
            "install",
            "-q",
            *(["--no-deps"] if ".alone" in file.name else []),
            "-r",
            str(file),
        )
    stamp.write_text(wanted)
    return python


def called(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stderr[-2_000:]}"


def run_in(
    name: str, script: str, *arguments: Path | str, cwd: Path, python: Path | None = None
) -> Any:
    """What tests/clients/SCRIPT writes as JSON to the file that is its last argument, run in the
    client's environment in `cwd`.

    Our packages come from this checkout, and without their dependencies: the grader needs none."""
    answer = cwd / f"{name}.json"
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        "PYTHONPATH": str(HOME),
        "HF_HOME": str(cwd / "home"),
        "HF_HUB_OFFLINE": "1",
        "OMP_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "CUDA_VISIBLE_DEVICES": "",
        "WANDB_MODE": "disabled",
    }
    done = subprocess.run(
        [str(python or python_of(name)), str(HERE / script), *map(str, arguments), str(answer)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-4_000:]
    return json.loads(answer.read_text())
