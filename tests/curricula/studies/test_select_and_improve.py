"""The study as values: arms that are comparable, datasets that never overlap, knobs and lengths
that build."""

from functools import cache
from hashlib import blake2b
from itertools import chain, combinations
from pathlib import Path

import pyarrow
import pyarrow.parquet as parquet
import pytest

from curricula.curriculum import CurriculumError, Stage
from curricula.curriculum_file import to_mapping
from curricula.request import read_knobs
from curricula.studies.catalog import arms_of, study_of
from curricula.studies.select_and_improve import LENGTHS, MIXTURES
from curricula.studies.study import Arm, Phase, Study
from pipelines.dataset.build import build
from pipelines.dataset.manifest import canonical_json
from pipelines.dataset.template import find_template
from pipelines.models.presets import PRESETS, find_preset
from pipelines.models.settings import Settings

NAME, LANES = "select_and_improve", ("2-5", "6-9")
SMOKE = find_preset("smoke")
BEFORE = {
    ("smoke", LANES, ()): "6917fc35cb00cd1e",
    ("smoke", LANES, ("prime=13",)): "827484921e16aedc",
    ("smoke", ("6-15",), ()): "e803adc9648641d6",
    ("smoke", ("6-15",), ("prime=13",)): "7aceab2501376e93",
    ("smoke", ("2-5", "10-15"), ()): "ba3d8a4fad01ff83",
    ("smoke", ("2-5", "10-15"), ("prime=13",)): "eb154296361e6211",
    ("smoke", tuple(LENGTHS), ()): "4707440231685bb0",
    ("smoke", tuple(LENGTHS), ("prime=13",)): "49e17ec6671341d0",
    ("tiny", LANES, ()): "7b58c395babbf22a",
    ("tiny", LANES, ("prime=13",)): "ea4ed4624a732631",
    ("tiny", ("6-15",), ()): "b11dbe5a194ef005",
    ("tiny", ("6-15",), ("prime=13",)): "e74a9e14c456eae6",
    ("tiny", ("2-5", "10-15"), ()): "9a50e40b4679bd40",
    ("tiny", ("2-5", "10-15"), ("prime=13",)): "9217f022839ea55d",
    ("tiny", tuple(LENGTHS), ()): "53c7ea468281fb26",
    ("tiny", tuple(LENGTHS), ("prime=13",)): "a63eef9137d75f54",
    ("small", LANES, ()): "3b87c9377b40523e",
    ("small", LANES, ("prime=13",)): "37526a2898a37e8f",
    ("small", ("6-15",), ()): "3d56951435865f1c",
    ("small", ("6-15",), ("prime=13",)): "1bed4ff15e73f8e9",
    ("small", ("2-5", "10-15"), ()): "fdd61852c7045f93",
    ("small", ("2-5", "10-15"), ("prime=13",)): "7948bbf065af5e3c",
    ("small", tuple(LENGTHS), ()): "29effe429f89bffa",
    ("small", tuple(LENGTHS), ("prime=13",)): "f2fc7a38278377dd",
    ("paper", LANES, ()): "669f0d7ae7f1be63",
    ("paper", LANES, ("prime=13",)): "c47d8bc89364961a",
    ("paper", ("6-15",), ()): "5ef2440c53e7b759",
    ("paper", ("6-15",), ("prime=13",)): "4cdc2030b14c21d5",
    ("paper", ("2-5", "10-15"), ()): "56d345ef8d907701",
    ("paper", ("2-5", "10-15"), ("prime=13",)): "fdd5a62154b75c8d",
    ("paper", tuple(LENGTHS), ()): "aa3eb893a976544f",
    ("paper", tuple(LENGTHS), ("prime=13",)): "8f2a24f7229aeede",
}


def study_at(
    preset: str = "smoke", lanes: tuple[str, ...] = LANES, knobs: tuple[str, ...] = ()
) -> Study:
    settings = find_preset(preset)
    return study_of(
        NAME,
        settings.sizes,
        "terse" if settings.scratch else "plain",
        lanes,
        read_knobs("--knob", knobs),
    )


def updates(phases: tuple[Phase, ...], settings: Settings) -> float:
    return sum(
        settings.section(phase.settings).get("max_steps", 500) * phase.repeat for phase in phases
    )


