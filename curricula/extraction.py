r"""Find the one final answer of a completion: \boxed{}, <answer>, `Answer:`, or the marker of a template.

What stands inside <think> is no answer. Every final answer that a completion gives is returned, because answers that contradict
each other earn nothing. The search only looks for fixed words and counts braces, so it is linear in a text of bounded length.
"""

import re
from typing import NamedTuple

COMPLETION = 400_000  # characters of one completion; a longer one is refused, which is far beyond what models are allowed
FINALS = 6  # different final answers looked at
MENTIONS = 48  # places looked at for a line that gives one
BOXES = 200  # boxes looked at, most of them saying the same
SPAN = 2_000  # characters of one final answer
BARE = 200  # characters of a completion that is nothing but the answer

BLANK = (" ", "\n", "\t")
BRACE = re.compile(r"[{}]|\\.", re.DOTALL)
ANSWER = re.compile(r"[aA](?:nswer|NSWER)s?[ \t*_`]*(?:(:)|is[ \t]*(:)?(?=[\s*$\\(\d+-])|=)[ \t]*(?:\*\*|__)?[ \t]*")
SENTENCE = re.compile(r"\.(?=\s+[A-Z])|\.\s*$")
DIGIT = re.compile(r"\d")
AFTER = re.compile(r"\s*(?:[\^/+]|[\w]|\\(?:times|cdot|div|d?frac|sqrt|pi|pm)\b)", re.ASCII)


class Finals(NamedTuple):
    """The final answers of a completion: those that must all be read and agree, those that must agree where they are
    readable, and why there are none. `marked` says that words or a box set the answer off; else it is the whole text."""

    certain: list[str]
    likely: list[str]
    reason: str = ""
    marked: bool = True


def finals(text: str, marker: str | None = None) -> Finals:
    """The final answers of a completion. `marker` is the template's own, such as `Result:`."""
    if len(text) > COMPLETION:
        return Finals([], [], "limit")
    tags = "<" in text
    start, end = after_thinking(text) if tags else (0, len(text))
    if marker:
        found = lines(text, marker, start, end)
        return Finals(found[-1:], found[:-1]) if found else Finals([], [], "no_answer")
    first = text.find("\\", start, end)
    certain, broken = boxes(text, first, end) if first >= 0 else ([], "")
    if broken:
        return Finals([], [], broken)
    if tags:
        certain += [answer for answer in tagged(text, start, end) if "\\boxed" not in answer]
    if len(certain) > FINALS:
        return Finals([], [], "several_answers")
    colon, plain = answer_lines(text, start, end)
    if certain:
        return Finals(certain, colon)
    if colon:
        return Finals(colon[-1:], colon[:-1])
    if not plain and text.find("####", start, end) >= 0:
        plain = lines(text, "####", start, end)[-1:]
    if not plain and end - start <= BARE:
        bare = text[start:end].strip()
        if bare and "\n" not in bare:
            return Finals([], [bare], marked=False)
    return Finals([], plain, "" if plain else "no_answer")


def after_thinking(text: str) -> tuple[int, int]:
    """Where the part behind the last thought starts and ends; a thought that is not closed runs to the end."""
    start = text.rfind("</think")
    if start >= 0:
        start = text.find(">", start) + 1 or len(text)
    start = max(start, 0)
    end = text.find("<think", start)
    return start, len(text) if end < 0 else end


def boxes(text: str, start: int, end: int) -> tuple[list[str], str]:
    """What stands in the boxes, each text once; and a reason where a box is broken or there are too many."""
    found: list[str] = []
    for command in ("\\boxed", "\\fbox"):
        at, count = text.find(command, start, end), 0
        while at >= 0:
            opening, count = at + len(command), count + 1
            if count > BOXES:
                return [], "several_answers"
            while text[opening : opening + 1] in BLANK and opening < min(end, at + 16):
                opening += 1
            if text.startswith("{", opening):
                closing = matching(text, opening, end)
                if closing is None or part_of_more(text, at, closing + 1, end):
                    return [], "syntax"
                inner = text[opening + 1 : closing]
                if inner not in found and inner.strip() and "\\boxed" not in inner:
                    found.append(inner)
                if len(found) > FINALS:
                    return [], "several_answers"
            at = text.find(command, opening, end)
    return found, ""


