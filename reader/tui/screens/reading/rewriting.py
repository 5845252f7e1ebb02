"""The command of the reading screen that changes the file itself, in the reader's editor.

The rule: before the editor opens, the place and the sample of the text by which both are known
again are on their way to the disk; the page is opened anew only where the file has changed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Thread

from reader import locator
from reader.tui.messages import EditWanted, StoryClaimed
from reader.tui.screens.reading.base import Feature


class Rewriting(Feature):
    """Edits the file and comes back to the same words."""

    def do_story_edit(self) -> None:
        """Answer `story.edit`."""
        from reader.reading.open import keep_up

        path, here = self.opened.path, self.home or self.navigator
        if path is None or self.opened.id is None:
            self.tell("A story from a pipe has no file: save it as one first.")
            return
        if self.opened.rest is not None:
            self.tell("The rest of the story is still being read: try again in a moment.")
            return
        if here is not None:
            self.context.store.places.remember(
                self.opened.id, locator.make(self.opened.story, here.offset)
            )
        sketching = Thread(target=keep_up, args=(self.context, self.opened), daemon=True)
        sketching.start()
        before = _state(path)

        def done() -> None:
            sketching.join()
            if _state(path) != before:
                self.post_message(StoryClaimed(path))

        self.post_message(EditWanted(path, done))


def _state(path: Path) -> tuple[int, int, int]:
    """What differs once a file was written; zeros where there is none."""
    with suppress(OSError):
        entry = path.stat()
        return entry.st_ino, entry.st_size, entry.st_mtime_ns
    return 0, 0, 0
