"""The shelf: the stories of the library, the one being read first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.cleaning import safe
from reader.paint import Role, Row, Run, Theme
from reader.session import Desk, Entry, matching, percent, refreshed, rescan, shelf
from reader.tui import screens
from reader.tui.commands import Place
from reader.tui.messages import StoryWanted
from reader.tui.screens.commanded import bindings
from reader.tui.screens.missing import Missing
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.roster import Roster
from reader.typeset import clip, width

_BAR_CELLS = 10
_TALL_FROM = 12
_HINTS = "Enter opens   / filters   S searches all   ? keys   q leaves"


class ShelfScreen(Missing):
    """Chooses a story to read."""

    PLACES = (Place.QUESTION, Place.SHELF, Place.LIST)
    BINDINGS = bindings(Place.QUESTION, Place.SHELF, Place.LIST, Place.ANYWHERE)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__(theme)
        self.desk = desk
        self._entries: list[Entry] = []
        self._filter = ""
        self._looking = ""

    def compose(self) -> ComposeResult:
        """Title, list, what to do, and the line for the filter."""
        yield Static(id="title")
        yield Roster[Entry](self.draw, self.page_theme, height=2)
        yield Static(id="hints")
        yield Prompt()

    def on_mount(self) -> None:
        """Show what is known at once and look for what is new behind it."""
        self.set_focus(self.roster)
        self._looking = "looking…"
        self.show_entries(shelf(self.desk))
        self.look()

    def on_screen_resume(self) -> None:
        """Come back from a story: its progress has changed."""
        if self._entries:
            self.renew()

    def renew(self) -> None:
        """Show what is known now of the same files."""
        self.show_entries(refreshed(self.desk, self._entries))

    def on_resize(self, event: events.Resize) -> None:
        """One row for each story where there are few."""
        tall = event.size.height >= _TALL_FROM
        self.roster.item_height = 2 if tall else 1
        self.set_class(not tall, "-low")

    @work(thread=True, exclusive=True, group="scan")
    def look(self) -> None:
        """Scan the folders, away from the screen."""
        worker = get_current_worker()

        def tell(seen: int) -> bool:
            self.app.call_from_thread(self._tell_seen, seen)
            return worker.is_cancelled

        self.app.call_from_thread(self._tell_seen, 0)
        entries = rescan(self.desk, tell)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._looked, entries)

    def _tell_seen(self, seen: int) -> None:
        self._looking = f"looking… {seen:,}" if seen else "looking…"
        self._label()

    def _looked(self, entries: list[Entry]) -> None:
        self._looking = ""
        self.show_entries(entries)

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these stories, the current one staying current."""
        self._entries = entries
        self._show()

    def _show(self) -> None:
        current = self.roster.current
        found = matching(self._entries, self._filter)
        paths = [entry.path for entry in found]
        at = paths.index(current.path) if current and current.path in paths else 0
        if self._filter:
            empty = f"Nothing matches “{self._filter}”."
        else:
            empty = "Looking for stories…" if self._looking else "No stories here yet."
        self.roster.fill(found, at, self.page_theme, empty=empty)
        self._label()

    def _label(self) -> None:
        count = len(self._entries)
        stories = f"{count:,} stor{'y' if count == 1 else 'ies'}"
        parts = ["Nightstand", self._looking or stories]
        if self.desk.trouble:
            parts.append(f"not saved: {safe(self.desk.trouble)}")
        self.query_one("#title", Static).update(Content(" · ".join(parts)))
        self.query_one("#hints", Static).update(Content(self._advice()))

    def _advice(self) -> str:
        self.set_class(bool(self.asking), "-asking")
        if self.asking:
            return self.asking
        if not self.desk.samples:
            return _HINTS
        home = safe(str(self.desk.own_folder))
        return f"These are the samples. To add your own, put .txt files into {home}\n{_HINTS}"

    def repaint(self) -> None:
        """Paint in the theme as it is now."""
        self._show()

    def draw(self, item: Entry, columns: int) -> Sequence[Row]:
        """Title and author; progress, length and when it was read."""
        title = safe(item.title)
        if self.roster.item_height == 1:
            share = _percent(item)
            title = clip(title, columns - width(share) - 1)
            gap = " " * max(1, columns - width(title) - width(share))
            return [[Run(title, (Role.TITLE,)), Run(gap + share, (Role.QUIET,))]]
        author = clip(safe(item.author), max(0, columns // 2 - 2))
        title = clip(title, max(1, columns - width(author) - 4))
        gap = " " * max(1, columns - 2 - width(title) - width(author))
        first = [Run(" " + title + gap, (Role.TITLE,)), Run(author, (Role.QUIET,))]
        return [first, _second_row(item, columns)]

    def choose(self, item: Entry) -> None:
        """Open the story, or say why it cannot be."""
        if item.missing is not None:
            self.tell_missing(item)
        elif item.problem:
            self.notify(safe(item.problem), severity="warning", markup=False)
        else:
            self.post_message(StoryWanted(Path(item.path)))

    def do_shelf_filter(self) -> None:
        """Answer `shelf.filter`."""
        self.query_one(Prompt).ask("filter", "Filter:", self._filter)

    def do_shelf_search(self) -> None:
        """Answer `shelf.search`."""
        self.app.push_screen(screens.SearchingScreen(self.desk, self.page_theme))

    def do_shelf_rescan(self) -> None:
        """Answer `shelf.rescan`."""
        self.look()

    def do_shelf_leave(self) -> None:
        """Answer `shelf.leave`: first the filter, then the program."""
        if self._filter:
            self._filter = ""
            self._show()
        else:
            self.app.exit(0)

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Filter as it is typed."""
        if event.purpose != "filter":
            return
        self._filter = event.value
        self._show()
        self.roster.go(0)

    def on_prompt_entered(self, event: Prompt.Entered) -> None:
        """Keep the filter; with one story left, open it."""
        self.set_focus(self.roster)
        if event.purpose != "filter":
            self.entered_path(event.value)
        elif self._filter and len(self.roster.items) == 1:
            self.do_list_choose()

    def on_prompt_cancelled(self, event: Prompt.Cancelled) -> None:
        """Show every story again."""
        if event.purpose == "filter":
            self._filter = ""
            self._show()
        self.set_focus(self.roster)


def _second_row(item: Entry, columns: int) -> Row:
    if item.problem:
        return [Run(" " + clip(safe(item.problem), columns - 1), (Role.ACCENT,))]
    filled = round(item.progression * _BAR_CELLS)
    bar = [
        Run(" " + "━" * filled, (Role.ACCENT,)),
        Run("─" * (_BAR_CELLS - filled), (Role.QUIET,)),
    ]
    new = item.new_chapters
    grown = f"{new:,} new chapter{'' if new == 1 else 's'}" if new else ""
    facts = [_percent(item), f"{item.words:,} words", item.when]
    lead = [Run("  Continue reading", (Role.ACCENT, Role.STRONG))] if item.current else []
    lead += [Run(f"  {grown}", (Role.ACCENT,))] if grown else []
    text = clip("  " + " · ".join(fact for fact in facts if fact), columns - _BAR_CELLS - 20)
    return [*bar, *lead, Run(text, (Role.QUIET,))]


def _percent(item: Entry) -> str:
    if item.missing is not None:
        return "missing"
    if item.status in ("finished", "set aside"):
        return str(item.status)
    return percent(item.progression) if item.last_read is not None else "new"
