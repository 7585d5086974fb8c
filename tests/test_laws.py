"""Every family keeps every law, or says why not; and each law can be broken."""

from functools import cache

import pytest

from generators.catalog import family, names
from generators.laws import BOOK, Sample
from generators.problem import Setting
from generators.render import Rendering, render
from generators.tokens import MOST, tokens_in

LAWS = list(BOOK.laws.values())
HARDEST, MANY = 5, 80  # a difficulty, and how many of its problems


@cache
def sample(name: str) -> Sample:
    return Sample(family(name))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
@pytest.mark.parametrize("name", names())
def test_every_family_keeps_every_law(name, law):
    findings = list(law.run(sample(name)))
    reason = family(name).exceptions.get(law.name)
    if reason:
        assert findings, f"{name} keeps {law.name}; its exception has no use: {reason}"
    else:
        assert not findings, "\n".join(map(str, findings[:5]))


@pytest.mark.parametrize("name", names())
def test_a_strategy_that_would_take_too_long_does_not_apply(name):
    longest = (0, "", "")
    for index in range(MANY):
        problem = Setting(family(name), HARDEST).problem(11, index)
        for strategy in problem.strategies():
            text = render(problem, problem.solve(strategy), Rendering("latex"), boxed=True)
            longest = max(longest, (tokens_in(text), problem.id, strategy))
    assert longest[0] <= MOST, longest


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__]))
