"""The command line as a person meets it: what it prints, where, and with which status; wrong input
gets one clear line."""

import json
import re
import shutil
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from click import Argument, Option
from click.testing import CliRunner

from cli import cli
from generators import catalog
from generators.families.finite_fields._words import MET, MISSED
from tests.command_line import run as started
from tests.command_line import run_here as run

CHAIN = "finite_fields.operation_chain"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "data"
    made = run(
        "generate",
        "--family",
        "number_theory.gcd",
        "--difficulty",
        "1-2",
        "--size",
        "60",
        "--out",
        str(folder),
    )
    assert made.returncode == 0, made.stderr
    assert (
        "number_theory.gcd" in made.stdout
        and "60 problems (sft 27, rl 27, eval 6)" in made.stdout
        and "Answer: " in made.stdout
    )
    return folder


def refused(status: int, *arguments: str, **options) -> str:
    """The one line that a command is refused with."""
    result = run(*arguments, **options)
    assert result.returncode == status, result.stderr
    assert result.stderr.count("\n") == 1 and "Traceback" not in result.stderr, result.stderr
    return result.stderr


def test_help_of_every_command_has_examples_with_options_that_it_takes():
    for name, command in cli.commands.items():
        shown = CliRunner().invoke(cli, [name, "--help"])
        assert shown.exit_code == 0 and "Examples:" in shown.stdout, name
        taken = {
            word for option in command.params for word in (*option.opts, *option.secondary_opts)
        }
        examples = re.findall(rf"curricula {name}\b(.*)", shown.stdout.partition("Examples:")[2])
        assert examples, name
        for words in map(str.split, examples):
            assert {word for word in words if word.startswith("--")} <= taken, (name, words)


def test_every_command_tells_programs_but_the_one_that_serves_a_page():
    without = {
        name
        for name, command in cli.commands.items()
        if not any("--json" in option.opts for option in command.params)
    }
    assert without == {"explore"}


PRINT_JSON = {  # DATA is a dataset, OUT a folder that is not there
    "families": "--domain algebra",
    "show": "number_theory.gcd",
    "check": "number_theory.gcd --size 1",
    "new-family": "geometry chord --into OUT",
    "generate": "--family number_theory.gcd --size 20 --out OUT",
    "status": "DATA",
    "verify": "DATA --from-files",
    "overlap": "DATA DATA",
    "audit": "golds.jsonl --answer answer",
    "push": "DATA user/name --dry-run",
    "export": "DATA OUT --to trl",
    "import": "golds.jsonl OUT",
    "presets": "",
    "experiment": "--list",
    "env": "",
}


@pytest.mark.parametrize("name", PRINT_JSON)
def test_what_a_command_prints_for_programs_is_one_value_of_json(name, data, tmp_path):
    (tmp_path / "golds.jsonl").write_text(
        json.dumps({"question": "2 + 3?", "answer": "5", "metadata": {}}) + "\n"
    )
    words = PRINT_JSON[name].replace("DATA", str(data)).replace("OUT", str(tmp_path / "out"))
    done = run(name, *words.split(), "--json", cwd=tmp_path)
    assert done.returncode == 0 and json.loads(done.stdout), done.stderr
    assert done.stdout.startswith(("{", "["))


def test_every_option_of_every_command_says_what_it_does():
    for name, command in cli.commands.items():
        for option in command.params:
            if isinstance(option, Option) and not option.hidden:
                told = (option.help or "").partition("[default")[0].strip()
                assert told, (name, option.name)


def test_families_lists_every_family_for_people_and_programs():
    entries = json.loads(run("families", "--json").stdout)
    assert len(entries) >= 13 and all(len(entry["strategies"]) >= 4 for entry in entries)
    assert all(entry["problems"]["2"]["count"] >= 1_000 for entry in entries)
    strategies = [strategy for entry in entries for strategy in entry["strategies"]]
    assert all(strategy["approach"] == strategy["kind"] for strategy in strategies)
    shown = run("families", "--domain", "number_theory")
    assert (
        "number_theory.gcd" in shown.stdout and "algebra" not in shown.stdout and shown.stderr == ""
    )
    pairs = json.loads(run("families", "--domain", "number_theory", "--distances", "--json").stdout)
    assert pairs and all(pair["distance"] >= 0.3 for pair in pairs)


