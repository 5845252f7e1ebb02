"""The reader's pace: which turns count, what is told, and how near that comes to the truth."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats
from reader.context import set_up
from reader.linear.base import Sheet
from reader.linear.reading import LinearReading
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
from reader.pace.stopwatch import Lap, Stopwatch, solo_words
from reader.reading.open import open_path
from reader.storage.reading_time import ReadingRecord
from reader.story import Range, count_words

TEXT = " ".join(["word"] * 1000)
PAGE = len("word ") * 100
turns = st.builds(Turn, st.integers(0, 2000), st.floats(0, 1e5))


def read(pages: list[Turn], pace: ReadingPace = ReadingPace()) -> ReadingPace:  # noqa: B008 - frozen
    """The pace after some pages."""
    for turn in pages:
        pace = pace.turned(turn)
    return pace


def test_absences_and_flips_do_not_count() -> None:
    """Twenty pages of 250 words in a minute each, one left open for hours, five flipped past."""
    pages = [Turn(250, 60.0 + (at % 3 - 1)) for at in range(20)]
    pages[7:7] = [Turn(250, 3 * 3600.0)]
    pages[12:12] = [Turn(250, 1.0)] * 5
    pace = read(pages)

    assert len(pace.turns) == 20
    assert 60 / pace.word == pytest.approx(250, rel=0.02)


@pytest.mark.parametrize(
    ("turn", "counts"),
    [
        (Turn(250, 60), True),
        (Turn(20, 5), True),
        (Turn(19, 5), False),
        (Turn(250, 14.9), False),
        (Turn(250, 500), True),
        (Turn(250, 501), False),
        (Turn(25, 60), True),
        (Turn(25, 61), False),
        (Turn(0, 0), False),
    ],
)
def test_what_counts(turn: Turn, counts: bool) -> None:
    """Twenty words at least, a thousand a minute at most, and eight times what is expected."""
    assert ReadingPace().counts(turn) is counts


@given(st.lists(turns, max_size=40), st.floats(0.05, 2))
def test_a_pace_is_one_that_somebody_can_have(pages: list[Turn], expected: float) -> None:
    """Whatever is turned, the pace lies between the fastest and the slowest that count."""
    pace = read(pages, ReadingPace((), expected))
    rates = [one.seconds / one.words for one in pace.turns] + [expected]

    assert min(rates) * 0.999 <= pace.word <= max(rates) * 1.001
    assert len(pace.turns) <= KEPT
    assert pace.known is (len(pace.turns) >= ENOUGH)


def test_other_stories_say_what_to_expect() -> None:
    """The more turns a story has, the more it tells; without any a guess by the script."""
    slow, fast = [Turn(200, 80.0)] * 20, [Turn(200, 40.0)] * 20

    assert all_told([], CHARACTER) == CHARACTER
    assert seconds_a_word([], 0.3) == 0.3
    assert seconds_a_word(fast, WORD) < all_told([slow, fast, []], WORD) < seconds_a_word(slow, 0.3)


@pytest.mark.parametrize(
    ("words", "told"),
    [(0, "1 min"), (250, "1 min"), (3000, "12 min"), (14_875, "1 h"), (20_000, "1 h 20")],
)
def test_the_time_that_is_left(words: int, told: str) -> None:
    """By minutes, and by five of them from an hour on."""
    assert time_left(words, 60 / 250) == told


def test_what_is_told_does_not_twitch() -> None:
    """A tenth of difference is what a page explains."""
    assert steady(0.25, None) == 0.25
    assert steady(0.27, 0.25) == steady(0.23, 0.25) == 0.25
    assert steady(0.28, 0.25) == 0.28


# Which turns there are


def lap(watch: Stopwatch, now: float, page: tuple[int, int], there: int) -> tuple[Stopwatch, Lap]:
    """A move from one page to a place."""
    return watch.moved(now, TEXT, Range(*page), there)


def test_a_page_turned_is_a_turn() -> None:
    """Its words, and the seconds from the turn before."""
    watch, first = lap(Stopwatch(0, 10.0), 40.0, (0, PAGE), PAGE)
    _, second = lap(watch, 45.0, (PAGE, 2 * PAGE), 2 * PAGE)

    assert (first.turn, second.turn) == (Turn(100, 30.0), Turn(100, 5.0))
    assert not first.solo


def test_jumps_and_turning_back_are_no_turns() -> None:
    """Nor is a turn by several pages; the watch starts anew after each."""
    for there in (0, 5 * PAGE, 2 * PAGE):
        watch, gone = lap(Stopwatch(PAGE, 0.0), 30.0, (PAGE, 2 * PAGE - 9), there)
        assert gone.turn is None
        assert (watch.start, watch.since) == (there, 30.0)


def test_time_away_does_not_count() -> None:
    """Not twice either, when it is told of before the page is turned."""
    watch = Stopwatch(0, 0.0).leaving(10.0).leaving(15.0).back(100.0).back(110.0)
    _, gone = lap(watch.leaving(120.0), 150.0, (0, PAGE), PAGE)

    assert gone == Lap(120.0, Turn(100, 30.0))


def test_lines_are_gathered_to_a_turn() -> None:
    """Scrolled line by line, twenty words are the least that tells anything."""
    watch, told = Stopwatch(0, 0.0), list[Turn]()
    for line in range(20):
        top = line * 25
        watch, gone = watch.moved(2.0 * line + 2, TEXT, Range(top, top + PAGE), top + 25)
        told += [gone.turn] if gone.turn else []

    assert told == [Turn(20, 8.0)] * 5


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(1, 300), st.integers(0, 999))))
def test_no_words_are_read_twice_by_moves_onward(moves: list[tuple[int, int, int]]) -> None:
    """And no seconds that have not passed."""
    watch, now, spent = Stopwatch(), 0.0, 0.0
    for start, length, there in moves:
        now += 1.5
        watch, gone = watch.moved(now, TEXT, Range(start, start + length), there)
        if gone.turn:
            spent += gone.turn.seconds
            assert gone.turn.words <= count_words(TEXT, 0, there)
    assert spent <= now


def test_characters_are_words_where_no_blanks_are() -> None:
    """So that the pace of such stories is one of its own."""
    chinese = "话说天下大势，分久必合，合久必分。" * 20

    assert solo_words(chinese, count_words(chinese))
    assert not solo_words(TEXT, count_words(TEXT))


# What is left

STORY = formats.from_bytes(
    "\n\n".join(
        f"CHAPTER {number}\n\n" + "\n\n".join(["plain words of a story, ten of them in all."] * 30)
        for number in range(1, 5)
    ).encode(),
    "story.txt",
)


def test_the_words_of_a_chapter_are_counted_from_any_place() -> None:
    """As if they were counted one by one."""
    between = WordsBetween(STORY)
    chapter = STORY.chapters[1]

    assert between.to_chapter_end(chapter.start) == count_words(
        STORY.text, chapter.start, chapter.end
    )
    assert between.to_end(STORY.body.start) == STORY.words()
    assert between.to_end(STORY.body.end) == 0
    assert WordsBetween(formats.from_bytes(b"just words", "x.txt")).to_chapter_end(0) is None


@given(st.data())
def test_words_left_only_grow_less(data: st.DataObject) -> None:
    """From one place to a later one."""
    between = WordsBetween(STORY)
    start, end = STORY.body
    one = data.draw(st.integers(start, end))
    other = data.draw(st.integers(one, end))

    assert between.to_end(other) <= between.to_end(one)
    assert between.between(one, other) == count_words(STORY.text, one, other) or (
        abs(between.between(one, other) - count_words(STORY.text, one, other)) <= 1
    )


# How near the truth it comes

READERS = 120


class SimulatedReader:
    """Reads pages at a pace that drifts, with all that readers do besides reading."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._pace = 60 / self._dice.uniform(140, 420)
        self._full = self._dice.randint(180, 380)
        self._pages = 0

    def page(self) -> tuple[Turn, float]:
        """What a stopwatch tells of the next page, and how long its reading took in truth."""
        dice = self._dice
        self._pages += 1
        if self._pages % 100 == 0:  # another window
            self._full = dice.randint(120, 420)
        words = int(self._full * dice.uniform(0.9, 1.1))
        if dice.random() < 0.06:
            words = max(1, int(words * dice.uniform(0.05, 0.7)))
        self._pace *= dice.uniform(0.99, 1.01)
        took = words * self._pace * max(0.4, dice.gauss(1, 0.15))
        odd = dice.random()
        if odd < 0.03:
            return Turn(words, took + dice.uniform(20, 200)), took
        if odd < 0.04:
            return Turn(words, took + dice.uniform(600, 9000)), took
        if odd < 0.07:
            return Turn(words, dice.uniform(0.3, 1.5)), took
        return Turn(words, took), took

    def pages(self, count: int) -> tuple[list[Turn], float]:
        """Some pages, and how long they took in truth."""
        pages = [self.page() for _ in range(count)]
        return [turn for turn, _ in pages], sum(took for _, took in pages)


