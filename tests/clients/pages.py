"""The snippets of the pages in docs/, as their readers copy them."""

import re
import shlex

from tests.clients.environment import HOME


def blocks(page: str, language: str) -> list[str]:
    """The blocks of code of docs/PAGE.md in that language."""
    return blocks_of((HOME / "docs" / f"{page}.md").read_text(encoding="utf-8"), language)


def blocks_of(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def words(block: str) -> list[str]:
    """The words of a command that goes over several lines."""
    return shlex.split(block.replace("\\\n", " "))
