r"""Take off what surrounds an answer without being part of it: dollar signs, bold type, a full
stop, a unit, `x =`.

Only what cannot change the value is taken off. A word that scales a number (`5 million`), hedges
(`5 or 6`) or negates it makes the text unreadable as a number; a unit is kept beside the number, to
be compared where the gold has one.
"""

import re

from curricula.maths_text.symbols import TEXTS
from generators.answers.exact import FUNCTIONS, NAMES
from generators.answers.refusal import Refusal

SHORT = 240  # characters of a number with its unit

WRAPPERS = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("**", "**"), ("`", "`"))
FIRST, LAST = (
    set("$\\*` \t\r\n{="),
    set("$)]*`}.,;:!k \t\r\n"),
)  # where decoration may begin and end
# a command round the whole answer that only changes how it looks
BOXED = re.compile(
    r"\\(?:boxed|fbox|textbf|textit|textrm|text|mathrm|mathbf|mathit|boldsymbol|bm|underline|emph)"
    r"\s*\{([^{}]*)\}"
)
# what only sets an answer off, before it and behind it: \text{Answer: }5, = 5, 5\,, 5 \checkmark
OPENING = re.compile(
    r"\A(?:\\(?:text|mathrm|textbf)\s*\{\s*(?:[Tt]he\s+)?(?:[Ff]inal\s+)?[Aa]nswer(?:\s+is)?\s*:?\s*\}\s*:?\s*"
    r"|\{\}(?=[\w\\(-])|\\therefore(?![a-z])\s*|\\q?quad(?![a-z])|\\[,;:! ]|=(?!=)\s*)"
)
SPACING = 12  # characters of such a sign
CLOSING = re.compile(r"(?<!\\)\\(?:[,;:! ]|q?quad|checkmark)\s*\.?\Z")
# 12th and 12^{\text{th}}
ORDINAL = re.compile(
    r"(\d)\s*\^?\s*\{?\s*(?:\\(?:text|mathrm|textrm|textit|rm)\s*)?\{?\s*(?:st|nd|rd|th)\s*\}?\s*\}?\Z"
)
TEXT = "|".join(sorted(TEXTS))
TEXT_UNIT = re.compile(rf"\\(?:{TEXT})\s*\{{([^{{}}]*)\}}(?:\s*\^\s*\{{?\s*(-?[1-4])\s*\}}?)?\s*")
# \frac{\text{m}}{\text{s}} is m/s
UNITS_ABOVE = re.compile(
    rf"\\[dt]?frac\s*\{{\s*(\\(?:{TEXT})\s*\{{[^{{}}]*\}})\s*\}}\s*"
    rf"\{{\s*(\\(?:{TEXT})\s*\{{[^{{}}]*\}}(?:\s*\^\s*\{{?\s*[2-4]\s*\}}?)?)\s*\}}\Z"
)
UNITS = 4  # units multiplied or divided
TEXT_END = re.compile(rf"\\(?:{TEXT})\s*\{{[^{{}}]*\}}-\Z")
WORD_UNIT = re.compile(
    r"(.*?[\d}])(\s*)([A-Za-z][A-Za-z .]*(?:/ ?[A-Za-z]+)?)(?:\s*\^\s*\{?\s*([23])\s*\}?)?",
    re.ASCII | re.DOTALL,
)
DEGREE = re.compile(r"\s*(?:\^\s*\{?\s*\\circ\s*\}?|\^\s*\\degree|\\degree|[°º])\Z")
BLANKS = " \t\r\n~"
THIN = ("\\,", "\\;", "\\:", "\\!", "\\ ")
CURRENCY = re.compile(r"([+-]?)\s*(?:\\?\$|€|£|\\pounds|\\euro)\s*(?=[\d.+-])")

# Words behind a number that change it, doubt it or make it a list; everything else there is taken
# as a unit.
SCALING = set(
    (
        "hundred hundreds thousand thousands million millions billion billions trillion dozen "
        "dozens score gross half halves third thirds quarter quarters fourth fourths fifth fifths "
        "sixth sixths seventh sevenths eighth eighths ninth ninths tenth tenths hundredth "
        "hundredths thousandth thousandths or and not no minus plus times mod modulo base squared "
        "cubed to over by less more than at least most about approximately approx roughly almost "
        "nearly maybe perhaps possibly probably negative point factorial power sqrt root pi is "
        "isn are was wrong incorrect false if when unless either neither but else except then one "
        "two three four five six seven eight nine ten eleven twelve zero divided multiplied hence "
        "so with without remainder"
    ).split()
)

# Units that are read without \\text: any other word of up to three letters might be a product of
# unknowns.
SHORT_UNITS = set(
    (
        "mm cm dm km nm in ft yd mi mg kg lb lbs oz ml cl dl hr hrs min sec ms mph kph usd eur "
        "gbp pct deg day men boy cat dog egg pen cup box bag can car sq cu pcs pts per"
    ).split()
)

