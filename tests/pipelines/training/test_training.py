"""Training from dataset to report: every family, models from scratch and pretrained ones, what is
refused and how it is said."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from generators.catalog import names
from pipelines.dataset.template import TEMPLATES
from pipelines.imports.imported_set import import_set
from pipelines.imports.items import Item
from tests.trained import (
    CHAIN,
    QUICK,
    SHORT,
    SMOKE,
    every_family,
    make_data,
    needs_training,
    run,
    tiny_pretrained,
)

pytestmark = needs_training


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("training")


@pytest.fixture(scope="module")
def everything(place) -> Path:
    return every_family(place / "everything")


@pytest.fixture(scope="module")
def few(place) -> Path:
    return make_data(place / "few", family=[CHAIN, "number_theory.gcd"], size=40)


@pytest.fixture(scope="module")
def chain(place) -> Path:
    return make_data(place / "chain", "terse", knob=("numerals=plain",), choice=("guess=random",))


@pytest.fixture(scope="module")
def scratch(place, chain) -> Path:
    """A run of a model from scratch."""
    run("train", chain, *QUICK, "--out", place / "scratch")
    return place / "scratch"


@pytest.fixture(scope="module")
def chat(place, everything) -> Path:
    return tiny_pretrained(place / "chat", everything, True)


@pytest.fixture(scope="module")
def plain(place, everything) -> Path:
    return tiny_pretrained(place / "plain", everything, False)


def cell(folder: Path) -> dict:
    return json.loads((folder / "cell.json").read_text(encoding="utf-8"))


def test_from_a_bare_generate_to_a_report_over_all_families(everything, place):
    out = place / "everything-run"
    said = run(
        "train", everything, *SMOKE, "--set", f"evaluation.limit={2 * len(names())}", "--out", out
    )
    assert (
        "sft: 5 updates" in said and "rl: 5 updates" in said and f"curricula report {out}" in said
    )
    for stage in ("sft", "rl"):
        table = parquet.read_table(out / stage / "completions.parquet")
        assert set(table["family"].to_pylist()) == set(names()) and set(
            table["sampling"].to_pylist()
        ) == {"free", "greedy", "forced"}
        assert {"model", "evaluation.json", "log.jsonl", "spec.json"} <= {
            path.name for path in (out / stage).iterdir()
        }
        assert not (out / stage / "work").exists()
    log = [json.loads(line) for line in (out / "rl" / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in log if "answer/correct" in line] == [1, 2, 3, 4, 5]
    run("report", out)
    assert (out / "report.md").is_file() and (out / "report.html").is_file()
    assert (
        run(
            "train",
            everything,
            *SMOKE,
            "--set",
            f"evaluation.limit={2 * len(names())}",
            "--out",
            out,
        )
        == said
    )


@pytest.mark.parametrize(
    ("source", "kind", "lora"),
    [
        ("everything", "chat", False),
        ("few", "chat", True),
        ("few", "plain", False),
        ("few", "plain", True),
    ],
    ids=["every family, chat, full", "chat, LoRA", "no chat, full", "no chat, LoRA"],
)
def test_a_pretrained_model_is_trained_and_evaluated(place, request, source, kind, lora):
    data, out = request.getfixturevalue(source), place / f"{kind}-{lora}"
    changes = (
        ("--set", "model.lora={r: 4, target_modules: all-linear}", "--set", "rl.beta=0.1")
        if lora
        else ()
    )
    run("train", data, "--model", request.getfixturevalue(kind), *QUICK, *changes, "--out", out)
    for stage in ("sft", "rl"):
        assert (out / stage / "model" / "adapter_config.json").is_file() is lora
        assert cell(out / stage)["updates"] == {f"0-{stage}": 2}
    log = [json.loads(line) for line in (out / "rl" / "log.jsonl").read_text().splitlines()]
    assert ("kl" in log[0]) is lora  # rl.beta reached TRL
    run("evaluate", out, data, *SHORT, "--device", "cpu", "--out", place / f"{kind}-{lora}-again")
    again = parquet.read_table(place / f"{kind}-{lora}-again" / "completions.parquet")
    assert again.num_rows == parquet.read_table(out / "rl" / "completions.parquet").num_rows
    run(
        "train",
        data,
        "--stage",
        "rl",
        "--model",
        out / "sft" / "model",
        *QUICK,
        *changes,
        "--out",
        place / f"{kind}-{lora}-rl",
    )
    assert cell(place / f"{kind}-{lora}-rl" / "rl")["parent"] is None


def test_a_pretrained_model_without_chat_learns_where_an_answer_ends(everything, plain):
    from pipelines.models.model import open_model
    from pipelines.models.presets import find_preset
    from pipelines.models.settings import named_model

    model = open_model(str(plain), named_model(find_preset("smoke"), str(plain)), "cpu")
    messages = [{"role": "user", "content": "2 + 3?"}, {"role": "assistant", "content": "5"}]
    told = model.tokenizer.apply_chat_template(messages, tokenize=False)
    asked = model.tokenizer.apply_chat_template(
        messages[:1], tokenize=False, add_generation_prompt=True
    )
    begun = model.tokenizer.apply_chat_template(
        messages, tokenize=False, continue_final_message=True
    )
    assert told == "2 + 3?\n5<|endoftext|>" and asked == "2 + 3?\n" and begun == "2 + 3?\n5"


def test_a_model_from_scratch_goes_on_from_its_folder_in_its_own_words(scratch, chain, place):
    out = place / "scratch-rl"
    run(
        "train",
        chain,
        "--stage",
        "rl",
        "--model",
        scratch / "sft" / "model",
        *QUICK,
        "--set",
        "rl.beta=0.1",
        "--out",
        out,
    )
    assert "kl" in (out / "rl" / "log.jsonl").read_text()
    spec = json.loads((out / "rl" / "spec.json").read_text())
    assert spec["settings"]["model"] == {
        "name": "scratch",
        "checkpoint": str((scratch / "sft" / "model").resolve()),
    }
    run(
        "evaluate",
        scratch / "rl" / "model",
        chain,
        "--preset",
        "smoke",
        *SHORT,
        "--device",
        "cpu",
        "--out",
        place / "evaluated",
    )
    assert cell(place / "evaluated")["stage"] == "given"


def test_an_evaluation_set_from_elsewhere_is_answered(chat, scratch, place):
    folder = place / "elsewhere"
    items = [
        Item(f"What is {i} + 1?", str(i + 1), {"source_dataset": "sums", "source_index": i}, False)
        for i in range(4)
    ]
    import_set(
        items,
        folder,
        TEMPLATES["plain"],
        "curricula import",
        {"name": "sums", "from": "here", "seed": 0, "size": 4},
    )
    run(
        "evaluate",
        chat,
        folder,
        "--preset",
        "paper",
        *SHORT,
        "--device",
        "cpu",
        "--out",
        place / "answered",
    )
    table = parquet.read_table(place / "answered" / "completions.parquet")
    assert set(table["family"].to_pylist()) == {"reasoning_gym.sums"} and set(
        table["options"].to_pylist()
    ) == {None}
    refused = run(
        "evaluate",
        scratch,
        folder,
        *SHORT,
        "--device",
        "cpu",
        "--out",
        place / "not-answered",
        status=1,
    )
    assert "cannot be worded for a model from scratch" in refused


def test_the_floor_refuses_at_the_guess_rate_and_can_be_overridden(
    chain, place, scratch, monkeypatch
):
    from pipelines.training import run_cell

    options = (
        "--stage",
        "rl",
        "--model",
        scratch / "sft" / "model",
        "--preset",
        "smoke",
        "--device",
        "cpu",
        *QUICK[len(SMOKE) :],
    )
    said = run("train", chain, *options, "--out", place / "floor", status=1)
    assert (
        "pass@1 0." in said
        and "guessing 0.091" in said
        and "Train SFT longer" in said
        and "--below-floor allow" in said
    )
    floor = json.loads((place / "floor" / "rl" / "floor.json").read_text())
    assert (
        floor["below"] and floor["prompts"] > 10 and not (place / "floor" / "rl" / "model").exists()
    )
    monkeypatch.setattr(run_cell, "measure", None)  # what was measured is not measured again
    assert run("train", chain, *options, "--out", place / "floor", status=1) == said
    run("train", chain, *options, "--out", place / "floor", "--below-floor", "allow")
    assert cell(place / "floor" / "rl")["floor"] == floor


def torn(model: Path, place: Path, change) -> Path:
    copy = Path(shutil.copytree(model, place / "model"))
    change(copy)
    return copy


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "config.json").unlink(), "holds no model"),
        (lambda folder: (folder / "config.json").write_text("{"), "cannot be opened as a model"),
        (
            lambda folder: (folder / "model.safetensors").write_bytes(b"\0" * 64),
            "cannot be opened as a model",
        ),
        (lambda folder: (folder / "model.safetensors").unlink(), "cannot be opened as a model"),
        (
            lambda folder: (folder / "tokenizer.json").write_text("{}"),
            "cannot be opened as a model",
        ),
    ],
    ids=["no config", "torn config", "torn weights", "no weights", "torn tokenizer"],
)
def test_a_wrong_model_folder_is_refused_in_one_line(everything, chat, tmp_path, change, said):
    assert said in run(
        "train",
        everything,
        "--model",
        torn(chat, tmp_path, change),
        *QUICK,
        "--out",
        tmp_path / "run",
        status=1,
    )


def test_another_vocabulary_is_refused(scratch, chain, everything, tmp_path):
    said = run(
        "train",
        everything,
        "--stage",
        "rl",
        "--model",
        scratch / "sft" / "model",
        *QUICK,
        "--out",
        tmp_path / "run",
        status=1,
    )
    assert "the model's vocabulary of" in said and "lacks" in said
    wider = make_data(tmp_path / "wider", "terse", knob=("numerals=plain", "prime=13"))
    said = run(
        "evaluate",
        scratch,
        wider,
        *SHORT,
        "--device",
        "cpu",
        "--out",
        tmp_path / "evaluated",
        status=1,
    )
    assert "lacks" in said and "12" in said

    def change(folder: Path) -> None:
        path = folder / "tokenizer.json"
        text = path.read_text()
        words = json.loads(text)["model"]["vocab"]
        one, other = [word for word in words if word.startswith("s")][:2]
        path.write_text(
            text.replace(f'"{one}": {words[one]}', f'"{one}": {words[other]}').replace(
                f'"{other}": {words[other]}', f'"{other}": {words[one]}', 1
            )
        )

    swapped = torn(scratch / "sft" / "model", tmp_path, change)
    assert "is not the one" in run(
        "train",
        chain,
        "--stage",
        "rl",
        "--model",
        swapped,
        *QUICK,
        "--out",
        tmp_path / "run2",
        status=1,
    )


def test_an_edited_dataset_is_refused(chain, tmp_path):
    copy = Path(shutil.copytree(chain, tmp_path / "data"))
    file = next((copy / "rl").glob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    said = run("train", copy, *QUICK, "--out", tmp_path / "run", status=1)
    assert file.name in said and "generate it anew" in said


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("--stage", "base"), 1, "has no stage base; it has sft, rl, eval"),
        (("--stage", "rl"), 1, "needs SFT first"),
        (("--set", "sft.learning_rat=1"), 2, "did you mean"),
        (("--set", "rl.num_generations=3"), 2, "rl: TRL refuses these settings"),
        (("--set", "sft.lr_scheduler_type=zigzag"), 2, "sft: TRL refuses these settings"),
        (
            ("--set", "sft.learning_rate=fast"),
            2,
            "settings.sft.learning_rate: 'fast' is not a number",
        ),
        (
            ("--set", "rl.per_device_train_batch_size=800"),
            2,
            "one update takes 200 prompts, and the dataset has",
        ),
        (("--set", "rl.rewards=[speed]"), 2, "no reward is called 'speed'"),
        (("--set", "device=cuda"), 2, "torch sees no GPU here"),
        (("--preset", "huge"), 2, "huge"),
        (("--model", "./nowhere"), 1, "cannot be opened as a model"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_refused_in_one_line(chain, tmp_path, options, status, said, monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    device = (
        [word for word in QUICK if word not in ("--device", "cpu")]
        if "device=cuda" in options
        else QUICK
    )
    assert said in run("train", chain, *device, *options, "--out", tmp_path / "run", status=status)


def test_a_missing_extra_and_a_missing_dataset_are_one_line(chain, tmp_path, monkeypatch):
    from pipelines.commands import training_options

    assert "is not a data" in run("train", tmp_path / "nothing", *QUICK, status=1)
    monkeypatch.setattr(training_options, "find_spec", lambda name: None)
    said = run("train", chain, *QUICK, status=1)
    assert "extra [train]" in said and "torch" in said


@pytest.mark.parametrize(
    "message",
    [
        "CUDA out of memory. Tried to allocate 2 GiB",
        "[enforce fail] DefaultCPUAllocator: can't allocate memory",
    ],
)
def test_too_little_memory_is_one_line_with_remedies(chain, tmp_path, monkeypatch, message):
    from pipelines.training import run_cell

    def full(*arguments: object) -> None:
        raise RuntimeError(message)

    monkeypatch.setattr(run_cell, "run_sft", full)
    said = run("train", chain, *QUICK, "--out", tmp_path / "run", status=1)
    assert "out of memory" in said and "per_device_train_batch_size" in said
