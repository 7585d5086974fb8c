"""How each kind of claim is decided: plain, value, modulus, solutions, system, order,
definitions (claim.py shows one of each).

`DECIDERS[form]` reads a form once and keeps the function that decides all claims of that form from
their numbers alone.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from numbers import Integral, Rational
from typing import Any

from generators.claims.chains import (
    Chain,
    Decide,
    every,
    following,
    links_of,
    lone_letter,
    members_of,
    read_chains,
    speaks_of_letters,
)
from generators.claims.compiler import Scope, compile_tree, fraction
from generators.claims.congruences import modular
from generators.claims.definitions import (
    BEYOND_PLAIN,
    DefinitionReader,
    consequences,
    read_definitions,
)
from generators.claims.identity import NotWhole
from generators.claims.linear_system import LinearSystem, linear_parts
from generators.claims.order import asserts_regions, chains_of, order, read_regions
from generators.claims.printer import PRINTERS, split
from generators.claims.reader import Node, Reader, Unreadable, holes_among, variables
from generators.claims.relations import plain, relation
from generators.claims.remembered import Remembered
from generators.claims.roots import solutions
from generators.errors import FamilyError

UNSOLVED = re.compile(r"no (?:\{\})?([a-z])", re.ASCII)
TYPES = 256  # combinations of types of numbers that are remembered for one form


def decider(form: str) -> Decide:
    """The function that decides the claims of one form; it may raise ArithmeticError. Raises
    Unreadable."""
    try:
        decide, letters = decider_of(form)
    except ArithmeticError as error:
        raise Unreadable(f"{error}, whatever the numbers") from error
    return checked(form, through_text(form, decide) if letters else decide)


def decider_of(form: str) -> tuple[Decide, bool]:
    """The function, and whether letters in it stand for any number."""
    subject, separated, assertion = form.partition(" :: ")
    if not separated and BEYOND_PLAIN.search(form):
        return consequences(DefinitionReader(""), [], form), False
    if not separated:
        chains = read_chains(Reader(form))[0]
        return plain(chains), speaks_of_letters(chains)
    definitions = read_definitions(subject)
    if definitions is not None:
        return consequences(*definitions, assertion), False
    reader = Reader(subject)
    if subject.startswith("mod "):
        reader.take("mod")
        modulus = reader.sum()
        reader.finish()
        chains = read_chains(following(reader, assertion))[0]
        return modular(modulus, chains), speaks_of_letters(chains)
    given, parted = read_chains(reader)
    if parted == "or":
        raise Unreadable("a subject is separated by commas")
    if (unsolved := UNSOLVED.fullmatch(assertion)) and speaks_of_several(given):
        return without_solution(linear_system(subject), reader.holes, unsolved[1]), False
    if asserts_regions(given, assertion):
        return order(subject, assertion), False
    chains, separator = read_chains(following(reader, assertion))
    if not given[0].relations:
        if len(given) > 1:
            raise Unreadable("one value was expected")
        chains = [
            Chain(given[0].members + chain.members, ("=", *chain.relations)) for chain in chains
        ]
        return plain(chains), speaks_of_letters(chains)
    equations = [chain.equation() for chain in given]
    if len(equations) == 1:
        decide = solutions(equations[0], [chain.equation() for chain in chains], separator)
        if not all(map(is_solution, chains)):
            return decide, True
        return with_or_without_multiplicity(decide, chains, subject, assertion), True
    return satisfied(linear_system(subject), reader.holes, chains), False


def is_solution(chain: Chain) -> bool:
    """Whether a chain names one value of the unknown: `x = 3`."""
    left, right = chain.equation()
    return lone_letter(left) is not None and not variables(right)


def with_or_without_multiplicity(
    decide: Decide, chains: Sequence[Chain], subject: str, assertion: str
) -> Decide:
    """Whether solutions that are named hold with multiplicity, or else as a set, each named once:
    `x = 2` are all solutions of x^2 - 4x + 4 = 0."""
    values_named = [fraction(compile_tree(chain.equation()[1])) for chain in chains]
    as_set: list[Decide] = []  # made when a claim asks for it, which few do

    def holds(values: Sequence[Any]) -> bool:
        if decide(values):
            return True
        try:
            named = [run(values) for run in values_named]
            if any(value in named[:place] for place, value in enumerate(named)):
                return False
            if not as_set:
                as_set.append(order(subject, assertion))
            return as_set[0](values)
        except (Unreadable, ArithmeticError):
            return False

    return holds


DECIDERS: Remembered[str, Decide] = Remembered(decider)


def assertion_of(form: str) -> list[Chain]:
    """The chains of what a form asserts, whatever its kind. Raises Unreadable."""
    subject, separated, assertion = form.rpartition(" :: ")
    definitions = read_definitions(subject)
    if definitions is not None:
        return read_chains(following(definitions[0], assertion))[0]
    if BEYOND_PLAIN.search(form):
        return read_chains(DefinitionReader(form))[0]
    reader = Reader(subject.removeprefix("mod "))
    if separated and asserts_regions(read_chains(reader)[0], assertion):
        regions = read_regions(following(reader, assertion))
        return chains_of(regions)
    return read_chains(following(reader, assertion))[0]


def checked(form: str, decide: Decide) -> Decide:
    """Refuses numbers that are too many, too few or not exact before deciding. Which types have
    come is remembered, so that a number is looked at once."""
    seen: set[tuple[type, ...]] = set()

    def either(values: Sequence[Any]) -> bool:
        types = tuple(map(type, values))
        if types not in seen:
            check_values(form, values)
            if len(seen) < TYPES:
                seen.add(types)
        return decide(values)

    return either


def check_values(form: str, values: Sequence[Any]) -> None:
    """Raises FamilyError for numbers that do not fit the form's holes, or are no exact numbers."""
    holes = form.count("{}")
    if len(values) != holes:
        raise FamilyError(
            f"the claim '{form}' has {holes} holes and was given {len(values)} numbers: "
            f"{', '.join([str(value) for value in values])[:200]}"
        )
    for value in values:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole and (isinstance(value, Integral) or not isinstance(value, Rational)):
            raise FamilyError(
                f"the claim '{form}' was given {value!r}, a {type(value).__name__}; "
                "a claim takes whole numbers and fractions, which are exact"
            )


