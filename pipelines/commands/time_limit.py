"""A limit on the time that a piece of work may take, so that a loop without an end is stopped."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from generators.errors import OutOfTime

SECONDS = 60.0  # for one problem, or a few


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in the work when the time is over. Where a system has no such alarm there is
    no limit."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: Any) -> None:
        raise OutOfTime(f"not done after {seconds:g} s: a loop that does not end?")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
