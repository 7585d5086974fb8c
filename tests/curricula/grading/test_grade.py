r"""What a grader must do: pay every way of writing a right answer and nothing else, and hold to the
policies in docs/grading.md."""

from random import Random
from typing import Any

import pytest

from curricula.grading.extraction import Finals, finals, sole_box
from curricula.grading.grade import Verdict, grade
from curricula.grading.rewards import accuracy, accuracy_reward, format_reward, well_formed
from generators.answers.answer import KINDS
from generators.catalog import names
from generators.errors import RequestError
from generators.problem import DIFFICULTIES
from tests.curricula.grading.spellings import AROUND, SPELLINGS, WRITTEN, mutations
from tests.drawn import setting

EXAMPLES = {
    "integer": ["-7", "0", "1234567", "42"],
    "rational": ["3/4", "-22/7", "5", "1001/1000"],
    "decimal": ["0.250", "-12.5", "1234.05"],
    "tuple": ["(1, 2)", "(-3, 1/2)", "(0, -1, 7/3)"],
    "set": ["{1, 2}", "{-3, 1/2, 7}", "{}", "{5}"],
    "residue": ["5 mod 11", "0 mod 7"],
    "boolean": ["true", "false"],
    "symbol": ["e3", "Evelyn", "south-west"],
}
CASES: list[tuple[str, str, list[str]]] = []
for kind, answers in EXAMPLES.items():
    CASES += [(kind, answer, SPELLINGS[kind](answer)) for answer in answers]
for kind, pairs in WRITTEN.items():
    CASES += [(kind, answer, written) for answer, written in pairs]


def paid(completion: str, gold: str, kind: str | None = None, form: str | None = None) -> bool:
    verdict = grade(completion, gold, kind, form)
    assert verdict.correct == (verdict.reason == "")
    return verdict.correct


@pytest.mark.parametrize(
    ("kind", "answer", "written"),
    CASES,
    # pytest escapes a backslash anew at each collection in a process, so no test would be found
    ids=[f"{kind} {answer}".replace("\\", "/") for kind, answer, _ in CASES],
)
def test_every_way_of_writing_a_right_answer_is_paid_wherever_models_put_it(kind, answer, written):
    assert len(written) >= 18 or answer == "{}"
    for text in written:
        for around in AROUND:
            assert paid(around(text), answer, kind), around(text)
        if kind not in ("boolean", "symbol"):
            assert paid(rf"Hence \boxed{{{text}}}.", answer), f"{text}, with the kind inferred"


@pytest.mark.parametrize(("kind", "answer"), [case[:2] for case in CASES])
def test_prose_around_an_answer_changes_nothing(kind, answer):
    for around in AROUND[:-1]:
        completion = around(answer)
        assert paid("Take 3 of the 4 cases.\n\n" + completion + "\n", answer, kind), completion
        assert paid("We look at $x^2 = 4$ and \\(y\\). " * 40 + "\n" + completion, answer, kind), (
            completion
        )


@pytest.mark.parametrize(("kind", "answer"), [case[:2] for case in CASES])
def test_wrong_answers_are_never_paid(kind, answer):
    random, wrong = Random(answer), mutations(kind, answer, Random(f"{kind} {answer}"))
    for _ in range(1_000):
        text = next(wrong)
        completion = random.choice(AROUND)(text)
        for wanted in (kind, None) if kind != "boolean" else (kind,):
            assert not paid(completion, answer, wanted), (completion, answer)


@pytest.mark.parametrize("name", names())
def test_the_answers_of_every_family_are_paid_and_changed_ones_are_not(name):
    random = Random(name)
    for difficulty in DIFFICULTIES:
        for index in range(12):
            problem = setting(name, difficulty).problem(1, index)
            kind, answer, form = problem.answer_kind, problem.answer, problem.family.answer_form
            for around in AROUND:
                assert paid(around(answer), answer, kind, form)
            for text in SPELLINGS[kind](answer) if kind in SPELLINGS and not form else [answer]:
                assert paid(rf"\boxed{{{text}}}", answer, kind, form), (text, answer)
            wrong = mutations(kind, answer, random)
            for _ in range(20):
                completion = random.choice(AROUND)(next(wrong))
                assert not paid(completion, answer, kind, form), (completion, answer)


