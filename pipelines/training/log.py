"""The log of a training: one JSON object a logged update, kept through interruptions."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from pipelines.dataset.whole_files import write_whole
from pipelines.models.device import rank


class Log(TrainerCallback):
    """Appends what TRL logs to a file, each line with its update. A resumed training drops the
    lines behind its checkpoint, and writes the same ones again but for what the trainer sums up
    since it was started: `num_tokens`, `train_loss`, times, and an average over updates of which
    some lie before the checkpoint (none, where save_steps is a multiple of logging_steps)."""

    def __init__(self, path: Path, progress: Any = None, phase: str = "") -> None:
        self.path, self.progress, self.phase = path, progress, phase

    def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        if rank():
            return
        kept = [
            line
            for line in read_log(self.path)
            if line["phase"] != self.phase or line["step"] <= state.global_step
        ]
        write_whole(self.path, "".join(json.dumps(line) + "\n" for line in kept))

    def on_log(
        self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **more: Any
    ) -> None:
        if rank() or not logs:
            return
        numbers = {name: value for name, value in logs.items() if isinstance(value, (int, float))}
        self.write(state.global_step, numbers)

    def write(self, step: int, numbers: Mapping[str, float]) -> None:
        """Append a line."""
        line = json.dumps({"step": step, "phase": self.phase, **numbers})
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        if self.progress and not rank():
            self.progress(state.global_step, state.max_steps)


def read_log(path: Path) -> list[dict[str, Any]]:
    """The lines of a log, a last one that was cut off left out."""
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        try:
            entries.append(json.loads(line))
        except ValueError:
            continue
    return entries
