"""A story being read: what joins the data file, formats, places and pages.

Both front ends open stories and mark places through here, so that they cannot differ. The rule:
values in, values out; only the `Store` handed in is ever changed.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from reader import formats, library, locator
from reader.annotations import Bookmark
from reader.formats import Choices, safe
from reader.library import Candidate, Found, Kinship
from reader.locator import Resolution, Verdict
from reader.navigator import Navigator
from reader.paint import Frame, Furniture, fit
from reader.storage import Known, Settings, Store
from reader.story import Offset, Story
from reader.typeset import Breaking, Cells, Layout, PageStyle, Paragraphs


@dataclass(frozen=True, slots=True)
class Desk:
    """What a front end works with."""

    store: Store
    settings: Settings
    folders: tuple[Path, ...]
    """Library folders, in order."""
    own_folder: Path
    """Where the reader's own stories belong; it need not exist."""
    samples: bool = False
    """Whether the folders are the samples, shown because the own folder has no stories yet."""
    config: Path = Path()
    """The settings file; it need not exist."""

    @property
    def trouble(self) -> str:
        """Why nothing is saved at the moment, in one sentence; empty when all is well."""
        return self.store.trouble


@dataclass(frozen=True, slots=True)
class Opened:
    """A story taken off the shelf."""

    story: Story
    path: Path | None = None
    """None for a text that came through a pipe."""
    id: int | None = None
    """The story's number in the data file; None when nothing is kept of it."""
    place: Resolution | None = None
    """Where the reader was, found in the text as it is now; None at the first opening."""
    choices: Choices = Choices()
    notice: str = ""
    """What the reader should know, in one sentence."""


class Marked(NamedTuple):
    """A bookmark, found in the text as it is now."""

    bookmark: Bookmark
    offset: Offset
    verdict: Verdict
    chapter: str
    progression: float

    @property
    def doubt(self) -> str:
        """How sure the place is, in words; empty when it is."""
        return _DOUBT.get(self.verdict, "")


_DOUBT = {Verdict.APPROXIMATE: "about here", Verdict.LOST: "its words are gone"}


def open_path(desk: Desk, path: Path, *, encoding: str = "", keep: bool = True) -> Opened:
    """Read a file, find the story it holds among those known, and the reader's place in it.

    With `keep` the story is recorded, so that places and bookmarks can be kept of it.

    Raises:
        LoadError: the file cannot be read as a story; the message names it and says why.
    """
    path = path.absolute()
    data = formats.read(path)
    known = desk.store.by_sha(hashlib.sha256(data).hexdigest())
    same = known is not None
    known = known or desk.store.by_path(path)
    choices = Choices.from_json(known.choices) if known else Choices()
    if encoding:
        choices = replace(choices, encoding=encoding)
    story = formats.parse(data, path.name, choices)
    if not same:
        known = _recognise(desk, path, story)
    notice = _growth(known, story)
    if keep:
        known = _record(desk, path, story, known, choices if encoding else None)
    place = locator.resolve(story, known.locator) if known and known.locator else None
    if place is not None and place.verdict in _DOUBT:
        notice = "The text has changed: your place is about here." + (f" {notice}" if notice else "")
    return Opened(story, path, known.id if known else None, place, choices, notice)


def open_bytes(data: bytes, name: str, encoding: str = "") -> Opened:
    """A story that did not come from a file; nothing is kept of it.

    Raises:
        LoadError: the bytes hold no text.
    """
    choices = Choices(encoding=encoding)
    return Opened(formats.parse(data, name, choices), choices=choices)


def _recognise(desk: Desk, path: Path, story: Story) -> Known | None:
    """The known story whose edited, grown or renamed text this is."""
    stories = {known.id: known for known in desk.store.known()}
    likely = [k for k in stories.values() if path in k.paths or not any(map(_is_file, k.paths))]
    for known in likely:
        place = known.locator
        # The words around the place, found as they were, are proof enough and cost nothing.
        if place and place.exact and place.prefix + place.exact + place.suffix in story.text:
            return known
    sketches = desk.store.sketches()
    candidates = [
        Candidate(
            known.id,
            locator.Sketch.from_bytes(sketches[known.id][1]),
            here=path in known.paths,
            homeless=path not in known.paths,
        )
        for known in likely
        if known.id in sketches
    ]
    if not candidates:
        return None
    identity = library.identify(locator.sketch(story.text), candidates)
    if identity.kinship in (Kinship.EDITED, Kinship.RENAMED) and identity.story is not None:
        return stories[identity.story]
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _growth(known: Known | None, story: Story) -> str:
    if known is None or known.last_read is None or not known.seen_chapters:
        return ""
    new = len(story.chapters) - known.seen_chapters
    if new <= 0:
        return ""
    return f"{new} new chapter{'s' if new > 1 else ''} since you stopped."


