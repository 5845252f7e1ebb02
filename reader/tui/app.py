"""The app: holds the context, shows screens, keeps places, and leaves the terminal as it was."""

from __future__ import annotations

import gc
import os
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, work
from textual.driver import Driver
from textual.screen import Screen
from textual.worker import WorkerCancelled, get_current_worker

from reader.cleaning import safe
from reader.commands.reading_commands import BY_ID
from reader.context import Context
from reader.formats.files import LoadError
from reader.posix import POSIX
from reader.reading.open import OpenStory
from reader.reading.open_long import begin_path
from reader.reading.view import FirstPage, first_page
from reader.terminal.handover import TerminalHold
from reader.tui.guarded import Guarded
from reader.tui.messages import PlaceChanged, StoryClaimed, StoryRead, StoryWanted
from reader.tui.settled import title_of

if TYPE_CHECKING:
    from reader.reading.search import SearchTarget
    from reader.shelf.view import RememberedShelf
    from reader.tui.screens.reading import ReadingScreen

_LATER = 1.5  # by then the first pages are turned, which a long work would slow
_PAUSE = 0.002  # left to the screen again and again by a long work in a thread
_SWITCH = 0.001  # for which a key waits at most while a thread computes; the usual is five times it


def read(
    context: Context,
    opened: OpenStory | None,
    first: FirstPage | None,
    hold: TerminalHold,
    sought: SearchTarget | None = None,
    known: RememberedShelf | None = None,
) -> int:
    """Run the app in a held terminal until the reader leaves; the exit code."""
    if POSIX:
        from reader.tui.driver import HandoverDriver

        HandoverDriver.hold = hold
        HandoverDriver.asks = hold.replies is not None
        HandoverDriver.title = (
            title_of(opened.story.title if opened else "")
            if context.settings.window_title
            else None
        )
    sys.setswitchinterval(_SWITCH)
    app = NightstandApp(context, opened, first, sought, known, dark=hold.dark())
    code = app.run(mouse=context.settings.mouse)
    return app.return_code or code or 0


def _driver() -> type[Driver] | None:
    """The driver that takes over a picture; None, the usual one, where there is none to take."""
    if not POSIX:
        return None
    from reader.tui.driver import HandoverDriver

    return HandoverDriver


def sweep() -> None:
    """Look for rubbish from now on, but not in what the start has made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class NightstandApp(Guarded):
    """Nightstand on a terminal."""

    TITLE = "Nightstand"
    CSS_PATH = "nightstand.tcss"

    def __init__(
        self,
        context: Context,
        opened: OpenStory | None = None,
        first: FirstPage | None = None,
        sought: SearchTarget | None = None,
        known: RememberedShelf | None = None,
        *,
        dark: bool | None = None,
    ) -> None:
        # An empty NO_COLOR counts as unset (no-color.org), which Textual does not know.
        if not os.environ.get("NO_COLOR", "x"):
            del os.environ["NO_COLOR"]
        super().__init__(context, dark=dark, driver_class=_driver())
        self._first = first
        self._sought = sought
        self._known = known
        self._opened = opened
        self._sized = False

    def get_default_screen(self) -> Screen[object]:
        """The first screen is at once the one that was asked for."""
        from reader.tui.screens.shelf import ShelfScreen

        if self._opened is None:
            return ShelfScreen(self.context, self.page_theme, self._known)
        # A hit is looked at from the reader's place.
        first = None if self._sought else self._first
        return self._reading(self._opened, self._sought, first)

    def _reading(
        self,
        opened: OpenStory,
        target: SearchTarget | None = None,
        first: FirstPage | None = None,
    ) -> ReadingScreen:
        """A screen on which a story is read."""
        from reader.tui.screens.reading import ReadingScreen

        first = first or first_page(opened, self.context.settings, *self.size)
        return ReadingScreen(self.context, opened, self.page_theme, first, target)

    def on_mount(self) -> None:
        """What can wait until the first page has been read a little."""
        self.set_timer(_LATER, sweep)
        if self._opened is not None:
            self._sketch_later(self._opened)

    def _sketch_later(self, opened: OpenStory) -> None:
        if opened.rest is None:
            self.set_timer(_LATER, partial(self._sketch, opened))

    def on_story_read(self, event: StoryRead) -> None:
        """Look at the words of a story of which only an excerpt was there."""
        self._sketch_later(event.opened)

    def on_resize(self, event: events.Resize) -> None:
        """Repaint what a window that shrank and grew again has cut off."""
        # The size last set, which the screen's own size runs ahead of; at the same size again the
        # screen library sees nothing to paint. The first size of all is no change.
        if self._sized and event.size == self.screen._compositor.size:
            self.do_redraw()
        self._sized = True

    @work(thread=True, group="sketch", description="sketch")  # else the whole text is written out
    def _sketch(self, opened: OpenStory) -> None:
        from reader.reading.open import keep_up

        worker = get_current_worker()

        def pause() -> None:
            if worker.is_cancelled:
                raise WorkerCancelled
            time.sleep(_PAUSE)

        # Whoever leaves in the meantime need not wait; it is done at the next opening.
        with suppress(WorkerCancelled):
            keep_up(self.context, opened, pause)

    def on_place_changed(self, event: PlaceChanged) -> None:
        """Hand the place to the data file's own thread."""
        self.context.store.places.remember(event.story_id, event.locator)

    def on_story_wanted(self, event: StoryWanted) -> None:
        """Open a story from the shelf."""
        self.open_story(event.path, event.sought)

    def open_story(self, path: Path, sought: SearchTarget | None = None) -> None:
        """Read a file and show it, or say why it cannot be."""
        try:
            opened = begin_path(self.context, path, elsewhere=sought is not None)
        except LoadError as error:
            self.notify(safe(str(error)), severity="error", markup=False)
            return
        self.push_screen(self._reading(opened, sought))
        self._sketch_later(opened)

    def on_story_claimed(self, event: StoryClaimed) -> None:
        """Open a story once more, at the place that is now known to be its own."""
        try:
            opened = begin_path(self.context, event.path)
        except LoadError as error:
            self.notify(safe(str(error)), severity="error", markup=False)
            return
        screen = self._reading(opened)
        # The first screen of all cannot be taken away; nothing leads back to it.
        self.push_screen(screen) if len(self.screen_stack) == 1 else self.switch_screen(screen)
        if opened.rest is None:
            self._sketch(opened)

    def on_story_left(self) -> None:
        """Write the place down; back to the shelf, or out when there is none behind."""
        from reader.tui.screens.reading import ReadingScreen

        self.context.store.flush()
        if self._opened is None:
            if isinstance(self.screen, ReadingScreen):  # the key may have come twice
                self.pop_screen()
        else:
            self.exit(0)

    async def action_do(self, command_id: str) -> None:
        """Answer a command that can be given anywhere."""
        method = getattr(self, BY_ID[command_id].method, None)
        if method is not None:
            method()
