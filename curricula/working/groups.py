"""Which completions of a batch are one group: for every reward that looks at a whole group.

A trainer gives the completions of one prompt one after another; where it says how many, so many
are a group, though the same prompt stands in the batch twice. Where it does not, those are a group
that all columns which name a problem or a prompt have in common, wherever they stand.
"""

from collections.abc import Mapping

from curricula.grading.rewards import Column, column
from generators.errors import RequestError

PROBLEM = ("problem_id", "id", "family", "params", "prompts", "prompt")  # say whose group it is


def groups_of(
    columns: Mapping[str, Column], size: int, num_generations: int | None = None
) -> list[list[int]]:
    """The places of the completions of each group, in order. Raises RequestError for a number that
    does not divide the batch, and where neither it nor a column says what is a group."""
    if num_generations is not None:
        return blocks(size, num_generations)
    wanted = [name for name in PROBLEM if columns.get(name) is not None]
    if not wanted:
        raise RequestError(
            f"columns: none says which completions are of one problem; give {', '.join(PROBLEM)}"
            " or num_generations"
        )
    values = [column(columns[name], size) for name in wanted]
    groups: dict[str, list[int]] = {}
    for place, key in enumerate(zip(*values, strict=True)):
        groups.setdefault(repr(key), []).append(place)
    return list(groups.values())


def blocks(size: int, num_generations: int) -> list[list[int]]:
    """The places in blocks of so many."""
    if num_generations < 1 or size % num_generations:
        raise RequestError(
            f"num_generations: {num_generations} does not divide the {size} completions"
        )
    starts = range(0, size, num_generations)
    return [list(range(start, start + num_generations)) for start in starts]
