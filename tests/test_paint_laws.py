"""The laws of painting: text comes out as it is, wherever something is laid over it."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from reader.paint.page import Frame, Furniture, compose, fit
from reader.paint.runs import Overlay, offset_at, runs
from reader.paint.themes import Role
from reader.story import BlockKind, Span, SpanKind, Story
from reader.typeset.cells import clusters, shown, width
from reader.typeset.layout import Layout, Line
from reader.typeset.style import Cells, PageStyle
from tests.strategies import STRAY_JOINER, prose, stories, story_of, styles, texts

_WIDEST = 4
"""Cells of the widest cluster that is drawn."""
OVER = (Role.MATCH, Role.CURRENT, Role.SELECTION, Role.DIALOGUE)


def ranges(story: Story) -> st.SearchStrategy[tuple[int, int]]:
    """Any half-open range of the story, empty ones too."""
    ends = st.integers(0, len(story.text))
    return st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))


def overlaid() -> st.SearchStrategy[tuple[Story, list[Overlay]]]:
    """A story, and whatever may lie over its text at once."""

    def over(story: Story) -> st.SearchStrategy[list[Overlay]]:
        one = st.tuples(ranges(story), st.sampled_from(OVER))
        return st.lists(one.map(lambda drawn: Overlay(*drawn[0], drawn[1])), max_size=6)

    return stories().flatmap(lambda story: st.tuples(st.just(story), over(story)))


def some_lines(story: Story, style: PageStyle) -> list[Line]:
    """Every line of the first pages."""
    layout = Layout(story, style)
    return [layout.line(number) for number in range(min(40, layout.line_count))]


def plain(line: Line, story: Story) -> str:
    """A line as it is to be read, its added blanks left out, and whole where it is cut."""
    words = shown(story.text[line.start : line.end])
    return " " * line.indent + words + "-" * line.hyphen


@given(stories(), styles())
def test_runs_are_the_text_of_their_line(story: Story, style: PageStyle) -> None:
    """One after the other they are the line; justified ones differ in spaces alone."""
    for line in some_lines(story, style):
        text = "".join(run.text for run in runs(story, line))
        if line.cut:
            assert text.endswith("›")
            assert plain(line, story).startswith(text[:-1])
            assert width(text) <= line.cut == style.measure
        elif line.gaps:
            assert text.replace(" ", "") == plain(line, story).replace(" ", "")
            assert width(text) == width(plain(line, story)) + sum(gap.cells for gap in line.gaps)
        else:
            assert text == plain(line, story)


@given(overlaid(), styles())
@example((STRAY_JOINER, [Overlay(7, 9, Role.MATCH)]), PageStyle(Cells(1)))
@example((STRAY_JOINER, [Overlay(7, 9, Role.MATCH)]), PageStyle())
@example((prose("1\u200d\u200d1"), [Overlay(0, 1, Role.MATCH)]), PageStyle())
def test_nothing_laid_over_a_line_changes_its_text(
    drawn: tuple[Story, list[Overlay]], style: PageStyle
) -> None:
    """Hits, highlights, selection and speech colour a text and leave it as it is."""
    story, over = drawn
    for line in some_lines(story, style):
        bare = "".join(run.text for run in runs(story, line))
        assert "".join(run.text for run in runs(story, line, over)) == bare


@given(st.data(), stories(6), styles())
def test_a_role_lies_on_its_own_characters_alone(
    data: st.DataObject, story: Story, style: PageStyle
) -> None:
    """Cut out by role, the runs are the clusters of the line that the overlay touches."""
    start, end = data.draw(ranges(story))
    for line in some_lines(story, style):
        if line.gaps or line.cut:
            continue
        made = runs(story, line, [Overlay(start, end, Role.MATCH)])
        lit = "".join(run.text for run in made if Role.MATCH in run.roles)
        ends = [line.start, *(at for at, _ in clusters(story.text, line.start, line.end))]
        touched = [(a, b) for a, b in pairwise(ends) if start < end and a < end and b > start]
        covered = shown(story.text[touched[0][0] : touched[-1][1]]) if touched else ""
        assert lit in (covered, covered + "-" * line.hyphen)


@given(st.data(), stories(6), styles())
def test_emphasis_is_an_overlay_like_any_other(
    data: st.DataObject, story: Story, style: PageStyle
) -> None:
    """Spans of the story give their role to their characters and leave the text as it is."""
    drawn = sorted(data.draw(st.lists(ranges(story), max_size=4)))
    spans = [Span(start, end, SpanKind.EMPHASIS) for start, end in drawn if start < end]
    spans = [span for i, span in enumerate(spans) if not i or span.start >= spans[i - 1].end]
    set_apart = story._replace(spans=tuple(spans))
    for line in some_lines(story, style):
        bare = "".join(run.text for run in runs(story, line))
        made = runs(set_apart, line)
        assert "".join(run.text for run in made) == bare
        touched = any(span.start < line.end and span.end > line.start for span in spans)
        inner = story.text[line.start : line.end]
        if touched and inner and not line.cut and shown(inner) == inner:
            assert any(Role.EMPHASIS in run.roles for run in made)


@given(stories(), styles())
def test_every_cell_leads_back_to_its_character(story: Story, style: PageStyle) -> None:
    """Pointing at any cell of a cluster gives the offset at which it begins."""
    for line in some_lines(story, style):
        if line.cut:
            continue
        text = "".join(run.text for run in runs(story, line))
        at, cell = int(line.start), line.indent
        if line.gaps or width(text) != _wide(story, line):
            continue
        for stop, wide in clusters(story.text, line.start, line.end):
            for inside in range(wide):
                found = offset_at(story, line, cell + inside)
                assert at <= found < stop or not shown(story.text[at:found])
            at, cell = stop, cell + wide
        assert offset_at(story, line, cell) == line.end
        assert offset_at(story, line, 10_000) == line.end


def _wide(story: Story, line: Line) -> int:
    cells = sum(wide for _, wide in clusters(story.text, line.start, line.end))
    return line.indent + cells + line.hyphen


def furniture() -> st.SearchStrategy[Furniture]:
    """Titles, chapters and folios of every script."""
    names = st.one_of(st.just(""), texts(90))
    return st.builds(Furniture, title=names, chapter=names, folio=names, notice=names)


def frames() -> st.SearchStrategy[Frame]:
    """Screens from one cell up, divided in every way."""
    return st.builds(
        fit,
        st.integers(0, 320),
        st.integers(0, 90),
        st.integers(20, 100),
        head=st.booleans(),
        folio=st.booleans(),
        spread=st.sampled_from(["auto", "on", "off"]),
    )


@given(frames())
def test_a_frame_lies_inside_its_screen(frame: Frame) -> None:
    """Text, running head and folio have rows of their own, and the text stands in the middle."""
    assert frame.measure >= 1
    assert frame.lines >= 1
    assert frame.left >= 0
    assert frame.left + frame.span <= frame.columns
    assert abs(frame.columns - frame.span - 2 * frame.left) <= 1
    taken = [*range(frame.top, frame.top + frame.lines)]
    taken += [row for row in (frame.head, frame.folio) if row >= 0]
    assert len(set(taken)) == len(taken)
    assert all(0 <= row < frame.rows for row in taken)


@given(stories(6), frames(), furniture())
def test_no_row_is_wider_than_the_screen(story: Story, frame: Frame, around: Furniture) -> None:
    """Whatever the title, the chapter, the notice and the text; one cluster alone may be."""
    style = PageStyle(Cells(frame.measure), frame.lines, hang=frame.hangs)
    layout = Layout(story, style)
    pages = [layout.page(number) for number in range(min(2, layout.page_count))]
    rows = compose(story, frame, pages[: 2 if frame.spread else 1], around)

    assert len(rows) == frame.rows
    for row in rows:
        assert sum(width(run.text) for run in row) <= max(frame.columns, _WIDEST)


def test_a_cut_line_says_what_it_hides() -> None:
    """A table too wide ends in a mark, and a hit beyond the edge shows on the mark."""
    story = story_of([(BlockKind.PREFORMATTED, "one   two   three   four")])
    line = Layout(story, PageStyle(Cells(12))).line(0)
    hidden = [Overlay(20, 24, Role.MATCH)]

    assert [run.text for run in runs(story, line)] == ["one   two  ", "›"]
    assert Role.MATCH in runs(story, line, hidden)[-1].roles
    assert Role.MATCH not in runs(story, line, hidden)[0].roles
    assert Role.MATCH not in runs(story, line, [Overlay(0, 3, Role.MATCH)])[-1].roles
    assert offset_at(story, line, 11) == 11
    assert offset_at(story, line, 6) == 6
