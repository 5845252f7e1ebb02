"""A hit as it is shown in a list: one line of its sentence, with the words told apart.

The rule: what is shown is the text itself, its blanks made single and nothing in it that could
steer a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from reader.deferred import deferred
from reader.search.query import Match
from reader.story import Story

_BLANKS = deferred(r"\s+")
_STEERING = deferred(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f]"
)
_SENTENCE_END = deferred(
    r"[.!?…]+(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|Ms|St|Mt)\.)(?<!\b(?:Mrs|Mme|Col|Gen|Rev|Hon)\.)"
    r"(?!(?<=\bNo\.)\s+\d)[\"'”’»)\]]*\s+|[。！？]+[」』”’）]*|\n"
)
_MORE = "…"
_WORD_MOST = 15  # a longer run without a blank is cut anywhere


class Snippet(NamedTuple):
    """A hit between the words before and after it, in characters of the story."""

    before: str
    match: str
    after: str


class Hit(NamedTuple):
    """A hit in a list of hits: where it stands and how it reads."""

    start: int
    end: int
    chapter: str
    """The chapter's title, empty where there is none."""
    progression: float
    before: str
    match: str
    after: str


def snippet(story: Story, match: Match, width: int = 80) -> Snippet:
    """The hit's sentence, cut at words with an ellipsis to at most about `width` characters.

    Lines and blocks are not crossed. The match itself is cut when it is wider.
    """
    text = story.text
    return cut_out(lambda start, end: text[start:end], len(text), match, width)


def cut_out(source: Callable[[int, int], str], last: int, match: Match, width: int) -> Snippet:
    """The same from any source of ranges of a text with `last` characters."""
    low, high = max(0, match.start - width), min(last, match.end + width)
    around = source(low, high)
    start, end = match.start - low, match.end - low
    words = _line(around[start:end])
    if len(words) > width:
        return Snippet("", words[: width - 1] + _MORE, "")
    begin = max(_ends(around, 0, start), default=0)
    finish = next(_ends(around, end, len(around)), 0)
    before = _line(around[begin:start]).lstrip()
    after = _line(around[end : finish or None]).rstrip()
    less, more = not begin and low > 0, not finish and high < last
    return _fitted(before, words, after, width - len(words), less, more)


def narrowed(shown: Snippet, width: int) -> Snippet:
    """The same in at most that many characters, cut at words with an ellipsis."""
    before, words, after = shown
    room = width - len(words)
    if room < 2:  # there is none for two ellipses
        return Snippet("", words if room >= 0 else words[: max(0, width - 1)] + _MORE, "")
    return _fitted(before, words, after, room, less=False, more=False)


def _ends(around: str, low: int, high: int) -> Iterator[int]:
    """Where sentences end; none ends where the next word is a small one (“Stop!” cried he)."""
    for stop in _SENTENCE_END.finditer(around, low, high):
        end = stop.end()
        if "\n" in stop[0] or not around[end : end + 1].islower():
            yield end


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
