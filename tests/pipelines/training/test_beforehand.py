"""Whatever a stage would refuse is refused before anything is trained, in one line, and leaves a
folder that other settings may take."""

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.trained import QUICK, SHORT, SMOKE, make_data, needs_training, run, tiny_pretrained

pytestmark = needs_training


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("beforehand")


@pytest.fixture(scope="module")
def chain(place) -> Path:
    return make_data(place / "chain", "terse", knob=("numerals=plain",), choice=("guess=random",))


@pytest.fixture(scope="module")
def taught(chain, place) -> Path:
    """A run that ended after SFT."""
    run("train", chain, "--stage", "sft", *QUICK, "--out", place / "taught")
    return place / "taught"


REFUSED = [
    ("sft.learning_rate=-1", "settings.sft.learning_rate: -1 is not a number above 0"),
    ("sft.learning_rate=nan", "settings.sft.learning_rate: nan is not a number above 0"),
    ("rl.learning_rate=.inf", "settings.rl.learning_rate: inf is not a number above 0"),
    ("rl.max_steps=2.5", "settings.rl.max_steps: 2.5 is not a whole number from 1 to 1e+09, or -1"),
    ("sft.max_steps=0", "settings.sft.max_steps: 0 is not a whole number from 1 to 1e+09, or -1"),
    (f"sft.max_steps={10**20}", "is not a whole number from 1 to 1e+09, or -1"),
    ("rl.per_device_train_batch_size=0", "is not a whole number from 1 up"),
    ("rl.temperature=0", "settings.rl.temperature: 0 is not a number above 0"),
    ("rl.temperature=abc", "settings.rl.temperature: 'abc' is not a number"),
    ("rl.top_p=7", "settings.rl.top_p: 7 is not a number above 0 to 1"),
    ("evaluation.top_p=7", "settings.evaluation.top_p: 7 is not a number above 0 to 1"),
    ("evaluation.temperature=0", "settings.evaluation.temperature: 0 is not a number above 0"),
    ("rl.max_completion_length=-3", "is not a whole number from 1 up"),
    ("rl.num_generations=3", "rl: TRL refuses these settings"),
    ("rl.num_generations=1", "rl: TRL refuses these settings"),
    ("rl.rewards=[speed]", "no reward is called 'speed'"),
    ("rl.loss_type=best", "settings.rl: "),
    ("rl.reward_weights=[1, 2, 3]", "settings.rl: "),
    ("rl.lr_scheduler_kwargs={num_decay: 3}", "settings.rl: "),
    ("rl.lr_scheduler_type=zigzag", "rl: TRL refuses these settings"),
    ("sft.optim=fastest", "sft: TRL refuses these settings"),
    ("sft.adam_beta1=1", "settings.sft: "),
    ("rl.num_iterations=3", "settings.rl.save_steps: 2 is not a multiple of 3"),
    ("model.hidden_size=0", "settings.model.hidden_size: 0 is not a whole number from 1 up"),
    ("model.num_attention_heads=5", "settings.model: no network can be made so"),
    ("sft.max_length=12", "settings.sft.max_length: 12 tokens hold no row's prompt"),
    ("rl.per_device_train_batch_size=800", "one update takes 200 prompts"),
]


@pytest.mark.parametrize(("change", "said"), REFUSED, ids=[change for change, _ in REFUSED])
def test_a_setting_that_cannot_be_is_refused_before_sft(chain, tmp_path, change, said):
    out = tmp_path / "run"
    told = run("train", chain, *QUICK, "--set", change, "--out", out, status=2)
    assert said in told
    assert not list(out.rglob("spec.json")) and not list(out.rglob("model"))


def test_a_start_that_failed_leaves_the_folder_to_other_settings(chain, tmp_path, monkeypatch):
    from pipelines.training import run_cell

    out = tmp_path / "run"

    def broken(*arguments: object) -> None:
        raise ValueError("the first update failed")

    with monkeypatch.context() as patch:
        patch.setattr(run_cell, "run_sft", broken)
        with pytest.raises(ValueError, match="first update"):
            run("train", chain, *QUICK, "--out", out)
    assert not (out / "sft" / "spec.json").exists()
    changed = ("--set", "sft.learning_rate=1e-3")
    run("train", chain, "--stage", "sft", *QUICK, *changed, "--out", out)
    assert "begun with other settings" in run(
        "train", chain, "--stage", "sft", *QUICK, "--out", out, status=1
    )


