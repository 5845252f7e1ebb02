"""Places and bookmarks kept before are at the same words in texts that are read better now."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader.context import Context, set_up
from reader.reading.bookmarks import bookmarks_of
from reader.reading.open import open_path
from reader.story import Story

BEFORE = Path(__file__).parent / "before"
WANTED: dict[str, Any] = json.loads((BEFORE / "places.json").read_text("utf-8"))
_NEAR = 0.03
"""How far the share of letters before a place may be off: what is hidden now lies elsewhere."""


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """What a front end works with, with the data file from before."""
    data = tmp_path / "nightstand.db"
    with closing(sqlite3.connect(data)) as connection:
        connection.executescript((BEFORE / "data.sql").read_text("utf-8"))
    made, _ = set_up(BEFORE, data=data)
    yield made
    made.store.close()


def words(story: Story, offset: int) -> str:
    """The letters that stand at an offset."""
    return "".join(filter(str.isalpha, story.text[offset : offset + 120]))[:16]


def share(story: Story, offset: int) -> float:
    """The share of all letters that stand before an offset."""
    before = sum(map(str.isalpha, story.text[:offset]))
    return before / sum(map(str.isalpha, story.text))


@pytest.mark.parametrize("name", WANTED)
def test_places_and_bookmarks_are_at_their_words(context: Context, name: str) -> None:
    """Although sentences of these texts stand in them several times."""
    wanted = WANTED[name]
    opened = open_path(context, BEFORE / name)
    assert opened.place is not None
    found = {one.bookmark.name: one.offset for one in bookmarks_of(context, opened)}
    assert found.keys() == wanted["bookmarks"].keys()
    pairs = [(wanted["place"], opened.place.offset)]
    pairs += [(place, found[mark]) for mark, place in wanted["bookmarks"].items()]
    for (told, before), offset in pairs:
        assert words(opened.story, offset) == told
        assert abs(share(opened.story, offset) - before) <= _NEAR


def test_the_texts_are_read_better_now(context: Context) -> None:
    """Else nothing would be shown by finding places in them."""
    titles = {name: open_path(context, BEFORE / name, keep=False).story.title for name in WANTED}
    assert set(titles.values()) == {
        "The Third Lantern", "三つめの灯", "第三盏灯", "The Lamp of Orrin"
    }  # fmt: skip
    wrapped = open_path(context, BEFORE / "wrapped.txt", keep=False).story
    assert len(wrapped.blocks) > 50
    assert len(wrapped.chapters) == 4
