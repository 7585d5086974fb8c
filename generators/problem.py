"""Problems and where they are drawn from: a setting is a family with every knob set; an address in
it is one problem."""

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from types import MappingProxyType
from typing import Any, Generic

from generators.answers.answer import KINDS, canonical, fits
from generators.arguments import brief, check_text, check_whole, meant
from generators.claims.claim import Claim, Number
from generators.claims.decide import DECIDERS
from generators.declared import check_declared
from generators.derivations.derive import derive
from generators.derivations.numerals import numbers_of, stated_numbers
from generators.derivations.sources import Underived
from generators.displays import problem_in_markdown, solution_in_markdown
from generators.errors import FamilyError
from generators.family import Capacity, Family, Faulty, Frame, P, Strategy, check_plain, dump
from generators.knobs import KnobError, KnobValue, show_value
from generators.posed import a_text
from generators.render import render, rendering_named
from generators.solution import Solution, Step, Steps, check_words, several
from generators.step_graph import step_graph
from generators.stream import Stream
from generators.whereabouts import RAISED, FamilyCode, place_raised, place_yielded, raised

# changes when some family's problems, keys or the stages that own them change
DRAW_VERSION = 3
DRAWN_SINCE = 1  # keys the streams of params: a family whose `sample` is as it was draws as it did
DIFFICULTIES = (1, 2, 3, 4, 5)
LONGEST = 10_000  # steps of one solution


class Setting(Generic[P]):
    """A family at one difficulty, with some knobs replaced. Raises KnobError (a ValueError) for
    what does not exist."""

    def __init__(
        self, family: Family[P], difficulty: int, knobs: Mapping[str, KnobValue] | None = None
    ) -> None:
        if check_whole("difficulty", difficulty) not in DIFFICULTIES:
            raise KnobError(
                f"difficulty {difficulty} is out of range; "
                f"it goes from {DIFFICULTIES[0]} to {DIFFICULTIES[-1]}"
            )
        check_declared(family)
        self.family, self.difficulty = family, difficulty
        self.knobs = {name: knob.levels[difficulty - 1] for name, knob in family.knobs.items()}
        self.text = self._text()
        for name, value in (knobs or {}).items():
            if name not in family.knobs:
                raise KnobError(
                    f"{family.name} has no knob '{name}'; {meant(name, family.knobs, 'it has')}"
                )
            self.knobs[name] = family.knobs[name].checked(name, value)
        plain, self.text = self.text, self._text()
        self.suffix = (
            ""
            if self.text == plain
            else "-" + blake2b(self.text.encode(), digest_size=4).hexdigest()
        )

    def __repr__(self) -> str:
        knobs = ", ".join([f"{name} {show_value(value)}" for name, value in self.knobs.items()])
        return f"<Setting {self.family.name}, difficulty {self.difficulty}: {knobs}>"

    def _text(self) -> str:
        """The knobs that are part of a problem's address, as one line of JSON."""
        known, level = self.family.knobs, self.difficulty - 1
        told = {
            name: value
            for name, value in self.knobs.items()
            if not known[name].later or value != known[name].levels[level]
        }
        return json.dumps(told, sort_keys=True, separators=(",", ":"))

    @property
    def capacity(self) -> Capacity:
        """How many distinct problems there are."""
        if self.family.counted and not self.suffix:
            return self.family.counted[self.difficulty - 1]
        with FamilyCode(f"{self.family.name}: capacity"):
            capacity = self.family.capacity(MappingProxyType(self.knobs))
        if not isinstance(capacity, Capacity) or not isinstance(capacity.problems, int):
            raise Faulty(
                f"{self.family.name}: capacity gives {brief(capacity)};"
                " write Capacity(problems), a whole number"
            )
        return capacity

    def problem_id(self, seed: int, index: int | str) -> str:
        """How the problem at an address is called."""
        return f"{self.family.name}-d{self.difficulty}{self.suffix}-s{seed}-{index}"

    def problem(self, seed: int, index: int) -> "Problem[P]":
        """The problem at an address: the same on any machine, in any order."""
        stream = Stream(DRAWN_SINCE, seed, self.family.name, self.difficulty, self.text, index)
        id = self.problem_id(seed, index)
        with FamilyCode(id, "sample"):
            params = self.family.sample(stream, MappingProxyType(self.knobs))
            if params.__class__ is not self.family.params:
                kind = self.family.params.__name__
                raise FamilyError(f"it gives {brief(params)}; return {kind}(...)")
            check_plain(params)
        phrasing = stream.below(len(self.family.statements))
        return Problem(self.family, params, phrasing, id)


