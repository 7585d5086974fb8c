"""The YAML form of a study: datasets, arms, axes that span a grid, what SFT and RL train on, and
the primary outcome. docs/studies.md says what each field means.

An arm is the study with some fields set otherwise, at paths such as `datasets.sft.strategies`; an
axis is a path with several values, and makes an arm of each. A field `scratch` sets fields for
models from scratch in the same way, and a checkpoint of RL may set some where it is trained. A
dataset that is the same in several arms is made once.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from itertools import chain, product
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationError
from pydantic_core import ErrorDetails

from curricula.curriculum import Curriculum, CurriculumError, Source, Stage, bands_called
from curricula.curriculum_file import (
    FileFields,
    Knob,
    SolvedFields,
    Weight,
    Whole,
    count_range,
    knob_value,
    read_bounded,
    read_yaml,
    shown,
    shown_name,
)
from curricula.names import fault
from curricula.split import STAGES
from curricula.studies.study import (
    BUDGETS,
    Arm,
    Outcome,
    Phase,
    Study,
    StudyDefinition,
)
from curricula.style import PLAIN, TERSE, usual_template
from generators import catalog
from generators.arguments import meant
from generators.errors import RequestError
from generators.knobs import KnobValue

TOLD = 3  # errors of one file that are told
MOST_ARMS = 256
SECTIONS = ("base", "sft", "tail", "rejection", "rl")  # of the settings: what a phase runs under
STAGE_OF = {"tail": "sft", "rejection": "rl"}  # of the dataset, where it is called otherwise
ADDED = 1_000  # at most so many phases stand in a list
TEXT, MAPPING, NUMBER, LIST = "#text", "#mapping", "#number", "#list"
KINDS = (TEXT, MAPPING, NUMBER, LIST, "[key]", "#range", "#mixture")
KNOB = "a number, a range such as 2-5 or [2, 5], or a text"
COUNT = "a number or a range such as 0-3 or [0, 3]"


def kind_of(value: Any) -> str | None:
    """Which kind of value stands where a field takes several."""
    if isinstance(value, bool):
        return None
    for kind, types in ((NUMBER, int), (TEXT, str), (LIST, list), (MAPPING, Mapping)):
        if isinstance(value, types):
            return kind
    return None


def either(allowed: str) -> Discriminator:
    """Tells the kinds of values apart that a field takes; `allowed` says in words what they are."""
    return Discriminator(kind_of, custom_error_type=allowed, custom_error_message=allowed)


Rate = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class PhaseFields(FileFields):
    """A stretch of training on one dataset."""

    data: str
    settings: Literal["base", "sft", "tail", "rejection", "rl"] | None = None
    repeat: Annotated[float, Field(gt=0, le=1_000, allow_inf_nan=False)] = 1.0
    keep: Annotated[list[Rate], Field(min_length=2, max_length=2)] | None = None


Phases = Annotated[
    list[
        Annotated[
            Annotated[str, Tag(TEXT)] | Annotated[PhaseFields, Tag(MAPPING)],
            either("the name of a dataset, or a mapping with data, settings, repeat and keep"),
        ]
    ],
    Field(max_length=ADDED),
]


class CheckpointFields(FileFields):
    """What RL trains on one after another, from which checkpoint, and what it sets otherwise."""

    phases: Phases
    after: str = "sft"
    set: dict[str, Any] = {}


Checkpoint = Annotated[
    Annotated[Phases, Tag(LIST)] | Annotated[CheckpointFields, Tag(MAPPING)],
    either("a list of phases, or a mapping with phases, after and set"),
]


class SourceFields(FileFields):
    """A source; each value of the knobs in `each` makes one of its own."""

    family: str | None = None
    difficulty: Whole | None = None
    knobs: dict[str, Knob] = {}
    each: dict[str, list[Knob]] = {}
    weight: Weight = 1.0


Preset = Literal["base", "sft", "tail", "rl", "eval"]
Size = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[Preset, Tag(TEXT)],
    either("a whole number, or one of base, sft, tail, rl, eval: that size of the preset"),
]
Names = Annotated[
    Annotated[str, Tag(TEXT)] | Annotated[list[str], Tag(LIST)],
    either("the name of a family, or a list of names"),
]
Rungs = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[list[Whole], Tag(LIST), Field(min_length=1)],
    either("a rung from 1 to 5, or a list of rungs"),
]
Strategies = Annotated[
    Annotated[Whole, Tag(NUMBER)]
    | Annotated[list[str], Tag(LIST), Field(min_length=1)]
    | Annotated[dict[str, Weight], Tag(MAPPING)],
    either("a number, a list of strategies, or a mapping such as {forward: 1, backward: 1}"),
]


Admits = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[list[str], Tag(LIST), Field(min_length=1)],
    either("a number, or a list of strategies that all problems admit"),
]


class DatasetFields(SolvedFields):
    """A dataset: one stage of problems."""

    stage: Literal["base", "sft", "rl", "eval"] | None = None
    arm: str = ""
    size: Size | None = None
    most: Annotated[int, Field(ge=0, lt=10**18)] | None = None
    family: Names | None = None
    difficulty: Rungs = 1
    knobs: dict[str, Knob] = {}
    each: dict[str, list[Knob]] = {}
    sources: list[SourceFields] = []
    strategies: Strategies = 1
    admits: Admits = 0


class ArmFields(FileFields):
    """An arm: what it is, and which fields of the study are otherwise in it."""

    about: str = ""
    sft: Phases | None = None
    rl: dict[str, Checkpoint] | None = None
    set: dict[str, Any] = {}
    needs: list[str] = []


def rung_as_text(band: Any) -> Any:
    """`3` names the band of a rung as `"3"` does."""
    return str(band) if type(band) is int else band


class OutcomeFields(FileFields):
    """The primary outcome, named before the run."""

    stage: str
    against: str = "sft"
    band: Annotated[str, BeforeValidator(rung_as_text)] = "all"
    type: str = "all"
    strategy: str = ""
    measure: Literal["accuracy", "selection", "improvement", "share"] = "accuracy"


class StudyFields(FileFields):
    """A study."""

    name: str
    about: str = ""
    seed: Whole = 0
    style: Literal["plain", "latex", "terse"] = "plain"
    template: str = ""
    label: Literal["first", "none", "last"] = "first"
    defaults: dict[str, Any] = {}
    datasets: Annotated[dict[str, DatasetFields], Field(min_length=1, max_length=200)]
    base: Phases | None = None
    sft: Phases | None = None
    rl: dict[str, Checkpoint] | None = None
    trained: list[str] = []
    generated: list[str] = []
    arms: dict[str, ArmFields] = {}
    axes: dict[str, Any] = {}
    default: list[str] = []
    evaluation: str = "eval"
    vocabulary: list[str] = []
    settings: dict[str, Any] = {}
    budget: Literal["updates", "updates per strategy", "tokens"] = "updates"
    outcome: OutcomeFields | None = None
    fresh: bool = False
    scratch: dict[str, Any] = {}


assert set(BUDGETS) == {"updates", "updates per strategy", "tokens"}
WANTED = {  # what is allowed, by pydantic's name of the error
    "knob": KNOB,
    "count": COUNT,
    "string_type": "a text",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "list_type": "a list",
    "dict_type": "a mapping",
    "bool_type": "true or false",
    "literal_error": "one of {expected}",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a whole number from {ge} up",
    "less_than": "a whole number of at most 18 digits",
    "less_than_equal": "a number up to {le}",
    "too_short": "as long as it must be: at least {min_length}",
    "too_long": "as short as it must be: at most {max_length}",
}


def read_study(path: str | Path) -> StudyDefinition:
    """The study in a file. Raises CurriculumError naming file and field; nothing in the file is
    ever executed."""
    data = read_bounded(path)
    try:
        return study_from(read_yaml(data))
    except RequestError as error:
        raise CurriculumError(f"{path}: {error}") from error


def study_from(content: Any) -> StudyDefinition:
    """The study that plain mappings and lists describe. Raises CurriculumError with the path of
    each bad field."""
    fields = fields_of(content)
    lanes = checkpoints_of(fields)

    def make(
        sizes: Mapping[str, int] | None = None,
        style: str = PLAIN,
        lanes: Sequence[str] = tuple(fields.trained or lanes),
        knobs: Mapping[str, KnobValue] | None = None,
    ) -> Study:
        return made(content, sizes or SIZES, style, lanes, knobs or {})

    make()  # refused now where no arm can be made
    return StudyDefinition(
        make,
        lanes=tuple(fields.generated or fields.trained or lanes),
        default=tuple(fields.trained or lanes),
        title=fields.about,
        changes=tuple(changes_in(fields.settings)),
    )


SIZES = {"base": 0, "sft": 2_048, "tail": 0, "rl": 1_024, "eval": 960}


def checkpoints_of(fields: StudyFields) -> list[str]:
    """The names of RL's checkpoints that a study has: those it names, else one for each of its
    datasets of RL."""
    if fields.rl is not None:
        return list(fields.rl)
    return [name for name in fields.datasets if stage_of(name, fields.datasets[name]) == "rl"]


def made(
    content: Mapping[str, Any],
    sizes: Mapping[str, int],
    style: str,
    lanes: Sequence[str],
    knobs: Mapping[str, KnobValue],
) -> Study:
    """The study at these sizes, with its arms."""
    scratch = style == TERSE
    content = deepcopy(dict(content))
    if scratch:
        set_all(content, content.get("scratch", {}), "scratch")
    whole = fields_of(content)
    chosen = chosen_lanes(whole, lanes)
    for name in chosen:
        checkpoint = (whole.rl or {}).get(name)
        if isinstance(checkpoint, CheckpointFields):
            set_all(content, checkpoint.set, f"rl.{name}.set")
    fields = fields_of(content)
    check_replaced(fields, knobs)
    variants = [
        variant_of(content, arm, point, fields)
        for arm, point in product(fields.arms or {"": ArmFields()}, points_of(fields))
    ]
    variants = [one for one in variants if all(map(partial(size_of, sizes), one.needs))]
    if not variants:
        raise CurriculumError("arms: none is left; each needs a dataset whose size is 0")
    names = [one.name for one in variants]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CurriculumError(f"axes: two arms are called {', '.join(twice)}; give values labels")
    if len(variants) > MOST_ARMS:
        raise CurriculumError(f"axes: {len(variants):,} arms are more than {MOST_ARMS}")
    return assembled(fields, variants, Drawing(sizes, style, knobs), chosen)


class Drawing(NamedTuple):
    """How the datasets of a study are drawn: at which sizes, in which style, with which knobs
    replaced."""

    sizes: Mapping[str, int]
    style: str
    knobs: Mapping[str, KnobValue]


class Variant(NamedTuple):
    """One arm, before its datasets are named: the study as it is in it."""

    name: str
    about: str
    fields: StudyFields
    sft: list[Any] | None
    rl: dict[str, Any] | None
    needs: list[str]


class Point(NamedTuple):
    """One point of the grid that the axes span: its labels, and the fields that it sets."""

    labels: tuple[str, ...]
    fields: dict[str, Any]


def points_of(fields: StudyFields) -> list[Point]:
    """The points of the grid; a single one where there is no axis."""
    axes = []
    for path, values in fields.axes.items():
        labelled = labelled_values(path, values)
        axes.append([(label, path, value) for label, value in labelled.items()])
    return [point_at(values) for values in product(*axes)]


def point_at(values: Sequence[tuple[str, str, Any]]) -> Point:
    """The point with a value, its label and its path of each axis."""
    labels = tuple([label for label, _, _ in values])
    return Point(labels, set_by([(path, value) for _, path, value in values]))


def set_by(values: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """The fields that the axes set; one axis may name several paths, with commas between."""
    fields: dict[str, Any] = {}
    for paths, value in values:
        fields |= dict.fromkeys([path.strip() for path in paths.split(",")], value)
    return fields


def labelled_values(path: str, values: Any) -> dict[str, Any]:
    """The values of an axis by their labels: those of a mapping, else made of the values. Raises
    CurriculumError."""
    if isinstance(values, Mapping) and values:
        return {str(label): value for label, value in values.items()}
    if not isinstance(values, list) or not values:
        raise CurriculumError(
            f"axes.{path}: {shown(values)} is not a list of values, or a mapping of labels to"
            " values"
        )
    last = path.rpartition(".")[2]
    labels = [
        label_of(value) if isinstance(value, list) else f"{last}-{label_of(value)}"
        for value in values
    ]
    return dict(zip(labels, values, strict=True))


def label_of(value: Any) -> str:
    """What a value is called in the name of an arm."""
    if isinstance(value, list):
        return "+".join([label_of(each) for each in value])
    if isinstance(value, Mapping):
        return "+".join([f"{name}{label_of(part)}" for name, part in value.items()])
    return str(value)


def variant_of(content: Mapping[str, Any], arm: str, point: Point, fields: StudyFields) -> Variant:
    """The study as it is in one arm at one point of the grid."""
    own = fields.arms.get(arm, ArmFields())
    name = "_".join([part for part in (arm, *point.labels) if part]) or "all"
    name = "".join([sign if sign.isalnum() or sign in "._-" else "-" for sign in name])
    if wrong := fault("arm", name):
        raise CurriculumError(f"arms: {wrong}; give the values of the axes labels")
    patched = deepcopy(dict(content))
    set_all(patched, own.set, f"arms.{arm}.set")
    set_all(patched, point.fields, "axes")
    about = own.about or ", ".join([part for part in (arm, *point.labels) if part])
    return Variant(name, about, fields_of(patched), own.sft, own.rl, own.needs)


def datasets_of(fields: StudyFields, drawing: Drawing) -> dict[str, Curriculum]:
    """The datasets of one arm that are not left out."""
    made = {name: dataset_of(fields, name, drawing) for name in fields.datasets}
    return {name: curriculum for name, curriculum in made.items() if curriculum is not None}


def assembled(
    fields: StudyFields, variants: Sequence[Variant], drawing: Drawing, lanes: Sequence[str]
) -> Study:
    """The study: every dataset of every arm, each made once, and the arms on them."""
    scratch = drawing.style == TERSE
    drawn = {variant.name: datasets_of(variant.fields, drawing) for variant in variants}
    shared = Shared(drawn)
    base_phases = fields.base if fields.base is not None else ["base"]
    first = variants[0].name
    base = phases_on(fields, base_phases, shared.names_in(first)) if scratch else ()
    arms: dict[str, Arm] = {}
    for variant in variants:
        arms[variant.name] = arm_of(variant, shared.names_in(variant.name), lanes, scratch)
    sets = shared.data
    used = {phase.data for phase in base}
    for arm in arms.values():
        used |= {phase.data for phase in chain(arm.sft, *arm.rl.values())} | {arm.evaluation}
    if scratch and base:
        used |= {name for name in fields.vocabulary if name in sets}
    named = [name for name in fields.vocabulary if name in sets] or sorted(used)
    for name, arm in arms.items():
        if not arm.sft and not arm.rl:
            raise CurriculumError(f"arms.{name}: it trains on nothing")
        if scratch and not arm.sft and not base:
            raise CurriculumError(
                f"arms.{name}: RL of a model from scratch needs SFT or a base stage first"
            )
    evaluations = {arm.evaluation for arm in arms.values()}
    check_outcome(fields, arms)
    if fields.outcome and not drawing.knobs:  # which may give bands other names
        check_evaluated(fields.outcome, [sets[name] for name in sorted(evaluations)])
    default = [name for name in fields.default if name in arms]
    return Study(
        name=fields.name,
        data={name: sets[name] for name in sets if name in used},
        base=base,
        arms={
            name: replace(arm, evaluation="") if len(evaluations) == 1 else arm
            for name, arm in arms.items()
        },
        default=tuple(default or arms),
        evaluation=arms[first].evaluation,
        vocabulary=tuple(named) if scratch and (base or not fields.vocabulary) else (),
        changes=tuple(changes_in(fields.settings)),
        budget=fields.budget,
        outcome=None if fields.outcome is None else Outcome(**fields.outcome.model_dump()),
        fresh=fields.fresh,
    )


def check_outcome(fields: StudyFields, arms: Mapping[str, Arm]) -> None:
    """Raises CurriculumError for an outcome of a stage that no arm could have."""
    outcome = fields.outcome
    known = ["sft", *checkpoints_of(fields)]
    for arm in arms.values():
        known += [name for name in arm.rl if name not in known]
    for field in ("stage", "against"):
        named = getattr(outcome, field) if outcome else "sft"
        if named not in known:
            raise CurriculumError(
                f"outcome.{field}: no arm has a stage '{named}'; {meant(named, known)}"
            )
    if outcome and outcome.measure in ("selection", "improvement"):
        check_attributed(outcome, arms)
    if outcome and outcome.measure == "share" and not outcome.strategy:
        raise CurriculumError("outcome.strategy: is missing; say whose share is measured")


def check_evaluated(outcome: OutcomeFields, evaluations: Sequence[Curriculum]) -> None:
    """Raises CurriculumError for an outcome on problems, or of a strategy, that no evaluation
    has."""
    stages = chain.from_iterable([data.stages for data in evaluations])
    sources = chain.from_iterable([stage.sources for stage in stages])
    settings = [source.setting() for source in sources]
    families = [setting.family for setting in settings]
    bands = bands_called([(setting.difficulty, setting.knobs) for setting in settings])
    types = chain.from_iterable([family.types or (family.name,) for family in families])
    strategies = chain.from_iterable([(*one.strategies, *one.shortcuts) for one in families])
    for field, known in (
        ("band", ["all", *bands]),
        ("type", ["all", *types]),
        ("strategy", ["", *strategies]),
    ):
        named = getattr(outcome, field)
        if named not in known:
            there = list(dict.fromkeys(filter(None, known)))
            raise CurriculumError(
                f"outcome.{field}: nothing that is evaluated has the {field} '{named}';"
                f" {meant(named, there)}"
            )


def check_attributed(outcome: OutcomeFields, arms: Mapping[str, Arm]) -> None:
    """Raises CurriculumError where the outcome is a part of a gain which no attribution tells."""
    if outcome.strategy:
        raise CurriculumError(
            f"outcome.strategy: {outcome.measure} is of all strategies together; leave strategy"
            " out, or measure accuracy"
        )
    parents = {arm.parents.get(outcome.stage, "sft") for arm in arms.values()}
    if outcome.against not in parents:
        raise CurriculumError(
            f"outcome.against: {outcome.measure} is told against the stage that {outcome.stage} is"
            f" trained from, {' or '.join(sorted(parents))}, and not against {outcome.against}"
        )


class Shared:
    """The datasets of all arms: each under its own name where it is the same in all arms, else with
    the name of the first arm that has it so."""

    def __init__(self, drawn: Mapping[str, Mapping[str, Curriculum]]) -> None:
        self.data: dict[str, Curriculum] = {}
        self.named: dict[str, dict[str, str]] = {arm: {} for arm in drawn}
        for name in dict.fromkeys(chain.from_iterable(drawn.values())):
            having = [(arm, sets[name]) for arm, sets in drawn.items() if name in sets]
            kinds: list[tuple[str, Curriculum]] = []
            for arm, curriculum in having:
                first = next((kind for kind in kinds if kind[1] == curriculum), None)
                if first is None:
                    first = (arm, curriculum)
                    kinds.append(first)
                self.named[arm][name] = first[0]
            alone = len(kinds) == 1
            for arm, curriculum in kinds:
                self.data[name if alone else f"{name}.{arm}"] = curriculum
            for arm, _ in having:
                first_arm = self.named[arm][name]
                self.named[arm][name] = name if alone else f"{name}.{first_arm}"

    def names_in(self, arm: str) -> dict[str, str]:
        """What the datasets of an arm are called among all."""
        return self.named[arm]


def arm_of(variant: Variant, names: Mapping[str, str], lanes: Sequence[str], scratch: bool) -> Arm:
    """An arm on its datasets."""
    fields = variant.fields
    shown_phases = variant.sft if variant.sft is not None else fields.sft
    if shown_phases is None:
        shown_phases = ["sft"] if "sft" in fields.datasets else []
    sft = phases_on(fields, shown_phases, names)
    checkpoints: Mapping[str, Any] = fields.rl or {name: [name] for name in checkpoints_of(fields)}
    checkpoints = {name: checkpoints[name] for name in lanes if name in checkpoints}
    if variant.rl is not None:
        checkpoints = variant.rl
    rl, parents = {}, {}
    for name, checkpoint in checkpoints.items():
        phases = checkpoint.phases if isinstance(checkpoint, CheckpointFields) else checkpoint
        rl[name] = phases_on(fields, phases, names)
        after = checkpoint.after if isinstance(checkpoint, CheckpointFields) else "sft"
        if after not in ("sft", *checkpoints):
            raise CurriculumError(
                f"rl.{name}.after: there is no checkpoint '{after}';"
                f" {meant(after, ['sft', *checkpoints])}"
            )
        if after != "sft":
            parents[name] = after
        if wrong := fault("arm", name):
            raise CurriculumError(f"rl: {wrong}")
    check_order(parents)
    evaluation = names.get(fields.evaluation)
    if evaluation is None:
        raise CurriculumError(
            f"evaluation: there is no dataset '{fields.evaluation}';"
            f" {meant(fields.evaluation, fields.datasets)}"
        )
    if stage_of(fields.evaluation, fields.datasets[fields.evaluation]) != "eval":
        raise CurriculumError(f"evaluation: '{fields.evaluation}' is not a dataset of stage eval")
    return Arm(
        sft=sft,
        rl=rl,
        strategies=strategies_in(fields, shown_phases),
        about=variant.about,
        parents=parents,
        changes=tuple(changes_in(fields.settings)),
        evaluation=evaluation,
    )


def check_order(parents: Mapping[str, str]) -> None:
    """Raises CurriculumError for checkpoints that come after themselves."""
    for name in parents:
        at, steps = name, 0
        while at in parents:
            at, steps = parents[at], steps + 1
            if steps > len(parents):
                raise CurriculumError(f"rl.{name}.after: it comes after itself")


def phases_on(
    fields: StudyFields, phases: Sequence[Any], names: Mapping[str, str]
) -> tuple[Phase, ...]:
    """Phases on the datasets of an arm; those whose dataset has the size 0 are left out. Raises
    CurriculumError for a dataset that is not there."""
    found = []
    for phase in phases:
        one = phase if isinstance(phase, PhaseFields) else PhaseFields(data=phase)
        if one.data not in fields.datasets:
            if one.data == "base" and fields.base is None:
                continue
            raise CurriculumError(
                f"there is no dataset '{one.data}'; {meant(one.data, fields.datasets)}"
            )
        stage = stage_of(one.data, fields.datasets[one.data])
        section = one.settings or stage
        if section not in SECTIONS or stage != STAGE_OF.get(section, section):
            raise CurriculumError(
                f"{one.data}: a dataset of stage {stage} cannot be trained on as {section}"
            )
        if one.data in names:
            found.append(Phase(names[one.data], section, one.repeat, kept_rates(one, section)))
    return tuple(found)


def kept_rates(phase: PhaseFields, section: str) -> tuple[float, float] | None:
    """The pass rates that a phase keeps. Raises CurriculumError where it is none of RL, or where
    the lowest is not below the highest."""
    if phase.keep is None:
        return None
    low, high = phase.keep
    if section != "rl" or low > high:
        raise CurriculumError(
            f"{phase.data}.keep: {phase.keep} is not a lowest and a highest pass rate of a phase of"
            " RL, such as [0.3, 0.7]"
        )
    return low, high


def strategies_in(fields: StudyFields, phases: Sequence[Any]) -> tuple[str, ...]:
    """The strategies that an arm's SFT shows: those that its datasets name, else all that their
    families have."""
    shown_names: dict[str, None] = {}
    for phase in phases:
        dataset = with_defaults(fields, phase.data if isinstance(phase, PhaseFields) else phase)
        if isinstance(dataset.strategies, int):
            named = list(dataset.among)
            for source in [] if named else sources_of(dataset, {}):
                named += list(catalog.family(source.family).strategies)
        else:
            shown_in = dataset.strategies
            weights = shown_in if isinstance(shown_in, dict) else dict.fromkeys(shown_in, 1.0)
            named = [name for name, weight in weights.items() if weight]
        shown_names |= dict.fromkeys(named)
    return tuple(shown_names)


def stage_of(name: str, dataset: DatasetFields) -> str:
    """The stage of a dataset: what it says, else what its name begins with. Raises
    CurriculumError."""
    stage = dataset.stage or name.partition("-")[0]
    if stage not in STAGES:
        raise CurriculumError(
            f"datasets.{name}.stage: is missing; it is one of {', '.join(STAGES)}, or the name"
            " begins with one, as in rl-harder"
        )
    return stage


def with_defaults(fields: StudyFields, name: str) -> DatasetFields:
    """A dataset with the study's defaults where it says nothing: mappings are joined, other fields
    are its own or the default."""
    own = fields.datasets[name].model_dump(exclude_unset=True)
    whole = deepcopy(dict(fields.defaults))
    for field, value in own.items():
        joined = isinstance(value, Mapping) and isinstance(whole.get(field), Mapping)
        whole[field] = {**whole[field], **value} if joined and field != "strategies" else value
    return validated(DatasetFields, whole, f"datasets.{name}")


def size_of(sizes: Mapping[str, int], name: str) -> int:
    """The preset's size of this name."""
    return sizes.get(name, SIZES[name])


