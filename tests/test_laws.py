"""Every family keeps every law, or says why not; and each law can be broken."""

from functools import cache

import pytest

from generators.catalog import family, names
from generators.laws import BOOK, Sample

LAWS = list(BOOK.laws.values())


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


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__]))
