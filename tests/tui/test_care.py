"""What the screens say of the place: edits, other windows, doubts, and what is not saved."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events

from reader import locator
from reader.context import Context, set_up
from reader.reading.bookmarks import new_bookmark
from reader.reading.open import OpenStory, keep_up, open_path
from reader.story import Story
from reader.tui.screens.reading import ReadingScreen, notices, places
from reader.tui.screens.story_places import BookmarksScreen
from tests.storage.rights import as_anybody
from tests.tui.driving import numbered, shelf, story
from tests.waiting import until


@contextmanager
def window() -> Iterator[Context]:
    """Another Nightstand on the same data file."""
    context, _ = set_up()
    try:
        yield context
    finally:
        context.store.close()


def paragraphs(seed: int, count: int = 60) -> list[str]:
    """Paragraphs of made-up words, no two alike."""
    draw = random.Random(seed)
    syllables = [c + v for c in "bcdfghjklmnpr" for v in "aeiou"]
    return [
        " ".join("".join(draw.choices(syllables, k=3)) for _ in range(40)).capitalize() + "."
        for _ in range(count)
    ]


def written(folder: Path, text: list[str], name: str = "tale.txt") -> Path:
    """A story of these paragraphs."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("\n\n".join(text) + "\n", encoding="utf-8")
    return path


def read_to(path: Path, words: str, *, mark: bool = False) -> int:
    """Read a story to some words as an earlier session did, perhaps with a bookmark there."""
    with window() as context:
        opened = open_path(context, path)
        assert opened.id is not None
        keep_up(context, opened)
        remember(context, opened, opened.story.text.index(words))
        if mark:
            bookmark = new_bookmark(opened.story, opened.story.text.index(words), "here")
            context.store.bookmarks.add(opened.id, bookmark).result(10)
        return opened.id


def remember(context: Context, opened: OpenStory, offset: int) -> None:
    """Turn to an offset in a window and write that down."""
    assert opened.id is not None
    context.store.places.remember(opened.id, locator.make(opened.story, offset))
    context.store.flush()


def top_words(text: Story, offset: int) -> str:
    """The words that stand at an offset."""
    return text.text[offset : offset + 20]


# Edited texts


async def test_an_edited_text_says_so_with_the_old_words(tmp_path: Path) -> None:
    """The words at the place were rewritten: it is said once, with them, and the page stands."""
    text = paragraphs(1)
    path = written(tmp_path, text)
    read_to(path, text[30][:60])
    old = text[30]
    text[30] = paragraphs(2)[0]
    written(tmp_path, text)
    async with story(path, (100, 24)) as reader:
        await reader.shows("Edited", old[:20])
        assert abs(reader.here.offset - reader.here.story.text.index(text[30])) < 400
        await reader.press("space")
        await reader.lacks("Edited")


async def test_bookmarks_show_their_old_words_beside_the_doubt(tmp_path: Path) -> None:
    """In the list the sentence as it was, and how sure its place is."""
    text = paragraphs(1)
    path = written(tmp_path, text)
    read_to(path, text[30][:60], mark=True)
    old = text[30]
    text[30] = paragraphs(2)[0]
    written(tmp_path, text)
    async with story(path, (100, 24)) as reader:
        await reader.press("B")
        await reader.on(BookmarksScreen)
        await reader.shows(old[:20])
        assert re.search("about here|its words are gone", reader.text)


async def test_a_text_that_only_grew_says_how_much(tmp_path: Path) -> None:
    """New chapters are told at opening and the place is where it was."""
    path = numbered(tmp_path, 45)
    read_to(path, "Paragraph 20 begins")
    numbered(tmp_path, 75)
    async with story(path) as reader:
        await reader.shows("2 new chapters since you stopped.", "Paragraph 20 begins")


# Doubtful stories


def doubtful(tmp_path: Path) -> tuple[Path, str]:
    """A story read, gone, and a file that may be it; and the words at the place."""
    text = paragraphs(1)
    path = written(tmp_path / "library", text, "old.txt")
    read_to(path, text[10][:60])
    path.unlink()
    changed = text[:40] + paragraphs(3, 20)
    return written(tmp_path / "library", changed, "new.txt"), text[10]