def through_text(form: str, decide: Decide) -> Decide:
    """Decides claims that hold fractions by their text, in which all numbers are whole."""

    def either(values: Sequence[Any]) -> bool:
        try:
            return decide(values)
        except NotWhole:
            whole_form, whole_values = split(PRINTERS[form].show(values))
            return DECIDERS[whole_form](whole_values)

    return either


@lru_cache(maxsize=1_024)
def linear_system(subject: str) -> LinearSystem:
    """The system that a subject states: one for all forms that share it."""
    return LinearSystem([chain.equation() for chain in read_chains(Reader(subject))[0]])


def satisfied(system: LinearSystem, holes: int, chains: Sequence[Chain]) -> Decide:
    """Whether the solution of the system satisfies every relation; where there are many, whether
    all of them do, of which only linear equations are asked."""
    count = max([holes, *[1 + hole for hole in holes_among(members_of(chains))]])
    scope = Scope(slots={letter: count + i for i, letter in enumerate(system.letters)})
    links = links_of(chains)
    if not links:
        raise Unreadable("a claim needs a relation such as =")
    test = every(
        [
            relation(compile_tree(left, scope), sign, compile_tree(right, scope))
            for left, sign, right in links
        ]
    )
    linear = all([sign == "=" and is_linear(("-", left, right)) for left, sign, right in links])

    def decide(values: Sequence[Any]) -> bool:
        values = tuple(values)
        points = system.points(values[:holes])
        if not points or (len(points) > 1 and not linear):
            raise ArithmeticError("the system has not exactly one solution")
        return all([test(values + point) for point in points])

    return decide


def is_linear(node: Node) -> bool:
    try:
        linear_parts(node)
    except Unreadable:
        return False
    return True


def speaks_of_several(chains: Sequence[Chain]) -> bool:
    """Whether these are several equations with more than one letter."""
    equations = len(chains) > 1 and all([chain.relations == ("=",) for chain in chains])
    return equations and len(set().union(*map(variables, members_of(chains)))) > 1


def without_solution(system: LinearSystem, holes: int, letter: str) -> Decide:
    """Whether the system has no solution, which is said of one of its letters."""
    if letter not in system.letters:
        raise Unreadable("the assertion must speak of the subject's unknowns")
    return lambda values: not system.points(tuple(values[:holes]))
