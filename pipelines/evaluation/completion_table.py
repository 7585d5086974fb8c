"""The table of completions of one checkpoint: its columns and what each means, and the same as
arrays that figures are computed from.

Problems are grouped by type, and where a family has no types, by family. What a group's problems
are called is its *band*: the range of steps of a study, or the difficulty.
"""

import re
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pyarrow as pa

from curricula.names import fault
from generators import catalog
from generators.errors import ReportError

COLUMNS = {
    "problem_id": (pa.string(), "the problem's id in its dataset"),
    "family": (pa.string(), "domain.name of the family"),
    "type": (pa.string(), "the problem's type, where its family has several; else empty"),
    "difficulty": (pa.int8(), "the rung, 1 to 5"),
    "band": (pa.string(), "what the difficulty is called in tables, such as 6-9 for its steps"),
    "sampling": (
        pa.string(),
        "free, greedy, or forced: with an opening that commits to a strategy",
    ),
    "forced": (pa.string(), "the strategy whose opening was forced; else empty"),
    "sample": (pa.int16(), "the how-manieth completion of the problem under that sampling, from 0"),
    "completion": (pa.string(), "the text"),
    "answer": (pa.string(), "the final answer that was found in it"),
    "correct": (pa.bool_(), "whether that answer is right"),
    "reason": (pa.string(), "why it is not; else empty"),
    "strategy": (pa.string(), "the strategy recognised; none or mixed where none is"),
    "strategy_reason": (pa.string(), "why none is"),
    "approach": (pa.string(), "the approach of that strategy; empty where none is recognised"),
    "said": (
        pa.string(),
        "yes or no: the verdict that a solution by guess and check writes; else empty",
    ),
    "first_wrong": (pa.int32(), "the first wrong line, from 0; null where no line is wrong"),
    "first_wrong_kind": (pa.string(), "what is wrong there; else empty"),
    "options": (
        pa.int32(),
        "among how many answers a guess chooses; null where guessing is hopeless",
    ),
    "guess": (
        pa.float64(),
        "how often the best of simple guesses is right where `options` is null; else null",
    ),
    "shortcuts": (
        pa.string(),
        "the family's shortcuts that reach the right answer of this problem, with spaces between",
    ),
    "lines": (pa.int32(), "how many lines were read in it"),
    "solution": (
        pa.string(),
        "where answer and lines are right a digest of the claims of the lines, in whatever order:"
        " two completions with the same one have the same step graph; else empty",
    ),
    "tokens": (pa.int32(), "the completion's length"),
    "ended": (pa.bool_(), "whether it ended by itself, rather than at the limit"),
}
SCHEMA = pa.schema([(name, column) for name, (column, _) in COLUMNS.items()])
UNREAD = (
    "completion",
    "answer",
    "strategy_reason",
    "sample",
)  # columns that no figure is computed from
LATER = (  # columns that tables of earlier versions lack
    *("guess", "shortcuts", "lines", "solution", "approach"),
)
NAMED = {  # columns of names, each with its kind
    "family": "family",
    "type": "type",
    "forced": "strategy",
    "strategy": "strategy",
}
UNRECOGNISED = ("none", "mixed")
ALL = "all"  # all bands, or all types


@dataclass(frozen=True)
class Completions:
    """Completions as arrays, one element each. `problem` is an index into `ids`; the others hold
    texts, flags or numbers, `first_wrong` -1 where no line is wrong, `lines` -1 where nobody
    counted. `guess` is how often a guess is right, nan where nobody knows."""

    ids: tuple[str, ...]
    problem: np.ndarray
    group: np.ndarray
    band: np.ndarray
    sampling: np.ndarray
    forced: np.ndarray
    strategy: np.ndarray
    approach: np.ndarray
    correct: np.ndarray
    reason: np.ndarray
    said: np.ndarray
    first_wrong: np.ndarray
    first_wrong_kind: np.ndarray
    guess: np.ndarray
    shortcuts: np.ndarray
    lines: np.ndarray
    solution: np.ndarray
    tokens: np.ndarray
    ended: np.ndarray
    groups: tuple[str, ...]
    bands: tuple[str, ...]
    # two types of one family, as in the study: what one strategy is natural for, another is for the
    # other
    paired_types: bool

    def __len__(self) -> int:
        return len(self.problem)

    def where(self, mask: np.ndarray) -> "Completions":
        """Those of the mask, [completions] of bool; ids, groups and bands stay."""
        arrays = {
            f.name: getattr(self, f.name)[mask]
            for f in fields(self)
            if isinstance(getattr(self, f.name), np.ndarray)
        }
        return replace(self, **arrays)

    def alone(self) -> "Completions":
        """The same with only the problems that have completions here."""
        present, problem = np.unique(self.problem, return_inverse=True)
        return replace(self, ids=tuple(self.ids[i] for i in present), problem=problem)

    def at(self, band: str, group: str) -> "Completions":
        """Those on problems of a band, or of ALL, and a group."""
        return self.where((self.group == group) & ((self.band == band) | (band == ALL)))

    @property
    def usual(self) -> "Completions":
        """Those that accuracy is about: freely sampled, or greedy where none is."""
        free = self.where(self.sampling == "free")
        return free if len(free) else self.where(self.sampling == "greedy")

    def per_problem(self, counted: np.ndarray | None = None) -> np.ndarray:
        """How many completions of each problem there are, or are in the mask: shape [len(ids)]."""
        return np.bincount(
            self.problem if counted is None else self.problem[counted], minlength=len(self.ids)
        )


