"""The settings of a run: which model, on which device, and for each stage the fields of TRL's own
configurations, all of them open.

Values of ours are read by pydantic, fields of TRL, transformers and peft compared with those that
their configurations have; what cannot be is refused with its path, what came and what is allowed.
A mapping keeps the fields that it was given and no others, so that settings are written as they
were read.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import fields
from math import isfinite
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, with_config
from pydantic_core import ErrorDetails, PydanticCustomError
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from generators.arguments import close_names
from generators.errors import RequestError
from pipelines.models.field_values import HINTS, first_wrong
from pipelines.models.vocabulary import pinned

SECTIONS = ("model", "base", "sft", "tail", "rejection", "rl", "evaluation", "sizes")
SFT_SECTIONS = ("base", "sft", "tail", "rejection")
LIKE_SFT = ("tail", "rejection")  # run as SFT does but for the fields of their own
UNSAID = "rejection"  # the section that is left out where it is empty
BARE = ("device", "threads")  # fields that stand in no section
TOLD = 3  # errors that are told
SHOWN = 60  # characters of a value that are shown

OPEN = ConfigDict(extra="allow", strict=True)
CLOSED = ConfigDict(extra="forbid", strict=True)


def finite(value: Any) -> Any:
    """The number itself: pydantic would write 1 as 1.0, and another text is another digest."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise PydanticCustomError("float_type", "a number")
    return value


Whole = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Number = Annotated[Any, AfterValidator(finite)]


def warm(value: Any) -> Any:
    """A temperature: a number above 0."""
    if finite(value) <= 0:
        raise PydanticCustomError("temperature", "above 0")
    return value


def part(value: Any) -> Any:
    """A part of all probability: a number above 0, up to 1."""
    if not 0 < finite(value) <= 1:
        raise PydanticCustomError("part", "above 0 to 1")
    return value


Fields = dict[str, Any]


@with_config(OPEN)
class ModelFields(TypedDict, total=False, extra_items=Any):
    """Beside these the fields of its Qwen2Config, for a model from scratch."""

    name: str
    checkpoint: str | None
    lora: Fields | Literal[False] | None
    dtype: str | None
    revision: str | None


@with_config(OPEN)
class RejectionFields(TypedDict, total=False, extra_items=Any):
    """Beside these the fields of TRL's SFTConfig."""

    samples: Positive


@with_config(OPEN)
class RlFields(TypedDict, total=False, extra_items=Any):
    """Beside these the fields of TRL's GRPOConfig."""

    rewards: Annotated[list[str], Field(min_length=1)]
    screened: str
    keep: list[Number]
    dynamic_sampling: Whole


@with_config(CLOSED)
class EvaluationFields(TypedDict, total=False):
    """How many completions of what kind are drawn, of how many problems."""

    samples: Whole
    forced_samples: Whole
    batch: Positive
    temperature: Annotated[Any, AfterValidator(warm)]
    top_p: Annotated[Any, AfterValidator(part)]
    limit: Whole
    greedy: bool
    max_new_tokens: Whole


EVALUATION: EvaluationFields = {
    "samples": 8,
    "forced_samples": 4,
    "batch": 256,
    "temperature": 1.0,
    "top_p": 1.0,
    "limit": 0,
    "greedy": True,
}


@with_config(CLOSED)
class Sizes(TypedDict, total=False):
    """Problems of a study's datasets by stage."""

    base: Whole
    sft: Whole
    tail: Whole
    rl: Whole
    eval: Whole


OURS = {"rl": RlFields.__annotations__, "rejection": RejectionFields.__annotations__}
MODEL_FIELDS = frozenset(ModelFields.__annotations__)
KNOWN = {"evaluation": EvaluationFields.__annotations__, "sizes": Sizes.__annotations__}
ALLOWED = {  # by pydantic's name of the error
    "string_type": "a text",
    "int_type": "a whole number",
    "greater_than_equal": "a whole number from {ge} up",
    "float_type": "a number",
    "temperature": "a number above 0; evaluation.greedy=true samples without temperature",
    "part": "a number above 0 to 1",
    "bool_type": "true or false",
    "list_type": "a list of names, as in rl.rewards=[accuracy,format]",
    "too_short": "a list of {min_length} name or more, as in rl.rewards=[accuracy]",
    "dict_type": "a mapping of fields",
    "literal_error": "one of {expected}",
}
REMEDIES = {  # of a field, behind what is allowed
    "threads": "; 0 is as many as there are cores",
    "model.lora": ", as in model.lora.r=16",
}


