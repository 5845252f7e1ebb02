"""A story on a screen or a sheet: page style, frame, layout, navigator, and what stands around."""

from __future__ import annotations

from reader.formats import safe
from reader.navigator import Navigator
from reader.paint import Frame, Furniture, fit
from reader.session.opening import Opened
from reader.storage import Settings
from reader.story import Offset, Story
from reader.typeset import Breaking, Cells, Layout, PageStyle, Paragraphs


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


def layout_for(story: Story, settings: Settings, frame: Frame, now: Layout | None = None) -> Layout:
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
