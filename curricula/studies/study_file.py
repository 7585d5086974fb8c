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
from math import prod
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

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
from curricula.names import KINDS as KINDS_OF_NAMES
from curricula.names import SHOWN, fault
from curricula.names import shown as escaped
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


def each_once(values: list[Any]) -> list[Any]:
    """A list in which nothing stands twice: what is meant by a name that does, a weight or a slip,
    cannot be told."""
    if len({str(value) for value in values}) < len(values):
        raise PydanticCustomError("twice", "twice")
    return values


EachOnce = AfterValidator(each_once)
NamesOnce = Annotated[list[str], EachOnce]
SomeOnce = Annotated[list[str], Field(min_length=1), EachOnce]
RungsOnce = Annotated[list[Whole], Field(min_length=1), EachOnce]
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


Each = dict[str, Annotated[list[Knob], Field(min_length=1), EachOnce]]


class SourceFields(FileFields):
    """A source; each value of the knobs in `each` makes one of its own."""

    family: str | None = None
    difficulty: Whole | None = None
    knobs: dict[str, Knob] = {}
    each: Each = {}
    weight: Weight = 1.0


Preset = Literal["base", "sft", "tail", "rl", "eval"]
Size = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[Preset, Tag(TEXT)],
    either("a whole number, or one of base, sft, tail, rl, eval: that size of the preset"),
]
Names = Annotated[
    Annotated[str, Tag(TEXT)] | Annotated[NamesOnce, Tag(LIST)],
    either("the name of a family, or a list of names"),
]
Rungs = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[RungsOnce, Tag(LIST)],
    either("a rung from 1 to 5, or a list of rungs"),
]
Strategies = Annotated[
    Annotated[Whole, Tag(NUMBER)]
    | Annotated[SomeOnce, Tag(LIST)]
    | Annotated[dict[str, Weight], Tag(MAPPING)],
    either("a number, a list of strategies, or a mapping such as {forward: 1, backward: 1}"),
]


