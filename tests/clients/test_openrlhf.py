"""The export for OpenRLHF, read and rolled out by OpenRLHF; only vLLM's part is a stand-in."""

import json

import pytest

from tests.clients.environment import run_in
from tests.clients.pages import blocks, words

pytestmark = pytest.mark.client


def test_openrlhf_rewards_as_we_grade_and_reads_every_row(data, exported, cases):
    said = run_in("openrlhf", "in_openrlhf.py", exported("openrlhf"), cases.file, cwd=data.parent)
    cases.agree(said["scores"])
    cases.agree(said["filtered_by"])
    assert said["lost"] == 0
    assert (
        said["sft"] > 100
        and said["learned"].rstrip().endswith("<|im_end|>")
        and "Answer: " in said["learned"]
    )


def test_the_commands_of_the_page_are_openrlhfs_own(exported, data):
    exported("openrlhf")
    shown = [words(block) for block in blocks("openrlhf", "bash") if "openrlhf.cli" in block]
    assert {command[2] for command in shown} == {
        "openrlhf.cli.train_ppo_ray",
        "openrlhf.cli.train_sft",
    }
    for _, _, program, *arguments in shown:
        read = run_in(
            "openrlhf", "in_openrlhf_parser.py", program, json.dumps(arguments), cwd=data.parent
        )
        for option, value in zip(arguments, [*arguments[1:], ""], strict=True):
            if option.startswith("--"):
                assert str(read[option[2:]]) in (value, "True")
            assert not option.startswith("for-openrlhf") or (data.parent / option).is_file()
