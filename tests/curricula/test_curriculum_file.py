"""The YAML form of curricula: it gives them back, and a bad file is refused in one line that names
the field."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from curricula import CurriculumError, read_curriculum, write_curriculum
from curricula.curriculum_file import SIZE, from_mapping, to_mapping
from curricula.request import plain_curriculum
from curricula.studies.catalog import arms_of, studies

GCD = "number_theory.gcd"
SOURCE = {"family": GCD, "difficulty": 2}
STAGE = {"name": "sft", "size": 10, "sources": [SOURCE]}


def test_yaml_gives_the_same_curriculum_back(tmp_path):
    for name in studies():
        for arm in arms_of(name).values():
            file = tmp_path / "arm.yaml"
            file.write_text(write_curriculum(arm))
            assert read_curriculum(file) == arm


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stages": []}, "stages: there are none"),
        ({"stages": 3}, "stages: 3 is not a list"),
        ({"nmae": "x"}, "nmae: no such field"),
        ({"seed": "one"}, "seed: 'one' is not a whole number"),
        ({"wording": "rude"}, "wording: 'rude'"),
        ({"shares": {"sft": 0.5}}, "shares"),
        ({"stages": [{**STAGE, "size": -1}]}, "stages[0].size: -1 is negative"),
        ({"stages": [{**STAGE, "size": None}]}, "stages[0].size: is missing"),
        ({"stages": [{**STAGE, "name": "warmup"}]}, "stages[0].name: 'warmup'"),
        ({"stages": [STAGE, STAGE]}, "stages[1].name: there are two"),
        ({"stages": [{**STAGE, "strategies": True}]}, "stages[0].strategies"),
        ({"stages": [{**STAGE, "strategies": 99}]}, "stages[0].strategies: number_theory.gcd has"),
        (
            {"stages": [{**STAGE, "strategies": {"magic": 1}}]},
            "stages[0].strategies: number_theory.gcd has no strategy 'magic'",
        ),
        ({"stages": [{**STAGE, "strategies": {"ladder": "much"}}]}, "stages[0].strategies.ladder"),
        (
            {"stages": [{**STAGE, "choices": {"guess": "random"}}]},
            "stages[0].choices: no strategy here offers 'guess'",
        ),
        (
            {"stages": [{**STAGE, "sources": [{"family": "algebra.nothing", "difficulty": 2}]}]},
            "stages[0].sources[0]: no family is called",
        ),
        (
            {"stages": [{**STAGE, "sources": [{"family": GCD, "difficulty": 9}]}]},
            "stages[0].sources[0]: difficulty 9 is out of range",
        ),
        (
            {
                "stages": [
                    {**STAGE, "sources": [{"family": GCD, "difficulty": 2, "knobs": {"size": 2}}]}
                ]
            },
            "has no knob 'size'",
        ),
        (
            {
                "stages": [
                    {
                        **STAGE,
                        "sources": [{"family": GCD, "difficulty": 2, "knobs": {"quotient": [1]}}],
                    }
                ]
            },
            "stages[0].sources[0].knobs.quotient",
        ),
        (
            {"stages": [{**STAGE, "sources": [{"family": GCD, "difficulty": 2, "weight": 0}]}]},
            "stages[0].sources[0].weight",
        ),
    ],
)
def test_a_bad_field_is_named_by_its_path(tmp_path, change, message):
    file = tmp_path / "curriculum.yaml"
    file.write_text(json.dumps({"name": "mine", "stages": [STAGE], **change}))
    with pytest.raises(CurriculumError) as caught:
        read_curriculum(file)
    assert (
        str(file) in str(caught.value)
        and message in str(caught.value)
        and "\n" not in str(caught.value)
    )


@pytest.mark.parametrize(
    "text", ["a: [", "\x00", "- 1", "", "!!python/object/apply:os.system ['true']", "x: &a [*a]\n"]
)
def test_what_is_no_curriculum_is_refused_in_one_line(tmp_path, text):
    file = tmp_path / "curriculum.yaml"
    file.write_text(text)
    with pytest.raises(CurriculumError) as caught:
        read_curriculum(file)
    assert "\n" not in str(caught.value)


def test_an_unreadable_file_is_refused(tmp_path):
    with pytest.raises(CurriculumError, match="No such file"):
        read_curriculum(tmp_path / "none.yaml")


def refused(folder: Path, text: str) -> str:
    """The one line with which a file of this text is refused, behind the file's name."""
    file = folder / "curriculum.yaml"
    file.write_text(text)
    with pytest.raises(CurriculumError) as caught:
        read_curriculum(file)
    message = str(caught.value)
    assert message.startswith(f"{file}: ") and "\n" not in message and len(message) < 800
    return message.removeprefix(f"{file}: ")


