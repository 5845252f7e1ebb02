"""Highlights of a story, found in its text as it is now, for painting a page.

The rule: a highlight that was not found is kept and listed, with its words, but painted nowhere.

A screen calls `highlights_of` once, in a worker if the text was edited, makes `Highlights` from the
answer, and asks that for the overlays and signs of each page. They are sorted by where they begin;
of two that overlap the later one lies over the earlier one.
"""

from __future__ import annotations

import os
import time
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from reader.annotations.highlights import Colour, Highlight, Style
from reader.cleaning import safe
from reader.context import Context
from reader.file_stamp import stamp_of
from reader.identity import old_sketch
from reader.locator.passage import FoundPassage, make_passage, resolve_passages
from reader.locator.quote import Verdict
from reader.paint.page import Sign
from reader.paint.runs import Overlay
from reader.paint.themes import HUE_OF, Role
from reader.reading.long_story import place_at
from reader.reading.open import OpenStory
from reader.storage.values import Known
from reader.story import Offset, Range, Story
from reader.value import NamedTuple


class ResolvedHighlight(NamedTuple):
    """A highlight, found in the text as it is now."""

    start: Offset
    end: Offset
    highlight: Highlight
    verdict: Verdict
    chapter: str
    progression: float

    @property
    def lost(self) -> bool:
        """Whether its words are gone; it is then listed, but not painted."""
        return self.verdict is Verdict.LOST

    @property
    def doubt(self) -> str:
        """How certain the passage is, in words; empty if it is certain."""
        return _DOUBT.get(self.verdict, "")


class KeptHighlight(NamedTuple):
    """A highlight of any story, as stored; its text has not been looked at."""

    highlight: Highlight
    story: int
    title: str
    path: Path | None
    """An existing file of the story."""

    @property
    def chapter(self) -> str:
        """The chapter that it was in when its place was last written."""
        return self.highlight.passage.start.chapter

    @property
    def progression(self) -> float:
        """Its share of the story then."""
        return self.highlight.passage.start.progression

    @property
    def doubt(self) -> str:
        """Why it cannot be gone to, in words; empty if it can."""
        return "" if self.path is not None else "its file is missing"


_DOUBT = {Verdict.APPROXIMATE: "edited since", Verdict.LOST: "its words are gone"}


class Highlights:
    """The highlights of one story in the order of the text; those of a page are found by bisection.

    Ten thousand of them cost a page less than a millisecond.
    """

    def __init__(self, marks: Sequence[ResolvedHighlight] = ()) -> None:
        self.marks = tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.highlight.created)))
        """All of them, lost ones too."""
        self._standing = [mark for mark in self.marks if not mark.lost]
        self._starts = [mark.start for mark in self._standing]
        self._ends = list(accumulate((mark.end for mark in self._standing), max))
        """The furthest end of each and of all before it, which never falls."""

    def within(self, start: int, end: int) -> list[ResolvedHighlight]:
        """Those that share a character with `[start, end)`, in the order of painting."""
        low = bisect_right(self._ends, start)
        high = bisect_left(self._starts, end)
        return [mark for mark in self._standing[low:high] if mark.end > start]

    def overlays(self, page: Range) -> list[Overlay]:
        """Those of a page, as they lie over its text."""
        return [
            Overlay(mark.start, mark.end, role)
            for mark in self.within(*page)
            for role in _roles(mark.highlight)
        ]

    def signs(self, page: Range) -> list[Sign]:
        """A letter in the margin for each, or `+` for a note: colour is not the only sign."""
        signs = (
            Sign(max(mark.start, page.start), _sign(mark.highlight), Role.QUIET)
            for mark in self.within(*page)
        )
        return sorted(signs, key=lambda sign: sign.at)

    def holding(self, start: int, end: int) -> ResolvedHighlight | None:
        """The shortest that contains all of `[start, end)`: marking that again changes it."""
        found = [m for m in self.within(start, max(end, start + 1)) if m.start <= start]
        return min(
            (mark for mark in found if mark.end >= end),
            key=lambda mark: mark.end - mark.start,
            default=None,
        )


