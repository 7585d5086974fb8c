"""A server of S3 on this machine, moto's, in a process of its own."""

import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.clients.environment import python_of

BUCKET = "bucket"
READY = 60  # seconds


@contextmanager
def s3_server(port: int) -> Iterator[dict[str, str]]:
    """A server at a port, with an empty bucket; gives the environment that leads to it."""
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [str(python_of("moto")), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + READY
        while not answers(f"{address}/{BUCKET}"):
            assert server.poll() is None and time.monotonic() < until
            time.sleep(0.1)
        yield {
            **os.environ,
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.kill()
        server.wait()


def answers(url: str) -> bool:
    """Whether the bucket is there, which is made by asking for it."""
    try:
        urllib.request.urlopen(urllib.request.Request(url, method="PUT"), timeout=5).close()
    except OSError:
        return False
    return True
