"""Searches in a reading, as values: from where one begins to its hits, and back."""

from __future__ import annotations

import pytest

from reader.reading.moves import MOVES, found, settled, stand_at, step, without_search
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.reading.search import Search, Seeker, hits_told, in_first_rows, switches_of
from reader.reading.view import view_of
from reader.search.query import Query
from reader.settings.settings import Settings
from reader.story import BlockKind, Range
from tests.strategies import prose, story_of

SENTENCE = "and the lamp went along the wall as slowly as a snail that has been told the time"
STORY = prose(*(f"Paragraph {n} begins, {SENTENCE}, {SENTENCE}." for n in range(1, 61)))
SEEKER = Seeker(STORY)


@pytest.fixture
def reading() -> Reading:
    """A reading at the beginning."""
    opened = OpenStory(STORY)
    return Reading(opened, view_of(opened, Settings(), 80, 24).pages(opened))


def moved(reading: Reading, command: str, count: int | None = None) -> Reading:
    """The reading after a move."""
    there = MOVES[command](reading, count)
    assert there is not None
    return there


def search(reading: Reading, words: str, *, backward: bool = False) -> Reading:
    """The reading after a search that was typed and entered."""
    matches = SEEKER.all(Query(words), lambda: False)
    sought = Search(Query(words), matches, backward=backward).at_page(reading.page)
    return settled(found(reading, sought, reading), reading)


def tally(reading: Reading) -> str:
    """Which hit of how many the reader stands on, and whether the search went round."""
    assert reading.search is not None
    return " ".join(filter(None, (reading.search.tally, reading.search.wrapped)))


def test_a_hit_on_the_page_leaves_the_page_alone(reading: Reading) -> None:
    """Nothing moves while the hit is in sight; else whole pages are shown."""
    there = search(moved(reading, "page.next"), "snail")
    far = search(reading, "paragraph 41")
    layout = far.shown.layout

    assert there.shown == moved(reading, "page.next").shown
    assert there.home is None
    assert far.shown.offset in {layout.page_start(n) for n in range(layout.page_count)}
    assert far.home == reading.shown


def test_steps_wrap_round_with_a_word_that_says_so(reading: Reading) -> None:
    """Beyond the last hit comes the first, and before the first the last."""
    there = search(reading, "paragraph 5")
    told = [tally(there)]
    for count in (3, -1, 9, -1):
        there = step(there, count)
        told.append(tally(there))

    assert told == [
        "1 of 11",
        "4 of 11",
        "3 of 11",
        "1 of 11 from the beginning again",
        "11 of 11 from the end again",
    ]
    assert there.place.offset == reading.shown.offset


def test_a_search_from_beyond_the_last_hit_begins_again(reading: Reading) -> None:
    """It is found before the page, with a word that says so."""
    there = search(moved(reading, "go.end"), "paragraph 2 ")

    assert tally(there) == "1 of 1 from the beginning again"


def test_backwards_goes_towards_the_beginning(reading: Reading) -> None:
    """The nearest hit before, then the one before that; the other way is back again."""
    there = search(moved(reading, "go.end"), "paragraph 3", backward=True)
    before = step(there, 1)

    assert tally(there) == "11 of 11"
    assert tally(before) == "10 of 11"
    assert tally(step(before, -1)) == "11 of 11"


def test_the_end_of_a_search_returns_to_reading_and_forward_goes_to_the_hit(
    reading: Reading,
) -> None:
    """A hit that was only looked at can be looked at once more."""
    begun = moved(reading, "page.next")
    ended = without_search(search(begun, "paragraph 41"))
    again = moved(ended, "jump.ahead")

    assert ended.shown.offset == begun.shown.offset
    assert ended.search is None
    assert ended.home is None
    assert again.shown.offset != begun.shown.offset
    assert again.place.offset == begun.shown.offset


def test_who_has_turned_a_page_from_a_hit_stays_there(reading: Reading) -> None:
    """The end of the search is no way back then."""
    there = moved(search(reading, "paragraph 41"), "page.next")

    assert without_search(there).shown is there.shown
    assert there.home is None


def test_one_jump_leads_back_however_many_hits_were_looked_at(reading: Reading) -> None:
    """The search still stands, and forward shows a hit again."""
    begun = moved(reading, "page.next")
    there = step(step(search(begun, "paragraph 4"), 1), 1)
    back = moved(there, "jump.back")

    assert back.shown.offset == begun.shown.offset
    assert back.home is None
    assert back.search == there.search
    assert moved(back, "jump.ahead").shown.offset == there.shown.offset


def test_a_search_without_hits_leaves_the_page(reading: Reading) -> None:
    """There is nothing to stand on, and no step leads anywhere."""
    there = search(reading, "nowhere to be found")

    assert there.shown == reading.shown
    assert step(there, 1).shown == reading.shown
    assert tally(there) == "no hits"


def test_a_hit_is_stood_at_from_the_page_that_was_read(reading: Reading) -> None:
    """The first look is a jump, those after it are not."""
    there = search(reading, "paragraph 4")
    assert there.search is not None
    one = stand_at(reading, there.search.at_hit(len(STORY.text) // 2))
    two = step(one, 1)

    assert one.shown.back == (reading.shown.offset,)
    assert two.shown.back == one.shown.back


@pytest.mark.parametrize("rows", [1, 2, 5, 12])
def test_a_followed_hit_stands_in_the_first_rows(reading: Reading, rows: int) -> None:
    """Of the page that is not covered by the list."""
    for hit in SEEKER.all(Query("snail"), lambda: False):
        there = in_first_rows(reading.shown, hit.start, rows)
        layout = there.layout
        assert 0 <= layout.row_of(hit.start) - layout.row_of(there.offset) < max(rows, 2)


def test_the_folio_tells_as_much_of_a_search_as_has_room(reading: Reading) -> None:
    """Words and number beside the page, then without the words, then the number alone."""
    there = search(reading, "paragraph 41")
    assert there.search is not None
    told = [hits_told(there.search, there.page, "12 of 20", room) for room in (80, 20, 9)]

    assert told == ["12 of 20 · “paragraph 41” 1 of 1", "12 of 20 · 1 of 1", "1 of 1"]
    assert hits_told(there.search, Range(0, 1), "", 80) == "“paragraph 41” 1 hit"


def test_only_switches_that_make_a_difference_are_offered() -> None:
    """Kana in a Japanese story, matter where there is some."""
    parts = [(BlockKind.PARAGRAPH, text) for text in ("Licence.", "Once.", "Twice.")]

    assert switches_of(story_of(parts)) == []
    assert switches_of(story_of(parts, "ja")) == ["kana"]
    assert switches_of(story_of(parts, body=slice(1, None))) == ["matter"]
