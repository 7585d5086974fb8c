"""Find the final answer of a completion that nothing marks: the last bold words, what its last
program printed, or the one number or formula of its last sentence.

Read only where the policy says so (`unmarked`), since a model that is paid for any last number
learns to end on one.
"""

import re

from curricula.grading.answer_lines import DOUBTS
from curricula.grading.decoration import GLUED, POWERED, SHORT_UNITS, SHORTENED, UNIT
from curricula.grading.words import MATHS

TAIL = 1_200  # characters at the end that are looked at
LONGEST = 200  # characters of one answer

PRINTED = re.compile(r"```(?:output|text)?[ \t]*\n([^\n`]{1,200})\n```")
BOLD = re.compile(r"\*\*([^*\n]{1,200}?)\*\*")
HOPE = re.compile(r"\s*I hope (?:it|this) (?:is correct|helps)[.!]?\Z")
SENTENCE = re.compile(
    r"(?<=[.!?])[*_\"')$]{0,3}\s+(?=[^a-z\s])|\n+|\s+(?=(?:So|Thus|Therefore|Hence)\b,?\s)"
)
FORMULA = re.compile(
    r"\$\$([^$]{1,200})\$\$|\$([^$\n]{1,200})\$|\\\((.{1,200}?)\\\)|\\\[(.{1,200}?)\\\]", re.DOTALL
)
NUMBER = re.compile(
    r"(?<![\w#.,/^-])"
    r"(?:[-+−]?[$€£]?|[$€£]?[-+−]?)\d+(?:,\d{3})*(?!\d)(?:\.\d+)?(?:/\d+)?(?!\.?\d)(?:\s?\\?%)?"
)
# formulas that only name something, as in: the largest $n$ is 34
NAMES = re.compile(r"\$\s*[A-Za-z]{1,8}(?:\([a-z](?:, ?[a-z])*\))?\s*\$|\$\([a-z](?:, ?[a-z])*\)\$")
# the third term, which is no third of anything
COUNTED = re.compile(
    r"(?:\A|\s)[Tt]he (?:third|fourth|fifth|sixth|tenth) (?!of\b|and\b)(?=[a-z]{3})"
)
SAYING = re.compile(r"\b(?:is|are|was|were|equals|totals|costs|takes|has|have|needs|gets|makes)\b")
TOLD = re.compile(r"[A-Z][a-z]+(?: [a-z]{2,}){2}")  # Jane began to grow it 3 hours ago
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[A-Za-z]+")
SIGNS = re.compile(r"[\^*/=()<>+\\_!|{}\[\]#~%&@√π²³]|(?<![A-Za-z])-(?![A-Za-z])")
LITTLE = set("a an as at be by he in is it of on so to we do me my us up am i".split())
UNITS = {*UNIT, *SHORTENED, *SHORT_UNITS, *GLUED, *POWERED, "percent"}
# words of maths or of doubt, beside which a number is not alone the answer
NO_PROSE = {
    *DOUBTS,
    *MATHS,
    *(
        "squared cubed factorial modulo mod over under less more than greater fewer smaller larger "
        "below above within log root power base negative divided multiplied third thirds quarter "
        "quarters fourth fifth sixth tenth tenths score approx degrees radians"
    ).split(),
} - {"degrees", "radians", *UNITS}


def unmarked_answer(text: str, start: int, end: int) -> str:
    """The answer, or '' where there is none that is clear."""
    tail = HOPE.sub("", text[max(start, end - TAIL) : end].rstrip())
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
    """The one formula, or the one number with its unit, of a sentence in plain words; '' for any
    other, and where a word doubts it."""
    sentence = COUNTED.sub(" the ", NAMES.sub(" ", sentence)).strip().rstrip("*_ ")
    formulas = [match for match in FORMULA.finditer(sentence) if match[0].strip()]
    if len(formulas) == 1:
        outside = FORMULA.sub(" ", sentence)
        found = next(filter(None, formulas[0].groups())).strip()
        return found if is_plain(outside) and not DIGITS.search(outside) else ""
    numbers = [] if formulas else list(NUMBER.finditer(sentence))
    if len(numbers) != 1:
        return ""
    before, behind = sentence[: numbers[0].start()], sentence[numbers[0].end() :]
    if DIGITS.search(before + " " + behind) or not is_plain(before) or not is_plain(behind):
        return ""
    if behind[:1] not in ("", " ", ".", ",", ";") or before[-1:] not in ("", " ", ":"):
        return ""
    return numbers[0][0].replace("−", "-").strip() + unit_behind(behind)


def is_plain(text: str) -> bool:
    """Whether words hold no sign of maths, no name of maths or of an unknown, and no doubt."""
    if SIGNS.search(text):
        return False
    words = [word.lower() for word in WORD.findall(text)]
    return all([len(word) > 2 or word in LITTLE or word in UNITS for word in words]) and not (
        NO_PROSE.intersection(words)
    )


def unit_behind(text: str) -> str:
    """The unit that stands behind a number, which has to be that of the gold."""
    words = WORD.findall(text.partition(",")[0])
    if not words or words[0].lower() not in UNITS:
        return ""
    last = 3 if len(words) > 2 and words[1].lower() == "per" else 1
    last = 2 if words[0].lower() in POWERED else last
    return " " + " ".join(words[:last])


def said_in_prose(answer: str) -> str:
    """What follows `Answer:`, or where that is a sentence with one number or formula that."""
    if len(answer) > LONGEST or " " not in answer:
        return answer
    if not SAYING.search(NAMES.sub(" ", answer)) and not TOLD.match(answer):
        return answer
    return said(answer) or answer
