"""The index: it proposes stories, and a search with it finds what one without it does."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.search import index, index_parts, library, terms
from reader.search.answers import Searched, SearchEvent, Target, Unindexed
from reader.search.find import needed
from reader.search.fold import fold
from reader.search.index import Proposal, build_index, proposed
from reader.search.library import fill_library, search_library
from reader.search.query import Query
from reader.shelf.search import INDEXED_FROM, SearchableShelf
from reader.tui.screens.found_stories import FoundStories
from tests.search_strategies import alphabets
from tests.shell import Call
from tests.test_search_kept import LONG_AGO, load, queries, write

HANG = "import threading; threading.Event().wait()"
needs_engine = pytest.mark.skipif(bool(index.missing_engine()), reason="tantivy is not installed")
alone = partial(patch.object, library, "_ALONE", 10**6)
"""So that stories are read in this process."""


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, str]:
    """A folded text, and what stands somewhere in it."""
    text = fold(draw(st.text(draw(alphabets) + "bcdefgh", min_size=1, max_size=90))).text or "a"
    start = draw(st.integers(0, len(text) - 1))
    return text, text[start : start + draw(st.integers(1, 40))]


@given(stretches())
@example(("abcabcabcabcabcabc", "bcabcabcabcabca"))
@example(("a bcdefgh c", "a bcdefgh c"))
def test_what_stands_in_a_text_is_asked_for_by_terms_that_it_has(both: tuple[str, str]) -> None:
    """One piece of it has them all: every term, and one that fits each pattern."""
    text, words = both
    with patch.multiple(terms, PIECE=16, ASKED_MOST=12, _LONG=4):
        whole, patterns = terms.asked(words)
        known = [terms.terms(piece) for piece in terms.pieces(text)]
    assert any(
        whole <= has and all(any(re.fullmatch(one, term) for term in has) for one in patterns)
        for has in known
    )


@pytest.mark.parametrize(
    ("words", "whole", "patterns"),
    [
        ("natasha", set(), {".*natasha.*"}),
        ("the prince saw", {"prince"}, {".*the", "saw.*"}),
        (" it is ", {"it", "is"}, set()),
        ("a b", set(), set()),
        ("春の夜", {"春の", "の夜"}, set()),
        ("の", set(), set()),
        ("夜 said he、山川", {"said", "he", "山川"}, set()),
        ("왕자는 성에", set(), {".*왕자는"}),
    ],
)
def test_words_are_asked_for_whole_or_by_what_they_may_go_on_from(
    words: str, whole: set[str], patterns: set[str]
) -> None:
    """Short ones that may go on, and single letters of some scripts, are not asked for."""
    assert tuple(map(set, terms.asked(words))) == (whole, patterns)


def ready(folder: Path, stories: int) -> tuple[list[Target], Path, Path]:
    """Stories, and all of them in a cache and in an index of several parts."""
    targets = write(folder, stories)
    cache, place = folder / "cache", folder / "index"
    list(fill_library(targets, load=load, cache=cache))
    assert sum(added(place, cache, targets)) == len(targets)
    return targets, cache, place


def added(place: Path, cache: Path, targets: list[Target]) -> list[int]:
    """How many stories each part has that this process adds to the index."""
    from reader.search import index_worker

    given = [(os.fspath(one.path), one.rules) for one in targets]
    with patch.multiple(index_worker, _PART_MOST=7, _SHARE=5):
        return list(index_worker.added(place, cache, "", given))


def asked_here(place: Path, words: str, _: Callable[[], bool] | None = None) -> Proposal:
    """What the index says, asked without another process."""
    from reader.search.index_worker import lacking_in

    numbers, whole = lacking_in(place, words) if any(terms.asked(words)) else ([], True)
    return Proposal(frozenset(numbers), "" if whole else "damaged")


def answers(
    targets: list[Target], query: Query, cache: Path | None = None, place: Path | None = None
) -> list[SearchEvent]:
    """All that a search says, but for what it says of the index."""
    asked = None if place is None else partial(proposed, place)
    with alone():
        found = search_library(targets, query, load=load, cache=cache, index=asked)
        return [one for one in found if not isinstance(one, Unindexed)]


def trouble(place: Path, words: str = "natasha") -> str:
    """Why the index is not used."""
    return proposed(place, words).trouble


@needs_engine
@pytest.mark.parametrize(
    ("stories", "count"), [(1, 60), pytest.param(3, 2000, marks=pytest.mark.slow)]
)
def test_the_index_changes_no_answer(tmp_path: Path, stories: int, count: int) -> None:
    """For random words in six scripts; most stories are not even looked at."""
    targets, cache, place = ready(tmp_path, stories)
    spared = 0
    for query in queries(targets, count):
        asked = partial(asked_here, place)
        with alone():
            search = partial(search_library, targets, query, load=load)
            assert list(search(cache=cache, index=asked)) == list(search()), query
        spared += len(asked(needed(query)).lacking)
    assert spared > count * len(targets) // 4


@needs_engine
def test_another_process_is_asked_and_adds(tmp_path: Path) -> None:
    """It adds all, then nothing more; what it says is what is said here."""
    targets = write(tmp_path, 1)
    cache, place = tmp_path / "cache", tmp_path / "index"
    assert trouble(place)
    list(fill_library(targets, load=load, cache=cache))
    build = partial(build_index, place, targets, cache, "")
    assert list(build(lambda: True)) == []
    assert sum(build()) == len(targets)
    assert list(build()) == []
    for words in ("natasha", "prince", "提灯", "の"):
        assert proposed(place, words) == asked_here(place, words)
    assert index_parts.size_of(place)[0] == len(targets)


def cut(file: Path) -> None:
    """Leave half of a file."""
    os.truncate(file, file.stat().st_size // 2)


def flip(file: Path) -> None:
    """Change one byte, and set the time back."""
    data, was = bytearray(file.read_bytes()), file.stat()
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


@needs_engine
@pytest.mark.parametrize("harm", [cut, flip, Path.unlink])
@pytest.mark.parametrize("which", ["stories", "meta.json", "*.term", "*.idx", "*.fast"])
def test_a_damaged_part_is_not_used_and_made_again(
    tmp_path: Path, harm: Callable[[Path], None], which: str
) -> None:
    """The others are; nothing that is found depends on it."""
    targets, cache, place = ready(tmp_path, 2)
    harm(next(next(index_parts.parts(place)).glob(which)))
    assert asked_here(place, "natasha").trouble
    assert asked_here(place, "natasha").lacking
    query = Query("提灯")
    found = search_library(targets, query, load=load, index=partial(asked_here, place))
    with alone():
        assert list(found)[1:] == answers(targets, query)
    whole = index_parts.size_of(place)[0]
    assert sum(added(place, cache, targets)) == len(targets) - whole > 0
    assert not asked_here(place, "natasha").trouble


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
def test_nobody_waits_for_a_pipe_in_the_place_of_a_part(tmp_path: Path) -> None:
    """It is damaged, as any other that is not what was made."""
    part = tmp_path / f"{1:016x}"
    part.mkdir()
    os.mkfifo(part / "stories")

    assert index_parts.size_of(tmp_path) == (0, 0, 1)


@needs_engine
@pytest.mark.parametrize("code", ["raise SystemExit", "import os; os.kill(os.getpid(), 7)", HANG])
def test_a_process_that_dies_or_hangs_costs_no_hit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """All stories are searched, and why is told once."""
    targets, cache, place = ready(tmp_path, 1)
    monkeypatch.setattr(index, "_ANSWER", code)
    monkeypatch.setattr(index, "_PATIENCE", 0.0)
    assert trouble(place)
    assert answers(targets, Query("提灯"), cache, place) == answers(targets, Query("提灯"))


@needs_engine
def test_a_search_that_is_given_up_does_not_wait_for_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends without a word."""
    targets, cache, place = ready(tmp_path, 1)
    monkeypatch.setattr(index, "_ANSWER", HANG)
    asked = partial(proposed, place)
    found = search_library(
        targets, Query("提灯"), load=load, cache=cache, index=asked, cancelled=lambda: True
    )
    assert list(found) == []