class Problem(Generic[P]):
    """One drawn instance. `id` writes its address; `phrasing` numbers the statement used."""

    def __init__(self, family: Family[P], params: P, phrasing: int, id: str) -> None:
        _ = family.written  # its claims are read before any of its code makes one
        self.family, self.params, self.phrasing, self.id = family, params, phrasing, id
        # the symbols of 0, 1, ...
        self.names: Sequence[str] | None = None
        if family.names:
            with FamilyCode(id, "names"):
                self.names = family.names(params)
        with FamilyCode(id, "answer"):
            self.answer_value: Any = family.answer(params)
        self._statement: str | None = None
        self._posed: str | None = None
        self._answer: str | None = None
        self._conclusion: Claim | None = None
        self._split_key: bytes | None = None
        self._stated: set[Number] | None = None

    @property
    def answer_kind(self) -> str:
        if self.names is not None:
            return "symbol"
        if self.family.kind_of is None:
            return self.family.answer_kind
        with FamilyCode(self.id, "kind_of"):
            kind = self.family.kind_for(self.params)
            if kind not in KINDS:
                raise FamilyError(f"it gives {brief(kind)}; kinds are {', '.join(KINDS)}")
            return kind

    @property
    def answer(self) -> str:
        """The answer in canonical text."""
        if self._answer is None:
            self._answer = self.answer_text(self.answer_value)
        return self._answer

    @property
    def options(self) -> int:
        """Among how many answers a guess chooses; 0 where the family does not say."""
        if self.family.options is None:
            return 0
        with FamilyCode(self.id, "options"):
            options = self.family.options(self.params)
            if not isinstance(options, int):
                raise FamilyError(f"it gives {brief(options)}; give how many answers there are")
            return options

    @property
    def type(self) -> str:
        if self.family.type_of is None:
            return ""
        with FamilyCode(self.id, "type_of"):
            found = self.family.type_of(self.params)
            if found not in self.family.types:
                known = ", ".join(self.family.types)
                raise FamilyError(f"it gives {brief(found)}; types has {known}")
            return found

    @property
    def statement(self) -> str:
        """The text posed, in plain text."""
        if self._statement is None:
            self._statement = self.posed.replace("`", "")
        return self._statement

    @property
    def posed(self) -> str:
        """The text posed, its maths between backquotes."""
        if self._posed is None:
            statement = self.family.statements[self.phrasing]
            text = statement.text if isinstance(statement, Frame) else statement
            with FamilyCode(self.id, f"statement {self.phrasing}", self.fields_to_show):
                self._posed = (
                    text.format(p=self.params)
                    if isinstance(text, str)
                    else a_text(text(self.params))
                )
        return self._posed

    @property
    def closings(self) -> Sequence[str | Callable[[P], str]]:
        """Phrasings of a solution's last sentence; empty where the family has none."""
        statement = self.family.statements[self.phrasing]
        return statement.closings if isinstance(statement, Frame) else self.family.closings

    def lead(self, strategy: str) -> str:
        """What a solution says first, where the statement does not show what it speaks of."""
        statement = self.family.statements[self.phrasing]
        lead = statement.lead if isinstance(statement, Frame) else None
        return a_text(lead(self.params, strategy)) if lead is not None else ""

    def fields_to_show(self) -> str:
        fields = vars(self.family.params).get("__dataclass_fields__", {})
        return "it may show " + ", ".join([f"{{p.{name}}}" for name in fields])

    @property
    def stated(self) -> set[Number]:
        """The numbers that stand in the statement, without signs."""
        if self._stated is None:
            self._stated = stated_numbers(self.statement, self.names)
        return self._stated

    @property
    def params_text(self) -> str:
        return dump(self.params)

    @property
    def split_key(self) -> bytes:
        """16 bytes that stage and split are a function of: equal for problems that are the same
        mathematics."""
        if self._split_key is None:
            mathematics = self.family.mathematics
            if mathematics is None:
                same: tuple[Any, ...] = self.own_key()
            else:
                with FamilyCode(self.id, "mathematics"):
                    same = a_tuple(mathematics(self.params))
            self._split_key = digest((self.family.name, same))
        return self._split_key

    def own_key(self) -> tuple[Any, ...]:
        with FamilyCode(self.id, "key"):
            return a_tuple(self.family.key(self.params))

    @property
    def key(self) -> bytes:
        """16 bytes that no two problems of a dataset share: the family's key with the type."""
        if self.family.types:
            return digest((self.family.name, self.own_key(), self.type))
        if self.family.mathematics is None:
            return self.split_key
        return digest((self.family.name, self.own_key(), ""))

    @property
    def conclusion(self) -> Claim:
        """The claim that ties the true answer to the statement. Raises Faulty where it does not
        hold."""
        if self._conclusion is None:
            claim = self.conclusion_of(self.answer_value)
            if not all_hold([Step(self.family.closing, claim)]):
                raise self.trouble_of_conclusion(claim)
            self._conclusion = claim
        return self._conclusion

    def trouble_of_conclusion(self, claim: Claim) -> Faulty:
        """Why the conclusion of the true answer is refused."""
        reason = claim.trouble()
        if not reason and not claim.holds():
            reason = f"{claim.text()} does not hold for the answer {self.answer}"
        if reason:
            return Faulty(f"{self.id}: conclusion: {reason}")
        _, reason = first_trouble([Step(self.family.closing, claim)])
        return Faulty(f"{self.id}: closing: {reason}")

    def conclusion_of(self, answer: Any) -> Claim:
        """The claim that ties an answer, right or wrong, to the statement. Raises FamilyError where
        it cannot be made."""
        with FamilyCode(self.id, "conclusion"):
            claim = self.family.conclusion(self.params, answer)
        if not isinstance(claim, Claim):
            raise Faulty(
                f'{self.id}: conclusion gives a {type(claim).__name__}; write Claim(f"...")'
            )
        return claim

    def strategies(self) -> list[str]:
        """The names of the strategies that apply."""
        with FamilyCode(self.id, "when of a strategy"):
            return [
                name
                for name, strategy in self.family.strategies.items()
                if strategy.applies(self.params)
            ]

    def strategy(self, name: str) -> Strategy[P]:
        """Raises KnobError for a strategy that does not exist or does not apply here."""
        strategy = self.family.strategies.get(check_text("strategy", name))
        if strategy is None:
            there = meant(name, self.family.strategies, "it has")
            raise KnobError(f"{self.family.name} has no strategy '{name}'; {there}")
        if not self.admits(strategy):
            raise KnobError(
                f"{self.id}: '{name}' does not apply; these do: {', '.join(self.strategies())}"
            )
        return strategy

    def admits(self, strategy: Strategy[P]) -> bool:
        if strategy.when is None:
            return True
        with FamilyCode(self.id, f"when of {strategy.name}"):
            return strategy.applies(self.params)

    def solve(self, name: str, **choices: Any) -> Solution:
        """The solution by one strategy: every claim decided, every number sourced, the answer
        reached by its own steps. Raises FamilyError naming strategy, step, file and line."""
        strategy = self.strategy(name)
        steps, reached = self.steps_of(strategy, choices)
        if strategy.choices:
            choices = {
                choice: choices.get(choice, options[0])
                for choice, options in strategy.choices.items()
            }
        right = reached is None or reached == self.answer_value
        if not right and not strategy.choices:
            raise self.trouble(
                strategy,
                choices,
                len(steps) - 1,
                f"the strategy returns {reached!r}, but the answer is {self.answer}",
            )
        value = self.answer_value if right else reached
        claim = self.conclusion if right else self.conclusion_of(reached)
        steps.append(Step(self.family.closing, claim))
        try:
            derive(steps, self.stated, numbers_of(value))
        except Underived as error:
            raise self.trouble(strategy, choices, error.step, error.reason) from None
        except ValueError as error:  # a number too long to be written
            raise self.trouble(strategy, choices, *first_trouble(steps)) from error
        if right:
            return Solution(name, strategy.approach, choices, steps, self.answer, problem=self)
        answer = self.answer_text(reached)
        if claim.holds():
            raise Faulty(
                f"{self.id}, {name}: both {answer} and {self.answer} satisfy the conclusion"
            )
        last = len(steps) - 1
        made = Solution(name, strategy.approach, choices, steps, answer, False, last, "guess")
        return made._replace(problem=self)

    def text_of(
        self,
        solution: Solution,
        style: str = "plain",
        detail: str = "normal",
        label: str = "",
        phrasing: int = 0,
        boxed: bool = False,
    ) -> str:
        """A solution of this problem as it is written. Raises RequestError."""
        return render(self, solution, rendering_named(style, detail, label, phrasing), boxed)

    def graph_of(self, solution: Solution) -> list[str]:
        """What each step of a solution of this problem rests on, a line a step."""
        return step_graph(solution, self.names)

    def __repr__(self) -> str:
        return f"<Problem {self.id}: {self.statement!r}, answer {self.answer}>"

    def _repr_markdown_(self) -> str:
        return problem_in_markdown(self, self.strategies())

    def markdown_of(self, solution: Solution) -> str:
        """A solution of this problem as notebooks show it."""
        return solution_in_markdown(self, solution)

    def steps_of(self, strategy: Strategy[P], choices: dict[str, Any]) -> tuple[list[Step], Any]:
        """The strategy's own steps, each true, and the answer that it returns."""
        outcome: list[Any] = []
        steps: list[Step] = []
        try:
            run = finished(strategy.run(self.params, **choices), outcome)
            steps.extend(islice(run, LONGEST + 1))
        except RAISED as error:
            raise self.trouble(strategy, choices, len(steps), raised(error), error) from error
        if len(steps) > LONGEST:
            reason = f"it goes on after {LONGEST:,} steps; end the loop"
            raise self.trouble(strategy, choices, LONGEST, reason)
        with FamilyCode(f"{self.id}, {strategy.name}"):  # a function of its own may run for ever
            hold = all_hold(steps)
        if not hold:
            index, reason = first_trouble(steps)
            raise self.trouble(strategy, choices, index, reason)
        return steps, outcome[0]

    def trouble(
        self,
        strategy: Strategy[P],
        choices: dict[str, Any],
        index: int,
        reason: str,
        error: BaseException | None = None,
    ) -> Faulty:
        """The one line that says which step of which strategy is wrong, where it is written, and
        why."""
        place = (
            place_raised(error) if error else place_yielded(strategy, self.params, choices, index)
        )
        where = f"step {index} ({place})" if place else f"step {index}"
        reason = reason.removeprefix(f"{place}: ")
        return Faulty(f"{self.id}, {strategy.name}, {where}: {reason}")

    def answer_text(self, value: Any) -> str:
        """The canonical text of a value of the answer's kind, right or wrong. Raises Faulty for a
        number that has no name."""
        if self.names is not None and value not in range(len(self.names)):
            raise Faulty(
                f"{self.id}: the answer {value} has no name; `names` gives those of 0 to"
                f" {len(self.names) - 1}"
            )
        if self.names is not None:
            return str(self.names[value])
        kind = self.answer_kind
        with FamilyCode(self.id, "answer", lambda: f"give a value of the kind {kind}"):
            if not fits(kind, value):
                raise FamilyError(f"it gives {brief(value)}, of type {type(value).__name__}")
            return canonical(kind, value, self.family.answer_form)


