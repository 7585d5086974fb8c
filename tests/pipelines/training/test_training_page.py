"""docs/training.md is true: its command lines parse, its settings exist, and its table of presets
names every preset."""

import re
import shlex

import pytest

from tests.command_line import HOME

PAGE = (HOME / "docs" / "training.md").read_text(encoding="utf-8")
STUDY = (HOME / "docs" / "study.md").read_text(encoding="utf-8")
LINES = [
    line.partition("  #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", PAGE + STUDY, re.DOTALL)
    for line in block.splitlines()
    if "curricula " in line
]


def test_there_are_lines():
    assert len(LINES) >= 8


@pytest.mark.parametrize("line", LINES)
def test_a_line_parses(line: str):
    from cli import cli

    words = shlex.split(line)
    words = words[words.index("curricula") + 1 :]
    command = cli.commands[words[0]]
    with command.make_context(words[0], words[1:]) as context:
        assert context.params


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line in LINES if "--set" in line or "--preset" in line])
def test_its_settings_exist(line: str):
    pytest.importorskip("trl")
    from pipelines.models.presets import find_preset
    from pipelines.models.settings import changed, named_model

    words = shlex.split(line)
    options = dict(zip(words, words[1:], strict=False))
    settings = find_preset(options.get("--preset", "tiny"))
    settings = named_model(settings, options["--model"]) if "--model" in options else settings
    assert changed(
        settings,
        [after for before, after in zip(words, words[1:], strict=False) if before == "--set"],
    )


def test_its_table_names_every_preset():
    from pipelines.models.presets import PRESETS

    assert re.findall(
        r"^\| `([\w-]+)` \| (?:from scratch|Qwen|SmolLM2)", PAGE, re.MULTILINE
    ) == list(PRESETS)