def stages_of(study: Study, arm: Arm) -> list[Stage]:
    """The stages of the data of an arm's SFT."""
    return list(chain.from_iterable([study.data[phase.data].stages for phase in arm.sft]))


@cache
def made(
    folder: Path, knobs: tuple[str, ...] = (), lanes: tuple[str, ...] = LANES
) -> dict[str, list[dict]]:
    """The problems of every dataset of the smoke study, by its name."""
    rows = {}
    for name, curriculum in study_at("smoke", lanes, knobs).data.items():
        build(curriculum, find_template(curriculum.template), folder / name, "curricula experiment")
        tables = [parquet.read_table(file) for file in (folder / name / "problems").iterdir()]
        rows[name] = pyarrow.concat_tables(tables).to_pylist()
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("study")


@pytest.mark.parametrize("preset", PRESETS)
def test_arms_are_equal_in_problems_and_updates(preset):
    study, settings = study_at(preset), find_preset(preset)
    arms = [study.arms[name] for name in study.default]
    sizes = [
        [sum(stage.size for stage in study.data[phase.data].stages) for phase in arm.sft]
        for arm in arms
    ]
    assert sizes.count(sizes[0]) == len(arms)
    assert len({updates(arm.sft, settings) for arm in arms}) == 1
    assert len({tuple(arm.rl) for arm in arms}) == 1
    for lane in arms[0].rl:
        assert len({arm.rl[lane] for arm in arms}) == 1
    drawn = [[stage.sources for stage in stages_of(study, arm)] for arm in arms]
    assert drawn.count(drawn[0]) == len(arms)


@pytest.mark.parametrize("preset", PRESETS)
def test_fb_double_has_the_exposure_of_f_for_each_strategy(preset):
    study, settings = study_at(preset), find_preset(preset)
    both, double, one = study.arms["FB"], study.arms["FB-double"], study.arms["F"]
    main = [[phase for phase in arm.sft if phase.settings == "sft"] for arm in (both, double, one)]
    assert [phase.data for phase in main[0]] == [
        phase.data for phase in main[1]
    ] and double.rl == both.rl
    weights = study.data[main[1][0].data].stages[0].strategies
    assert isinstance(weights, dict)
    shares = {name: weight / sum(weights.values()) for name, weight in weights.items()}
    assert set(shares.values()) == {0.5}
    assert updates(tuple(main[1]), settings) * 0.5 == updates(tuple(main[2]), settings)


def test_strategies_of_an_arm_are_those_of_its_data():
    study = study_at()
    for name, arm in study.arms.items():
        shown = set(chain.from_iterable([stage.named() for stage in stages_of(study, arm)]))
        assert shown == set(arm.strategies) == set(MIXTURES[name.partition("-")[0]])


def test_every_phase_has_its_data_and_its_settings():
    for preset in PRESETS:
        study, settings = study_at(preset), find_preset(preset)
        for name, arm in study.arms.items():
            phases = [*study.base, *arm.sft, *chain.from_iterable(arm.rl.values())]
            assert {phase.data for phase in phases} <= set(study.needed((name,))) <= set(study.data)
            assert all([settings.section(phase.settings) for phase in phases]), preset


@pytest.mark.parametrize("knobs", [(), ("prime=13",)], ids=["GF(11)", "GF(13)"])
def test_no_problem_is_in_two_stages_of_the_study(folder, knobs):
    data = made(folder / "-".join(knobs or ("plain",)), knobs)
    stages: dict[str, set[str]] = {}
    for rows in data.values():
        for row in rows:
            stages.setdefault(row["stage"], set()).add(row["split_key"])
    assert set(stages) == {"base", "sft", "rl", "eval"}
    for one, other in combinations(stages.values(), 2):
        assert not one & other
    primes = {11} if not knobs else {13}
    assert {
        row["knobs"].partition('"prime":')[2].partition(",")[0]
        for row in chain.from_iterable(data.values())
    } == {str(p) for p in primes}


def test_arms_are_trained_on_the_same_problems(folder):
    data = made(folder / "plain")
    for part in ("", "-tail"):
        keys = [[row["key"] for row in data[f"sft-{name}{part}"]] for name in MIXTURES]
        assert keys[0] == keys[1] == keys[2]
        for name, mixture in MIXTURES.items():
            solutions = [row["solutions"] for row in data[f"sft-{name}{part}"]]
            used = {solution["strategy"] for solution in chain.from_iterable(solutions)}
            assert used == set(mixture)


