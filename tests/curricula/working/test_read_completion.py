"""One completion read whole: verdict, strategy, lines and first fault, in each style and by each of
the two ways of reading."""

import pytest

from curricula.grading.grade import grade
from curricula.working.read_completion import read_completion, read_completions
from curricula.working.row_params import options_of
from curricula.working.steps import RIGHT, UNREAD, WRONG, read_steps
from generators.catalog import family, names
from generators.family import dump
from generators.problem import Problem, Setting
from generators.render import beginning, render, rendering_of, wording_of

CHAIN = "finite_fields.operation_chain"
GCD = "number_theory.gcd"
TERSE_MARKER = "; answer"
PLAIN_KNOBS = {"numerals": "plain", "listed": 6, "labels": 12, "type": "evaluation"}


def row_of(problem: Problem, wording: str = "natural") -> dict:
    """The row of a problem whose completions are written in this wording."""
    return {
        "family": problem.family.name,
        "params": dump(problem.params),
        "answer": problem.answer,
        "answer_kind": problem.answer_kind,
        "answer_form": "",
        "marker": TERSE_MARKER if wording != "natural" else None,
        "wording": wording_of(problem, wording),
        "names": problem.names,
        "statement": problem.statement,
    }


def written(problem: Problem, strategy: str, wording: str = "natural") -> str:
    """A right completion."""
    solution = problem.solve(strategy)
    text = render(problem, solution, wording)
    if wording == "natural":
        return f"{text}\nAnswer: {solution.answer}"
    return f"{text} ; answer {solution.answer}"


@pytest.fixture
def chain() -> Problem:
    return Setting(family(CHAIN), 2, PLAIN_KNOBS).problem(0, 5)


@pytest.fixture
def gcd() -> Problem:
    return Setting(family(GCD), 2).problem(0, 3)


@pytest.mark.parametrize("wording", ["natural", "terse"])
@pytest.mark.parametrize("name", names())
def test_every_familys_own_solutions_are_right_and_have_no_fault(name, wording):
    problem = Setting(family(name), 2).problem(0, 1)
    row = row_of(problem, wording)
    for strategy in problem.strategies():
        reading = read_completion(written(problem, strategy, wording), row)
        assert reading.correct and reading.verdict.correct, (strategy, reading)
        assert (reading.first_wrong, reading.first_wrong_text, reading.fault) == (None, None, "")
        assert reading.count(WRONG) == 0 and reading.count(RIGHT) > 0
        assert reading.strategy == strategy or reading.strategy_reason == "close", reading


def test_a_wrong_line_is_found_where_it_is(gcd):
    row = row_of(gcd)
    lines = written(gcd, "euclid_by_division").split("\n")
    reading = read_completion("\n".join([lines[0], "1 + 1 = 3.", *lines[1:]]), row)
    assert reading.correct and reading.fault == "claim"
    assert (reading.first_wrong, reading.first_wrong_text) == (1, "1 + 1 = 3.")
    assert reading.lines[1].verdict == WRONG and reading.count(WRONG) == 1


def test_a_wrong_answer_without_a_wrong_line_is_named_by_its_reason(gcd):
    reading = read_completion("I do not know.", row_of(gcd))
    assert (reading.fault, reading.first_wrong) == ("answer no_answer", None)
    assert (reading.strategy, reading.strategy_reason) == ("none", "no_working")
    reading = read_completion(f"Answer: {int(gcd.answer) + 1}", row_of(gcd))
    assert reading.fault == "answer unequal" and not reading.correct


def test_messages_read_as_their_text(gcd):
    text = written(gcd, "euclid_by_division")
    messages = [{"role": "assistant", "content": text}]
    assert read_completion(messages, row_of(gcd)) == read_completion(text, row_of(gcd))


def test_the_marker_of_the_row_finds_the_answer(chain):
    """Without it nothing in a terse completion sets the answer off."""
    row, text = row_of(chain, "terse"), written(chain, "forward", "terse")
    assert read_completion(text, row).correct
    assert not read_completion(text, {**row, "marker": None}).correct


def test_a_forced_opening_counts_as_the_beginning(chain, gcd):
    for problem, wording, strategy in (
        (chain, "terse", "backward"),
        (gcd, "natural", "euclid_by_division"),
    ):
        row, text = row_of(problem, wording), written(problem, strategy, wording)
        begun = beginning(problem, strategy, rendering_of(wording))
        assert text.startswith(begun)
        rest = text.removeprefix(begun).strip()
        reading = read_completion(rest, row, begun)
        assert reading.correct and reading.strategy == strategy
        assert reading.text.split() == text.split()
    without = read_completion(rest, row_of(gcd))
    assert len(without.text) < len(reading.text)


def test_numbers_written_digit_by_digit_are_read_whole():
    problem = Setting(family("linear_algebra.determinant"), 2).problem(0, 1)
    row = row_of(problem, "terse")
    assert row["wording"] == "terse_digits"
    strategy = problem.strategies()[0]
    text = written(problem, strategy, "terse").replace(
        str(problem.answer), " ".join(str(problem.answer))
    )
    reading = read_completion(text, row)
    assert reading.correct and reading.text.endswith(f"answer {problem.answer}")
    assert not read_completion(text, {**row, "wording": "terse"}).correct


