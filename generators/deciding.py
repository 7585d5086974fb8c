"""How each kind of claim is decided: plain, value, modulus, solutions, system (claim.py shows one of each).

`decider(form)` reads a form once and returns the function that decides all claims of that form from their numbers alone.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from math import gcd
from operator import ge, gt, le, lt
from typing import Any, NamedTuple

from generators.evaluation import Program, Run, Scope, compile_tree, lifted, remainder
from generators.expression import Node, Reader, Unreadable, variables
from generators.form import PRINTERS, split
from generators.identity import Bound, NotWhole, bound_of, points_for, sized
from generators.remembered import Remembered
from generators.system import LinearSystem

MODULUS_BITS = 128
TRIALS = 64  # points at which a polynomial is looked for that is not zero there
RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "|")
ORDER = {"<": lt, "<=": le, ">": gt, ">=": ge}
Decide = Callable[[Sequence[Any]], bool]


class Chain(NamedTuple):
    """`a = b = c`: expressions, and the relations between neighbours."""

    members: tuple[Node, ...]
    relations: tuple[str, ...]

    def links(self) -> list[tuple[Node, str, Node]]:
        return list(zip(self.members, self.relations, self.members[1:], strict=False))

    def equation(self) -> tuple[Node, Node]:
        """The two sides, where the chain is one equation. Raises Unreadable."""
        if self.relations != ("=",):
            raise Unreadable("one equation was expected")
        return self.members[0], self.members[1]


def decider(form: str) -> Decide:
    """The function that decides the claims of one form; it may raise ArithmeticError. Raises Unreadable."""
    try:
        decide, letters = decider_of(form)
    except ArithmeticError as error:
        raise Unreadable(f"{error}, whatever the numbers") from error
    return through_text(form, decide) if letters else decide


def decider_of(form: str) -> tuple[Decide, bool]:
    """The function, and whether letters in it stand for any number."""
    subject, separated, assertion = form.partition(" :: ")
    if not separated:
        chains = read_chains(Reader(form))[0]
        return plain(chains), speaks_of_letters(chains)
    reader = Reader(subject)
    if subject.startswith("mod "):
        reader.take("mod")
        modulus = reader.sum()
        reader.finish()
        chains = read_chains(following(reader, assertion))[0]
        return modular(modulus, chains), speaks_of_letters(chains)
    given, parted = read_chains(reader)
    chains, separator = read_chains(following(reader, assertion))
    if parted == "or":
        raise Unreadable("a subject is parted by commas")
    if not given[0].relations:
        if len(given) > 1:
            raise Unreadable("one value was expected")
        chains = [Chain(given[0].members + chain.members, ("=", *chain.relations)) for chain in chains]
        return plain(chains), speaks_of_letters(chains)
    equations = [chain.equation() for chain in given]
    if len(equations) == 1:
        return solutions(equations[0], [chain.equation() for chain in chains], separator), True
    return satisfied(linear_system(subject), reader.holes, chains), False


DECIDERS: Remembered[str, Decide] = Remembered(decider)


def following(reader: Reader, text: str) -> Reader:
    """A reader of `text` whose holes continue the count of `reader`."""
    after = Reader(text)
    after.holes = reader.holes
    return after


def read_chains(reader: Reader) -> tuple[list[Chain], str | None]:
    """The chains up to the end, and what parts them: a comma, the word `or`, or None."""
    chains, separator = [], None
    while True:
        members, relations = [reader.sum()], []
        while relation := reader.take(*RELATIONS):
            relations.append(relation)
            members.append(reader.sum())
        chains.append(Chain(tuple(members), tuple(relations)))
        found = reader.take(",", "or")
        if found is None:
            reader.finish()
            return chains, separator
        if found != (separator or found):
            raise Unreadable("a list is parted by commas or by 'or', not by both")
        separator = found


def speaks_of_letters(chains: Sequence[Chain]) -> bool:
    return any(variables(member) for chain in chains for member in chain.members)


def every(tests: Sequence[Decide]) -> Decide:
    if len(tests) == 1:
        return tests[0]
    return lambda v: all([test(v) for test in tests])


def plain(chains: Sequence[Chain]) -> Decide:
    """Relations between exact numbers; with letters, identities of polynomials."""
    links = [link for chain in chains for link in chain.links()]
    if not links:
        raise Unreadable("a claim needs a relation such as =")
    if speaks_of_letters(chains):
        return identity(links)
    return every([whole_chain(chain) for chain in chains if chain.relations])


def whole_chain(chain: Chain) -> Decide:
    """Whether every relation of a chain holds; each member of `a = b = c` is computed once where all are whole."""
    programs = [compile_tree(member) for member in chain.members]
    if set(chain.relations) != {"="} or any(program.pair for program in programs) or len(programs) < 3:
        return every([relation(left, sign, right) for left, sign, right in zip(programs, chain.relations, programs[1:], strict=False)])
    first, second, *others = [program.run for program in programs]
    if len(others) == 1:
        third = others[0]
        return lambda v: first(v) == (value := second(v)) and third(v) == value

    def decide(values: Sequence[Any]) -> bool:
        value = first(values)
        return all([run(values) == value for run in (second, *others)])

    return decide


def relation(left: Program, sign: str, right: Program) -> Decide:
    """Whether two exact numbers are so related."""
    if left.pair or right.pair:
        return pair_relation(lifted(left), sign, lifted(right))
    f, g = left.run, right.run
    if sign == "=":
        return lambda v: f(v) == g(v)
    if sign == "!=":
        return lambda v: f(v) != g(v)
    if sign == "|":
        return lambda v: remainder(g(v), f(v)) == 0
    compare = ORDER[sign]
    return lambda v: compare(f(v), g(v))


def pair_relation(f: Run, sign: str, g: Run) -> Decide:
    if sign == "|":
        raise Unreadable("'|' of fractions")

    def decide(values: Sequence[Any]) -> bool:
        (a, b), (c, d) = f(values), g(values)
        if sign in ("=", "!="):
            return (a * d == c * b) == (sign == "=")
        return ORDER[sign](a * d, c * b) if b * d > 0 else ORDER[sign](c * b, a * d)

    return decide


def identity(links: Sequence[tuple[Node, str, Node]]) -> Decide:
    """Equal polynomials, or quotients of polynomials."""
    if any(sign != "=" for _, sign, _ in links):
        raise Unreadable("between expressions with letters only = is decided")
    bound = widest([bound_of(left).plus(bound_of(right)) for left, _, right in links])

    def build(value_bits: int) -> Decide:
        scope = Scope(points=points_for(bound, value_bits)[1])
        return every([relation(compile_tree(left, scope), "=", compile_tree(right, scope)) for left, _, right in links])

    return sized(build)


def widest(bounds: Sequence[Bound]) -> Bound:
    return reduce(lambda a, b: a._replace(pair=False).plus(b._replace(pair=False)), bounds)


def modular(modulus: Node, chains: Sequence[Chain]) -> Decide:
    """Differences divisible by the modulus, coefficient by coefficient where there are letters."""
    run = compile_tree(modulus).run
    limit = 1 << MODULUS_BITS

    def checked(values: Sequence[Any]) -> int:
        m = run(values)
        if m.__class__ is not int or not 1 < m < limit:
            raise ArithmeticError(f"a modulus is a whole number from 2 to 2^{MODULUS_BITS}")
        return m

    links = [link for chain in chains for link in chain.links()]
    if not links or any(sign not in ("=", "!=") for _, sign, _ in links):
        raise Unreadable("modulo a number only = and != are decided")
    if speaks_of_letters(chains):
        return modular_identity(checked, links)
    scope = Scope(modulus=run)
    members = [[compile_tree(member, scope) for member in chain.members] for chain in chains]
    if all(sign == "=" for _, sign, _ in links) and not any(member.pair for chain in members for member in chain):
        return every([congruent(checked, [member.run for member in chain]) for chain in members])
    scope = Scope(modulus=checked)
    return every([congruence(checked, compile_tree(left, scope), sign, compile_tree(right, scope)) for left, sign, right in links])


def congruent(modulus: Run, members: Sequence[Run]) -> Decide:
    """Whether whole numbers leave the same remainder; each is worked out once."""
    first, *others = members

    def decide(values: Sequence[Any]) -> bool:
        m, number = modulus(values), first(values)
        for run in others:
            if (run(values) - number) % m:
                return False
        return True

    return decide


def congruence(modulus: Run, left: Program, sign: str, right: Program) -> Decide:
    wanted = sign == "="
    if not left.pair and not right.pair:
        f, g = left.run, right.run
        return lambda v: ((f(v) - g(v)) % modulus(v) == 0) is wanted
    f, g = lifted(left), lifted(right)

    def decide(values: Sequence[Any]) -> bool:
        (a, b), (c, d), m = f(values), g(values), modulus(values)
        if gcd(b * d, m) != 1:
            raise ZeroDivisionError("a denominator that has no inverse")
        return ((a * d - c * b) % m == 0) is wanted

    return decide


def modular_identity(modulus: Run, links: Sequence[tuple[Node, str, Node]]) -> Decide:
    bounds = [bound_of(left).plus(bound_of(right)) for left, _, right in links]
    if any(sign != "=" for _, sign, _ in links) or any(bound.under for bound in bounds):
        raise Unreadable("modulo a number, letters need = and stand in no denominator")
    bound = widest(bounds)

    def build(value_bits: int) -> Decide:
        bits, points = points_for(bound, value_bits)
        scope = Scope(points=points)

        def congruent(left: Node, right: Node) -> Decide:
            program = compile_tree(("-", left, right), scope)
            difference = program.run
            if program.pair:
                return lambda v: divisible_quotient(difference(v), modulus(v), bits)
            return lambda v: divisible(difference(v), modulus(v), bits)

        return every([congruent(left, right) for left, _, right in links])

    return sized(build)


def divisible_quotient(quotient: tuple[int, int], modulus: int, bits: int) -> bool:
    numerator, denominator = quotient
    if gcd(denominator, modulus) != 1:
        raise ZeroDivisionError("a denominator that has no inverse")
    return divisible(numerator, modulus, bits)


def divisible(number: int, modulus: int, bits: int) -> bool:
    """Whether every signed digit of `number` in base 2^bits, that is every coefficient, is divisible by the modulus."""
    base, half = 1 << bits, 1 << (bits - 1)
    while number:
        digit = ((number + half) & (base - 1)) - half
        if digit % modulus:
            return False
        number = (number - digit) >> bits
    return True


def solutions(given: tuple[Node, Node], found: Sequence[tuple[Node, Node]], separator: str | None) -> Decide:
    """Whether an equation has just the solutions of another, with multiplicity: whether f and g are proportional.

    With a y where f(y) and g(y) are not both zero, f(y) g = g(y) f as polynomials is a proof. Alternatives parted by `or`
    are multiplied; equations parted by commas are each compared with the subject."""
    differences: list[Node] = [("-", left, right) for left, right in found]
    goals = [reduce(lambda a, b: ("*", a, b), differences)] if separator == "or" else differences
    f: Node = ("-", *given)
    bounds = [bound_of(f), *[bound_of(g) for g in goals]]
    letters = sorted(bounds[0].degrees)
    if any(bound.under for bound in bounds):
        raise Unreadable("an unknown below a fraction line")
    if not letters or any(set(bound.degrees) - set(letters) for bound in bounds):
        raise Unreadable("the assertion must speak of the subject's unknowns")
    bound = widest([bounds[0].times(bound) for bound in bounds[1:]])
    # no polynomial of g's degree vanishes at all of the points x = t, y = t^step, z = t^(step^2), ...
    step = 1 + max([degree for bound in bounds[1:] for degree in bound.degrees.values()], default=0)
    trials = range(step ** len(letters))
    if len(trials) > TRIALS:
        raise Unreadable("too many unknowns of too high a degree")
    room = bound._replace(bits=bound.bits + 1 + bound.total * step ** (len(letters) - 1) * len(trials).bit_length())

    def build(value_bits: int) -> Decide:
        points = Scope(points=points_for(room, value_bits)[1])
        f_far, goals_far = numerator(f, points), [numerator(g, points) for g in goals]

        def at(t: int) -> tuple[Run, list[Run]]:
            near = Scope(points={x: t ** (step**i) for i, x in enumerate(letters)})
            return numerator(f, near), [numerator(g, near) for g in goals]

        near = Remembered(at)

        def decide(values: Sequence[Any]) -> bool:
            far = f_far(values)
            for i, g_far in enumerate(goals_far):
                other = g_far(values)
                if far == 0 or other == 0:
                    return False
                for t in trials:
                    f_near, goals_near = near[t]
                    if value := goals_near[i](values):
                        if f_near(values) * other != value * far:
                            return False
                        break
                else:
                    return False
            return True

        return decide

    return sized(build)


def numerator(node: Node, scope: Scope) -> Run:
    pair, run, _ = compile_tree(node, scope)
    return (lambda v: run(v)[0]) if pair else run


def through_text(form: str, decide: Decide) -> Decide:
    """Decides claims that hold fractions by what their text says, in which all numbers are whole."""

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
    reader = Reader(subject)
    return LinearSystem([chain.equation() for chain in read_chains(reader)[0]], reader.holes)


def satisfied(system: LinearSystem, holes: int, chains: Sequence[Chain]) -> Decide:
    """Whether the one solution of the system satisfies every relation."""
    count = max([holes, *[1 + hole for chain in chains for member in chain.members for hole in holes_in(member)]])
    scope = Scope(slots={letter: count + i for i, letter in enumerate(system.letters)})
    links = [link for chain in chains for link in chain.links()]
    if not links:
        raise Unreadable("a claim needs a relation such as =")
    test = every([relation(compile_tree(left, scope), sign, compile_tree(right, scope)) for left, sign, right in links])
    return lambda v: test(tuple(v) + system.solution(tuple(v[:holes])))


def holes_in(node: Node) -> list[int]:
    """The indices of the holes in a tree."""
    if node[0] == "hole":
        return [node[1]]
    if node[0] == "call":
        return [hole for group in node[2] for argument in group for hole in holes_in(argument)]
    return [hole for child in node[1:] if isinstance(child, tuple) for hole in holes_in(child)]
