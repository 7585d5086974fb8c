"""What a family of problems is: how its problems are drawn and asked, what the answer is, and the
strategies that solve them.

A family is one file: a frozen dataclass of params, a `Family` value, and one decorated generator
function per strategy that yields steps. Everything a family's file needs is imported from here.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from inspect import isasyncgenfunction, iscoroutinefunction, signature
from types import FunctionType, MethodType
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args, get_origin

from generators.arguments import SHOWN, WORD, WORD_IN_WORDS, brief
from generators.claims.claim import Claim, ratio
from generators.claims.fragments import binomial, list_of, product_of, sum_of
from generators.claims.functions import function
from generators.claims.written import compile_claims
from generators.docstrings import docstring_of, module_docstring
from generators.errors import FamilyError
from generators.knobs import Knob, KnobError, Knobs, show_value
from generators.markdown import escaped, table
from generators.old_names import notice
from generators.solution import Step, Steps
from generators.stream import Stream
from generators.trace import Trace

__all__ = [
    "Capacity",
    "Claim",
    "Family",
    "Faulty",
    "Fraction",
    "Frame",
    "Knob",
    "KnobError",
    "Knobs",
    "Step",
    "Steps",
    "Strategy",
    "Stream",
    "Trace",
    "binomial",
    "dump",
    "function",
    "list_of",
    "product_of",
    "ratio",
    "sum_of",
]

P = TypeVar("P")
Approach = Literal[
    "forward", "backward", "algebraic", "enumerative", "transform", "estimate_and_correct"
]
APPROACHES: tuple[str, ...] = get_args(Approach)


NONE_APPLIES = "no strategy applies to every problem; write one that has no when="


class Faulty(FamilyError):
    """A family broke a promise, such as a step that does not hold; the message says where."""


class Capacity(NamedTuple):
    """How many distinct problems a setting of the knobs holds: exactly, or at least."""

    problems: int
    exact: bool = True

    def __str__(self) -> str:
        return f"{self.problems:,}" if self.exact else f"at least {self.problems:,}"


@dataclass(frozen=True)
class Strategy(Generic[P]):
    """A named way of solving a family's problems. `choices` are the free choices it offers: each
    option, the default first. `opening` are phrasings of the sentence that its solutions begin
    with, which says what is done and by which idea, and `formula` the sentence behind it that
    states the formula in letters, where every detail is shown."""

    name: str
    approach: Approach
    run: Callable[..., Steps]
    when: Callable[[P], bool] | None
    choices: Mapping[str, tuple[Any, ...]]
    opening: tuple[str | Callable[[P], str], ...] = ()
    formula: str | Callable[[P], str] = ""

    @property
    def source(self) -> str:
        """The textbook or theorem the strategy comes from: its docstring."""
        return docstring_of(self.run)

    def applies(self, params: P) -> bool:
        if self.when is None:
            return True
        found = self.when(params)
        if found is None:
            raise FamilyError(f"that of {self.name} gives None; return True or False")
        return bool(found)

    def __repr__(self) -> str:
        return f"<Strategy {self.name}, {self.approach.replace('_', ' ')}>"

    @property
    def row(self) -> list[str]:
        """What a table of a family's strategies says of it."""
        applies = "always" if self.when is None else "to some problems"
        return [self.name, self.approach.replace("_", " "), applies, self.source]


class Frame(NamedTuple):
    """A statement whose solutions close in its own words: `closings` are phrasings of the last
    sentence, with `{answer}` in it. Where the statement does not show what strategies speak of,
    such as equations, `lead` gives the sentence that says it, from params and a strategy's name; it
    stands before the strategy's opening, and may be empty."""

    text: str | Callable[[Any], str]
    closings: tuple[str | Callable[[Any], str], ...]
    lead: Callable[[Any, str], str] | None = None


