"""Laws of a family's problems: statements, answers, conclusions, keys, capacity and difficulty."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import pairwise
from statistics import mean, median
from typing import Any

from generators.arguments import brief
from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from generators.derivations.flow import FLOWS
from generators.distance import strategy_distances
from generators.family import dump
from generators.laws.law import Finding, Sample, law
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.self_check import check_step
from generators.solution import Solution

OTHERS = 12  # answers of other problems that a conclusion has to refuse
ORDINARY = (
    0.05  # the largest share of a setting's problems that one ordinary answer may be right for
)
SPECIAL = 0.20  # and of special ones (none, all, 0) together
APART = 0.3  # least mean distance of two strategies, in values and forms
STRATEGIES = 4  # that apply to every problem from difficulty 2 up
ROOM = 20_000  # problems that a difficulty from 2 up should hold
DRAWN = 2_000  # problems drawn for keys and answers
CHECKED = 0.50  # largest share of other answers that a check may let pass
NUMERAL = re.compile(r"[a-z]*\d+", re.ASCII)
CLUMSY = re.compile(r"\{p|\bNone\b|\+ -|- -|\b1[a-z]\b|= \+|\(\)")


@law()
def a_problem_is_its_address(sample: Sample) -> Iterator[Finding]:
    """Drawn again, a problem is the same; its params survive their JSON. Draw from the stream
    alone; keep whole numbers, texts and tuples of these in the params."""
    for problem in sample.each_problem():
        difficulty, index = int(problem.id.rsplit("-d", 1)[1][0]), int(problem.id.rsplit("-", 1)[1])
        again = sample.settings[difficulty].problem(sample.seed, index)
        if (again.params_text, again.statement) != (problem.params_text, problem.statement):
            yield Finding("drawn again it is another problem", problem.id)
        loaded = problem.family.load(problem.params_text)
        if loaded != problem.params or dump(loaded) != problem.params_text:
            yield Finding("its params do not survive their JSON", problem.id)


@law()
def statements_read_as_sentences(sample: Sample) -> Iterator[Finding]:
    """Each phrasing is plain ASCII text that reads as a sentence. Write three or more, with a
    capital first; let a claim's text() print signs and coefficients."""
    if len(sample.family.statements) < 3:
        yield Finding(f"{len(sample.family.statements)} phrasings; at least 3 are wanted")
    for problem in sample.each_problem():
        for phrasing in range(len(sample.family.statements)):
            text = Problem(sample.family, problem.params, phrasing, problem.id).statement
            reason = clumsiness(text)
            if reason:
                yield Finding(f"statement {phrasing} {reason}: {text}", problem.id)


def clumsiness(text: str) -> str:
    """What is wrong with a statement's text; empty where nothing is."""
    if not text.isascii():
        return "is not ASCII"
    if text != text.strip() or any(blank in text for blank in ("  ", " ,", " .")):
        return "has a blank too many"
    if not (text[:1].isupper() or text[:1].isdigit()):
        return "begins with a small letter"
    found = CLUMSY.search(text)
    return f"holds {found[0]!r}" if found else ""


@law()
def the_conclusion_speaks_of_the_statement(sample: Sample) -> Iterator[Finding]:
    """The numbers of the conclusion stand in the statement or the answer, or are its constants.
    Build the conclusion from what the statement shows, not from what only a solution knows."""
    for problem in sample.each_problem():
        stated = set(NUMERAL.findall(problem.statement))
        stated |= {str(number) for number in problem.stated}  # "twice" tells a 2
        names = problem.names or ()
        stated |= {str(number) for number, name in enumerate(names) if name in stated}
        answered = set(NUMERAL.findall(str(problem.answer_value)))
        claim = re.sub(r"[a-z]\^\d+", "", problem.conclusion.text())
        typed = {str(number) for number in FLOWS[problem.conclusion.form].typed}
        unknown = set(NUMERAL.findall(claim)) - stated - answered - typed - {"0", "1"}
        if unknown:
            text = f"{min(unknown)} in {problem.conclusion.text()} is not in the statement"
            yield Finding(f"{text}: {problem.statement}", problem.id)


@law()
def the_conclusion_refuses_other_answers(sample: Sample) -> Iterator[Finding]:
    """The conclusion holds for the true answer only, not for one near it nor another problem's. Put
    every part of the answer into it, and tie it to the statement with = or a subject."""
    for problems in sample.problems.values():
        for problem in problems:
            for other in other_answers(problem, problems):
                claim = problem.conclusion_of(other)
                if says_so(claim):
                    text = f"{claim.text()} holds too; the answer is {problem.answer}"
                    yield Finding(text, problem.id)
                    break


def says_so(claim: Claim) -> bool:
    """Whether a claim holds; one with letters of another problem says nothing."""
    try:
        return claim.holds()
    except Unreadable:
        return False