def test_a_range_is_written_with_a_dash_or_as_a_list():
    written = [{**SOURCE, "knobs": {"divisions": ends}} for ends in ("2-5", [2, 5])]
    for source in written:
        stage = {**STAGE, "sources": [source]}
        read = from_mapping({"name": "mine", "stages": [stage]}).checked()
        assert read.stages[0].sources[0].setting().knobs["divisions"] == (2, 5)


def test_what_came_and_what_is_allowed_is_told(tmp_path):
    for change, message in (
        ({"size": "ten"}, "stages[0].size: 'ten' is not a whole number"),
        ({"size": 1.5}, "stages[0].size: 1.5 is not a whole number"),
        ({"size": True}, "stages[0].size: True is not a whole number"),
        ({"among": [1]}, "stages[0].among[0]: 1 is not a text"),
        ({"among": "ladder"}, "stages[0].among: 'ladder' is not a list"),
        ({"choices": {"guess": 3}}, "stages[0].choices.guess: 3 is not a text"),
        ({"choices": ["guess"]}, "stages[0].choices: ['guess'] is not a mapping"),
        ({"sources": SOURCE}, f"stages[0].sources: {SOURCE!r} is not a list"),
        (
            {"strategies": "all"},
            "stages[0].strategies: 'all' is not a number, or a mapping such as"
            " {forward: 1, backward: 1}",
        ),
        (
            {"sources": [GCD]},
            "stages[0].sources[0]: a mapping with family, difficulty, knobs, weight is needed,"
            " not str",
        ),
        (
            {"sources": [{**SOURCE, "knobs": {"steps": True}}]},
            "stages[0].sources[0].knobs.steps: True is not a number, a range such as 2-5 or"
            " [2, 5], or a text",
        ),
        (
            {"sources": [{**SOURCE, "knobs": {"divisions": [1, 2, 3]}}]},
            "stages[0].sources[0].knobs.divisions: [1, 2, 3] is not a range of two numbers, such as"
            " [2, 5]",
        ),
        (
            {"sources": [{**SOURCE, "kobs": {}}]},
            "stages[0].sources[0].kobs: no such field; there are family, difficulty, knobs, weight",
        ),
        (
            {"siez": 3},
            "stages[0].siez: no such field; there are name, size, sources, strategies, admits,"
            " among, choices, without, shortcuts, corrupt, backtracks, check",
        ),
    ):
        text = json.dumps({"name": "mine", "stages": [{**STAGE, **change}]})
        assert refused(tmp_path, text) == message
    wanted = "name, seed, style, detail, label, phrasing, template, shares, arm, stages"
    assert refused(tmp_path, "3: x\nname: a\nstages: []\n") == (
        f"3: no such field; there are {wanted}"
    )
    assert refused(tmp_path, "- 1\n") == f"the file: a mapping with {wanted} is needed, not list"


def test_several_errors_are_told_together_unknown_fields_first(tmp_path):
    text = json.dumps({"nmae": "mine", "seed": "a", "arm": 3, "stages": 4})
    assert refused(tmp_path, text) == (
        "nmae: no such field; there are name, seed, style, detail, label, phrasing, template,"
        " shares, arm, stages; name: is missing; seed: 'a' is not a whole number; and 2 more"
    )


