"""New files that are looked at by several processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.file_stamp import FileStamp, stamp_of
from reader.posix import POSIX
from reader.search.member import Member
from reader.shelf import glances
from reader.shelf.glances import Looked, look, looks, started

pytestmark = pytest.mark.skipif(not POSIX, reason="pipes are handed on as POSIX does")


@pytest.fixture
def files(tmp_path: Path) -> list[FileStamp]:
    """Stories in two encodings, and what is none."""
    folder = tmp_path / "library"
    folder.mkdir()
    for number in range(60):
        text = f"The Lamp of {number}\n\nby A. Writer\n\n\nIt went out. 夜《よる》が来た。\n"
        path = folder / f"story {number:02}.txt"
        path.write_bytes(text.encode("shift_jis" if number % 3 else "utf-8"))
    (folder / "story 07.txt").write_bytes(b"\x89PNG\r\n" + bytes(90))
    (folder / "story 31.txt").write_bytes(b"")
    found = [stamp_of(path) for path in sorted(folder.iterdir())]
    gone = FileStamp(str(folder / "gone.txt"))
    return [*filter(None, found), gone]


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Member]]:
    """The processes that are begun, two for any number of files."""
    begun: list[Member] = []

    def member(code: str) -> Member:
        begun.append(Member(code))
        return begun[-1]

    monkeypatch.setattr(glances, "Member", member)
    monkeypatch.setattr(glances, "cores", lambda: 2)
    yield begun
    assert len(begun) == 2
    assert all(one.process.poll() is not None for one in begun)


def alone(files: list[FileStamp]) -> list[Looked | None]:
    """What this process sees."""
    return [look(file.path) for file in files]


def test_several_processes_see_what_one_sees(files: list[FileStamp], crew: list[Member]) -> None:
    """In the order of the files: stories, why others are none, and nothing of one that is gone."""
    seen = list(looks(files, started()))

    assert seen == alone(files)
    assert seen[-1] is None
    assert sum(one is not None and one.glance is None for one in seen) == 2


def test_processes_that_end_are_done_without(files: list[FileStamp], crew: list[Member]) -> None:
    """What one owed is looked at by the others, or here."""
    found = looks(files, started())
    seen = [next(found)]
    for one in crew:
        one.process.kill()
        seen.append(next(found))
    seen += found

    assert seen == alone(files)


def test_processes_end_when_nobody_asks_further(files: list[FileStamp], crew: list[Member]) -> None:
    """As when a scan is stopped."""
    found = looks(files, started())
    next(found)
    found.close()
