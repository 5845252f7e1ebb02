"""The same search again: what is remembered of it, and what is searched nevertheless."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formats.files import LoadError
from reader.search import library, recent
from reader.search.answers import Searched, SearchEvent, StoryHits, Target, Unreadable
from reader.search.library import search_library
from reader.search.pool import SearchPool
from reader.search.query import Query
from reader.story import Range, Story
from tests.examples import examples
from tests.search_strategies import story_of

LONG_AGO = 1_000_000_000
SAID = Query("said")
TEXTS = {
    "one": "She said no.\nHe “said”\tnothing.",
    "two": "Nobody spoke.\nNot a word.",
    "three": "Said and done.\n" * 20,
    "four": "先生は言った。\ud800 said",
}


def load(path: Path) -> Story:
    """A story whose lines are its paragraphs."""
    try:
        text = path.read_bytes().decode("utf-8", "surrogatepass")
    except OSError:
        raise LoadError(path, "is missing")
    return story_of(text, Range(0, len(text)))


def never(path: Path) -> Story:
    """Reads no story."""
    raise AssertionError(f"{path} was read")


def write(folder: Path, name: str, text: str, time: int = LONG_AGO) -> Target:
    """A file that has rested."""
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    os.utime(path, (time, time))
    return Target(path, name)


@pytest.fixture
def targets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Target]:
    """Some stories, which are few and remembered nevertheless."""
    monkeypatch.setattr(library, "REMEMBERED_FROM", 0)
    return [write(tmp_path, name, text) for name, text in TEXTS.items()]


def forget_stories(cache: Path) -> None:
    """Delete what is kept of stories, but not the answers."""
    for path in cache.iterdir():
        if path.is_file():
            path.unlink()


def found(
    targets: list[Target],
    cache: Path | None,
    query: Query = SAID,
    load: Callable[[Path], Story] = load,
    pool: SearchPool | None = None,
) -> list[SearchEvent]:
    """All that a search says."""
    return list(search_library(targets, query, load=load, cache=cache, pool=pool))


def test_the_same_search_again_opens_no_story(targets: list[Target], tmp_path: Path) -> None:
    """Its answers and its progress are the same."""
    plain = found(targets, None)
    assert found(targets, tmp_path / "c") == plain
    forget_stories(tmp_path / "c")
    assert found(targets, tmp_path / "c", load=never) == plain


def test_another_search_is_another(targets: list[Target], tmp_path: Path) -> None:
    """Other words, and the same with other switches, share no answers."""
    queries = (
        SAID,
        Query("no"),
        Query("said", word=True),
        Query("Said"),
        Query("s.id", regex=True),
    )
    for query in queries * 2:
        assert found(targets, tmp_path / "c", query) == found(targets, None, query)
    for most in (1, 20):
        for _ in range(2):
            run = search_library(targets, SAID, load=load, cache=tmp_path / "c", hits=most)
            assert max(len(one.hits) for one in run if isinstance(one, StoryHits)) == most


@pytest.mark.parametrize("change", ["text", "time", "title", "rules", "new", "gone"])
def test_what_has_changed_is_searched(targets: list[Target], tmp_path: Path, change: str) -> None:
    """One story differs; it alone is read, and its answer is that of now."""
    found(targets, tmp_path / "c")
    forget_stories(tmp_path / "c")
    match change:
        case "text":
            targets[1] = write(tmp_path, "two", "She said so. Not a word.")
        case "time":
            write(tmp_path, "two", TEXTS["two"].replace("spoke", "said!"), LONG_AGO + 1)
        case "title":
            targets[1] = targets[1]._replace(title="Two")
        case "rules":
            targets[1] = targets[1]._replace(rules="{}")
        case "new":
            targets.insert(1, write(tmp_path, "new", "said"))
        case "gone":
            targets[1].path.unlink()
    read = list[Path]()

    def noting(path: Path) -> Story:
        read.append(path)
        return load(path)

    now = found(targets, tmp_path / "c", load=noting)
    assert now == found(targets, None)
    assert read == [targets[1].path]
    forget_stories(tmp_path / "c")
    if change != "gone":
        assert found(targets, tmp_path / "c", load=never) == now


def test_what_cannot_be_read_is_tried_again(targets: list[Target], tmp_path: Path) -> None:
    """A reason is not remembered."""
    hidden = tmp_path / "hidden"
    targets[0].path.rename(hidden)
    broken = found(targets, tmp_path / "c")
    assert isinstance(broken[0], Unreadable)
    hidden.rename(targets[0].path)
    assert found(targets, tmp_path / "c") == found(targets, None)


def test_a_story_that_may_still_change_is_not_remembered(
    targets: list[Target], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its time may not show a further change."""
    monkeypatch.setattr(recent, "settled", lambda _: False)
    found(targets, tmp_path / "c")
    assert not (tmp_path / "c" / "recent").exists()


