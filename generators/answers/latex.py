"""Canonical answers as LaTeX, as they stand in a box: `{2, 5}` becomes `\\{2, 5\\}`."""

import re

from generators.claims.latex import TALL, latex_of

RESIDUE = re.compile(r"(-?\d+) mod (\d+)", re.ASCII)
PIECE = re.compile(r"[\[(][^\[\](){}]*, [^\[\](){}]*[\])]", re.ASCII)
ROW = re.compile(r"\[([^\[\]]*)\]", re.ASCII)
WORD = re.compile(r"[A-Za-z]+\d*|[a-z]+", re.ASCII)
UNION = " U "
INFINITE = {"oo": r"\infty", "-oo": r"-\infty"}
NAMED = {"{}": r"\varnothing", "(-oo, oo)": r"\mathbb{R}"}  # sets that have a sign of their own
PRODUCT = re.compile(r"(?<=\d)\*(?=[a-z(])|(?<=\))\*(?=i\b)", re.ASCII)  # 3*x, sqrt(2)*i


def answer_in_latex(text: str) -> str:
    """The canonical text of any kind of answer in LaTeX."""
    if text.isdigit():
        return text
    if text in NAMED:
        return NAMED[text]
    if found := RESIDUE.fullmatch(text):
        return rf"{found[1]} \pmod{{{found[2]}}}"
    if text.startswith("[["):
        rows = [" & ".join(members(row)) for row in ROW.findall(text)]
        return r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"
    if text.startswith("{") and text.endswith("}"):
        return enclosed(r"\{", text[1:-1], r"\}")
    pieces = text.split(UNION)
    if all([PIECE.fullmatch(piece) for piece in pieces]):
        shown = [enclosed(piece[0], piece[1:-1], piece[-1]) for piece in pieces]
        return r" \cup ".join(shown)
    if text in INFINITE:
        return INFINITE[text]
    return text if WORD.fullmatch(text) else latex_of(PRODUCT.sub("", text))


def enclosed(opening: str, inside: str, closing: str) -> str:
    """Members in brackets, which grow where a fraction is among them."""
    shown = ", ".join(members(inside))
    if TALL in shown:
        opening, closing = rf"\left{opening}", rf"\right{closing}"
    return f"{opening}{shown}{closing}"


def members(text: str) -> list[str]:
    """The members of a list in LaTeX; commas within brackets part none."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [answer_in_latex(part.strip()) for part in parts if part.strip()]
