"""Reads a data set from the Hugging Face Hub: into a folder of one's own, or for a command that
takes a folder or a name."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

from generators.errors import HubError
from pipelines.dataset.manifest import MANIFEST
from pipelines.dataset.verify import Report, check_manifest
from pipelines.hub.errors import answered, attempt, bound_waiting

NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
FOREIGN = [".*", "*/.*"]  # what a repository holds beside a data set, such as .gitattributes


def is_name(place: str) -> bool:
    """Whether this reads as the name of a repository, `user/name`."""
    return NAME.fullmatch(place) is not None and ".." not in place and "--" not in place


def find(
    place: str, revision: str | None = None, note: Callable[[str], None] = lambda text: None
) -> Path:
    """The folder of that path, or else of the data set of that name on the Hub, in the Hub's own
    cache. Raises HubError.

    What was read before is found in the cache when the Hub cannot be reached.
    """
    path = Path(place)
    if path.exists() or not is_name(place):
        if revision is not None:
            raise HubError(
                f"a revision goes with a name on the Hub, user/name; {place} is none or a folder here"
            )
        return path
    try:
        return Path(attempt(lambda: snapshot(place, revision, None), place, note, answered))
    except HubError as problem:
        raise HubError(f"there is no folder {place} here; on the Hub: {problem}") from problem


def pull(
    repo: str, revision: str | None, out: Path, note: Callable[[str], None] = lambda text: None
) -> Report:
    """Copy a data set from the Hub into a new folder, and compare every file with its manifest; the
    report names what differs.

    The folder appears under its name when it is whole; a pull that was cut off goes on where it
    was. Raises HubError or OSError.
    """
    from huggingface_hub import HfApi

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise HubError(f"{out} exists; name a new folder")
    api = HfApi()
    info = attempt(lambda: api.dataset_info(repo, revision=revision), repo, note, answered)
    if not any(file.rfilename == MANIFEST for file in info.siblings or []):
        raise HubError(f"{repo} is not a data set of this program; it has no {MANIFEST}")
    partial = out.with_name(f".{out.name}.{str(info.sha)[:12]}.partial")
    attempt(lambda: snapshot(repo, info.sha, partial), repo, note)
    rmtree(partial / ".cache", ignore_errors=True)
    report = Report()
    check_manifest(partial, "", report)
    if out.exists():
        out.rmdir()
    partial.rename(out)
    return report


def snapshot(repo: str, revision: str | None, folder: Path | None) -> str:
    """All files of a commit, in that folder or in the Hub's cache."""
    import sys

    from huggingface_hub import logging, snapshot_download
    from huggingface_hub.utils import disable_progress_bars

    logging.set_verbosity_error()
    bound_waiting()
    if not sys.stderr.isatty():
        disable_progress_bars()
    return snapshot_download(
        repo, repo_type="dataset", revision=revision, local_dir=folder, ignore_patterns=FOREIGN
    )
