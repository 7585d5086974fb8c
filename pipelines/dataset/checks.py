"""What is wrong with one row, decided from the row alone or beside the problem it belongs to. Each
function checks one thing and yields a reason for each fault that it finds."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, product
from operator import itemgetter
from typing import Any

from curricula.names import fault
from curricula.split import SPLITS, split_of, stage_of
from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from generators.derivations.texts import TextStep, derivation_faults
from generators.errors import CurriculaError, RequestError
from generators.family import Family
from generators.layout import drill_text, is_terse, solution_pieces, solution_text
from generators.problem import Problem
from generators.render import LABELS
from generators.tokens import tokens_in
from pipelines.dataset.conclusions import LONGEST, Families, conclusion_faults
from pipelines.dataset.schema import COMMON
from pipelines.dataset.step_rows import LabelledLines, labelled_lines
from pipelines.dataset.template import Template

WHOLE = re.compile(r"\d+", re.ASCII)
TERSE = ("terse", "terse_digits")
SHARED = [name for name in COMMON if name != "id"]


@dataclass(frozen=True)
class Rules:
    """What rows are held to: the template and the shares of stages that the manifest names, where
    there is one, and the families that are here."""

    template: Template | None = None
    shares: dict[str, float] | None = None
    families: Families = field(default_factory=Families)
    same_draws: bool = True  # the rows were drawn by this version of the draws
    edited: frozenset[str] = frozenset()  # families with another source than the rows' own
    label: str = ""  # where solutions name their strategy; empty where nothing says it

    def family_of(self, row: dict[str, Any]) -> Family[Any] | None:
        """The family that can make the row's conclusion again; None where it is not here, was
        edited since, or made the row by another version of the draws."""
        family = self.families.get(row["family"])
        return family if self.same_draws and row["family"] not in self.edited else None


def problem_faults(row: dict[str, Any], rules: Rules) -> Iterator[str]:
    """What is wrong with a row of `problems`."""
    if row["id"] != row["problem_id"]:
        yield f"its problem_id is {row['problem_id']}"
    if row.get("problem") not in (None, row["statement"]):
        yield "its problem is not the statement"
    yield from place_faults(row, rules)
    yield from row_name_faults(row)
    for name in ("knobs", "params", "measured"):
        if not is_json_object(row[name]):
            yield f"{name} is not a JSON object"
    solutions = row["solutions"] or []
    if not solutions:
        yield "it has no solution"
    if len({solution["strategy"] for solution in solutions}) != len(solutions):
        yield "a strategy occurs twice"
    family = rules.family_of(row)
    decided: dict[str, bool] = {}  # claims of this problem: solutions share many of them
    concluded: set[tuple[str, str]] = set()  # the last claims and answers that were compared
    for solution in solutions:
        strategy = solution["strategy"]
        if not solution["steps"]:
            yield f"{strategy}: it has no steps"
            continue
        reasons = [solution_faults(row, solution, decided, family)]
        ending = (solution["steps"][-1]["claim"], solution["answer"])
        if ending not in concluded:
            concluded.add(ending)
            reasons.append(conclusion_faults(row, solution, family))
        for reason in chain(*reasons):
            yield f"{strategy}: {reason}"


def row_name_faults(row: dict[str, Any]) -> Iterator[str]:
    """Names in a row of `problems` that are none: of its family, type, arm and strategies."""
    named = [(kind, row[kind]) for kind in ("family", "type", "arm")]
    named += [("strategy", solution["strategy"]) for solution in row["solutions"] or []]
    yield from filter(None, [fault(kind, name) for kind, name in named])


def place_faults(row: dict[str, Any], rules: Rules) -> Iterator[str]:
    """Whether stage and split are those that the structural key belongs to."""
    try:
        key = bytes.fromhex(row["split_key"])
        if len(key) != 16 or len(bytes.fromhex(row["key"])) != 16:
            raise ValueError
    except (ValueError, TypeError):
        yield "its key is not 16 bytes in hexadecimal"
        return
    if row["stage"] not in SPLITS or row["split"] not in SPLITS[row["stage"]]:
        yield f"there is no split {row['stage']}/{row['split']}"
        return
    stage = stage_of(key, rules.shares) if rules.shares else row["stage"]
    split = split_of(key, stage) if stage in SPLITS else "?"
    if (stage, split) != (row["stage"], row["split"]):
        yield f"its key belongs to {stage}/{split}, not to {row['stage']}/{row['split']}"


def solution_faults(
    row: dict[str, Any],
    solution: dict[str, Any],
    decided: dict[str, bool] | None = None,
    family: Family[Any] | None = None,
) -> Iterator[str]:
    """What is wrong with a solution, but for its conclusion. `decided` keeps the claims of this
    problem that were decided before."""
    decided = {} if decided is None else decided
    yield from label_faults(solution)
    yield from claim_faults(row, solution, decided)
    yield from answer_faults(row, solution)
    yield from solution_derivation_faults(row, solution, family)
    cost, steps = solution["cost"]["steps"], len(solution["steps"]) - 1
    if cost != steps:
        yield f"its cost names {cost} steps, not {steps}"


def label_faults(solution: dict[str, Any]) -> Iterator[str]:
    """Whether the labels of a wrong solution fit one another and its steps."""
    fault = solution["fault_step"]
    labels = {solution["correct"], fault is None, solution["fault_kind"] is None}
    if len(labels) > 1:
        yield "correct, fault_step and fault_kind contradict one another"
    last = len(solution["steps"]) - 1
    yield from backtrack_faults(solution)
    if fault is not None and not 0 <= fault <= last:
        yield f"there is no step {fault}"
    for index in solution.get("carried") or ():
        if fault is None or not fault < index <= last:
            yield f"step {index} is said to carry a fault on, and none comes before it"


def backtrack_faults(solution: dict[str, Any]) -> Iterator[str]:
    """Whether the attempts that a solution is said to give up stand one behind another, and their
    steps are given up; and whether it is checked where it says so."""
    roles, backtracks = [step.get("role") for step in solution["steps"]], solution.get("backtracks")
    end = backtracks[0]["start"] if backtracks else 0
    for backtrack in backtracks or ():
        start, stop = backtrack["start"], backtrack["stop"]
        if not 0 <= start == end < stop < len(roles) or set(roles[start:stop]) != {"abandoned"}:
            yield f"its attempt from step {start} to {stop} is none that is given up"
        end = stop
    if solution.get("checked") and roles[-2:-1] != ["check"]:
        yield "it is said to be checked, and its last line but one is no check"


def labels_of(solution: dict[str, Any]) -> list[bool]:
    """Of each step whether it is right. A solution of an earlier version does not say which steps
    carry its fault on: all that come behind it may."""
    fault, last = solution["fault_step"], len(solution["steps"]) - 1
    carried = solution.get("carried")
    behind = range(last) if fault is None else range(fault + 1, last)
    wrong = {fault, *(behind if carried is None and fault is not None else carried or ())}
    if not solution["correct"]:
        wrong.add(last)
    return [index not in wrong for index in range(last + 1)]


def claim_faults(
    row: dict[str, Any], solution: dict[str, Any], decided: dict[str, bool]
) -> Iterator[str]:
    """Claims that cannot be read, that do not hold where they should, or that hold where the fault
    is said to be."""
    fault, steps = solution["fault_step"], solution["steps"]
    labels = labels_of(solution)
    for index, step in enumerate(steps):
        claim = step["claim"]
        holds = decided.get(claim)
        if holds is None:
            try:
                holds = decided[claim] = Claim.read(claim).holds()
            except (Unreadable, TypeError) as error:
                yield f"step {index}: {str(claim)[:80]!r} cannot be read: {error}"
                continue
        if claim.startswith("mod ") and not known_modulus(claim, row["statement"], steps, index):
            yield f"step {index}: the modulus of {claim[:120]} comes from nowhere"
        if not holds and (fault is None or index < fault or labels[index]):
            yield f"step {index}: {claim[:120]} does not hold"
        elif holds and index == fault:
            yield f"step {index} is labelled faulty, but {claim[:120]} holds"


def answer_faults(row: dict[str, Any], solution: dict[str, Any]) -> Iterator[str]:
    """Whether a right solution has the problem's answer, and a wrong one another."""
    if solution["correct"] and solution["answer"] != row["answer"]:
        yield f"its answer {solution['answer']} is not the problem's, {row['answer']}"
    if not solution["correct"] and solution["answer"] == row["answer"]:
        yield "it is labelled wrong, but its answer is the problem's"


