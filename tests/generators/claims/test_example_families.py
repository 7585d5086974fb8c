"""A small family for each kind of claim: its steps hold, are derived and read back, its corrupted
solutions fail where they say, and its own lines are never judged wrong."""

from pathlib import Path

import pytest

from curricula.working.references import References
from curricula.working.steps import read_steps
from generators.catalog import add_folder, family
from generators.claims.claim import Claim
from generators.faults.error_injection import NoSlip, corrupt
from generators.laws import BOOK, Sample
from generators.problem import Setting
from generators.render import render
from generators.solution import Solution
from generators.stream import Stream

HOME = Path(__file__).parent.parent / "example_families"
NAMES = sorted([f"{file.parent.name}.{file.stem}" for file in HOME.glob("[a-z]*/[a-z]*.py")])
LAWS = [
    "the_conclusion_refuses_other_answers",
    "the_answer_is_canonical",
    "every_claim_holds_and_reads_back",
    "a_wrong_choice_fails_at_the_conclusion",
    "no_claim_is_vacuous",
    "no_step_repeats_an_earlier_one",
    "every_number_in_words_has_a_source",
]


@pytest.fixture(scope="module", autouse=True)
def example_families():
    from generators import catalog

    before = list(catalog._folders)
    add_folder(HOME)
    yield
    catalog._folders[:] = before


def solutions(name: str, count: int = 6):
    for difficulty in (1, 3, 5):
        setting = Setting(family(name), difficulty)
        for index in range(count):
            problem = setting.problem(11, index)
            for strategy in problem.strategies():
                yield problem, problem.solve(strategy)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("law", LAWS)
def test_laws_of_claims(name, law):
    findings = list(BOOK.laws[law].run(Sample(family(name), size=6)))
    assert not findings, "\n".join(map(str, findings[:3]))


@pytest.mark.parametrize("name", NAMES)
def test_corrupted_solutions_fail_where_they_say(name):
    found: list[Solution] = []
    for problem, solution in solutions(name):
        try:
            wrong = corrupt(problem, solution, Stream("test", problem.id, solution.strategy))
        except NoSlip:
            continue
        failing = [i for i, step in enumerate(wrong.steps) if not step.claim.holds()]
        assert failing[0] == wrong.fault_step and failing[-1] == len(wrong.steps) - 1
        assert all(not Claim.read(wrong.steps[i].claim.text()).holds() for i in failing)
        found.append(wrong)
    assert len(found) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_own_lines_are_never_judged_wrong(name):
    for problem, solution in solutions(name, count=3):
        steps = read_steps(render(problem, solution, "natural"), References.of_problem(problem))
        assert steps.first_wrong is None, steps.lines[steps.first_wrong or 0]


def test_every_kind_of_claim_has_its_family():
    assert [name.partition(".")[0] for name in NAMES] == [
        *("calculus", "definitions", "labels", "matrices", "numbers", "order", "surds")
    ]
