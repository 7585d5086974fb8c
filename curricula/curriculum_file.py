"""The YAML form of a curriculum: the same values as curriculum.py, read with errors that give the
path of the bad field, what came and what is allowed.

A file is data and nothing else: tags and aliases are refused, a field that is there twice too, and
what is larger than SIZE bytes.
"""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError
from pydantic_core import ErrorDetails
from yaml.reader import ReaderError

from curricula.curriculum import Curriculum, CurriculumError, Source, Stage
from curricula.split import OWNED
from curricula.style import LATEX, TERSE, style_or_wording
from generators.arguments import wrong_type
from generators.errors import RequestError
from generators.knobs import KnobValue, read_value, show_value
from generators.render import Rendering

SIZE = 1_000_000  # bytes of a curriculum file
TOLD = 3  # errors of one file that are told
SHOWN = 60  # characters of a value that are shown
DIGITS = 18  # of a whole number
FIELDS = (
    *("name", "seed", "style", "detail", "label", "phrasing", "template"),
    *("shares", "arm", "stages"),
)
# which kind of value stands in a field
NUMBER, TEXT, MIXTURE, RANGE = "#number", "#text", "#mixture", "#range"
KINDS = (NUMBER, TEXT, MIXTURE, RANGE, "[key]")  # parts of a path that no file has


def kind_of(value: Any) -> str | None:
    """Which kind of value stands where a field takes several."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return NUMBER
    if isinstance(value, str):
        return TEXT
    if isinstance(value, list):
        return RANGE
    return MIXTURE if isinstance(value, Mapping) else None


Whole = Annotated[int, Field(gt=-(10**DIGITS), lt=10**DIGITS)]
Weight = Annotated[float, Field(allow_inf_nan=False)]
Ends = Annotated[list[Whole], Field(min_length=2, max_length=2)]
Knob = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[str, Tag(TEXT)] | Annotated[Ends, Tag(RANGE)],
    Discriminator(kind_of, custom_error_type="knob", custom_error_message="knob"),
]
Count = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[str, Tag(TEXT)] | Annotated[Ends, Tag(RANGE)],
    Discriminator(kind_of, custom_error_type="count", custom_error_message="count"),
]
Strategies = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[dict[str, Weight], Tag(MIXTURE)],
    Discriminator(kind_of, custom_error_type="strategies", custom_error_message="strategies"),
]
WANTED = {  # what is allowed, by pydantic's name of the error
    "string_type": "a text",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "greater_than": f"a whole number of at most {DIGITS} digits",
    "less_than": f"a whole number of at most {DIGITS} digits",
    "list_type": "a list",
    "dict_type": "a mapping",
    "bool_type": "true or false",
    "count": "a number or a range such as 0-3 or [0, 3]",
    "knob": "a number, a range such as 2-5 or [2, 5], or a text",
    "too_short": "a range of two numbers, such as [2, 5]",
    "too_long": "a range of two numbers, such as [2, 5]",
    "strategies": "a number, or a mapping such as {forward: 1, backward: 1}",
}


class FileFields(BaseModel):
    """A mapping in the file, with these fields and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SourceFields(FileFields):
    """A source."""

    family: str
    difficulty: Whole
    knobs: dict[str, Knob] = {}
    weight: Weight = 1.0

    def source(self) -> Source:
        """The source that the fields describe."""
        knobs = {name: knob_value(value) for name, value in self.knobs.items()}
        return Source(self.family, self.difficulty, knobs, self.weight)


class SolvedFields(FileFields):
    """Which problems are drawn and how they are solved: of a stage, or of a study's dataset."""

    among: list[str] = []
    choices: dict[str, str] = {}
    without: list[str] = []
    shortcuts: dict[str, Weight] = {}
    corrupt: Weight = 0.0
    backtracks: Count = 0
    check: bool = False


class StageFields(SolvedFields):
    """A stage."""

    name: str
    size: Whole
    sources: list[SourceFields]
    strategies: Strategies = 4
    admits: Whole = 0

    def stage(self) -> Stage:
        """The stage that the fields describe."""
        return Stage(
            name=self.name,
            size=self.size,
            sources=tuple([fields.source() for fields in self.sources]),
            strategies=self.strategies,
            among=tuple(self.among),
            choices=self.choices,
            without=tuple(self.without),
            shortcuts=self.shortcuts,
            admits=self.admits,
            corrupt=self.corrupt,
            backtracks=count_range(self.backtracks),
            check=self.check,
        )


class CurriculumFields(FileFields):
    """A curriculum."""

    name: str
    seed: Whole = 0
    style: str = LATEX
    detail: str = "normal"
    label: str = ""
    phrasing: Whole = 0
    template: str = ""
    shares: dict[str, Weight] = dict(OWNED)
    arm: str = ""
    stages: list[StageFields]

    def curriculum(self) -> Curriculum:
        """The curriculum that the fields describe."""
        return Curriculum(
            name=self.name,
            stages=tuple([fields.stage() for fields in self.stages]),
            seed=self.seed,
            style=self.style,
            detail=self.detail,
            label=self.label,
            phrasing=self.phrasing,
            template=self.template,
            shares=self.shares,
            arm=self.arm,
        )


