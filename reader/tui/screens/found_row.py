"""One row of the search through all stories, as it is painted."""

from __future__ import annotations

from typing import NamedTuple

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.search.answers import StoryHits, Unreadable
from reader.search.snippet import Hit, Snippet, narrowed
from reader.story import percent
from reader.typeset.cells import clip, width

_CHAPTER_MOST = 20
_CHAPTERS_FROM = 60
_SHARES_FROM = 30


class FoundRow(NamedTuple):
    """One row: a story, one of its hits, or a story that cannot be read."""

    story: StoryHits | Unreadable
    hit: Hit | None = None

    def drawn(self, columns: int) -> Row:
        """A story and its count, a hit in its sentence, or why a story cannot be read."""
        if isinstance(self.story, Unreadable):
            text = f"{safe(self.story.title)}: {safe(self.story.reason)}"
            return [Run(clip("Not searched: " + text, columns), (Role.QUIET,))]
        if self.hit is None:
            count = f" · {self.story.total:,}"
            title = clip(safe(self.story.title), max(1, columns - len(count)))
            return [Run(title, (Role.TITLE,)), Run(count, (Role.QUIET,))]
        return _draw_hit(self.hit, columns)


def _draw_hit(hit: Hit, columns: int) -> Row:
    place = f"  {percent(hit.progression):>5}  " if columns >= _SHARES_FROM else " "
    if columns >= _CHAPTERS_FROM and hit.chapter:
        place += f"{clip(safe(hit.chapter), _CHAPTER_MOST)}  "
    room = max(1, columns - width(place))
    shown = Snippet(safe(hit.before), safe(hit.match), safe(hit.after))
    if sum(map(width, shown)) > room:
        shown = narrowed(shown, room)
    if sum(map(width, shown)) > room:  # wide characters
        shown = narrowed(shown, max(1, room // 2))
    before, words, after = shown
    return [
        Run(place, (Role.QUIET,)),
        Run(before, (Role.TEXT,)),
        Run(words, (Role.MARKED, Role.STRONG)),
        Run(after, (Role.TEXT,)),
    ]
