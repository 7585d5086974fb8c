"""Problems and where they are drawn from: a setting is a family with every knob set; an address in
it is one problem."""

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Generic

from generators.answers.answer import canonical
from generators.claims.claim import Claim
from generators.claims.decide import DECIDERS
from generators.family import Capacity, Family, Faulty, P, Strategy, dump
from generators.knobs import KnobError, KnobValue
from generators.solution import Solution, Step, Steps
from generators.stream import Stream

DRAW_VERSION = 1  # changes only when some family's draws change
DIFFICULTIES = (1, 2, 3, 4, 5)


class Setting(Generic[P]):
    """A family at one difficulty, with some knobs replaced. Raises KnobError (a ValueError) for
    what does not exist."""

    def __init__(
        self, family: Family[P], difficulty: int, knobs: Mapping[str, KnobValue] | None = None
    ) -> None:
        if difficulty not in DIFFICULTIES:
            raise KnobError(
                f"difficulty {difficulty} is out of range; it goes from {DIFFICULTIES[0]} to {DIFFICULTIES[-1]}"
            )
        self.family, self.difficulty = family, difficulty
        self.knobs = {name: knob.levels[difficulty - 1] for name, knob in family.knobs.items()}
        self.text = self._text()
        for name, value in (knobs or {}).items():
            if name not in family.knobs:
                raise KnobError(
                    f"{family.name} has no knob '{name}'; it has {', '.join(family.knobs)}"
                )
            self.knobs[name] = family.knobs[name].checked(name, value)
        plain, self.text = self.text, self._text()
        self.suffix = (
            ""
            if self.text == plain
            else "-" + blake2b(self.text.encode(), digest_size=4).hexdigest()
        )

    def _text(self) -> str:
        return json.dumps(self.knobs, sort_keys=True, separators=(",", ":"))

    @property
    def capacity(self) -> Capacity:
        """How many distinct problems there are."""
        if self.family.counted and not self.suffix:
            return self.family.counted[self.difficulty - 1]
        return self.family.capacity(self.knobs)

    def problem(self, seed: int, index: int) -> "Problem[P]":
        """The problem at an address: the same on any machine, in any order."""
        stream = Stream(DRAW_VERSION, seed, self.family.name, self.difficulty, self.text, index)
        params = self.family.sample(stream, self.knobs)
        phrasing = stream.below(len(self.family.statements))
        return Problem(
            self.family,
            params,
            phrasing,
            f"{self.family.name}-d{self.difficulty}{self.suffix}-s{seed}-{index}",
        )


class Problem(Generic[P]):
    """One drawn instance. `id` writes its address; `phrasing` is the number of the statement used."""

    def __init__(self, family: Family[P], params: P, phrasing: int, id: str) -> None:
        self.family, self.params, self.phrasing, self.id = family, params, phrasing, id
        self.answer_value: Any = family.answer(params)
        self.names: Sequence[str] | None = (
            family.names(params) if family.names else None
        )  # the symbols of 0, 1, ...
        self._answer: str | None = None
        self._conclusion: Claim | None = None
        self._split_key: bytes | None = None

    @property
    def answer_kind(self) -> str:
        return self.family.answer_kind if self.names is None else "symbol"

    @property
    def answer(self) -> str:
        """The answer in canonical text."""
        if self._answer is None:
            self._answer = self.answer_text(self.answer_value)
        return self._answer

    @property
    def type(self) -> str:
        return self.family.type_of(self.params) if self.family.type_of else ""

    @property
    def statement(self) -> str:
        """The text posed."""
        statement = self.family.statements[self.phrasing]
        return (
            statement.format(p=self.params)
            if isinstance(statement, str)
            else statement(self.params)
        )

    @property
    def params_text(self) -> str:
        return dump(self.params)

    @property
    def split_key(self) -> bytes:
        """16 bytes that stage and split are a function of: equal for problems that differ in
        surface or type only."""
        if self._split_key is None:
            self._split_key = digest((self.family.name, self.family.key(self.params)))
        return self._split_key

    @property
    def key(self) -> bytes:
        """16 bytes that no two problems of a data set share: the split key with the type."""
        return (
            digest((self.family.name, self.family.key(self.params), self.type))
            if self.family.types
            else self.split_key
        )

    @property
    def conclusion(self) -> Claim:
        """The claim that ties the true answer to the statement. Raises Faulty where it does not
        hold."""
        if self._conclusion is None:
            claim = self.family.conclusion(self.params, self.answer_value)
            if not claim.holds():
                raise Faulty(f"{self.id}: the answer's conclusion {claim.text()} does not hold")
            self._conclusion = claim
        return self._conclusion

    def strategies(self) -> list[str]:
        """The names of the strategies that apply."""
        return [
            name
            for name, strategy in self.family.strategies.items()
            if strategy.when is None or strategy.when(self.params)
        ]

    def strategy(self, name: str) -> Strategy[P]:
        """Raises KnobError for a strategy that does not exist or does not apply here."""
        strategy = self.family.strategies.get(name)
        if strategy is None:
            raise KnobError(
                f"{self.family.name} has no strategy '{name}'; it has {', '.join(self.family.strategies)}"
            )
        if strategy.when is not None and not strategy.when(self.params):
            raise KnobError(
                f"{self.id}: '{name}' does not apply; these do: {', '.join(self.strategies())}"
            )
        return strategy

    def solve(self, name: str, **choices: Any) -> Solution:
        """The solution by one strategy, every claim decided. Raises Faulty where a step does not
        hold."""
        strategy = self.strategy(name)
        outcome: list[Any] = []
        steps: list[Step] = list(finished(strategy.run(self.params, **choices), outcome))
        reached = outcome[0]
        if not all_hold(steps):
            index = next(i for i, step in enumerate(steps) if not step.claim.holds())
            raise Faulty(
                f"{self.id}, {name}, step {index}: {steps[index].claim.text()} does not hold"
            )
        if strategy.choices:
            choices = {
                choice: choices.get(choice, options[0])
                for choice, options in strategy.choices.items()
            }
        if reached is None or reached == self.answer_value:
            steps.append(Step(self.family.closing, self.conclusion))
            return Solution(name, strategy.kind, choices, steps, self.answer)
        claim = self.family.conclusion(self.params, reached)
        steps.append(Step(self.family.closing, claim))
        answer = self.answer_text(reached)
        if claim.holds():
            raise Faulty(
                f"{self.id}, {name}: both {answer} and {self.answer} satisfy the conclusion"
            )
        return Solution(name, strategy.kind, choices, steps, answer, False, len(steps) - 1, "guess")

    def answer_text(self, value: Any) -> str:
        """The canonical text of a value of the answer's kind, right or wrong."""
        return (
            str(self.names[value])
            if self.names is not None
            else canonical(self.family.answer_kind, value, self.family.answer_form)
        )


def finished(run: Steps, outcome: list[Any]) -> Steps:
    """The steps of a strategy; what it returns is appended to `outcome`."""
    outcome.append((yield from run))


def all_hold(steps: Sequence[Step]) -> bool:
    """Whether every claim holds: `Claim.holds` for many."""
    try:
        for step in steps:
            claim = step.claim
            if not DECIDERS[claim.form](claim.values):
                return False
    except (ArithmeticError, ValueError, TypeError, IndexError):
        return False
    return True


def digest(value: Any) -> bytes:
    return blake2b(repr(value).encode(), digest_size=16).digest()
