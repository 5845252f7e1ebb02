"""Disks that answer late or never: whoever waits goes on, and what they gave is not lost."""

import asyncio
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import locator
from reader.context import Context, Library, set_up
from reader.library import patience
from reader.library.patience import Errand, Stream
from reader.reading.open import open_path
from reader.shelf.entries import refreshed
from reader.shelf.front import remembered
from reader.shelf.scan import Disks, look_around, rescan
from reader.tui.screens.shelf.files import LooseThreads

TEXT = "The {}\n\nby A. Writer\n\n\nIt was the {} time that the tide came in.\n"


@given(st.lists(st.integers(), max_size=200))
def test_a_stream_gives_what_its_iterator_gives(items: list[int]) -> None:
    """All of it, in its order."""
    assert list(Stream(lambda: iter(items)).items()) == items


def test_what_fails_in_a_thread_fails_where_it_is_waited_for() -> None:
    """The error itself, of an errand and of a stream, behind what had come before."""

    def broken() -> Iterator[int]:
        yield 1
        raise LookupError("gone")

    items = Stream(broken).items()
    with pytest.raises(LookupError, match="gone"):
        list(items)
    with pytest.raises(LookupError, match="gone"):
        Errand(lambda: list(broken())).result()


def test_nobody_waits_longer_than_they_want() -> None:
    """For an errand, for a stream, and for the threads of a loop that ends."""
    held = Event()
    errand = Errand(held.wait)
    with pytest.raises(TimeoutError):
        errand.result(0)
    with pytest.raises(TimeoutError):
        list(Stream(lambda: iter(held.wait, None)).items(0))

    async def leave() -> None:
        asyncio.get_running_loop().set_default_executor(LooseThreads(patience=0))
        asyncio.get_running_loop().run_in_executor(None, held.wait)

    asyncio.run(leave())
    assert errand.running
    held.set()
    assert errand.result() is True


def test_the_threads_of_a_loop_answer_as_others_do() -> None:
    """With what a function gives, or its error."""

    async def ask() -> list[object]:
        asyncio.get_running_loop().set_default_executor(LooseThreads())
        answers = (asyncio.to_thread(int, text) for text in ("7", "x", "8"))
        return [*await asyncio.gather(*answers, return_exceptions=True)]

    seven, wrong, eight = asyncio.run(ask())
    assert (seven, eight) == (7, 8)
    assert isinstance(wrong, ValueError)


@pytest.fixture
def shares(tmp_path: Path) -> Iterator[tuple[Context, Path, Path]]:
    """A library of two folders, `far` and `near`, each with stories that are known."""
    far, near = tmp_path / "far", tmp_path / "near"
    for folder in (far / "inner", near):
        folder.mkdir(parents=True)
        for name in ("first", "second"):
            text = TEXT.format(f"{name} {folder.name}".title(), name)
            (folder / f"{name}.txt").write_text(text, "utf-8")
    context = set_up(far)[0]
    context = context.replace(library=lambda: Library((far, near), far))
    look_around(context)
    yield context, far, near
    context.store.close()


def titles(context: Context) -> set[str]:
    """Those that stand on the shelf as if they were there."""
    return {entry.title for entry in remembered(context).entries if not entry.problem}


ALL = {"The First Inner", "The Second Inner", "The First Near", "The Second Near"}


