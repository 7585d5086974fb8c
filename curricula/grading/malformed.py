r"""Tell golds that were spoilt on their way: an escape that a program read, as in a TAB before
`ext{cm}` where \\text stood, and brackets that do not match."""

import re

ESCAPES = (
    (
        re.compile(r"\t(?=(?:ext|frac|imes|heta|o\b|an\b|au\b|riangle|ilde|herefore)[^a-z]?)"),
        "TAB for \\t",
    ),
    (re.compile(r"\f(?=(?:rac|loor|orall|box)\b)"), "form feed for \\f"),
    (re.compile(r"\x08(?=(?:oxed|inom|eta|egin|ar|f|mod|ig|matrix)\b)"), "backspace for \\b"),
    (re.compile(r"\r(?=(?:ight|angle|ho|oot|m|ceil|floor)\b)"), "carriage return for \\r"),
    (re.compile(r"\n(?=(?:eq|abla|mid)\b)"), "newline for \\n"),
    (re.compile(r"\v(?=(?:ec|arphi|ert|dots|phantom)\b)"), "vertical TAB for \\v"),
    (re.compile(r"\x07(?=(?:lpha|pprox|ngle|rc)\b)"), "bell for \\a"),
)
# what is left of \\frac, \\text and \\left where the backslash and its letter are lost
REST = re.compile(r"(?<![A-Za-z\\])(?:rac|ext|imes|dfra|eft[(\[]|ight[)\]])(?=\s*[{(\[\d])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
DOUBLED = re.compile(
    r"(?<!\\)\\\\(?=(?:[dt]?frac|left|right|sqrt|text|[lg]eq?|pi|boxed|cdot|times|infty|cup)(?![a-z]))"
)
NEEDS_MORE = re.compile(r"(?:[\^_]|\\(?:d?frac|sqrt|text))\s*\Z")


def malformed(text: str) -> str:
    """What is wrong with a text, in a few words; '' where nothing is."""
    for pattern, what in ESCAPES:
        if pattern.search(text):
            return what
    if CONTROL.search(text):
        return "a control character"
    if "rac" in text or "ext" in text or "imes" in text or "ight" in text:
        if REST.search(text):
            return "a command without its backslash"
    if "{" in text or "}" in text:
        depth = 0
        for brace in BRACE.finditer(text):
            depth += (brace[0] == "{") - (brace[0] == "}")
            if depth < 0:
                break
        if depth:
            return "braces that do not match"
    if text.count("$") % 2 and not re.search(r"\\?\$\s*[-+]?[\d.]", text):
        return "a dollar sign without its partner"
    return "an end that is missing" if NEEDS_MORE.search(text) else ""


def unescaped(text: str) -> str:
    """A text that was escaped twice, `\\\\frac` for `\\frac`, with single backslashes."""
    return DOUBLED.sub(r"\\", text) if "\\\\" in text else text