@pytest.mark.parametrize("value", [".nan", ".inf", "-.inf", "1e999", "1e300", "-1", "0"])
def test_a_weight_is_positive_and_finite(tmp_path, value):
    source = f"{{family: {GCD}, difficulty: 2, weight: {value}}}"
    text = f"name: mine\nstages: [{{name: sft, size: 3, sources: [{source}]}}]"
    assert refused(tmp_path, text).startswith("stages[0].sources[0].weight: ")
    mixed = "{name: sft, size: 3, sources: [{family: number_theory.gcd, difficulty: 2}]"
    text = f"name: mine\nstages: [{mixed}, strategies: {{ladder: {value}}}}}]"
    assert refused(tmp_path, text).startswith("stages[0].strategies")
    text = f"name: mine\nshares: {{sft: 1.0, eval: {value}}}\nstages: [{mixed}}}]"
    if value != "0":
        assert refused(tmp_path, text).startswith("shares.eval: ")


def test_numbers_that_are_no_size_are_refused(tmp_path):
    for value in ("1" * 30, "0x" + "f" * 9_000, "1" * 9_000, "-5"):
        text = json.dumps({"name": "mine", "stages": [{**STAGE, "size": 0}]})
        assert refused(tmp_path, text.replace('"size": 0', f'"size": {value}'))
        text = text.replace('"name": "mine"', f'"name": "mine", "seed": {value.lstrip("-")}00')
        assert value == "-5" or refused(tmp_path, text)


def test_a_field_that_is_there_twice_is_refused(tmp_path):
    assert refused(tmp_path, "name: a\nseed: 1\nname: b\nstages: []\n") == (
        "line 3: the field 'name' is there twice"
    )
    source = f"{{family: {GCD}, difficulty: 2, difficulty: 3}}"
    text = f"name: mine\nstages: [{{name: sft, size: 3, sources: [{source}]}}]"
    assert "the field 'difficulty' is there twice" in refused(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "name: &n mine\narm: *n\nstages: []\n",
        "stages: &s [*s]\n",
        "base: &b {name: mine}\n<<: *b\nstages: []\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    ],
)
def test_aliases_are_refused(tmp_path, text):
    message = "aliases (*NAME) are not taken; write the value out"
    assert refused(tmp_path, text) in [f"line {line}: {message}" for line in (1, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['touch ran']",
        "name: !!python/name:os.system",
        "name: 2024-13-45",
        "name: !!binary x",
        "? [a, b]\n: c",
        "[" * 100_000,
        "{a: " * 50_000,
        "name: !!set {a, b}",
        "name: !!int abc",
        "\x07",
    ],
)
def test_what_is_no_plain_value_is_refused(tmp_path, text):
    assert refused(tmp_path, text)
    assert [path.name for path in tmp_path.iterdir()] == ["curriculum.yaml"]


def test_a_file_is_bounded_in_size(tmp_path):
    begun = time.perf_counter()
    assert refused(tmp_path, "#" * (SIZE + 1)) == f"larger than {SIZE:,} bytes"
    assert time.perf_counter() - begun < 1


def test_a_manifest_keeps_the_names_that_builds_are_recognised_by(recwarn):
    curriculum = plain_curriculum(family=[GCD], size=20, style="terse")
    content = to_mapping(curriculum)
    assert list(content) == ["name", "seed", "wording", "template", "shares", "arm", "stages"]
    assert content["wording"] == "terse"
    assert to_mapping(plain_curriculum(family=[GCD], style="plain"))["wording"] == "natural"
    written = to_mapping(plain_curriculum(family=[GCD], label="last", detail="full", phrasing=3))
    told = ("wording", "detail", "label", "phrasing", "template")
    assert [written[name] for name in told] == ["latex", "full", "last", 3, "boxed"]
    assert from_mapping(written) == plain_curriculum(
        family=[GCD], label="last", detail="full", phrasing=3
    )
    assert from_mapping(content) == curriculum and not recwarn.list
    assert yaml.safe_load(write_curriculum(curriculum))["style"] == "terse"


@pytest.mark.parametrize("command", [["--help"], ["families"], ["show", GCD]])
def test_commands_that_read_no_file_load_neither_yaml_nor_pydantic(command):
    code = (
        "import sys; from cli import cli; cli.main(sys.argv[1:], standalone_mode=False);"
        "print({'yaml', 'pydantic', 'numpy', 'pyarrow', 'jinja2'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "set()", run.stdout + run.stderr
