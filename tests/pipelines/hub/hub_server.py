"""A stand-in for the Hugging Face Hub on the loopback address, for the real clients: repositories
of datasets and models, commits, tags, LFS, ranges.

It keeps what it is sent in memory and checks what the Hub checks: tokens, parents of commits,
hashes of large files. A test tells it which requests to refuse, to cut off, or to interrupt with a
deed of its own.
"""

import base64
import hashlib
import json
import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

TOKENS = {
    "hf_alice": ("alice", True),
    "hf_alicereads": ("alice", False),
    "hf_bob": ("bob", True),
}  # owner, may write
Tree = dict[str, tuple[bytes, bool]]  # path: content, kept as a large file


@dataclass
class Repo:
    """One repository: every commit with its tree, and the names of commits."""

    private: bool
    trees: dict[str, Tree] = field(default_factory=dict)
    log: list[tuple[str, str]] = field(default_factory=list)  # commit, message
    refs: dict[str, str] = field(default_factory=dict)  # branches and pull requests
    tags: dict[str, str] = field(default_factory=dict)

    def add(self, ref: str, tree: Tree, message: str) -> str:
        names = [[path, hashlib.sha1(data).hexdigest()] for path, (data, _) in sorted(tree.items())]
        oid = hashlib.sha1(json.dumps([len(self.log), message, names]).encode()).hexdigest()
        self.trees[oid], self.refs[ref] = tree, oid
        self.log.append((oid, message))
        return oid


@dataclass
class Fault:
    """What happens to the next `times` requests whose method and path match: a status, a cut after
    `after` bytes, or a deed."""

    match: str
    times: int = 1
    status: int = 0
    cut: bool = False
    after: int = 0  # bytes of the body read before the cut
    late: bool = False  # cut off after the request was carried out, so that only the answer is lost
    deed: Callable[[], Any] | None = None
    message: str = "Not now."
    headers: dict[str, str] = field(default_factory=dict)


class Hub(ThreadingHTTPServer):
    """The server and its state; a context manager that serves from a thread."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.repos: dict[str, Repo] = {}
        self.large: dict[str, bytes] = {}
        self.puts: Counter[str] = Counter()  # large files received whole, by hash
        self.gets: Counter[str] = Counter()  # files sent, by path
        self.requests: list[str] = []
        self.tokens: set[str] = set()
        self.faults: list[Fault] = []
        self.lock = threading.RLock()

    def __enter__(self) -> "Hub":
        threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that clients drop are not worth a word."""

    def environment(self, home: Path, token: str = "hf_alice") -> dict[str, str]:
        """What a client in a process of its own needs to talk to it, with a home of its own."""
        place = {"HF_ENDPOINT": self.url, "HF_HOME": str(home), "HF_HUB_DISABLE_XET": "1"}
        return {**place, "HF_TOKEN": token} if token else place

    def fault(self, line: str) -> Fault | None:
        with self.lock:
            for fault in self.faults:
                if fault.times > 0 and re.search(fault.match, line):
                    fault.times -= 1
                    return fault
        return None

    def tree(self, repo: str, revision: str = "main") -> Tree:
        found = self.repos[repo]
        return found.trees[found.refs.get(revision) or found.tags.get(revision) or revision]


