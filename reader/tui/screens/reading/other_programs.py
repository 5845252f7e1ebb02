"""What goes to other programs: words to the clipboard, and the file to the reader's editor.

The rule: what is copied is the story's own text, not its lines as they are painted. Before the
editor opens, the place and the sample that identifies the text are on their way to the disk; the
page is reopened only if the file has changed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from reader import locator
from reader.commands.command import command
from reader.paint.pointer import pointed_at
from reader.story import Offset, paragraph_at, paragraph_in, passage
from reader.tui.messages import Copied, EditWanted, StoryClaimed

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class Clipboard:
    """Copies the selection, the page, a paragraph."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def selected(self) -> str:
        """The selected words of the story; empty when there are none."""
        part = self._screen.selecting.passage()
        return passage(self._screen.reading.opened.story, part) if part else ""

    def pointed(self) -> Offset | None:
        """The character under the mouse; None if there is none, or no mouse at all."""
        screen, reading = self._screen, self._screen.reading
        column, row = screen.app.mouse_position
        if (column, row) == (0, 0):  # a mouse that never moved has a position too
            return None
        return pointed_at(reading.opened.story, screen.view.frame, reading.shown.pages, column, row)

    def pointed_word(self) -> tuple[str, int]:
        """The word under the mouse and where it begins; empty if there is none."""
        from reader.reading.search import word_at

        story, offset = self._screen.reading.opened.story, self.pointed()
        word = word_at(story, offset) if offset is not None else ""
        return word, story.text.rfind(word, 0, (offset or 0) + len(word))

    @command("copy")
    def copy(self) -> None:
        """Copy the selection, else the page."""
        screen = self._screen
        selected = self.selected()
        if selected:
            screen.clear_selection()
        else:
            selected = passage(screen.reading.opened.story, screen.reading.page)
        screen.post_message(Copied(selected))

    @command("copy.paragraph")
    def copy_paragraph(self) -> None:
        """Copy the paragraph under the mouse, else the first that begins on the page."""
        screen, story = self._screen, self._screen.reading.opened.story
        if story.blocks:
            offset = self.pointed()
            page = screen.reading.page
            part = paragraph_in(story, page) if offset is None else paragraph_at(story, offset)
            screen.post_message(Copied(passage(story, part)))


class Editor:
    """Edits the file."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("story.edit")
    def edit(self) -> None:
        """Open the story's file in the reader's editor."""
        from reader.reading.open import keep_up

        screen, opened = self._screen, self._screen.reading.opened
        path = opened.path
        if path is None or opened.id is None:
            screen.tell("Piped text has no file to edit: save it first.")
            return
        here = screen.reading.place.offset
        screen.context.store.places.remember(opened.id, locator.make(opened.story, here))
        sketching = Thread(target=keep_up, args=(screen.context, opened), daemon=True)
        sketching.start()
        before = _state(path)

        def done() -> None:
            sketching.join()
            if _state(path) != before:
                screen.post_message(StoryClaimed(path))

        screen.post_message(EditWanted(path, done))


def _state(path: Path) -> tuple[int, int, int]:
    """What changes when a file is written; zeros if there is none."""
    with suppress(OSError):
        entry = path.stat()
        return entry.st_ino, entry.st_size, entry.st_mtime_ns
    return 0, 0, 0
