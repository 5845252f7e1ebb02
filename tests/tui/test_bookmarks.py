"""Bookmarks on the screen: set, named, listed, gone to, deleted, brought back, renamed."""

from concurrent.futures import Future
from pathlib import Path

import pytest

from reader.reading.bookmarks import bookmarks_of
from reader.storage.store import BookmarkTable
from reader.story import percent
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.story_places import BookmarksScreen
from tests.tui.driving import Driver, numbered, story
from tests.waiting import until


def names(reader: Driver) -> list[str]:
    """The names of the story's bookmarks as they are kept, in the order of the text."""
    opened = next(s for s in reader.app.screen_stack if isinstance(s, ReadingScreen)).reading.opened
    return [marked.bookmark.name for marked in bookmarks_of(reader.context, opened)]


async def mark(reader: Driver, name: str = "") -> None:
    """Set a bookmark and name it, or not."""
    await reader.press("m")
    await reader.asked()
    await reader.write(name)
    await reader.press("enter")
    await reader.shows("Bookmarked")


async def test_a_bookmark_is_kept_before_it_is_named(tmp_path: Path) -> None:
    """`m` has kept it when the name is asked for; Enter gives it none, Esc takes it back."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("space", "m")
        await reader.asked()
        assert names(reader) == [""]
        await reader.press("enter")
        assert names(reader) == [""]
        await reader.press("space", "m")
        await reader.asked()
        assert names(reader) == ["", ""]
        await reader.write("half")
        await reader.press("escape")
        await reader.shows("Bookmark taken back.")
        assert names(reader) == [""]


async def test_a_mark_of_one_letter_is_gone_to_by_it(tmp_path: Path) -> None:
    """An apostrophe and its letter; another letter that would change the list is only told."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("3", "space")
        here = reader.here.offset
        await mark(reader, "d")
        await reader.press("3", "space", "apostrophe", "d")
        await reader.on(ReadingScreen)
        assert reader.here.offset == here
        await reader.press("apostrophe", "r")
        await reader.shows("No bookmark is named r")
        await reader.press("d", "escape")
        assert names(reader) == []


async def test_a_bookmark_is_named_and_listed_with_its_words(tmp_path: Path) -> None:
    """The list shows the sentence, the chapter, the share and the name."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("8", "G")
        here = reader.here
        await mark(reader, "the snail")
        await reader.press("B")
        await reader.on(BookmarksScreen)
        words = here.story.sentence_at(here.offset)[:30]
        await reader.shows(words, "the snail", here.story.chapter_at(here.offset))
        await reader.shows(percent(here.story.progression(here.offset)))


async def test_the_list_leads_to_a_bookmark(tmp_path: Path) -> None:
    """Enter goes there, and Ctrl-O comes back; q changes nothing."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("4", "G")
        marked = reader.here.offset
        await mark(reader)
        await reader.press("G")
        end = reader.here.offset
        await reader.press("apostrophe")
        await reader.on(BookmarksScreen)
        await reader.press("enter")
        await reader.on(ReadingScreen)
        assert reader.here.offset == marked
        await reader.press("ctrl+o")
        assert reader.here.offset == end
        await reader.press("B")
        await reader.on(BookmarksScreen)
        await reader.press("q")
        await reader.on(ReadingScreen)
        assert reader.here.offset == end


async def test_deleting_and_bringing_back(tmp_path: Path) -> None:
    """`d` deletes the current one, `u` brings back the last deleted, one after the other."""
    async with story(numbered(tmp_path)) as reader:
        for number in ("1", "3", "5"):
            await reader.press(number, "G")
            await mark(reader, f"mark {number}")
        await reader.press("B")
        await reader.on(BookmarksScreen)
        await reader.press("g", "j", "d")
        await reader.hush()
        await reader.lacks("mark 3")
        await reader.press("delete")
        await reader.hush()
        await reader.lacks("mark 5")
        assert names(reader) == ["mark 1"]
        await reader.press("u")
        await reader.shows("mark 5")
        await reader.press("u")
        await reader.shows("mark 3")
        assert names(reader) == ["mark 1", "mark 3", "mark 5"]
        await reader.press("u")
        assert names(reader) == ["mark 1", "mark 3", "mark 5"]


@pytest.mark.slow
async def test_keys_that_come_fast_delete_one_each(tmp_path: Path) -> None:
    """Two presses before the disk has answered delete two bookmarks, never one twice."""
    async with story(numbered(tmp_path)) as reader:
        for number in ("1", "3", "5"):
            await reader.press(number, "G")
            await mark(reader, f"mark {number}")
        await reader.press("B")
        await reader.on(BookmarksScreen)
        await reader.pilot.press("g", "d", "d")
        await until(reader.pilot, lambda: names(reader) == ["mark 5"], "two to be deleted")
        await reader.pilot.press("u", "u")
        await until(reader.pilot, lambda: len(names(reader)) == 3, "both to be back")


async def test_a_deleted_bookmark_leaves_the_list_before_the_disk_has_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the disk takes, the next press deletes the next bookmark."""
    asked: list[str] = []

    def unanswered(_: BookmarkTable, bookmark_id: str) -> Future[None]:
        asked.append(bookmark_id)
        return Future()

    async with story(numbered(tmp_path)) as reader:
        for number in ("1", "3", "5"):
            await reader.press(number, "G")
            await mark(reader)
        await reader.press("B")
        await reader.on(BookmarksScreen)
        monkeypatch.setattr(BookmarkTable, "delete", unanswered)
        await reader.pilot.press("g", "d", "d")
        await until(reader.pilot, lambda: len(asked) == 2, "two to be deleted")
        assert asked[0] != asked[1]


async def test_renaming(tmp_path: Path) -> None:
    """`r` gives another name, and the empty one takes the name away."""
    async with story(numbered(tmp_path)) as reader:
        await mark(reader, "old")
        await reader.press("B")
        await reader.on(BookmarksScreen)
        await reader.press("r")
        await reader.asked()
        await reader.write("er")
        await reader.press("enter")
        await until(reader.pilot, lambda: names(reader) == ["older"])
        await reader.shows("older")
        await reader.press("r")
        await reader.asked()
        await reader.press("ctrl+u", "enter")
        await until(reader.pilot, lambda: names(reader) == [""])


async def test_a_name_is_never_lost_when_the_list_opens_at_once(tmp_path: Path) -> None:
    """What was typed as a name stands in the list that is opened right behind it."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("m")
        await reader.asked()
        await reader.pilot.press(*"quick", "enter", "B")
        await reader.on(BookmarksScreen)
        await reader.shows("quick")


async def test_without_bookmarks_the_list_says_how_to_set_one(tmp_path: Path) -> None:
    """An empty list answers every key without harm."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("B")
        await reader.on(BookmarksScreen)
        await reader.shows("No bookmarks yet: m sets one.")
        await reader.press("d", "u", "r", "enter", "j", "G", "q")
        await reader.on(ReadingScreen)


async def test_the_first_question_of_a_screen_is_told(tmp_path: Path) -> None:
    """The line is only made when it is asked in, and says at once what is asked."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("m")
        await reader.shows("Bookmarked. Name: Enter leave unnamed · Esc remove")
        await reader.press("escape", "colon")
        await reader.shows("Go to page: a page number, or a percentage such as 40%")
