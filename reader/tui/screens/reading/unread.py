"""The rest of a long story: read and laid out while pages are turned, and what waits for it.

The rule: no key waits for the rest, and the first word shown stays first when it arrives. A command
that needs the whole story is carried out as soon as that is there, unless a page was turned since.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widgets import Input
from textual.worker import WorkerCancelled, get_current_worker

from reader.formats.files import LoadError
from reader.paint.page import Furniture
from reader.reading.long_story import place_at
from reader.reading.navigator import Navigator
from reader.reading.open import OpenStory
from reader.reading.view import View, view_of
from reader.story import Offset, percent
from reader.tui.messages import StoryRead
from reader.tui.screens.reading.places import JumpList, OtherWindow, Places
from reader.tui.screens.reading.search_panel import SearchPanel
from reader.typeset.cells import width
from reader.typeset.layout import Layout

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

_AFTER = 0.05
"""Seconds in which the first keys are answered before anything else begins."""
_WORK, _PAUSE = 0.005, 0.001
"""Seconds of work, and those that are left to the screen after them."""
_MARK_AFTER, _MARK_EACH = 0.5, 0.25


class UnreadRest:
    """Makes an excerpt whole while it is read, and holds one wish until that is done."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.wish: Callable[[], object] | None = None
        """What to do as soon as the whole is there."""
        self._share = 0.0
        """The share done of what has to be done first, from 0 to 1."""
        self._problem = ""
        """Why the whole will never be there, in a sentence."""
        self._whole: OpenStory | None = None
        """The whole story, read but not laid out yet."""
        self._marked = False
        self._mark_timer: Timer | None = None
        self._start: Timer | None = None

    def begin(self) -> None:
        """Continue reading the file after the first page."""
        if self._screen.reading.counting:
            self._screen.call_after_refresh(self.go_on)

    def pages_near(self, view: View) -> Navigator | None:
        """The pages around the place, at once, in a very long story; all others come later.

        None if all are to be laid out: if that takes no time, or a hit is looked at or something is
        asked for that these pages may not contain.
        """
        screen, reading = self._screen, self._screen.reading
        at_hit = reading.home is not None and reading.search is not None
        if reading.opened.rest is not None or at_hit:
            return None
        if not screen.is_mounted or isinstance(screen.focused, Input) or not self._on_top():
            return None
        return view.pages_near(reading.opened, reading.shown)

    def _on_top(self) -> bool:
        """Whether the page is what the reader sees, with at most the panel of its look."""
        screen, top = self._screen, self._screen.app.screen
        if top is screen:
            return True
        from reader.tui.screens.looks import LooksScreen

        return isinstance(top, LooksScreen)

    def go_on(self) -> None:
        """Begin to read what is not read, or else to lay out what is not laid out."""
        screen = self._screen
        screen.workers.cancel_group(screen, "counting")
        if self._start is not None:
            self._start.stop()
        is_read = self._whole is not None or screen.reading.opened.rest is None
        work = self._set_on if is_read else self._read_on
        self._start = screen.set_timer(_AFTER, partial(self._run, work))
        if self._mark_timer is None:
            self._mark_timer = screen.set_timer(_MARK_AFTER, self._mark)

    # The work, in a thread

    def _run(self, work: Callable[[], None]) -> None:
        self._screen.run_worker(work, thread=True, exclusive=True, group="counting")

    def _read_on(self) -> None:
        from reader.reading.complete import read_whole

        screen = self._screen
        with suppress(WorkerCancelled):
            try:
                opened = read_whole(screen.context, screen.reading.opened, self._pause())
            except WorkerCancelled:
                return
            except Exception as error:  # noqa: BLE001 - whatever it is, the pages there go on
                screen.call_later(self._fail, _reason(error))
                return
            self._whole = opened
            self._set_pages(opened)

    def _set_on(self) -> None:
        with suppress(WorkerCancelled):
            self._set_pages(self._whole or self._screen.reading.opened)

    def _set_pages(self, opened: OpenStory) -> None:
        from reader.reading.complete import set_whole

        view = self._view(opened)
        layout = set_whole(opened, view, self._pause(), self._screen.reading.opened.story)
        self._screen.call_later(self._take, opened, layout)

    def _view(self, opened: OpenStory) -> View:
        """How the whole story is shown on the screen as it is now."""
        view = self._screen.view
        return view_of(opened, view.settings, view.frame.columns, view.frame.rows)

    def _pause(self) -> Callable[[float], None]:
        worker, last = get_current_worker(), time.monotonic()

        def pause(share: float) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise WorkerCancelled
            self._share = share
            if time.monotonic() - last > _WORK:
                time.sleep(_PAUSE)
                last = time.monotonic()

        return pause

    # What comes of it

    def _fail(self, problem: str) -> None:
        self._problem = f"Only this part of the story can be read: it {problem}."
        self.wish = None
        self._screen.tell(self._problem)

    def _take(self, opened: OpenStory, layout: Layout) -> None:
        """Put the whole story under the page that is shown."""
        reading = self._screen.reading
        if not reading.counting:
            return
        if opened.story is reading.opened.story:
            opened = reading.opened
        if layout.style == self._view(opened).style:
            self._put_under(opened, layout)
        else:  # the window may have another size by now, or the page another look
            self.go_on()

    def _put_under(self, opened: OpenStory, layout: Layout) -> None:
        from reader.reading.complete import completed, put_in_place

        screen, before = self._screen, self._screen.reading
        after, left = completed(before, opened, layout)
        view = screen.view = self._view(after.opened)
        screen.reading = after.set_as(view.pages(after.opened, after.shown))
        self._whole = None
        comes = after.opened.story is not before.opened.story
        if screen.has_made(SearchPanel):
            place = partial(put_in_place, whole=after.opened.story, layout=layout)
            screen.part(SearchPanel).take_whole(place if comes else None)
        if comes:
            self._has_come(left if before.opened.place is None else None)
        screen.repaint()
        if screen.has_made(SearchPanel):
            screen.part(SearchPanel).ask_again()
        wish, self.wish = self.wish, None
        if wish is not None:
            wish()

    def _has_come(self, left: Offset | None) -> None:
        """The whole story is there in place of an excerpt, for which `left` was not known."""
        screen, reading = self._screen, self._screen.reading
        opened = reading.opened
        if opened.notice:
            screen.notices.say(opened.notice)
        screen.notices.say_grown()
        screen.part(OtherWindow).ask_whose()
        screen.part(OtherWindow).look_for_others()
        screen.part(JumpList).begin()
        screen.pace.begin()
        if reading.turned and left is not None:
            where = percent(opened.story.progression(left))
            key = screen.key_of("jump.ahead")
            screen.tell(f"You left this story at {where}: {key} goes there.")
        elif reading.turned:
            screen.part(Places).keep()
        if opened.id is not None and opened.choices.style:
            screen.context.store.stories.set_choices(opened.id, opened.choices.to_json())
        screen.post_message(StoryRead(opened))

    # What waits for it

    def wait_for(self, command_id: str) -> None:
        """Carry out a command as soon as the story is loaded as far as it needs."""
        screen = self._screen
        count = screen.typed.take()

        def do() -> None:
            screen.typed.digits = "" if count is None else str(count)
            screen.run_worker(screen.action_do(command_id), group="command")

        self.wish_for(do)

    def wish_for(self, wish: Callable[[], object]) -> None:
        """Do something as soon as the whole is there; an earlier wish is dropped."""
        if self._problem:
            self._screen.tell(self._problem)
            return
        self.wish = wish
        self._screen.notices.clear()
        self._screen.repaint()

    def give_up(self) -> bool:
        """Drop the wish; whether there was one."""
        wish, self.wish = self.wish, None
        if wish is not None:
            self._screen.repaint()
        return wish is not None

    @property
    def sentence(self) -> str:
        """A sentence that says a wish is waiting, until it is done."""
        if self.wish is None:
            return ""
        doing = "reading" if self._screen.reading.opened.rest is not None else "counting"
        return f"Still {doing}: {percent(self._share)}…"

    def furnish(self, around: Furniture) -> Furniture:
        """The progress of counting, next to that of the reader."""
        if not (self._marked and self._screen.reading.counting):
            return around
        folio = f"{around.folio} · counting {percent(self._share)}"
        fits = width(folio) <= self._screen.view.frame.span
        return around.replace(folio=folio) if fits else around

    def _mark(self) -> None:
        """Show the progress of counting, while it goes on."""
        self._marked = self._screen.reading.counting and not self._problem
        self._mark_timer = self._screen.set_timer(_MARK_EACH, self._mark) if self._marked else None
        self._screen.repaint()

    def keep_early(self) -> None:
        """Store the place of a story that is left before all of it was read."""
        screen, reading = self._screen, self._screen.reading
        if reading.opened.rest is not None and reading.turned:
            from reader.reading.complete import keep_early

            screen.reading = reading.replace(turned=False)
            place = place_at(reading.opened.story, reading.place.offset)
            keep_early(screen.context, reading, place)


def _reason(error: Exception) -> str:
    """What is wrong with the file, as the end of a sentence."""
    if isinstance(error, LoadError):
        return error.reason
    return "is too large" if isinstance(error, MemoryError) else f"fails with {error!r}"
