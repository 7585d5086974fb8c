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
