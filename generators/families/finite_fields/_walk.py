"""Practice without a strategy: counting labels, looking operations up in any order, and applying or
undoing them from a random start."""

from generators.families.finite_fields._asking import listed_words, written_numbers
from generators.families.finite_fields._chain import INVERSE, Params, apply
from generators.layout import COMPACT
from generators.solution import Step
from generators.stream import Stream

KINDS = ("look", "look", "walk", "walk", "undo", "undo", "up", "down")
SHOWING = {"look": "{sign}{{c}}", "walk": "{sign}{{c}} {{y}}", "undo": "{sign}{{c}} {{y}}"}
LEAST, MOST = 12, 20  # operations of a row that counts nothing


def walk(params: Params, stream: Stream) -> tuple[str, list[Step]]:
    """The terse prompt, which lists operations and says the kind of practice, and its lines. `s7
    +4` looks operation 7 up, `s7 +4 9` applies it too, `s7 -4 5` undoes it, all in no order; `s6 s7
    s8` counts labels, up or down. Each direction is as frequent as the other, so neither solution's
    order is taught. What a line does not show is worked out all the same: every line has its claim.
    """
    x, part, kind = stream.below(params.p), params.parts[0], stream.choice(KINDS)
    written, listed = written_numbers(params), len(part.listed)
    words = ["numbers", *written, ";"] if params.order else []
    words += [*listed_words(params, part, written), ";", kind]
    if kind in SHOWING:
        places = [stream.below(listed) for _ in range(stream.between(LEAST, MOST))]
        words += ["start", written[x]] if kind != "look" else []
    else:
        first = stream.below(listed)
        last = stream.between(first, listed - 1)
        places = list(range(first, last + 1))
        words += [f"s{params.label + first}", "to", f"s{params.label + last}"]
        places = places[::-1] if kind == "down" else places
    steps = []
    for place in places:
        sign, c = part.listed[place]
        if kind in ("undo", "down"):
            sign = INVERSE[sign]
        y = apply((sign, c), x, params.p)
        brief = (
            f"s{params.label + place} " + SHOWING[kind].format(sign=sign)
            if kind in SHOWING
            else f"{COMPACT}s{params.label + place}"
        )
        steps.append(Step("{}", f"mod {params.p} :: {x} {sign} {c} = {y}", brief))
        x = y
    return " ".join(words), steps