def matching(text: str, opening: int, end: int) -> int | None:
    """Where the brace is closed, by counting; None where it is not within a bounded distance."""
    limit = min(end, opening + SPAN)
    closing = text.find("}", opening, limit)
    if closing < 0:
        return None
    if text.find("{", opening + 1, closing) < 0 and text.find("\\", opening, closing) < 0:
        return closing
    depth = 0
    for brace in BRACE.finditer(text, opening, limit):
        sign = brace[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                return brace.start()
    return None


def part_of_more(text: str, at: int, behind: int, end: int) -> bool:
    """Whether a box is only a part of what is written, as in -\\boxed{5} or \\boxed{2}^{10}."""
    before, after = text[at - 1 : at] if at else "", text[behind : behind + 1]
    if before == " ":
        if text[max(0, at - 4) : at].rstrip().endswith(("=-", "= -", "$-", "(-")):
            return True
    elif before and (before in "^/+-" or before.isdigit() or (before == "." and text[at - 2 : at - 1].isdigit())):
        return True
    return after not in ("", "$", "\n", ".") and AFTER.match(text, behind, min(end, behind + 12)) is not None and not word(text, behind)


def word(text: str, behind: int) -> bool:
    """Whether prose follows: a blank, then a word."""
    return text[behind : behind + 1] == " " and text[behind + 1 : behind + 2].isalpha()


def tagged(text: str, start: int, end: int) -> list[str]:
    """What stands between <answer> and </answer>; the last may be unclosed where generation stopped at the tag."""
    found: list[str] = []
    at = text.find("<answer>", start, end)
    for _ in range(MENTIONS):
        if at < 0:
            break
        behind = at + len("<answer>")
        limit = min(end, behind + SPAN)
        closing = text.find("</answer>", behind, limit)
        inner = text[behind : limit if closing < 0 else closing].strip()
        if inner not in found:
            found.append(inner)
        at = text.find("<answer>", behind, end)
    return found


def answer_lines(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """What follows `Answer:`, and what follows `answer is`, one line each, the last ones of a long text."""
    colon: list[str] = []
    plain: list[str] = []
    for core in ("nswer", "NSWER"):
        at, following = text.rfind(core, start, end), end + 1
        for _ in range(MENTIONS):
            if at <= start - 1:
                break
            match = ANSWER.match(text, at - 1, end) if at > start else None
            if match is not None:
                value = line(text, match.end(), following - 1, end)
                where = colon if match[1] or match[2] else plain
                if value and value not in where:
                    where.append(value)
            following = at
            at = text.rfind(core, start, at)
    return colon[FINALS - 1 :: -1], plain[FINALS - 1 :: -1]


def lines(text: str, marker: str, start: int, end: int) -> list[str]:
    """What follows the last occurrences of a marker up to the end of the line."""
    found: list[str] = []
    at = text.rfind(marker, start, end)
    for _ in range(MENTIONS):
        if at < 0:
            break
        value = line(text, at + len(marker), end, end)
        if value and value not in found:
            found.append(value)
        at = text.rfind(marker, start, at)
    return found[FINALS - 1 :: -1]


def line(text: str, at: int, stop: int, end: int) -> str:
    """The rest of the line, or the next line where it is empty; '' where another marker or a box says more."""
    while at < end and text[at] in " \t\r\n*_":
        at += 1
    if text.startswith(("\\[", "$$"), at):
        closing = text.find("\\]" if text[at] == "\\" else "$$", at + 2, min(end, at + SPAN))
        return text[at : closing + 2] if closing >= 0 and "\\boxed" not in text[at:closing] else ""
    finish = text.find("\n", at, min(end, at + SPAN))
    finish = min(end, at + SPAN) if finish < 0 else finish
    found = text[at:finish]
    if finish > stop >= at or "\\boxed" in found or "<answer>" in found:
        return ""
    return first_sentence(found)


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence; all of it where more numbers follow, which makes it unreadable."""
    text = text.strip().removesuffix("</answer>").strip()
    if text.startswith("$") and text.find("$", 1) > 0:
        closing = text.find("$", 1)
        rest = text[closing + 1 :]
        if rest.startswith((".", ",", " ")) and not DIGIT.search(rest) and SENTENCE.search(rest):
            return text[: closing + 1]
    found = SENTENCE.search(text)
    if found is None or DIGIT.search(text, found.end()):
        return text
    return text[: found.start()]
