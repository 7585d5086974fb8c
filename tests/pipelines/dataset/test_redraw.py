"""A dataset that verifies is what it says: every column of every row is drawn again, and the plan,
so that no consistent change goes through, hashes made anew or not."""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from curricula.curriculum import Curriculum, Source, Stage
from curricula.request import plain_curriculum
from generators.catalog import names as family_names
from generators.errors import DatasetError
from generators.problem import DRAW_VERSION
from generators.stream import Stream
from pipelines.dataset import plan
from pipelines.dataset.build import build
from pipelines.dataset.manifest import MANIFEST, read_manifest, sealed
from pipelines.dataset.redraw import INDICES, Address, Planned
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from pipelines.dataset.vouching import COLUMNS, MOST
from tests.command_line import run_here as run
from tests.pipelines.dataset.tampering import Tampered, edit_leaf

CHAIN = "finite_fields.operation_chain"
FAMILIES = [CHAIN, "number_theory.gcd", "algebra.quadratic_equation"]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    curriculum = plain_curriculum(family=FAMILIES, difficulty="2", size=36)
    build(curriculum, TEMPLATES["boxed"], folder, "curricula generate")
    return folder


@pytest.fixture
def copy(built, tmp_path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def of_family(rows, family="number_theory.gcd"):
    return [row for row in rows if row["family"] == family]


def swap_solutions(data):
    rows = of_family(data.rows)
    ends = [(row["answer"], row["solutions"]) for row in rows]
    for row, (answer, solutions) in zip(rows, ends[1:] + ends[:1], strict=True):
        row["answer"], row["solutions"] = answer, solutions


def only_claim(text):
    def change(data):
        for row in data.rows:
            for solution in row["solutions"]:
                step = {**solution["steps"][-1], "claim": text.format(answer=row["answer"])}
                step |= {"gives": [], "premises": [-1], "constants": []}
                solution["steps"], solution["cost"]["steps"] = [step], 0

    return change


def change_statement(data):
    for row in of_family(data.rows):
        row["statement"] = row["statement"].replace("greatest", "least")


def change_params(data):
    for row in of_family(data.rows):
        row["params"] = row["params"].replace("1", "2")


def rotate_strategies(data):
    for row in data.rows:
        solutions = row["solutions"]
        labels = [(solution["strategy"], solution["kind"]) for solution in solutions]
        for solution, label in zip(solutions, labels[1:] + labels[:1], strict=True):
            solution["strategy"], solution["kind"] = label


def copy_eval_into_sft(data):
    own = data.of_stage("sft-train")
    for number, row in enumerate(data.of_stage("eval")):
        own[number] = {
            **row,
            **{name: own[number][name] for name in ("id", "problem_id", "key", "split_key")},
            **{name: own[number][name] for name in ("index", "stage", "split")},
        }


def copy_one_rl_problem(data):
    rows = data.of_stage("rl-train")
    kept = ("id", "problem_id", "key", "split_key", "index")
    for number, row in enumerate(rows):
        rows[number] = {**rows[0], **{name: row[name] for name in kept}}


def drop_half(data):
    for rows in data.files.values():
        del rows[::2]


def double_rows(data):
    rows = data.of_stage("rl-train")
    rows[1::2] = [dict(row) for row in rows[: len(rows) - 1 : 2]]


def move_rows(data):
    data.of_stage("rl-train").reverse()


def move_to_another_split(data):
    row = data.of_stage("sft-train").pop()
    data.of_stage("sft-validation").append({**row, "split": "validation"})


def other_rows_of_the_same_draws(data):
    """Problems that the same families would draw too, at indices that the plan has not."""
    from curricula.curriculum_file import from_mapping
    from pipelines.dataset.rows import make_rows

    curriculum = from_mapping(data.manifest["config"]["curriculum"])
    with TemporaryDirectory() as scratch:
        shards = list(plan.make_plan(curriculum, Path(scratch)))
    shard = next(shard for shard in shards if shard.split == "test")
    shard.indices[:] += 1_000
    tables = make_rows(curriculum, shard, data.template).tables
    data.of_stage("eval")[:] = tables["problems"].to_pylist()


CHEATS = {
    "solutions and answers swapped between problems": swap_solutions,
    "the only claim is 1 = 1": only_claim("1 = 1"),
    "the only claim is v = v": only_claim("{answer} = {answer}"),
    "statements changed": change_statement,
    "params changed": change_params,
    "strategies rotated": rotate_strategies,
    "eval copied into sft": copy_eval_into_sft,
    "rl is copies of one problem": copy_one_rl_problem,
    "half of the rows dropped": drop_half,
    "rows doubled": double_rows,
    "rows moved": move_rows,
    "a row moved to another split": move_to_another_split,
    "other rows of the same draws": other_rows_of_the_same_draws,
}


def test_what_is_sealed_anew_without_a_change_verifies(copy):
    Tampered(copy).seal()
    assert verify(copy).bad == [] and verify(copy, redraw=False).bad == []


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS)
def test_a_consistent_cheat_is_found(copy, cheat):
    data = Tampered(copy)
    cheat(data)
    data.seal()
    report = verify(copy)
    named = {finding["id"] for finding in report.bad}
    assert any(row_id for row_id in named), report.bad
    if cheat is not move_rows:
        assert len(named) > 1 or cheat is move_to_another_split


