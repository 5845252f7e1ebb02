"""A reading in an excerpt, carried into the whole story when that has come, as values."""

from __future__ import annotations

from functools import cache

from reader.commands.command import Need
from reader.locator.quote import Resolution, Verdict
from reader.reading.complete import completed
from reader.reading.long_story import begin_bytes
from reader.reading.moves import MOVES, to_offset
from reader.reading.open import OpenStory, open_bytes
from reader.reading.reading import Reading
from reader.reading.view import view_of
from reader.settings.settings import Settings
from reader.typeset.layout import Layout

SENTENCE = "and the lamp went along the wall as slowly as a snail that has been told the time"
DATA = "\n\n".join(f"Paragraph {n} begins, {SENTENCE}, {SENTENCE}." for n in range(7000)).encode()
SIZE = 80, 24


@cache
def whole() -> OpenStory:
    """All of the story."""
    return open_bytes(DATA, "long.txt")


@cache
def layout() -> Layout:
    """All of its pages."""
    return view_of(whole(), Settings(), *SIZE).layout(whole().story)


def begun() -> Reading:
    """A reading at the beginning of an excerpt."""
    opened = begin_bytes(DATA, "long.txt")
    assert opened.rest is not None
    return Reading(opened, view_of(opened, Settings(), *SIZE).pages(opened))


def turned(reading: Reading, count: int) -> Reading:
    """The reading some pages further on."""
    there = MOVES["page.next"](reading, count)
    assert there is not None
    return there


def words(reading: Reading) -> str:
    """The first words of the page."""
    return reading.opened.story.text[reading.shown.offset :][:60]


def test_the_first_words_stay_the_first_when_the_whole_has_come() -> None:
    """Pages have numbers then, and what waited for them can be done."""
    before = turned(begun(), 5)
    after, left = completed(before, whole(), layout())

    assert words(after) == words(before)
    assert left is None
    assert after.turned
    assert before.counting
    assert not after.counting
    assert before.has == Need.KNOWN
    assert after.has == Need.KNOWN | Need.WHOLE | Need.PAGES


def test_who_has_turned_no_page_is_led_to_where_the_story_was_left() -> None:
    """The place that only the whole could tell is the place."""
    left = 400_000
    opened = whole().replace(place=Resolution(left, Verdict.EXACT, 1.0))
    after, told = completed(begun(), opened, layout())

    assert told == left
    assert after.shown.offset == left
    assert after.home is None


def test_who_has_turned_pages_stays_and_can_go_to_where_the_story_was_left() -> None:
    """Forward leads there, and back again to the pages turned meanwhile."""
    left = 400_000
    before = turned(begun(), 5)
    opened = whole().replace(place=Resolution(left, Verdict.EXACT, 1.0))
    after, told = completed(before, opened, layout())
    there = after.forward()

    assert told == left
    assert words(after) == words(before)
    assert there.shown.offset == left
    assert words(there.back()) == words(before)


def test_a_look_stays_a_look_when_the_whole_has_come() -> None:
    """What is shown and what was left are carried over, and what was only looked at is known."""
    reading = begun()
    before = reading.look(reading.shown.turn(4))
    after, _ = completed(before, whole(), layout())

    assert words(after) == words(before)
    assert after.home is not None
    assert after.place.offset == reading.shown.offset
    assert after.looked == {after.shown.offset}


def test_a_look_stays_where_the_place_was_not_in_the_excerpt() -> None:
    """The place is where the story was left, and the page that is looked at stays in sight."""
    reading = begun()
    before = reading.look(reading.shown.turn(4))
    left = 400_000
    opened = whole().replace(place=Resolution(left, Verdict.EXACT, 1.0))
    after, told = completed(before, opened, layout())

    assert words(after) == words(before)
    assert told == left
    assert after.place.offset == left
    assert after.returned().shown.offset == left


def test_what_needs_all_pages_waits_in_an_excerpt() -> None:
    """Neither the end nor a place is gone to before there are all pages; jumps stay in it."""
    reading = turned(begun(), 2)

    assert MOVES["go.end"](reading, None) is None
    assert MOVES["chapter.previous"](reading, None) is None
    assert to_offset(5)(reading, None) is None
    assert MOVES["jump.back"](reading, None) is reading
    assert MOVES["go.start"](reading, None) is not None