# The policies, each with what is paid and what is not: (gold, completion, paid).
POLICIES = {
    "several boxes": [
        ("5", r"\boxed{5} and again \boxed{5}", True),
        ("5", r"\boxed{5}, that is \boxed{5.0}", True),
        ("5", r"\boxed{5} \boxed{6}", False),
        ("5", r"First \boxed{6}, but really \boxed{5}", False),
        ("5", r"\boxed{} \boxed{5}", True),
        ("{1, 2}", r"\boxed{1}. Beside it \boxed{2}", False),
    ],
    "boxes that are joined into a list": [
        ("{1, 2}", r"\boxed{1} and \boxed{2}", True),
        ("3,1,2", r"$\boxed{1}$, $\boxed{2}$, and $\boxed{3}$", True),
        ("4,9", r"\[ \boxed{4} \quad \text{and} \quad \boxed{9} \]", True),
        ("k=45, n=2", r"$\boxed{k = 45} \quad \boxed{n = 2}$", True),
        ("(1, 2)", r"x = \boxed{1} and y = \boxed{2}", True),
        ("(1, 2)", r"y = \boxed{1} and x = \boxed{2}", False),
        (r"\pm 3", r"$x = \boxed{3}$ or $x = \boxed{-3}$", True),
        ("{1, 2}", r"\boxed{1} and \boxed{3}", False),
        ("{1, 2}", r"\boxed{1}, \boxed{2}, \boxed{3}", False),
        ("{1, 2}", r"\boxed{3}. So \boxed{1}, \boxed{2}", False),
        ("{1, 2}", r"\boxed{1} not \boxed{2}", False),
        ("{1, 2}", r"\boxed{1} for part (a) and \boxed{2}", False),
        ("5", r"\boxed{5} or \boxed{6}", False),
        ("12", r"\boxed{1} and \boxed{2}", False),
        ("12", r"\boxed{1}\boxed{2}", False),
        ("1234", r"\boxed{1}, \boxed{234}", False),
        ("{1, 2}", r"\boxed{1} and \boxed{2}" + "\nAnswer: 3", False),
    ],
    "a formula behind the word alone": [
        ("9", r"Answer $9$", True),
        ("9", r"**Answer** \( 9 \)", True),
        ("9", "Final Answer\n$$ 9 $$", True),
        ("9", "Answer $8$ is near", False),
        ("9", "Answer $9$ or $10$", False),
        ("9", "Answer $ \n 9 \n $", False),
        ("9", "This answers $9$", False),
    ],
    "a template that goes on": [
        ("5", "The final answer is $5$. I hope it is correct. Note: 7 is wrong.", True),
        ("5", "The final answer is $5$. I hope it is correct. Answer: 6", False),
        ("6", "The final answer is $5$. I hope it is correct. 6", False),
    ],
    "answers that say their value several times": [
        ("3/2", r"\boxed{\frac{3}{2} = 1.5}", False),
        ("x = 3/2", r"\boxed{y = \frac{3}{2} = 1.5}", False),
        ("3/2", r"\boxed{\frac{3}{2} = 1.6}", False),
        ("3/2", r"\boxed{1.6 = \frac{3}{2}}", False),
        ("3", r"\boxed{2 + 1 = 3}", False),
        ("3", r"\boxed{3 = 3}", False),
        (r"10\ln 2", r"\boxed{t = 10\ln 2 = 10\ln 2}", False),
        (r"x = \ln 4 = 2\ln 2", r"\boxed{x = \ln 4 = 2\ln(2)}", True),
        (r"x = \ln 4 = 2\ln 2", r"\boxed{y = \ln 4 = 2\ln(2)}", False),
        (r"i^{15} = (i^4)^3 \cdot i^3 = -i", r"\boxed{i^{15} = (i^4)^3 \cdot i^3 = -i}", True),
        ("(2, 2, -1)", r"\boxed{(x,\ y,\ z) = (2,\ 2,\ -1)}", True),
        ("(2, 2, -1)", r"\boxed{(x,\ y,\ z) = (2,\ -1,\ 2)}", False),
        ("5", r"\boxed{7 = 5 = 5}", False),
        (r"10\ln 2", r"\boxed{t = \ln 1024 = 10\ln 2}", True),
        (r"10\ln 2", r"\boxed{t = \ln 1023 = 10\ln 2}", False),
    ],
    "sentences in tags": [
        ("40", "<answer> The answer is 40. </answer>", True),
        ("57", "<answer>The number of zeros at the end is 57.</answer>", True),
        ("3", "<answer> The third term is $3$ </answer>", True),
        ("6", "<answer>Thirty-two has 6 distinct positive factors.</answer>", True),
        ("40", "<answer> The answer is 40 or 41. </answer>", False),
        ("40", "<answer> The answer is not 40. </answer>", False),
        ("40", "<answer> The answer is 40. </answer> Answer: 41", False),
        ("9", r"\boxed{g(f(-4)) = 9}", True),
        ("9", r"\boxed{g(f(x)) = 9x}", False),
    ],
    "texts that were escaped twice": [
        ("1/2", r"\boxed{\\frac{1}{2}}", True),
        ("1/2", r"\boxed{\\frac{1}{3}}", False),
        (
            r"\begin{pmatrix} 1 \\ 1/2 \end{pmatrix}",
            r"\boxed{\begin{pmatrix} 1 \\\frac12 \end{pmatrix}}",
            True,
        ),
    ],
    "inequalities of a function's values and of distances": [
        ("0 < f(x) < 1", r"\boxed{(0, 1)}", True),
        ("0 < f(x) < 1", r"\boxed{0 < y < 1}", True),
        ("0 < f(x) < 1", r"\boxed{0 < f(x) < 1}", True),
        ("0 < f(x) < 1", r"\boxed{0 < g(x) < 1}", False),
        ("0 < f(x) < 1", r"\boxed{[0, 1)}", False),
        (r"1 \le |z| \le 2", r"\boxed{[-2, -1] \cup [1, 2]}", True),
        (r"1 \le |z| \le 2", r"\boxed{[1, 2]}", False),
        (r"1 \le |z| \le 2", r"\boxed{[-2, 2]}", False),
        (r"1 < |z| \le 2", r"\boxed{[-2, -1] \cup [1, 2]}", False),
        (r"|x - 2| < 3", r"\boxed{(-1, 5)}", True),
        (r"|x - 2| < 3", r"\boxed{(-5, 1)}", False),
        (r"|x + 2| < 3", r"\boxed{(-5, 1)}", True),
        (r"|x + 2| \ge 3", r"\boxed{(-\infty, -5] \cup [1, \infty)}", True),
        (r"|x + 2| \ge 3", r"\boxed{[-5, 1]}", False),
        ("(-1, 5)", r"\boxed{|x - 2| < 3}", False),
    ],
    "things with an index": [
        ("C_1 = 2, C_2 = 5", r"\boxed{C_1 = 2, C_2 = 5}", True),
        ("C_1 = 2, C_2 = 5", r"\boxed{C_2 = 5, C_1 = 2}", True),
        ("C_1 = 2, C_2 = 5", r"\boxed{2, 5}", True),
        ("C_1 = 2, C_2 = 5", r"\boxed{C_1 = 5, C_2 = 2}", False),
        ("C_1 = 2, C_2 = 5", r"\boxed{C_1 = 2, C_3 = 5}", False),
        ("x_1 = 2, x_2 = 5", r"\boxed{x_1 = 5, x_2 = 2}", True),
        ("a_3 = 2, a_{37} = 19", r"\boxed{a_{37} = 19, \quad a_3 = 2}", True),
        ("a_3 = 2, a_{37} = 19", r"\boxed{a_{37} = 2, \quad a_3 = 19}", False),
    ],
    "first values": [
        (r"I(0) e^{-\frac{t}{RC}}", r"\boxed{I(0) e^{-\frac{t}{CR}}}", True),
        (r"I(0) e^{-\frac{t}{RC}}", r"\boxed{I(0) e^{\frac{t}{RC}}}", False),
        (r"I(0) e^{-\frac{t}{RC}}", r"\boxed{0}", False),
        (r"I(0) e^{-\frac{t}{RC}}", r"\boxed{I(t) = e^{-\frac{t}{RC}} I(0)}", True),
        ("x(0)", r"\boxed{y(0)}", False),
        ("0", r"\boxed{x(0)}", False),
    ],
    "inverse functions": [
        (r"f^{-1}(x) = -\frac{4x}{3}", r"\boxed{f^{-1}(x) = -\frac43 x}", True),
        (r"f^{-1}(x) = -\frac{4x}{3}", r"\boxed{-\frac43 x}", True),
        (r"f^{-1}(x) = -\frac{4x}{3}", r"\boxed{f^{-1}(t) = -\frac43 t}", True),
        (r"f^{-1}(x) = -\frac{4x}{3}", r"\boxed{f^{-4}(x) = -\frac43 x}", False),
        (r"f^{-1}(x) = -\frac{4x}{3}", r"\boxed{f(x) = -\frac43 x}", False),
        (r"f^{-1}(x) = -\frac{4x}{3}", r"\boxed{f^{-1}(x) = \frac43 x}", False),
        (r"f^{-1}(x) = -\frac{4x}{3}", r"\boxed{g^{-1}(x) = -\frac43 x}", False),
    ],
    "several solutions with names": [
        ("p=5, q=2; p=7, q=2", r"\boxed{(5, 2), (7, 2)}", True),
        ("p=5, q=2; p=7, q=2", r"\boxed{q=2, p=7 \text{ or } q=2, p=5}", True),
        ("(5, 2), (7, 2)", r"\boxed{p=7, q=2; p=5, q=2}", True),
        ("p=5, q=2; p=7, q=2", r"\boxed{(2, 5), (2, 7)}", False),
        ("p=5, q=2; p=7, q=2", r"\boxed{(5, 2)}", False),
        ("p=5, q=2; p=7, q=3", r"\boxed{p=5, q=3; p=7, q=2}", False),
        ("p=5, q=2; p=7, q=2", r"\boxed{a=5, b=2; a=7, b=2}", False),
    ],
    "what sets an answer off within its box": [
        ("5", r"\boxed{\text{Answer: }5}", True),
        ("5", r"\boxed{\text{The answer is }5}", True),
        ("5", r"\boxed{=5}", True),
        ("5", r"\boxed{{}5}", True),
        ("5", r"\boxed{\,5\,}", True),
        ("5", r"\boxed{5\quad\checkmark}", True),
        ("5", r"\boxed{\therefore 5}", True),
        ("5", r"\boxed{\text{Not the answer: }5}", False),
        ("5", r"\boxed{==5}", False),
        ("5", r"\boxed{\neq 5}", False),
        ("{}", r"\boxed{{}}", True),
        ("{}", r"\boxed{{}5}", False),
    ],
    "units as fractions and powers": [
        (r"12\text{ m/s}", r"\boxed{12\,\frac{\text{m}}{\text{s}}}", True),
        (r"12\text{ m/s}", r"\boxed{12~\mathrm{m}\,\mathrm{s}^{-1}}", True),
        (r"12\text{ m/s}", r"\boxed{12~\mathrm{m}\,\mathrm{s}^{-2}}", False),
        (r"12\text{ m/s}", r"\boxed{12\,\frac{\text{s}}{\text{m}}}", False),
        (r"12\text{ m/s}", r"\boxed{12~\mathrm{m}\,\mathrm{s}}", False),
        ("5", r"\boxed{5\ \text{(apples)}}", True),
        ("5", r"\boxed{5\ \text{(million)}}", False),
    ],
    "French brackets and sets taken out": [
        ("(2, 5]", r"\boxed{]2, 5]}", True),
        ("[2, 5)", r"\boxed{\left[2, 5\right[}", True),
        ("(-oo, 2) U (5, oo)", r"\boxed{]-\infty, 2[ \cup ]5, +\infty[}", True),
        ("(2, 5]", r"\boxed{[2, 5]}", False),
        ("[2, 5]", r"\boxed{]2, 5]}", False),
        ("[2, 5]", r"\boxed{[2, 5[}", False),
        ("]2, 5]", r"\boxed{(2, 5]}", True),
        ("]2, 5]", r"\boxed{(2, 5)}", False),
        ("(-oo, 3) U (3, oo)", r"\boxed{\mathbb{R} \setminus \{3\}}", True),
        ("(-oo, 3) U (3, oo)", r"\boxed{\mathbb{R} \setminus \{4\}}", False),
        ("(-oo, 3) U (3, oo)", r"\boxed{\mathbb{R}}", False),
    ],
    "ratios and times in words": [
        ("2:3", r"\boxed{2 to 3}", True),
        ("2:3", r"\boxed{2\text{ to }3}", True),
        ("2:3", r"\boxed{3 to 2}", False),
        ("2:3", r"\boxed{2 to 4}", False),
        ("12:30 PM", r"\boxed{12:30\text{ p.m.}}", True),
        ("12:30 PM", r"\boxed{12:30\text{ a.m.}}", False),
    ],
    "numbers of statements, in circles": [
        ("②③", r"\boxed{②③}", True),
        ("②③", r"\boxed{2, 3}", True),
        ("②③", r"\boxed{③、②}", True),
        ("②③", r"\boxed{23}", False),
        ("②③", r"\boxed{②④}", False),
        ("②③", r"\boxed{②}", False),
    ],
    "boxes that hold a place, not an answer": [
        ("4", r"$7 + \boxed{\phantom{2}} = 11$, so it is $\boxed{4}$.", True),
        ("4", r"\boxed{\hphantom{00}} + 2 \boxed{4}", True),
        ("4", r"Put it in \boxed{}, \boxed{...} or \boxed{\text{answer}}: \boxed{4}", True),
        ("4", r"\boxed{?} and then \boxed{5}", False),
        ("4", r"\boxed{\phantom{4}}", False),
        ("answer", r"\boxed{\ldots}", False),
    ],
    "words": [
        ("no", r"\boxed{on}", False),
        ("no", r"\boxed{\text{No}}", True),
        ("yes", r"\boxed{sey}", False),
        ("Yes", r"\boxed{\text{Yes}}", True),
        ("Yes", r"\boxed{\textbf{Yes}}", True),
        ("Yes", "Answer: **Yes**", True),
        ("Yes", r"\boxed{No}", False),
        ("red", r"\boxed{der}", False),
        ("red", r"\boxed{\text{Red}}", True),
        ("Evelyn", r"\boxed{\text{evelyn}}", True),
        ("Evelyn", r"\boxed{\text{Eve}}", False),
        ("twenty-one days", r"\boxed{\text{Twenty-one days}}", True),
        ("even", r"\boxed{\text{not even}}", False),
        ("xy", r"\boxed{yx}", True),
        ("abc", r"\boxed{c \cdot ab}", True),
        ("January 5", r"\boxed{\text{January 5}}", True),
        ("January 5", r"\boxed{\text{January 6}}", False),
        ("AB", r"\boxed{BA}", True),
    ],
    "option letters": [
        ("B", r"\boxed{(B) 12}", True),
        ("B", r"\boxed{\text{(B)}}", True),
        ("B", r"\boxed{\textbf{(B)}\ 12}", True),
        ("B", r"\boxed{B. 12 apples}", True),
        ("B", r"\boxed{(C) 12}", False),
        ("B", r"\boxed{(B) or (C)}", False),
        ("B", r"\boxed{(B) 12 (C) 13}", False),
        ("B", r"\boxed{not (B)}", False),
        (r"\text{(B)}", r"\boxed{B}", True),
        ("(B) 12", r"\boxed{B}", True),
        ("(B) 12", r"\boxed{12}", True),
        ("(B) 12", r"\boxed{(B) 12}", True),
        ("(B) 12", r"\boxed{13}", False),
        ("A. Lincoln", r"\boxed{A}", False),
    ],
    "functions and definitions": [
        ("f(x) = 2x+1", r"\boxed{f(x)=2x+1}", True),
        ("f(x) = 2x+1", r"\boxed{2x+1}", True),
        ("f(x) = 2x+1", r"\boxed{xf = 2x+1}", False),
        ("f(x) = 2x+1", r"\boxed{g(x) = 2x+1}", False),
        ("f(x) = 2x+1", r"\boxed{f(x) = 2x-1}", False),
        ("k = n+1", r"\boxed{n+1}", True),
        ("k = n+1", r"\boxed{k = n+1}", True),
        ("k = n+1", r"\boxed{k}", False),
        ("k = n+1", r"\boxed{n}", False),
        ("k = n+1", r"\boxed{m = n+1}", False),
        ("x = x^2 - 1", r"\boxed{x^2-1}", False),
    ],
    "lists without brackets": [
        ("2,-1,-18", r"\boxed{-18, 2, -1}", True),
        ("2,-1,-18", r"\boxed{a=2, h=-1, k=-18}", True),
        ("2,-1,-18", r"\boxed{a=2, h=-1}", False),
        ("2,-1,-18", r"\boxed{(2, -1, -18)}", True),
        ("2,-1,-18", r"\boxed{(-1, 2, -18)}", False),
        ("2,-1,-18", r"\boxed{2, 1, -18}", False),
        ("16,3,1,1", r"\boxed{w=16, d=3, a=1, b=1}", True),
        ("16,3,1,1", r"\boxed{16, 3, 1}", False),
        ("16,3,1,1", r"\boxed{16, 3, 3, 1}", False),
        ("(1,2),(3,4)", r"\boxed{(3,4),(1,2)}", True),
        ("(1,2),(3,4)", r"\boxed{\{(3,4), (1,2)\}}", True),
        ("(1,2),(3,4)", r"\boxed{(2,1),(3,4)}", False),
        ("(1,2),(3,4)", r"\boxed{(1,2)}", False),
        ("AB=4,CD=5", r"\boxed{4, 5}", True),
        ("AB=4,CD=5", r"\boxed{CD=5, AB=4}", True),
        ("AB=4,CD=5", r"\boxed{CD=4, AB=5}", False),
        ("AB=4,CD=5", r"\boxed{5, 4}", False),
        ("x=1, y=2", r"\boxed{y=1, x=2}", False),
        ("a=2, b=3", r"\boxed{a=2, a=3}", False),
        ("a=2, b=2", r"\boxed{a=2, a=2}", False),
    ],
    "points, vectors and intervals": [
        ("(0, 12.5)", r"\boxed{0 < x < 12.5}", True),
        ("(0, 12.5)", r"\boxed{x \in (0, 12.5)}", True),
        ("(0, 12.5)", r"\boxed{0 \le x < 12.5}", False),
        ("(0, 12.5)", r"\boxed{\begin{pmatrix} 0 \\ 12.5 \end{pmatrix}}", True),
        ("(0, 12.5)", r"\boxed{\begin{pmatrix} 12.5 \\ 0 \end{pmatrix}}", False),
        (r"\begin{pmatrix} 3 \\ 1/2 \end{pmatrix}", r"\boxed{(3, \frac12)}", True),
        (r"\begin{pmatrix} 3 \\ 1/2 \end{pmatrix}", r"\boxed{(\frac12, 3)}", False),
        (r"[1, 2]", r"\boxed{1 \le x \le 2}", True),
        (r"[1, 2]", r"\boxed{(1, 2)}", False),
    ],
    "golds that say they are rounded": [
        (r"\frac{1}{3} \approx 0.33", r"\boxed{\frac13}", True),
        (r"\frac{1}{3} \approx 0.33", r"\boxed{0.33}", True),
        (r"\frac{1}{3} \approx 0.33", r"\boxed{0.333}", True),
        (r"\frac{1}{3} \approx 0.33", r"\boxed{0.3}", False),
        (r"\frac{1}{3} \approx 0.33", r"\boxed{0.34}", False),
        (r"x \approx 1.36", r"\boxed{1.36}", True),
        (r"x \approx 1.36", r"\boxed{1.3561}", True),
        (r"x \approx 1.36", r"\boxed{1.37}", False),
        ("1.36", r"\boxed{1.3561}", False),
        (r"\frac{1}{3} \approx 0.33", r"\boxed{\frac{1}{3} \approx 0.33}", True),
        ("7/3", r"\boxed{\frac{7}{3} \approx 2.33}", True),
        ("7/3", r"\boxed{x = \frac{7}{3} \approx 2.33}", True),
        ("2.33", r"\boxed{\frac{7}{3} \approx 2.33}", False),
        ("7/3", r"\boxed{x \approx 2.33}", False),
        ("2.33", r"\boxed{x \approx 2.33}", False),
        ("7/3", r"\boxed{\frac{7}{3} \approx 2.34}", False),
        (r"\sqrt{2}", r"\boxed{\sqrt{2} \approx 1.41}", True),
        (r"\sqrt{2}", r"\boxed{\sqrt{2} \approx 1.42}", False),
        (r"x \approx 2.33", r"\boxed{x \approx 2.33}", True),
        (r"x \approx 2.33", r"\boxed{x \approx 2.34}", False),
        (r"x \approx 2.33", r"\boxed{2.33}", True),
    ],
    "words and several values": [
        ("5 apples and 3 pears", r"\boxed{5 apples and 3 pears}", True),
        ("5 apples and 3 pears", r"\boxed{5 \text{ apples}, 3 \text{ pears}}", True),
        ("5 apples and 3 pears", r"\boxed{3 apples and 5 pears}", False),
        ("5 apples and 3 pears", r"\boxed{3 pears and 5 apples}", False),
        ("5 apples and 3 pears", r"\boxed{5 apples}", False),
        ("The mode is $1/3$.", r"\boxed{\frac13}", True),
        ("The mode is $1/3$.", r"\boxed{\text{The mode is } \frac13}", True),
        ("The mode is $1/3$.", r"\boxed{\text{The mode is not } \frac13}", False),
        ("The mode is not $1/3$.", r"\boxed{\frac13}", False),
        ("If $x = 2$ the mode is $1/3$.", r"\boxed{\frac13}", False),
        ("The side is $5$.", r"\boxed{5}", True),
        ("Neither side is $5$.", r"\boxed{5}", False),
        ("The value is 5 times.", r"\boxed{5}", False),
        ("5 apples and 5 apples", r"\boxed{5 apples and 6 apples}", False),
        ("radius: $5$, radius: $5$", r"\boxed{\text{radius: } 5, \text{radius: } 5}", True),
        ("radius: $5$, radius: $5$", r"\boxed{\text{radius: } 5, \text{radius: } 6}", False),
        ("approx. 5 apples", r"\boxed{approx 5 apples}", True),
        ("$x + y = 5$ and diverges", r"\boxed{x + y = 5 \text{ and diverges}}", True),
        ("$x + y = 5$ and diverges", r"\boxed{5 \text{ and diverges}}", False),
        ("$2x = 10$, diverges", r"\boxed{10, \text{ diverges}}", False),
        (r"$\cos(\pi) = -1$, diverges", r"\boxed{-1, \text{ diverges}}", True),
        ("$x^2 + y = 1$; $P(X=2) = 1/4$", r"\boxed{P(X=2) = 1/4; x^2 + y = 1}", True),
        ("$x^2 + y = 1$; $P(X=2) = 1/4$", r"\boxed{P(X=2) = 1/4; 1 - x^2}", False),
        ("The largest area is 12.25 square inches.", r"\boxed{12.25 \text{ in}^2}", True),
        ("The largest area is 12.25 square inches.", r"\boxed{12.25}", True),
        ("The largest area is 12.25 square inches.", r"\boxed{12.25 \text{ cm}^2}", False),
        (r"$\mu = 40, \sigma^2 = 800$", r"\boxed{\sigma^2 = 800, \mu = 40}", True),
        (r"$\mu = 40, \sigma^2 = 800$", r"\boxed{\sigma^2 = 40, \mu = 800}", False),
        (r"$\mu = 40, \sigma^2 = 800$", r"\boxed{800, 40}", False),
        (r"$x_1 = a+b$; $P(X=2) = 1/4$", r"\boxed{P(X = 2) = \frac14, x_1 = b + a}", True),
        (r"$x_1 = a+b$; $P(X=2) = 1/4$", r"\boxed{P(X = 3) = \frac14, x_1 = b + a}", False),
        (r"$x_1 = a+b$; $P(X=2) = 1/4$", r"\boxed{\frac14, a+b}", False),
        ("x,234 apples", r"\boxed{x, 234 \text{ apples}}", True),
        ("x,234 apples", r"\boxed{x, 235 \text{ apples}}", False),
        ("at least $3$", r"\boxed{3}", False),
        ("at least $3$", r"\boxed{\text{at least } 3}", True),
        (
            "increasing on $(0, 1)$, constant",
            r"\text{increasing on } (0, 1), \text{constant}",
            True,
        ),
        (
            "increasing on $(0, 1)$, constant",
            r"\text{constant}, \text{increasing on } (0, 1)",
            False,
        ),
        ("diverges, converges", r"\boxed{\text{converges, diverges}}", False),
        ("diverges, converges", r"\boxed{\text{diverges and converges}}", True),
        (r"domain: $\mathbb{R}$, range: $[-1, \infty)$", r"\boxed{[-1, \infty)}", False),
        ("Not a function", r"\boxed{\text{not a function}}", True),
        ("Not a function", r"\boxed{\text{a function}}", False),
        ("Function", r"\boxed{\text{Not a function}}", False),
        (r"$(t, 2t)$ for all real numbers $t$", r"(t, 2t) \text{ for all real numbers } t", True),
        (r"$(t, 2t)$ for all real numbers $t$", r"(t, 3t) \text{ for all real numbers } t", False),
    ],
    "families of solutions": [
        (r"y = c_1 e^x + c_2 e^{2x}", r"\boxed{y = C_1e^{x} + C_2e^{2x}}", True),
        (r"y = c_1 e^x + c_2 e^{2x}", r"\boxed{y(x) = Ae^{2x} + Be^{x}}", True),
        (r"y = c_1 e^x + c_2 e^{2x}", r"\boxed{c_2 e^{x} + c_1 e^{2x}}", True),
        (r"y = c_1 e^x + c_2 e^{2x}", r"\boxed{y = c_1 e^x + c_1 e^{2x}}", False),
        (r"y = c_1 e^x + c_2 e^{2x}", r"\boxed{y = c_1 e^x + c_2 e^{3x}}", False),
        (r"y = c_1 e^x + c_2 e^{2x}", r"\boxed{z(x) = c_1 e^x + c_2 e^{2x}}", False),
        (r"F = c_1 x - c_2 z", r"\boxed{F = c_2 x - c_1 z}", False),
        (r"\frac{x^3}{3} + C", r"\boxed{\frac{x^3}{3} + K}", True),
        (r"\frac{x^3}{3} + C", r"\boxed{c + \frac{x^3}{3}}", True),
        (r"\frac{x^3}{3} + C", r"\boxed{\frac{x^3}{3}}", False),
        (r"\frac{x^3}{3} + C", r"\boxed{\frac{x^3}{3} + x}", False),
        (r"\frac{x^3}{3} + C", r"\boxed{\frac{x^3}{3} - C}", False),
        ("A + C", r"\boxed{A + K}", False),
        ("a + c", r"\boxed{a + k}", False),
    ],
    "letters of functions and of whole numbers": [
        ("f(n) = 2n", r"\boxed{f(k) = 2k}", True),
        ("f(n) = 2n", r"\boxed{f(m) = 2n}", False),
        ("f(n) = 2n", r"\boxed{f(k) = k + n}", False),
        (r"x = 2n\pi", r"\boxed{x = 2k\pi}", True),
        (r"x = 2n\pi", r"\boxed{x = k\pi + n\pi}", False),
        (r"x = 2n\pi + m", r"\boxed{x = 2k\pi + m}", False),
        ("x = 2n", r"\boxed{x = 2k}", False),
        ("y = 2x", r"\boxed{y(x) = 2x}", True),
        ("y = 2x", r"\boxed{y(t) = 2x}", False),
        ("xy = 2", r"\boxed{y(x) = 2}", False),
        ("x = 2y", r"\boxed{y(x) = x/2}", False),
        (r"y = c_1 e^x + c_2 x", r"\boxed{y = c_1 e^x}", False),
        (r"y = c_1 e^x", r"\boxed{y = c_1 e^x + c_2}", False),
        (r"v = c_1 x + c_2", r"\boxed{v = c_2 x + c_1}", False),
    ],
    "a box that is part of more": [
        ("5", r"-\boxed{5}", False),
        ("5", r"x =- \boxed{5}", False),
        ("5", r"x = - \boxed{5}", False),
        ("5", r"$- \boxed{5}$", False),
        ("5", r"(- \boxed{5})", False),
        ("5", r"2\boxed{5}", False),
        ("5", r"0.\boxed{5}", False),
        ("5", r"2*\boxed{5}", False),
        ("5", r"\boxed{5} * 2", False),
        ("5", r"\boxed{5} * (2)", False),
        ("5", r"\boxed{5} * (-2)", False),
        ("5", r"**\boxed{5}** (2 ways)", True),
        ("5", r"\boxed{5} * (see above)", True),
        ("5", r"\boxed{5}*2", False),
        ("5", r"\boxed{5}x", False),
        ("5", r"\boxed{5} 2", False),
        ("5", r"\boxed{5} apples", True),
        ("5", r"**\boxed{5}**", True),
        ("5", r"It is done.\boxed{5}", True),
        ("5", "Step 2 *\\boxed{5}*", True),
    ],
    "other turns and other lines": [
        ("5", r"<|im_start|>assistant \boxed{5}<|im_end|>\boxed{6}", True),
        ("5", r"<|im_start|>\boxed{5}<|im_end|>\boxed{6}", True),
        ("5", r"\boxed{6}<|im_end|>\boxed{5}", False),
        ("5", r"\boxed{5}<thinking>\boxed{6}", True),
        ("5", "Answer: 6\nAnswer: 5", False),
        ("5", "#### 4\n#### 5", True),
        ("5", "#### 5\n#### 4", False),
    ],
    "hyperbolic functions and inverses": [
        (r"\coth(x)", r"\boxed{\cosh(x)/\sinh(x)}", True),
        (r"\coth(x)", r"\boxed{\sinh(x)/\cosh(x)}", False),
        (r"\operatorname{sech}(x)", r"\boxed{\frac{1}{\cosh x}}", True),
        (r"\operatorname{sech}(x)", r"\boxed{\frac{1}{\sinh x}}", False),
        (r"\operatorname{csch}(x)", r"\boxed{\frac{1}{\sinh x}}", True),
        (r"\sinh^{-1}(1)", r"\boxed{\ln(1+\sqrt{2})}", True),
        (r"\sinh^{-1}(2)", r"\boxed{\ln(2+\sqrt{3})}", False),
        (r"\operatorname{arcosh}(2)", r"\boxed{\ln(2+\sqrt{3})}", True),
        (r"\operatorname{arccosh}(2)", r"\boxed{\ln(2+\sqrt{5})}", False),
        (r"\tanh^{-1}(1/2)", r"\boxed{\frac12\ln 3}", True),
        (r"\tanh^{-1}(1/2)", r"\boxed{\ln 3}", False),
        (r"\operatorname{arcsec}(2)", r"\boxed{\pi/3}", True),
        (r"\operatorname{arcsec}(2)", r"\boxed{\pi/6}", False),
        (r"\operatorname{arccsc}(2)", r"\boxed{\pi/6}", True),
        (r"\operatorname{arccsc}(2)", r"\boxed{\pi/3}", False),
        (r"\operatorname{arccot}(\sqrt3)", r"\boxed{\pi/6}", True),
        (r"\operatorname{arccot}(\sqrt3)", r"\boxed{\pi/3}", False),
    ],
    "roots of negative numbers, powers, quotients in functions": [
        (r"\sqrt[3]{-8}+x", r"\boxed{x-2}", True),
        (r"\sqrt[3]{-8}+x", r"\boxed{x+2}", False),
        (r"\sqrt[3]{-2}", r"\boxed{-\sqrt[3]{2}}", True),
        (r"\sqrt[3]{-2}", r"\boxed{\sqrt[3]{2}}", False),
        (r"(x+1)^{y} \sin x", r"\boxed{(x+1) \sin x}", False),
        (r"(x+1)^{y} \sin x", r"\boxed{(x+1^y) \sin x}", False),
        (r"(xy)^{z} \sin x", r"\boxed{x y^z \sin x}", False),
        (r"(xy)^{z} \tan x", r"\boxed{(yx)^z \sin x / \cos x}", True),
        (r"f(x/\cos x)", r"\boxed{f(x \sec x)}", True),
        (r"f(x/\cos x)", r"\boxed{f(x/\sin x)}", False),
    ],
    "series": [
        (r"\sum_{k=1}^{5}(3k+5)", r"\boxed{\sum_{j=0}^{4}(3j+8)}", True),
        (r"\sum_{k=1}^{5}(3k+5)", r"\boxed{\sum_{j=1}^{5} 3j+5}", False),
        (r"\sum_{k=1}^{5}(3k+5)", r"\boxed{\sum_{k=1}^{6}(3k+5)}", False),
        (r"\sum_{k=1}^{5}(3k+5)", r"\boxed{70}", False),
        (r"y = a_0\sum_{m=0}^\infty (2m+1)x^{2m}", r"y = \sum_{n=0}^\infty a_0(1+2n)x^{2n}", True),
        (r"y = a_0\sum_{m=0}^\infty (2m+1)x^{2m}", r"y = \sum_{n=0}^\infty a_1(1+2n)x^{2n}", False),
        (r"\sum_{n=0}^\infty x^n", r"\boxed{\sum_{x=0}^\infty x^x}", False),
        (r"\sum_{n=0}^\infty x^n", r"\boxed{\sum_{n=0}^\infty x^m}", False),
        (r"\sum_{n=1}^5 a_n", r"\boxed{\sum_{k=1}^5 a_k}", True),
        (r"\sum_{n=1}^5 a_n", r"\boxed{\sum_{n=0}^4 a_{n+1}}", True),
        (r"\sum_{n=1}^5 a_n", r"\boxed{\sum_{n=0}^4 a_n}", False),
        (r"\prod_{n=1}^5 a_n", r"\boxed{\prod_{n=0}^4 a_{n+1}}", True),
        (r"\prod_{n=1}^5 a_n", r"\boxed{\prod_{n=0}^4 a_n}", False),
        (r"\sum_{n=0}^\infty a_n x^n", r"\boxed{a_n \sum_{n=0}^\infty x^n}", False),
        (r"\sum_{n=0}^\infty a_0 x^n", r"\boxed{a_0 \sum_{n=0}^\infty x^n}", True),
        (r"\sum_{n=1}^3 \sum_{m=1}^2 y_m x^n", r"\sum_{m=1}^3 \sum_{n=1}^2 y_n x^m", True),
        (r"\sum_{n=1}^3 \sum_{m=1}^2 y_m x^n", r"\sum_{m=1}^3 \sum_{n=1}^2 y_m x^m", False),
        (r"\sum_{n=0}^\infty 2x^n", r"\boxed{2\sum_{n=0}^\infty x^n}", True),
        (r"\sum_{n=0}^\infty (-x^n)", r"\boxed{\sum_{n=0}^\infty x^n}", False),
        (r"\sum_{n=0}^\infty (-x^n)", r"\boxed{-\sum_{n=0}^\infty x^n}", True),
        (r"(\sum_{n=0}^4 n)(\sum_{n=0}^5 n^2)", r"(\sum_{n=0}^5 n^2)(\sum_{n=0}^4 n)", True),
        (r"(\sum_{n=0}^4 n)(\sum_{n=0}^5 n^2)", r"(\sum_{n=0}^4 n^2)(\sum_{n=0}^5 n)", False),
        (r"\prod_{n=1}^5 2x_n", r"\boxed{2\prod_{n=1}^5 x_n}", False),
        (r"x^{1/3}(1 - x + 2x^2 + \cdots)", r"\boxed{x^{1/3}(1 - x + 2x^2 + \ldots)}", True),
        (r"x^{1/3}(1 - x + 2x^2 + \cdots)", r"\boxed{x^{1/3}(1 - x + 2x^2)}", False),
        (r"x^{1/3}(1 - x + 2x^2 + \cdots)", r"\boxed{x^{1/3}(1 - x + 3x^2 + \cdots)}", False),
        (r"b_n = (n+2)a_{n+2} + a_n", r"\boxed{b_n = a_n + na_{n+2} + 2a_{n+2}}", True),
        (r"b_n = (n+2)a_{n+2} + a_n", r"\boxed{b_n = (n+2)a_{n+1} + a_n}", False),
        (r"\cos\sqrt{6} t", r"\boxed{\cos(\sqrt6 t)}", True),
        (r"\cos\sqrt{6} t", r"\boxed{t\cos\sqrt6}", False),
    ],
    "golds that are not read": [
        ("?!", r"\boxed{!?}", False),
        ("2 is even, $\\foo$", r"\boxed{2 is even, \foo}", False),
        (r"\foo{3}", r"\boxed{\foo{3}}", False),
        ("x^2 = 5 > 0", r"\boxed{x^2 = 5}", False),
        ("2 \text{ cm}", r"\boxed{2 \text{ cm}}", False),  # TAB, then ext{ cm}
        ("\frac{1}{2}", r"\boxed{\frac{1}{2}}", False),  # form feed, then rac{1}{2}
        (r"\frac{1}{2", r"\boxed{1/2}", False),
    ],
    "box and answer line": [
        ("5", "Answer: 5\n" + r"\boxed{5}", True),
        ("5", "Answer: 6\n" + r"\boxed{5}", False),
        ("5", r"\boxed{5}" + "\nAnswer: see above", True),
        ("5", r"The answer: \boxed{5}", True),
        ("5", "Answer: 5\n\nThis answer is short.", True),
        ("5", "Answer: 5\n\nAnswer: 5", True),
    ],
    "think": [
        ("5", r"<think>\boxed{6}</think>\boxed{5}", True),
        ("5", r"\boxed{6}</think>\boxed{5}", True),
        ("5", r"<think>\boxed{5}</think>", False),
        ("5", r"<think>\boxed{5}", False),
        ("5", r"\boxed{5}<think>and now", True),
    ],
    "percent": [
        ("28", r"\boxed{28\%}", False),
        ("5", r"\boxed{5\%}", False),
        ("5", "Answer: 5 percent", False),
        ("5", r"\boxed{500\%}", True),
        (r"28\%", r"\boxed{28}", True),
        (r"28\%", r"\boxed{28\%}", True),
        (r"28\%", r"\boxed{28 \text{ percent}}", True),
        (r"28\%", r"\boxed{0.28}", True),
        (r"28\%", r"\boxed{7/25}", True),
        (r"28\%", r"\boxed{2800}", False),
        (r"28\%", r"\boxed{0.28\%}", False),
        (r"28\%", r"\boxed{28^\circ}", False),
        ("7/25", r"\boxed{28\%}", True),
        ("0.28", r"\boxed{28\%}", True),
        ("0.335", r"\boxed{33.5\%}", True),
        ("40/9", r"\boxed{4 4/9 \%}", False),
        (r"15\text{ cm}", r"\boxed{1500\%}", False),
    ],
    "units": [
        ("15", r"\boxed{15\text{ cm}^2}", True),
        ("15", "Answer: 15 apples", True),
        ("15", r"\boxed{\$15}", True),
        ("15", r"\boxed{15\text{ km/h}}", True),
        ("15", "Answer: 15 miles per hour", True),
        ("28", "Answer: 28 per cent", False),
        ("0.28", "Answer: 28 per cent", True),
        ("15", r"\boxed{15^{\text{th}}}", True),
        ("15", "Answer: 15th", True),
        ("15", r"\boxed{15^\circ}", True),
        (r"15\text{ cm}", r"\boxed{15}", True),
        (r"15\text{ cm}", r"\boxed{15\text{ cm}}", True),
        (r"15\text{ cm}", r"\boxed{15\text{ m}}", False),
        (r"15\text{ cm}", r"\boxed{15\text{ cm}^2}", False),
        ("15", r"\boxed{15 \text{ million}}", False),
        ("15", r"\boxed{15 dozen}", False),
        ("15", r"\boxed{15cm}", False),
        ("15", r"\boxed{15x}", False),
    ],
    "decimals": [
        ("1/4", r"\boxed{0.25}", True),
        ("0.25", r"\boxed{\frac14}", True),
        ("0.25", r"\boxed{.250}", True),
        ("1/3", r"\boxed{0.333}", False),
        ("1/3", r"\boxed{0.3333333333333333333333}", False),
        ("5", r"\boxed{5.0}", True),
        ("5", r"\boxed{5.0000001}", False),
        ("2.74", r"\boxed{2,74}", False),
    ],
    "thousands": [
        ("1234567", r"\boxed{1,234,567}", True),
        ("1234567", r"\boxed{1{,}234{,}567}", True),
        ("1234567", r"\boxed{1\,234\,567}", True),
        ("1234567", r"\boxed{1 234 567}", True),
        ("1234567", r"\boxed{1234,567}", False),
        ("1234567", r"\boxed{1,234567}", False),
        ("32349", r"\boxed{32, 349}", False),
        ("12", r"\boxed{1,2}", False),
        ("12", r"\boxed{1 2}", False),
    ],
    "a number is a literal number": [
        ("5", r"\boxed{7=5}", False),
        ("5", r"\boxed{x=5}", True),
        ("5", r"\boxed{2x=5}", False),
        ("5", r"\boxed{2+3}", False),
        ("1/2", r"\boxed{1/3+1/6}", False),
        ("5", r"\boxed{10/2}", False),
        ("1/2", r"\boxed{2/4}", True),
        ("1/2", r"\boxed{0/0}", False),
        ("1/2", r"\boxed{1/0}", False),
        ("3/2", r"\boxed{1\frac12}", True),
        ("3/2", r"\boxed{1 1/2}", True),
        ("1/2", r"\boxed{1\frac12}", False),
        ("1024", r"\boxed{2^{10}}", False),
        ("5000", r"\boxed{5 \times 10^3}", False),
        ("2^{-98}", r"\boxed{2^{-99}}", False),
        ("2^{-98}", r"\boxed{2^{-98}}", True),
        ("2+3", r"\boxed{5}", False),
    ],
    "letters and names": [
        ("x = 5", r"\boxed{5}", True),
        ("x = 5", r"\boxed{x=5}", True),
        ("x = 5", r"\boxed{y=5}", False),
        ("(1, 2)", r"\boxed{x=1, y=2}", True),
        ("(1, 2)", r"\boxed{y=2, x=1}", False),
        ("(1, 2)", r"\boxed{m=1, c=2}", False),
        ("(1, 2)", r"(m, c) = \boxed{(1, 2)}", True),
        ("x + 1", r"\boxed{t+1}", False),
    ],
    "intervals and inequalities": [
        ("[-2, 7]", r"\boxed{-2 \le x \le 7}", True),
        (r"x \in [-2, 7]", r"\boxed{x \in [-2,7]}", True),
        (r"x \in [-2, 7]", r"\boxed{-2 \le x \le 7}", False),
        (r"x \in [-2, 7]", r"\boxed{7 \ge x \ge -2}", False),
        ("(2, oo)", r"\boxed{x > 2}", True),
        ("(2, oo)", r"\boxed{2x > 4}", False),
        ("(0, 9)", r"\boxed{[0, 9)}", False),
        ("(1, 2)", r"\boxed{\{1, 2\}}", False),
        ("{1, 2}", r"\boxed{(1, 2)}", False),
    ],
    "residues": [
        ("5 mod 11", r"\boxed{16 \pmod{11}}", True),
        ("5 mod 11", r"\boxed{5 \pmod{7}}", False),
        ("5 mod 11", r"\boxed{5}", True),
        ("5 mod 11", r"\boxed{16}", False),
        ("5 mod 11", r"\boxed{6}", False),
    ],
    "other datasets": [
        (r"\frac{14}{3}", r"\boxed{\frac{28}{6}}", True),
        ("So the answer is $\\boxed{14}$.", r"\boxed{14}", True),
        ("She has 72 eggs.\n#### 72", r"\boxed{72}", True),
        (r"\text{Evelyn}", r"\boxed{\text{Evelyn}}", True),
        (r"\text{(C)}", r"\boxed{C}", True),
        ("C", r"\boxed{\text{(C)}}", True),
        (r"\text{13}", r"\boxed{13}", True),
        ("204_5", r"\boxed{204_7}", False),
        ("12:00", r"\boxed{12:00}", True),
        ("12:00", r"\boxed{1:00}", False),
        (r"\pm 2021", r"\boxed{2021}", False),
        (r"\pm 2021", r"\boxed{\{2021, -2021\}}", True),
        (r"1 \pm \sqrt{19}", r"\boxed{1 + \sqrt{19}, 1 - \sqrt{19}}", True),
    ],
}


