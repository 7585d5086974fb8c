"""Chains of operations with SymPy's elements of GF(p), an unknown start found by trying every
element; and a count of chains."""

from itertools import product
from typing import Any

import sympy

ADDING, SCALING = {"add": "+", "subtract": "-"}, {"multiply": "*", "divide": "/"}
SMALL = {"listed": 0, "labels": 0, "numerals": "plain", "mapping": "problem"}
COUNTED = (
    {
        **SMALL,
        "prime": 3,
        "steps": (1, 2),
        "type": "evaluation",
        "operations": "add|multiply|subtract|divide",
        "parts": (2, 2),
    },
    {
        **SMALL,
        "prime": 5,
        "steps": (2, 2),
        "type": "evaluation|inversion",
        "operations": "add|subtract",
        "parts": (2, 2),
    },
    {
        **SMALL,
        "prime": 5,
        "steps": (1, 2),
        "type": "inversion",
        "operations": "multiply",
        "parts": (2, 2),
    },
    {
        **SMALL,
        "prime": 3,
        "steps": (1, 1),
        "type": "inversion|composition",
        "operations": "add|divide",
        "parts": (2, 3),
    },
)


def result(prime: int, operations: Any, start: int) -> int:
    """The end of a chain."""
    field = sympy.FF(prime, symmetric=False)
    x = field(start)
    for sign, number in operations:
        c = field(number)
        x = {"+": lambda: x + c, "-": lambda: x - c, "*": lambda: x * c, "/": lambda: x / c}[sign]()  # noqa: B023
    return int(x)


def answer(p: Any) -> int:
    """The value asked of the last part, each part going on from the answer before it."""
    value = p.known
    for inverse, listed, first, behind, _ in p.parts:
        operations = listed[first:behind]
        if inverse:
            (value,) = [start for start in range(p.p) if result(p.p, operations, start) == value]
        else:
            value = result(p.p, operations, value)
    return value


def distinct(knobs: dict[str, Any]) -> int:
    """Counts chains as sequences of maps, each map as the list of its images, so that -1 and +2
    modulo 3 are one."""
    prime, chosen = knobs["prime"], knobs["operations"].split("|")
    signs = {name: (sign, 1) for name, sign in ADDING.items()} | {
        name: (sign, 2) for name, sign in SCALING.items()
    }
    operations = [(signs[name][0], c) for name in chosen for c in range(signs[name][1], prime)]
    maps = {tuple(result(prime, [operation], x) for x in range(prime)) for operation in operations}
    chains = [
        chain
        for k in range(knobs["steps"][0], knobs["steps"][1] + 1)
        for chain in product(maps, repeat=k)
    ]
    count = 0
    for kind in knobs["type"].split("|"):
        fewest, most = knobs["parts"] if kind == "composition" else (1, 1)
        directions = 2 if kind == "composition" else 1
        count += prime * sum(
            (directions * len(chains)) ** parts for parts in range(fewest, most + 1)
        )
    return count
