"""What the shelf does about stories whose files are not there: `locate` and `forget`.

The rule: nothing is forgotten and no other text takes a story's place unless the reader says so.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.commands.answers import command
from reader.formats.files import LoadError
from reader.shelf.absent import Located, locate, take_back, typed_path
from reader.shelf.entries import Entry
from reader.tui.screens.shelf.rescan import Rescan
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

_TITLE_MOST = 40


class MissingStories:
    """Answers what can be asked of a missing story."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen

    def tell(self, item: Entry) -> None:
        """Say what can be done about a missing story."""
        screen = self._screen
        where, forget = screen.key_of("shelf.locate"), screen.key_of("shelf.forget")
        words = f"{safe(item.problem)}. {where} says where it is now, {forget} forgets it."
        screen.notify(words[:1].upper() + words[1:], severity="warning", markup=False)

    @command("shelf.locate")
    async def locate(self) -> None:
        """Look into the file that is typed, away from the screen; a doubtful one is asked about."""
        screen, item = self._screen, self._screen.list_view.current
        if item is None or item.missing is None:
            return
        typed = await screen.ask("It is now:", "", "a file, or its new folder")
        if typed is None or not typed.strip():
            return
        try:
            located = await asyncio.to_thread(self._locate, item.missing, typed)
        except LoadError as error:
            screen.notify(safe(str(error)), severity="error", markup=False)
            return
        if located is None:
            return
        short = clip(safe(item.title), _TITLE_MOST)
        doubt = safe(located.doubt).capitalize()
        if not doubt or await screen.question.ask(f"Is that “{short}” all the same? {doubt}."):
            self._take_back(located)

    def _locate(self, story_id: int, typed: str) -> Located | None:
        known = self._screen.context.store.stories.get(story_id)
        if known is None:
            return None
        return locate(self._screen.context, known, typed_path(typed, known))

    def _take_back(self, located: Located) -> None:
        screen = self._screen
        take_back(screen.context, located)
        path = Path(located.record.stamp.path)
        inside = any(path.is_relative_to(folder) for folder in screen.context.folders)
        words = "Found again: its place and its bookmarks are there."
        where = "" if inside else f" It lies outside the library: nightstand '{safe(str(path))}'"
        screen.notify(words + where, markup=False)
        screen.renew()
        screen.part(Rescan).look()

    @command("shelf.forget")
    async def forget(self) -> None:
        """Forget a story for good, if the reader says so."""
        screen, item = self._screen, self._screen.list_view.current
        if item is None or item.missing is None:
            return
        count = len(screen.context.store.bookmarks.of(item.missing))
        marks = f", its place and {count} bookmark{'' if count == 1 else 's'},"
        what = marks if count else " and its place"
        title = clip(safe(item.title), _TITLE_MOST)
        if await screen.question.ask(f"Forget “{title}”{what} for good?"):
            screen.context.store.stories.forget(item.missing)
            screen.notify("Forgotten.", markup=False)
            screen.renew()
