"""Whether another process draws the same problems of a user's family."""

from pathlib import Path

from generators import catalog
from generators.laws import Sample
from pipelines.commands.drawn_elsewhere import digest_elsewhere, digest_of
from tests.trained import run

LIMIT = 60.0  # seconds


def test_what_a_helper_prints_is_no_part_of_what_is_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr(catalog, "_folders", [])
    run("new-family", "noise", "heard_elsewhere", "--into", tmp_path)
    file: Path = tmp_path / "noise" / "heard_elsewhere.py"
    (file.parent / "_said.py").write_text('print("loaded", flush=True)\n', encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    first = "from dataclasses import dataclass\n"
    assert first in text
    file.write_text(text.replace(first, f"{first}from . import _said\n"), encoding="utf-8")
    name = catalog.add_file(file)
    here = digest_of(Sample(catalog.family(name), 3, 7).each_problem())
    assert digest_elsewhere(name, str(file), 3, 7, LIMIT) == here
    assert digest_elsewhere(name, str(file), 3, 8, LIMIT) not in ("", here)
    assert digest_elsewhere("noise.not_there", str(file), 3, 7, LIMIT) == ""
