"""What names may be: one expression for each kind, from strategies to the files of a dataset.

Names stand in folders, tables, pages and files of code; none has a sign that means something there.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from curricula.split import OWNERS, STAGES
from generators.arguments import WORD, WORD_IN_WORDS

STAGE = f"(?:{'|'.join(STAGES)})"
VIEW = f"(?:{'|'.join(STAGES)}|steps)"  # a config of rows made from those of problems
SPLIT = "[a-z][a-z0-9_]{0,31}"
PART = r"\d{5}-of-\d{5}"
TOP_FILES = ("README.md", "croissant.json", "refused.jsonl")  # of a dataset, beside its manifest
SHOWN = 60  # letters of a bad name in a message


class Kind(NamedTuple):
    """A kind of name: the expression that the whole of it matches, and the same in words."""

    pattern: re.Pattern[str]
    allowed: str


def kind(pattern: str, allowed: str) -> Kind:
    return Kind(re.compile(pattern, re.ASCII), allowed)


SMALL = "a small letter, then at most 31 small letters, digits and _"
ROWS, SHARD = "CONFIG/SPLIT-NNNNN-of-NNNNN", "STAGE-SPLIT-NNNNN-of-NNNNN"
FILES = "|".join(map(re.escape, TOP_FILES))
KINDS = {
    "stage": kind(STAGE, f"one of {', '.join(OWNERS)}, or rl2 to rl9"),
    "split": kind(SPLIT, SMALL),
    "arm": kind(
        "(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,63})?",
        "at most 64 letters, digits, _, - and ., a letter or a digit first",
    ),
    "family": kind(rf"{WORD}\.[A-Za-z0-9_]{{1,200}}", "DOMAIN.NAME in letters, digits and _"),
    "type": kind(f"(?:{WORD})?", WORD_IN_WORDS),
    "strategy": kind(WORD, WORD_IN_WORDS),
    "version": kind(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,63}", "letters, digits and the signs . + -"),
    "title": kind(
        r"[^\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]{0,200}",
        "at most 200 signs without control characters",
    ),
    "command": kind(
        r"[^\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]{0,10000}",
        "at most 10,000 signs without control characters",
    ),
    "shard": kind(f"{STAGE}-{SPLIT}-{PART}", SHARD),
    "file": kind(
        f"{FILES}|problems/{STAGE}-{SPLIT}-{PART}\\.parquet|{VIEW}/{SPLIT}-{PART}\\.parquet",
        f"{ROWS}.parquet, problems/{SHARD}.parquet, {' or '.join(TOP_FILES)}",
    ),
}


def fault(what: str, name: Any) -> str:
    """Why this is no name of that kind, in one line: what came and what is allowed. Else empty."""
    if isinstance(name, str) and fits(what, name):
        return ""
    came = f"'{shown(name, SHOWN)}'" if isinstance(name, str) else f"a {type(name).__name__}"
    return f"{came} is no name of a {what}; allowed is {KINDS[what].allowed}"


@lru_cache(maxsize=4_096)  # the rows of a dataset have few names, many times
def fits(what: str, name: str) -> bool:
    return KINDS[what].pattern.fullmatch(name) is not None


def stays_inside(path: str) -> bool:
    """Whether a path with / names something below the folder that it starts from, on any system."""
    plain = path.isprintable() and "\\" not in path and ":" not in path
    return plain and not {"", ".", ".."} & set(path.split("/"))


def shown(text: str, most: int | None = None) -> str:
    """A text for one line of a message: signs that are not printed are escaped, the rest is cut."""
    line = "".join(sign if sign.isprintable() else escaped(sign) for sign in text[:most])
    return line if most is None or len(text) <= most else f"{line}..."


def told_apart(there: str, now: str, most: int = SHOWN) -> str:
    """Two texts that differ in one line, each cut to where they do."""
    same = next((k for k, (a, b) in enumerate(zip(there, now, strict=False)) if a != b), None)
    start = max(0, (min(len(there), len(now)) if same is None else same) - most // 3)
    cut = "..." if start else ""
    ends = [f"'{cut}{shown(text[start:], most)}'" for text in (there, now)]
    return f"is {ends[0]}, not {ends[1]}"


def escaped(sign: str) -> str:
    r"""A sign by its number, as Python, YAML and TOML read it: \u000a."""
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
