r"""Texts as HTML, their maths typeset by the browser itself (MathML).

Texts come from strangers: every character of theirs is escaped, and of the MathML that a formula
becomes only elements and attributes on a list are written. A formula that cannot be typeset is
shown as it stands.
"""

import re
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

FORMULA = re.compile(r"\\\[(.+?)\\\]|\\\((.+?)\\\)|\$\$([^$]+)\$\$|\$([^$\n]+)\$", re.DOTALL)
BEHIND = re.compile(r"[.,;:!?)]+")  # signs that stay with the formula before them
BOX_OF_WORDS = re.compile(r"(?<!\\)\\boxed\{[^{}\n]*\}")  # of plain texts, which have no delimiters
LONGEST = 4_000  # characters of one formula
TEXT = 200_000  # characters of one text
ELEMENTS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "ms", "mstyle", "mpadded", "mphantom"),
    *("mfrac", "msqrt", "mroot", "msup", "msub", "msubsup", "mover", "munder", "munderover"),
    *("mtable", "mtr", "mtd", "menclose"),
}
ATTRIBUTES = {
    *("display", "stretchy", "fence", "form", "separator", "lspace", "rspace", "minsize"),
    *("maxsize", "width", "height", "depth", "linethickness", "columnalign", "mathvariant"),
    *("accent", "displaystyle", "scriptlevel"),
}
SIGNS = {"-", "\u2212", "+", "\u00b1"}
ENDS, BAR = {")", "]", "}", "!", "'", "\u2032", "%", "\u27e9"}, "|"  # a term may end with these
FENCES = {"()": "round", "[]": "square", "||": "bars"}  # about a table, and what they are drawn as
FENCED = "fenced"  # the attribute that says so until the text is written
HARMLESS = re.compile(r"[\w .%-]{1,40}", re.ASCII)  # the value of an attribute


def typeset(text: str) -> str:
    """A text as HTML, with the formulas in it typeset."""
    shown, end = [], 0
    text = text[:TEXT]
    for found in FORMULA.finditer(text):
        shown.append(words(text[end : found.start()]))
        set_apart, end = found[1] or found[3], found.end()
        drawn = formula(set_apart or found[2] or found[4], bool(set_apart))
        behind = BEHIND.match(text, end)
        if behind and not set_apart:  # or a line could begin with a full stop
            drawn, end = f'<span class="kept">{drawn}{words(behind[0])}</span>', behind.end()
        shown.append(drawn)
    return "".join([*shown, words(text[end:])])


def words(text: str) -> str:
    """Text outside formulas; a box of plain maths is drawn as one."""
    parts, end = [], 0
    for found in BOX_OF_WORDS.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append(f'<span class="boxed">{escape(found[0][7:-1])}</span>')
        end = found.end()
    return "".join([*parts, escape(text[end:])])


@lru_cache(maxsize=4_096)
def formula(latex: str, set_apart: bool) -> str:
    """A formula in LaTeX as MathML; as it stands where it cannot be read."""
    if len(latex) > LONGEST:
        return f"<code>{escape(latex)}</code>"
    try:
        element = convert_to_element(latex, display="block" if set_apart else "inline")
        tell_signs(element)
        draw_fences(element)
        return markup(element)
    except Exception:  # whatever the converter trips over, the formula stays readable
        return f"<code>{escape(latex)}</code>"


def tell_signs(element: Element) -> None:
    """Mark each sign of a number, which stands behind no term, as one, and each bar as opening or
    closing: a browser takes a minus or a bar that is not the first of its row for an operation,
    with space about it."""
    behind_term, in_bars = False, False
    for child in element:
        text = unescape(child.text or "")
        if child.tag == "mo":
            if text in SIGNS and not behind_term:
                child.set("form", "prefix")
            if text == BAR:
                in_bars = not in_bars
                child.set("form", "prefix" if in_bars else "postfix")
            behind_term = text in ENDS or (text == BAR and not in_bars)
        else:
            behind_term = child.tag != "mspace"
        tell_signs(child)


def draw_fences(element: Element) -> None:
    """Have the fences about a table drawn by their style: a browser stretches signs only where it
    has a font for maths."""
    inner = list(element)
    for left, table, right in zip(inner, inner[1:], inner[2:], strict=False):
        sort = FENCES.get(f"{unescape(left.text or '')}{unescape(right.text or '')}")
        if (left.tag, table.tag, right.tag) == ("mo", "mtable", "mo") and sort:
            table.set(FENCED, sort)
            element.remove(left)
            element.remove(right)
    for child in element:
        draw_fences(child)


def markup(element: Element) -> str:
    """An element as text. What is not on the list is left out, what stands in it is kept."""
    inner = escape(unescape(element.text or ""), quote=False)
    inner += "".join([markup(child) + escape(unescape(child.tail or "")) for child in element])
    name = element.tag
    if name not in ELEMENTS:
        return inner
    attributes = [
        f' {key}="{value}"'
        for key, value in element.attrib.items()
        if key in ATTRIBUTES and HARMLESS.fullmatch(value)
    ]
    if name == "mtable" and element.get(FENCED) in FENCES.values():
        attributes.append(f' class="{element.get(FENCED)}"')
    if name == "menclose":  # browsers draw none; a box is drawn by its class
        name, attributes = "mrow", [' class="boxed"']
    return f"<{name}{''.join(attributes)}>{inner}</{name}>"
