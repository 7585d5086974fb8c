"""Draw completions from a model: many prompts at a time, freely or greedily, with or without an
opening that is forced."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pipelines.models.model import Model
from pipelines.models.settings import Settings

OF_ROLLOUTS = ("temperature", "top_p", "top_k", "min_p", "repetition_penalty")


class Generation(NamedTuple):
    """How tokens are drawn: every parameter that a draw depends on, whatever a model's own
    generation configuration says. `more` are further fields of transformers' GenerationConfig."""

    temperature: float = 1.0
    top_p: float = 1.0
    top_k: int = 0
    min_p: float | None = None
    repetition_penalty: float = 1.0
    more: tuple[tuple[str, Any], ...] = ()

    def fields(self, greedy: bool) -> dict[str, Any]:
        """As `generate` takes them. Greedy draws keep what changes the tokens' scores."""
        scores = {"repetition_penalty": self.repetition_penalty, **dict(self.more)}
        if greedy:
            return {**scores, "do_sample": False}
        warped = {"temperature": self.temperature, "top_p": self.top_p, "top_k": self.top_k}
        return {**warped, "min_p": self.min_p, **scores, "do_sample": True}

    def plain(self) -> dict[str, Any]:
        """As cell.json holds it."""
        return {name: getattr(self, name) for name in OF_ROLLOUTS} | dict(self.more)


def of_rollouts(settings: Settings) -> Generation:
    """How RL draws, and the floor before it: the fields of GRPOConfig, with TRL's defaults where
    the settings have none."""
    fields = settings.section("rl")
    given = {name: fields[name] for name in OF_ROLLOUTS if fields.get(name) is not None}
    more = fields.get("generation_kwargs") or {}
    return Generation(**given, more=tuple(sorted(more.items())))


def of_evaluation(settings: Settings) -> Generation:
    """How an evaluation draws: as rollouts are drawn, at the temperature and top_p of its own."""
    evaluation = settings.evaluation
    return of_rollouts(settings)._replace(
        temperature=evaluation.get("temperature", 1.0), top_p=evaluation.get("top_p", 1.0)
    )


class Sampled(NamedTuple):
    """One completion: its text without the opening that was forced, its tokens, and whether it
    ended by itself."""

    text: str
    tokens: int
    ended: bool


def encoded(model: Model, prompt: Any) -> list[int]:
    """The tokens of a prompt: a text, or messages, of which a last one of the assistant is gone on
    with."""
    if isinstance(prompt, str):
        return model.tokenizer(prompt)["input_ids"]
    goes_on = prompt[-1]["role"] == "assistant"
    encoding = model.tokenizer.apply_chat_template(
        prompt,
        tokenize=True,
        add_generation_prompt=not goes_on,
        continue_final_message=goes_on,
        return_dict=True,
    )
    return encoding["input_ids"]


def sample(
    model: Model,
    prompts: Sequence[Any],
    samples: int,
    limit: int,
    batch: int = 256,
    generation: Generation = Generation(),  # noqa: B008 - a value that nothing changes
    greedy: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> list[list[Sampled]]:
    """For each prompt that many completions of at most `limit` new tokens. Prompts of like length
    share a batch of `batch` completions."""
    import torch

    network, tokenizer = model.network, model.tokenizer
    was_training, device = network.training, next(network.parameters()).device
    network.eval()
    ids = [encoded(model, prompt) for prompt in prompts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    drawn: list[list[Sampled]] = [[] for _ in ids]
    ends = network.generation_config.eos_token_id
    ends = {tokenizer.eos_token_id, *(ends if isinstance(ends, list) else [ends])} - {None}
    step = max(1, batch // samples)
    with torch.no_grad():
        for at in range(0, len(order), step):
            chosen = order[at : at + step]
            padded = tokenizer.pad(
                {"input_ids": [ids[i] for i in chosen]}, padding_side="left", return_tensors="pt"
            ).to(device)
            for drawn_now in pieces(samples, batch):
                out = network.generate(
                    **padded,
                    max_new_tokens=limit,
                    num_return_sequences=drawn_now,
                    pad_token_id=tokenizer.pad_token_id,
                    eos_token_id=sorted(ends),
                    **generation.fields(greedy),
                )[:, padded["input_ids"].shape[1] :]
                for row, tokens in enumerate(out.tolist()):
                    end = next((i for i, token in enumerate(tokens) if token in ends), None)
                    kept = tokens if end is None else tokens[:end]
                    text = tokenizer.decode(
                        kept, skip_special_tokens=True, clean_up_tokenization_spaces=False
                    )
                    drawn[chosen[row // drawn_now]].append(
                        Sampled(text, len(kept) + (end is not None), end is not None)
                    )
            progress(min(at + step, len(order)))
    network.train(was_training)
    return drawn


def sample_as_rl(
    model: Model,
    settings: Settings,
    rows: Sequence[dict[str, Any]],
    samples: int,
    limit: int,
    progress: Callable[[int], None] = lambda done: None,
) -> list[list[Sampled]]:
    """For the prompt of each row that many completions, drawn as RL draws."""
    return sample(
        model,
        [row["prompt"] for row in rows],
        samples,
        limit,
        settings.evaluation.get("batch", 256),
        of_rollouts(settings),
        progress=progress,
    )


def pieces(samples: int, batch: int) -> list[int]:
    """How many completions of one prompt are drawn at a time: all, or a batch where they are
    more."""
    whole, rest = divmod(samples, batch)
    return [batch] * whole + ([rest] if rest else [])
