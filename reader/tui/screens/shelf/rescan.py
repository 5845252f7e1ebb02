"""How the shelf keeps up with its folders: at the start, when asked, on focus, and by a timer.

The rule: nothing waits for a disk; what was known stands until something else is.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.commands.answers import command
from reader.shelf.entries import Entry, entries_of
from reader.shelf.scan import ScanProgress, ScanResult, look_around
from reader.shelf.view import remembered

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

BUSY = "looking…"
"""What is told meanwhile."""
_AGAIN = 5.0
"""Least seconds between two looks that nobody asked for."""
_REST = 100
"""How many times as long as a look takes is rested after it."""
_MEANWHILE = 1.0
"""Seconds after which a long look shows what it has found so far."""


class Rescan:
    """Looks for what is new."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self._looking = False
        self._rest = _AGAIN
        self._looked_at = 0.0
        self._samples: bool | None = None

    def begin(self) -> None:
        """Look at once, with what is known on the screen, and then now and then."""
        self._look(told=True)
        self._screen.set_interval(_AGAIN, self.look_by_itself)

    def look_again(self) -> None:
        """The window has the keyboard again."""
        self._looked_at = 0.0
        self.look_by_itself()

    def look_by_itself(self) -> None:
        """Look without saying so, if that is due."""
        screen = self._screen
        rested = time.monotonic() - self._looked_at > self._rest
        if rested and not self._looking and screen.is_current and screen.app.app_focus:
            self._look(told=False)

    @command("shelf.rescan")
    def look(self) -> None:
        """Look into the folders and say so."""
        self._screen.tell_busy(BUSY)
        self._screen.show()
        self._look(told=True)

    def _look(self, *, told: bool) -> None:
        work = partial(self._work, told=told)
        self._screen.run_worker(work, thread=True, exclusive=True, group="scan")

    def _work(self, *, told: bool) -> None:
        """Look into the folders, in a thread."""
        screen, context, worker = self._screen, self._screen.context, get_current_worker()
        self._looking = True
        began = shown = time.monotonic()

        def tell(progress: ScanProgress) -> bool:
            nonlocal shown
            screen.app.call_from_thread(self._tell, progress)
            if time.monotonic() - shown > _MEANWHILE:
                screen.app.call_from_thread(screen.show_entries, remembered(context).entries)
                shown = time.monotonic()
            return worker.is_cancelled

        try:
            found = look_around(context, tell)
            news = told or found.changed or self._samples is not context.samples
            entries = self._now(found) if news and not worker.is_cancelled else None
        finally:
            self._looking = False
        self._looked_at = time.monotonic()
        self._rest = max(_AGAIN, _REST * (self._looked_at - began))
        if not worker.is_cancelled:
            screen.app.call_from_thread(self._end, entries)

    def _now(self, found: ScanResult) -> list[Entry]:
        context = self._screen.context
        return entries_of(context, context.store.files.shelved(), found.present, look=True)

    def _tell(self, progress: ScanProgress) -> None:
        self._screen.tell_busy(f"looking… {progress.done:,} of {progress.total:,}")

    def _end(self, entries: list[Entry] | None) -> None:
        screen = self._screen
        screen.tell_busy("")
        self._samples = screen.context.samples
        if entries is not None and entries != screen.entries:
            screen.show_entries(entries)
        else:
            screen.show()
