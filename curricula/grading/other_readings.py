"""What else the text of a gold says beside its first reading: a list is a set or a tuple, a pair a
point or an interval, a column a vector, a definition its right side."""

import re
from collections.abc import Iterator

from curricula.grading.answer_reading import names
from curricula.grading.decoration import unlabelled
from curricula.grading.gold import Gold, as_kind
from curricula.grading.kind_signs import bracketed
from generators.answers.answer import Unreadable

COLUMN = re.compile(r"\[(?:\[[^\[\],]*\],?)+\]")  # a matrix of one column, in plain maths
ROW = re.compile(r"\[\[[^\[\]]*\]\]")
COMMANDS = re.compile(r"\\(?:[dtc]?frac|sqrt|pi|left|right|cdot|times|overline)(?![a-z])")
LENGTHS = re.compile(r"[\s{}()/:]*[A-Z]{2}[\sA-Z{}()/:]*", re.ASCII)
LETTER = re.compile(r"[A-Za-z]")
# 0 < f(x) < 1, and 1 <= abs(x - 2) < 3
BOUNDED = re.compile(
    r"(?:(?P<low>[^<>=!]+)(?P<below><=?))?(?P<what>[A-Za-z]\([a-z]\)|abs\([^()<>=!]+\))"
    r"(?P<sign>[<>]=?)(?P<high>[^<>=!]+)",
    re.ASCII,
)
SHIFTED = re.compile(r"abs\((?P<letter>[A-Za-z])(?:(?P<sign>[-+])(?P<shift>[^-+]+))?\)", re.ASCII)
NUMBERED = re.compile(r"[-+\d./, ()]+", re.ASCII)


def in_no_order(gold: Gold) -> Gold:
    """A list without brackets, taken in any order and with or without names."""
    if gold.kind not in ("set", "tuple") or gold.reading.labels:
        return gold
    text = gold.reading.text
    if text.startswith("{") or gold.kind == "tuple" and bracketed(gold.raw):
        return gold
    if gold.kind == "set" and not text.startswith("(") and NUMBERED.fullmatch(text):
        if text.count(",") + 1 > len(gold.value):  # a value stands there twice
            return as_kind(gold.raw, "tuple", gold.form)._replace(bare=True)
    return gold._replace(bare=True)


def others(gold: Gold) -> Iterator[Gold]:
    """The other readings of a gold."""
    for kind, raw in texts(gold):
        try:
            found = as_kind(raw, kind, gold.form)
        except Unreadable:
            continue
        if kind == "interval" and not found.value:  # the pair is no interval but an empty one
            continue
        if kind == "expression" and gold.kind == "equation":
            label = unlabelled(gold.raw)[1]
            if names(found.value) & {label}:
                continue
            found = found._replace(reading=found.reading._replace(label=label))
        yield found


def texts(gold: Gold) -> Iterator[tuple[str, str]]:
    """The kinds and texts that are tried."""
    text = gold.reading.text
    if gold.reading.unit == "degrees":  # 90 degrees are pi/2
        yield "expression", f"{text}^\\circ"
    elif gold.kind == "equation":
        rest, label = unlabelled(gold.raw)
        left, _, right = gold.raw.partition("=")
        if label:
            yield "expression", rest
        elif LENGTHS.fullmatch(COMMANDS.sub("", left)) and not LETTER.search(
            COMMANDS.sub("", right)
        ):
            yield "expression", right  # the ratio of two lengths, AB/CD = 1/2
    elif gold.kind == "set" and gold.bare:
        yield "tuple", gold.raw
    elif gold.kind == "tuple" and gold.bare and text.startswith("("):
        yield "set", gold.raw
    elif gold.kind == "inequality":
        for numbers in ranges(text):
            yield "interval", numbers
    elif gold.kind == "tuple" and not gold.reading.labels:
        if len(gold.value) == 2 and text.startswith("("):
            yield "interval", text
        parts = text[1:-1]
        if text.startswith("(") and "(" not in parts and "[" not in parts:
            yield "matrix", "[[" + "],[".join(parts.split(",")) + "]]"
    elif gold.kind == "matrix" and COLUMN.fullmatch(text.replace(" ", "")):
        yield "tuple", "(" + text.replace("[", "").replace("]", "") + ")"
    elif gold.kind == "matrix" and ROW.fullmatch(text.replace(" ", "")):
        yield "tuple", "(" + text[2:-2] + ")"


def ranges(text: str) -> Iterator[str]:
    """The numbers that an inequality in plain maths allows, where it bounds the values of a
    function, `0 < f(x) < 1`, or a distance, `1 <= abs(x - 2) < 3`, by numbers."""
    found = BOUNDED.fullmatch(text.replace(" ", ""))
    if found is None:
        return
    what, sign, high, low = found["what"], found["sign"], found["high"], found["low"]
    if low is not None and sign[0] != "<":
        return
    if not what.startswith("abs"):
        yield text.replace(" ", "").replace(what, "y")
        return
    distance = SHIFTED.fullmatch(what)
    if distance is None:
        return
    middle = f"-({distance['shift']})" if distance["sign"] == "+" else distance["shift"] or "0"
    left, right = f"{middle} - ({high})", f"{middle} + ({high})"
    closed = sign.endswith("=")
    if sign[0] == ">":
        yield f"(-oo, {left}{']' if closed else ')'} U {'[' if closed else '('}{right}, oo)"
    elif low is None:
        yield f"{'[' if closed else '('}{left}, {right}{']' if closed else ')'}"
    else:
        inner = found["below"].endswith("=")
        first = f"{'[' if closed else '('}{left}, {middle} - ({low}){']' if inner else ')'}"
        second = f"{'[' if inner else '('}{middle} + ({low}), {right}{']' if closed else ')'}"
        yield f"{first} U {second}"
