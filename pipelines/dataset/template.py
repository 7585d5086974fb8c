"""Prompt templates: how a statement is put to a model, and how a solution and its answer are
written as a completion.

A template is two Jinja texts. The first sees `statement`; the second `solution`, `answer`,
`strategy`, and `boxed`, the solution with its answer in a box. A file of yours holds both, parted
by a line `---`. Templates run in Jinja's sandbox.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError
from jinja2 import Template as CompiledTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generators.errors import RequestError

SIZE = 100_000  # characters of a template file
BOXED = re.compile(r"\{\{-?\s*boxed\b")


@dataclass(frozen=True)
class Template:
    """A pair of Jinja texts by a name."""

    name: str
    prompt: str
    completion: str

    def show_prompt(self, statement: str) -> str:
        """The prompt that puts this statement. Raises RequestError."""
        return self._render(0, {"statement": statement})

    @property
    def boxes(self) -> bool:
        """Whether the completion shows the solution with its answer in a box."""
        return BOXED.search(self.completion) is not None

    def show_completion(self, solution: str, answer: str, strategy: str) -> str:
        """The completion that a model is trained to write. `solution` has its answer in a box where
        the template `boxes`. Raises RequestError."""
        values = {"solution": solution, "answer": answer, "strategy": strategy}
        return self._render(1, {**values, "boxed": solution})

    def _render(self, which: int, values: dict[str, str]) -> str:
        try:
            return compiled((self.prompt, self.completion)[which]).render(values)
        except (
            TemplateError,
            TypeError,
            ArithmeticError,
            ValueError,
            AttributeError,
            LookupError,
        ) as error:
            raise RequestError(
                f"template {self.name}, {('prompt', 'completion')[which]}: {error}"
            ) from error


@lru_cache(maxsize=64)
def compiled(text: str) -> CompiledTemplate:
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, keep_trailing_newline=False
    ).from_string(text)


TEMPLATES = {
    template.name: template
    for template in (
        Template("plain", "{{ statement }}", "{{ solution }}\nAnswer: {{ answer }}"),
        Template(
            "boxed",
            "{{ statement }}\nReason step by step, and put the final answer in \\boxed{}.",
            "{{ boxed }}",
        ),
        Template(
            "think",
            "{{ statement }}\nThink between <think> and </think>, then give the final answer"
            " behind 'Answer:'.",
            "<think>\n{{ solution }}\n</think>\nAnswer: {{ answer }}",
        ),
        Template("terse", "{{ statement }}", "{{ solution }} ; answer {{ answer }}"),
        Template(
            "answer_line",
            "{{ statement }}\nReason step by step, and give the final answer in a last line behind"
            " 'Answer:'.",
            "{{ solution }}\nAnswer: {{ answer }}",
        ),
    )
}


def find_template(name: str) -> Template:
    """A template of this project by name, or one in a file. Raises RequestError."""
    if name in TEMPLATES:
        return TEMPLATES[name]
    path = Path(name)
    if not path.is_file():
        raise RequestError(
            f"no template is called '{name}'; there are {', '.join(TEMPLATES)}, or name a file"
        )
    text = path.read_text(encoding="utf-8")[:SIZE]
    prompt, separator, completion = text.partition("\n---\n")
    if not separator:
        raise RequestError(
            f"{name}: a template file has a prompt and a completion, parted by a line ---"
        )
    template = Template(path.stem, prompt, completion.rstrip("\n"))
    template.show_prompt("?")
    template.show_completion("?", "?", "?")
    return template
