r"""Golds that say one value several times: `t = \frac{\ln(1/18)}{-0.1} = 10\ln 18` or
`-9 \le x \le 0: [-9, 0]`. They stand for their last member, where all members are one value."""

import re

from curricula.grading.answer_reading import read
from curricula.grading.decoration import EQUALS, unlabelled
from generators.answers.answer import Unreadable, equal

MEMBERS = 6  # of one chain
BRACKETS = re.compile(r"[(\[{]|[)\]}]")
OPENING = re.compile(r"(?:The\s+)?[Ss]olutions?\s+(?:is|are)\s*:?\s+")  # of a sentence


def last_member(raw: str) -> str:
    """The last member of a chain, with the name that the first one may be; else the text itself."""
    raw = OPENING.sub("", raw, count=1)
    if "=" in raw and raw.startswith("$[") and raw.endswith("]$"):  # [x = 1, y = 5]
        raw = raw[2:-2]
    rest, label = unlabelled(raw)
    if not label and raw.count("=") > 1:
        name, _, behind = raw.partition("=")
        if not unlabelled(f"{name}=0")[0].strip() == "0":
            behind = raw
        members = parts_between(behind, EQUALS)
        label = name.strip() if behind is not raw else ""
        if 1 < len(members) <= MEMBERS and one_value("expression", members):
            return f"{label} = {members[-1]}" if label else members[-1]
    members = parts_between(raw, re.compile(":|="))
    if len(members) == 2 and one_value("interval", members):
        return members[-1]
    return raw


def said_again(raw: str) -> tuple[str, list[str]]:
    """The name, or '', and the members of an answer that says its value several times,
    `t = \\ln 4 = 2\\ln 2`; no members where it says one."""
    members = parts_between(raw, EQUALS) if "=" in raw else []
    if len(members) > 2 and unlabelled(f"{members[0]} = 0")[1]:
        return members[0], members[1:] if len(members) <= MEMBERS else []
    return "", members if 1 < len(members) <= MEMBERS else []


def parts_between(text: str, sign: re.Pattern[str]) -> list[str]:
    """The parts between signs outside brackets, which need not match: `[1, 2)`."""
    parts, start, depth, at = [], 0, 0, 0
    for mark in re.compile(f"{BRACKETS.pattern}|{sign.pattern}").finditer(text):
        at = mark.start()
        if mark[0] in "([{":
            depth += 1
        elif mark[0] in ")]}":
            depth -= 1
        elif not depth:
            parts.append(text[start:at].strip())
            start = mark.end()
    return [*parts, text[start:].strip()]


def one_value(kind: str, members: list[str]) -> bool:
    """Whether texts of one kind all have the value of the last."""
    try:
        values = [read(kind, member, loose=True).value for member in members]
        return all(equal(kind, value, values[-1]) for value in values[:-1])
    except Unreadable:
        return False