def dataset_of(fields: StudyFields, name: str, drawing: Drawing) -> Curriculum | None:
    """A dataset as a curriculum; None where its size is 0."""
    dataset = with_defaults(fields, name)
    stage = stage_of(name, dataset)
    size = stage if dataset.size is None else dataset.size
    count = size if isinstance(size, int) else size_of(drawing.sizes, size)
    count = count if dataset.most is None else min(count, dataset.most)
    if not count:
        return None
    sources = sources_of(dataset, drawing.knobs)
    if not sources:
        raise CurriculumError(f"datasets.{name}: no family is named; give family, or sources")
    drawn = Stage(
        name=stage,
        size=count,
        sources=sources,
        strategies=mixture_of(dataset, stage),
        among=tuple(dataset.among),
        choices=dataset.choices,
        without=tuple(dataset.without),
        shortcuts=dataset.shortcuts,
        admits=dataset.admits if isinstance(dataset.admits, int) else 0,
        corrupt=dataset.corrupt,
        backtracks=count_range(dataset.backtracks),
        check=dataset.check,
    )
    scratch = drawing.style == TERSE
    style = TERSE if scratch else fields.style
    template = "terse" if scratch else fields.template
    return Curriculum(
        name=fields.name,
        stages=(drawn,),
        seed=fields.seed,
        style=style,
        template=template or usual_template(style),
        label=fields.label,
        arm=dataset.arm,
    )


