"""The pages of docs/, README.md and CHANGELOG.md name files, modules, commands and options that
are there."""

import re
import shlex
from pathlib import Path

import pytest
from click import Option

from cli import cli

HOME = Path(__file__).parent.parent
PAGES = [HOME / "README.md", HOME / "CHANGELOG.md", *sorted((HOME / "docs").glob("*.md"))]
FLOORS = "generators|curricula|pipelines|tests|benchmarks|docs"
NAMED = re.compile(rf"(?<![\w./-])(?:{FLOORS})/[\w./-]*\w/?")
PLACEHOLDER = re.compile(r"[A-Z]{4,}(?!\.md)")  # in DOMAIN/NAME.py
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
MODULE = re.compile(rf"(?:python -m|from|import) ((?:{FLOORS})(?:\.\w+)*)")
COMMAND = re.compile(r"^ *(?:\$ )?curricula ([a-z].*)", re.MULTILINE)

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@every_page
def test_the_files_that_it_names_are_there(page):
    text = page.read_text(encoding="utf-8")
    named = [HOME / path for path in NAMED.findall(text) if not PLACEHOLDER.search(path)]
    named += [page.parent / path for path in LINK.findall(text)]
    assert [str(path) for path in named if not path.exists()] == []


@every_page
def test_the_modules_that_it_names_are_there(page):
    modules = [HOME / name.replace(".", "/") for name in MODULE.findall(page.read_text("utf-8"))]
    assert [
        str(path) for path in modules if not (path.is_dir() or path.with_suffix(".py").exists())
    ] == []


@every_page
def test_the_commands_that_it_names_take_these_options(page):
    for line in COMMAND.findall(page.read_text(encoding="utf-8")):
        name, *words = shlex.split(line.partition("  #")[0].replace("'", ""))
        command = cli.commands.get(name)
        assert command is not None, f"there is no command: curricula {line}"
        known = {"--help"}
        for option in command.params:
            known |= {*option.opts, *option.secondary_opts} if isinstance(option, Option) else set()
        given = {word.partition("=")[0] for word in words if re.match(r"--[a-z]", word)}
        assert given <= known, f"curricula {line}"


def test_there_is_something_to_look_at():
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert len(NAMED.findall(text)) > 40 and len(COMMAND.findall(text)) > 40
