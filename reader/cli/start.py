"""Where a story is to be opened, as pagers are told it: `+12`, `+G`, `+/pattern`.

The rule: a place that is asked for here is looked at; it becomes the reader's own place when a
page is turned from it.
"""

from __future__ import annotations

from reader.cli.errors import CommandError
from reader.cli.screen import Request
from reader.locator.resolve import Resolution, Verdict
from reader.reading.open import OpenStory
from reader.reading.search import SearchTarget
from reader.story import lines_of


def started(opened: OpenStory, start: str) -> Request:
    """The story at what the word behind the `+` says."""
    if start == "G":
        return Request(opened, at_end=True)
    if start.startswith("/"):
        return Request(opened, _words(opened, start[1:]))
    return Request(opened._replace(place=_line(opened, int(start))))


def _words(opened: OpenStory, words: str) -> SearchTarget:
    """The first place where words stand."""
    from reader.search.find import find
    from reader.search.query import Query, QueryError

    query = Query(words)
    try:
        matches = find(opened.story, query)
    except QueryError as error:
        raise CommandError(error.reason, 2)
    if not matches:
        raise CommandError(f"“{words}” is not in {opened.path or opened.story.source.name}")
    return SearchTarget(query, matches[0].start)


def _line(opened: OpenStory, number: int) -> Resolution:
    """Where a line of the file, counted from 1, stands in the story; the last one for more."""
    from reader import formats, locator
    from reader.formats.text.encoding import decode
    from reader.reading.reread import bytes_of

    data = bytes_of(opened)
    lines = decode(data, opened.choices.encoding).text.replace("\r\n", "\n")
    before = sum(bool(line.strip()) for line in lines.replace("\r", "\n").split("\n")[: number - 1])
    raw, as_it_is = opened.story, opened.choices.raw
    if not as_it_is:
        choices = opened.choices._replace(raw=True)
        raw = formats.from_bytes(data, opened.path or opened.story.source.name, choices)
    # In the raw view blank lines are gone and all others stand.
    starts = [one.start for block in raw.blocks for one in lines_of(raw.text, *block[:2])]
    offset = starts[min(before, len(starts) - 1)]
    if as_it_is:
        return Resolution(offset, Verdict.EXACT, 1.0)
    return locator.resolve(opened.story, locator.make(raw, offset))