@dataclass(frozen=True, eq=False)
class Family(Generic[P]):
    """One kind of problem.

    params        the frozen dataclass of values behind a problem: whole numbers, texts, and tuples
                  of these
    knobs         the named axes of difficulty, each with its value at difficulty 1 to 5
    sample        draws params from a stream and the knobs' values
    statements    phrasings: texts with `{p.field}` in them, or functions of params; maths between
                  backquotes; a Frame where a solution closes in words of that statement only
    answer        the exact answer, a value of `answer_kind` (answer.py), in the required form
                  `answer_form`
    kind_of       the kind of one problem's answer, where problems differ in it: a number, but for
                  some the empty set; by default `answer_kind`, which is that of most of them
    conclusion    the claim that an answer is the statement's answer
    key           what makes two problems the same one: ignores names, symmetric swaps, phrasing,
                  type
    mathematics   what makes two problems the same mathematics, so that they belong to one stage and
                  split: ignores also terms moved across an equals sign, an equation multiplied
                  through, which number of one sequence is asked; by default the key
    capacity      how many distinct problems a setting of the knobs holds
    counted       what `capacity` gives at difficulty 1 to 5, for families whose counting takes
                  long; the laws count again
    types         the problem types, where there are several, and `type_of` which one a problem is
    names         symbols that stand for the numbers 0, 1, ... in statement and steps; None for
                  plain numerals
    closings      phrasings of the last line of a solution, in the problem's own words, with
                  `{answer}` and `{p.field}` in them: "Therefore, {answer} stamps are used."
    closing       where there are no closings, the words of the line that shows the conclusion;
                  without `{}` it stays in the file
    check         the claim by which a solver tests an answer, such as that it divides both numbers
                  and what is left has no common divisor; it holds for the true answer, and for
                  hardly another. Where the conclusion's subject is made of equations, it is made by
                  putting the answer in. None where nothing shorter than solving again tests it
    terse         the statement in the terse wording; by default it is made from the conclusion
    terse_story   the statement in a few words, for the terse wording, which writes its numbers
                  digit by digit: in place of one made from the conclusion, which would lose a story
    drill         practice for models from scratch, of no strategy: a terse prompt and steps; by
                  default claims in any order
    trace         reads back what a model wrote in the terse wording, where its lines do not show
                  whole claims (trace.py)
    shortcuts     by name whether a wrong way of working happens to give the right answer, which a
                  curriculum may leave out
    exceptions    the laws (generators/laws) that the family breaks, by name, each with its reason
    options       how many answers a guess chooses among, such as p in GF(p); without it guessing is
                  hopeless
    """

    params: type[P]
    knobs: Mapping[str, Knob]
    sample: Callable[[Stream, Knobs], P]
    statements: Sequence[str | Callable[[P], str] | Frame]
    answer: Callable[[P], Any]
    answer_kind: str
    conclusion: Callable[[P, Any], Claim]
    key: Callable[[P], tuple[Any, ...]]
    capacity: Callable[[Knobs], Capacity]
    mathematics: Callable[[P], tuple[Any, ...]] | None = None
    counted: Sequence[Capacity] = ()
    answer_form: str = ""
    kind_of: Callable[[P], str] | None = None
    types: tuple[str, ...] = ()
    type_of: Callable[[P], str] | None = None
    names: Callable[[P], Sequence[str] | None] | None = None
    closings: Sequence[str | Callable[[P], str]] = ()
    closing: str = "Therefore {}."
    check: Callable[[P, Any], Claim | None] | None = None
    terse: Callable[[P], str] | None = None
    terse_story: Callable[[P], str] | None = None
    drill: Callable[[P, Stream], tuple[str, list[Step]]] | None = None
    trace: Callable[[P, str], Trace | None] | None = None
    options: Callable[[P], int] | None = None
    shortcuts: Mapping[str, Callable[[P], bool]] = field(default_factory=dict)
    exceptions: Mapping[str, str] = field(default_factory=dict)
    strategies: dict[str, Strategy[P]] = field(default_factory=dict)

    def strategy(
        self,
        *,
        approach: Approach | None = None,
        when: Callable[[P], bool] | None = None,
        opening: Sequence[str | Callable[[P], str]] = (),
        formula: str | Callable[[P], str] = "",
        kind: Approach | None = None,
    ) -> Callable[[Callable[..., Steps]], Callable[..., Steps]]:
        """Decorates a generator function as a strategy; `when` says on which problems it applies.
        `opening` are phrasings of the sentence that its solutions begin with, `formula` is a second
        one with the formula in letters. Its keyword-only arguments are its free choices, their
        options a Literal. `kind` is the old name of `approach`. Raises FamilyError."""
        if kind is not None and approach is None:
            notice(f"{self.params.__module__.rpartition('.')[2]}: kind= of a strategy", "approach=")
            approach = kind
        if approach not in APPROACHES:
            raise FamilyError(
                f"a strategy's approach is one of {', '.join(APPROACHES)}, not {approach!r}"
            )
        chosen: Approach = approach  # type: ignore[assignment]
        if not isinstance(opening, (tuple, list)):
            raise FamilyError("a strategy's opening is a tuple of sentences; write (text,)")

        def add(run: Callable[..., Steps]) -> Callable[..., Steps]:
            check_strategy(run)
            name = run.__name__
            if name in self.strategies:
                raise Faulty(f"two strategies are called {name}; give one another name")
            self.strategies[name] = Strategy(
                name, chosen, run, when, choices_of(run), tuple(opening), formula
            )
            return run

        return add

    @cached_property
    def written(self) -> bool:
        """Reads the claims of the family's file (claims/written.py), once; true when it is done.
        Raises FamilyError for a claim that cannot be read."""
        values = [getattr(self, name) for name in self.__dataclass_fields__]
        for strategy in self.strategies.values():
            values.append((strategy.when, strategy.formula, *strategy.opening))
        compile_claims(self.reference.run.__module__, values)
        return True

    @cached_property
    def name(self) -> str:
        """`domain.file`, from where the file with the strategies stands."""
        home: Any = next((each.run for each in self.strategies.values()), self.params)
        return ".".join(home.__module__.split(".")[-2:])

    def __repr__(self) -> str:
        return (
            f"<Family {self.name}: {len(self.strategies)} strategies, its answer"
            f" {self.answer_kind}>"
        )

    def _repr_markdown_(self) -> str:
        return "\n\n".join(
            [
                f"**{escaped(self.name)}**: {escaped(self.about)}",
                table(
                    ["strategy", "approach", "applies", "what it is"],
                    [strategy.row for strategy in self.strategies.values()],
                ),
                table(
                    ["knob", "difficulty 1", "2", "3", "4", "5"],
                    [
                        [f"{name}: {knob.doc}", *map(show_value, knob.levels)]
                        for name, knob in self.knobs.items()
                    ],
                ),
            ]
        )

    @property
    def about(self) -> str:
        """The first paragraph of the family's file."""
        text = module_docstring(self.reference.run.__module__)
        return " ".join(text.strip().split("\n\n")[0].split())

    @property
    def domain(self) -> str:
        return self.name.split(".")[0]

    def kind_for(self, params: P) -> str:
        """The kind of the answer of a problem with these params."""
        return self.answer_kind if self.kind_of is None else self.kind_of(params)

    @property
    def reference(self) -> Strategy[P]:
        """The strategy that measured difficulty refers to: the first in the file that applies to
        every problem."""
        for strategy in self.strategies.values():
            if strategy.when is None:
                return strategy
        raise Faulty(f"{self.name}: {NONE_APPLIES}")

    def load(self, text: str) -> P:
        """The params that `dump` wrote. Raises ValueError, TypeError or AttributeError where the
        text is not such."""
        return self.params(**{name: frozen(value) for name, value in json.loads(text).items()})


