"""What is known of one problem when a completion is judged step by step: its solutions by every
strategy, and what their claims speak of.

Everything comes from the problem itself, rebuilt from its params by its family, or from the
solutions that a data set's row holds; there is no code for any one family. Making it takes as long
as solving the problem by every strategy, so it is kept for a group.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from typing import Any, NamedTuple

from curricula.maths_text.spans import Span, spans_of
from curricula.working.outline import Outline, shape
from curricula.working.route import Route, key_of, route_of
from generators.catalog import UnknownFamily, family
from generators.claims.printer import split
from generators.claims.remembered import Remembered
from generators.errors import DatasetError
from generators.problem import Problem

CHOICES = 64  # combinations of a strategy's free choices that are followed
KEPT = 1_024  # problems whose references are remembered
NUMBERS = re.compile(r"\d+", re.ASCII)
LETTER = re.compile(r"(?<![A-Za-z])[a-z](?![A-Za-z])", re.ASCII)


class NoReferences(DatasetError, LookupError):
    """A row names no family that exists and holds no solutions, so that its problem cannot be
    rebuilt."""


class Reference(NamedTuple):
    """One solution: its strategy, and its claims without the conclusion, each as the spans that a
    learner sees."""

    strategy: str
    claims: tuple[tuple[Span, ...], ...]


class References:
    """The solutions of one problem. `solutions` are pairs of a strategy and its claims' texts, the
    conclusion last."""

    def __init__(
        self,
        solutions: Sequence[tuple[str, Sequence[str]]],
        conclusion: str,
        statement: str,
        names: Sequence[str] | None = None,
    ) -> None:
        self.texts = solutions
        self.conclusion, self.statement, self.names = conclusion, statement, names
        self.strategies = list(dict.fromkeys(strategy for strategy, _ in solutions))

    @classmethod
    def of_problem(cls, problem: Problem[Any]) -> "References":
        """By every strategy that applies, with every combination of its free choices."""
        solutions = [
            (strategy, texts)
            for strategy in problem.strategies()
            for texts in ways_of(problem, strategy)
        ]
        return cls(solutions, problem.conclusion.text(), problem.statement, problem.names)

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "References":
        """From a row of any config of a data set. Raises NoReferences."""
        try:
            return REBUILT[row["family"], row["params"]]
        except (UnknownFamily, ValueError, TypeError, KeyError, AttributeError):
            pass
        solutions = row.get("solutions") or []
        right = [solution for solution in solutions if solution["correct"]] or solutions
        if not right:
            raise NoReferences(
                f"{row.get('id')}: no family is called {row.get('family')!r} here, and the row"
                " holds no solutions; name the family's folder with --family-dir"
            )
        texts = [
            (solution["strategy"], [step["claim"] for step in solution["steps"]])
            for solution in solutions
        ]
        return cls(
            texts, right[0]["steps"][-1]["claim"], row.get("statement") or "", row.get("names")
        )

    @cached_property
    def solutions(self) -> list[Reference]:
        return [
            Reference(strategy, tuple([shown(text) for text in texts[:-1]]))
            for strategy, texts in self.texts
        ]

    @cached_property
    def outlines(self) -> list[tuple[str, Outline]]:
        """Each strategy with what its solutions pass through, lines that only state an answer left
        out; those that pass through nothing are not among them."""
        working = [
            (strategy, [span for claim in claims for span in claim if not self.concludes(span)])
            for strategy, claims in self.solutions
        ]
        return [(strategy, Outline(spans)) for strategy, spans in working if spans]

    @cached_property
    def written(self) -> dict[str, Outline]:
        """For each strategy the outline of all that its solutions write, in all of its ways
        together."""
        found: dict[str, list[Span]] = {}
        for strategy, claims in self.solutions:
            found.setdefault(strategy, []).extend([span for claim in claims for span in claim])
        return {strategy: Outline(spans) for strategy, spans in found.items()}

    @cached_property
    def routes(self) -> list[Route]:
        """The lines of each solution, those that only state an answer left out."""
        found = [
            [
                key_of(span)
                for claim in claims
                for span in claim
                if len(span.numbers) > 1 and not self.concludes(span)
            ]
            for _, claims in self.solutions
        ]
        return [route_of(keys) for keys in found if keys]

    @cached_property
    def verdicts(self) -> dict[Any, str]:
        """Verdicts on spans of completions of this problem, kept because the completions of a group
        have many in common."""
        return {}

    @cached_property
    def concluding(self) -> dict[str, set[tuple[str, ...]]]:
        """The shapes of what the conclusion shows, with the numbers that it takes from the
        statement."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for span in shown(self.conclusion):
            found.setdefault(shape(span), set()).add(given(span))
        return found

    def concludes(self, span: Span) -> bool:
        """Whether a span only states an answer, right or wrong, as the conclusion does."""
        numbers = self.concluding.get(shape(span))
        return numbers is not None and given(span) in numbers

    @cached_property
    def subjects(self) -> dict[str, set[str]]:
        """For each kind of shown span: the subjects that claims of this kind have, '' for none.
        Functions of the statement's numbers, which give a count its meaning, are not among them: a
        learner does not see them."""
        found: dict[str, set[str]] = {}
        for text in {text for _, texts in self.texts for text in texts}:
            subject, separator, _ = text.rpartition(" :: ")
            kept = subject if separator and ("=" in subject or subject.startswith("mod ")) else ""
            for span in shown(text):
                kind = kind_of(span.text)
                if kind is not None:
                    found.setdefault(kind, set()).add(kept)
        return found

    @cached_property
    def moduli(self) -> list[str]:
        """The subjects `mod m`."""
        return sorted(
            {
                subject
                for found in self.subjects.values()
                for subject in found
                if subject.startswith("mod ")
            }
        )

    @cached_property
    def speaks_of_maps(self) -> bool:
        """Whether letters in claims modulo a number stand for any number, so that such a line is an
        identity or wrong."""
        return any(
            [
                LETTER.search(form) is not None
                for form, found in self.subjects.items()
                if any([subject.startswith("mod ") for subject in found])
            ]
        )

    @cached_property
    def equations(self) -> list[str]:
        """The subjects that are equations in the unknowns of the statement itself, which no learner
        can name otherwise."""
        in_statement = letters_of(self.statement)
        found = {
            subject for subjects in self.subjects.values() for subject in subjects if "=" in subject
        }
        return sorted([subject for subject in found if letters_of(subject) <= in_statement])

    @cached_property
    def unknown_in(self) -> dict[str, str]:
        """The subjects that are one equation in one unknown, and that unknown."""
        found = {
            subject
            for subjects in self.subjects.values()
            for subject in subjects
            if subject.count("=") == 1
        }
        return {
            subject: min(letters_of(subject))
            for subject in sorted(found)
            if len(letters_of(subject)) == 1
        }


