"""A cluster of Ray on this machine whose second node is killed when that is asked for; run by a
Python that has Ray:

    python -m benchmarks.ray_nodes

Says the cluster's address. Then, for each line it reads: `add` starts the second node, `kill` kills
it with SIGKILL; it answers each with the number of that node's processes that are left of those
killed, after at most five seconds.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

from ray.cluster_utils import Cluster  # pyright: ignore[reportMissingImports]

LEFT = 5.0  # seconds in which every process of a killed node has to be gone


def children(parents: set[int]) -> set[int]:
    """The living processes that these started."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (place / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) in parents and state != "Z":
            found.add(int(place.name))
    return found


def living(processes: set[int]) -> set[int]:
    """Those that have not ended, nor wait to be asked how."""
    return {process for process in processes if is_living(process)}


def is_living(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def main() -> None:
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    print(cluster.address, flush=True)
    node, left = None, 0
    try:
        for line in sys.stdin:
            if line.strip() == "add":
                node, left = cluster.add_node(num_cpus=1), 0
            elif node is not None:
                left, node = killed(cluster, node), None
            print(left, flush=True)
    finally:
        cluster.shutdown()


def killed(cluster: Cluster, node: Any) -> int:
    """Kill a node; how many of its processes are left."""
    own = {info.process.pid for each in node.all_processes.values() for info in each}
    processes = own | children(own)
    cluster.remove_node(node, allow_graceful=False)
    until = time.monotonic() + LEFT
    while living(processes) and time.monotonic() < until:
        time.sleep(0.05)
    return len(living(processes))


if __name__ == "__main__":
    os.environ.setdefault("RAY_DISABLE_IMPORT_WARNING", "1")
    main()