@pytest.mark.parametrize("policy", POLICIES)
def test_the_policies(policy):
    for gold, completion, expected in POLICIES[policy]:
        assert paid(completion, gold) is expected, (gold, completion)


OPTIONS: list[tuple[dict[str, Any], str, str, bool]] = [
    ({"percent": "unit"}, "28", r"\boxed{28\%}", True),
    ({"percent": "unit"}, "0.28", r"\boxed{28\%}", False),
    ({"percent": "unit"}, "40/9", r"\boxed{4 4/9 \%}", False),
    ({"boxes": "last"}, "5", r"\boxed{6}, no, \boxed{5}", True),
    ({"boxes": "last"}, "5", r"\boxed{5}, no, \boxed{6}", False),
    ({"boxes": "members"}, "{20, 143}", r"\boxed{20} and \boxed{143}", True),
    ({"boxes": "members"}, "{20, 143}", r"\boxed{20} and \boxed{144}", False),
    ({"boxes": "members"}, "5", r"\boxed{5} \boxed{6}", False),
    ({"boxes": "members"}, "{1, 2}", r"\boxed{1} for (a) and \boxed{2} for (b)", True),
    ({"boxes": "members"}, "{1, 2}", "\\boxed{1} and \\boxed{2}\nAnswer: 3", False),
    ({"boxes": "members"}, "{1, 2}", "\\boxed{1} (a), \\boxed{2} (b)\nAnswer: 3", False),
    ({"boxes": "members"}, "{1, 2}", "\\boxed{1} (a), \\boxed{2} (b)\nAnswer: 1, 2", True),
    ({"rounding": "places"}, r"(\frac{3}{5}, \frac{8}{3}]", r"\boxed{(0.6, 2.6667]}", True),
    ({"rounding": "places"}, r"(\frac{3}{5}, \frac{8}{3}]", r"\boxed{(0.6, 2.6668]}", False),
    ({"rounding": "places"}, r"(\frac{3}{5}, \frac{8}{3}]", r"\boxed{(0.6, 2.6667)}", False),
    ({"rounding": "exact"}, r"(\frac{3}{5}, \frac{8}{3}]", r"\boxed{(0.6, 2.6667]}", False),
    ({"rounding": "places"}, r"(\sqrt2, \sqrt3)", r"\boxed{(1.41, 1.73)}", True),
    ({"rounding": "places"}, r"(\sqrt2, \sqrt3)", r"\boxed{(1.73, 1.41)}", False),
    ({"rounding": "places"}, "4.123105625617661", r"\boxed{\sqrt{17}}", True),
    ({"rounding": "places"}, "4.123105625617661", r"\boxed{\sqrt{18}}", False),
    ({"rounding": "exact"}, "4.123105625617661", r"\boxed{\sqrt{17}}", False),
    ({"rounding": "places"}, "11", r"\boxed{x \approx 11}", True),
    ({"rounding": "places"}, "11", r"\boxed{x \approx 12}", False),
    ({"units": "required"}, r"5\text{ cm}", r"\boxed{5\text{ cm}}", True),
    ({"units": "required"}, r"5\text{ cm}", r"\boxed{5}", False),
    ({"units": "required"}, "5", r"\boxed{5\text{ cm}}", True),
    ({"units": "ignored"}, r"5\text{ cm}", r"\boxed{5\text{ m}}", True),
    ({"rounding": "places"}, "30.52", r"\boxed{\frac{1587}{52}}", True),
    ({"rounding": "places"}, "30.52", r"\boxed{30.519}", True),
    ({"rounding": "places"}, "30.52", r"\boxed{30.5}", False),
    ({"rounding": "places"}, "30.52", r"\boxed{30.51}", False),
    ({"rounding": "places"}, "1/3", r"\boxed{0.33}", True),
    ({"rounding": "places"}, "1/3", r"\boxed{0.3}", False),
    ({"rounding": "places"}, "1/3", r"\boxed{0.34}", False),
    ({"rounding": "places"}, r"2\pi", r"\boxed{6.28}", True),
    ({"rounding": "places"}, r"2\pi", r"\boxed{6.29}", False),
    ({"rounding": "places"}, r"2\pi", r"\boxed{6.3}", False),
    ({"rounding": "places"}, r"2\pi", r"\boxed{6}", False),
    ({"rounding": "places"}, "300", r"\boxed{299}", False),
    # half a unit of the last place is rounded up or down
    ({"rounding": "places"}, "2.5", r"\boxed{2.55}", True),
    ({"rounding": "places"}, "2.5", r"\boxed{2.551}", False),
    ({"rounding": "places"}, "1/8", r"\boxed{0.13}", True),
    ({"rounding": "places"}, "1/8", r"\boxed{0.12}", True),
    ({"rounding": "places"}, "1/8", r"\boxed{0.11}", False),
    ({}, "1/8", r"\boxed{\frac18 \approx 0.13}", True),
    ({}, "1/8", r"\boxed{\frac18 \approx 0.12}", True),
    ({}, "1/8", r"\boxed{\frac18 \approx 0.14}", False),
    ({"rounding": "places"}, r"(-\infty, \frac83)", r"\boxed{(-\infty, 2.6667)}", True),
    ({"rounding": "places"}, r"(-\infty, \frac83)", r"\boxed{(0, 2.6667)}", False),
    ({"rounding": "places"}, r"(0, \frac83)", r"\boxed{(-\infty, 2.6667)}", False),
    ({"rounding": "places"}, r"(-\frac83, 1)", r"\boxed{(-2.6667, 1)}", True),
    ({"rounding": "places"}, r"(-\frac83, 1)", r"\boxed{(2.6667, 1)}", False),
    ({"rounding": "places"}, r"(\frac13, 1)", r"\boxed{(0.3, 1)}", False),
    ({"rounding": "places"}, "a=1/3, b=2/3", r"\boxed{a=0.33, b=0.67}", True),
    ({"rounding": "places"}, "a=1/3, b=2/3", r"\boxed{c=0.33, d=0.67}", False),
    ({"rounding": "places"}, r"4.12\text{ cm}", r"\boxed{\sqrt{17}\text{ cm}}", True),
    ({"rounding": "places"}, r"4.12\text{ cm}", r"\boxed{\sqrt{17}\text{ m}}", False),
    ({"rounding": "places"}, "x = 4.12", r"\boxed{x = \sqrt{17}}", True),
    ({"rounding": "places"}, "x = 4.12", r"\boxed{y = \sqrt{17}}", False),
    ({"unmarked": True}, "73", "All in all it is **73**.", True),
    ({"unmarked": True}, "73", "First **72** of them.\n\nSo it is **73**", True),
    ({"unmarked": True}, "29", "There are 4 of them.\nThe determinant is 29.", True),
    ({"unmarked": True}, "29", "There are 29 of them.\nThe determinant is 28.", False),
    ({"unmarked": True}, "29", "The determinant is 29 or 30.", False),
    ({"unmarked": True}, "29", "The determinant is not 29.", False),
    ({"unmarked": True}, "29", "It takes 29 thousand.", False),
    ({"unmarked": True}, "29", "Of the 30, we lose 29.", False),
    ({"unmarked": True}, "29.5", "In the end she pays $29.50.", True),
    ({"unmarked": True}, "x^2 + 1", "Steps.\nThe polynomial is $x^2 + 1$.", True),
    ({"unmarked": True}, "10", "```output\n10\n```\nTen men can stay.", True),
    ({"unmarked": True}, "-3", "Now it falls.\nThe temperature is now -3", True),
    ({}, "29", "There are 4 of them.\nThe determinant is 29.", False),
    ({}, "73", "First.\nSo it is **73**", False),
]


