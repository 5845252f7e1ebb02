"""The list of a story's highlights and notes: gone to, changed, filtered, deleted, brought back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.annotations.highlights import NOTE_MOST, Colour, Highlight, tags_from
from reader.cleaning import safe
from reader.commands.command import Place, command
from reader.context import Context
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.reading.highlights import ResolvedHighlight, highlights_of
from reader.reading.open import OpenStory
from reader.story import percent
from reader.tui.messages import EditWanted
from reader.tui.questions import ask, ask_note
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import clip

_HINTS = (
    "{list.choose} goes there   {highlights.note} note   {highlights.delete} deletes"
    "   {highlights.filter} filters   {list.close} closes"
)


def matching(marks: Sequence[ResolvedHighlight], typed: str) -> list[ResolvedHighlight]:
    """Those that hold every word of what was typed: in quote, note, chapter, colour or #tag."""
    words = typed.casefold().split()
    return [mark for mark in marks if all(word in _searched(mark) for word in words)]


def _searched(mark: ResolvedHighlight) -> str:
    one = mark.highlight
    tags = " ".join(f"#{tag}" for tag in one.tags)
    parts = (one.passage.quote, one.note, tags, one.colour, one.style, mark.chapter)
    return " ".join(" ".join(parts).casefold().split())


class HighlightsScreen(ListPanel[ResolvedHighlight]):
    """Chooses a highlight; changes, deletes and restores them."""

    PLACES = (Place.HIGHLIGHTS, Place.LIST)
    BINDINGS = bindings(Place.HIGHLIGHTS)
    ITEM_HEIGHT = 2
    OF_THE_TEXT = True
    EMPTY = "No highlights yet: H highlights the selection or the sentence at the top."

    def __init__(self, theme: Theme, context: Context, opened: OpenStory, offset: int) -> None:
        self._data = context
        self._opened = opened
        self._typed = ""
        self._deleted: list[str] = []
        self._all = highlights_of(context, opened)
        nearest = max((i for i, m in enumerate(self._all) if m.start <= offset), default=0)
        super().__init__(theme, "Highlights and notes", self._all, nearest, _HINTS)

    def draw(self, item: ResolvedHighlight, columns: int) -> Sequence[Row]:
        """The quote in its colour, and under it note, tags, chapter, percent and doubt."""
        one = item.highlight
        quote = clip(safe(" ".join(one.passage.quote.split())), columns - 4)
        tags = " ".join(f"#{safe(tag)}" for tag in one.tags)
        note = safe(" ".join(one.note.split()))
        facts = [note, tags, safe(item.chapter), percent(item.progression), one.colour, item.doubt]
        under = " · ".join(fact for fact in facts if fact)
        return [
            [Run("   ", (Role(f"filled {one.colour}"),)), Run(f" {quote}", (Role.TEXT,))],
            [Run("    " + clip(under, columns - 4), (Role.QUIET,))],
        ]

    def _reload(self, at: int) -> None:
        self._all = highlights_of(self._data, self._opened)
        self._items = matching(self._all, self._typed)
        self.refill(at)

    @command("highlights.filter")
    async def ask_filter(self) -> None:
        """Filter as it is typed; Esc shows all again."""
        hint = "words, a colour, or a #tag"
        kept = await ask(self, "Filter:", self._typed, hint, self._take)
        if kept is None:
            self._take("")

    def _take(self, typed: str) -> None:
        self._typed = typed
        self._items = matching(self._all, typed)
        self.refill(0)

    @command("highlights.delete")
    async def delete(self) -> None:
        """Delete the current highlight; it leaves the list before the disk has answered."""
        mark = self.list_view.current
        if mark is not None:
            self._deleted.append(mark.highlight.id)
            self._items.remove(mark)
            self.refill(self.list_view.at)
            await asyncio.wrap_future(self._data.store.highlights.delete(mark.highlight.id))

    @command("highlights.undo")
    async def undo(self) -> None:
        """Bring back what was deleted last."""
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
        """Change the note in the reader's editor, of as many lines as it has."""
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
                self, "Tags:", " ".join(mark.highlight.tags), "words with blanks between"
            )
            if answer is not None:
                await self._change(mark.highlight, tags=tags_from(answer.split()))

    async def _change(self, highlight: Highlight, **fields: object) -> None:
        await asyncio.wrap_future(self._data.store.highlights.change(highlight.id, **fields))
        self._reload(self.list_view.at)
