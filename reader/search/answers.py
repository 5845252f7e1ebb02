"""What a search of the library is asked, and what it answers: plain values, and hits in one line.

The rule: a hit is shown with the text itself, with single blanks and without anything that could
control a terminal.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from reader.lazy_pattern import lazy_pattern
from reader.search.query import Match
from reader.sentences import sentence_ends
from reader.story import Story
from reader.value import NamedTuple, Value

_BLANKS = lazy_pattern(r"\s+")
_STEERING = lazy_pattern(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f]"
)
_MORE = "…"
_BESIDE = 16
"""Characters beyond those shown that may tell whether a sentence ends."""
_STRETCH = 4096
"""Characters in which hits are neighbours."""
_WORD_MOST = 15  # a longer run without a blank is cut anywhere


class Snippet(NamedTuple):
    """A hit between the words before and after it, in characters of the story."""

    before: str
    match: str
    after: str


class Hit(NamedTuple):
    """A hit in a list of hits: where it is and what it says."""

    start: int
    end: int
    chapter: str
    """The chapter's title, empty if there is none."""
    progression: float
    before: str
    match: str
    after: str


_HIT = partial(tuple.__new__, Hit)  # a third of the time of `_make`, for millions


def snippet(story: Story, match: Match, width: int = 80) -> Snippet:
    """The hit's sentence, cut at words with an ellipsis to at most about `width` characters.

    Lines and blocks are not crossed. The match itself is cut when it is wider.
    """
    text = story.text
    return cut_out(lambda start, end: text[start:end], len(text), match, width)


def cut_out(source: Callable[[int, int], str], last: int, match: Match, width: int) -> Snippet:
    """The same from any source of ranges of a text with `last` characters."""
    return next(cut_all(source, last, [match], width))


def cut_all(
    source: Callable[[int, int], str], last: int, matches: Sequence[Match], width: int
) -> Iterator[Snippet]:
    """The same for hits in ascending order; what is around neighbouring ones is read once."""
    count, first = len(matches), 0
    while first < count:
        low = max(0, matches[first].start - width - _BESIDE)
        end, after = matches[first].end + _STRETCH, first + 1
        while after < count and matches[after].end <= end:
            after += 1
        around = source(low, min(last, matches[after - 1].end + width + _BESIDE))
        ends = list(sentence_ends(around))
        for match in matches[first:after]:
            yield _cut_from(around, ends, match.start - low, match.end - low, width, low, last)
        first = after


def _cut_from(
    around: str, ends: list[int], start: int, end: int, width: int, low: int, last: int
) -> Snippet:
    """The hit in `[start, end)` of a stretch, which begins at `low` and in which sentences end."""
    words = _line(around[start:end])
    if len(words) > width:
        return Snippet("", _cut(words, width), "")
    least, most = max(0, start - width), min(len(around), end + width)
    line = around.find("\n", end, most)
    stop = most if line < 0 else line
    begin = max(least, around.rfind("\n", least, start) + 1)
    at = bisect_right(ends, start)
    if at and ends[at - 1] > begin:
        begin = ends[at - 1]
    at = bisect_right(ends, end, at)
    if at < len(ends) and ends[at] <= stop:
        stop = ends[at]
    before, after = _line(around[begin:start]).lstrip(), _line(around[end:stop]).rstrip()
    less, more = begin == least and low + begin > 0, stop == most and low + stop < last
    room = width - len(words)
    if not less and not more and len(before) + len(after) <= room:
        return Snippet(before, words, after)
    return _fitted(before, words, after, room, less, more)


def cut_match(source: Callable[[int, int], str], match: Match, width: int) -> str:
    """The match alone, as `cut_out` has it."""
    return _cut(_line(source(*match)), width)


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else words[: width - 1] + _MORE


def narrowed(shown: Snippet, width: int) -> Snippet:
    """The same in at most that many characters, cut at words with an ellipsis."""
    before, words, after = shown
    room = width - len(words)
    if room < 2:  # there is no room for two ellipses
        return Snippet("", words if room >= 0 else words[: max(0, width - 1)] + _MORE, "")
    return _fitted(before, words, after, room, less=False, more=False)


def _fitted(before: str, words: str, after: str, room: int, less: bool, more: bool) -> Snippet:
    ahead = min(len(before), max(room // 2, room - len(after)))
    following = room - ahead
    if len(before) > ahead or less:
        before = _MORE + _tail(before, max(0, ahead - 1))
    if len(after) > following or more:
        after = _head(after, max(0, following - 1)) + _MORE
    return Snippet(before, words, after)


def _tail(line: str, size: int) -> str:
    """The last words of a line in at most that many characters."""
    if len(line) <= size:
        return line
    cut = line[len(line) - size :]
    if line[len(line) - size - 1].isspace():
        return cut.lstrip()
    _, blank, rest = cut.partition(" ")
    return rest if blank and size - len(rest) <= _WORD_MOST else cut


def _head(line: str, size: int) -> str:
    """The first words of a line in at most that many characters."""
    if len(line) <= size:
        return line
    cut = line[:size]
    if line[size].isspace():
        return cut.rstrip()
    rest, blank, _ = cut.rpartition(" ")
    return rest if blank and size - len(rest) <= _WORD_MOST else cut


def _line(text: str) -> str:
    if text.isprintable():
        return text if "  " not in text else _BLANKS.sub(" ", text)
    return _STEERING.sub("", _BLANKS.sub(" ", text))


HITS = 3
"""How many hits of each story are shown at first."""


class Target(NamedTuple):
    """A story to be searched."""

    path: Path
    title: str
    """Empty if the story itself is to give it."""
    rules: str = ""
    """What was decided about how this file is read; empty if nothing was."""


class Searched(Value):
    """How far the search has come; reported after every story."""

    done: int
    total: int


class StoryHits(Value):
    """The hits in one story."""

    path: Path
    title: str
    total: int
    """The total number of hits."""
    hits: tuple[Hit, ...]
    """The first of them."""
    titled: bool
    """The title contains the words too."""
    verbatim: bool
    """One of the first hits is exactly what was typed."""
    density: float
    """Hits per character of the story."""


class Unreadable(Value):
    """A story that could not be searched."""

    path: Path
    title: str
    reason: str


class Unindexed(Value):
    """The index was to be used and is not, or not completely; reported before everything else."""

    reason: str


SearchEvent = StoryHits | Unreadable | Searched | Unindexed
Held = tuple[str, int, tuple[tuple[Any, ...], ...], bool, bool, float]
"""`StoryHits` without its path, as plain tuples.

Between processes a value of a class costs seven times as much, and a path even more.
"""
Refused = tuple[str, str]
"""`Unreadable` without its path."""
Answer = Held | Refused | None
"""For one story; None if it has no hit."""


def told(path: Path, answer: Answer) -> StoryHits | Unreadable | None:
    """The answer about the story at a path."""
    if answer is None:
        return None
    if len(answer) == 2:
        return Unreadable(path, *answer)
    title, total, hits, titled, verbatim, density = answer
    return StoryHits(path, title, total, tuple(map(_HIT, hits)), titled, verbatim, density)


def ranked(stories: Iterable[StoryHits]) -> list[StoryHits]:
    """By relevance: the title contains the words, they occur as typed, most hits for its length."""
    return sorted(stories, key=lambda s: (not s.titled, not s.verbatim, -s.density, s.title))
