"""Rejection sampling: of a model's own completions on prompts of RL those that are right, for it to
be trained on by SFT (RFT, Yuan et al. 2023, arXiv 2308.01825; several rounds of it are STaR's)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from curricula.working.read_completion import read_completion
from generators.errors import TrainingError
from pipelines.models.model import Model
from pipelines.models.sampling import sample_as_rl
from pipelines.models.settings import Settings

SAMPLES = 4  # completions of a prompt where the settings do not say


class Kept(NamedTuple):
    """The rows to train on, how many completions were drawn, and on how many prompts one was
    right."""

    rows: list[dict[str, Any]]
    drawn: int
    solved: int

    def told(self) -> str:
        """What was kept, in a line."""
        return (
            f"rejection sampling: {len(self.rows):,} different right completions of"
            f" {self.drawn:,}, on {self.solved:,} prompts"
        )

    def check(self, allow: bool) -> None:
        """Raises TrainingError where nothing is kept, unless that is allowed."""
        if not self.rows and not allow:
            raise TrainingError(
                f"rejection sampling: none of {self.drawn:,} completions is right, so there is"
                " nothing to train on. Draw more (rejection.samples), train SFT longer, or take"
                " easier prompts; --below-floor allow goes on with the model as it is"
            )

    def numbers(self) -> dict[str, int]:
        """The same for the log."""
        return {
            "rejection/drawn": self.drawn,
            "rejection/kept": len(self.rows),
            "rejection/solved": self.solved,
        }


def right_completions(
    model: Model,
    settings: Settings,
    rows: Sequence[dict[str, Any]],
    limit: int,
) -> Kept:
    """Draw as RL draws, on every prompt as many completions as `rejection.samples` says, and keep
    of each prompt the different ones that ended by themselves and are right."""
    samples = settings.rejection.get("samples", SAMPLES)
    drawn = sample_as_rl(model, settings, rows, samples, limit)
    kept: list[dict[str, Any]] = []
    solved = 0
    for row, completions in zip(rows, drawn, strict=True):
        ended = dict.fromkeys([each.text for each in completions if each.ended])
        right = [text for text in ended if read_completion(text, row).correct]
        solved += bool(right)
        kept += [{"prompt": row["prompt"], "completion": written(text, row)} for text in right]
    return Kept(kept, samples * len(rows), solved)


def written(text: str, row: dict[str, Any]) -> Any:
    """A completion as SFT takes it: a text behind a text, a message behind messages."""
    if isinstance(row["prompt"], str):
        return text
    return [{"role": "assistant", "content": text}]
