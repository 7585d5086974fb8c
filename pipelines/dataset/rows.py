"""From one shard of the plan to the rows of its files: every problem drawn again, solved, decided
and rendered."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from curricula.curriculum import Curriculum, Stage
from curricula.wrong_turns import solutions_of
from generators.drill import drill_of
from generators.layout import drill_text
from generators.problem import Problem
from generators.render import (
    Rendering,
    Written,
    render,
    render_pieces,
    statement,
    wording_of,
    written,
)
from generators.solution import Cost, Solution, Step, brief_of
from generators.tokens import tokens_in
from pipelines.dataset.plan import Shard
from pipelines.dataset.schema import CONFIGS, CONFIGS_OF_STAGE, SCHEMAS
from pipelines.dataset.step_rows import labelled_lines
from pipelines.dataset.template import Template

AT_A_TIME = 100  # problems whose rows are Python's, ten times as large as a table of them


@dataclass
class Rows:
    """The tables of one shard by config, and how many rows there are of each kind."""

    tables: dict[str, pa.Table]
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)


def cost_text(cost: Cost) -> str:
    return f'{{"steps":{cost.steps},"operations":{cost.operations},"digits":{cost.digits}}}'


def message(role: str, content: str) -> list[dict[str, str]]:
    return [{"role": role, "content": content}]


def solution_row(solution: Solution, words: Written, text: str) -> dict[str, Any]:
    """A solution as `problems` holds it; `text` is what is written of it."""
    return {
        "strategy": solution.strategy,
        "kind": solution.approach,
        "choices": json.dumps(solution.choices, sort_keys=True),
        "answer": solution.answer,
        "correct": solution.correct,
        "fault_step": solution.fault_step,
        "fault_kind": solution.fault_kind,
        "carried": list(solution.carried),
        "backtracks": [backtrack._asdict() for backtrack in solution.backtracks],
        "checked": solution.checked,
        "cost": {**solution.cost._asdict(), "tokens": tokens_in(text)},
        "opening": words.opening,
        "steps": [step_row(*pair) for pair in zip(solution.steps, words.words, strict=True)],
    }


def step_row(step: Step, words: str) -> dict[str, Any]:
    """A step with what it gives and rests on (generators/derivations/), numbers as texts."""
    return {
        "words": words,
        "claim": step.claim.text(),
        "gives": [str(number) for number in step.gives],
        "premises": list(step.premises),
        "constants": [str(number) for number in step.constants],
        "role": step.role,
    }


def configs_of(stage: Stage) -> list[str]:
    """The configs in which a stage shows its problems."""
    configs = CONFIGS_OF_STAGE[stage.name]
    return [config for config in configs if config != "steps" or stage.step_by_step]


def make_rows(curriculum: Curriculum, shard: Shard, template: Template) -> Rows:
    """The rows of a shard. Raises Faulty where a family breaks a promise."""
    parts = list(rows_in(curriculum, shard, template))
    counts: Counter[tuple[str, ...]] = Counter()
    for part in parts:
        counts.update(part.counts)
    tables = {}
    for name in list(parts[0].tables):
        tables[name] = as_one([part.tables.pop(name) for part in parts])
    return Rows(tables, counts)


def as_one(tables: list[pa.Table]) -> pa.Table:
    """Tables one below the other, in memory that is theirs alone."""
    return pa.concat_tables(tables).combine_chunks()


def rows_in(curriculum: Curriculum, shard: Shard, template: Template) -> Iterator[Rows]:
    """The rows of a shard, a few problems at a time; one part at least. Raises Faulty where a
    family breaks a promise; a shard with a faulty step is never written."""
    addresses = list(zip(shard.sources.tolist(), shard.indices.tolist(), strict=True))
    for start in range(0, max(1, len(addresses)), AT_A_TIME):
        yield rows_of(curriculum, shard, addresses[start : start + AT_A_TIME], template)


def rows_of(
    curriculum: Curriculum, shard: Shard, addresses: list[tuple[int, int]], template: Template
) -> Rows:
    """The rows of the problems with these sources and indices of a shard."""
    stage = curriculum.stages[shard.stage]
    drawn_from = dict.fromkeys([number for number, _ in addresses])
    settings = {number: stage.sources[number].setting() for number in drawn_from}
    configs, rendering = configs_of(stage), curriculum.rendering
    config = configs[0]
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in ("problems", *configs)}
    counts: Counter[tuple[str, ...]] = Counter()
    for number, index in addresses:
        setting = settings[number]
        problem = setting.problem(curriculum.seed, index)
        family, wording = problem.family, wording_of(problem, rendering.style)
        posed = statement(problem, rendering.style)
        solutions = solutions_of(stage, problem, rendering)
        measured = cost_text(reference_cost(problem, solutions))
        common = (
            problem.id, family.name, problem.type, setting.difficulty, setting.text,
            problem.params_text, measured,
            stage.name, shard.split, curriculum.arm, curriculum.seed, index,
        )  # fmt: skip
        answer = (problem.answer, problem.answer_kind, family.answer_form)
        words = [written(problem, solution, rendering) for solution in solutions]
        texts = [
            render(problem, solution, rendering, template.boxes, of_solution)
            for solution, of_solution in zip(solutions, words, strict=True)
        ]
        written_solutions = list(zip(solutions, words, texts, strict=True))
        solved = [solution_row(*parts) for parts in written_solutions]
        posed_so = (posed, boxed_solution(problem, written_solutions, rendering, template))
        posed_so = (*posed_so, problem.strategies())
        keys = (problem.key.hex(), problem.split_key.hex())
        names = list(problem.names) if problem.names is not None else None
        rows["problems"].append(
            (
                problem.id,
                *common,
                *keys,
                posed,
                problem.phrasing,
                wording,
                names,
                *answer,
                *posed_so,
                solved,
            )
        )
        prompt = message("user", template.show_prompt(posed))
        if config == "sft":
            for solution, of_solution, text in written_solutions:
                id, strategy = f"{problem.id}#{solution.strategy}", solution.strategy
                completion = template.show_completion(text, solution.answer, strategy)
                fault = (solution.fault_step, solution.fault_kind, list(solution.carried))
                length = tokens_in(completion)
                own = boxed_text(problem, solution, of_solution, text, rendering, template)
                shown = (prompt, message("assistant", completion), posed, own, posed_so[-1])
                shown = (*shown, strategy, solution.approach, length)
                labels, roles = solution.labels, [step.role for step in solution.steps]
                turns = (labels, roles, len(solution.backtracks), solution.checked)
                rows["sft"].append((id, *common, *shown, solution.correct, *fault, *turns))
                if "steps" in rows:
                    pieces = render_pieces(
                        problem, solution, rendering, template.boxes, of_solution
                    )
                    lines = labelled_lines(pieces, labels, roles, text, completion)
                    of_solution_too = (strategy, solution.approach)
                    of_solution_too = (*of_solution_too, solution.correct, solution.fault_kind)
                    rows["steps"].append(
                        (id, *common, prompt[0]["content"], *lines, *of_solution_too)
                    )
        elif config == "base":
            rows["base"].append((problem.id, *common, *drill_row(problem, names)))
        else:
            rows[config].append((problem.id, *common, prompt, *answer, *posed_so))
        counts["problems", stage.name, family.name, str(setting.difficulty), ""] += 1
        for solution in solutions:
            counts[
                "solutions", stage.name, family.name, str(setting.difficulty), solution.strategy
            ] += 1
            if not solution.correct:
                counts["wrong", stage.name, family.name, str(setting.difficulty), ""] += 1
        counts["claims", stage.name, family.name, str(setting.difficulty), ""] += sum(
            len(solution.steps) for solution in solutions
        )
    return Rows({name: table(name, content) for name, content in rows.items()}, counts)


def boxed_solution(
    problem: Problem[Any],
    solutions: list[tuple[Solution, Written, str]],
    rendering: Rendering,
    template: Template,
) -> str:
    """The first right one of a problem's solutions with its answer in a box; where none is right
    the family's own."""
    for solution, words, text in solutions:
        if solution.correct:
            return boxed_text(problem, solution, words, text, rendering, template)
    return render(problem, problem.solve(problem.family.reference.name), rendering, True)


