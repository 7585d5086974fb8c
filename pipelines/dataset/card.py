"""The card of a dataset, README.md: what was generated, by which command, how it was checked, and
one problem in full."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import yaml

from curricula.curriculum import CurriculumError
from curricula.curriculum_file import read_yaml
from curricula.split import OWNED, RL_STAGES, STAGES
from generators import catalog
from generators.catalog import UnknownFamily
from generators.errors import DatasetError
from generators.problem import Problem
from generators.render import Rendering, render, statement
from pipelines.dataset.card_words import NO_WORDS, CardWords
from pipelines.dataset.dataset import rendering_in
from pipelines.dataset.exports import export_configs
from pipelines.dataset.manifest import title
from pipelines.dataset.schema import CONFIGS, SCHEMAS
from pipelines.dataset.storage import Storage
from pipelines.dataset.token_counts import token_table
from pipelines.writing.filling import fill
from pipelines.writing.quoting import Quoted

CARD = "README.md"
TEMPLATE = Path(__file__).with_name("card.md.jinja")
ABOUT = {
    "base": Quoted("practice of no strategy, for models from scratch"),
    "sft": Quoted("prompts with a solution by one strategy"),
    "steps": Quoted("the same solutions line by line, each line labelled"),
    **dict.fromkeys(RL_STAGES, Quoted("prompts with the exact answer")),
    "eval": Quoted("prompts with the exact answer"),
}
SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)
SPLITS = (*STAGES, "train", "validation", "test")
TAGS = ["math", "synthetic", "reasoning", "rlvr", "rl-environment", "verifiers", "curricula"]


# our own lines of a card that name the place; whatever else stands in it, quoted words never begin
# a fence, nor a line with a backtick
LOADS = re.compile(
    r"^```python\nfrom datasets import load_dataset\n.*?^```$", re.MULTILINE | re.DOTALL
)
PLACE = re.compile(r'^\w+ = load_dataset\("([^"\n]+)"', re.MULTILINE)
AMONG_EXPORTS = "  # among the exports"  # ends a line that loads one
LOADED = re.compile(r'^(\w+ = load_dataset\(")[^"\n]+', re.MULTILINE)
RUN = re.compile(r"^(`curricula (?:verify|grade COMPLETIONS\.jsonl) )[^`\n]+", re.MULTILINE)


def write_card(
    place: Storage,
    config: dict[str, Any],
    counts: Counter[tuple[str, ...]],
    files: dict[str, Any],
    words: CardWords = NO_WORDS,
) -> str:
    """The card's text: a function of the configuration, of what was written, and of its author's
    words."""
    there = {file.partition("/")[0] for file in files}
    configs = [name for name in CONFIGS if name in there]
    problems = sum(count for key, count in counts.items() if key[0] == "problems")
    shares = config["curriculum"]["shares"]
    called = title_of(config, words) if words.title else "curricula"
    values = {
        "header": Quoted(header(place, configs, files, problems, called)),
        "title": title_of(config, words),
        "paragraphs": words.paragraphs,
        "authors": ", ".join(words.authors),
        "links": words.links,
        "said": words != NO_WORDS,
        "place": "FOLDER",
        "configs": configs,
        "about": ABOUT,
        "problems": problems,
        "families": sorted({key[2] for key in counts if key[0] == "problems"}),
        "solutions": sum(count for key, count in counts.items() if key[0] == "solutions"),
        "turns": turns_in(config),
        "wrong": sum(count for key, count in counts.items() if key[0] == "wrong"),
        "claims": sum(count for key, count in counts.items() if key[0] == "claims"),
        "version": config["version"],
        "draw_version": config["draw_version"],
        "owned": shares == OWNED,
        "shares": ", ".join([f"{stage} {share:g}" for stage, share in shares.items()]),
        "command": config["command"],
        "sizes": sizes_of(configs, files),
        "table": count_table(counts),
        "tokens": token_table(place, files),
        "example": example(place, files, rendering_in(config)),
        "fields": {name: columns_of(name) for name in configs},
    }
    return fill(TEMPLATE, values)


def title_of(config: dict[str, Any], words: CardWords) -> str:
    """What a dataset is called: as its author calls it, with its arm, or as its curriculum."""
    arm = config["curriculum"]["arm"]
    if not words.title:
        return title(config)
    return f"{words.title} ({arm})" if arm else words.title


def turns_in(config: dict[str, Any]) -> list[str]:
    """Which wrong turns a configuration asks for."""
    asked: set[str] = set()
    for stage in config["curriculum"].get("stages", []):
        asked.update(filter(stage.get, ("backtracks", "check")))
    return sorted(asked)


def columns_of(config: str) -> list[tuple[str, str, Quoted]]:
    """Name, type and meaning of each column; meanings are Markdown of our own."""
    columns = CONFIGS[config].items()
    return [(name, type_name(kind), Quoted(meaning)) for name, (kind, meaning) in columns]


def placed(card: str, place: str) -> str:
    """The card with the lines that load and verify naming another place, such as `user/name`."""
    block = LOADS.search(card)
    if block is not None:
        lines = LOADED.sub(lambda found: found[1] + place, block[0])
        card = card[: block.start()] + lines + card[block.end() :]
    return RUN.sub(lambda found: found[1] + place, card)


def header(
    place: Storage, configs: list[str], files: dict[str, Any], problems: int, called: str
) -> str:
    """The YAML head that the Hub and `load_dataset` read, as the clients' own classes write it."""
    from datasets import (
        DatasetInfo,
        Features,
        SplitDict,
        SplitInfo,
    )  # here, since they take a second to load
    from datasets.info import DatasetInfosDict
    from huggingface_hub import DatasetCardData

    listed, infos = [], DatasetInfosDict()
    for name in configs:
        splits = splits_in(files, name)
        names = list(splits)
        entry = {"config_name": name, "data_files": data_files(name, names)}
        listed.append({**entry, "default": True} if name == "problems" else entry)

        def told(split: str, of_split: list[str]) -> SplitInfo:
            size = sum(unpacked(place.source(file)) for file in of_split)
            return SplitInfo(split, size, sum(files[file]["rows"] for file in of_split))

        told_by_split = {split: told(split, of_split) for split, of_split in splits.items()}
        infos[name] = DatasetInfo(
            features=Features.from_arrow_schema(SCHEMAS[name]),
            splits=SplitDict(told_by_split),
            download_size=sum(files[file]["bytes"] for file in chain(*splits.values())),
            dataset_size=sum(split.num_bytes for split in told_by_split.values()),
        )
    data = DatasetCardData(
        language=["en"],
        license="apache-2.0",
        annotations_creators=["machine-generated"],
        language_creators=["machine-generated"],
        task_categories=["question-answering", "text-generation"],
        size_categories=[next((name for size, name in SIZES if problems < size), "10M<n<100M")],
        pretty_name=called,
        tags=TAGS,
        configs=listed,
    )
    infos.to_dataset_card_data(data)
    return data.to_yaml() + "\n"


