r"""Verdicts a second on one core, from 2 kB of prose and from 1 kB of working full of formulas, as
models write it, beside math-verify in the same run; and the slowest of hostile completions.

    python -m benchmarks.grading [KIND ...] [PAGE]     with math-verify where it is installed; PAGE
    such as docs/grading.md takes the tables
    python -m benchmarks.grading FILE.jsonl COMPLETION GOLD     what a model wrote: a row for each
    kind of gold, from the columns of these names, of which the first may hold lists

Each gold is held against 8 different completions, as in a group of rollouts: plain and LaTeX
writings, right and wrong, boxed.
"""

import json
import sys
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.into_docs import print_into
from benchmarks.timing import medians, table
from curricula.grading.grade import grade
from curricula.grading.reference_answer import gold_of
from tests.curricula.grading.hostile import STATIC, large

GROUP = 8
GOLDS = 400  # golds of one kind
PEER_GOLDS = 4
RUNS = 5
SHARES = {"integer": 64, "rational": 12, "expression": 10, "tuple": 3, "set": 2, "interval": 2}
SHARES |= {"matrix": 2, "decimal": 3, "equation": 2}  # of a hundred golds
PROSE = (
    "We start from what is given and simplify each side in turn; since the first term is known, "
    "the second follows, and we check it. "
)
PROSE = (PROSE * 16)[:1_950]
WORKING = (
    "We are asked to simplify. First, note that \\( 3x + 5 = 20 \\), so we subtract 5 from both "
    "sides:\n\\[ 3x = 15 \\implies x = \\frac{15}{3} = 5. \\]\n\n**Step 2.** Substituting "
    "$x = 5$ into $y = x^2 - 4x + 7$ gives\n\\begin{align*}\ny &= 5^2 - 4 \\cdot 5 + 7 \\\\\n"
    "&= 25 - 20 + 7 \\\\\n&= 12.\n\\end{align*}\nThe distance from $(0,0)$ to $(5, 12)$ is "
    "$\\sqrt{5^2 + 12^2} = \\sqrt{169} = 13$, and since $13 > 0$ we may divide by it. "
)
WORKING = (WORKING * 3)[:950].rsplit(". ", 1)[0] + ".\n\n"  # a model's own, 1 kB with the answer
TARGETS = {
    "integer": 100_000,
    "rational": 100_000,
    "decimal": 100_000,
    "tuple": 30_000,
    "set": 30_000,
    "interval": 30_000,
}
TARGETS |= {"expression": 5_000, "equation": 5_000, "matrix": 20_000}

