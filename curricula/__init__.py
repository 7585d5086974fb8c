"""Maths problems at a set difficulty, each solved by several checked strategies, for research on RL
post-training.

from curricula import generate, grade
for problem, solutions in generate("number_theory.gcd", difficulty=3, strategies=4, size=2):
    print(problem.statement, problem.answer, [solution.strategy for solution in solutions])
grade("The answer is \\boxed{6}.", "6").correct
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from curricula.house import check_house
from curricula.version import VERSION as __version__

check_house()

if TYPE_CHECKING:
    from curricula.curriculum import Curriculum, CurriculumError, Source, Stage
    from curricula.curriculum_file import read_curriculum
    from curricula.draw import families, generate
    from curricula.grading.grade import Verdict, grade
    from curricula.working.recognition import recognise
    from curricula.working.references import References
    from curricula.working.steps import read_steps
    from generators.catalog import family
    from generators.claims.claim import Claim
    from generators.faults.error_injection import corrupt

PLACES = {
    "Claim": "generators.claims.claim",
    "Curriculum": "curricula.curriculum",
    "CurriculumError": "curricula.curriculum",
    "References": "curricula.working.references",
    "Source": "curricula.curriculum",
    "Stage": "curricula.curriculum",
    "Verdict": "curricula.grading.grade",
    "corrupt": "generators.faults.error_injection",
    "families": "curricula.draw",
    "family": "generators.catalog",
    "generate": "curricula.draw",
    "grade": "curricula.grading.grade",
    "read_curriculum": "curricula.curriculum_file",
    "read_steps": "curricula.working.steps",
    "recognise": "curricula.working.recognition",
}

__all__ = [
    "Claim",
    "Curriculum",
    "CurriculumError",
    "References",
    "Source",
    "Stage",
    "Verdict",
    "__version__",
    "corrupt",
    "families",
    "family",
    "generate",
    "grade",
    "read_curriculum",
    "read_steps",
    "recognise",
]


def __getattr__(name: str) -> Any:
    """Names are imported when they are first used, so that `import curricula` stays quick."""
    if name not in PLACES:
        raise AttributeError(
            f"module 'curricula' has no attribute '{name}'; it has {', '.join(__all__)}"
        )
    value = getattr(import_module(PLACES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