class Settings(BaseModel):
    """The settings of a run.

    model       name: `scratch`, the id of a model on the Hub, or a folder; lora: fields of peft's
                LoraConfig; of a model from scratch the fields of its Qwen2Config, or the
                checkpoint of one that is there already
    base, sft, tail   fields of TRL's SFTConfig, for practice, for SFT and for the tail of SFT
    rejection   the same for SFT on right completions of the model's own, and samples: how many are
                drawn on a prompt
    rl          fields of TRL's GRPOConfig, and rewards: names of rewards; screened: a file of
                pass rates, and keep: the lowest and the highest that prompts of RL have;
                dynamic_sampling: how many times other prompts are drawn for groups that are all
                right or all wrong
    evaluation  samples a problem, forced_samples for each forced strategy, batch, temperature,
                top_p, limit (0: all problems)
    sizes       problems of a study's datasets by stage
    device      auto, cpu or cuda; threads: of one process on the CPU, 0 for as many as there are
                cores
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    preset: str
    model: ModelFields = {}
    base: Fields = {}
    sft: Fields = {}
    tail: Fields = {}
    rejection: RejectionFields = {}
    rl: RlFields = {}
    evaluation: EvaluationFields = EVALUATION
    sizes: Sizes = {}
    device: Literal["auto", "cpu", "cuda"] = "auto"
    threads: Whole = 1

    @property
    def scratch(self) -> bool:
        """Whether the model is made on the spot, and reads the terse style."""
        return self.model.get("name") == "scratch"

    @property
    def start(self) -> str:
        """The id or folder of the model that is there already; empty where one is made."""
        name = "" if self.scratch else self.model.get("name", "")
        return self.model.get("checkpoint") or name

    def section(self, name: str) -> dict[str, Any]:
        """The fields of one section, as TRL has them but for RL's own. The tail of SFT, and SFT on
        the model's own completions, run as SFT does but for the fields of their own."""
        own = dict(getattr(self, name))
        if name == "rejection":
            own.pop("samples", None)
        return {**self.sft, **own} if name in LIKE_SFT else own

    def plain(self) -> dict[str, Any]:
        """The settings as JSON holds them. Without rejection sampling nothing is said of it, so
        that settings are written as they were before there was any."""
        plain = self.model_dump()
        return plain if self.rejection else {name: plain[name] for name in plain if name != UNSAID}


def settings_of(plain: Mapping[str, Any]) -> Settings:
    """The settings that `plain` gave. Raises RequestError."""
    try:
        return Settings.model_validate(dict(plain))
    except ValidationError as error:
        raise RequestError(told(error)) from error


def changed(settings: Settings, texts: Iterable[str]) -> Settings:
    """The settings with `section.key=value` texts carried out; a value is read as YAML. Raises
    RequestError for what does not exist or cannot be."""
    result = carried_out(settings, texts)
    check_fields(result)
    return result


def carried_out(settings: Settings, texts: Iterable[str]) -> Settings:
    """The settings with the texts carried out, whose fields are not compared with TRL's yet. Raises
    RequestError."""
    plain = deepcopy(settings.plain())
    for text in texts:
        path, equals, written = text.partition("=")
        section, dot, key = path.strip().partition(".")
        if not equals:
            raise RequestError(f"--set: '{text}' is not KEY=VALUE, as in sft.learning_rate=1e-3")
        if not dot and section not in BARE:
            raise RequestError(
                f"--set: '{section}' is not {', '.join(BARE)} or SECTION.KEY with a section of"
                f" {', '.join(SECTIONS)}" + hint(section, SECTIONS)
            )
        if dot and section not in SECTIONS:
            raise RequestError(
                f"--set: there is no section '{section}'; there are {', '.join(SECTIONS)}"
                + hint(section, SECTIONS)
            )
        set_field(plain, [section, *key.split(".")] if dot else [section], value_of(written))
    check_lora(plain["model"])
    settings = settings_of(plain)
    check_drawn(settings.evaluation)
    return settings


def set_field(plain: dict[str, Any], path: list[str], value: Any) -> None:
    """Set the field at a path, within mappings that are there or are made. Raises RequestError."""
    fields_here = plain
    for depth, name in enumerate(path[:-1], 1):
        inner = fields_here.get(name) or {}
        if not isinstance(inner, dict):
            raise RequestError(
                f"--set: {'.'.join(path[:depth])} is {shown(inner)}, which has no fields of its own"
            )
        fields_here[name] = dict(inner)
        fields_here = fields_here[name]
    fields_here[path[-1]] = value


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


def told(error: ValidationError) -> str:
    """What is wrong in one line: the path of each bad field, what came, and what is allowed."""
    lines = list(dict.fromkeys(line_of(each) for each in error.errors(include_url=False)))
    more = f"; and {len(lines) - TOLD:,} more" if len(lines) > TOLD else ""
    return "; ".join(lines[:TOLD]) + more


