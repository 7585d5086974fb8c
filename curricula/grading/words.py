"""Tell golds that are truly text, such as words, names, dates and option letters, from maths.

A word is text unless it is maths: `no` and `red` are words, `xy` and `abc` are products of
unknowns. What is neither words nor maths that can be read is not compared at all.
"""

import re

from curricula.maths_text.symbols import TEXTS
from generators.answers.exact import FUNCTIONS, NAMES

LENGTH = 300  # characters of a gold that is compared as text

TEXT = "|".join(sorted({*TEXTS, "mathit", "mathsf", "mathbf", "emph"}))
WRITTEN_TEXT = re.compile(rf"\\(?:{TEXT})\s*\{{([^{{}}]*)\}}")
SPACING = re.compile(r"\\(?:left|right|displaystyle|quad|qquad)(?![a-zA-Z])|\\[,;:! ]|[\s~$]+")
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
PROSE = re.compile(r"[^\W\d_][^\W_]*(?:[ ,;:.'\"()/&!?-]+[^\W_]+)*[.!?)\"']*")
NAMED = re.compile(
    r"(?:[A-Z][a-z]+ \d{1,4}(?:, \d{4})?"  # February 29, Team 3, January 1, 2000
    r"|\d{1,2} [A-Z][a-z]{2,}(?: \d{4})?"  # 29 February
    r"|\d{1,2}(?::[0-5]\d)? ?[aApP]\.?[mM]\.?"  # 4:30 PM
    r"|\d{1,2} ?: ?[0-5]\d(?: ?: ?[0-5]\d)?"  # 12:00, which might be a ratio too
    r"|(?=[A-Za-z]*\d)[A-Za-z]+\d+)"  # e3, A4
)
# names with a subscript, which are read as unknowns where they stand in an expression
SYMBOL = re.compile(
    r"[A-Za-z]+(?:_\{?\w{1,12}\}?)?'{0,3}"
    r"|\\(?:overline|overrightarrow|overleftrightarrow|widehat|angle|triangle) ?\{?[A-Z]{1,4}\}?",
    re.ASCII,
)
OPTION = re.compile(r"\(?\s*([A-Za-z])\s*\)|([A-Za-z])\s*[.)]|([A-Za-z])")
# an option letter and the words of the option behind it
LETTER_FIRST = re.compile(r"(?:\(\s*([A-J])\s*\)|([A-J])\s*[.):])\s*(\S.*)", re.DOTALL)
ANOTHER_LETTER = re.compile(
    r"\(\s*[A-J]\s*\)|\b[A-J]\s*[.):]|\b(?:or|and|not|nor|but|wrong|incorrect)\b"
)

# Words of up to three small letters; any others of that length are products of unknowns.
SHORT = frozenset(
    (
        "act add age ago aid air all and ant any ape arc are arm art ash ask axe bad bag ban bar "
        "bat bed bee bet bid big bit box boy bug bus but buy bye cab can cap car cat cow cry cup "
        "cut day den did die dig dog dot dry due ear eat egg ego elf end era eve eye fan far fat "
        "fax fed fee few fig fit fix fly fog for fox fun fur gap gas gem get god got gum gun guy "
        "had ham has hat hen her hex hey hid him hip his hit hop hot how ice ill ink inn its jam "
        "jar jet job jog joy key kid kin kit lab law lay leg let lid lie lip lot low mad man map "
        "mat may men met mix mob mom mud mug net new nil nine nor not now nun nut oak odd off oil "
        "old one our out owl own pad pan pay pea pen pet pie pig pin pot put rag ram ran rat raw "
        "ray red rib rid rim rip rod row rug run sad sat saw say sea see set sew she shy sir sit "
        "six ski sky son sow spy sum sun tap tax tea ten the tie tin tip toe ton too top toy two "
        "use van vat via vow war was wax way web wet who why wig win wit won yes yet you zip zoo "
        "am an as at be by do go he hi if in is it me my no of oh ok on or ox so to up us we"
    ).split()
)


TIME = re.compile(r"(\d{1,2}(?::[0-5]\d)?) ?([aApP])\.? ?[mM]\.?")
AND = re.compile(r" ?,(?: and)? ?| and (?=\w)")  # between the parts of a list in words
MISSING = {"nan", "null", "n/a", "na", "#n/a", "<na>"}  # what programs write where nothing is
INFINITY = {
    **dict.fromkeys((r"\infty", "∞", "oo", "infinity", r"+\infty", "+∞"), "infinity"),
    **dict.fromkeys((r"-\infty", "-∞", "-oo", "negative infinity", "minus infinity"), "-infinity"),
}
BOOLEAN = {"true", "false", "yes", "no"}
MATHS = {*FUNCTIONS, *NAMES, "sqrt", "root", "exp", "max", "min", "mod", "gcd", "lcm", "det"}


def unwrapped(text: str) -> str:
    """Words without \\text, dollar signs, bold type, quotation marks and a full stop."""
    shown = SPACING.sub(" ", WRITTEN_TEXT.sub(r"\1", text)).translate(QUOTES)
    shown = shown.replace("**", "").strip().strip('"`').strip()
    return shown.removesuffix(".").rstrip() if not shown.endswith("..") else shown


def is_word(text: str) -> bool:
    """Whether letters alone are a word and no product of unknowns."""
    if not text.isalpha():
        return False
    if len(text) > 3 or not text.isascii() or text in ("DNE", "dne"):  # does not exist
        return True
    return text.lower() in SHORT or (len(text) > 1 and text[0].isupper() and text[1:].islower())


def is_text(text: str) -> bool:
    """Whether this is prose or a name: words without signs of maths, digits in names and dates
    only."""
    shown = unwrapped(text)
    if not shown or len(shown) > LENGTH:
        return False
    if NAMED.fullmatch(shown):
        return True
    if not PROSE.fullmatch(shown) or any(sign.isdigit() for sign in shown):
        return False
    words = re.findall(r"[^\W\d_]+", shown)
    return any(is_word(word) for word in words) and MATHS.isdisjoint(words)


def option_letter(text: str) -> str:
    """The letter of an option, as in C, (C), C. and \\text{(C)}; '' where there is none."""
    found = OPTION.fullmatch(unwrapped(text))
    return "" if found is None else found[1] or found[2] or found[3]


def letter_first(text: str) -> tuple[str, str]:
    """The letter and the words of an option, as in `(B) 12`; two empty texts where it is not one
    option."""
    shown = re.sub(rf"\\(?:{TEXT})\s*\{{\s*(\([A-J]\)|[A-J][.):])\s*([^{{}}]*)\}}", r"\1 \2", text)
    shown = re.sub(r"^[\s$]+|\\[,;:! ]|[~]", " ", shown).strip()
    found = LETTER_FIRST.fullmatch(shown)
    if found is None or ANOTHER_LETTER.search(found[3]):
        return "", ""
    return found[1] or found[2], found[3].strip()


def compared(text: str) -> str:
    """The text as it is compared: words of three letters or more in small letters."""
    if text.lower() in INFINITY:
        return INFINITY[text.lower()]
    time = TIME.fullmatch(text)
    if time is not None:  # 12:30 p.m. is 12:30 PM
        return f"{time[1]} {time[2]}m".lower()
    shown = AND.sub(", ", " ".join(text.split()))
    return shown.casefold() if len(shown) > 2 and not any(map(str.isdigit, shown)) else shown