def mixture_of(dataset: DatasetFields, stage: str) -> int | dict[str, float]:
    """The strategies of a stage, as a number or with their weights. Those that all problems are to
    admit and that are not shown stand there with the weight 0; where only a number is asked for,
    all of them solve the problem, but for practice, which is by no strategy."""
    strategies, admitted = dataset.strategies, dataset.admits
    if isinstance(strategies, list):
        strategies = dict.fromkeys(strategies, 1.0)
    if isinstance(admitted, int) or stage == "base":
        return strategies
    if isinstance(strategies, int):
        return dict.fromkeys(admitted, 1.0)
    return {**dict.fromkeys(admitted, 0.0), **strategies}


def sources_of(dataset: DatasetFields, replaced: Mapping[str, KnobValue]) -> tuple[Source, ...]:
    """The sources of a dataset: its families at its rungs, or the sources that it lists, each once
    for every value of the knobs in `each`; `replaced` are knobs that a user gave."""
    listed = dataset.sources
    if not listed:
        rungs = dataset.difficulty if isinstance(dataset.difficulty, list) else [dataset.difficulty]
        listed = [SourceFields(difficulty=rung) for rung in rungs]
    families = dataset.family if isinstance(dataset.family, list) else [dataset.family or ""]
    sources = []
    for source, family in product(listed, families):
        name = source.family or family
        if not name:
            return ()
        usual = dataset.difficulty if isinstance(dataset.difficulty, int) else dataset.difficulty[0]
        rung = usual if source.difficulty is None else source.difficulty
        own = catalog.family(name).knobs
        given = {key: value for key, value in replaced.items() if key in own}
        knobs = {**read_knobs(dataset.knobs), **given, **read_knobs(source.knobs)}
        each = {**dataset.each, **source.each}
        for at in product(*each.values()):
            values = read_knobs(dict(zip(each, at, strict=True)))
            sources.append(Source(name, rung, {**knobs, **values}, source.weight))
    return tuple(sources)


