"""Titles that look like markup stand on every screen as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.context import set_up
from reader.reading.bookmarks import new_bookmark
from reader.reading.open import open_path
from reader.tui.screens.contents import ContentsScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.story_places import BookmarksScreen
from tests.tui.driving import shelf

MARKUP = (
    "[red]x[/red]",
    "[/]",
    "[/red]",
    "[bold",
    "]bold[",
    "[[double]]",
    "[@click=app.quit]y[/]",
    "[@click='app.bell']z",
    "[link=https://example.org]l[/link]",
    "[$primary]p[/]",
    "[#ff0000 on blue]c",
    "[not a style]n",
    r"\[escaped]",
    "\\",
    "{title} {0} {{}}",
    "%s %d %(x)s",
    "$accent $(reboot) `x`",
    ":smile: :warning:",
    "<u>&c;</u>",
    "[reverse][blink][conceal]s",
)
assert len(MARKUP) == 20


def titled(folder: Path, words: str) -> Path:
    """A story with these words as title, author, chapter and text."""
    folder.mkdir()
    path = folder / "story.txt"
    prose = "The lamp went along the wall as slowly as a snail that was told the time. " * 5
    chapters = "\n\n".join(
        f"Chapter {n}. Night {words} End\n\n{words} needle {prose}" for n in (1, 2, 3, 4)
    )
    path.write_text(f"Title: {words}\nAuthor: {words}\n\n\n{chapters}\n", encoding="utf-8")
    return path


FAST = (MARKUP[6],)
SLOW = [pytest.param(words, marks=pytest.mark.slow) for words in MARKUP if words not in FAST]


@pytest.mark.parametrize("words", [*FAST, *SLOW])
async def test_markup_is_letters_on_every_screen(tmp_path: Path, words: str) -> None:
    """The shelf, the page, contents, bookmarks, questions, searches and what is said of a file."""
    path = titled(tmp_path / "library", words)
    context, _ = set_up(path.parent)
    opened = open_path(context, path)
    mark = new_bookmark(opened.story, opened.story.text.index("needle"), words)
    context.store.bookmarks.add(opened.id or 0, mark).result(10)
    context.store.close()
    async with shelf(path.parent, (130, 30)) as reader:
        await reader.shows(words, "1 story")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.press("right_square_bracket")
        await reader.shows(f"{words} needle")
        assert words[:12] in reader.lines[0]
        await reader.press("t")
        await reader.on(ContentsScreen)
        await reader.shows(f"Chapter 2. Night {words} End")
        await reader.press("q", "B")
        await reader.on(BookmarksScreen)
        await reader.shows(f"{words} · ")
        await reader.press("q", "slash")
        await reader.write("needle")
        await reader.shows("1 of 4")
        await reader.press("enter", "ctrl+f")
        await reader.shows("Enter go there", f"{words} needle")
        await reader.press("q", "escape", "i")
        await reader.shows(words, "encoding")
        await reader.press("q", "q")
        await reader.shows("1 story", words)
        await reader.press("S")
        await reader.write("needle")
        await reader.press("enter")
        await reader.shows("1 story searched", f"{words} needle")
        await reader.press("q", "slash")
        await reader.asked()
        await reader.write(f"{words}?")
        await reader.shows("Nothing matches", words)
        await reader.press("escape")
        path.unlink()
        await reader.press("R")
        await reader.shows("missing", words)
        await reader.press("x")
        await reader.shows(f"y/n  Forget “{words}", "1 bookmark")
        await reader.press("n")
        await reader.lacks("y/n")
