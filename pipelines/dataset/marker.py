"""The words that a dataset's own template puts before an answer, where the grader would not find
the answer without them: `; answer`."""

import re

from curricula.grading.grade import grade
from generators.errors import RequestError
from pipelines.dataset.template import Template

BEFORE = re.compile(
    r"([^{}\n]*)\{\{-?\s*answer\s*-?\}\}"
)  # what stands before an answer, back to the last value or the line's beginning
TRIED = ("2 + 3 = 5.", "5", "addition")  # a solution, its answer, its strategy


def marker_of(template: Template) -> str | None:
    """The marker to grade completions of this template with; None where the grader needs none, or
    none would help."""
    try:
        shown = template.show_completion(*TRIED)
    except RequestError:
        return None
    found = [words.strip() for words in BEFORE.findall(template.completion)]
    helpful = [
        marker
        for marker in (None, *filter(None, found))
        if grade(shown, TRIED[1], "integer", marker=marker).correct
    ]
    return helpful[0] if helpful else None
