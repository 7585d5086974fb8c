"""How every command shows how far it is: a bar on a terminal, and in a pipe a few lines or none."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from curricula.names import shown
from pipelines.commands.speaking import note

BAR = "{desc}: {percentage:3.0f}% {bar} {n_fmt} of {total_fmt}, {remaining} left{postfix}"


class Show(Protocol):
    """Shows that so much is done; `part` says of what, where a command has several parts, and
    `doing` what goes on at the moment."""

    def __call__(self, done: int, total: int, part: str = "", doing: str = "") -> None: ...


@contextmanager
def progress_bar(label: str, lines: int = 0) -> Iterator[Show]:
    """What to call as work goes on. In a pipe each part writes a line for each of so many equal
    pieces of it."""
    if not sys.stderr.isatty():
        yield in_pipe(label, lines)
        return
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread: what is forked later would inherit its locks
    with tqdm(desc=shown(label), total=0, leave=False, dynamic_ncols=True, bar_format=BAR) as bar:

        def show(done: int, total: int, part: str = "", doing: str = "") -> None:
            if bar.desc != shown(part or label) or bar.total != total:
                bar.reset(total)
                bar.initial = bar.n = (
                    done  # what an earlier run did says nothing of this one's pace
                )
                bar.set_description_str(shown(part or label), refresh=False)
            bar.set_postfix_str(shown(doing), refresh=False)
            bar.update(done - bar.n)

        yield show


def in_pipe(label: str, lines: int) -> Show:
    """Writes a line when a part begins, and for each piece of it that is done."""
    begun: dict[str, tuple[float, int]] = {}  # when a part began, and what was done by then
    piece: dict[str, int] = {}  # of each part the last piece that was told

    def show(done: int, total: int, part: str = "", doing: str = "") -> None:
        name, reached = part or label, done * lines // max(1, total)
        since, before = begun.setdefault(name, (time.monotonic(), done))
        if not lines or reached <= piece.get(name, -1):
            return
        piece[name] = reached
        left = ""
        if done > before:
            pace = (time.monotonic() - since) / (done - before)
            left = f", {clock(pace * (total - done))} left"
        now = f"; {doing}" if doing else ""
        share = f"{done / max(1, total):.0%} ({done:,} of {total:,})"
        note(f"{name}: {share}{left}{now}")

    return show


def by_part(show: Show) -> Callable[[str, int, int], None]:
    """The same for work that names its part first."""
    return lambda part, done, total: show(done, total, part)


def by_share(show: Show) -> Callable[[float, float | None, str], None]:
    """The same for work that tells the share that is done, the time left, and what is running; the
    time left is worked out here, from the share."""
    return lambda share, left, doing: show(round(share * 1_000), 1_000, doing=doing)


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
