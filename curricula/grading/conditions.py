r"""Take off what an answer says of its letters: `\text{for all } x \in \mathbb{R}`, which changes
nothing, and `k \in \mathbb{Z}`, which makes k a parameter that may have any other name."""

import re
from collections.abc import Iterator
from itertools import permutations

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
BOUND = re.compile(r"\\?([A-Za-z]\w*(?:\^\{?-1\}?)?)\s*\(\s*([a-zA-Z])\s*\)")

# what an integration adds, + C, and the constants c_1, c_2 of a family of solutions y
ADDED = re.compile(r"(?<=[\w)] )?\+ ?([A-Za-z](?:_\d)?)\Z|\A([cCkK](?:_\d)?) ?\+", re.ASCII)
FAMILY = re.compile(r"(?<![A-Za-z_])[cC]_\d(?![\w(])", re.ASCII)
CONSTANT = re.compile(r"(?<![A-Za-z_])(?:[cCkK]_\d|[A-DK])(?![\w(])", re.ASCII)
SOLUTION = re.compile(r"(?:\A|(?<![A-Za-z]))[yuxzw](?: ?\([a-z]\))?(?: ?=|\Z)", re.ASCII)
CONSTANTS = 4
INTEGRAL = re.compile(r"(?=.*[a-z])[^A-Z]*")  # what stands before + C: of no other capital letter
NAMES_OF_CONSTANTS = ("c", "K", "k", "C_1", "c_1", "C_0", "c_0")
APPLIED = re.compile(r"(\s*\$?\s*)([yuzw])\s*(?:\\left)?\(\s*([xt])\s*(?:\\right)?\)(?=\s*=)")


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


def constant_added(text: str) -> str:
    """The constant that stands for any number at an end of a sum, as in x^2 + C; '' where there is
    none."""
    found = ADDED.search(text)
    return (found[1] or found[2]) if found else ""


def without_argument(text: str, gold: str) -> str:
    """`y(x) = 2x` as `y = 2x`, where the gold in plain maths says what y is with x."""
    found = APPLIED.match(text)
    if (
        found is None
        or not re.match(rf"{found[2]} ?= ?(?!=)", gold)
        or not letter_in(gold, found[3])
    ):
        return text
    return f"{found[1]}{found[2]}{text[found.end() :]}"


def with_constants_of(text: str, gold: str, label: str) -> Iterator[str]:
    """Plain maths with the constants of integration named as in the gold: `+ K` for `+ C`, and
    those of a family of solutions, `c_1 e^x + c_2 e^{2x}`, in every order."""
    mine, theirs = constant_added(text), constant_added(gold)
    if theirs == "C" and INTEGRAL.fullmatch(ADDED.sub("", gold)):
        if mine in NAMES_OF_CONSTANTS and not letter_in(text, theirs):
            yield renamed(text, mine, theirs)
        return
    wanted = sorted(set(FAMILY.findall(gold)))
    found = sorted(set(CONSTANT.findall(text)))
    if not wanted or len(found) != len(wanted) or len(wanted) > CONSTANTS:
        return
    if not (SOLUTION.match(label) if label else SOLUTION.match(gold)):
        return
    for names in permutations(wanted):
        new = dict(zip(found, names, strict=True))
        yield CONSTANT.sub(lambda constant, new=new: new[constant[0]], text)