# For each kind, from a number: the gold, and ways of writing it, some of them wrong.
WRITERS: dict[str, Callable[[int], tuple[str, list[str]]]] = {
    "integer": lambda n: (
        f"{7919 * n}",
        [f"{7919 * n}", f"{7919 * n + 1}", f"-{7919 * n}", f"{7919 * n}.0"],
    ),
    "rational": lambda n: (
        f"{n}/{n + 1}",
        [
            rf"\frac{{{n}}}{{{n + 1}}}",
            f"{n}/{n + 1}",
            rf"-\frac{{{n}}}{{{n + 1}}}",
            rf"\dfrac{{{n}}}{{{n + 2}}}",
        ],
    ),
    "decimal": lambda n: (f"{n}.250", [f"{n}.250", f"{n}.25", f"-{n}.25", f"{n}.2501"]),
    "tuple": lambda n: (
        f"({n}, -{n}, {n + 1})",
        [
            f"({n}, -{n}, {n + 1})",
            rf"\left({n},-{n},{n + 1}\right)",
            f"(-{n}, {n}, {n + 1})",
            f"({n},{n})",
        ],
    ),
    "set": lambda n: (
        f"{{{n}, {n + 1}}}",
        [
            rf"\{{{n}, {n + 1}\}}",
            rf"\{{{n + 1},{n}\}}",
            rf"\{{{n}\}}",
            rf"\left\{{-{n}, {n + 1}\right\}}",
        ],
    ),
    "interval": lambda n: (
        f"[{n}, {n + 2}) U ({n + 5}, oo)",
        [
            rf"[{n}, {n + 2}) \cup ({n + 5}, \infty)",
            rf"\left[{n},{n + 2}\right)\cup\left({n + 5},\infty\right)",
            rf"({n}, {n + 2}) \cup ({n + 5}, \infty)",
            rf"[{n}, {n + 2})",
        ],
    ),
    "expression": lambda n: (
        f"x^2 - {2 * n + 1}*x + {n * n + n}",
        [
            f"x^2 - {2 * n + 1}x + {n * n + n}",
            f"(x-{n})(x-{n + 1})",
            f"x^{{2}}+{2 * n + 1}x+{n * n + n}",
            rf"{n * n + n} - {2 * n + 1} \cdot x + x^2",
        ],
    ),
    "equation": lambda n: (
        f"y = {n}*x + 1",
        [f"y = {n}x + 1", f"y - {n}x = 1", f"2y = {2 * n}x + 2", f"y = {n + 1}x + 1"],
    ),
    "matrix": lambda n: (
        f"[[{n}, 2], [3, {n + 1}]]",
        [
            rf"\begin{{pmatrix}} {n} & 2 \\ 3 & {n + 1} \end{{pmatrix}}",
            rf"\begin{{bmatrix}}{n}&2\\3&{n + 1}\end{{bmatrix}}",
            rf"\begin{{pmatrix}} {n} & 2 \\ 3 & -{n + 1} \end{{pmatrix}}",
            rf"\begin{{pmatrix}} {n} & 3 \\ 2 & {n + 1} \end{{pmatrix}}",
        ],
    ),
    "residue": lambda n: (
        f"{n % 97} mod 97",
        [
            rf"{n % 97} \pmod{{97}}",
            rf"x \equiv {n % 97} \pmod{{97}}",
            f"{n % 97}",
            rf"{n + 1} \pmod{{97}}",
        ],
    ),
    "boolean": lambda n: ("true", ["true", r"\text{True}", "false", "Yes"]),
    "symbol": lambda n: (f"e{n}", [f"e{n}", rf"e_{{{n}}}", f"e{n + 1}", rf"\text{{e{n}}}"]),
}


def cases(
    kind: str, golds: int, latex: bool = False, working: str = PROSE
) -> list[tuple[str, str]]:
    """Completions with their golds, in groups; the golds canonical, or in LaTeX as the peer reads
    them."""
    found = []
    for number in range(2, golds + 2):
        gold, written = WRITERS[kind](number)
        gold = written[0] if latex else gold
        found += [
            (f"{working} Attempt {i}: $\\boxed{{{written[i % len(written)]}}}$.", gold)
            for i in range(GROUP)
        ]
    return found


def ours(kind: str | None, pairs: Sequence[tuple[str, str]]) -> int:
    return sum([grade(completion, gold, kind).correct for completion, gold in pairs])


def peer() -> Callable[[Sequence[tuple[str, str]]], int] | None:
    """math-verify as reward functions call it: parse the gold, parse the completion, verify; its
    timeouts off."""
    try:
        import logging

        from math_verify import parse, verify
    except ImportError:
        return None
    logging.getLogger("math_verify").setLevel(logging.CRITICAL)

    def one(completion: str, gold: str) -> bool:
        try:
            answer: Any = parse(completion, parsing_timeout=None)
            return bool(
                verify(parse(f"${gold}$", parsing_timeout=None), answer, timeout_seconds=None)
            )
        except Exception:
            return False

    return lambda pairs: sum([one(completion, gold) for completion, gold in pairs])


def mixture() -> list[tuple[str, str]]:
    """Completions full of formulas, of kinds as often as MATH has them, with golds in LaTeX."""
    shared = [cases(kind, share, True, WORKING) for kind, share in SHARES.items()]
    return list(chain.from_iterable(shared))


