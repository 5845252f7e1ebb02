"""What `--json` gives: fields that scripts can rely on, and the same facts for people."""

import os
from contextlib import redirect_stdout
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import locator
from reader.cli.output import iso_time, print_fields, print_json, print_rows
from reader.cli.shelf_list import print_entries
from reader.context import Context, set_up
from reader.formats.table import wanted_files
from reader.reading.bookmarks import new_bookmark
from reader.reading.open import OpenStory, keep_up, open_path
from reader.shelf.entries import Entry
from reader.typeset.cells import width
from tests.shell import Call

CHAPTER = """
Chapter {number}. {title}

The river was up at the {title} watch, and nobody had slept, and nobody said so to the miller.

{words} The lamp stood where it always stood, on the sill with the {number} cracks in it.

"""
TITLES = ("Morning", "Noon", "Evening", "Night")
WORDS = ("It rained.", "Bread was cut.", "They slept.", "It was gone.")
TEXT = "".join(
    CHAPTER.format(number=number, title=title, words=words)
    for number, (title, words) in enumerate(zip(TITLES, WORDS, strict=True), 1)
)
STORY_FIELDS = {
    "path": str,
    "title": str,
    "author": str,
    "words": int,
    "progression": float,
    "status": str,
    "last_read": str | None,
}
BOOKMARK_FIELDS = {
    "id": str,
    "path": str,
    "title": str,
    "name": str,
    "words": str,
    "chapter": str,
    "offset": int,
    "progression": float,
    "verdict": str,
    "created": str,
}
INFO_FIELDS = {
    "path": str | None,
    "title": str,
    "author": str,
    "encoding": str,
    "bytes": int,
    "characters": int,
    "words": int,
    "chapters": list,
    "blocks": dict,
    "source": str,
    "decisions": list,
}


@pytest.fixture
def weir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story with four chapters, alone in the library."""
    folder = tmp_path / "library"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    path = folder / "weir.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def opened(path: Path) -> tuple[Context, OpenStory]:
    """The story as a reader opens it: recorded, and sampled to be known again."""
    context, _ = set_up()
    story = open_path(context, path)
    keep_up(context, story)
    return context, story


def bookmark(path: Path, words: str, name: str = "") -> str:
    """Set a bookmark at these words; its id."""
    context, story = opened(path)
    assert story.id is not None
    made = new_bookmark(story.story, story.story.text.index(words), name)
    context.store.bookmarks.add(story.id, made).result()
    context.store.close()
    return made.id


def assert_fields(found: dict[str, Any], fields: dict[str, Any]) -> None:
    """Every field is there with a value of its type."""
    assert fields.keys() <= found.keys()
    for name, kind in fields.items():
        assert isinstance(found[name], kind), name


def test_list_tells_of_each_story(call: Call, weir: Path) -> None:
    """An array of objects, one for each story; new ones have no time."""
    (entry,) = call("list", "--json").json

    assert_fields(entry, STORY_FIELDS)
    assert entry["path"] == str(weir)
    assert (entry["status"], entry["progression"], entry["last_read"]) == ("to read", 0.0, None)


_ANY = st.text(st.characters(), max_size=8)  # surrogates as well: bytes of a name
_SHARE, _WHEN = st.floats(0.0), st.none() | st.floats(0, 4e9)
_ENTRY = st.builds(
    Entry, _ANY, _ANY, _ANY, st.integers(0, 2**63 - 1), _SHARE, _ANY, _WHEN, problem=_ANY
)


@given(st.lists(_ENTRY, max_size=4))
def test_the_list_is_printed_as_any_rows_are(entries: list[Entry]) -> None:
    """Whatever a title or a file's name holds, every entry is an object on a line of its own."""
    rows = [
        {name: getattr(entry, name) for name in STORY_FIELDS}
        | {"path": entry.place, "progression": round(entry.progression, 6)}
        | {"last_read": iso_time(entry.last_read), "problem": entry.problem}
        for entry in entries
    ]
    with redirect_stdout(StringIO()) as listed:
        print_entries(entries)
    with redirect_stdout(StringIO()) as plain:
        print_rows(rows)
    assert listed.getvalue() == plain.getvalue()


_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | _ANY,
    lambda some: st.lists(some, max_size=3) | st.dictionaries(_ANY, some, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(_ANY, _VALUE, min_size=1, max_size=4))
def test_what_is_printed_as_it_comes_is_what_is_printed_at_once(fields: dict[str, Any]) -> None:
    """An object whose arrays are still to come reads no differently."""
    with redirect_stdout(StringIO()) as plain:
        print_json(fields)
    coming = {k: iter(v) if isinstance(v, list) else v for k, v in fields.items()}
    with redirect_stdout(StringIO()) as printed:
        print_fields(coming)
    assert printed.getvalue() == plain.getvalue()


