"""Find the final answer of a completion that nothing marks: the last bold words, what its last
program printed, or the one number or formula of its last sentence.

Read only where the policy says so (`unmarked`), since a model that is paid for any last number
learns to end on one.
"""

import re

from curricula.grading.answer_lines import DOUBTS

TAIL = 1_200  # characters at the end that are looked at
LONGEST = 200  # characters of one answer

PRINTED = re.compile(r"```(?:output|text)?[ \t]*\n([^\n`]{1,200})\n```")
BOLD = re.compile(r"\*\*([^*\n]{1,200}?)\*\*")
SENTENCE = re.compile(r"(?<=[.!?])[*_\"')]{0,3}\s+(?=[^a-z\s])|\n+")
FORMULA = re.compile(
    r"\$\$([^$]{1,200})\$\$|\$([^$\n]{1,200})\$|\\\((.{1,200}?)\\\)|\\\[(.{1,200}?)\\\]", re.DOTALL
)
NUMBER = re.compile(
    r"(?<![\w#.,/^-])"
    r"(?:[-+−]?[$€£]?|[$€£]?[-+−]?)\d+(?:,\d{3})*(?!\d)(?:\.\d+)?(?:/\d+)?(?!\.?\d)(?:\s?\\?%)?"
)
# formulas that only name something, as in: the largest $n$ is 34
NAMES = re.compile(r"\$\s*[A-Za-z]{1,8}(?:\([a-z](?:, ?[a-z])*\))?\s*\$|\$\([a-z](?:, ?[a-z])*\)\$")
SAYING = re.compile(r"\b(?:is|are|was|were|equals|totals|costs|takes|has|have|needs|gets|makes)\b")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[A-Za-z]+")
SCALED = re.compile(
    r"\s*(?:hundred|thousand|million|billion|trillion|dozen|half|score|k\b|st\b|nd\b|rd\b|th\b)"
)


def unmarked_answer(text: str, start: int, end: int) -> str:
    """The answer, or '' where there is none that is clear."""
    tail = text[max(start, end - TAIL) : end].rstrip()
    bold = [match for match in BOLD.finditer(tail) if not match[1].rstrip().endswith(":")]
    printed = list(PRINTED.finditer(tail))
    if printed and (not bold or bold[-1].start() < printed[-1].start()):
        return printed[-1][1].strip()
    if bold and last_sentence_starts(tail) <= bold[-1].end():
        return bold[-1][1].strip()
    return said(tail[last_sentence_starts(tail) :])


def last_sentence_starts(tail: str) -> int:
    """Where the last sentence of a text begins."""
    starts = [match.end() for match in SENTENCE.finditer(tail)]
    return max([start for start in starts if WORD.search(tail, start)], default=0)


def said(sentence: str) -> str:
    """The one formula or number of a sentence, where it holds no word that doubts it."""
    if DOUBTS.intersection([word.lower() for word in WORD.findall(sentence)]):
        return ""
    sentence = NAMES.sub(" ", sentence)
    formulas = [match for match in FORMULA.finditer(sentence) if match[0].strip()]
    outside = FORMULA.sub(" ", sentence)
    if len(formulas) == 1 and not DIGITS.search(outside):
        return next(filter(None, formulas[0].groups())).strip()
    numbers = list(NUMBER.finditer(sentence))
    if formulas or len(numbers) != 1 or len(DIGITS.findall(sentence)) > 2:
        return ""
    found = numbers[0]
    if DIGITS.search(sentence[: found.start()] + " " + sentence[found.end() :]):
        return ""
    return "" if SCALED.match(sentence, found.end()) else found[0].replace("−", "-").strip()


def said_in_prose(answer: str) -> str:
    """What follows `Answer:`, or where that is a sentence with one number or formula that."""
    if len(answer) > LONGEST or " " not in answer or not SAYING.search(NAMES.sub(" ", answer)):
        return answer
    return said(answer) or answer