def hooked(monkeypatch: pytest.MonkeyPatch, name: str, meet: Callable[[str], None]) -> None:
    """Have `os.<name>` ask first whether there is trouble with a path."""
    plain: Any = getattr(os, name)

    def call(path: Any = ".", *args: Any, **how: Any) -> Any:
        meet(os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else "")
        return plain(path, *args, **how)

    monkeypatch.setattr(f"reader.library.folders.os.{name}", call)


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.EACCES, errno.ETIMEDOUT])
@pytest.mark.parametrize("name", ["scandir", "stat"])
@pytest.mark.parametrize("inner", ["", "inner"])
def test_what_cannot_be_looked_at_stays_as_it_was(
    shares: tuple[Context, Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    name: str,
    inner: str,
) -> None:
    """While what is new elsewhere is found; and when it is back nothing is looked at again."""
    context, far, near = shares
    away = os.fspath(far / inner)

    def meet(path: str) -> None:
        if path == away:
            raise OSError(number, os.strerror(number), path)

    (near / "third.txt").write_text(TEXT.format("Third Near", "third"), "utf-8")
    with monkeypatch.context() as patch:
        hooked(patch, name, meet)
        found = look_around(context)
    assert titles(context) == ALL | {"The Third Near"}
    assert found.unreached == (() if inner else (away,))
    assert not look_around(context).changed


def test_a_folder_that_is_gone_as_a_whole_stays_as_it_was(
    shares: tuple[Context, Path, Path],
) -> None:
    """As a share that is not mounted; a folder in it that is gone takes its stories along."""
    context, far, _ = shares
    away = far.with_name("away")
    far.rename(away)
    assert look_around(context).unreached == (os.fspath(far),)
    assert titles(context) == ALL
    away.rename(far)
    (far / "inner").rename(away)
    assert look_around(context).unreached == ()
    assert titles(context) == {"The First Near", "The Second Near"}


class Clock:
    """Time that has run out as soon as a disk is stuck."""

    def __init__(self) -> None:
        self.stuck = Event()

    def monotonic(self) -> float:
        """Seconds."""
        return monotonic() + 1_000 * self.stuck.is_set()


def test_a_disk_that_never_answers_is_left_behind(
    shares: tuple[Context, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other folders are looked into, no second thread waits for it, and it may come back."""
    context, far, near = shares
    clock, held, asked = Clock(), Event(), list[str]()
    monkeypatch.setattr(patience, "time", clock)

    def meet(path: str) -> None:
        if path == os.fspath(far) and not held.is_set():
            asked.append(path)
            clock.stuck.set()
            held.wait()

    hooked(monkeypatch, "scandir", meet)
    (near / "third.txt").write_text(TEXT.format("Third Near", "third"), "utf-8")
    disks = Disks()
    assert look_around(context, disks=disks).unreached == (os.fspath(far),)
    assert titles(context) == ALL | {"The Third Near"}
    assert look_around(context, disks=disks).unreached == (os.fspath(far),)
    assert asked == [os.fspath(far)]
    held.set()
    while disks.waiting:
        Event().wait(0.01)
    (far / "fourth.txt").write_text(TEXT.format("Fourth Far", "fourth"), "utf-8")
    assert look_around(context, disks=disks).unreached == ()
    assert titles(context) == ALL | {"The Third Near", "The Fourth Far"}


def test_a_look_is_stopped_while_it_waits(
    shares: tuple[Context, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the program is left; nothing counts as gone by that."""
    context, far, _ = shares
    held, waits = Event(), Event()

    def meet(path: str) -> None:
        if path == os.fspath(far):
            waits.set()
            held.wait()

    hooked(monkeypatch, "scandir", meet)
    assert not look_around(context, stopped=waits.is_set).changed
    held.set()
    assert titles(context) == ALL


def test_a_shelf_is_made_again_without_asking_a_disk(
    shares: tuple[Context, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found missing stays so, with its reason, until the next look."""
    context, _, near = shares
    opened = open_path(context, near / "first.txt")
    assert opened.id is not None
    context.store.places.remember(opened.id, locator.make(opened.story, 20), at_once=True)
    aside = (near / "first.txt").rename(near / "aside")
    shown = rescan(context)
    aside.rename(near / "first.txt")
    monkeypatch.setattr("reader.shelf.entries.stamp_of", None)

    assert [one.problem for one in shown if one.missing] == [f"missing: it was {near}/first.txt"]
    assert refreshed(context, shown) == shown
