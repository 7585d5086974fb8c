"""How a chain of operations is asked: in sentences, in several phrasings, and in the terse wording
of one word a token."""

from collections.abc import Sequence

from generators.families.finite_fields._chain import VERB, Params, Part, names


def listing(params: Params, part: Part, written: Sequence[str]) -> str:
    """The operations with their numbers: `(1) add e4; (2) multiply by e9`."""
    return "; ".join(
        [
            f"({number}) {VERB[sign]} {written[c]}"
            for number, (sign, c) in enumerate(part.listed, params.label)
        ]
    )


def setting(params: Params, written: Sequence[str]) -> str:
    """The field, and the symbols of its numbers in order."""
    if not params.order:
        return f"All arithmetic is modulo {params.p}."
    return (
        f"All arithmetic is modulo {params.p}, and the numbers 0 to {params.p - 1} are written, in"
        f" this order, {', '.join(written)}."
    )


def span(params: Params, part: Part) -> str:
    if part.end - part.first == len(part.listed):
        return "these operations in order"
    first, last = params.label + part.first, params.label + part.end - 1
    return (
        f"only operation {first}"
        if first == last
        else f"only operations {first} to {last} in order"
    )


ASK_END = (
    "Start from {0} and apply {1}: {2}. What is the result?",
    "The value {0} goes through {1}: {2}. Find the value that comes out.",
    "What does {0} become after {1}? {2}.",
)
ASK_START = (
    "Applying {1} to an unknown start gives {0}: {2}. What was the start?",
    "An unknown value goes through {1} and comes out as {0}: {2}. Find the unknown value.",
    "Which start becomes {0} after {1}? {2}.",
)


def ask(params: Params, part: Part, known: str, written: Sequence[str], phrasing: int) -> str:
    pattern = (ASK_START if part.inverse else ASK_END)[phrasing]
    return pattern.format(known, span(params, part), listing(params, part, written))


def written_numbers(params: Params) -> Sequence[str]:
    """How each number is written: its symbol, or its numeral."""
    return names(params) or NUMERALS


NUMERALS = [str(i) for i in range(1_000)]


def statement(params: Params, phrasing: int) -> str:
    written = written_numbers(params)
    tail = (
        "Answer with one of the symbols."
        if params.order
        else f"Answer with a number from 0 to {params.p - 1}."
    )
    known, asked = written[params.known], []
    for part in params.parts:
        asked.append(ask(params, part, known, written, phrasing))
        known = "the answer of the part before"
    if len(asked) == 1:
        return f"{setting(params, written)} {asked[0]} {tail}"
    parts = " ".join([f"Part {i}: {part}" for i, part in enumerate(asked, 1)])
    return (
        f"{setting(params, written)} {parts} The answer asked for is that of the last part. {tail}"
    )


def listed_words(params: Params, part: Part, written: Sequence[str]) -> list[str]:
    """The listed operations, each behind its label: `s5 *2 s6 +6`."""
    words: list[str] = []
    for label, (sign, c) in enumerate(part.listed, params.label):
        words += [f"s{label}", f"{sign}{written[c]}"]
    return words


def terse(params: Params) -> str:
    """One word a token: the listed operations with their labels, then what is known of the named
    ones. What is asked comes last, where the first word of an answer, which names a strategy, is
    decided; or first, and then the prompt ends with what says nothing of the type."""
    written = written_numbers(params)
    words: list[str] = ["numbers", *written, ";"] if params.order else []
    known = written[params.known]
    for part in params.parts:
        question = ["end", known, "?", "start"] if part.inverse else ["start", known, "?", "end"]
        first, last = params.label + part.first, params.label + part.end - 1
        if params.asked == "first":
            words += [*question, ";"]
        words += [*listed_words(params, part, written), ";", f"s{first}", "to", f"s{last}"]
        if params.asked == "last":
            words += question
        known = "that"
    return " ".join(words)
