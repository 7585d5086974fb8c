"""What is known of one problem when a completion is judged step by step: its solutions by every
strategy, and what their claims speak of.

Everything comes from the problem itself, rebuilt from its params by its family, or from the
solutions that a dataset's row holds; there is no code for any one family. Making it takes as long
as solving the problem by every strategy, so it is kept for a group.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, product, repeat
from typing import Any, NamedTuple

from curricula.maths_text.spans import Span, spans_of
from curricula.working.outline import Outline, shape
from curricula.working.route import Key, Route, key_of, route_of
from generators.catalog import UnknownFamily, family
from generators.claims.claim import Claim
from generators.claims.printer import split
from generators.claims.reader import Unreadable
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
    """One solution: its strategy, and the spans of its claims as a learner sees them, without the
    conclusion."""

    strategy: str
    spans: tuple[Span, ...]


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
            zip(repeat(strategy), ways_of(problem, strategy)) for strategy in problem.strategies()
        ]
        return cls(
            list(chain.from_iterable(solutions)),
            problem.conclusion.text(),
            problem.statement,
            problem.names,
        )

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "References":
        """From a row of any config of a dataset. Raises NoReferences."""
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
        """Each solution, by its spans."""
        return [
            Reference(strategy, tuple(chain.from_iterable([shown(text) for text in texts[:-1]])))
            for strategy, texts in self.texts
        ]

    @cached_property
    def outlines(self) -> list[tuple[str, Outline]]:
        """Each strategy with what its solutions pass through, lines that only state an answer left
        out; those that pass through nothing are not among them."""
        working = [
            (strategy, [span for span in spans if not self.concludes(span)])
            for strategy, spans in self.solutions
        ]
        return [(strategy, Outline(spans)) for strategy, spans in working if spans]

    @cached_property
    def written(self) -> dict[str, Outline]:
        """For each strategy the outline of all that its solutions write, in all of its ways
        together."""
        spans_of_strategy: dict[str, list[Span]] = {}
        for strategy, spans in self.solutions:
            spans_of_strategy.setdefault(strategy, []).extend(spans)
        return {strategy: Outline(spans) for strategy, spans in spans_of_strategy.items()}

    @cached_property
    def routes(self) -> list[Route]:
        """The lines of each solution, those that only state an answer left out."""
        keys_of_solutions = [
            [key_of(span) for span in spans if len(span.numbers) > 1 and not self.concludes(span)]
            for _, spans in self.solutions
        ]
        return [route_of(keys) for keys in keys_of_solutions if keys]

    @cached_property
    def verdicts(self) -> dict[Any, str]:
        """Verdicts on spans of completions of this problem, kept because the completions of a group
        have many in common."""
        return {}

    @cached_property
    def concluding(self) -> dict[str, set[tuple[str, ...]]]:
        """The shapes of what the conclusion shows, with the numbers that it takes from the
        statement."""
        numbers_of_shape: dict[str, set[tuple[str, ...]]] = {}
        for span in shown(self.conclusion):
            numbers_of_shape.setdefault(shape(span), set()).add(operands(span))
        return numbers_of_shape

    def concludes(self, span: Span) -> bool:
        """Whether a span only states an answer, right or wrong, as the conclusion does."""
        numbers = self.concluding.get(shape(span))
        return numbers is not None and operands(span) in numbers

    @cached_property
    def subjects(self) -> dict[str, set[str]]:
        """For each kind of shown span: the subjects that claims of this kind have, '' for none.
        Functions of the statement's numbers, which give a count its meaning, are not among them: a
        learner does not see them."""
        subjects: dict[str, set[str]] = {}
        for text in set(chain.from_iterable([texts for _, texts in self.texts])):
            subject, separator, _ = text.rpartition(" :: ")
            visible = separator and (states(subject) or subject.startswith("mod "))
            for kind in filter(None, [kind_of(span.text) for span in shown(text)]):
                subjects.setdefault(kind, set()).add(subject if visible else "")
        return subjects

    @cached_property
    def different_subjects(self) -> list[str]:
        """Every subject once, sorted."""
        return sorted(set(chain.from_iterable(self.subjects.values())))

    @cached_property
    def premises(self) -> set[Key]:
        """The equations that claims rest on and no solution works out, by their numbers: those of
        the statement, which a line may say again."""
        equations = [shown(subject) for subject in self.different_subjects if "=" in subject]
        worked_out = chain.from_iterable([spans for _, spans in self.solutions])
        keys = {key_of(span) for span in chain.from_iterable(equations)}
        return keys - {key_of(span) for span in worked_out}

    @cached_property
    def moduli(self) -> list[str]:
        """The subjects `mod m`."""
        return [subject for subject in self.different_subjects if subject.startswith("mod ")]

    @cached_property
    def speaks_of_maps(self) -> bool:
        """Whether letters in claims modulo a number stand for any number, so that such a line is an
        identity or wrong."""
        return any(
            [
                LETTER.search(form) is not None
                for form, subjects in self.subjects.items()
                if any([subject.startswith("mod ") for subject in subjects])
            ]
        )

    @cached_property
    def equations(self) -> list[str]:
        """The subjects that are equations or inequalities in the unknowns of the statement itself,
        which no learner can name otherwise."""
        in_statement = letters_of(self.statement)
        return [
            subject
            for subject in self.different_subjects
            if states(subject) and letters_of(subject) <= in_statement and self.keeps(subject)
        ]

    def keeps(self, subject: str) -> bool:
        """Whether an equation has all solutions of the problem; one case of several has not."""
        given = self.conclusion.rpartition(" :: ")[0]
        try:
            return not states(given) or Claim.read(f"{given} :: {subject}").holds()
        except Unreadable:
            return True

    @cached_property
    def unknown_in(self) -> dict[str, str]:
        """The subjects that are one equation in one unknown, and that unknown."""
        return {
            subject: min(letters_of(subject))
            for subject in self.different_subjects
            if subject.count("=") == 1
            and len(letters_of(subject)) == 1
            and not any(sign in subject for sign in "<>")
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


def rebuilt(address: tuple[str, str]) -> References:
    """The references of the problem of that family's name and those params."""
    name, params = address
    known = family(name)
    return References.of_problem(Problem(known, known.load(params), 0, name))


REBUILT: Remembered[tuple[str, str], References] = Remembered(rebuilt, limit=KEPT)


def states(subject: str) -> bool:
    """Whether a subject is a relation, which a learner sees, and not only a function's value."""
    return any(sign in subject for sign in "=<>")


def kind_of(text: str) -> str | None:
    """The form of a span, whatever the signs of its numbers; None where it has none."""
    try:
        return split(text)[0].replace(" - ", " + ").replace("({})", "{}")
    except ValueError:
        return None


def letters_of(equation: str) -> set[str]:
    return set(LETTER.findall(equation))


def operands(span: Span) -> tuple[str, ...]:
    """The numbers before the last `=`, rising; none of alternatives."""
    return (
        () if " or " in span.text else tuple(sorted(NUMBERS.findall(span.text.rpartition("=")[0])))
    )


def shown(text: str) -> tuple[Span, ...]:
    """The spans of what a claim shows."""
    return tuple(spans_of(text.rpartition(" :: ")[2], {}))