def read_knobs(knobs: Mapping[str, Any]) -> dict[str, KnobValue]:
    """Knobs as a file has them, as values."""
    return {name: knob_value(value) for name, value in knobs.items()}


def check_replaced(fields: StudyFields, knobs: Mapping[str, KnobValue]) -> None:
    """Raises CurriculumError for a knob from outside that a dataset sets itself, beside the
    study's defaults, and for one that no family has."""
    known: set[str] = set()
    for name, own in fields.datasets.items():
        whole = with_defaults(fields, name)
        set_itself = {*own.knobs, *whole.each}
        for source in whole.sources:
            set_itself |= {*source.knobs, *source.each}
        for knob in knobs:
            if knob in set_itself:
                raise CurriculumError(f"--knob {knob}: the study sets it itself, in {name}")
        for source in sources_of(whole, {}):
            known |= set(catalog.family(source.family).knobs)
    for knob in knobs:
        if knob not in known:
            raise CurriculumError(
                f"--knob: no family of the study has a knob '{knob}'; they have"
                f" {', '.join(sorted(known))}"
            )


def chosen_lanes(fields: StudyFields, lanes: Sequence[str]) -> list[str]:
    """The checkpoints of RL that are meant, each by its name or by what stands behind `rl-`. Raises
    CurriculumError for one that does not exist."""
    known = checkpoints_of(fields)
    chosen = []
    for lane in lanes:
        name = lane if lane in known else f"rl-{lane}"
        if name not in known:
            there = ", ".join([each.removeprefix("rl-") for each in known]) or "none"
            raise CurriculumError(f"RL on '{lane}' is not one of {there}")
        chosen.append(name)
    return list(dict.fromkeys(chosen))


