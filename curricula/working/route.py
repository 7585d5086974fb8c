"""The way of one solution: what it finds, equation by equation, and what each finding rests on; and
how far the lines of a completion go along it.

A *finding* is one link of a claim, `630 = 2 * 273 + 84` or one of the two in `a = b = c`, that
gives a number and says something. Other lines of a solution, such as terms that change sides, an
equation of the statement said again, a trial that is given up or a check, are no findings: they
earn nothing and cost nothing.

A right line takes the findings that it says where what they rest on is met: taken before, said
before by a right line, or bridged. A finding is *bridged* where it stands nowhere in the
completion, and a line that rests on it is right with its number in it: so two steps may be one
line, and a line may be left out. Of bridged findings no more are paid than half of those taken.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from curricula.maths_text.spans import Span
from curricula.working.equations import (
    FREE,
    SAME,
    Comparison,
    Key,
    Members,
    Said,
    lone,
    members_of,
    numerals_of,
)

BRIDGES = 2  # findings in a row that may stand nowhere
NEAR = 4  # numbers of a finding that gives several, of which one may be missing: a mod b = r
SPARE = 1  # links of a chain that may lead to no finding where others do
STATEMENT = -1


class Worked(NamedTuple):
    """A step of a solution: its claim's spans, as a learner sees them, and what is known of it as a
    step of a derivation: what it gives, rests on, and brings in itself; and the equations that it
    supposes. The numbers are numerals, of a fraction both; the modulus is 0 where it stands as it
    is."""

    spans: tuple[Span, ...]
    gives: frozenset[str]
    premises: tuple[int, ...]
    main: bool = True
    modulus: int = 0
    constants: frozenset[str] = frozenset()
    supposed: tuple[Span, ...] = ()


class Finding(NamedTuple):
    """One link that a solution works out: the numbers that it gives, the findings that it rests on
    with the numbers that it has from them. A bare one, `x = 4`, could be guessed, so
    that it is taken only where all that it rests on is."""

    gives: frozenset[str]
    needs: Mapping[int, frozenset[str]]
    bare: bool


class Saying(NamedTuple):
    """A relation of a solution, by which modulus it is meant, and the findings that it says."""

    said: Said
    modulus: int
    findings: tuple[int, ...]


class Route(NamedTuple):
    """What one solution finds, in order; what it says, by keys; what each span says that finds
    something; how often a line with the numbers of one that finds nothing may be said for nothing;
    and the numbers of other equations that its steps suppose, which may be said once."""

    findings: tuple[Finding, ...]
    by_key: Mapping[Key, Sequence[Saying]]
    spans: Sequence[Sequence[Said]]
    idle: Counter[Key]
    supposed: Collection[Key]

    @property
    def length(self) -> int:
        return len(self.findings)


class Claimed(NamedTuple):
    """A claim of a completion: whether it is right and may take a step, what it says, the numbers
    that it comes to, all that it shows, and whether it counts: what says nothing but equations of
    the statement, or a number alone, does not. `links` are the steps from member to member of its
    chains."""

    right: bool
    said: tuple[Said, ...]
    results: frozenset[str]
    numbers: frozenset[str]
    counts: bool = True
    links: int = 1

    def weight(self, covered: int) -> int:
        """As how many claims it counts, where so many of its links lead to findings. A chain of
        facts that lead nowhere is as many as it is written in lines."""
        spare = SPARE if covered else 0
        return self.counts * max(1, self.links - covered - spare)


class Progress(NamedTuple):
    """How far a completion goes: the share of a solution's findings that it takes or bridges, how
    many claims it makes that count, and how many of them are on the way."""

    share: float
    claims: int
    on_the_way: int


def route_of(steps: Sequence[Worked], stated: Collection[Key] = ()) -> Route:
    """The route of a solution. `stated` are the keys of the statement's own equations."""
    return RouteMaker(steps, stated).route()


