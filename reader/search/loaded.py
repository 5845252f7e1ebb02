"""A story that was just read, as the library search sees it: it answers like a `CacheEntry`."""

from __future__ import annotations

from reader.search.entry import CacheEntry
from reader.search.fold import FOLDED
from reader.search.folded import Aligned
from reader.search.query import Match
from reader.story import Story


class Loaded:
    """A story that was read from its file."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.aligned = Aligned.of(story.text, FOLDED)
        self.body = story.body
        self.bounds = self.aligned.folded(story.body.start), self.aligned.folded(story.body.end)
        self.size = len(story.text)
        self.title = story.title
        self.chapters = [(chapter.start, chapter.title) for chapter in story.chapters]
        self.splits = self.aligned.splits

    @property
    def folded(self) -> str:
        """The folded text."""
        return self.aligned.text

    def holds(self, words: bytes) -> bool:
        """Whether the words, folded and in UTF-8, stand anywhere in the folded text."""
        return words.decode("utf-8", "surrogatepass") in self.aligned.text

    def counted(self, words: str, most: int, *, matter: bool) -> tuple[int, list[Match]]:
        """How many hits there are of words that are never split, and the first of them."""
        aligned = self.aligned
        low, high = (0, len(aligned.text)) if matter else self.bounds
        total = aligned.text.count(words, low, high)
        first = []
        for _ in range(min(total, most)):
            low = aligned.text.index(words, low, high)
            first.append(Match(aligned.start(low), aligned.end(low + len(words))))
            low += len(words)
        return total, first

    def source(self, start: int, end: int) -> str:
        """A range of the text."""
        return self.story.text[start:end]


Text = Loaded | CacheEntry
