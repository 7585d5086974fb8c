"""A report in Chromium: it reads at 400 and at 1,600 pixels, in light, dark and print."""

import re
import shutil

import pytest

from pipelines.report.report import write_report
from tests.clients.environment import run_in
from tests.pipelines.report.test_report import experiment

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.client,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
READABLE = 8.5  # pixels of the smallest letters of a figure


def lightness(colour: str) -> float:
    """The relative luminance of a colour as a browser names it."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_report_reads_at_both_widths_in_light_dark_and_print(tmp_path):
    folder = experiment(tmp_path / "study", seeds=2)
    write_report(folder, draws=20)
    shots = tmp_path / "shots"
    shots.mkdir()
    page = (folder / "report.html").as_uri()
    found = run_in("browser", "in_report.py", str(CHROMIUM), page, shots, cwd=tmp_path)
    assert found["console"] == [] and len(found["seen"]) == 5
    papers = {}
    for where, seen in found["seen"].items():
        assert seen["figures"] >= 5 and seen["inside"] and seen["overflow"] <= 0, (where, seen)
        assert seen["smallest"] >= READABLE, (where, seen)
        ends = sorted([lightness(seen["ink"]), lightness(seen["paper"])])
        assert (ends[1] + 0.05) / (ends[0] + 0.05) >= 4.5, (where, seen)
        papers[where] = lightness(seen["paper"])
    assert papers["light 400"] == papers["light 1600"] == papers["print"] == 1
    assert papers["dark 400"] == papers["dark 1600"] < 0.05