def changes_in(settings: Mapping[str, Any]) -> list[str]:
    """The settings that a study sets, as `--set` takes them."""
    changes = []
    for name, value in settings.items():
        if isinstance(value, Mapping):
            changes += [f"{name}.{change}" for change in changes_in(value)]
        elif isinstance(value, list):
            changes.append(f"{name}=[{', '.join(map(str, value))}]")
        else:
            changes.append(f"{name}={str(value).lower() if isinstance(value, bool) else value}")
    return changes


def set_all(content: dict[str, Any], values: Any, where: str) -> None:
    """Set the fields at these paths. Raises CurriculumError for a path through something that is no
    mapping."""
    if not isinstance(values, Mapping):
        raise CurriculumError(f"{where}: {shown(values)} is not a mapping of paths to values")
    for path, value in values.items():
        at: Any = content
        parts = path_parts(content, str(path))
        for depth, part in enumerate(parts[:-1], 1):
            inner = at.setdefault(part, {})
            if not isinstance(inner, dict):
                raise CurriculumError(
                    f"{where}.{path}: {'.'.join(parts[:depth])} is {shown(inner)}, which has no"
                    " fields"
                )
            at = inner
        at[parts[-1]] = deepcopy(value)


def path_parts(content: Mapping[str, Any], path: str) -> list[str]:
    """The parts of a path; of settings all behind `settings` is one, as in settings.rl.beta."""
    head, dot, rest = path.partition(".")
    return [head, rest] if head == "settings" and dot else path.split(".")