class RouteMaker:
    """Goes through a solution's steps and notes what they find."""

    def __init__(self, steps: Sequence[Worked], stated: Collection[Key]) -> None:
        self.steps, self.stated = steps, stated
        self.findings: list[Finding] = []
        self.of_step: dict[int, list[int]] = {}  # the findings of each step
        self.by_key: dict[Key, list[Saying]] = {}
        self.spans: list[list[Said]] = []
        self.idle: Counter[Key] = Counter()
        self.supposed: set[Key] = set()
        self.shown: set[Key] = set()  # the numbers of spans that find something

    def route(self) -> Route:
        for index, step in enumerate(self.steps):
            first = len(self.findings)
            links = list(chain.from_iterable([self.note(span, step) for span in step.spans]))
            self.supposed.update([frozenset(span.numbers) for span in step.supposed])
            self.of_step[index] = list(range(first, len(self.findings)))
            self.rest(index, first, links)
        self.supposed -= self.shown | self.idle.keys()
        return self.without_guesses()

    def note(self, span: Span, step: Worked) -> list[frozenset[str]]:
        """Note the findings of a span, without what they rest on. Gives the numbers of each."""
        shown: list[frozenset[str]] = []
        chains = members_of(span.text) if step.main else ()
        for members in chains:
            places: dict[int, int] = {}  # the finding of each link
            before: set[str] = set()
            for link in members.links:
                own = numerals_of(link.text)
                new = new_numbers(own, link.right, step.gives, before)
                before |= own
                if new and link.key not in self.stated and (link.says_something or link.bare):
                    places[link.first] = len(self.findings)
                    shown.append(own)
                    self.findings.append(Finding(new, {}, link.bare))
            self.note_sayings(members, places, step.modulus)
        if shown:
            self.shown.add(frozenset(span.numbers))
            everything = chain.from_iterable([members.everything for members in chains])
            self.spans.append(list(everything))
        elif len(span.numbers) > 1:
            self.idle[frozenset(span.numbers)] += 1
        return shown

    def without_guesses(self) -> Route:
        """The route without bare findings that rest on nothing but the statement."""
        kept: list[int] = []
        for at, found in enumerate(self.findings):
            if not found.bare or not found.needs.keys().isdisjoint(kept):
                kept.append(at)
        if len(kept) == len(self.findings):
            findings = tuple(self.findings)
            return Route(findings, self.by_key, self.spans, self.idle, self.supposed)
        places = {at: place for place, at in enumerate(kept)}

        def with_kept_needs(found: Finding) -> Finding:
            needs = {places[at]: by for at, by in found.needs.items() if at in places}
            return found._replace(needs=needs)

        findings = [with_kept_needs(self.findings[at]) for at in kept]
        by_key: dict[Key, list[Saying]] = {}
        for key, sayings in self.by_key.items():
            for saying in sayings:
                found = tuple([places[at] for at in saying.findings if at in places])
                if found:
                    by_key.setdefault(key, []).append(saying._replace(findings=found))
        return Route(tuple(findings), by_key, self.spans, self.idle, self.supposed)

    def note_sayings(self, members: Members, places: Mapping[int, int], modulus: int) -> None:
        """Note everything that a chain says, with the findings that lie between the two members."""
        for said in members.everything:
            found = tuple([places[at] for at in range(said.first, said.last) if at in places])
            if found and (said.says_something or said.bare):
                gives = self.findings[found[0]].gives if len(found) == 1 else frozenset()
                for key in spellings(said.key, gives, modulus):
                    self.by_key.setdefault(key, []).append(Saying(said, modulus, found))

    def rest(self, index: int, first: int, shown: Sequence[frozenset[str]]) -> None:
        """Say what the findings of a step rest on: of each number that they use the latest finding
        that gives it, among the step's premises and its own; and all of a premise of which none of
        them uses a number. A number that a premise chose freely needs nothing."""
        premises = self.resolved(self.steps[index].premises)
        of_premises = list(chain.from_iterable([self.of_step[premise] for premise in premises]))
        used: set[int] = set()
        needs_of: list[dict[int, frozenset[str]]] = []
        for place, own in enumerate(shown, first):
            needs: dict[int, set[str]] = {}
            latest_first = [*range(place - 1, first - 1, -1), *reversed(of_premises)]
            for number in sorted(own - self.findings[place].gives - FREE):
                source = next(
                    (other for other in latest_first if number in self.findings[other].gives), None
                )
                if source is not None:
                    needs.setdefault(source, set()).add(number)
            used.update(needs)
            needs_of.append({other: frozenset(from_it) for other, from_it in needs.items()})
        numbers = frozenset().union(*shown)
        loose = [
            premise
            for premise in premises
            if not used.intersection(self.of_step[premise])
            and not numbers.intersection(self.steps[premise].constants)
        ]
        of_loose = chain.from_iterable([self.of_step[premise] for premise in loose])
        others = dict.fromkeys(of_loose, frozenset[str]())
        for place, from_others in enumerate(needs_of, first):
            gives, _, bare = self.findings[place]
            self.findings[place] = Finding(gives, {**others, **from_others}, bare)

    def resolved(self, premises: Iterable[int]) -> list[int]:
        """The premises that find something; in place of others what those rest on."""
        found: set[int] = set()
        for premise in premises:
            if premise == STATEMENT:
                continue
            own = self.of_step.get(premise)
            found.update([premise] if own else self.resolved(self.steps[premise].premises))
        return sorted(found)


