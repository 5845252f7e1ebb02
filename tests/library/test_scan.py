"""Folders of every kind: what is a story is found once, nothing waits, nothing raises."""

import os
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

import reader
from reader.file_stamp import KnownFile, stamp_of
from reader.library import folders
from reader.library.folders import ScannedFile, look, samples, scan
from tests.storage.rights import as_anybody

TEXT = "Once upon a time there was a story.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty library."""
    made = tmp_path / "library"
    made.mkdir()
    return made


def write(path: Path, text: str = TEXT) -> Path:
    """A file, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def found(*folders: Path) -> list[ScannedFile]:
    """A first scan."""
    return list(scan(folders, {}))


def names(folder: Path) -> list[str]:
    """Files found, relative to the library, in order."""
    return sorted(str(one.path.relative_to(folder)) for one in found(folder))


def test_stories_are_found_by_their_suffix_in_all_subfolders(folder: Path) -> None:
    """Case does not matter; hidden folders and other files do not count."""
    for name in ("a.txt", "B.TXT", "sub/c.text", "sub/deep/d.Txt", "e.py", ".git/f.txt", "txt"):
        write(folder / name)

    assert names(folder) == ["B.TXT", "a.txt", "sub/c.text", "sub/deep/d.Txt"]
    assert {one.sha256 for one in found(folder)} == {sha256(TEXT.encode()).hexdigest()}


@pytest.mark.parametrize(
    "name",
    [
        "._Harbour.txt",
        ".#Harbour.txt",
        ".trashed-1719-Harbour.txt",
        ".Harbour.txt.swp",
        ".~lock.Harbour.txt#",
        "~$Harbour.txt",
        "~$rbour.TXT",
        "Harbour.txt~",
        "#Harbour.txt#",
        "sub/._Inner.text",
    ],
)
def test_what_lies_beside_a_story_is_none(folder: Path, name: str) -> None:
    """Hidden files, and what systems and editors keep next to a file, are passed over."""
    write(folder / "Harbour.txt")
    write(folder / name, "x")

    assert names(folder) == ["Harbour.txt"]


def test_a_file_that_has_not_changed_is_not_read_again(folder: Path) -> None:
    """Size and time to the nanosecond are enough; then only the story's number is given."""
    path = write(folder / "a.txt")
    stamp = stamp_of(path)
    assert stamp is not None
    path.chmod(0)
    with as_anybody():
        same = list(scan([folder], {path: KnownFile(stamp, 7)}))
        other = list(scan([folder], {path: KnownFile(stamp._replace(mtime_ns=1), 7)}))

    assert same == [ScannedFile(stamp, story=7)]
    assert other[0].story is None
    assert other[0].problem


def test_a_file_counts_once_however_many_links_lead_to_it(folder: Path) -> None:
    """Hard links, links to files and a folder named twice are one file."""
    path = write(folder / "a.txt")
    os.link(path, folder / "b.txt")
    (folder / "c.txt").symlink_to(path)
    (folder / "nowhere.txt").symlink_to(folder / "none")

    assert len(found(folder, folder, folder / ".." / "library")) == 1


def test_folders_that_lead_back_to_themselves_end(folder: Path) -> None:
    """A link to a folder that was gone through already is passed over."""
    write(folder / "sub" / "a.txt")
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "two").mkdir()
    (folder / "two" / "one").symlink_to(folder / "two")

    assert names(folder) == ["sub/a.txt"]


def test_linked_folders_are_followed(folder: Path, tmp_path: Path) -> None:
    """What a link leads to is part of the library, once, and real folders come first."""
    elsewhere = tmp_path / "elsewhere"
    write(elsewhere / "novels" / "far.txt")
    write(folder / "sub" / "near.txt")
    (folder / "a-link").symlink_to(elsewhere)
    (folder / "b-link").symlink_to(elsewhere / "novels")
    (folder / "c-link").symlink_to(folder / "sub")

    assert names(folder) == ["a-link/novels/far.txt", "sub/near.txt"]


def test_three_thousand_nested_folders_are_no_trouble(folder: Path) -> None:
    """What lies deeper than 32 folders is left where it is."""
    write(folder / "/".join(["d"] * folders.DEEPEST) / "in.txt")
    write(folder / "/".join(["d"] * (folders.DEEPEST + 1)) / "out.txt")
    here = Path.cwd()
    try:
        os.chdir(folder)
        for _ in range(3_000):
            Path("e").mkdir()
            os.chdir("e")
    finally:
        os.chdir(here)

    files = [one.path.name for one in found(folder)]
    # Too deep for the cleaning of pytest, which recurses.
    subprocess.run(["rm", "-r", "-f", str(folder / "e")], check=True)

    assert files == ["in.txt"]


def test_a_folder_of_too_many_files_is_cut_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many entries are looked at and no more."""
    for number in range(30):
        write(folder / f"{number}.txt")
    monkeypatch.setattr(folders, "MOST", 20)

    assert len(found(folder)) == 20


def test_pipes_and_devices_are_not_opened(folder: Path) -> None:
    """A pipe would be waited for, a device would never end."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "folder.txt").mkdir()

    assert found(folder) == []
    assert look(folder / "pipe.txt").problem == "not a regular file"


def test_what_cannot_be_read_is_told_and_the_rest_is_read(folder: Path) -> None:
    """One bad file or folder does not stop a scan."""
    bad, good = write(folder / "bad.txt"), write(folder / "good.txt")
    closed = write(folder / "closed" / "c.txt").parent
    bad.chmod(0)
    closed.chmod(0)
    with as_anybody():
        first, second = sorted(found(folder), key=lambda one: one.path)
    closed.chmod(0o700)

    assert (first.path, first.sha256) == (bad, "")
    assert first.problem == "you may not read it"
    assert (second.path, second.problem) == (good, "")


def test_a_folder_that_is_not_there_is_empty(folder: Path) -> None:
    """A library on a disk that is not plugged in is no error."""
    assert found(folder / "none") == []


def test_a_file_that_vanishes_is_told(folder: Path) -> None:
    """Between being listed and being read, anything can happen."""
    gone = look(folder / "gone.txt")

    assert gone.problem
    assert gone.sha256 == ""


def test_names_that_are_no_text_are_kept_as_they_are(folder: Path) -> None:
    """Bytes that are no UTF-8, escapes and newlines come back as the system names them."""
    name = os.fsdecode(b"\xff\x1b[31m\n[b].txt")
    write(folder / name)

    assert [one.path.name for one in found(folder)] == [name]


def test_the_samples_are_found_in_a_wheel_and_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel has them inside, a checkout beside; without either there are none."""
    package = tmp_path / "site" / "reader"
    package.mkdir(parents=True)
    monkeypatch.setattr(reader, "__file__", str(package / "__init__.py"))

    assert samples() is None
    (tmp_path / "site" / "library").mkdir()
    assert samples() == tmp_path / "site" / "library"
    (package / "_library").mkdir()
    assert samples() == package / "_library"