async def test_a_doubtful_story_is_asked_about_and_takes_its_place(tmp_path: Path) -> None:
    """`y`: the story opens where the old one was left, and is not asked about again."""
    path, words = doubtful(tmp_path)
    async with story(path, (100, 24)) as reader:
        await reader.shows("y/n  Is this your “old”, read to")
        await reader.press("y")
        await reader.lacks("Is this")
        await until(reader.pilot, lambda: reader.here.offset > 0, "the old place")
        assert top_words(reader.here.story, reader.here.offset) == words[:20]
    async with story(path, (100, 24)) as reader:
        assert top_words(reader.here.story, reader.here.offset) == words[:20]
        assert not reader.screen.notices.question.words


async def test_a_doubtful_story_that_is_another_is_never_asked_about_again(tmp_path: Path) -> None:
    """`n`: it begins at the beginning, and the other keeps its place."""
    path, _ = doubtful(tmp_path)
    async with story(path, (100, 24)) as reader:
        await reader.shows("y/n  Is this your")
        await reader.press("n")
        await reader.shows("Kept as a new story")
        assert reader.here.offset == 0
    async with story(path, (100, 24)) as reader:
        await reader.press("space")
        assert not reader.screen.notices.question.words
        assert len(reader.context.store.stories.known()) == 2


async def test_a_question_holds_up_no_reading(tmp_path: Path) -> None:
    """Pages turn while it stands, and bookmarks set meanwhile go over with the answer."""
    path, words = doubtful(tmp_path)
    async with story(path, (100, 24)) as reader:
        await reader.shows("y/n  Is this your")
        await reader.press("space", "m")
        await reader.asked()
        await reader.write("between")
        await reader.press("enter")
        await reader.shows("Bookmarked as")
        await reader.press("y")
        await until(reader.pilot, lambda: reader.reading.opened.maybe is None, "the old place")
        assert top_words(reader.here.story, reader.here.offset) == words[:20]
        await reader.press("B")
        await reader.on(BookmarksScreen)
        await reader.shows("between")


# Other windows


async def test_of_two_places_the_newer_is_taken_and_the_other_offered(tmp_path: Path) -> None:
    """Both windows read on from the same place; `o` goes to the other one's, once."""
    path = numbered(tmp_path)
    with window() as one, window() as two:
        first, second = open_path(one, path), open_path(two, path)
        other = first.story.text.index("Paragraph 50")
        newer = first.story.text.index("Paragraph 20")
        remember(one, first, other)
        remember(two, second, newer)
    async with story(path) as reader:
        assert reader.here.offset == newer
        await reader.shows("Another window was at 8", "o goes there.")
        await reader.press("o")
        assert reader.here.offset == other
        await reader.press("ctrl+o")
        assert reader.here.offset == newer
        assert reader.context.store.places.other(first.id or 0) is None


async def test_an_idle_window_is_told_that_another_has_read_on(tmp_path: Path) -> None:
    """On coming back to the window the newer place is offered, and its own is not moved."""
    path = numbered(tmp_path)
    async with story(path) as reader:
        await reader.press("space")
        reader.context.store.flush()
        here = reader.here.offset
        with window() as active:
            opened = open_path(active, path)
            ahead = opened.story.text.index("Paragraph 40")
            remember(active, opened, ahead)
        reader.app.post_message(events.AppFocus())
        await reader.shows("Another window has read on to")
        assert reader.here.offset == here
        await reader.press("o")
        assert reader.here.offset == ahead