def new_numbers(
    own: frozenset[str], result: str, gives: frozenset[str], before: Collection[str]
) -> frozenset[str]:
    """Of the numbers of a link those that its step gives and no earlier link of the chain shows;
    and what it comes to, where that is one number."""
    if not before:
        return gives.intersection(own)
    return gives.intersection(own.difference(before).union(lone(result)))


def spellings(key: Key, gives: Collection[str], modulus: int) -> Iterator[Key]:
    """The keys of other ways to say the same: with the modulus that it is said by; and without one
    of several numbers that it gives, as in `a mod b = r` for `a = q * b + r`."""
    keys = [key]
    given = key.intersection(gives)
    if len(given) > 1 and len(key) >= NEAR:
        keys += [key - {number} for number in sorted(given)]
    for each in keys:
        yield each
        if modulus:
            yield each | {str(modulus)}


def follow(
    route: Route, claims: Sequence[Claimed], answered: Callable[[], bool] = lambda: False
) -> Progress:
    """How far claims go along a route. A claim that is said again is not on the way, but as often
    as the solution says it too. `answered` tells whether the completion's answer is right."""
    matched = [matched_by(route, claim.said) for claim in claims]
    found = [each.findings for each in matched]
    end = next((at for at in range(len(claims), 0, -1) if claims[at - 1].counts), 0)
    walk = Walk(route.findings, set().union(*found[:end]))
    counted = on_the_way = 0
    idle: Counter[Key] = Counter()
    supposed = set(route.supposed)
    times: Counter[tuple[int, ...]] = Counter()
    for claim, (findings, covered) in zip(claims, matched, strict=True):
        weight = claim.weight(covered)
        counted += weight
        if findings:
            walk.hear(findings, claim)
            times[findings] += 1
        if findings and (times[findings] == 1 or times[findings] <= said_by(route, findings)):
            on_the_way += claim.counts
        elif claim.right and idle[claim.numbers] < route.idle.get(claim.numbers, 0):
            idle[claim.numbers] += 1
            counted -= weight
        elif claim.right and claim.numbers in supposed:
            supposed.remove(claim.numbers)
            counted -= weight
    begun = len(walk.taken) + idle.total()
    if not route.findings and idle == route.idle and answered():
        return Progress(1.0, counted + 1, 1)
    if begun and walk.ends and answered():
        walk.end()
    bridged = min(len(walk.bridged), (begun + 1) // 2)
    paid, length = len(walk.taken) + bridged, len(route.findings)
    heard = {claim.numbers for claim in claims if claim.right}
    lacking = [numbers for numbers in route.idle - idle if numbers not in heard]
    if paid == length and lacking and not answered():
        length += 1  # all is found, but neither the way nor the answer is said to its end
    return Progress(paid / max(1, length), counted, on_the_way)


def said_by(route: Route, findings: tuple[int, ...]) -> int:
    """How often the solution itself says just these findings in a span."""
    return sum([matched_by(route, said).findings == findings for said in route.spans])


class Matched(NamedTuple):
    """The findings that a right claim says, in order, and how many of its links lead to them."""

    findings: tuple[int, ...]
    covered: int


def matched_by(route: Route, said: Sequence[Said]) -> Matched:
    """What a claim says of a route."""
    found: set[int] = set()
    covered: set[int] = set()
    for theirs in said:
        for saying in route.by_key.get(theirs.key, ()):
            if (
                not found.issuperset(saying.findings)
                and SAME[Comparison(saying.said, theirs, saying.modulus)]
            ):
                found.update(saying.findings)
                covered.update(range(theirs.first, theirs.last))
    return Matched(tuple(sorted(found)), len(covered))


class Walk:
    """One way along a route: what was taken, bridged and said so far. `somewhere` are the findings
    that stand in the completion, now or later, but for the answer at its end."""

    def __init__(self, findings: Sequence[Finding], somewhere: Collection[int]) -> None:
        self.findings, self.somewhere = findings, somewhere
        self.taken: set[int] = set()
        self.bridged: set[int] = set()
        self.said: set[int] = set()
        self.results: set[str] = set()

    @property
    def ends(self) -> list[int]:
        """The findings that stand nowhere and on which no other rests: the answer itself."""
        rested_on = set(chain.from_iterable([finding.needs for finding in self.findings]))
        return [
            place
            for place in range(len(self.findings))
            if place not in rested_on | self.taken | self.bridged and place not in self.somewhere
        ]

    def end(self) -> None:
        """Bridge what only the answer says, where that is right."""
        for place in self.ends:
            bridges = self.bridges(place, BRIDGES - 1)
            if bridges is not None:
                self.bridged |= {place, *bridges}

    def hear(self, places: Sequence[int], claim: Claimed) -> None:
        """Take what a right claim says, where it may be taken. What may be a guess takes only what
        rests on findings that are taken."""
        for place in places:
            if place in self.taken or place in self.bridged:
                continue
            finding = self.findings[place]
            if finding.bare or not claim.counts:
                bridges = self.bridges_for_guess(finding)
            else:
                bridges = self.bridges(place, BRIDGES)
            if bridges is not None:
                self.taken.add(place)
                self.bridged |= bridges
        self.said.update(places)
        self.results.update(claim.results)

    def bridges_for_guess(self, finding: Finding) -> set[int] | None:
        """The findings to be bridged so that what could be a guess is none; None where what it
        rests on is neither taken nor rests on what is."""
        lacking = finding.needs.keys() - self.taken
        for need in lacking:
            before = self.findings[need].needs
            if need in self.somewhere or not before or not self.taken.issuperset(before):
                return None
        return lacking

    def bridges(self, place: int, left: int) -> set[int] | None:
        """The findings to be bridged so that all is met that this one rests on; None where it is
        not to be met."""
        bridges: set[int] = set()
        for need, numbers in self.findings[place].needs.items():
            if need in self.taken or need in self.bridged or need in self.said:
                continue
            if numbers and numbers <= self.results:
                continue
            if not left or need in self.somewhere:
                return None
            further = self.bridges(need, left - 1)
            if further is None:
                return None
            bridges |= {need, *further}
        return bridges
