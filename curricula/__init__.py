"""Maths problems at a set difficulty, each solved by several checked strategies, for research on RL
post-training.

from curricula import generate, grade
for problem, solutions in generate("number_theory.gcd", difficulty=3, strategies=4, size=2):
    print(problem.statement, problem.answer, [solution.strategy for solution in solutions])
grade("The answer is \\boxed{6}.", "6").correct
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from curricula.house import check_generators
from curricula.version import VERSION as __version__

if TYPE_CHECKING:
    from curricula.curriculum import Curriculum, CurriculumError, Source, Stage
    from curricula.curriculum_file import read_curriculum, write_curriculum
    from curricula.draw import Drawn, families, generate
    from curricula.grading.grade import Verdict, grade
    from curricula.grading.rewards import accuracy_reward, format_reward
    from curricula.working.group_rewards import diversity_reward, length_reward, ngram_reward
    from curricula.working.read_completion import Reading, read_completion
    from curricula.working.recognition import Recognition, recognise
    from curricula.working.references import NoReferences, References
    from curricula.working.step_reward import (
        GroupShares,
        dense_then_binary,
        group_shares,
        step_reward,
    )
    from curricula.working.steps import Steps, read_steps
    from generators.catalog import family
    from generators.claims.claim import Claim
    from generators.errors import CurriculaError, RequestError
    from generators.family import Family
    from generators.faults.error_injection import corrupt
    from generators.problem import Problem
    from generators.solution import Solution, Step

MODULES = {
    "Claim": "generators.claims.claim",
    "CurriculaError": "generators.errors",
    "Curriculum": "curricula.curriculum",
    "CurriculumError": "curricula.curriculum",
    "Drawn": "curricula.draw",
    "Family": "generators.family",
    "GroupShares": "curricula.working.step_reward",
    "NoReferences": "curricula.working.references",
    "Problem": "generators.problem",
    "Reading": "curricula.working.read_completion",
    "Recognition": "curricula.working.recognition",
    "References": "curricula.working.references",
    "RequestError": "generators.errors",
    "Solution": "generators.solution",
    "Source": "curricula.curriculum",
    "Stage": "curricula.curriculum",
    "Step": "generators.solution",
    "Steps": "curricula.working.steps",
    "Verdict": "curricula.grading.grade",
    "accuracy_reward": "curricula.grading.rewards",
    "corrupt": "generators.faults.error_injection",
    "dense_then_binary": "curricula.working.step_reward",
    "diversity_reward": "curricula.working.group_rewards",
    "families": "curricula.draw",
    "family": "generators.catalog",
    "format_reward": "curricula.grading.rewards",
    "generate": "curricula.draw",
    "grade": "curricula.grading.grade",
    "group_shares": "curricula.working.step_reward",
    "length_reward": "curricula.working.group_rewards",
    "ngram_reward": "curricula.working.group_rewards",
    "read_completion": "curricula.working.read_completion",
    "read_curriculum": "curricula.curriculum_file",
    "read_steps": "curricula.working.steps",
    "recognise": "curricula.working.recognition",
    "step_reward": "curricula.working.step_reward",
    "write_curriculum": "curricula.curriculum_file",
}

__all__ = [
    "Claim",
    "CurriculaError",
    "Curriculum",
    "CurriculumError",
    "Drawn",
    "Family",
    "GroupShares",
    "NoReferences",
    "Problem",
    "Reading",
    "Recognition",
    "References",
    "RequestError",
    "Solution",
    "Source",
    "Stage",
    "Step",
    "Steps",
    "Verdict",
    "__version__",
    "accuracy_reward",
    "corrupt",
    "dense_then_binary",
    "diversity_reward",
    "families",
    "family",
    "format_reward",
    "generate",
    "grade",
    "group_shares",
    "length_reward",
    "ngram_reward",
    "read_completion",
    "read_curriculum",
    "read_steps",
    "recognise",
    "step_reward",
    "write_curriculum",
]


def __getattr__(name: str) -> Any:
    """Names are imported when they are first used, so that `import curricula` stays quick, and
    works whatever other modules stand on the path."""
    if name not in MODULES:
        raise AttributeError(
            f"module 'curricula' has no attribute '{name}'; it has {', '.join(__all__)}"
        )
    check_generators()
    value = getattr(import_module(MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *[name for name in globals() if name.startswith("__")]})
