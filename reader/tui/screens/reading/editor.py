"""Changing the file itself, in the reader's editor, and coming back to the same words.

The rule: before the editor opens, the place and the sample of the text by which both are known
again are on their way to the disk; the page is opened again only where the file has changed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from reader import locator
from reader.commands.answers import command
from reader.tui.messages import EditWanted, StoryClaimed

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


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
            screen.tell("A story from a pipe has no file: save it as one first.")
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
    """What differs once a file was written; zeros where there is none."""
    with suppress(OSError):
        entry = path.stat()
        return entry.st_ino, entry.st_size, entry.st_mtime_ns
    return 0, 0, 0
