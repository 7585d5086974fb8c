"""What a shell completes: families, strategies, studies and the other names that there are. Each
function looks them up when the shell asks, and never else."""

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

from generators.errors import CurriculaError

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def items(
    names: Iterable[str], incomplete: str, about: Callable[[str], str] = lambda name: ""
) -> list[CompletionItem]:
    """The names that begin as what was typed, or where none does those that contain it."""
    known = list(names)
    found = [name for name in known if name.startswith(incomplete)]
    found = found or [name for name in known if incomplete in name]
    return [CompletionItem(name, help=about(name) or None) for name in found]


def a_file(incomplete: str) -> CompletionItem:
    """What has the shell complete the names of files too."""
    return CompletionItem(incomplete, type="file")


def with_folders(context: click.Context) -> None:
    """Look for families in the folders that the line names."""
    from generators import catalog

    for folder in context.params.get("family_dirs") or ():
        catalog.add_folder(folder)


def quiet(complete: Complete) -> Complete:
    """A shell that completes is told nothing of what goes wrong meanwhile."""

    def told(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
        try:
            return complete(context, parameter, incomplete)
        except (CurriculaError, OSError):
            return []

    return told


@quiet
def a_family(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from generators import catalog

    with_folders(context)
    return items(catalog.names(), incomplete)


@quiet
def a_family_or_file(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    return [*a_family(context, parameter, incomplete), a_file(incomplete)]


@quiet
def a_domain(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from generators import catalog

    with_folders(context)
    return items(catalog.domains(), incomplete)


def chosen_families(context: click.Context) -> list[Any]:
    """The families that the line names so far; all of its domain, or all, where it names none."""
    from generators import catalog

    with_folders(context)
    named = context.params.get("family") or context.params.get("families") or ()
    named = [named] if isinstance(named, str) else list(named)
    # behind an option that lacks its value, click leaves arguments unread
    named = named or [word for word in context.args if word in catalog.names()]
    return [catalog.family(name) for name in named or catalog.names(context.params.get("domain"))]


@quiet
def a_strategy(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    approaches: dict[str, str] = {}
    for family in chosen_families(context):
        approaches |= {one.name: one.approach for one in family.strategies.values()}
    return items(sorted(approaches), incomplete, lambda name: approaches[name].replace("_", " "))


@quiet
def a_knob(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    knobs: dict[str, str] = {}
    for family in chosen_families(context):
        knobs |= {f"{name}=": knob.doc for name, knob in family.knobs.items()}
    return items(sorted(knobs), incomplete, lambda name: knobs[name])


@quiet
def a_choice(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    found: dict[str, None] = {}
    for family in chosen_families(context):
        for strategy in family.strategies.values():
            for name, options in strategy.choices.items():
                found |= {f"{name}={option}": None for option in options}
    return items(sorted(found), incomplete)


@quiet
def an_approach(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from generators.family import APPROACHES

    before, comma, last = incomplete.rpartition(",")
    left = [name for name in APPROACHES if name not in before.split(",")]
    return [CompletionItem(f"{before}{comma}{item.value}") for item in items(left, last)]


@quiet
def a_study(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from curricula.studies.catalog import studies

    about = studies()
    return [*items(about, incomplete, lambda name: about[name]), a_file(incomplete)]


@quiet
def a_preset(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from pipelines.models.presets import PRESETS

    return items(PRESETS, incomplete)


@quiet
def a_target(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from pipelines.export import targets

    return items(targets.names(), incomplete, targets.about)


@quiet
def a_template(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from pipelines.dataset.template import TEMPLATES

    return [*items(TEMPLATES, incomplete), a_file(incomplete)]


@quiet
def a_style(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from generators.render import STYLES

    return items(STYLES, incomplete)


@quiet
def a_detail(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from generators.render import DETAILS

    return items(DETAILS, incomplete)


@quiet
def a_label(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
    from generators.render import LABELS

    return items(LABELS, incomplete)
