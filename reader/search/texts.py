"""A story's text as the library search sees it, whether it was kept or has just been read.

The rule: what is kept is used only for the very state of the file that it was made from.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader.search.cache import Cache, Entry, Stamp
from reader.search.fold import FOLDED
from reader.search.folded import Aligned
from reader.story import Story

Load = Callable[[Path], Story]


class Loaded:
    """A story that was read from its file; it answers like an `Entry`."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.aligned = Aligned.of(story.text, FOLDED)
        self.body = story.body
        self.bounds = self.aligned.folded(story.body.start), self.aligned.folded(story.body.end)
        self.size = len(story.text)
        self.title = story.title
        self.chapters = [(chapter.start, chapter.title) for chapter in story.chapters]

    def holds(self, words: bytes) -> bool:
        """Whether the words, folded and in UTF-8, stand anywhere in the folded text."""
        return words.decode("utf-8", "surrogatepass") in self.aligned.text

    def source(self, start: int, end: int) -> str:
        """A range of the text."""
        return self.story.text[start:end]


Text = Loaded | Entry


def kept_text(path: Path, cache: Cache | None) -> Entry | None:
    """The text of the file as it is now, when it is kept."""
    stamp = Stamp.of(path) if cache is not None else None
    return cache.entry(path, stamp) if cache is not None and stamp is not None else None


def read_text(path: Path, load: Load, cache: Cache | None) -> Loaded:
    """The text of the file, which is kept for the next time.

    Raises:
        LoadError: As `load` says.
    """
    stamp = Stamp.of(path)
    loaded = Loaded(load(path))
    if cache is not None and stamp is not None and Stamp.of(path) == stamp:
        cache.keep(path, stamp, loaded.story, loaded.aligned)
    return loaded
