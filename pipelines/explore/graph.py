"""What the steps of a solution rest on, drawn: the steps from left to right, an arc from each to
every step that rests on it."""

from collections.abc import Sequence

APART = 34  # pixels between two steps
HEIGHT = 3.2  # how high an arc rises for each step that it spans, in pixels
TALLEST = 76
RADIUS = 9
MOST = 200  # steps of one drawing


def step_graph(premises: Sequence[Sequence[int]]) -> str:
    """An SVG drawing of the premises of each step, -1 for the statement. Empty where there is
    nothing to draw."""
    if not premises or len(premises) > MOST:
        return ""
    spans = [step - min(rests) for step, rests in enumerate(premises) if rests]
    top = RADIUS + 4 + min(TALLEST, HEIGHT * max(spans, default=1) + 10)
    width, height = APART * (len(premises) + 1), top + RADIUS + 4
    arcs, nodes = [], []
    for step, rests in enumerate(premises):
        arcs += [arc(premise, step, top) for premise in rests if -1 <= premise < step]
    for step in range(-1, len(premises)):
        name = {-1: "S", len(premises) - 1: "A"}.get(step, str(step))
        x = centre(step)
        nodes.append(
            f'<circle cx="{x}" cy="{top:g}" r="{RADIUS}"/>'
            f'<text x="{x}" y="{top + 4:g}" text-anchor="middle">{name}</text>'
        )
    return (
        f'<svg class="graph" role="img" aria-label="what each step rests on" width="{width}"'
        f' height="{height:g}" viewBox="0 0 {width} {height:g}">{"".join(arcs + nodes)}</svg>'
    )


def centre(step: int) -> float:
    return APART * (step + 1.5)


def arc(premise: int, step: int, top: float) -> str:
    """A line to the next step, an arc to a later one."""
    start, end = centre(premise), centre(step)
    rise = min(TALLEST, HEIGHT * (step - premise) + 10) if step > premise + 1 else 0
    peak = top - RADIUS - 2 * rise
    if not rise:
        return f'<path d="M{start + RADIUS} {top:g} H{end - RADIUS}"/>'
    middle = (start + end) / 2
    return f'<path d="M{start} {top - RADIUS:g} Q{middle} {peak:g} {end} {top - RADIUS:g}"/>'
