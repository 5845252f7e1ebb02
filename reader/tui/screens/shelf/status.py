"""The status of a story, set by hand and undone, and the lists it is chosen from.

The rule: what the reader set by hand stays until they set it otherwise; when they read on in a
story that is set aside, they are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.commands.command import command
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.shelf.entries import Entry
from reader.shelf.view import Collection
from reader.storage.values import Status
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

_TITLE_MOST = 40
_UNREAD = (Status.TO_READ.value, Status.SET_ASIDE.value)


class Undo(NamedTuple):
    """What a story's status was."""

    story: int
    status: Status | None
    title: str


class Departure(NamedTuple):
    """A story that was opened, and when it had been read before."""

    story: int
    last_read: float | None


class StatusChange:
    """Sets statuses."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self._undo: Undo | None = None
        self._left: Departure | None = None

    @property
    def undoable(self) -> bool:
        """Whether there is a change to undo."""
        return self._undo is not None

    @command("shelf.status")
    def choose(self) -> None:
        """Let the reader say how far they are with the current story."""
        item = self._screen.list_view.current
        if item is None or item.story is None:
            return

        def take(choice: StatusChoice | None) -> None:
            if choice is not None:
                self._set(item, choice.status)

        self._screen.app.push_screen(StatusScreen(self._screen.page_theme, item), take)

    def _set(self, item: Entry, status: Status | None) -> None:
        if item.story is None:
            return
        screen = self._screen
        before = Status(item.status) if item.by_hand else None
        title = clip(safe(item.title), _TITLE_MOST)
        self._undo = Undo(item.story, before, title)
        screen.context.store.stories.set_status(item.story, status)
        screen.renew()
        told = status.value if status else "as you read"
        undo = screen.key_of("shelf.undo")
        screen.notify(f"“{title}”: {told}. {undo} to undo.", markup=False)

    @command("shelf.undo")
    def undo(self) -> None:
        """Undo the last change."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self._screen.context.store.stories.set_status(undo.story, undo.status)
            self._screen.renew()
            self._screen.notify(f"“{undo.title}” is as it was.", markup=False)

    # Coming back from a story

    def remember(self, item: Entry) -> None:
        """Remember what is opened."""
        if item.story is not None:
            self._left = Departure(item.story, item.last_read)

    def come_back(self) -> None:
        """Ask about a story that was read on in spite of its status."""
        left, self._left = self._left, None
        if left is not None:
            self._screen.call_later(self._ask_about, left)

    async def _ask_about(self, left: Departure) -> None:
        item = next((one for one in self._screen.entries if one.story == left.story), None)
        if item is None or not item.by_hand or item.status not in _UNREAD:
            return
        if item.last_read != left.last_read:
            self._screen.run_worker(self._confirm(item), group="command")

    async def _confirm(self, item: Entry) -> None:
        title = clip(safe(item.title), _TITLE_MOST)
        words = f"“{title}” is marked {item.status}. Mark as reading again?"
        if await self._screen.question.ask(words):
            self._set(item, None)


class CollectionsScreen(ListPanel[Collection]):
    """Chooses a folder of the library; the first line is all of it."""

    EMPTY = "The library has no subfolders."

    def __init__(self, theme: Theme, folders: Sequence[Collection], now: str) -> None:
        at = next((i for i, one in enumerate(folders) if one.name == now), 0)
        super().__init__(
            theme, "Collections", folders, at, "{list.choose} show · {list.close} cancel"
        )

    def draw(self, item: Collection, columns: int) -> Sequence[Row]:
        """The folder's name under its parent's, and how many stories it has."""
        depth = item.name.count("/") + bool(item.name)
        count = f" {item.stories:,}"
        name = "  " * depth + (safe(item.name.rpartition("/")[2]) or "All stories")
        name = clip(name, max(1, columns - width(count) - 3))
        gap = " " * max(0, columns - width(name) - width(count) - 3)
        return [[Run(f" {name}{gap}", (Role.TITLE,)), Run(count, (Role.QUIET,))]]


class StatusChoice(NamedTuple):
    """A status to choose, or None for what was read to decide."""

    status: Status | None
    label: str


_CHOICES = (
    *(StatusChoice(status, status.value.capitalize()) for status in Status),
    StatusChoice(None, "Automatic"),
)


class StatusScreen(ListPanel[StatusChoice]):
    """Chooses how far the reader is with a story."""

    def __init__(self, theme: Theme, entry: Entry) -> None:
        now = Status(entry.status) if entry.by_hand else None
        at = next(i for i, choice in enumerate(_CHOICES) if choice.status is now)
        title = clip(safe(entry.title), _TITLE_MOST)
        super().__init__(theme, title, _CHOICES, at, "{list.choose} choose · {list.close} cancel")
        self._now = now

    def draw(self, item: StatusChoice, columns: int) -> Sequence[Row]:
        """The status; a dot marks the present one."""
        mark = "• " if item.status is self._now else "  "
        return [[Run(clip(f" {mark}{item.label}", columns), (Role.TITLE,))]]
