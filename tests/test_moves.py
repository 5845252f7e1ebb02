"""Where the commands of the page lead: from a page, with a number before them, in a row."""

from __future__ import annotations

import pytest

from reader.commands.command import TOGETHER, Need
from reader.commands.keys import resolved, together
from reader.commands.table import BY_ID
from reader.reading.moves import MOVES, to_offset, to_page, to_place, to_share, wheel
from reader.reading.navigator import JUMPS_KEPT, Scroll
from reader.reading.open import OpenStory
from reader.reading.reading import Reading, back, forward, jumped, left_first, with_read
from reader.reading.view import view_of
from reader.settings.settings import Settings
from reader.story import Offset, percent
from tests import reading_steps

STORY = reading_steps.story()
CHAPTERS = [chapter.start for chapter in STORY.chapters]
ON_A_PAGE = Need.PAGE | Need.KNOWN | Need.WHOLE | Need.PAGES | Need.KEPT


def begun(mode: str = "pages", columns: int = 80, spread: str = "off") -> Reading:
    """A reading of nine chapters at its first page."""
    opened = OpenStory(STORY)
    settings = Settings().replace(mode=mode, spread=spread)
    return Reading(opened, view_of(opened, settings, columns, 24).pages(opened))


START = begun()
LAST = START.shown.layout.page_count
FAR = 10**9


def taken(reading: Reading, *steps: str | tuple[str, int]) -> Reading:
    """The reading after some commands, each with the number before it if it has one."""
    for step in steps:
        name, count = (step, None) if isinstance(step, str) else step
        there = MOVES[name](reading, count)
        assert there is not None
        reading = there
    return reading


def page(reading: Reading) -> int:
    """The page that is shown, from 1."""
    return reading.shown.number + 1


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        (["page.next"], 2),
        ([("page.next", 3)], 4),
        ([("page.next", 0)], 2),
        (["page.next", "page.previous"], 1),
        (["page.previous"], 1),
        ([("page.previous", 99)], 1),
        ([("page.next", 9), ("page.previous", 4)], 6),
        ([("page.next", FAR)], LAST),
        ([("page.next", FAR), "page.next"], LAST),
        (["line.next", "half.next"], 3),
        (["half.next", "line.previous"], 1),
        (["go.end"], LAST),
        (["go.end", "go.start"], 1),
        ([("go.end", 7)], 7),
        ([("go.end", 1)], 1),
        ([("go.end", 0)], 1),
        ([("go.end", FAR)], LAST),
        ([("go.percent", 0)], 1),
        ([("go.percent", 100)], LAST),
        ([("go.percent", 3_000)], LAST),
        (["go.percent"], 1),
        ([("go.end", 7), "go.start"], 1),
        ([("go.end", 7), "page.next", ("page.next", 2)], 10),
    ],
    ids=str,
)
def test_the_page_that_a_command_leads_to(steps: list[str | tuple[str, int]], wanted: int) -> None:
    """On, back, by a number, to both ends: never beyond them."""
    assert page(taken(START, *steps)) == wanted


@pytest.mark.parametrize(
    ("steps", "chapter"),
    [
        (["chapter.next"], 1),
        (["chapter.next", "chapter.next"], 2),
        ([("chapter.next", 4)], 4),
        ([("chapter.next", FAR)], 0),
        ([("chapter.next", 8), "chapter.next"], 8),
        ([("chapter.next", 4), "page.next", "chapter.previous"], 4),
        ([("chapter.next", 4), "page.next", "chapter.previous", "chapter.previous"], 3),
        ([("chapter.next", 4), ("chapter.previous", 2)], 2),
        (["chapter.previous"], 0),
        ([("chapter.next", 4), ("chapter.previous", FAR)], 0),
    ],
    ids=str,
)
def test_the_chapter_that_a_command_leads_to(
    steps: list[str | tuple[str, int]], chapter: int
) -> None:
    """The next, if there are so many; the start of this one, and then of the one before."""
    assert taken(START, *steps).shown.offset == CHAPTERS[chapter]