_LETTERS = {Colour.PURPLE: "u"}
"""Letters for colours whose first letter another colour shares."""
_DRAWN = {
    Style.UNDERLINE: Role.UNDERLINE,
    Style.STRIKETHROUGH: Role.STRUCK,
    Style.OUTLINE: Role.OUTLINED,
}


def _sign(highlight: Highlight) -> str:
    """The capital letter for a filled one, so that it differs without colours."""
    colour = highlight.colour
    letter = _LETTERS.get(colour, colour[0])
    return "+" if highlight.note else letter.upper() if highlight.style == "solid" else letter


def _roles(highlight: Highlight) -> tuple[Role, ...]:
    filled = Role(f"filled {highlight.colour}")
    drawn = _DRAWN.get(highlight.style)
    return (filled,) if drawn is None else (HUE_OF[filled], drawn)


def new_highlight(
    story: Story,
    start: int,
    end: int,
    *,
    colour: Colour = Colour.YELLOW,
    style: Style = Style.SOLID,
    note: str = "",
    tags: tuple[str, ...] = (),
) -> Highlight:
    """A highlight of `[start, end)`; blanks at both ends are left out."""
    text = story.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    passage = make_passage(story, start, end)
    if story.excerpt is not None:
        last = place_at(story, passage.end.offset)
        size = len(passage.end.exact)
        after = (last.exact[size:] + last.suffix)[: len(passage.end.suffix)]
        passage = passage.replace(
            start=place_at(story, start),
            end=last._replace(exact=passage.end.exact, suffix=after),
            before=passage.before[max(0, len(passage.before) - (start - story.body.start)) :],
            after=passage.after[: max(0, story.body.end - end)],
        )
    now = time.time()
    return Highlight(os.urandom(16).hex(), passage, colour, style, note, tags, now, now)


def highlights_of(context: Context, opened: OpenStory) -> list[ResolvedHighlight]:
    """The story's highlights, found in its text as it is now, in the order of the text.

    Empty for an excerpt: they are found once the whole story is there.
    """
    if opened.id is None or opened.story.excerpt is not None:
        return []
    kept = [highlight for _, highlight in context.store.highlights.of(opened.id)]
    if not kept:
        return []
    story = opened.story
    sketch = old_sketch(context, opened.id, story)
    found = resolve_passages(story, [highlight.passage for highlight in kept], sketch)
    marks = [
        ResolvedHighlight(
            Offset(there.start),
            Offset(there.end),
            highlight,
            there.verdict,
            _chapter(story, highlight, there),
            story.progression(there.start),
        )
        for highlight, there in zip(kept, found, strict=True)
    ]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def all_highlights(context: Context) -> list[KeptHighlight]:
    """The highlights of all stories, as stored: those of the story read last come first."""
    of: dict[int, list[Highlight]] = {}
    for story_id, kept in context.store.highlights.of():
        of.setdefault(story_id, []).append(kept)
    marks: list[KeptHighlight] = []
    for known in context.store.stories.known() if of else ():
        if known.id not in of:
            continue
        there = [path for path in known.paths if stamp_of(path)]
        title, path = _named(known, there or known.paths), there[0] if there else None
        marks += [KeptHighlight(kept, known.id, title, path) for kept in of[known.id]]
    return marks


def _named(known: Known, paths: Sequence[Path]) -> str:
    """The title of a story; if only its files' names give one, all of these."""
    if not (known.title and len(paths) > 1):
        return known.title or (paths[0].stem if paths else "")
    from reader.formats.text.matter.names import titles_of_files

    names = [safe(path.stem) for path in paths]
    return ", ".join(dict.fromkeys(titles_of_files(known.title, names)))


def _chapter(story: Story, highlight: Highlight, found: FoundPassage) -> str:
    """The chapter that it is in; for one that was not found, where it was."""
    was = highlight.passage.start.chapter
    return was if found.verdict is Verdict.LOST else story.chapter_at(found.start) or was
