"""The app: holds the desk, shows screens, keeps places, and leaves the terminal as it was."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import ClassVar

from textual import events, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerCancelled, get_current_worker

from reader.cleaning import safe
from reader.formats import LoadError
from reader.paint import THEMES
from reader.session import Desk, First, Opened, Sought, keep_up, open_path, theme_for
from reader.storage import Settings, save_settings
from reader.tui.commands import COMMANDS
from reader.tui.early import Hold
from reader.tui.messages import (
    PlaceChanged,
    SettingsKept,
    StoreChanged,
    StoryClaimed,
    StoryWanted,
    ThemeWanted,
)
from reader.tui.screens.commanded import Commanded
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.strips import screen_theme
from reader.tui.turnstile import Turnstile

_WRITE_SECONDS = 1.0
_TOLD_SECONDS = 20.0

_PAUSE = 0.002  # left to the screen again and again by a long work in a thread
_SWITCH = 0.001  # for which a key waits at most while a thread computes; the usual is five times it
_BY_ID = {command.id: command for command in COMMANDS}


def read(desk: Desk, opened: Opened | None, first: First | None, hold: Hold) -> int:
    """Run the app in a held terminal until the reader leaves; the exit code."""
    if os.name == "posix":
        from reader.tui.driver import TakingOver

        TakingOver.hold = hold
    sys.setswitchinterval(_SWITCH)
    app = NightstandApp(desk, opened, first)
    code = app.run(mouse=desk.settings.mouse)
    return app.return_code or code or 0


def _driver() -> type[Driver] | None:
    """The driver that takes over a picture; None, the usual one, where there is none to take."""
    if os.name != "posix":
        return None
    from reader.tui.driver import TakingOver

    return TakingOver


class NightstandApp(Turnstile):
    """Nightstand on a terminal."""

    TITLE = "Nightstand"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "leave", "Leave", show=False, priority=True)
    ]
    CSS_PATH = "nightstand.tcss"

    def __init__(
        self, desk: Desk, opened: Opened | None = None, first: First | None = None
    ) -> None:
        # An empty NO_COLOR counts as unset (no-color.org), which Textual does not know.
        if not os.environ.get("NO_COLOR", "x"):
            del os.environ["NO_COLOR"]
        super().__init__(driver_class=_driver())
        self.desk = desk
        self._first = first
        self._opened = opened
        self._page_theme = theme_for(desk.settings)
        self._unwritten: dict[str, str | int] = {}
        self._writing: Timer | None = None
        self._one_writer = Lock()
        self._trouble = ""
        self._told = 0
        for one in THEMES.values():
            self.register_theme(screen_theme(one))
        self.theme = self._page_theme.name

    def get_default_screen(self) -> Screen[object]:
        """The first screen is at once the one that was asked for."""
        if self._opened is None:
            return ShelfScreen(self.desk, self._page_theme)
        return ReadingScreen(self.desk, self._opened, self._page_theme, self._first)

    def on_mount(self) -> None:
        """Take the signals that end a terminal program."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError):
                    loop.add_signal_handler(number, self._end_by, number)
        self._take_suspend(loop)
        self.desk.store.on_change = self._tell_store_changed
        self._look_at_store()
        if self._opened is not None:
            self._sketch(self._opened)

    def on_resize(self, event: events.Resize) -> None:
        """Repaint what a window that shrank and grew again has cut off."""
        # The size last set, which the screen's own size runs ahead of; at the same size again the
        # screen library sees nothing to paint.
        if event.size == self.screen._compositor.size:
            self.do_redraw()

    def _end_by(self, number: int) -> None:
        self.desk.store.flush()
        self.exit(128 + number, return_code=128 + number)

    def _tell_store_changed(self) -> None:
        """Called in the store's thread, which must not wait for the screen that may wait for it."""
        with suppress(RuntimeError):  # the app may just have ended
            self.post_message(StoreChanged())

    def on_store_changed(self) -> None:
        """Show on every screen how the data file does."""
        self._look_at_store()
        self._repaint()

    def _look_at_store(self) -> None:
        """Tell what is to be told once, and that a trouble is over."""
        notices = self.desk.store.notices
        for notice in notices[self._told :]:
            self.notify(safe(notice), timeout=_TOLD_SECONDS, markup=False)
        self._told = len(notices)
        before, self._trouble = self._trouble, self.desk.trouble
        if before and not self._trouble:
            for screen in self.screen_stack:
                if isinstance(screen, ReadingScreen):
                    screen.trouble_ended()
                elif isinstance(screen, ShelfScreen) and screen.is_current:
                    self.notify("Everything is saved again.", markup=False)

    def _repaint(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Commanded):
                screen.repaint()

    @work(thread=True, group="sketch")
    def _sketch(self, opened: Opened) -> None:
        worker = get_current_worker()

        def pause() -> None:
            if worker.is_cancelled:
                raise WorkerCancelled
            time.sleep(_PAUSE)

        # Whoever leaves in the meantime need not wait; it is done at the next opening.
        with suppress(WorkerCancelled):
            keep_up(self.desk, opened, pause)

    def on_place_changed(self, event: PlaceChanged) -> None:
        """Hand the place to the data file's own thread."""
        self.desk.store.remember(event.story_id, event.locator)

    def on_story_wanted(self, event: StoryWanted) -> None:
        """Open a story from the shelf."""
        self.open_story(event.path, event.sought)

    def open_story(self, path: Path, sought: Sought | None = None) -> None:
        """Read a file and show it, or say why it cannot be."""
        try:
            opened = open_path(self.desk, path)
        except LoadError as error:
            self.notify(safe(str(error)), severity="error", markup=False)
            return
        self.push_screen(ReadingScreen(self.desk, opened, self._page_theme, sought=sought))
        self._sketch(opened)

    def on_story_claimed(self, event: StoryClaimed) -> None:
        """Open a story once more, at the place that is now known to be its own."""
        try:
            opened = open_path(self.desk, event.path)
        except LoadError as error:
            self.notify(safe(str(error)), severity="error", markup=False)
            return
        self.switch_screen(ReadingScreen(self.desk, opened, self._page_theme))
        self._sketch(opened)

    def on_app_focus(self) -> None:
        """Another window may have been read in meanwhile."""
        if isinstance(self.screen, ReadingScreen):
            self.screen.look_for_others()

    def on_story_left(self) -> None:
        """Write the place down; back to the shelf, or out when there is none behind."""
        self.desk.store.flush()
        if self._opened is None:
            self.pop_screen()
        else:
            self.exit(0)

    def action_leave(self) -> None:
        """Leave from anywhere."""
        self.exit(0)

    async def action_do(self, command_id: str) -> None:
        """Answer a command that can be given anywhere."""
        method = getattr(self, _BY_ID[command_id].method, None)
        if method is not None:
            method()

    def do_theme_next(self) -> None:
        """Answer `theme.next`."""
        names = list(THEMES)
        following = names[(names.index(self.desk.settings.theme) + 1) % len(names)]
        self._wear(following)
        self._keep(replace(self.desk.settings, theme=following), {"theme": following})
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.adopt(self.desk.settings)

    def on_theme_wanted(self, event: ThemeWanted) -> None:
        """Wear a theme that is being tried."""
        self._wear(event.name)

    def _wear(self, name: str) -> None:
        self._page_theme = theme_for(replace(self.desk.settings, theme=name))
        self.theme = self._page_theme.name
        for screen in self.screen_stack:
            if isinstance(screen, Commanded):
                screen.wear(self._page_theme)

    def on_settings_kept(self, event: SettingsKept) -> None:
        """Take settings over at once and write them a little later."""
        self._keep(event.settings, event.changes)

    def _keep(self, settings: Settings, changes: Mapping[str, str | int]) -> None:
        self.desk = replace(self.desk, settings=settings)
        self._unwritten |= changes
        if self._writing is not None:
            self._writing.stop()
        self._writing = self.set_timer(_WRITE_SECONDS, self._write_settings)

    @work(thread=True, group="settings")
    def _write_settings(self) -> None:
        problem = self._written()
        if problem:
            self.call_from_thread(
                self.notify, safe(f"Settings: {problem}"), severity="error", markup=False
            )

    def _written(self) -> str:
        """Write what is not written yet; why it cannot be, or nothing."""
        with self._one_writer:
            changes, self._unwritten = self._unwritten, {}
            try:
                if changes:
                    save_settings(self.desk.config, changes)
            except (OSError, ValueError) as error:
                return str(error)
        return ""

    def on_unmount(self) -> None:
        """Write the settings that were just changed."""
        self._written()

    def do_help(self) -> None:
        """Answer `help`."""
        self.push_screen(HelpScreen(self._page_theme))

    def do_redraw(self) -> None:
        """Answer `redraw`."""
        self.refresh(repaint=True, layout=True)
        self.screen.refresh(repaint=True, layout=True)

    def do_suspend(self) -> None:
        """Answer `suspend`: the whole job stops, as the shell expects, and comes back repainted."""
        self.desk.store.flush()
        with self.suspend():
            # TSTP is taken by ourselves, so that it also saves when another process sends it.
            os.killpg(0, signal.SIGSTOP)
        self.do_redraw()
        self.on_app_focus()

    def _take_suspend(self, loop: asyncio.AbstractEventLoop) -> None:
        number = getattr(signal, "SIGTSTP", None)
        if number is not None:
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, self.do_suspend)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The screen's own commands, then the program's."""
        if isinstance(screen, Commanded):
            yield from screen.palette()
        yield from super().get_system_commands(screen)