def error(before: int, ahead: int, told: Callable[[list[Turn]], float]) -> float:
    """The median error of the time for pages to come, after some pages."""
    errors = []
    for seed in range(READERS):
        reader = SimulatedReader(seed)
        known, _ = reader.pages(before)
        coming, truth = reader.pages(ahead)
        words = sum(turn.words for turn in coming)
        errors.append(abs(words * told(known) - truth) / truth)
    return median(errors)


def by_pace(known: list[Turn]) -> float:
    """Seconds for a word as they are told."""
    return read(known).word


def test_the_time_to_the_end_is_right_by_a_tenth_after_twenty_pages() -> None:
    """A fixed number of words a minute is wrong by a quarter."""
    assert error(20, 300, by_pace) <= 0.10
    assert error(20, 300, lambda _: 60 / 250) > 0.20


def test_the_time_for_a_chapter_is_right_by_a_twentieth() -> None:
    """Twenty pages that come, after a hundred."""
    assert error(100, 20, by_pace) <= 0.05


@given(st.text("ab \n\u3000夜のé1", max_size=60), st.integers(0, 60), st.integers(1, 7))
def test_words_are_counted_as_they_are_written(text: str, start: int, piece: int) -> None:
    """Between blanks, and each character of scripts without blanks; in pieces of any size."""
    alone = "".join(f" {one} " if one in "夜の" else one for one in text[start:])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.story._PIECE", piece)
        assert count_words(text, min(start, len(text))) == len(alone.split())


