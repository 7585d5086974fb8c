"""Settings of a run: what --set changes, what it refuses and how, and which models a preset can be
given."""

import json
from importlib.util import find_spec

import pytest

from generators.errors import RequestError
from pipelines.models.presets import PRESETS, find_preset
from pipelines.models.settings import (
    carried_out,
    changed,
    check_values,
    named_model,
    settings_of,
    value_of,
)
from pipelines.models.vocabulary import pin

SMOKE, PAPER = find_preset("smoke"), find_preset("paper")
with_trl = pytest.mark.skipif(find_spec("trl") is None, reason="the extra train is not installed")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1e-3", 1e-3),
        ("5", 5),
        ("true", True),
        ("null", None),
        ("none", "none"),
        ("all-linear", "all-linear"),
        ("[accuracy, format]", ["accuracy", "format"]),
        ("{r: 8}", {"r": 8}),
        ("", None),
    ],
)
def test_values_are_read_as_yaml_and_numbers_with_exponents_too(written, value):
    assert value_of(written) == value


def test_changes_reach_their_section_and_leave_the_preset_alone():
    before = json.dumps(SMOKE.plain())
    found = carried_out(
        SMOKE,
        [
            "sft.learning_rate=1e-4",
            "rl.beta=0.04",
            "model.hidden_size=64",
            "threads=2",
            "device=cpu",
            "tail.max_steps=9",
        ],
    )
    assert (
        found.sft["learning_rate"] == 1e-4
        and found.rl["beta"] == 0.04
        and found.threads == 2
        and found.device == "cpu"
    )
    assert (
        found.section("tail") == {**found.sft, **found.tail}
        and found.section("tail")["max_steps"] == 9
    )
    assert (
        json.dumps(SMOKE.plain()) == before
        and settings_of(json.loads(json.dumps(found.plain()))) == found
    )


def test_fields_of_fields_are_set_one_by_one():
    found = carried_out(PAPER, ["model.lora.r=8", "sft.lr_scheduler_kwargs.num_cycles=2"])
    assert found.model["lora"] == {**PAPER.model["lora"], "r": 8} and found.sft[
        "lr_scheduler_kwargs"
    ] == {"num_cycles": 2}
    assert carried_out(PAPER, ["model.lora=null"]).model["lora"] is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sft.learning_rate", "is not KEY=VALUE"),
        ("learning_rate=1", "'learning_rate' is not device, threads or SECTION.KEY"),
        ("stf.learning_rate=1", "no section 'stf'; .*did you mean sft"),
        ("preset=tiny", "'preset' is not device"),
        ("sft.learning_rate.x=1", "sft.learning_rate is 0.002, which has no fields"),
        ("sft.learning_rate={", "cannot be read"),
    ],
)
def test_texts_that_change_nothing_are_refused(text, said):
    with pytest.raises(RequestError, match=said) as refused:
        carried_out(SMOKE, [text])
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("device=gpu", "'gpu' is not one of auto, cpu, cuda"),
        ("threads=many", "threads: 'many' is not a whole number"),
        ("threads=-1", "threads: -1"),
        ("model.lora.r=8", "lora is for pretrained models"),
        ("rl.rewards=accuracy", "'accuracy' is not a list of names"),
        ("evaluation.batch=0", "batch 0 is not a whole number from 1 up"),
        ("evaluation.samples=some", "samples 'some'"),
        ("sizes.sft=1.5", "sft 1.5 is not a whole number"),
    ],
)
def test_values_that_cannot_be_are_refused(text, said):
    with pytest.raises(RequestError, match=said):
        check_values(carried_out(SMOKE, [text]))


def test_lora_of_a_pretrained_model_has_fields():
    with pytest.raises(RequestError, match="as in model.lora.r=16"):
        check_values(carried_out(named_model(SMOKE, "some/model"), ["model.lora=true"]))


def test_every_preset_is_sound_by_itself():
    for preset in PRESETS.values():
        check_values(preset)
    with pytest.raises(RequestError, match="there are smoke, tiny, small, paper|smoke"):
        find_preset("large")


def test_a_named_model_takes_nothing_of_one_from_scratch(tmp_path):
    named = named_model(SMOKE, "some/model")
    assert (
        named.model == {"name": "some/model"} and not named.scratch and named.start == "some/model"
    )
    assert named_model(PAPER, "some/model").model["lora"] == PAPER.model["lora"]
    assert named_model(SMOKE, "scratch") is SMOKE and SMOKE.scratch and SMOKE.start == ""
    with pytest.raises(RequestError, match="describes no model from scratch"):
        named_model(PAPER, "scratch")


def test_a_folder_of_a_model_from_scratch_is_read_in_its_own_wording(tmp_path):
    pin(["forward", "s1"], tmp_path)
    for preset in (SMOKE, PAPER):
        found = named_model(preset, str(tmp_path))
        assert found.scratch and found.start == str(tmp_path.resolve())


@pytest.mark.slow
@with_trl
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "sft.learning_rat=1",
            "sft: there is no field 'learning_rat'; did you mean .*learning_rate",
        ),
        ("rl.num_generation=4", "rl: .*did you mean num_generations"),
        ("model.hiden_size=8", "model: .*did you mean hidden_size"),
        ("evaluation.sample=8", "evaluation: .*did you mean samples"),
        ("sizes.xyz=1", "sizes: there is no field 'xyz'$"),
    ],
)
def test_names_that_do_not_exist_are_refused_with_those_that_come_close(text, said):
    with pytest.raises(RequestError, match=said):
        changed(SMOKE, [text])


@pytest.mark.slow
@with_trl
def test_every_field_of_trl_and_of_peft_goes_through():
    from dataclasses import fields

    from peft import LoraConfig
    from trl.trainer.grpo_config import GRPOConfig
    from trl.trainer.sft_config import SFTConfig

    changed(
        SMOKE,
        [
            f"{section}.{each.name}=1"
            for section in ("base", "sft", "tail")
            for each in fields(SFTConfig)
        ],
    )
    changed(SMOKE, [f"rl.{each.name}=1" for each in fields(GRPOConfig)])
    changed(PAPER, [f"model.lora.{each.name}=1" for each in fields(LoraConfig)])
    with pytest.raises(RequestError, match="model.lora: there is no field 'rank'"):
        changed(PAPER, ["model.lora.rank=1"])
    for preset in PRESETS.values():
        changed(preset, [])
