"""Whatever is given instead of a story: one clean line that names it and the reason, exit 1."""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.shell import Call, process

COMMANDS = ("cat", "info", "toc")


def random_bytes(folder: Path) -> Path:
    """A file of noise."""
    path = folder / "noise.txt"
    path.write_bytes(random.Random(7).randbytes(5000))
    return path


def sparse(folder: Path) -> Path:
    """A file of 300 MB that takes no room on the disk."""
    path = folder / "huge.txt"
    with path.open("wb") as file:
        file.truncate(300 << 20)
    return path


def pipe(folder: Path) -> Path:
    """A named pipe that nobody writes to."""
    os.mkfifo(folder / "pipe.txt")
    return folder / "pipe.txt"


def link_to(folder: Path, target: str) -> Path:
    """A link with the name of a story."""
    path = folder / "link.txt"
    path.symlink_to(target)
    return path


def written(folder: Path, data: bytes) -> Path:
    """A file of these bytes."""
    path = folder / "some.txt"
    path.write_bytes(data)
    return path


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda f: f / "gone.txt", "there is no such file"),
    "below a file": (lambda f: written(f, b"x") / "gone.txt", "there is no such file"),
    "with NUL": (lambda f: f / "a\0b.txt", "there is no such file"),
    "too long a name": (lambda f: f / ("n" * 5000 + ".txt"), "file name too long"),
    "folder": (lambda f: f, "is a folder"),
    "empty": (lambda f: written(f, b""), "is empty"),
    "blank": (lambda f: written(f, b"\xef\xbb\xbf \r\n\t\n"), "is empty"),
    "pipe": (pipe, "is a pipe, not a file"),
    "link to a pipe": (lambda f: link_to(f, str(pipe(f))), "is a pipe, not a file"),
    "link to nothing": (lambda f: link_to(f, "nowhere"), "there is no such file"),
    "link to itself": (lambda f: link_to(f, "link.txt"), "symbolic links"),
    "endless": (lambda _: Path("/dev/zero"), "is a device, not a file"),
    "endless by a link": (lambda f: link_to(f, "/dev/zero"), "is a device, not a file"),
    "noise": (random_bytes, "is binary, not text"),
    "NULs": (lambda f: written(f, b"\0" * 4000), "is empty"),
    "NULs between": (lambda f: written(f, b"ab\0\0\1" * 99), "is binary, not text"),
    "picture": (lambda f: written(f, b"\x89PNG\r\n\x1a\n"), "is a PNG picture"),
    "PDF": (lambda f: written(f, b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"), "is a PDF file"),
    "too large": (sparse, "is too large: 300 MB"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_story_is_named_with_its_reason(
    call: Call, tmp_path: Path, kind: str, command: str
) -> None:
    """Nothing on stdout, one line on stderr, and the right exit code."""
    make, reason = BAD[kind]
    path = make(tmp_path)
    done = call(command, path)

    assert (done.code, done.out) == (1, "")
    assert path.name[:40].replace("\0", "␀") in done.complaint
    assert reason in done.complaint


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "endless", "too large", "noise"])
def test_a_real_process_answers_alike(tmp_path: Path, kind: str) -> None:
    """From outside: no traceback, no warning, no waiting."""
    make, reason = BAD[kind]
    done = process("cat", make(tmp_path))

    assert (done.code, done.out) == (1, "")
    assert reason in done.complaint


@pytest.mark.parametrize("data", [b"", b" \n", b"\0\1\2\3" * 500])
def test_a_pipe_without_a_story_says_so(call: Call, data: bytes) -> None:
    """Standard input is named like a file."""
    done = call("cat", "-", stdin=data)

    assert (done.code, done.out) == (1, "")
    assert done.complaint.startswith("standard input: is ")


def test_a_stray_byte_is_no_reason_to_refuse(call: Call, tmp_path: Path) -> None:
    """A text with a NUL, a torn character and a control in it is still read."""
    path = written(tmp_path, b"Once upon a time\0 there was\x07 a mill, blu\xc3 and all. " * 3)
    done = call("cat", path)

    assert (done.code, done.err) == (0, "")
    assert "␀ there was␇ a mill" in done.out


NAMES = [
    (b"esc\x1b]0;PWN\x07\x1b[31m.txt", "esc␛]0;PWN␇␛[31m.txt"),
    (b"one\nline.txt", "one␊line.txt"),
    (b"[/][red].txt", "[/][red].txt"),
    (b"bad \xff\xfe.txt", r"bad \xff\xfe.txt"),
    (b"bad \xff\xfd.txt", r"bad \xff\xfd.txt"),
    ("bidi\u202etxt.exe\u2066.txt".encode(), "bidi\ufffdtxt.exe\ufffd.txt"),
    (b"c1\xc2\x9b31m.txt", "c1\ufffd31m.txt"),
]


@pytest.mark.parametrize(("name", "shown"), [n for n in NAMES if b"/" not in n[0]])
def test_hostile_names_are_listed_and_told_cleanly(
    call: Call, tmp_path: Path, name: bytes, shown: str
) -> None:
    """On stderr and in the list, each apart from every other, and the file is found by its name."""
    raw = os.fsencode(tmp_path) + b"/" + name
    Path(os.fsdecode(raw)).write_text("A story.\n", encoding="utf-8")
    listed = call("list", "--library", tmp_path)
    found = call("list", "--library", tmp_path, "--json").json

    (row,) = listed.out.splitlines()
    assert row.split("  ", 1)[0] == shown.removesuffix(".txt")
    assert os.fsencode(found[0]["path"]) == raw
    assert call("cat", os.fsdecode(raw)).out == "A story.\n"
    Path(os.fsdecode(raw)).unlink()
    assert call("cat", os.fsdecode(raw)).complaint.endswith(f"{shown}: there is no such file")


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_hostile_words_are_told_cleanly(call: Call, name: bytes, shown: str) -> None:
    """Where no file, no title, no bookmark, no option of that name is."""
    word = os.fsdecode(name)

    assert shown in call("cat", word).complaint
    assert shown in call("list", "--library", word).complaint
    assert call("cat", f"--{word}").complaint


@pytest.fixture
def others_folder() -> Iterator[Path]:
    """A folder in which the tests run without the rights of root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        rank = os.geteuid()
        try:
            yield folder
        finally:
            if os.geteuid() != rank:
                os.seteuid(rank)


def without_rights() -> None:
    """Be nobody, whom permissions bind; others than root are bound already."""
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_an_unreadable_file_says_so(call: Call, others_folder: Path) -> None:
    """Neither a story nor a shelf with one in it is stopped by a file without rights."""
    locked = others_folder / "locked.txt"
    locked.write_text("Secret.\n", encoding="utf-8")
    locked.chmod(0)
    (others_folder / "open.txt").write_text("For all.\n", encoding="utf-8")
    without_rights()
    data = ("--data", others_folder / "none.db", "--config", others_folder / "none.toml")
    done = call("cat", locked, *data)
    listed = call("list", "--library", others_folder, *data)

    assert done.code == 1
    assert "locked.txt: you may not read it" in done.err
    assert "Secret" not in done.out
    assert listed.code == 0
    assert any("locked" in row and "you may not read it" in row for row in listed.out.splitlines())
    assert any(row.startswith("open") and "2 words" in row for row in listed.out.splitlines())
