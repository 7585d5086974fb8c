"""GRPO whose updates are filled with groups that teach something.

A group all of whose completions earn the same, all right or all wrong, has no advantage and moves
nothing. Dynamic sampling (DAPO, arXiv 2503.14476) asks other prompts in the place of such groups,
again and again, so that each update has as many groups that differ as it can get. What is logged of
an update speaks of its first draw, on prompts that nobody chose; its tokens count all draws.
"""

from itertools import chain
from random import Random
from typing import Any

import torch
from torch.nn.functional import pad

from pipelines.training.prompts_in_order import OrderedGRPOTrainer

EVEN = 1e-6  # advantages up to this size are those of equal rewards
ON_THE_LEFT = ("prompt_ids", "prompt_mask")  # prompts end, completions begin, at one column
TOKENS = ("prompt_ids", "completion_ids")
COUNTS_ALL_DRAWS = "num_tokens"


class FilledGRPOTrainer(OrderedGRPOTrainer):
    """TRL's trainer, which draws up to `redraws` times other prompts in the place of groups whose
    completions all earn the same. It knows one process only."""

    def __init__(self, *, redraws: int, **options: Any) -> None:
        super().__init__(**options)
        self.redraws = redraws

    def _generate_and_score_completions(self, inputs: list[dict[str, Any]]) -> dict[str, Any]:
        batch = super()._generate_and_score_completions(inputs)
        logged = {name: list(values) for name, values in self._metrics["train"].items()}
        args: Any = self.args
        tokenizer: Any = self.processing_class
        size: int = args.num_generations
        for redraw in range(self.redraws):
            even = even_groups(batch["advantages"], size)
            if not even:
                break
            prompts = self.other_prompts(len(even), redraw)
            others = list(chain.from_iterable([[prompt] * size for prompt in prompts]))
            drawn = super()._generate_and_score_completions(others)
            unused = set(even_groups(drawn["advantages"], size))
            useful = [group for group in range(len(even)) if group not in unused]
            # those that are left over stay in the batch, where they move nothing
            places = dict(zip(even, useful, strict=False))
            batch = with_groups(batch, drawn, places, size, tokenizer.pad_token_id)
        left = even_groups(batch["advantages"], size)
        tokens = self._metrics["train"].get(COUNTS_ALL_DRAWS)
        self._metrics["train"].clear()
        self._metrics["train"].update(logged)
        if tokens:
            self._metrics["train"][COUNTS_ALL_DRAWS] = tokens
        groups = len(batch["advantages"]) // size
        self._metrics["train"]["groups/even_after_redraws"].append(len(left) / groups)
        return batch

    def other_prompts(self, number: int, redraw: int) -> list[dict[str, Any]]:
        """Prompts that the seed, the update and the redraw choose, so that a training that is gone
        on with takes those that it would have taken."""
        rows: Any = self.train_dataset
        chance = Random(f"{self.args.seed} {self.state.global_step} {redraw}")
        return [rows[chance.randrange(len(rows))] for _ in range(number)]


def even_groups(advantages: torch.Tensor, size: int) -> list[int]:
    """The groups of a batch all of whose completions earn the same."""
    largest = advantages.view(-1, size).abs().amax(dim=1)
    return torch.nonzero(largest <= EVEN).flatten().tolist()


def with_groups(
    batch: dict[str, Any], drawn: dict[str, Any], places: dict[int, int], size: int, blank: int
) -> dict[str, Any]:
    """The batch with groups of another one in the places of its own; `places` says which go where.
    `blank` is the token that fills texts up."""
    if not places:
        return batch
    rows = torch.arange(size)
    ours = torch.cat([place * size + rows for place in places])
    theirs = torch.cat([group * size + rows for group in places.values()])
    merged = dict(batch)
    for name, values in batch.items():
        if not isinstance(values, torch.Tensor) or not values.dim():
            continue
        here, there = values, drawn[name]
        if values.dim() > 1:
            filling = blank if name in TOKENS else 0
            width = max(here.shape[1], there.shape[1])
            here = widened(here, width, filling, name in ON_THE_LEFT)
            there = widened(there, width, filling, name in ON_THE_LEFT)
        merged[name] = here.index_copy(0, ours.to(here.device), there[theirs.to(there.device)])
    merged["num_items_in_batch"] = merged["completion_mask"].sum()
    return merged


def widened(values: torch.Tensor, width: int, filling: int, on_the_left: bool) -> torch.Tensor:
    """Rows filled up to a width."""
    missing = width - values.shape[1]
    return pad(values, (missing, 0) if on_the_left else (0, missing), value=filling)
