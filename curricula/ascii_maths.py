r"""Put a line that mixes words and maths into ASCII signs: `\frac{1}{2}` becomes `((1)/(2))`, `\cdot` and the cross `*`.

Nothing is refused: what is not known stays as it is, or becomes a sign that parts spans. One pass, linear in the line.
"""

import re
from collections.abc import Mapping

PIECE = re.compile(r"\\([A-Za-z]+)|\\(.)|([{}])|(\^|_)(?=\{)", re.ASCII)
COMMAND, ESCAPED, BRACE, RAISED = 1, 2, 3, 4
SUBSCRIPT = re.compile(r"([A-Za-z])_\{?(\d+)\}?", re.ASCII)
ONE_NUMBER = re.compile(r"(?<![\w)])\((\d+)\)", re.ASCII)
NAME = re.compile(r"(?<![A-Za-z])([A-Za-z]+\d+)( [a-z](?![A-Za-z\d])|)", re.ASCII)
DIGIT_BY_DIGIT = re.compile(r"(?<!\w)\d(?: \d)+(?!\w)", re.ASCII)
TERSE = re.compile(r"(?<!\w)\d \d(?!\w)|[\w)=+*] [,^/)] |\( [\w(-]|(?:[(=+*/^,]|^|- ) ?- [\w(]|\d [a-z] [-+*=)]", re.ASCII)
TIGHT_BEHIND = re.compile(r"(?<=\() ", re.ASCII)
TIGHT_BEFORE = re.compile(r" (?=[),;^!])(?! ; ?$)|(?<=\d) (?=[a-z] (?:[-+*=),^/]|$))|(?<=[A-Za-z]) (?=\()", re.ASCII)
TIGHT_SLASH = re.compile(r" ?([/^]) ?", re.ASCII)
UNARY = re.compile(r"(?:(?<=[=(*/+<>,^-] )|(?<=[(/^])|^)- (?=[\w(])", re.ASCII)
BULLET = re.compile(r"\s*(?:[-*+]|#+|>)\s+(?=\S)")

SIGNS = {
    **dict.fromkeys(("cdot", "times", "ast"), "*"),
    **dict.fromkeys(("le", "leq", "leqslant"), "<="),
    **dict.fromkeys(("ge", "geq", "geqslant"), ">="),
    **dict.fromkeys(("ne", "neq"), "!="),
    **dict.fromkeys(("equiv",), "=="),
    **dict.fromkeys(("left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle", "quad", "qquad"), " "),
    **dict.fromkeys(("mathbf", "boldsymbol", "mathit", "mathrm", "text", "textbf", "textit", "ensuremath"), ""),
    "div": "/",
    "mid": " | ",
    "lt": "<",
    "gt": ">",
    "bmod": " mod ",
    "mod": " mod ",
    "lor": " or ",
}
UNICODE = str.maketrans(
    {"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∕": "/", "≤": "<=", "≥": ">=", "≠": "!=", "≡": "==", "∣": " | "}
    | {"²": "^2", "³": "^3", "⁴": "^4", "⁵": "^5", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\r": " ", "$": " "}
)  # fmt: skip


def ascii_line(line: str, symbols: Mapping[str, str]) -> str:
    """The line with its maths in the signs of plain maths. `symbols` says which number a name such as e3 stands for; models also write
    e_3 or e_{3}."""
    if not line.isascii() or "$" in line or "\t" in line or "\r" in line:
        line = line.translate(UNICODE)
    if symbols:
        if "_" in line:
            line = SUBSCRIPT.sub(r"\1\2", line)
        line = NAME.sub(lambda m: symbols.get(m[1], m[1]) + m[2].strip(" " if m[1] in symbols else ""), line)
    if "\\" in line or "{" in line:
        line = ONE_NUMBER.sub(r"\1", translated(line))
    if "  " in line:
        line = " ".join(line.split())
    if TERSE.search(line):
        line = compact(DIGIT_BY_DIGIT.sub(lambda m: m[0].replace(" ", ""), line))
    return line


def compact(line: str) -> str:
    """A line whose every sign is parted by blanks, as a textbook would print it."""
    line = TIGHT_BEFORE.sub("", TIGHT_BEHIND.sub("", line))
    line = TIGHT_SLASH.sub(r"\1", line)
    return UNARY.sub("-", line)


def translated(line: str) -> str:
    """The line without LaTeX's commands and braces."""
    written: list[str] = []
    groups: list[str] = []  # what each open brace is closed by
    due: list[str] = []  # what the next group of a command is opened and closed by
    at = 0
    for match in PIECE.finditer(line):
        between = line[at : match.start()]
        at = match.end()
        if between.strip() and due:
            due.clear()
        written.append(between)
        kind = match.lastindex
        if kind == BRACE and match[BRACE] == "{":
            opening, closing = (due.pop(), due.pop()) if due else ("(", ")")
            written.append(opening)
            groups.append(closing)
        elif kind == BRACE:
            closing = groups.pop() if groups else " # "
            if closing.endswith(">"):  # the first of two groups: the second comes next
                separator, _, last = closing[:-1].partition("<")
                written.append(separator)
                due = [last, ""]
            else:
                written.append(closing)
        elif kind == RAISED:
            written.append(match[RAISED])
            due = [")", "("]
        elif kind == COMMAND:
            due = command(match[COMMAND], written)
        else:
            written.append(" " if match[ESCAPED] in ",;:! ()[]" else " # ")
    written.append(line[at:])
    return "".join(written)


def command(name: str, written: list[str]) -> list[str]:
    """Write what a command stands for; gives what its group is to be closed and opened by."""
    if name in ("frac", "dfrac", "tfrac", "cfrac"):
        return [")/(<))>", "(("]
    if name in ("binom", "dbinom", "tbinom"):
        return [", <)>", "C("]
    if name == "pmod":
        return [")", "(mod "]
    if name in ("boxed", "fbox"):
        return [" # ", " # "]
    if name in ("text", "textbf", "textit", "mathrm", "mathbf", "boldsymbol", "mathit"):
        return [" ", " "]
    written.append(SIGNS.get(name, " # "))
    return []