def test_show_solves_a_problem_by_every_strategy():
    shown = run("show", "number_theory.gcd", "--difficulty", "2").stdout
    assert "euclid by division" in shown and "5495 = 3 * 1750 + 245." in shown
    one = run(
        "show", "number_theory.gcd", "--strategy", "ladder", "--seed", "5", "--index", "7"
    ).stdout
    assert "ladder" in one and "euclid" not in one
    wrong = run(
        "show",
        "finite_fields.operation_chain",
        "--strategy",
        "forward",
        "--knob",
        "type=inversion",
        "--choice",
        "guess=random",
    ).stdout
    assert any([said in wrong for said in (*MET, *MISSED)])
    assert "gcd ( " in run("show", "number_theory.gcd", "--style", "terse").stdout


def test_show_tells_programs_the_same():
    said = json.loads(run("show", "number_theory.gcd", "--difficulty", "2", "--json").stdout)
    assert said["answer"] == "35" and said["strategies"] == [
        solution["strategy"] for solution in said["solutions"]
    ]
    first = said["solutions"][0]
    assert first["steps"][0]["claim"] == "5495 = 3 * 1750 + 245"
    assert first["steps"][0]["premises"] == [-1] and "5495 = 3 * 1750 + 245." in first["text"]
    assert {solution["approach"] for solution in said["solutions"]} > {"forward", "enumerative"}


