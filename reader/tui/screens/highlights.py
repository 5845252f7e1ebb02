"""Lists of highlights and notes, of one story or of all: gone to, changed, filtered, deleted.

The rule: the list of all stories shows what is stored, and reads no story for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

from textual import events, on
from textual.content import Content
from textual.widgets import Static

from reader.annotations.highlights import NOTE_MOST, Colour, Highlight, tags_from
from reader.cleaning import safe
from reader.commands.command import Place, command
from reader.context import Context
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.reading.highlights import (
    KeptHighlight,
    ResolvedHighlight,
    all_highlights,
    highlights_of,
)
from reader.reading.open import OpenStory
from reader.story import percent
from reader.tui.messages import EditWanted, StoryWanted
from reader.tui.questions import ask, ask_note
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import clip

_HINTS = (
    "{list.choose} go there · {highlights.filter} filter · {highlights.note} note"
    " · {highlights.delete} delete · {highlights.undo} undo · {list.close} close"
)

_TYPED_MOST = 30


class Mark(Protocol):
    """A highlight in a list, and where it is."""

    @property
    def highlight(self) -> Highlight:
        """The highlight."""

    @property
    def chapter(self) -> str:
        """Its chapter."""

    @property
    def progression(self) -> float:
        """Its share of the story."""

    @property
    def doubt(self) -> str:
        """What is uncertain about it, in words."""


MarkT = TypeVar("MarkT", bound=Mark)


class MarkList(ListPanel[MarkT]):
    """Shows highlights; changes, deletes, restores and filters them."""

    PLACES = (Place.HIGHLIGHTS, Place.LIST)
    BINDINGS = bindings(Place.HIGHLIGHTS)
    ITEM_HEIGHT = 2

    def __init__(self, theme: Theme, context: Context, title: str) -> None:
        self._data = context
        self._typed = ""
        self._deleted: list[str] = []
        self._all = self.read()
        super().__init__(theme, title, self._all, self.first(), _HINTS)

    def read(self) -> list[MarkT]:
        """All of them, as they are now."""
        raise NotImplementedError

    def first(self) -> int:
        """Which of them is current at first."""
        raise NotImplementedError

    def story_of(self, _item: MarkT) -> str:
        """The title of its story, if that is not obvious."""
        return ""

    def draw(self, item: MarkT, columns: int) -> Sequence[Row]:
        """The quote in its colour, and under it note, tags, chapter, percentage and doubt."""
        one = item.highlight
        quote = clip(safe(" ".join(one.passage.quote.split())), columns - 4)
        tags = " ".join(f"#{safe(tag)}" for tag in one.tags)
        note = safe(" ".join(one.note.split()))
        where = (safe(self.story_of(item)), safe(item.chapter), percent(item.progression))
        under = " · ".join(filter(None, (item.doubt, note, tags, *where, one.colour)))
        return [
            [Run("   ", (Role(f"filled {one.colour}"),)), Run(f" {quote}", (Role.TEXT,))],
            [Run("    " + clip(under, columns - 4), (Role.QUIET,))],
        ]

    def _fill(self, at: int) -> None:
        """Show them with that one current, and how many of all there are."""
        super()._fill(at)
        typed = clip(safe(" ".join(self._typed.split())), _TYPED_MOST)
        empty = f"Nothing matches “{typed}”." if typed else self.EMPTY
        self.list_view.fill(self._items, at, self.page_theme, empty)
        count = f"{len(self._items):,} of {len(self._all):,} with “{typed}”" if typed else ""
        title = f"{self._title} · {count or f'{len(self._all):,}'}"
        self.query_one("#title", Static).update(Content(title))

    def _reload(self, at: int) -> None:
        self._all = self.read()
        self._items = self._matching()
        self.refill(at)

    def _matching(self) -> list[MarkT]:
        """Those that contain every typed word."""
        words = self._typed.casefold().split()
        return [item for item in self._all if all(word in self._searched(item) for word in words)]

    def _searched(self, item: MarkT) -> str:
        """Where the words are looked for: quote, note, chapter, story, colour, style, #tags."""
        one = item.highlight
        tags = " ".join(f"#{tag}" for tag in one.tags)
        parts = (one.passage.quote, one.note, tags, one.colour, one.style, item.chapter)
        return " ".join(" ".join((*parts, self.story_of(item))).casefold().split())

    @command("highlights.filter")
    async def ask_filter(self) -> None:
        """Filter as it is typed; Esc shows all again."""
        hint = "words, a colour, or a #tag"
        kept = await ask(self, "Filter:", self._typed, hint, self._take)
        if kept is None:
            self._take("")

    def _take(self, typed: str) -> None:
        current = self.list_view.current
        self._typed = typed
        self._items = self._matching()
        self.refill(self._items.index(current) if current in self._items else 0)

    @command("highlights.delete")
    async def delete(self) -> None:
        """Delete the current highlight; it leaves the list before the disk has answered."""
        mark = self.list_view.current
        if mark is not None:
            self._deleted.append(mark.highlight.id)
            self._items.remove(mark)
            self._all.remove(mark)
            self.refill(self.list_view.at)
            await asyncio.wrap_future(self._data.store.highlights.delete(mark.highlight.id))

    @command("highlights.undo")
    async def undo(self) -> None:
        """Bring back the last deleted one."""
        if self._deleted:
            restored = self._deleted.pop()
            await asyncio.wrap_future(self._data.store.highlights.restore(restored))
            self._reload(0)
            ids = [mark.highlight.id for mark in self._items]
            if restored in ids:
                self.list_view.go(ids.index(restored))

    @command("highlights.note")
    async def note(self) -> None:
        """Change the note of the current highlight."""
        mark = self.list_view.current
        if mark is not None:
            note = await ask_note(self, mark.highlight.note)
            if note is not None:
                await self._change(mark.highlight, note=note)

    @command("highlights.edit")
    def edit(self) -> None:
        """Change the note in the reader's editor, with as many lines as it has."""
        mark = self.list_view.current
        if mark is None:
            return
        folder = TemporaryDirectory(prefix="nightstand-note-")
        path = Path(folder.name) / "note.txt"
        path.write_text(mark.highlight.note, "utf-8")

        def done() -> None:
            try:
                note = path.read_bytes()[: 4 * NOTE_MOST].decode("utf-8", "replace").strip()
            except OSError as error:
                self.app.notify(safe(str(error)), severity="warning", markup=False)
                return
            finally:
                folder.cleanup()
            if note != mark.highlight.note:
                self.run_worker(self._change(mark.highlight, note=note[:NOTE_MOST]))

        self.post_message(EditWanted(path, done))

    @command("highlights.colour")
    async def recolour(self) -> None:
        """Change the current highlight's colour to the next."""
        mark = self.list_view.current
        if mark is not None:
            colours = list(Colour)
            next_one = colours[(colours.index(mark.highlight.colour) + 1) % len(colours)]
            await self._change(mark.highlight, colour=next_one)

    @command("highlights.tags")
    async def tag(self) -> None:
        """Change the current highlight's tags."""
        mark = self.list_view.current
        if mark is not None:
            answer = await ask(
                self, "Tags:", " ".join(mark.highlight.tags), "words separated by spaces"
            )
            if answer is not None:
                await self._change(mark.highlight, tags=tags_from(answer.split()))

    async def _change(self, highlight: Highlight, **fields: object) -> None:
        await asyncio.wrap_future(self._data.store.highlights.change(highlight.id, **fields))
        self._reload(self.list_view.at)


