"""The explorer on a million rows: how long it takes to open them, to count them by every facet, to
filter, to search, and to show one; and, where Playwright and Chromium are there, what a reader
waits for in the browser, whose console has to stay empty.

python -m benchmarks.explorer [ROWS]
"""

import functools
import shutil
import sys
import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

from werkzeug.serving import make_server

from benchmarks.timing import table
from curricula.request import plain_curriculum
from pipelines.dataset.build import build
from pipelines.dataset.manifest import read_manifest, sealed
from pipelines.dataset.template import TEMPLATES
from pipelines.explore.page import opened
from pipelines.explore.problems import ProblemView
from pipelines.explore.server import HOST, Quiet, application

OPENED, FILTERED = 2.0, 0.3  # seconds that are asked for
FILTERS = {"family": "family", "difficulty": "difficulty", "strategies": "strategy"}
SEARCHED = {"largest": "a common word", "17": "a number", "in no statement": "nothing"}
TYPING = 0.15  # seconds that the page waits for the next letter
SHARD = 5_000
RUNS = 4


class Measured(NamedTuple):
    """Seconds on the clock, and those of this process on its CPUs, the browser's not among them."""

    seconds: float
    cpu: float


def enlarged(folder: Path, rows: int) -> None:
    """Give a dataset more rows: the shard of its problems under many names."""
    manifest = read_manifest(folder)
    name = "problems/sft-train-00000-of-00001.parquet"
    described = manifest["files"].pop(name)
    shards = -(-rows // described["rows"])
    for shard in range(shards):
        other = f"problems/sft-train-{shard:05d}-of-{shards:05d}.parquet"
        (folder / other).hardlink_to(folder / name)
        manifest["files"][other] = described
    (folder / "manifest.json").write_text(sealed(manifest))


def measured(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> Measured:
    """The shortest of some runs, so that others at work on the machine count little; `before` is
    done before each."""
    runs = []
    for _ in range(RUNS):
        before()
        begun, cpu = perf_counter(), process_time()
        work()
        runs.append(Measured(perf_counter() - begun, process_time() - cpu))
    return Measured(min(run.seconds for run in runs), min(run.cpu for run in runs))


def in_browser(view: ProblemView) -> dict[str, Measured]:
    """How long Chromium takes to open the page, to filter it and to search in it."""
    chromium = shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        return {}
    from playwright.sync_api import sync_playwright

    server = make_server(HOST, 0, application(view), threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found: dict[str, Measured] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))

        def open_page() -> None:
            page.goto(f"http://{HOST}:{server.server_port}/")
            page.wait_for_selector("#lines button")

        def shown(act: Callable[[], None]) -> None:
            """Act, and wait until the page shows what it was asked for and has drawn it."""
            ready = int(page.evaluate("document.body.dataset.ready"))
            act()
            page.wait_for_selector(f"body[data-ready='{ready + 1}']")

        def cleared() -> None:
            """Nothing is chosen, and no chart is being drawn."""
            if page.locator("#clear").is_visible():
                shown(page.locator("#clear").click)
            page.wait_for_load_state("networkidle")

        def forgotten() -> None:
            """The same, and no search is known."""
            cleared()
            view.rows.kept.clear()

        found["open the page in the browser"] = measured(open_page, view.rows.kept.clear)
        for facet, title in FILTERS.items():
            box = page.locator(f"input[name='{facet}']").first
            work = functools.partial(shown, box.click)
            found[f"filter by {title} in the browser"] = measured(work, cleared)
        for text, sort in SEARCHED.items():
            work = functools.partial(shown, functools.partial(page.locator("#search").fill, text))
            taken = measured(work, forgotten)
            found[f"search for {sort} in the browser"] = taken._replace(
                seconds=taken.seconds - TYPING
            )
        browser.close()
    server.shutdown()
    assert said == [], said
    return found


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        curriculum = plain_curriculum(
            size=SHARD * 10 // 9,
            difficulty="3-4",
            strategies=4,
            style="latex",
            stages="sft=.9,eval=.1",
        )
        build(curriculum, TEMPLATES["plain"], folder, "curricula generate")
        enlarged(folder, rows)
        found = {"open": measured(lambda: opened(str(folder)))}
        view = opened(str(folder))
        assert isinstance(view, ProblemView)
        chosen = {"family": ["number_theory.gcd"]}
        works = {
            "count by every facet": lambda: view.rows.counts({}),
            "filter": lambda: (view.rows.counts(chosen), view.lines(view.rows.page(chosen))),
            "search": lambda: (view.rows.counts({}, "largest"), view.rows.page({}, "largest")),
            "a page from the middle": lambda: view.lines(view.rows.page({}, offset=rows // 2)),
            "one row": lambda: view.detail(view.rows.page({}, offset=rows // 2)[0]),
        }
        found.update({name: measured(work, view.rows.kept.clear) for name, work in works.items()})
        found.update(in_browser(view))
        print(f"{view.rows.size:,} rows")
        print(
            table(
                ["", "seconds", "CPU seconds", "asked"],
                [
                    [name, f"{each.seconds:.3f}", f"{each.cpu:.3f}", f"{asked(name):.1f}"]
                    for name, each in found.items()
                ],
            )
        )


def asked(name: str) -> float:
    """The seconds that something may take."""
    return OPENED if name.startswith("open") else FILTERED


if __name__ == "__main__":
    main()
