r"""Golds and answers in the manner of the world's maths datasets, each decided rightly: (gold,
completion, paid). Those that are not, and why, stand in docs/grading.md; the inputs are our own.
"""

import pytest

from curricula.grading.grade import grade
from curricula.grading.reference_answer import gold_of

FORMS: dict[str, list[tuple[str, str, bool]]] = {
    "fractions without braces": [
        (r"\frac{5}{7}", r"\boxed{\frac57}", True),
        (r"\left[\frac{1}{3}, \frac{5}{2}\right)", r"\boxed{\left[\frac13, \frac52\right)}", True),
        (r"\left[\frac{1}{3}, \frac{5}{2}\right)", r"\boxed{\left[\frac13, \frac52\right]}", False),
        (r"\frac{2}{5} F_{1} + \frac{3}{5} F_{2}", r"\boxed{\frac25 F_1 + \frac35 F_2}", True),
        (r"\frac{2}{5} F_{1} + \frac{3}{5} F_{2}", r"\boxed{\frac25 F_2 + \frac35 F_1}", False),
    ],
    "ratios": [
        ("5:2", r"\boxed{5\colon 2}", True),
        ("5:2", r"\boxed{10 : 4}", True),
        ("5:2", r"\boxed{2:5}", False),
        ("4:1", r"\boxed{4}", True),
    ],
    "numbers in a base": [
        ("3021_5", r"\boxed{3021_{5}}", True),
        ("3021_5", r"\boxed{(3021)_{5}}", True),
        ("3021_5", r"\boxed{\text{3021}_{5}}", True),
        ("3021_5", r"\boxed{3021_{\text{5}}}", True),
        ("3021_5", r"\boxed{3021 \text{ base } 5}", True),
        ("3021_5", r"\boxed{3021_6}", False),
        ("3021_5", r"\boxed{3201_5}", False),
    ],
    "powers of ten": [
        ("6.2e7", r"\boxed{6.2 \times 10^{7}}", True),
        ("6.2e7", r"\boxed{6.2 \cdot 10^7}", True),
        ("6.2e7", r"\boxed{6.2E7}", True),
        ("6.2e7", r"\boxed{62000000}", True),
        ("6.2e7", r"\boxed{6.2 \times 10^{8}}", False),
        ("6.2e7", r"\boxed{6.3 \times 10^{7}}", False),
    ],
    "degrees": [
        (r"35^\circ, 125^\circ", r"\boxed{125°, 35°}", True),
        (r"35^\circ, 125^\circ", r"\boxed{x = 35^\circ \text{ or } x = 125^\circ}", True),
        (r"35^\circ, 125^\circ", r"\boxed{35 \text{ degrees}, 125 \text{ degrees}}", True),
        (r"35^\circ, 125^\circ", r"\boxed{35^\circ, 126^\circ}", False),
        (r"\sin 28^\circ", r"\boxed{\sin(28^{\circ})}", True),
        (r"\sin 28^\circ", r"\boxed{\sin 28 \text{ degrees}}", True),
        (r"\sin 28^\circ", r"\boxed{\cos 28^\circ}", False),
        (r"\dfrac{\pi}{6}", r"\boxed{30^\circ}", True),
        (r"\dfrac{\pi}{6}", r"\boxed{60^\circ}", False),
    ],
    "columns": [
        (r"\begin{pmatrix} 4 \\ -1/3 \end{pmatrix}", r"\boxed{(4, -\frac13)}", True),
        (r"\begin{pmatrix} 4 \\ -1/3 \end{pmatrix}", r"\boxed{(-\frac13, 4)}", False),
    ],
    "points": [
        ("$(2,5),(-2,5),(0,1)$", r"\boxed{(0,1), (2,5), (-2,5)}", True),
        ("$(2,5),(-2,5),(0,1)$", r"\boxed{\{(2,5), (0,1), (-2,5)\}}", True),
        ("$(2,5),(-2,5),(0,1)$", r"\boxed{(2,5), (-2,5) \text{ and } (0,1)}", True),
        ("$(2,5),(-2,5),(0,1)$", r"\boxed{(2,5); (-2,5); (0,1)}", True),
        ("$(2,5),(-2,5),(0,1)$", r"\boxed{(5,2), (-2,5), (0,1)}", False),
        ("$(2,5),(-2,5),(0,1)$", r"\boxed{(2,5), (-2,5)}", False),
        ("$(10^{3}, 10^{-1})$", r"\boxed{(1000, 0.1)}", True),
        ("$(10^{3}, 10^{-1})$", r"\boxed{(1000, 0.01)}", False),
    ],
    "values without brackets": [
        ("$7, 3^{5}$", r"\boxed{243, 7}", True),
        ("$7, 3^{5}$", r"\boxed{\{7, 3^5\}}", True),
        ("$7, 3^{5}$", r"\boxed{7 \text{ and } 3^5}", True),
        ("$7, 3^{5}$", r"\boxed{7, 3^4}", False),
        ("$3,-\\log _{10} 40$", r"\boxed{-\log_{10} 40, 3}", True),
        ("$F_{1},F_{2}$", r"\boxed{F_2 \text{ and } F_1}", True),
        ("$4,-2,9$", r"\boxed{p=4, q=-2, r=9}", True),
        ("$4,-2,9$", r"\boxed{p=4, q=2, r=9}", False),
        ("5,6", r"\boxed{T(2)=6, T(1)=5}", True),
        ("5,6,7", r"\boxed{T(1)=5, T(1)=6, T(2)=7}", False),
        ("2,5", r"\boxed{Maximum = 5, Minimum = 2}", True),
        ("AC=3, BD=8", r"\boxed{3, 8}", True),
        ("AC=3, BD=8", r"\boxed{8, 3}", False),
        (r"\begin{cases} x = 13 \\ y = -6 \end{cases}", r"\boxed{x = 13, y = -6}", True),
        (r"\begin{cases} x = 13 \\ y = -6 \end{cases}", r"\boxed{y = -6, x = 13}", True),
        (r"\begin{cases} x = 13 \\ y = -6 \end{cases}", r"\boxed{x = -6, y = 13}", False),
        ("(15, -6)", r"\boxed{\begin{cases} x = 15 \\ y = -6 \end{cases}}", True),
    ],
    "whole solutions whose box has more behind it": [
        (r"So $\theta = \boxed{38.5}^{\circ}$.", r"\boxed{38.5^\circ}", True),
        (r"So $\theta = \boxed{38.5}^{\circ}$.", r"\boxed{38.5}", True),
        (r"So $\theta = \boxed{38.5}^{\circ}$.", r"\boxed{38.6}", False),
        (r"It is \boxed{3.1e13} / \mathrm{cm}^{3}.", r"\boxed{3.1 \times 10^{13}}", True),
        (r"The term is $\boxed{-12}x^3$.", r"\boxed{-12}", True),
        (r"The term is $\boxed{-12}x^3$.", r"\boxed{-12}x^3", False),
    ],
    "names of figures": [
        (r"\overline{PQ}", r"\boxed{\overline{PQ}}", True),
        (r"\overline{PQ}", r"\boxed{\overline{PR}}", False),
    ],
    "units in words": [
        (r"$\approx 1.62$ miles/s", r"\boxed{1.62 \text{ miles/s}}", True),
        (r"$\approx 1.62$ miles/s", r"\boxed{1.62}", True),
        (r"$\approx 1.62$ miles/s", r"\boxed{1.63 \text{ miles/s}}", False),
        (r"$\approx 19.5^{\circ} \mathrm{F}$", r"\boxed{19.5^\circ \text{F}}", True),
        (r"$\approx 19.5^{\circ} \mathrm{F}$", r"\boxed{19.5^\circ \text{C}}", False),
        (r"$2710 \mathrm{~N}-\mathrm{m}$", r"\boxed{2710 \text{ N}\cdot\text{m}}", True),
        (r"$2710 \mathrm{~N}-\mathrm{m}$", r"\boxed{2711 \text{ N}\cdot\text{m}}", False),
        (
            r"$40 \mathrm{ft}^{2}, 5760 \mathrm{in}^{2}$",
            r"\boxed{40 \text{ ft}^2, 5760 \text{ in}^2}",
            True,
        ),
        (
            r"$40 \mathrm{ft}^{2}, 5760 \mathrm{in}^{2}$",
            r"\boxed{40 \text{ in}^2, 5760 \text{ ft}^2}",
            False,
        ),
        ("$Q(3) = 4.5$ (pounds)", r"\boxed{4.5 \text{ pounds}}", True),
        ("$Q(3) = 4.5$ (pounds)", r"\boxed{5.5 \text{ pounds}}", False),
    ],
    "sets in words": [
        (r"No solution : $\oslash$", r"\boxed{\text{No solution}}", True),
        (r"No solution : $\oslash$", r"\boxed{\emptyset}", True),
        (r"No solution : $\oslash$", r"\boxed{0}", False),
    ],
    "matrices by name": [
        (
            r"$A^{-1} = \left[\begin{array}{ll}0 & 1 \\ 1 & 2\end{array}\right]$",
            r"\boxed{\begin{pmatrix} 0 & 1 \\ 1 & 2 \end{pmatrix}}",
            True,
        ),
        (
            r"$\mathbf{u}_1 = \left[\begin{array}{l}0 \\ 1\end{array}\right], "
            r"\mathbf{u}_2 = \left[\begin{array}{l}1 \\ 2\end{array}\right]$",
            r"\boxed{\mathbf{u}_2 = \begin{pmatrix}1\\2\end{pmatrix}, "
            r"\mathbf{u}_1 = \begin{pmatrix}0\\1\end{pmatrix}}",
            True,
        ),
        (
            r"$\mathbf{u}_1 = \left[\begin{array}{l}0 \\ 1\end{array}\right], "
            r"\mathbf{u}_2 = \left[\begin{array}{l}1 \\ 2\end{array}\right]$",
            r"\boxed{\mathbf{u}_3 = \begin{pmatrix}1\\2\end{pmatrix}, "
            r"\mathbf{u}_1 = \begin{pmatrix}0\\1\end{pmatrix}}",
            False,
        ),
    ],
    "definitions": [
        ("$M=n$", r"\boxed{n}", True),
        ("$r=n-2$", r"\boxed{n - 2}", True),
        ("$r=n-2$", r"\boxed{n + 2}", False),
        (r"$p_{\max }=n^{2}+n$", r"\boxed{n^2+n}", True),
        ("$g(n) = 3 n+11$", r"\boxed{g(m) = 3m + 11}", True),
        ("$g(n) = 3 n+11$", r"\boxed{g(m) = 3n + 11}", False),
        ("$g(x)=19$", r"\boxed{g(x) = 19 \text{ for all } x \in \mathbb{R}}", True),
        ("y(t) = 2e^{-t} + e^{3t}", r"\boxed{e^{3t} + 2e^{-t}}", True),
        ("y(t) = 2e^{-t} + e^{3t}", r"\boxed{e^{3t} - 2e^{-t}}", False),
        (r"\frac{AB}{CD} = \frac{1}{2}", r"\boxed{\frac12}", True),
        (r"\frac{AB}{CD} = \frac{1}{2}", r"\boxed{2}", False),
        ("y - 3 = 2(x + 1)^2", r"\boxed{2x^2+4x+5}", True),
        ("y - 3 = 2(x + 1)^2", r"\boxed{2x^2+4x+2}", False),
        ("x^2 + 1 = 2x", r"\boxed{2x}", False),
        ("x = 5/2 = 2.5", r"\boxed{2.5}", True),
    ],
    "parameters": [
        (r"3k\pi, k\in\mathbb{Z}", r"\boxed{3\pi n, n \in \mathbb{Z}}", True),
        (r"3k\pi, k\in\mathbb{Z}", r"\boxed{3\pi k}", True),
        (r"3k\pi, k\in\mathbb{Z}", r"\boxed{2\pi k}", False),
        (r"x = k\pi", r"\boxed{n\pi}", True),
        (r"\pi n^2", r"\boxed{\pi k^2}", False),
    ],
    "intervals and sets": [
        ("(2,7]", r"\boxed{2 < \lambda \leq 7}", True),
        ("(2,7]", r"\boxed{2 \leq \lambda \leq 7}", False),
        (r"-4 \leqslant a \leqslant 9", r"\boxed{[-4, 9]}", True),
        (r"\{x|-5<x<1\}", r"\boxed{(-5, 1)}", True),
        (r"\{x|-5<x<1\}", r"\boxed{\{x \mid -5 < x < 1\}}", True),
        (r"\{x|-5<x<1\}", r"\boxed{[-5, 1]}", False),
        (r"x \leq 8", r"\boxed{8 \geq x}", True),
        (r"x \geqslant 3", r"\boxed{[3, \infty)}", True),
        (r"x \geqslant 3", r"\boxed{x \ge 3}", True),
        (r"x \geqslant 3", r"\boxed{y \ge 3}", False),
        (r"x < \sqrt{2}", r"\boxed{x < \sqrt{2}}", True),
        (r"x < 2 \text{ or } x > 9", r"\boxed{x > 9 \text{ or } x < 2}", True),
        ("$(0,4)$", r"\boxed{[0,4)}", False),
        (r"(1,5) \cup (5,21)", r"\boxed{(1,21)}", False),
        (r"\pm 35", r"\boxed{35}", False),
        (r"\sqrt{11},-\sqrt{7}", r"\boxed{\sqrt{11}}", False),
        (r"\infty", r"\boxed{+\infty}", True),
        (r"\infty", r"\boxed{-\infty}", False),
    ],
    "identities": [
        (r"\cot^2(z)+1", r"\boxed{\csc^2(z)}", True),
        (r"\cot^2(z)+1", r"\boxed{\sec^2(z)}", False),
        ("|y|", r"\boxed{\sqrt{y^2}}", True),
        ("3-4i", r"\boxed{3-4\mathrm{i}}", True),
        ("3-4i", r"\boxed{3+4\mathrm{i}}", False),
        ("1/1999!", r"\boxed{\frac{1}{1999!}}", True),
        (r"3\pi", r"\boxed{9.42}", False),
        ("3^{2024}", r"\boxed{3^{2024}}", True),
        ("3^{2024}", r"\boxed{2^{2024}}", False),
    ],
    "percent, currency, thousands, ordinals": [
        ("0.125", r"\boxed{12.5\%}", True),
        (r"41\%", r"\boxed{41}", True),
        ("5", r"\boxed{5\%}", False),
        ("23000", r"\boxed{\$23,\!000}", True),
        ("5678", r"\boxed{5\,678}", True),
        ("17", r"\boxed{17^{\mathrm{th}}}", True),
        ("31", r"\boxed{\textbf{31}}", True),
        ("32", r"\boxed{32 square meters}", True),
        (r"47 \ \mathrm{m}", r"\boxed{47}", True),
        (r"47 \ \mathrm{m}", r"\boxed{47 \text{ km}}", False),
    ],
    "where answers stand": [
        ("8", "Put it in \\boxed.\nSo the answer is $\\boxed{8}$.", True),
        ("8", "I get \\boxed{8}., and now\n\n**Final Answer**\n\\boxed{08}", True),
        ("8", r"\beginboxed{8}", True),
        ("8", "So $x + \\boxed{\\phantom{8}} = 9$, and it is \\(\\boxed{8}\\).", True),
        ("8", "The answer is 8, all in all, so she has enough.", True),
        ("8", "The answer is 8, or maybe 9.", False),
        ("8", "Final Answer: The largest $n$ is 8. I hope it is correct.", True),
        ("8", "Final Answer: The largest $n$ is 8x.", False),
        ("8", "Final Answer: The answer is $8$.<|im_end|>\n<|im_start|>user\nAnswer: 9", True),
        ("8", r"\boxed{8} but no ... \boxed{", False),
        ("8", "<think>the answer is \\boxed{8}", False),
        ("8", "ANSWER: 18", False),
        ("-8", "Therefore the answer is 8", False),
    ],
}


@pytest.mark.parametrize("form", FORMS)
def test_golds_of_datasets_are_decided_rightly(form):
    for gold, completion, paid in FORMS[form]:
        assert not gold_of(gold, None, None).reason, gold
        assert grade(completion, gold).correct is paid, (gold, completion)


def test_no_gold_pays_what_is_said_of_another():
    """Each completion, held against each gold of another value."""
    values: dict[str, set[str]] = {}
    for cases in FORMS.values():
        for gold, completion, paid in cases:
            if paid and gold not in ("8", r"\dfrac{\pi}{6}", "5:2"):
                values.setdefault(gold, set()).add(completion)
    for gold, own in values.items():
        others = set().union(*[said for other, said in values.items() if other != gold])
        assert not [said for said in others - own if grade(said, gold)], gold
