"""Lines about remainders."""

from typing import Any

from generators.family import Claim, Step

MODULAR = "mod {} :: "  # begins the form of a congruence


def congruence(words: str | tuple[str, ...], claim: Claim, **more: Any) -> Step:
    """A step of which the terse style too says its modulus, where its claim has one."""
    brief = f"{{}} (mod {claim.values[0]})" if claim.form.startswith(MODULAR) else "{}"
    return Step(words, claim, brief, **more)