# The names of units that are compared, by the other names that they have.
SHORTENED = {
    "m": "meter meters metre metres",
    "cm": "centimeter centimeters centimetre centimetres",
    "mm": "millimeter millimeters millimetre millimetres",
    "km": "kilometer kilometers kilometre kilometres kms",
    "g": "gram grams",
    "kg": "kilogram kilograms kgs",
    "mg": "milligram milligrams",
    "l": "liter liters litre litres",
    "ml": "milliliter milliliters millilitre millilitres",
    "s": "second seconds sec secs",
    "min": "minute minutes mins",
    "h": "hour hours hr hrs",
    "in": "inch inches",
    "ft": "foot feet",
    "yd": "yard yards",
    "mi": "mile miles",
    "lb": "pound pounds lbs",
    "oz": "ounce ounces",
    "degrees": "degree deg",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years yr yrs",
    "cent": "cents",
    "dollar": "dollars usd",
    "unit": "units",
    "mph": "mi_per_h",
    "rad": "radian radians",
    "square": "squared sq",
    "cubic": "cubed cu",
}
UNIT: dict[str, str] = {}
for short, longer in SHORTENED.items():
    UNIT |= dict.fromkeys(longer.split(), short)

POWERED = {"square": "2", "cubic": "3"}

# Units that are read without a blank before them.
GLUED = set(
    (
        "weeks days hours minutes seconds years months miles meters metres inches feet dollars "
        "cents degrees units people"
    ).split()
)


def undecorated(text: str) -> str:
    """The text without the signs that set it off from prose. Raises Refusal for a list that trails
    off."""
    if text[:1] not in FIRST and text[-1:] not in LAST:
        return text
    for _ in range(6):
        before = text
        text = text.strip()
        if text[:1] in ("\\", "{", "="):
            text = OPENING.sub("", text, count=1)
        if "\\" in text[-SPACING:]:
            text = CLOSING.sub("", text, count=1)
        if text[-1:] in (".", ",", ";", ":"):
            if text.endswith(".."):
                raise Refusal("a list that trails off")
            text = text[:-1].rstrip()
        if text[:1] not in FIRST:
            if text == before:
                break
            continue
        for opening, closing in WRAPPERS:
            size = len(opening)
            if text.startswith(opening) and text.endswith(closing) and len(text) > 2 * size:
                inner = text[size:-size]
                if opening not in inner.replace("\\$", ""):
                    text = inner
                    break
        else:
            boxed = BOXED.fullmatch(text)
            text = boxed[1] if boxed is not None else text.removeprefix("\\displaystyle")
        if text == before:
            break
    return text


def without_unit(text: str) -> tuple[str, str]:
    """The number and its unit, such as `15` and `cm2`; a percent sign and a degree sign are units.
    Raises Refusal."""
    if len(text) > SHORT:
        return text, ""
    if text.lstrip("+- ")[:1] in ("$", "\\", "€", "£") and text.count("$") < 2:
        text = CURRENCY.sub(r"\1", text, count=1)
    text = text.rstrip(BLANKS)
    if text.endswith(("th", "st", "nd", "rd", "}", "} ")):
        text = ORDINAL.sub(r"\1", text, count=1)
    if text.endswith("%"):
        return bare(text[:-1].rstrip("\\")), "%"
    if text.endswith(("°", "º")):
        return bare(text[:-1]), "degrees"
    if text.endswith(("€", "£", "$")):
        return bare(text[:-1].rstrip("\\")), ""
    text = text.replace("²", "^2").replace("³", "^3") if "²" in text or "³" in text else text
    degree = DEGREE.search(text, max(0, len(text) - 16))
    if degree is not None:
        return bare(text[: degree.start()]), "degrees"
    unit = text_unit(text)
    if unit is not None:
        return unit
    words = WORD_UNIT.fullmatch(text)
    if words is not None and (words[2] or words[3].lower() in GLUED):
        return bare(words[1]), named(words[3], words[4], False)
    return text, ""


def without_text_unit(text: str) -> tuple[str, str]:
    """An expression and the unit in \\text{...} behind it."""
    return text_unit(text) or (text, "")


def text_unit(text: str) -> tuple[str, str] | None:
    r"""What stands before units in \text{...}, and their names: `\mathrm{~km} / \mathrm{hr}` is km
    per hr. Raises Refusal for words that are more than a unit."""
    names = list[str]()
    text = UNITS_ABOVE.sub(r"\1/\2", text)
    while len(names) < UNITS:
        start = text.rfind("\\")
        unit = TEXT_UNIT.fullmatch(text, start) if start > 0 else None
        if unit is None or unit[1].strip() in ("i", "e"):  # numbers, set upright
            break
        name = named(unit_name(unit[1]), unit[2], True)
        text = bare(text[:start])
        degrees = DEGREE.search(text) if name in ("f", "c") else None
        if degrees is not None:  # 24^\\circ \\text{F}
            return bare(text[: degrees.start()]), f"degrees {name}"
        text = text.removesuffix("\\cdot").rstrip(BLANKS)
        if text.endswith("-") and TEXT_END.search(text):  # \\text{N}-\\text{m}
            text = text[:-1]
        if text.endswith("/"):
            name, text = f"per {name}", bare(text[:-1])
        names.insert(0, name)
    return (text, " ".join(names)) if names else None


