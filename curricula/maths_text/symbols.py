r"""The one table of the signs of maths that are read: LaTeX commands, Unicode, and words, and what
each is in plain maths.

What stands in no table here is not read: an answer that holds it is refused, and so is the span of
a line of working. So a sign is never taken for nothing, nor for another one.
"""

import re
import unicodedata
from typing import NamedTuple

GREEK_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
GREEK = frozenset((*GREEK_LETTERS, "hbar", "ell"))


class Symbol(NamedTuple):
    """What a command or a word becomes: its plain text, and what that is. An operator goes between
    values, a relation between expressions; a value stands by itself; a word such as `or` has
    blanks round it; a break parts a line of working."""

    text: str
    kind: str


def every(names: str, text: str, kind: str) -> dict[str, Symbol]:
    return dict.fromkeys(names.split(), Symbol(text, kind))


# LaTeX commands without arguments.
COMMANDS: dict[str, Symbol] = {
    **every("cdot times ast", "*", "operator"),
    **every("div", "/", "operator"),
    **every("pm mp", "+-", "operator"),
    **every("le leq leqslant leqq", "<=", "relation"),
    **every("ge geq geqslant geqq", ">=", "relation"),
    **every("ne neq", "!=", "relation"),
    **every("lt", "<", "relation"),
    **every("gt", ">", "relation"),
    **every("equiv", "==", "relation"),
    **every("approx approxeq simeq thickapprox", "~", "relation"),
    **every("colon", ":", "operator"),
    **every("emptyset varnothing oslash", "{}", "value"),
    **every("infty", "oo", "value"),
    **every("bmod mod", " mod ", "word"),
    **every("in", " in ", "word"),
    **every("cup", " U ", "word"),
    **every("setminus smallsetminus backslash", " setminus ", "word"),
    **every("lor vee", " or ", "word"),
    **every("land wedge", " and ", "word"),
    **every("langle", "(", "open"),
    **every("rangle", ")", "close"),
    **every("lbrack", "[", "open"),
    **every("rbrack", "]", "close"),
    **every("lbrace", "{", "open"),
    **every("rbrace", "}", "close"),
    **every("vert lvert rvert mid", "|", "bar"),
    **every("lfloor", "floor", "opens"),
    **every("lceil", "ceil", "opens"),
    **every("ell", "l", "value"),
    **every("imath", "i", "value"),
    **{name: Symbol(name, "value") for name in GREEK},
    **{f"var{name}": Symbol(name, "value") for name in ("epsilon", "theta", "phi", "rho", "sigma")},
    **every(
        "implies Rightarrow Longrightarrow Leftrightarrow iff Longleftrightarrow therefore because "
        "quad qquad newline rightarrow longrightarrow to leadsto par item hline",
        "",
        "break",
    ),
}
CLOSERS = {"floor": "rfloor", "ceil": "rceil"}  # what ends floor(x) and ceil(x)

FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"))
BINOMIALS = frozenset(("binom", "dbinom", "tbinom"))

# Commands that change only how a thing looks, and those round a group.
IGNORED = frozenset(
    (
        "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm "
        "displaystyle textstyle scriptstyle limits nolimits bf rm it boldmath thinspace nonumber "
        "notag large Large small normalsize centering hfill noindent bfseries mathstrut"
    ).split()
)
WRAPPERS = frozenset(
    (
        "mathbf boldsymbol mathit mathsf bm ensuremath boxed fbox underline mathtt mathcal "
        "underbrace mathbin mathrel mathord mathopen mathclose"
    ).split()
)
TEXTS = frozenset(
    (
        "text textbf textit textrm textnormal textsf texttt mbox mathrm hbox operatorname emph "
        "textup"
    ).split()
)
SKIPPED = frozenset(("color", "textcolor", "label"))
SPACES = frozenset(",;:!> /")  # behind a backslash

MATRICES = frozenset(("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"))
DETERMINANTS = frozenset(("vmatrix",))

# Functions of one argument, with or without brackets.
ONE_ARGUMENT = frozenset(
    (
        "sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh ln log "
        "exp lg coth sech csch arcsinh arccosh arctanh arsinh arcosh artanh"
    ).split()
)
INVERSE = {"sin": "arcsin", "cos": "arccos", "tan": "arctan", "cot": "arccot"}
INVERSE |= {"sinh": "arcsinh", "cosh": "arccosh", "tanh": "arctanh"}
INVERSE |= {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}
INVERSE |= {"arsinh": "arcsinh", "arcosh": "arccosh", "artanh": "arctanh"}
# Functions whose arguments always stand in brackets.
IN_BRACKETS = frozenset("gcd lcm max min abs floor ceil det".split())

# Words without a backslash. Any other word is text, and up to three letters in an answer may be a
# product of unknowns.
WORDS: dict[str, Symbol] = {
    **every("and", " and ", "word"),
    **every("or", " or ", "word"),
    **every("in", " in ", "word"),
    **every("mod", " mod ", "word"),
    **every("oo inf infty infinity", "oo", "value"),
}
NO_PRODUCTS = frozenset(
    (
        "no yes not the is are was has had for all any one two six ten odd but its it on of to by "
        "as at an if so we be do go he she up us you can may new old men day red now how why who "
        "set sum let put get got use yet per off out far few too she our own nor via"
    ).split()
)
NUMBER_WORDS = {
    name: str(number)
    for number, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen".split()
    )
}

