"""Single lines in the manner of real models, written for this project: right ones, of which none
may be called wrong, and ones with a slip, which are to be found. Nothing is known of their
problems."""

from pathlib import Path

from curricula.working.steps import RIGHT, WRONG, read_steps

HERE = Path(__file__).parent


def verdicts(file: str) -> dict[str, str]:
    """Of each line of a file what it is called; a line of several parts is wrong where one is."""
    found = {}
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        parts = [part.verdict for part in read_steps(line).lines]
        found[line] = next((name for name in (WRONG, RIGHT) if name in parts), "unread")
    return found


def test_no_right_line_is_called_wrong_and_most_are_read():
    found = verdicts("right_lines.txt")
    assert len(found) >= 300
    assert not [line for line, verdict in found.items() if verdict == WRONG]
    assert sum([verdict == RIGHT for verdict in found.values()]) >= 0.92 * len(found)


def test_a_slip_is_found_in_a_line_by_itself():
    found = verdicts("slipped_lines.txt")
    assert len(found) >= 300
    assert sum([verdict == WRONG for verdict in found.values()]) >= 0.9 * len(found)
    assert sum([verdict == RIGHT for verdict in found.values()]) <= 0.01 * len(found)


def test_lines_that_only_look_wrong_are_not_called_so():
    """Units that are converted, bases, hypotheses, operations with a meaning of their own, numbers
    in words, code, tables."""
    found = verdicts("odd_lines.txt")
    assert len(found) >= 300
    assert not [line for line, verdict in found.items() if verdict == WRONG]
