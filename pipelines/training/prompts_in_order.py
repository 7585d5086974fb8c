"""GRPO whose prompts come in the same order whether it was stopped or not.

TRL draws the order of each epoch from one generator that goes on from epoch to epoch; a training
that is gone on with begins with a new generator, and so would see the first epoch's order again.
Here the order depends on the epoch alone, and is that of a training which was never stopped.
"""

from collections.abc import Callable, Iterator
from typing import Any

import torch
from trl.trainer.grpo_trainer import GRPOTrainer
from trl.trainer.utils import RepeatSampler


class OrderOfEpoch(RepeatSampler):
    """TRL's sampler, set to the beginning of an epoch before it is run through. `epoch` tells the
    number of epochs that are done."""

    def __init__(self, epoch: Callable[[], int], **options: Any) -> None:
        super().__init__(**options)
        self.epoch = epoch

    def __iter__(self) -> Iterator[int]:
        if self.shuffle and self.seed is not None:
            self.generator.manual_seed(self.seed)
            for _ in range(self.epoch()):
                torch.randperm(self.num_samples, generator=self.generator)
        return super().__iter__()


class OrderedGRPOTrainer(GRPOTrainer):
    """TRL's trainer with that sampler."""

    def _get_train_sampler(self, dataset: Any = None) -> Any:
        args: Any = self.args
        return OrderOfEpoch(
            lambda: int((self.state.epoch or 0) + HAIR),
            data_source=self.train_dataset if dataset is None else dataset,
            mini_repeat_count=self.num_generations,
            batch_size=args.generation_batch_size // self.num_generations,
            repeat_count=self.num_iterations * args.steps_per_generation,
            shuffle=self.shuffle_dataset,
            seed=args.seed,
        )


HAIR = 1e-6  # an epoch is counted in fractions, which may end a hair below a whole number
