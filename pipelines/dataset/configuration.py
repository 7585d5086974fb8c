"""What a manifest says that its dataset was made from, read with distrust: which curriculum, by
which versions and families, and which files follow from it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from curricula.curriculum import Curriculum, Stage
from curricula.curriculum_file import from_mapping
from generators.errors import CurriculaError, DatasetError
from generators.problem import DRAW_VERSION
from generators.render import TEXT_VERSION
from pipelines.dataset.card import CARD, head_fault
from pipelines.dataset.card_words import WORDS, read_words
from pipelines.dataset.identity import source_digest
from pipelines.dataset.manifest import not_plain
from pipelines.dataset.plan import SHARD, curriculum_families
from pipelines.dataset.redraw import Redraw, only_of, planned_files
from pipelines.dataset.template import Template
from pipelines.dataset.vouching import EDITED, FROM_FILES, OTHER_DRAWS, OTHER_TEXT, Report
from pipelines.writing.quoting import line

CARD_SIZE = 10_000_000  # bytes of a card that are read


class Configuration:
    """The configuration that a manifest names. What is asked of it may raise CurriculaError."""

    def __init__(self, manifest: dict[str, Any]) -> None:
        self.files, self.config = manifest["files"], manifest["config"]
        self.exports: dict[str, Any] = manifest.get("exports", {})
        self.is_imported = "imported" in self.config
        self.same_draws = self.config.get("draw_version") == DRAW_VERSION
        self.same_text = self.config.get("text_version") == TEXT_VERSION
        self.sources: dict[str, str] = self.config.get("families", {})
        self.mixtures: dict[str, list[str]] = self.config.get("mixtures", {})

    @cached_property
    def curriculum(self) -> Curriculum:
        """The curriculum, when all but its families is right with it. Raises CurriculumError."""
        curriculum = from_mapping(self.config["curriculum"]).shape_checked()
        stages = [in_order_written(stage, self.mixtures) for stage in curriculum.stages]
        return replace(curriculum, stages=tuple(stages))

    @property
    def shard_size(self) -> int:
        """How many problems a full shard of this dataset has."""
        said = self.config.get("shard")
        return said if type(said) is int and said > 0 else SHARD

    @cached_property
    def edited(self) -> frozenset[str]:
        """The families that are here, but with another source than the one recorded."""
        return frozenset([name for name in self.sources if self.is_edited(name)])

    def is_edited(self, name: str) -> bool:
        try:
            return source_digest(name) != self.sources[name]
        except CurriculaError:
            return False  # it is missing, which is told elsewhere

    def file_faults(self, folder: Path) -> Iterator[tuple[str, str]]:
        """Files that the configuration does not have, or has with another number of rows."""
        planned = planned_files(self.curriculum) if self.config.get("shard") == SHARD else {}
        for name in sorted(planned.keys() - self.problem_rows.keys()):
            yield f"problems/{name}", f"is missing; by the configuration it has {planned[name]:,}"
        for name, rows in self.problem_rows.items() if planned else ():
            due = planned.get(name)
            if due is None:
                yield f"problems/{name}", "is no file that the configuration has"
            elif rows != due:
                yield f"problems/{name}", f"has {rows:,} rows; by the configuration it has {due:,}"

    def card_faults(self, folder: Path) -> Iterator[tuple[str, str]]:
        """A card that names another command, or that leads its readers to other files; words of its
        author that cannot be read."""
        try:
            read_words(folder)
        except DatasetError as error:
            yield WORDS, str(error).removeprefix(f"{folder / WORDS}").lstrip(": ")
        if CARD not in self.files or not_plain(folder, CARD):
            return
        try:
            with open(folder / CARD, "rb") as card:
                text = card.read(CARD_SIZE).decode("utf-8")
        except OSError:  # a finding of its own
            return
        except UnicodeDecodeError:
            yield CARD, "is no text in UTF-8"
            return
        if line(self.config.get("command", "")) not in text:
            yield CARD, "names another command than the manifest"
        if wrong := head_fault(text, self.files, self.exports):
            yield CARD, wrong

    @property
    def problem_rows(self) -> dict[str, int]:
        """How many rows the manifest says each file of problems has, by its name there."""
        start = "problems/"
        return {
            name.removeprefix(start): said["rows"]
            for name, said in self.files.items()
            if name.startswith(start)
        }

    def redraw(self, report: Report, template: Template, name: str, wanted: bool) -> Redraw | None:
        """How the rows are drawn again; None where they are not. The report is told what is left
        open. Raises CurriculaError where the configuration cannot be drawn."""
        curriculum = self.curriculum
        if not self.same_draws:
            report.leave_open(OTHER_DRAWS, name)
            return None
        for family in sorted(self.edited):
            report.leave_open(EDITED, family)
        if not wanted:
            report.leave_open(FROM_FILES, name)
            return None
        families = {
            family
            for family in curriculum_families(curriculum) - self.edited
            if report.families.get(family) is not None
        }
        part = only_of(curriculum, families)
        if part is None:
            return None
        part.checked()
        if not self.same_text:
            report.leave_open(OTHER_TEXT, name)
        return Redraw(curriculum, template, families, self.same_text, self.shard_size)


def in_order_written(stage: Stage, mixtures: Mapping[str, list[str]]) -> Stage:
    """A stage with its mixture of strategies in the order that a manifest keeps."""
    strategies, names = stage.strategies, mixtures.get(stage.name, [])
    if isinstance(strategies, int) or sorted(names) != sorted(strategies):
        return stage
    return replace(stage, strategies={name: strategies[name] for name in names})


def mixtures_of(curriculum: Curriculum) -> dict[str, list[str]]:
    """Of each stage with a mixture of strategies their order, which decides who solves what; a
    mapping in a file loses it."""
    return {
        stage.name: list(stage.strategies)
        for stage in curriculum.stages
        if not isinstance(stage.strategies, int)
    }
