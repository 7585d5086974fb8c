"""What a grader may take or leave where graders differ: percent, units, rounding, several boxes,
answers that nothing marks.

The first value of each option is the strict one and the default. What other graders do is told
beside each in docs/grading.md.
"""

from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from generators.arguments import meant
from generators.errors import RequestError

Percent = Literal["factor", "unit"]
Boxes = Literal["agree", "last", "members"]
Units = Literal["optional", "required", "ignored"]
Rounding = Literal["exact", "places"]

CHOICES: dict[str, tuple[Any, ...]] = {
    "percent": get_args(Percent),
    "boxes": get_args(Boxes),
    "units": get_args(Units),
    "rounding": get_args(Rounding),
    "unmarked": (False, True),
}
TOLD = {"yes": True, "true": True, "": True, "no": False, "false": False}
SHOWN = 60  # letters of a bad value in a message


class Policy(NamedTuple):
    """The choices of one grader.

    percent   `factor`: 5% is 1/20. `unit`: the sign is a unit like any other, so 5% is a 5.
    boxes     `agree`: all boxes must say the same. `last`: the last box counts, whatever the others
              say. `members`: as `agree`, or each box holds one member of a list.
    units     `optional`: a unit may be missing, but one that is written must be the gold's where
              the gold has one. `required`: the gold's unit has to be there. `ignored`: units are
              not looked at.
    rounding  `exact`: only a gold that says so (`\\approx 1.36`) takes rounded numbers. `places`: a
              gold with a decimal point takes what rounds to it, any other what it rounds to, with
              two places or more.
    unmarked  whether a completion in which nothing marks the answer is read all the same: its last
              bold words, the output of its last program, or the one number of its last sentence.
    """

    percent: Percent = "factor"
    boxes: Boxes = "agree"
    units: Units = "optional"
    rounding: Rounding = "exact"
    unmarked: bool = False


STRICT = Policy()


@lru_cache(maxsize=64)
def checked(policy: Policy) -> Policy:
    """The policy, if each of its values exists. Raises RequestError."""
    for name, value in policy._asdict().items():
        if value not in CHOICES[name]:
            allowed = ", ".join(map(str, CHOICES[name]))
            raise RequestError(f"{name}: {repr(value)[:SHOWN]} is not one of {allowed}")
    return policy


def policy_of(options: Any) -> Policy:
    """The policy that a mapping of options tells, those left out being strict. Raises
    RequestError."""
    unknown = [name for name in options if name not in CHOICES]
    if unknown:
        hint = meant(str(unknown[0]), CHOICES)
        raise RequestError(f"option {repr(unknown[0])[:SHOWN]} is none of the grader's; {hint}")
    try:
        return checked(Policy(**options))
    except TypeError as error:  # a list, say, which cannot be looked up
        raise RequestError(f"options of the grader are words: {str(error)[:SHOWN]}") from error


def chosen(options: Any) -> dict[str, Any]:
    """Those of a mapping of options that are not the strict ones. Raises RequestError."""
    policy = policy_of(options)._asdict()
    return {name: policy[name] for name in options if policy[name] != STRICT._asdict()[name]}


def told(pairs: Any) -> dict[str, Any]:
    """The options that texts NAME=VALUE tell, as a command line has them. Raises RequestError."""
    options: dict[str, Any] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        options[name] = TOLD.get(value.lower(), value) if name == "unmarked" else value
    policy_of(options)
    return options