def edits_missed(built: Path, place: Path, first: int, count: int) -> list[str]:
    stream, missed = Stream("edits", first), []
    for number in range(first, first + count):
        copy = Path(shutil.copytree(built, place, dirs_exist_ok=True))
        data, path = Tampered(copy), COLUMNS["problems"][number % len(COLUMNS["problems"])]
        row = stream.choice(data.rows)
        before = json.dumps(row)
        try:
            edit_leaf(row, path, stream)
        except LookupError:  # such as a row without attempts that were given up
            continue
        assert json.dumps(row) != before, f"{path} of {row['id']} was not edited"
        data.seal()
        if not verify(copy).bad:
            missed.append(f"{path} of {row['id']}")
    return missed


def test_a_single_edit_is_found(built, tmp_path):
    assert edits_missed(built, tmp_path / "copy", 13, 9) == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1_000, 1_200, 40))
def test_two_hundred_single_edits_are_found(built, tmp_path, first):
    assert edits_missed(built, tmp_path / "copy", first, 40) == []


@pytest.mark.parametrize(
    ("config", "column"),
    [
        *[("sft", name) for name in ("id", "prompt", "completion", "strategy", "measured")],
        *[("rl", name) for name in ("id", "prompt", "answer", "answer_form", "params")],
    ],
)
def test_an_edit_of_a_view_alone_is_found(copy, config, column):
    changed: list[str] = []

    def change(file, rows):
        if file.startswith(f"{config}/train"):
            row = rows[len(rows) // 2]
            changed.append(row["id"])
            value = row[column]
            if isinstance(value, list):
                value[0]["content"] = value[0]["content"].replace(" ", "  ", 1)
            else:
                row[column] = f"{value}7"

    Tampered(copy).seal(change)
    assert any(changed[0] in finding["id"] for finding in verify(copy).bad)


def test_rows_of_a_view_that_are_dropped_doubled_or_moved_are_found(copy, built):
    def dropped(file, rows):
        del rows[-1:]

    def doubled(file, rows):
        rows.append(rows[0])

    def moved(file, rows):
        rows.reverse()

    for change in (dropped, doubled, moved):
        shutil.copytree(built, copy, dirs_exist_ok=True)
        Tampered(copy).seal(change)
        assert verify(copy).bad, change


def test_a_consistent_smaller_configuration_is_another_sound_dataset(tmp_path):
    curriculum = plain_curriculum(family=FAMILIES, difficulty="2", size=18)
    build(curriculum, TEMPLATES["boxed"], tmp_path / "data", "curricula generate")
    report = verify(tmp_path / "data")
    assert report.bad == [] and report.notes() == []
    assert report.vouched()["open"] == {name: [] for name in ("problems", "sft", "rl", "eval")}


def test_a_configuration_that_asks_for_other_sizes_is_found_without_a_generator(copy):
    manifest = read_manifest(copy)
    for size in (1, 10**8, 10**17):
        manifest["config"]["curriculum"]["stages"][0]["size"] = size
        (copy / MANIFEST).write_text(sealed(manifest))
        for redraw in (True, False):
            assert verify(copy, redraw=redraw).bad


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("shares",), {"sft": 1e-12, "rl": 1}),
        (("shares",), {"sft": 1.0}),
        (("stages", 0, "sources", 0, "family"), "number_theory.no_such"),
        (("stages", 0, "sources", 0, "difficulty"), 9),
        (("stages", 0, "sources", 0, "knobs"), {"none": 1}),
        (("stages", 0, "sources", 0, "weight"), float("nan")),
        (("stages", 0, "strategies"), 10**15),
        (("stages", 0, "strategies"), {"forward": 1e400}),
        (("seed",), 1),
        (("wording",), "terse"),
        (("arm",), "B"),
        (("stages",), []),
        (("stages",), 7),
    ],
)
def test_another_configuration_does_not_make_these_rows(copy, path, value):
    manifest = read_manifest(copy)
    holder = manifest["config"]["curriculum"]
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    (copy / MANIFEST).write_text(sealed(manifest))
    report = verify(copy)
    assert report.bad and all("\n" not in finding["reason"] for finding in report.bad)