@pytest.mark.parametrize(("options", "gold", "completion", "expected"), OPTIONS)
def test_the_options(options, gold, completion, expected):
    assert grade(completion, gold, **options).correct is expected
    assert accuracy(completion, gold, **options) == expected
    assert accuracy_reward([completion], [gold], options=options) == [float(expected)]


@pytest.mark.parametrize(
    "options", [{"percent": "no"}, {"unmarked": "maybe"}, {"boxes": ["last"]}, {"units": "x" * 999}]
)
def test_options_that_do_not_exist_are_refused_with_those_that_do(options):
    with pytest.raises(RequestError) as caught:
        grade("5", "5", **options)
    assert len(str(caught.value)) < 200 and "\n" not in str(caught.value)
    with pytest.raises(RequestError):
        accuracy_reward(["5"], ["5"], options=options)
    with pytest.raises(RequestError, match="none of the grader's; there are percent, boxes, units"):
        accuracy_reward(["5"], ["5"], options={"percents": "unit"})


FORMS = [
    (
        "rational",
        "reduced",
        "3/4",
        [r"\frac34", "3/4", r"x = \frac{3}{4}", r"\frac{3}{4}\text{ h}"],
        ["6/8", "0.75", r"\frac{-3}{-4}", "-3/-4"],
    ),
    ("rational", "reduced", "7/2", ["7/2", r"\frac{7}{2}"], ["3.5", r"3\frac12", "3 1/2", "14/4"]),
    ("rational", "reduced", "4", ["4", "+4"], ["8/2", "4/1"]),
    (
        "set",
        "reduced",
        "{1/2, 3}",
        [r"\{\frac12, 3\}", "x = 3 or x = 1/2"],
        [r"\{0.5, 3\}", r"\{\frac24, 3\}", r"\{\frac12, \frac31\}"],
    ),
    ("rational", "reduced", "1/2", ["1/2"], [r"50\%"]),
    ("decimal", "", "0.5", ["0.5", "0.50"], ["1/2", "2/4"]),
    ("decimal", "literal", "0.250", ["0.250"], ["0.25", ".250", "1/4"]),
    (
        "expression",
        "reduced",
        "2*sqrt(3)",
        [r"2\sqrt{3}", r"2\sqrt3"],
        [r"\sqrt{12}", r"\frac{6}{\sqrt3}", r"\sqrt3+\sqrt3"],
    ),
    (
        "expression",
        "reduced",
        "(x + 1)/(x - 1)",
        [r"\frac{x+1}{x-1}"],
        [r"\frac{2x+2}{2x-2}", r"\frac{x^2+x}{x^2-x}"],
    ),
    (
        "expression",
        "expanded",
        "x^2 - 3*x + 2",
        ["x^2-3x+2", "2-3x+x^2", "-(3x) + x^2 + 2"],
        ["(x-1)(x-2)", "x(x-3)+2", "x^2-2x-x+2"],
    ),
    (
        "expression",
        "factored",
        "2*(x - 2)*(x - 3)",
        ["2(x-2)(x-3)", r"2(x-3) \cdot (x-2)", "-2(2-x)(x-3)"],
        ["(2x-4)(x-3)", "2x^2-10x+12", "2(x^2-5x+6)"],
    ),
    (
        "expression",
        "factored",
        "(x - 1)^2*(x + 2)",
        ["(x-1)^2(x+2)", "(x-1)(x-1)(x+2)"],
        ["(x^2-2x+1)(x+2)", "x^3-3x+2"],
    ),
    ("residue", "reduced", "5 mod 11", [r"5 \pmod{11}", "5"], [r"16 \pmod{11}", r"-6 \pmod{11}"]),
]


