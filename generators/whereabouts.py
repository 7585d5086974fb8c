"""Where in a family's own code something happened, and what an exception says, in one line."""

from collections.abc import Callable, Generator
from traceback import walk_tb
from typing import Any

from generators.errors import FamilyError, OutOfTime, RequestError

HOME = __file__.rpartition("/")[0]
FLOORS = tuple(f"{HOME.rpartition('/')[0]}/{floor}/" for floor in ("curricula", "pipelines"))


class FamilyCode:
    """`with FamilyCode(problem, "key"):` around a call of a family's own code: what that raises
    becomes one line with problem, part, file and line. `remedy` is asked only then. A class, as a
    generator with @contextmanager takes four times as long."""

    def __init__(self, of: str, part: str = "", remedy: Callable[[], str] | None = None) -> None:
        self.of, self.part, self.remedy = of, part, remedy

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        # a request that the family refuses, such as knobs that nothing fits, is none of its faults
        if not isinstance(error, (Exception, OutOfTime)) or isinstance(error, RequestError):
            return
        place = place_raised(error)
        what = ": ".join([text for text in (self.of, self.part) if text])
        line = f"{what} ({place}): {raised(error)}" if place else f"{what}: {raised(error)}"
        raise FamilyError(line + (f"; {self.remedy()}" if self.remedy else "")) from error


def raised(error: BaseException) -> str:
    """What an exception in a family's code says, in one line."""
    if isinstance(error, (FamilyError, OutOfTime)):
        return str(error)
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def place_raised(error: BaseException) -> str:
    """`file:line` of the last line of a family's own code that an exception went through."""
    place = ""
    for frame, line in walk_tb(error.__traceback__):
        if not is_core(frame.f_code.co_filename):
            place = f"{file_name(frame.f_code.co_filename)}:{line}"
    return place


def place_yielded(strategy: Any, params: Any, choices: dict[str, Any], index: int) -> str:
    """`file:line` where a strategy yields its step of that index, found by running it again."""
    run: Any = strategy.run(params, **choices)
    try:
        for _ in range(index + 1):
            next(run)
    except Exception:  # what is to be placed has its own line already
        return ""
    part: Any = (
        run  # `run` has to live on: a generator that is thrown away closes those it yields from
    )
    while isinstance(part.gi_yieldfrom, Generator):
        part = part.gi_yieldfrom
    return f"{file_name(part.gi_frame.f_code.co_filename)}:{part.gi_frame.f_lineno}"


def is_core(file: str) -> bool:
    """Whether a file is one of ours that is no family's."""
    if file.startswith(FLOORS):
        return True
    return file.startswith(f"{HOME}/") and not file.startswith(f"{HOME}/families/")


def file_name(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2]
