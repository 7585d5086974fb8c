"""How statements and solutions are written: `plain` and `latex`, in sentences, or `terse`, one word
a token for models from scratch.

Earlier versions called a style a wording, and the plain one `natural`. Files still do, in their
column `wording` and their manifest, so that older ones read alike. From a user the old names are
taken with a notice of one line.
"""

from functools import wraps
from typing import Any, TypeVar

from generators.arguments import check_text
from generators.errors import RequestError
from generators.old_names import notice
from generators.render import DETAILS, LABELS, STYLES, WORDINGS, not_one_of

T = TypeVar("T")

PLAIN, LATEX, TERSE = STYLES
RENAMED = {wording: style for style, wording in WORDINGS.items() if wording != style}


def usual_template(style: str) -> str:
    """The template of a style where none is asked for."""
    return "terse" if style == TERSE else "boxed"


def read_detail(text: str | None) -> str:
    """The detail of this name; the usual one for none. Raises RequestError."""
    return one_of("detail", text or "normal", DETAILS)


def read_label(text: str | None) -> str:
    """Where a label stands, by this name; empty, which is as usual, for none. Raises
    RequestError."""
    return one_of("label", text, LABELS) if text else ""


def one_of(field: str, text: str, names: tuple[str, ...]) -> str:
    """The name, when it is one of these. Raises RequestError naming the field."""
    if check_text(field, text) not in names:
        raise not_one_of(field, text, names)
    return text


def read_style(text: str, field: str = "style", notices: bool = True) -> str:
    """The style of this name; an old name is taken with a notice. Raises RequestError naming the
    field."""
    if check_text(field, text) not in (*STYLES, *RENAMED):
        raise not_one_of(field, text, STYLES)
    style = RENAMED.get(text, text)
    if notices and style != text:
        notice(f"{field} {text}", f"{field} {style}")
    return style


def style_or_wording(
    style: str | None, wording: str | None, style_name: str, old_name: str, notices: bool = True
) -> str:
    """The style that was asked for, by its name or by the old one; empty where by neither. Raises
    RequestError where both are given, or for one that does not exist."""
    if wording is None:
        return "" if style is None else read_style(style, style_name, notices)
    if style is not None:
        raise RequestError(f"{old_name}: is the old name of {style_name}, which is there too")
    new = read_style(wording, old_name, notices=False)
    if notices:
        notice(f"{old_name} {wording}", f"{style_name} {new}")
    return new


def takes_wording(cls: type[T]) -> type[T]:
    """A class whose constructor takes `wording=` for `style=` too, with a notice."""
    made: Any = cls.__init__

    @wraps(made)
    def init(self: T, *values: Any, wording: str | None = None, **fields: Any) -> None:
        if wording is not None:
            if fields.get("template") == usual_template(fields.get("style", "")):
                fields["template"] = ""  # the usual one changes with the style
            fields["style"] = RENAMED.get(wording, wording)
            notice(f"wording={wording!r}", f"style={fields['style']!r}")
        made(self, *values, **fields)

    cls.__init__ = init  # type: ignore[method-assign]
    return cls