@pytest.mark.parametrize(("kind", "form", "gold", "right", "wrong"), FORMS)
def test_the_required_forms(kind, form, gold, right, wrong):
    assert paid(rf"\boxed{{{gold}}}", gold, kind, form)
    for text in right:
        assert paid(rf"\boxed{{{text}}}", gold, kind, form), text
    for text in wrong:
        verdict = grade(rf"\boxed{{{text}}}", gold, kind, form)
        assert verdict == Verdict(False, text, "form"), text


@pytest.mark.parametrize(
    ("completion", "reason"),
    [
        ("I do not know.", "no_answer"),
        (r"\boxed{5} or \boxed{6}", "several_answers"),
        (r"\boxed{" + "9" * 1_500 + "}", "limit"),
        ("x" * 500_000, "limit"),
        (r"\boxed{\foo}", "syntax"),
        (r"\boxed{\{5\}, 6}", "kind"),
        (r"\boxed{x + 5}", "kind"),
        (r"\boxed{2+3}", "form"),
        (r"\boxed{6}", "unequal"),
    ],
)
def test_the_reason_says_why(completion, reason):
    assert grade(completion, "5", "integer").reason == reason
    assert grade(r"\boxed{5}", "five", "integer").reason == "gold"


def test_a_marker_of_a_template_replaces_the_others():
    assert grade("Result: 5\nAnswer: 6", "5", marker="Result:").correct
    assert not grade("Answer: 5", "5", marker="Result:").correct
    assert not grade("Result: 5\nResult: 6", "5", marker="Result:").correct


