"""Hostile completions earn nothing, raise nothing, run nothing, and take no longer than others."""

import sys
import threading
import tracemalloc
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curricula.grading.grade import REASONS, Verdict, grade
from curricula.grading.reference_answer import GOLD_KINDS as KINDS
from tests.curricula.grading.hostile import STATIC, large
from tests.drawn import law

GOLDS = {
    "integer": "5",
    "rational": "3/4",
    "decimal": "0.250",
    "tuple": "(1, 2)",
    "set": "{1, 2}",
    "expression": "x^2 - 3*x + 2",
    "equation": "y = 2*x + 1",
    "matrix": "[[1, 2], [3, 4]]",
    "residue": "5 mod 11",
    "interval": "[1, 2) U (3, oo)",
    "boolean": "true",
    "symbol": "e3",
    "base": "52_8",
    "ratio": "1:2",
    "inequality": "x^2 + y^2 - 25 < 0",
    "text": r"max at x = 2, min at x = 4, \sin(\pi/6) = 1/2, 3 meters",
}
WORDS = (
    r"\boxed{ } { \frac \sqrt ^ _ ( ) [ ] , & \\ \begin{pmatrix} \end{pmatrix} \left \right x y 12"
    r" 0 3/4 = < \le \cup \infty \text{or} $ Answer: <answer> </answer> <think> </think> \sin e \pi"
    r" \pmod{ ! % - + * . \ \in sqrt( U oo {1,2} and or in mod \pm max at min \max not meters"
    r" \sum _{n=0} ^{\infty} \cdots \prod ; \text{ sum(n,0,oo) dots c_1 C"
)
SIGNS = st.sampled_from([*WORDS.split(), " ", "\n", " or ", " U "])


def test_the_list_is_long_enough_and_has_no_case_twice():
    assert len(STATIC) >= 150
    assert len(set(STATIC)) == len(STATIC)
    assert set(GOLDS) == set(KINDS)


@pytest.mark.parametrize("number", range(len(STATIC)))
def test_no_hostile_completion_is_paid(number):
    gold, kind, completion = STATIC[number]
    for wanted in {kind, None}:
        verdict = grade(completion, gold, wanted)
        assert isinstance(verdict, Verdict)
        assert not verdict.correct, (completion[:200], verdict)
        assert verdict.reason in REASONS


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_completions_held_against_other_golds_get_a_verdict(kind):
    for _, _, completion in STATIC:
        verdict = grade("Let us see. " + completion, GOLDS[kind], kind)
        assert verdict.correct == (verdict.reason == "")
        assert verdict.reason in ("", *REASONS)


def test_nothing_is_executed():
    run = []

    def watch(event: str, arguments: tuple) -> None:
        if watching and event in (
            "exec",
            "compile",
            "import",
            "open",
            "os.system",
            "subprocess.Popen",
            "socket.connect",
        ):
            run.append((event, arguments))

    for _, _, completion in STATIC:  # so that every module has been imported before
        grade(completion, "5")
    watching = False
    sys.addaudithook(watch)
    watching = True
    try:
        for gold, kind, completion in STATIC:
            grade(completion, gold, kind)
    finally:
        watching = False
    assert run == []


def test_ten_million_characters_take_no_memory_and_no_time():
    slowest, worst = 0.0, None
    for gold, kind, completion in large():
        start = perf_counter()
        verdict = grade(completion, gold, kind)
        seconds = perf_counter() - start
        assert not verdict.correct
        assert verdict.reason == "limit"
        if seconds > slowest:
            slowest, worst = seconds, completion[:20]
    assert slowest < 1, (
        worst
    )  # the figure is measured in benchmarks; here only that nothing runs away


@pytest.mark.parametrize("size", [200_000, 399_000])
def test_the_longest_completions_that_are_read_are_read_in_bounded_time(size):
    for gold, kind, completion in large(size):
        start = perf_counter()
        assert not grade(completion, gold, kind).correct
        assert perf_counter() - start < 2, completion[:20]


def test_memory_stays_flat():
    def rounds(count: int) -> None:
        for index in range(count):
            for gold, kind, completion in STATIC[::9]:
                grade(f"{index} {completion}", gold, kind)

    rounds(3)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    rounds(20)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 1_000_000


def test_every_thread_gives_the_same_verdicts():
    expected = [grade(completion, gold, kind) for gold, kind, completion in STATIC]
    found: dict[int, list[Verdict]] = {}

    def work(number: int) -> None:
        found[number] = [grade(completion, gold, kind) for gold, kind, completion in STATIC]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(verdicts == expected for verdicts in found.values()) and len(found) == 4


def test_a_deep_stack_changes_nothing():
    def deep(levels: int) -> list[Verdict]:
        return (
            deep(levels - 1)
            if levels
            else [grade(completion, gold, kind) for gold, kind, completion in STATIC]
        )

    assert all(not verdict.correct for verdict in deep(600))


NO_TEXTS = [
    None,
    5,
    5.0,
    True,
    b"\\boxed{5}",
    [],
    {},
    [[]],
    [None],
    {"content": None},
    object(),
    [{"role": "x"}],
]


@pytest.mark.parametrize("completion", NO_TEXTS)
def test_what_is_no_text_is_no_answer(completion):
    assert grade(completion, "5") == Verdict(False, "", "no_answer")


@pytest.mark.parametrize(
    "answer", [None, [], {}, object(), b"5", "", " ", "$", "5" * 2_000, "\ud800", "x" * 200_000]
)
def test_a_gold_that_cannot_be_read_is_never_paid(answer):
    verdict = grade("\\boxed{5}", answer)
    assert not verdict.correct
    assert verdict.reason in REASONS


@pytest.mark.parametrize("kind", KINDS)
@law(400)
@given(text=st.text(max_size=60))
def test_any_text_gets_a_verdict(kind, text):
    for completion in (text, f"\\boxed{{{text}}}", f"Answer: {text}", f"<answer>{text}</answer>"):
        verdict = grade(completion, GOLDS[kind], kind)
        assert isinstance(verdict, Verdict)
        assert verdict.correct == (verdict.reason == "")


@pytest.mark.parametrize("kind", KINDS)
@law(400)
@given(signs=st.lists(SIGNS, max_size=30))
def test_any_mix_of_signs_of_maths_gets_a_verdict(kind, signs):
    text = "".join(signs)
    for completion in (text, f"\\boxed{{{text}}}", f"Answer: {text}"):
        verdict = grade(completion, GOLDS[kind], kind)
        assert verdict.correct == (verdict.reason == "")
        assert verdict.reason in ("", *REASONS)


@law(400)
@given(signs=st.lists(SIGNS, max_size=30))
def test_any_mix_of_signs_is_a_gold_or_is_refused(signs):
    text = "".join(signs)
    assert grade(f"\\boxed{{{text}}}", text).reason in ("", *REASONS)
