"""The explorer on a million rows: how long it takes to open them, to count them by every facet, to
filter, to search, and to show one; and, where Playwright and Chromium are there, what a reader
waits for in the browser, whose console has to stay empty.

python -m benchmarks.explorer [ROWS]
"""

import functools
import itertools
import shutil
import sys
import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

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


def in_browser(view: ProblemView) -> dict[str, float]:
    """How long Chromium takes to open the page and to filter it."""
    chromium = shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        return {}
    from playwright.sync_api import sync_playwright

    server = make_server(HOST, 0, application(view), threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        begun = perf_counter()
        page.goto(f"http://{HOST}:{server.server_port}/")
        page.wait_for_selector("#lines button")
        seconds = {"open the page in the browser": perf_counter() - begun}
        ready = itertools.count(2)

        def waited(act: Callable[[], None]) -> float:
            """Seconds until the page shows what it was asked for."""
            begun = perf_counter()
            act()
            page.wait_for_selector(f"body[data-ready='{next(ready)}']")
            return perf_counter() - begun

        for facet, title in FILTERS.items():
            box = page.locator(f"input[name='{facet}']")
            seconds[f"filter by {title} in the browser"] = waited(box.first.click)
            waited(page.locator("#clear").click)
        page.locator("#lines button").first.click()
        page.wait_for_selector(".solution")
        for text, sort in SEARCHED.items():
            taken = waited(functools.partial(page.locator("#search").fill, text))
            seconds[f"search for {sort} in the browser"] = taken - TYPING
        browser.close()
    server.shutdown()
    assert said == [], said
    return seconds


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
        begun = perf_counter()
        view = opened(str(folder))
        assert isinstance(view, ProblemView)
        seconds = {"open": perf_counter() - begun}
        chosen = {"family": ["number_theory.gcd"]}
        works = {
            "count by every facet": lambda: view.rows.counts({}),
            "filter": lambda: (view.rows.counts(chosen), view.lines(view.rows.page(chosen))),
            "search": lambda: (view.rows.counts({}, "largest"), view.rows.page({}, "largest")),
            "a page from the middle": lambda: view.lines(view.rows.page({}, offset=rows // 2)),
            "one row": lambda: view.detail(view.rows.page({}, offset=rows // 2)[0]),
        }
        for name, work in works.items():
            begun = perf_counter()
            work()
            seconds[name] = perf_counter() - begun
        seconds.update(in_browser(view))
        print(f"{view.rows.size:,} rows")
        asked = {"open": OPENED, **dict.fromkeys(works, FILTERED)}
        print(
            table(
                ["", "seconds", "asked"],
                [
                    [name, f"{taken:.3f}", f"{asked.get(name, FILTERED):.1f}"]
                    for name, taken in seconds.items()
                ],
            )
        )


if __name__ == "__main__":
    main()
