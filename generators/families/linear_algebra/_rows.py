"""Row reduction in whole numbers, which solves systems and finds determinants: Euclid's algorithm
on each column of a matrix."""

from generators.family import Step, Steps, list_of

ORDINALS = ("first", "second", "third", "fourth")


def triangle(rows: list[list[int]]) -> Steps:
    """Adds multiples of rows to others, in place, until each row begins with one zero more than the
    row before. Returns for each row that has changed the step that wrote it last."""
    written: dict[int, Step] = {}
    for j in range(len(rows)):
        for k in range(j + 1, len(rows)):
            while rows[k][j]:
                i, target = (j, k) if abs(rows[k][j]) >= abs(rows[j][j]) > 0 else (k, j)
                number, by = rows[target][j], rows[i][j]
                # the nearest quotient leaves the least remainder
                times = -((2 * number + by) // (2 * by))
                # the row keeps a pivot, so that no rows need be exchanged
                if target == j and number + times * by == 0:
                    times += 1
                pairs = list(zip(rows[target][j:], rows[i][j:], strict=True))
                written[target] = Step(
                    f"Add a multiple of the {ORDINALS[i]} row to the {ORDINALS[target]}: {{}}.",
                    list_of(f"{a} + {times:new} * {b} = {a + times * b:new}" for a, b in pairs),
                    rests_on=tuple([written[row] for row in (i, target) if row in written]),
                )
                yield written[target]
                rows[target][j:] = [a + times * b for a, b in pairs]
    return written
