"""Styles, and the names that they had before: taken everywhere, with a notice of one line."""

from dataclasses import replace

import pytest

from curricula import Curriculum, RequestError, Source, Stage, read_curriculum
from curricula.request import plain_curriculum
from curricula.style import STYLES, read_style, style_or_wording
from generators.old_names import OldName
from tests.command_line import run_here as run

GCD = "number_theory.gcd"
STAGES = (Stage("sft", 10, (Source(GCD, 2),)),)


def test_a_style_has_one_name_and_an_old_one_a_notice(recwarn):
    assert STYLES == ("plain", "latex", "terse")
    assert [read_style(name) for name in STYLES] == list(STYLES) and not recwarn.list
    with pytest.warns(OldName, match="^style natural is now called style plain$"):
        assert read_style("natural") == "plain"
    with pytest.raises(RequestError, match="^--style: 'tex' is not one of plain, latex, terse;"):
        read_style("tex", "--style")
    with pytest.raises(RequestError, match="--wording: is the old name of --style"):
        style_or_wording("plain", "natural", "--style", "--wording")
    assert style_or_wording(None, None, "--style", "--wording") == ""


@pytest.mark.parametrize(("old", "new"), [("natural", "plain"), ("terse", "terse")])
def test_curricula_take_old_names_with_a_notice(old, new, tmp_path):
    current = Curriculum("mine", STAGES, style=new)
    assert current.wording == old and current.style == new
    with pytest.warns(OldName, match=f"wording='{old}' is now called style='{new}'"):
        assert Curriculum("mine", STAGES, wording=old) == current  # type: ignore[call-arg]
    with pytest.warns(OldName):
        other = replace(Curriculum("mine", STAGES, style="plain"), wording=old)
    assert other == current
    with pytest.warns(OldName):
        assert plain_curriculum(wording=old, family=[GCD]).style == new
    file = tmp_path / "mine.yaml"
    file.write_text(
        f"name: mine\nwording: {old}\n"
        f"stages: [{{name: sft, size: 10, sources: [{{family: {GCD}, difficulty: 2}}]}}]\n"
    )
    with pytest.warns(OldName, match=f"^wording {old} is now called style {new}$"):
        assert read_curriculum(file) == current


def test_an_old_value_of_the_new_name_is_taken_too():
    with pytest.warns(OldName, match="style natural is now called style plain"):
        assert Curriculum("mine", STAGES, style="natural").style == "plain"


def test_new_names_give_no_notice(recwarn):
    Curriculum("mine", STAGES, style="plain").checked()
    assert not recwarn.list


def test_a_style_that_does_not_exist_is_refused():
    with pytest.raises(RequestError, match="^style: 'rude' is not one of plain, latex, terse$"):
        Curriculum("mine", STAGES, style="rude").checked()


@pytest.mark.parametrize(
    ("options", "notice"),
    [
        (["--style", "terse"], ""),
        (["--wording", "terse"], "curricula: --wording terse is now called --style terse\n"),
        (["--style", "natural"], "curricula: --style natural is now called --style plain\n"),
        (["--wording", "natural"], "curricula: --wording natural is now called --style plain\n"),
    ],
)
def test_the_command_takes_old_names_with_a_notice_of_one_line(options, notice):
    shown = run("show", GCD, *options)
    assert (shown.returncode, shown.stderr) == (0, notice)
    assert ("gcd ( " in shown.stdout) == ("terse" in options)


def test_a_dataset_of_an_earlier_version_is_recognised_under_the_new_names(tmp_path):
    asked = ["generate", "--family", GCD, "--difficulty", "2", "--size", "20", "--out", "made"]
    assert run(*asked, "--wording", "terse", cwd=tmp_path).returncode == 0
    before = (tmp_path / "made" / "manifest.json").read_bytes()
    again = run(*asked, "--style", "terse", cwd=tmp_path)
    assert again.returncode == 0 and again.stderr == "made: 0 shards written, 3 kept\n"
    assert (tmp_path / "made" / "manifest.json").read_bytes() == before
    assert b"curricula generate" in before and b"--wording terse" in before


def test_what_does_not_fit_is_refused_in_one_line():
    for options, message in (
        (["--style", "tex"], "--style: 'tex' is not one of plain, latex, terse"),
        (["--wording", "rude"], "--wording: 'rude' is not one of plain, latex, terse"),
        (["--detail", "long"], "detail: 'long' is not one of brief, normal, full"),
        (["--label", "middle"], "label: 'middle' is not one of first, none, last"),
        (["--style", "plain", "--wording", "natural"], "--wording: is the old name of --style"),
    ):
        refused = run("show", GCD, *options)
        assert refused.returncode == 2 and refused.stderr.startswith(f"curricula: {message}")
        assert refused.stderr.count("\n") == 1
