"""Practice without a strategy: listed operations looked up in any order, and applied or undone from a random start."""

from generators.claim import Claim
from generators.finite_fields._chain import INVERSE, Params, apply, listed_words, written_numbers
from generators.solution import Step
from generators.stream import Stream

SHOWN = {sign: f"mod {{}} :: {{}} {sign} {{}} = {{}}" for sign in "+-*/"}
KINDS = ("look", "walk", "undo")
LEAST, MOST = 12, 20  # operations of a row


def walk(params: Params, stream: Stream) -> tuple[str, list[Step]]:
    """The terse prompt, which lists operations, says the kind of practice and names a start, and its lines. `s7 +4` looks operation 7 up,
    `s7 +4 9` applies it too, `s7 -4 5` undoes it. The labels come in no order, so that no solution's order is taught."""
    x, part, kind = stream.below(params.p), params.parts[0], stream.choice(KINDS)
    written = written_numbers(params)
    named = ["numbers", *written, ";"] if params.order else []
    prompt = " ".join([*named, *listed_words(params, part, written), ";", kind, *([] if kind == "look" else ["start", written[x]])])
    steps = []
    for _ in range(stream.between(LEAST, MOST)):
        at = stream.below(len(part.listed))
        sign, c = part.listed[at]
        if kind == "undo":
            sign = INVERSE[sign]
        y = apply((sign, c), x, params.p)
        brief = f"s{params.label + at} {sign}{{2}}" + ("" if kind == "look" else " {3}")
        steps.append(Step("{}", Claim(SHOWN[sign], (params.p, x, c, y)), brief))
        x = y
    return prompt, steps
