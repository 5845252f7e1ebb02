"""The rest of a long story, read and set behind the pages that are turned meanwhile.

The rule: no key waits for the rest; what needs the whole story is done as soon as that is there,
unless the reader has turned a page since.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from textual import events, work
from textual.worker import WorkerCancelled, get_current_worker

from reader.formats import LoadError
from reader.navigator import Navigator
from reader.paint import Furniture
from reader.session import (
    Opened,
    framed,
    keep_early,
    percent,
    place_at,
    put_in_place,
    read_whole,
    set_whole,
    shown,
)
from reader.story import Offset
from reader.tui.messages import Completed, StoryRead
from reader.tui.screens.reading.base import ReadingBase
from reader.typeset import width

_AFTER = 0.05
"""Seconds in which the first keys are answered before anything else is begun."""
_PAUSE = 0.001
"""Left to the screen at each step of the work."""
_MARK_AFTER, _MARK_EACH = 0.5, 0.25
_OF_THE_WHOLE = (
    "story.",
    "heading.",
    "contents",
    "place.other",
    "bookmark.list",
    "search.results",
    "search.next",
    "search.previous",
    "search.word",
)
"""Commands that mean nothing before the whole story is there."""


class Counting(ReadingBase):
    """Makes an excerpt whole while it is read."""

    _share = 0.0
    _marked = False
    _wish: Callable[[], object] | None = None
    """What is to be done as soon as the whole is there."""
    _problem = ""
    _moved = False

    def on_mount(self) -> None:
        """Go on reading the file behind the first page."""
        if self.opened.rest is not None:
            self.set_timer(_AFTER, self._begin_to_count)

    def _begin_to_count(self) -> None:
        self._read_on(self.opened)
        self.set_timer(_MARK_AFTER, self._mark)

    @property
    def counting(self) -> bool:
        """Whether the whole of the story is still to come."""
        return self.opened.rest is not None

    # The work

    # Without a description the screen library writes out the arguments, which are whole texts.
    @work(thread=True, exclusive=True, group="counting", description="reading")
    def _read_on(self, before: Opened) -> None:
        with suppress(WorkerCancelled):
            try:
                opened = read_whole(self.desk, before, self._pause())
            except (LoadError, MemoryError) as error:
                reason = error.reason if isinstance(error, LoadError) else "is too large"
                self.post_message(Completed(None, problem=reason))
                return
            self._set_pages(opened)

    @work(thread=True, exclusive=True, group="counting", description="setting")
    def _set_on(self, opened: Opened) -> None:
        with suppress(WorkerCancelled):
            self._set_pages(opened)

    def _set_pages(self, opened: Opened) -> None:
        """Set the whole story, in a thread."""
        frame = framed(opened, self.settings, *self.size)
        layout = set_whole(opened, self.settings, frame, self._pause())
        self.post_message(Completed(opened, layout))

    def _pause(self) -> Callable[[float], None]:
        worker = get_current_worker()

        def pause(share: float) -> None:
            if worker.is_cancelled:
                raise WorkerCancelled
            self._share = share
            time.sleep(_PAUSE)

        return pause

    def on_completed(self, event: Completed) -> None:
        """Put the whole story under the page that is shown."""
        if event.opened is None or event.layout is None:
            self._problem = f"Only this part of the story can be read: it {event.problem}."
            self._wish = None
            self.tell(self._problem)
        elif self.navigator is not None and self.counting:
            self._put_under(event.opened, self.navigator, event)

    def _put_under(self, opened: Opened, here: Navigator, event: Completed) -> None:
        before, layout = self.opened, event.layout
        assert layout is not None
        frame = framed(opened, self.settings, *self.size)
        if (layout.style.measure, layout.style.rows) != (frame.measure, frame.lines):
            self._set_on(opened)  # the window has another size by now
            return
        # The look may have been changed while the file was read.
        opened = opened._replace(choices=opened.choices._replace(style=before.choices.style))
        there = put_in_place(here, opened.story, layout)
        if not self._moved and opened.place is not None:
            start, end = layout.bounds
            place = min(max(opened.place.offset, start), max(start, end - 1))
            there = there._replace(offset=Offset(place))
        home = self.home and put_in_place(self.home, opened.story, layout)
        self.opened, self.home, self._frame = opened, home, frame
        self.navigator = shown(opened, self.settings, frame, there)
        self.completed()
        if self._moved:
            self.keep_place()
        self.repaint()
        self.post_message(StoryRead(opened))
        wish, self._wish = self._wish, None
        if wish is not None:
            wish()

    # What is asked for meanwhile

    def answer(self, command_id: str) -> Callable[[], object] | None:
        """What needs the whole story waits for it."""
        method = super().answer(command_id)
        if method is None or not self.counting or not self._must_wait(command_id):
            return method
        return partial(self._wait_for, command_id)

    def _must_wait(self, command_id: str) -> bool:
        return command_id.startswith(_OF_THE_WHOLE) or (
            command_id == "bookmark.add" and self.opened.id is None and self.opened.path is not None
        )

    def _wait_for(self, command_id: str) -> None:
        count = self.take_count()

        def do() -> None:
            self._count = "" if count is None else str(count)
            self.run_worker(self.action_do(command_id), group="command")

        self._wish_for(do)

    def _wish_for(self, wish: Callable[[], object]) -> None:
        if self._problem:
            self.tell(self._problem)
            return
        self._wish, self._notice = wish, ""
        self.repaint()

    def move(self, how: Callable[[Navigator], Navigator]) -> None:
        """Go further than a page when all pages are there."""
        if self.counting:
            self._wish_for(partial(self.move, how))
        else:
            super().move(how)

    def turn(self, how: Callable[[Navigator], Navigator]) -> None:
        """Turn pages at once, as far as they are there."""
        here = self.navigator
        if here is None or not self.counting:
            super().turn(how)
            return
        there = how(here)
        at_start = here.layout.begins and here.offset <= here.layout.bounds.start
        if there is here and not (at_start or here.at_end):
            self._wish_for(partial(self.turn, how))
        elif there.sound:
            self.go(there)
        else:
            self._wish_for(partial(self.turn, how))

    def go(self, navigator: Navigator | None) -> None:
        """Who turns a page no longer wishes what was to be waited for."""
        if self.counting and navigator is not None and navigator is not self.navigator:
            self._moved, self._wish = True, None
        super().go(navigator)

    def take_key(self, event: events.Key) -> bool:
        """Esc gives up what is waited for."""
        if event.key == "escape" and self._wish is not None:
            self._wish = None
            self.repaint()
            return True
        return super().take_key(event)

    # What is said of it

    def sentence(self) -> str:
        """That a wish waits stands until it is done."""
        if self._wish is not None:
            return f"Still reading the story: {percent(self._share)}…"
        return super().sentence()

    def furniture(self, navigator: Navigator) -> Furniture:
        """How far the counting is, beside how far the reader is."""
        around = super().furniture(navigator)
        if not (self.counting and self._marked and self.frame is not None):
            return around
        folio = f"{around.folio} · counting {percent(self._share)}"
        return around._replace(folio=folio) if width(folio) <= self.frame.span else around

    def _mark(self) -> None:
        if self.counting and not self._problem:
            self._marked = True
            self.repaint()
            self.set_timer(_MARK_EACH, self._mark)
        else:
            self._marked = False

    # Leaving before it is done

    def do_leave(self) -> None:
        """The place is kept though not all was read."""
        self._keep_early()
        super().do_leave()

    def on_unmount(self) -> None:
        """However the story is left."""
        self._keep_early()

    def _keep_early(self) -> None:
        here = self.home or self.navigator
        if self.counting and self._moved and here is not None:
            self._moved = False
            keep_early(self.desk, self.opened, place_at(self.opened.story, here.offset))
