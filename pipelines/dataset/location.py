"""Where a dataset is: a folder here, a name on the Hugging Face Hub, `user/name`, whose files are
read into the Hub's own cache, or a URL that fsspec knows, whose files are copied into ours."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from generators.errors import HubError
from pipelines.dataset.far_copy import far_copy
from pipelines.dataset.hub_errors import answered, attempt, bound_waiting
from pipelines.dataset.storage import is_url

NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
FOREIGN = [".*", "*/.*"]  # what a repository holds beside a dataset, such as .gitattributes


def is_name(location: str) -> bool:
    """Whether this reads as the name of a repository, `user/name`."""
    return NAME.fullmatch(location) is not None and ".." not in location and "--" not in location


def folder_of(
    location: str | Path,
    revision: str | None = None,
    note: Callable[[str], None] = lambda text: None,
) -> Path:
    """The folder of that path, or of a copy of what is at a URL, or else of the dataset of that
    name on the Hub, in the Hub's own cache, where it is found too when the Hub cannot be reached.
    Raises HubError, DatasetError or RequestError."""
    path, name = Path(location), str(location)
    if is_url(location):
        if revision is not None:
            raise HubError(f"a revision goes with a name on the Hub, user/name; {name} is a URL")
        return far_copy(name)
    if path.exists() or not is_name(name):
        if revision is not None:
            raise HubError(
                f"a revision goes with a name on the Hub, user/name;"
                f" {name} is none or a folder here"
            )
        return path
    try:
        return Path(attempt(lambda: snapshot(name, revision, None), name, note, answered))
    except HubError as error:
        raise HubError(f"there is no folder {name} here; on the Hub: {error}") from error


def snapshot(repo: str, revision: str | None, folder: Path | None) -> str:
    """All files of a commit, in that folder or in the Hub's cache."""
    from huggingface_hub import logging, snapshot_download
    from huggingface_hub.utils import disable_progress_bars

    logging.set_verbosity_error()
    bound_waiting()
    if not sys.stderr.isatty():
        disable_progress_bars()
    return snapshot_download(
        repo, repo_type="dataset", revision=revision, local_dir=folder, ignore_patterns=FOREIGN
    )