def check_strategy(run: Any) -> None:
    """Raises FamilyError for what is no generator function with a name that files can hold."""
    if not isinstance(run, (FunctionType, MethodType)):
        kind = type(run).__name__
        raise FamilyError(f"a strategy is a function that yields steps, not a {kind}")
    name = run.__name__
    if not re.fullmatch(WORD, name, re.ASCII):
        raise FamilyError(
            f"a strategy's name is {WORD_IN_WORDS}, not {name[:SHOWN]!r}; write def NAME(p):"
        )
    if iscoroutinefunction(run) or isasyncgenfunction(run):
        raise FamilyError(f"strategy {name}: a strategy is no async function; write def {name}(p):")


def choices_of(run: Callable[..., Steps]) -> dict[str, tuple[Any, ...]]:
    """A strategy's free choices: the options of each, the default first. Raises FamilyError."""
    try:
        arguments = signature(run, follow_wrapped=False, eval_str=True).parameters
    except NameError:  # a type that only a checker imports
        arguments = signature(run, follow_wrapped=False).parameters
    choices: dict[str, tuple[Any, ...]] = {}
    for choice, argument in arguments.items():
        if argument.kind is not argument.KEYWORD_ONLY:
            continue
        options, default = get_args(argument.annotation), argument.default
        if get_origin(argument.annotation) is not Literal or default not in options:
            raise FamilyError(
                f"strategy {run.__name__}: the options of {choice} are a Literal with the default"
                f' in it; write {choice}: Literal["a", "b"] = "a"'
            )
        choices[choice] = (default, *[option for option in options if option != default])
    return choices


def dump(params: Any) -> str:
    """Params as one line of JSON. A field that came after problems of the family were drawn,
    `field(default="last", metadata={"later": True})`, is left out where it has its default, so that
    older problems stay as they are."""
    told = {
        name: getattr(params, name)
        for name, declared in params.__dataclass_fields__.items()
        if not declared.metadata.get("later") or getattr(params, name) != declared.default
    }
    return json.dumps(told, separators=(",", ":"))


def check_plain(params: Any) -> None:
    """Raises FamilyError for params of which a value would not come back from their JSON."""
    for name in params.__dataclass_fields__:
        value = getattr(params, name)
        if value.__class__ is not int and not is_plain(value):
            raise FamilyError(
                f"{name} is {brief(value)}, of type {type(value).__name__}; params hold"
                " whole numbers, texts, truth values, and tuples of these"
            )


def is_plain(value: Any) -> bool:
    """Whether a value of params comes back from its JSON as it was."""
    if value.__class__ in (int, str, bool):
        return True
    return isinstance(value, tuple) and all(map(is_plain, value))


def frozen(value: Any) -> Any:
    return tuple(frozen(item) for item in value) if isinstance(value, list) else value
