"""Machines for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sync.homes import Home


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[Callable[..., tuple[Home, ...]]]:
    """Machines that share a folder."""
    shared = tmp_path / "shared"
    shared.mkdir()
    made: list[Home] = []

    def make(*names: str, stories: tuple[str, ...] = ("one",)) -> tuple[Home, ...]:
        fresh = [Home(tmp_path, name, shared, stories) for name in names]
        made.extend(fresh)
        return tuple(fresh)

    yield make
    for one in made:
        one.store.close()
