"""Everything rendered is read back by the project's own reader, in each style: no line of a right
solution is called wrong, nearly all are read, and the answer is paid."""

import re
from collections import Counter
from itertools import product

import pytest

from curricula import grade, read_steps
from curricula.working.references import References
from generators.claims.claim import Claim
from generators.laws.of_texts import AMISS
from generators.layout import ANSWER, line_of_step, solution_text, with_signs
from generators.phrasing import insert_reason
from generators.render import (
    DETAILS,
    LABELS,
    STYLES,
    Rendering,
    render,
    statement,
    wording_of,
    written,
)
from generators.solution import Step
from tests.drawn import FAMILIES, every_family, setting

EACH = [(difficulty, index) for difficulty in (1, 3, 5) for index in range(3)]
MATHS = re.compile(r"[=<>\u2261]|\\equiv")
READ = 0.95  # of the lines with maths in them


def solved(name):
    """Problems with a right solution by each strategy."""
    for difficulty, index in EACH:
        problem = setting(name, difficulty).problem(3, index)
        yield problem, [problem.solve(strategy) for strategy in problem.strategies()]


@pytest.mark.parametrize("style", ["plain", "latex"])
@every_family
def test_it_is_read_back(name, style):
    verdicts: Counter[str] = Counter()
    for number, (problem, solutions) in enumerate(solved(name)):
        references = References.of_problem(problem)
        rendering = Rendering(style, DETAILS[number % 3], phrasing=number)
        for solution in solutions:
            text = render(problem, solution, rendering, boxed=True)
            form = problem.family.answer_form
            assert grade(text, problem.answer, problem.answer_kind, form).correct, text
            for line in read_steps(text, references).lines:
                assert line.verdict != "wrong", f"{problem.id}, {solution.strategy}: {line}"
                if MATHS.search(line.text):
                    verdicts[line.verdict] += 1
    assert verdicts["right"] >= READ * verdicts.total(), verdicts


BRACKET = re.compile(r"(\\left|\\right)?(\\[{}]|\\[lr]floor|[()\[\]])|\\frac")
OPENINGS = ("(", "[", r"\{", r"\lfloor")


def small_brackets(maths):
    """The brackets that hold a fraction and do not grow, by what stands in them."""
    open_, small = [], []
    for sign in BRACKET.finditer(maths):
        if sign[0] == r"\frac":
            open_ = [(start, True, grows) for start, _, grows in open_]
        elif sign[2] in OPENINGS:
            open_.append((sign.start(), False, bool(sign[1])))
        else:
            start, holds, grows = open_.pop()
            small += [maths[start : sign.end()]] if holds and not grows else []
    return small


def test_small_brackets_are_found():
    assert small_brackets(r"(\frac{1}{2}, 3]") == [r"(\frac{1}{2}, 3]"]
    assert small_brackets(r"2(x + \left\{\frac{1}{2}\right\})") == [
        r"(x + \left\{\frac{1}{2}\right\})"
    ]
    assert not small_brackets(r"\left(\frac{1}{2}, 3\right] \cup (4, 5)")


