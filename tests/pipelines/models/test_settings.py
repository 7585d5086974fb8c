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
        ("device=gpu", "settings.device: 'gpu' is not one of 'auto', 'cpu' or 'cuda'"),
        ("threads=many", "settings.threads: 'many' is not a whole number; 0 is as many as"),
        ("threads=-1", "settings.threads: -1 is not a whole number from 0 up; 0 is as many"),
        ("threads=true", "settings.threads: True is not a whole number"),
        ("model.lora.r=8", "settings.model.lora: is for pretrained models"),
        ("model.name=7", "settings.model.name: 7 is not a text"),
        ("model.revision=7", "settings.model.revision: 7 is not a text"),
        ("rl.rewards=[]", r"settings.rl.rewards: \[\] is not a list of 1 name or more, as in rl."),
        ("rl.rewards=accuracy", "settings.rl.rewards: 'accuracy' is not a list of names, as in rl"),
        ("rl.rewards=[accuracy, 5]", "settings.rl.rewards.1: 5 is not a text"),
        ("evaluation.batch=0", "settings.evaluation.batch: 0 is not a whole number from 1 up"),
        ("evaluation.batch=2.0", "settings.evaluation.batch: 2.0 is not a whole number"),
        ("evaluation.samples=some", "settings.evaluation.samples: 'some' is not a whole number"),
        ("evaluation.limit=null", "settings.evaluation.limit: None is not a whole number"),
        ("evaluation.temperature=hot", "settings.evaluation.temperature: 'hot' is not a number"),
        ("evaluation.greedy=2", "settings.evaluation.greedy: 2 is not true or false"),
        (
            "evaluation.sample=8",
            "settings.evaluation: .* no field 'sample'; did you mean .*samples",
        ),
        ("sizes.sft=1.5", "settings.sizes.sft: 1.5 is not a whole number"),
        ("sizes.xyz=1", "settings.sizes: there is no field 'xyz'$"),
    ],
)
def test_values_that_cannot_be_are_refused(text, said):
    """Each with its path, what came and what is allowed, in one line."""
    with pytest.raises(RequestError, match=said) as refused:
        carried_out(SMOKE, [text])
    assert str(refused.value).count("settings") == 1 and "\n" not in str(refused.value)


def test_an_evaluation_draws_something_by_which_accuracy_is_told():
    assert carried_out(SMOKE, ["evaluation.samples=0"]).evaluation.get("greedy") is True
    with pytest.raises(RequestError, match="samples is 0 and greedy is false"):
        carried_out(SMOKE, ["evaluation.samples=0", "evaluation.greedy=false"])


def test_several_errors_are_told_at_once_and_no_more_than_three():
    texts = ["threads=-1", "device=gpu", "sizes.sft=x", "sizes.rl=y", "evaluation.limit=z"]
    with pytest.raises(RequestError) as refused:
        carried_out(SMOKE, texts)
    assert str(refused.value).count("settings.") == 3 and "; and 2 more" in str(refused.value)
    with pytest.raises(RequestError) as refused:
        carried_out(SMOKE, [f"threads={'x' * 10_000}"])
    assert len(str(refused.value)) < 200


def test_lora_of_a_pretrained_model_has_fields():
    for value in ("true", "5", "[r]"):
        with pytest.raises(RequestError, match="not a mapping of fields, as in model.lora.r=16"):
            carried_out(named_model(SMOKE, "some/model"), [f"model.lora={value}"])
    assert carried_out(PAPER, ["model.lora=false"]).model.get("lora") is False


def test_settings_are_written_as_they_were_read():
    """So that the digests of runs that are there stay: no default is added, no number changed."""
    plain = {
        **SMOKE.plain(),
        "evaluation": {"samples": 2, "temperature": 1, "limit": 0},
        "rl": {"beta": 0.0, "max_steps": 3},
        "model": {"name": "scratch", "hidden_size": 8, "lora": None},
        "sizes": {},
    }
    again = settings_of(json.loads(json.dumps(plain))).plain()
    assert json.dumps(again, sort_keys=True) == json.dumps(plain, sort_keys=True)


def test_plain_settings_that_cannot_be_are_refused():
    plain = SMOKE.plain()
    with pytest.raises(RequestError, match="settings: there is no field 'modle'; did you mean mo"):
        settings_of({**plain, "modle": {}})
    with pytest.raises(RequestError, match="settings.preset: is missing"):
        settings_of({name: value for name, value in plain.items() if name != "preset"})
    with pytest.raises(RequestError, match="settings.sft: 5 is not a mapping of fields"):
        settings_of({**plain, "sft": 5})
    with pytest.raises(RequestError, match="settings.model: 5 is not a mapping of fields"):
        settings_of({**plain, "model": 5})


def test_every_preset_is_sound_by_itself():
    for preset in PRESETS.values():
        assert settings_of(preset.plain()) == preset
    with pytest.raises(RequestError, match="there are smoke, tiny, small, pretrained-small"):
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
            "settings.sft: there is no field 'learning_rat'; did you mean .*learning_rate",
        ),
        ("rl.num_generation=4", "settings.rl: .*did you mean num_generations"),
        ("model.hiden_size=8", "settings.model: .*did you mean hidden_size"),
        ("tail.learning_rate=fast", "settings.tail.learning_rate: 'fast' is not a number, true"),
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
