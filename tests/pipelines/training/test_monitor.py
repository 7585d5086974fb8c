"""What is watched during RL: rewards are the grader's, shares add up, and what can be zero is
logged at zero."""

import random
from collections import defaultdict

import pytest

from curricula.grading.grade import REASONS
from curricula.maths_text.digits import join_digits
from curricula.request import plain_curriculum
from curricula.working.read_completion import read_completion
from generators.catalog import family, names
from generators.problem import Problem
from generators.render import render, wording_of
from generators.trace import KINDS
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.models.examples import asked, taught
from pipelines.training.monitor import NONE, Watch, faults_of, strategies_by_type

CHAIN = "finite_fields.operation_chain"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("monitor") / "data"
    build(
        plain_curriculum(family=names(), difficulty="2", size=26 * len(names())),
        TEMPLATES["plain"],
        folder,
        "curricula generate",
    )
    return Dataset(folder)


def answers(row: dict, scratch: bool) -> dict[str, str]:
    """The right completion of a row by each strategy, as a model would write it."""
    kind = family(row["family"])
    problem = Problem(kind, kind.load(row["params"]), 0, row["problem_id"])
    found = {}
    for strategy in problem.strategies():
        solution = problem.solve(strategy)
        wording = "terse" if scratch else "natural"
        text = TEMPLATES["terse" if scratch else "plain"].show_completion(
            render(problem, solution, wording), solution.answer, strategy
        )
        found[strategy] = text
        assert not scratch or wording_of(problem, "terse") == row["wording"]
    return found


@pytest.mark.parametrize("scratch", [True, False], ids=["from scratch", "pretrained"])
def test_right_solutions_of_every_family_are_paid_and_have_no_wrong_step(data, scratch):
    seen, recognised, told = set(), 0, 0
    for row in asked(data, "rl", scratch):
        if row["family"] in seen:
            continue
        seen.add(row["family"])
        for strategy, text in answers(row, scratch).items():
            reading = read_completion(
                text if scratch else [{"role": "assistant", "content": text}], row
            )
            assert reading.verdict.correct, (row["family"], strategy, text)
            assert reading.first_wrong is None and reading.fault == "", (
                row["family"],
                strategy,
                reading,
            )
            told += 1
            recognised += reading.strategy == strategy
    assert seen == set(names()) and recognised >= 0.8 * told


def test_what_is_taught_is_paid(data):
    """The completions that SFT shows to a model from scratch, spaced as its tokens are, earn their
    answer."""
    problems = {row["problem_id"]: row for row in asked(data, "rl", True)}
    assert problems
    shown = {row["id"]: row for row in data.rows("sft", "train")}
    texts = taught(data, True)
    assert len(texts) == len(shown)
    for row, example in zip(shown.values(), texts, strict=True):
        assert example["completion"] == " ".join(example["completion"].split())
        assert (
            example["completion"].startswith(row["strategy"])
            and " ; answer " in example["completion"]
        )


@pytest.mark.parametrize(
    ("spaced", "whole"),
    [
        ("- 8 3 / 1 0 5", "-83/105"),
        ("x ; - 1 3 q = 5 2 ; answer - 3 / 4", "x ; -13 q = 52 ; answer -3/4"),
        ("answer { - 2 , - 1 / 2 }", "answer { -2 , -1/2 }"),
        ("x ^ 2 - 3 * x - ( - 4 )", "x ^ 2 - 3 * x - ( -4 )"),
        ("x = - 2 or x = - 0 . 2 5", "x = -2 or x = -0.25"),
    ],
)
def test_numbers_written_digit_by_digit_are_whole_again(spaced, whole):
    assert join_digits(spaced) == whole


def logged(
    watch: Watch, batch: list[dict], completions: list[str]
) -> tuple[list[float], dict[str, list[float]]]:
    found = defaultdict(list)
    columns = {name: [row[name] for row in batch] for name in batch[0]}
    rewards = watch(
        completions,
        log_metric=lambda name, value: found[name].append(value),
        **columns,
        trainer_state=None,
        prompts=None,
    )
    return rewards, found


def test_shares_reasons_and_faults_are_logged_and_zeros_too(data):
    batch = [row for row in asked(data, "rl", True) if row["family"] == CHAIN]
    good = [answers(row, True)["forward"] for row in batch]
    strategies = ("forward", "backward")
    watch = Watch(strategies, faults_of(batch))
    rewards, all_right = logged(watch, batch, good)
    assert rewards == [1.0] * len(batch) and all(len(values) == 1 for values in all_right.values())
    assert all_right["answer/correct"] == [1.0]
    assert {f"answer/{reason}" for reason in REASONS} | {
        f"first_wrong/{kind}" for kind in KINDS
    } <= set(all_right)
    types = {row["type"] for row in batch}
    for name in types:
        assert (
            all_right[f"share/{name}/forward"] == [1.0]
            and all_right[f"share/{name}/backward"] == [0.0] == all_right[f"share/{name}/{NONE}"]
        )
    mixed = [good[0].replace(" ; answer", ""), "", "forward", *good[3:]]
    _, some_wrong = logged(watch, batch, mixed)
    assert set(some_wrong) == set(all_right)
    for name in types:
        assert all_right[f"right/{name}/forward"] == [1.0]
        assert all_right[f"right/{name}/backward"] == [0.0]
    by_type = strategies_by_type(batch)
    assert all(names[-1] == "mirrored" for names in by_type.values())
    size = len(batch)
    assert some_wrong["answer/correct"] == [(size - 3) / size]
    assert sum(some_wrong[f"answer/{reason}"][0] for reason in REASONS) == pytest.approx(3 / size)
    assert sum(
        values[0] for name, values in some_wrong.items() if name.startswith("first_wrong/")
    ) == pytest.approx(3 / size)
    for name in types:
        assert sum(
            values[0] for key, values in some_wrong.items() if key.startswith(f"share/{name}/")
        ) == pytest.approx(1)


def test_kinds_are_the_same_for_every_process(data):
    rl = asked(data, "rl", True)
    assert set(KINDS) < set(faults_of(rl)) and "claim" in faults_of(rl)
    assert not set(KINDS) & set(faults_of(asked(data, "rl", False)))


def test_no_completion_breaks_the_reward(data):
    draw = random.Random(0)
    for scratch in (True, False):
        batch = asked(data, "rl", scratch)[:40]
        words = " ".join(next(iter(answers(row, scratch).values())) for row in batch).split() + [
            "\ud800",
            "{}",
            "٣",
            "\\boxed{",
            ";;",
            "mod 0 ::",
        ]
        completions = [" ".join(draw.choices(words, k=draw.randrange(60))) for _ in batch]
        rewards, _ = logged(Watch(("forward",), faults_of(batch)), batch, completions)
        assert len(rewards) == len(batch) and set(rewards) <= {0.0, 1.0}


def test_strategies_that_were_not_taught_are_logged_at_zero_too(data):
    """TRL averages over the updates in which a name was logged, so a share that is missing would
    be drawn from those alone in which it is above zero."""
    batch = [row for row in asked(data, "rl", True) if row["family"] == CHAIN]
    known = strategies_by_type(batch)
    assert set(known) == {row["type"] for row in batch}
    good = [answers(row, True)["forward"] for row in batch]
    _, found = logged(Watch(("forward",), (), known), batch, good)
    for name in known:
        for strategy in (*family(CHAIN).strategies, NONE, "mixed"):
            share = 1.0 if strategy == "forward" else 0.0
            assert found[f"share/{name}/{strategy}"] == [share]
