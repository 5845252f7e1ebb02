"""The reading screen: shows a reading, and passes commands on to collaborators.

The rule: what is read is a value; the screen holds one, and each collaborator has its own state.
Collaborators are made when first asked for.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Input

from reader.commands.command import COMING, Need, Place, command
from reader.commands.table import BY_ID
from reader.context import Context
from reader.paint.themes import Theme
from reader.reading.moves import MOVES, Move, wheel
from reader.reading.navigator import alike
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.reading.view import FirstPage, start_at, view_of
from reader.settings.settings import Settings
from reader.tui.screens.command_screen import CommandScreen, binding_of, bindings
from reader.tui.screens.reading.definitions import Definitions
from reader.tui.screens.reading.footnotes import Footnotes
from reader.tui.screens.reading.highlights import HighlightMarks
from reader.tui.screens.reading.hooks import HookRuns
from reader.tui.screens.reading.lists import BookmarkList, Headings, Hits
from reader.tui.screens.reading.look import LookPanel
from reader.tui.screens.reading.notices import FirstKeys, Notices, Typed
from reader.tui.screens.reading.other_programs import Clipboard, Editor
from reader.tui.screens.reading.pace import PageTimer, SelfTurning
from reader.tui.screens.reading.people import WhoIsThis
from reader.tui.screens.reading.picture import PagePicture
from reader.tui.screens.reading.places import JumpList, OtherWindow, Places
from reader.tui.screens.reading.reread import Reread
from reader.tui.screens.reading.search_panel import SearchPanel
from reader.tui.screens.reading.selection import Selecting
from reader.tui.screens.reading.speech import ReadAloud
from reader.tui.screens.reading.story_info import StoryInfo
from reader.tui.screens.reading.unread import UnreadRest
from reader.tui.widgets.page import PageView

if TYPE_CHECKING:
    from textual.worker import WorkType

    from reader.reading.search import SearchTarget
    from reader.tui.widgets.search_line import SearchLine

_OWN_WAY = ("go.percent", "jump.back", "jump.ahead", "place.here", "place.return")
"""Moves that have more to say than where they lead, or that are possible only at times."""
_STRAIGHT = {id_: move for id_, move in MOVES.items() if id_ not in _OWN_WAY}
_SCREEN = Need.KEPT | Need.SELECTION
"""What is always available here; the app knows whether something is selected."""


class ReadingScreen(CommandScreen):
    """One story, a page or a spread at a time."""

    GROUND = True
    PLACES = (
        *(Place.QUESTION, Place.SELECTION, Place.SPEAKING),
        *(Place.READING, Place.STORY, Place.LINE),
    )
    ASLEEP = (Place.SPEAKING,)
    BINDINGS = bindings(
        Place.QUESTION, Place.SELECTION, Place.READING, Place.STORY, Place.LINE, Place.ANYWHERE
    )
    PARTS = (
        BookmarkList,
        Clipboard,
        Definitions,
        Editor,
        Footnotes,
        Headings,
        HighlightMarks,
        Hits,
        HookRuns,
        JumpList,
        LookPanel,
        Notices,
        OtherWindow,
        Places,
        ReadAloud,
        Reread,
        SearchPanel,
        Selecting,
        SelfTurning,
        StoryInfo,
        WhoIsThis,
    )

    def __init__(
        self,
        context: Context,
        opened: OpenStory,
        theme: Theme,
        first: FirstPage,
        target: SearchTarget | None = None,
    ) -> None:
        """`first` is what is shown at first; the wanted hit is looked for from there."""
        super().__init__(theme)
        self.context = context
        place = alike(start_at(opened, first.navigator.layout), first.navigator)
        self.reading = Reading(opened, place).look(first.navigator)
        self.view = first.view
        """How the story is shown."""
        self.typed = Typed(self)
        self.notices = self.part(Notices)
        self.first_keys = FirstKeys(self)
        self.unread = self.part(UnreadRest)
        self.selecting = self.part(Selecting)
        self.highlights = self.part(HighlightMarks)
        self.pace = self.part(PageTimer)
        self.speech = self.part(ReadAloud)
        self._picture = self.part(PagePicture)
        self._page: PageView | None = None
        self._sized = False
        self._turn = asyncio.Lock()
        self._wheeled = -math.inf
        if target is not None:
            self.part(SearchPanel).target = target

    # The screen

    def compose(self) -> ComposeResult:
        """The page; everything else is made when needed."""
        self._page = PageView(self.page_theme, self._picture.rows())
        yield self._page

    @on(events.Mount)
    def _begin(self) -> None:
        self.set_focus(self.page_view)
        self.notices.begin()
        self.unread.begin()
        self.call_after_refresh(self._begin_to_care)

    def _begin_to_care(self) -> None:
        """The first page is shown: ask what is to be asked, and look for other windows."""
        self.highlights.begin()
        self.part(OtherWindow).ask_whose()
        self.part(OtherWindow).look_for_others()
        self.part(JumpList).begin()
        self.pace.begin()
        self.first_keys.begin()

    def in_turn(self, work: Callable[[], object], group: str) -> None:
        """Do small background work one piece at a time: each thread has its own heap."""

        async def wait() -> None:
            async with self._turn:
                await asyncio.to_thread(work)

        waiting: WorkType[None] = wait  # one that never begins has nothing to await
        self.run_worker(waiting, exclusive=True, group=group)

    @on(events.Resize)
    def _fit(self, event: events.Resize) -> None:
        """Lay out the pages for the new size; the first character shown stays first."""
        frame = self.view.frame
        if event.size != (frame.columns, frame.rows):
            self.lay_out(size=event.size)
        if self.has_made(SearchPanel):
            self.part(SearchPanel).fit(event.size)
            if not self._sized and self.reading.opened.rest is None:
                self.part(SearchPanel).ask_again()
        self._sized = True

    @on(events.ScreenSuspend)
    def _look_away(self) -> None:
        self.speech.cover(covered=True)
        self.pace.look(away=True)

    @on(events.ScreenResume)
    def _look_back(self) -> None:
        self.speech.cover(covered=False)
        self.pace.look(away=False)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _begin_or_end_typing(self) -> None:
        self.speech.follow()

    @on(events.Unmount)
    def _end(self) -> None:
        self.part(JumpList).write()
        self.part(HookRuns).end()
        self.speech.close()
        self.unread.keep_early()

    @on(PageView.Wheel)
    def _turn_wheel(self, event: PageView.Wheel) -> None:
        settings = self.context.settings
        if event.time - self._wheeled >= settings.wheel_pause / 1000:
            self._wheeled = event.time
            by_pages = settings.wheel == "pages"
            self.attempt(wheel(1 if event.forward else -1, by_pages=by_pages))

    @on(PageView.Picked)
    def _pick(self, event: PageView.Picked) -> None:
        """Two clicks pick a word, three its sentence, four its paragraph."""
        self.selecting.pick(event.column, event.row, event.times)

    def _on_search_line_entered(self, event: SearchLine.Entered) -> None:
        """A typed search is to stay."""
        event.stop()
        self.part(SearchPanel).enter()

    def _on_search_line_cancelled(self, event: SearchLine.Cancelled) -> None:
        """A typed search is cancelled."""
        event.stop()
        self.part(SearchPanel).cancel()

    @property
    def page_view(self) -> PageView | None:
        """The page; None if it is gone before the screen is."""
        return self._page if self._page is not None and self._page.is_attached else None

    def repaint(self) -> None:
        """Paint the present state of the page."""
        if (view := self.page_view) is not None:
            view.show(self._picture.rows(), self.page_theme)

    # What is asked of it

    @property
    def has(self) -> Need:
        """What is available here and now of what commands need."""
        has = self.reading.has | _SCREEN
        if isinstance(self.focused, Input):
            typing = self.has_made(SearchPanel) and self.part(SearchPanel).typing
            return has | Need.LINE | Need.HITS if typing else has
        chosen = self.selecting.has | self.highlights.has
        return has | Need.PAGE | self.notices.has | chosen | self.speech.has

    def answer(self, command_id: str) -> Callable[[], object] | None:
        """The method that answers a command; what needs the whole story waits for it."""
        method = super().answer(command_id)
        needs = BY_ID[command_id].needs & COMING
        if method is None or not needs or needs in self.has:
            return method
        return partial(self.unread.wait_for, command_id)

    @command(*_STRAIGHT)
    async def action_do(self, command_id: str) -> None:
        """Make a move, or answer another command."""
        # A key between two backticks separates them.
        self.typed.ticked = self.typed.ticked and command_id == "jump.twice"
        move = _STRAIGHT.get(command_id)
        if move is None:
            await super().action_do(command_id)
            return
        before = self.reading
        self.attempt(move, self.typed.take() if self.typed.digits else None)
        if self.reading is before:
            self.part(Places).tell_end(command_id)

    def take_key(self, event: events.Key) -> bool:
        """Digits accumulate into a count for the command after them; Esc drops the count."""
        if self.selecting.around and self.selecting.take_key(event):
            return True
        if self.pace.by_itself and self.part(SelfTurning).take_key(event):
            return True
        line_start = event.key == "0" and self.selecting.has and not self.typed.digits
        if event.key.isascii() and event.key.isdigit() and not line_start:
            self.typed.add(event.key)
            return True
        return event.key == "escape" and self._drop()

    def _drop(self) -> bool:
        """Drop a wish, a count, or a sentence; whether that uses up the key."""
        if self.unread.give_up():
            return True
        counting, told = bool(self.typed.digits), bool(self.notices.told)
        if counting or told:
            self.typed.clear()
            self.notices.clear()
            self.repaint()
        return counting or (told and binding_of(self, "escape") is None)

    def miss_key(self, event: events.Key) -> None:
        """Say what helps."""
        self.notices.tell_missed(event.key)

    # What is read

    def attempt(self, move: Move, count: int | None = None) -> None:
        """Make a move, as soon as the story is loaded as far as the move needs it."""
        before = self.reading
        there = move(before, count)
        self.first_keys.follow(before, there or before)
        if there is None:
            self.unread.wish_for(partial(self.attempt, move, count))
        elif there.place_moved_from(before) or there is before:
            self.go(there)
        else:
            self.notices.clear()
            self.show(there)
        self.part(Places).note_left(before)

    def show(self, reading: Reading) -> None:
        """Show a reading as it is now; its place is not kept."""
        self.typed.digits = ""
        self.reading = reading
        self.speech.follow()
        self.pace.follow(reading)
        self.highlights.look()
        self.selecting.follow()
        self.repaint()
        self.part(JumpList).keep()

    def go(self, reading: Reading) -> None:
        """Show where the reader reads on, and keep that place."""
        moved = reading is not self.reading
        self.notices.clear()
        if self.has_made(SearchPanel):
            self.part(SearchPanel).stay_here()
        lap = None
        if moved:
            self.unread.wish = None
            lap = self.pace.lap(self.reading, reading)
        self.show(reading)
        if moved:
            self.part(Places).keep(lap)
        self.notices.say_next()

    def lay_out(self, settings: Settings | None = None, size: Size | None = None) -> None:
        """Lay out the pages for a size and settings, or the present ones; the place stays."""
        reading, frame = self.reading, self.view.frame
        columns, rows = size or (frame.columns, frame.rows)
        view = view_of(reading.opened, settings or self.view.settings, columns, rows)
        self.view = view
        near = self.unread.pages_near(view)
        self.reading = reading.set_as(near or view.pages(reading.opened, reading.shown))
        self.repaint()
        if near is not None and near.layout is not reading.shown.layout:
            self.unread.go_on()

    # What the app asks of every screen

    @property
    def story_title(self) -> str:
        """The title of the story."""
        return self.reading.opened.story.title

    def tell(self, notice: str) -> None:
        """Say a sentence in the folio's place for a while."""
        self.notices.tell(notice)

    def say(self, words: str) -> None:
        """Say it in the folio's place."""
        self.notices.tell(words)

    def clear_selection(self) -> None:
        """Select nothing any more, by the mouse or by keys."""
        super().clear_selection()
        self.selecting.clear()
        self.speech.follow()

    def selected(self) -> str:
        """The selected words of the story; empty when there are none."""
        return self.part(Clipboard).selected()

    @property
    def own_look(self) -> tuple[str, ...]:
        """The names of the settings that the story has of its own."""
        return self.part(LookPanel).own

    def apply_settings(self, settings: Settings) -> None:
        """Adopt settings of all stories that were changed elsewhere."""
        before = self.context.settings
        self.part(LookPanel).apply_settings(settings)
        ways = (before.hidden_lines, before.chapter_patterns)
        if ways != (settings.hidden_lines, settings.chapter_patterns):
            self.part(Reread).read_anew()

    def look_for_others(self) -> None:
        """Offer the place of another window, if there is one."""
        self.part(OtherWindow).look_for_others()

    def trouble_ended(self) -> None:
        """What was kept in memory is on the disk again."""
        self.notices.trouble_ended()
