"""What a process remembers of claims and lines is forgotten when the process has grown large, so
that its memory does not grow with the problems it has made (python -m benchmarks.scale)."""

import gc
import os
from pathlib import Path

from generators.claims.decide import DECIDERS
from generators.claims.fragments import JOINED
from generators.claims.latex import FORMS
from generators.claims.order import INEQUALITIES
from generators.claims.printer import CANONICAL, PRINTERS, WITHOUT_SIGNS
from generators.claims.written import KEPT_SHAPES
from generators.derivations.flow import FLOWS, PLANS
from generators.layout import AT_ONCE
from generators.solution import ASSERTIONS, KEPT_LINES

STATE = Path("/proc/self/statm")  # of Linux; its second number is how many pages are in memory
LARGE = 210_000_000  # bytes from which a process forgets
BETWEEN = 8_000_000  # bytes more until it forgets again, where little came back
REMEMBERED = (
    *(DECIDERS, INEQUALITIES, PRINTERS, CANONICAL, WITHOUT_SIGNS, JOINED, FORMS),
    *(FLOWS, PLANS, AT_ONCE, ASSERTIONS, KEPT_LINES, KEPT_SHAPES),
)


class Forgetting:
    """Each of what is remembered has a bound of its own, but a worker that makes problems of all
    families comes to hold the most of every one."""

    def __init__(self) -> None:
        self.large = LARGE

    def forget_where_large(self) -> None:
        if in_memory() < self.large:
            return
        for each in REMEMBERED:
            each.clear()
        gc.collect()  # deciders are functions that hold each other
        self.large = max(LARGE, in_memory() + BETWEEN)


def in_memory() -> int:
    """How many bytes of this process are in memory; 0 where the system does not tell."""
    try:
        return int(STATE.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


FORGETTING = Forgetting()
