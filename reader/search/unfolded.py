"""What is kept of a story that was never folded: its letters, or its text and what a search shows.

The rule: it costs a third of an entry with a folded text to make, and serves until one is made.
"""

from __future__ import annotations

import json
import struct
import zlib
from functools import cached_property

from reader.file_stamp import FileStamp
from reader.search.codec import (
    FORMS,
    can_inflate,
    deflated,
    formed,
    holds_in,
    inflated,
    sealed,
)
from reader.story import Chapter, Metadata, Range, Source, Story
from reader.value import Value

LETTERS_MAGIC = b"nightltr"
_LETTERS = struct.Struct("<8s16s2qQBB")
"""Precedes stored letters: a mark, of which file in which state, their form, and whether they are
folded.
"""
STORY_MAGIC = b"nighttxt"
_STORY = struct.Struct("<8s16s2qQ3QB")
"""Precedes the text of a story: the same, its body, the bytes that name its parts, and its form."""
_LEVEL = 6


class KeptLetters(Value):
    """What was read of a story that was never opened: its letters, or the text of its file."""

    form: int
    folded: bool
    """Whether these are folded letters, without anything between."""
    raw: bytes

    @classmethod
    def opened(cls, data: memoryview) -> KeptLetters | None:
        """What `packed_letters` made, if it can be decompressed here."""
        if len(data) < _LETTERS.size or not can_inflate(data[_LETTERS.size :]):
            return None
        form, folded = _LETTERS.unpack_from(data)[-2:]
        return cls(form, bool(folded), inflated(data[_LETTERS.size :]))

    @property
    def text(self) -> str:
        """All of it."""
        return self.raw.decode(FORMS[self.form], "surrogatepass")

    def holds(self, words: str) -> bool:
        """Whether they contain a run of letters."""
        return holds_in(self.raw, self.form, words)


class KeptStory:
    """A story that is kept without being folded; no more of it is unpacked than is asked for."""

    def __init__(self, data: memoryview) -> None:
        start, end, size, self._form = _STORY.unpack_from(data)[-4:]
        self._body = Range(start, end)
        self._named = data[_STORY.size : _STORY.size + size]
        self._packed = data[_STORY.size + size :]

    @classmethod
    def opened(cls, data: memoryview) -> KeptStory | None:
        """What `packed_story` made, if it can be decompressed here."""
        if len(data) < _STORY.size:
            return None
        kept = cls(data)
        return kept if can_inflate(kept._packed) else None

    def holds(self, words: str) -> bool:
        """Whether words occur in its text, letter for letter."""
        return holds_in(self._raw, self._form, words)

    @cached_property
    def text(self) -> str:
        """Its text."""
        return self._raw.decode(FORMS[self._form], "surrogatepass")

    @property
    def story(self) -> Story:
        """All of it, without its blocks."""
        title, named = json.loads(zlib.decompress(self._named))
        chapters = tuple(Chapter(at, self._body.end, name) for at, name in named)
        about = Metadata(title=title), Source("", "", len(self.text), "")
        return Story(self.text, (), self._body, chapters, (), *about)

    @cached_property
    def _raw(self) -> bytes:
        return inflated(self._packed)


def packed_letters(identity: bytes, stamp: FileStamp, letters: str, *, folded: bool) -> bytes:
    """The letters of a story, or the text of its file, as `KeptLetters` has them."""
    form, raw = formed(letters)
    head = _LETTERS.pack(LETTERS_MAGIC, identity, *stamp.state, form, folded)
    return sealed(head + deflated(raw))


def packed_story(identity: bytes, stamp: FileStamp, story: Story) -> bytes:
    """The text of a story and what a search shows of it, as `KeptStory` has them.

    A third of the work of `packed`, for words that are found without folding.
    """
    form, raw = formed(story.text)
    chapters = [(one.start, one.title) for one in story.chapters]
    named = zlib.compress(json.dumps((story.title, chapters)).encode(), _LEVEL)
    head = (STORY_MAGIC, identity, *stamp.state, *story.body, len(named), form)
    return sealed(b"".join((_STORY.pack(*head), named, deflated(raw))))
