r"""Ways in which models write an answer, twenty and more for each kind, and small changes that make
it wrong.

`spellings` writes a canonical text anew without changing its value; `mutations` gives texts whose
value is another, which is known from how they are made and not from the grader.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random

FRACTION = re.compile(r"(-?)(\d+)/(\d+)")
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[a-z]{3,}")

AROUND: list[Callable[[str], str]] = [
    lambda a: rf"\boxed{{{a}}}",
    lambda a: rf"So the result is $\boxed{{{a}}}$.",
    lambda a: rf"\[\boxed{{{a}}}\]",
    lambda a: rf"\boxed{{ {a} }}",
    lambda a: rf"\boxed{{\displaystyle {a}}}",
    lambda a: rf"\boxed{{{a.rstrip('.')}.}}",
    lambda a: rf"\boxed{{{a}}} \boxed{{{a}}}",
    lambda a: rf"\fbox{{{a}}}",
    lambda a: rf"<think>First \boxed{{77}}, no.</think> It is \boxed{{{a}}}.",
    lambda a: f"<answer>{a}</answer>",
    lambda a: rf"<answer>\boxed{{{a}}}</answer>",
    lambda a: f"Some steps.\nAnswer: {a}",
    lambda a: f"Some steps.\nAnswer: ${a}$",
    lambda a: f"Some steps.\n**Answer:** ${a}$.",
    lambda a: f"Some steps.\n**Final Answer:** \\({a}\\)",
    lambda a: f"Some steps.\nFinal Answer:\n\\[ {a} \\]",
    lambda a: f"Some steps.\nANSWER: {a}",
    lambda a: f"The answer is ${a}$. I hope it is correct.",
    lambda a: f"Therefore the answer is {a}.",
    lambda a: f"Steps.\n#### {a}",
    lambda a: f"${a}$",
]


def latex(text: str) -> str:
    """Canonical text with fractions as \\frac."""
    return FRACTION.sub(r"\1\\frac{\2}{\3}", text)


def integer(a: str) -> list[str]:
    size, sign = a.lstrip("-"), "-" if a.startswith("-") else ""
    grouped = f"{int(size):,}"
    return [
        a,
        f"{a}.0",
        f"{a}.",
        f" {a} ",
        f"${a}$",
        f"x = {a}",
        f"x={a}",
        rf"\mathbf{{{a}}}",
        rf"{a} \text{{ cm}}",
        f"{a} apples",
        rf"{a}\text{{ m}}^2",
        sign + grouped,
        sign + grouped.replace(",", "{,}"),
        sign + grouped.replace(",", r"\,"),
        sign + grouped.replace(",", r",\!"),
        f"{sign}{size.zfill(len(size) + 2)}",
        a.replace("-", "−"),
        rf"\left({a}\right)",
        rf"n_0 = {a}",
        rf"f(3) = {a}",
        rf"\text{{Total}} = {a}",
        rf"{a}^\circ",
        f"{{{a}}}",
        *([] if sign else [f"+{a}", rf"\${a}"]),
    ]


def rational(a: str) -> list[str]:
    if "/" not in a:
        return integer(a)
    value = Fraction(a)
    sign, p, q = "-" if value < 0 else "", abs(value.numerator), value.denominator
    written = [
        a,
        latex(a),
        latex(a).replace("frac", "dfrac"),
        latex(a).replace("frac", "tfrac"),
        rf"\frac{{{sign}{p}}}{{{q}}}",
        rf"{sign}\left(\frac{{{p}}}{{{q}}}\right)",
        f"{sign}{p} / {q}",
        f"x = {a}",
        rf"x = {latex(a)}",
        f"${latex(a)}$",
        rf"{latex(a)}\text{{ hours}}",
        rf"P(A) = {latex(a)}",
        rf"\frac{{{sign}{3 * p}}}{{{3 * q}}}",
        f"{sign}{2 * p}/{2 * q}",
        rf"\displaystyle{latex(a)}",
        a.replace("-", "−"),
        rf"\mathbf{{{latex(a)}}}",
        f"{sign}({p}/{q})",
        f" {a}. ",
        rf"\dfrac {{{sign}{p}}} {{{q}}}",
        rf"\cfrac{{{sign}{p}}}{{{q}}}",
    ]
    if q in (2, 4, 5, 8, 10, 20, 25):
        written.append(sign + str(p / q))
    if p > q:
        written += [f"{sign}{p // q} {p % q}/{q}", rf"{sign}{p // q}\frac{{{p % q}}}{{{q}}}"]
    return written


def decimal(a: str) -> list[str]:
    sign, size = ("-", a[1:]) if a.startswith("-") else ("", a)
    whole, _, places = size.partition(".")
    return [
        a,
        f"{a}0",
        f"{a}000",
        f"{sign}0{size}",
        f"${a}$",
        f"x = {a}",
        rf"\mu = {a}",
        rf"{a}\text{{ kg}}",
        f"{a} metres",
        a.replace("-", "−"),
        rf"\left({a}\right)",
        rf"\mathbf{{{a}}}",
        f"{a}.",
        f" {a} ",
        rf"{a}^{{\circ}}",
        rf"m = {a}",
        rf"\text{{mean}} = {a}",
        f"{{{a}}}",
        f"{sign}{int(whole):,}.{places}",
        *([f"{sign}.{places}"] if whole == "0" else []),
        *([] if sign else [rf"\${a}", f"+{a}"]),
    ]


def several(a: str, opening: str, closing: str, left: str, right: str) -> list[str]:
    inner = a[1:-1]
    tight, loose, thin = (
        inner.replace(", ", ","),
        inner.replace(", ", r",\ "),
        inner.replace(", ", r",\, "),
    )
    return [
        a,
        f"{opening}{tight}{closing}",
        f"{opening} {inner} {closing}",
        rf"\left{left} {inner} \right{right}",
        rf"{left}{tight}{right}",
        rf"\left{left}{latex(inner)}\right{right}",
        rf"{left}{latex(tight)}{right}",
        f"{left}{loose}{right}",
        f"${left}{inner}{right}$",
        rf"\displaystyle {left}{inner}{right}",
        f"{opening}{inner}{closing}.",
        rf"\bigl{left}{inner}\bigr{right}",
        f"{opening}{inner.replace('-', '−')}{closing}",
        rf"\boxed{{{left}{tight}{right}}}",
        f" {opening}{inner}{closing} ",
        rf"{left}{thin}{right}",
        rf"{left}\,{inner}\,{right}",
        rf"\Bigl{left} {latex(inner)} \Bigr{right}",
        rf"{left}\ {inner}\ {right}",
    ]


def tuple_(a: str) -> list[str]:
    names = ",".join("xyzuvw"[: a.count(",") + 1])
    return [
        *several(a, "(", ")", "(", ")"),
        rf"({names}) = {a}",
        a[1:-1],
        rf"\langle {a[1:-1]} \rangle",
    ]


def set_(a: str) -> list[str]:
    if a == "{}":
        return [
            a,
            r"\{\}",
            r"\emptyset",
            r"\varnothing",
            "∅",
            r"\text{no solution}",
            r"\{ \}",
            r"x \in \emptyset",
        ]
    inner = a[1:-1].split(", ")
    back = ", ".join(reversed(inner))
    written = [
        *several(a, "{", "}", r"\{", r"\}"),
        rf"\{{{back}\}}",
        rf"x \in \{{{back}\}}",
        f"x = {a[1:-1]}",
    ]
    if len(inner) > 1:
        written += [
            " or ".join(f"x = {value}" for value in inner),
            r" \text{ or } ".join(inner),
            r"\text{ and }".join(inner),
            back,
        ]
        written += [
            ", ".join(f"x_{i} = {value}" for i, value in enumerate(inner, 1)),
            ", ".join(f"x = {value}" for value in inner),
        ]
    return written


def residue(a: str) -> list[str]:
    value, _, modulus = a.partition(" mod ")
    return [
        a,
        rf"{value} \pmod{{{modulus}}}",
        rf"x \equiv {value} \pmod{{{modulus}}}",
        rf"{value} \bmod {modulus}",
        f"{value} (mod {modulus})",
        rf"x \equiv {value} \mod {modulus}",
        rf"{value}\pmod {{{modulus}}}",
        f"x ≡ {value} (mod {modulus})",
        f"${value} \\pmod{{{modulus}}}$",
        rf"{int(value) + int(modulus)} \pmod{{{modulus}}}",
        rf"{int(value) - int(modulus)} \pmod{{{modulus}}}",
        f"{value} mod {modulus}.",
        rf"n \equiv {value} \pmod{{{modulus}}}",
        rf"\displaystyle {value} \pmod{{{modulus}}}",
        rf"{value}\;\pmod{{{modulus}}}",
        rf"x = {value} \pmod{{{modulus}}}",
        rf"{value} \quad \pmod{{{modulus}}}",
        rf"\mathbf{{{value}}} \pmod{{{modulus}}}",
        rf"{{{value}}} \bmod {{{modulus}}}",
        rf"a \equiv {int(value) + 2 * int(modulus)} \pmod{{{modulus}}}",
    ]


def boolean(a: str) -> list[str]:
    word = "Yes" if a == "true" else "No"
    shown = [a, a.title(), a.upper(), word, word.lower(), word.upper()]
    return [
        *shown,
        *[rf"\text{{{text}}}" for text in shown],
        *[f"{text}." for text in shown],
        *[f" {text} " for text in shown],
    ]


def symbol(a: str) -> list[str]:
    found = re.fullmatch(r"([a-z])(\d+)", a)
    written = [
        a,
        f" {a} ",
        f"${a}$",
        rf"\text{{{a}}}",
        rf"\mathrm{{{a}}}",
        f"x = {a}",
        f"{a}.",
        rf"\boxed{{{a}}}",
        rf"x={a}",
        f"**{a}**",
    ]
    written += [
        rf"\textbf{{{a}}}",
        f"$ {a} $",
        rf"\mathit{{{a}}}",
        f"`{a}`",
        rf"\, {a}",
        rf"\text{{ {a} }}",
        rf"y = \text{{{a}}}",
        rf"\ {a}",
    ]
    if found is not None:
        written += [
            rf"{found[1]}_{found[2]}",
            rf"{found[1]}_{{{found[2]}}}",
            rf"$x = {found[1]}_{{{found[2]}}}$",
        ]
    return written


SPELLINGS: dict[str, Callable[[str], list[str]]] = {
    "integer": integer,
    "rational": rational,
    "decimal": decimal,
    "tuple": tuple_,
    "set": set_,
    "residue": residue,
    "boolean": boolean,
    "symbol": symbol,
}

# Kinds whose writings depend on the very answer: (canonical text, ways of writing it).
WRITTEN: dict[str, list[tuple[str, list[str]]]] = {
    "expression": [
        (
            "x^2 - 3*x + 2",
            [
                "x^2-3x+2",
                "x^{2} - 3x + 2",
                "2 - 3x + x^2",
                "(x-1)(x-2)",
                r"(x - 1) \cdot (x - 2)",
                r"\left(x-1\right)\left(x-2\right)",
                "x(x-3)+2",
                "f(x) = x^2 - 3x + 2",
                "y = x^2-3x+2",
                "$x^2 - 3x + 2$",
                "x**2 - 3*x + 2",
                "x² − 3x + 2",
                r"x^2 - 3 \times x + 2",
                r"\frac{2x^2 - 6x + 4}{2}",
                "-(3x - x^2 - 2)",
                "1.0x^2 - 3.0x + 2",
                r"\displaystyle x^2-3x+2",
                "x x - 3 x + 2",
                "(x-2)(x-1).",
                r"(x-\frac{3}{2})^2 - \frac{1}{4}",
                r"\frac{(x-1)(x-2)(x-3)}{x-3}",
                r"p(x)=x^{2}-3x+2",
            ],
        ),
        (
            r"\sum_{n=0}^{\infty} \frac{2}{2 n+1} x^{2 n+1}",
            [
                r"\sum_{n=0}^{\infty} \frac{2}{2n+1} x^{2n+1}",
                r"\sum_{n=0}^\infty \frac{2x^{2n+1}}{2n+1}",
                r"\sum_{k=0}^{\infty} \frac{2}{2k+1} x^{2k+1}",
                r"2\sum_{n=0}^{\infty} \frac{x^{2n+1}}{2n+1}",
                r"2x\sum_{n=0}^{\infty} \frac{x^{2n}}{2n+1}",
                r"\sum_{n=1}^{\infty} \frac{2}{2n-1} x^{2n-1}",
                r"\sum_{n=0}^{\infty} 2 \cdot \frac{x^{2n+1}}{2n+1}",
                r"\sum\limits_{n=0}^{\infty} \frac{2}{2n+1} x^{2n+1}",
                r"\displaystyle\sum_{n=0}^{\infty} \frac{2}{2n+1} x^{2n+1}",
                r"\sum_{n=0}^{+\infty} \frac{2}{2n+1} x^{2n+1}",
                r"\sum_{m=0}^{\infty} \frac{2 x^{1+2m}}{1+2m}",
                r"∑_{n=0}^{∞} \frac{2}{2n+1} x^{2n+1}",
                r"\sum_{n = 0}^{\infty} \dfrac{2}{2n+1}x^{2n+1}",
                r"\sum_{n=0}^{\infty}\left(\frac{2}{2n+1} x^{2n+1}\right)",
                r"\sum_{n=0}^{\infty} \left[\frac{2}{2n+1}\right] x^{2n+1}",
                r"f(x) = \sum_{n=0}^{\infty} \frac{2}{2n+1} x^{2n+1}",
                r"\sum_{n=0}^{\infty} \frac{4}{4n+2} x^{2n+1}",
                r"x\sum_{n=0}^{\infty} \frac{2}{2n+1} x^{2n}",
                r"\sum_{n=0}^{\infty} \frac{2x^{2n+1}}{2n+1}.",
                r"\sum_{j=2}^{\infty} \frac{2}{2j-3} x^{2j-3}",
            ],
        ),
        (
            "1/2*sqrt(3)",
            [
                r"\frac{\sqrt{3}}{2}",
                r"\frac{\sqrt3}{2}",
                r"\dfrac{\sqrt{3}}{2}",
                r"\frac12\sqrt3",
                r"\frac{1}{2}\sqrt{3}",
                "sqrt(3)/2",
                r"\frac{3}{2\sqrt{3}}",
                r"\sqrt{\frac{3}{4}}",
                r"0.5\sqrt{3}",
                r"\frac{\sqrt{12}}{4}",
                "√3/2",
                r"\frac{\sqrt 3}{2}",
                r"\frac{\sqrt{3}}{2}.",
                r"x = \frac{\sqrt{3}}{2}",
                r"\left(\frac{\sqrt{3}}{2}\right)",
                r"\frac{1}{2} \cdot \sqrt{3}",
                r"\frac{\sqrt{27}}{6}",
                r"\sqrt{0.75}",
                r"\frac{3^{1/2}}{2}",
                r"\mathbf{\frac{\sqrt{3}}{2}}",
            ],
        ),
        (
            "(2*x + 1)/(x - 1)",
            [
                r"\frac{2x+1}{x-1}",
                r"\dfrac{2x + 1}{x - 1}",
                "(2x+1)/(x-1)",
                r"\frac{1+2x}{x-1}",
                r"-\frac{2x+1}{1-x}",
                r"\frac{-2x-1}{1-x}",
                r"2 + \frac{3}{x-1}",
                r"\frac{3}{x-1}+2",
                r"\frac{4x+2}{2x-2}",
                r"\frac{(2x+1)(x+5)}{(x-1)(x+5)}",
                r"\frac{2x}{x-1}+\frac{1}{x-1}",
                r"(2x+1) \cdot \frac{1}{x-1}",
                r"(2x+1)(x-1)^{-1}",
                r"f(x) = \frac{2x+1}{x-1}",
                r"\left(\frac{2x+1}{x-1}\right)",
                r"\frac{2\left(x+\frac12\right)}{x-1}",
                r"\frac {2x+1} {x-1}",
                r"\frac{2x+1}{x-1}.",
                r"\frac{x+\frac{1}{2}}{\frac{x-1}{2}}",
                r"$\frac{2x+1}{x-1}$",
            ],
        ),
    ],
    "equation": [
        (
            "y = 2*x + 1",
            [
                "y=2x+1",
                "y = 2x + 1",
                "2x + 1 = y",
                "y - 2x = 1",
                "2x - y + 1 = 0",
                "2y = 4x + 2",
                r"y = 2 \cdot x + 1",
                "-y = -2x - 1",
                r"x = \frac{y-1}{2}",
                "$y = 2x+1$",
                "y-1=2x",
                "y = 1 + 2x",
                "2x-y=-1",
                "y = 2(x+1) - 1",
                r"\frac{y}{2} = x + \frac{1}{2}",
                "y = 2.0x + 1",
                "y-3 = 2(x-1)",
                "0 = 2x - y + 1",
                "y=2x+1.",
                "4x - 2y = -2",
                r"\displaystyle y=2x+1",
            ],
        ),
        (
            "x^2 + y^2 - 25 = 0",
            [
                "x^2+y^2=25",
                "x^{2} + y^{2} = 25",
                "y^2 = 25 - x^2",
                "x^2 = 25 - y^2",
                "25 = x^2 + y^2",
                "x^2+y^2-25=0",
                r"2x^2 + 2y^2 = 50",
                r"\frac{x^2}{25}+\frac{y^2}{25}=1",
                "x² + y² = 25",
                "$x^2+y^2=25$",
                "y^2+x^2=25",
                "-x^2 - y^2 = -25",
                "x**2 + y**2 = 25",
                "xx + yy = 25",
                r"x^2 + y^2 = 25.",
                r"(x)^2+(y)^2=25",
                r"\left(x\right)^2 + y^2 = 25",
                "0 = 25 - x^2 - y^2",
                "(x+y)^2 - 2xy = 25",
                r"x^2+y^2 = 25.0",
            ],
        ),
    ],
    "matrix": [
        (
            "[[1, 2], [3, -1/2]]",
            [
                r"\begin{pmatrix}1&2\\3&-\frac12\end{pmatrix}",
                r"\begin{pmatrix} 1 & 2 \\ 3 & -\frac{1}{2} \end{pmatrix}",
                "[[1,2],[3,-1/2]]",
                r"\begin{bmatrix} 1 & 2 \\ 3 & -1/2 \end{bmatrix}",
                r"\begin{pmatrix} 1 & 2 \\ 3 & -0.5 \end{pmatrix}",
                "[[1, 2], [3, -0.5]]",
                r"\left[\begin{array}{cc}1 & 2\\3 & -\frac{1}{2}\end{array}\right]",
                r"\left(\begin{array}{rr} 1 & 2 \\ 3 & -1/2 \end{array}\right)",
                r"A = \begin{pmatrix}1&2\\3&-\frac12\end{pmatrix}",
                r"\begin{pmatrix}1&2\\3&-\tfrac12\end{pmatrix}",
                r"\frac{1}{2}\begin{pmatrix}2&4\\6&-1\end{pmatrix}",
                r"-\frac12 \begin{bmatrix}-2&-4\\-6&1\end{bmatrix}",
                r"\begin{pmatrix}1&2\\3&-\frac12\\\end{pmatrix}",
                r"\begin{smallmatrix}1&2\\3&-\frac12\end{smallmatrix}",
                r"$\begin{pmatrix}1&2\\3&-\frac12\end{pmatrix}$",
                r"\begin{pmatrix} 1.0 & 2.0 \\ 3 & -\dfrac{1}{2} \end{pmatrix}",
                r"\begin{bmatrix}1 & 2\\ 3 & \frac{-1}{2}\end{bmatrix}",
                r"\begin{pmatrix}1&2\\3&−0.5\end{pmatrix}",
                r"\left(\begin{matrix}1&2\\3&-\frac12\end{matrix}\right)",
                r"\begin{pmatrix}1&2\\3&-\frac12\end{pmatrix}.",
                "[ [1, 2], [3, -1/2] ]",
            ],
        )
    ],
    "interval": [
        (
            "[1, 2) U (3, oo)",
            [
                r"[1,2)\cup(3,\infty)",
                r"[1, 2) \cup (3, \infty)",
                r"\left[1,2\right)\cup\left(3,\infty\right)",
                "[1,2) U (3,oo)",
                "[1, 2) ∪ (3, ∞)",
                r"x \in [1,2)\cup(3,\infty)",
                r"[1,2)\cup(3,+\infty)",
                r"(3,\infty)\cup[1,2)",
                r"1 \le x < 2 \text{ or } x > 3",
                "1 <= x < 2 or x > 3",
                r"x > 3 \text{ or } 1 \leq x < 2",
                r"2 > x \ge 1 \text{ or } 3 < x",
                r"[1,2) \text{ or } (3,\infty)",
                r"$[1,2)\cup(3,\infty)$",
                r"[1,\ 2)\;\cup\;(3,\ \infty)",
                r"[1,1.5] \cup (1.5,2)\cup(3,\infty)",
                r"[1.0, 2.0) \cup (3, \infty)",
                r"S = [1,2)\cup(3,\infty)",
                r"x \ge 1 \text{ and } x < 2 \text{ or } x > 3",
                r"[1,2)\cup(3,\infty).",
                r"[1,2)\cup(3,4]\cup(4,\infty)",
            ],
        ),
        (
            "(-oo, sqrt(2)]",
            [
                r"(-\infty,\sqrt{2}]",
                r"(-\infty, \sqrt2]",
                r"\left(-\infty,\sqrt{2}\right]",
                r"x \le \sqrt{2}",
                r"x \leq \sqrt 2",
                r"\sqrt{2} \ge x",
                "(-oo, sqrt(2)]",
                "(−∞, √2]",
                r"x \in (-\infty, \sqrt{2}]",
                "x <= sqrt(2)",
                r"(-\infty, \frac{2}{\sqrt{2}}]",
                r"$(-\infty,\sqrt{2}]$",
                r"(-\infty,0)\cup[0,\sqrt{2}]",
                r"(-\infty,1]\cup(0,\sqrt2]",
                r"x \leqslant \sqrt{2}",
                r"D = (-\infty,\sqrt{2}]",
                r"(-\infty,\sqrt{2}].",
                r"x\in\left(-\infty;\sqrt2\right]",
                r"(-\infty, 2^{1/2}]",
                r"\left(-\infty, \frac{\sqrt{8}}{2} \right]",
            ],
        ),
    ],
    "text": [
        (
            "max at x = 2, min at x = 4",
            [
                "max at x=2, min at x=4",
                r"\max at $x=2$, $\min$ at $x=4$",
                r"\text{max at } x = 2, \text{min at } x = 4",
                "min at $x=4$, max at $x=2$",
                "max at x = 2; min at x = 4",
                "Max at x = 2, Min at x = 4",
                r"\text{max at } x=2 \text{ and min at } x=4",
                r"\max \text{ at } x = 2, \quad \min \text{ at } x = 4",
                r"\textbf{max} at $x = 2$, \textbf{min} at $x = 4$",
                "max at x = 2.0, min at x = 4.0",
                r"\mathrm{max}\text{ at }x=2,\ \mathrm{min}\text{ at }x=4",
                "MAX at x = 2, MIN at x = 4",
                r"max at \(x=2\), min at \(x=4\)",
                "the max at x = 2, the min at x = 4",
                "a max at x = 2, a min at x = 4",
                "max at x = 2, and min at x = 4",
                "min at x = 4 and max at x = 2",
                "max at x = 2 and min at x = 4",
                r"\text{min at } x = 4\text{, max at }x = 2",
            ],
        ),
        (
            "radius: 5, center: (1, -2)",
            [
                "radius: 5, center: (1,-2)",
                "Radius: $5$, Center: $(1,-2)$",
                r"\text{radius: } 5, \text{ center: } (1,-2)",
                "center: (1, -2), radius: 5",
                "radius 5, center (1, -2)",
                r"\text{radius } 5, \text{center } (1, -2)",
                "radius $= 5$, center $= (1,-2)$",
                "radius = 5; center = (1,-2)",
                "center = (1, -2) and radius = 5",
                r"\text{Radius: } 5,\ \text{Center: } \left(1, -2\right)",
                "radius: 5.0, center: (1.0, -2)",
                "**radius**: 5, **center**: (1, -2)",
                r"\text{center} = (1,-2), \text{radius} = 5",
                r"\text{radius: } 5 \quad \text{center: } (1,-2)",
                "radius: 5, center: (1, −2)",
                "the radius: 5, the center: (1, -2)",
                r"\mathrm{radius}: 5, \mathrm{center}: (1, -2)",
                "Radius: 5, center: (1; -2)",
                r"\textbf{radius}: 5, \textbf{center}: (1, -2)",
                "RADIUS: 5, CENTER: (1, -2)",
            ],
        ),
        (
            r"concave up on (0, \infty), concave down on (-\infty, 0)",
            [
                r"concave up on $(0,\infty)$, concave down on $(-\infty,0)$",
                r"\text{concave up on } (0,\infty), \text{ concave down on } (-\infty,0)",
                r"concave down on $(-\infty,0)$ and concave up on $(0,\infty)$",
                "Concave up on (0, ∞), concave down on (−∞, 0)",
                "concave up on (0, oo), concave down on (-oo, 0)",
                "concave up on $x > 0$, concave down on $x < 0$",
                r"concave up on $\left(0, +\infty\right)$; concave down on "
                r"$\left(-\infty, 0\right)$",
                r"\text{concave down on } (-\infty, 0), \text{ concave up on } (0, \infty)",
                r"\text{Concave up on } (0,\infty);\ \text{concave down on } (-\infty,0)",
                r"concave up on \((0,\infty)\), concave down on \((-\infty,0)\)",
                r"concave up on (0,\ \infty) and concave down on (-\infty,\ 0)",
                r"\text{concave up on } \left(0, \infty\right) \text{ and concave down "
                r"on } \left(-\infty, 0\right)",
                r"\textbf{concave up} on $(0,\infty)$, \textbf{concave down} on $(-\infty,0)$",
                r"**concave up** on $(0,\infty)$, **concave down** on $(-\infty,0)$",
                r"Concave Up on $(0, \infty)$, Concave Down on $(-\infty, 0)$",
                "concave up on $0 < x$, concave down on $0 > x$",
                r"concave up on $x \in (0,\infty)$, concave down on $x \in (-\infty,0)$",
                r"concave up on $(0,\infty)$ \quad concave down on $(-\infty,0)$",
                "concave up on (0, infinity), concave down on (-infinity, 0)",
                r"\text{concave up on }(0,\infty)\text{, concave down on }(-\infty,0)",
            ],
        ),
        (
            r"\cos(\pi/3) = 1/2, \sin(\pi/3) = \sqrt{3}/2",
            [
                r"\cos\left(\frac{\pi}{3}\right) = \frac12, "
                r"\sin\left(\frac{\pi}{3}\right) = \frac{\sqrt3}{2}",
                r"\sin(\pi/3) = \sqrt3/2, \cos(\pi/3) = 0.5",
                r"\cos \frac{\pi}{3} = \frac{1}{2} \text{ and } \sin \frac{\pi}{3} = "
                r"\frac{\sqrt{3}}{2}",
                r"\frac12, \frac{\sqrt3}{2}",
                r"\cos(\pi/3)=1/2, \sin(\pi/3)=\sqrt3/2",
                r"\cos\frac{\pi}{3}=\frac12;\ \sin\frac{\pi}{3}=\frac{\sqrt3}{2}",
                r"\sin\left(\frac{\pi}{3}\right)=\frac{\sqrt{3}}{2}, \quad "
                r"\cos\left(\frac{\pi}{3}\right)=\frac{1}{2}",
                r"\cos(\tfrac{\pi}{3}) = 0.5, \sin(\tfrac{\pi}{3}) = \tfrac{\sqrt3}{2}",
                "cos(pi/3) = 1/2, sin(pi/3) = sqrt(3)/2",
                "cos(π/3) = 1/2, sin(π/3) = √3/2",
                r"\cos(\pi/3) = 1/2 and \sin(\pi/3) = \sqrt{3}/2",
                r"\frac{1}{2}, \frac{\sqrt{3}}{2}",
                r"0.5, \sqrt{0.75}",
                r"\cos{(\pi/3)} = \frac{1}{2}, \sin{(\pi/3)} = \frac{\sqrt{3}}{2}",
                r"\cos (\pi / 3)=\frac{1}{2}, \sin (\pi / 3)=\frac{3}{2\sqrt{3}}",
                r"\cos\!\left(\frac{\pi}{3}\right) = \frac{1}{2},\; "
                r"\sin\!\left(\frac{\pi}{3}\right) = \frac{\sqrt{3}}{2}",
                r"$\cos(\pi/3) = 1/2$, $\sin(\pi/3) = \sqrt{3}/2$",
                r"\cos(\frac{1}{3}\pi) = \frac12, \sin(\frac{1}{3}\pi) = \frac12\sqrt3",
                r"\cos(\pi/3) = \dfrac{1}{2} \text{ and } \sin(\pi/3) = \dfrac{\sqrt3}{2}",
                r"\sin \frac{\pi}{3} = \frac{\sqrt3}{2}, \cos \frac{\pi}{3} = \frac12",
            ],
        ),
        (
            "25/7 meters, 10/7 seconds",
            [
                r"\frac{25}{7} \text{ m}, \frac{10}{7} \text{ s}",
                "25/7, 10/7",
                r"\frac{25}{7} meters and \frac{10}{7} seconds",
                "25/7 metres; 10/7 sec",
                r"3\frac47 \text{ m}, 1 \frac{3}{7} \text{ s}",
                "25/7 meters, 10/7 seconds",
                r"\frac{25}{7} \text{ meters}, \frac{10}{7} \text{ seconds}",
                r"\frac{25}{7} \mathrm{~m}, \frac{10}{7} \mathrm{~s}",
                r"\frac{25}{7}, \frac{10}{7}",
                r"25/7 \text{ meters and } 10/7 \text{ seconds}",
                "25/7 meters and 10/7 seconds",
                r"\dfrac{25}{7} \text{ m}; \dfrac{10}{7} \text{ s}",
                r"\frac{25}{7} \text{ meters}, \quad \frac{10}{7} \text{ seconds}",
                "25/7 meter, 10/7 second",
                r"\tfrac{25}{7}\,\text{m},\ \tfrac{10}{7}\,\text{s}",
                "50/14 meters, 20/14 seconds",
                r"\frac{50}{14}, \frac{20}{14}",
                "25/7 metre and 10/7 secs",
                r"\frac{25}{7} meters, \frac{10}{7}",
                r"\dfrac{25}{7}\text{ metres and }\dfrac{10}{7}\text{ seconds}",
            ],
        ),
        (
            "converges absolutely",
            [
                "Converges absolutely",
                r"\text{converges absolutely}",
                "converges absolutely.",
                "**converges absolutely**",
                "CONVERGES ABSOLUTELY",
                r"\textit{converges} \textbf{absolutely}",
                r"converges\ absolutely",
                "converges  absolutely",
                r"\text{converges}~\text{absolutely}",
                r"\text{Converges absolutely.}",
                "Converges Absolutely",
                r"\mathrm{converges}\ \mathrm{absolutely}",
                r"\text{converges}\;\text{absolutely}",
                "converges **absolutely**",
                r"\emph{converges absolutely}",
                r"\textbf{Converges absolutely}",
                r"\text{ converges absolutely }",
                r"\quad\text{converges absolutely}",
                "converges\tabsolutely",
                "CONVERGES absolutely.",
            ],
        ),
    ],
}


def mutations(kind: str, answer: str, random: Random) -> Iterator[str]:
    """Texts of the same kind whose value is another."""
    while True:
        if kind == "boolean":
            yield random.choice(
                ["false", "False", "No", "maybe", "true and false", ""]
                if answer == "true"
                else ["true", "Yes", "TRUE", "?"]
            )
        elif kind == "symbol":
            yield random.choice(
                [
                    answer + str(random.randrange(10)),
                    "f" + answer[1:],
                    answer[:-1] + "_",
                    f"{answer} {answer}",
                    answer * 2,
                ]
            )
        else:
            numbers = NUMBER.search(answer) or kind != "text"
            change = changed_number if numbers and random.random() < 0.7 else restructured
            yield change(kind, answer, random)


def changed_number(kind: str, answer: str, random: Random) -> str:
    """One number of the text replaced by another that changes the value."""
    places = list(NUMBER.finditer(answer))
    if not places:  # the empty set, or all numbers
        return "{0}" if kind == "set" else "(-oo, 0) U (0, oo)"
    place = random.choice(places)
    old = int(place[0])
    new = random.choice(
        [old + 1, old + 10 ** len(place[0]), old + random.randrange(2, 50), int("7" + place[0])]
    )
    if kind == "decimal" and place.start() > 0:
        new = int(str(old + 1).rjust(len(place[0]), "0") or "1")
        return answer[: place.start()] + f"{new:0{len(place[0])}d}"[-len(place[0]) :] + "1"
    if kind == "residue" and place.start() == 0:
        modulus = int(answer.split()[-1])
        new = (old + random.randrange(1, modulus)) % modulus if modulus > 1 else old
    if kind == "set" and str(new) in NUMBER.findall(answer):
        new = 10**6 + old
    return answer[: place.start()] + str(new) + answer[place.end() :]


def restructured(kind: str, answer: str, random: Random) -> str:
    """The sign turned, an entry lost or added, the ends of an interval closed or opened."""
    if kind in ("integer", "rational", "decimal"):
        if Fraction(answer) == 0:
            return "1"
        turned = answer[1:] if answer.startswith("-") else f"-{answer}"
        return random.choice(
            [
                turned,
                f"{answer} + 1 - 1",
                f"{answer}x",
                f"{answer}, {answer}",
                f"{answer} = {answer}",
                f"2*{answer}/2",
            ]
        )
    if kind == "tuple":
        inner = answer[1:-1]
        return random.choice(
            [
                f"({inner}, 0)",
                f"({inner}, {inner})",
                f"{{{inner}}}",
                f"[{inner})",
                f"({inner}) + (0, 0)",
            ]
        )
    if kind == "set":
        inner = answer[1:-1]
        return random.choice(
            [
                f"{{{inner}, 999983}}" if inner else "{999983}",
                f"({inner}, {inner})",
                f"[{inner})",
                "{x}",
            ]
        )
    if answer == "(-oo, oo)":
        return random.choice(["(-oo, 0]", "(0, oo)", "(-oo, 0) U (0, oo)", "{oo}", "[0, 1]"])
    if kind == "interval":
        opened, closed = answer.replace("[", "(", 1), answer.replace(")", "]", 1)
        other = opened if opened != answer else answer.replace("]", ")", 1)
        if other == answer:  # open already
            other = f"{answer} U {{999983}}"
        return random.choice(
            [
                other,
                closed if closed != answer and "oo]" not in closed else f"{answer} U {answer}x",
                f"{answer} U [5, 3]",
            ]
        )
    if kind == "matrix":
        return random.choice(
            [
                answer[1:-1],
                f"[{answer[1:-1]}, {answer[1:-1]}]",
                answer.replace("], [", ", "),
                f"2*{answer}",
            ]
        )
    if kind == "residue":
        return random.choice(
            [answer.replace("mod", "mod 1"), answer.replace("mod", "/"), f"{answer} + 1"]
        )
    if kind == "text":
        first, *others = answer.split(", ")
        word = random.choice(WORD.findall(answer))
        return random.choice(
            [
                answer.replace(word, "nowhere", 1),
                f"not {answer}",
                f"{answer} or {first}",
                f"{answer}, {first}",
                ", ".join(others) or "converges",
            ]
        )
    if kind == "equation":
        return random.choice(
            [f"{answer} + x", answer.split(" = ")[0], f"{answer} = 0", answer.replace("=", "<")]
        )
    return random.choice(
        [f"{answer} + x^7", f"2*({answer})", f"-({answer})", f"{answer} = 0", f"({answer})^2"]
    )