Admits = Annotated[
    Annotated[Whole, Tag(NUMBER)] | Annotated[SomeOnce, Tag(LIST)],
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
    each: Each = {}
    sources: list[SourceFields] = []
    strategies: Strategies = 1
    admits: Admits = 0


class ArmFields(FileFields):
    """An arm: what it is, and which fields of the study are otherwise in it."""

    about: str = ""
    sft: Phases | None = None
    rl: dict[str, Checkpoint] | None = None
    set: dict[str, Any] = {}
    needs: list[Preset] = []


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
    trained: NamesOnce = []
    generated: NamesOnce = []
    arms: dict[str, ArmFields] = {}
    axes: dict[str, Any] = {}
    default: NamesOnce = []
    evaluation: str = "eval"
    vocabulary: NamesOnce = []
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
    "twice": "a list in which each stands once",
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

    for field in ("trained", "generated"):
        for name in getattr(fields, field):
            if name not in lanes and f"rl-{name}" not in lanes:
                raise CurriculumError(
                    f"{field}: there is no checkpoint '{name}'; {meant(name, lanes)}"
                )
    for name in fields.vocabulary:
        if name not in fields.datasets:
            raise CurriculumError(
                f"vocabulary: there is no dataset '{name}'; {meant(name, fields.datasets)}"
            )
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
    check_number(fields)
    variants = [
        variant_of(content, arm, point, fields)
        for arm, point in product(fields.arms or {"": ArmFields()}, points_of(fields))
    ]
    every_arm, there = variants, [one.name for one in variants]
    for name in fields.default:
        if name not in there:
            raise CurriculumError(f"default: there is no arm '{name}'; {meant(name, there)}")
    variants = [one for one in variants if all(map(partial(size_of, sizes), one.needs))]
    if not variants:
        raise CurriculumError("arms: none is left; each needs a dataset whose size is 0")
    names = [one.name for one in variants]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CurriculumError(f"axes: two arms are called {', '.join(twice)}; give values labels")
    study = assembled(fields, variants, Drawing(sizes, style, knobs), chosen)
    check_used(fields, every_arm)
    return study


def check_number(fields: StudyFields) -> None:
    """Raises CurriculumError for more arms than are taken, before any is made."""
    values = [len(labelled_values(path, values)) for path, values in fields.axes.items()]
    number = max(1, len(fields.arms)) * prod(values)
    if number > MOST_ARMS:
        raise CurriculumError(f"axes: {number:,} arms are more than {MOST_ARMS}")


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
    needs: Sequence[str]


class Point(NamedTuple):
    """One point of the grid that the axes span: its labels, and the fields that it sets."""

    labels: tuple[str, ...]
    fields: dict[str, Any]


def check_used(fields: StudyFields, variants: Sequence[Variant]) -> None:
    """Raises CurriculumError for a dataset that no arm has a use for: most often a slip, such as a
    tail that `sft` does not name."""
    used = {*fields.vocabulary, *map(data_of, base_of(fields))}
    for variant in variants:
        used |= {variant.fields.evaluation, *map(data_of, sft_of(variant))}
        for phases, _ in [parts_of(each) for each in checkpoints_in(variant).values()]:
            used |= set(map(data_of, phases))
    for name in fields.datasets:
        if name not in used:
            raise CurriculumError(
                f"datasets.{name}: nothing is trained or evaluated on it; name it in base, sft, rl"
                " or evaluation, or take it out"
            )


def data_of(phase: str | PhaseFields) -> str:
    """The dataset of a phase."""
    return phase if isinstance(phase, str) else phase.data


def base_of(fields: StudyFields) -> list[Any]:
    """The phases of practice: those that a study names, else one on the dataset `base`."""
    return ["base"] if fields.base is None else fields.base


def sft_of(variant: Variant) -> list[Any]:
    """The phases of an arm's SFT: its own, the study's, else one on the dataset `sft`."""
    phases = variant.fields.sft if variant.sft is None else variant.sft
    if phases is None:
        return ["sft"] if "sft" in variant.fields.datasets else []
    return phases


def checkpoints_in(variant: Variant) -> dict[str, Any]:
    """All of RL's checkpoints that an arm may have, by name."""
    if variant.rl is not None:
        return variant.rl
    return variant.fields.rl or {name: [name] for name in checkpoints_of(variant.fields)}


def parts_of(checkpoint: Any) -> tuple[list[Any], str]:
    """The phases of a checkpoint of RL, and the one that it starts from."""
    if isinstance(checkpoint, CheckpointFields):
        return checkpoint.phases, checkpoint.after
    return checkpoint, "sft"


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
        for label in values:
            if isinstance(label, bool) or not isinstance(label, str | int | float) or label == "":
                raise CurriculumError(
                    f"axes.{path}: the label {shown(label)} is no text; put it in quotes, as YAML"
                    " reads yes, no and null as values"
                )
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
    made = {}
    for name in fields.datasets:
        try:
            made[name] = dataset_of(fields, name, drawing)
        except RequestError as error:
            said, place = str(error), f"datasets.{name}"
            raise CurriculumError(said if said.startswith(place) else f"{place}: {said}") from error
    return {name: curriculum for name, curriculum in made.items() if curriculum is not None}


def assembled(
    fields: StudyFields, variants: Sequence[Variant], drawing: Drawing, lanes: Sequence[str]
) -> Study:
    """The study: every dataset of every arm, each made once, and the arms on them."""
    scratch = drawing.style == TERSE
    drawn = {variant.name: datasets_of(variant.fields, drawing) for variant in variants}
    shared = Shared(drawn)
    first = variants[0].name
    base = phases_on(fields, base_of(fields), shared.names_in(first), "base") if scratch else ()
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
    if outcome and outcome.stage == outcome.against:
        raise CurriculumError(
            f"outcome.against: {outcome.stage} gains nothing against itself; name another stage"
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
    shown_phases = sft_of(variant)
    sft = phases_on(fields, shown_phases, names, "sft")
    checkpoints = checkpoints_in(variant)
    if variant.rl is None:
        checkpoints = {name: checkpoints[name] for name in lanes if name in checkpoints}
    rl, parents = {}, {}
    for name, checkpoint in checkpoints.items():
        phases, after = parts_of(checkpoint)
        rl[name] = phases_on(fields, phases, names, f"rl.{name}")
        if not rl[name]:
            raise CurriculumError(
                f"rl.{name}: it trains on nothing; name a dataset whose size is not 0"
            )
        if after not in ("sft", *checkpoints):
            raise CurriculumError(
                f"rl.{name}.after: there is no checkpoint '{after}';"
                f" {meant(after, ['sft', *checkpoints])}"
            )
        if after != "sft":
            parents[name] = after
    check_order(parents)
    evaluation = names.get(fields.evaluation)
    if evaluation is None and fields.evaluation in fields.datasets:
        raise CurriculumError(f"evaluation: the dataset '{fields.evaluation}' has the size 0")
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
    fields: StudyFields, phases: Sequence[Any], names: Mapping[str, str], where: str
) -> tuple[Phase, ...]:
    """Phases on the datasets of an arm; those whose dataset has the size 0 are left out. Raises
    CurriculumError, with the field `where` they stand, for a dataset that is not there."""
    found = []
    for phase in phases:
        one = phase if isinstance(phase, PhaseFields) else PhaseFields(data=phase)
        if one.data not in fields.datasets:
            if one.data == "base" and fields.base is None:
                continue
            raise CurriculumError(
                f"{where}: there is no dataset '{one.data}'; {meant(one.data, fields.datasets)}"
            )
        stage = stage_of(one.data, fields.datasets[one.data])
        section = one.settings or stage
        if section not in SECTIONS or stage != STAGE_OF.get(section, section):
            raise CurriculumError(
                f"{where}: {one.data} is a dataset of stage {stage}, which cannot be trained on as"
                f" {section}"
            )
        if one.data in names:
            found.append(
                Phase(names[one.data], section, one.repeat, kept_rates(one, section, where))
            )
    return tuple(found)


def kept_rates(phase: PhaseFields, section: str, where: str) -> tuple[float, float] | None:
    """The pass rates that a phase keeps. Raises CurriculumError where it is none of RL, or where
    the lowest is not below the highest."""
    if phase.keep is None:
        return None
    low, high = phase.keep
    if section != "rl" or low > high:
        raise CurriculumError(
            f"{where}: keep of {phase.data}: {phase.keep} is not a lowest and a highest pass rate"
            " of a phase of RL, such as [0.3, 0.7]"
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
    if dataset.among and not (isinstance(strategies, int) and isinstance(admitted, int)):
        raise CurriculumError(
            "among: it is for a number of strategies; where strategies or admits name theirs, take"
            " it out"
        )
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
    rungs = dataset.difficulty if isinstance(dataset.difficulty, list) else [dataset.difficulty]
    listed: list[tuple[SourceFields, int]] = []
    for source in dataset.sources or [SourceFields()]:
        own_rungs = rungs if source.difficulty is None else [source.difficulty]
        listed += [(source, rung) for rung in own_rungs]
    families = dataset.family if isinstance(dataset.family, list) else [dataset.family or ""]
    sources = []
    for (source, rung), family in product(listed, families):
        name = source.family or family
        if not name:
            return ()
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
    if not knobs:
        return
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
    """The checkpoints of RL that are meant, each by its name or by what stands behind `rl-`, after
    those that it starts from. Raises CurriculumError for one that does not exist."""
    known = checkpoints_of(fields)
    chosen: dict[str, None] = {}
    for lane in lanes:
        name = lane if lane in known else f"rl-{lane}"
        if name not in known:
            there = ", ".join([each.removeprefix("rl-") for each in known]) or "none"
            raise CurriculumError(f"RL on '{lane}' is not one of {there}")
        chosen |= dict.fromkeys([*before(fields, name), name])
    return list(chosen)


def before(fields: StudyFields, name: str) -> list[str]:
    """The checkpoints of RL that one starts from, the first one first."""
    checkpoints, found = fields.rl or {}, [name]
    while isinstance(at := checkpoints.get(found[0]), CheckpointFields):
        if at.after not in checkpoints or at.after in found:
            break
        found.insert(0, at.after)
    return found[:-1]


def changes_in(settings: Mapping[str, Any]) -> list[str]:
    """The settings that a study sets, as `--set` takes them."""
    changes = []
    for name, value in settings.items():
        if isinstance(value, Mapping):
            changes += [f"{name}.{change}" for change in changes_in(value)]
        elif isinstance(value, list):
            changes.append(f"{name}=[{', '.join(map(setting, value))}]")
        else:
            changes.append(f"{name}={setting(value)}")
    return changes


def setting(value: Any) -> str:
    """A value as `--set` reads it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def set_all(content: dict[str, Any], values: Any, where: str) -> None:
    """Set the fields at these paths. Raises CurriculumError for a path through something that is no
    mapping."""
    if not isinstance(values, Mapping):
        raise CurriculumError(f"{where}: {shown(values)} is not a mapping of paths to values")
    for path, value in values.items():
        at: Any = content
        parts = path_parts(content, str(path))
        for depth, part in enumerate(parts[:-1], 1):
            if depth > 1 and parts[0] in ("datasets", "rl", "arms") and part not in at:
                there = meant(part, list(map(str, at)))
                raise CurriculumError(f"{where}.{path}: {parts[0]} has no '{part}'; {there}")
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
    for field in ("name", "template"):
        line = getattr(fields, field)
        if not line.isprintable():
            raise CurriculumError(f"{field}: '{escaped(line, SHOWN)}' is not one printed line")
    if not fields.name.strip():
        raise CurriculumError("name: is empty; it names folders and reports")
    if any(not sign.isprintable() and not sign.isspace() for sign in fields.about):
        raise CurriculumError(f"about: '{escaped(fields.about, SHOWN)}' has control characters")
    for name in fields.datasets:
        check_name("datasets", "dataset", name)
    for name in fields.arms:
        check_name("arms", "arm", name)
    for checkpoints in (fields.rl, *[arm.rl for arm in fields.arms.values()]):
        for name in checkpoints or {}:
            check_name("rl", "checkpoint", name)
            if name in ("sft", "base"):
                raise CurriculumError(f"rl: '{name}' is that stage's own name; call it otherwise")
    return fields


def check_name(field: str, what: str, name: str) -> None:
    """Raises CurriculumError for what cannot name a folder."""
    if not name or fault("arm", name):
        raise CurriculumError(
            f"{field}: '{escaped(name, SHOWN)}' is no name of a {what}; allowed is"
            f" {KINDS_OF_NAMES['arm'].allowed}"
        )


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
    came = f"{name}: {shown(error['input'])} is not"
    if error["type"] in WANTED:
        return f"{came} {WANTED[error['type']].format(**error.get('ctx', {}))}"
    return f"{came} {error['type'] if ' ' in error['type'] else error['msg']}"


def known_beside(location: tuple[int | str, ...], model: Any) -> list[str]:
    """The fields of the mapping in which an unknown one stands."""
    inner = {"arms": ArmFields, "outcome": OutcomeFields}
    named = [part for part in location[:-1] if isinstance(part, str) and part not in KINDS]
    if not named:
        return list(model.model_fields)
    in_list = isinstance(location[-2], int)
    if named[0] == "datasets" or model is DatasetFields:
        model = SourceFields if in_list else DatasetFields
    elif in_list:
        model = PhaseFields
    elif "rl" in (named[0], named[-2] if len(named) > 1 else ""):
        model = CheckpointFields
    else:
        model = inner.get(named[0], model)
    return list(model.model_fields)
