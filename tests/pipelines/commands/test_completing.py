"""What a shell completes, by click's own completion."""

import pytest

from tests.command_line import run

FAMILY_DIR = "tests/generators/example_families"


def completed(line: str, last: str = "", **environment: str) -> list[str]:
    """What bash is offered behind a line, as `type,value`."""
    words = f"curricula {line} {last}".split() + ([] if last else [""])
    found = run(
        _CURRICULA_COMPLETE="bash_complete",
        COMP_WORDS=" ".join(words),
        COMP_CWORD=str(len(words) - 1),
        **environment,
    )
    assert found.stderr == ""
    return list(filter(None, found.stdout.splitlines()))


@pytest.mark.parametrize(
    "line, last, offered",
    [
        ("show", "number_theory.g", ["plain,number_theory.gcd"]),
        ("families --domain", "alg", ["plain,algebra"]),
        (
            "show number_theory.gcd --strategy",
            "eu",
            ["plain,euclid_by_division", "plain,euclid_by_subtraction"],
        ),
        ("generate --family number_theory.gcd --strategy", "lad", ["plain,ladder"]),
        ("generate --family finite_fields.operation_chain --knob", "pr", ["plain,prime="]),
        ("generate --approach", "forward,b", ["plain,forward,backward"]),
        ("generate --curriculum", "sel", ["plain,select_and_improve", "file,sel"]),
        ("experiment", "sel", ["plain,select_and_improve", "file,sel"]),
        ("train data --preset", "pa", ["plain,paper"]),
        ("export data out --to", "ver", ["plain,verifiers", "plain,verl"]),
        ("check", "number_theory.g", ["plain,number_theory.gcd", "file,number_theory.g"]),
        ("generate --style", "la", ["plain,latex"]),
        ("show", "gcd", ["plain,number_theory.gcd"]),
        ("show --family-dir nowhere", "x", []),
        ("", "fam", ["plain,families"]),
    ],
)
def test_names_are_completed(line, last, offered):
    assert completed(line, last) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(shell):
    found = run(_CURRICULA_COMPLETE=f"{shell}_source")
    assert found.returncode == 0 and "_CURRICULA_COMPLETE" in found.stdout, found.stderr


def test_families_of_ones_own_folder_are_completed():
    found = completed(f"show --family-dir {FAMILY_DIR}", "")
    assert any("number_theory.gcd" in line for line in found)
    assert len(found) > len(completed("show", ""))
