"""One row of the search through all stories, as it is painted."""

from __future__ import annotations

from typing import NamedTuple

from reader.cleaning import safe
from reader.paint import Role, Row, Run
from reader.search import Hit, StoryHits, Unreadable
from reader.session import percent
from reader.typeset import clip, width

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
    before, words, after = safe(hit.before), safe(hit.match), safe(hit.after)
    # The words themselves are always to be seen, however little room there is.
    ahead = max(0, min(width(before), max(room // 2, room - width(words) - width(after))))
    if width(before) > ahead:
        before = _tail(before, ahead)
    words = clip(words, max(1, room - width(before)))
    after = clip(after, max(0, room - width(before) - width(words)))
    return [
        Run(place, (Role.QUIET,)),
        Run(before, (Role.TEXT,)),
        Run(words, (Role.MARKED, Role.STRONG)),
        Run(after, (Role.TEXT,)),
    ]


def _tail(text: str, cells: int) -> str:
    """The end of a text in at most so many cells, an ellipsis in front."""
    start = max(0, len(text) - cells)
    while start < len(text) and width(text[start:]) + 1 > cells:
        start += 1
    return "…" + text[start:] if cells > 0 else ""