class Refused(Exception):
    def __init__(self, status: int, message: str, code: str = "") -> None:
        self.status, self.message, self.code = status, message, code


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Hub

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def answer(self, content: Any, status: int = 200, **headers: str) -> None:
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(2)

    def handle_request(self) -> None:
        split = urlsplit(self.path)
        path, query = unquote(split.path), parse_qs(split.query)
        size = int(self.headers.get("Content-Length") or 0)
        self.server.requests.append(f"{self.command} {path}")
        self.server.tokens.add((self.headers.get("Authorization") or "").removeprefix("Bearer "))
        fault = self.server.fault(f"{self.command} {path}")
        if fault and fault.cut and not fault.late:
            self.rfile.read(min(fault.after, size))
            return self.hang_up()
        body = (
            self.read_chunks()
            if "chunked" in self.headers.get("Transfer-Encoding", "")
            else self.rfile.read(size)
        )
        if fault and fault.deed:
            fault.deed()
        if fault and fault.status:
            return self.answer(
                {"error": fault.message},
                fault.status,
                X_Error_Message=fault.message,
                **fault.headers,
            )
        try:
            for pattern, method in ROUTES:
                found = re.fullmatch(pattern, f"{self.command} {split.path}")
                if found:
                    reply = method(
                        self,
                        *(part and unquote(part) for part in found.groups()),
                        body=body,
                        query=query,
                    )
                    return (
                        self.hang_up()
                        if fault and fault.late
                        else self.answer(*reply[:-1], **reply[-1])
                    )
            raise Refused(404, f"No such address: {self.command} {path}")
        except Refused as no:
            self.answer(
                {"error": no.message},
                no.status,
                X_Error_Message=no.message,
                **({"X_Error_Code": no.code} if no.code else {}),
            )

    do_GET = do_HEAD = do_POST = do_PUT = handle_request

    def read_chunks(self) -> bytes:
        parts = []
        while size := int(self.rfile.readline().strip() or b"0", 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def user(self) -> tuple[str, bool]:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if token and token not in TOKENS:
            raise Refused(401, "Invalid credentials in Authorization header")
        return TOKENS.get(token, ("", False))

    def repo(self, name: str, write: bool = False) -> Repo:
        user, may_write = self.user()
        repo = self.server.repos.get(name)
        if repo is None or repo.private and user != name.split("/")[0]:
            raise Refused(404 if user else 401, "Repository not found", "RepoNotFound")
        if write and not (may_write and user == name.split("/")[0]):
            raise Refused(403, "You don't have the rights to write here")
        return repo

    def commit_of(self, repo: Repo, revision: str) -> str:
        oid = (
            repo.refs.get(revision)
            or repo.tags.get(revision)
            or (revision if revision in repo.trees else None)
        )
        if oid is None:
            raise Refused(404, f"Invalid rev id: {revision}", "RevisionNotFound")
        return oid

    def whoami(self, body: bytes, query: Any) -> tuple:
        if not self.user()[0]:
            raise Refused(401, "Invalid username or password.")
        return {
            "type": "user",
            "name": self.user()[0],
            "orgs": [],
            "auth": {"accessToken": {"role": "write"}},
        }, {}

    def create(self, body: bytes, query: Any) -> tuple:
        asked = json.loads(body)
        user, may_write = self.user()
        name = f"{asked.get('organization') or user}/{asked['name']}"
        assert asked.get("type", "model") in ("dataset", "model")
        if not may_write or name.split("/")[0] != user:
            raise Refused(403, "You don't have the rights to create a dataset under this namespace")
        with self.server.lock:
            exists = name in self.server.repos
            if not exists:
                repo = self.server.repos[name] = Repo(
                    asked.get("visibility") == "private" or bool(asked.get("private"))
                )
                repo.add(
                    "main",
                    {".gitattributes": (b"*.parquet filter=lfs diff=lfs merge=lfs -text\n", False)},
                    "initial commit",
                )
        return (
            {"url": f"{self.server.url}/datasets/{name}", "name": name},
            409 if exists else 200,
            {},
        )

    def info(self, name: str, revision: str | None, body: bytes, query: Any) -> tuple:
        repo = self.repo(name)
        oid = self.commit_of(repo, revision or "main")
        siblings = [{"rfilename": path} for path in repo.trees[oid]]
        return {
            "id": name,
            "sha": oid,
            "private": repo.private,
            "tags": [],
            "downloads": 0,
            "likes": 0,
            "siblings": siblings,
        }, {}

    def preupload(self, name: str, revision: str, body: bytes, query: Any) -> tuple:
        repo = self.repo(name, write="create_pr" not in query)
        tree, said = repo.trees[self.commit_of(repo, revision)], []
        for file in json.loads(body)["files"]:
            there = tree.get(file["path"])
            ignored = file["path"] in tree.get(".gitignore", (b"", False))[0].decode().split()
            mode = "lfs" if file["path"].endswith((".parquet", ".safetensors")) else "regular"
            said.append(
                {
                    "path": file["path"],
                    "uploadMode": mode,
                    "shouldIgnore": ignored,
                    **({"oid": oid_of(*there)} if there else {}),
                }
            )
        return {"files": said}, {}

    def batch(self, name: str, body: bytes, query: Any) -> tuple:
        self.repo(name)
        objects = []
        for wanted in json.loads(body)["objects"]:
            upload = {
                "actions": {
                    "upload": {
                        "href": f"{self.server.url}/large/{wanted['oid']}?X-Amz-Signature=secret"
                    }
                }
            }
            objects.append({**wanted, **({} if wanted["oid"] in self.server.large else upload)})
        return {"transfer": "basic", "objects": objects}, {}

    def put(self, oid: str, body: bytes, query: Any) -> tuple:
        if hashlib.sha256(body).hexdigest() != oid:
            raise Refused(400, "The content is not what the hash says")
        with self.server.lock:
            self.server.large[oid] = body
            self.server.puts[oid] += 1
        return b"", {}

    def validate(self, body: bytes, query: Any) -> tuple:
        assert json.loads(body)["content"].startswith("---\n")
        return {"errors": [], "warnings": []}, {}

    def commit(self, name: str, revision: str, body: bytes, query: Any) -> tuple:
        pull = "create_pr" in query
        repo = self.repo(name, write=not pull)
        lines = [json.loads(line) for line in body.decode().splitlines()]
        head = next(line["value"] for line in lines if line["key"] == "header")
        with self.server.lock:
            parent = self.commit_of(repo, revision)
            if head.get("parentCommit", parent) != parent:
                raise Refused(412, "A commit has happened since. Please refresh and try again.")
            tree = dict(repo.trees[parent])
            for line in lines:
                value = line["value"]
                if line["key"] == "file":
                    tree[value["path"]] = base64.b64decode(value["content"]), False
                elif line["key"] == "lfsFile":
                    if value["oid"] not in self.server.large:
                        raise Refused(
                            400,
                            "Your push was rejected because an LFS pointer points to a file "
                            f"that does not exist: {value['path']}",
                        )
                    tree[value["path"]] = self.server.large[value["oid"]], True
                elif line["key"] == "deletedFile":
                    del tree[value["path"]]
            ref = (
                f"refs/pr/{1 + sum(ref.startswith('refs/pr/') for ref in repo.refs)}"
                if pull
                else revision
            )
            oid = repo.add(ref, tree, head["summary"])
        page = f"{self.server.url}/datasets/{name}"
        more = {"pullRequestUrl": f"{page}/discussions/{ref.rpartition('/')[2]}"} if pull else {}
        return {"success": True, "commitOid": oid, "commitUrl": f"{page}/commit/{oid}", **more}, {}

    def tag(self, name: str, revision: str, body: bytes, query: Any) -> tuple:
        repo, tag = self.repo(name, write=True), json.loads(body)["tag"]
        if tag in repo.tags:
            raise Refused(409, f"Tag {tag} already exists")
        repo.tags[tag] = self.commit_of(repo, revision)
        return {}, {}

    def branch(self, name: str, branch: str, body: bytes, query: Any) -> tuple:
        repo = self.repo(name, write=True)
        if branch in repo.refs:
            raise Refused(409, f"Reference already exists: {branch}")
        repo.refs[branch] = self.commit_of(
            repo, json.loads(body or b"{}").get("startingPoint", "main")
        )
        return {}, {}

    def list_refs(self, name: str, body: bytes, query: Any) -> tuple:
        repo = self.repo(name)
        branches = [
            {"name": r, "ref": f"refs/heads/{r}", "targetCommit": oid}
            for r, oid in repo.refs.items()
            if not r.startswith("refs/")
        ]
        tags = [
            {"name": t, "ref": f"refs/tags/{t}", "targetCommit": oid}
            for t, oid in repo.tags.items()
        ]
        return {"branches": branches, "tags": tags, "converts": [], "pullRequests": []}, {}

    def list_tree(
        self, name: str, revision: str, folder: str | None, body: bytes, query: Any
    ) -> tuple:
        repo = self.repo(name)
        tree, start = repo.trees[self.commit_of(repo, revision)], f"{folder}/" if folder else ""
        deep = query.get("recursive", [""])[0].lower() in ("true", "1")
        entries = [
            entry(path, *content)
            for path, content in tree.items()
            if path.startswith(start) and (deep or "/" not in path[len(start) :])
        ]
        folders = {
            path[: path.index("/", len(start))]
            for path in tree
            if path.startswith(start) and "/" in path[len(start) :]
        }
        if folder and not entries and not folders:
            raise Refused(404, f"{folder} does not exist", "EntryNotFound")
        return [
            *entries,
            *(
                {"type": "directory", "path": path, "size": 0, "oid": "0" * 40}
                for path in sorted(folders)
            ),
        ], {}

    def paths_info(self, name: str, revision: str, body: bytes, query: Any) -> tuple:
        repo = self.repo(name)
        tree = repo.trees[self.commit_of(repo, revision)]
        found: list[dict[str, Any]] = []
        for path in parse_qs(body.decode()).get("paths", []):
            if path in tree:
                found.append(entry(path, *tree[path]))
            elif any(other.startswith(f"{path}/") for other in tree):
                found.append({"type": "directory", "path": path, "size": 0, "oid": "0" * 40})
        return found, {}

    def resolve(self, name: str, revision: str, path: str, body: bytes, query: Any) -> tuple:
        repo = self.repo(name)
        oid = self.commit_of(repo, revision)
        if path not in repo.trees[oid]:
            raise Refused(404, "Entry not found", "EntryNotFound")
        data, large = repo.trees[oid][path]
        self.server.gets[path] += self.command == "GET"
        headers = {
            "X_Repo_Commit": oid,
            "ETag": f'"{oid_of(data, large)}"',
            "Accept_Ranges": "bytes",
        }
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if asked is None:
            return data, {
                **headers,
                "X_Linked_Size": str(len(data)),
                "X_Linked_ETag": headers["ETag"],
            }
        first, last = int(asked[1]), min(int(asked[2] or len(data)), len(data) - 1)
        return (
            data[first : last + 1],
            206,
            {**headers, "Content_Range": f"bytes {first}-{last}/{len(data)}"},
        )


def oid_of(data: bytes, large: bool) -> str:
    """The hash by which the Hub knows a file: SHA-256 of a large one, Git's of any other."""
    return (
        hashlib.sha256(data).hexdigest()
        if large
        else hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    )


def entry(path: str, data: bytes, large: bool) -> dict[str, Any]:
    more = (
        {"lfs": {"oid": oid_of(data, True), "size": len(data), "pointerSize": 130}} if large else {}
    )
    return {"type": "file", "path": path, "size": len(data), "oid": oid_of(data, False), **more}


NAME, REST = r"([^/]+/[^/]+)", "(.+)"
ROUTES: list[tuple[str, Callable[..., tuple]]] = [
    (r"GET /api/whoami-v2", Handler.whoami),
    (r"POST /api/repos/create", Handler.create),
    (r"POST /api/validate-yaml", Handler.validate),
    (rf"GET /api/(?:datasets|models)/{NAME}(?:/revision/{REST})?", Handler.info),
    (rf"POST /api/(?:datasets|models)/{NAME}/preupload/{REST}", Handler.preupload),
    (rf"POST /(?:datasets/)?{NAME}\.git/info/lfs/objects/batch", Handler.batch),
    (r"PUT /large/([0-9a-f]{64})", Handler.put),
    (rf"POST /api/(?:datasets|models)/{NAME}/commit/{REST}", Handler.commit),
    (rf"POST /api/(?:datasets|models)/{NAME}/tag/{REST}", Handler.tag),
    (rf"POST /api/(?:datasets|models)/{NAME}/branch/{REST}", Handler.branch),
    (rf"GET /api/(?:datasets|models)/{NAME}/refs", Handler.list_refs),
    (rf"GET /api/(?:datasets|models)/{NAME}/tree/([^/]+)(?:/{REST})?", Handler.list_tree),
    (rf"POST /api/(?:datasets|models)/{NAME}/paths-info/{REST}", Handler.paths_info),
    (rf"(?:GET|HEAD) /(?:datasets/)?{NAME}/resolve/([^/]+)/{REST}", Handler.resolve),
]