@pytest.mark.parametrize(
    ("steps", "wanted", "place"),
    [
        # A jump is a look until a page is turned or it is said.
        ([("go.end", 7)], 7, 1),
        ([("go.end", 7), "page.next"], 8, 8),
        ([("go.end", 7), "place.here"], 7, 7),
        ([("go.end", 7), "place.return"], 1, 1),
        ([("go.end", 7), ("go.end", 9), "place.return"], 1, 1),
        ([("go.end", 7), ("go.end", 1)], 1, 1),
        (["place.here"], 1, 1),
        (["place.return"], 1, 1),
        # Back through jumps: turning is none.
        (["page.next", "page.next", "go.end", ("go.end", 5), "jump.back"], LAST, 3),
        (["page.next", "page.next", "go.end", ("go.end", 5), "jump.back", "jump.back"], 3, 3),
        (["page.next", "go.end", ("go.end", 5), "jump.back", "jump.back", "jump.ahead",
          "jump.ahead"], 5, 2),
        ([("go.end", 7), "page.next", "jump.back"], 1, 1),
        ([("go.end", 7), "page.next", "jump.back", "jump.ahead"], 8, 8),
        ([("go.end", 7), "place.return", "jump.ahead"], 7, 1),
        (["jump.back"], 1, 1),
        (["jump.ahead"], 1, 1),
        (["page.next", "page.next", "jump.back"], 3, 3),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_shown_and_where_the_reader_is(
    steps: list[str | tuple[str, int]], wanted: int, place: int
) -> None:
    """Two things, as long as another page is only looked at."""
    reading = taken(START, *steps)
    assert page(reading) == wanted
    assert reading.place.number + 1 == place
    assert (reading.home is None) is (wanted == place)


@pytest.mark.parametrize("name", MOVES)
def test_who_can_go_nowhere_stays_in_the_same_reading(name: str) -> None:
    """The very same value, so that nothing is painted or kept for nothing."""
    forward_from_end = ("page.next", "line.next", "half.next", "jump.ahead", "go.percent")
    there = taken(START, "go.end", "place.here") if name in forward_from_end else START
    if name in ("chapter.next", "go.end"):
        assert MOVES[name](there, None) is not there
    else:
        assert MOVES[name](there, None) is there


@pytest.mark.parametrize(
    ("notches", "by_pages", "wanted"), [(1, True, 3), (2, True, 4), (-1, True, 1), (-9, True, 1)]
)
def test_a_wheel_turns_pages(notches: int, by_pages: bool, wanted: int) -> None:
    """As many as its notches, and not before the first."""
    there = wheel(notches, by_pages=by_pages)(taken(START, "page.next"), None)
    assert there is not None
    assert page(there) == wanted


def test_a_wheel_scrolls_lines() -> None:
    """Three a notch, there and back."""
    scrolled = begun("scroll")
    there = wheel(2, by_pages=False)(scrolled, None)
    assert there is not None
    assert isinstance(scrolled.shown, Scroll)
    assert isinstance(there.shown, Scroll)
    assert there.shown.top == scrolled.shown.top + 6
    assert wheel(-2, by_pages=False)(there, None) is not None
    again = wheel(-2, by_pages=False)(there, None)
    assert again is not None
    assert again.shown.offset == scrolled.shown.offset


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        (["line.next"], 1),
        ([("line.next", 4)], 4),
        ([("line.next", 4), "line.previous"], 3),
        ([("line.next", 4), ("line.previous", 9)], 0),
        (["half.next", "half.previous"], 0),
        (["line.next", "line.next", ("line.previous", 2)], 0),
    ],
    ids=str,
)
def test_lines_of_a_scrolled_story(steps: list[str | tuple[str, int]], lines: int) -> None:
    """One by one, by a number, by half a screen and back."""
    there = taken(begun("scroll"), *steps).shown
    assert isinstance(there, Scroll)
    assert there.top == lines


def test_two_pages_are_turned_together() -> None:
    """And a page by its number is one of the two."""
    spread = begun(columns=160, spread="auto")
    assert len(spread.shown.pages) == 2
    assert page(taken(spread, "page.next")) == 3
    assert page(taken(spread, ("page.next", 2))) == 5
    assert page(taken(spread, "page.next", "page.previous")) == 1
    shown = taken(spread, ("go.end", 6)).shown
    assert 5 in [one.number for one in shown.pages]


