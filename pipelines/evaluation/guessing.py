"""How often a guess is right where a family does not say among how many answers one guesses.

Two guessers need no mathematics: one answers always the same, the other copies a number of the
statement: the first, the second, the last, the largest. The rate is that of the best of them,
chosen for each problem on the others of its group, so that no luck of the choice is in it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

NUMBER = re.compile(r"-?\d+(?:[./]\d+)?")
BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")  # of numbers that are written digit by digit
PLACES = 8  # numbers from the front and from the back of a statement that are copied


def guess_rates(rows: Sequence[dict[str, Any]]) -> list[float]:
    """For each row of `asked` how often the best guesser is right in its family and type."""
    groups: dict[tuple[str, str], list[int]] = {}
    for i, row in enumerate(rows):
        groups.setdefault((row["family"], row["type"]), []).append(i)
    rates = [0.0] * len(rows)
    for members in groups.values():
        rate = best_guess([hits_of(rows[i]) for i in members])
        for i in members:
            rates[i] = rate
    return rates


def hits_of(row: dict[str, Any]) -> set[str]:
    """The guessers that are right on a row."""
    answer = plain(row["answer"])
    numbers = [plain(number) for number in NUMBER.findall(statement_of(row))]
    hits = {f"always {answer}"}
    hits |= {f"number {i}" for i, number in enumerate(numbers[:PLACES]) if number == answer}
    last = numbers[: -PLACES - 1 : -1]
    hits |= {f"number {-1 - i}" for i, number in enumerate(last) if number == answer}
    whole = [int(number) for number in numbers if number.lstrip("-").isdecimal()]
    for name, choose in (("largest", max), ("smallest", min)):
        if whole and str(choose(whole)) == answer:
            hits.add(name)
    return hits


def statement_of(row: dict[str, Any]) -> str:
    """The prompt of a row as one text, its numbers in one piece."""
    prompt = row["prompt"]
    text = prompt if isinstance(prompt, str) else prompt[-1]["content"]
    return BETWEEN_DIGITS.sub("", text) if row["wording"] == "terse_digits" else text


def plain(text: str) -> str:
    """An answer or a number without blanks."""
    return "".join(text.split())


def best_guess(hits: Sequence[set[str]]) -> float:
    """The share of problems on which the guesser is right that is best on the others; of several
    that are as good each counts the same. `hits` names those that are right on each problem."""
    totals = Counter[str]()
    for right in hits:
        totals.update(right)
    reached = Counter(totals.values())  # how many guessers are right so often
    levels = sorted(reached, reverse=True)
    shares = [share_of_best(right, totals, reached, levels) for right in hits]
    return sum(shares) / len(shares) if shares else 0.0


def share_of_best(
    right: set[str], totals: Counter[str], reached: Counter[int], levels: Sequence[int]
) -> float:
    """Of the guessers that are best on the other problems, how many are right on this one."""
    here = Counter([totals[name] for name in right])
    other = next((level for level in levels if reached[level] > here[level]), 0)
    mine = max(here, default=0) - 1  # this problem itself left out
    if mine != other:
        return float(mine > other)
    return here[mine + 1] / (here[mine + 1] + reached[other] - here[other])