def rated(
    kind: str | None,
    pairs: Sequence[tuple[str, str]],
    few: Sequence[tuple[str, str]],
    verify: Callable[[Sequence[tuple[str, str]]], int] | None,
) -> list[str]:
    """Verdicts a second and the share that is paid; then the same of the peer, timed in turn, with
    the ratio between."""
    works: dict[str, Callable[[], object]] = {"ours": lambda: ours(kind, pairs)}
    if verify is not None:
        works["math-verify"] = lambda: verify(few)
    seconds = medians(works, RUNS)
    rate = len(pairs) / seconds["ours"]
    row = [f"{rate:,.0f}", f"{ours(kind, pairs) / len(pairs):.2f}"]
    if verify is not None:
        other = len(few) / seconds["math-verify"]
        row += [f"{other:,.0f}", f"{rate / other:,.0f} x", f"{verify(few) / len(few):.2f}"]
    return row


def stored(path: Path, completion: str, gold: str) -> dict[str, list[tuple[str, str]]]:
    """What a model wrote, with its golds, by the kind that these are read as."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        written, answer = row[completion], str(row[gold])
        kind = gold_of(answer, None, None).kind
        texts = written if isinstance(written, list) else [written]
        found.setdefault(kind, []).extend([(text, answer) for text in texts])
    return found


def of_a_model(path: Path, completion: str, gold: str) -> str:
    """The table of what a model wrote, all of it last."""
    verify, rows = peer(), []
    by_kind = stored(path, completion, gold)
    everything = list(chain.from_iterable(by_kind.values()))
    for kind, pairs in (*sorted(by_kind.items()), ("all", everything)):
        size = sum([len(text) for text, _ in pairs]) / len(pairs) / 1_000
        shown = [kind, str(len(pairs)), f"{size:.1f}"]
        rows.append([*shown, *rated(None, pairs, pairs, verify)])
    head = ["kind of gold", "completions", "kB", "verdicts/s", "paid"]
    head += ["math-verify", "ratio", "paid"] if verify is not None else []
    return table(head, rows)


def slowest() -> list[list[str]]:
    """The time that hostile and very long completions take, each the best of three."""
    rows = []
    groups = {
        "hostile, short": STATIC,
        "400,000 characters": list(large(399_000)),
        "10,000,000 characters": large(10_000_000),
    }
    for name, group in groups.items():
        times = []
        for gold, kind, completion in group:
            best = float("inf")
            for _ in range(3):
                start = process_time()
                grade(completion, gold, kind)
                best = min(best, process_time() - start)
            times.append(best * 1e3)
        times.sort()
        rows.append(
            [
                name,
                str(len(times)),
                *[
                    f"{times[min(len(times) - 1, int(len(times) * share))]:.3f}"
                    for share in (0.5, 0.99, 0.999)
                ],
            ]
        )
    return rows


def main() -> None:
    if sys.argv[1:] and sys.argv[1].endswith(".jsonl"):
        print(of_a_model(Path(sys.argv[1]), *sys.argv[2:4]))
        return
    kinds = [kind for kind in WRITERS if kind in sys.argv[1:]] or list(WRITERS)
    page = next((argument for argument in sys.argv[1:] if argument.endswith(".md")), None)
    verify = peer()
    rows = []
    for kind in kinds:
        pairs, few = cases(kind, GOLDS), cases(kind, PEER_GOLDS, latex=True)
        target = TARGETS.get(kind)
        rows.append([kind, *rated(kind, pairs, few, verify)])
        rows[-1].insert(2, f"{target:,}" if target else "")
    if kinds == list(WRITERS):
        mixed = mixture()
        rows.append(["mix, 1 kB of formulas", *rated(None, mixed, mixed, verify)])
        rows[-1].insert(2, "")
    head = ["kind", "verdicts/s", "target", "paid"]
    head += ["math-verify", "ratio", "paid"] if verify is not None else []
    print_into(table(head, rows), "verdicts a second", page)
    print_into(
        table(["completions", "number", "median ms", "p99 ms", "p99.9 ms"], slowest()),
        "hostile completions",
        page,
    )


if __name__ == "__main__":
    main()