def test_messages_and_numbers_are_taken_as_they_come():
    assert grade([{"role": "assistant", "content": r"\boxed{0}"}], 0).correct
    assert grade({"content": r"\boxed{0.5}"}, 0.5).correct
    assert grade("Answer: true", True).correct


def test_rewards_have_the_signature_of_trl():
    logged = {}
    completions = [
        [{"role": "assistant", "content": rf"\boxed{{{value}}}"}]
        for value in ("1/2", "2/4", "1/3", "x")
    ]
    columns: dict[str, Any] = {
        "answer": ["1/2"] * 4,
        "answer_kind": ["rational"] * 4,
        "answer_form": ["reduced"] * 4,
    }
    rewards = accuracy_reward(
        completions=completions,
        prompts=["p"] * 4,
        log_metric=logged.__setitem__,
        trainer_state=None,
        **columns,
    )
    assert rewards == [1.0, 0.0, 0.0, 0.0]
    assert (
        logged["answer/correct"]
        == logged["answer/form"]
        == logged["answer/unequal"]
        == logged["answer/kind"]
        == 0.25
    )
    assert format_reward(completions=completions, prompts=["p"] * 4, **columns) == [1.0] * 4
    assert accuracy_reward(["Answer: 5", "Answer: 6"], answer="5") == [1.0, 0.0]
    assert accuracy("Answer: 5", "5") == 1.0
    assert accuracy_reward([], answer=[]) == []


