"""Laws of a solution's steps: true, telling, sourced, and missed when they are gone."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from generators.derivations.numerals import FREE, stated_numbers
from generators.derivations.sources import parts_of
from generators.derivations.texts import derivation_faults
from generators.laws.changes import (
    changed_operands,
    changed_results,
    far_changes,
    start_of_assertion,
    verdict,
)
from generators.laws.deletions import WAYS, Deletions, deletions, text_steps
from generators.laws.law import Finding, Sample, law
from generators.problem import Problem
from generators.solution import Solution, Step, filled, several, show_step

RELATION = re.compile(r" (?:=|!=|<=?|>=?|\|) ")
BRACES = re.compile(r"[{}]")
NUMBERED_LINE = re.compile(r"\(\d\)")  # "equation (3)": a name that a solution gives
NOTICED = {
    "file": 0.95,
    "healed": 0.80,
    "core": 0.75,
}  # least shares of deletions over all families
NOTICED_AT_LEAST = {"file": 0.85, "healed": 0.60, "core": 0.60}  # and of one family
BETRAYED = 0.90  # least share of changed operands that make a claim fail
CONSTANTS = 0.05  # largest share of declared constants among the numbers used


def each_step(
    sample: Sample, most: int | None = None
) -> Iterator[tuple[Problem, Solution, int, Step]]:
    for problem, solution in sample.each_solution(most):
        for index, step in enumerate(solution.steps):
            yield problem, solution, index, step


def each_claim(sample: Sample) -> Iterator[tuple[Step, str, tuple[str, str, int]]]:
    """Each claim once, but for those that are false on purpose: its step, its text, and where it
    stands first."""
    seen: set[str] = set()
    for problem, solution, index, step in each_step(sample):
        text = step.claim.text()
        if text not in seen and index != solution.fault_step:
            seen.add(text)
            yield step, text, (problem.id, solution.strategy, index)


@law()
def every_claim_holds_and_reads_back(sample: Sample) -> Iterator[Finding]:
    """Every claim holds, and its text read again is the same claim. Write the claim the way that
    the finding says it is read back."""
    for step, text, place in each_claim(sample):
        if not step.claim.holds():
            yield Finding(f"{text} does not hold", *place)
            continue
        try:
            again = Claim.read(text)
        except Unreadable as error:
            yield Finding(f"{text} cannot be read back: {error}", *place)
            continue
        if again.text() != text:
            yield Finding(f"{text} is read back as {again.text()}", *place)
        elif not again.holds():
            yield Finding(f"{text} no longer holds when it is read back", *place)


@law()
def a_wrong_choice_fails_at_the_conclusion(sample: Sample) -> Iterator[Finding]:
    """Default choices are right; of a wrong one only the conclusion fails. Return what was reached,
    and give the right option as the default."""
    for problem, solution in sample.each_solution():
        place = problem.id, solution.strategy
        failing = [i for i, step in enumerate(solution.steps) if not step.claim.holds()]
        expected = [] if solution.correct else [solution.fault_step]
        if failing != expected:
            yield Finding(f"steps {failing} fail, {expected} were expected to", *place)
        if (solution.answer == problem.answer) != solution.correct:
            yield Finding(f"answer {solution.answer} of {problem.answer}", *place)
    for problem in sample.each_problem():
        for name in problem.strategies():
            if not problem.solve(name).correct:
                yield Finding("with its default choices it is wrong", problem.id, name)


@law()
def no_claim_is_vacuous(sample: Sample) -> Iterator[Finding]:
    """No claim is true whatever its numbers, nor says that a thing is itself. Leave the line out,
    or show what is worked out on one side and the result on the other."""
    for step, text, place in each_claim(sample):
        reason = vacuity(text, step.claim.shown())
        if reason:
            yield Finding(f"{text} {reason}", *place)


def vacuity(text: str, assertion: str) -> str:
    """Why a claim says nothing; empty where it says something."""
    for part in re.split(r", | or ", re.sub(r" ?\* ?(?=[a-z(])", "", assertion)):
        members = RELATION.split(part)
        if any(a == b for a, b in zip(members, members[1:], strict=False)):
            return f"says that {part}"
    # an assertion without a number, such as `y = x`, speaks of its subject's
    start = start_of_assertion(text) if re.search(r"\d", assertion) else 0
    ending = text[start:]
    if not re.search(r"\d", ending):
        return ""
    changes = [*changed_operands(ending, 0), *far_changes(ending)]
    if all(verdict(text[:start] + changed) for changed in changes):
        return "is true whatever its numbers"
    return ""


@law()
def no_step_repeats_an_earlier_one(sample: Sample) -> Iterator[Finding]:
    """No line stands twice in a solution with the same words, claim and premises. Say in the words
    what is new, or leave the second line out."""
    for problem, solution in sample.each_solution():
        lines = Counter(
            (filled(step.words, step.claim), step.claim.text(), step.premises)
            for step in solution.steps
        )
        for (words, claim, _), count in lines.items():
            if count > 1:
                line = words.replace("{}", claim)
                yield Finding(f"{count} times: {line}", problem.id, solution.strategy)


@law()
def every_number_in_words_has_a_source(sample: Sample) -> Iterator[Finding]:
    """A number in a line's words stands in its claim, the statement or an earlier line. Show
    numbers through holes such as {a}, and let the claim hold them."""
    for problem, solution in sample.each_solution():
        known = problem.stated | stated_numbers(problem.statement) | {0, 1, 2}
        for index, step in enumerate(solution.steps):
            known |= set(chain.from_iterable(map(parts_of, map(abs, step.claim.values))))
            known |= stated_numbers(step.claim.text())
            place = problem.id, solution.strategy, index
            for phrasing in {*several(step.phrasings), *several(step.because)}:
                words = NUMBERED_LINE.sub("", filled(phrasing, step.claim, problem.names))
                said = {number for number in stated_numbers(words) if digits_in(number, words)}
                missing = said - known
                if missing:
                    yield Finding(f"no source for {min(missing)} in the words {words!r}", *place)
            if step.words and BRACES.search(show_step(step, problem.names)):
                yield Finding(f"a brace in {show_step(step, problem.names)!r}", *place)


def digits_in(number: Any, words: str) -> bool:
    """Whether a number stands in digits; a number word such as `two` needs no source."""
    return re.search(rf"(?<!\w){number}(?!\w)", words) is not None


@law()
def a_changed_number_is_betrayed(sample: Sample) -> Iterator[Finding]:
    """A changed result makes a claim fail always, another changed number in 90 % of cases. Write =
    instead of <, and use each number in what is worked out."""
    seen: set[str] = set()
    tried = betrayed = 0
    survivors: Counter[str] = Counter()
    for problem, solution, index, step in each_step(sample, most=8):
        text = step.claim.text()
        if text in seen or index == solution.fault_step:
            continue
        seen.add(text)
        for changed in changed_results(text):
            if verdict(changed):
                place = problem.id, solution.strategy, index
                yield Finding(f"{text} still holds as {changed}", *place)
        for changed in changed_operands(text):
            fails = not verdict(changed)
            tried, betrayed = tried + 1, betrayed + fails
            survivors[step.claim.form] += not fails
    if betrayed < BETRAYED * tried:
        form = survivors.most_common(1)[0][0]
        yield Finding(f"{betrayed / tried:.1%} of {tried} changes betrayed, least in {form}")


@law()
def a_missing_line_is_noticed(sample: Sample) -> Iterator[Finding]:
    """A line taken out of a file, out of a healed file or by the strategy is noticed. Let each line
    find a number that a later one uses; mark it :new, or name the line in rests_on."""
    found = deletions_of(sample)
    for way in WAYS:
        if found.share(way) < NOTICED_AT_LEAST[way]:
            missed = (found.missed or {}).get(way) or [""]
            yield Finding(
                f"{way}: {found.share(way):.1%} of {found.tried} deletions noticed,"
                f" at least {NOTICED_AT_LEAST[way]:.0%} wanted; missed first: {missed[0]}"
            )


@law()
def a_derivation_stands_in_its_texts(sample: Sample) -> Iterator[Finding]:
    """What `verify` reads in a file finds nothing wrong in a solution's derivation. Let the line
    that the finding names take each number from the statement or a line before it; mark what it
    finds :new."""
    for problem, solution in sample.each_solution(most=10):
        if solution.correct:
            texts = text_steps(problem, solution)
            faults = derivation_faults(texts, problem.statement, problem.names, solution.answer)
            for index, reason in faults:
                yield Finding(reason, problem.id, solution.strategy, index)


def deletions_of(sample: Sample, difficulty: int = 3) -> Deletions:
    """The deletions of every line of the right solutions at one difficulty."""
    found = Deletions()
    for problem in sample.problems[difficulty]:
        for solution in sample.solutions(problem):
            if solution.correct:
                for index, noticed in deletions(problem, solution):
                    found.add(f"{problem.id}, {solution.strategy}, step {index}", noticed)
    return found


@law(advice=True)
def constants_are_rare(sample: Sample) -> Iterator[Finding]:
    """At most 5 % of the numbers that steps use are constants that they declare. Find the number in
    a line of its own, or let the statement tell it."""
    used = declared = 0
    examples: Counter[str] = Counter()
    for _, solution, _, step in each_step(sample):
        if step.role == "main":
            constants = [number for number in step.constants if number not in (*FREE, 2)]
            used += len(step.claim.values) - len(step.found)
            declared += len(constants)
            examples[f"{solution.strategy}: {step.claim.text()}"] += len(constants)
    if declared > CONSTANTS * used:
        example = examples.most_common(1)[0][0]
        yield Finding(f"{declared} constants among {used} numbers, such as in {example}")
