"""Ways to change the derivation of one solution so that the rest of its row still fits; each change
says whether it changed anything."""

import re
from collections.abc import Callable

from generators.stream import Stream
from tests.pipelines.dataset.tampering import Row

NUMERAL = re.compile(r"\d+", re.ASCII)
Change = Callable[[Row, Stream], bool]


def solution_of(row: Row, stream: Stream) -> Row:
    return stream.choice(row["solutions"])


def own_lines(solution: Row) -> list[int]:
    """The places of a solution's own main lines."""
    return [k for k, step in enumerate(solution["steps"][:-1]) if step["role"] == "main"]


def delete(row: Row, stream: Stream) -> bool:
    """One line is taken out, and nothing else is changed."""
    solution = solution_of(row, stream)
    lines = own_lines(solution)
    if lines:
        del solution["steps"][stream.choice(lines)]
    return bool(lines)


def delete_healed(row: Row, stream: Stream) -> bool:
    """One line is taken out, and all that shows it is mended."""
    solution = solution_of(row, stream)
    lines = own_lines(solution)
    if not lines:
        return False
    gone = stream.choice(lines)
    del solution["steps"][gone]
    solution["cost"]["steps"] -= 1
    for step in solution["steps"]:
        step["premises"] = [k - (k > gone) for k in step["premises"] if k != gone]
    return True


def deleted_with(fields: tuple[str, ...]) -> Change:
    """One line is taken out and healed, and each later step says that it gives or declares every
    number of its claim."""

    def change(row: Row, stream: Stream) -> bool:
        if not delete_healed(row, stream):
            return False
        for solution in row["solutions"]:
            for step in solution["steps"][:-1]:
                for name in fields:
                    step[name] = sorted(set(NUMERAL.findall(step["claim"])))
        return True

    return change


def listing(name: str) -> Change:
    """One step says that it gives, or declares, every number of its claim."""

    def change(row: Row, stream: Stream) -> bool:
        solution = solution_of(row, stream)
        lines = own_lines(solution)
        step = solution["steps"][stream.choice(lines)]
        numbers = sorted(set(NUMERAL.findall(step["claim"])) - {"0", "1"})
        if set(numbers) <= {number.lstrip("-") for number in step[name]}:
            return False
        step[name] = numbers
        return True

    return change


def surplus_premises(row: Row, stream: Stream) -> bool:
    """One step rests on every step before it, and on the statement."""
    solution = solution_of(row, stream)
    places = [k for k in own_lines(solution) if len(solution["steps"][k]["premises"]) < k + 1]
    if not places:
        return False
    place = stream.choice(places)
    main = [k for k in range(place) if solution["steps"][k]["role"] == "main"]
    before = solution["steps"][place]["premises"]
    solution["steps"][place]["premises"] = sorted({-1, *main, *before})
    return solution["steps"][place]["premises"] != before


def reordered(row: Row, stream: Stream) -> bool:
    """A step stands before one that it rests on, with every reference mended."""
    solution = solution_of(row, stream)
    steps = solution["steps"]
    pairs = [k for k in range(len(steps) - 2) if k in steps[k + 1]["premises"]]
    if not pairs:
        return False
    at = stream.choice(pairs)
    steps[at], steps[at + 1] = steps[at + 1], steps[at]
    for step in steps:
        step["premises"] = sorted([swapped(k, at) for k in step["premises"]])
    return True


def swapped(place: int, at: int) -> int:
    """Where a step stands after those at this place and the next have changed places."""
    return {at: at + 1, at + 1: at}.get(place, place)


def empty_claim(row: Row, stream: Stream) -> bool:
    """One line says 1 = 1 in place of its claim."""
    solution = solution_of(row, stream)
    step = solution["steps"][stream.choice(own_lines(solution))]
    step["claim"] = "1 = 1"
    return True


def empty_line(row: Row, stream: Stream) -> bool:
    """One line more, which says nothing and which nothing needs."""
    solution = solution_of(row, stream)
    at = stream.below(len(solution["steps"]))
    step = {**solution["steps"][0], "words": "{}.", "claim": "1 = 1", "role": "main"}
    step |= {"gives": [], "premises": [-1], "constants": []}
    for other in solution["steps"]:
        other["premises"] = [k + (k >= at) for k in other["premises"]]
    solution["steps"].insert(at, step)
    solution["cost"]["steps"] += 1
    return True


ATTACKS: dict[str, Change] = {
    "deleted": delete,
    "healed": delete_healed,
    "gives all": listing("gives"),
    "constants all": listing("constants"),
    "deleted, gives all": deleted_with(("gives",)),
    "deleted, constants all": deleted_with(("constants",)),
    "surplus premises": surplus_premises,
    "reordered": reordered,
    "claim 1 = 1": empty_claim,
    "line 1 = 1": empty_line,
}