def test_a_cell_that_was_refused_at_the_floor_leaves_its_folder_too(chain, tmp_path):
    refusing = ("--below-floor", "refuse")
    out = tmp_path / "run"
    assert "guessing" in run("train", chain, *QUICK, *refusing, "--out", out, status=1)
    assert (out / "rl" / "floor.json").is_file()
    changed = ("--set", "rl.learning_rate=1e-5")
    run("train", chain, *QUICK, *changed, "--out", out)
    spec = json.loads((out / "rl" / "spec.json").read_text())
    assert spec["settings"]["rl"]["learning_rate"] == 1e-5


def test_an_experiment_refuses_before_it_makes_data_and_leaves_no_claim(tmp_path):
    out = tmp_path / "study"
    study = ("experiment", "select_and_improve", *SMOKE, *SHORT, "--seeds", "1", "--out", out)
    assert "TRL refuses" in run(*study, "--set", "rl.num_generations=3", status=2)
    assert not (out / "experiment.json").exists() and not (out / "data").exists()
    told = run(*study, "--set", "rl.per_device_train_batch_size=800", status=2)
    assert "one update takes 200 prompts" in told
    assert not (out / "experiment.json").exists() and not list((out / "data").glob("*"))


def test_a_knob_that_a_study_sets_itself_is_refused(tmp_path):
    told = run(
        "experiment", "select_and_improve", *SMOKE, "--knob", "steps=2-3",
        "--out", tmp_path / "study", status=2,
    )  # fmt: skip
    assert "steps" in told and "the study sets it itself" in told


def test_what_is_cut_is_told(chain):
    """Rows of SFT that lose their end, and answers that are longer than what may be written."""
    from pipelines.models.presets import find_preset
    from pipelines.training.beforehand import check_cells
    from pipelines.training.cell import CellSpec, TrainingPhase

    smoke, told = find_preset("smoke"), []
    cut = smoke.model_copy(
        update={
            "sft": {**smoke.sft, "max_length": 50},
            "rl": {**smoke.rl, "max_completion_length": 9},
        }
    )
    phases = [TrainingPhase(str(chain), section) for section in ("sft", "rl")]
    spec = CellSpec("a", "sft", 0, phases, cut.plain(), vocabulary=[str(chain)])
    check_cells(cut, [spec], told.append)
    assert len(told) == 2
    assert "sft.max_length=50" in told[0] and "lose their end, where the answer stands" in told[0]
    assert "longer than the limit of 9 tokens" in told[1]
    told.clear()
    check_cells(smoke, [spec], told.append)
    assert told == []


def test_nothing_is_cut_where_no_limit_is_set(chain, tmp_path):
    from pipelines.models.presets import find_preset
    from pipelines.training.beforehand import trainer_run
    from pipelines.training.trainers import sft_arguments

    smoke = find_preset("smoke")
    assert sft_arguments(trainer_run(smoke, "sft", 1.0, "cpu")).max_length is None
    packed = smoke.model_copy(update={"sft": {**smoke.sft, "packing": True}})
    assert sft_arguments(trainer_run(packed, "sft", 1.0, "cpu")).max_length == 1024


def test_a_row_longer_than_a_model_reads_is_refused(tmp_path):
    data = make_data(tmp_path / "natural", size=40)
    model = tiny_pretrained(tmp_path / "model", data, True)
    config = json.loads((model / "config.json").read_text())
    (model / "config.json").write_text(json.dumps({**config, "max_position_embeddings": 40}))
    told = run("train", data, "--model", model, *QUICK, "--out", tmp_path / "run", status=2)
    assert "and the model reads 40" in told and not (tmp_path / "run").exists()


def test_a_strategy_that_no_family_has_is_refused(chain, taught):
    told = run("evaluate", taught, chain, "--strategy", "nonsense", status=2)
    assert "no family of" in told and "'nonsense'" in told and "forward" in told


def test_the_last_checkpoint_is_the_last_in_order(taught, tmp_path):
    from generators.errors import TrainingError
    from pipelines.training.cell import SPEC, read_spec
    from pipelines.training.checkpoint import last_of

    assert find_spec("trl")
    spec = json.loads((taught / "sft" / SPEC).read_text())
    run_folder = tmp_path / "study" / "seed-0" / "FB"
    parents = {"sft": "base", "rl-6-9": "sft", "rl-10-15": "sft"}
    for stage, parent in parents.items():
        (run_folder / stage / "model").mkdir(parents=True)
        content = {**spec, "stage": stage, "parent": parent}
        (run_folder / stage / SPEC).write_text(json.dumps(content))
    assert read_spec(run_folder / "sft").parent == "base"
    assert last_of(run_folder) == run_folder / "rl-10-15"
    later = {**spec, "stage": "again", "parent": "rl-6-9"}
    (run_folder / "again" / "model").mkdir(parents=True)
    (run_folder / "again" / SPEC).write_text(json.dumps(later))
    assert last_of(run_folder) == run_folder / "again"
    (tmp_path / "study" / "experiment.json").write_text("{}")
    with pytest.raises(TrainingError, match="is an experiment; name one of its runs"):
        last_of(tmp_path / "study")
    assert last_of(tmp_path / "nowhere") is None


