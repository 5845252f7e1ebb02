"""The laws of a reading: what a look, a jump, a search and a resize may change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.command import Need
from reader.reading.moves import MOVES, found, settled, without_search
from reader.reading.moves import step as next_hit
from reader.reading.navigator import Navigator
from reader.reading.open import OpenStory, Unread
from reader.reading.reading import Reading
from reader.reading.search import Search, Seeker
from reader.reading.view import View, view_of
from reader.search.query import Query
from reader.settings.settings import Settings
from reader.storage.coverage import union
from reader.story import Offset
from tests import reading_steps
from tests.reading_steps import RARE, SIZES, Step

STORY = reading_steps.story()
SEEKER = Seeker(STORY)
RECORDED: list[list[list[int]]] = json.loads(
    (Path(__file__).parent / "readings" / "screen.json").read_text("utf-8")
)
"""What the reader's steps led to when they were recorded, step by step; see `row`."""
MATCHES = {word: SEEKER.all(Query(word), lambda: False) for word in RARE}


class Reader:
    """Takes steps in a reading, as the screen does."""

    def __init__(self) -> None:
        self.size, self.mode = 0, "pages"
        opened = OpenStory(STORY)
        self.reading = Reading(opened, self.view.pages(opened))

    @property
    def view(self) -> View:
        """The view of the screen's size."""
        look = Settings().replace(mode=self.mode)
        return view_of(OpenStory(STORY), look, *SIZES[self.size])

    def take(self, step: Step) -> int:
        """Take a step; the place that is to be kept then, or -1."""
        before = self.reading
        self.reading = self._after(step)
        read_on = step.what in MOVES and self.reading.place_moved_from(before)
        return self.reading.place.offset if read_on else -1

    def _after(self, step: Step) -> Reading:
        reading = self.reading
        if step.what in MOVES:
            return MOVES[step.what](reading, step.number) or reading
        if step.what == "find":
            word = RARE[step.number or 0]
            search = Search(Query(word), MATCHES[word]).at_page(reading.page)
            there = found(reading, search, reading)
            if search.current is None:
                return there.replace(search=reading.search)
            return settled(there, reading)
        if step.what == "search.end":
            return without_search(reading)
        if step.what.startswith("search."):
            count = step.number or 1
            return next_hit(reading, count if step.what == "search.next" else -count)
        if step.what == "resize":
            self.size = step.number or 0
        else:
            self.mode = "scroll" if self.mode == "pages" else "pages"
        return reading.set_as(self.view.pages(reading.opened, reading.shown))


def row(reading: Reading) -> list[int]:
    """What is to be told of a reading, in numbers."""
    shown, search = reading.shown, reading.search
    hit = -1 if search is None else -2 if search.at is None else search.at
    return [
        shown.offset,
        shown.above,
        reading.home.offset if reading.home else -1,
        sum(shown.back),
        len(shown.back),
        sum(shown.ahead),
        len(shown.ahead),
        len(reading.looked),
        hit,
    ]


@pytest.mark.parametrize("seed", range(reading_steps.SEQUENCES))
def test_a_reading_goes_as_it_was_recorded(seed: int) -> None:
    """Forty steps of every kind lead where they led before."""
    reader = Reader()
    for step, expected in zip(reading_steps.steps(seed), RECORDED[seed], strict=True):
        kept = reader.take(step)
        assert [*row(reader.reading), kept] == expected, step


# Laws

steps = st.lists(
    st.builds(
        Step,
        st.sampled_from([*MOVES, "find", "search.next", "search.previous", "search.end"]),
        st.none() | st.integers(0, 4),
    ),
    max_size=12,
)
offsets = st.integers(0, len(STORY.text) - 1)


def after(done: list[Step]) -> Reader:
    """A reader who has done all this."""
    reader = Reader()
    for step in done:
        reader.take(step)
    return reader


