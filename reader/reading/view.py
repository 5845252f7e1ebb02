"""A story on a screen or a sheet: page style, frame, layout, navigator, and the furniture."""

from __future__ import annotations

import os

from reader.cleaning import safe
from reader.paint.ansi import Depth
from reader.paint.page import Frame, Furniture, Row, compose, fit
from reader.paint.runs import Overlay
from reader.paint.theme_lookup import theme
from reader.paint.themes import Theme
from reader.reading.navigator import Navigator, in_mode
from reader.reading.open import OpenStory
from reader.settings.load import with_lines
from reader.settings.settings import SETTINGS, Settings
from reader.story import Offset, Story, percent
from reader.terminal.colours import depth
from reader.typeset.layout import Layout, LayoutJob
from reader.typeset.style import Cells, PageStyle
from reader.value import Value

_LONG, _VERY_LONG = 500_000, 8_000_000
"""Characters from which laying out all pages is noticeable: before the first page, and while
reading.
"""

_HANG_FROM = 20
"""Cells of a line below which screens have no margins, and so no page has them."""

_CHOSEN = {name: one for name, one in PageStyle._field_defaults.items() if name in SETTINGS}
"""What a page style takes from the settings of the same names, with its defaults."""

_HEAD = 1 << 20
_WRAPPED_MOST = 100
"""Characters of the longest line that a file is assumed to be wrapped at."""


def settings_for(settings: Settings, opened: OpenStory) -> Settings:
    """The settings under which a story is shown: its own look over that of all stories."""
    style = opened.choices.style
    return with_lines(settings, style) if style else settings


def style_for(
    settings: Settings, measure: int, rows: int, *, unfolded: bool = False, margin: bool = True
) -> PageStyle:
    """The page style of the settings for a measure in cells and that many rows of text.

    With a `margin` there is room for a full-width mark to the right of the measure.
    """
    chosen = {name: type(default)(getattr(settings, name)) for name, default in _CHOSEN.items()}
    hang = margin and measure >= _HANG_FROM
    return PageStyle(**chosen)._replace(
        measure=Cells(measure), rows=rows, hang=hang, unfolded=unfolded
    )


def frame_for(settings: Settings, columns: int, rows: int) -> Frame:
    """How a screen is divided under the settings."""
    return fit(
        columns,
        rows,
        settings.measure,
        head=settings.running_head,
        folio=settings.folio,
        spread="off" if settings.mode == "scroll" else settings.spread,
        margin=settings.margin,
    )


def view_of(opened: OpenStory, settings: Settings, columns: int, rows: int) -> View:
    """How a story is shown on a screen under its own settings.

    The raw view has room for the lines of the file. A text that came through a pipe was made for
    the full width of the terminal.
    """
    divided = settings
    if opened.choices.raw and opened.path is None:
        divided = settings.replace(measure=columns, margin=0, spread="off")
    elif opened.choices.raw:
        wide = max(settings.measure, _line_of_file(opened.story))
        divided = settings.replace(measure=wide)
    frame = frame_for(divided, columns, rows)
    style = style_for(
        settings, frame.measure, frame.lines, unfolded=opened.unfolded, margin=frame.hangs
    )
    return View(settings, frame, style)


