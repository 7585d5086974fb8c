"""What users pass that is not what is needed: values of another type, names that do not exist. Each
is told in one line that says what came and what is allowed."""

from collections.abc import Callable, Iterable
from itertools import chain
from operator import index
from typing import Any

from generators.errors import WrongType

SHOWN = 60  # characters of a bad value that are shown
ALIKE = 0.65  # how much two names have in common that one may be meant by the other
CLOSE = 3  # names that are suggested
FEW = 12  # names that are listed beside those that are suggested
LISTED = 40  # names that are listed where none is close
WORD = "[A-Za-z_][A-Za-z0-9_]{0,63}"  # a name that files hold, such as that of a strategy
WORD_IN_WORDS = "a letter or _, then at most 63 letters, digits and _"


def brief(value: Any) -> str:
    """A value as Python writes it, in one line and not too long."""
    try:
        text = repr(value)
    except Exception:  # an object of the user's, whose repr may do anything
        text = f"a {type(value).__name__}"
    text = " ".join(text[: 4 * SHOWN].split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def wrong_type(name: str, value: Any, allowed: str) -> WrongType:
    """The error of an argument that is of another type than is allowed."""
    kind = type(value).__name__
    came = "None" if value is None else f"{brief(value)}, of type {kind},"
    return WrongType(f"{name}: {came} is not {allowed}")


def check_text(name: str, value: Any, allowed: str = "a text") -> str:
    """The value, where it is a text. Raises WrongType."""
    if not isinstance(value, str):
        raise wrong_type(name, value, allowed)
    return value


def check_whole(name: str, value: Any) -> int:
    """The value as a whole number, numpy's too. Raises WrongType."""
    try:
        if isinstance(value, bool):
            raise TypeError
        return index(value)
    except TypeError:
        raise wrong_type(name, value, "a whole number") from None


def check_texts(name: str, value: Any, allowed: str = "a text or a list of texts") -> list[str]:
    """One text as a list of it, or several as they are. Raises WrongType."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list | tuple | set | frozenset):
        raise wrong_type(name, value, allowed)
    return [check_text(name, each) for each in value]


def close_names(name: str, known: Iterable[str]) -> list[str]:
    """Those of the names that come close to one that does not exist: by spelling, of `domain.name`
    also by its last part; else by a word in them, or since they contain it."""
    names, lowered = list(known), name.lower()[: 4 * SHOWN]
    last = lowered.rpartition(".")[2]
    found = spelt_like(lowered, names, lambda each: {each, each.rpartition(".")[2]})
    found = found or spelt_like(last, names, lambda each: {each.rpartition(".")[2]})
    found = found or spelt_like(last, names, lambda each: {*each.replace(".", "_").split("_")})
    if not found and len(lowered) > 2:
        found = [each for each in names if lowered in each.lower()]
    return list(dict.fromkeys(found))[:CLOSE]


def spelt_like(name: str, names: list[str], parts: Callable[[str], set[str]]) -> list[str]:
    """The names of which one of the parts is spelt like this one, the closest first."""
    from difflib import get_close_matches

    having: dict[str, list[str]] = {}
    for each in names:
        for part in parts(each.lower()):
            having.setdefault(part, []).append(each)
    close = get_close_matches(name, having, CLOSE, ALIKE) if name else []
    return list(chain.from_iterable([having[part] for part in close]))


def meant(name: str, known: Iterable[str], has: str = "there are") -> str:
    """The end of a message about a name that does not exist: which there are, where they are few or
    none of them comes close, and those that do: `there are a, b; did you mean a?`"""
    names = list(known)
    close = close_names(name, names)
    asked = f"did you mean {' or '.join(close)}?" if close else ""
    if close and len(names) > FEW:
        return asked
    more = len(names) - LISTED
    listed = f"{has} {', '.join(names[:LISTED]) or 'none'}"
    listed += f" and {more:,} more" if more > 0 else ""
    return f"{listed}; {asked}" if asked else listed
