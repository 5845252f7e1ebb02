"""Hits in the story that is read: the nearest, the next, and the page that holds one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.paint.page import fit
from reader.paint.pointer import pointed_at
from reader.paint.themes import Role
from reader.reading.navigator import Navigator
from reader.reading.search import Search, Seeker, grouped, word_at
from reader.search.find import find
from reader.search.query import Query
from reader.story import BlockKind, Offset, Range, Story
from reader.tui.screens.story_places import HitRow, HitRows
from reader.typeset.break_clusters import BLANKS
from reader.typeset.cells import width
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.strategies import prose, stories, story_of, styles

LETTERS = st.text("ab ", min_size=1, max_size=120).filter(str.strip)


def never() -> bool:
    """Nobody gives up."""
    return False


def search_for(story: Story, words: str = "a", *, backward: bool = False) -> Search:
    """All hits, none of them current."""
    return Search(Query(words), find(story, Query(words)), backward=backward)


def ranges(length: int) -> st.SearchStrategy[Range]:
    """What a page may show."""
    return st.tuples(st.integers(0, length), st.integers(1, length + 1)).map(
        lambda drawn: Range(drawn[0], drawn[0] + drawn[1])
    )


@given(st.data(), LETTERS)
def test_the_nearest_hit_is_the_first_from_the_page_on(data: st.DataObject, text: str) -> None:
    """Or the first of all, and then it says that it began again."""
    search = search_for(prose(text))
    page = data.draw(ranges(len(text)))
    found = search.at_page(page)
    behind = [hit for hit in search.matches if hit.start >= page.start]
    wanted = behind[0] if behind else next(iter(search.matches), None)

    assert found.current == wanted
    assert bool(found.wrapped) == (not behind and wanted is not None)


@given(st.data(), LETTERS)
def test_backwards_it_is_the_last_that_begins_before_the_end_of_the_page(
    data: st.DataObject, text: str
) -> None:
    """Or the last of all."""
    search = search_for(prose(text), backward=True)
    page = data.draw(ranges(len(text)))
    found = search.at_page(page)
    before = [hit for hit in search.matches if hit.start < page.end]
    every = list(search.matches)
    wanted = before[-1] if before else every[-1] if every else None

    assert found.current == wanted
    assert bool(found.wrapped) == (not before and wanted is not None)


@given(st.data(), LETTERS, st.integers(-9, 9), st.booleans())
def test_steps_go_round_all_hits(
    data: st.DataObject, text: str, count: int, backward: bool
) -> None:
    """So many hits on from the one that is shown, whatever the direction; and the way back."""
    search = search_for(prose(text), backward=backward)
    total = len(search.matches)
    page = data.draw(ranges(len(text)))
    standing = search.at_page(page)
    if standing.current is None:
        assert search.step(count, page).current is None
        return
    assert standing.at is not None
    here = Range(*standing.current)
    there = standing.step(count, here)

    assert there.at == (standing.at + (-count if backward else count)) % total
    assert there.current is not None
    assert there.step(-count, Range(*there.current)).current == standing.current


@given(st.data(), LETTERS)
def test_a_step_from_another_page_goes_to_its_nearest_hit(data: st.DataObject, text: str) -> None:
    """What was current somewhere else does not count."""
    search = search_for(prose(text))
    page = data.draw(ranges(len(text)))
    current = search.at_hit(0).current
    if current is None or page.start <= current.start < page.end:
        return

    assert search.at_hit(0).step(1, page).current == search.at_page(page).current


@given(st.data(), LETTERS, st.booleans())
def test_what_is_found_near_the_page_is_what_is_found_in_all(
    data: st.DataObject, text: str, backward: bool
) -> None:
    """The first answer shows the same hit as the last one."""
    story = prose(text)
    seeker = Seeker(story)
    page = data.draw(ranges(len(text)))
    near = seeker.near(Query("a"), page, backward, never)
    every = seeker.all(Query("a"), never)
    first = Search(Query("a"), near, backward=backward).at_page(page)
    last = Search(Query("a"), every, backward=backward).at_page(page)

    if not last.wrapped and len(near):
        assert first.current == last.current


def test_every_hit_of_a_page_is_laid_over_it() -> None:
    """One of them as the current one, and none of another page."""
    story = prose("one two one", "one")
    search = search_for(story, "one").at_hit(8)

    assert search.overlays(Range(0, 11)) == [(0, 3, Role.MATCH), (8, 11, Role.CURRENT)]


@given(stories(), styles(), st.data())
def test_showing_shows_the_page_that_holds_the_offset(
    story: Story, style: PageStyle, data: st.DataObject
) -> None:
    """A page of the grid, unless it is shown already; and no jump is remembered."""
    layout = Layout(story, style)
    start, end = layout.bounds
    if start == end:
        return
    here = Navigator(
        layout, Offset(data.draw(st.integers(start, end - 1))), data.draw(st.booleans())
    )
    solid = [at for at in range(start, end) if story.text[at] not in BLANKS]
    if not solid:
        return
    wanted = data.draw(st.sampled_from(solid))
    there = here.showing(wanted)
    pages = there.pages

    assert pages[0].start <= wanted < pages[-1].end
    assert (there.back, there.ahead) == (here.back, here.ahead)
    if there is not here:
        assert there.offset == layout.page_start(layout.page_of(there.offset))
    shown = here.pages
    assert (there is here) == (shown[0].start <= wanted < shown[-1].end)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=1, max_size=8))
def test_the_list_has_every_hit_once_under_its_chapter(parts: list[tuple[bool, int]]) -> None:
    """Chapters without hits have no row, and a hit's row is found again."""
    blocks = [
        (BlockKind.HEADING, "Chapter") if heading else (BlockKind.PARAGRAPH, "no" + " hit" * hits)
        for heading, hits in parts
    ]
    story = story_of(blocks)
    matches = find(story, Query("hit"))
    rows = HitRows(grouped(matches, story), len(matches))
    listed = list(rows)

    assert [row.hit for row in listed if not row.hits] == list(range(len(matches)))
    for number, row in enumerate(listed):
        if row.hits:
            assert row.chapter == story.chapter_index(matches[row.hit].start)
            under = listed[number + 1 : number + 1 + row.hits]
            assert under == [HitRow(row.hit + i, row.chapter) for i in range(row.hits)]
        else:
            assert rows.row_of(row.hit) == number
    heads = [row.chapter for row in listed if row.hits]
    assert all(a < b for a, b in pairwise(heads))