def fields_of(content: Any) -> StudyFields:
    """The fields of a study, read and checked. Raises CurriculumError."""
    fields = validated(StudyFields, content, "")
    validated(DatasetFields, fields.defaults, "defaults")
    if wrong := fault("title", fields.name):
        raise CurriculumError(f"name: {wrong}")
    for name in fields.datasets:
        if not name or (wrong := fault("arm", name)):
            raise CurriculumError(f"datasets: {wrong}")
    for name in fields.arms:
        if wrong := fault("arm", name):
            raise CurriculumError(f"arms: {wrong}")
    return fields


def validated(model: Any, content: Any, path: str) -> Any:
    """The fields of a mapping. Raises CurriculumError with the path of each bad field."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise CurriculumError(told(error, model, path)) from error


def told(error: ValidationError, model: Any, path: str) -> str:
    """What is wrong in one line, unknown fields first."""
    errors = sorted(
        error.errors(include_url=False), key=lambda detail: detail["type"] != "extra_forbidden"
    )
    lines = list(dict.fromkeys([line_of(detail, model, path) for detail in errors]))
    more = f"; and {len(lines) - TOLD:,} more" if len(lines) > TOLD else ""
    return "; ".join(lines[:TOLD]) + more


def line_of(error: ErrorDetails, model: Any, path: str) -> str:
    """The path of one bad field, what came, and what is allowed."""
    parts = [path] if path else []
    for part in error["loc"]:
        if isinstance(part, int):
            parts[-1] += f"[{part}]"
        elif part not in KINDS:
            parts.append(shown_name(part))
    name = ".".join(parts) or "the file"
    if error["type"] == "extra_forbidden":
        return f"{name}: no such field; there are {', '.join(known_beside(error['loc'], model))}"
    if error["type"] == "missing":
        return f"{name}: is missing"
    if error["type"] in ("model_type", "model_attributes_type"):
        if error["input"] is None:
            return f"{name} is empty, which is not a mapping"
        return f"{name}: {shown(error['input'])} is not a mapping"
    wanted = WANTED.get(error["type"], error["type"] if " " in error["type"] else error["msg"])
    return f"{name}: {shown(error['input'])} is not {wanted.format(**error.get('ctx', {}))}"


def known_beside(location: tuple[int | str, ...], model: Any) -> list[str]:
    """The fields of the mapping in which an unknown one stands."""
    inner = {"datasets": DatasetFields, "arms": ArmFields, "outcome": OutcomeFields}
    named = [part for part in location[:-1] if isinstance(part, str) and part not in KINDS]
    if "sources" in named:
        model = SourceFields
    elif named and named[-1] in ("sft", "base", "phases"):
        model = PhaseFields
    elif "rl" in named:
        model = CheckpointFields
    elif named:
        model = inner.get(named[0], model)
    return list(model.model_fields)
