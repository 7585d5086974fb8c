"""How commands end: stopped by a signal, without a worker, with a fault of our own; and what they
say then."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.commands import speaking
from tests.command_line import HOME, run_here
from tests.pipelines.dataset.test_builders import await_shard, begun
from tests.processes import in_session

SOON = 5.0  # seconds until nothing is left of a command that was stopped
INTERRUPTED = "curricula: interrupted; what was whole is kept"
linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")


def await_none(session: int) -> None:
    until = time.monotonic() + SOON
    while in_session(session):
        assert time.monotonic() < until, "a process is left"
        time.sleep(0.05)


@linux
@pytest.mark.parametrize("to_all", [False, True])
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_stopped_build_leaves_no_process_and_says_so(tmp_path, sent, to_all):
    driver = begun(tmp_path / "data", "--workers", "2", said=tmp_path / "said")
    await_shard(tmp_path / "data", driver)
    (os.killpg if to_all else os.kill)(driver.pid, sent)
    assert driver.wait(timeout=SOON) == 128 + sent
    await_none(driver.pid)
    said = (tmp_path / "said").read_text().strip()
    assert said.startswith(INTERRUPTED) and "\n" not in said
    assert not [path.name for path in (tmp_path / "data").iterdir() if path.name == ".lock"]


@linux
def test_a_build_that_loses_a_worker_says_it_in_one_line(tmp_path):
    driver = begun(tmp_path / "data", "--workers", "2", said=tmp_path / "said")
    await_shard(tmp_path / "data", driver)
    workers = [
        process
        for process in in_session(driver.pid)
        if b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    ]
    os.kill(workers[0], signal.SIGKILL)
    assert driver.wait(timeout=SOON + 5) == 1
    await_none(driver.pid)
    said = (tmp_path / "said").read_text()
    assert said.startswith("curricula: a worker process ended") and said.count("\n") == 1


@linux
def test_what_nohup_ignores_stays_ignored(tmp_path):
    code = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "from pipelines.commands.stopping import Stop; Stop().listen();"
        "print(signal.getsignal(signal.SIGHUP) == signal.SIG_IGN,"
        " signal.getsignal(signal.SIGTERM) == signal.SIG_DFL)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True)
    assert done.stdout == "True False\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "{}"),
        ("grade", "{}", "data"),
        ("audit", "{}", "--answer", "{}"),
        ("generate", "--family", "{}"),
        ("generate", "--curriculum", "{}"),
        ("show", "{}"),
        ("report", "{}"),
        ("{}",),
    ],
)
def test_no_error_has_a_sign_that_a_terminal_obeys(arguments, tmp_path):
    text = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\u202e\x9b31m\r"
    done = run_here(*[argument.format(text) for argument in arguments], cwd=tmp_path)
    said = done.stderr + done.stdout
    assert done.returncode in (1, 2) and said.count("\n") == 1
    assert said.strip("\n").isprintable() and "1b" in said


def test_a_fault_of_ours_is_one_line_too(monkeypatch, capsys):
    import cli

    def fails(**how: object) -> None:
        raise KeyError("\x1b what")

    monkeypatch.setattr(cli.cli, "main", fails)
    monkeypatch.setattr(cli.Stop, "listen", lambda self: None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().err
    assert ended.value.code == 1 and "a fault of this program, KeyError in test_stopping" in said
    assert said.count("\n") == 1 and said.strip("\n").isprintable()
    monkeypatch.setenv(cli.TRACEBACK, "1")
    with pytest.raises(KeyError):
        cli.main()


def test_what_is_told_is_bounded(capsys):
    speaking.note("x" * 10**6)
    assert len(capsys.readouterr().err) < 2 * speaking.LONGEST
