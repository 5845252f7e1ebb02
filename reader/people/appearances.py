"""Where a name occurs in what was read: how often, in which chapters, in which sentences.

The rule: names are found as the search finds whole words, so they need not be names of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from reader.cleaning import safe
from reader.lazy_pattern import lazy_pattern
from reader.people.person import stem
from reader.people.so_far import read_so_far
from reader.search.find import find
from reader.search.folded import Folded
from reader.search.query import Match, Query
from reader.sentences import sentence_ends
from reader.story import Block, Story, lines_of, percent, quantity
from reader.value import NamedTuple, Value

_SENTENCE_MOST = 280
"""Characters of a sentence that are shown."""
_BEFORE_MOST = 120
"""Of them before the name, where the sentence is longer."""
_FORMS_MOST = 24
"""Endings of one name that are looked for, at most."""
_INTRODUCES = lazy_pattern(
    r"\W*(?:,\s+(?:an?|the|one|his|her|my|our|their|your|who|un|une|ein|eine|der|die|une?)\s"
    r"|\s+(?:was|is|had been)\s+(?:an?|the|one)\s|,?\s+(?:son|daughter|wife|husband)\s+of\s)"
)
"""What follows a name that is being introduced."""
_INTRODUCED = lazy_pattern(
    r"(?:\b(?:named|called|name was|name is|name of|this is|introduced(?: to)?|known as|an?"
    r"|(?:my|his|her|your|our|their)\s+(?:\w+\s+)?(?:friend|cousin|brother|sister|mother|father"
    r"|uncle|aunt|son|daughter|wife|husband|nephew|niece|servant|master|neighbou?r))"
    r"\s+(?:M(?:rs?|s|iss)\.?\s+)?|(?:叫做|叫作|名叫|名喚|名唤|喚作|唤作|姓|乃是))\Z",
)
"""What precedes it."""
_CONTEXT = 48
_NONE, _BARS = "·", " ▁▂▃▄▅▆▇█"
"""Signs for a chapter without the name, and for one with it, the higher the more often."""


class Mention(NamedTuple):
    """One place where the name occurs."""

    start: int
    end: int
    chapter: str
    """The title of its chapter, or an empty string."""
    sentence: str
    """On one line, cut with an ellipsis if it is long."""
    introduces: bool
    """Whether the words around it say who that is."""


class InChapter(NamedTuple):
    """How often a name occurs in a chapter, counted from the chapter's own heading."""

    title: str
    offset: int
    mentions: int


class Appearances(Value):
    """All that was read about a name."""

    name: str
    bound: int
    """Where reading ended; nothing after it was looked at."""
    mentions: tuple[Mention, ...]
    """In the order of the story."""
    chapters: tuple[InChapter, ...]
    """Those that contain the name."""
    also: tuple[str, ...] = ()
    """The other names that were looked for and found."""

    @property
    def names(self) -> str:
        """All names that were found, and the one that was asked for."""
        return ", ".join((self.name, *self.also))

    @property
    def introductions_first(self) -> list[Mention]:
        """The mentions, those that say who it is before all others."""
        return sorted(self.mentions, key=lambda one: not one.introduces)


def appearances(story: Story, name: str, bound: int, others: Sequence[str] = ()) -> Appearances:
    """The occurrences of a name before the bound, and of other names of the same person."""
    seen = read_so_far(story, bound)
    folded = Folded(seen)  # once for all names in all their cases
    found = {one: _matches(seen.text, folded, one) for one in (name, *others)}
    mentions = tuple(_mentions(seen, _longest(chain(*found.values()))))
    also = tuple(one for one in others if found[one])
    return Appearances(name, bound, mentions, tuple(_chapters(seen, mentions)), also)


