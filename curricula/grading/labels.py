r"""Read a list of values that are each given a name: `a = 2, h = -1, k = -18`, `AB = 4 \text{ and }
CD = 5`."""

import re
from collections.abc import Iterable

from curricula.grading.decoration import EQUALS, NAME, VALUED
from generators.answers.listing import ITEMS

CASES = re.compile(
    r"(?:\\left\s*\\\{\s*)?\\begin\{(?:cases|aligned|array\}\{[lcr]+)\}(.*)"
    r"\\end\{(?:cases|aligned|array)\}(?:\s*\\right\s*\.)?",
    re.DOTALL,
)
BLANKS = re.compile(r"^(?:\\[,;:! ]|\s)+")
LENGTH = 2_000  # characters of one list
UNKNOWN = re.compile(r"[A-Za-z](?:_(?:\w|\{\w+\}))?")
SIGN = re.compile(
    r"\\(?:left|right|big|Big)?\s*[(\[{]|\\(?:left|right|big|Big)?\s*[)\]}]|[(\[{]|[)\]}]"
    r"|\\(?:text|mathrm|textrm)\s*\{[\s,;]*(?:and|or)?[\s,;]*\}"
    r"|[,;]\s*(?:\\(?:text|mathrm|textrm)\s*\{\s*(?:and|or)\s*\}|(?:and|or)\b)?"
    r"|\b(?:and|or)\b|\\q?quad(?![a-zA-Z])|\\l(?:and|or)(?![a-zA-Z])|\\\\|\n"
)


def parts_of_list(text: str) -> list[str]:
    """The parts of a list in LaTeX or plain maths, between commas, `and`, `or` and wide blanks
    outside brackets; the whole text alone where brackets do not match."""
    parts, start, depth = [], 0, 0
    for sign in SIGN.finditer(text):
        last = sign[0][-1]
        written = len(sign[0]) > 3 and sign[0].startswith(("\\text", "\\mathrm"))
        if not written and last in "([{":
            depth += 1
        elif not written and last in ")]}":
            depth -= 1
            if depth < 0:
                return [text]
        elif not depth:
            parts.append(text[start : sign.start()])
            start = sign.end()
    parts.append(text[start:])
    found = [BLANKS.sub("", part).strip() for part in parts]
    return [text] if depth else [part for part in found if part]


def labelled(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The names and the values of a list in which every part has a name, each its own or all the
    same; None for any other."""
    if "=" not in text or len(text) > LENGTH:
        return None
    parts = parts_of_list(text.replace("$", " "))
    if not 1 < len(parts) <= ITEMS:
        return None
    names, values = [], []
    for part in parts:
        equals = EQUALS.search(part)
        name = NAME.fullmatch(part, 0, equals.start()) if equals is not None else None
        if equals is None or name is None or (name[1] or "").lstrip("\\") in VALUED:
            return None
        names.append("".join(part[: equals.start()].split()))
        values.append(part[equals.end() :].strip())
    if any("=" in value or not value for value in values):
        return None
    if len(set(names)) not in (1, len(names)):  # one thing has two values, or else two things one
        return None
    return tuple(names), tuple(values)


def grouped(text: str) -> tuple[str, str] | None:
    """Several solutions of the same unknowns, `p = 5, q = 2; p = 7, q = 2`: the unknowns in the
    order of the alphabet, `(p, q)`, and the points; None for any other text."""
    if text.count("=") < 4 or len(text) > LENGTH:
        return None
    parts = parts_of_list(text.replace("$", " "))
    groups: list[dict[str, str]] = [{}]
    for part in parts:
        name, _, value = ["".join(side.split()) for side in part.partition("=")]
        if not UNKNOWN.fullmatch(name) or not value or "=" in value:
            return None
        if name in groups[-1]:
            groups.append({})
        groups[-1][name] = value
    names = sorted(groups[0])
    if not 1 < len(groups) <= ITEMS or len(names) < 2:
        return None
    if any([sorted(group) != names for group in groups]):
        return None
    points = [in_brackets(map(group.__getitem__, names)) for group in groups]
    return in_brackets(names), ", ".join(points)


def in_brackets(parts: Iterable[str]) -> str:
    return f"({', '.join(parts)})"


def without_cases(text: str) -> str:
    """A system of named values, `\\begin{cases} x = 1 \\\\ y = 2 \\end{cases}`, as a list."""
    found = CASES.fullmatch(text.strip())
    if found is None or "\\text" in found[1]:
        return text
    return ", ".join([part.replace("&", "").strip(" ,;.") for part in found[1].split("\\\\")])


def in_order(names: tuple[str, ...]) -> bool:
    """Whether the names come in the order of the alphabet, so that the values are a tuple."""
    plain = [name for name in names if re.fullmatch(r"[A-Za-z](?:_?\{?\d+\}?)?", name)]
    return len(plain) == len(names) == len(set(names)) and sorted(plain) == list(plain)
