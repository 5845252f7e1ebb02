"""Words, shares, days and times as they are counted and told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.highlights import Stamp
from reader.pace.estimate import (
    CHARACTER,
    ENOUGH,
    KEPT,
    WORD,
    ReadingPace,
    Turn,
    WordsBetween,
    all_told,
    seconds_a_word,
    steady,
    time_left,
)
from reader.pace.history import SHADES_FROM, ReadingHistory, long_time, shade
from reader.pace.stopwatch import Stopwatch, solo_words
from reader.storage.reading_days import _days, _is_sound
from reader.storage.reading_time import ReadingRecord, seconds_expected
from reader.story import BlockKind, Range, count_words, lines_of, percent, quantity
from reader.sync.registers import Register
from tests.strategies import prose, story_of


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 words"), (1, "1 word"), (2, "2 words"), (2_000, "2,000 words")]
)
def test_one_thing_is_told_in_the_singular(number: int, told: str) -> None:
    """And thousands are parted."""
    assert quantity(number, "word") == told


@pytest.mark.parametrize("whole", range(101))
def test_a_percentage_is_told_as_it_was_asked_for(whole: int) -> None:
    """Though a hundredth is no exact number."""
    assert percent(whole / 100) == f"{whole} %"


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.0, "0 %"), (0.009, "0 %"), (0.01, "1 %"), (0.999, "99 %"), (0.9999999999999, "99 %"),
     (1.0, "100 %"), (1.5, "100 %")],
)  # fmt: skip
def test_only_the_end_is_a_hundred_percent(share: float, told: str) -> None:
    """However near to it one is."""
    assert percent(share) == told


@given(st.floats(0, 1), st.floats(0, 1))
def test_who_is_further_is_never_told_less(one: float, other: float) -> None:
    """Percentages only grow."""
    low, high = sorted((one, other))
    assert int(percent(low)[:-2]) <= int(percent(high)[:-2])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n\t ", 0),
        ("one", 1),
        ("one two\nthree", 3),
        ("it's well-known", 2),
        ("— and —", 3),
        ("天地玄黃", 4),
        ("天地 and 玄黃", 5),
        ("one天two", 3),
        ("ไทย", 3),
        ("カタカナ", 4),
        ("한국어 소설", 2),
        ("a" * 70_000, 1),
        ("a " * 40_000, 40_000),
        ("天" * 70_000, 70_000),
    ],
    ids=range(15),
)
def test_words_are_runs_between_blanks(text: str, words: int) -> None:
    """And in scripts without blanks each character, however long the text is."""
    assert count_words(text) == words


@given(st.text("ab 天\n", max_size=40), st.integers(0, 40))
def test_words_of_two_parts_are_those_of_the_whole(text: str, at: int) -> None:
    """But for one that is cut in two."""
    at = min(at, len(text))
    both = count_words(text, 0, at) + count_words(text, at)
    around = text[at - 1 : at + 1] if 0 < at < len(text) else " "
    cut = not any(one.isspace() or one == "天" for one in around)
    assert both == count_words(text) + cut


@pytest.mark.parametrize(
    ("text", "words", "solo"),
    [("one two three", 3, False), ("天地玄黃", 4, True), ("a 天地 b", 4, False), ("", 0, False)],
)
def test_a_text_is_counted_by_characters_where_most_words_are(
    text: str, words: int, solo: bool
) -> None:
    """More than twice as many as there are between blanks."""
    assert solo_words(text, words) is solo


@pytest.mark.parametrize(
    ("text", "start", "end", "wanted"),
    [
        ("ab\ncd", 0, 5, [(0, 2), (3, 5)]),
        ("ab\ncd", 1, 4, [(1, 2), (3, 4)]),
        ("ab", 0, 2, [(0, 2)]),
        ("", 0, 0, [(0, 0)]),
        ("\n\n", 0, 2, [(0, 0), (1, 1), (2, 2)]),
    ],
)
def test_lines_of_a_range(text: str, start: int, end: int, wanted: list[tuple[int, int]]) -> None:
    """Without their newlines; one at the end begins another line."""
    assert [tuple(one) for one in lines_of(text, start, end)] == wanted


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "1 min"),
        (0.4, "1 min"),
        (1.4, "1 min"),
        (1.6, "2 min"),
        (59.4, "59 min"),
        (59.6, "1 h"),
        (62, "1 h"),
        (63, "1 h 05"),
        (90, "1 h 30"),
        (118, "2 h"),
        (60 * 1_000, "1,000 h"),
    ],
)
def test_the_time_that_is_left_in_words(minutes: float, told: str) -> None:
    """By minutes up to an hour, by five of them from there on."""
    assert time_left(minutes * 60, 1.0) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 min"), (59.4, "0 min"), (59.6, "1 min"), (3_599, "59 min"), (3_600, "1 h 00"),
     (3_660, "1 h 01"), (86_400, "24 h 00"), (3_600_000, "1,000 h 00")],
)  # fmt: skip
def test_a_long_time_in_words(seconds: float, told: str) -> None:
    """Minutes have two digits after hours."""
    assert long_time(seconds) == told


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [(1.0, None, 1.0), (1.09, 1.0, 1.0), (1.11, 1.0, 1.11), (0.91, 1.0, 1.0), (0.89, 1.0, 0.89)],
)
def test_a_pace_is_told_anew_where_it_has_changed(
    now: float, before: float | None, told: float
) -> None:
    """By more than a tenth, either way."""
    assert steady(now, before) == told


def test_the_pace_of_steady_pages_is_theirs() -> None:
    """The more of them there are, the less what was expected counts."""
    turns = [Turn(200, 100.0)]
    assert seconds_a_word(turns, 0.25) == pytest.approx((0.5 * 200 + 0.25 * 400) / 600)
    many = seconds_a_word(turns * 60, 0.25)
    assert 0.48 < many < 0.5
    assert seconds_a_word(turns * 240, 0.25) == pytest.approx(many, abs=0.01)
    assert seconds_a_word([], 0.25) == 0.25


def test_the_latest_pages_weigh_most() -> None:
    """Half as much sixty pages ago."""
    slow, fast = [Turn(200, 100.0)] * 60, [Turn(200, 40.0)] * 60
    assert seconds_a_word([*slow, *fast], 0.3) < seconds_a_word([*fast, *slow], 0.3)
    assert seconds_a_word([*slow, *fast], 0.3) < 0.35 < seconds_a_word([*fast, *slow], 0.3)


def test_a_pace_keeps_so_many_pages_and_is_told_after_some() -> None:
    """The oldest go; those that do not count change nothing."""
    pace = ReadingPace()
    for number in range(KEPT + 10):
        assert pace.known is (number >= ENOUGH)
        pace = pace.turned(Turn(100, 25.0 + number / 100))
    assert len(pace.turns) == KEPT
    assert pace.turns[0].seconds == pytest.approx(25.1)
    assert pace.turned(Turn(100, 0.1)) is pace
    assert pace.turned(Turn(5, 3.0)) is pace


def test_what_is_expected_of_a_new_story() -> None:
    """The pace of others in scripts of its kind, those with more pages first."""
    records = {
        1: ReadingRecord((Turn(200, 100.0),) * 30),
        2: ReadingRecord((Turn(200, 50.0),) * 10),
        3: ReadingRecord((Turn(200, 20.0),) * 30, solo=True),
        4: ReadingRecord(),
    }
    words, signs = (seconds_expected(records, solo=solo) for solo in (False, True))
    assert 0.4 < words < 0.5
    assert signs < CHARACTER
    assert seconds_expected({}, solo=False) == WORD
    assert seconds_expected({4: records[4]}, solo=True) == CHARACTER
    assert all_told([(), ()], 0.3) == 0.3


TEXT = " ".join(f"word{number}" for number in range(200))
PAGE = Range(0, TEXT.index("word100"))


@pytest.mark.parametrize(
    ("there", "turned"),
    [
        (PAGE.end, True),
        (PAGE.end - 1, True),
        (PAGE.end + 1, False),
        (TEXT.index("word10 "), False),
        (TEXT.index("word60"), True),
        (0, False),
    ],
)
def test_a_move_is_a_turn_where_reading_goes_on_from_the_page(there: int, turned: bool) -> None:
    """Not beyond it, not back, and not by a few words of it."""
    watch, lap = Stopwatch(0, 10.0).moved(40.0, TEXT, PAGE, there)
    assert (lap.turn is not None) is turned
    assert lap.solo is False
    if turned:
        assert lap.turn == Turn(count_words(TEXT, 0, there), 30.0)
        assert (watch.start, watch.since, watch.away) == (there, 40.0, 0.0)


def test_a_stopwatch_stands_while_the_reader_is_away() -> None:
    """As often as they go; a clock that is set back takes nothing."""
    watch = Stopwatch(0, 0.0).leaving(10.0)
    assert watch.leaving(15.0) is watch
    watch = watch.back(30.0)
    assert (watch.away, watch.left) == (20.0, None)
    assert watch.back(31.0) is watch
    assert watch.leaving(40.0).back(35.0).away == 20.0
    _, lap = watch.leaving(50.0).moved(60.0, TEXT, PAGE, PAGE.end)
    assert lap.away == 30.0
    assert lap.turn == Turn(100, 30.0)


def test_time_away_is_told_once() -> None:
    """Though the words before it are gathered for a later turn."""
    few = Range(0, TEXT.index("word5 "))
    watch = Stopwatch(0, 0.0).leaving(1.0).back(6.0)
    watch, first = watch.moved(10.0, TEXT, PAGE, few.end)
    assert (first.turn, first.away) == (None, 5.0)
    _, second = watch.moved(50.0, TEXT, Range(few.end, PAGE.end), PAGE.end)
    assert second.away == 0.0


STORY = story_of(
    [
        (BlockKind.HEADING, "Chapter one"),
        (BlockKind.PARAGRAPH, "It was late and dark."),
        (BlockKind.HEADING, "Chapter two"),
        (BlockKind.PARAGRAPH, "Nobody had a lamp."),
    ]
)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 0, 0), (0, 11, 2), (0, 12, 2), (12, 33, 5), (0, 10**6, 13), (-5, 11, 2), (33, 0, 0),
     (15, 18, 1)],
)  # fmt: skip
def test_the_words_between_two_places(start: int, end: int, words: int) -> None:
    """None outside the body, and none backwards."""
    assert WordsBetween(STORY).between(start, end) == words


def test_the_words_that_are_left() -> None:
    """Of the chapter and of the story; a story without other chapters has none to its end."""
    between = WordsBetween(STORY)
    second = STORY.chapters[1].start
    assert between.to_chapter_end(0) == between.between(0, second) == 7
    assert between.to_chapter_end(second) == between.to_end(second) == 6
    assert between.to_end(0) == STORY.words() == 13
    assert between.to_end(10**6) == 0
    assert WordsBetween(prose("One two.")).to_chapter_end(0) is None


# Days.


def history(*days: int, today: date = date(2026, 3, 1), seconds: float = 600) -> ReadingHistory:
    """What was read that many days before a day."""
    return ReadingHistory({(today - timedelta(n)).isoformat(): seconds for n in days}, today)


@pytest.mark.parametrize(
    ("seconds", "sign"),
    [(0, "·"), (59.9, "·"), (60, "░"), (899.9, "░"), (900, "▒"), (1_800, "▓"), (3_599.9, "▓"),
     (3_600, "█"), (90_000, "█")],
)  # fmt: skip
def test_a_day_has_a_sign_by_how_long_was_read(seconds: float, sign: str) -> None:
    """From a minute, a quarter, a half and a whole hour on."""
    assert shade(seconds) == sign
    assert list(SHADES_FROM) == sorted(SHADES_FROM)


@pytest.mark.parametrize(
    ("today", "monday", "first"),
    [
        (date(2026, 3, 1), date(2026, 2, 23), date(2026, 3, 1)),
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 1)),
        (date(2024, 2, 29), date(2024, 2, 26), date(2024, 2, 1)),
        (date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 1)),
    ],
)
def test_a_week_begins_on_monday_and_a_month_on_the_first(
    today: date, monday: date, first: date
) -> None:
    """Over the ends of months and years."""
    told = history(*range(60), today=today, seconds=1)
    assert told.sums == (1, (today - monday).days + 1, (today - first).days + 1)


def test_a_day_is_one_of_the_calendar_when_clocks_are_changed() -> None:
    """The night in which an hour is missing, or comes twice, breaks no row of days."""
    for changed in (date(2026, 3, 29), date(2026, 10, 25)):
        told = history(0, 1, 2, 3, today=changed + timedelta(1))
        assert told.streaks == (4, 4)
        assert len(told.shades(f"{changed:%Y-%m}")) == told.today.day


@pytest.mark.parametrize(
    ("month", "days"), [("2024-02", 29), ("2025-02", 28), ("2025-12", 31), ("2026-02", 28)]
)
def test_a_month_has_as_many_signs_as_days(month: str, days: int) -> None:
    """In leap years too."""
    assert len(history().shades(month)) == days


def test_months_end_where_the_calendar_begins() -> None:
    """Twelve of them, fewer in the first year of all."""
    told = list(history().months())
    assert (told[0], told[-1], len(told)) == ("2026-03", "2025-04", 12)
    assert list(history(today=date(1, 2, 1)).months()) == ["0001-02", "0001-01"]


@pytest.mark.parametrize(
    ("days", "seconds", "ends"),
    [
        (range(14), 600, 1),
        (range(14), 6_000, 10),
        ((0,), 600, 14),
        ((13,), 600, 14),
        ((14,), 600, None),
        ((), 600, None),
        (range(14), 600 * 3_650, None),
        (range(14), 0, 0),
    ],
)
def test_when_a_story_will_end(days: range, seconds: float, ends: int | None) -> None:
    """By the last fourteen days; not more than ten years ahead."""
    told = history(*days)
    assert told.end_of(seconds) == (None if ends is None else told.today + timedelta(ends))


@pytest.mark.parametrize(
    ("day", "value", "sound"),
    [
        ("2026-11-22", 600, True),
        ("2026-11-22", 0, True),
        ("2026-11-22", 90_000, True),
        ("2026-11-22", None, True),
        ("2026-11-22", 90_001, False),
        ("2026-11-22", -1, False),
        ("2026-11-22", 1.5, False),
        ("2026-11-22", True, False),
        ("2026-11-22", "600", False),
        ("2026-11-2", 600, False),
        ("2026-1-022", 600, False),
        ("2026/11/22", 600, False),
        ("20261-1-22", 600, False),
        ("٢٠٢٦-11-22", 600, False),
        ("", 600, False),
    ],
)
def test_a_day_that_comes_from_elsewhere_is_one_or_none(
    day: str, value: object, sound: bool
) -> None:
    """With the seconds that a day can have, or taken back."""
    assert _is_sound(day, Register(value, Stamp(1, 0, "aa"))) is sound


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ('{"2026-11-22": 5, "2026-11-23": 1.5}', {"2026-11-22": 5.0, "2026-11-23": 1.5}),
        ('{"a": -1, "b": 0, "c": "x", "d": null, "e": 1e999, "f": 2}', {"f": 2.0}),
        ("[]", {}),
        ("{", {}),
        ("", {}),
        ("[" * 9_999, {}),
    ],
)
def test_days_that_cannot_be_read_are_none(value: str, days: dict[str, float]) -> None:
    """The others of the record stay."""
    assert _days(value) == days
