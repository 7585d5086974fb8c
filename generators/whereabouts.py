"""Where in a family's own code something happened, and what an exception says, in one line."""

from collections.abc import Callable, Generator
from sysconfig import get_path
from traceback import walk_tb
from typing import Any

from generators.errors import FamilyError, OutOfTime, RequestError

HOME = __file__.rpartition("/")[0]
LIBRARY = get_path("stdlib")
# what ends a family's own code; `exit()` in it would end the command without a word
RAISED = (Exception, OutOfTime, SystemExit)
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
        if not isinstance(error, RAISED) or isinstance(error, RequestError):
            return
        place = place_raised(error)
        what = ": ".join([text for text in (self.of, self.part) if text])
        said = raised(error).removeprefix(f"{place}: ")
        line = f"{what} ({place}): {said}" if place else f"{what}: {said}"
        raise FamilyError(line + (f"; {self.remedy()}" if self.remedy else "")) from error


def raised(error: BaseException) -> str:
    """What an exception in a family's code says, in one line."""
    if isinstance(error, (FamilyError, OutOfTime)):
        return str(error)
    if isinstance(error, SystemExit):
        return "it ends the program; leave out exit() and quit()"
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def place_raised(error: BaseException) -> str:
    """`file:line` of the last line of a family's own code that an exception went through: in the
    folder of the first one, so that no line of a library is named that the family calls."""
    place, home = "", ""
    for frame, line in walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if is_core(file) or is_python(file):
            continue
        folder = file.removesuffix(file_name(file))
        home = home or folder
        if folder == home:
            place = f"{file_name(file)}:{line}"
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


def is_python(file: str) -> bool:
    """Whether a file is one of Python's own, or no file, such as <string>."""
    return file.startswith("<") or (file.startswith(LIBRARY) and "site-packages" not in file)


def file_name(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2]
