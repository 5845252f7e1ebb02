"""Books in other forms, by the command that the settings name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import formats
from reader.cli.open import tell_converting
from reader.context import Context, set_up
from reader.file_stamp import fingerprint
from reader.formats import conversion
from reader.formats.choices import Choices, Conversion
from reader.formats.files import LoadError
from reader.paint.themes import Run
from reader.reading.open import open_path
from reader.reading.request import Request
from tests.books import PROSE, epub, page

KINDLE = b"\0" * 60 + b"BOOKMOBI" + b"\0" * 40
COPY = (
    "import pathlib, sys;"
    "made, out, log = map(pathlib.Path, sys.argv[1:]);"
    "out.write_bytes(made.read_bytes());"
    "log.open('a').write('x')"
)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """An empty library."""
    made, _ = set_up(tmp_path / "library")
    yield made
    made.store.close()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A Kindle book, and beside it the EPUB that is made of it."""
    (tmp_path / "made.epub").write_bytes(epub([page(PROSE)]))
    path = tmp_path / "ferry.mobi"
    path.write_bytes(KINDLE)
    return path


def command(folder: Path) -> tuple[str, ...]:
    """Copies the EPUB, and leaves a letter in a log each time."""
    return (sys.executable, "-c", COPY, str(folder / "made.epub"), "{out}", str(folder / "log"))


def test_a_book_in_another_form_opens_as_what_the_command_makes_of_it(
    context: Context, book: Path
) -> None:
    """The command runs once; the story is known by the bytes of the book itself."""
    settings = context.settings.replace(convert=command(book.parent))
    able = context.replace(settings=settings)
    opened = [open_path(able, book) for _ in range(2)]

    assert (book.parent / "log").read_text() == "x"
    assert opened[0].story.text == opened[1].story.text
    assert opened[0].id == opened[1].id
    assert opened[0].story.source.sha256 == fingerprint(KINDLE)
    assert opened[0].story.source.kind == "Kindle book, as EPUB"
    assert opened[0].story.decisions[0].topic == "converted"
    assert opened[0].choices.convert is None  # what is kept of a story names no program


class Hold:
    """A terminal that keeps what it is to show."""

    def __init__(self) -> None:
        self.rows: list[str] = []

    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return 200, 24

    def dark(self) -> None:
        """Nobody knows."""

    def show(self, rows: list[list[Run]], _theme: object) -> None:
        """Keep the words."""
        self.rows += ["".join(run.text for run in row) for row in rows if row]


def test_a_conversion_is_told_while_it_is_waited_for(context: Context, book: Path) -> None:
    """Only before it was done, and only of books that need it."""
    able = context.replace(settings=context.settings.replace(convert=command(book.parent)))
    hold = Hold()

    def tell(path: Path) -> list[str]:
        tell_converting(able, Request(path), hold)  # type: ignore[arg-type]
        shown, hold.rows = hold.rows, []
        return shown

    before = tell(book), tell(book.parent / "made.epub"), tell(book.parent / "nowhere.mobi")
    open_path(able, book)

    assert before == (
        [f"  Converting ferry.mobi with {sys.executable}; this is done once."],
        [],
        [],
    )
    assert tell(book) == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "is a Kindle book: convert it to EPUB"),
        (("/nowhere/at/all", "{in}"), "is not converted: /nowhere/at/all could not be run"),
        ((sys.executable, "-c", "raise SystemExit('no ink')"), "failed: no ink"),
        ((sys.executable, "-c", ""), "failed: no reason"),
        (
            (sys.executable, "-c", "open(__import__('sys').argv[1], 'w').write('x')", "{out}"),
            "made is a ZIP archive that is cut short or broken",
        ),
    ],
    ids=["none", "missing", "failing", "idle", "no-epub"],
)
def test_a_book_that_cannot_be_converted_says_why_in_one_sentence(
    tmp_path: Path, words: tuple[str, ...], reason: str
) -> None:
    """Whatever goes wrong, it is a `LoadError`."""
    convert = Conversion(words, str(tmp_path / "kept")) if words else None
    with pytest.raises(LoadError) as error:
        formats.from_bytes(KINDLE, "ferry.mobi", Choices(convert=convert))

    assert reason in error.value.reason
    assert "\n" not in str(error.value)


def test_a_command_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time that a conversion may take."""
    monkeypatch.setattr(conversion, "_SECONDS", 0)
    waits = (sys.executable, "-c", "import threading; threading.Event().wait()")
    with pytest.raises(LoadError, match="took more than 0 seconds"):
        conversion.converted(KINDLE, "ferry.mobi", Conversion(waits, str(tmp_path / "kept")))


def test_stored_choices_name_no_command() -> None:
    """A data file from elsewhere cannot make the program run anything."""
    stored = '{"convert": [["rm", "{in}"], "/tmp"], "raw": true}'

    assert Choices.from_json(stored) == Choices(raw=True)


def test_only_the_newest_conversions_are_kept(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of them does not grow for ever."""
    monkeypatch.setattr(conversion, "_KEPT", 2)
    kept = book.parent / "kept"
    for number in range(4):
        data = KINDLE + bytes([number])
        conversion.converted(data, "ferry.mobi", Conversion(command(book.parent), str(kept)))

    assert len(list(kept.iterdir())) == 2


def spoilt(kept: bytes, how: str) -> bytes:
    """What was kept, no longer as it was."""
    return {
        "one bit": bytes([*kept[:-1], kept[-1] ^ 1]),
        "cut off": kept[: len(kept) // 2],
        "only its head": kept[:64],
        "without its head": kept[64:],
        "another book": kept[:64] + epub([page("<p>Not this one.</p>")]),
    }.get(how, how.encode())


@pytest.mark.parametrize(
    "how",
    [
        *("one bit", "cut off", "only its head", "without its head", "another book"),
        *("", "other words", "a folder", "a loop"),
    ],
)
def test_what_is_not_what_was_kept_is_made_again(book: Path, how: str) -> None:
    """However it was spoilt; where it cannot be kept it is made each time."""
    convert = Conversion(command(book.parent), str(book.parent / "kept"))
    made = conversion.converted(KINDLE, "ferry.mobi", convert)
    (kept,) = (book.parent / "kept").iterdir()
    whole = kept.read_bytes()
    kept.unlink()
    if how == "a folder":
        kept.mkdir()
    elif how == "a loop":
        kept.symlink_to(kept)
    else:
        kept.write_bytes(spoilt(whole, how))

    again = [conversion.converted(KINDLE, "ferry.mobi", convert) for _ in range(2)]

    assert again == [made, made]
    assert len((book.parent / "log").read_text()) == (3 if how == "a folder" else 2)
