"""Searching many stories, with and without what was kept of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import formats
from reader.formats.files import LoadError
from reader.search import cache as cache_module
from reader.search import entry, searcher
from reader.search.answers import (
    Hit,
    Searched,
    SearchEvent,
    StoryHits,
    Target,
    Unreadable,
    ranked,
    snippet,
)
from reader.search.cache import Cache
from reader.search.entry import CacheEntry
from reader.search.find import find
from reader.search.library import fill_library, search_library
from reader.search.pack import INDEX
from reader.search.pool import SearchPool
from reader.search.query import Query, QueryError
from reader.search.unfolded import KeptStory
from reader.story import Chapter, Range, Story
from tests.examples import examples
from tests.search_strategies import searches, story_of

SHARED_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
LONG_AGO = 1_000_000_000
_ONE_ENTRY = 24 + 37
"""Bytes of an index with one place."""
QUERIES = (
    Query("natasha"),
    Query("Natasha"),
    Query("natasha", word=True),
    Query("Natásha", exact=True),
    Query("NATÁSHA", exact=True, case=False),
    Query(r"nat\w+a\b", regex=True),
    Query("なたーしゃ", kana=True),
    Query("licence", matter=True),
    Query("licence"),
    Query("..."),
    Query("said"),
)
SAID = QUERIES[-1]
TEXT = (
    "The licence\nCHAPTER I\n"
    + "“Natásha… natashas,” said ナターシャ -- and  Straße.\n" * 400
    + "CHAPTER II\n"
    "NATÁSHA said — no more.\nThe licence"
)


def load(path: Path) -> Story:
    """A story whose lines are its paragraphs; its first and last line are matter."""
    try:
        text = path.read_text("utf-8")
    except OSError:
        raise LoadError(path, "is missing")
    second = text.find("CHAPTER II")
    chapters = (Chapter(12, second, "CHAPTER I"), Chapter(second, len(text), "CHAPTER II"))
    matter = Range(text.find("\n") + 1, text.rfind("\n")) if second > 0 else None
    return story_of(text, matter, chapters if second > 0 else ())


def write(folder: Path, name: str, text: str, time: int = LONG_AGO) -> Target:
    """A file that has rested."""
    path = folder / name
    path.write_text(text, "utf-8")
    os.utime(path, (time, time))
    return Target(path, name)


def stories(found: Iterable[SearchEvent]) -> list[StoryHits]:
    """Only the stories of an answer."""
    return [item for item in found if isinstance(item, StoryHits)]


def never(path: Path) -> Story:
    """A loader for searches that must not need one."""
    raise AssertionError(path)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_what_is_kept_finds_what_the_story_finds(tmp_path: Path, query: Query) -> None:
    """Offsets, chapters, words and totals are the same, and the story is not read again."""
    target = write(tmp_path, "a", TEXT)
    story = load(target.path)
    matches = find(story, query)

    plain = stories(search_library([target], query, load=load))
    first = stories(search_library([target], query, load=load, cache=tmp_path / "cache"))
    again = stories(search_library([target], query, load=never, cache=tmp_path / "cache"))

    assert plain == first == again
    assert [item.total for item in again] == ([len(matches)] if matches else [])
    for item in again:
        assert item.hits == tuple(
            Hit(*m, story.chapter_at(m.start), story.progression(m.start), *snippet(story, m))
            for m in list(matches)[:3]
        )


@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("hits", [1, 3, 500])
def test_hits_that_are_only_counted_count_and_fit_as_well(
    tmp_path: Path, query: Query, hits: int
) -> None:
    """All else is told as if they were listed."""
    target, cache = write(tmp_path, "a", TEXT), tmp_path / "cache"
    for _ in range(2):
        search = partial(search_library, [target], query, load=load, cache=cache, hits=hits)
        listed = stories(search())
        assert stories(search(listed=False)) == [one.replace(hits=()) for one in listed]


@pytest.mark.parametrize("known", [True, False])
def test_what_is_kept_of_others_stays(tmp_path: Path, known: bool) -> None:
    """Where not all stories are searched, of those that are known, or of all."""
    one, other = write(tmp_path, "a", TEXT), write(tmp_path, "b", TEXT)
    query, cache = Query("natasha"), tmp_path / "cache"
    with patch("time.time", lambda: LONG_AGO / 2):
        list(search_library([other], query, load=load, cache=cache))
    with patch("reader.search.pack._LITTLE", 0):
        others = [other] if known else None
        list(search_library([one], query, load=load, cache=cache, others=others))
        assert stories(search_library([other], query, load=never, cache=cache))
        os.utime(one.path, (LONG_AGO + 9, LONG_AGO + 9))
        list(search_library([one], query, load=load, cache=cache))
    with pytest.raises(AssertionError):
        list(search_library([other], query, load=never, cache=cache))


@settings(SHARED_FOLDER, max_examples=examples(150))
@given(searches(), st.sampled_from((1, 2, 5, 8192)), st.booleans())
def test_any_text_is_kept_whole(
    tmp_path: Path, search: tuple[str, str], chunk: int, word: bool
) -> None:
    """In every script the kept text finds the hits of the story, wherever it is cut in chunks."""
    text, words = search
    (tmp_path / "a").unlink(missing_ok=True)
    target = write(tmp_path, "a", text)
    kept = Query(words, case=False, word=word)

    def found(read: Callable[[Path], Story]) -> list[StoryHits]:
        cache = tmp_path / "cache"
        rules = f"{text} {chunk}"
        with patch.object(entry, "_CHUNK", chunk):
            return stories(search_library([target], kept, load=read, cache=cache, rules=rules))

    first = found(lambda _: story_of(text))
    again = found(never)

    assert first == again
    assert [hit[:2] for item in again for hit in item.hits] == list(find(story_of(text), kept))[:3]


def test_an_edited_story_is_searched_as_it_is_now(tmp_path: Path) -> None:
    """Another size, another time or a time too near to tell: the file is read."""
    cache = tmp_path / "cache"
    target = write(tmp_path, "a", "a cat")
    list(search_library([target], Query("cat"), load=load, cache=cache))

    write(tmp_path, "a", "a dog", LONG_AGO + 1)
    assert stories(search_library([target], Query("dog"), load=load, cache=cache))
    target.path.write_text("a fox")
    assert stories(search_library([target], Query("fox"), load=load, cache=cache))
    status = target.path.stat()
    target.path.write_text("a hen")
    os.utime(target.path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert stories(search_library([target], Query("hen"), load=load, cache=cache))


def entries(folder: Path, targets: Iterable[Target]) -> int:
    """How many stories are kept whole."""
    with closing(Cache(folder)) as cache:
        kept = (cache.entry(os.fspath(one.path)) for one in targets)
        return sum(isinstance(one, CacheEntry | KeptStory) for one in kept)


def told(target: Target, cache: Path, load: Callable[[Path], Story]) -> int:
    """How many hits the story is said to have."""
    return sum(one.total for one in stories(search_library([target], SAID, load=load, cache=cache)))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Target, Path, bytes]:
    """A story, the pack of a cache that holds its entry, and what stands there."""
    folder = tmp_path_factory.mktemp("kept")
    target = write(folder, "a", TEXT)
    assert told(target, folder / "cache", load) == TEXT.count("said")
    (place,) = (folder / "cache").glob("*.pack")
    return target, place, place.read_bytes()


@given(st.data())
@settings(SHARED_FOLDER)
def test_a_damaged_entry_is_not_used(kept: tuple[Target, Path, bytes], data: st.DataObject) -> None:
    """Wherever bits are flipped and wherever it is cut, the story is read, and is kept again."""
    target, place, whole = kept
    (place.parent / INDEX).write_bytes((place.parent / INDEX).read_bytes()[:_ONE_ENTRY])
    end = data.draw(st.one_of(st.just(len(whole)), st.integers(0, len(whole))))
    damaged = bytearray(whole[:end])
    for at in data.draw(st.lists(st.integers(0, max(0, end - 1)), max_size=3, unique=True)):
        if damaged:
            damaged[at] ^= data.draw(st.integers(1, 255))
    place.write_bytes(damaged)

    assert told(target, place.parent, load) == TEXT.count("said")
    assert told(target, place.parent, never) == TEXT.count("said")


def test_the_entry_of_another_story_is_not_used(tmp_path: Path) -> None:
    """Nor one of the same place that tells of a file that stood there before."""
    cache = tmp_path / "cache"
    target = write(tmp_path, "a", "a cat")
    other = write(tmp_path, "b", "he said it once\n")
    with patch.object(cache_module, "_key", lambda _path: 1):
        assert told(other, cache, load) == 1
        assert told(target, cache, load) == 0
        assert told(target, cache, never) == 0


def test_other_rules_do_not_share_what_is_kept(tmp_path: Path) -> None:
    """A story that would be read in another way is read."""
    target = write(tmp_path, "a", "a cat")
    list(search_library([target], Query("cat"), load=load, cache=tmp_path / "c", rules="1"))

    with pytest.raises(AssertionError):
        list(search_library([target], Query("cat"), load=never, cache=tmp_path / "c", rules="2"))


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """The search finds the same."""
    target = write(tmp_path, "a", "a cat")
    (tmp_path / "file").write_text("")

    assert stories(search_library([target], Query("cat"), load=load, cache=tmp_path / "file"))


def test_results_stream_with_progress_and_stop_when_cancelled(tmp_path: Path) -> None:
    """Each story is answered before the next is read; the unreadable is named with its reason."""
    read: list[Path] = []

    def noting(path: Path) -> Story:
        read.append(path)
        return load(path)

    targets = [write(tmp_path, "a", "a cat"), Target(tmp_path / "b", "b"), write(tmp_path, "c", "")]
    stop = [False]
    search = search_library(targets, Query("cat"), load=noting, cancelled=lambda: stop[0])

    assert isinstance(next(search), StoryHits)
    assert read == [targets[0].path]
    assert next(search) == Searched(1, 3)
    assert next(search) == Unreadable(targets[1].path, "b", "is missing")
    assert next(search) == Searched(2, 3)
    stop[0] = True
    assert list(search) == []


def test_the_most_relevant_story_comes_first(tmp_path: Path) -> None:
    """A title with the words, then words as typed, then most hits for the length."""
    targets = [
        write(tmp_path, "sparse", "cat " + "dog " * 50),
        write(tmp_path, "other spelling", "CÁT CÁT CÁT"),
        write(tmp_path, "dense", "cat cat"),
        write(tmp_path, "The Cat", "a cat" + " dog" * 90),
    ]

    found = ranked(stories(search_library(targets, Query("cat"), load=load)))

    assert [item.title for item in found] == ["The Cat", "dense", "sparse", "other spelling"]


def test_a_crew_reads_ahead_what_is_not_kept(tmp_path: Path) -> None:
    """With many stories missing other processes fill the cache; the answers stay the same."""
    targets = [write(tmp_path, f"{n}", f"{n} cats" if n % 3 else "cat") for n in range(12)]
    targets[7].path.unlink()
    read: list[Path] = []

    plain = list(search_library(targets, Query("cat"), load=load))
    first = list(search_library(targets, Query("cat"), load=load, cache=tmp_path / "c"))
    again = list(search_library(targets, Query("cat"), load=_noting(read), cache=tmp_path / "c"))

    assert plain == first == again
    assert read == [targets[7].path]


def _noting(read: list[Path]) -> Callable[[Path], Story]:
    def noting(path: Path) -> Story:
        read.append(path)
        return load(path)

    return noting


def test_a_function_that_no_other_process_can_have_is_enough(tmp_path: Path) -> None:
    """Every story is then read by this one."""
    targets = [write(tmp_path, f"{n}", "cat") for n in range(9)]
    read: list[Path] = []

    found = search_library(targets, Query("cat"), load=_noting(read), cache=tmp_path / "c")

    assert len(stories(found)) == 9
    assert read == [target.path for target in targets]


def test_a_cancelled_first_search_leaves_no_process(tmp_path: Path) -> None:
    """The processes that read ahead end with the search."""
    targets = [write(tmp_path, f"{n}", "cat") for n in range(20)]
    search = search_library(targets, Query("cat"), load=load, cache=tmp_path / "c")
    for item in search:
        if item == Searched(6, 20):
            break

    assert isinstance(search, Generator)
    search.close()

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_crew_that_stands_ready_answers_for_one_search_after_the_other(tmp_path: Path) -> None:
    """In the order of the stories, also after a search that was given up."""
    targets = [write(tmp_path, f"{n}", f"{n} cats" if n % 3 else "dog") for n in range(50)]
    with closing(SearchPool()) as pool:
        given_up = search_library(targets, Query("cats"), load=load, pool=pool)
        next(iter(given_up))
        for words in ("cats", "dog", "emu"):
            plain = list(search_library(targets, Query(words), load=load))
            assert list(search_library(targets, Query(words), load=load, pool=pool)) == plain


def test_a_wrong_pattern_is_said_by_the_crew(tmp_path: Path) -> None:
    """As this process would say it."""
    targets = [write(tmp_path, f"{n}", "a cat") for n in range(5)]
    with closing(SearchPool()) as pool, pytest.raises(QueryError, match="the pattern is wrong"):
        list(search_library(targets, Query("(", regex=True), load=load, pool=pool))


def test_a_crew_that_is_gone_is_done_without(tmp_path: Path) -> None:
    """Who owed an answer and ended is not waited for."""
    targets = [write(tmp_path, f"{n}", "a cat") for n in range(40)]
    with closing(SearchPool()) as pool:
        search = search_library(targets, Query("cat"), load=load, pool=pool)
        next(iter(search))
        for member in pool.processes:
            member.kill()
        assert len(stories(search)) == 39


def test_a_library_is_filled_after_a_search(tmp_path: Path) -> None:
    """What the bytes kept back is read when nobody waits, and the next search reads nothing."""
    words = "one of many words " * 9
    targets = [write(tmp_path, f"{n}", f"{words} cat" if n == 3 else words) for n in range(9)]
    cache = tmp_path / "c"
    first = list(search_library(targets, Query("cat"), load=load, cache=cache, sifted=True))
    assert entries(cache, targets) == 1

    with closing(SearchPool()) as pool:
        told = list(fill_library(targets, load=load, cache=cache, pool=pool))

    assert entries(cache, targets) == 9
    assert told[-1] == Searched(9, 9)
    assert list(search_library(targets, Query("cat"), load=never, cache=cache)) == first
    assert len(stories(search_library(targets, Query("many"), load=never, cache=cache))) == 9


def test_letters_of_files_in_older_encodings_are_kept(tmp_path: Path) -> None:
    """Until the story is read; a second search looks only at files that may hold its words."""
    filler = "何処までも続く道を歩いた。" * 9
    targets = [write(tmp_path, f"{n}.txt", filler + "灯台" * (n == 3)) for n in range(5)]
    for one in targets:
        one.path.write_bytes(one.path.read_text("utf-8").encode("shift_jis"))
        os.utime(one.path, (LONG_AGO, LONG_AGO))
    cache = tmp_path / "c"

    def found(words: str, load: Callable[[Path], Story]) -> list[StoryHits]:
        query = Query(words)
        return stories(search_library(targets, query, load=load, cache=cache, sifted=True))

    first = found("灯台", formats.load)
    assert [one.total for one in first] == [1]
    assert entries(cache, targets) == 1
    with patch.object(searcher, "read", side_effect=AssertionError):
        assert [one.total for one in found("燈台", never)] == [1]
        assert found("提灯", never) == []
        assert [one.total for one in found("何処", formats.load)] == [9] * 5
    assert entries(cache, targets) == 5


def test_what_was_decided_about_a_file_is_no_other_files_matter(tmp_path: Path) -> None:
    """Its own entry is made again; it is read whatever its bytes show, the others stay kept."""
    targets = [write(tmp_path, name, "a cat " * 30) for name in "ab"]
    cache = tmp_path / "c"
    read: list[Path] = []
    list(search_library(targets, Query("cat"), load=load, cache=cache, sifted=True))

    targets[1] = targets[1]._replace(rules="decided")
    list(search_library(targets, Query("dog"), load=_noting(read), cache=cache, sifted=True))

    assert read == [targets[1].path]


def test_a_story_that_was_not_folded_is_when_it_is_asked(tmp_path: Path) -> None:
    """Words in a script without spaces need none of that; it is read once for all that follow."""
    text = "CHAPTER I\n灯台の下で、Natásha は川\n岸を歩いた。\nCHAPTER II\n灯台へ。"
    target = write(tmp_path, "a", text)
    cache = tmp_path / "c"
    queries = (
        Query("灯台"),
        Query("燈台", matter=True),
        Query("川岸"),
        Query("natasha"),
        Query("川。"),
    )
    plain = [stories(search_library([target], query, load=load)) for query in queries]
    first = stories(search_library([target], queries[0], load=load, cache=cache))
    assert first == plain[0]
    with closing(Cache(cache)) as kept:
        assert isinstance(kept.entry(os.fspath(target.path)), KeptStory)
    for query, found in zip(queries, plain, strict=True):
        assert stories(search_library([target], query, load=never, cache=cache)) == found
    with closing(Cache(cache)) as kept:
        assert isinstance(kept.entry(os.fspath(target.path)), CacheEntry)
    for query, found in zip(queries, plain, strict=True):
        assert stories(search_library([target], query, load=never, cache=cache)) == found


def test_a_story_that_was_not_folded_is_filled_without_being_read(tmp_path: Path) -> None:
    """What fills a cache goes on from what a search left in it."""
    target = write(tmp_path, "a", "灯台の下で。\n" * 9)
    cache = tmp_path / "c"
    assert stories(search_library([target], Query("灯台"), load=load, cache=cache))
    assert list(fill_library([target], load=never, cache=cache)) == [Searched(1, 1)]
    with closing(Cache(cache)) as kept:
        assert isinstance(kept.entry(os.fspath(target.path)), CacheEntry)