def solution_derivation_faults(
    row: dict[str, Any], solution: dict[str, Any], family: Family[Any] | None
) -> Iterator[str]:
    """Premises that are missing, results that nobody gave, an answer that the own steps do not
    reach. Files written before derivations were kept have none to decide; a solution that is wrong
    on purpose is none."""
    steps = solution["steps"]
    if not solution["correct"] or steps[0].get("premises") is None:
        return
    fields = itemgetter(*TextStep._fields)
    texts = [TextStep(*fields(step)) for step in steps]
    stated = statement_in_full(row, family)
    starts = [backtrack["start"] for backtrack in solution.get("backtracks") or ()]
    faults = derivation_faults(texts, stated, row["names"], solution["answer"], starts)
    for index, reason in faults:
        yield f"step {index}: {reason}"


def statement_in_full(row: dict[str, Any], family: Family[Any] | None) -> str:
    """The statement with all numbers that a solution may start from. A terse one leaves out what
    the sentences say, such as how many terms are given, and LaTeX writes fractions otherwise: plain
    sentences are made again where the family is here, and where it is not the params stand for
    them."""
    if row.get("wording", "natural") == "natural":
        return row["statement"]
    if family is not None:
        with suppress(CurriculaError, TypeError, ValueError, AttributeError):
            params = family.load(row["params"][:LONGEST])
            problem = Problem(family, params, row["phrasing"], row["id"])
            return f"{row['statement']} {problem.statement}"
    return f"{row['statement']} {row['params']}"


