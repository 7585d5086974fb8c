"""What is known of one problem when a completion is judged step by step: its solutions by every
strategy, and what their claims speak of.

Everything comes from the problem itself, rebuilt from its params by its family, or from the
solutions that a dataset's row holds; there is no code for any one family. Making it takes as long
as solving the problem by every strategy, so it is kept for a group.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain, filterfalse, islice, product
from typing import Any, Generic, NamedTuple, TypeVar, cast

from curricula.maths_text.spans import Span, lines_of, may_claim, spans_of
from curricula.working.equations import (
    Key,
    is_bare,
    links_of,
    lone,
    members_of,
    numerals_of_numbers,
)
from curricula.working.outline import Outline, shape
from curricula.working.route import Claimed, Route, Worked, route_of
from curricula.working.row_params import PARAMS
from generators.arguments import wrong_type
from generators.catalog import UnknownFamily
from generators.claims.claim import Claim
from generators.claims.printer import split
from generators.claims.reader import IMAGINARY_UNIT, Unreadable
from generators.claims.remembered import Remembered
from generators.errors import DatasetError
from generators.problem import Problem
from generators.solution import Step
from generators.trace import Trace

T = TypeVar("T")
MISSING = object()
LIKE = 3  # numbers that a completion and its solution may differ by, as a modulus not written
CHOICES = 64  # combinations of a strategy's free choices that are followed
KEPT = 1_024  # problems whose references are remembered
BRACKETED = re.compile(r"-?\(\{\}/\{\}\)")  # a fraction, as LaTeX is read
NUMBERS = re.compile(r"\d+", re.ASCII)
LETTER = re.compile(r"(?<![A-Za-z])[a-z](?![A-Za-z])", re.ASCII)
ORDER_SIGN = re.compile(r"[<>]")


class NoReferences(DatasetError, LookupError):
    """A row names no family that exists and holds no solutions, so that its problem cannot be
    rebuilt."""


class Derived(NamedTuple):
    """What is known of one step as a part of a derivation (generators/derivation): the numbers that
    it gives and those that it brings in itself, the steps that it rests on, and its role."""

    gives: Sequence[Any]
    constants: Sequence[Any]
    premises: Sequence[int]
    role: str


@dataclass(frozen=True, eq=False)
class Way:
    """One solution: its strategy, its claims' texts, the conclusion last, and what is known of its
    steps, None for nothing."""

    strategy: str
    texts: Sequence[str]
    derivation: Sequence[Derived] | None

    @cached_property
    def numerals(self) -> frozenset[str]:
        return frozenset(NUMBERS.findall(" ".join(self.texts)))


class Unfolded(Generic[T]):
    """What an iterator gives, taken from it as far as it is asked for, and kept."""

    def __init__(self, source: Iterator[T]) -> None:
        self.source = source
        self.kept: list[T] = []

    def __iter__(self) -> Iterator[T]:
        place = 0
        while True:
            if place == len(self.kept):
                found = next(self.source, MISSING)
                if found is MISSING:
                    return
                self.kept.append(cast("T", found))
            yield self.kept[place]
            place += 1


class Answer(NamedTuple):
    """The answer of a problem, and its kind where it is known."""

    text: str | None
    kind: str | None


class Reference(NamedTuple):
    """One solution: its strategy, and the spans of its claims as a learner sees them, without the
    conclusion."""

    strategy: str
    spans: tuple[Span, ...]


class References:
    """The solutions of one problem. `solutions` are pairs of a strategy and its claims' texts, the
    conclusion last; `derivations` say what is known of each one's steps, where it is known. Of a
    `problem` each strategy is followed when it is asked for. `trace` reads the lines of a terse
    completion that shows no whole claims, and `answer` is what a completion's own is held
    against."""

    def __init__(
        self,
        solutions: Sequence[tuple[str, Sequence[str]]],
        conclusion: str,
        statement: str,
        names: Sequence[str] | None = None,
        derivations: Sequence[Sequence[Derived] | None] | None = None,
        trace: Callable[[str], Trace | None] | None = None,
        answer: Answer | None = None,
        problem: Problem[Any] | None = None,
    ) -> None:
        self.given = [
            Way(*solution, derivation)
            for solution, derivation in zip(
                solutions, derivations or [None] * len(solutions), strict=True
            )
        ]
        self.problem = problem
        self.trace, self.answer = trace, answer
        self.conclusion, self.statement, self.names = conclusion, statement, names
        self.strategies = list(dict.fromkeys(strategy for strategy, _ in solutions))
        if problem is not None:
            self.strategies = list(problem.strategies())
        self.by_strategy: Remembered[str, Unfolded[Way]] = Remembered(self.followed)

    @classmethod
    def of_problem(cls, problem: Problem[Any]) -> "References":
        """By every strategy that applies, with every combination of its free choices."""
        read_trace = problem.family.trace
        return cls(
            (),
            problem.conclusion.text(),
            problem.statement,
            problem.names,
            trace=partial(read_trace, problem.params) if read_trace is not None else None,
            answer=Answer(problem.answer, problem.answer_kind),
            problem=problem,
        )

    def followed(self, strategy: str) -> "Unfolded[Way]":
        """The solutions by one strategy, each made when it is asked for."""
        if self.problem is None:
            return Unfolded(iter([way for way in self.given if way.strategy == strategy]))
        return Unfolded(map(partial(way_by, strategy), ways_of(self.problem, strategy)))

    @cached_property
    def ways(self) -> list[Way]:
        """The solutions by all strategies."""
        if self.problem is None:
            return self.given
        return list(chain.from_iterable([self.by_strategy[name] for name in self.strategies]))

    @classmethod
    def of(cls, known: "Known") -> "References":
        """References as they are, or those of a problem or a row. Raises WrongType, or
        NoReferences for a row of which nothing is known."""
        if isinstance(known, References):
            return known
        if isinstance(known, Problem):
            return references_of(known)
        if not isinstance(known, Mapping):
            raise wrong_type("references", known, "References, a Problem or the row of one")
        return cls.of_row(known)

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
        texts = [(solution["strategy"], claims_of(solution["steps"])) for solution in right]
        return cls(
            texts,
            right[0]["steps"][-1]["claim"],
            row.get("statement") or "",
            row.get("names"),
            [derived(solution["steps"]) for solution in right],
            answer=Answer(row.get("answer") or right[0].get("answer"), row.get("answer_kind")),
        )

    @property
    def texts(self) -> list[tuple[str, Sequence[str]]]:
        """The strategy of each solution, and its claims' texts."""
        return [(way.strategy, way.texts) for way in self.ways]

    @property
    def derivations(self) -> list[Sequence[Derived] | None]:
        """What is known of each solution's steps."""
        return [way.derivation for way in self.ways]

    @cached_property
    def solutions(self) -> list[Reference]:
        """Each solution, by its spans."""
        return [
            Reference(way.strategy, tuple(chain.from_iterable(map(shown, way.texts[:-1]))))
            for way in self.ways
        ]

    @cached_property
    def outlines(self) -> list[tuple[str, Outline]]:
        """Each strategy with what its solutions pass through, lines that only state an answer left
        out; those that pass through nothing are not among them."""
        working = [
            (strategy, list(filterfalse(self.concludes, spans)))
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

    def routes(self, numerals: Collection[str], first: str = "") -> Iterator[Route]:
        """What each solution finds, step by step, found when it is asked for and then kept. The
        strategy `first` comes first, and else the solutions whose numbers are most like the
        `numerals`. Those that show nothing are not among them."""

        if first in self.strategies:
            names = sorted(self.strategies, key=first.__ne__)
            parts: Iterable[Iterable[Way]] = map(self.by_strategy.__getitem__, names)
        else:
            parts = [self.ways]
        for part in parts:
            for way in likest_first(part, numerals):
                route = self.known_routes[way]
                if route.findings or route.idle:
                    yield route

    @cached_property
    def known_routes(self) -> Remembered[Way, Route]:
        """The routes found so far."""
        return Remembered(lambda way: route_of(self.worked(way.texts, way.derivation), self.stated))

    @cached_property
    def claims_text(self) -> str:
        """The claims of all solutions in one text."""
        return "\n".join(chain.from_iterable([way.texts for way in self.ways]))

    def worked(self, texts: Sequence[str], derivation: Sequence[Derived] | None) -> list[Worked]:
        """The steps of a solution but for its conclusion; of each what it shows, lines that only
        state an answer left out."""

        def is_working(span: Span) -> bool:
            return is_bare(span.text) or not self.concludes(span)

        shown_by_step = [tuple(filter(is_working, shown(text))) for text in texts[:-1]]
        if derivation is None:
            return guessed_steps(texts[:-1], shown_by_step, self.statement)
        return [
            Worked(
                spans=spans,
                gives=numerals_of_numbers(step.gives),
                premises=tuple(step.premises),
                main=step.role == "main",
                modulus=modulus_of(text),
                constants=numerals_of_numbers(step.constants),
                supposed=supposed_by(text),
            )
            for spans, step, text in zip(shown_by_step, derivation[:-1], texts[:-1], strict=True)
        ]

    @cached_property
    def stated(self) -> frozenset[Key]:
        """The keys of the equations of the statement, and of those that the conclusion rests on,
        which a line may say again."""
        subject = self.conclusion.rpartition(" :: ")[0]
        spans = [*spans_of(subject, {}), *(self.in_statement if self.poses_claims else ())]
        links = chain.from_iterable([links_of(span.text) for span in spans])
        return frozenset([link.key for link in links])

    @cached_property
    def texts_of_steps(self) -> frozenset[str]:
        """What the solutions write, without blanks."""
        return frozenset().union(*[outline.texts for outline in self.written.values()])

    def restates(self, span: Span) -> bool:
        """Whether a span stands in the statement."""
        if not self.poses_claims and span.claims:
            return False
        return span.text in self.texts_in_statement

    @cached_property
    def poses_claims(self) -> bool:
        """Whether the statement may hold equations or other claims; most pose theirs in words."""
        return may_claim(self.statement)

    @cached_property
    def texts_in_statement(self) -> frozenset[str]:
        return frozenset([span.text for span in self.in_statement])

    @cached_property
    def in_statement(self) -> list[Span]:
        """The maths of the statement."""
        lines = lines_of(self.statement, self.names)
        return list(chain.from_iterable([line.spans for line in lines]))

    @cached_property
    def given_texts(self) -> frozenset[str]:
        """The relations that the conclusion rests on, which a line may write out, however the
        statement poses them."""
        given = self.conclusion.rpartition(" :: ")[0]
        return frozenset([span.text for span in spans_of(given, {})])

    @cached_property
    def verdicts(self) -> dict[Any, str]:
        """Verdicts on spans of completions of this problem, kept because the completions of a group
        have many in common."""
        return {}

    @cached_property
    def read(self) -> dict[str, Any]:
        """What was made of completions of this problem, kept because those of a group are often the
        same."""
        return {}

    @cached_property
    def claimed(self) -> dict[Any, Claimed | None]:
        """What spans of completions of this problem claim, by span and verdict, None for nothing;
        kept for the same reason."""
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
        for text in set(chain.from_iterable([way.texts for way in self.ways])):
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
    def speaks_of_complex_numbers(self) -> bool:
        """Whether `i` in the problem's claims is the imaginary unit, which is no unknown."""
        return IMAGINARY_UNIT in letters_of(self.claims_text)

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
                LETTER.search(form) is not None and is_modular(subjects)
                for form, subjects in self.subjects.items()
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

    @cached_property
    def equations_of_working(self) -> dict[frozenset[str], list[str]]:
        """The subjects that are equations in unknowns that the statement does not have, by these
        unknowns."""
        in_statement = letters_of(self.statement)
        found: dict[frozenset[str], list[str]] = {}
        for subject in filter(states, self.different_subjects):
            letters = letters_of(subject)
            if letters and not letters & in_statement:
                found.setdefault(frozenset(letters), []).append(subject)
        return found

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
            and ORDER_SIGN.search(subject) is None
        }


