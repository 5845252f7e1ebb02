"""What the shelf does about stories whose files are not there: `locate` and `forget`.

The rule: nothing is forgotten and no other text takes a story's place unless the reader says so.
"""

from __future__ import annotations

from pathlib import Path

from textual import work

from reader.cleaning import safe
from reader.context import Context
from reader.formats.files import LoadError
from reader.shelf.absent import Located, locate, take_back, typed_path
from reader.shelf.entries import Entry
from reader.tui.screens.list_screen import ListScreen
from reader.tui.screens.questioned import Questioned
from reader.typeset.cells import clip

_TITLE_MOST = 40


class Missing(Questioned, ListScreen[Entry]):
    """Answers what can be asked of a missing story."""

    context: Context

    async def ask(self, question: str, value: str = "", hint: str = "") -> str | None:
        """Ask for a line of text."""
        raise NotImplementedError

    def renew(self) -> None:
        """Show what is known now."""
        raise NotImplementedError

    def look(self) -> object:
        """Look into the folders again."""
        raise NotImplementedError

    def tell_missing(self, item: Entry) -> None:
        """Say what can be done about a missing story."""
        where, forget = self.key_of("shelf.locate"), self.key_of("shelf.forget")
        words = f"{safe(item.problem)}. {where} says where it is now, {forget} forgets it."
        self.notify(words[:1].upper() + words[1:], severity="warning", markup=False)

    def can(self, command_id: str) -> bool:
        """These commands are for missing stories alone."""
        if command_id in ("shelf.locate", "shelf.forget"):
            item = self.list_view.current if self.is_mounted else None
            return item is not None and item.missing is not None
        return super().can(command_id)

    async def do_shelf_locate(self) -> None:
        """Answer `shelf.locate`: look into the file that is typed, away from the screen."""
        sought = self.list_view.current
        if sought is None or sought.missing is None:
            return
        typed = await self.ask("It is now:", "", "a file, or its new folder")
        if typed is not None and typed.strip():
            self._locate(sought.missing, typed)

    @work(thread=True, exclusive=True, group="locate")
    def _locate(self, story_id: int, typed: str) -> None:
        known = self.context.store.stories.get(story_id)
        if known is None:
            return
        try:
            located = locate(self.context, known, typed_path(typed, known))
        except LoadError as error:
            words = safe(str(error))
            self.app.call_from_thread(self.notify, words, severity="error", markup=False)
            return
        self.app.call_from_thread(self._located, located, known.title)

    def _located(self, located: Located, title: str) -> None:
        if not located.doubt:
            self._take_back(located)
            return
        short = clip(safe(title), _TITLE_MOST)
        self.put_question(
            f"Is that “{short}” all the same? {safe(located.doubt).capitalize()}.",
            lambda: self._take_back(located),
        )

    def _take_back(self, located: Located) -> None:
        take_back(self.context, located)
        path = Path(located.record.stamp.path)
        inside = any(path.is_relative_to(folder) for folder in self.context.folders)
        words = "Found again: its place and its bookmarks are there."
        where = "" if inside else f" It lies outside the library: nightstand '{safe(str(path))}'"
        self.notify(words + where, markup=False)
        self.renew()
        self.look()

    def do_shelf_forget(self) -> None:
        """Answer `shelf.forget`."""
        item = self.list_view.current
        if item is None or item.missing is None:
            return
        story_id = item.missing
        count = len(self.context.store.bookmarks.of(story_id))
        marks = f", its place and {count} bookmark{'' if count == 1 else 's'},"
        what = marks if count else " and its place"
        self.put_question(
            f"Forget “{clip(safe(item.title), _TITLE_MOST)}”{what} for good?",
            lambda: self._forget(story_id),
        )

    def _forget(self, story_id: int) -> None:
        self.context.store.stories.forget(story_id)
        self.notify("Forgotten.", markup=False)
        self.renew()
