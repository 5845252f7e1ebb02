"""Lists to choose from on the shelf: a folder of the library, a story's status."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.shelf.entries import Entry
from reader.shelf.view import Collection
from reader.storage.values import Status
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

_TITLE_MOST = 40


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
    """A status to choose, or None for what the reading tells."""

    status: Status | None
    label: str


_CHOICES = (
    *(StatusChoice(status, status.value.capitalize()) for status in Status),
    StatusChoice(None, "Automatic"),
)


class StatusScreen(ListPanel[StatusChoice]):
    """Chooses how far one is with a story."""

    def __init__(self, theme: Theme, entry: Entry) -> None:
        now = Status(entry.status) if entry.by_hand else None
        at = next(i for i, choice in enumerate(_CHOICES) if choice.status is now)
        title = clip(safe(entry.title), _TITLE_MOST)
        super().__init__(theme, title, _CHOICES, at, "{list.choose} choose · {list.close} cancel")
        self._now = now

    def draw(self, item: StatusChoice, columns: int) -> Sequence[Row]:
        """The status; a dot before the one that stands."""
        mark = "• " if item.status is self._now else "  "
        return [[Run(clip(f" {mark}{item.label}", columns), (Role.TITLE,))]]
