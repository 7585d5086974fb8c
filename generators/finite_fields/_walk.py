"""Practice without a strategy: listed operations looked up in any order and applied or undone, from a random start."""

from generators.claim import Claim
from generators.finite_fields._chain import INVERSE, Params, apply, listed_words, written_numbers
from generators.solution import Step
from generators.stream import Stream

SHOWN = {sign: f"mod {{}} :: {{}} {sign} {{}} = {{}}" for sign in "+-*/"}
BRIEF = {sign: f"{sign}{{2}} {{3}}" for sign in "+-*/"}
LEAST, MOST = 4, 12  # operations of a walk


def walk(params: Params, stream: Stream) -> tuple[str, list[Step]]:
    """The terse prompt, which lists operations and names a start, and the walk's lines: `s7 +4 9` applies operation 7, `s7 -4 5` undoes it.
    Neither the order of the labels nor the direction is that of a solution."""
    x, part = stream.below(params.p), params.parts[0]
    written = written_numbers(params)
    prompt = " ".join([*listed_words(params, part, written), ";", "walk", "start", written[x]])
    steps = []
    for _ in range(stream.between(LEAST, MOST)):
        at = stream.below(len(part.listed))
        sign, c = part.listed[at]
        sign = INVERSE[sign] if stream.below(2) else sign
        y = apply((sign, c), x, params.p)
        steps.append(Step("{}", Claim(SHOWN[sign], (params.p, x, c, y)), f"s{params.label + at} {BRIEF[sign]}"))
        x = y
    return prompt, steps