def _line_of_file(story: Story) -> int:
    """Characters of the longest line at the head of a wrapped file; 0 if it is not wrapped."""
    lengths = sorted(map(len, story.text[:_HEAD].split("\n")))
    wrapped = lengths[99 * (len(lengths) - 1) // 100] <= _WRAPPED_MOST
    return min(lengths[-1], _WRAPPED_MOST) if wrapped else 0


class View(Value):
    """How a story is shown on a screen."""

    settings: Settings
    """The story's own look over that of all stories."""
    frame: Frame
    """How the screen is divided."""
    style: PageStyle
    """How the pages are laid out."""

    def layout(self, story: Story, now: Layout | None = None) -> Layout:
        """The story's layout; the present one if it is the same."""
        same = now is not None and now.style == self.style and now.story is story
        return now if now is not None and same else Layout(story, self.style)

    def layout_near(self, story: Story, offset: int) -> Layout:
        """A layout of only the text around an offset."""
        return LayoutJob(story, self.style).layout_around(offset)

    def pages(self, opened: OpenStory, now: Navigator | None = None) -> Navigator:
        """The place of the present navigator, else the reader's, in the pages of this view."""
        layout = self.layout(opened.story, now.layout if now else None)
        return self.in_mode((now or start_at(opened, layout)).laid_out(layout))

    def pages_near(self, opened: OpenStory, now: Navigator) -> Navigator | None:
        """Like `pages`, laid out only around the place.

        None if all of the story is laid out in no time, or already.
        """
        layout, story = now.layout, opened.story
        same = layout.story is story and layout.style == self.style
        if len(story.text) < _VERY_LONG or (same and layout.whole):
            return None
        return self.in_mode(now.laid_out(layout if same else self.layout_near(story, now.offset)))

    def in_mode(self, navigator: Navigator) -> Navigator:
        """The same place, read by pages or by lines, one page or two at a time, as wanted."""
        here = in_mode(navigator, scroll=self.settings.mode == "scroll")
        return here.laid_out(here.layout, spread=self.frame.spread)


def start_at(opened: OpenStory, layout: Layout) -> Navigator:
    """A navigator at the reader's place, else at the beginning."""
    start, end = layout.bounds
    place = opened.place.offset if opened.place else start
    return Navigator(layout, Offset(min(max(place, start), max(start, end - 1))))


def overlays(settings: Settings, navigator: Navigator) -> list[Overlay]:
    """What the settings lay over the text shown."""
    if not settings.dialogue:
        return []
    from reader.paint.speech import speech

    return speech(navigator.story, navigator.pages)


def furniture(opened: OpenStory, navigator: Navigator, *, focus: bool = False) -> Furniture:
    """Running head and folio for what the navigator shows; neither in focus mode."""
    if focus:
        return Furniture()
    story = opened.story
    pages = navigator.pages
    folio = (_folio(navigator), percent(navigator.progression))
    if opened.cut:  # the number of pages is unknown
        folio = (folio[0].partition(" of ")[0], "")
    return Furniture(
        title=safe(story.title),
        chapter=safe(story.chapter_at(pages[0].end - 1)),
        folio=" · ".join(filter(None, folio)),
    )


def _folio(navigator: Navigator) -> str:
    """The number of the page among the story's own, or the name of what precedes or follows those.

    Empty as long as pages cannot be counted.
    """
    if not navigator.layout.whole:
        return ""
    start, end = navigator.story.body
    if navigator.layout.style.unfolded and not start <= navigator.offset < max(end, start + 1):
        return "front matter" if navigator.offset < start else "back matter"
    first, end = navigator.layout.body_pages
    page = navigator.number - first + 1
    last = min(navigator.pages[-1].number, end - 1) - first + 1
    pages = f"{page}–{last}" if last > page else f"{page}"
    return f"{pages} of {end - first}"


class FirstPage(Value):
    """What the first picture of a story shows."""

    navigator: Navigator
    view: View

    def rows(self, opened: OpenStory, folio: str = "") -> list[Row]:
        """The picture, with a different folio if the pages are not counted yet."""
        settings = self.view.settings
        around = furniture(opened, self.navigator, focus=settings.focus)
        around = around.replace(notice=opened.notice)
        if folio and not settings.focus:
            around = around.replace(folio=folio)
        over = overlays(settings, self.navigator)
        return compose(opened.story, self.view.frame, self.navigator.pages, around, over)


def first_page(
    opened: OpenStory, settings: Settings, columns: int, rows: int, *, at_once: bool = False
) -> FirstPage:
    """The screen at the reader's place; with `at_once` only the text around it is laid out."""
    view = view_of(opened, settings_for(settings, opened), columns, rows)
    if at_once and len(opened.story.text) >= _LONG and opened.rest is None:
        offset = opened.place.offset if opened.place else opened.story.body.start
        here = start_at(opened, view.layout_near(opened.story, offset))
        return FirstPage(view.in_mode(here), view)
    return FirstPage(view.pages(opened), view)


def theme_for(settings: Settings, *, dark: bool | None = None) -> Theme:
    """The theme of the settings, or the terminal's own colours if it has only few.

    `dark` is whether the terminal's background is dark, None if unknown. Sixteen colours have no
    common meaning, so none is used; weight, slant and underline stay. NO_COLOR asks for the same
    (no-color.org).
    """
    colours = depth(os.environ)
    if colours < Depth.MANY:
        return theme("terminal")
    by_ground = settings.theme_day if dark is False else settings.theme_night
    name = by_ground if settings.theme == "auto" else settings.theme
    return theme(name, few=colours < Depth.TRUE)
