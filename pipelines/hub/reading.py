"""Copies a dataset from the Hugging Face Hub into a folder of one's own."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

from curricula.names import shown, stays_inside
from generators.errors import HubError
from pipelines.dataset.hub_errors import answered, attempt
from pipelines.dataset.location import snapshot
from pipelines.dataset.manifest import MANIFEST
from pipelines.dataset.verify import check_manifest
from pipelines.dataset.vouching import Report
from pipelines.dataset.whole_files import move_folder


def pull(
    repo: str, revision: str | None, out: Path, note: Callable[[str], None] = lambda text: None
) -> Report:
    """Copy a dataset from the Hub into a new folder, and compare every file with its manifest; the
    report names what differs.

    The folder appears under its name when it is whole; a pull that was cut off goes on where it
    was. Raises HubError or OSError.
    """
    from huggingface_hub import HfApi

    out = out.resolve()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise HubError(f"{out} exists; name a new folder")
    api = HfApi()
    info = attempt(lambda: api.dataset_info(repo, revision=revision), repo, note, answered)
    if not any(file.rfilename == MANIFEST for file in info.siblings or []):
        raise HubError(f"{repo} is not a dataset of this program; it has no {MANIFEST}")
    for file in info.siblings or []:
        if not stays_inside(file.rfilename):
            name = shown(file.rfilename, 60)
            raise HubError(f"{repo} has '{name}', which is no path in a folder; nothing was copied")
    partial = out.with_name(f".{out.name}.{str(info.sha)[:12]}.partial")
    attempt(lambda: snapshot(repo, info.sha, partial), repo, note)
    rmtree(partial / ".cache", ignore_errors=True)
    report = Report()
    check_manifest(partial, "", report)
    move_folder(partial, out)
    return report