def splits_in(files: Iterable[str], config: str) -> dict[str, list[str]]:
    """The files of a config by their split, in order."""
    splits: dict[str, list[str]] = {}
    for file in sorted(file for file in files if file.startswith(f"{config}/")):
        splits.setdefault(split_of_file(file), []).append(file)
    return {name: splits[name] for name in sorted(splits, key=order_of_split)}


def split_of_file(file: str) -> str:
    """The split that a file belongs to; one of problems is called by its stage first."""
    config, _, name = file.partition("/")
    return name.split("-")[1 if config == "problems" else 0]


def data_files(config: str, splits: Iterable[str]) -> list[dict[str, str]]:
    """Where a client finds each split of a config."""
    start = f"{config}/*-" if config == "problems" else f"{config}/"
    return [{"split": split, "path": f"{start}{split}-*.parquet"} for split in splits]


def data_files_of_stages(files: Iterable[str]) -> list[dict[str, str]]:
    """The same of problems in cards of earlier versions, whose splits were the stages."""
    stages = {file.split("/")[1].split("-")[0] for file in files if file.startswith("problems/")}
    ordered = sorted(stages, key=order_of_split)
    return [{"split": stage, "path": f"problems/{stage}-*.parquet"} for stage in ordered]


def with_exports(card: str, exports: Iterable[str]) -> str:
    """The card of a dataset beside which these files of exports lie, and no others: its head lists
    the configs that they are, and a line loads each target."""
    opened, _, body = card.partition("\n---\n")
    head = read_yaml(opened.removeprefix("---\n").encode())
    configs = export_configs(exports)
    own = [entry for entry in head["configs"] if entry["config_name"] in CONFIGS]
    if configs == head["configs"][len(own) :]:
        return card
    head["configs"] = own + configs
    block = LOADS.search(body)
    if block is not None:
        place = PLACE.findall(block[0])[0]
        kept = [line for line in block[0].split("\n") if not line.endswith(AMONG_EXPORTS)]
        for entry in configs:
            name = entry["config_name"]
            line = f'{name.replace("-", "_")} = load_dataset("{place}", "{name}"){AMONG_EXPORTS}'
            kept.insert(len(kept) - 1, line)
        body = body[: block.start()] + "\n".join(kept) + body[block.end() :]
    written = yaml.safe_dump(head, sort_keys=False, allow_unicode=True)
    return f"---\n{written}---\n{body}"