def test_list_tells_how_far_a_story_is_read(call: Call, weir: Path) -> None:
    """The place that was kept is the share that is shown."""
    context, story = opened(weir)
    assert story.id is not None
    place = locator.make(story.story, story.story.text.index("They slept"))
    context.store.places.remember(story.id, place)
    context.store.close()
    (entry,) = call("list", "--json").json

    assert entry["progression"] == pytest.approx(place.progression, abs=1e-6)
    assert entry["status"] == "reading"
    assert datetime.fromisoformat(entry["last_read"]).tzinfo is not None
    assert f"{int(place.progression * 100)} %" in call("list").out


def test_info_tells_what_was_found(call: Call, weir: Path) -> None:
    """Facts of the file, its chapters with their offsets, its blocks by kind, its decisions."""
    found = call("info", weir, "--json").json

    assert_fields(found, INFO_FIELDS)
    assert found["bytes"] == len(TEXT.encode())
    assert found["encoding"] == "utf-8"
    assert [chapter["title"].split()[-1] for chapter in found["chapters"]] == list(TITLES)
    assert all(chapter.keys() >= {"title", "offset", "level"} for chapter in found["chapters"])
    assert all(isinstance(count, int) for count in found["blocks"].values())
    assert found["blocks"]["paragraph"] >= 2
    assert all(one.keys() >= {"topic", "verdict", "why"} for one in found["decisions"])
    assert "pages" not in found


@pytest.mark.parametrize("sized", [["--width", "40"], ["--height", "12"]])
def test_info_counts_pages_when_given_a_size(call: Call, weir: Path, sized: list[str]) -> None:
    """The same number as `cat` prints."""
    pages = call("info", weir, "--json", *sized).json["pages"]
    height = sized if "--height" in sized else [*sized, "--height", "36"]

    assert pages == call("cat", weir, *height).out.count("\f") + 1


@pytest.mark.parametrize("place", ["0", "40%", "100%", "999999999"])
def test_info_tells_which_rule_took_the_lines_at_a_place(
    call: Call, weir: Path, place: str
) -> None:
    """The block's kind, the name of the rule and its reason, and the words that stand there."""
    found = call("info", weir, "--at", place, "--json").json
    at = found["at"]

    assert at["kind"] in found["blocks"]
    assert all(at[key] for key in ("rule", "reason", "words"))
    assert 0 <= at["offset"] <= found["characters"]
    assert f"by “{at['rule']}” ({at['reason']})" in call("info", weir, "--at", place).out


@pytest.mark.parametrize("place", ["x", "-1", "101%", "1.5"])
def test_a_place_is_an_offset_or_a_share(call: Call, weir: Path, place: str) -> None:
    """Anything else is wrong usage."""
    assert call("info", weir, f"--at={place}").code == 2


def test_info_reads_well_too(call: Call, weir: Path) -> None:
    """One fact to a line, the name of it in front."""
    lines = call("info", weir).out.splitlines()

    assert f"file          {weir}" in lines
    assert any(line.startswith("encoding      utf-8 (") for line in lines)
    assert any(line.startswith("words         ") for line in lines)


def test_toc_is_the_chapters(call: Call, weir: Path) -> None:
    """As JSON what `info` says of them; for people one to a line, indented by level."""
    found = call("toc", weir, "--json").json

    assert found == call("info", weir, "--json").json["chapters"]
    assert [line.strip() for line in call("toc", weir).out.splitlines()] == [
        chapter["title"] for chapter in found
    ]


def test_bookmarks_tell_words_and_place(call: Call, weir: Path) -> None:
    """An array of objects, in the order of the text, of one story or of all."""
    second = bookmark(weir, "They slept", "night")
    first = bookmark(weir, "It rained")
    rows = call("bookmarks", "--json").json

    assert [row["id"] for row in rows] == [first, second]
    for row in rows:
        assert_fields(row, BOOKMARK_FIELDS)
        assert datetime.fromisoformat(row["created"]).tzinfo is not None
    assert rows[1]["words"] == "They slept."
    assert rows[1]["name"] == "night"
    assert rows[1]["chapter"].endswith("Evening")
    assert rows[1]["verdict"] == "exact"
    assert 0 < rows[0]["progression"] < rows[1]["progression"] < 1
    assert rows == call("bookmarks", weir, "--json").json


def test_bookmarks_follow_an_edited_text(call: Call, weir: Path) -> None:
    """The words are found where they are now, and it is said that they have moved."""
    bookmark(weir, "They slept")
    before = call("bookmarks", "--json").json[0]["offset"]
    weir.write_text(TEXT.replace("at the Morning watch", "at the early morning watch"), "utf-8")
    (row,) = call("bookmarks", weir, "--json").json

    assert row["offset"] == before + len("early ")
    assert row["verdict"] == "moved"


