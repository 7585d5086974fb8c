"""Fuzz the grader with atheris, which follows what code each input reaches: no exception may leave
its inner functions.

    pip install atheris
    python -m benchmarks.fuzz_grading CORPUS -max_total_time=600 -max_len=420

CORPUS is a folder that the fuzzer keeps its finds in; the hostile completions are put there first.
Prints the slowest input so far.
"""

import sys
from pathlib import Path
from time import process_time

import atheris  # pyright: ignore[reportMissingImports]

with atheris.instrument_imports(include=["curricula", "generators"]):
    from curricula.grading import grade as grading
    from curricula.grading import reference_answer as gold
    from generators.answers.answer import FORMS, KINDS
    from tests.curricula.grading.hostile import STATIC
    from tests.curricula.grading.test_hostile import GOLDS

slowest = 0.0


def one(data: bytes) -> None:
    """Grade what the fuzzer made, as a completion and as a gold, past the net that `grade` puts
    round everything."""
    global slowest
    source = atheris.FuzzedDataProvider(data)
    kind, form, way = (
        source.PickValueInList(list(KINDS)),
        source.PickValueInList(list(FORMS)),
        source.ConsumeIntInRange(0, 3),
    )
    text = source.ConsumeUnicode(400) if way == 3 else source.ConsumeString(400)
    completion = (text, f"\\boxed{{{text}}}", f"Answer: {text}", text)[way]
    start = process_time()
    for held in (gold.gold_of(GOLDS[kind], kind, form), gold.gold_of(text, None, None)):
        if not held.reason:
            verdict = grading.judge(completion, held)
            assert verdict.correct == (verdict.reason == "") and verdict.reason in (
                "",
                *grading.REASONS,
            ), verdict
    seconds = process_time() - start
    if seconds > slowest:
        slowest = seconds
        print(f"slowest: {1e3 * seconds:.1f} ms for {completion[:200]!r}", flush=True)


def main() -> None:
    for folder in (Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")):
        folder.mkdir(exist_ok=True)
        for number, (_, _, completion) in enumerate(STATIC):
            (folder / f"hostile{number}").write_bytes(
                bytes([number % 12, 0, 1]) + completion[:400].encode("utf-8", "surrogatepass")
            )
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
