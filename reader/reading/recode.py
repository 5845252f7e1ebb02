"""Places of a file that is read in another encoding.

The rule: a place is found by the words that the old encoding made of its bytes; the bytes are
the same, and the new words are those that the new encoding makes of them.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader import locator
from reader.context import Context
from reader.locator.quote import Locator, Resolution, Verdict
from reader.locator.resolve import resolve_all
from reader.story import Metadata, Range, Source, Story

if TYPE_CHECKING:
    from reader.locator.passage import Passage
    from reader.locator.sketch import Sketch

    Mark = Locator | Passage
    """Where a bookmark or a highlight is."""

_STRETCH = 4096
"""Bytes that are decoded together, at least; a stretch ends with a line."""


class _Bytes:
    """A file's characters in one encoding, and the bytes that each came from."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._data = data
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._starts: list[int] = []
        self._counts: list[int] = []
        self._states: list[tuple[bytes, int]] = []
        texts: list[str] = []
        start = count = 0
        while start < len(data):
            self._starts.append(start)
            self._counts.append(count)
            self._states.append(self._decoder.getstate())
            end = data.find(b"\n", start + _STRETCH) + 1 or len(data)
            texts.append(self._decoder.decode(data[start:end], end == len(data)))
            count += len(texts[-1])
            start = end
        self.text = "".join(texts)

    def byte_of(self, offset: int) -> int:
        """Where the character at the offset begins in the file."""
        index = max(0, bisect_right(self._counts, offset) - 1)
        if not self._starts:
            return 0
        start, count, state = self._starts[index], self._counts[index], self._states[index]
        self._decoder.setstate(state)
        begin = start - len(state[0])
        for at in range(start, len(self._data)):
            made = len(self._decoder.decode(self._data[at : at + 1]))
            count += made
            if count > offset:
                return begin
            if made:
                begin = at + 1
        return begin

    def offset_of(self, byte: int) -> int:
        """The character that the byte belongs to."""
        index = max(0, bisect_right(self._starts, byte) - 1)
        if not self._starts:
            return 0
        self._decoder.setstate(self._states[index])
        head = self._decoder.decode(self._data[self._starts[index] : byte])
        return self._counts[index] + len(head)


def found_again(
    data: bytes, old: str, story: Story, places: Sequence[Locator], sketch: Sketch | None = None
) -> list[Resolution]:
    """Where places are now in a story whose file was read in the encoding `old` before.

    `sketch` is that of the text in which they were made, if it was another one.
    """
    if old == story.source.encoding:
        return resolve_all(story, places, sketch)
    return resolve_all(story, recoded(data, old, story.source.encoding, places))


def marks_recoded(
    context: Context, story_id: int, data: bytes, old: str, story: Story
) -> dict[str, Mark]:
    """Bookmarks and highlights of a story, even deleted ones, in the words its file has now."""
    marks = [
        mark
        for deleted in (False, True)
        for _, mark in context.store.bookmarks.of(story_id, deleted=deleted)
    ]
    found = found_again(data, old, story, [mark.locator for mark in marks])
    recoded: dict[str, Mark] = {
        mark.id: locator.make(story, there.offset)
        for mark, there in zip(marks, found, strict=True)
        if there.verdict is not Verdict.LOST
    }
    return recoded | _highlights_recoded(context, story_id, data, old, story)


def _highlights_recoded(
    context: Context, story_id: int, data: bytes, old: str, story: Story
) -> dict[str, Mark]:
    marks = [
        mark
        for deleted in (False, True)
        for _, mark in context.store.highlights.of(story_id, deleted=deleted)
    ]
    if not marks:
        return {}
    from reader.locator.passage import make_passage  # most stories have none

    ends = [end for mark in marks for end in (mark.passage.start, mark.passage.limit)]
    found = found_again(data, old, story, ends)
    pairs = zip(found[::2], found[1::2], strict=True)
    return {
        mark.id: make_passage(story, start.offset, end.offset)
        for mark, (start, end) in zip(marks, pairs, strict=True)
        if Verdict.LOST not in (start.verdict, end.verdict) and start.offset < end.offset
    }


def move_marks(context: Context, marks: Mapping[str, Mark]) -> None:
    """Write where bookmarks and highlights are, by their ids."""
    places = {one: mark for one, mark in marks.items() if isinstance(mark, Locator)}
    passages = {one: mark for one, mark in marks.items() if not isinstance(mark, Locator)}
    if places:
        context.store.bookmarks.move(places)
    if passages:
        context.store.highlights.move(passages)


def recoded(data: bytes, old: str, new: str, places: Sequence[Locator]) -> list[Locator]:
    """The same places of a file in the words of another encoding, offsets into its bare text.

    A place whose words are not in the file is returned unchanged.
    """
    before, after = _Bytes(data, old), _Bytes(data, new)
    bare = _bare(after.text)
    found = resolve_all(_bare(before.text), places)
    return [
        place
        if there.verdict is Verdict.LOST
        else locator.make(bare, after.offset_of(before.byte_of(there.offset)))
        for place, there in zip(places, found, strict=True)
    ]


def _bare(text: str) -> Story:
    """A text with nothing recognised in it, in which places can be looked for."""
    return Story(text, (), Range(0, len(text)), (), (), Metadata(), Source("", "", 0, ""))