def test_strategies_are_chosen_by_their_approach(tmp_path):
    asked = ["number_theory.gcd", "--approach", "enumerative,transform", "--json"]
    said = json.loads(run("show", *asked).stdout)["solutions"]
    assert {solution["approach"] for solution in said} == {"enumerative", "transform"}
    line = refused(2, "show", "number_theory.gcd", "--approach", "backward")
    assert "no strategy that applies" in line and "enumerative" in line
    assert "did you mean backward" in refused(2, "show", CHAIN, "--approach", "bakward")
    made = run("generate", "--approach", "backward", "--size", "40", "--json", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    (out,) = tmp_path.iterdir()
    assert out.name == "curricula-d3-s1-seed0"
    families = json.loads(made.stdout)[out.name]["families"]
    for name, said in families.items():
        for strategy in said["solutions"]:
            assert catalog.family(name).strategies[strategy].approach == "backward"
    columns = parquet.read_table(out / "sft")["approach"].unique().to_pylist()
    assert columns == ["backward"] and len(families) > 3
    assert run("verify", out).returncode == 0
    assert refused(2, "generate", "--family", "number_theory.gcd", "--approach", "backward")


def test_commands_that_make_something_tell_programs_what(data, tmp_path):
    made = run("new-family", "geometry", "chord", "--json", cwd=tmp_path)
    assert json.loads(made.stdout)["family"] == "geometry.chord"
    made = run("export", str(data), str(tmp_path / "out"), "--to", "trl", "--json")
    said = json.loads(made.stdout)
    assert "README.md" in said["files"] and said["target"] == "trl", made.stderr
    listed = json.loads(run("experiment", "--list", "--json").stdout)
    assert "select_and_improve" in [study["name"] for study in listed]


@pytest.mark.parametrize(
    "arguments, meant",
    [
        (("famlies",), "families"),
        (("show", "number_theory.gdc"), "number_theory.gcd"),
        (("show", CHAIN, "--strategy", "forwrd"), "forward"),
        (("show", CHAIN, "--knob", "prme=7"), "prime"),
        (("show", CHAIN, "--choice", "gess=random"), "guess"),
        (("show", CHAIN, "--style", "ltex"), "latex"),
        (("generate", "--strategy", "euclid_by_divison"), "euclid_by_division"),
        (("generate", "--domain", "algebr"), "algebra"),
        (("generate", "--template", "boxd"), "boxed"),
        (("generate", "--curriculum", "select_and_imprve"), "select_and_improve"),
        (("experiment", "select_and_imprve"), "select_and_improve"),
        (("families", "gcd"), "number_theory.gcd"),
    ],
)
def test_what_was_meant_is_suggested(arguments, meant):
    assert re.search(f"[Dd]id you mean '?(\\w* or )?{meant}", refused(2, *arguments))


def test_presets_names_the_study():
    assert "select_and_improve" in run("presets").stdout
    assert json.loads(run("presets", "--json").stdout)[0]["datasets"]["eval"] == 960


def test_verify_is_silent_on_a_sound_dataset_and_names_bad_rows(data, tmp_path):
    sound = run("verify", str(data))
    assert sound.returncode == 0 and sound.stdout == "" and "60 problems" in sound.stderr
    copy = Path(shutil.copytree(data, tmp_path / "copy"))
    file = next((copy / "rl").glob("train*"))
    table = parquet.read_table(file)
    rows = table.to_pylist()
    rows[0]["answer"] = str(int(rows[0]["answer"]) + 1)
    parquet.write_table(table.from_pylist(rows, schema=table.schema), file)
    bad = run("verify", str(copy))
    assert bad.returncode == 3 and rows[0]["id"] in bad.stdout
    found = json.loads(run("verify", str(copy), "--json").stdout)
    assert found["counts"]["problems"] == 60 and {"file", "id", "reason"} == set(found["bad"][0])
    file.write_bytes(file.read_bytes()[:-100])
    assert run("verify", str(copy)).returncode == 3


def test_generate_again_keeps_everything_and_another_configuration_is_refused(data):
    options = ["generate", "--family", "number_theory.gcd", "--size", "60", "--out", str(data)]
    again = run(*options, "--difficulty", "1-2")
    assert again.returncode == 0 and "0 shards written, 5 kept" in again.stderr
    assert "another configuration" in refused(1, *options, "--difficulty", "3")


def test_grade_judges_completions_against_a_dataset(data, tmp_path):
    rows = parquet.read_table(next((data / "sft").glob("train*"))).to_pylist()[:4]
    completions = [{"id": row["id"], "completion": row["completion"]} for row in rows]
    completions.append({"id": rows[0]["problem_id"], "completion": "It must be 0. Answer: 0"})
    file = tmp_path / "completions.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in completions))
    results = [
        json.loads(line)
        for line in run("grade", str(file), str(data), "--json").stdout.splitlines()
    ]
    assert [result["correct"] for result in results] == [True] * 4 + [False]
    assert all(
        result["strategy"] == row["strategy"] for result, row in zip(results, rows, strict=False)
    )
    assert results[-1]["reason"] == "unequal" and results[-1]["strategy"] == "none"
    assert "5 completions, 80.0% right" in run("grade", str(file), str(data)).stdout
    file.write_text('{"id": 3}\n')
    assert "line 1" in refused(1, "grade", str(file), str(data))
    assert "nothing.jsonl" in refused(2, "grade", "nothing.jsonl", str(data))


@pytest.mark.slow
def test_a_study_with_a_knob_of_ones_own_verifies(tmp_path):
    made = run(
        "generate",
        "--curriculum",
        "select_and_improve",
        "--out",
        str(tmp_path / "study"),
        "--knob",
        "prime=13",
        "--workers",
        "2",
    )
    assert made.returncode == 0, made.stderr
    assert run("verify", str(tmp_path / "study")).returncode == 0


def test_a_curriculum_file_is_generated(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "name: mine\nstages:\n"
        "- {name: rl, size: 20, strategies: 2, sources: [{family: number_theory.gcd, difficulty:"
        " 1, knobs: {quotient: 5}}]}\n"
    )
    made = run("generate", "--curriculum", "mine.yaml", cwd=tmp_path)
    assert made.returncode == 0 and (tmp_path / "mine" / "rl").is_dir(), made.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["generate", "--family", "algebra.nothing"], "algebra.linear_equation"),
        (["generate", "--size", "-3"], "--size"),
        (["generate", "--size", "many"], "'many' is not a valid integer"),
        (["generate", "--difficulty", "7"], "1-5"),
        (
            ["generate", "--family", "number_theory.gcd", "--strategies", "40"],
            "ask for --strategies",
        ),
        (
            [
                "generate",
                "--family",
                "number_theory.gcd",
                "--difficulty",
                "1",
                "--size",
                "99999999",
            ],
            "distinct problems",
        ),
        (["generate", "--curriculum", "nothing"], "select_and_improve"),
        (
            ["generate", "--curriculum", "select_and_improve", "--size", "4"],
            "--size does not go with --curriculum",
        ),
        (["generate", "--template", "fancy"], "plain, boxed, think"),
        (["generate", "--family-dir", "/nowhere/at/all"], "/nowhere/at/all"),
        (["generate", "--domain", "astrology"], "number_theory"),
        (["show", "number_theory.gcd", "--strategy", "magic"], "euclid_by_division"),
        (["show", "number_theory.gcd", "--difficulty", "0"], "out of range"),
        (["show"], "FAMILY"),
        (["families", "--domain", "astrology"], "number_theory"),
        (["conjure"], "conjure"),
        (["generate", "--size", "0"], "--size: 0 is not at least 1"),
        (["generate", "--strategies", "0"], "--strategies: 0 is not at least 1"),
        (["generate", "--stages", ""], "--stages is empty"),
        (["generate", "--stages", "sft=-1,rl=2"], "'-1' is not a share from 0 to 1"),
        (["generate", "--out", ""], "--out is empty"),
        (["show", "number_theory.gcd", "--graph", "--json"], "--graph does not go with --json"),
        (["show", "number_theory.gcd", "--graph", "--style", "latex"], "--style does not go"),
        (["check", "."], "is a folder"),
        (["new-family", "geometry", "class"], "is a word of Python"),
        (["grade", ".", "."], "name a file of completions"),
        (["import", ".", "out"], "name a file of JSON lines"),
        (["explore", ".", "--static", "none/page.html"], "there is no folder none"),
        (["push", ".", "user/name", "--also", ""], "it names no target"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_is_possible(arguments, says, tmp_path):
    assert says in refused(2, *arguments, cwd=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", cli.commands)
def test_an_empty_argument_is_not_the_folder_that_one_is_in(name, tmp_path):
    if any(isinstance(parameter, Argument) for parameter in cli.commands[name].params):
        assert f"an argument of {name} is empty" in refused(2, name, "", cwd=tmp_path)


def test_folders_that_cannot_be_used_are_one_line(tmp_path):
    (tmp_path / "file").write_text("mine")
    assert "is a file" in refused(1, "generate", "--size", "20", "--out", str(tmp_path / "file"))
    assert "cannot be written" in refused(
        1, "generate", "--size", "20", "--out", str(tmp_path / "file" / "below")
    )
    assert "cannot be written" in refused(1, "generate", "--size", "20", "--out", "/proc/data")
    assert "no dataset there" in refused(1, "verify", str(tmp_path))
    (tmp_path / "bad.yaml").write_text("name: [")
    assert "not YAML at line" in refused(2, "generate", "--curriculum", str(tmp_path / "bad.yaml"))


def test_a_process_of_its_own_says_the_same(data):
    arguments = ["show", "number_theory.gcd", "--strategy", "magic"]
    here, there = run(*arguments), started(*arguments)
    assert (here.returncode, here.stdout, here.stderr) == (2, there.stdout, there.stderr)
    assert there.returncode == 2
    here, there = [each("status", str(data), "--json") for each in (run, started)]
    assert here.stdout == there.stdout and here.returncode == there.returncode == 0


def test_output_into_a_closed_pipe_is_quiet():
    import subprocess
    import sys

    result = subprocess.run(
        f"{sys.executable} -m curricula families | head -1",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in result.stderr
