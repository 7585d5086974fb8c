"""Which kinds the signs of a gold allow, so that no kind takes what belongs to another."""

import re

from curricula.grading.decoration import VALUED, unlabelled
from curricula.grading.gold import MEMBERSHIP
from curricula.grading.labels import labelled

KINDS_IN_TURN = (
    *("rational", "base", "residue", "ratio", "matrix", "interval", "inequality", "set", "tuple"),
    *("equation", "expression"),
)
RELATION = re.compile(
    r"[<>]|\\(?:[lg]eq?|[lg]eqslant|[lg]t|neq?)(?![a-z])|!=|[≤≥≠⩽⩾]|\\infty|\\cup|∞|∪|oo\b|\binf(?:inity)?\b"
)
# f(x), the name of a value
FUNCTION = re.compile(
    r"\\?[A-Za-z]+(?:_\{?\w+\}?)?'{0,3}(?:\s*\^\s*\{?\s*-1\s*\}?)?\s*\([^()]*\)", re.ASCII
)
INDEXED = re.compile(r"\$?[A-Za-z]_(?:\w|\{\w*\})\$?", re.ASCII)  # a letter and its index
UNKNOWNS = tuple("xyztuwr")  # letters whose indices number the roots of an equation
SEVERAL = (",", "\\pm", "±", "\\text{ and", "\\text{ or", " and ", " or ", ";")


def plausible(kind: str, raw: str) -> bool:
    """Whether a text has the signs of a kind, so that no kind takes what belongs to another."""
    if kind == "matrix":
        return "matrix" in raw or "array" in raw or "[[" in raw.replace(" ", "")
    if kind == "interval":
        bare = raw.replace("\\left", "").replace("\\right", "").strip()
        mixed = bare[:1] + bare[-1:] in ("[)", "(]", "[]", "][", "[[", "]]", "](", ")[")
        return (
            mixed
            or RELATION.search(raw) is not None
            or MEMBERSHIP.search(raw) is not None
            or "mathbb{R}" in raw
            or (raw.startswith(("[", "\\left[")) and raw.endswith("]") and raw.count(",") == 1)
        )
    if kind == "set":
        return not tells_apart(raw) and (
            "emptyset" in raw
            or "varnothing" in raw
            or raw.removeprefix("\\left").lstrip().startswith(("{", "\\{"))
            or (not bracketed(raw) and any(sign in raw for sign in SEVERAL))
        )
    if kind == "tuple":
        return "," in raw
    if kind == "base":
        return ("_" in raw and not INDEXED.fullmatch(raw)) or "base" in raw
    if kind == "ratio":
        return ":" in raw or "\\colon" in raw
    if kind == "inequality":
        return RELATION.search(raw) is not None
    if kind == "equation":
        return "=" in raw and not names_function(raw)
    if kind == "residue":
        return "mod" in raw
    return True


def tells_apart(raw: str) -> bool:
    """Whether a list gives things with an index their values, `C_1 = 2, C_2 = 5`, which may not
    change places; the roots x_1 and x_2 of one equation may."""
    named = labelled(raw) if "_" in raw and "=" in raw else None
    if named is None or len(set(named[0])) == 1:
        return False
    return not all([name[:1] in UNKNOWNS for name in named[0]])


def names_function(raw: str) -> bool:
    """Whether a gold such as `f(x) = 2x + 1` names the function whose values it tells."""
    label = unlabelled(raw)[1]
    return (
        FUNCTION.fullmatch(label) is not None and label.partition("(")[0].strip("\\ ") not in VALUED
    )


def bracketed(raw: str) -> bool:
    """Whether one pair of round or square brackets encloses a whole text."""
    text = raw.replace("\\left", "").replace("\\right", "").strip()
    if text[:1] not in ("(", "[") or text[-1:] not in (")", "]"):
        return False
    depth = 0
    for sign in text[:-1]:
        depth += (sign in "([{") - (sign in ")]}")
        if not depth:
            return False
    return True
