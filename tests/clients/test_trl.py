"""The export for TRL: the page's snippets train for two steps each, and the trainer's own
computation of rewards agrees with ours."""

import json
import sys
from pathlib import Path

import pytest

from tests.clients.environment import run_in
from tests.clients.pages import blocks

pytestmark = pytest.mark.client
INSTEAD = {
    '"Qwen/Qwen2.5-0.5B-Instruct"': '"tiny"',
    "max_steps=100": "max_steps=2, logging_steps=1, use_cpu=True, bf16=False",
}


def test_trl_trains_on_the_export_and_rewards_as_we_grade(data, exported, cases):
    snippets = blocks("trl", "python")
    assert len(snippets) == 2
    for shown, instead in INSTEAD.items():
        assert all(shown in snippet for snippet in snippets)
        snippets = [snippet.replace(shown, instead) for snippet in snippets]
    python = Path(sys.executable)  # TRL is in our own extra `train`
    said = run_in(
        "trl",
        "in_trl.py",
        exported("trl"),
        cases.file,
        json.dumps(snippets),
        cwd=data.parent,
        python=python,
    )
    cases.agree(said["scores"])
    assert sum(said["format"]) > sum(said["scores"]), (
        "a wrong answer in the right place earns the reward for form"
    )
    assert said["grpo"] == said["sft"] == 2
