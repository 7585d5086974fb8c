"""The export for verl, read, configured and scored by verl itself."""

import json
import subprocess

import pytest

from tests.clients.environment import python_of, run_in
from tests.clients.pages import blocks, words

pytestmark = pytest.mark.client


@pytest.fixture(scope="module")
def commands() -> dict[str, list[str]]:
    """The arguments that docs/verl.md shows for each of verl's programs."""
    shown = [words(block) for block in blocks("verl", "bash") if "verl.trainer" in block]
    return {command[at]: command[at + 1 :] for command in shown for at in [command.index("-m") + 1]}


def test_verl_scores_as_we_do_and_reads_every_row(data, exported, cases, commands):
    folder = exported("verl")
    said = run_in(
        "verl",
        "in_verl.py",
        folder,
        cases.file,
        json.dumps(commands["verl.trainer.main_ppo"]),
        cwd=data.parent,
    )
    cases.agree(said["scores"])
    assert set(said["reasons"]) >= {"", "unequal", "several_answers", "form", "kind", "syntax"}
    assert said["indices"] == list(range(len(said["indices"]))), (
        "verl tells rollouts of one prompt from the next by this number"
    )
    assert "curricula/number_theory.gcd" in said["metrics"] and all(
        "acc" in names for names in said["metrics"].values()
    )
    assert (
        said["sft"] > 100
        and said["learned"].rstrip().endswith("<|im_end|>")
        and "Answer: " in said["learned"]
    )


def test_the_commands_of_the_page_are_verls_own(exported, data, commands):
    exported("verl")
    assert set(commands) == {"verl.trainer.main_ppo", "verl.trainer.sft_trainer"}
    for program, arguments in commands.items():
        resolved = subprocess.run(
            [str(python_of("verl")), "-m", program, *arguments, "--cfg", "job"],
            capture_output=True,
            text=True,
            cwd=data.parent,
            timeout=300,
        )
        assert resolved.returncode == 0, resolved.stderr[-2_000:]
        for argument in arguments:
            value = argument.partition("=")[2]
            assert f": {value}\n" in resolved.stdout
            assert not value.startswith("for-verl") or (data.parent / value).is_file()