def test_a_story_that_changes_while_it_is_read_is_not_remembered(
    targets: list[Target], tmp_path: Path
) -> None:
    """The answer about what it was belongs to no state of it."""

    def changing(path: Path) -> Story:
        story = load(path)
        if path.name == "two":
            write(tmp_path, "two", "She said so.", LONG_AGO + 1)
        return story

    found(targets, tmp_path / "c", load=changing)
    forget_stories(tmp_path / "c")
    assert found(targets, tmp_path / "c") == found(targets, None)


def test_a_search_that_is_cancelled_leaves_nothing(targets: list[Target], tmp_path: Path) -> None:
    """Whether before a story or within one, it ends silently."""
    for count in range(9):
        calls = iter([False] * count)

        def cancelled(calls: Iterator[bool] = calls) -> bool:
            return next(calls, True)

        run = search_library(targets, SAID, load=load, cache=tmp_path / "c", cancelled=cancelled)
        assert Searched(len(targets), len(targets)) not in list(run)
        assert not (tmp_path / "c" / "recent").exists()


def test_hits_beyond_the_room_are_searched(
    targets: list[Target], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that is everywhere is remembered for some stories, and found in all."""
    monkeypatch.setattr(recent, "_TEXT_MOST", 400)
    for _ in range(3):
        assert found(targets, tmp_path / "c") == found(targets, None)
    kept = (tmp_path / "c" / "recent").iterdir()
    assert all(path.stat().st_size < 2000 for path in kept)


def test_the_answers_to_the_last_searches_stay(
    targets: list[Target], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest give way, and so does what a killed process left."""
    folder = tmp_path / "c" / "recent"
    found(targets, tmp_path / "c", Query("word"))
    (first,) = folder.iterdir()
    os.utime(first, (LONG_AGO, LONG_AGO))
    (folder / ".left.123").touch()
    found(targets, tmp_path / "c")
    (second,) = set(folder.iterdir()) - {first}
    assert first.exists()
    monkeypatch.setattr(recent, "_ALL_MOST", second.stat().st_size)
    found(targets, tmp_path / "c", Query("nothing"))
    found(targets, tmp_path / "c", SAID)
    assert not first.exists()


def test_a_folder_that_cannot_be_written_is_done_without(
    targets: list[Target], tmp_path: Path
) -> None:
    """A file in its place only makes the next search slower."""
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "recent").touch()
    for _ in range(2):
        assert found(targets, tmp_path / "c") == found(targets, None)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Target], Path]]:
    """Stories, and a cache with the answers of a search."""
    folder = tmp_path_factory.mktemp("kept")
    targets = [write(folder, name, text) for name, text in TEXTS.items()]
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(library, "REMEMBERED_FROM", 0)
        found(targets, folder / "c")
        yield targets, folder / "c"


@settings(max_examples=examples(60))
@given(data=st.data())
def test_damaged_answers_are_not_used(kept: tuple[list[Target], Path], data: st.DataObject) -> None:
    """Cut short anywhere, or with a bit changed, they count as missing and are replaced."""
    targets, cache = kept
    (path,) = (cache / "recent").iterdir()
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    spoilt = bytearray(whole)
    spoilt[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(data.draw(st.sampled_from((bytes(spoilt), whole[:at]))))
    assert found(targets, cache) == found(targets, None)
    assert found(targets, cache, load=never) == found(targets, None)


def test_a_pool_is_asked_only_for_what_is_not_known(targets: list[Target], tmp_path: Path) -> None:
    """If every answer is known, its processes are asked nothing."""
    plain = found(targets, tmp_path / "c")
    with closing(SearchPool()) as pool, patch.object(pool, "begin") as begin:
        assert found(targets, tmp_path / "c", pool=pool) == plain
    begin.assert_not_called()
