"""Look at a dataset or a run in the browser: explore."""

from pathlib import Path

import click

from pipelines.commands.options import EXAMPLES, note
from pipelines.commands.training_options import needs

PORT = 8765


@click.command(
    epilog=EXAMPLES
    + "  curricula explore out\n"
    + "  curricula explore select_and_improve-tiny --port 9000\n"
    + "  curricula explore out --static out.html"
)
@click.argument("location", metavar="DIR|RUN|NAME")
@click.option(
    "--static",
    "out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write one page with all rows in it, which opens without a server.",
)
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="Where on this machine the page is served; 0 chooses a free port.",
)
@click.option("--open/--no-open", "opens", default=True, help="Open the browser.")
def explore(location: str, out: Path | None, port: int, opens: bool) -> None:
    """Look at a dataset (DIR, or a NAME on the Hub) or at a RUN in the browser: filter rows, read
    the solutions of a problem side by side, see which claims hold.

    The page is served to this machine alone, until Ctrl-C; nothing in the rows is run."""
    if out is not None and not out.parent.is_dir():
        raise click.UsageError(f"--static: there is no folder {out.parent}; make it first")
    needs(["flask", "duckdb", "latex2mathml"], "the explorer", extra="explore")
    from pipelines.dataset.whole_files import whole_file
    from pipelines.explore.page import opened, static_page
    from pipelines.explore.server import serve

    view = opened(location)
    if out is not None:
        text = static_page(view)
        with whole_file(out) as temporary:
            temporary.write_text(text, encoding="utf-8")
        note(f"wrote {out}, {len(text.encode()) / 1e6:.1f} MB; open it in a browser")
        return
    serve(view, port, opens, note)
