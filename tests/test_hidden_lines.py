"""Lines that a reader hides in all stories are folded away wherever a story is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import locator
from reader.context import Context, set_up
from reader.formats.choices import Choices
from reader.reading.open import open_path
from reader.reading.reread import reshape
from reader.search.answers import StoryHits
from reader.search.query import Query
from reader.settings.file import save_settings
from reader.shelf.detail import detail_of
from reader.shelf.scan import rescan
from reader.shelf.search import search_shelf, searchable

ADVERT = "Support the author at harbourlights dot example!"
COLOURS = ("red", "blue", "white", "green", "tarred")
CARGOES = ("salt", "rope", "letters", "apples", "lamp oil", "slates", "hens")
TEXT = "\n\n".join(
    f"The {colour} boat came in with {cargo}, and nobody aboard had seen the light. The keeper"
    f" wrote {cargo} into his book and went down to the {colour} boat with a lantern.\n\n{ADVERT}"
    for colour in COLOURS
    for cargo in CARGOES
)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """A library of one story, and settings that hide its advertisements."""
    folder, config = tmp_path / "library", tmp_path / "settings.toml"
    folder.mkdir()
    (folder / "boats.txt").write_text(TEXT, "utf-8")
    save_settings(config, {"hidden_lines": ["support * harbourlights"]})
    made, problems = set_up(folder, config=config)
    assert problems == ()
    yield made
    made.store.close()


def test_a_story_is_opened_without_them(context: Context) -> None:
    """They stand after the story; what is kept of the story itself stays as it was."""
    (folder,) = context.folders
    opened = open_path(context, folder / "boats.txt")
    story = opened.story

    assert "nobody aboard" in story.text[story.body.start : story.body.end]
    assert ADVERT not in story.text[story.body.start : story.body.end]
    assert opened.choices == Choices()
    raw = reshape(context, opened, Choices(raw=True), [0]).opened.story
    assert ADVERT in raw.text[raw.body.start : raw.body.end]


def test_the_shelf_tells_and_finds_a_story_without_them(context: Context) -> None:
    """In the pane beside the list and in a search of the library."""
    (entry,) = rescan(context)

    assert ADVERT not in detail_of(context, entry).lines
    for words, hits in (("nobody aboard", 35), ("harbourlights", 0)):
        found = search_shelf(searchable(context), Query(words))
        assert sum(one.total for one in found if isinstance(one, StoryHits)) == hits


def test_what_a_story_hides_of_its_own_is_hidden_too(context: Context) -> None:
    """The wishes for one story and those for all stories add up."""
    assert context.choices_for(Choices(hidden=("boat",))).hidden == (
        "boat",
        "support * harbourlights",
    )


def test_a_place_is_kept_when_lines_are_hidden(tmp_path: Path) -> None:
    """The setting is chosen while a story is being read."""
    folder, config, data = tmp_path / "library", tmp_path / "settings.toml", tmp_path / "n.db"
    folder.mkdir()
    (folder / "boats.txt").write_text(TEXT, "utf-8")
    before, _ = set_up(folder, data=data, config=config)
    opened = open_path(before, folder / "boats.txt")
    at = opened.story.text.index("The white boat came in with slates")
    assert opened.id is not None
    before.store.places.remember(opened.id, locator.make(opened.story, at))
    before.store.close()
    save_settings(config, {"hidden_lines": "harbourlights"})
    after, _ = set_up(folder, data=data, config=config)
    again = open_path(after, folder / "boats.txt")
    after.store.close()

    assert again.place is not None
    assert again.story.text[again.place.offset :].startswith("The white boat came in with slates")
