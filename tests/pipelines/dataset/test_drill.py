"""Practice without a strategy: every claim holds, prompts say what is needed, rows render again
from what the file holds."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curricula.curriculum import Curriculum, Source, Stage
from generators.catalog import family, names
from generators.drill import MOST, PROMPT, drill_of
from generators.families.finite_fields._walk import KINDS
from generators.layout import COMPACT, drill_text, joined, line_of_text
from generators.problem import Setting
from generators.solution import brief_of
from pipelines.dataset.build import build
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from tests.drawn import ADDRESSES, law, problem_at

CHAIN = family("finite_fields.operation_chain")
KNOBS = {
    "plain": {"numerals": "plain", "listed": 10, "labels": 24},
    "symbols": {},
    "GF(13), all operations": {
        "prime": 13,
        "numerals": "plain",
        "operations": "add|multiply|subtract|divide",
    },
    "composition": {"type": "composition"},
}
BASE = (
    Source("finite_fields.operation_chain", 2, {"numerals": "plain", "listed": 10, "labels": 24}),
    Source("number_theory.gcd", 2),
    Source("algebra.quadratic_equation", 2),
)


def text_of(problem, steps) -> str:
    """The completion, from the words and the claims' texts, as a file holds them."""
    terse = "terse" if problem.family.terse else "terse_digits"
    return drill_text(
        list(map(brief_of, steps)),
        [step.claim.text() for step in steps],
        problem.names,
        terse,
    )


@pytest.mark.parametrize("name", names())
@law(15)
@given(address=ADDRESSES)
def test_every_family_has_practice_whose_claims_hold(name, address):
    problem = problem_at(name, 2, address)
    prompt, steps = drill_of(problem)
    assert steps and all(step.claim.holds() for step in steps)
    assert (prompt, steps) == drill_of(problem)
    text = text_of(problem, steps)
    assert text and text == " ".join(text.split()) and prompt == " ".join(prompt.split())
    if problem.family.drill is None:
        assert prompt == PROMPT and len(steps) <= MOST
        solved = {
            step.claim.text()
            for strategy in problem.strategies()
            for step in problem.solve(strategy).steps[:-1]
        }
        assert {step.claim.text() for step in steps} <= solved


@pytest.mark.parametrize("knobs", KNOBS.values(), ids=KNOBS)
@law(50)
@given(index=st.integers(0, 10**6))
def test_a_walk_can_be_done_from_its_prompt_alone(knobs, index):
    problem = Setting(CHAIN, 2, knobs).problem(0, index)
    prompt, steps = drill_of(problem)
    words, p = prompt.split(" "), problem.params.p
    numbers = {str(value): value for value in range(p)}
    if words[0] == "numbers":
        numbers, words = (
            {word: value for value, word in enumerate(words[1 : p + 1])},
            words[p + 2 :],
        )
    end = words.index(";")
    listed = dict(zip(words[:end:2], words[1:end:2], strict=True))
    kind, *start = words[end + 1 :]
    lines = text_of(problem, steps).split(" ")
    if kind in ("up", "down"):
        first, to, last = start
        counted = [f"s{number}" for number in range(int(first[1:]), int(last[1:]) + 1)]
        assert (
            to == "to"
            and lines == counted[:: 1 if kind == "up" else -1]
            and set(lines) <= set(listed)
        )
        return
    assert kind in KINDS and start[:1] == ([] if kind == "look" else ["start"])
    value = numbers[start[1]] if start else 0
    size = 2 if kind == "look" else 3
    assert len(lines) == size * len(steps)
    for at in range(0, len(lines), size):
        label, shown, *reached = lines[at : at + size]
        sign, c = shown[0], numbers[shown[1:]]
        assert listed[label][1:] == shown[1:]
        assert listed[label][0] == (
            {"+": "-", "-": "+", "*": "/", "/": "*"}[sign] if kind == "undo" else sign
        )
        if reached:
            value = {"+": value + c, "-": value - c, "*": value * c, "/": value * pow(c, p - 2, p)}[
                sign
            ] % p
            assert numbers[reached[0]] == value


def test_a_row_has_no_line_of_another_and_no_opening():
    problem = Setting(CHAIN, 2, KNOBS["plain"]).problem(0, 3)
    steps = drill_of(problem)[1]
    briefs, claims = map(brief_of, steps), [step.claim.text() for step in steps]
    pairs = zip(briefs, claims, strict=True)
    lines = [line_of_text(brief, claim, None, "terse").filled() for brief, claim in pairs]
    assert all(line.startswith(COMPACT) for line in lines)
    assert text_of(problem, steps) == joined("", lines, "terse").removeprefix(COMPACT)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("drill") / "data"
    curriculum = Curriculum(
        "practice",
        (Stage("base", 30, BASE, 1),),
        style="terse",
        template="terse",
        shares={"base": 1.0},
    )
    build(curriculum, TEMPLATES["terse"], folder, "curricula generate")
    return folder


def test_a_dataset_with_a_base_stage_verifies(data):
    report = verify(data)
    assert not report.bad and report.counts["base rows"] == 30


@pytest.mark.parametrize("field", ["claim", "completion", "step left out"])
@pytest.mark.parametrize("which", [0, 29])
def test_a_planted_error_in_practice_is_found(data, tmp_path, field, which):
    copy = tmp_path / "copy"
    for file in data.rglob("*"):
        if file.is_file():
            place = copy / file.relative_to(data)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
    file = next((copy / "base").glob("*.parquet"))
    table = parquet.read_table(file)
    rows = table.to_pylist()
    row = rows[which]
    if field == "claim":
        row["steps"][0]["claim"] = row["steps"][0]["claim"].rpartition("=")[0] + "= 1234567"
    elif field == "completion":
        text = row["completion"][0]["content"]
        row["completion"][0]["content"] = text.replace(
            next(sign for sign in text if sign.isdigit()), "8888", 1
        )
    else:
        row["steps"] = row["steps"][1:]
    parquet.write_table(pa.Table.from_pylist(rows, schema=table.schema), file)
    found = [finding["reason"] for finding in verify(copy).bad if finding["id"] == row["id"]]
    assert any("does not hold" in reason or "not its steps" in reason for reason in found), (
        json.dumps(found)
    )