def test_a_manifest_with_other_counts_is_found(copy):
    data = Tampered(copy)
    data.seal()
    shard = data.manifest["shards"]["rl-train-00000-of-00001"]
    shard["counts"][0][-1] += 1
    (copy / MANIFEST).write_text(sealed(data.manifest))
    for redraw in (True, False):
        (finding,) = verify(copy, redraw=redraw).bad
        assert "counts other rows than there are" in finding["reason"]


def test_a_card_that_names_another_command_is_found(copy):
    from pipelines.dataset.manifest import resealed

    card = (copy / "README.md").read_text().replace("    curricula generate", "    curricula", 1)
    text = resealed(read_manifest(copy), "README.md", card.encode())
    (copy / "README.md").write_text(card)
    (copy / MANIFEST).write_text(text)
    assert [finding["file"] for finding in verify(copy).bad] == ["README.md"]


def test_a_file_of_equal_rows_is_not_read_to_its_end(copy):
    data = Tampered(copy)
    rows = data.of_stage("rl-train")
    rows[:] = rows[:1] * 5_000
    data.seal()
    for redraw in (True, False):
        report = verify(copy, redraw=redraw)
        assert any("is read no further than row" in finding["reason"] for finding in report.bad)
        assert report.counts["problems"] < 3_000 and len(report.bad) < 5 * MOST


def test_rows_of_several_shards_stand_where_the_plan_has_them(tmp_path, monkeypatch):
    for module in ("plan", "build", "configuration", "redraw"):
        monkeypatch.setattr(f"pipelines.dataset.{module}.SHARD", 5)
    build_few(tmp_path / "data")
    swapped_rows_are_found(tmp_path / "data")


def build_few(place: Path) -> None:
    curriculum = plain_curriculum(family=FAMILIES, difficulty="2", size=36)
    build(curriculum, TEMPLATES["boxed"], place, "curricula generate")


def swapped_rows_are_found(place: Path) -> None:
    """The dataset verifies, and no longer does when two rows have changed their shards."""
    assert verify(place).bad == []
    data = Tampered(place)
    first, second = [name for name in data.files if name.startswith("sft-train")][:2]
    one, other = data.files[first], data.files[second]
    one[0], other[0] = other[0], one[0]
    data.seal()
    reasons = {finding["reason"] for finding in verify(place).bad}
    assert "by the configuration it is in another file" in reasons


