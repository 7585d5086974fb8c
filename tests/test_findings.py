"""`python -m benchmarks.findings` puts a report into a page, and the study's page is one such."""

import json
import re

import pytest

from benchmarks.findings import PLACE, fill, table_of
from pipelines.report.report import write_report
from tests.command_line import HOME
from tests.drawn_completions import drawn, write_cell

SIDES = {"evaluation": {"forward": (1.0, 0.5)}, "inversion": {"forward": (1.0, 0.2)}}
PAGE = """# A page

<!-- measured: Accuracy in percent on 6-9 -->
<!-- end -->

![Accuracy.](figures/page-accuracy.png)
"""


def test_a_report_is_put_into_a_page_with_its_tables_pictures_and_numbers(tmp_path):
    report, page = tmp_path / "report", tmp_path / "docs" / "page.md"
    for stage, parent in (("sft", None), ("rl", "sft")):
        table = drawn(SIDES, 30, 4, 1, {"2-5": 1.0, "6-9": 0.9})
        write_cell(report / stage, table, "A", stage, 1, parent, [])
    write_report(report, draws=30)
    page.parent.mkdir()
    page.write_text(PAGE)
    fill(report, page)
    filled = page.read_text()
    assert "| A | rl | 1 |" in filled and filled.count("<!-- end -->") == 1
    assert (page.parent / "figures" / "page-accuracy.png").stat().st_size > 1_000
    figures = json.loads(page.with_suffix(".json").read_text())
    assert [(cell["arm"], cell["stage"]) for cell in figures["cells"]] == [
        ("A", "sft"),
        ("A", "rl"),
    ]
    fill(report, page)
    assert page.read_text() == filled


def test_a_table_that_a_report_has_not_is_told():
    tables = {"Shares on 2-5": "a", "Shares on 6-9": "b", "Shares on 6-9 by seed": "c"}
    assert table_of(tables, "Shares on 6-9") == "b"
    for caption, count in {"Shares": 3, "Tokens": 0}.items():
        with pytest.raises(ValueError, match=f"{count} tables begin with '{caption}'"):
            table_of(tables, caption)


def test_the_studys_page_shows_figures_of_its_file():
    page = (HOME / "docs" / "study.md").read_text(encoding="utf-8")
    figures = json.loads((HOME / "docs" / "study.json").read_text(encoding="utf-8"))
    assert len(figures["seeds"]) >= 5 and len(PLACE.findall(page)) >= 10
    _, _, after = page.partition("<!-- measured: Accuracy in percent on 6-9 by seed -->")
    rows = [line.split("|")[1:-1] for line in after.partition("<!-- end -->")[0].splitlines()]
    shown = {(row[0].strip(), row[1].strip()): row[2:] for row in rows if len(row) > 2}
    for cell in figures["cells"]:
        if not cell["arm"]:
            continue
        place = figures["seeds"].index(cell["seed"])
        text = shown[cell["arm"], cell["stage"]][place]
        accuracy = cell["bands"]["6-9"]["all"]["accuracy"]
        assert [100 * share for share in accuracy] == pytest.approx(numbers_in(text), abs=0.06)


def numbers_in(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+\.\d+", text)]