def knob_value(value: int | str | list[int]) -> KnobValue:
    """A knob's value, as read from a file."""
    if isinstance(value, list):
        return (value[0], value[1])
    return read_value(value) if isinstance(value, str) else value


def count_range(value: int | str | list[int]) -> tuple[int, int]:
    """How many, from least to most, as read from a file. Raises CurriculumError."""
    read = knob_value(value)
    ends = read if isinstance(read, tuple) else (read, read)
    if not all([isinstance(end, int) for end in ends]):
        raise CurriculumError(f"backtracks: {shown(value)} is not {WANTED['count']}")
    return ends  # type: ignore[return-value]


def read_curriculum(path: str | Path) -> Curriculum:
    """The checked curriculum in a file. Raises CurriculumError naming file and field; nothing in
    the file is ever executed."""
    if not isinstance(path, str | Path):
        raise wrong_type("path", path, "a path")
    data = read_bounded(path)
    try:
        return from_mapping(read_yaml(data), notices=True).checked()
    except RequestError as error:
        raise CurriculumError(f"{path}: {error}") from error


def read_bounded(path: str | Path) -> bytes:
    """What a file holds. Raises CurriculumError where it cannot be read or holds too much."""
    try:
        with open(path, "rb") as file:
            data = file.read(SIZE + 1)
    except OSError as error:
        raise CurriculumError(f"{path}: {error.strerror}") from error
    if len(data) > SIZE:
        raise CurriculumError(f"{path}: larger than {SIZE:,} bytes")
    return data


def from_mapping(content: Any, notices: bool = False) -> Curriculum:
    """The curriculum that plain mappings and lists describe. Old names of fields are taken, with a
    notice where that is asked for. Raises CurriculumError with the path of each bad field."""
    try:
        fields = CurriculumFields.model_validate(renamed(content, notices))
    except ValidationError as error:
        raise CurriculumError(told(error)) from error
    return fields.curriculum()


def renamed(content: Any, notices: bool) -> Any:
    """The content with its fields and styles called as they are now. Raises RequestError."""
    if not isinstance(content, Mapping):
        return content
    style, wording = content.get("style"), content.get("wording")
    if not all([isinstance(value, (str, type(None))) for value in (style, wording)]):
        return content
    asked = style_or_wording(style, wording, "style", "wording", notices)
    others = {name: value for name, value in content.items() if name != "wording"}
    return {**others, "style": asked} if asked else content


def told(error: ValidationError) -> str:
    """What is wrong in one line: unknown fields first, for a field that is missing may be there
    under one of them."""
    errors = sorted(
        error.errors(include_url=False), key=lambda detail: detail["type"] != "extra_forbidden"
    )
    lines = [line_of(detail) for detail in errors[:TOLD]]
    more = f"; and {len(errors) - TOLD:,} more" if len(errors) > TOLD else ""
    return "; ".join(lines) + more


def line_of(error: ErrorDetails) -> str:
    """The path of one bad field, what came, and what is allowed."""
    path = path_of(error["loc"])
    if error["type"] in ("extra_forbidden", "invalid_key"):
        return f"{path}: no such field; there are {', '.join(fields_beside(error['loc']))}"
    if path and (error["type"] == "missing" or error["input"] is None):
        return f"{path}: is missing"
    if error["type"] == "model_type":
        wanted = ", ".join(fields_beside((*error["loc"], "")))
        kind = "nothing" if error["input"] is None else type(error["input"]).__name__
        return f"{path or 'the file'}: a mapping with {wanted} is needed, not {kind}"
    wanted = WANTED.get(error["type"], error["msg"])
    return f"{path}: {shown(error['input'])} is not {wanted}"


def path_of(parts: tuple[int | str, ...]) -> str:
    """`stages[0].sources[1].weight`."""
    path = ""
    for i, part in enumerate(parts):
        listed = isinstance(part, int) and i and parts[i - 1] in ("stages", "sources", "among")
        if part not in KINDS:
            path += f"[{part}]" if listed else f".{shown_name(part)}"
    return path.removeprefix(".")


def fields_beside(parts: tuple[int | str, ...]) -> list[str]:
    """The fields of the mapping that holds a path's last part."""
    if "sources" in parts[:-1]:
        return list(SourceFields.model_fields)
    if "stages" not in parts[:-1]:
        return list(FIELDS)
    shared = SolvedFields.model_fields
    return [*[name for name in StageFields.model_fields if name not in shared], *shared]


def shown_name(part: int | str) -> str:
    """A part of a path, not too long."""
    return shown(part).strip("'\"")


def shown(value: Any) -> str:
    """A value as it is written in Python, not too long."""
    if isinstance(value, int) and abs(value) >= 10**SHOWN:
        return f"a number of more than {SHOWN} digits"
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