def head_fault(text: str, files: Iterable[str], exports: Iterable[str] = ()) -> str:
    """Why the head of a card, by which `load_dataset` finds the rows, leads elsewhere than to these
    files, and those of exports; else empty."""
    opened, *rest = text.split("\n---\n", 1)
    if not rest or not opened.startswith("---\n"):
        return "has no head"
    try:
        said = read_yaml(opened.removeprefix("---\n").encode())
    except (CurriculumError, UnicodeEncodeError) as error:
        return f"has a head that is {error}"
    listed = said.get("configs") if isinstance(said, dict) else None
    entries = listed if isinstance(listed, list) else []
    there = [entry for entry in entries if isinstance(entry, dict)]
    for entry in there:
        entry.pop("default", None)
    tables = [file for file in files if file.endswith(".parquet")]
    due = [
        {"config_name": name, "data_files": data_files(name, splits)}
        for name in CONFIGS
        if (splits := splits_in(tables, name))
    ]
    earlier = [
        {**entry, "data_files": data_files_of_stages(files)}
        if entry["config_name"] == "problems"
        else entry
        for entry in due
    ]
    more = export_configs(exports)
    return (
        ""
        if there in (due + more, earlier + more)
        else "has a head that names other files than the manifest"
    )


def unpacked(file: Any) -> int:
    """The bytes of a Parquet file's columns before compression."""
    with parquet.ParquetFile(file) as opened:
        metadata = opened.metadata
    return sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))


def sizes_of(configs: list[str], files: dict[str, Any]) -> list[tuple[str, str, int]]:
    """How many rows each split of each config has."""
    rows: Counter[tuple[str, str]] = Counter()
    for file, said in files.items():
        config = file.partition("/")[0]
        if config in configs:
            rows[config, split_of_file(file)] += said["rows"]
    return [
        (*place, rows[place])
        for place in sorted(
            rows, key=lambda place: (configs.index(place[0]), order_of_split(place[1]))
        )
    ]


def order_of_split(split: str) -> int:
    """Where a split stands in lists; one that no dataset of ours has comes last."""
    return SPLITS.index(split) if split in SPLITS else len(SPLITS)


def count_table(counts: Counter[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Problems, and solutions by strategy, by stage, split, family and difficulty."""
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    places = {
        (stage, split, family, difficulty) for _, stage, family, difficulty, _, split in counts
    }
    for place in sorted(
        places, key=lambda place: (order_of_split(place[0]), order_of_split(place[1]), *place[2:])
    ):
        rows[place] = {
            **dict(zip(("stage", "split", "family", "difficulty"), place, strict=True)),
            "problems": 0,
            "strategies": [],
        }
    for (what, stage, family, difficulty, strategy, split), count in sorted(counts.items()):
        row = rows[stage, split, family, difficulty]
        if what == "problems":
            row["problems"] = count
        elif what == "solutions":
            row["strategies"].append(f"{strategy} {count:,}")
    return list(rows.values())


def example(place: Storage, files: dict[str, Any], rendering: Rendering) -> dict[str, Any] | None:
    """The first problem of the first file, solved by every strategy that applies."""
    for name in files:
        if name.startswith("problems/"):
            with parquet.ParquetFile(place.source(name)) as file:
                first = file.read_row_group(0, ["id", "family", "params", "phrasing"]).slice(0, 1)
            row = first.to_pylist()[0]
            try:
                family = catalog.family(row["family"])
                params = family.load(row["params"])
                problem = Problem(family, params, row["phrasing"], row["id"])
                return show_problem(problem, rendering)
            except UnknownFamily:  # it is known where a dataset is built, not where it is pushed
                return None
            except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
                raise DatasetError(
                    f"{place.shown}/{name}: its first row is not as it was written; remove it all"
                ) from error
    return None


def show_problem(problem: Problem[Any], rendering: Rendering) -> dict[str, Any]:
    """A problem with all its solutions, as texts."""
    solutions = []
    for name in problem.strategies():
        strategy = problem.family.strategies[name]
        text = render(problem, problem.solve(name), rendering)
        solutions.append(
            {
                "name": name.replace("_", " "),
                "approach": strategy.approach.replace("_", " "),
                "source": strategy.source,
                "text": text,
            }
        )
    return {
        "statement": statement(problem, rendering.style),
        "answer": problem.answer,
        "kind": problem.answer_kind,
        "solutions": solutions,
    }


def type_name(kind: pa.DataType) -> str:
    """A short name of a column's type."""
    if pa.types.is_list(kind):
        return f"list of {type_name(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "{" + ", ".join(field.name for field in kind) + "}"
    return str(kind)
