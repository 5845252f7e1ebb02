"""The data file and what finds a place again: figures without a limit, for the record."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from time import perf_counter, process_time

from reader import locator
from reader.annotations.highlights import Highlight
from reader.file_stamp import FileStamp
from reader.formats import load
from reader.formats.text.parse import parse
from reader.locator.passage import make_passage, resolve_passages
from reader.locator.quote import Verdict
from reader.locator.resolve import resolve_all
from reader.locator.sketch import sketch
from reader.paint.page import compose
from reader.reading.bookmarks import new_bookmark
from reader.reading.highlights import Highlights, ResolvedHighlight
from reader.reading.open import OpenStory
from reader.reading.view import furniture, view_of
from reader.recognition import PossibleStory, identify
from reader.settings.settings import Settings
from reader.storage.registers import exchange_rows
from reader.storage.store import Store
from reader.storage.values import StoryRecord
from reader.story import Offset, Range, Story
from tests.bench.ground import Ground
from tests.bench.measuring import Row, alone, seconds
from tests.locator.test_ranges import tried

_MARKS = 300
_PLACES = 100
_MANY = 10_000
_STORIES, _EACH = 1_000, 20
"""Of a machine that another one hears for the first time, and highlights in each."""
_LOOKS = 20
_WORDS = 120_000
_EDITS = (
    ("new paragraphs", 100),
    ("2 % of words", 99.6),
    ("10 % of words", 99.6),
    ("20 % of words", 97.9),
    ("another edition in another format", 100),
)
"""What befalls a novel of so many words, and how many of its highlights are exact then, in %."""
_PAINTED = 40
"""Times that a page is painted with them and without."""


def measure(ground: Ground) -> Iterator[Row]:
    """Bookmarks, opening, checking, identity and places found again."""
    story = load(ground.novel)
    path = ground.folder / "keeping.db"
    record = StoryRecord.of(FileStamp(str(ground.novel), 1, 1), story)
    with closing(Store(path)) as store:
        number = store.files.record([record])[story.source.sha256]
        times = sorted(1000 * _commit(store, story, number, at) for at in range(_MARKS))
        checks = [
            1000 * seconds(lambda: store.ask(lambda c: c.execute("PRAGMA quick_check").fetchone()))
            for _ in range(ground.rounds)
        ]
    yield alone("bookmark on the disk, p50", times, "ms")
    yield alone("bookmark on the disk, p99", [times[int(0.99 * len(times))]], "ms")

    def opened() -> None:
        with closing(Store(path)) as store:
            store.stories.get(number)

    yield alone("opening the data file, a question, closing", _each(ground, opened), "ms")
    yield alone(f"quick_check with {_MARKS} bookmarks", checks, "ms")
    yield alone("sketch of the novel", _each(ground, lambda: sketch(story.text)), "ms")
    sketches = [PossibleStory(n, sketch(story.text[n::40])) for n in range(20)]
    whole = sketch(story.text)
    yield alone(
        "identity among 20 stories",
        _each(ground, lambda: identify(whole, sketches)),
        "ms",
    )
    yield from _found_again(ground, story)
    yield from _highlights(ground, story)
    yield from _agreeing(ground, story)


def _agreeing(ground: Ground, story: Story) -> Iterator[Row]:
    """All that another machine knows, merged into an empty data file; and nothing new."""
    dice = random.Random(5)
    shared = ground.folder / "shared"
    shared.mkdir()
    with closing(Store(ground.folder / "desk.db")) as store:
        facts = [
            StoryRecord(FileStamp(f"/{n}.txt", 1, 1), f"{n:064x}", f"{n}", "", 1, 1, 1)
            for n in range(_STORIES)
        ]
        for number in store.files.record(facts).values():
            starts = [dice.randrange(len(story.text) - 500) for _ in range(_EACH)]
            passages = [make_passage(story, at, at + dice.randint(5, 200)) for at in starts]
            marks = [Highlight(f"{dice.getrandbits(128):032x}", one) for one in passages]
            store.highlights.add(number, *marks)
        store.flush(600)
        exchange_rows(store, shared, "desk")
    with closing(Store(ground.folder / "train.db")) as store:
        started = process_time()
        exchange_rows(store, shared, "train")
        spent = (process_time() - started) * _MANY / (_STORIES * _EACH)
        (number,) = store.files.record(facts[:1]).values()
        store.bookmarks.add(number, new_bookmark(story, 0)).result()
        started = process_time()
        exchange_rows(store, shared, "train", (number,))
        told = (process_time() - started) * _MANY / (_STORIES * _EACH)
        started = process_time()
        for _ in range(_LOOKS):
            exchange_rows(store, shared, "train", ())
        again = 1000 * (process_time() - started) / _LOOKS
    yield alone(f"{_MANY:,} marks of another machine merged (processor)", [spent], "s", 1.0)
    yield alone(f"{_MANY:,} marks told to other machines (processor)", [told], "s", 1.0)
    yield alone("a look at a shared folder with nothing new (processor)", [again], "ms", 5.0)


def _commit(store: Store, story: Story, number: int, at: int) -> float:
    mark = new_bookmark(story, at * 1000 % len(story.text))
    start = perf_counter()
    store.bookmarks.add(number, mark).result()
    return perf_counter() - start


def _found_again(ground: Ground, story: Story) -> Iterator[Row]:
    dice = random.Random(3)
    places = [locator.make(story, dice.randrange(len(story.text))) for _ in range(_PLACES)]
    edited = parse(
        _edited(ground.novel.read_text("utf-8-sig"), dice).encode(),
        "novel",
    )
    yield alone(
        f"{_PLACES} places found again in the edited novel",
        _each(ground, lambda: resolve_all(edited, places)),
        "ms",
    )


def _highlights(ground: Ground, story: Story) -> Iterator[Row]:
    """Passages in the same and in an edited novel, and those of a page among very many."""
    dice = random.Random(4)
    starts = [dice.randrange(len(story.text) - 500) for _ in range(_MANY)]
    passages = [make_passage(story, at, at + dice.randint(5, 400)) for at in starts]
    few = passages[:_MARKS]
    edited = parse(_edited(ground.novel.read_text("utf-8-sig"), dice).encode(), "novel")
    yield alone(
        f"{_MARKS} highlights found in the same novel",
        _each(ground, lambda: resolve_passages(story, few)),
        "ms",
    )
    yield alone(
        f"{_MARKS} highlights found again in the edited novel",
        _each(ground, lambda: resolve_passages(edited, few)),
        "ms",
    )
    for edit, least in _EDITS:
        found = tried(edit, _WORDS, _MARKS)
        alive = found["exact"] + found["lost"] + found["wrong"]
        share = 100 * found["exact"] / alive
        what = f"of {alive} highlights exact at both ends, {edit}"
        yield Row(what, ours=share, unit="%", least=least)
    marks = Highlights(
        [
            ResolvedHighlight(
                Offset(one.start.offset),
                Offset(one.finish),
                Highlight(f"{number:032x}", one),
                Verdict.EXACT,
                "",
                0.0,
            )
            for number, one in enumerate(passages)
        ]
    )
    yield _painted(ground, story, marks)


def _painted(ground: Ground, story: Story, marks: Highlights) -> Row:
    """What very many highlights add to the painting of a page, in the same breath without them."""
    settings = Settings()
    opened = OpenStory(story)
    view = view_of(opened, settings, 100, 40)
    shown = view.pages(opened).to(len(story.text) // 2)
    pages, around = shown.pages, furniture(opened, shown)
    page = Range(pages[0].start, pages[-1].end)

    def bare() -> object:
        return compose(story, view.frame, pages, around)

    def marked() -> object:
        over, signs = marks.overlays(page), marks.signs(page)
        return compose(story, view.frame, pages, around, over, signs)

    pairs = [(seconds(marked), seconds(bare)) for _ in range(_PAINTED)]
    more = [1000 * (one - other) for one, other in pairs]
    return alone(f"what {_MANY:,} highlights add to a page of 40 rows", more, "ms", 1.0)


def _edited(text: str, dice: random.Random) -> str:
    """One word in twenty changed."""
    return " ".join(w if dice.random() > 0.05 else w[::-1] for w in text.split(" "))


def _each(ground: Ground, work: object) -> list[float]:
    assert callable(work)
    return [1000 * seconds(work) for _ in range(ground.rounds)]