def known_modulus(claim: str, statement: str, steps: list[dict[str, Any]], index: int) -> bool:
    """Whether a claim's modulus stands in the statement, the conclusion or an earlier step: a
    congruence modulo another number may hold by chance."""
    modulus = claim[4:].partition(" :: ")[0]
    return any(modulus in WHOLE.findall(text) for text in (steps[-1]["claim"], statement)) or any(
        modulus in WHOLE.findall(step["claim"]) for step in steps[:index]
    )


def view_faults(
    row: dict[str, Any], problem: dict[str, Any] | None, config: str, rules: Rules
) -> Iterator[str]:
    """What is wrong with a row of sft, rl or eval, beside the problem it belongs to."""
    if problem is None:
        yield f"its problem {row['problem_id']} is not in the problems of this shard"
        return
    for name in SHARED:
        if row[name] != problem[name]:
            yield f"{name} is {str(row[name])[:60]}, of its problem {str(problem[name])[:60]}"
    if config == "base":
        yield from drill_faults(row, drill_wordings(problem["wording"]))
        return
    yield from prompt_faults(row, problem, rules)
    if row.get("problem") not in (None, problem["statement"]):
        yield "its problem is not the statement"
    if config in ("sft", "steps"):
        yield from solved_faults(row, problem, config, rules)
        return
    if row["id"] != row["problem_id"]:
        yield "its id is not its problem's"
    for name in ("answer", "answer_kind", "answer_form"):
        if row[name] != problem[name]:
            yield f"{name} is {str(row[name])[:60]}, of its problem {str(problem[name])[:60]}"


def content_of(messages: Any, role: str) -> str | None:
    """The text of a list of one message in that role."""
    if isinstance(messages, list) and len(messages) == 1 and messages[0]["role"] == role:
        return messages[0]["content"]
    return None


def prompt_faults(row: dict[str, Any], problem: dict[str, Any], rules: Rules) -> Iterator[str]:
    prompt = row["prompt"]
    if not isinstance(prompt, str):  # that of `steps` is a text
        prompt = content_of(prompt, "user")
    if prompt is None or problem["statement"] not in prompt:
        yield "its prompt does not put the problem's statement"
    elif rules.template is not None and prompt != rendered(
        rules.template.show_prompt, problem["statement"]
    ):
        yield "its prompt is not what the template makes of the statement"


def solved_faults(
    row: dict[str, Any], problem: dict[str, Any], config: str, rules: Rules
) -> Iterator[str]:
    """Whether a row shows the solution by its strategy, with its labels."""
    strategy = row["strategy"]
    solution = next(
        (solution for solution in problem["solutions"] or [] if solution["strategy"] == strategy),
        None,
    )
    if row["id"] != f"{row['problem_id']}#{strategy}":
        yield "its id is not problem_id#strategy"
    if solution is None:
        yield f"its problem has no solution by {strategy}"
        return
    for name in ("correct", "fault_step", "fault_kind", "carried", "checked"):
        if name in row and name in solution and row[name] != solution[name]:
            yield f"{name} is {row[name]}, of its solution {solution[name]}"
    if row.get("approach") not in (None, solution.get("kind")):
        yield f"approach is {row['approach']}, of its solution {solution.get('kind')}"
    if "backtracks" in row and row["backtracks"] != len(solution.get("backtracks") or ()):
        yield f"backtracks is {row['backtracks']}, its solution has others"
    if config == "steps":
        yield from lines_faults(row, problem, solution, rules)
        return
    if row.get("step_labels") not in (None, labels_of(solution)):
        yield "its step_labels are not those of its solution"
    if row.get("roles") not in (None, [step.get("role") for step in solution["steps"]]):
        yield "its roles are not those of its solution"
    yield from completion_faults(row, problem, solution, rules)


