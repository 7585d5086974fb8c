"""What the command line shows a person: families, a problem with its solutions, what was generated,
what was verified."""

from collections.abc import Mapping, Sequence
from textwrap import fill, indent
from typing import Any

import click

from curricula.names import shown
from generators.family import Family, Strategy
from generators.guessing import Guessing
from generators.knobs import show_value
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.render import Rendering, render, statement
from generators.step_graph import step_graph

WIDTH = 100


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Columns as wide as their longest cell; those in `right` are set flush right.

    A cell is one line, whatever is in it."""
    cells = [list(head), *[list(map(shown, row)) for row in rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]

    def line(row: Sequence[str]) -> str:
        return "  ".join(
            cell.rjust(w) if i in right else cell.ljust(w)
            for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()

    return "\n".join([click.style(line(cells[0]), bold=True), *[line(row) for row in cells[1:]]])


def strategy_entry(strategy: Strategy[Any]) -> dict[str, Any]:
    return {
        "name": strategy.name,
        "approach": strategy.approach,
        "kind": strategy.approach,  # its old name
        "always": strategy.when is None,
        "choices": {name: list(values) for name, values in strategy.choices.items()},
        "source": strategy.source,
    }


def family_entry(family: Family[Any]) -> dict[str, Any]:
    """A family as plain values, for programs."""
    capacities = {d: Setting(family, d).capacity for d in DIFFICULTIES}
    return {
        "family": family.name,
        "about": family.about,
        "answer_kind": family.answer_kind,
        "types": list(family.types),
        "strategies": list(map(strategy_entry, family.strategies.values())),
        "knobs": {
            name: {"about": knob.doc, "levels": list(map(show_value, knob.levels))}
            for name, knob in family.knobs.items()
        },
        "problems": {
            str(d): {"count": capacity.problems, "exact": capacity.exact}
            for d, capacity in capacities.items()
        },
    }


def show_families(entries: Sequence[Mapping[str, Any]]) -> str:
    """Every family with its strategies, and how many distinct problems each difficulty holds."""
    blocks = []
    for entry in entries:
        counts = [short(said["count"], said["exact"]) for said in entry["problems"].values()]
        name = click.style(entry["family"], bold=True)
        strategies = ", ".join(
            s["name"] + ("" if s["always"] else "*") for s in entry["strategies"]
        )
        text = [
            fill(entry["about"], WIDTH - 2),
            fill(f"{len(entry['strategies'])} strategies: {strategies}", WIDTH - 2),
        ]
        text.append(
            "problems at difficulty "
            + ", ".join(f"{d}: {count}" for d, count in zip(DIFFICULTIES, counts, strict=True))
        )
        blocks.append(name + "\n" + indent("\n".join(text), "  "))
    return "\n\n".join(blocks) + "\n\n* applies to some problems only"


def show_guessing(entry: Mapping[str, Any], measured: Mapping[int, Guessing]) -> str:
    """How many different problems each difficulty has, and how far guessing gets there."""
    rows = []
    for difficulty, found in measured.items():
        held = entry["problems"][str(difficulty)]
        mathematics = f"{found.split_keys:,} of {found.keys:,} drawn"
        if found.estimated is not None:
            mathematics += f", about {rounded(found.estimated)} in all"
        rows.append(
            [
                str(difficulty),
                short(held["count"], held["exact"]),
                mathematics,
                f"{found.answers:,}",
                f"{found.constant_share:.1%} ({shown(found.constant, 24)})",
                f"{found.number_share:.1%} ({found.number})",
            ]
        )
    head = ["difficulty", "problems", "different mathematics", "answers", "best constant"]
    text = table([*head, "best number of the statement"], rows, right=[0, 1, 3])
    draws = next(iter(measured.values())).draws
    return f"{text}\n\nanswers and guesses in {draws:,} problems drawn of each difficulty"


def rounded(count: int) -> str:
    """A count of two figures."""
    return f"{round(count, 2 - len(str(count))):,}"


def short(count: int, exact: bool) -> str:
    """A count a person can take in: 7,788 or >= 3.1e12."""
    if count < 10_000_000:
        text = f"{count:,}"
    elif count < 10**300:
        text = f"{count:.1e}".replace("e+0", "e").replace("e+", "e")
    else:
        text = "over 1e300"
    return text if exact else f">= {text}"


def show_distances(family: str, distances: Mapping[tuple[str, str], float]) -> str:
    """The mean distance of every pair of strategies, least first."""
    rows = [
        [a, b, f"{d:.2f}"]
        for (a, b), d in sorted(distances.items(), key=lambda item: item[1])
        if d == d
    ]
    return (
        click.style(family, bold=True)
        + "\n"
        + indent(table(["strategy", "strategy", "distance"], rows, right=[2]), "  ")
    )


def show_problem(
    problem: Problem[Any],
    setting: Setting[Any],
    strategies: Sequence[str],
    choices: Mapping[str, Any],
    rendering: Rendering,
    graph: bool = False,
) -> str:
    """One problem, solved by each of the strategies; with `graph` what each step rests on."""
    knobs = ", ".join(f"{name} {show_value(value)}" for name, value in setting.knobs.items())
    lines = [
        click.style(f"{problem.family.name}, difficulty {setting.difficulty}", bold=True)
        + (f" ({problem.type})" if problem.type else ""),
        click.style(fill(knobs, WIDTH), dim=True),
        "",
        fill(statement(problem, rendering.style), WIDTH),
        "",
        f"Answer: {click.style(problem.answer, bold=True)}",
    ]
    for name in strategies:
        strategy = problem.family.strategies[name]
        offered = {k: v for k, v in choices.items() if k in strategy.choices}
        solution = problem.solve(name, **offered)
        cost, approach = solution.cost, strategy.approach.replace("_", " ")
        verdict = (
            ""
            if solution.correct
            else click.style(f"  wrong on purpose: answers {solution.answer}", fg="red")
        )
        lines += [
            "",
            click.style(name.replace("_", " "), bold=True, fg="green")
            + f"  {approach}, {cost.steps} steps, {cost.digits} digits{verdict}",
        ]
        lines.append(click.style(fill(strategy.source, WIDTH), dim=True))
        if graph:
            lines.append(indent("\n".join(step_graph(solution, problem.names)), "  "))
            continue
        text = render(problem, solution, rendering)
        lines.append(indent(text if rendering.style == "plain" else filled(text), "  "))
    return "\n".join(lines)


def problem_entry(
    problem: Problem[Any],
    setting: Setting[Any],
    strategies: Sequence[str],
    choices: Mapping[str, Any],
    rendering: Rendering,
) -> dict[str, Any]:
    """The same problem as plain values, for programs."""
    return {
        "id": problem.id,
        "family": problem.family.name,
        "difficulty": setting.difficulty,
        "type": problem.type,
        "knobs": {name: show_value(value) for name, value in setting.knobs.items()},
        "params": problem.params_text,
        "statement": statement(problem, rendering.style),
        "answer": problem.answer,
        "answer_kind": problem.answer_kind,
        "answer_form": problem.family.answer_form,
        "strategies": problem.strategies(),
        "solutions": [solution_entry(problem, name, choices, rendering) for name in strategies],
    }


def solution_entry(
    problem: Problem[Any], name: str, choices: Mapping[str, Any], rendering: Rendering
) -> dict[str, Any]:
    """A solution as plain values: its text, and of each step claim, premises and role."""
    strategy = problem.family.strategies[name]
    offered = {k: v for k, v in choices.items() if k in strategy.choices}
    solution = problem.solve(name, **offered)
    return {
        "strategy": name,
        "approach": strategy.approach,
        "source": strategy.source,
        "choices": solution.choices,
        "answer": solution.answer,
        "correct": solution.correct,
        "cost": solution.cost._asdict(),
        "text": render(problem, solution, rendering),
        "steps": [
            {
                "claim": step.claim.text(),
                "gives": list(map(str, step.gives)),
                "premises": list(step.premises),
                "role": step.role,
            }
            for step in solution.steps
        ],
    }


def filled(text: str) -> str:
    """A text with its long lines broken."""
    return "\n".join([fill(line, WIDTH) for line in text.split("\n")])


def summary(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What a dataset holds, as plain values: problems and solutions by stage and by family, and
    claims decided."""
    stages: dict[str, int] = {}
    families: dict[str, dict[str, Any]] = {}
    claims = wrong = 0
    for shard in manifest["shards"].values():
        for what, stage, family, _, strategy, count in shard["counts"]:
            entry = families.setdefault(family, {"problems": 0, "solutions": {}})
            if what == "problems":
                stages[stage] = stages.get(stage, 0) + count
                entry["problems"] += count
            elif what == "solutions":
                entry["solutions"][strategy] = entry["solutions"].get(strategy, 0) + count
            elif what == "wrong":
                wrong += count
            else:
                claims += count
    return {
        "stages": stages,
        "families": dict(sorted(families.items())),
        "claims": claims,
        "wrong": wrong,
    }