def _record(
    desk: Desk, path: Path, story: Story, known: Known | None, choices: Choices | None
) -> Known | None:
    source = story.source
    if known is None or known.sha256 != source.sha256 or path not in known.paths[:1]:
        found = Found(path, source.size, _mtime_ns(path), source.sha256)
        ids = desk.store.record([library.facts(found, story)], known.id if known else None)
        known = desk.store.story(ids[source.sha256]) if source.sha256 in ids else None
    if known is not None:
        desk.store.opened(known.id, source.sha256, len(story.chapters), len(story.text))
        if choices is not None:
            desk.store.set_choices(known.id, choices.to_json())
    return known


def _mtime_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # gone since it was read; the next scan finds out
        return -1


def keep_sketch(desk: Desk, opened: Opened) -> None:
    """Keep the sample of the text by which the story is known again; takes a while."""
    story, story_id = opened.story, opened.id
    if story_id is None:
        return
    kept = desk.store.sketches().get(story_id)
    if kept is None or kept[0] != story.source.sha256:
        made = locator.sketch(story.text).to_bytes()
        desk.store.set_sketch(story_id, story.source.sha256, made)


def style_for(settings: Settings, measure: int, rows: int) -> PageStyle:
    """The page style of the settings at a measure in cells and so many rows of text."""
    return PageStyle(
        measure=Cells(measure),
        rows=rows,
        paragraphs=Paragraphs(settings.paragraphs),
        indent=settings.indent,
        leading=settings.leading,
        justify=settings.justify,
        hyphenate=settings.hyphenate,
        breaking=Breaking(settings.breaking),
        chapter_page=settings.chapter_page,
    )


def frame_for(settings: Settings, columns: int, rows: int) -> Frame:
    """How a screen is divided under the settings."""
    return fit(
        columns,
        rows,
        settings.measure,
        head=settings.running_head,
        folio=settings.folio,
        spread=settings.spread,
    )


def layout_for(
    story: Story, settings: Settings, frame: Frame, now: Layout | None = None
) -> Layout:
    """The story's layout in a frame; the one there is now where it is the same."""
    style = style_for(settings, frame.measure, frame.lines)
    return now if now is not None and now.style == style else Layout(story, style)


def begin(opened: Opened, layout: Layout, *, spread: bool = False) -> Navigator:
    """A navigator at the reader's place, else at the beginning."""
    start, end = layout.bounds
    place = opened.place.offset if opened.place else start
    return Navigator(layout, Offset(min(max(place, start), max(start, end - 1))), spread)


def furniture(opened: Opened, navigator: Navigator) -> Furniture:
    """Running head and folio of what the navigator shows."""
    story = opened.story
    page = navigator.number + 1
    total = navigator.layout.page_count
    shown = navigator.pages
    folio = f"{page}–{page + 1} of {total}" if len(shown) > 1 else f"{page} of {total}"
    return Furniture(
        title=safe(story.title),
        chapter=safe(story.chapter_at(shown[0].end - 1)),
        folio=f"{folio} · {percent(navigator.progression)}",
    )


def percent(progression: float) -> str:
    """A share as whole percents; 100 only at the very end."""
    return f"{100 if progression >= 1 else min(99, int(progression * 100))} %"


def new_bookmark(story: Story, offset: int, name: str = "") -> Bookmark:
    """A bookmark at an offset, with the sentence that stands there."""
    now = time.time()
    return Bookmark(
        uuid.uuid4().hex, locator.make(story, offset), name, story.sentence_at(offset), now, now
    )


def bookmarks_of(desk: Desk, opened: Opened) -> list[Marked]:
    """The story's bookmarks, found in its text as it is now, in the order of the text."""
    if opened.id is None:
        return []
    kept = [bookmark for _, bookmark in desk.store.bookmarks(opened.id)]
    found = locator.resolve_all(opened.story, [bookmark.locator for bookmark in kept])
    story = opened.story
    marks = [
        Marked(
            bookmark,
            Offset(place.offset),
            place.verdict,
            story.chapter_at(place.offset) or bookmark.locator.chapter,
            story.progression(place.offset),
        )
        for bookmark, place in zip(kept, found, strict=True)
    ]
    return sorted(marks, key=lambda mark: mark.offset)