def ways_of(problem: Problem[Any], strategy: str) -> Iterator[list[str]]:
    """The claims' texts by a strategy with each combination of its free choices, each text once."""
    choices = problem.family.strategies[strategy].choices
    seen = set()
    for options in islice(product(*choices.values()), CHOICES):
        texts = [
            step.claim.text()
            for step in problem.solve(strategy, **dict(zip(choices, options, strict=True))).steps
        ]
        if tuple(texts) not in seen:
            seen.add(tuple(texts))
            yield texts


def rebuilt(place: tuple[str, str]) -> References:
    name, params = place
    found = family(name)
    json.loads(params)
    return References.of_problem(Problem(found, found.load(params), 0, name))


REBUILT: Remembered[tuple[str, str], References] = Remembered(rebuilt, limit=KEPT)


def kind_of(text: str) -> str | None:
    """The form of a span, whatever the signs of its numbers; None where it has none."""
    try:
        return split(text)[0].replace(" - ", " + ").replace("({})", "{}")
    except ValueError:
        return None


def letters_of(equation: str) -> set[str]:
    return set(LETTER.findall(equation))


def given(span: Span) -> tuple[str, ...]:
    """The numbers before the last `=`, rising; none of alternatives."""
    return (
        () if " or " in span.text else tuple(sorted(NUMBERS.findall(span.text.rpartition("=")[0])))
    )


def shown(text: str) -> tuple[Span, ...]:
    """The spans of what a claim shows."""
    return tuple(spans_of(text.rpartition(" :: ")[2], {}))