def test_a_dataset_of_shards_of_another_size_is_verified_by_its_own(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        for module in ("plan", "build"):
            patch.setattr(f"pipelines.dataset.{module}.SHARD", 5)
        build_few(tmp_path / "data")
    swapped_rows_are_found(tmp_path / "data")


def test_from_files_and_without_redrawing_say_what_is_open(built):
    report = verify(built, redraw=False)
    assert report.bad == [] and report.counts["problems drawn again"] == 0
    assert "statement" in report.vouched()["open"]["problems"]
    said = json.loads(run("verify", str(built), "--from-files", "--json").stdout)
    assert said["bad"] == [] and said["vouched"] == report.vouched()
    done = run("verify", str(built))
    assert done.returncode == 0 and "36 problems drawn again" in done.stderr


def test_rows_of_other_draws_are_not_drawn_again(copy):
    manifest = read_manifest(copy)
    manifest["config"]["draw_version"] = DRAW_VERSION + 1
    (copy / MANIFEST).write_text(sealed(manifest))
    report = verify(copy)
    assert report.bad == [] and "problems drawn again" not in report.counts
    assert "made by other draws" in report.notes()[0]


def test_every_family_guesses_and_practice_are_drawn_again(tmp_path):
    source = (Source(CHAIN, 2),)
    stages = (
        Stage("base", 20, tuple([Source(name, 1) for name in family_names()]), 1),
        Stage("sft", 40, source, {"forward": 1.0}, choices={"guess": "random"}),
    )
    shares = {"base": 0.5, "sft": 0.5}
    for style in ("plain", "terse"):
        folder = tmp_path / style
        curriculum = Curriculum("mixed", stages, style=style, shares=shares)
        build(curriculum, TEMPLATES[style], folder, "curricula generate")
        report = verify(folder)
        assert report.bad == [] and report.notes() == []
        assert report.vouched()["open"] == {"problems": [], "sft": [], "base": []}


@pytest.mark.parametrize("names", [("forward", "backward"), ("backward", "forward")])
def test_the_order_of_a_mixture_is_kept(tmp_path, names):
    """By weight a strategy is drawn in the order in which the mixture was written."""
    stage = Stage("sft", 60, (Source(CHAIN, 2),), dict.fromkeys(names, 1.0))
    build(Curriculum("mixed", (stage,)), TEMPLATES["plain"], tmp_path / "data", "curricula")
    assert verify(tmp_path / "data").bad == []
    assert read_manifest(tmp_path / "data")["config"]["mixtures"] == {"sft": list(names)}
    other = Stage("sft", 60, (Source(CHAIN, 2),), dict.fromkeys(names[::-1], 1.0))
    build(Curriculum("mixed", (other,)), TEMPLATES["plain"], tmp_path / "other", "curricula")
    with pytest.raises(DatasetError, match="mixtures"):
        build(Curriculum("mixed", (stage,)), TEMPLATES["plain"], tmp_path / "other", "curricula")


ADDRESSES = [Address(0, 5), Address(1, 2), Address(0, 9), Address(1, 7), Address(0, 1)]


def planned_of(addresses: list[Address]) -> Planned:
    return Planned([np.array([source * INDICES + index for source, index in addresses])])


def test_rows_in_the_order_of_the_plan_are_not_looked_up():
    planned = planned_of(ADDRESSES)
    for place, address in enumerate(ADDRESSES):
        assert planned.position(address) == place
        planned.see(place)
    assert planned.looked_up is None and not list(planned.missing())


def test_rows_in_another_order_are_found_and_others_are_not():
    planned = planned_of(ADDRESSES)
    assert [planned.position(address) for address in reversed(ADDRESSES)] == [4, 3, 2, 1, 0]
    assert planned.position(Address(1, 5)) == -1
    planned.see(3)
    assert list(planned.missing()) == [*ADDRESSES[:3], ADDRESSES[4]]
    assert planned_of([]).position(Address(0, 0)) == -1
