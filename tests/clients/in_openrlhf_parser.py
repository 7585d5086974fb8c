"""Run in OpenRLHF's environment: what its own parser makes of a command line. Arguments: the
program, its arguments as JSON, answer.

The program is imported with stand-ins for the packages that need a GPU, and stopped when it has
read its arguments."""

import argparse
import json
import runpy
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from unittest.mock import MagicMock

ABSENT = (
    "vllm",
    "deepspeed",
    "ray",
    "flash_attn",
    "optree",
    "torchdata",
    "torchmetrics",
    "peft",
    "bitsandbytes",
)
program, arguments, answer = sys.argv[1], json.loads(sys.argv[2]), Path(sys.argv[3])


class Absent:
    """Finds a stand-in for a package that is not installed here."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if name.split(".")[0] in ABSENT else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> MagicMock:
        module = MagicMock(name=spec.name)
        module.__path__, module.__spec__ = [], spec
        return module

    def exec_module(self, module: MagicMock) -> None:
        """There is nothing to run."""


parse = argparse.ArgumentParser.parse_args


def parse_and_stop(self: argparse.ArgumentParser, *given: object, **more: object) -> None:
    answer.write_text(json.dumps(vars(parse(self, *given, **more)), default=str))  # type: ignore[arg-type]
    raise SystemExit(0)


sys.meta_path.append(Absent())  # type: ignore[arg-type]
argparse.ArgumentParser.parse_args = parse_and_stop  # type: ignore[method-assign]
sys.argv = [program, *arguments]
runpy.run_module(program, run_name="__main__", alter_sys=True)