async def test_an_offer_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time the key means nothing, and the place is offered no more."""
    monkeypatch.setattr(places, "_OFFER_SECONDS", 0.05)
    path = numbered(tmp_path)
    with window() as one, window() as two:
        first, second = open_path(one, path), open_path(two, path)
        remember(one, first, 5000)
        remember(two, second, 9000)
    async with story(path) as reader:
        gone = reader.context.store.places.other
        await until(reader.pilot, lambda: gone(first.id or 0) is None, "the end of the offer")
        here = reader.here.offset
        await reader.press("o")
        assert reader.here.offset == here
        assert not reader.screen.can("place.other")


# What is not saved


async def test_trouble_stands_beside_the_folio_and_its_end_is_told(
    tmp_path: Path, home: Path
) -> None:
    """The folder may not be written: reading goes on; when it may be, all is saved and said so."""
    path = numbered(tmp_path)
    with as_anybody():
        async with story(path, (110, 24)) as reader:
            folder = reader.context.store.path.parent
            await reader.press("space")
            reader.context.store.flush()
            folder.chmod(0o500)
            try:
                await reader.press("space", "space")
                reader.context.store.flush()
                await reader.shows("4 of ", "not saved: ")
                await reader.press("space")
                await reader.shows("5 of ", "not saved: ")
            finally:
                folder.chmod(0o700)
            reader.context.store.flush()
            await reader.shows("Everything is saved again.")
            await reader.press("space")
            await reader.shows("6 of ")
            await reader.lacks("saved")
            offset = reader.here.offset
    async with story(path) as reader:
        assert reader.here.offset == offset


@pytest.mark.parametrize("size", [(40, 12), (20, 6)])
async def test_where_there_is_no_room_trouble_and_folio_take_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """The page number comes back by itself."""
    monkeypatch.setattr(notices, "_BANNER_SECONDS", 0.05)
    path = numbered(tmp_path)
    with as_anybody():
        async with story(path, size) as reader:
            reader.context.store.flush()
            folder = reader.context.store.path.parent
            folder.chmod(0o500)
            try:
                await reader.press("space")
                reader.context.store.flush()
                for _ in range(2):
                    await reader.shows("not saved")
                    await reader.shows("2 of ")
            finally:
                folder.chmod(0o700)


async def test_the_shelf_says_that_nothing_is_saved(tmp_path: Path) -> None:
    """And says so no more when it is."""
    numbered(tmp_path)
    with as_anybody():
        async with shelf(tmp_path, (110, 24)) as reader:
            await reader.shows("numbers")
            reader.context.store.flush()
            folder = reader.context.store.path.parent
            folder.chmod(0o500)
            try:
                reader.context.store.searches.add(tmp_path, "x")
                reader.context.store.flush()
                await reader.shows("not saved: ")
            finally:
                folder.chmod(0o700)
            reader.context.store.flush()
            await reader.shows("Everything is saved again.")
            await reader.lacks("not saved")


@pytest.mark.parametrize("on_shelf", [True, False])
async def test_a_mended_data_file_is_told_of_once(tmp_path: Path, on_shelf: bool) -> None:
    """How much came back stands on the first screen, whichever that is."""
    path = numbered(tmp_path)
    read_to(path, "Paragraph 20 begins", mark=True)
    with window() as context:
        data = context.store.path
        context.store.maintain()
    data.write_bytes(b"This was a data file. " * 400)
    async with shelf(tmp_path, (110, 30)) if on_shelf else story(path, (110, 30)) as reader:
        await reader.shows("The data file was damaged", "1 story and 1 bookmark")
    async with shelf(tmp_path, (110, 30)) if on_shelf else story(path, (110, 30)) as reader:
        await reader.press("j", "k")
        assert "damaged" not in reader.text


async def test_a_store_that_tells_while_the_screen_waits_for_it_stops_nothing(
    tmp_path: Path,
) -> None:
    """Trouble is told from the store's thread without waiting for the screen."""
    path = numbered(tmp_path)
    with as_anybody():
        async with story(path) as reader:
            reader.context.store.flush()
            folder = reader.context.store.path.parent
            folder.chmod(0o500)
            try:
                for _ in range(20):
                    reader.context.store.searches.add(tmp_path, "x")
                    reader.context.store.stories.known()
                assert isinstance(reader.app.screen, ReadingScreen)
                await reader.shows("not saved")
            finally:
                folder.chmod(0o700)