def test_a_models_own_way_of_sampling_is_not_used(tmp_path):
    """A repetition penalty that its makers ship would act in the evaluation and not in RL."""
    from pipelines.models.model import open_model
    from pipelines.models.presets import find_preset
    from pipelines.models.sampling import of_evaluation, of_rollouts, sample
    from pipelines.models.settings import named_model

    data = make_data(tmp_path / "natural", size=20)
    plain = tiny_pretrained(tmp_path / "plain", data, True)
    biased = Path(shutil.copytree(plain, tmp_path / "biased"))
    config = json.loads((biased / "generation_config.json").read_text())
    own = {"repetition_penalty": 2.5, "no_repeat_ngram_size": 1, "top_k": 1, "min_p": 0.9}
    (biased / "generation_config.json").write_text(json.dumps({**config, **own}))
    texts = []
    for folder in (plain, biased):
        settings = named_model(find_preset("smoke"), str(folder))
        model = open_model(str(folder), settings, "cpu", trainable=False)
        prompt = [{"role": "user", "content": "2 + 3?"}]
        greedy = sample(model, [prompt], 1, 24, 8, of_evaluation(settings), True)
        texts.append(greedy[0][0].text)
    assert texts[0] == texts[1]
    smoke = find_preset("smoke")
    penalised = smoke.model_copy(update={"rl": {**smoke.rl, "repetition_penalty": 1.5}})
    assert of_rollouts(penalised) == of_evaluation(penalised)
    assert of_evaluation(penalised).fields(True)["repetition_penalty"] == 1.5
    both = replace_temperature(penalised, 0.5)
    assert of_evaluation(both).temperature == 0.5 and of_rollouts(both).temperature == 1.0


def replace_temperature(settings, temperature: float):
    evaluation = {**settings.evaluation, "temperature": temperature}
    return settings.model_copy(update={"evaluation": evaluation})


def test_a_full_disk_is_one_line(chain, tmp_path, monkeypatch):
    """Libraries that write say it each in its own way."""
    from pipelines.training import run_cell

    for message in (
        "Error while serializing: I/O error: No space left on device (os error 28)",
        "[enforce fail at inline_container.cc:664] . unexpected pos 64 vs 0",
    ):

        def full(*arguments: object, message: str = message) -> None:
            raise RuntimeError(message)

        monkeypatch.setattr(run_cell, "save", full)
        with pytest.raises(OSError, match="No space left on device"):
            run("train", chain, *QUICK, "--out", tmp_path / "run")


def test_the_time_of_a_run_that_was_stopped_counts(chain, tmp_path, monkeypatch):
    from pipelines.training import run_cell
    from pipelines.training.cell import times

    out = tmp_path / "run"

    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run_cell, "evaluate_cell", stop)
        with pytest.raises(BaseException):  # noqa: B017 - click makes another of it
            run("train", chain, "--stage", "sft", *QUICK, "--out", out)
    before = times(out / "sft")
    assert before["runs"] == 1 and before["seconds"] > 0
    run("train", chain, "--stage", "sft", *QUICK, "--out", out)
    assert times(out / "sft")["runs"] == 2
    assert times(out / "sft")["seconds"] > before["seconds"]


def test_groups_that_processes_would_share_are_refused(monkeypatch):
    from generators.errors import RequestError
    from pipelines.models.presets import find_preset
    from pipelines.training.beforehand import check_settings
    from pipelines.training.cell import TrainingPhase

    smoke = find_preset("smoke")
    rl = {**smoke.rl, "rewards": ["accuracy", "diversity"], "per_device_train_batch_size": 2}
    settings = smoke.model_copy(update={"rl": {**rl, "num_generations": 4, "save_steps": 4}})
    monkeypatch.setattr("pipelines.training.trainers.world", lambda: 2)
    refused = settings.model_copy(update={"rl": {**settings.rl, "generation_batch_size": 4}})
    phases = [TrainingPhase("data", "rl")]
    with pytest.raises(RequestError, match="diversity sees whole groups"):
        check_settings(refused, phases)