def read_completions(table: pa.Table) -> Completions:
    """The table as arrays. Raises ReportError where a column is missing, or a name is none."""
    missing = [
        name for name in COLUMNS if name not in table.column_names and name not in (*UNREAD, *LATER)
    ]
    if missing:
        raise ReportError(f"the table of completions has no column {', '.join(missing)}")
    for column, kind in NAMED.items():
        for name in table[column].fill_null("").unique().to_pylist():
            if name and (wrong := fault(kind, name)):
                raise ReportError(f"in the table of completions {wrong}")
    codes = table["problem_id"].combine_chunks().dictionary_encode()
    types, families = texts(table, "type"), texts(table, "family")
    group = named_groups(families, types)
    band, difficulty = texts(table, "band"), table["difficulty"].to_numpy()
    rungs = {name: int(difficulty[band == name].min()) for name in np.unique(band)}
    return Completions(
        ids=tuple(codes.dictionary.to_pylist()),
        problem=codes.indices.to_numpy(),
        group=group,
        band=band,
        **{
            name: texts(table, name)
            for name in ("sampling", "forced", "strategy", "reason", "said", "first_wrong_kind")
        },
        approach=approaches_of(families, texts(table, "strategy")),
        correct=flags(table, "correct"),
        first_wrong=table["first_wrong"].fill_null(-1).to_numpy(),
        guess=guess_of(table),
        shortcuts=later_texts(table, "shortcuts"),
        lines=lines_of(table),
        solution=later_texts(table, "solution"),
        tokens=table["tokens"].to_numpy(),
        ended=flags(table, "ended"),
        groups=tuple(np.unique(group).tolist()),
        bands=tuple(sorted(rungs, key=lambda name: (rungs[name], natural(name)))),
        paired_types=len(np.unique(families)) == 1 and len(np.unique(types)) == 2,
    )


def approaches_of(families: np.ndarray, strategies: np.ndarray) -> np.ndarray:
    """The approach of each completion's strategy; the strategy itself where no family says."""
    pairs = sorted(set(zip(families.tolist(), strategies.tolist(), strict=True)))
    approach = {pair: approach_of(*pair) for pair in pairs}
    return np.array(
        [approach[pair] for pair in zip(families.tolist(), strategies.tolist(), strict=True)],
        dtype=object,
    )


def approach_of(family: str, strategy: str, otherwise: str | None = None) -> str:
    """The approach of one strategy; where no family says, the strategy itself, or what is given."""
    try:
        return catalog.family(family).strategies[strategy].approach
    except (ValueError, KeyError):
        return strategy if otherwise is None else otherwise


def guess_of(table: pa.Table) -> np.ndarray:
    """How often a guess at each problem is right: one among its possible answers where its family
    knows how many there are, else as was measured, nan where it was not."""
    options = table["options"].fill_null(0).to_numpy().astype(float)
    measured = np.full(len(options), np.nan)
    if "guess" in table.column_names:
        measured = table["guess"].cast(pa.float64()).fill_null(np.nan).to_numpy()
    return np.where(options > 0, 1 / np.maximum(options, 1), measured)


def later_texts(table: pa.Table, name: str) -> np.ndarray:
    """A column of texts that tables of earlier versions lack; they have empty ones."""
    if name in table.column_names:
        return texts(table, name)
    return np.full(table.num_rows, "", dtype=object)


def lines_of(table: pa.Table) -> np.ndarray:
    """How many lines were read in each completion, -1 where nobody counted."""
    if "lines" not in table.column_names:
        return np.full(table.num_rows, -1)
    return table["lines"].cast(pa.int64()).fill_null(-1).to_numpy()


def texts(table: pa.Table, name: str) -> np.ndarray:
    """A column of texts, a null being an empty one; each distinct text exists once."""
    column = table[name].fill_null("").combine_chunks().dictionary_encode()
    if not len(column):
        return np.array([], dtype=object)
    return np.array(column.dictionary.to_pylist(), dtype=object)[column.indices.to_numpy()]


def flags(table: pa.Table, name: str) -> np.ndarray:
    return table[name].combine_chunks().to_numpy(zero_copy_only=False).astype(bool)


def named_groups(families: np.ndarray, types: np.ndarray) -> np.ndarray:
    """The group of each completion: the problem's type, its family where that has none, and both
    where there are several families."""
    pairs = sorted(set(zip(families.tolist(), types.tolist(), strict=True)))
    several = len({family for family, _ in pairs}) > 1
    names = {
        (family, type): f"{family} {type}".strip() if several else type or family
        for family, type in pairs
    }
    return np.array(
        [names[pair] for pair in zip(families.tolist(), types.tolist(), strict=True)], dtype=object
    )


def called(band: str) -> str:
    """A band in a sentence: a bare rung is told as what it is."""
    if band == ALL:
        return "all problems"
    return f"difficulty {band}" if band.isdigit() else band


def natural(text: str) -> list[Any]:
    """A key that sorts texts with numbers in them as people do: 2-5, 6-9, 10-15."""
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", text)
        if part
    ]
