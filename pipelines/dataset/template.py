"""Prompt templates: how a statement is put to a model, and how a solution and its answer are
written as a completion.

A template is two Jinja texts. The first sees `statement`; the second `solution`, `answer`,
`strategy`, and `boxed`, the solution with its answer in a box. A file of yours holds both,
separated by a line `---`. Templates run in Jinja's sandbox, and of Jinja's language only what
ends soon is taken: values, conditions and a few filters, no loops, calls or arithmetic.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError, UndefinedError, nodes
from jinja2 import Template as CompiledTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generators.arguments import SHOWN, meant
from generators.errors import RequestError

SIZE = 100_000  # characters of a template file
LONGEST = 1_000_000  # characters that a template writes
MOST_GROWTH = 100  # times as long as its values a text may become by replacements
FILTERS = {
    *("trim", "upper", "lower", "title", "capitalize", "length", "first", "last"),
    *("default", "replace", "string", "safe", "escape", "e"),
}
PARTS = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Filter),
    *(nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Test, nodes.Keyword),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.Getitem, nodes.Slice, nodes.Neg),
)
TAKEN = f"a template has values, conditions and the filters {', '.join(sorted(FILTERS))}"
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
            return bounded(compiled((self.prompt, self.completion)[which]).generate(values))
        except (
            TemplateError,
            TypeError,
            ArithmeticError,
            ValueError,
            AttributeError,
            LookupError,
        ) as error:
            there = f"; it has {', '.join(values)}" if isinstance(error, UndefinedError) else ""
            raise RequestError(
                f"template {self.name}, {('prompt', 'completion')[which]}: {error}{there}"
            ) from error


def bounded(pieces: Iterator[str]) -> str:
    """The pieces of a text put together. Raises ValueError for a text that is too long."""
    text, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > LONGEST:
            raise ValueError(f"it writes more than {LONGEST:,} characters")
        text.append(piece)
    return "".join(text)


@lru_cache(maxsize=64)
def compiled(text: str) -> CompiledTemplate:
    """A template ready to be filled. Raises TemplateError for what is not taken."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, keep_trailing_newline=False
    )
    if len(text) > SIZE:
        raise TemplateError(f"it is longer than {SIZE:,} characters")
    try:
        check_parts(environment.parse(text))
        return environment.from_string(text)
    except RecursionError:
        raise TemplateError("it is nested too deeply") from None


def check_parts(tree: nodes.Template) -> None:
    """Raises TemplateError for a part of a template that might not end, or write without end."""
    growth = 1.0
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, PARTS):
            kind = type(node).__name__.lower()
            raise TemplateError(f"'{kind}' is not taken; {TAKEN}")
        if isinstance(node, nodes.Filter):
            if node.name not in FILTERS:
                raise TemplateError(f"the filter '{node.name}' is not taken; {TAKEN}")
            if node.name == "replace":
                growth *= growth_of(node.args)
    if growth > MOST_GROWTH:
        raise TemplateError("its replacements make texts too long")


def growth_of(replaced: list[nodes.Expr]) -> float:
    """How much longer a replacement makes a text at most. Raises TemplateError for one between
    texts that are not written out."""
    texts = [part.value for part in replaced if isinstance(part, nodes.Const)]
    plain = len(texts) == len(replaced) == 2 and all([isinstance(text, str) for text in texts])
    if not plain or not texts[0]:
        raise TemplateError('a replacement is written | replace("old", "new")')
    return max(1.0, len(texts[1]) / len(texts[0]))


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
            f"no template is called '{name[:SHOWN]}'; {meant(name, TEMPLATES)} (or name a file)"
        )
    try:
        with open(path, "rb") as file:
            text = file.read(4 * SIZE + 1).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(f"{name}: a template is a text in UTF-8, and this is none") from error
    prompt, separator, completion = text.partition("\n---\n")
    if not separator:
        raise RequestError(
            f"{name}: a template file has a prompt and a completion, separated by a line ---"
        )
    template = Template(path.stem, prompt, completion.rstrip("\n"))
    template.show_prompt("?")
    template.show_completion("?", "?", "?")
    return template