class HighlightsScreen(MarkList[ResolvedHighlight]):
    """The highlights of a story; closes with the chosen one."""

    OF_THE_TEXT = True
    EMPTY = "No highlights yet: H highlights the selection or the sentence at the top."

    def __init__(self, theme: Theme, context: Context, opened: OpenStory, offset: int) -> None:
        self._opened = opened
        self._offset = offset
        super().__init__(theme, context, "Highlights and notes")

    def read(self) -> list[ResolvedHighlight]:
        """Those of the story, found in its text."""
        return highlights_of(self._data, self._opened)

    def first(self) -> int:
        """The last one before the end of the page's first line."""
        return max((i for i, mark in enumerate(self._all) if mark.start <= self._offset), default=0)


class AllHighlightsScreen(MarkList[KeptHighlight]):
    """The highlights of all stories; opens a story at the chosen one."""

    EMPTY = "No highlights yet: in a story, H makes one."

    def __init__(self, theme: Theme, context: Context, story: int | None) -> None:
        """`story` is the one whose highlights are current at first."""
        self._story = story
        super().__init__(theme, context, "Highlights and notes of all stories")

    def read(self) -> list[KeptHighlight]:
        """Those of all stories, the story read last first."""
        return all_highlights(self._data)

    def first(self) -> int:
        """The first one of the story that was current on the shelf."""
        return next((i for i, mark in enumerate(self._all) if mark.story == self._story), 0)

    def story_of(self, item: KeptHighlight) -> str:
        """The story it belongs to."""
        return item.title

    def choose(self, item: KeptHighlight) -> None:
        """Open the story and look at it there; the list is back afterwards."""
        if item.path is None:
            self.notify(f"“{safe(item.title)}”: {item.doubt}.", severity="warning", markup=False)
        else:
            self.post_message(StoryWanted(item.path, highlight=item.highlight.id))

    @on(events.ScreenResume)
    def _come_back(self) -> None:
        """Show what was changed in a story."""
        if self.is_mounted and self.list_view.items:
            self._reload(self.list_view.at)