# In linear mode


class Typist:
    """A console whose clock passes as a test lets it, and whose keys are known beforehand."""

    asks = True

    def __init__(self, *keys: str | None) -> None:
        self.keys = list(keys)
        """What is typed while pages turn by themselves; None lets one turn."""
        self.clock = 100.0
        self.waits: list[float] = []

    def command(self) -> str | None:
        """What was pressed."""
        return self.keys.pop(0)

    def answer(self, question: str) -> str | None:
        """The reader thinks for long, and chooses nothing."""
        self.clock += 500
        return "q" if question else None

    def pressed(self, seconds: float) -> bool:
        """Whether something is typed, after that time or at once."""
        self.waits.append(seconds)
        if self.keys and self.keys[0] is not None:
            return True
        self.keys = self.keys[1:]
        return False

    def now(self) -> float:
        """Seconds."""
        return self.clock


def linear(folder: Path, typist: Typist) -> LinearReading:
    """A story of two chapters in linear mode."""
    path = folder / "story.txt"
    chapter = "\n\n".join([f"{'plain words of a story ' * 12}."] * 40)
    path.write_text(f"CHAPTER 1\n\n{chapter}\n\nCHAPTER 2\n\n{chapter}\n", encoding="utf-8")
    context, _ = set_up(folder)
    reading = LinearReading(context, open_path(context, path), typist, Sheet(60, 12))
    reading.open(None, at_end=False)
    return reading


def test_linear_mode_tells_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After five pages; not while another is looked at, and lists cost no time."""
    typist = Typist()
    reading = linear(tmp_path, typist)
    for page in range(5):
        assert "left" not in capsys.readouterr().out
        if page == 2:
            reading.obey("t")
        typist.clock += 30
        reading.obey("")
    told = capsys.readouterr().out
    assert re.search(r"\[6 of \d+, \d+ %, \d+ min left in this chapter\]", told)
    assert reading.times.pace is not None
    assert {round(seconds) for _, seconds in reading.times.pace.turns} == {30}
    reading.obey("G")
    assert "left" not in capsys.readouterr().out
    reading.context.store.flush()
    assert sum(map(len, (one.turns for one in pages_kept(reading)))) == 5


def pages_kept(reading: LinearReading) -> list[ReadingRecord]:
    """What is kept of the pace."""
    return list(reading.context.store.stories.reading_records().values())


def test_linear_mode_turns_pages_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Faster, slower, until something else is typed; it tells nothing of the pace."""
    typist = Typist(None, "+", None, "-", "x")
    reading = linear(tmp_path, typist)
    reading.obey("a")
    told = capsys.readouterr().out

    assert "240 words a minute" in told
    assert "264 words a minute" in told
    assert told.strip().endswith("Auto-turn is off.")
    assert (reading.reading.shown.number, reading.by_itself) == (2, False)
    assert typist.waits[1] > typist.waits[2] > 2
    reading.obey("G")
    reading.obey("here")
    reading.obey("a")
    assert len(typist.waits) == 5
    reading.context.store.flush()
    assert sum(len(one.turns) for one in pages_kept(reading)) == 0
    typist.asks = False
    reading.obey("auto")
    assert "on a terminal only" in capsys.readouterr().out