def _longest(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches in order, without those that lie within others."""
    last = -1
    for match in sorted(set(matches), key=lambda one: (one[0], -one[1])):
        if match[1] > last:
            last = match[1]
            yield match


def _matches(text: str, folded: Folded, name: str) -> list[Match]:
    """Where the name occurs, in each of its cases if names have cases in its script."""
    found: set[Match] = set()
    for form in _forms(text, name):
        found.update(find(folded, Query(form, word=True)))
    return sorted(found)


def _forms(text: str, name: str) -> Sequence[str]:
    root = stem(name)
    if root == name:
        return [name]
    words = {word for word in _words(text, root) if stem(word) == root}
    return [name, *sorted(words - {name})][:_FORMS_MOST]


def _words(text: str, root: str) -> Iterator[str]:
    """The words with that beginning."""
    at = text.find(root)
    while at >= 0:
        end = at + len(root)
        while end < len(text) and text[end].isalpha():
            end += 1
        if not text[at - 1 : at].isalpha():
            yield text[at:end]
        at = text.find(root, end)


def _chapters(seen: Story, mentions: Sequence[Mention]) -> Iterator[InChapter]:
    counts: dict[int, int] = {}
    for one in mentions:
        index = seen.chapter_index(one.start)
        counts[index] = counts.get(index, 0) + 1
    for index, count in counts.items():
        chapter = seen.chapters[index] if index >= 0 else None
        title, offset = (chapter.title, chapter.start) if chapter else ("", seen.body.start)
        yield InChapter(title, offset, count)


def _mentions(seen: Story, matches: Iterable[Match]) -> Iterator[Mention]:
    text, sentences = seen.text, _Sentences(seen)
    for start, end in matches:
        low, high = sentences.around(start)
        before = text[max(low, start - _CONTEXT) : start]
        after = text[end : min(high, end + _CONTEXT)]
        introduces = bool(_INTRODUCED.search(before) or _INTRODUCES.match(after))
        yield Mention(
            start, end, seen.chapter_at(start), _shown(text, low, high, start), introduces
        )


class _Sentences:
    """The sentences of a story, requested in order: each block is searched once."""

    def __init__(self, seen: Story) -> None:
        self._seen = seen
        self._block = -1
        self._ends: Iterator[int] = iter(())
        self._low = self._high = 0

    def around(self, at: int) -> tuple[int, int]:
        """The sentence that contains an offset, which is not before the previous one."""
        index = max(0, self._seen.block_index(at))
        if index != self._block:
            block = self._seen.blocks[index]
            self._block, self._low, self._high = index, block.start, block.start
            self._ends = _ends(self._seen.text, block)
        while self._high <= at:
            self._low, self._high = self._high, next(self._ends, len(self._seen.text))
        return self._low, self._high


def _ends(text: str, block: Block) -> Iterator[int]:
    if block.kind.flows:
        yield from sentence_ends(text, block.start, block.end)
    else:
        yield from (line.end for line in lines_of(text, block.start, block.end))
    yield block.end


def _shown(text: str, low: int, high: int, start: int) -> str:
    """A sentence on one line; of a long one, the part around the name."""
    first = low if high - low <= _SENTENCE_MOST else max(low, start - _BEFORE_MOST)
    last = min(high, first + _SENTENCE_MOST)
    line = " ".join(text[first:last].split())
    return "…" * (first > low) + line + "…" * (last < high)


def lines_of_appearances(story: Story, found: Appearances) -> Iterator[str]:
    """The lines about a name: how often, in which chapters, its sentences."""
    if not found.mentions:
        yield f"“{safe(found.name)}” has not been met so far"
        return
    times = len(found.mentions)
    yield f"{safe(found.names)}: {quantity(times, 'mention')}"
    for chapter in found.chapters:
        if chapter.title:
            yield f"  {chapter.mentions:>5}  {safe(chapter.title)}"
    yield ""
    for one in found.introductions_first:
        where = f"  {safe(one.chapter)}:" if one.chapter else ""
        yield f"  {percent(story.progression(one.start)):>5}{where}  {safe(one.sentence)}"


def bar(story: Story, found: Appearances, most: int) -> str:
    """A sign for each chapter that was read, or for several: how often the name occurs there.

    At most as many as fit into `most` cells.
    """
    read = story.chapter_index(max(found.bound - 1, story.body.start)) + 1
    if read < 1 or most < 1:
        return ""
    counts = [0] * min(read, most)
    for one in found.mentions:
        counts[max(0, story.chapter_index(one.start)) * len(counts) // read] += 1
    top = max(counts)
    return "".join(
        _BARS[-(-count * (len(_BARS) - 1) // top)] if count else _NONE for count in counts
    )