class Refused(yaml.MarkedYAMLError):
    """YAML that says more than plain values do."""


class DataLoader(yaml.SafeLoader):
    """Reads plain values only: no tags but YAML's own, no aliases, no field twice."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node of the file. Raises Refused for an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise Refused(None, None, "aliases (*NAME) are not taken; write the value out", mark)
        return super().compose_node(parent, index)

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        """A whole number. Raises Refused for one that begins with 0, which YAML reads to the base
        eight."""
        text = str(node.value).lstrip("+-")
        if len(text) > 1 and text[0] == "0" and text[1].isdigit():
            problem = f"{node.value[:SHOWN]} begins with 0; write the number without"
            raise Refused(None, None, problem, node.start_mark)
        return super().construct_yaml_int(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping. Raises Refused where it has a field twice."""
        keys = set()
        for name, _ in node.value:
            key = (name.tag, name.value) if isinstance(name, yaml.ScalarNode) else None
            if key in keys:
                problem = f"the field '{name.value[:SHOWN]}' is there twice"
                raise Refused(None, None, problem, name.start_mark)
            if key is not None:
                keys.add(key)
        return super().construct_mapping(node, deep)


DataLoader.add_constructor("tag:yaml.org,2002:int", DataLoader.construct_yaml_int)


def read_yaml(data: bytes) -> Any:
    """The plain values of a YAML text. Raises CurriculumError saying where it is none."""
    try:
        return yaml.load(data.decode("utf-8"), DataLoader)
    except Refused as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CurriculumError(f"line {line}: {error.problem}") from error
    except UnicodeDecodeError as error:
        raise CurriculumError("the file is no text in UTF-8; save it as such") from error
    except ReaderError as error:
        raise CurriculumError(
            f"not YAML: sign {error.position + 1:,} is none that YAML has; take it out"
        ) from error
    except RecursionError as error:
        raise CurriculumError("not YAML that is read: it is nested too deeply") from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or type(error).__name__
        raise CurriculumError(f"not YAML{where}: {problem}") from error


def to_mapping(curriculum: Curriculum) -> dict[str, Any]:
    """Plain mappings and lists that `from_mapping` reads back as an equal curriculum. A dataset's
    manifest holds them, and a build is recognised by them: names stay as they were first written,
    `wording: natural` for what is called `style: plain` now."""
    return {
        "name": curriculum.name,
        "seed": curriculum.seed,
        "wording": curriculum.wording,
        **rendering_mapping(curriculum),
        "template": curriculum.template,
        "shares": dict(curriculum.shares),
        "arm": curriculum.arm,
        "stages": [stage_mapping(stage) for stage in curriculum.stages],
    }


def rendering_mapping(curriculum: Curriculum) -> dict[str, Any]:
    """How a curriculum's texts are written, beside the style. Of terse ones only what is unusual,
    so that the manifest of a study reads as it did before there were such choices."""
    usual, rendering = Rendering(curriculum.style), curriculum.rendering
    label = rendering.labelled
    values = {"detail": rendering.detail, "label": label, "phrasing": rendering.phrasing}
    if curriculum.style != TERSE:
        return values
    before = {"detail": usual.detail, "label": usual.labelled, "phrasing": usual.phrasing}
    return {name: value for name, value in values.items() if value != before[name]}


def stage_mapping(stage: Stage) -> dict[str, Any]:
    """A stage as plain mappings and lists."""
    strategies = stage.strategies
    return {
        "name": stage.name,
        "size": stage.size,
        "strategies": strategies if isinstance(strategies, int) else dict(strategies),
        "among": list(stage.among),
        "choices": dict(stage.choices),
        **({"without": list(stage.without)} if stage.without else {}),
        **({"shortcuts": dict(stage.shortcuts)} if stage.shortcuts else {}),
        **({"admits": stage.admits} if stage.admits else {}),
        **({"corrupt": stage.corrupt} if stage.corrupt else {}),
        **({"backtracks": show_value(stage.backtracks)} if stage.backtracks != (0, 0) else {}),
        **({"check": True} if stage.check else {}),
        "sources": [source_mapping(source) for source in stage.sources],
    }


def source_mapping(source: Source) -> dict[str, Any]:
    """A source as a plain mapping."""
    knobs = {
        name: value if isinstance(value, int) else show_value(value)
        for name, value in source.knobs.items()
    }
    return {
        "family": source.family,
        "difficulty": source.difficulty,
        "knobs": knobs,
        "weight": source.weight,
    }


def write_curriculum(curriculum: Curriculum) -> str:
    """The YAML text of a curriculum. Raises WrongType for what is none."""
    if not isinstance(curriculum, Curriculum):
        raise wrong_type("curriculum", curriculum, "a Curriculum")
    content = {
        "style" if name == "wording" else name: value
        for name, value in to_mapping(curriculum).items()
    }
    content["style"] = curriculum.style
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=False)
