"""Pushes a dataset or a model to the Hugging Face Hub: a dataset verified first, uploaded file by
file, made visible by one commit, then tagged.

A commit names its parent and replaces the whole dataset, so two pushes at a time never mix, and a
push that was cut off goes on where it was: what the Hub has is not sent again, and a commit whose
answer was lost is found and not made twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, get_token, logging
from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError
from huggingface_hub.utils import disable_progress_bars

from curricula.version import VERSION
from generators.errors import HubError
from pipelines.dataset.hub_errors import (
    NO_TOKEN,
    answered,
    attempt,
    bound_waiting,
    passes,
    response_of,
    undone,
)
from pipelines.hub.release import MODEL, OURS, Release, addition, batches, same

ATOMIC = 20_000  # files of one commit; the Hub takes 25,000


@dataclass(frozen=True)
class Target:
    """Where a dataset goes: repo is `user/name`; revision a branch, made where it is missing; tag
    is set on the commit."""

    repo: str
    private: bool = False
    tag: str | None = None
    revision: str | None = None
    create_pr: bool = False
    message: str = ""


@dataclass(frozen=True)
class Pushed:
    """A dataset on the Hub: its page, its commit, whether this push changed anything, and what
    load_dataset takes as revision."""

    url: str
    commit: str
    changed: bool
    revision: str | None


def connect() -> HfApi:
    """The Hub's own client, with the user's own login. Raises HubError where there is none."""
    logging.set_verbosity_error()  # its warnings show addresses with signatures in them
    disable_progress_bars()
    bound_waiting()
    token = get_token()
    if token is None:
        raise HubError(NO_TOKEN)
    if not (token.isascii() and token.isprintable()):
        raise HubError("HF_TOKEN is not a token; run `hf auth login`, or set it to one")
    return HfApi(library_name="curricula", library_version=VERSION, token=True)


def push(
    release: Release,
    target: Target,
    progress: Callable[[int, int], None] = lambda done, total: None,
    note: Callable[[str], None] = lambda text: None,
) -> Pushed:
    """Push a release. Raises HubError, in one line, and OSError where a file cannot be read."""
    repo, branch = target.repo, target.revision or "main"
    if target.create_pr and len(release.contents) > ATOMIC:
        raise HubError(
            f"a pull request holds up to {ATOMIC:,} files; push to a branch with --revision"
        )
    api = connect()
    attempt(api.whoami, repo, note, again=answered)
    open_repository(api, release, target, note)
    head, stale, differs = attempt(lambda: compare(api, release, repo, branch), repo, note)
    link, changed = None, bool(stale or differs)
    if changed:
        if len(release.contents) > ATOMIC:
            upload_in_parts(api, release, target, branch, note)
        ready = upload(api, release, target, branch, differs, progress, note)
        again = (
            undone if target.create_pr else passes
        )  # a request cut off may have opened a pull request, which is not made twice
        head, link = attempt(lambda: commit(api, release, target, branch, ready), repo, note, again)
    if (tag := target.tag) is not None:
        attempt(lambda: set_tag(api, release.kind, repo, tag, head), repo, note)
    page = f"{api.endpoint}/{repo}" if release.kind == MODEL else f"{api.endpoint}/datasets/{repo}"
    if link is not None:
        return Pushed(link, head, changed, f"refs/pr/{link.rpartition('/')[2]}")
    return Pushed(
        page if branch == "main" else f"{page}/tree/{branch}",
        head,
        changed,
        target.tag or target.revision,
    )


def open_repository(
    api: HfApi, release: Release, target: Target, note: Callable[[str], None]
) -> None:
    """Make repository and branch where they are missing; refuse what must not be written to, before
    anything is uploaded."""
    repo = target.repo
    try:
        info = attempt(lambda: found(api, repo, release.kind), repo, note)
        if info is None:
            attempt(
                lambda: api.create_repo(
                    repo, repo_type=release.kind, private=target.private or None, exist_ok=True
                ),
                repo,
                note,
            )
            info = attempt(lambda: api.repo_info(repo, repo_type=release.kind), repo, note)
    except HubError as problem:
        if getattr(response_of(problem), "status_code", 0) == 403:
            owner = repo.partition("/")[0]
            raise HubError(
                f"this token may not write to {repo}: the name belongs to {owner}, or the token"
                " only reads"
            ) from problem
        raise
    if target.private and not info.private:
        raise HubError(
            f"{repo} exists and is public; make it private on its page first, or choose another"
            " name"
        )
    there = attempt(lambda: files(api, release.kind, repo, info.sha), repo, note)
    if not release.is_at_home_in(there):
        raise HubError(
            f"the name {repo} is taken by something that is not a {release.kind} of this program;"
            " choose another"
        )
    if (branch := target.revision) is not None and not branch.startswith("refs/"):
        attempt(
            lambda: api.create_branch(repo, branch=branch, repo_type=release.kind, exist_ok=True),
            repo,
            note,
        )
    if (tag := target.tag) is not None and tagged(api, release.kind, repo, tag, note):
        _, stale, differs = attempt(lambda: compare(api, release, repo, tag), repo, note)
        if stale or differs:
            raise HubError(f"{repo} has a tag {tag} already, of other content; choose another tag")


def found(api: HfApi, repo: str, kind: str) -> Any:
    """What the Hub says of a repository, or None where there is none."""
    try:
        return api.repo_info(repo, repo_type=kind)
    except RepositoryNotFoundError as error:
        if error.response.status_code == 401:
            raise
        return None


def files(api: HfApi, kind: str, repo: str, revision: str | None) -> dict[str, Any]:
    """Every file of a repository by its path."""
    tree = api.list_repo_tree(repo, recursive=True, revision=revision, repo_type=kind)
    return {entry.path: entry for entry in tree if hasattr(entry, "blob_id")}


def compare(
    api: HfApi, release: Release, repo: str, revision: str
) -> tuple[str, list[str], list[str]]:
    """The commit that a revision names; its files that a dataset of ours left there before; those
    of the release that it lacks."""
    head = str(api.repo_info(repo, revision=revision, repo_type=release.kind).sha)
    there = files(api, release.kind, repo, head)
    stale = [path for path in there if release.replaces(path) and path not in release.contents]
    return (
        head,
        stale,
        [
            name
            for name in release.contents
            if name not in there or not same(release, name, there[name])
        ],
    )


def upload(
    api: HfApi,
    release: Release,
    target: Target,
    branch: str,
    names: list[str],
    progress: Callable[[int, int], None],
    note: Any,
) -> dict[str, CommitOperationAdd]:
    """Put the contents of these files on the Hub, to be made visible by a commit; what it has is
    not sent again."""
    ready: dict[str, CommitOperationAdd] = {}
    total = sum(release.described[name]["bytes"] for name in names)
    done = 0
    progress(done, total)
    for run in batches(release, names):
        operations = [addition(release, name) for name in run]

        def send(operations: list[CommitOperationAdd] = operations) -> None:
            api.preupload_lfs_files(
                target.repo,
                operations,
                repo_type=release.kind,
                revision=branch,
                create_pr=target.create_pr,
                free_memory=False,
            )

        attempt(send, target.repo, note)
        for name, operation in zip(run, operations, strict=True):
            if operation.upload_info.sha256.hex() != release.described[name]["sha256"]:
                raise HubError(
                    f"{release.folder / name} changed while it was uploaded; run verify, then push"
                    " again"
                )
        done += sum(release.described[name]["bytes"] for name in run)
        ready.update(zip(run, operations, strict=True))
        progress(done, total)
    return ready


def upload_in_parts(api: HfApi, release: Release, target: Target, branch: str, note: Any) -> None:
    """Commit the shards of a dataset too large for one commit in several; card and manifest follow
    in the last."""
    patterns = [f"{prefix}*.parquet" for prefix in OURS]  # a model has fewer files than that
    attempt(
        lambda: api.upload_folder(
            repo_id=target.repo, folder_path=release.folder,
            repo_type=release.kind, revision=branch,
            allow_patterns=patterns,
            commit_message=f"{message(release, target)} (shards)",
        ),
        target.repo,
        note,
    )  # fmt: skip


def message(release: Release, target: Target) -> str:
    made = "Model trained" if release.kind == MODEL else "Dataset made"
    return target.message or f"{made} by curricula {VERSION}"


def commit(
    api: HfApi, release: Release, target: Target, branch: str, ready: dict[str, CommitOperationAdd]
) -> tuple[str, str | None]:
    """One commit on top of the branch as it is now that makes it this release; gives its hash, and
    its pull request's address."""
    head, stale, differs = compare(api, release, target.repo, branch)
    if not stale and not differs:
        return head, None
    added = [
        ready.pop(name, None) or addition(release, name) for name in differs
    ]  # an operation serves one commit only
    made = api.create_commit(
        target.repo,
        [*(CommitOperationDelete(path) for path in stale), *added],
        commit_message=message(release, target),
        repo_type=release.kind,
        revision=branch,
        parent_commit=head,
        create_pr=target.create_pr,
    )
    if not target.create_pr:
        _, stale, differs = compare(api, release, target.repo, made.oid)
        if stale or differs:
            raise HubError(
                f"{target.repo} left out {(stale + differs)[0]} (is it in its .gitignore?); the"
                " push is not whole"
            )
    return made.oid, made.pr_url


def tagged(api: HfApi, kind: str, repo: str, tag: str, note: Any) -> bool:
    """Whether there is such a tag."""
    refs = attempt(lambda: api.list_repo_refs(repo, repo_type=kind), repo, note)
    return any(ref.name == tag for ref in refs.tags)


def set_tag(api: HfApi, kind: str, repo: str, tag: str, head: str) -> None:
    """Set the tag on the commit, unless it is there."""
    try:
        api.create_tag(repo, tag=tag, revision=head, repo_type=kind)
    except HfHubHTTPError as error:
        if error.response.status_code != 409:
            raise
        if api.repo_info(repo, revision=tag, repo_type=kind).sha != head:
            raise HubError(
                f"{repo} has a tag {tag} already, of another commit; all else was pushed"
            ) from error
