"""The laws that drawing obeys in every family: addresses, keys, capacities, difficulty, knobs, and
how many strategies apply."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.catalog import family
from generators.distance import strategy_distances
from generators.family import Family, Faulty, dump
from generators.knobs import KnobError
from generators.problem import DIFFICULTIES, Setting
from tests.drawn import (
    ADDRESSES,
    FAMILIES,
    every_family,
    every_setting,
    law,
    problem_at,
    setting,
    solutions,
)
from tests.same_problems import SAME

ROOT = Path(__file__).parent.parent
KEY_IGNORES_WHAT_IS_ASKED = {
    "word_problems.two_quantities"
}  # asking for the other quantity is not another problem


class Survey(NamedTuple):
    """What some problems of one setting are like: claim forms, the fewest strategies applying, the
    mean measured difficulty of the reference strategy and of each other one that always applies."""

    forms: set[str]
    fewest_strategies: int
    measured: dict[str, float]


@cache
def survey(name: str, difficulty: int, problems: int = 120) -> Survey:
    forms, fewest, costs = set(), 99, {}
    always = [
        strategy.name for strategy in family(name).strategies.values() if strategy.when is None
    ]
    for index in range(problems):
        problem = setting(name, difficulty).problem(11, index)
        applying = problem.strategies()
        fewest = min(fewest, len(applying))
        for strategy in applying:
            solution = problem.solve(strategy)
            forms.update([step.claim.form for step in solution.steps])
            if strategy in always:
                costs.setdefault(strategy, []).append(
                    solution.cost.operations * solution.cost.digits
                )
    return Survey(forms, fewest, {strategy: mean(found) for strategy, found in costs.items()})


# each kind of solution set, and each shape of a product of primes, makes forms of its own
FORMS_OF_SETS = {
    "algebra.absolute_value_inequality": 150,
    "algebra.quadratic_equation": 150,
    "linear_algebra.linear_system": 200,  # where entries are missing, sums have other shapes
    "number_theory.gcd": 150,
}


def check_survey(name: str, difficulty: int, found: Survey) -> None:
    """Forms are counted once whatever way an inequality points, and whether it is strict. From
    difficulty 2 up four strategies apply."""
    forms = {re.sub(" (?:<=|>=|<|>) ", " < ", form) for form in found.forms}
    assert len(forms) < FORMS_OF_SETS.get(name, 100)
    assert found.fewest_strategies >= (4 if difficulty > 1 else 1)


@every_setting
def test_problems_make_fewer_than_a_hundred_forms_and_four_strategies_apply(name, difficulty):
    check_survey(name, difficulty, survey(name, difficulty))


@pytest.mark.slow
@every_setting
def test_so_do_a_thousand_problems(name, difficulty):
    """Of the highest difficulty, which has most forms; 300 of the others."""
    problems = 1_000 if difficulty == DIFFICULTIES[-1] else 300
    check_survey(name, difficulty, survey(name, difficulty, problems))


@every_family
def test_measured_difficulty_rises(name):
    measured = [
        survey(name, difficulty).measured[family(name).reference.name]
        for difficulty in DIFFICULTIES
    ]
    assert all(lower < higher for lower, higher in pairwise(measured)), measured


@every_setting
def test_strategies_are_far_apart(name, difficulty):
    distances = strategy_distances(family(name), difficulty)
    near = {pair: round(distance, 2) for pair, distance in distances.items() if distance < 0.3}
    assert difficulty == 1 or not near


@every_setting
@law()
@given(address=ADDRESSES)
def test_params_survive_their_json(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    again = problem.family.load(problem.params_text)
    assert again == problem.params and dump(again) == problem.params_text
    assert problem.family.key(again) == problem.family.key(problem.params)
    assert all(is_plain(getattr(again, field.name)) for field in fields(again))
    assert hash(again) == hash(problem.params)


@every_setting
@law()
@given(address=ADDRESSES)
def test_the_key_ignores_names_and_order(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    key = problem.family.key
    for other in SAME.get(name, lambda p: [])(problem.params):
        assert key(other) == key(problem.params), other


def is_plain(value: Any) -> bool:
    return (
        all(is_plain(item) for item in value)
        if isinstance(value, tuple)
        else isinstance(value, (int, str))
    )


def fingerprint(name: str) -> str:
    """One hash of everything that some problems of a family show."""
    seen = []
    for difficulty in DIFFICULTIES:
        for address in ((0, 0), (0, 1), (5, 123_456), (2**40, 3)):
            problem = problem_at(name, difficulty, address)
            seen += [
                problem.id,
                problem.params_text,
                problem.statement,
                problem.answer,
                problem.key.hex(),
                problem.split_key.hex(),
            ]
            for solution in solutions(problem):
                seen += [solution.strategy, json.dumps(solution.choices), solution.answer]
                seen += [
                    f"{step.words}|{step.brief}|{step.claim.text()}" for step in solution.steps
                ]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def fingerprint_or_error(name: str) -> str:
    try:
        return fingerprint(name)
    except Exception as error:
        return repr(error)


@cache
def fingerprints_elsewhere(hash_seed: str) -> dict[str, str]:
    """The fingerprints that another process finds, which draws the families in reverse order."""
    found = f"{{name: fingerprint_or_error(name) for name in {FAMILIES[::-1]}}}"
    code = f"from tests.test_draws import *; print(json.dumps({found}))"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@every_family
def test_the_same_address_is_the_same_problem_in_another_process(name):
    assert fingerprints_elsewhere("4242")[name] == fingerprint(name)


def distinct_keys(drawn_from: Setting, wanted: int, draws: int) -> set[bytes]:
    keys: set[bytes] = set()
    for index in range(draws):
        keys.add(drawn_from.problem(3, index).key)
        if len(keys) >= wanted:
            break
    return keys


@every_setting
def test_ten_thousand_problems_or_half_the_capacity_can_be_drawn(name, difficulty):
    drawn_from = setting(name, difficulty)
    wanted = min(10_000 if difficulty < 3 else 3_000, -(-drawn_from.capacity.problems // 2))
    assert len(distinct_keys(drawn_from, wanted, 4 * wanted)) == wanted


@every_setting
def test_there_is_room_for_a_dataset(name, difficulty):
    assert setting(name, difficulty).capacity.problems >= (20_000 if difficulty > 1 else 1_000)


@every_family
def test_problems_of_one_key_have_one_answer(name):
    """A key leaves nothing out that matters: where two problems share it, so do they their answer,
    but for its order."""
    if name in KEY_IGNORES_WHAT_IS_ASKED:
        return
    answers: dict[bytes, list[str]] = {}
    for small in small_settings(family(name)):
        for index in range(400):
            try:
                problem = small.problem(5, index)
            except (KnobError, Faulty):
                break
            value = problem.answer_value
            shown = str(sorted(value, key=str)) if isinstance(value, tuple) else str(value)
            assert answers.setdefault(problem.key, [shown]) == [shown], problem.params


@every_setting
def test_what_was_counted_beforehand_is_counted_again(name, difficulty):
    counted = family(name).counted
    assert not counted or counted[difficulty - 1] == family(name).capacity(
        setting(name, difficulty).knobs
    )


def small_settings(family: Family) -> list[Setting]:
    """Settings of few problems: each knob in turn, and all together, at the low end of what a user
    may set."""
    low = {
        name: (knob.allowed[0], knob.allowed[0])
        for name, knob in family.knobs.items()
        if isinstance(knob.allowed[0], int)
    }
    low = {
        name: value if isinstance(family.knobs[name].levels[0], tuple) else value[0]
        for name, value in low.items()
    }
    found = []
    for knobs in (low, *({name: value} for name, value in low.items())):
        try:
            found.append(Setting(family, 1, knobs))
        except KnobError:
            continue
    return found


@every_family
def test_no_setting_holds_more_problems_than_its_capacity_says(name):
    for small in [*small_settings(family(name)), setting(name, 1)]:
        try:
            capacity = small.capacity
            if capacity.problems > 2_000:
                continue
            found = len(distinct_keys(small, 10**9, 8 * capacity.problems + 100))
        except (KnobError, Faulty):
            continue  # a setting that the family refuses
        if capacity.exact:
            assert found <= capacity.problems, small.knobs
        assert found >= capacity.problems / 2, small.knobs


@every_family
@law(15)
@given(data=st.data())
def test_knobs_set_by_a_user_make_right_problems_or_are_refused(name, data):
    chosen = {}
    for knob_name, knob in family(name).knobs.items():
        if data.draw(st.booleans()):
            continue
        if isinstance(knob.levels[0], str):
            chosen[knob_name] = data.draw(st.sampled_from([str(option) for option in knob.allowed]))
            continue
        lowest, highest = (int(end) for end in knob.allowed)
        numbers = [
            number
            for level in knob.levels
            for number in (level if isinstance(level, tuple) else (level,))
        ]
        ceiling = min(highest, 2 * max(int(number) for number in numbers) + 2)
        ends = sorted(
            (data.draw(st.integers(lowest, ceiling)), data.draw(st.integers(lowest, ceiling)))
        )
        chosen[knob_name] = tuple(ends) if isinstance(knob.levels[0], tuple) else ends[0]
    try:
        problem = Setting(family(name), data.draw(st.sampled_from(DIFFICULTIES)), chosen).problem(
            1, data.draw(st.integers(0, 99))
        )
    except (KnobError, Faulty):
        return
    assert problem.statement and problem.conclusion.holds()
    for strategy in problem.strategies():
        assert problem.solve(strategy).answer == problem.answer


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__]))
