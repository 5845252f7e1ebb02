"""What the store keeps, and when."""

import stat
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from reader.annotations import Bookmark
from reader.locator import Locator
from reader.storage import Store
from tests.storage.facts import fact


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store(tmp_path / "data" / "nightstand.db")
    yield opened
    opened.close()


def place(offset: int) -> Locator:
    """A place as it would be made there."""
    return Locator(offset, f"exact {offset}", "before", "behind", "One", 0.25)


def mark(offset: int, name: str = "") -> Bookmark:
    """A new bookmark."""
    return Bookmark(uuid.uuid4().hex, place(offset), name, "The words.", 100.0, 100.0)


def test_a_place_and_a_bookmark_outlive_the_store(tmp_path: Path) -> None:
    """What was kept by one store is read by the next."""
    path = tmp_path / "nightstand.db"
    first = Store(path)
    story = first.record([fact("one")])[sha256(b"one").hexdigest()]
    bookmark = mark(30, "Here")
    first.remember(story, place(20))
    first.add_bookmark(story, bookmark).result(10)
    assert first.close()

    second = Store(path)
    known = second.story(story)

    assert known
    assert known.locator == place(20)
    assert known.last_read
    assert second.bookmarks(story) == [(story, bookmark)]
    assert second.close()


def test_the_data_file_is_private(store: Store) -> None:
    """Nobody but its owner may read the file or enter its folder."""
    store.known()

    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