def other_answers(problem: Problem[Any], problems: list[Problem[Any]]) -> Iterator[Any]:
    """Values of the answer's type: near it, and those of other problems."""
    value = problem.answer_value
    if problem.names is not None:
        yield from [other for other in range(len(problem.names)) if other != value]
        return
    if problem.answer_kind == "residue":
        yield from [((value[0] + step) % value[1], value[1]) for step in (1, value[1] - 1)]
        return
    yield from near_pieces(value) if problem.answer_kind == "interval" else near(value)
    fits = [one for one in problems if shape(one.answer_value) == shape(value)]
    different = [one for one in fits if one.answer_value != value]
    yield from [one.answer_value for one in different[:OTHERS]]


def shape(value: Any) -> Any:
    """The type of an answer, and of a tuple its length, so that only like is put for like."""
    return (type(value), len(value)) if isinstance(value, tuple) else type(value)


@law()
def a_check_tells_the_answer(sample: Sample) -> Iterator[Finding]:
    """The line that tests an answer holds for the true one, and not for most near it. Let
    check(p, answer) give a claim that the answer alone makes true, or None."""
    tried = held = 0
    example = ("", "")
    for problem in sample.each_problem():
        line = check_step(problem, problem.answer, problem.conclusion)
        if line is None:
            continue
        if not line.claim.holds():
            yield Finding(f"the check {line.claim.text()} does not hold", problem.id)
        if sample.family.check is None or problem.names is not None:
            continue  # one that puts the answer into the conclusion tells as much as that
        for other in other_answers(problem, [problem]):
            line = check_step(problem, problem.answer_text(other), problem.conclusion)
            tried += 1
            if line is not None and says_so(line.claim):
                held, example = held + 1, (f"the check {line.claim.text()} holds too", problem.id)
    if held > CHECKED * tried:
        yield Finding(f"{held} of {tried} other answers pass; {example[0]}", example[1])


def near(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1, value + 10, *([-value] if value else [])]
    if isinstance(value, Fraction):
        if not value:
            return [Fraction(1), Fraction(1, 2)]
        return [value + 1, value - Fraction(1, value.denominator), -value]
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        others: list[Any] = []
        for i, one in enumerate(value):
            others += [(*value[:i], other, *value[i + 1 :]) for other in near(one)]
        return others
    if isinstance(value, (set, frozenset)):
        changed: list[Any] = []
        for member in value:
            kept = {*value} - {member}
            changed += [type(value)({*kept, other}) for other in near(member) if other not in value]
        return changed
    return []


def near_pieces(pieces: Any) -> list[Any]:
    """Intervals near some others; whether an end belongs says nothing where there is none."""
    found = []
    for i, piece in enumerate(pieces):
        for j, part in enumerate(piece):
            if part is not None and not (j > 1 and piece[j - 2] is None):
                for other in near(part):
                    changed = (*piece[:j], other, *piece[j + 1 :])
                    found.append((*pieces[:i], changed, *pieces[i + 1 :]))
    return found


@law()
def the_answer_is_canonical(sample: Sample) -> Iterator[Finding]:
    """The answer's text is the canonical one of its value. Give a value of the answer's kind, such
    as an int or a Fraction."""
    for problem in sample.each_problem():
        text = problem.answer
        if not (text.isascii() and text.isprintable() and text == text.strip() != ""):
            yield Finding(f"its answer {text!r} is no plain text", problem.id)
        value = problem.answer_value
        if problem.names is not None:
            if text != problem.names[value]:
                yield Finding(f"its answer {text} is not the name of {value}", problem.id)
        elif isinstance(value, (int, Fraction)) and text != str(value):
            yield Finding(f"its answer {text} is not {value}", problem.id)