@given(steps, offsets)
def test_a_look_never_moves_the_place(done: list[Step], offset: int) -> None:
    """What is kept is the same, whatever is looked at and however often."""
    reading = after(done).reading
    looked = reading.look(reading.shown.showing(offset)).look(reading.shown.to(offset))

    assert looked.place.offset == reading.place.offset
    assert looked.home is None or not looked.place_moved_from(reading)
    assert looked.look(reading.place).shown is reading.place


@given(steps, offsets, st.sampled_from(["page.next", "line.next"]))
def test_only_what_is_turned_on_from_is_read(done: list[Step], offset: int, turn: str) -> None:
    """A look reads nothing; a turn from it reads what was shown and no further."""
    reading = after(done).reading
    looked = reading.look(reading.shown.to(offset))
    turned = MOVES[turn](looked, None) or looked
    start, end = (STORY.progression(one.shown.offset) for one in (looked, turned))
    new = union(turned.read)

    assert looked.read == reading.read
    if turned.shown.at_end and turned is not looked:
        end = 1.0
    if turned is not looked:
        assert new == union((*reading.read, (start, end)))


@pytest.mark.parametrize("mode", ["pages", "scroll"])
def test_who_turns_all_pages_has_read_all(mode: str) -> None:
    """From the first to the last page, however they are turned; many at once are not read."""
    reader = Reader()
    reader.mode = mode
    reader.reading = reader.reading.set_as(
        reader.view.pages(OpenStory(STORY), reader.reading.shown)
    )
    start = reader.reading
    while not reader.reading.shown.at_end:
        reader.take(Step("page.next", None))

    assert union(reader.reading.read) == ((0.0, 1.0),)
    skipped = MOVES["page.next"](start, 7)
    assert skipped
    assert skipped.read == ()


@given(steps, offsets)
def test_back_undoes_a_jump_and_forward_undoes_that(done: list[Step], offset: int) -> None:
    """The page that was left is shown again, and then the one that was jumped to."""
    reading = after(done).reading.stay()
    there = reading.go(reading.shown.to(offset))
    if there is reading:
        return

    assert there.back().shown.offset == reading.shown.offset
    assert there.back().forward().shown.offset == there.shown.offset


@given(steps, st.sampled_from([*MOVES]), st.none() | st.integers(0, 10**7))
def test_moves_are_total(done: list[Step], command: str, count: int | None) -> None:
    """Each gives a reading whose page is a page of the story."""
    reading = after(done).reading
    there = MOVES[command](reading, count)

    assert there is not None
    assert STORY.body.start <= there.shown.offset < STORY.body.end
    assert there.place is there.shown or there.home is not None
    assert len(there.page) == 2
    assert MOVES[command](reading, count) == there


@given(steps, st.lists(st.integers(0, len(SIZES) - 1), max_size=4), st.booleans())
def test_other_pages_keep_the_first_words(
    done: list[Step], sizes: list[int], scrolled: bool
) -> None:
    """At any size and in either way of reading, of what is shown and of what was left."""
    reader = after(done)
    before = reader.reading
    for size in sizes:
        reader.take(Step("resize", size))
    if scrolled:
        reader.take(Step("scroll"))

    assert reader.reading.shown.offset == before.shown.offset
    assert reader.reading.place.offset == before.place.offset
    assert reader.reading.looked == before.looked


@given(steps, st.sampled_from(RARE))
def test_what_a_search_left_is_the_place_again_when_it_ends(done: list[Step], word: str) -> None:
    """However many hits were looked at, as long as no page was turned."""
    reading = after(done).reading.stay().replace(search=None)
    search = Search(Query(word), MATCHES[word]).at_page(reading.page)
    seen = settled(found(reading, search, reading), reading)
    for count in (1, 2, -1):
        seen = next_hit(seen, count)

    assert seen.place.offset == reading.place.offset
    assert without_search(seen).shown.offset == reading.place.offset
    assert without_search(seen).home is None


