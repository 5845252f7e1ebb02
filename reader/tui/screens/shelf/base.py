"""The shelf without its commands: the list, the head above it, and what stands below."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from reader.cleaning import safe
from reader.context import Context
from reader.paint.page import Row
from reader.paint.themes import Theme
from reader.shelf.entries import Entry, refreshed
from reader.shelf.picture import LOW, ShelfHeader, has_lead, head_rows, item_rows
from reader.shelf.row import LEAD_ROWS
from reader.shelf.view import Arranged, Kind, RememberedShelf, View, counts, lying_in, remembered
from reader.tui.messages import StoryWanted
from reader.tui.questions import ask
from reader.tui.screens.missing import Missing
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.rows_view import RowsView
from reader.tui.widgets.virtual_list import Lead, VirtualList
from reader.typeset.cells import width

_LEAD = Lead(LEAD_ROWS, frozenset({0, LEAD_ROWS - 1}))
_HINTS = (  # in their order, and how needed each is where there is no room for all
    ("list.choose", "opens", 0),
    ("shelf.filter", "filters", 1),
    ("shelf.order", "orders", 5),
    ("shelf.kind", "kinds", 6),
    ("shelf.status", "status", 8),
    ("shelf.add", "adds", 4),
    ("shelf.about", "about it", 7),
    ("shelf.search", "searches all", 9),
    ("help", "keys", 2),
    ("shelf.leave", "leaves", 3),
)

_TYPING = "Enter takes it   Esc leaves it"
"""The keys while something is typed."""


class ShelfBase(Missing):
    """The stories, some of them, in an order."""

    def __init__(
        self, context: Context, theme: Theme, known: RememberedShelf | None = None
    ) -> None:
        """`known` is what was remembered already, if it was."""
        super().__init__(theme)
        self.context = context
        self._known = known
        self.view = View()
        self.entries: list[Entry] = []
        self.typed = ""
        """The filter."""
        self.busy = ""
        """What is being done meanwhile, in a few words."""
        self.wanted = ""
        """The file of a story that is to become current once it stands here."""
        self.now = time.time()
        self._moved = False
        self._said = ""
        self._typing = ""
        self.arranged = Arranged((), self.view)
        self._kinds: dict[Kind, int] = {}

    def compose(self) -> ComposeResult:
        """Head, welcome, the list with the pane beside it, what to do, and a line for questions."""
        yield RowsView(self._head, self.page_theme, id="head")
        yield RowsView(self.welcome, self.page_theme, id="welcome")
        with Horizontal(id="middle"):
            with Vertical(id="list"):
                yield VirtualList[Entry](self.draw, self.page_theme)
            yield RowsView(self.pane, self.page_theme, id="pane")
        yield Static(id="hints")
        yield Prompt()

    def on_mount(self) -> None:
        """Show what is known at once."""
        self.set_focus(self.list_view)
        known = self._known or remembered(self.context)
        self._known, self.view = None, known.view
        self.show_entries(known.entries)

    def on_screen_resume(self) -> None:
        """Come back from a story: its progress has changed."""
        if self.entries:
            self.renew()

    def renew(self) -> None:
        """Show what is known now of the same files."""
        self.show_entries(refreshed(self.context, self.entries))

    def on_resize(self, event: events.Resize) -> None:
        """Leave the few rows of a low screen to the list."""
        self.set_class(event.size.height < LOW, "-low")
        self.show()

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these stories, the current one staying current."""
        self.entries = entries
        self.look_at(self.view)

    def look_at(self, view: View) -> None:
        """Look at the stories so."""
        self.view = view
        self._kinds = counts(lying_in(self.entries, view.collection))
        self.arranged = Arranged(self.entries, view)
        self.show()

    def show(self, at: int | None = None) -> None:
        """Show what is to be seen now; `at` is what becomes current, else what was stays so."""
        if not self.is_mounted:
            return
        self.now = time.time()
        found = self.arranged.shown(self.typed)
        if at is None:
            at = self._place_of_current(found)
        lead = _LEAD if self._has_lead(found) else Lead(0)
        self.list_view.fill(found, at, self.page_theme, self._empty(), lead)
        self.label()

    def _place_of_current(self, found: Sequence[Entry]) -> int:
        """Where the current story stands now; the top until the reader has moved."""
        places = [entry.place for entry in found]
        if self.wanted in places:
            at, self.wanted, self._moved = places.index(self.wanted), "", True
            return at
        current = self.list_view.current if self._moved else None
        return places.index(current.place) if current and current.place in places else 0

    def on_virtual_list_moved(self, _event: VirtualList.Moved) -> None:
        """The reader has chosen where to be."""
        self._moved = True

    def _has_lead(self, found: Sequence[Entry]) -> bool:
        """Whether the story being read stands set apart on top."""
        return has_lead(found, self.view, self.typed, *self.app.size)

    def _empty(self) -> str:
        if self.typed.strip():
            return f"Nothing matches “{safe(self.typed)}”."
        if self.entries:
            return "There are no such stories."
        if self.busy:
            return "Looking for stories…"
        if not self.context.own_folder.is_dir():
            return f"The library {safe(str(self.context.own_folder))} is not there."
        return "No stories here yet."

    def repaint(self) -> None:
        """Paint in the theme as it is now."""
        self.show()

    async def ask(
        self,
        question: str,
        value: str = "",
        hint: str = "",
        *,
        keys: str = _TYPING,
        changed: Callable[[str], object] | None = None,
    ) -> str | None:
        """Ask for a line of text; `keys` stands below it meanwhile."""
        asked = ask(self, question, value, hint, changed)
        self._typing = keys
        self.label()
        answer = await asked
        self.label()
        return answer

    # What stands around the list

    def label(self) -> None:
        """Say above and below the list what there is to say."""
        self.query_one("#head", RowsView).styles.height = len(self._head(self.app.size.width))
        for board in self.query(RowsView):
            board.show(self.page_theme)
        self.set_class(bool(self.asking), "-asking")
        self.query_one("#hints", Static).update(Content(self.asking or self._hints()))

    def _head(self, columns: int) -> Sequence[Row]:
        shown = len(self.list_view.items)
        told = ShelfHeader(
            self.view, self._kinds, len(self.entries), shown, self.typed, self.busy,
            self.context.trouble,
        )  # fmt: skip
        return head_rows(told, columns, self.app.size.height)

    @property
    def kinds_there(self) -> list[Kind]:
        """The kinds of which there are stories."""
        return list(self._kinds)

    def _hints(self) -> str:
        """As many keys as there is room for, the most needed first."""
        if self.query_one(Prompt).display:
            return self._typing
        if not self.is_current:
            return self._said  # its keys are another screen's just now
        room = self.app.size.width - 4
        said = {
            command: f"{self.key_of(command)} {word}"
            for command, word, _ in _HINTS
            if self.can(command)
        }
        for command, _, _ in sorted(_HINTS, key=lambda hint: -hint[2]):
            if width("   ".join(said.values())) > room:
                said.pop(command, None)
        self._said = "   ".join(said.values())
        return self._said

    def welcome(self, _columns: int) -> Sequence[Row]:
        """What a reader without stories is told."""
        return ()

    def pane(self, _columns: int) -> Sequence[Row]:
        """What is told of the current story."""
        return ()

    def draw(self, item: Entry, columns: int) -> Sequence[Row]:
        """A story as a row; the one being read as several where it stands set apart."""
        lead = item.current and self._has_lead([item])
        return item_rows(item, columns, self.now, self.typed.strip(), lead=lead)

    def choose(self, item: Entry) -> None:
        """Open the story, or say why it cannot be."""
        if item.missing is not None:
            self.tell_missing(item)
        elif item.problem:
            self.notify(safe(item.problem), severity="warning", markup=False)
        else:
            self.post_message(StoryWanted(Path(item.place)))
