"""The explorer's server, for this machine only."""

import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, request, send_file
from werkzeug.serving import WSGIRequestHandler, make_server

from generators.errors import RequestError
from pipelines.explore.page import POLICY, View, page
from pipelines.explore.rows import Filters, Rows

HOST = "127.0.0.1"
HOSTS = {HOST, "localhost"}


class Quiet(WSGIRequestHandler):
    """Requests are not logged."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


def serve(view: View, port: int, opens: bool, note: Callable[[str], None]) -> None:
    """Serve the page until the process is interrupted. Raises RequestError for a port that is
    taken."""
    try:
        server = make_server(HOST, port, application(view), threaded=True, request_handler=Quiet)
    except (OSError, SystemExit) as error:  # Werkzeug exits where a port is taken
        raise RequestError(f"port {port} is taken; name another with --port, or 0") from error
    address = f"http://{HOST}:{server.server_port}/"
    note(f"{view.rows.size:,} {view.noun} at {address}; Ctrl-C ends it")
    if opens:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        note("ended")
    finally:
        server.server_close()


def application(view: View) -> Flask:
    """The page, and the rows that it asks for. Requests by another host's name are refused, so that
    no page from elsewhere can read the rows by a name that leads here."""
    app = Flask("curricula", static_folder=None)
    figures = {file.name: file for file in view.figures}

    @app.before_request
    def only_this_machine() -> None:
        if request.host.partition(":")[0] not in HOSTS:
            abort(403)

    @app.after_request
    def policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @app.get("/")
    def whole() -> str:
        shown = [{"name": Path(name).stem, "source": f"/figures/{name}"} for name in figures]
        return page(view, figures=shown)

    @app.get("/counts")
    def counts() -> Response:
        filters, search = asked(view.rows)
        found = view.rows.counts(filters, search)
        return jsonify(rows=view.rows.count(filters, search), facets=found)

    @app.get("/charts")
    def charts() -> Response:
        return jsonify(view.charts(asked(view.rows)[0]))

    @app.get("/lines")
    def lines() -> Response:
        filters, search = asked(view.rows)
        offset = request.args.get("offset", 0, type=int)
        return jsonify(view.lines(view.rows.page(filters, search, offset)))

    @app.get("/rows/<int:number>")
    def row(number: int) -> Response:
        place = view.rows.place(number)
        return jsonify(view.detail(place)) if place else abort(404)

    @app.get("/figures/<name>")
    def figure(name: str) -> Any:
        return send_file(figures[name].resolve()) if name in figures else abort(404)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(status=204)

    return app


def asked(rows: Rows) -> tuple[Filters, str]:
    """The filters and the text that a request asks for."""
    filters = {name: request.args.getlist(name) for name in rows.facets if name in request.args}
    return filters, request.args.get("search", "")