@given(steps)
def test_who_turns_a_page_reads_there(done: list[Step]) -> None:
    """What was only looked at is the place as soon as a page is turned from it."""
    reading = after(done).reading
    turned = MOVES["page.next"](reading, None)

    assert turned is not None
    if turned is not reading:
        assert turned.home is None
        same = turned.place.offset == reading.place.offset
        assert turned.place_moved_from(reading) or same


LOOKS = ("go.start", "go.end", "go.percent", "chapter.next", "chapter.previous")
looks = st.lists(
    st.builds(Step, st.sampled_from([*LOOKS, "find", "search.next"]), st.integers(0, 4)),
    max_size=6,
)


@given(steps, looks)
def test_no_jump_and_no_search_moves_the_place(done: list[Step], seen: list[Step]) -> None:
    """However many chapters, pages, shares and hits are looked at, in whatever order."""
    reader = after(done)
    place = reader.reading.place.offset
    for step in seen:
        assert reader.take(step) == -1 or reader.reading.place.offset == place
        assert reader.reading.place.offset == place
    assert reader.reading.returned().shown.offset == place


@given(steps, looks)
def test_who_reads_on_from_a_look_goes_back_to_the_place_by_one_key(
    done: list[Step], seen: list[Step]
) -> None:
    """Whatever was looked at between, and that is the place again."""
    reader = after(done)
    for step in seen:
        reader.take(step)
    looking = reader.reading
    if looking.home is None:
        return
    for command in ("page.next", "page.previous", "place.here"):
        there = MOVES[command](looking, None)
        assert there is not None
        if there.place.offset != looking.place.offset:
            assert there.home is None
            back = there.back()
            assert (back.shown.offset, back.home) == (looking.home.offset, None)
            assert back.forward().place.offset == there.shown.offset


@given(steps)
def test_forward_leads_to_the_look_that_was_returned_from(done: list[Step]) -> None:
    """Again as a look, the place staying where it is."""
    reading = after(done).reading
    back = reading.returned()

    assert back.home is None
    assert back.shown.offset == reading.place.offset
    if reading.home is not None:
        again = back.forward()
        assert again.shown.offset == reading.shown.offset
        assert again.place.offset == reading.place.offset


def test_reading_on_at_the_end_asks_for_a_word() -> None:
    """The last page that was only looked at is not read by a key that leads nowhere."""
    looking = MOVES["go.end"](Reader().reading, None)
    assert looking is not None

    assert looking.shown.at_end
    assert MOVES["page.next"](looking, None) is looking
    assert not looking.place.at_end
    assert looking.stay().place.at_end


@given(steps, offsets)
def test_a_jump_back_to_what_was_looked_at_is_a_look(done: list[Step], offset: int) -> None:
    """It was never the place, and going through the list of jumps does not make it one."""
    reading = after(done).reading.stay()
    looked = reading.look(reading.shown.to(offset))
    if looked.home is None:
        return
    there = looked.back()

    assert there.shown.offset == reading.shown.offset
    assert there.home is None
    assert there.forward().place.offset == reading.place.offset


def test_a_reading_has_what_there_is_of_its_story() -> None:
    """All pages, a search while one stands, and nothing that only a screen can tell."""
    reading = Reader().reading
    search = Search(Query("oar"), MATCHES["oar"])

    assert reading.has == Need.KNOWN | Need.WHOLE | Need.PAGES
    assert reading.replace(search=search).has == reading.has | Need.SEARCH | Need.HITS


def test_an_excerpt_has_no_pages_and_is_turned_as_far_as_it_reaches() -> None:
    """What needs the whole story has to wait; a page that is there is turned at once."""
    opened = OpenStory(STORY, rest=Unread([b""]))
    view = view_of(opened, Settings(), 80, 24)
    near = Navigator(view.layout_near(STORY, 5000), Offset(5000))
    reading = Reading(opened, near)

    assert reading.counting
    assert reading.has == Need.KNOWN
    assert MOVES["go.end"](reading, None) is None
    assert MOVES["go.percent"](reading, 40) is None
    turned = MOVES["page.next"](reading, 1)
    assert turned is not None
    assert turned.turned
