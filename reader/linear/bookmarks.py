"""The commands of linear mode that belong to bookmarks."""

from __future__ import annotations

from reader.cleaning import safe
from reader.commands.answers import command
from reader.commands.line_commands import Given
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.reading.bookmarks import ResolvedBookmark, bookmarks_of, new_bookmark
from reader.reading.moves import to_offset
from reader.storage.values import NotSavedError
from reader.story import percent

_PATIENCE = 3.0
"""Seconds that a confirmation waits for the disk."""


class BookmarkCommands(LinearBase):
    """Sets, lists and deletes bookmarks, and goes to them."""

    @command("bookmark.add")
    def add(self, given: Given) -> None:
        """Set a bookmark; it is called set only when it is on the disk."""
        if self.opened.id is None:
            say("A story from a pipe keeps no bookmarks: save it as a file first.")
            return
        name = given.argument
        if self.console.asks and not name:
            name = (self.console.answer("Bookmark. Name, or Enter for none: ") or "").strip()
        bookmark = new_bookmark(self.opened.story, self.reading.shown.offset, name)
        saving = self.context.store.bookmarks.add(self.opened.id, bookmark)
        try:
            saving.result(_PATIENCE)
        except (NotSavedError, TimeoutError) as error:
            reason = str(error) or self.context.trouble or "the disk does not answer"
            say(f"The bookmark is not saved: {safe(reason)}.")
        else:
            say(f"Bookmarked as “{safe(name)}”." if name else "Bookmarked.")
        self.tell_place()

    @command("bookmark.list")
    def list_bookmarks(self, _: Given) -> None:
        """List the bookmarks, and go to one."""
        marks = bookmarks_of(self.context, self.opened)
        if not marks:
            say("There are no bookmarks; m sets one.")
            return
        chosen = self.choose([_row(mark) for mark in marks])
        if chosen is not None:
            self._to_mark(marks[chosen])

    @command("bookmark.go")
    def go_to_named(self, given: Given) -> None:
        """Go to a bookmark by its number or name."""
        mark = self._named(given.argument)
        if mark is not None:
            self._to_mark(mark)

    @command("bookmark.delete")
    def delete(self, given: Given) -> None:
        """Delete a bookmark by its number or name."""
        mark = self._named(given.argument)
        if mark is not None:
            self.context.store.bookmarks.delete(mark.bookmark.id)
            say(f"Deleted: {_row(mark)}")

    def _named(self, wanted: str) -> ResolvedBookmark | None:
        """The bookmark of that number or name, else a sentence to the reader."""
        marks = bookmarks_of(self.context, self.opened)
        named = [one for one in marks if one.bookmark.name.casefold() == wanted.casefold()]
        if wanted.isdecimal() and 1 <= int(wanted[:9]) <= len(marks) and not named:
            named = [marks[int(wanted) - 1]]
        if len(named) == 1 and wanted:
            return named[0]
        which = "Which bookmark?" if not wanted else f"“{safe(wanted)}” is not a bookmark."
        say(f"{which} bookmarks lists them." if len(named) < 2 or not wanted else "Several.")
        return None

    def _to_mark(self, mark: ResolvedBookmark) -> None:
        if mark.doubt:
            say(f"{mark.doubt.capitalize()}: “{safe(mark.words)}”")
        self.move(to_offset(mark.offset), "This is the page.")


def _row(mark: ResolvedBookmark) -> str:
    name = f"“{safe(mark.bookmark.name)}”, " if mark.bookmark.name else ""
    chapter = f", {safe(mark.chapter)}" if mark.chapter else ""
    doubt = f" ({mark.doubt})" if mark.doubt else ""
    return f"{name}{percent(mark.progression)}{chapter}: {safe(mark.words)}{doubt}"