@every_family
def test_brackets_are_as_tall_as_the_fractions_in_them(name):
    for number, (problem, solutions) in enumerate(solved(name)):
        texts = [statement(problem, "latex")]
        rendering = Rendering("latex", DETAILS[number % 3], phrasing=number)
        texts += [render(problem, solution, rendering, boxed=True) for solution in solutions]
        for maths in re.findall(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", "\n".join(texts), re.DOTALL):
            assert not small_brackets("".join(maths)), problem.id


@every_family
def test_a_file_holds_all_that_its_text_is_made_of(name):
    """The text made again from the words and the claims' texts is the same."""
    for number, (problem, solutions) in enumerate(solved(name)):
        for style, label, boxed in product(STYLES, LABELS, (False, True)):
            rendering = Rendering(style, DETAILS[number % 3], label, number)
            for solution in solutions[number % 2 :: 2]:
                words = written(problem, solution, rendering)
                again = solution_text(
                    solution.strategy,
                    words.words,
                    [step.claim.text() for step in solution.steps],
                    problem.names,
                    wording_of(problem, style),
                    words.opening,
                    rendering.labelled,
                    solution.answer,
                    boxed,
                )
                assert again == render(problem, solution, rendering, boxed)
                assert again == render(problem, solution, rendering, boxed, words)


@pytest.mark.parametrize("style", ["plain", "latex"])
def test_the_example_of_families_reads_well(style):
    openings, closings, lines = set(), set(), Counter()
    for problem, solutions in solved("number_theory.gcd"):
        for solution in solutions:
            rendering = Rendering(style, phrasing=1)
            words = written(problem, solution, rendering)
            text = render(problem, solution, rendering, boxed=True)
            openings.add(re.sub(r"\d+", "N", words.opening))
            closings.add(re.sub(r"\d+", "N", words.words[-1]))
            assert words.opening and words.words[-1].count(ANSWER) == 1
            assert text.count("\\boxed{") == 1 and "gcd(a" not in text
            assert not any(pattern.search(text) for pattern in AMISS.values()), text
            lines.update(re.sub(r"\d+", "N", line) for line in words.words)
            if style == "latex":
                assert "$" not in text and "*" not in text
                assert text.count("\\[") == text.count("\n\\]")
    assert len(openings) >= 16 and len(closings) >= 12 and len(lines) >= 80


@pytest.mark.parametrize(
    ("text", "amiss"),
    [
        ("It counts 1 times: 2 - 1 = 1.", "a plural behind 1"),
        ("Out of 13 parts, 1 parts are left.", "a plural behind 1"),
        ("We take 11 steps and 9 minus 1 times 5.", None),
        ("Since 3 divides 6, we stop, because nothing is left.", "two reasons in a sentence"),
        ("We stop, because nothing is left. Since 3 divides 6, we add.", None),
    ],
)
def test_what_reads_amiss_is_found(text, amiss):
    assert [what for what, pattern in AMISS.items() if pattern.search(text)] == [amiss] * bool(
        amiss
    )


def test_a_line_that_gives_a_reason_is_given_no_other():
    for name in ("algebra.linear_equation", "word_problems.linked_quantities"):
        for problem, solutions in solved(name):
            for solution in solutions:
                lines = written(problem, solution, Rendering("plain", "full", phrasing=5)).words
                begun = [line for line in lines if line.startswith(("Since", "Because"))]
                assert all(not re.search(r", (?:since|because|as) ", line) for line in begun)


def test_a_reason_in_front_does_not_point_back():
    words, reasons = "We split the zeros off {number}: {}.", ("they can wait", "zeros can wait")
    told = {insert_reason(words, reasons, draw) for draw in range(256)}
    assert "Since zeros can wait, we split the zeros off {number}: {}." in told
    assert "We split the zeros off {number}, since they can wait: {}." in told
    assert not any(line.startswith(("Since they", "Because they", "As they")) for line in told)


def test_phrasings_are_drawn_by_a_seed_of_their_own():
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    solution = problem.solve("euclid_by_subtraction")
    texts = [render(problem, solution, Rendering("plain", phrasing=n)) for n in range(12)]
    assert len(set(texts)) >= 10
    assert texts == [render(problem, solution, Rendering("plain", phrasing=n)) for n in range(12)]
    claims = [re.findall(r"\d+ - \d+ = \d+", text) for text in texts]
    assert all(found == claims[0] for found in claims)
    for n in range(12):
        chosen = [step.phrasings for step in solution.steps[:-1]]
        words = written(problem, solution, Rendering("plain", "brief", phrasing=n)).words
        masked = [re.sub(r"\d+", "N", line) for line in words[:-1]]
        for k in range(len(masked) - 1):
            if chosen[k] == chosen[k + 1]:
                assert masked[k] != masked[k + 1]


def test_detail_says_how_many_reasons_are_told():
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    solution = problem.solve("euclid_by_subtraction")
    why = re.compile(r"\b(?:since|because|as) (?:a common|what|the difference)", re.IGNORECASE)
    counts = {}
    for detail in DETAILS:
        text = render(problem, solution, Rendering("plain", detail))
        counts[detail] = len(why.findall(text))
        assert ("In letters" in text) == (detail == "full")
        assert bool(written(problem, solution, Rendering("plain", detail)).opening) == (
            detail != "brief"
        )
    assert counts["brief"] == 0 and counts["normal"] == 1 and counts["full"] >= 4


@pytest.mark.parametrize("name", FAMILIES[:6])
def test_a_label_stands_where_it_was_asked_for(name):
    problem = setting(name, 2).problem(0, 1)
    solution = problem.solve(problem.strategies()[0])
    for style, tag in (("plain", "Method: "), ("latex", "Method: "), ("terse", solution.strategy)):
        texts = {
            label: render(problem, solution, Rendering(style, label=label)) for label in LABELS
        }
        assert texts["first"].startswith(tag) and tag not in texts["none"]
        assert texts["last"].rpartition("\n" if style != "terse" else " ; ")[2].startswith(tag)
        usual = "first" if style == "terse" else "none"
        assert render(problem, solution, Rendering(style)) == texts[usual]


def test_congruences_have_their_sign():
    problem = setting("number_theory.modular_power", 2).problem(0, 1)
    solution = problem.solve("halving_the_exponent")
    plain, latex = [render(problem, solution, Rendering(style)) for style in ("plain", "latex")]
    assert " \u2261 " in plain and plain.count("(mod ") >= plain.count("\n") - 1
    assert r"\equiv" in latex and r"\pmod{" in latex and "\u2261" not in latex
    assert with_signs("3 * 4 = 12 = 1") == "3 * 4 \u2261 12 \u2261 1"


def test_numbers_typed_into_a_claim_keep_their_places_in_latex():
    claim = Claim("mod {} :: {}^{} = (-1)^{} = {}", (12, 83, 153, 153, 11))
    shown = line_of_step("{}", Step("{}", claim), None, "latex").claim
    assert shown.startswith(r"83^{153} \equiv (-1)^{153} \equiv 11")
