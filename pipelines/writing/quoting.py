"""How a text is put into Python, YAML, TOML, a shell, Markdown: one function for each language.

Whatever the text is, it stays one value there. What these functions give is marked as Quoted.
"""

import json
import re
import shlex
from typing import Any

from curricula.names import escaped
from generators.errors import DatasetError

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+-]*", re.ASCII)
ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]{1,500}", re.ASCII)
MARKS = re.compile(r"[\\`*<|]|\](?=[(\[])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=[A-Za-z#])")

# what a line of Markdown may not begin with: a heading, a quotation, a list, a rule, a fence
START = re.compile(
    r"^(\d{1,9}(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[>~]|[+-](?:\s|$)|[-=+]{2,}|\[[^]]*\]:))"
)


class Quoted(str):
    """A text as it stands in a file that is written: quoted, or a constant of our own."""

    __slots__ = ()


class Unquotable(DatasetError):
    """A text that cannot stand where it should; the message is one line."""


def double_quoted(text: str) -> str:
    """In double quotes and in ASCII, as Python and YAML read it back; TOML too where UTF-8 can."""
    body = json.dumps(text, ensure_ascii=False)
    return "".join(sign if " " <= sign <= "~" else escaped(sign) for sign in body)


def python(value: str | bool | list[str] | dict[str, str | bool] | None) -> Quoted:
    """A literal of Python."""
    if value is None or isinstance(value, bool):
        return Quoted(str(value))
    if isinstance(value, dict):
        pairs = [f"{double_quoted(name)}: {python(each)}" for name, each in value.items()]
        return Quoted("{" + ", ".join(pairs) + "}")
    if isinstance(value, str):
        return Quoted(double_quoted(value))
    return Quoted(f"[{', '.join(map(double_quoted, value))}]")


def yaml(text: str) -> Quoted:
    """A scalar of YAML."""
    return Quoted(double_quoted(text))


def toml(text: str) -> Quoted:
    """A string of TOML. Raises Unquotable for half a sign, which no TOML has."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unquotable(f"{double_quoted(text)} is no text for TOML") from error
    return Quoted(double_quoted(text))


def shell(text: str) -> Quoted:
    """One word of a shell."""
    return Quoted(shlex.quote(text))


def plain(text: str) -> Quoted:
    """A word without a sign that means something anywhere, as it is. Raises Unquotable."""
    if not PLAIN.fullmatch(text):
        raise Unquotable(f"{double_quoted(text)} is no plain word")
    return Quoted(text)


def line(text: str) -> Quoted:
    """The text in one line, as in an indented block of Markdown: what is not printed is a space."""
    return Quoted(" ".join("".join(sign if sign.isprintable() else " " for sign in text).split()))


def prose(text: str) -> Quoted:
    """Words of a line of Markdown: no markup, no HTML, no cell of a table, no fence, heading or
    list begins in them."""
    return Quoted(START.sub(r"\1\\", MARKS.sub(r"\\\g<0>", line(text))))


def code(text: str) -> Quoted:
    """A span of code within a line of Markdown."""
    shown = line(text)
    ticks = fence_for(shown, "`")
    space = " " if not shown or "`" in (shown[0], shown[-1]) else ""
    return Quoted(f"{ticks}{space}{shown}{space}{ticks}")


def fenced(text: str, language: str = "") -> Quoted:
    """A block of code of Markdown, as long a fence as its text asks for."""
    fence = fence_for(text, "```")
    return Quoted(f"{fence}{plain(language) if language else ''}\n{text}\n{fence}")


def fence_for(text: str, shortest: str) -> str:
    """More backticks than stand anywhere in the text in a row."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(len(shortest), longest + 1)


def address(text: str) -> Quoted:
    """A web address between < and > in Markdown. Raises Unquotable for what is none."""
    if not ADDRESS.fullmatch(text):
        raise Unquotable(f"{double_quoted(text)} is no web address")
    return Quoted(text)


def count(number: int) -> Quoted:
    """A whole number with commas."""
    return Quoted(f"{int(number):,}")


FUNCTIONS = (python, yaml, toml, shell, plain, line, prose, code, fenced, address, count)
LANGUAGES: dict[str, Any] = {function.__name__: function for function in FUNCTIONS}
