"""How commands show how far they are: a bar on a terminal, lines or nothing in a pipe."""

import os
import subprocess
import sys

import pytest

from pipelines.commands.progress import clock, progress_bar
from tests.command_line import HOME

CODE = """
import time
from pipelines.commands.progress import progress_bar
with progress_bar("data", lines=4) as show:
    for done in range(11):
        time.sleep(0.02 if done < 10 else 0.12)
        show(done, 10, "first")
    for done in range(5, 9):
        time.sleep(0.12)
        show(done, 8, "second", doing="a cell")
"""


def test_a_terminal_gets_one_bar_that_is_wiped_at_the_end():
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    process = subprocess.Popen([sys.executable, "-c", CODE], cwd=HOME, stderr=theirs)
    os.close(theirs)
    written = b""
    try:
        while part := os.read(ours, 4_096):
            written += part
    except OSError:  # Linux says so when the other end has closed
        pass
    os.close(ours)
    assert process.wait() == 0
    text = written.decode()
    assert "first: 100%" in text and "10 of 10" in text and "second: " in text and "a cell" in text
    assert "\n" not in text.strip() and not text.split("\r")[-1].strip()


def test_a_pipe_gets_a_line_for_each_piece_or_nothing(capsys):
    with progress_bar("data") as show:
        show(3, 10)
    assert capsys.readouterr().err == ""
    with progress_bar("data", lines=4) as show:
        for done in range(11):
            show(done, 10)
        show(5, 8, "second", "a cell")
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(",")[0] for line in lines] == [
        "curricula: data: 0% (0 of 10)",
        "curricula: data: 30% (3 of 10)",
        "curricula: data: 50% (5 of 10)",
        "curricula: data: 80% (8 of 10)",
        "curricula: data: 100% (10 of 10)",
        "curricula: second: 62% (5 of 8); a cell",
    ]
    assert all(" left" in line for line in lines[1:5])


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (61.4, "1:01"), (3_725, "1:02:05")])
def test_a_clock_has_hours_where_there_are_any(seconds, text):
    assert clock(seconds) == text
