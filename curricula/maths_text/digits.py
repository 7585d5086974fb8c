"""Numbers that a model writes digit by digit, put together again: `- 8 3 / 1 0 5` is -83/105."""

import re

# between the digits of a number, a decimal or a fraction
JOIN = re.compile(r"(?<=\d) (?=\d)|(?<=\d) (?=[./] \d)|(?<=\d [./]) (?=\d)", re.ASCII)
# a sign before a number, not between two
SIGN = re.compile(
    r"(?:(?<=[;=(,\[{:+*/^<>])|(?<=\bor)|(?<=\banswer)|^) ?- (?=[\w(])",
    re.ASCII,
)


def join_digits(text: str) -> str:
    """The text with its numbers whole, as graders read it."""
    return SIGN.sub(lambda sign: sign[0].rstrip(), JOIN.sub("", text))
