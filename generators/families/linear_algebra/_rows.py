"""Row reduction in whole numbers, which solves systems and finds determinants: Euclid's algorithm
on each column of a matrix."""

from functools import cache

from generators.family import Claim, Step, Steps

ORDINALS = ("first", "second", "third", "fourth")


@cache
def repeated(form: str, times: int) -> str:
    """A form that says the same of several lists of numbers."""
    return ", ".join([form] * times)


def triangle(rows: list[list[int]]) -> Steps:
    """Adds multiples of rows to others, in place, until each row begins with one zero more than the
    row before."""
    for j in range(len(rows)):
        for k in range(j + 1, len(rows)):
            while rows[k][j]:
                i, target = (j, k) if abs(rows[k][j]) >= abs(rows[j][j]) > 0 else (k, j)
                number, by = rows[target][j], rows[i][j]
                times = -(
                    (2 * number + by) // (2 * by)
                )  # the nearest quotient leaves the least remainder
                if (
                    target == j and number + times * by == 0
                ):  # the row keeps a pivot, so that no rows need be exchanged
                    times += 1
                entries = [
                    (a, times, b, a + times * b)
                    for a, b in zip(rows[target][j:], rows[i][j:], strict=True)
                ]
                rows[target][j:] = [entry[-1] for entry in entries]
                words = f"Add a multiple of the {ORDINALS[i]} row to the {ORDINALS[target]}: {{}}."
                yield Step(
                    words, Claim(repeated("{} + {} * {} = {}", len(entries)), sum(entries, ()))
                )
