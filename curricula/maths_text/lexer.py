r"""Cut a text of maths, in LaTeX, Unicode or plain signs, into tokens: the one lexer, for answers
and for lines of working.

    3 \cdot x² -> number 3, blank, command cdot, blank, letters x, sign ^, sign {, number 2, sign }

Unicode becomes LaTeX first, by the table in symbols.py; a character that it does not know stays as
it is, a sign that no reader takes. The work is linear in the text.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from curricula.maths_text.symbols import (
    LOWERED,
    RAISED,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    UNICODE_MAP,
)

TOKEN = re.compile(
    r"\\([A-Za-z]+)\*?|\\(.)|(\d+(?:\.\d+)*|\.\d+)|([A-Za-z]+)|([\s~$]+)|(.)", re.ASCII | re.DOTALL
)
COMMAND, ESCAPED, NUMBER, LETTERS, BLANK, SIGN = 1, 2, 3, 4, 5, 6
END = 0  # the kind of the token behind the last one

# separators of thousands in LaTeX
THIN = re.compile(
    r"(?<=\d)(?:\ ?\{,\ ?\}|,\\!|\\[,!;: ]|~|\u2009|\u202f)\s*(?=\d{3}(?!\d))", re.ASCII
)
REPEATING = re.compile(
    r"(\d{0,40})\.(\d{0,40})\\(?:overline|bar|dot)\s*(?:\{(\d{1,40})\}|(\d))(?!\s*[\d\\.])",
    re.ASCII,
)


class Token(NamedTuple):
    """A piece of a text: its kind, what it says (a command without its backslash), and where it
    starts and ends."""

    kind: int
    text: str
    start: int
    end: int


def from_unicode(text: str) -> str:
    """The text with the Unicode that is known in LaTeX or ASCII; what is not known stays."""
    if text.isascii():
        return text
    text = RAISED.sub(lambda found: f"^{{{found[0].translate(SUPERSCRIPTS)}}}", text)
    text = LOWERED.sub(lambda found: f"_{{{found[0].translate(SUBSCRIPTS)}}}", text)
    return text.translate(UNICODE_MAP)


def normal(text: str) -> str:
    """The text that tokens are cut from: Unicode in LaTeX, numbers without separators of thousands
    in LaTeX, repeating decimals as fractions."""
    text = from_unicode(text)
    if "\\" in text or "{," in text or "~" in text:
        text = THIN.sub("", text)
        if ".\\" in text or "\\overline" in text or "\\bar" in text or "\\dot" in text:
            text = REPEATING.sub(repeated, text)
    return text


def repeated(found: re.Match[str]) -> str:
    """0.1\\overline{6} as \\frac{1}{6}."""
    whole, fixed, period = found[1] or "0", found[2], found[3] or found[4]
    value = Fraction(int(whole + fixed + period) - int(whole + fixed))
    value /= 10 ** len(fixed) * (10 ** len(period) - 1)
    return f"{{\\frac{{{value.numerator}}}{{{value.denominator}}}}}"


def tokens(text: str) -> list[Token]:
    """The tokens of a text as `normal` leaves it, and one that stands for its end."""
    found = [
        Token(match.lastindex or 0, match[match.lastindex or 0], match.start(), match.end())
        for match in TOKEN.finditer(text)
    ]
    found.append(Token(END, "", len(text), len(text)))
    return found
