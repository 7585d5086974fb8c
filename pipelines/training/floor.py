"""The floor: before RL, how often the best strategy already solves what RL will train on. At the
guess rate RL can reinforce only luck.

Measured on tiny models: where pass@1 stood at the guess rate, GRPO amplified lucky guesses, and
accuracy on easier problems went down too. Of fifteen starts of `tiny` or `small` below 0.4 three
fell to guessing (0.20, 0.26 and 0.35), one lost eight points, and eleven rose (0.17 to 0.40); above
it one has fallen, with the loss of DAPO (0.44).
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from curricula.working.read_completion import read_completion
from curricula.working.row_params import options_of
from generators.errors import TrainingError
from pipelines.evaluation.evaluate import balanced, forced_tries
from pipelines.evaluation.guessing import guess_rates
from pipelines.evaluation.intervals import wilson
from pipelines.evaluation.pass_at_k import guesses, pass_at_k
from pipelines.models.examples import begun, forced, type_of
from pipelines.models.model import Model
from pipelines.models.sampling import Generation, sample

PROMPTS, SAMPLES = 96, 8
WARNING = 0.4


class Floor(NamedTuple):
    """What was measured on RL prompts: pass@1 and pass@8 of the best strategy, averaged over types,
    with the interval of the former, the guess rate, and for each type the strategy that was best
    there (empty: sampling freely was)."""

    pass_1: float
    low: float
    high: float
    pass_8: float
    guess: float
    best: dict[str, str]
    prompts: int

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Floor":
        """The floor that was written down as `plain`."""
        return cls(**{name: value for name, value in plain.items() if name != "below"})

    @property
    def below(self) -> bool:
        """Whether it cannot be told from guessing."""
        return self.low <= self.guess

    def says(self) -> str:
        """One line with the numbers."""
        named = ", ".join(
            f"{strategy} on {name}" for name, strategy in self.best.items() if strategy
        )
        best = f" (best by type: {named})" if named else ""
        return (
            f"before RL, on {self.prompts} of its prompts: pass@1 {self.pass_1:.3f} "
            f"[{self.low:.3f}, {self.high:.3f}], pass@8 {self.pass_8:.3f}, guessing "
            f"{self.guess:.3f}{best}"
        )


def measure(
    model: Model,
    rows: list[dict[str, Any]],
    strategies: Sequence[str],
    limit: int,
    how: Mapping[str, Any],
    generation: Generation | None = None,
) -> Floor:
    """Sample RL prompts as RL will, freely and with every opening forced, and take each type's
    best."""
    generation = generation or Generation(how.get("temperature", 1.0), how.get("top_p", 1.0))
    chosen = balanced(rows, PROMPTS)
    rights: dict[str, dict[str, list[int]]] = {}
    tries = [*[(row, "") for row in chosen], *forced_tries(chosen, strategies)]
    prompts = [forced(row, strategy) if strategy else row["prompt"] for row, strategy in tries]
    drawn = sample(
        model,
        prompts,
        SAMPLES,
        limit,
        how.get("batch", 256),
        generation,
    )
    for (row, strategy), completions in zip(tries, drawn, strict=True):
        opened = begun(row, strategy) if strategy else ""
        right = sum(
            read_completion(completion.text, row, opened).verdict.correct
            for completion in completions
        )
        rights.setdefault(type_of(row), {}).setdefault(strategy, []).append(right)
    best = {name: best_strategy(by_strategy) for name, by_strategy in rights.items()}
    counts: list[int] = []
    for name, strategy in best.items():
        counts += rights[name][strategy]
    measured = dict(zip([row["problem_id"] for row in rows], guess_rates(rows), strict=True))
    options = [options_of(row) for row in chosen]
    guessed = [
        rate if known else measured[row["problem_id"]]
        for row, known, rate in zip(chosen, options, guesses(options, 1), strict=True)
    ]
    # the samples of one prompt are alike, so the interval counts prompts
    pass_1 = wilson(sum(counts) / SAMPLES, len(counts))
    pass_8 = sum(pass_at_k(SAMPLES, right, SAMPLES) for right in counts) / len(counts)
    return Floor(
        pass_1=pass_1.value,
        low=pass_1.low,
        high=pass_1.high,
        pass_8=pass_8,
        guess=float(sum(guessed) / len(guessed)),
        best=best,
        prompts=len(chosen),
    )


def best_strategy(rights: dict[str, list[int]]) -> str:
    """The strategy with the most right answers a problem."""
    return max(rights, key=lambda strategy: sum(rights[strategy]) / len(rights[strategy]))


def gate(floor: Floor, allow: bool, note: Any) -> None:
    """Raises TrainingError at the guess rate, unless it is allowed; notes a warning below 0.4."""
    if floor.below and not allow:
        raise TrainingError(
            f"{floor.says()}. That is the guess rate: RL would reinforce luck. Train SFT longer, "
            "or with a tail of harder problems, begin RL on easier ones, or go on all the same "
            "with --below-floor allow"
        )
    if floor.below or floor.pass_1 < WARNING:
        note(f"{floor.says()}; RL from so low a floor may collapse")
