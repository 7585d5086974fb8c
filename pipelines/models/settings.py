"""The settings of a run: which model, on which device, and for each stage the fields of TRL's own
configurations, all of them open."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from generators.errors import RequestError
from pipelines.models.vocabulary import pinned

SECTIONS = ("model", "base", "sft", "tail", "rl", "evaluation", "sizes")
DEVICES = ("auto", "cpu", "cuda")
MODEL_FIELDS = {
    "name",
    "lora",
    "dtype",
    "revision",
    "checkpoint",
}  # beside the fields of a configuration, for a model from scratch
EVALUATION = {
    "samples": 8,
    "forced_samples": 4,
    "batch": 256,
    "temperature": 1.0,
    "top_p": 1.0,
    "limit": 0,
    "greedy": True,
}
COUNTS = ("samples", "forced_samples", "batch", "limit", "max_new_tokens")
SIZES = ("base", "sft", "tail", "rl", "eval")


@dataclass(frozen=True)
class Settings:
    """The settings of a run.

    model       name: `scratch`, the id of a model on the Hub, or a folder; lora: fields of peft's
                LoraConfig; of a model from scratch the
                fields of its Qwen2Config, or the checkpoint of one that is there already
    base, sft, tail   fields of TRL's SFTConfig, for practice, for SFT and for the tail of SFT
    rl          fields of TRL's GRPOConfig, and rewards: names of rewards
    evaluation  samples a problem, forced_samples for each forced strategy, batch, temperature,
                top_p, limit (0: all problems)
    sizes       problems of a study's data sets by stage
    device      auto, cpu or cuda; threads: of one process on the CPU, 0 for as many as there are
                cores
    """

    preset: str
    model: Mapping[str, Any] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)
    sft: Mapping[str, Any] = field(default_factory=dict)
    tail: Mapping[str, Any] = field(default_factory=dict)
    rl: Mapping[str, Any] = field(default_factory=dict)
    evaluation: Mapping[str, Any] = field(default_factory=lambda: dict(EVALUATION))
    sizes: Mapping[str, int] = field(default_factory=dict)
    device: str = "auto"
    threads: int = 1

    @property
    def scratch(self) -> bool:
        """Whether the model is made on the spot, and reads the terse wording."""
        return self.model.get("name") == "scratch"

    @property
    def start(self) -> str:
        """The id or folder of the model that is there already; empty where one is made."""
        return self.model.get("checkpoint") or (
            "" if self.scratch else self.model.get("name") or ""
        )

    def section(self, name: str) -> dict[str, Any]:
        """The fields of one section. The tail runs as SFT does but for the fields of its own."""
        return {**self.sft, **self.tail} if name == "tail" else dict(getattr(self, name))

    def plain(self) -> dict[str, Any]:
        """The settings as JSON holds them."""
        return asdict(self)


def settings_of(plain: Mapping[str, Any]) -> Settings:
    """The settings that `plain` gave. Raises RequestError."""
    unknown = set(plain) - {each.name for each in fields(Settings)}
    if unknown:
        raise RequestError(f"settings: there is no '{sorted(unknown)[0]}'")
    return Settings(**plain)


def changed(settings: Settings, texts: Iterable[str]) -> Settings:
    """The settings with `section.key=value` texts carried out; a value is read as YAML. Raises
    RequestError for what does not exist."""
    found = carried_out(settings, texts)
    check(found)
    return found


def carried_out(settings: Settings, texts: Iterable[str]) -> Settings:
    """The settings with the texts carried out, whose fields are not compared with TRL's yet. Raises
    RequestError."""
    plain = deepcopy(settings.plain())
    for text in texts:
        path, equals, written = text.partition("=")
        section, dot, key = path.strip().partition(".")
        if not equals:
            raise RequestError(f"--set: '{text}' is not KEY=VALUE, as in sft.learning_rate=1e-3")
        if not dot:
            if section not in ("device", "threads"):
                raise RequestError(
                    f"--set: '{section}' is not device, threads or SECTION.KEY with a section of {', '.join(SECTIONS)}"
                    + meant(section, SECTIONS)
                )
            plain[section] = value_of(written)
        elif section not in SECTIONS:
            raise RequestError(
                f"--set: there is no section '{section}'; there are {', '.join(SECTIONS)}"
                + meant(section, SECTIONS)
            )
        else:
            place, keys = plain[section], key.split(".")
            for name in keys[:-1]:
                inner = place.get(name) or {}
                if not isinstance(inner, dict):
                    raise RequestError(
                        f"--set: {section}.{name} is {inner!r}, which has no fields of its own"
                    )
                place[name] = dict(inner)
                place = place[name]
            place[keys[-1]] = value_of(written)
    return settings_of(plain)


def meant(name: str, known: Iterable[str]) -> str:
    """What comes close to a name that does not exist."""
    close = get_close_matches(name, sorted(known), 3)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def value_of(written: str) -> Any:
    """A value as YAML reads it, `1e-3` as a number too. Raises RequestError."""
    try:
        value = yaml.safe_load(written)
    except yaml.YAMLError as error:
        raise RequestError(f"--set: '{written}' cannot be read as a value") from error
    if isinstance(value, bool) and written.strip().lower() not in ("true", "false"):
        return written.strip()  # `no` is a strategy of saving, not a denial
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def check(settings: Settings) -> None:
    """Raises RequestError for a field that neither TRL nor we know, naming what comes close to
    it, and for values that cannot be."""
    from transformers import Qwen2Config
    from trl.trainer.grpo_config import GRPOConfig
    from trl.trainer.sft_config import SFTConfig

    check_values(settings)
    scratch = {*Qwen2Config().to_dict(), *MODEL_FIELDS}
    known: dict[str, set[str]] = {
        "model": scratch if settings.scratch else MODEL_FIELDS,
        "rl": {each.name for each in fields(GRPOConfig)} | {"rewards"},
        "evaluation": set(EVALUATION) | {"max_new_tokens"},
        "sizes": set(SIZES),
        **{name: {each.name for each in fields(SFTConfig)} for name in ("base", "sft", "tail")},
    }
    given = {section: getattr(settings, section) for section in known}
    if settings.model.get("lora"):
        from peft import LoraConfig

        known["model.lora"], given["model.lora"] = (
            {each.name for each in fields(LoraConfig)},
            settings.model["lora"],
        )
    for section, names in known.items():
        for name in given[section]:
            if name not in names:
                raise RequestError(f"{section}: there is no field '{name}'" + meant(name, names))
    for section in ("base", "sft", "tail", "rl"):
        for each in fields(GRPOConfig if section == "rl" else SFTConfig):
            value = given[section].get(each.name)
            if isinstance(value, str) and isinstance(each.default, (int, float)):
                raise RequestError(
                    f"{section}: {each.name} '{value}' is not a number, true or false"
                )


def check_values(settings: Settings) -> None:
    """Raises RequestError for a value of ours that cannot be."""
    if settings.device not in DEVICES:
        raise RequestError(f"device: '{settings.device}' is not one of {', '.join(DEVICES)}")
    if not whole(settings.threads):
        raise RequestError(
            f"threads: {settings.threads!r} is not a whole number; 0 is as many as there are cores"
        )
    lora = settings.model.get("lora")
    if lora and (settings.scratch or not isinstance(lora, Mapping)):
        said = (
            "is for pretrained models"
            if settings.scratch
            else "has fields of its own, as in model.lora.r=16"
        )
        raise RequestError(f"model: lora {said}")
    rewards = settings.rl.get("rewards", [])
    if not isinstance(rewards, list) or any([not isinstance(name, str) for name in rewards]):
        raise RequestError(
            f"rl: rewards {rewards!r} is not a list of names, as in rl.rewards=[accuracy,format]"
        )
    for section, name in (
        *[("sizes", name) for name in settings.sizes],
        *[("evaluation", name) for name in COUNTS],
    ):
        value = getattr(settings, section).get(name, 0)
        if not whole(value) or (name == "batch" and not value):
            raise RequestError(
                f"{section}: {name} {value!r} is not a whole number"
                + (" from 1 up" if name == "batch" else "")
            )


def whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def named_model(settings: Settings, name: str) -> Settings:
    """The settings with another model: without what describes one from scratch, unless it is
    `scratch` that is named. A folder that holds a model made from scratch is trained on in the
    wording that it knows."""
    if name == "scratch":
        if not settings.scratch:
            raise RequestError(
                f"preset {settings.preset} describes no model from scratch; use smoke, tiny or small"
            )
        return settings
    if pinned(Path(name)) is not None:
        return replace(settings, model={"name": "scratch", "checkpoint": str(Path(name).resolve())})
    kept = (
        {key: value for key, value in settings.model.items() if key in MODEL_FIELDS}
        if not settings.scratch
        else {}
    )
    return replace(settings, model={**kept, "name": name})
