"""The app's care for the reader's place: signals, suspending, and how the data file does.

The rule: whatever ends or stops the process, the place is written first; and the store's thread
never waits for the screen, which may be waiting for it.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress

from reader.cleaning import safe
from reader.session import Desk
from reader.tui.messages import StoreChanged
from reader.tui.screens.commanded import Commanded
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.turnstile import Turnstile

_TOLD_SECONDS = 20.0


class Guarded(Turnstile):
    """An app that keeps the place through signals and tells how the data file does."""

    desk: Desk
    _trouble = ""
    _told = 0

    def on_mount(self) -> None:
        """Take the signals that end or stop a terminal program, and listen to the store."""
        self._take("SIGTERM", self._end_by)
        self._take("SIGHUP", self._end_by)
        self._take("SIGINT", self._end_by)
        self._take("SIGTSTP", lambda _: self.do_suspend())
        self.desk.store.on_change = self._tell_store_changed
        self._look_at_store()

    def _take(self, name: str, answer: Callable[[int], None]) -> None:
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(number, answer, number)

    def _end_by(self, number: int) -> None:
        self.desk.store.flush()
        self.exit(128 + number, return_code=128 + number)

    def do_suspend(self) -> None:
        """Answer `suspend`: the whole job stops, as the shell expects, and comes back repainted."""
        self.desk.store.flush()
        with self.suspend():
            # TSTP is taken by ourselves, so that the place is also saved when others send it.
            os.killpg(0, signal.SIGSTOP)
        self.do_redraw()
        self.on_app_focus()

    def do_redraw(self) -> None:
        """Answer `redraw`."""
        self.refresh(repaint=True, layout=True)
        self.screen.refresh(repaint=True, layout=True)

    def on_app_focus(self) -> None:
        """Another window may have been read in meanwhile."""
        if isinstance(self.screen, ReadingScreen):
            self.screen.look_for_others()

    def _tell_store_changed(self) -> None:
        """Called in the store's thread."""
        with suppress(RuntimeError):  # the app may just have ended
            self.post_message(StoreChanged())

    def on_store_changed(self) -> None:
        """Show on every screen how the data file does."""
        self._look_at_store()
        for screen in self.screen_stack:
            if isinstance(screen, Commanded):
                screen.repaint()

    def _look_at_store(self) -> None:
        """Tell what is to be told once, and that a trouble is over."""
        notices = self.desk.store.notices
        for notice in notices[self._told :]:
            self.notify(safe(notice), timeout=_TOLD_SECONDS, markup=False)
        self._told = len(notices)
        before, self._trouble = self._trouble, self.desk.trouble
        if before and not self._trouble:
            self._tell_saved()

    def _tell_saved(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.trouble_ended()
            elif isinstance(screen, ShelfScreen) and screen.is_current:
                self.notify("Everything is saved again.", markup=False)
