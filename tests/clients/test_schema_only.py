"""open-instruct and NeMo RL, which cannot be installed here: rows and rewards against stand-ins
with the signatures of their sources."""

import json
import sys
from pathlib import Path

import pytest
import yaml

from tests.clients.environment import HOME, run_in
from tests.clients.pages import blocks, words

pytestmark = pytest.mark.client
TARGETS = ("open-instruct", "nemo-rl")


@pytest.mark.parametrize("target", TARGETS)
def test_rewards_agree_with_our_grader_on_a_stand_in(target, data, exported, cases):
    python = Path(sys.executable)  # for torch, of our own extra `train`
    said = run_in(
        target,
        "in_stand_ins.py",
        target,
        exported(target),
        cases.file,
        cwd=data.parent,
        python=python,
    )
    cases.agree(said["scores"])


@pytest.mark.parametrize("target", TARGETS)
def test_the_page_says_that_it_is_checked_so_and_names_files_that_exist(target, data, exported):
    exported(target)
    page = (HOME / "docs" / f"{target}.md").read_text(encoding="utf-8")
    assert "**Schema-checked only.**" in page and "The command above was not run." in page
    named = [
        word
        for block in blocks(target, "bash")[1:]
        for word in words(block)
        if word.startswith(f"for-{target}/")
    ]
    assert len(named) >= 2 and all((data.parent / word).is_file() for word in named)


def test_the_configuration_for_nemo_rl_names_its_rows(exported):
    folder = exported("nemo-rl")
    config = yaml.safe_load((folder / "grpo.yaml").read_text())
    assert (
        config["defaults"].endswith("grpo_math_1B.yaml")
        and config["data"]["default"]["env_name"] in config["env"]
    )
    for part in ("train", "validation"):
        assert (
            folder / config["data"][part]["data_path"].removeprefix("${oc.env:CURRICULA_EXPORT}/")
        ).is_file()
    assert (
        json.loads((folder / "rl" / "train.jsonl").open().readline())["messages"][1]["role"]
        == "assistant"
    )