@pytest.mark.parametrize(
    ("move", "wanted", "place"),
    [
        (to_page(5), 5, 1),
        (to_page(0), 1, 1),
        (to_page(FAR), LAST, 1),
        (to_share(0.0), 1, 1),
        (to_share(1.0), LAST, 1),
        (to_share(7.5), LAST, 1),
        (to_share(-1.0), 1, 1),
        (to_offset(0), 1, 1),
    ],
    ids=range(8),
)
def test_a_place_that_was_asked_for_is_looked_at(move: object, wanted: int, place: int) -> None:
    """A page, a share or a character; none is beyond the ends."""
    assert callable(move)
    there = move(START, None)
    assert (page(there), there.place.number + 1) == (wanted, place)


def test_the_place_of_another_window_is_read_on_from() -> None:
    """It was read there; going back leads to where the reader was."""
    offset = CHAPTERS[4] + 200
    there = to_place(offset)(START, None)
    assert there is not None
    assert (there.shown.offset, there.home) == (offset, None)
    assert there.shown.showing(offset) is there.shown


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.75, 0.9])
def test_a_share_is_on_the_page_that_it_leads_to(share: float) -> None:
    """It holds it, or begins with what is told as the same percentage."""
    there = to_share(share)(START, None)
    assert there is not None
    start, end = (STORY.progression(one) for one in there.page)
    assert start <= share < end or percent(start) == percent(share)


def test_jumps_are_kept_up_to_a_number() -> None:
    """The oldest go; those to the same place are none."""
    shown = START.shown
    for offset in range(JUMPS_KEPT + 20):
        shown = jumped(shown, Offset(offset + 1))
    assert len(shown.back) == JUMPS_KEPT
    assert shown.back[-1] == JUMPS_KEPT + 20
    assert jumped(shown, shown.offset) is shown
    assert left_first(shown, Offset(50)).back[-1] == 50
    assert left_first(shown, Offset(50)).back.count(Offset(50)) == 1
    assert len(left_first(shown, Offset(FAR)).back) == JUMPS_KEPT


def test_back_and_forward_are_two_ends_of_one_list() -> None:
    """What is left by one is found by the other; at an end nothing changes."""
    here = jumped(jumped(START.shown, Offset(10)), Offset(20))
    assert forward(here) is here
    first = back(here)
    assert (first.offset, first.back, first.ahead) == (20, (10,), (here.offset,))
    second = back(first)
    assert (second.offset, second.back, second.ahead) == (10, (), (here.offset, 20))
    assert back(second) is second
    assert (forward(second).offset, forward(second).ahead) == (20, (here.offset,))
    assert jumped(second, Offset(30)).ahead == ()


def test_only_pages_that_were_turned_on_from_are_read() -> None:
    """One at a time, parts that touch made one; the last page is read when it is reached."""
    one, two, three = (taken(START, ("page.next", count)).shown for count in (1, 2, 3))
    share = STORY.progression
    read = with_read((), START.shown, one)
    assert read == ((0.0, share(one.offset)),)
    assert with_read(read, one, two) == ((0.0, share(two.offset)),)
    assert with_read((), START.shown, two) == ()
    assert with_read((), two, one) == ()
    apart = with_read(read, two, three)
    assert apart == ((0.0, share(one.offset)), (share(two.offset), share(three.offset)))
    end = taken(START, "go.end").shown
    assert with_read((), START.shown, end) == ((share(end.offset), 1.0),)


@pytest.mark.parametrize(
    "name", ["page.next", "page.previous", "line.next", "line.previous", "half.next",
             "half.previous", "go.start", "go.end", "chapter.next", "chapter.previous",
             "jump.back", "jump.ahead", "contents", "bookmark.add", "bookmark.list", "look",
             "look.wider", "look.narrower", "copy", "leave"],
)  # fmt: skip
def test_every_key_of_a_command_asks_for_it_on_a_page(name: str) -> None:
    """Where nothing passing is there that takes the key."""
    here = resolved(together(TOGETHER[0]), {})
    for key in BY_ID[name].keys:
        meant = next(one for one in here[key] if one.needs in ON_A_PAGE)
        assert meant.id == name, key
