"""The app's care for the reader's place: signals, suspending, and the state of the data file.

The rule: whatever ends or stops the process, the place is written first, and a stopped one holds no
lock; and the store's thread never waits for the screen, which may be waiting for it.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported

from reader.cleaning import safe
from reader.commands.command import command
from reader.posix import ENDING, answer_in, signals, stop_the_job
from reader.terminal.editor import edit
from reader.tui.messages import EditWanted, StoreChanged
from reader.tui.screens.command_screen import CommandScreen

if TYPE_CHECKING:
    from reader.tui.app import NightstandApp
    from reader.tui.screens.reading import ReadingScreen

_TOLD_SECONDS = 20.0


class Lifecycle:
    """Keeps the place through signals and reports the state of the data file."""

    def __init__(self, app: NightstandApp) -> None:
        self._app = app
        self._trouble = ""
        self._told = 0
        """How many of the store's notices the reader has seen."""

    def take_ending_signals(self) -> None:
        """Handle the signals that end a terminal program, before the terminal is taken."""
        answer_in(asyncio.get_running_loop(), self._end_by, *ENDING, "SIGINT")

    def begin(self) -> None:
        """Handle the signal that stops a terminal program, and listen to the store."""
        self._take_stop()
        answer_in(asyncio.get_running_loop(), lambda _: self._take_again(), "SIGCONT")
        self._app.context.store.on_change = self._tell_store_changed
        self._look_at_store()

    def _take_stop(self) -> None:
        answer_in(asyncio.get_running_loop(), lambda _: self.suspend(), "SIGTSTP")

    def _end_by(self, number: int) -> None:
        self._app.context.store.flush()
        self._app.exit(128 + number, return_code=128 + number)

    @command("quit")
    def leave(self) -> None:
        """Leave the program."""
        self._app.exit(0)

    @command("suspend")
    def suspend(self) -> None:
        """Suspend the whole job, as the shell expects; it comes back repainted."""
        app = self._app
        if not signals("SIGTSTP") or app._exit:  # before leaving, the terminal is given back
            return
        self.look_away()
        self._silence(wanted=True)
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTSTP)
        try:
            with app.context.store.at_rest(), app.suspend():
                stop_the_job()
        finally:
            self._take_stop()
        self._silence(wanted=False)
        self.redraw()
        self.look_around()

    @command("redraw")
    def redraw(self) -> None:
        """Repaint everything."""
        self._app.refresh(repaint=True, layout=True)
        self._app.screen.refresh(repaint=True, layout=True)

    def _take_again(self) -> None:
        """Repaint after a stop without warning, such as by SIGSTOP, or a stop that never was."""
        driver: Any = self._app._driver
        if hasattr(driver, "take_again"):
            driver.take_again()
            self.redraw()
            self.look_around()

    def edit(self, wanted: EditWanted) -> None:
        """Put the screen aside for the reader's editor, and come back."""
        app = self._app
        self.look_away()
        self._silence(wanted=True)
        try:
            with app.context.store.at_rest(), app.suspend():  # Ctrl-Z stops both
                problem = edit(wanted.path)
        except SuspendNotSupported:
            problem = "No editor can be opened here."
        self._look_back()
        self._silence(wanted=False)
        self.redraw()
        if problem:
            app.notify(safe(problem), severity="warning", markup=False)
        wanted.done()

    def look_away(self) -> None:
        """No time counts while another window has the keyboard, or another program the screen."""
        self._tell_pages(away=True)

    def _look_back(self) -> None:
        self._tell_pages(away=False)

    def _tell_pages(self, *, away: bool) -> None:
        for screen in self._readings():
            screen.pace.look(away=away)

    def _silence(self, *, wanted: bool) -> None:
        """Nothing is read aloud while the program is stopped."""
        for screen in self._readings():
            screen.speech.suspend(wanted=wanted)

    def _readings(self) -> list[ReadingScreen]:
        from reader.tui.screens.reading import ReadingScreen

        return [one for one in self._app.screen_stack if isinstance(one, ReadingScreen)]

    def look_around(self) -> None:
        """Another window may have been read in meanwhile, and there may be new files."""
        from reader.tui.screens.reading import ReadingScreen
        from reader.tui.screens.shelf import ShelfScreen
        from reader.tui.screens.shelf.files import Rescan

        self._look_back()
        screen = self._app.screen
        if isinstance(screen, ReadingScreen):
            screen.look_for_others()
        elif isinstance(screen, ShelfScreen):
            screen.part(Rescan).look_again()

    # The data file

    def _tell_store_changed(self) -> None:
        """Called in the store's thread."""
        with suppress(RuntimeError):  # the app may just have ended
            self._app.post_message(StoreChanged())

    def show_store(self) -> None:
        """Show the state of the data file on every screen."""
        self._look_at_store()
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen) and screen.stands:
                screen.repaint()

    def _look_at_store(self) -> None:
        """Report what is to be said once, and the end of a problem."""
        context = self._app.context
        notices = context.store.notices
        if new := "\n".join(map(safe, notices[self._told :])):
            self._app.notify(new, timeout=_TOLD_SECONDS, markup=False)
        self._told = len(notices)
        before, self._trouble = self._trouble, context.trouble
        if before and not self._trouble:
            self._tell_saved()

    def _tell_saved(self) -> None:
        from reader.tui.screens.reading import ReadingScreen
        from reader.tui.screens.shelf import ShelfScreen

        for screen in self._app.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.trouble_ended()
            elif isinstance(screen, ShelfScreen) and screen.is_current:
                self._app.notify("Everything is saved again.", markup=False)
