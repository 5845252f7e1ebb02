"""Stories opened and left: from the shelf, from a search, or again as another one."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache
from textual.worker import WorkerCancelled, get_current_worker

from reader.cleaning import safe
from reader.commands.command import command
from reader.formats.files import LoadError
from reader.reading.long_story import begin_path
from reader.reading.open import OpenStory
from reader.reading.view import FirstPage, first_page

if TYPE_CHECKING:
    from reader.reading.search import SearchTarget
    from reader.shelf.statistics import Statistics
    from reader.tui.app import NightstandApp
    from reader.tui.screens.reading import ReadingScreen

LATER = 1.5
"""Seconds within which the first pages are turned, which slow work would delay."""
_PAUSE = 0.002
"""Seconds that slow work in a thread repeatedly leaves to the screen."""


class Stories:
    """Opens stories, and samples their words while they are read."""

    def __init__(self, app: NightstandApp, opened: OpenStory | None) -> None:
        """`opened` is the story with which the program was started, if any."""
        self._app = app
        self._opened = opened

    def begin(self) -> None:
        """Do for the first story what can wait until its first page has been read a little."""
        if self._opened is not None:
            self.sketch_later(self._opened)

    def screen(
        self,
        opened: OpenStory,
        target: SearchTarget | None = None,
        first: FirstPage | None = None,
    ) -> ReadingScreen:
        """A screen on which a story is read."""
        from reader.tui.screens.reading import ReadingScreen

        app = self._app
        first = first or first_page(opened, app.context.settings, *app.size)
        return ReadingScreen(app.context, opened, app.appearance.page_theme, first, target)

    def open(self, path: Path, target: SearchTarget | None = None, highlight: str = "") -> None:
        """Read a file and show it, at a hit or a highlight if wanted, or say why that fails."""
        opened = self._read(path, elsewhere=bool(target or highlight))
        if opened is not None:
            screen = self.screen(opened, target)
            screen.highlights.wanted = highlight
            self._app.push_screen(screen)
            self.sketch_later(opened)

    def open_again(self, path: Path) -> None:
        """Open a story again, at the place that is now known to be its own."""
        opened, app = self._read(path), self._app
        if opened is None:
            return
        screen = self.screen(opened)
        # The very first screen cannot be removed; nothing leads back to it.
        app.push_screen(screen) if len(app.screen_stack) == 1 else app.switch_screen(screen)
        if opened.rest is None:
            self._begin_sketch(opened)

    def _read(self, path: Path, *, elsewhere: bool = False) -> OpenStory | None:
        try:
            return begin_path(self._app.context, path, elsewhere=elsewhere)
        except LoadError as error:
            self._app.notify(safe(str(error)), severity="error", markup=False)
            return None

    @command("statistics")
    def show_statistics(self) -> None:
        """Show what was read of all stories, and of the open or current one."""
        from reader.tui.screens.answers import StatisticsPanel

        if not any(isinstance(one, StatisticsPanel) for one in self._app.screen_stack):
            work = partial(self._read_statistics, self._current())
            self._app.run_worker(work, thread=True, exclusive=True, group="statistics")

    def _current(self) -> int | None:
        from reader.tui.screens.reading import ReadingScreen
        from reader.tui.screens.shelf import ShelfScreen

        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, ReadingScreen):
                return screen.reading.opened.id
            if isinstance(screen, ShelfScreen) and (entry := screen.list_view.current):
                return entry.story
        return None

    def _read_statistics(self, story: int | None) -> None:
        """Ask the data file, in a thread."""
        from reader.shelf.statistics import statistics_of

        self._app.context.store.flush()
        told = statistics_of(self._app.context, story)
        self._app.call_from_thread(self._show_statistics, told)

    def _show_statistics(self, told: Statistics) -> None:
        from reader.tui.screens.answers import StatisticsPanel

        self._app.push_screen(StatisticsPanel(self._app.appearance.page_theme, told))

    def leave(self) -> None:
        """Store the place; go back to the shelf, or leave if it is not below."""
        from reader.tui.screens.reading import ReadingScreen

        app = self._app
        app.context.store.flush()
        if self._opened is not None:
            app.exit(0)
        elif isinstance(app.screen, ReadingScreen):  # the key may have come twice
            app.pop_screen()
            # The screen library keeps what the last thousand widgets showed, gone or not.
            StylesCache.get_inner_outer.cache_clear()

    # The words by which a story is known again

    def sketch_later(self, opened: OpenStory) -> None:
        """Sample the words of a story, once all of it is there."""
        if opened.rest is None:
            self._app.set_timer(LATER, partial(self._begin_sketch, opened))

    def _begin_sketch(self, opened: OpenStory) -> None:
        work = partial(self._sketch, opened)  # a short repr, or the whole text would be written
        self._app.run_worker(work, thread=True, group="sketch", description="sketch")

    def _sketch(self, opened: OpenStory) -> None:
        from reader.reading.open import keep_up

        worker = get_current_worker()

        def pause() -> None:
            if worker.is_cancelled:
                raise WorkerCancelled
            time.sleep(_PAUSE)

        # A reader who leaves in the meantime does not wait; it is done at the next opening.
        with suppress(WorkerCancelled):
            keep_up(self._app.context, opened, pause)