def finished(run: Steps, outcome: list[Any]) -> Steps:
    """The steps of a strategy; what it returns is appended to `outcome`."""
    if not isinstance(run, Generator):
        raise FamilyError("the strategy yields no steps; write `yield Step(words, claim)`")
    outcome.append((yield from run))


def all_hold(steps: Sequence[Step]) -> bool:
    """Whether every claim holds: `Claim.holds` for many. False also for what is no claim."""
    try:
        for step in steps:
            claim = step.claim
            if not DECIDERS[claim.form](claim.values):
                return False
            check_words(step)  # raises for words that show what the claim has not
    except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, FamilyError):
        return False
    return True


def first_trouble(steps: Sequence[Any]) -> tuple[int, str]:
    """Index and reason of the first step that is wrong."""
    for index, step in enumerate(steps):
        if not isinstance(step, Step):
            kind = type(step).__name__
            return index, f'a strategy yields steps, Step("words: {{}}.", claim), not a {kind}'
        if not isinstance(step.claim, Claim):
            return index, (
                f"its claim is a {type(step.claim).__name__}; write the f-string inside"
                ' Step("words: {}.", f"...") or Claim(f"..."), under these names, in a file that is'
                " imported at the top of the family's"
            )
        reason = step.claim.trouble()
        if reason:
            return index, reason
        if not step.claim.holds():
            return index, f"{step.claim.text()} does not hold{why_undecided(step.claim)}"
        if reason := trouble_of_words(step):
            return index, reason
    return len(steps) - 1, "a step cannot be decided"


def trouble_of_words(step: Step) -> str:
    """What is wrong with a step beside its claim; empty where nothing is."""
    for name, texts in (("words", step.phrasings), ("because", step.because)):
        if not all([isinstance(text, str) for text in several(texts)]):
            return f"{name}: {brief(texts)} is neither a text nor a tuple of texts"
    if not isinstance(step.brief, str):
        return f"brief: {brief(step.brief)} is no text"
    try:
        check_words(step)
    except FamilyError as error:
        return str(error)
    return ""


def why_undecided(claim: Claim) -> str:
    """Why a claim that does not hold has no value, such as a function that raised; empty where it
    is false."""
    try:
        DECIDERS[claim.form](claim.values)
    except Exception as error:
        place = place_raised(error)
        return f": {raised(error)} ({place})" if place else f": {raised(error)}"
    return ""


def a_tuple(value: Any) -> tuple[Any, ...]:
    """A key, where it is a tuple. Raises FamilyError."""
    if not isinstance(value, tuple):
        raise FamilyError(f"it gives {brief(value)}; give a tuple, (p.a, p.b)")
    return value


def digest(value: Any) -> bytes:
    return blake2b(repr(value).encode(), digest_size=16).digest()
