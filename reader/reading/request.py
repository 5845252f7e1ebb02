"""A request to open a story, as a value, and the story that it opens.

The rule: nothing is read before `open_story`, so that the terminal can be taken first; a start that
is asked for is a look, which becomes the reader's place when a page is turned from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.context import Context
from reader.locator.quote import Resolution, Verdict
from reader.reading.long_story import begin_bytes, begin_path
from reader.reading.open import OpenStory, open_bytes, open_path
from reader.story import lines_of
from reader.value import Value

if TYPE_CHECKING:
    from reader.reading.search import SearchTarget

_PIPE = "standard input"


class Request(Value):
    """A story to be opened."""

    path: Path | None = None
    """Its file; None for a text that came through a pipe."""
    data: bytes = b""
    """The text that came through a pipe."""
    encoding: str = ""
    """The encoding to read it in; empty lets the story decide."""
    chapters: str = ""
    """A pattern for the headings of its chapters; empty lets the story decide."""
    start: str = ""
    """Where to open it, in the notation of pagers: `12`, `G` or `/words`; empty for the reader's
    place.
    """
    place: Resolution | None = None
    """A place to open it at; None for the reader's own."""
    keep: bool = True
    """Whether it is recorded, so that places and bookmarks can be kept for it."""
    whole: bool = False
    """Whether all of it is read before its first page, however long that takes."""


class Opening(Value):
    """An open story, and what is shown first."""

    opened: OpenStory
    sought: SearchTarget | None = None
    """The hit to look at."""
    at_end: bool = False
    """Whether to look at the end."""


class StartError(Exception):
    """The story has no such place as it was to be opened at; the text is one sentence."""


def open_story(context: Context, request: Request) -> Opening:
    """Open what is asked for.

    Raises:
        LoadError: The file cannot be read as a story.
        StartError: The words to open it at are not in it.
    """
    opened = _opened(context, request)
    if request.place is not None:
        opened = opened.replace(place=request.place)
    return start_at(opened, request.start)


def _opened(context: Context, request: Request) -> OpenStory:
    path, data, encoding = request.path, request.data, request.encoding
    chapters = request.chapters
    whole = request.whole or request.place is not None or bool(request.start)
    if path is None:
        begin = open_bytes if whole else begin_bytes
        return begin(data, _PIPE, encoding, chapters=chapters, context=context)
    if whole or not request.keep:
        return open_path(context, path, encoding=encoding, chapters=chapters, keep=request.keep)
    return begin_path(context, path, encoding=encoding, chapters=chapters)


def start_at(opened: OpenStory, start: str) -> Opening:
    """An open story at the place given after a `+`, else at the reader's place.

    Raises:
        StartError: The words are not in the story.
    """
    if not start:
        return Opening(opened)
    if start == "G":
        return Opening(opened, at_end=True)
    if start.startswith("/"):
        return Opening(opened, _hit(opened, start[1:]))
    return Opening(opened.replace(place=_line(opened, int(start))))


def _hit(opened: OpenStory, words: str) -> SearchTarget:
    """The first place where words occur."""
    from reader.reading.search import SearchTarget
    from reader.search.find import find
    from reader.search.query import Query

    query = Query(words)
    matches = find(opened.story, query)
    if not matches:
        raise StartError(f"“{words}” is not in {opened.path or opened.story.source.name}")
    return SearchTarget(query, matches[0].start)


def _line(opened: OpenStory, number: int) -> Resolution:
    """Where a line of the file, counted from 1, is in the story, or else its last line."""
    from reader import formats, locator
    from reader.formats.table import format_of
    from reader.reading.reread import bytes_of

    data = bytes_of(opened)
    decode = format_of(data, opened.path or opened.story.source.name).decode
    if decode is None:
        raise StartError(f"{opened.path or opened.story.source.name} has no lines to count")
    lines = decode(data, opened.choices.encoding).text.replace("\r\n", "\n")
    before = sum(
        bool(line.strip()) for line in lines.replace("\r", "\n").split("\n")[: max(0, number - 1)]
    )
    raw, as_it_is = opened.story, opened.choices.raw
    if not as_it_is:
        choices = opened.choices._replace(raw=True)
        raw = formats.from_bytes(data, opened.path or opened.story.source.name, choices)
    # The raw view lacks only blank lines.
    starts = [one.start for block in raw.blocks for one in lines_of(raw.text, *block[:2])]
    offset = starts[min(before, len(starts) - 1)]
    if as_it_is:
        return Resolution(offset, Verdict.EXACT, 1.0)
    return locator.resolve(opened.story, locator.make(raw, offset))
