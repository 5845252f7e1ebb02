"""Stories that are passed over by the signs of what is kept: only those that lack the words."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.file_stamp import FileStamp
from reader.search.answers import StoryHits, Target
from reader.search.cache import Cache
from reader.search.library import fill_library, search_library
from reader.search.query import Query
from reader.search.sieve import LEAST_TEXT, asked, denied, signed, signs, unsigned
from reader.story import Story
from tests.search_strategies import SCRIPTS, story_of

LONG_AGO = 1_000_000_000
LONG = "The prince had never seen the quay, nor 床前明月光 there. " * (LEAST_TEXT // 50)


@st.composite
def held(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and words that stand in it."""
    letters = st.text(draw(st.sampled_from((*SCRIPTS, "ab c", "ab床前 "))) + "xyz", max_size=60)
    text = draw(letters) * draw(st.integers(1, 400))
    start = draw(st.integers(0, len(text)))
    return text, text[start : start + draw(st.integers(0, 20))]


@given(held())
def test_what_a_text_holds_is_never_denied(found: tuple[str, str]) -> None:
    """In every script, whatever else the text holds."""
    text, words = found
    assert not denied(signs(text), asked(words))


@pytest.mark.parametrize(
    ("words", "is_denied"),
    [
        ("prince", False),
        ("princess", True),
        ("seen the quay", False),
        ("月光", False),
        ("光明", True),
        ("quay", False),
        ("oxen", False),
    ],
)
def test_what_no_row_of_letters_speaks_for_is_denied(words: str, is_denied: bool) -> None:
    """Words of five letters or two ideographs; of shorter ones nothing can be told."""
    assert denied(signs(LONG.casefold()), asked(words)) is is_denied


def test_signs_take_a_hundredth_of_the_text() -> None:
    """However many rows of letters there are."""
    text = "".join(chr(0x4E00 + (n * n) % 20000) for n in range(50_000))
    assert len(signs(text)) <= len(text.encode()) // 70


@pytest.fixture
def filled(tmp_path: Path) -> tuple[Target, Path]:
    """A long story and a cache in which it is kept with its signs."""
    path = tmp_path / "a"
    path.write_text(LONG, "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    cache = tmp_path / "cache"
    list(fill_library([Target(path, "a")], load=load, cache=cache))
    return Target(path, "a"), cache


def load(path: Path) -> Story:
    """A story whose lines are its paragraphs."""
    return story_of(path.read_text("utf-8"))


def never(path: Path) -> Story:
    """A loader for searches that must not need one."""
    raise AssertionError(path)


def has_signs(folder: Path, target: Target) -> bool:
    """Whether signs are kept of a story."""
    with closing(Cache(folder)) as cache:
        return cache.has_signs(str(target.path), "")


def total(
    target: Target, cache: Path, words: str, load: Callable[[Path], Story] = load
) -> int | None:
    """How many hits the story is said to have."""
    answers = list(search_library([target], Query(words), load=load, cache=cache))
    return next((one.total for one in answers if isinstance(one, StoryHits)), None)


def test_what_is_kept_of_a_story_that_lacks_the_words_is_not_read(
    filled: tuple[Target, Path],
) -> None:
    """The signs are enough to tell; what the story holds is found as ever."""
    target, cache = filled
    assert total(target, cache, "prince", never) == LONG.count("prince")
    with patch.object(Cache, "entry", side_effect=AssertionError):
        assert total(target, cache, "crocodile", never) is None


def test_signs_speak_for_one_state_of_a_story(filled: tuple[Target, Path]) -> None:
    """An edited story is searched as it is now."""
    target, cache = filled
    target.path.write_text(LONG + "A crocodile.", "utf-8")
    assert total(target, cache, "crocodile") == 1


@given(data=st.data())
def test_damaged_signs_deny_nothing(data: st.DataObject) -> None:
    """Cut short, changed anywhere, or of another file, they count as missing."""
    stamp = FileStamp("a", 2, 3, 4)
    whole = signed(b"x" * 16, stamp, LONG)
    kept = unsigned(memoryview(whole), b"x" * 16, stamp)
    assert kept is not None
    assert bytes(kept) == signs(LONG)
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for at in data.draw(st.lists(st.integers(0, max(0, len(damaged) - 1)), max_size=3)):
        if damaged:
            damaged[at] ^= data.draw(st.integers(1, 255))
    if damaged != whole:
        assert unsigned(memoryview(bytes(damaged)), b"x" * 16, stamp) is None
    assert unsigned(memoryview(whole), b"y" * 16, stamp) is None
    assert unsigned(memoryview(whole), b"x" * 16, stamp._replace(mtime_ns=5)) is None


def test_what_a_search_kept_gets_its_signs_when_nobody_waits(tmp_path: Path) -> None:
    """Without being read again."""
    path = tmp_path / "a"
    path.write_text(LONG, "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    target, cache = Target(path, "a"), tmp_path / "cache"
    assert total(target, cache, "prince") == LONG.count("prince")
    assert not has_signs(cache, target)
    list(fill_library([target], load=never, cache=cache))
    assert has_signs(cache, target)