def lines_faults(
    row: dict[str, Any], problem: dict[str, Any], solution: dict[str, Any], rules: Rules
) -> Iterator[str]:
    """Whether the lines and labels of a row of `steps` are those of its solution, written again
    from words and claims."""
    strategy, answer, labels = solution["strategy"], solution["answer"], labels_of(solution)
    roles = [step["role"] for step in solution["steps"]]
    found = []
    try:
        for label, boxed in renderings(problem, solution, rules):
            written = arguments_of(problem, solution, label, boxed)
            text = solution_text(*written)
            shown = rules.template and rules.template.show_completion(text, answer, strategy)
            pieces = solution_pieces(*written)
            found.append(labelled_lines(pieces, labels, roles, text, shown or text))
    except (CurriculaError, ValueError, LookupError, TypeError):
        yield "its solution cannot be written again"
        return
    here = tuple([row[name] for name in LabelledLines._fields])
    if here not in found:
        yield "its lines and labels are not those of its solution"


def completion_faults(
    row: dict[str, Any], problem: dict[str, Any], solution: dict[str, Any], rules: Rules
) -> Iterator[str]:
    """Whether the completion is the solution rendered again from words and claims."""
    strategy = row["strategy"]
    completion = content_of(row["completion"], "assistant") or ""
    if row.get("tokens") not in (None, tokens_in(completion)):
        yield f"its tokens are {row['tokens']}, not {tokens_in(completion)}"
    try:
        texts = renderings_of(problem, solution, rules)
        text, boxed = next(
            ((text, boxed) for text, boxed in texts if text in completion), ("", True)
        )
    except (CurriculaError, ValueError, LookupError, TypeError):
        yield "its solution cannot be rendered again"
        return
    if not text:
        yield "its completion is not its solution rendered again"
    elif rules.template is not None:
        if completion != rendered(
            rules.template.show_completion, text, solution["answer"], strategy
        ):
            yield "its completion is not what the template makes of its solution"
    elif not boxed and not re.search(
        rf"(?<![\w.]){re.escape(solution['answer'])}(?![\w.])", completion.replace(text, "")
    ):
        yield f"its completion does not end in the answer {solution['answer']}"


def renderings_of(
    problem: dict[str, Any], solution: dict[str, Any], rules: Rules
) -> Iterator[tuple[str, bool]]:
    """The solution's text, rendered again from words and claims, and whether its answer is in a
    box: as the manifest says, or without one in every way that there is."""
    for label, boxed in renderings(problem, solution, rules):
        yield solution_text(*arguments_of(problem, solution, label, boxed)), boxed


def renderings(
    problem: dict[str, Any], solution: dict[str, Any], rules: Rules
) -> Iterator[tuple[str, bool]]:
    """Where the label of a solution may stand, and whether its answer is in a box."""
    older = solution.get("opening") is None  # of a version whose solutions began with their label
    first = older or is_terse(problem["wording"])
    labels: tuple[str, ...] = (rules.label or ("first" if first else "none"),)
    boxes = (True, False)
    if rules.template is not None:
        boxes = (rules.template.boxes,)
    elif not older:
        labels = LABELS
    yield from product(labels, boxes)


def arguments_of(
    problem: dict[str, Any], solution: dict[str, Any], label: str, boxed: bool
) -> tuple[Any, ...]:
    """What a solution's text is written from."""
    steps = solution["steps"]
    return (
        solution["strategy"],
        [step["words"] for step in steps],
        [step["claim"] for step in steps],
        problem["names"],
        problem["wording"],
        solution.get("opening"),
        label,
        solution["answer"],
        boxed,
    )


@lru_cache(maxsize=16)  # the rows of one problem share their prompt
def rendered(show: Any, *values: str) -> str | None:
    try:
        return show(*values)
    except RequestError:
        return None


def drill_wordings(wording: str) -> tuple[str, ...]:
    """The wordings that practice may have beside a problem of this one; it is always terse."""
    return (wording,) if is_terse(wording) else TERSE


def drill_faults(row: dict[str, Any], wordings: tuple[str, ...]) -> Iterator[str]:
    """Whether a row of practice has claims that hold and shows just these."""
    if content_of(row["prompt"], "user") is None:
        yield "its prompt is not one message"
    steps = row["steps"] or []
    for index, step in enumerate(steps):
        try:
            if not Claim.read(step["claim"]).holds():
                yield f"step {index}: {step['claim'][:120]} does not hold"
        except (Unreadable, TypeError) as error:
            yield f"step {index}: {str(step['claim'])[:80]!r} cannot be read: {error}"
    try:
        words, claims = [s["words"] for s in steps], [s["claim"] for s in steps]
        texts = [drill_text(words, claims, row["names"], wording) for wording in wordings]
    except (CurriculaError, ValueError, LookupError, TypeError):
        texts = []
    if not steps or content_of(row["completion"], "assistant") not in texts:
        yield "its completion is not its steps rendered again"


def is_json_object(text: Any) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, TypeError, RecursionError):
        return False
