"""The laws that every solution of every family obeys: true and telling steps, sourced numbers,
claims that betray a change."""

import re
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from generators.answers.answer import canonical
from generators.claims.claim import Claim
from generators.problem import DIFFICULTIES, Problem
from generators.solution import show_steps
from tests.drawn import (
    ADDRESSES,
    NUMBER,
    changed_operands,
    changed_results,
    claims,
    every_family,
    every_setting,
    law,
    problem_at,
    setting,
    solutions,
    verdict,
)

RELATION = re.compile(r" (?:=|!=|<=?|>=?|\|) ")


@every_setting
@law()
@given(address=ADDRESSES)
def test_every_claim_holds_and_reading_its_text_gives_it_back(name, difficulty, address):
    for claim in claims(problem_at(name, difficulty, address)):
        text = claim.text()
        assert claim.holds(), text
        again = Claim.read(text)
        assert again.text() == text
        assert again.holds(), f"{text}, read as {again}"


@every_setting
@law()
@given(address=ADDRESSES)
def test_only_the_conclusion_of_a_wrong_solution_fails(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    for solution in solutions(problem):
        failing = [i for i, step in enumerate(solution.steps) if not step.claim.holds()]
        assert failing == ([] if solution.correct else [solution.fault_step])
        assert (solution.answer == problem.answer) == solution.correct
    for strategy in problem.strategies():
        solution = problem.solve(strategy)
        assert solution.correct, f"{strategy} with its default choices is wrong"
        assert solution.steps[-1].claim == problem.conclusion
        assert len(solution.steps) > 1, f"{strategy} has no step of its own"


@every_setting
@law()
@given(address=ADDRESSES)
def test_no_claim_is_vacuous(name, difficulty, address):
    for claim in claims(problem_at(name, difficulty, address)):
        assertion = claim.shown()
        for part in re.split(r", | or ", re.sub(r" ?\* ?(?=[a-z(])", "", assertion)):
            members = RELATION.split(part)
            assert all(a != b for a, b in zip(members, members[1:], strict=False)), (
                f"{claim.text()} says that {part}"
            )
        text = claim.text()
        start = (
            len(text) - len(assertion) if re.search(r"\d", assertion) else 0
        )  # `y = x` speaks of its subject alone
        changes = [
            text[:start] + changed
            for changed in (*changed_operands(text[start:], 0), *far_changes(text[start:]))
        ]
        assert not all(verdict(changed) for changed in changes), (
            f"{claim.text()} is true whatever its numbers"
        )


def far_changes(text: str) -> list[str]:
    return [
        text[: m.start()] + far + text[m.end() :]
        for m in re.finditer(r"\d+", text)
        for far in ("0", "1000003")
    ]


@every_setting
@law()
@given(address=ADDRESSES)
def test_no_step_repeats_an_earlier_one(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    for solution in solutions(problem):
        lines = Counter((step.words, step.claim.text()) for step in solution.steps)
        repeated = [line for line, count in lines.items() if count > 1]
        assert not repeated, f"{solution.strategy} on {problem.id}: {repeated[0]}"


@every_setting
@law()
@given(address=ADDRESSES)
def test_every_number_shown_has_a_source(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    for solution in solutions(problem):
        known = set(NUMBER.findall(problem.statement))
        for step in solution.steps:
            shown = "".join(show_steps([step], problem.names))
            own = set(NUMBER.findall(shown)) - set(NUMBER.findall(step.words)) | set(
                NUMBER.findall(step.claim.text())
            )
            in_words = set(NUMBER.findall(step.words))
            assert in_words <= known | own, (
                f"{solution.strategy} on {problem.id}: no source for {in_words - known - own} in {step}"
            )
            known |= own | in_words
            assert not re.search("[{}]", shown), f"a brace in {shown}"


@every_family
def test_a_changed_number_is_betrayed(name):
    """A changed result always makes a claim fail, another changed number in at least 90 % of cases."""
    betrayed, survived, total = 0, Counter(), 0
    for difficulty in DIFFICULTIES:
        for index in range(8):
            for claim in claims(setting(name, difficulty).problem(7, index)):
                text = claim.text()
                for changed in changed_results(text):
                    assert not verdict(changed), f"{text} still holds as {changed}"
                for changed in changed_operands(text):
                    fails = not verdict(changed)
                    total, betrayed = total + 1, betrayed + fails
                    survived[claim.form] += not fails
    assert betrayed >= 0.9 * total, (
        f"{betrayed / total:.1%} of {total}; most often not by {survived.most_common(3)}"
    )


@every_setting
@law()
@given(address=ADDRESSES)
def test_the_conclusion_speaks_of_the_statements_own_numbers(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    in_statement = set(NUMBER.findall(problem.statement))
    symbols = problem.names or ()
    in_statement |= {str(number) for number, symbol in enumerate(symbols) if symbol in in_statement}
    in_answer = set(NUMBER.findall(str(problem.answer_value)))
    subject = re.sub(r"[a-z]\^\d+", "", problem.conclusion.text())
    unknown = set(NUMBER.findall(subject)) - in_statement - in_answer - {"0", "1"}
    assert not unknown, f"{unknown} in {problem.conclusion.text()} are not in: {problem.statement}"


@every_setting
@law()
@given(address=ADDRESSES)
def test_the_conclusion_refuses_every_other_answer(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    for other in other_answers(problem):
        claim = problem.family.conclusion(problem.params, other)
        assert not claim.holds(), f"{claim.text()} holds too; the answer is {problem.answer}"


def other_answers(problem: Problem) -> list[Any]:
    """Values of the answer's type, near it."""
    value = problem.answer_value
    if problem.answer_kind == "symbol":
        return [other for other in range(len(problem.names or ())) if other != value]
    if problem.answer_kind == "boolean":
        return [not value]
    if problem.answer_kind == "residue":
        return [((value[0] + step) % value[1], value[1]) for step in (1, value[1] - 1)]
    return near(value)


def near(value: Any) -> list[Any]:
    if isinstance(value, int):
        return [value + 1, value - 1, value + 10, *([-value] if value else [])]
    if isinstance(value, Fraction):
        return (
            [value + 1, value - Fraction(1, value.denominator), -value]
            if value
            else [Fraction(1), Fraction(1, 2)]
        )
    if isinstance(value, tuple):
        return [
            (*value[:i], other, *value[i + 1 :])
            for i in range(len(value))
            for other in near(value[i])
        ]
    if isinstance(value, (set, frozenset)):
        return [
            type(value)({*value} - {member} | {other})
            for member in value
            for other in near(member)
            if other not in value
        ]
    return []


@every_setting
@law()
@given(address=ADDRESSES)
def test_the_answer_is_its_canonical_text(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    text = problem.answer
    assert text.isascii() and text.isprintable() and text == text.strip() != ""
    if problem.names is not None:
        assert problem.names.index(text) == problem.answer_value
        return
    assert text == canonical(problem.answer_kind, problem.answer_value)
    kind, value = problem.answer_kind, problem.answer_value
    if kind in ("integer", "rational"):
        assert Fraction(text) == value and str(Fraction(text)) == text
    elif kind in ("tuple", "set"):
        inner = text[1:-1]
        numbers = [Fraction(part) for part in inner.split(", ")] if inner else []
        assert numbers == (list(value) if kind == "tuple" else sorted(set(value)))
    elif kind == "residue":
        residue, modulus = map(int, text.split(" mod "))
        assert (residue, modulus) == (value[0] % value[1], value[1])


@every_setting
@law()
@given(address=ADDRESSES)
def test_the_statement_reads_as_a_sentence(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    family = problem.family
    assert len(family.statements) >= 3
    for phrasing in range(len(family.statements)):
        text = Problem(family, problem.params, phrasing, problem.id).statement
        assert (
            text.isascii()
            and text == text.strip()
            and "  " not in text
            and " ," not in text
            and " ." not in text
        ), text
        assert text[0].isupper() or text[0].isdigit(), text
        assert not re.search(r"\{p|\bNone\b|\+ -|- -|\b1[a-z]\b|= \+|\(\)", text), text


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__]))
