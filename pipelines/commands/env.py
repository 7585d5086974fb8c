"""What a report of a fault needs to say of the machine: env."""

import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version

import click

from curricula.version import VERSION
from pipelines.commands.options import EXAMPLES, as_json

PACKAGES = (
    *("datasets", "huggingface_hub", "pyarrow", "numpy", "pydantic", "jinja2", "click", "sympy"),
    *("torch", "transformers", "trl", "accelerate", "peft", "matplotlib"),
    *("duckdb", "flask", "latex2mathml", "ray"),
)


@click.command(epilog=EXAMPLES + "  curricula env\n  curricula env --json")
@as_json
def env(as_json: bool) -> None:
    """Tell versions and machine, for a report of a fault. Nothing is sent anywhere."""
    from generators.problem import DRAW_VERSION
    from generators.render import TEXT_VERSION

    found = {
        "curricula": VERSION,
        "draw version": str(DRAW_VERSION),
        "text version": str(TEXT_VERSION),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": str(os.cpu_count()),
        **{name: installed(name) for name in PACKAGES},
    }
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    width = max(map(len, found))
    click.echo("\n".join([f"{name:{width}}  {value}" for name, value in found.items()]))


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
