"""Which units may be left out of a calculation: 5 km + 3 km = 8 km says 5 + 3 = 8, but from
2 hours + 30 minutes = 150 minutes nothing follows without converting them."""

from collections.abc import Sequence
from typing import Any

# Words for the same quantity, of which one is converted into another.
DIMENSIONS = (
    "second sec minute min hour hr h day week month year decade century s mph kph kmh",
    "mm cm dm m km inch inche in foot feet ft yard yd mile mi meter metre centimeter kilometer "
    "millimeter centimetre kilometre millimetre mph kph kmh",
    "mg g kg gram kilogram milligram ton tonne pound lb lbs ounce oz",
    "ml cl dl l liter litre milliliter millilitre gallon quart pint cup tablespoon teaspoon",
    "dollar cent penny pennies dime nickel quarter pound pence euro usd buck",
    "degree radian",
    "percent point",
    "pair dozen box pack",
    "byte kb mb gb kilobyte megabyte gigabyte bit",
)
KINDS: dict[str, int] = {}
for place, words in enumerate(DIMENSIONS):
    KINDS |= dict.fromkeys(words.split(), place)
# speeds, and other names of the units that they are made of
MADE_OF = {"mph": "mile hour", "kph": "km hour", "kmh": "km hour"}
SAME = {"hr": "hour", "h": "hour", "mi": "mile", "sec": "second", "s": "second", "min": "minute"}
SAME |= {"kilometer": "km", "kilometre": "km", "meter": "m", "metre": "m", "feet": "foot"}
SAME |= {"ft": "foot", "inche": "inch", "cent": "cent", "pennies": "cent", "penny": "cent"}
PLURAL = 3  # letters that the plural's s comes behind


def are_mixed(units: Sequence[str], items: Sequence[Any]) -> bool:
    """Whether a calculation may convert one unit into another, so that its bare numbers need not
    agree."""
    if not units:
        return False
    words = " ".join(units).replace("/", " ").split()
    spelled = " ".join([MADE_OF.get(word, singular(word)) for word in words]).split()
    named = {SAME.get(word, word) for word in spelled}
    kinds = [KINDS[word] for word in named if word in KINDS]
    if len(set(kinds)) < len(kinds):
        return True
    signs = {item.text for item in items if item.kind == "operator"}
    signs |= {"/" for item in items if item.kind == "value" and "/" in item.text}
    if not signs:
        return True
    whole = {" ".join(map(singular, unit.split())) for unit in units if unit}
    if signs & {"+", "-"}:
        numbers = sum([item.kind == "number" for item in items])
        return len(whole) > 1 or (bool(kinds) and len(units) < numbers)
    return False


def singular(word: str) -> str:
    return word[:-1] if len(word) > PLURAL and word.endswith("s") and word != "lbs" else word
