"""The shelf without its commands: the list, the head above it, and what stands below."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from reader.cleaning import safe
from reader.paint import Role, Row, Run, Theme
from reader.session import (
    Arranged,
    Desk,
    Entry,
    Kind,
    View,
    counts,
    lead_rows,
    marks_of,
    refreshed,
    remembered,
    spine_rows,
    tabs,
)
from reader.session.spines import LEAD_ROWS
from reader.tui.messages import StoryWanted
from reader.tui.screens.missing import Missing
from reader.tui.widgets.board import Board
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.roster import Lead, Roster
from reader.typeset import clip, width

_LOW = 12
"""Rows of a screen below which there is only the list."""
_TABS_FROM = 18
_LEAD_FROM = 14
_LEAD_LEAST = 40
"""Cells from which the story being read stands set apart."""
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


class ShelfBase(Missing):
    """The stories, some of them, in an order."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__(theme)
        self.desk = desk
        self.view = View()
        self.entries: list[Entry] = []
        self.typed = ""
        """The filter."""
        self.busy = ""
        """What is being done meanwhile, in a few words."""
        self.now = time.time()
        self._arranged = Arranged((), self.view)
        self._kinds: dict[Kind, int] = {}

    def compose(self) -> ComposeResult:
        """Head, welcome, the list with the pane beside it, what to do, and a line for questions."""
        yield Board(self._head, self.page_theme, id="head")
        yield Board(self.welcome, self.page_theme, id="welcome")
        with Horizontal(id="middle"):
            with Vertical(id="list"):
                yield Roster[Entry](self.draw, self.page_theme)
            yield Board(self.pane, self.page_theme, id="pane")
        yield Static(id="hints")
        yield Prompt()

    def on_mount(self) -> None:
        """Show what is known at once."""
        self.set_focus(self.roster)
        entries, self.view = remembered(self.desk)
        self.show_entries(entries)

    def on_screen_resume(self) -> None:
        """Come back from a story: its progress has changed."""
        if self.entries:
            self.renew()

    def renew(self) -> None:
        """Show what is known now of the same files."""
        self.show_entries(refreshed(self.desk, self.entries))

    def on_resize(self, event: events.Resize) -> None:
        """Leave the few rows of a low screen to the list."""
        self.set_class(event.size.height < _LOW, "-low")
        self.show()

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these stories, the current one staying current."""
        self.entries = entries
        self._kinds = counts(entries)
        self.look_at(self.view)

    def look_at(self, view: View) -> None:
        """Look at the stories so."""
        self.view = view
        self._arranged = Arranged(self.entries, view)
        self.show()

    def show(self, at: int | None = None) -> None:
        """Show what is to be seen now; `at` is what becomes current, else what was stays so."""
        if not self.is_mounted:
            return
        self.now = time.time()
        found = self._arranged.shown(self.typed)
        if at is None:
            at = _index(found, self.roster.current)
        lead = _LEAD if self._has_lead(found) else Lead(0)
        self.roster.fill(found, at, self.page_theme, self._empty(), lead)
        self.label()

    def _has_lead(self, found: Sequence[Entry]) -> bool:
        """Whether the story being read stands set apart on top."""
        roomy = self.size.height >= _LEAD_FROM and self.size.width >= _LEAD_LEAST
        apart = self.view.pinned and not self.typed.strip()
        return roomy and apart and bool(found) and found[0].current

    def _empty(self) -> str:
        if self.typed.strip():
            return f"Nothing matches “{safe(self.typed)}”."
        if self.entries:
            return "There are no such stories."
        if self.busy:
            return "Looking for stories…"
        if not self.desk.own_folder.is_dir():
            return f"The library {safe(str(self.desk.own_folder))} is not there."
        return "No stories here yet."

    def repaint(self) -> None:
        """Paint in the theme as it is now."""
        self.show()

    # What stands around the list

    def label(self) -> None:
        """Say above and below the list what there is to say."""
        self.query_one("#head", Board).styles.height = len(self._head(self.size.width))
        for board in self.query(Board):
            board.show(self.page_theme)
        self.set_class(bool(self.asking), "-asking")
        self.query_one("#hints", Static).update(Content(self.asking or self._hints()))

    def _head(self, columns: int) -> list[Row]:
        """Where one is, how much there is, and the kinds of stories."""
        if self.size.height < _LOW:
            return []
        where = "".join(f" / {safe(part)}" for part in self.view.collection.split("/") if part)
        count = len(self.entries)
        stories = f"{count:,} stor{'y' if count == 1 else 'ies'}"
        shown = len(self.roster.items)
        parts = [f"{shown:,} of {stories}" if shown != count else stories]
        parts += [f"“{safe(self.typed)}”"] if self.typed.strip() else []
        parts += [f"by {self.view.sort}"] if count else []
        parts = [self.busy] if self.busy and not count else [*parts, self.busy]
        if self.desk.trouble:
            parts = [f"not saved: {safe(self.desk.trouble)}"]
        said = clip(" · ".join(filter(None, parts)), max(0, columns - 14))
        name = clip(f"Nightstand{where}", max(1, columns - 4 - width(said)))
        gap = " " * max(1, columns - 4 - width(name) - width(said))
        head: list[Row] = [
            [Run(f"  {name}", (Role.HEADING,)), Run(gap, ()), Run(said, (Role.QUIET,))]
        ]
        if self.size.height >= _TABS_FROM and (kinds := self.kinds(columns - 4)):
            head.append([Run("  ", ()), *kinds])
        return [*head, []]

    def kinds(self, columns: int) -> Row:
        """The kinds of stories there are, in a row; empty where all are of one kind."""
        return tabs(self._kinds, self.view.kind, columns)

    @property
    def kinds_there(self) -> list[Kind]:
        """The kinds of which there are stories."""
        return list(self._kinds)

    def _hints(self) -> str:
        """As many keys as there is room for, the most needed first."""
        room = self.size.width - 4
        said = {
            command: f"{self.key_of(command)} {word}"
            for command, word, _ in _HINTS
            if self.key_of(command)
        }
        for command, _, _ in sorted(_HINTS, key=lambda hint: -hint[2]):
            if width("   ".join(said.values())) > room:
                said.pop(command, None)
        return "   ".join(said.values())

    def welcome(self, _columns: int) -> Sequence[Row]:
        """What a reader without stories is told."""
        return ()

    def pane(self, _columns: int) -> Sequence[Row]:
        """What is told of the current story."""
        return ()

    def draw(self, item: Entry, columns: int) -> Sequence[Row]:
        """A story as a row; the one being read as several where it stands set apart."""
        cells = columns - 1
        if item.current and self._has_lead([item]):
            rows = lead_rows(item, cells, self.now)
        else:
            typed = self.typed.strip()
            marks = (marks_of(item, typed),) if typed else ()
            rows = [spine_rows(item, cells, self.now, *marks)]
        return [[Run(" ", ()), *row] for row in rows]

    def choose(self, item: Entry) -> None:
        """Open the story, or say why it cannot be."""
        if item.missing is not None:
            self.tell_missing(item)
        elif item.problem:
            self.notify(safe(item.problem), severity="warning", markup=False)
        else:
            self.post_message(StoryWanted(Path(item.place)))


def _index(found: Sequence[Entry], current: Entry | None) -> int:
    """Where an entry stands now; at the top where it does not."""
    if current is None:
        return 0
    same = (i for i, one in enumerate(found) if one.place == current.place)
    return next(same, 0)
