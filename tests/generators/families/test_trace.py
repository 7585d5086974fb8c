"""Terse solutions read back: right ones have no fault, every planted fault is found where it is,
and any text is read at once."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curricula.working.recognition import recognise
from generators.catalog import family
from generators.families.finite_fields._trace import (
    LONGEST,
    MIRRORED,
    OPENINGS,
    read_trace,
)
from generators.problem import Problem, Setting
from generators.render import Rendering, render
from generators.trace import KINDS
from tests.drawn import law

FAMILY = family("finite_fields.operation_chain")
GUESSES = ("oracle", "random", "enumerate")
TERSE = {"numerals": "plain", "listed": 10, "labels": 24}
SETTINGS = [
    pytest.param(knobs, id=name)
    for name, knobs in {
        "plain": TERSE,
        "symbols": {},
        "all operations": {**TERSE, "operations": "add|multiply|subtract|divide"},
        "GF(13)": {**TERSE, "prime": 13, "steps": (2, 9)},
        "symbols of GF(101)": {"prime": 101, "labels": 60},
        "composition": {**TERSE, "type": "composition", "steps": (2, 4)},
        "composition in symbols": {
            "type": "composition",
            "prime": 13,
            "operations": "add|multiply|divide",
        },
        "single lines": {**TERSE, "type": "evaluation|inversion|composition", "steps": 1},
    }.items()
]
DRAWS = st.tuples(st.integers(0, 10**6), st.sampled_from(OPENINGS), st.sampled_from(GUESSES))
TRIES = ("forward", "enumerate")
every_setting = pytest.mark.parametrize("knobs", SETTINGS)


def drawn(knobs: dict, draw: tuple[int, str, str]) -> tuple[Problem, list[str]]:
    """A problem and the words of one of its solutions, as a model is to write it."""
    index, strategy, guess = draw
    problem = Setting(FAMILY, 2, knobs).problem(0, index)
    solution = problem.solve(strategy, guess=guess)
    return problem, f"{render(problem, solution, 'terse')} ; answer {solution.answer}".split(" ")


@every_setting
@given(draw=DRAWS)
@law(60)
def test_a_solution_without_its_strategys_name_is_read_as_the_same(knobs, draw):
    problem, words = drawn(knobs, draw)
    text = " ".join(words[1:])
    assert read_trace(problem.params, text) == read_trace(problem.params, " ".join(words))
    assert recognise(text, problem).strategy == draw[1]


@pytest.mark.parametrize("strategy", ["affine_collapse", "pairwise_merge", "tabulation"])
def test_whole_claims_without_a_strategys_name_are_no_trace(strategy):
    setting = Setting(FAMILY, 2, TERSE)
    for index in range(40):
        problem = setting.problem(0, index)
        text = render(problem, problem.solve(strategy), Rendering("terse", label="none"))
        assert read_trace(problem.params, text) is None


def roles(words: list[str]) -> list[tuple[str, int]]:
    """What each word is, with the number of its line, from 0; a verdict and the answer belong to
    the line before them."""
    found, line, at = [("opening", 0)], 0, 1
    while at < len(words):
        if words[at] == "try":
            found += [("try", line), ("guess", line)]
        elif words[at] in ("yes", "no"):
            found.append(("verdict", line - 1))
        elif words[at] == ";":
            return [*found, (";", line - 1), ("answer word", line - 1), ("answer", line - 1)]
        else:
            found += [("label", line), ("operation", line), ("value", line)]
            line += 1
        at = len(found)
    return found


@every_setting
@law()
@given(draw=DRAWS)
def test_a_right_solution_names_its_strategy_and_has_no_fault(knobs, draw):
    problem, words = drawn(knobs, draw)
    trace = read_trace(problem.params, " ".join(words))
    assert trace is not None and (trace.strategy, trace.fault, trace.kind) == (draw[1], None, "")
    solution = problem.solve(draw[1], guess=draw[2])
    assert list(trace.claims) == [step.claim.text() for step in solution.steps[:-1]]
    verdicts = [word for word in words if word in ("yes", "no")]
    assert trace.said == (verdicts[-1] if verdicts else "")


@every_setting
@law(60)
@given(draw=DRAWS, data=st.data())
def test_one_wrong_word_is_found_where_it_is(knobs, draw, data):
    problem, words = drawn(knobs, draw)
    numbers = FAMILY.names(problem.params) or [str(value) for value in range(problem.params.p)]
    at = data.draw(st.integers(1, len(words) - 1), "place")
    role, line = roles(words)[at]
    kind = {
        "guess": "result",
        "value": "result",
        "label": "label",
        "operation": "operation",
        "verdict": "verdict",
        "answer": "answer",
    }.get(role)
    if kind is None:  # a sign that opens or closes
        return
    if role == "label":
        wrong = (
            f"s{int(words[at][1:]) + data.draw(st.sampled_from((-3, -2, -1, 1, 2, 3)), 'shift')}"
        )
    elif role == "verdict":
        wrong = {"yes": "no", "no": "yes"}[words[at]]
    elif role == "operation":
        sign = words[at][0]
        wrong = data.draw(
            st.sampled_from(
                [s + n for s in "+-*/" for n in numbers if s + n != sign + words[at][1:]]
            ),
            "operation",
        )
    else:
        wrong = data.draw(
            st.sampled_from([number for number in numbers if number != words[at]]), "number"
        )
    trace = read_trace(problem.params, " ".join([*words[:at], wrong, *words[at + 1 :]]))
    assert trace is not None and (trace.kind, trace.fault) == (kind, line)


@every_setting
@law()
@given(draw=DRAWS, data=st.data())
def test_work_that_ends_early_goes_on_too_long_or_gives_no_answer_is_told(knobs, draw, data):
    problem, words = drawn(knobs, draw)
    lines = [i for i, (role, _) in enumerate(roles(words)) if role == "label"]
    cut = data.draw(st.integers(0, len(lines) - 1), "lines kept")
    stopped = read_trace(problem.params, " ".join([*words[: lines[cut]], ";", *words[-2:]]))
    assert stopped is not None and (stopped.kind, stopped.fault) == ("stopped", cut)
    over = read_trace(
        problem.params, " ".join([*words[:-3], *words[lines[-1] : lines[-1] + 3], *words[-3:]])
    )
    assert over is not None and (over.kind, over.fault) == ("overrun", len(lines) - 1)
    silent = read_trace(problem.params, " ".join(words[:-3]))
    assert silent is not None and (silent.kind, silent.fault) == ("unfinished", len(lines) - 1)


def test_a_guess_is_that_of_the_longer_chain_where_its_lines_fit_two():
    """The second chain of this problem is the beginning of the first, labels and all."""
    problem, words = drawn({**TERSE, "type": "composition", "steps": (2, 4)}, (705, *TRIES))
    first, second = problem.params.parts
    assert second.operations == first.operations[:2] and second.first == first.first
    trace = read_trace(problem.params, " ".join(words))
    assert trace is not None and (trace.fault, trace.said) == (None, "yes")


@law(60)
@given(draw=DRAWS, data=st.data())
def test_the_work_tells_the_strategy_not_the_opening(draw, data):
    problem, words = drawn({**TERSE, "steps": (3, 6)}, draw)
    other = OPENINGS[draw[1] == OPENINGS[0]]
    trace = read_trace(problem.params, " ".join([other, *words[1:]]))
    assert trace is not None and trace.strategy == draw[1] and trace.fault == 0


WORDS = st.sampled_from(
    [
        "forward",
        "backward",
        "try",
        "yes",
        "no",
        ";",
        "answer",
        "s3",
        "s4",
        "s",
        "s999999",
        "+4",
        "*3",
        "/0",
        "-",
        "3",
        "e3",
        "٣",
        "s²",
        "\ud800",
    ]
)


@law(200)
@given(
    index=st.integers(0, 40),
    knobs=st.sampled_from([TERSE, {}, {**TERSE, "type": "composition"}]),
    words=st.lists(WORDS),
    text=st.text(),
)
def test_any_text_is_read_without_an_exception(index, knobs, words, text):
    params = Setting(FAMILY, 2, knobs).problem(0, index).params
    for shown in (" ".join(words), "forward " + " ".join(words), "backward " + text, text):
        trace = read_trace(params, shown)
        if trace is None:
            assert shown.split()[:1] not in (["forward"], ["backward"])
        else:
            assert trace.kind in ("", *KINDS) and (trace.fault is None) == (not trace.kind)
            assert trace.fault is None or 0 <= trace.fault <= len(shown.split())
            assert trace.strategy in ("", MIRRORED, *OPENINGS) and trace.said in ("", "yes", "no")


@pytest.mark.parametrize(
    "word",
    [
        "s3 ",
        "forward ",
        "try 3 ",
        "try 3 s4 +2 5 no ",
        " ",
        "9" * 1_000,
        "s" + "1" * 1_000 + " ",
        "\u00a0",
    ],
)
def test_ten_million_characters_take_no_longer_than_what_is_read(word):
    params = Setting(FAMILY, 2, TERSE).problem(0, 1).params
    text = "forward " + word * (10_000_000 // len(word))
    begun = time.process_time()
    trace = read_trace(params, text)
    assert trace is not None and trace.kind and time.process_time() - begun < 1
    assert len(trace.claims) <= LONGEST


def wrong_way_round(problem: Problem, start: int) -> list[str]:
    """The words of the run of the strategy that does not suit a problem, from a value on, as though
    that were the end which the strategy starts from."""
    params = problem.params
    (part,) = params.parts
    names = FAMILY.names(params) or [str(value) for value in range(params.p)]
    undo = not part.inverse
    words, value = [OPENINGS[undo]], start
    places = list(range(part.first, part.end))
    for place in places[::-1] if undo else places:
        sign, c = part.listed[place]
        sign = {"+": "-", "-": "+", "*": "/", "/": "*"}[sign] if undo else sign
        inverse = pow(c, -1, params.p)
        value = {"+": value + c, "-": value - c, "*": value * c, "/": value * inverse}[sign]
        value %= params.p
        words += [f"s{params.label + place}", f"{sign}{names[c]}", names[value]]
    return [*words, ";", "answer", words[-1]]


@pytest.mark.parametrize("knobs", [TERSE, {}, {**TERSE, "prime": 13, "steps": (6, 9)}])
def test_a_run_from_the_wrong_end_is_the_shortcut_told_by_its_values(knobs):
    right = 0
    for index in range(200):
        problem = Setting(FAMILY, 2, knobs).problem(0, index)
        params = problem.params
        known = FAMILY.names(params) or [str(value) for value in range(params.p)]
        words = wrong_way_round(problem, params.known)
        trace = read_trace(params, " ".join(words))
        assert trace is not None and trace.strategy == MIRRORED and trace.kind
        right += words[-1] == problem.answer
        assert FAMILY.shortcuts[MIRRORED](params) == (words[-1] == problem.answer)
        tried = [words[0], "try", known[params.known], *words[1:]]
        again = read_trace(params, " ".join(tried))
        assert again is not None
        fixed = words[-1] == known[params.known]  # then it is a guess that is met
        assert again.strategy == (words[0] if fixed else MIRRORED)
        slipped = [*words[:-4], known[(known.index(words[-4]) + 1) % params.p], *words[-3:]]
        steps = (len(words) - 4) // 3
        lines = read_trace(params, " ".join(slipped))
        assert lines is not None and (lines.strategy == MIRRORED) == (steps > 1)
        other = wrong_way_round(problem, (params.known + 1) % params.p)
        elsewhere = read_trace(params, " ".join(other))
        assert elsewhere is not None and elsewhere.strategy == words[0]
    assert 10 < right < 100


@law(100)
@given(draw=DRAWS)
def test_no_solution_of_a_strategy_is_the_shortcut(draw):
    for knobs in (TERSE, {}):
        problem, words = drawn({**knobs, "steps": (1, 3)}, draw)
        trace = read_trace(problem.params, " ".join(words))
        assert trace is not None and trace.strategy == draw[1]


def test_what_opens_with_no_direction_is_left_to_other_readers():
    params = Setting(FAMILY, 2, TERSE).problem(0, 1).params
    for text in ("", "   ", "affine_collapse ; s3 4 x + 2", "Forward s3 +4 5", "s3 4 5 = 5"):
        assert read_trace(params, text) is None