def unit_name(text: str) -> str:
    """What stands in \\text{...} of a unit: ~ is a blank; brackets may stand round all of it."""
    text = text.replace("~", " ").strip()
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def bare(text: str) -> str:
    while text.endswith((*THIN, *BLANKS)):
        text = text[:-2] if text.endswith(THIN) else text[:-1]
    return text[1:-1] if text.startswith("$") and text.endswith("$") and len(text) > 2 else text


def named(words: str, power: str | None, in_text: bool) -> str:
    """A unit's name. Raises Refusal for words that are more than a unit."""
    parts = words.lower().replace(".", " ").replace("/", " per ").split()
    if any(not part.isalpha() for part in parts) or len(parts) > 4 or SCALING.intersection(parts):
        raise Refusal(f"{words.strip()[:40]!r} is not a unit")
    if not in_text and any(
        [
            len(part) < 4
            and part not in SHORT_UNITS
            and not (part in SHORTENED and before == "per")
            for before, part in zip(["", *parts], parts, strict=False)
        ]
    ):
        raise Refusal("letters that might be unknowns")
    shortened = [UNIT.get(part, part) for part in parts]
    if len(shortened) == 2 and shortened[0] in POWERED and not power:  # square cm is cm2
        shortened, power = shortened[1:], POWERED[shortened[0]]
    name = UNIT.get("_".join(shortened), " ".join(shortened))
    if power is not None and power.startswith("-"):  # s^{-1} is per s
        name, power = f"per {name}", power[1:] if power != "-1" else ""
    return "%" if name in ("percent", "per cent", "pct", "percentage") else name + (power or "")


NAMED = "|".join(
    sorted(
        NAMES
        | {
            "gcd",
            "lcm",
            "det",
            "max",
            "min",
            "angle",
            "triangle",
            "ell",
            "dim",
            "Pr",
            "Delta",
            "varphi",
            "vartheta",
        }
    )
)
NAME = re.compile(
    rf"""\s*(?:
    # a letter, a word, a Greek letter, words in \text
    (\\(?:{TEXT})\s*\{{[^{{}}=]{{0,60}}\}}|[A-Za-z]+|\\(?:{NAMED})(?![a-z]))
      (?:_(?:\w|\{{\s*\\?[\w\s,]{{0,12}}\}}))?'?                       # a subscript
      (?:\^\s*\{{?\s*-1\s*\}}?(?=\s*(?:\\left)?\())?                    # an inverse, f^-1(x)
      (?:\s*(?:\\left)?\((?:[^()=]|\([^()=]{{0,40}}\)){{0,80}}\))?   # f(3), gcd(12, 18), g(f(3))
    |(?:\\left)?\(\s*[A-Za-z]\s*(?:,(?:\s|\\[ ,;:!])*[A-Za-z]\s*){{1,5}}(?:\\right)?\)    # (x, y)
    |\|[A-Za-z]{{1,3}}\|                                         # |AB|
    )\s*""",
    re.VERBOSE | re.ASCII,
)
VALUED = FUNCTIONS | {
    "sqrt",
    "exp",
    "mod",
    "or",
    "and",
    "not",
}  # sin(x) = 1/2 says something about x: it names nothing
VALUES = (
    "\\{",
    "\\left",
    "\\begin",
    "\\frac",
    "(",
    "[",
    "{",
    "-",
)  # what stands first where no name does
EQUALS = re.compile(r"(?<![<>!=:])=(?!=)|\\equiv|\\in(?![a-z])|∈|≡")
FIRST_INDEX = re.compile(r"_\{\s*[A-Za-z]\s*=[^{}=]*\}")  # where a series starts
SIGNS = re.compile(r"\\left|\\right|[\s\\{}]")


def unlabelled(text: str) -> tuple[str, str]:
    """The value and the name it is given: `x = 5` is 5 named x. Where there is no such name, the
    whole text and ''."""
    if "=" not in text and (
        text.startswith(VALUES) or not any(sign in text for sign in ("\\in", "\\equiv", "∈", "≡"))
    ):
        return text, ""
    equals = EQUALS.search(text)
    name = NAME.fullmatch(text, 0, equals.start()) if equals is not None else None
    if equals is None or name is None or (name[1] or "").lstrip("\\") in VALUED:
        return text, ""
    rest = text[equals.end() :]
    if equals[0] in ("=",) and EQUALS.search(FIRST_INDEX.sub("", rest) if "_{" in rest else rest):
        return text, ""
    return rest.strip(), " ".join(text[: equals.start()].split())


def same_name(a: str, b: str) -> bool:
    """Whether two names can be of one thing: where both are given and neither is a word, they are
    the same."""
    a, b = SIGNS.sub("", a), SIGNS.sub("", b)
    return a == b or not a or not b or is_word(a) or is_word(b)


def is_word(name: str) -> bool:
    return len(name) > 3 and name.isalpha()