@needs_engine
def test_a_story_that_was_changed_is_searched_as_it_is(tmp_path: Path) -> None:
    """So is one that was added; a few need no part of the index, many get one."""
    targets, cache, place = ready(tmp_path, 2)
    changed, new = targets[0].path, tmp_path / "new.txt"
    for path in (changed, new):
        path.write_text("A quillon was drawn.", "utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))
    load.cache_clear()
    targets = [*targets, Target(new, "")]
    query = Query("quillon")
    found = answers(targets, query, cache, place)
    assert found == answers(targets, query)
    assert len(found) == len(targets) + 2
    list(fill_library(targets, load=load, cache=cache))
    assert added(place, cache, targets) == []
    (tmp_path / "more").mkdir()
    more = write(tmp_path / "more", 1)
    list(fill_library(more, load=load, cache=cache))
    assert sum(added(place, cache, targets + more)) == 2 + len(more)
    load.cache_clear()


@needs_engine
def test_parts_that_nobody_uses_for_a_month_go(tmp_path: Path) -> None:
    """Those of another library stay until then, what was never finished goes at once."""
    targets, cache, place = ready(tmp_path, 2)
    (place / "0123456789abcdef.part").mkdir()
    other = targets[:1]
    assert added(place, cache, other) == []
    count = index_parts.size_of(place)[0]
    assert count == len(targets)
    for part in index_parts.parts(place):
        os.utime(part / "stories", (LONG_AGO, LONG_AGO))
    sum(added(place, cache, other))
    assert index_parts.size_of(place)[0] == 1
    assert not (place / "0123456789abcdef.part").exists()
    assert time.time() - next(index_parts.parts(place)).stat().st_mtime < 10**5


@needs_engine
def test_a_story_that_cannot_be_read_is_told_of_with_an_index_too(tmp_path: Path) -> None:
    """It is in no index, and ends neither the building nor the search."""
    targets = write(tmp_path, 1)
    targets[2].path.write_bytes(bytes(range(256)) * 20)
    targets[4].path.unlink()
    load.cache_clear()
    cache, place = tmp_path / "cache", tmp_path / "index"
    list(fill_library(targets, load=load, cache=cache))
    assert sum(added(place, cache, targets)) == len(targets) - 2
    assert answers(targets, Query("提灯"), cache, place) == answers(targets, Query("提灯"))
    load.cache_clear()


@needs_engine
@pytest.mark.parametrize("broken", ["file", "read-only"])
def test_without_room_for_it_nothing_is_indexed(tmp_path: Path, broken: str) -> None:
    """Nor is anything said: it is made another time."""
    targets = write(tmp_path, 1)
    cache, place = tmp_path / "cache", tmp_path / "index"
    list(fill_library(targets, load=load, cache=cache))
    if broken == "file":
        place.write_text("not a folder")
    else:
        place.symlink_to("/proc")
    assert list(build_index(place, targets, cache, "")) == []
    assert trouble(place)


def test_without_its_engine_every_story_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is told, and nothing is built."""
    monkeypatch.setattr(index, "find_spec", lambda _: None)
    targets = write(tmp_path, 1)
    assert "nightstand[index]" in trouble(tmp_path)
    assert list(build_index(tmp_path / "index", targets, tmp_path / "cache", "")) == []
    query = Query("提灯")
    assert answers(targets, query, place=tmp_path / "index") == answers(targets, query)


@pytest.mark.parametrize(
    ("setting", "count", "used"),
    [
        ("auto", INDEXED_FROM, False),
        ("auto", INDEXED_FROM + 1, True),
        ("on", 1, True),
        ("off", INDEXED_FROM + 1, False),
    ],
)
def test_the_setting_says_from_how_many_stories_on(setting: str, count: int, used: bool) -> None:
    """Whether the index is used."""
    targets = (Target(Path("one.txt"), ""),) * count
    assert SearchableShelf(targets, index=setting).indexed is used


def test_the_screen_of_results_says_so_quietly() -> None:
    """At the end of its title, until the next search."""
    found = FoundStories()
    found.begin(Query("lamp"))
    found.take(SearchableShelf(), [Unindexed("it is damaged")], Searched(0, 3))
    assert found.title(80).endswith("0 of 3 stories · without the index")
    found.begin(Query("lamp"))
    assert "index" not in found.title(80)


_BUILDER = """
import sys
from pathlib import Path
from reader.search import index_worker
from tests.test_search_kept import targets_in
index_worker._PART_MOST = 2
given = [(str(one.path), one.rules) for one in targets_in(Path(sys.argv[1]))]
print(flush=True)
for _ in index_worker.added(Path(sys.argv[3]), Path(sys.argv[2]), "", given):
    print(flush=True)
"""


@needs_engine
@pytest.mark.slow
def test_killed_while_it_is_built_a_search_finds_the_same(tmp_path: Path) -> None:
    """Each time at another moment; what stood in the index then stands there after the next one."""
    targets, dice = write(tmp_path), random.Random(7)
    cache, place = tmp_path / "cache", tmp_path / "index"
    list(fill_library(targets, load=load, cache=cache))
    for query in queries(targets, 50):
        builder = subprocess.Popen(
            [sys.executable, "-c", _BUILDER, str(tmp_path), str(cache), str(place)],
            stdout=subprocess.PIPE,
        )
        assert builder.stdout is not None
        for _ in range(dice.randint(1, len(targets) // 2)):
            builder.stdout.readline()
        for _ in range(dice.randrange(10 ** dice.randint(1, 6))):
            """Somewhere within the next part."""
        builder.send_signal(signal.SIGKILL)
        builder.communicate()
        assert not asked_here(place, "natasha").trouble
        assert answers(targets, query, cache, place) == answers(targets, query)
        if dice.random() < 0.3:
            for part in [*index_parts.parts(place)][1:]:
                shutil.rmtree(part)
    added(place, cache, targets)
    assert index_parts.size_of(place)[::2] == (len(targets), 0)
    assert not list(place.glob("*.part"))


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library."""
    folder = tmp_path / "library"
    folder.mkdir()
    write(folder, 1)
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    return folder


@needs_engine
def test_the_command_makes_the_index_that_a_search_uses(call: Call, shelf: Path) -> None:
    """Wanted and not there it is told of in one line, and all is found; doctor says how it is."""
    assert call("config", "set", "search_index", "on").code == 0
    before = call("search", "提灯")
    assert before.complaint.count("index") == 2
    made = call("index", "--json").json
    assert (made["stories"], made["indexed"], made["used"]) == (6, 6, True)
    after = call("search", "提灯")
    assert (after.out, after.err) == (before.out, "")
    checks = {one["what"]: one for one in call("doctor", "--json").json}
    assert checks["index"]["ok"]
    assert checks["index"]["advice"].startswith("6 stories")
