"""The app's care for the reader's place: signals, suspending, and how the data file does.

The rule: whatever ends or stops the process, the place is written first; and the store's thread
never waits for the screen, which may be waiting for it.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from textual import events
from textual.app import SuspendNotSupported

from reader.cleaning import clean, safe
from reader.posix import signals, stop_the_job
from reader.terminal.editor import edit
from reader.tui.messages import EditWanted, StoreChanged
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.settled import Settled

_TOLD_SECONDS = 20.0


class Guarded(Settled):
    """An app that keeps the place through signals and tells how the data file does."""

    _trouble = ""
    _told = 0

    def on_load(self) -> None:
        """Take the signals that end a terminal program before the terminal is taken."""
        self._take("SIGTERM", self._end_by)
        self._take("SIGHUP", self._end_by)
        self._take("SIGINT", self._end_by)

    def on_mount(self) -> None:
        """Take the signal that stops a terminal program, and listen to the store."""
        self._take("SIGTSTP", lambda _: self.do_suspend())
        self.context.store.on_change = self._tell_store_changed
        self._look_at_store()

    async def on_event(self, event: events.Event) -> None:
        """What is pasted arrives as letters, wherever it goes."""
        if isinstance(event, events.Paste):
            lines = event.text.replace("\r\n", "\n").replace("\r", "\n")
            event.text = clean(lines)
        await super().on_event(event)

    def _take(self, name: str, answer: Callable[[int], None]) -> None:
        for number in signals(name):
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(number, answer, number)

    def on_edit_wanted(self, event: EditWanted) -> None:
        """Put the screen aside for the reader's editor, and come back."""
        self.context.store.flush()
        try:
            with self.suspend():
                problem = edit(event.path)
        except SuspendNotSupported:
            problem = "The screen cannot be put aside here."
        self.do_redraw()
        if problem:
            self.notify(safe(problem), severity="warning", markup=False)
        event.done()

    def _end_by(self, number: int) -> None:
        self.context.store.flush()
        self.exit(128 + number, return_code=128 + number)

    def do_suspend(self) -> None:
        """Answer `suspend`: the whole job stops, as the shell expects, and comes back repainted."""
        if not signals("SIGTSTP"):
            return
        self.context.store.flush()
        loop = asyncio.get_running_loop()
        loop.remove_signal_handler(signal.SIGTSTP)
        try:
            with self.suspend():
                stop_the_job()
        finally:
            self._take("SIGTSTP", lambda _: self.do_suspend())
        self.do_redraw()
        self.on_app_focus()

    def do_redraw(self) -> None:
        """Answer `redraw`."""
        self.refresh(repaint=True, layout=True)
        self.screen.refresh(repaint=True, layout=True)

    def on_app_focus(self) -> None:
        """Another window may have been read in meanwhile, files may have come."""
        from reader.tui.screens.reading import ReadingScreen
        from reader.tui.screens.shelf import ShelfScreen
        from reader.tui.screens.shelf.rescan import Rescan

        if isinstance(self.screen, ReadingScreen):
            self.screen.look_for_others()
        elif isinstance(self.screen, ShelfScreen):
            self.screen.part(Rescan).look_again()

    def _tell_store_changed(self) -> None:
        """Called in the store's thread."""
        with suppress(RuntimeError):  # the app may just have ended
            self.post_message(StoreChanged())

    def on_store_changed(self) -> None:
        """Show on every screen how the data file does."""
        self._look_at_store()
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.repaint()

    def _look_at_store(self) -> None:
        """Tell what is to be told once, and that a trouble is over."""
        notices = self.context.store.notices
        for notice in notices[self._told :]:
            self.notify(safe(notice), timeout=_TOLD_SECONDS, markup=False)
        self._told = len(notices)
        before, self._trouble = self._trouble, self.context.trouble
        if before and not self._trouble:
            self._tell_saved()

    def _tell_saved(self) -> None:
        from reader.tui.screens.reading import ReadingScreen
        from reader.tui.screens.shelf import ShelfScreen

        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.trouble_ended()
            elif isinstance(screen, ShelfScreen) and screen.is_current:
                self.notify("Everything is saved again.", markup=False)