def test_evaluation_is_balanced_over_types_and_lengths(folder):
    counts: dict[tuple[str, str], int] = {}
    for row in made(folder / "plain")["eval"]:
        steps = row["knobs"].partition('"steps":')[2].partition("]")[0]
        counts[row["type"], steps] = counts.get((row["type"], steps), 0) + 1
    assert len(counts) >= 4 and max(counts.values()) - min(counts.values()) <= 1


@pytest.mark.parametrize("lanes", [("6-15",), ("2-5", "10-15"), tuple(LENGTHS)])
def test_other_lengths_build_and_leave_room_for_them(tmp_path, lanes):
    study = study_at("smoke", lanes)
    stages = chain.from_iterable([curriculum.stages for curriculum in study.data.values()])
    sources = chain.from_iterable([stage.sources for stage in stages])
    listed = {source.knobs["listed"] for source in sources}
    assert len(listed) == 1 and max(LENGTHS[lane][1] for lane in (*lanes, "6-9")) < listed.pop()
    data = made(tmp_path, (), lanes)
    for lane in lanes:
        least, most = LENGTHS[lane]
        assert {row["type"] for row in data[f"rl-{lane}"]} == {"evaluation", "inversion"}
        assert all(f'"steps":[{least},{most}]' in row["knobs"] for row in data[f"rl-{lane}"])


def test_a_model_from_scratch_climbs_to_long_chains():
    assert [phase.data for phase in study_at("tiny", ("6-15",)).arms["FB"].rl["rl-6-15"]] == [
        "rl-4-7",
        "rl-6-9",
        "rl-6-15",
    ]
    assert [phase.data for phase in study_at("paper", ("6-15",)).arms["FB"].rl["rl-6-15"]] == [
        "rl-6-15"
    ]
    assert all(len(chain) == 1 for chain in study_at("tiny").arms["FB"].rl.values())


@pytest.mark.parametrize("lanes", [LANES, ("6-15",), ("2-5", "10-15"), tuple(LENGTHS)])
@pytest.mark.parametrize("knobs", [(), ("prime=13",)], ids=["GF(11)", "GF(13)"])
@pytest.mark.parametrize("preset", sorted({preset for preset, _, _ in BEFORE}))
def test_datasets_and_cells_are_those_that_runs_which_are_there_have(preset, lanes, knobs):
    """As the study was before it stood in a file; another digest would refuse to go on."""
    study = study_at(preset, lanes, knobs)
    whole = {
        "data": {name: to_mapping(curriculum) for name, curriculum in study.data.items()},
        "base": [values_of(phase) for phase in study.base],
        "arms": {name: cells_of(arm) for name, arm in study.arms.items()},
        "rest": [list(study.default), study.evaluation, list(study.vocabulary)],
    }
    digest = blake2b(canonical_json(whole).encode(), digest_size=8).hexdigest()
    assert digest == BEFORE[preset, lanes, knobs]


def values_of(phase: Phase) -> list[object]:
    """What a phase says, but for the pass rates of lanes, which no phase here keeps."""
    return [value for value in vars(phase).values() if value is not None]


def cells_of(arm: Arm) -> list[object]:
    """What makes the cells of an arm."""
    chains = {"sft": arm.sft, **arm.rl}
    phases = {stage: [values_of(phase) for phase in chain] for stage, chain in chains.items()}
    return [phases, list(arm.strategies)]


def test_what_does_not_exist_is_refused():
    with pytest.raises(
        CurriculumError, match="no study is called 'select'; did you mean select_and_improve?"
    ):
        study_of("select", {}, "terse", LANES, {})
    with pytest.raises(CurriculumError, match="RL on '3-4' is not one of 2-5"):
        study_at("smoke", ("3-4",))
    with pytest.raises(CurriculumError, match="prime"):
        study_at("smoke", LANES, ("prime=12",))


def test_generate_has_the_datasets_of_a_pretrained_model():
    arms = arms_of(NAME)
    assert (
        {f"sft-{name}" for name in MIXTURES} <= set(arms)
        and "eval" in arms
        and not any("tail" in name or name == "base" for name in arms)
    )
    assert all(curriculum.style == "plain" for curriculum in arms.values())
