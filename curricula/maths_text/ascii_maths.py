r"""Put a line that mixes words and maths into ASCII signs: `\frac{1}{2}` becomes `(1/2)`, `\cdot`
and the cross `*`, a symbol its number.

Nothing is refused: what is not known stays as it is, or becomes a sign that parts spans. One pass,
linear in the line.
"""

import re
from collections.abc import Mapping

from generators.claims.functions import FUNCTIONS

PIECE = re.compile(r"\\([A-Za-z]+)|\\(.)|([{}])|(\^|_)(?=\{)", re.ASCII)
COMMAND, ESCAPED, BRACE, RAISED = 1, 2, 3, 4
PARTING = " # "  # no maths goes on across this sign
SUBSCRIPT = re.compile(r"([A-Za-z])_\{?(\d+)\}?", re.ASCII)
NAME = re.compile(
    r"(?<![A-Za-z])([A-Za-z]+\d+)(?:( )(?=[a-z](?![A-Za-z\d])))?", re.ASCII
)  # e3, and the blank of `e3 x`
ONE_NUMBER = re.compile(r"(?<![\w)])\((\d+)\)", re.ASCII)
DIGIT_BY_DIGIT = re.compile(r"(?<!\w)\d(?: \d)+(?!\w)", re.ASCII)

NUMBER = r"(\d{1,40})"
REMAINDER = re.compile(
    rf"{NUMBER} ?/ ?{NUMBER} ?= ?{NUMBER}[ ,]{{0,2}}"
    rf"(?:with )?(?:an? )?(?:remainder|rem\.?|[rR])(?: of| is| =)? ?{NUMBER}",
    re.ASCII,
)

SIGNS = {
    **dict.fromkeys(("cdot", "times", "ast"), "*"),
    **dict.fromkeys(("le", "leq", "leqslant"), "<="),
    **dict.fromkeys(("ge", "geq", "geqslant"), ">="),
    **dict.fromkeys(("ne", "neq"), "!="),
    **dict.fromkeys(("bmod", "mod"), " mod "),
    **dict.fromkeys(
        (
            "left",
            "right",
            "big",
            "Big",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "displaystyle",
            "textstyle",
            "quad",
            "qquad",
        ),
        " ",
    ),
    **{"equiv": "==", "div": "/", "mid": " | ", "lt": "<", "gt": ">", "lor": " or "},
}
TEXTS = ("text", "textbf", "textit", "mathrm", "mathbf", "boldsymbol", "mathit", "ensuremath")
UNICODE = str.maketrans(
    {
        **{"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∕": "/"},
        **{"≤": "<=", "≥": ">=", "≠": "!=", "≡": "==", "∣": " | "},
        **{"²": "^2", "³": "^3", "⁴": "^4", "⁵": "^5"},
        **dict.fromkeys("\u00a0\u2009\u202f\t\r$", " "),
    }
)


def ascii_line(line: str, symbols: Mapping[str, str]) -> str:
    """The line with its maths in the signs of plain maths. `symbols` says which number a name such
    as e3 stands for; models also write it e_3 or e_{3}."""
    if not line.isascii() or "$" in line or "\t" in line or "\r" in line:
        line = line.translate(UNICODE)
    if symbols:
        if "_" in line:
            line = SUBSCRIPT.sub(r"\1\2", line)
        line = NAME.sub(lambda m: symbols[m[1]] if m[1] in symbols else m[0], line)
    if "\\" in line or "{" in line:
        line = ONE_NUMBER.sub(r"\1", translated(line))
    if "  " in line:
        line = " ".join(line.split())
    if "/" in line and "r" in line.lower():
        line = REMAINDER.sub(r"\1 = \3 * \2 + \4", line)
    return DIGIT_BY_DIGIT.sub(lambda m: m[0].replace(" ", ""), line)


def translated(line: str) -> str:
    """The line without LaTeX's commands and braces."""
    written: list[str] = []
    groups: list[
        tuple[str, list[str]]
    ] = []  # what closes each open group, and what opens and closes the group due behind it
    due: list[
        str
    ] = []  # opening and closing of the group of the last command, then of its second group
    at = 0
    for match in PIECE.finditer(line):
        between = line[at : match.start()]
        at = match.end()
        if due and between.strip():
            due = []
        written.append(between)
        kind = match.lastindex
        if kind == BRACE and match[BRACE] == "{":
            opening, closing = due[:2] if due else ("(", ")")
            written.append(opening)
            groups.append((closing, due[2:]))
            due = []
        elif kind == BRACE:
            closing, due = groups.pop() if groups else (PARTING, [])
            written.append(closing)
        elif kind == RAISED:
            written.append(match[RAISED])
            due = ["(", ")"]
        elif kind == COMMAND:
            due = GROUPS.get(match[COMMAND], [])
            if not due:
                written.append(
                    SIGNS.get(
                        match[COMMAND], match[COMMAND] if match[COMMAND] in FUNCTIONS else PARTING
                    )
                )
        else:
            written.append(" " if match[ESCAPED] in ",;:! ()[]" else PARTING)
    written.append(line[at:])
    return "".join(written)


GROUPS = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), ["((", ")/", "(", "))"]),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), ["C(", ", ", "", ")"]),
    **dict.fromkeys((*TEXTS, "boxed", "fbox"), [" ", " "]),
    "pmod": ["(mod ", ")"],
}