@law()
def a_key_leaves_nothing_out(sample: Sample) -> Iterator[Finding]:
    """Problems that share a key share their answer, but for its order, and their mathematics. Put
    all that the answer depends on into the key, as numbers, texts and tuples; sort only what may be
    swapped."""
    for problem in sample.each_problem(1):
        key = problem.own_key()
        if not is_lasting(key):
            yield Finding(f"its key {brief(key)} holds other than plain values", problem.id)
    for setting in (sample.settings[1], *small_settings(sample)):
        answers: dict[bytes, tuple[str, str]] = {}
        mathematics: dict[bytes, bytes] = {}
        for index in range(DRAWN // 4):
            try:
                problem = setting.problem(sample.seed, index)
            except (ValueError, RuntimeError):
                break  # a setting that the family refuses
            value = problem.answer_value
            shown = str(sorted(value, key=str)) if isinstance(value, tuple) else str(value)
            first, id = answers.setdefault(problem.key, (shown, problem.id))
            if first != shown:
                yield Finding(f"it has the key of {id}, but another answer", problem.id)
                break
            if mathematics.setdefault(problem.key, problem.split_key) != problem.split_key:
                yield Finding("it shares a key, but not its mathematics", problem.id)
                break


def is_lasting(value: Any) -> bool:
    """Whether Python writes a value the same in every process, as it does no set of texts."""
    if isinstance(value, tuple):
        return all(map(is_lasting, value))
    return value is None or isinstance(value, (int, str, Fraction))


def small_settings(sample: Sample) -> list[Setting[Any]]:
    """The setting of few problems in which every knob is at the low end of what a user may set."""
    family, low = sample.family, {}
    for name, knob in family.knobs.items():
        end = knob.allowed[0]
        if isinstance(end, int):
            low[name] = (end, end) if isinstance(knob.levels[0], tuple) else end
    try:
        return [Setting(family, 1, low)]
    except ValueError:
        return []


@law()
def as_many_problems_can_be_drawn_as_it_says(sample: Sample) -> Iterator[Finding]:
    """Of the capacity that a setting states, half can be drawn, and never more. Count what the key
    tells apart, draw evenly, or state less: Capacity(n, exact=False)."""
    for difficulty, setting in sample.settings.items():
        capacity = setting.capacity
        wanted = max(1, min(DRAWN, -(-capacity.problems // 2)))
        enough = wanted
        if capacity.exact and capacity.problems <= DRAWN:
            enough = capacity.problems  # one more would be too many
        keys: set[bytes] = set()
        for index in range(4 * wanted):
            keys.add(setting.problem(sample.seed, index).key)
            if len(keys) > enough:
                break
        counted = sample.family.capacity(setting.knobs)
        if counted != capacity:
            yield Finding(f"difficulty {difficulty}: counted says {capacity}, capacity {counted}")
        if len(keys) < wanted:
            text = f"{len(keys):,} different problems in {4 * wanted:,} draws; it says {capacity}"
            yield Finding(f"difficulty {difficulty}: {text}")
        elif capacity.exact and len(keys) > capacity.problems:
            yield Finding(f"difficulty {difficulty}: more than {capacity} were drawn")


@law(advice=True)
def there_is_room_for_a_dataset(sample: Sample) -> Iterator[Finding]:
    """Each difficulty from 2 up holds at least 20,000 problems. Widen a knob's levels, or add a
    knob."""
    for difficulty, setting in sample.settings.items():
        if setting.capacity.problems < (ROOM if difficulty > 1 else 1_000):
            yield Finding(f"difficulty {difficulty} holds {setting.capacity}")


@law(advice=True)
def no_answer_is_right_too_often(sample: Sample) -> Iterator[Finding]:
    """No ordinary answer is right for more than 5 % of a difficulty's problems. Widen the answers,
    or say by `options` among how many a guess chooses."""
    for difficulty, setting in sample.settings.items():
        drawn = [setting.problem(sample.seed, index) for index in range(400)]
        options = len(drawn[0].names or ()) or drawn[0].options
        counts = Counter(problem.answer for problem in drawn)
        answer, count = counts.most_common(1)[0]
        most = max(ORDINARY, 1.5 / options if options else 0)
        most += 3 * (most * (1 - most) / len(drawn)) ** 0.5  # three standard errors of the draw
        special = answer in ("0", "[]", "{}", "(-oo, oo)", "True", "False")
        if count > (SPECIAL if special else most) * len(drawn):
            share = count / len(drawn)
            yield Finding(f"difficulty {difficulty}: {answer} is right for {share:.0%} of problems")


@law(advice=True)
def four_strategies_apply(sample: Sample) -> Iterator[Finding]:
    """At least four strategies apply to every problem from difficulty 2 up. Write another way of
    solving, or widen a strategy's `when`."""
    for difficulty, problems in sample.problems.items():
        fewest = min(problems, key=lambda problem: len(problem.strategies()))
        count = len(fewest.strategies())
        if difficulty > 1 and count < STRATEGIES:
            yield Finding(f"{count} apply: {', '.join(fewest.strategies())}", fewest.id)


@law(advice=True)
def difficulty_rises(sample: Sample) -> Iterator[Finding]:
    """The cheapest solution costs more at each difficulty, and few cost less than the median one of
    the difficulty below. Let knobs make solutions longer: more terms, steps or digits."""
    cost = partial(cheapest, sample)
    costs = {
        difficulty: list(map(cost, problems)) for difficulty, problems in sample.problems.items()
    }
    for lower, higher in pairwise(DIFFICULTIES):
        if mean(costs[lower]) >= mean(costs[higher]):
            yield Finding(f"difficulty {higher} costs no more than {lower}")
        below = sum(cost < median(costs[lower]) for cost in costs[higher])
        if below > 0.25 * len(costs[higher]) + 3:
            yield Finding(
                f"{below} of {len(costs[higher])} problems of difficulty {higher} cost less than"
                f" the median of {lower}"
            )


def cheapest(sample: Sample, problem: Problem[Any]) -> int:
    """The least cost of a solution: the characters of its lines."""
    return min(map(characters, sample.solutions(problem)))


def characters(solution: Solution) -> int:
    return sum([len(step.claim.shown()) for step in solution.steps])


@law(advice=True)
def strategies_are_far_apart(sample: Sample) -> Iterator[Finding]:
    """Any two strategies differ in values and forms by at least 0.3 at difficulty 3. Strategies
    that write the same lines are one; let them differ in idea."""
    distances = strategy_distances(sample.family, 3, sample.size)
    for (first, second), distance in distances.items():
        if distance < APART:
            yield Finding(f"{first} and {second}: {distance:.2f}")