def test_a_trace_says_what_goes_wrong_first_and_where(chain):
    row, words = row_of(chain, "terse"), written(chain, "forward", "terse").split(" ")
    right = read_completion(" ".join(words), row)
    assert right.count(RIGHT) == len(right.lines) > 2
    at = 1 + 3 * 1 + 2  # the value that the second line comes to
    assert words[at].isdigit() and words[at - 2].startswith("s")
    wrong_value = str((int(words[at]) + 1) % 7)
    reading = read_completion(" ".join([*words[:at], wrong_value, *words[at + 1 :]]), row)
    assert (reading.first_wrong, reading.fault) == (1, "result")
    assert reading.lines[1].verdict == WRONG and reading.lines[0].verdict == RIGHT
    assert reading.first_wrong_text is not None
    assert reading.first_wrong_text.endswith(f"= {wrong_value}")
    assert len(reading.lines) == len(right.lines)
    assert reading.lines[2].verdict in (RIGHT, WRONG)
    assert reading.strategy == "forward"


def test_a_trace_that_stops_has_an_empty_wrong_line_at_its_end(chain):
    row, words = row_of(chain, "terse"), written(chain, "forward", "terse").split(" ")
    reading = read_completion(" ".join(words[:4]), row)
    assert (reading.fault, reading.first_wrong, reading.first_wrong_text) == ("stopped", 1, "")
    assert [line.verdict for line in reading.lines] == [RIGHT, WRONG]
    assert read_completion("forward", row).first_wrong == 0


def test_the_lines_of_a_trace_hold_its_first_wrong_one_wherever_a_word_is_lost_or_changed(chain):
    row = row_of(chain, "terse")
    for strategy in ("forward", "backward"):
        words = written(chain, strategy, "terse").split(" ")
        for at in range(1, len(words)):
            for change in ([], ["5"], ["s3"], ["try"], ["+4"]):
                reading = read_completion(" ".join([*words[:at], *change, *words[at + 1 :]]), row)
                if reading.first_wrong is not None:
                    verdicts = [line.verdict for line in reading.lines[: reading.first_wrong + 1]]
                    assert verdicts == [RIGHT] * reading.first_wrong + [WRONG], (words, at, change)
                    assert reading.fault


def test_a_guess_is_reported_with_what_the_completion_says_of_it():
    problem = Setting(family(CHAIN), 2, {**PLAIN_KNOBS, "type": "inversion"}).problem(0, 5)
    row = row_of(problem, "terse")
    verdicts = set()
    for index in range(40):
        problem = Setting(family(CHAIN), 2, {**PLAIN_KNOBS, "type": "inversion"}).problem(0, index)
        solution = problem.solve("forward", guess="random")
        text = f"{render(problem, solution, 'terse')} ; answer {solution.answer}"
        reading = read_completion(text, row_of(problem, "terse"))
        assert reading.fault == "" and reading.first_wrong is None
        assert (reading.guess_verdict == "yes") == solution.correct == reading.correct
        verdicts.add(reading.guess_verdict)
    assert verdicts == {"yes", "no"}
    assert read_completion(written(problem, "backward", "terse"), row).guess_verdict == ""


def test_a_family_that_is_not_here_is_read_by_the_rows_solutions(gcd):
    strategy = "euclid_by_division"
    steps = [{"claim": step.claim.text()} for step in gcd.solve(strategy).steps]
    row = {**row_of(gcd), "family": "no.such", "id": "no.such-1"}
    solutions = [{"strategy": strategy, "correct": True, "steps": steps}]
    reading = read_completion(written(gcd, strategy), {**row, "solutions": solutions})
    assert reading.correct and reading.count(RIGHT) and reading.strategy == strategy
    reading = read_completion(written(gcd, strategy), row)
    assert reading.correct and reading.count(RIGHT)
    assert (reading.strategy, reading.strategy_reason) == ("none", "no_references")
    assert read_completion("x", {**row, "wording": "terse"}).strategy_reason == "no_references"


def test_a_row_needs_no_more_than_its_family_params_and_answer(gcd):
    row = {name: row_of(gcd)[name] for name in ("family", "params", "answer")}
    text = written(gcd, "euclid_by_division")
    assert read_completion(text, row).correct
    assert read_completion(text, {**row, "params": "{"}).strategy_reason == "no_references"


def test_the_parts_are_those_of_grade_and_read_steps(gcd):
    text = written(gcd, "euclid_by_division")
    reading = read_completion(text, row_of(gcd))
    assert reading.verdict == grade(text, gcd.answer, "integer")
    assert [line.text for line in reading.lines] == [line.text for line in read_steps(text).lines]


@pytest.mark.parametrize("wording", ["natural", "terse", "terse_digits", "", None, "unknown"])
@pytest.mark.parametrize(
    "completion",
    ["", None, 5, [], {}, "\ud800", "forward", "try " * 999, "\\boxed{" * 99, "1 = 2 ; " * 999],
)
def test_no_completion_raises(chain, completion, wording):
    reading = read_completion(completion, {**row_of(chain), "wording": wording})
    assert not reading.correct
    assert reading.count(RIGHT) + reading.count(WRONG) + reading.count(UNREAD) == len(reading.lines)


def test_among_how_many_answers_a_guess_chooses(chain, gcd):
    assert options_of(row_of(chain)) == chain.params.p
    assert options_of(row_of(gcd)) is None
    assert options_of({"family": "no.such", "params": "{}"}) is None


def test_equal_completions_of_one_row_are_read_once(chain, gcd):
    text, other = written(gcd, "euclid_by_division"), written(chain, "forward", "terse")
    rows = [row_of(gcd), row_of(gcd), {**row_of(gcd), "answer": "7"}, row_of(chain, "terse")]
    first, same, unequal, last = read_completions([text, text, text, other], rows)
    assert first is same and first.correct
    assert not unequal.correct and unequal.strategy == first.strategy
    assert last == read_completion(other, rows[-1])
    message = [{"role": "assistant", "content": text}]
    assert read_completions([message, text], rows[:2]) == [first, first]
