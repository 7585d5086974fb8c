"""The signs of maths that models write, LaTeX commands and unicode, and what each is in plain
maths."""

from generators.answers.exact import NAMES
from generators.answers.refusal import Refusal

# What a command is replaced by, and what it then is: an operator, a value, an opening or a closing
# bracket, a word.
SYMBOLS = {
    **dict.fromkeys(("cdot", "times", "ast"), ("*", "operator")),
    **dict.fromkeys(("le", "leq", "leqslant"), ("<=", "operator")),
    **dict.fromkeys(("ge", "geq", "geqslant"), (">=", "operator")),
    **dict.fromkeys(("ne", "neq"), ("!=", "operator")),
    **dict.fromkeys(("emptyset", "varnothing"), ("{}", "value")),
    **dict.fromkeys(("bmod", "mod"), (" mod ", "word")),
    "lbrace": ("{", "open"),
    "rbrace": ("}", "close"),
    **{name: (name, "value") for name in NAMES},
    **{f"var{name}": (name, "value") for name in ("epsilon", "theta", "phi", "rho", "sigma")},
    "langle": ("(", "open"),
    "rangle": (")", "close"),
    "div": ("/", "operator"),
    "pm": ("+-", "operator"),
    "lt": ("<", "operator"),
    "gt": (">", "operator"),
    "equiv": ("==", "operator"),
    "infty": ("oo", "value"),
    "cup": (" U ", "word"),
    "in": (" in ", "word"),
    "lor": (" or ", "word"),
    "land": (" and ", "word"),
}
IGNORED = set(
    (
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
    )
    + (
        "displaystyle",
        "textstyle",
        "limits",
        "quad",
        "qquad",
        "nolimits",
        "bf",
        "rm",
        "it",
        "boldmath",
        "thinspace",
    )
)
WRAPPERS = {
    "mathbf",
    "boldsymbol",
    "mathit",
    "mathsf",
    "bm",
    "ensuremath",
    "boxed",
    "fbox",
    "underline",
    "mathtt",
}
TEXTS = {
    "text",
    "textbf",
    "textit",
    "textrm",
    "textnormal",
    "textsf",
    "mbox",
    "mathrm",
    "hbox",
    "operatorname",
}
WORDS = {
    "and": " and ",
    "or": " or ",
    "in": " in ",
    "mod": " mod ",
    "oo": "oo",
    "inf": "oo",
    "infty": "oo",
    "infinity": "oo",
}
MATRICES = {"matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"}

UNICODE = {
    **{"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "²": "^2", "³": "^3"},
    **{"≤": "<=", "≥": ">=", "≠": "!=", "≡": r"\equiv ", "∈": r"\in ", "∪": r"\cup "},
    **{"∞": r"\infty ", "√": r"\sqrt ", "∅": r"\emptyset ", "ℝ": r"\mathbb{R}", "±": r"\pm "},
    **{"α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "θ": r"\theta "},
    **{"λ": r"\lambda ", "μ": r"\mu ", "π": r"\pi ", "ρ": r"\rho ", "σ": r"\sigma "},
    **{"τ": r"\tau ", "φ": r"\phi ", "ψ": r"\psi ", "ω": r"\omega "},
    **{"⟨": r"\langle ", "⟩": r"\rangle "},
    **dict.fromkeys("\u00a0\u2009\u202f", " "),
}
UNICODE_MAP = {ord(sign): text for sign, text in UNICODE.items()}


def from_unicode(text: str) -> str:
    """The text in ASCII. Raises Refusal for a character that is not known, such as a digit of
    another script."""
    text = text.translate(UNICODE_MAP)
    if not text.isascii():
        raise Refusal("a character that is not read in maths")
    return text