@given(stories(), st.integers(10, 90), st.integers(3, 30), st.data())
def test_a_cell_points_at_the_character_painted_there(
    story: Story, columns: int, rows: int, data: st.DataObject
) -> None:
    """Any cell of a line gives a character of that line; a cell beside the text gives none."""
    frame = fit(columns, rows)
    layout = Layout(story, PageStyle(Cells(frame.measure), frame.lines))
    pages = (layout.page(data.draw(st.integers(0, layout.page_count - 1))),)
    column = data.draw(st.integers(0, columns - 1))
    row = data.draw(st.integers(0, rows - 1))
    offset = pointed_at(story, frame, pages, column, row)
    number = row - frame.top
    line = pages[0].rows[number] if 0 <= number < len(pages[0].rows) else None

    if offset is not None:
        assert line is not None
        assert line.start <= offset < line.end
        before = width(story.text[line.start : offset])
        assert line.gaps or before <= max(0, column - frame.left - line.indent)
    elif line is not None and line.end > line.start:
        inside = frame.left + line.indent <= column < frame.left + line.indent + 1
        assert not inside


def test_a_word_is_what_a_reader_calls_one() -> None:
    """With its apostrophe and hyphen, and in scripts without spaces a run of one kind."""
    story = prose("Don’t ask Jean-Luc, 東京タワーへ行く!")
    text = story.text
    words = {word: word_at(story, text.index(word)) for word in ("Don’t", "Jean-Luc", "タワー")}

    assert words == {word: word for word in words}
    assert word_at(story, text.index("’t")) == "Don’t"
    assert word_at(story, text.index("京")) == "東京"
    assert word_at(story, text.index(",")) == ""
