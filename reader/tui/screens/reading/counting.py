"""The rest of a long story, read and set behind the pages that are turned meanwhile.

The rule: no key waits for the rest, and the first word shown stays the first when it comes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from textual import work
from textual.geometry import Size
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import WorkerCancelled, get_current_worker

from reader.formats.files import LoadError
from reader.paint.page import Furniture
from reader.reading.excerpt import place_at
from reader.reading.navigator import Navigator
from reader.reading.open import OpenStory
from reader.reading.view import framed, shown, shown_at_once, style_in
from reader.story import Offset, percent
from reader.tui.messages import Completed, StoryRead
from reader.tui.screens.reading.waiting import Waiting
from reader.typeset.cells import width
from reader.typeset.layout import Layout

_AFTER = 0.05
"""Seconds in which the first keys are answered before anything else is begun."""
_WORK, _PAUSE = 0.005, 0.001
"""Seconds of work, and those that are left to the screen behind them."""
_MARK_AFTER, _MARK_EACH = 0.5, 0.25


class Counting(Waiting):
    """Makes an excerpt whole while it is read."""

    _marked = False
    _mark_timer: Timer | None = None
    _beginning: Timer | None = None
    _whole: OpenStory | None = None
    """The whole story, read but not yet set."""

    def on_mount(self) -> None:
        """Go on reading the file behind the first page."""
        if self.counting:
            self.call_after_refresh(self._count_on)

    def lay_out(self, size: Size) -> None:
        """Set the pages around the place at once and all others of a very long story later."""
        here = self.navigator
        if here is None or self.opened.rest is not None or not self._may_count_later():
            super().lay_out(size)
            return
        frame = framed(self.opened, self.settings, size.width, size.height)
        there = shown_at_once(self.opened, self.settings, frame, here)
        if there is None:
            super().lay_out(size)
            return
        self._frame, self.navigator = frame, there
        self.repaint()
        if there.layout is not here.layout:
            self._count_on()

    def _may_count_later(self) -> bool:
        """Whether nothing is looked at or asked for that the pages set now may not hold."""
        from reader.tui.screens.looks import LooksScreen

        on_top = self.app.screen is self or isinstance(self.app.screen, LooksScreen)
        return on_top and self.home is None and not isinstance(self.focused, Input)

    def _count_on(self) -> None:
        """Begin to read what is not read, else to set what is not set."""
        self.workers.cancel_group(self, "counting")
        if self._beginning is not None:
            self._beginning.stop()
        is_read = self._whole is not None or self.opened.rest is None
        self._beginning = self.set_timer(_AFTER, self._set_on if is_read else self._read_on)
        if self._mark_timer is None:
            self._mark_timer = self.set_timer(_MARK_AFTER, self._mark)

    # The work

    @work(thread=True, exclusive=True, group="counting")
    def _read_on(self) -> None:
        from reader.reading.complete import read_whole

        with suppress(WorkerCancelled):
            try:
                opened = read_whole(self.context, self.opened, self._pause())
            except WorkerCancelled:
                return
            except Exception as error:  # noqa: BLE001 - whatever it is, the pages there go on
                self.post_message(Completed(None, problem=_reason(error)))
                return
            self._whole = opened
            self._set_pages(opened)

    @work(thread=True, exclusive=True, group="counting")
    def _set_on(self) -> None:
        with suppress(WorkerCancelled):
            self._set_pages(self._whole or self.opened)

    def _set_pages(self, opened: OpenStory) -> None:
        """Set the whole story, in a thread."""
        from reader.reading.complete import set_whole

        frame = framed(opened, self.settings, *self.size)
        layout = set_whole(opened, self.settings, frame, self._pause(), self.opened.story)
        self.post_message(Completed(opened, layout))

    def _pause(self) -> Callable[[float], None]:
        worker, last = get_current_worker(), time.monotonic()

        def pause(share: float) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise WorkerCancelled
            self.share = share
            if time.monotonic() - last > _WORK:
                time.sleep(_PAUSE)
                last = time.monotonic()

        return pause

    def on_completed(self, event: Completed) -> None:
        """Put the whole story under the page that is shown."""
        here = self.navigator
        if event.opened is None or event.layout is None:
            self.problem = f"Only this part of the story can be read: it {event.problem}."
            self.wish = None
            self.tell(self.problem)
        elif here is not None and self.counting:
            opened = event.opened
            if opened.story is self.opened.story:
                opened = self.opened
            frame = framed(opened, self.settings, *self.size)
            if event.layout.style == style_in(opened, self.settings, frame):
                self._put_under(opened, here, event.layout)
            else:  # the window has another size by now, or the page another look
                self._count_on()

    def _put_under(self, opened: OpenStory, here: Navigator, layout: Layout) -> None:
        from reader.reading.complete import put_in_place

        before = self.opened
        there = put_in_place(here, opened.story, layout)
        left = self._left(before, opened)
        if left is not None:
            there = there._replace(ahead=(left,)) if self.moved else there._replace(offset=left)
        # The look may have been changed while the file was read.
        opened = opened._replace(choices=opened.choices._replace(style=before.choices.style))
        self.opened, self._whole = opened, None
        self.home = self.home and put_in_place(self.home, opened.story, layout)
        self._frame = framed(opened, self.settings, *self.size)
        self.navigator = shown(opened, self.settings, self._frame, there)
        if opened.story is not before.story:
            self._has_come(opened, left if before.place is None else None)
        self.counted()
        self.repaint()
        wish, self.wish = self.wish, None
        if wish is not None:
            wish()

    def _left(self, before: OpenStory, opened: OpenStory) -> Offset | None:
        """Where the reader left the whole story, unless pages were turned from there already."""
        told = before.place is not None and self.moved
        if opened.story is before.story or opened.place is None or told:
            return None
        start, end = opened.story.body
        return Offset(min(max(opened.place.offset, start), max(start, end - 1)))

    def _has_come(self, opened: OpenStory, left: Offset | None) -> None:
        """The whole story is there where only an excerpt was, of which `left` was not known."""
        self.completed()
        if self.moved and left is not None:
            where = percent(opened.story.progression(left))
            self.tell(f"You left this story at {where}: {self.key_of('jump.ahead')} goes there.")
        elif self.moved:
            self.keep_place()
        if opened.id is not None and opened.choices.style:
            self.context.store.stories.set_choices(opened.id, opened.choices.to_json())
        self.post_message(StoryRead(opened))

    # What is said of it

    def furniture(self, navigator: Navigator) -> Furniture:
        """How far the counting is, beside how far the reader is."""
        around = super().furniture(navigator)
        if not (self.counting and self._marked and self.frame is not None):
            return around
        folio = f"{around.folio} · counting {percent(self.share)}"
        return around._replace(folio=folio) if width(folio) <= self.frame.span else around

    def _mark(self) -> None:
        """Show how far the counting is, while it goes on."""
        self._marked = self.counting and not self.problem
        self._mark_timer = self.set_timer(_MARK_EACH, self._mark) if self._marked else None
        self.repaint()

    # Leaving before it is done

    def do_leave(self) -> None:
        """The place is kept though not all was read."""
        self._keep_early()
        super().do_leave()

    def on_unmount(self) -> None:
        """However the story is left."""
        self._keep_early()

    def _keep_early(self) -> None:
        from reader.reading.complete import keep_early

        here = self.home or self.navigator
        if self.opened.rest is not None and self.moved and here is not None:
            self.moved = False
            keep_early(self.context, self.opened, place_at(self.opened.story, here.offset))


def _reason(error: Exception) -> str:
    """What is wrong with the file, as the end of a sentence."""
    if isinstance(error, LoadError):
        return error.reason
    return "is too large" if isinstance(error, MemoryError) else f"fails with {error!r}"
