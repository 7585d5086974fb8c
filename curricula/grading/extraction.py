r"""Find the one final answer of a completion: \boxed{}, <answer>, `Answer:`, or the marker of a
template.

What stands inside <think> is no answer. Every final answer that a completion gives is returned,
because answers that contradict each other earn nothing. The search only looks for fixed words and
counts braces, so it is linear in a text of bounded length.
"""

import re
from typing import NamedTuple

from curricula.grading.answer_lines import (
    FINALS,
    MENTIONS,
    SPAN,
    answer_lines,
    lines,
    mentions_answer,
)
from curricula.grading.box_lists import listed_in_boxes
from curricula.grading.unmarked import said_in_prose, unmarked_answer

# characters of one completion; a longer one is refused, which is far beyond what models are allowed
COMPLETION = 400_000
BOXES = 200  # boxes looked at, most of them saying the same
BARE = 200  # characters of a completion that is nothing but the answer

# a box that stands for a place to be filled, in a question or an instruction that is told again
PLACEHOLDER = re.compile(
    r"(?:\\[hv]?phantom\s*\{[^{}]*\}|\\(?:text|mathrm|textbf)\s*\{(?:[_?.\s]|\\_)*\}"
    r"|\\(?:text|mathrm|textbf)\s*\{\s*(?:your |final |the )*answer(?:\s+here)?\s*\}"
    r"|(?:your |final |the )*answer(?: here)?|\\[,;:!_ ]|\\q?quad(?![a-zA-Z])"
    r"|\\l?dots(?![a-zA-Z])|\\cdots(?![a-zA-Z])|\\square|\\hspace\{[^{}]*\}|[\s_?.…~])*",
    re.IGNORECASE,
)

EMPTY = frozenset("\\_?.…~ \t\nAaFfTtYy")  # how what stands in such a box may begin

TURN = re.compile(r"<\|(?:im_end|im_start|endoftext|end_of_text|eot_id|eom_id|end|user)\|>")
BOXING = (("\\boxed", 6), ("\\fbox", 5), ("\\beginboxed", 11))  # and its length
OPENERS = frozenset(" $\n([")  # what may stand before a box that is no part of more
CLOSERS = frozenset(("", "$", ".", "\n"))
FORMULA_ENDS = ("\\]", "\\)", " \\]", " \\)", " $")
BLANK = (" ", "\n", "\t")
BRACE = re.compile(r"[{}]|\\.", re.DOTALL)
AFTER = re.compile(
    r"\s*(?:[\^/+]|[\w]|-\s*[\d(\\]|\*[\d(\\]|\* +\(?-?\d"
    r"|\\(?:times|cdot|div|d?frac|sqrt|pi|pm)\b)",
    re.ASCII,
)


class Finals(NamedTuple):
    """The final answers of a completion: those that must all be read and agree, those that must
    agree where they are readable, and why there are none. `marked` says that words or a box set the
    answer off; else it is the whole text; `listed` is the list that several boxes are joined to."""

    certain: list[str]
    likely: list[str]
    reason: str = ""
    marked: bool = True
    listed: str = ""


def sole_box(text: str) -> str | None:
    """What stands in the box, where a completion has one box, which is no part of more, and nothing
    else that might be an answer: the quick way for most completions. None for any other, whatever
    `finals` makes of it."""
    at = text.rfind("\\boxed{")
    if at < 1 or len(text) > COMPLETION or text[at - 1] not in OPENERS or "<" in text:
        return None
    if text.rfind("box") != at + 1 or text.rfind("box", 0, at) >= 0:  # another box, \\fbox
        return None
    closing = text.find("}", at)
    if text.find("{", at + 7, closing) > 0 or text.find("\\", at + 7, closing) > 0:
        closing = matching(text, at + 6, len(text))
    inner = text[at + 7 : closing]
    if closing < 0 or len(inner) > SPAN or placeholder(inner) or text[at - 2 : at] == "- ":
        return None
    if text[closing + 1 : closing + 2] in CLOSERS or text.startswith(FORMULA_ENDS, closing + 1):
        return None if mentions_answer(text, 0, len(text)) else inner
    return None


def finals(text: str, marker: str | None = None, unmarked: bool = False) -> Finals:
    """The final answers of a completion. `marker` is the template's own, such as `Result:`; with
    `unmarked` an answer that nothing marks is found too."""
    if len(text) > COMPLETION:
        return Finals([], [], "limit")
    tags = "<" in text
    start, end = after_thinking(text) if tags else (0, len(text))
    if tags and text.find("<|", start, end) >= 0:
        end = turn_ends(text, start, end)
    if marker:
        answers = lines(text, marker, start, end)
        return Finals(answers[-1:], answers[:-1]) if answers else Finals([], [], "no_answer")
    first, certain = text.find("\\", start, end), []
    if first >= 0:
        certain, broken = boxes(text, first, end)
        if broken:
            return Finals([], [], broken)
    if tags:
        said = [answer for answer in tagged(text, start, end) if "\\boxed" not in answer]
        certain += map(said_in_prose, said)
    if len(certain) > FINALS:
        return Finals([], [], "several_answers")
    colon, plain = answer_lines(text, start, end) if mentions_answer(text, start, end) else ([], [])
    colon = [said_in_prose(answer) for answer in colon]
    if len(certain) > 1:
        return Finals(certain, colon, listed=listed_in_boxes(text, certain, start, end, matching))
    if certain:
        return Finals(certain, colon)
    if colon:
        return Finals(colon[-1:], colon[:-1])
    if not plain and text.find("####", start, end) >= 0:
        plain = lines(text, "####", start, end)[-1:]
    if not plain and end - start <= BARE:
        bare = text[start:end].strip()
        if bare and "\n" not in bare:
            said = unmarked_answer(text, start, end) if unmarked and " " in bare else ""
            return Finals([], [said or bare], marked=False)
    if not plain and unmarked:
        said = unmarked_answer(text, start, end)
        return Finals([], [said], marked=False) if said else Finals([], [], "no_answer")
    return Finals([], plain, "" if plain else "no_answer")


