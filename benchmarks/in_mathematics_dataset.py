"""Draws questions of modules of mathematics_dataset, run by a Python that has it; prints as JSON
for each the questions and the CPU seconds:

    python benchmarks/in_mathematics_dataset.py COUNT MODULE ...
"""

import json
import sys
from time import process_time

from mathematics_dataset.modules import modules  # pyright: ignore[reportMissingImports]


def main() -> None:
    count, names = int(sys.argv[1]), sys.argv[2:]
    tree, drawn = modules.test(), {}
    for name in names:
        group, _, leaf = name.partition("__")
        draw = tree[group][leaf]
        draw()  # the first one takes longer
        start = process_time()
        questions = [str(draw().question) for _ in range(count)]
        drawn[name] = [questions, process_time() - start]
    print(json.dumps(drawn))


if __name__ == "__main__":
    main()