def way_by(strategy: str, steps: Sequence[Step]) -> Way:
    return Way(strategy, [step.claim.text() for step in steps], list(map(derived_by, steps)))


def derived_by(step: Step) -> Derived:
    return Derived(step.gives, step.constants, step.premises, step.role)


def claims_of(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    return [step["claim"] for step in steps]


def is_modular(subjects: Iterable[str]) -> bool:
    return any([subject.startswith("mod ") for subject in subjects])


@lru_cache(maxsize=64)  # the completions of a group are read one after the other
def references_of(problem: Problem[Any]) -> References:
    """The references of a problem, kept."""
    return References.of_problem(problem)


def likest_first(ways: Iterable[Way], numerals: Collection[str]) -> Iterator[Way]:
    """Those whose numbers are nearly these as soon as they are made, then the others, the likest
    first."""

    def unlike(way: Way) -> int:
        return len(way.numerals.symmetric_difference(numerals))

    others = []
    for way in ways:
        if unlike(way) <= LIKE:
            yield way
        else:
            others.append(way)
    yield from sorted(others, key=unlike)


Known = References | Problem[Any] | Mapping[str, Any]  # what is known of a problem, in any form


def ways_of(problem: Problem[Any], strategy: str) -> Iterator[list[Step]]:
    """The steps by a strategy with each combination of its free choices, each text once."""
    choices = problem.family.strategies[strategy].choices
    seen = set()
    for options in islice(product(*choices.values()), CHOICES):
        steps = problem.solve(strategy, **dict(zip(choices, options, strict=True))).steps
        claims = tuple([step.claim for step in steps])
        if claims not in seen:
            seen.add(claims)
            yield steps


def derived(steps: Sequence[Mapping[str, Any]]) -> list[Derived] | None:
    """What a file says of the steps of a solution; None where it was written before they were
    derivations."""
    if any([step.get("gives") is None or step.get("premises") is None for step in steps]):
        return None
    return [
        Derived(
            step["gives"], step.get("constants") or (), step["premises"], step.get("role") or "main"
        )
        for step in steps
    ]


def guessed_steps(
    texts: Sequence[str], shown_by_step: Sequence[tuple[Span, ...]], statement: str
) -> list[Worked]:
    """The steps of a solution of which only claims are known. One gives the numbers that stand in
    no line before it, and what its chains come to; it rests on the steps before it that give the
    numbers it shows."""
    known = set(NUMBERS.findall(statement))
    steps: list[Worked] = []
    for text, spans in zip(texts, shown_by_step, strict=True):
        chains = chain.from_iterable([members_of(span.text) for span in spans])
        numbers = set(chain.from_iterable([span.numbers for span in spans]))
        subject = set(NUMBERS.findall(text.rpartition(" :: ")[0]))
        ends = set(chain.from_iterable([lone(members.texts[-1]) for members in chains]))
        gives = frozenset(numbers - known - subject | ends)
        premises = tuple(
            [index for index, step in enumerate(steps) if step.gives & (numbers | subject)]
        )
        steps.append(Worked(spans, gives, premises, True, modulus_of(text)))
        known |= numbers
    return steps


def supposed_by(text: str) -> tuple[Span, ...]:
    """The equations below which a claim stands, which its line may say again."""
    subject = text.rpartition(" :: ")[0]
    spans = shown(subject) if "=" in subject else ()
    return tuple([span for span in spans if len(span.numbers) > 1])


def modulus_of(text: str) -> int:
    """The modulus by which a claim is decided, 0 where it stands as it is."""
    subject = text.rpartition(" :: ")[0].removeprefix("mod ")
    return int(subject) if text.startswith("mod ") and subject.isdecimal() else 0


def rebuilt(address: tuple[str, str]) -> References:
    """The references of the problem of that family's name and those params."""
    known, loaded = PARAMS[address]
    found = References.of_problem(Problem(known, loaded, 0, known.name))
    if found.strategies:  # params that no solution follows from are told at once
        next(iter(found.by_strategy[found.strategies[0]]))
    return found


REBUILT: Remembered[tuple[str, str], References] = Remembered(rebuilt, limit=KEPT)


def states(subject: str) -> bool:
    """Whether a subject is a relation, which a learner sees, and not only a function's value."""
    return any(sign in subject for sign in "=<>")


def kind_of(text: str) -> str | None:
    """The form of a span, whatever the signs of its numbers and the brackets round a fraction; None
    where it has none."""
    try:
        form = split(text)[0].replace(" - ", " + ").replace("({})", "{}")
    except ValueError:
        return None
    return BRACKETED.sub("{}/{}", form)


def letters_of(equation: str) -> set[str]:
    return set(LETTER.findall(equation))


def operands(span: Span) -> tuple[str, ...]:
    """The numbers before the last `=`, rising; none of alternatives."""
    return (
        () if " or " in span.text else tuple(sorted(NUMBERS.findall(span.text.rpartition("=")[0])))
    )


@lru_cache(maxsize=4_096)  # solutions share lines, and each is asked for several times
def shown(text: str) -> tuple[Span, ...]:
    """The spans of what a claim shows."""
    return tuple(spans_of(text.rpartition(" :: ")[2], {}))
