r"""Take off what an answer says of its letters: `\text{for all } x \in \mathbb{R}`, which changes
nothing, and `k \in \mathbb{Z}`, which makes k a parameter that may have any other name."""

import re

TEXT = r"\\(?:text|mathrm|textrm|mbox)\s*\{{{}\}}"
SET = r"(?:\\in|∈)\s*\\?(?:mathbb|mathbf|mathrm)?\s*\{?[A-Zℤℝℚℕ]\}?(?:[_^](?:\{[^{}]*\}|[+*\w]))?"
LETTERS = r"[a-zA-Z](?:\s*,\s*[a-zA-Z])*"
BETWEEN = r"(?:[,;(]|\\[,;: ]|\\q?quad(?![a-z])|\s)*"
FOR_ALL = re.compile(
    BETWEEN
    + TEXT.format(r"\s*,?\s*for (?:all|any|every|each)(?: real| integers?| positive| numbers?)*\s*")
    + rf"\s*{LETTERS}\s*(?:{SET})?"
)
WHOLE = re.compile(
    BETWEEN
    + "(?:"
    + TEXT.format(r"\s*,?\s*(?:where|with|for|and|for any|for all|for some)?(?: integers?)?\s*")
    + r")?[\s,(]*([a-zA-Z])\s*(?:(?:\\in|∈)\s*\\?(?:mathbb|mathbf|mathrm)?\s*\{?[ZℤN]\}?|"
    + TEXT.format(r"\s*(?:is )?(?:an? |any )?integers?\s*")
    + r")[\s)]*\Z"
)
ONLY = re.compile(r"\A(?:\\text\s*\{\s*only\s*\}\s*|only\s+)", re.IGNORECASE)
DEGREES = re.compile(r"\s*(?:\\(?:text|mathrm|textrm)\s*\{\s*degrees?\s*\}|\bdegrees?\b)")
PARAMETER = re.compile(r"(?<![A-Za-z])([j-n])(?![A-Za-z(])")
BOUND = re.compile(r"\\?([A-Za-z]\w*)\s*\(\s*([a-zA-Z])\s*\)")


def without_condition(text: str) -> tuple[str, str]:
    """The text without what it says of its letters, and the letter that it says to be any whole
    number, or ''."""
    if "for" in text:
        text = FOR_ALL.sub("", text)
    found = WHOLE.search(text) if "in" in text or "∈" in text else None
    if found is None or not found.start():
        return text, ""
    return text[: found.start()], found[1]


def renamed(text: str, old: str, new: str) -> str:
    """Plain maths with another letter in place of one."""
    return re.sub(rf"(?<![A-Za-z]){old}(?![A-Za-z])", new, text)


def letter_in(text: str, letter: str) -> bool:
    """Whether plain maths holds a letter."""
    return re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", text) is not None


def parameter_of(text: str) -> str:
    """The letter that stands for any whole number where nothing says so: the only one from j to n
    beside pi, as in k*pi; '' where there is none."""
    letters = set(PARAMETER.findall(text))
    return letters.pop() if len(letters) == 1 and letter_in(text, "pi") else ""


def bound_letter(label: str) -> tuple[str, str]:
    """The name of a function and its letter, as in f(n); two empty texts for any other label."""
    found = BOUND.fullmatch(label)
    return (found[1], found[2]) if found else ("", "")
