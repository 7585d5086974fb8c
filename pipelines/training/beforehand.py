"""What would stop a run or an experiment after hours, found before anything is trained: settings
that TRL, peft or transformers refuse, rewards and strategies that do not exist, too few prompts,
words that a model does not know, rows that are longer than a limit."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generators.errors import DatasetError, RequestError
from pipelines.dataset.dataset import Dataset
from pipelines.models.device import find_device, hush
from pipelines.models.examples import asked, practice, references, taught, texts_of
from pipelines.models.model import (
    Outline,
    evaluation_limit,
    outline_of,
    rollout_limit,
    sketched,
    tokens_of,
)
from pipelines.models.settings import Settings
from pipelines.models.vocabulary import check_vocabulary, make_tokenizer, words_of
from pipelines.training.cell import STAGE_OF, CellSpec, Note, TrainingPhase
from pipelines.training.lanes import lane_of
from pipelines.training.log import Log
from pipelines.training.rehearsal import rehearse, unusual_fields
from pipelines.training.rewards import reward_functions
from pipelines.training.screening import check_keep, kept_rows
from pipelines.training.trainers import (
    TrainerRun,
    check_groups,
    check_prompts,
    check_redraws,
    reward_names,
    rl_arguments,
    sft_arguments,
)


class Texts(NamedTuple):
    """What one stage of a dataset puts to a model: the tokens of each prompt, those of each prompt
    with its completion, those of the references that answers are compared with, and the words."""

    prompts: list[int]
    rows: list[int]
    references: list[int]
    words: list[str]


def check_settings(settings: Settings, phases: Sequence[TrainingPhase]) -> None:
    """Construct what each phase is trained by, without data. Raises RequestError for what cannot
    be."""
    hush()
    device = find_device(settings)
    reward_functions(reward_names(settings))
    check_keep(settings)
    for section, repeat in dict.fromkeys((phase.section, phase.repeat) for phase in phases):
        run = trainer_run(settings, section, repeat, device)
        if section == "rl":
            args = rl_arguments(run, 1)
            check_prompts(args, None)
            check_groups(args, reward_names(settings))
            check_redraws(settings)
        else:
            sft_arguments(run)
        if unusual_fields(settings, section):
            rehearse(run)
    sketched(settings)


def trainer_run(settings: Settings, section: str, repeat: float, device: str) -> TrainerRun:
    """A phase as it would be trained, which leaves nothing."""
    nowhere = Path("nowhere")
    return TrainerRun(
        settings=settings,
        section=section,
        repeat=repeat,
        folder=nowhere,
        log=Log(nowhere),
        seed=0,
        device=device,
    )


def check_cells(
    settings: Settings, specs: Sequence[CellSpec], note: Note, vocabulary: Sequence[str] = ()
) -> None:
    """Hold the data of the cells against the model and the settings; `vocabulary` are the datasets
    whose words a model from scratch was made with, beside those that the cells name. Raises
    RequestError, ModelError or DatasetError; notes what is cut."""
    device = find_device(settings)
    inspection = Inspection(settings, outline_of(settings), note)
    named = chain(vocabulary, *[spec.vocabulary for spec in specs])
    inspection.learn(list(dict.fromkeys(named)))
    dropout = (settings.model.get("lora") or {}).get("lora_dropout", 0)
    phases = chain.from_iterable([spec.phases for spec in specs])
    by_rl = any([phase.section == "rl" for phase in phases])
    if dropout and by_rl and not settings.rl.get("disable_dropout"):
        inspection.tell(
            f"model.lora.lora_dropout={dropout:g} acts in RL too, so that every pass is another"
            " policy; rl.disable_dropout=true keeps it to SFT"
        )
    seen = set()
    for spec in specs:
        for phase in spec.phases:
            key = phase.dataset, phase.section, phase.keep, tuple(spec.strategies)
            if key in seen:
                continue
            seen.add(key)
            if phase.section == "rejection":
                inspection.check_rollouts(phase.dataset, tuple(spec.strategies))
            elif phase.section == "rl":
                prompts = inspection.check_rollouts(phase.dataset, tuple(spec.strategies))
                if phase.keep is not None:  # a lane may be the only one that is kept
                    prompts = inspection.smallest_lane(phase.dataset)
                run = trainer_run(settings, "rl", phase.repeat, device)
                check_prompts(rl_arguments(run, 1), prompts)
            else:
                inspection.check_rows(phase.dataset, phase.section)
        if spec.evaluation:
            inspection.check_evaluation(spec.evaluation, tuple(spec.strategies))


class Inspection:
    """Reads each stage of each dataset once, and tells each thing once."""

    def __init__(self, settings: Settings, outline: Outline, note: Note) -> None:
        self.settings, self.outline, self.note = settings, outline, note
        self.datasets: dict[str, Dataset] = {}
        self.texts: dict[tuple[str, str, tuple[str, ...]], Texts] = {}
        self.told: set[str] = set()

    def dataset(self, folder: str) -> Dataset:
        """A dataset, opened once."""
        if folder not in self.datasets:
            self.datasets[folder] = Dataset(folder)
        return self.datasets[folder]

    def learn(self, vocabulary: Sequence[str]) -> None:
        """Give a model that is to be made from scratch the words of these datasets."""
        if self.outline.tokenizer is None:
            words: set[str] = set()
            for folder in vocabulary:
                words.update(words_of(texts_of(self.dataset(folder))))
            tokenizer = make_tokenizer(sorted(words))
            self.outline = self.outline._replace(tokenizer=tokenizer, words=sorted(words))

    def tell(self, text: str) -> None:
        if text not in self.told:
            self.told.add(text)
            self.note(text)

    def read(self, folder: str, stage: str, strategies: tuple[str, ...] = ()) -> Texts:
        """The texts of a stage. Raises DatasetError where it has none, ModelError for words that
        the model does not know."""
        if (folder, stage, strategies) in self.texts:
            return self.texts[folder, stage, strategies]
        dataset, scratch = self.dataset(folder), self.settings.scratch
        rows = self.rows(dataset, stage)
        if not rows:
            raise DatasetError(
                f"{folder} has no rows for this stage; generate it with a larger --size, or with"
                " --stages that has it"
            )
        words = words_of(
            [f"{row['prompt']} {row.get('completion', '')}" for row in rows] if scratch else []
        )
        if self.outline.words is not None:
            check_vocabulary(self.outline.tokenizer, words, folder)
        solved = references(dataset, stage, scratch, strategies) if stage in ("rl", "eval") else []
        prompts = [self.tokens(row["prompt"]) for row in rows]
        texts = Texts(
            prompts=prompts,
            rows=[
                self.tokens(row["prompt"], row["completion"]) if "completion" in row else tokens
                for row, tokens in zip(rows, prompts, strict=True)
            ],
            references=[tokens_of(self.outline.tokenizer, text) for text in solved],
            words=words,
        )
        self.texts[folder, stage, strategies] = texts
        return texts

    def rows(self, dataset: Dataset, stage: str) -> list[dict[str, Any]]:
        """The rows of a stage as they are trained on or asked."""
        scratch = self.settings.scratch
        if stage == "base":
            return practice(dataset)
        if stage == "sft":
            return taught(dataset, scratch)
        if stage == "rl":
            return self.kept(asked(dataset, stage, scratch, "train"), dataset)
        return asked(dataset, stage, scratch)

    def kept(self, rows: list[dict[str, Any]], dataset: Dataset) -> list[dict[str, Any]]:
        """The prompts of RL that the settings keep by their pass rates."""
        kept = kept_rows(self.settings, rows)
        if len(kept) < len(rows):
            self.tell(f"RL on {dataset.folder.name}: {len(kept):,} of {len(rows):,} prompts kept")
        return kept

    def tokens(self, prompt: Any, completion: Any = None) -> int:
        """The tokens of a prompt, with the completion and the token that ends it where there is
        one."""
        tokenizer = self.outline.tokenizer
        if isinstance(prompt, str) and self.outline.words is not None:  # a word is a token
            return len(f"{prompt} {completion or ''}".split()) + bool(completion)
        if isinstance(prompt, str):
            return len(tokenizer(f"{prompt}{completion or ''}")["input_ids"]) + bool(completion)
        encoded = tokenizer.apply_chat_template(
            [*prompt, *(completion or [])],
            tokenize=True,
            add_generation_prompt=completion is None,
            return_dict=True,
        )
        return len(encoded["input_ids"])

    def check_rows(self, folder: str, section: str) -> None:
        """Rows of a supervised phase: none may be longer than the model reads; tells what the
        settings cut."""
        stage = STAGE_OF[section]
        texts = self.read(folder, stage)
        longest = max(texts.rows)
        self.check_positions(longest, f"the longest of {folder}'s {stage} rows has")
        fields = self.settings.section(section)
        limit = fields.get("max_length")
        if not limit or fields.get("packing"):
            return
        if min(texts.prompts) >= limit:
            raise RequestError(
                f"settings.{section}.max_length: {limit} tokens hold no row's prompt of {folder};"
                f" the longest row has {longest:,}; leave max_length out to cut nothing"
            )
        cut = sum(length > limit for length in texts.rows)
        if cut:
            self.tell(
                f"{cut:,} of {len(texts.rows):,} rows of {folder} ({stage}) are longer than"
                f" {section}.max_length={limit} tokens and lose their end, where the answer stands;"
                f" the longest has {longest:,}; leave max_length out to cut nothing"
            )

    def check_rollouts(self, folder: str, strategies: tuple[str, ...]) -> int:
        """Prompts of RL, which it counts."""
        texts = self.read(folder, "rl", strategies)
        longest = max(texts.references, default=64)
        limit = rollout_limit(self.settings, longest)
        self.check_answers(texts, folder, "rl", limit, "rl.max_completion_length")
        return len(texts.prompts)

    def smallest_lane(self, folder: str) -> int:
        """The fewest prompts that a lane of RL has."""
        rows = self.rows(self.dataset(folder), "rl")
        return min(Counter(map(lane_of, rows)).values())

    def check_evaluation(self, folder: str, strategies: tuple[str, ...]) -> None:
        """Prompts of an evaluation."""
        texts = self.read(folder, "eval", strategies)
        longest = max(texts.references, default=64)
        limit = evaluation_limit(self.settings, longest)
        self.check_answers(texts, folder, "eval", limit, "evaluation.max_new_tokens")

    def check_answers(
        self, texts: Texts, folder: str, stage: str, limit: int, setting: str
    ) -> None:
        """Prompts with their answers: none may be longer than the model reads; tells how many
        references are longer than the limit."""
        self.check_positions(
            max(texts.prompts) + limit, f"{folder}'s longest {stage} prompt and {limit:,} more are"
        )
        longer = sum(length > limit for length in texts.references)
        if longer:
            self.tell(
                f"{longer:,} of {len(texts.references):,} solutions of {folder} ({stage}) are"
                f" longer than the limit of {limit} tokens, the longest has"
                f" {max(texts.references):,}: a model that writes so is cut off before its answer;"
                f" {setting} sets the limit"
            )

    def check_positions(self, tokens: int, what: str) -> None:
        """Raises RequestError where the model cannot read so many tokens."""
        most = self.outline.positions
        if most and tokens > most:
            raise RequestError(
                f"{what} {tokens:,} tokens, and the model reads {most:,}; take a model that reads"
                " more, or generate shorter problems: --detail brief, a lower --difficulty"
            )