def line_of(error: ErrorDetails) -> str:
    """The path of one bad field, what came, and what is allowed."""
    path = [str(part) for part in error["loc"]]
    if path[:2] == ["model", "lora"]:
        path = path[:2]  # behind it pydantic names what it tried
    name = ".".join(path)
    if error["type"] == "extra_forbidden":
        known = KNOWN[path[0]] if len(path) > 1 else Settings.model_fields
        return unknown_field(".".join(path[:-1]), path[-1], known)
    if error["type"] == "missing":
        return f"settings.{name}: is missing"
    if name == "model.lora":
        allowed = "a mapping of fields"
    else:
        allowed = ALLOWED.get(error["type"], error["msg"]).format(**error.get("ctx", {}))
    return f"settings.{name}: {shown(error['input'])} is not {allowed}{REMEDIES.get(name, '')}"


def shown(value: Any) -> str:
    """A value as it is written in Python, not too long."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def unknown_field(section: str, name: str, known: Iterable[str]) -> str:
    """A field that does not exist, in one line."""
    path = f"settings.{section}" if section else "settings"
    return f"{path}: there is no field '{name}'" + hint(name, known)


def hint(name: str, known: Iterable[str]) -> str:
    """What comes close to a name that does not exist."""
    close = close_names(name, sorted(known))
    return f"; did you mean {' or '.join(close)}?" if close else ""


def check_drawn(evaluation: EvaluationFields) -> None:
    """Raises RequestError where an evaluation would draw no completion that is not forced."""
    drawn = {**EVALUATION, **evaluation}
    if not drawn["samples"] and not drawn["greedy"]:
        raise RequestError(
            "settings.evaluation: samples is 0 and greedy is false, so that there is nothing to"
            " tell accuracy by; take samples from 1 up, or greedy=true"
        )


def check_lora(model: Mapping[str, Any]) -> None:
    """Raises RequestError where a model from scratch is to have an adapter."""
    if model.get("lora") and model.get("name") == "scratch":
        raise RequestError(
            "settings.model.lora: is for pretrained models; leave it out, or name a --model"
        )


def check_fields(settings: Settings) -> None:
    """Raises RequestError for a field that neither TRL nor transformers nor peft knows, naming what
    comes close to it, for a text where TRL has a number, and for a number that cannot be."""
    from transformers import Qwen2Config
    from trl.trainer.grpo_config import GRPOConfig
    from trl.trainer.sft_config import SFTConfig

    network = set(Qwen2Config().to_dict()) if settings.scratch else set()
    check_names("model", settings.model, MODEL_FIELDS | network)
    check_values("model", settings.model, HINTS)
    lora = settings.model.get("lora")
    if lora:
        from peft import LoraConfig

        check_names("model.lora", lora, {each.name for each in fields(LoraConfig)})
        check_values("model.lora", lora, HINTS)
    configurations = {**dict.fromkeys(SFT_SECTIONS, SFTConfig), "rl": GRPOConfig}
    for section, configuration in configurations.items():
        content = getattr(settings, section)
        defaults = {each.name: each.default for each in fields(configuration)}
        ours = OURS.get(section, {})
        check_names(section, content, {*defaults, *ours})
        for name, value in content.items():
            if isinstance(value, str) and isinstance(defaults.get(name), int | float):
                raise RequestError(
                    f"settings.{section}.{name}: {shown(value)} is not a number, true or false"
                )
        check_values(section, content, get_type_hints(configuration))


def check_values(section: str, content: Mapping[str, Any], hints: Mapping[str, Any]) -> None:
    """Raises RequestError for the first number that a field cannot have."""
    if wrong := first_wrong(content, hints):
        name, allowed = wrong
        raise RequestError(f"settings.{section}.{name}: {shown(content[name])} is not {allowed}")


def check_names(section: str, content: Iterable[str], known: Iterable[str]) -> None:
    """Raises RequestError for the first field that is not known."""
    for name in content:
        if name not in known:
            raise RequestError(unknown_field(section, name, known))


def named_model(settings: Settings, name: str) -> Settings:
    """The settings with another model: without what describes one from scratch, unless it is
    `scratch` that is named. A folder that holds a model made from scratch is trained on in the
    words that it knows."""
    if name == "scratch":
        if not settings.scratch:
            raise RequestError(
                f"preset {settings.preset} describes no model from scratch; use smoke, tiny or "
                "small"
            )
        return settings
    if pinned(Path(name)) is not None:
        model = {"name": "scratch", "checkpoint": str(Path(name).resolve())}
    else:
        kept = {} if settings.scratch else settings.model
        model = {**{key: kept[key] for key in kept if key in MODEL_FIELDS}, "name": name}
    return settings.model_copy(update={"model": model})
