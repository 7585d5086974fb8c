"""What a verification vouches for: of which rows every column, of which only what the files alone
show, and why not more."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import filterfalse
from operator import itemgetter
from typing import Any

import pyarrow as pa

from curricula.names import shown
from curricula.split import RL_STAGES
from generators.html import mark, table, words
from generators.problem import DRAW_VERSION
from generators.render import TEXT_VERSION
from pipelines.dataset.conclusions import Families
from pipelines.dataset.schema import MESSAGES, SCHEMAS

SHOWN = 60  # letters of a family's name in a note
MOST = 1_000  # findings of one file, after which it is read no further

NUMBERS_ONLY = "answers are compared with conclusions by their numbers only"


def found(count: int) -> str:
    """So many findings, in words."""
    return "1 finding" if count == 1 else f"{count:,} findings"


class Level(IntEnum):
    """How much of a row is vouched for."""

    FILES = 0  # what can be decided from the files alone
    PROBLEM = 1  # all but the texts of solutions, which another version wrote
    DRAWN = 2  # every column


# What can be decided from the files alone. Prompts and completions are what the template makes of
# statements and solutions, which are not decided themselves.
IDS = ("id", "problem_id", "stage", "split")
LABELS = ("correct", "fault_step", "carried", "roles", "backtracks", "checked")
LINES = ("labels", "roles", "places", "first_wrong")
DECIDED = {
    "problems": (
        *IDS,
        "answer",
        "problem",
        *[f"solutions.{name}" for name in ("answer", "correct", "fault_step", "cost.steps")],
        *[f"solutions.{name}" for name in ("carried", "checked")],
        *[f"solutions.backtracks.{name}" for name in ("start", "stop")],
        *[
            f"solutions.steps.{name}"
            for name in ("claim", "gives", "premises", "constants", "role")
        ],
    ),
    "sft": (*IDS, "prompt", "completion", "problem", "tokens", *LABELS, "step_labels"),
    "steps": (*IDS, "prompt", "completions", *LINES, "correct"),
    "base": (*IDS, "completion", "steps.claim"),
    **dict.fromkeys((*RL_STAGES, "eval"), (*IDS, "prompt", "answer", "problem")),
}
# What is not compared with the rows drawn again where another version wrote the texts
WRITTEN = {
    "problems": (
        "measured",
        "solution",
        "solutions.fault_step",
        "solutions.carried",
        "solutions.backtracks",
        "solutions.checked",
        "solutions.cost",
        "solutions.opening",
        "solutions.steps",
    ),
    "sft": ("measured", "completion", "solution", "tokens", *LABELS, "step_labels"),
    "steps": ("measured", "completions", *LINES),
    "base": ("measured", "prompt", "completion", "steps"),
    **dict.fromkeys((*RL_STAGES, "eval"), ("measured", "solution")),
}


def leaves(kind: pa.DataType, path: str) -> Iterator[str]:
    """The columns of a type, those within others as `solutions.steps.claim`."""
    if pa.types.is_list(kind) and kind != MESSAGES:
        yield from leaves(kind.value_type, path)
    elif pa.types.is_struct(kind):
        for inner in kind:
            yield from leaves(inner.type, f"{path}.{inner.name}".removeprefix("."))
    else:
        yield path


COLUMNS = {config: list(leaves(pa.struct(schema), "")) for config, schema in SCHEMAS.items()}


def vouched_columns(config: str, level: Level) -> list[str]:
    """The columns of a config that are vouched for at a level."""
    if level is Level.DRAWN:
        return COLUMNS[config]
    decided = DECIDED[config]
    if level is Level.FILES:
        return [name for name in COLUMNS[config] if name in decided]
    return [
        name for name in COLUMNS[config] if name in decided or not name.startswith(WRITTEN[config])
    ]


@dataclass
class Report:
    """Counts of what was checked, and every finding as {file, id, reason}; `bad` is empty for a
    sound dataset. `families` are those that its rows name. Of what was not drawn again `reasons`
    says why not, each with the families or folders that it goes for; `levels` says of each config
    how much of its rows is vouched for at least."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[dict[str, str]] = field(default_factory=list)
    families: Families = field(default_factory=Families)
    reasons: dict[str, set[str]] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    by_file: Counter[str] = field(default_factory=Counter)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found; what is not vouched for stands in `notes()`."""
        return not self.bad

    def __repr__(self) -> str:
        counts = ", ".join([f"{count:,} {what}" for what, count in self.counts.items()])
        return f"<Report: {counts or 'nothing read'}; {found(len(self.bad))}>"

    def _repr_html_(self) -> str:
        found = "".join([f"<p>{words(line)}</p>" for line in [repr(self)[1:-1], *self.notes()]])
        if not self.bad:
            return f"{mark('right')}{found}"
        head = ["file", "id", "reason"]
        rows = [list(map(words, itemgetter(*head)(bad))) for bad in self.bad]
        return f"{mark('wrong')}{found}{table(head, rows)}"

    def find(self, file: str, id: str, reason: str) -> None:
        """Note a finding, each part of it in one line whatever names came. After MOST of a file
        one says that no more are named."""
        self.by_file[file] += 1
        if self.by_file[file] == MOST + 1:
            id, reason = "", f"has more than {MOST:,} findings; the rest are not named"
        if self.by_file[file] <= MOST + 1:
            self.bad.append({"file": shown(file), "id": shown(id), "reason": shown(reason)})

    def reach(self, config: str, level: Level) -> None:
        """Note how much of some rows of a config is vouched for."""
        self.levels[config] = min(level, self.levels.get(config, level))

    def leave_open(self, reason: str, name: str) -> None:
        """Note why something of that name was not drawn again."""
        self.reasons.setdefault(reason, set()).add(shown(name, SHOWN))

    def vouched(self) -> dict[str, Any]:
        """What is vouched for in every row, and what is not in some, for programs."""
        columns = {config: vouched_columns(config, level) for config, level in self.levels.items()}
        return {
            "problems_drawn_again": self.counts["problems drawn again"],
            "columns": columns,
            "open": {
                config: list(filterfalse(vouched.__contains__, COLUMNS[config]))
                for config, vouched in columns.items()
            },
            "because": {reason: sorted(names) for reason, names in self.reasons.items()},
        }

    def notes(self) -> list[str]:
        """What the report does not vouch for, a line for each cause."""
        return [f"{', '.join(sorted(names))}: {reason}" for reason, names in self.reasons.items()]


OPEN = ", ".join([name for name in COLUMNS["problems"] if name not in DECIDED["problems"]])
OF_ROWS = f"not vouched for in its rows: {OPEN}"
FROM_FILES = f"decided from the files alone, as asked; {OF_ROWS}"
MISSING = (
    f"not here, so not drawn again (name its folder with --family-dir); {OF_ROWS}; {NUMBERS_ONLY},"
    " and claims with functions of its own cannot be read"
)
EDITED = (
    "its source is not the one that made the dataset, so it is not drawn again;"
    f" {OF_ROWS}; {NUMBERS_ONLY}"
)
OTHER_DRAWS = (
    f"made by other draws than version {DRAW_VERSION}, so not drawn again; {OF_ROWS};"
    f" {NUMBERS_ONLY}"
)
OTHER_TEXT = (
    f"its solutions are of another text than version {TEXT_VERSION}, so that they are decided from"
    " the files alone; not vouched for: measured, and of solutions words, cost.operations and"
    " cost.digits"
)
IMPORTED = "a set from elsewhere, of which nothing but the files is vouched for"
