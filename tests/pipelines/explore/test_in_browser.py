"""The explorer in Chromium, served and as a page that stands alone: filters, keyboard, typeset
maths, light and dark, and nothing on the console."""

import shutil
import struct
import threading
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from pipelines.explore.page import opened, static_page
from pipelines.explore.server import HOST, Quiet, application
from tests.clients.environment import run_in

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.client,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture
def addresses(every_family_dataset, tmp_path):
    """The page served, and the same as a file."""
    view = opened(str(every_family_dataset))
    server = make_server(HOST, 0, application(view), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    file = tmp_path / "page.html"
    file.write_text(static_page(view), "utf-8")
    yield view, [f"http://{HOST}:{server.server_port}/", file.as_uri()]
    server.shutdown()
    thread.join()


def test_a_reader_filters_reads_and_goes_back(addresses, tmp_path):
    view, pages = addresses
    charted = set()
    of_gcd = view.rows.count({"family": ["number_theory.gcd"]})
    for number, address in enumerate(pages):
        shots = tmp_path / str(number)
        shots.mkdir()
        found = run_in("browser", "in_browser.py", str(CHROMIUM), address, shots, cwd=tmp_path)
        assert found["console"] == []
        assert found["count"] == found["cleared"] == f"{view.rows.size} problems"
        assert found["filtered"] == f"{of_gcd} problems" and found["none"] == "0 problems"
        assert found["focus"] == "number_theory.gcd" and found["again"] == found["fourth"]
        assert found["solutions"] >= 2 and found["ticked"] > 4 and found["drawn"]
        assert found["second"] != found["fourth"] and found["back"]
        assert [title.partition(",")[0] for title in found["charts"]][:2] == [
            "Tokens of a solution"
        ] * 2 and found["charts"][2].startswith("Distance")
        charted.add(found["charted"])
        light, dark = found["background"]
        assert light == "rgb(255, 255, 255)" and dark != light
        for shot in found["shots"]:
            data = Path(shot).read_bytes()
            assert struct.unpack(">II", data[16:24]) == (1400, 900) and len(data) > 20_000
    assert len(charted) == 1  # a page that stands alone draws what the server draws