# Words in a line of working that stand for a sign, where a value is before them.
WORD_OPERATORS = {"plus": "+", "minus": "-", "times": "*"}
WORD_RELATIONS = frozenset(("equals", "equal"))
# Words that are no unit behind a number: maths ends before them.
BREAKING_WORDS = frozenset(
    (
        "a about above after again all also although an and answer are as at because before below "
        "besides both but by called can cannot check combine compute consider correct does each "
        "either else equation exactly finally first follows for found from get gets give given "
        "gives had has have hence here how however i if implies in indeed into is it its itself "
        "last leads leaves less let lets make makes means minus modulo more most must namely need "
        "next no nor not note now obtain of on once one only or other our out over plus possible "
        "product remainder respectively right same satisfies second see shows simplifies since so "
        "solution solutions solve step still subtract such sum take than that the their them then "
        "there therefore these they thing this those thus times to too total true twice under "
        "until up using values we what when where whereas which while whose why will with without "
        "would wrong yes yet yields you your divide divided multiply multiplied add dividing "
        "multiplying adding subtracting simplify simplifying substituting becomes equals equal "
        "adds subtracts multiplies divides grows falls rises drops changes comes goes stays turns "
        "greater smaller larger half third quarter dozen hundred thousand million billion double "
        "triple squared cubed raised power root roots factor factors percent"
    ).split()
)
LAYOUTS = frozenset(
    (
        "aligned align alignat alignedat equation gather gathered split eqnarray multline flalign "
        "displaymath math center itemize enumerate"
    ).split()
)

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₙ", "0123456789+-n")
RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]+")
LOWERED = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋ₙ]+")

UNICODE: dict[str, str] = {
    **dict.fromkeys("−–‐‑‒﹣", "-"),
    **dict.fromkeys("×·⋅∙∗•", r"\times "),
    **dict.fromkeys("÷∕⁄", "/"),
    **{"±": r"\pm ", "∓": r"\mp ", "∶": ":", "∣": r"\mid ", "′": "'", "″": "''", "’": "'"},
    **{"≤": "<=", "≥": ">=", "⩽": "<=", "⩾": ">=", "≦": "<=", "≧": ">=", "≠": "!="},
    **{"≡": r"\equiv ", "≈": r"\approx ", "≃": r"\simeq ", "≅": r"\cong ", "∼": r"\sim "},
    **{"∈": r"\in ", "∪": r"\cup ", "∩": r"\cap ", "∅": r"\emptyset ", "∞": r"\infty "},
    **{"ℝ": r"\mathbb{R}", "ℤ": r"\mathbb{Z}", "ℚ": r"\mathbb{Q}", "ℕ": r"\mathbb{N}"},
    **{"√": r"\surd ", "∛": r"\cuberoot ", "∜": r"\fourthroot ", "∧": r"\land ", "∨": r"\lor "},
    **{"⟨": r"\langle ", "⟩": r"\rangle ", "⌊": r"\lfloor ", "⌋": r"\rfloor "},
    **{"⌈": r"\lceil ", "⌉": r"\rceil ", "°": r"^\circ ", "º": r"^\circ ", "…": r"\ldots "},
    **{"⋯": r"\cdots ", "∴": r"\therefore ", "∵": r"\because ", "∑": r"\sum ", "∏": r"\prod "},
    **{"⇒": r"\implies ", "⟹": r"\implies ", "⇔": r"\iff ", "⟺": r"\iff ", "→": r"\to "},
    **{"½": r"\frac{1}{2}", "⅓": r"\frac{1}{3}", "⅔": r"\frac{2}{3}", "¼": r"\frac{1}{4}"},
    **{"¾": r"\frac{3}{4}", "⅕": r"\frac{1}{5}", "⅖": r"\frac{2}{5}", "⅗": r"\frac{3}{5}"},
    **{"⅘": r"\frac{4}{5}", "⅙": r"\frac{1}{6}", "⅚": r"\frac{5}{6}", "⅛": r"\frac{1}{8}"},
    **{"⅜": r"\frac{3}{8}", "⅝": r"\frac{5}{8}", "⅞": r"\frac{7}{8}"},
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("“”„", '"'),
    **{"µ": r"\mu ", "ϵ": r"\epsilon ", "ϕ": r"\phi ", "ϑ": r"\theta ", "∆": r"\Delta "},
}
SMALL_GREEK = "αβγδεζηθικλμνξ.πρ.στυφχψω"
SMALL_NAMES = [name for name in GREEK_LETTERS if name[0].islower()]
UNICODE |= {
    sign: f"\\{name} " for sign, name in zip(SMALL_GREEK.replace(".", ""), SMALL_NAMES, strict=True)
}
UNICODE |= {
    unicodedata.lookup(f"GREEK CAPITAL LETTER {name.upper().replace('LAMBDA', 'LAMDA')}"): (
        f"\\{name} "
    )
    for name in GREEK_LETTERS
    if name[0].isupper()
}
# Letters of the mathematical alphabets, such as a slanted x. Digits of other scripts and of wide
# forms, and blanks without width, are in no table: a number is written in plain digits.
SLANTED = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x1D400, 0x1D6A4)}
UNICODE |= {sign: plain for sign, plain in SLANTED.items() if len(plain) == 1 and plain.isascii()}
UNICODE_MAP = {ord(sign): text for sign, text in UNICODE.items()}
