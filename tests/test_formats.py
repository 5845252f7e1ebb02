"""A file becomes a story, or one clear line says why not."""

import os
from pathlib import Path

import pytest

from reader import formats
from reader.formats.files import LoadError, read
from reader.formats.text.parse import parse


def test_paragraphs_wrapped_by_hand_become_one_line_each() -> None:
    """Lines of one paragraph are joined, paragraphs stay apart."""
    line = "word " * 12 + "end of a line that is long enough"
    data = f"{line}\n{line}\nlast.\n\n{line}\n".encode()

    story = parse(data, "tale.txt")

    assert story.text == f"{line} {line} last.\n{line}"
    assert [story.text[b.start : b.end] for b in story.blocks] == story.text.split("\n")
    assert story.title == "tale"


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n"])
def test_an_empty_file_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    """A file without a word says so."""
    path = tmp_path / "blank.txt"
    path.write_bytes(data)

    with pytest.raises(LoadError, match=r"blank\.txt: is empty"):
        formats.load(path)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe, a folder and a missing path each give their reason."""
    os.mkfifo(tmp_path / "pipe")

    for name, reason in [("pipe", "pipe"), ("", "folder"), ("gone", "no such file")]:
        with pytest.raises(LoadError, match=reason):
            read(tmp_path / name)


def test_a_file_that_has_nothing_to_give_yet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As some of the system's are until something happens; it is not waited for."""
    theirs, ours = os.pipe()
    os.set_blocking(theirs, False)
    with monkeypatch.context() as patch:
        patch.setattr("reader.formats.files._refuse_other_than_files", lambda *_: None)
        patch.setattr(os, "open", lambda *_: theirs)
        with pytest.raises(LoadError, match="has nothing to read yet"):
            read("log.txt")
    os.close(ours)
