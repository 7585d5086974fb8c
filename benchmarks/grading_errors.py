r"""How often right answers go unpaid and wrong ones are paid, for each kind of answer, beside
math-verify on the same completions.

    python -m benchmarks.grading_errors [PAGE]     PAGE such as docs/grading.md takes the table

Right answers are every writing in tests/curricula/grading/spellings.py in every place where models
put an answer; wrong ones are changes of the gold that are known to change its value. A peer sees a
sample, since it is slow.
"""

import sys
from collections.abc import Callable
from random import Random

from benchmarks.grading import peer
from benchmarks.into_docs import print_into
from benchmarks.timing import table
from curricula.grading.grade import grade
from tests.curricula.grading.spellings import AROUND, SPELLINGS, WRITTEN, latex, mutations

WRONG = 1_000  # changed answers for each gold
SAMPLE = 150  # of each sort, for the peer
EXAMPLES = {
    "integer": ["-7", "0", "1234567", "42", "95"],
    "rational": ["3/4", "-22/7", "1001/1000"],
    "decimal": ["0.250", "-12.5", "1234.05"],
    "tuple": ["(1, 2)", "(-3, 1/2)", "(0, -1, 7/3)"],
    "set": ["{1, 2}", "{-3, 1/2, 7}", "{5}"],
    "residue": ["5 mod 11", "0 mod 7"],
    "boolean": ["true", "false"],
    "symbol": ["e3", "Evelyn"],
}

Case = tuple[str, str]  # a completion and its gold


def cases(kind: str) -> tuple[list[Case], list[Case]]:
    """Completions that are right and completions that are wrong."""
    pairs = WRITTEN.get(kind) or [(answer, SPELLINGS[kind](answer)) for answer in EXAMPLES[kind]]
    random = Random(kind)
    right = [
        (around(text), answer) for answer, written in pairs for text in written for around in AROUND
    ]
    wrong = []
    for answer, _ in pairs:
        changed = mutations(kind, answer, random)
        wrong += [(random.choice(AROUND)(next(changed)), answer) for _ in range(WRONG)]
    return right, wrong


def shares(
    judge: Callable[[str, str], bool], right: list[Case], wrong: list[Case]
) -> tuple[str, str]:
    """The share of right completions unpaid and of wrong ones paid, in per cent."""
    unpaid = sum(not judge(*case) for case in right) / len(right)
    paid = sum(judge(*case) for case in wrong) / len(wrong)
    return f"{100 * unpaid:.2f} %", f"{100 * paid:.2f} %"


def in_latex(kind: str, answer: str) -> str:
    """A gold as a peer reads it."""
    if kind in WRITTEN:
        return next(written[0] for gold, written in WRITTEN[kind] if gold == answer)
    shown = {
        "set": answer.replace("{", r"\{").replace("}", r"\}"),
        "residue": answer.replace(" mod ", r" \pmod{") + "}",
    }
    return latex(shown.get(kind, answer))


def main() -> None:
    verify, random, rows = peer(), Random(0), []
    for kind in [*EXAMPLES, *WRITTEN]:
        right, wrong = cases(kind)
        row = [
            kind,
            f"{len(right):,}",
            f"{len(wrong):,}",
            *shares(lambda c, g, kind=kind: grade(c, g, kind).correct, right, wrong),
        ]
        if verify is not None:
            few = random.sample(right, min(SAMPLE, len(right))), random.sample(wrong, SAMPLE)
            row += shares(lambda c, g, kind=kind: bool(verify([(c, in_latex(kind, g))])), *few)
        rows.append(row)
    head = ["kind", "right", "wrong", "right unpaid", "wrong paid"]
    head += ["math-verify: right unpaid", "math-verify: wrong paid"] if verify is not None else []
    print_into(table(head, rows), "errors", sys.argv[1] if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    main()