@pytest.mark.parametrize(
    ("completion", "formed"),
    [
        (r"<think>So.</think> \boxed{5}", 1.0),
        (r"\boxed{5}", 1.0),
        ("Steps.\nAnswer: 5", 1.0),
        ("<think>a</think><answer>5</answer>", 1.0),
        ("5", 0.0),
        (r"\boxed{5} \boxed{6}", 0.0),
        (r"<think>\boxed{5}</think>", 0.0),
        (r"<think>So. \boxed{5}", 0.0),
        (r"<think></think><think></think>\boxed{5}", 0.0),
        ("<think>a</answer><answer>b</think>", 0.0),
        ("<answer>5", 0.0),
        (r"\boxed{}", 0.0),
        ("", 0.0),
    ],
)
def test_the_format_reward(completion, formed):
    assert well_formed(completion) == formed


def test_a_verdict_is_true_where_the_answer_is_right():
    assert grade("8", "8") and not grade("8", "7") and not grade("", "7")
    assert bool(grade("8", "7")) is False
    assert [answer for answer in ("7", "8") if grade(answer, "8")] == ["8"]
    correct, answer, reason = grade("8", "7")
    assert (correct, answer, reason) == (False, "8", "unequal")


def test_a_verdict_can_be_read():
    assert repr(grade("8", "7")) == "Verdict(correct=False, answer='8', reason='unequal')"
    assert str(grade("Answer: 7", "7")) == "right: 7"
    assert str(grade("8", "7")) == "wrong, unequal: 8"
    assert str(grade("I do not know.", "7")) == "wrong, no_answer"


