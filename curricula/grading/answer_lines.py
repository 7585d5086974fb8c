"""Find the lines of a completion that give an answer: what follows `Answer:`, `the answer is`, or a
marker of a template."""

import re

FINALS = 6  # different final answers looked at
MENTIONS = 48  # places looked at for a line that gives one
SPAN = 2_000  # characters of one final answer
GAP = 64  # blanks before it

ANSWER = re.compile(
    r"[aA](?:nswer|NSWER)s?[ \t*_`]*(?:(:)|is[ \t]*(:)?(?=[\s*$\\(\d+-])|=)[ \t]*(?:\*\*|__)?[ \t]*"
)
# the word alone at the head of a line, with a formula behind it: Answer $ 9 $
BEFORE_FORMULA = re.compile(
    r"(?:(?<![^\n])|(?<=Final )|(?<=\*\*))Answer[ \t*]*\n?[ \t]*(?=\\\[|\\\(|\$)"
)
HOPE = re.compile(r"\.?[ \t]*I hope (?:it|this) is correct")  # ends the answer of a common template
SENTENCE = re.compile(r"\.(?=\s+[A-Z])|\.\s*$")
BOLD = re.compile(r"\*\*(?=[\s.,]|$)")
DIGIT = re.compile(r"\d")
# a number, a word for what is counted at most, and a comma before the rest of the sentence
LEADING = re.compile(r"([-+]?\$?\d[\d,]*(?:\.\d+)?(?:/\d+)?\\?%?(?: [a-z]+)?), (?=[a-z])", re.ASCII)
WORD = re.compile(r"[a-z]+", re.IGNORECASE)
# words of a sentence that say its number is not, or not alone, the answer
DOUBTS = frozenset(
    (
        "or and not no nor but maybe perhaps possibly probably presumably likely about around "
        "approximately approx roughly almost nearly wrong incorrect false if unless either neither "
        "except instead hundred thousand million billion trillion dozen half point plus minus "
        "times when isn wasn don doesn can't cannot unsure uncertain guess between least most"
    ).split()
)


def mentions_answer(text: str, start: int, end: int) -> bool:
    """Whether the word occurs at all, which is quicker to tell; searching backwards is the quicker
    way."""
    return text.rfind("nswer", start, end) >= 0 or text.rfind("NSWER", start, end) >= 0


def answer_lines(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """What follows `Answer:`, and what follows `answer is`, one line each, the last ones of a long
    text."""
    colon: list[str] = []
    plain: list[str] = []
    for core in ("nswer", "NSWER"):
        at, following = text.rfind(core, start, end), end + 1
        for _ in range(MENTIONS):
            if at <= start - 1:
                break
            match = ANSWER.match(text, at - 1, end) if at > start else None
            alone = None if match else BEFORE_FORMULA.match(text, at - 1, end)
            found = match or (alone if at > start else None)
            if found is not None:
                value = line(text, found.end(), following - 1, end)
                where = colon if match is not None and (match[1] or match[2]) else plain
                if value and value not in where:
                    where.append(value)
            following = at
            at = text.rfind(core, start, at)
    return colon[FINALS - 1 :: -1], plain[FINALS - 1 :: -1]


def lines(text: str, marker: str, start: int, end: int) -> list[str]:
    """What follows the last occurrences of a marker up to the end of the line."""
    answers: list[str] = []
    at = text.rfind(marker, start, end)
    for _ in range(MENTIONS):
        if at < 0:
            break
        value = line(text, at + len(marker), end, end)
        if value and value not in answers:
            answers.append(value)
        at = text.rfind(marker, start, at)
    return answers[FINALS - 1 :: -1]


def line(text: str, at: int, stop: int, end: int) -> str:
    """The rest of the line, or the next line where it is empty; '' where another marker or a box
    says more."""
    furthest = min(end, at + GAP)
    while at < furthest and text[at] in " \t\r\n*_":
        at += 1
    if text.startswith(("\\[", "$$"), at):
        closing = text.find("\\]" if text[at] == "\\" else "$$", at + 2, min(end, at + SPAN))
        return text[at : closing + 2] if closing >= 0 and "\\boxed" not in text[at:closing] else ""
    finish = text.find("\n", at, min(end, at + SPAN))
    finish = min(end, at + SPAN) if finish < 0 else finish
    hope = HOPE.search(text, at, finish) if text.find("I hope", at, finish) > 0 else None
    finish = finish if hope is None else hope.start()
    rest = text[at:finish]
    if finish > stop >= at or "\\boxed" in rest or "<answer>" in rest:
        return ""
    return first_sentence(rest)


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence; all of it where more numbers follow, which
    makes it unreadable."""
    text = text.strip().removesuffix("</answer>").strip()
    if text.count("**") % 2:  # bold type that began before the answer
        text = BOLD.sub("", text, count=1)
    if text.startswith("$") and text.find("$", 1) > 0:
        closing = text.find("$", 1)
        rest = text[closing + 1 :]
        if rest.startswith((".", ",", " ")) and not DIGIT.search(rest) and SENTENCE.search(rest):
            return text[: closing + 1]
    leading = LEADING.match(text)
    if leading is not None and not doubtful(text[leading.end() :]):
        return leading[1]
    end = SENTENCE.search(text)
    if end is None or DIGIT.search(text, end.end()):
        return text
    return text[: end.start()]


def doubtful(rest: str) -> bool:
    """Whether what follows a number takes it back, or has numbers of its own."""
    return DIGIT.search(rest) is not None or not DOUBTS.isdisjoint(
        [word.lower() for word in WORD.findall(rest)]
    )
