"""Highlights and notes in linear mode: made by the numbers of sentences, listed, undone.

The rule: when a highlight is reported it is on the disk, and every change can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from reader.annotations.annotation import note_text
from reader.annotations.highlights import Colour
from reader.cleaning import safe
from reader.commands.command import command
from reader.commands.line_commands import Given
from reader.lazy_pattern import lazy_pattern
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.reading.highlights import (
    Highlights,
    ResolvedHighlight,
    highlights_of,
    new_highlight,
)
from reader.reading.moves import to_offset
from reader.reading.selection import sentences_within
from reader.story import Range, percent

_NUMBERS = lazy_pattern(r"([0-9]{1,4})(?:\s*[-–]\s*([0-9]{1,4}))?(?:\s+|\Z)")
_SHOWN = 160
"""Characters of a passage in a list."""


class HighlightCommands(LinearBase):
    """Makes highlights and notes, lists them, deletes them, and goes to them."""

    _colour = Colour.YELLOW
    """The colour chosen last."""
    _reversals: tuple[Callable[[], Future[None]], ...] = ()
    """How changes are undone, the latest last."""

    @command("highlight")
    def highlight(self, given: Given) -> None:
        """Highlight sentences, or change the highlight that is there."""
        chosen = self._chosen(given, "highlight 2-4 green")
        if chosen is None:
            return
        passage, said = chosen
        if said and said not in list(Colour):
            say(f"Which colour? One of {', '.join(Colour)}.")
            return
        self._colour = Colour(said or self._colour)
        if self._mark(passage, colour=self._colour):
            say(f"Highlighted in {self._colour}: {self._words(passage)}")
        self.tell_place()

    @command("highlight.note")
    def annotate(self, given: Given) -> None:
        """Write a note on sentences, or change the one that is there."""
        chosen = self._chosen(given, "annotate 2 WORDS")
        if chosen is None:
            return
        passage, note = chosen
        there = self._marks().holding(*passage)
        if not note and self.console.asks:
            if there is not None and there.highlight.note:
                say(f"The note now: {_one_line(there.highlight.note)}")
            note = (self.console.answer("Note, or Enter to cancel: ") or "").strip()
        if not note:
            say("No note was written.")
        elif self._mark(passage, note=note_text(note)):
            say(f"Noted on: {self._words(passage)}")
        self.tell_place()

    @command("highlight.list")
    def list_highlights(self, _: Given) -> None:
        """List the highlights, and go to one."""
        marks = self._marks().marks
        if not marks:
            say("No highlights yet; H makes one.")
            return
        number = self.choose([_row(mark) for mark in marks])
        if number is None:
            return
        mark = marks[number]
        if mark.doubt:
            say(f"{mark.doubt.capitalize()}: “{_one_line(mark.highlight.passage.quote)}”")
        if not mark.lost:
            self.move(to_offset(mark.start), "This is the page.")

    @command("highlight.delete")
    def unmark(self, given: Given) -> None:
        """Delete a highlight by its number in the list."""
        marks = self._marks().marks
        wanted = given.argument[:9]
        if not wanted.isdecimal() or not 1 <= int(wanted) <= len(marks):
            say("Which highlight? highlights lists them with their numbers.")
            return
        mark, table = marks[int(wanted) - 1], self.context.store.highlights
        if self.is_saved(table.delete(mark.highlight.id), "Change"):
            self._reversals += (partial(table.restore, mark.highlight.id),)
            say(f"Deleted: {_row(mark)}")

    @command("highlight.undo")
    def undo(self, _: Given) -> None:
        """Undo the last change."""
        if not self._reversals:
            say("Nothing to undo.")
            return
        *left, last = self._reversals
        if self.is_saved(last(), "Change"):
            self._reversals = tuple(left)
            say("Undone.")

    def _marks(self) -> Highlights:
        return Highlights(highlights_of(self.context, self.opened))

    def _words(self, passage: Range) -> str:
        return f"“{_one_line(self.opened.story.text[slice(*passage)])}”"

    def _chosen(self, given: Given, example: str) -> tuple[Range, str] | None:
        """The passage from one sentence of the page to another, and the words after the numbers."""
        if self.opened.id is None:
            say("No highlights in piped text: save it as a file first.")
            return None
        sentences = sentences_within(self.opened.story, self.reading.page)
        typed = given.argument or str(given.number or "")
        if not typed:
            for number, one in enumerate(sentences, 1):
                say(f"{number}. {_one_line(self.opened.story.text[slice(*one)])}")
            if self.console.asks:
                typed = (self.console.answer("Numbers, or Enter to cancel: ") or "").strip()
            if not typed:
                say(f"Type {example}.")
                return None
        match = _NUMBERS.match(typed)
        first = int(match[1]) if match else 0
        last = int(match[2] or first) if match else 0
        if match is None or not 1 <= first <= last <= len(sentences):
            say(f"Which sentences? This page has 1 to {len(sentences)}: type {example}.")
            return None
        passage = Range(sentences[first - 1].start, sentences[last - 1].end)
        return passage, typed[match.end() :].strip()

    def _mark(self, passage: Range, *, colour: Colour | None = None, note: str = "") -> bool:
        """Make a highlight, or change the one that has the passage; whether it is kept."""
        opened, table = self.opened, self.context.store.highlights
        there = self._marks().holding(*passage)
        if there is not None:
            before = there.highlight
            changed = {"colour": colour or before.colour, "note": note or before.note}
            were = {"colour": before.colour, "note": before.note}
            saving = table.change(before.id, **changed)
            reversal = partial(table.change, before.id, **were)
        else:
            colour = colour or self._colour
            made = new_highlight(opened.story, *passage, colour=colour, note=note)
            saving = table.add(opened.id or 0, made)
            reversal = partial(table.delete, made.id)
        if not self.is_saved(saving, "Highlight"):
            return False
        self._reversals += (reversal,)
        return True


def _one_line(text: str) -> str:
    line = " ".join(safe(text).split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _row(mark: ResolvedHighlight) -> str:
    one = mark.highlight
    note = f" Note: {_one_line(one.note)}" if one.note else ""
    tags = "".join(f" #{safe(tag)}" for tag in one.tags)
    chapter = f", {safe(mark.chapter)}" if mark.chapter else ""
    doubt = f" ({mark.doubt})" if mark.doubt else ""
    where = f"{percent(mark.progression)}{chapter}, {one.colour}{tags}"
    return f"{where}: “{_one_line(one.passage.quote)}”{doubt}{note}"
