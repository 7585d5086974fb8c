"""The YAML form of a curriculum: the same values as curriculum.py, read with errors that give the
path of the bad field."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from curricula.curriculum import SHARES, Curriculum, CurriculumError, Source, Stage
from generators.knobs import read_value, show_value

SIZE = 1_000_000  # bytes of a curriculum file


def read_curriculum(path: str | Path) -> Curriculum:
    """The checked curriculum in a file. Raises CurriculumError naming file and field; nothing in
    the file is ever executed."""
    try:
        with open(path, "rb") as file:
            data = file.read(SIZE + 1)
        if len(data) > SIZE:
            raise CurriculumError(f"{path}: larger than {SIZE:,} bytes")
        content = yaml.safe_load(data.decode("utf-8"))
    except OSError as error:
        raise CurriculumError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        place = f" at line {where.line + 1}" if where else ""
        raise CurriculumError(
            f"{path}: not YAML{place}: {getattr(error, 'problem', None) or type(error).__name__}"
        ) from error
    try:
        return from_mapping(content).checked()
    except CurriculumError as error:
        raise CurriculumError(f"{path}: {error}") from error


def from_mapping(content: Any) -> Curriculum:
    """The curriculum that plain mappings and lists describe. Raises CurriculumError with the path
    of the bad field."""
    fields = Fields("", content, ("name", "seed", "wording", "template", "shares", "arm", "stages"))
    shares = fields.mapping("shares", float, SHARES)
    stages = tuple(
        stage_from(f"stages[{i}]", value) for i, value in enumerate(fields.items("stages"))
    )
    return Curriculum(
        name=fields.text("name"),
        stages=stages,
        seed=fields.whole("seed", 0),
        wording=fields.text("wording", "natural"),
        template=fields.text("template", "plain"),
        shares=shares,
        arm=fields.text("arm", ""),
    )


def stage_from(path: str, content: Any) -> Stage:
    fields = Fields(
        path, content, ("name", "size", "sources", "strategies", "among", "choices", "without")
    )
    strategies = fields.value("strategies", 4)
    if isinstance(strategies, Mapping):
        strategies = fields.mapping("strategies", float, {})
    elif not isinstance(strategies, int) or isinstance(strategies, bool):
        raise CurriculumError(
            f"{path}.strategies: {strategies!r} is neither a number nor a mixture such as {{forward: 1, backward: 1}}"
        )
    return Stage(
        name=fields.text("name"),
        size=fields.whole("size"),
        sources=tuple(
            source_from(f"{path}.sources[{i}]", value)
            for i, value in enumerate(fields.items("sources"))
        ),
        strategies=strategies,
        among=tuple(fields.texts("among")),
        choices=fields.mapping("choices", str, {}),
        without=tuple(fields.texts("without")),
    )


def source_from(path: str, content: Any) -> Source:
    fields = Fields(path, content, ("family", "difficulty", "knobs", "weight"))
    knobs = {}
    for name, value in fields.mapping("knobs", None, {}).items():
        if not isinstance(value, (int, str)) or isinstance(value, bool):
            raise CurriculumError(
                f"{path}.knobs.{name}: {value!r} is not a number, a range such as 2-5, or a text"
            )
        knobs[name] = read_value(str(value))
    return Source(
        fields.text("family"), fields.whole("difficulty"), knobs, fields.number("weight", 1.0)
    )


class Fields:
    """Reads the fields of one mapping, each of one type; every error gives the field's path."""

    def __init__(self, path: str, content: Any, known: tuple[str, ...]) -> None:
        self.path, self.known = path, known
        if not isinstance(content, Mapping):
            raise CurriculumError(
                f"{path or 'the file'}: a mapping with {', '.join(known)} is needed, not {type(content).__name__}"
            )
        self.content = content
        for name in content:
            if name not in known:
                raise CurriculumError(
                    f"{self.at(name)}: no such field; there are {', '.join(known)}"
                )

    def at(self, name: Any) -> str:
        return f"{self.path}.{name}" if self.path else str(name)

    def value(self, name: str, default: Any = None) -> Any:
        value = self.content.get(name, default)
        if value is None:
            raise CurriculumError(f"{self.at(name)}: is missing")
        return value

    def typed(self, name: str, default: Any, kinds: type | tuple[type, ...], wanted: str) -> Any:
        value = self.value(name, default)
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise CurriculumError(f"{self.at(name)}: {value!r} is not {wanted}")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        return self.typed(name, default, str, "a text")

    def whole(self, name: str, default: int | None = None) -> int:
        return self.typed(name, default, int, "a whole number")

    def number(self, name: str, default: float | None = None) -> float:
        return float(self.typed(name, default, (int, float), "a number"))

    def items(self, name: str) -> list[Any]:
        return self.typed(name, None, list, "a list")

    def texts(self, name: str) -> list[str]:
        values = self.typed(name, [], list, "a list of texts")
        for i, value in enumerate(values):
            if not isinstance(value, str):
                raise CurriculumError(f"{self.at(name)}[{i}]: {value!r} is not a text")
        return values

    def mapping(self, name: str, kind: type | None, default: Mapping[str, Any]) -> dict[str, Any]:
        values = self.typed(name, dict(default), Mapping, "a mapping")
        for key, value in values.items():
            accepted = (int, float) if kind is float else kind
            if not isinstance(key, str) or (
                accepted and (not isinstance(value, accepted) or isinstance(value, bool))
            ):
                raise CurriculumError(
                    f"{self.at(name)}.{key}: {value!r} is not a {'number' if kind is float else 'text'}"
                )
        return dict(values)


def to_mapping(curriculum: Curriculum) -> dict[str, Any]:
    """Plain mappings and lists that `from_mapping` reads back as an equal curriculum."""
    return {
        "name": curriculum.name,
        "seed": curriculum.seed,
        "wording": curriculum.wording,
        "template": curriculum.template,
        "shares": dict(curriculum.shares),
        "arm": curriculum.arm,
        "stages": [
            {
                "name": stage.name,
                "size": stage.size,
                "strategies": stage.strategies
                if isinstance(stage.strategies, int)
                else dict(stage.strategies),
                "among": list(stage.among),
                "choices": dict(stage.choices),
                **({"without": list(stage.without)} if stage.without else {}),
                "sources": [
                    {
                        "family": source.family,
                        "difficulty": source.difficulty,
                        "knobs": {
                            name: value if isinstance(value, int) else show_value(value)
                            for name, value in source.knobs.items()
                        },
                        "weight": source.weight,
                    }
                    for source in stage.sources
                ],
            }
            for stage in curriculum.stages
        ],
    }


def write_curriculum(curriculum: Curriculum) -> str:
    """The YAML text of a curriculum."""
    return yaml.safe_dump(to_mapping(curriculum), sort_keys=False, allow_unicode=False)
