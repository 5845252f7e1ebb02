"""The shelf: the stories of the library, the one being read first, and all that is done with them.

The rule: the screen holds the stories and shows them; each kind of work with them is done by a
collaborator with its own state.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from reader.cleaning import safe
from reader.commands.command import EVERYTHING, Need, Place, command
from reader.commands.table import BY_ID
from reader.context import Context
from reader.library.folders import samples
from reader.paint.page import Row
from reader.paint.themes import Theme
from reader.shelf.entries import Entry, refreshed
from reader.shelf.front import RememberedShelf, remembered_at_once
from reader.shelf.picture import LOW, ShelfHeader, has_lead, head_rows, kind_at, list_cells
from reader.shelf.rows import LEAD_ROWS, item_rows, labels_for
from reader.tui.questions import Confirm, ask
from reader.tui.screens.command_screen import CommandScreen, bindings, told_of_missed
from reader.tui.screens.list_panel import ListMoves
from reader.tui.screens.shelf.detail import DetailPane
from reader.tui.screens.shelf.files import (
    BUSY,
    AddStories,
    DiskWait,
    LooseThreads,
    MissingStories,
    Rescan,
)
from reader.tui.screens.shelf.filter import Filter, Others
from reader.tui.screens.shelf.path_prompt import PathPrompt
from reader.tui.screens.shelf.status import StatusChange
from reader.tui.screens.shelf.welcome import HINT_MARGIN, TYPED, hint_line, welcome_rows
from reader.tui.styles import SHELF
from reader.tui.widgets.hints import Hint, HintLine, fitted
from reader.tui.widgets.lists import Lead, RowsView, VirtualList
from reader.tui.widgets.prompt import Prompt

_MISSED_SECONDS = 4.0
_LEAD = Lead(LEAD_ROWS, frozenset({0, LEAD_ROWS - 1}))
_SOMETIMES = (Need.QUESTION | Need.STORY | Need.FILE | Need.MISSING) | (
    Need.KINDS | Need.NARROWED | Need.SHELF | Need.UNDO
)


class ShelfScreen(CommandScreen):
    """Chooses a story to read."""

    DEFAULT_CSS = SHELF
    SCOPED_CSS = False

    GROUND = True
    PLACES = (Place.QUESTION, Place.SHELF, Place.LIST)
    BINDINGS = bindings(Place.QUESTION, Place.SHELF, Place.LIST, Place.ANYWHERE)
    PARTS = (
        *(ListMoves, Filter, Rescan, DiskWait, AddStories, StatusChange),
        *(DetailPane, MissingStories),
    )

    def __init__(
        self, context: Context, theme: Theme, known: RememberedShelf | None = None
    ) -> None:
        """`known` is what was remembered already, if anything."""
        super().__init__(theme)
        self.context = context
        self._known = known
        self.entries: list[Entry] = []
        self.question = Confirm(self.repaint)
        self.list_view = VirtualList[Entry](self._draw, theme)
        self.filter, self._others = self.part(Filter), self.part(Others)
        self._detail = self.part(DetailPane)
        self._busy = BUSY  # the folders are looked at as soon as the screen is shown
        self._wanted = ""
        self._now = time.time()
        self._moved = self._away = False
        self._shipped = samples()
        self._hints: Sequence[Hint] = ()
        self._typing = self._missed = ""
        self._hush: Timer | None = None

    def compose(self) -> ComposeResult:
        """Head, welcome, the list with the pane next to it, hints, and a line for questions."""
        yield RowsView(self._head, self.page_theme, id="head")
        yield RowsView(self._welcome, self.page_theme, id="welcome")
        with Horizontal(id="middle"):
            with Vertical(id="list"):
                yield self.list_view
            yield RowsView(self._detail.rows, self.page_theme, id="pane")
        yield RowsView(
            lambda columns: self.part(PathPrompt).rows(columns), self.page_theme, id="names"
        )
        yield HintLine(id="hints")
        yield Prompt()

    @on(events.Mount)
    def _begin(self) -> None:
        """Show what is known at once, and look for what is new."""
        asyncio.get_running_loop().set_default_executor(LooseThreads())
        self.set_focus(self.list_view)
        known = self._known or remembered_at_once(self.context)
        self._known = None
        self.entries = known.entries
        self.filter.begin(known)
        self._others.begin(known, self.part(Rescan).begin)

    @on(events.ScreenResume)
    def _come_back(self) -> None:
        """Come back from a story: its progress has changed."""
        self.part(Rescan).look_by_itself()
        self.part(StatusChange).come_back()
        if self.entries and self._away:
            self.renew()

    @on(events.ScreenSuspend)
    def _leave(self) -> None:
        """Something else is being looked at, which may change what is known."""
        self._away = True

    @on(events.Resize)
    def _fit(self, event: events.Resize) -> None:
        """Leave the few rows of a low screen to the list."""
        self.set_class(event.size.height < LOW, "-low")
        self.show()

    @on(events.Paste)
    def _take_pasted(self, event: events.Paste) -> None:
        """Copy what is dropped onto the terminal, which sends its path."""
        self.part(AddStories).take_pasted(event)

    @on(VirtualList.Moved)
    def _follow(self, _event: VirtualList.Moved) -> None:
        """The reader has chosen a row."""
        self._moved = True
        self._detail.follow()

    @on(VirtualList.Chosen)
    def _choose_current(self, _event: VirtualList.Chosen) -> None:
        """A click chooses like Enter."""
        self.part(ListMoves).choose()

    @on(RowsView.Clicked, "#head")
    def _take_kind(self, event: RowsView.Clicked) -> None:
        """A click on a kind of stories shows those."""
        columns, rows = self.app.size
        kind = kind_at(self._told(columns), columns, rows, event.cell, event.row)
        if kind is not None:
            self.filter.take_click(kind)

    @on(HintLine.Chosen)
    async def _take_hint(self, event: HintLine.Chosen) -> None:
        """A click on a hint acts like its key."""
        if self.can(event.command):
            await self.action_do(event.command)

    def miss_key(self, event: events.Key) -> None:
        """Say what helps, for a while in place of the keys."""
        self._missed = told_of_missed(self, event.key, "{shelf.leave} quits")
        if self._hush is not None:
            self._hush.stop()
        self._hush = self.set_timer(_MISSED_SECONDS, self._hushed)
        self.label()

    def _hushed(self) -> None:
        self._missed = ""
        self.label()

    # The stories

    def renew(self) -> None:
        """Show what is known now about the same files."""
        if not self._others.leave_to_come():
            renew = partial(refreshed, self.context, self.entries)
            self.filter.aside.do(renew, self.show_entries, "renewal")

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these stories, with the current one staying current."""
        self.entries = entries
        self.filter.look_at(self.filter.view)

    def want(self, place: str) -> None:
        """Make the story of a file current once it is listed here."""
        self._wanted = place

    def show(self, at: int | None = None) -> None:
        """Show the present view; `at` becomes current, by default what was current."""
        if not self.is_mounted:
            return
        self._now = time.time()
        found = self.filter.shown
        if at is None:
            at = self._place_of_current(found)
        lead = _LEAD if self._has_lead(found) else Lead(0)
        self.list_view.fill(found, at, self.page_theme, self._empty(), lead)
        self.label()

    def repaint(self) -> None:
        """Paint in the theme as it is now."""
        self.show()

    def _place_of_current(self, found: Sequence[Entry]) -> int:
        """Where the current story is now; the top until the reader has moved."""
        if self._wanted and (at := _place_in(found, self._wanted)) is not None:
            self._wanted, self._moved = "", True
            return at
        current, at = self.list_view.current if self._moved else None, self.list_view.at
        if current is None or (at < len(found) and found[at].place == current.place):
            return at if current else 0
        return _place_in(found, current.place) or 0

    def _has_lead(self, found: Sequence[Entry]) -> bool:
        """Whether the story being read is set apart on top."""
        return has_lead(found, self.filter.view, self.filter.typed, *self.app.size)

    def _empty(self) -> str:
        if self.filter.typed.strip():
            return f"Nothing matches “{safe(self.filter.typed)}”."
        if self.entries:
            return "No such stories."
        if self._busy:
            return "Looking for stories…"
        if not self.part(Rescan).reaches(self.context.own_folder):
            return f"The library {safe(str(self.context.own_folder))} is not there."
        return "No stories here yet."

    def _draw(self, item: Entry, columns: int) -> Sequence[Row]:
        """A story as a row; the one being read as several rows if it is set apart."""
        lead = item.current and self._has_lead([item])
        typed = self.filter.typed.strip()
        return item_rows(item, columns, self._now, self.filter.content, typed, lead=lead)

    def choose(self, item: Entry) -> None:
        """Open the story, or say why that fails."""
        self.part(StatusChange).remember(item)
        if item.missing is not None:
            self.part(MissingStories).tell(item)
        elif item.problem:
            self.notify(safe(item.problem), severity="warning", markup=False)
        else:
            self.part(DiskWait).open(item)

    # What is asked of it

    @property
    def has(self) -> Need:
        """What is available here and now of what commands need."""
        item = self.list_view.current
        there = {
            Need.QUESTION: bool(self.question.words),
            Need.STORY: item is not None and item.story is not None,
            Need.FILE: item is not None and item.missing is None,
            Need.MISSING: item is not None and item.missing is not None,
            Need.KINDS: self.filter.has_kinds,
            Need.SHELF: self.filter.whole,
            Need.NARROWED: self.filter.narrowed,
            Need.UNDO: self.part(StatusChange).undoable,
        }
        has = EVERYTHING & ~_SOMETIMES
        for need, here in there.items():
            has |= need if here else Need.NOTHING
        return has

    async def action_do(self, command_id: str) -> None:
        """Answer a command, once the stories that it concerns are known."""
        if BY_ID[command_id].needs & Need.SHELF and not self.filter.whole:
            self._others.wait_with(lambda: super(ShelfScreen, self).action_do(command_id))
        else:
            await super().action_do(command_id)

    @command("answer.yes", "answer.no")
    def _answer(self, command_id: str) -> None:
        self.question.answer(yes=command_id == "answer.yes")

    async def ask(
        self,
        question: str,
        value: str = "",
        hint: str = "",
        *,
        keys: str = TYPED,
        changed: Callable[[str], object] | None = None,
        tab: Callable[[], object] | None = None,
    ) -> str | None:
        """Ask for a line of text; `keys` are shown below it meanwhile."""
        asked = ask(self, question, value, hint, changed, tab)
        self._typing = keys
        self.label()
        answer = await asked
        self.label()
        return answer

    @command("shelf.search")
    def search_all(self) -> None:
        """Search the text of all stories."""
        from reader.tui.screens.library_search import LibrarySearchScreen

        self.app.push_screen(LibrarySearchScreen(self.context, self.page_theme))

    @command("shelf.highlights")
    def list_highlights(self) -> None:
        """List the highlights and notes of all stories; those of the current one first."""
        from reader.tui.screens.highlights import AllHighlightsScreen

        item = self.list_view.current
        shown = AllHighlightsScreen(self.page_theme, self.context, item.story if item else None)
        self.app.push_screen(shown, lambda _: self.renew())

    # What stands around the list

    def tell_busy(self, what: str) -> None:
        """Say in a few words what is being done in the background; empty when it is done."""
        self._busy = what
        self.label()

    def label(self) -> None:
        """Update head and foot."""
        if not self.is_mounted:
            return
        columns = self.app.size.width
        self._detail.fit()
        welcome = self.query_one("#welcome", RowsView)
        welcome.styles.height = len(self._welcome(columns))
        self.set_class(bool(self._welcome(columns)), "-welcome")
        self.query_one("#head", RowsView).styles.height = len(self._head(columns))
        self.query_one("#names", RowsView).styles.height = self.part(PathPrompt).height
        for rows in self.query(RowsView):
            rows.show(self.page_theme)
        question = self.question.line(self.key_of("answer.yes"), self.key_of("answer.no"))
        question = question or self._missed
        self.set_class(bool(question), "-asking")
        typing = self._typing if self.query_one(Prompt).display else ""
        keys = fitted(typing, columns - 2 * HINT_MARGIN)
        self.query_one(HintLine).show(self._keys(), question or keys)
        self._detail.read_soon()

    def _head(self, columns: int) -> Sequence[Row]:
        return head_rows(self._told(columns), columns, self.app.size.height)

    def _told(self, columns: int) -> ShelfHeader:
        shown = self.filter
        found = self.list_view.items
        apart = self._has_lead(found) or self.has_class("-welcome")
        return ShelfHeader(
            shown.view,
            shown.kinds,
            shown.stories,
            shown.found,
            shown.typed,
            self._busy,
            self.context.trouble,
            () if apart else self._labels(columns),
        )

    def _labels(self, columns: int) -> Row:
        """The labels of the list's columns."""
        cells = list_cells(columns, pane=self.has_class("-pane"))
        return labels_for(cells, self.filter.content) if self.list_view.items else []

    def _keys(self) -> Sequence[Hint]:
        """As many keys as there is room for, the most needed first."""
        if self.is_current:  # otherwise its keys belong to another screen
            self._hints = hint_line(self.key_of, self.can, self.app.size.width)
        return self._hints

    @property
    def _shows_samples(self) -> bool:
        """Whether these are the samples, even as a named library, with nothing read."""
        return self.context.samples or (
            self.context.own_folder == self._shipped and not self._begun
        )

    @property
    def _begun(self) -> bool:
        return any(one.begun for one in self.entries)

    def _welcome(self, columns: int) -> Sequence[Row]:
        """How to begin, as long as there are only unread samples."""
        if not self._shows_samples or self.filter.typed:
            return ()
        folder, rows = self.context.own_folder, self.app.size.height
        labels = () if self._has_lead(self.list_view.items) else self._labels(columns)
        return welcome_rows(folder, self.first_key, columns, rows, labels, begun=self._begun)


def _place_in(found: Sequence[Entry], place: str) -> int | None:
    """The position of a file's story among others."""
    return next((at for at, entry in enumerate(found) if entry.place == place), None)
