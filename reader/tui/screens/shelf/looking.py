"""How the shelf keeps up with its folders: at the start, when asked, on focus, and by a timer.

The rule: nothing waits for a disk; what was known stands until something else is.
"""

from __future__ import annotations

import time

from textual import work
from textual.worker import get_current_worker

from reader.shelf.entries import Entry, entries_of
from reader.shelf.scan import ScanProgress, ScanResult, look_around
from reader.shelf.view import remembered
from reader.tui.screens.shelf.base import ShelfBase

_BUSY = "looking…"
_AGAIN = 5.0
"""Least seconds between two looks that nobody asked for."""
_REST = 100
"""How many times as long as a look takes is rested behind it."""
_MEANWHILE = 1.0
"""Seconds after which a long look shows what it has found so far."""


class Looking(ShelfBase):
    """Looks for what is new."""

    _looking = False
    _rest = _AGAIN
    _looked_at = 0.0
    _samples: bool | None = None

    def on_mount(self) -> None:
        """Look at once, behind what is shown."""
        self.busy = _BUSY  # shown with what is known, which comes next
        self._look(told=True)
        self.set_interval(_AGAIN, self._look_by_itself)

    def on_screen_resume(self) -> None:
        """Somebody comes back to the shelf."""
        self._look_by_itself()

    def look_again(self) -> None:
        """The window has the keyboard again."""
        self._looked_at = 0.0
        self._look_by_itself()

    def _look_by_itself(self) -> None:
        rested = time.monotonic() - self._looked_at > self._rest
        if rested and not self._looking and self.is_current and self.app.app_focus:
            self._look(told=False)

    def look(self) -> None:
        """Look into the folders and say so."""
        self.busy = _BUSY
        self.show()
        self._look(told=True)

    def do_shelf_rescan(self) -> None:
        """Answer `shelf.rescan`."""
        self.look()

    @work(thread=True, exclusive=True, group="scan")
    def _look(self, *, told: bool) -> None:
        worker = get_current_worker()
        self._looking = True
        began = shown = time.monotonic()

        def tell(progress: ScanProgress) -> bool:
            nonlocal shown
            self.app.call_from_thread(self._tell, progress)
            if time.monotonic() - shown > _MEANWHILE:
                self.app.call_from_thread(self.show_entries, remembered(self.context).entries)
                shown = time.monotonic()
            return worker.is_cancelled

        try:
            looked = look_around(self.context, tell)
            news = told or looked.changed or self._samples is not self.context.samples
            entries = self._now(looked) if news and not worker.is_cancelled else None
        finally:
            self._looking = False
        self._looked_at = time.monotonic()
        self._rest = max(_AGAIN, _REST * (self._looked_at - began))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._looked, entries)

    def _now(self, looked: ScanResult) -> list[Entry]:
        known = self.context.store.files.shelved()
        return entries_of(self.context, known, looked.present, look=True)

    def _tell(self, progress: ScanProgress) -> None:
        self.busy = f"looking… {progress.done:,} of {progress.total:,}"
        self.label()

    def _looked(self, entries: list[Entry] | None) -> None:
        self.busy = ""
        self._samples = self.context.samples
        if entries is not None and entries != self.entries:
            self.show_entries(entries)
        else:
            self.show()