@pytest.mark.parametrize(
    "kind", ["number", "Integer", "integer ", "x" * 10_000, "\ud800", 5, ["set"]]
)
def test_a_kind_that_does_not_exist_is_refused_with_those_that_do(kind):
    for completion in (r"\boxed{5}", "", None):
        with pytest.raises(RequestError) as caught:
            grade(completion, "5", kind)
        message = str(caught.value)
        assert message.startswith("kind: ") and len(message) < 400 and "\n" not in message
        assert all([f" {name}" in message for name in KINDS])


def test_a_form_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(RequestError, match="^form: 'tidy' is not one of reduced, factored, "):
        grade(r"\boxed{5}", "5", form="tidy")
    assert grade(r"\boxed{5}", "5", kind="", form="")


def test_rewards_skip_a_gold_that_is_not_read_and_log_their_share():
    logged: dict[str, float] = {}
    golds = ["5", r"\foo{5}", "5", r"\foo"]
    rewards = accuracy_reward([r"\boxed{5}"] * 4, golds, log_metric=logged.__setitem__)
    assert rewards == [1.0, None, 1.0, None] and logged["answer/gold"] == 0.5
    assert accuracy(r"\boxed{5}", r"\foo{5}") is None


def test_rewards_refuse_a_kind_that_does_not_exist():
    with pytest.raises(RequestError, match="kind: 'number'"):
        accuracy_reward(["5"], ["5"], answer_kind=["number"])


@pytest.mark.parametrize("number", range(10))
def test_the_quick_way_to_one_box_finds_what_the_long_way_does(number):
    random, found = Random(number), 0
    pieces = ["\\boxed{5}", "\\boxed{\\frac12}", " ", "$", "(", "\\(", "\\)", "\\[", "\\]", "\n"]
    pieces += [
        "x",
        "^2",
        "\\times 10",
        "=",
        "-",
        "- ",
        "0.",
        "2",
        "box",
        "\\fbox{6}",
        "{",
        "}",
        "\\{",
    ]
    pieces += ["Answer: 5", "<", "so ", ".", "\\text{ab}", "\\boxed{", "\\boxed{}", "\\"]
    for _ in range(1_500):
        text = "".join(random.choices(pieces, k=random.randint(2, 8)))
        inner = sole_box(text)
        if inner is not None:
            assert finals(text) == Finals([inner], []), text
            found += 1
    assert found
