"""What a model wrote in the terse wording, read back: which strategy it followed, and the first
thing that is wrong."""

from typing import NamedTuple

KINDS = (
    "format",
    "label",
    "operation",
    "result",
    "stopped",
    "verdict",
    "unfinished",
    "overrun",
    "answer",
)  # of the first fault


class Trace(NamedTuple):
    """A terse completion as its family reads it. `strategy` is told from the order and the values
    of the lines, not from the opening word, and is empty where nothing tells; a wrong way of
    working that is one of the family's shortcuts has the shortcut's name. `claims` are the
    lines read, as texts of claims, right or wrong. `fault` is the number of the first wrong line,
    from 0, None where none is; `kind` is one of KINDS, such as `operation` (another than the one
    listed), `result` (wrong arithmetic), `stopped` (the work ends before the last operation); empty
    where there is none. `said` is the verdict of a guess, `yes` or `no`, else empty."""

    strategy: str
    claims: tuple[str, ...]
    fault: int | None
    kind: str
    said: str