def after_thinking(text: str) -> tuple[int, int]:
    """Where the part behind the last thought starts and ends; a thought that is not closed runs to
    the end."""
    start = text.rfind("</think")
    if start >= 0:
        start = text.find(">", start) + 1 or len(text)
    start = max(start, 0)
    end = text.find("<think", start)
    return start, len(text) if end < 0 else end


def turn_ends(text: str, start: int, end: int) -> int:
    """Where the turn ends: at the first token of a chat template behind some text."""
    for token in TURN.finditer(text, start, end):
        if text[start : token.start()].strip():
            return token.start()
    return end


def boxes(text: str, start: int, end: int) -> tuple[list[str], str]:
    """What stands in the boxes, each text once, in order; and a reason where a box is broken or
    there are too many."""
    contents: list[str] = []
    for command, size in BOXING:
        at, count = text.rfind(command, start, end), 0
        while at >= 0:
            opening, count = at + size, count + 1
            if count > BOXES:
                return [], "several_answers"
            if text[opening : opening + 1] != "{":
                while text[opening : opening + 1] in BLANK and opening < min(end, at + 16):
                    opening += 1
            if text[opening : opening + 1] == "{" and opening < end:
                closing = matching(text, opening, end)
                inner = text[opening + 1 : closing]
                if closing >= 0 and placeholder(inner):
                    at = text.rfind(command, start, at)
                    continue
                if closing < 0 or part_of_more(text, at, closing + 1, end):
                    return [], "syntax"
                if inner not in contents and "\\boxed" not in inner:
                    contents.append(inner)
                    if len(contents) > FINALS:
                        return [], "several_answers"
            at = text.rfind(command, start, at)
    return contents[::-1], ""


def placeholder(inner: str) -> bool:
    """Whether a box holds no answer but a place for one."""
    return not inner or (inner[0] in EMPTY and PLACEHOLDER.fullmatch(inner) is not None)


def matching(text: str, opening: int, end: int) -> int:
    """Where the brace is closed, by counting; -1 where it is not within a bounded distance."""
    limit = min(end, opening + SPAN)
    closing, depth = opening, 1
    while depth and closing >= 0:
        at = closing + 1
        closing = text.find("}", at, limit)
        depth += text.count("{", at, closing) - 1 if closing >= 0 else 0
    behind = limit if closing < 0 else closing + 1
    if text.find("\\{", opening, behind) < 0 and text.find("\\}", opening, behind) < 0:
        return closing
    depth = 0
    for brace in BRACE.finditer(text, opening, limit):  # some braces are escaped and do not count
        sign = brace[0]
        if sign in ("{", "}"):
            depth += 1 if sign == "{" else -1
            if depth == 0:
                return brace.start()
    return -1


def part_of_more(text: str, at: int, behind: int, end: int) -> bool:
    """Whether a box is only a part of what is written, as in -\\boxed{5} or \\boxed{2}^{10}."""
    before, after = text[at - 1 : at] if at else "", text[behind : behind + 1]
    if before == "$" and after in ("$", "."):
        return False
    if before == " ":
        if text[max(0, at - 4) : at].rstrip().endswith(("=-", "= -", "$-", "(-")):
            return True
    elif before and (
        before in "^/+-" or before.isdigit() or (before in ".*" and text[at - 2 : at - 1].isdigit())
    ):
        return True
    return (
        after not in ("", "$", "\n", ".")
        and AFTER.match(text, behind, min(end, behind + 12)) is not None
        and not word(text, behind)
    )


def word(text: str, behind: int) -> bool:
    """Whether prose follows: a blank, then a word."""
    return text[behind : behind + 1] == " " and text[behind + 1 : behind + 2].isalpha()


def tagged(text: str, start: int, end: int) -> list[str]:
    """What stands between <answer> and </answer>; the last may be unclosed where generation stopped
    at the tag."""
    answers: list[str] = []
    at = text.find("<answer>", start, end)
    for _ in range(MENTIONS):
        if at < 0:
            break
        behind = at + len("<answer>")
        limit = min(end, behind + SPAN)
        closing = text.find("</answer>", behind, limit)
        inner = text[behind : limit if closing < 0 else closing].strip()
        if inner not in answers:
            answers.append(inner)
        at = text.find("<answer>", behind, end)
    return answers