def test_bookmarks_of_a_missing_story_are_listed_as_lost(call: Call, weir: Path) -> None:
    """A file that is gone takes nothing with it."""
    kept = bookmark(weir, "They slept", "night")
    weir.unlink()
    (row,) = call("bookmarks", "--json").json

    assert (row["id"], row["words"], row["verdict"]) == (kept, "They slept.", "lost")
    assert "They slept." in call("bookmarks").out


def test_bookmarks_read_well_too(call: Call, weir: Path) -> None:
    """Short id, story, chapter, share and name; the words below."""
    kept = bookmark(weir, "They slept", "night")
    first, second = call("bookmarks").out.splitlines()

    assert first.startswith(kept[:8])
    assert "“night”" in first
    assert second.strip() == "They slept."


def test_nothing_to_list_is_an_empty_list(call: Call, weir: Path) -> None:
    """Scripts get an array, people a word on standard error."""
    assert call("bookmarks", "--json").json == []
    assert call("bookmarks") == (0, "", "nightstand: no bookmarks\n")


@pytest.mark.parametrize("columns", [20, 60, 100])
def test_a_list_fits_the_terminal(
    call: Call, weir: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """Its rows are those of the shelf; in a pipe they are as wide as they are."""
    (weir.parent / f"{'A Long Tale ' * 18}too.txt").write_text("It rains.\n", "utf-8")
    whole = call("list").out
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((columns, 24)))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    fitting = call("list").out

    assert max(map(width, whole.splitlines())) > 200
    assert max(map(width, fitting.splitlines())) <= columns
    assert len(fitting.splitlines()) == len(whole.splitlines()) + (columns > 66)


def test_letters_of_all_scripts_stand_in_json_as_they_are(call: Call, weir: Path) -> None:
    """What acts on a terminal, and bytes that are no letters, are escaped."""
    name = os.fsdecode(b"\xff") + "x\u202e\x9b"
    (weir.parent / f"{name}.txt").write_text("借盐\n\nby 沈半斤\n\nEs war kühl.\n", "utf-8")
    listed = call("list", "--json")

    assert "借盐" in listed.out
    assert "\\udcffx\\u202e\\u009b" in listed.out
    assert all(letter.isprintable() or letter == "\n" for letter in listed.out)
    assert any(one["path"].endswith(f"{name}.txt") for one in listed.json)


def test_paths_are_told(call: Call, weir: Path, home: Path) -> None:
    """Where data, settings, cache and stories lie."""
    found = call("paths", "--json").json

    assert found["data"] == str(home / "data" / "nightstand" / "nightstand.db")
    assert found["settings"] == str(home / "config" / "nightstand" / "settings.toml")
    assert found["cache"].startswith(str(home / "cache"))
    assert found["library"] == [str(weir.parent)]
    assert found["data"] in call("paths").out


def test_places_are_chosen_by_flags_then_environment_then_settings(
    call: Call, weir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearer wish wins; a library of nothing shows the samples and keeps its own name."""
    config = tmp_path / "mine.toml"
    third = tmp_path / "third"
    third.mkdir()
    (third / "x.txt").write_text("X.\n")
    config.write_text(f'library = "{third}"\n', encoding="utf-8")

    def own(*argv: object) -> str:
        return str(call("paths", "--json", *argv).json["own"])

    assert own("--config", config) == str(weir.parent)
    assert own("--config", config, "--library", third) == str(third)
    monkeypatch.delenv("NIGHTSTAND_LIBRARY")
    assert own("--config", config) == str(third)
    assert own().endswith("Stories")
    monkeypatch.setenv("NIGHTSTAND_DATA", str(tmp_path / "other.db"))
    assert call("paths", "--json").json["data"] == str(tmp_path / "other.db")
    flagged = call("paths", "--json", "--data", tmp_path / "third.db").json
    assert flagged["data"] == str(tmp_path / "third.db")


def test_an_empty_library_lists_the_samples_and_how_to_add(call: Call, tmp_path: Path) -> None:
    """The samples on stdout; on stderr the folder for one's own; scripts see no advice."""
    folder = tmp_path / "empty"
    folder.mkdir()
    done = call("list", "--library", folder)

    assert len(done.out.splitlines()) >= 8
    assert (
        done.complaint
        == f"no stories of your own yet (showing the samples); put {wanted_files()} into {folder}"
    )
    assert call("list", "--library", folder, "--json").err == ""


def test_a_folder_that_may_not_be_listed_is_not_called_empty(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The complaint says how to open it."""
    folder = tmp_path / "closed"
    folder.mkdir()
    monkeypatch.setattr("reader.library.folders.os.access", lambda path, _: path != folder)
    done = call("list", "--library", folder)

    assert "yet" not in done.complaint
    assert f"{folder} cannot be listed" in done.complaint
    assert f"chmod u+rx '{folder}'" in done.complaint