def show_summary(said: Mapping[str, Any]) -> str:
    """The summary as a table: a row a family."""
    rows = []
    for family, entry in said["families"].items():
        solved = ", ".join(
            f"{name} {count:,}" for name, count in sorted(entry["solutions"].items())
        )
        rows.append([family, f"{entry['problems']:,}", solved])
    total = sum(entry["problems"] for entry in said["families"].values())
    stages = ", ".join(f"{name} {count:,}" for name, count in said["stages"].items())
    foot = f"{total:,} problems ({stages}), {said['claims']:,} claims decided"
    if said["wrong"]:
        foot += f"; {said['wrong']:,} solutions are wrong on purpose"
    return table(["family", "problems", "solutions by strategy"], rows, right=[1]) + "\n" + foot


def show_graded(results: Sequence[Any], said: Mapping[str, Any]) -> str:
    """A row a completion, then the shares of reasons and strategies."""
    rows = []
    for result in results:
        wrong = (
            f"line {result.first_wrong}: {result.first_wrong_text}"
            if result.first_wrong is not None
            else ""
        )
        verdict = "right" if result.correct else result.reason
        rows.append(
            [
                result.id,
                verdict,
                result.answer[:24],
                result.strategy,
                f"{result.right}/{result.wrong}/{result.unread}",
                wrong[:60],
            ]
        )
    head = ["id", "verdict", "answer", "strategy", "lines right/wrong/unread", "first wrong line"]
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in said["reasons"].items())
    strategies = ", ".join(f"{name} {count:,}" for name, count in said["strategies"].items())
    foot = f"{said['completions']:,} completions, {said['accuracy']:.1%} right"
    reasons, strategies = (shown(names) or "none" for names in (reasons, strategies))
    return f"{table(head, rows)}\n{foot}\nverdicts: {reasons}\nstrategies: {strategies}"
