"""Which parts of a story were read: their union, and what is written of it."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from reader.storage import coverage, rows
from reader.storage.coverage import Coverage, Part, union
from reader.storage.store import Store
from tests.storage.facts import add, fact, place

MARKS = 64
POINTS = st.integers(0, MARKS)
PARTS = st.lists(st.tuples(POINTS, POINTS), max_size=12)


def shares(parts: list[tuple[int, int]]) -> list[Part]:
    """Parts between marks of a story, as shares."""
    return [(start / MARKS, end / MARKS) for start, end in parts]


def marks(parts: list[tuple[int, int]]) -> set[int]:
    """All that lies in some part."""
    return {mark for start, end in parts for mark in range(start, end)}


@given(PARTS, PARTS)
def test_a_union_is_ordered_and_counts_each_share_once(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    """It holds what some part holds, parts never touch, and joining again changes nothing."""
    joined = union(shares(one + other))
    points = [point for part in joined for point in part]

    assert points == sorted(set(points))
    assert round(Coverage(joined).share * MARKS) == len(marks(one + other))
    assert union((*union(shares(one)), *union(shares(other)))) == joined == union(joined)


def test_a_union_is_bounded() -> None:
    """Of very many parts those that lie closest become one, and none is lost."""
    many = [(n / 10_000, (n + 0.5) / 10_000) for n in range(10_000)]
    joined = union(many)

    assert len(joined) <= 400
    assert (joined[0][0], joined[-1][1]) == (0.0, many[-1][1])


@given(st.floats(0, 1), st.integers(1, 10_000), st.integers(0, 10_000))
def test_words_that_were_read_stay_read_when_a_story_grows(
    share: float, words: int, more: int
) -> None:
    """As parts of the longer story they make as many words."""
    before = Coverage(union([(0.0, share)]), words)
    after = before.of(words + more)

    assert abs(after.words_read(words + more) - before.words_read(words)) <= 1


def test_what_was_read_outlives_the_store(store: Store, opened: Callable[..., Store]) -> None:
    """Parts of two windows are joined, whatever place is the last; a forgotten story has none."""
    one, two = add(store, "one"), add(store, "two")
    store.places.remember(one, place(1), read=((0.0, 0.25),))
    store.places.remember(one, place(2), read=((0.0, 0.5),))
    store.places.remember(two, place(2), read=((0.0, 0.5),))
    store.flush()
    store.stories.forget(two).result(10)
    other = opened()
    other.places.remember(one, place(3), read=((0.75, 1.0),))
    other.flush()

    assert other.stories.coverages() == {one: Coverage(((0.0, 0.5), (0.75, 1.0)), 1)}


def test_a_place_without_a_record_stands_for_all_before_it(store: Store) -> None:
    """Who has read to a quarter before there were records has read a quarter."""
    story = add(store, "one")
    store.places.remember(story, place(1))
    store.flush()
    store.change(lambda c: coverage.forget(c, story))
    store.places.remember(story, place(2), read=((0.5, 0.75),))
    store.flush()

    assert store.stories.coverages()[story].parts == ((0.0, 0.25), (0.5, 0.75))


def test_a_record_that_cannot_be_read_is_none(store: Store) -> None:
    """It is written anew with the next page."""
    story = add(store, "one")
    for value in (
        "",
        "[]",
        '{"read": 3}',
        '{"read": [[0]], "words": 1}',
        '{"read": [], "words": ""}',
    ):
        store.change(
            lambda c, value=value: c.execute(  # type: ignore[misc]
                "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", (f"read {story}", value)
            )
        )
        assert store.stories.coverages() == {}


def test_another_file_brings_what_was_read_there(store: Store) -> None:
    """Merging joins the parts of a story, and merging twice changes nothing more."""
    story = add(store, "one")
    store.places.remember(story, place(1), read=((0.0, 0.25),))
    store.flush()
    theirs = store.ask(rows.read_rows)
    theirs["meta"] = [
        {**row, "value": row["value"].replace("[0.0, 0.25]", "[0.5, 0.75]")}
        for row in theirs["meta"]
    ]
    for _ in range(2):
        store.change(lambda c: rows.merge(c, theirs))

    assert store.stories.coverages()[story].parts == ((0.0, 0.25), (0.5, 0.75))
    assert fact("one").words == store.stories.coverages()[story].words
