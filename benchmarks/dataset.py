"""Writing and verifying a dataset, as ratios to generating it, in one run: `python -m
benchmarks.dataset [PROBLEMS]`."""

import resource
import shutil
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as parquet

from benchmarks.timing import medians, table
from curricula.request import plain_curriculum
from generators.claims.claim import Claim
from generators.render import render, statement
from pipelines.dataset.build import build
from pipelines.dataset.plan import make_plan
from pipelines.dataset.rows import make_rows
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    curriculum, template = plain_curriculum(difficulty="2", size=size), TEMPLATES["plain"]
    with tempfile.TemporaryDirectory() as place:
        shards = list(make_plan(curriculum, Path(place) / "keys"))
        built = Path(place) / "built"
        result = build(curriculum, template, built, "curricula generate")
        texts = [
            step["claim"]
            for file in sorted((built / "problems").glob("*.parquet"))
            for row in parquet.read_table(file, columns=["solutions"]).to_pylist()
            for solution in row["solutions"]
            for step in solution["steps"]
        ]
        tables = [make_rows(curriculum, shard, template).tables for shard in shards]

        def generating() -> None:
            for shard in shards:
                stage = curriculum.stages[shard.stage]
                settings = [source.setting() for source in stage.sources]
                for number, index in zip(
                    shard.sources.tolist(), shard.indices.tolist(), strict=True
                ):
                    problem = settings[number].problem(curriculum.seed, index)
                    statement(problem, "natural")
                    for name in stage.chosen(problem):
                        render(problem, problem.solve(name), "natural")

        def writing() -> None:
            for shard_tables in tables:
                for name, content in shard_tables.items():
                    parquet.write_table(
                        content,
                        Path(place) / f"{name}.parquet",
                        compression="zstd",
                        compression_level=1,
                    )

        def building() -> None:
            shutil.rmtree(Path(place) / "again", ignore_errors=True)
            build(curriculum, template, Path(place) / "again", "curricula generate")

        works = {
            "generate, decide, render": generating,
            "rows and columns as well": lambda: [
                make_rows(curriculum, shard, template) for shard in shards
            ],
            "write zstd Parquet": writing,
            "the whole build, with plan, card and hashes": building,
            "decide all claims from their text": lambda: all(
                [Claim.read(text).holds() for text in texts]
            ),
            "verify the dataset": lambda: verify(built),
        }
        seconds = medians(works, 3)
    base = seconds["generate, decide, render"]
    rows = [
        [name, f"{time / base:.2f}", f"{size / time:,.0f}", f"{len(texts) / time:,.0f}"]
        for name, time in seconds.items()
    ]
    print(f"{size:,} problems at difficulty 2, {len(texts):,} claims, {result.written} shards\n")
    print(table(["what", "times generating", "problems/s", "claims/s"], rows))
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
