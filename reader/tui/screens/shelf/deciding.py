"""The status of a story, set by hand and taken back.

The rule: what the reader set by hand stays until they set it otherwise; when they read on in a
story that is set aside, they are asked.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.cleaning import safe
from reader.shelf.entries import Entry
from reader.storage.values import Status
from reader.tui.screens.shelf.base import ShelfBase
from reader.tui.screens.shelf_lists import Choice
from reader.typeset.cells import clip

_TITLE_MOST = 40
_UNREAD = (Status.TO_READ.value, Status.SET_ASIDE.value)


class Undo(NamedTuple):
    """What a story's status was."""

    story: int
    status: Status | None
    title: str


class Deciding(ShelfBase):
    """Sets statuses."""

    _undo: Undo | None = None
    _left: tuple[int, float | None] | None = None
    """A story that was opened, and when it had been read last before."""

    def do_shelf_status(self) -> None:
        """Answer `shelf.status`."""
        from reader.tui.screens.shelf_lists import StatusScreen

        item = self.list_view.current
        if item is None or item.story is None:
            return

        def take(choice: Choice | None) -> None:
            if choice is not None:
                self._decide(item, choice.status)

        self.app.push_screen(StatusScreen(self.page_theme, item), take)

    def _decide(self, item: Entry, status: Status | None) -> None:
        if item.story is None:
            return
        before = Status(item.status) if item.by_hand else None
        title = clip(safe(item.title), _TITLE_MOST)
        self._undo = Undo(item.story, before, title)
        self.context.store.stories.set_status(item.story, status)
        self.renew()
        said = status.value if status else "as far as you have read"
        self.notify(f"“{title}”: {said}. {self.key_of('shelf.undo')} undoes it.", markup=False)

    def do_shelf_undo(self) -> None:
        """Answer `shelf.undo`."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self.context.store.stories.set_status(undo.story, undo.status)
            self.renew()
            self.notify(f"“{undo.title}” is as it was.", markup=False)

    def can(self, command_id: str) -> bool:
        """A status is of a story; undoing means something once one was set."""
        if command_id == "shelf.undo":
            return self._undo is not None
        if command_id == "shelf.status":
            item = self.list_view.current if self.is_mounted else None
            return item is not None and item.story is not None
        return super().can(command_id)

    def choose(self, item: Entry) -> None:
        """Remember what is opened."""
        if item.story is not None:
            self._left = item.story, item.last_read
        super().choose(item)

    def on_screen_resume(self) -> None:
        """Ask about a story that was read on in spite of its status."""
        left, self._left = self._left, None
        if left is not None:
            self.call_later(self._ask_about, *left)

    def _ask_about(self, story: int, before: float | None) -> None:
        item = next((one for one in self.entries if one.story == story), None)
        if item is None or not item.by_hand or item.status not in _UNREAD:
            return
        if item.last_read != before:
            title = clip(safe(item.title), _TITLE_MOST)
            self.put_question(
                f"“{title}” is {item.status}, and you read on: are you reading it?",
                lambda: self._decide(item, None),
            )
