"""What the reader corrects of a story: its title, its author, and lines that are hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import formats, locator
from reader.context import Context, set_up
from reader.formats.choices import Choices
from reader.reading.bookmarks import bookmarks_of, new_bookmark
from reader.reading.open import open_path
from reader.reading.reread import correct, keep_choices, reshape, with_hidden, with_title
from reader.shelf.scan import rescan
from tests.shell import Call

PARAGRAPHS = [
    f"The ferry of day {n} had gone without them, and the boy sat down upon plank {n} to wait."
    for n in range(40)
]
ADVERT = "Read more stories at www.kelp.example, the home of salt"


def text(*, adverts: bool = True) -> str:
    """A story with an advertisement after every third paragraph."""
    lines = []
    for number, paragraph in enumerate(PARAGRAPHS):
        lines.append(paragraph)
        if adverts and number % 3 == 0:
            lines.append(ADVERT)
    return "\n\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two stories."""
    made = tmp_path / "library"
    made.mkdir()
    (made / "ferry.txt").write_text(text(), "utf-8")
    (made / "other.txt").write_text("Something else is told here.\n" * 9, "utf-8")
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(made))
    return made


@pytest.fixture
def context(folder: Path) -> Iterator[Context]:
    """What a front end works with."""
    made, _ = set_up(folder)
    yield made
    made.store.close()


def titles(call: Call) -> dict[str, tuple[str, str]]:
    """File → title and author in the list of the library."""
    rows = call("list", "--json").json
    return {Path(row["path"]).stem: (row["title"], row["author"]) for row in rows}


def test_a_corrected_title_is_shown_everywhere_and_outlives_edits(folder: Path, call: Call) -> None:
    """In what is told of it, in lists and searches, and after the file was written anew."""
    path = folder / "ferry.txt"
    told = call("info", path, "--title", "The Salt Road", "--author", "Miriam Aske", "--json").json
    assert (told["title"], told["author"]) == ("The Salt Road", "Miriam Aske")
    assert titles(call)["ferry"] == ("The Salt Road", "Miriam Aske")
    found = call("search", "plank 7", "--json").json["stories"]
    assert [one["title"] for one in found] == ["The Salt Road"]
    exported = call("export").json
    assert [one["title"] for one in exported["stories"] if one["choices"]] == ["The Salt Road"]

    path.write_text(text() + "\nAnd the rain began again on the day after that.\n", "utf-8")
    assert titles(call)["ferry"] == ("The Salt Road", "Miriam Aske")
    assert call("info", "salt", "road", "--json").json["title"] == "The Salt Road"


@pytest.mark.parametrize("back", [("--reset",), ("--title", "", "--author", "")])
def test_a_correction_is_taken_back(folder: Path, call: Call, back: tuple[str, ...]) -> None:
    """Then the file says again what it is called."""
    path = folder / "ferry.txt"
    call("info", path, "--title", "The Salt Road", "--author", "Miriam Aske")
    told = call("info", path, *back, "--json").json

    assert (told["title"], told["author"]) == ("ferry", "")
    assert titles(call)["ferry"] == ("ferry", "")


def test_a_correction_is_no_reading(folder: Path, call: Call) -> None:
    """The story stays unread."""
    call("info", folder / "ferry.txt", "--title", "The Salt Road")
    (row,) = (one for one in call("list", "--json").json if one["title"] == "The Salt Road")
    assert (row["status"], row["last_read"]) == ("to read", None)


def test_lines_are_hidden_and_shown_again(folder: Path, call: Call) -> None:
    """They stand behind the story meanwhile; words within them may be left out by a star."""
    path = folder / "ferry.txt"
    assert ADVERT[:20] in call("cat", path).out

    call("info", path, "--hide", "read more * KELP.example")
    shown = call("cat", path).out
    assert ADVERT[:20] not in shown
    assert "plank 39" in shown
    assert call("search", "--in", path, "home of salt", "--json").json["total"] == 0
    assert call("search", "--in", path, "home of salt", "--matter", "--json").json["total"] == 14

    call("info", path, "--show", "read more * KELP.example")
    assert ADVERT[:20] in call("cat", path).out


@pytest.mark.parametrize("words", ["*", " * ", ""])
def test_words_that_would_hide_all_are_refused(folder: Path, call: Call, words: str) -> None:
    """As wrong usage, in one line."""
    outcome = call("info", folder / "ferry.txt", "--hide", words)
    assert outcome.code == 2
    assert "every line" in outcome.complaint


def test_a_pipe_keeps_no_corrections(folder: Path, call: Call) -> None:
    """There is nothing to keep them with."""
    outcome = call("info", "-", "--title", "X", stdin=text().encode())
    assert outcome.code == 2
    assert "pipe" in outcome.complaint


def test_a_story_of_which_all_is_hidden_is_shown_whole() -> None:
    """Nobody is left before an empty page."""
    story = formats.from_bytes(b"ferry one\n\nferry two\n", "x.txt", Choices(hidden=("ferry",)))
    assert story.text[story.body.start : story.body.end] == "ferry one\nferry two"


def test_places_and_bookmarks_stay_at_their_words(folder: Path, context: Context) -> None:
    """When lines before and between them are hidden, and when they are shown again."""
    path = folder / "ferry.txt"
    opened = open_path(context, path)
    assert opened.id is not None
    place, mark = (opened.story.text.index(PARAGRAPHS[n][:40]) for n in (30, 12))
    context.store.places.remember(opened.id, locator.make(opened.story, place))
    context.store.bookmarks.add(opened.id, new_bookmark(opened.story, mark))
    context.store.flush()

    for hidden in (True, False):
        opened = open_path(context, path)
        again = correct(context, opened, with_hidden(opened.choices, "kelp", wanted=hidden))
        assert (ADVERT in again.story.text[slice(*again.story.body)]) is not hidden
        opened = open_path(context, path)
        assert opened.place is not None
        assert opened.story.text[opened.place.offset :].startswith(PARAGRAPHS[30][:40])
        (bookmark,) = bookmarks_of(context, opened)
        assert opened.story.text[bookmark.offset :].startswith(PARAGRAPHS[12][:40])


def test_raw_shows_what_is_hidden() -> None:
    """The file is then as it is."""
    choices = Choices(raw=True, hidden=("kelp",))
    story = formats.from_bytes(text().encode(), "x.txt", choices)
    assert story.text.count(ADVERT) == 14
    assert story.body.end == len(story.text)


def test_what_a_screen_keeps_is_on_the_shelf_at_once(folder: Path, context: Context) -> None:
    """The title goes with the choices."""
    opened = open_path(context, folder / "ferry.txt")
    again = reshape(context, opened, with_title(opened.choices, " The  Salt\nRoad "), [0])
    keep_choices(context, again.opened, again.marks, 0)
    context.store.flush()
    assert "The Salt Road" in {entry.title for entry in rescan(context)}


def test_choices_stored_before_are_understood() -> None:
    """Those without the new fields, and those whose fields are damaged."""
    assert Choices.from_json('{"raw": true}') == Choices(raw=True)
    damaged = '{"title": 7, "author": ["x"], "hidden": "kelp", "headings": ["A"]}'
    assert Choices.from_json(damaged) == Choices(headings=("A",))
    kept = Choices(title="A", author="B", hidden=("c * d",))
    assert Choices.from_json(kept.to_json()) == kept