def boxed_text(
    problem: Problem[Any],
    solution: Solution,
    words: Written,
    text: str,
    rendering: Rendering,
    template: Template,
) -> str:
    """A solution with its answer in a box; its text where the template boxes too."""
    return text if template.boxes else render(problem, solution, rendering, True, words)


def drill_row(problem: Problem[Any], names: list[str] | None) -> tuple[Any, ...]:
    """Prompt, completion, names and steps of a row of practice, which is always in the terse
    wording."""
    prompt, steps = drill_of(problem)
    words, claims = list(map(brief_of, steps)), [step.claim.text() for step in steps]
    text = drill_text(words, claims, names, wording_of(problem, "terse"))
    rows = [{"words": brief, "claim": claim} for brief, claim in zip(words, claims, strict=True)]
    return message("user", prompt), message("assistant", text), names, rows


def reference_cost(problem: Problem[Any], solutions: list[Solution]) -> Cost:
    """The cost of the family's reference strategy, solved once more only where it was not
    chosen."""
    reference = problem.family.reference.name
    for solution in solutions:
        if solution.strategy == reference and solution.correct and not solution.turned:
            return solution.cost
    return problem.solve(reference).cost


def table(config: str, rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(CONFIGS[config])
    schema = SCHEMAS[config]
    return pa.Table.from_arrays(
        [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)],
        schema=schema,
    )
