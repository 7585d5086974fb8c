"""Every claim of a dataset decided a second time, by SymPy, beside our own decision."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from pipelines.dataset import oracle
from pipelines.dataset.vouching import Report

BY_SYMPY = "claims decided by SymPy"
LEFT_OPEN = "SymPy was not asked, so that claims with it are decided by our own reader alone"


@lru_cache(maxsize=65_536)
def holds(claim: str) -> bool:
    """Our own decision. Raises Unreadable."""
    return Claim.read(claim).holds()


def decision_faults(row: dict[str, Any], report: Report) -> Iterator[str]:
    """Where SymPy decides a claim of a row of problems or of base otherwise than we do; what cannot
    be read is told elsewhere."""
    for path, claim in claims_in(row):
        try:
            ours = holds(claim)
            theirs = oracle.holds(claim)
        except oracle.Undecided as error:
            report.leave_open(LEFT_OPEN, str(error))
            continue
        except (Unreadable, TypeError):
            continue
        report.counts[BY_SYMPY] += 1
        if ours is not theirs:
            said = "holds" if theirs else "does not hold"
            yield f"{path}: {claim[:120]} {said}, as SymPy decides it"


def claims_in(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The claims of a row, each with its place."""
    for solution in row.get("solutions") or []:
        for number, step in enumerate(solution["steps"] or []):
            yield f"{solution['strategy']}: step {number}", step["claim"]
    for number, step in enumerate(row.get("steps") or []):
        yield f"step {number}", step["claim"]
