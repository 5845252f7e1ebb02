"""Search, as its own bench measures it."""

from __future__ import annotations

from collections.abc import Iterator

from tests import bench_search
from tests.bench.ground import Ground
from tests.bench.measuring import Row


def measure(ground: Ground) -> Iterator[Row]:
    """The rows of search in a story and in a library."""
    for row in bench_search.measure(ground.novel if ground.real else None):
        yield Row(row["name"], ours=row["value"], unit=row["unit"], most=row["limit"])
