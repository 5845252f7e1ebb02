"""Stores for tests, closed after them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.storage.store import Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the data file is to be; nothing is there yet."""
    return tmp_path / "data" / "nightstand.db"


@pytest.fixture
def opened(data: Path) -> Iterator[Callable[..., Store]]:
    """Open further stores, each a window of its own; of the same file if no other is named."""
    stores: list[Store] = []

    def open_store(path: Path = data) -> Store:
        stores.append(Store(path))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    """An empty store."""
    return opened()
