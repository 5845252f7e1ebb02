"""`nightstand highlight`, `highlights` and `import` of what other programs wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.context import set_up
from tests.books import epub, page
from tests.shell import Call

TALE = [
    "Chapter 1. The Weir",
    "The river was up at the weir, and “nobody had slept,” as the miller said to the dog.",
    "The lamp stood on the sill. It stood there when the river went down, and the dog slept.",
    "Chapter 2. The Road",
    "In the morning the long road was dry. The miller counted the sacks, and one was missing.",
]
FIELDS = {
    "id": str,
    "path": str,
    "title": str,
    "quote": str,
    "text": str,
    "note": str,
    "colour": str,
    "style": str,
    "tags": list,
    "chapter": str,
    "start": int,
    "end": int,
    "progression": float,
    "verdict": str,
    "created": str,
    "changed": str,
}


@pytest.fixture
def tale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one story of a library."""
    folder = tmp_path / "library"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    path = folder / "The Dry Road.txt"
    path.write_text("\n\n".join(TALE), encoding="utf-8")
    return path


def rows(call: Call, *argv: object) -> list[dict[str, Any]]:
    """The highlights as JSON."""
    done = call("highlights", *argv, "--json")
    assert (done.code, done.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_words_are_highlighted_and_told_by_stable_fields(call: Call, tale: Path) -> None:
    """The quote is found folded; the id is printed; every field is what it is said to be."""
    done = call(
        *("highlight", "dry road", "--quote", "THE MILLER COUNTED the sacks", "--note", "Which?"),
        *("--colour", "pink", "--style", "underline", "--tag", "#odd", "--tag", "two words"),
    )
    assert (done.code, done.err) == (0, "")

    (row,) = rows(call)
    assert {name: type(value) for name, value in row.items()} == FIELDS
    assert list(row) == list(FIELDS)
    assert done.out == f"{row['id']}\n"
    assert row["quote"] == row["text"] == "The miller counted the sacks"
    assert (row["note"], row["colour"], row["style"]) == ("Which?", "pink", "underline")
    assert (row["tags"], row["chapter"]) == (["odd", "two words"], "Chapter 2. The Road")
    assert (row["path"], row["title"], row["verdict"]) == (str(tale), "The Dry Road", "exact")
    assert rows(call, "dry road") == [row]

    plain = call("highlights").out
    assert plain.startswith(f"{row['id'][:8]}  The Dry Road, Chapter 2. The Road, ")
    assert (
        "pink #odd #two words\n          “The miller counted the sacks”\n          Which?\n"
        in plain
    )


def test_the_same_words_again_are_a_change(call: Call, tale: Path) -> None:
    """What is not named stays; curly and straight marks are the same."""
    first = call("highlight", tale, "--quote", '"nobody had slept,"', "--note", "one").out
    second = call("highlight", tale, "--quote", "“nobody had slept,”", "--colour", "blue").out

    assert first == second
    (row,) = rows(call)
    assert (row["note"], row["colour"]) == ("one", "blue")


def test_words_in_several_places_are_listed(call: Call, tale: Path) -> None:
    """Nothing is marked; those that stand nowhere are told; wrong usage is 2."""
    done = call("highlight", tale, "--quote", "the dog")
    assert done.code == 1
    assert "occurs in 2 places" in done.err
    assert len(done.out.splitlines()) == 2
    assert "as the miller said to the dog." in done.out

    call("highlight", tale, "--quote", "the dog", "--at", "99%")
    (row,) = rows(call)
    assert tale.read_text("utf-8")[: row["start"]].count("the dog") == 1
    assert "is not in" in call("highlight", tale, "--quote", "a cat").err
    assert call("highlight", tale, "--quote", " ").code == 2
    assert call("highlight", tale, "--quote", "x", "--colour", "mauve").code == 2
    assert call("highlight", tale).code == 2
    assert rows(call) == [row]


def test_a_highlight_whose_words_are_gone_is_listed(call: Call, tale: Path) -> None:
    """So is one of a story that is missing; both are lost, and still have their words."""
    call("highlight", tale, "--quote", "The lamp stood on the sill.")
    tale.write_text("\n\n".join(TALE[:2] + TALE[3:]), encoding="utf-8")
    call("list")
    (row,) = rows(call)
    assert (row["verdict"], row["text"]) == ("lost", "")
    assert row["quote"] == "The lamp stood on the sill."
    assert "[lost]" in call("highlights").out
    tale.unlink()
    (row,) = rows(call)
    assert (row["verdict"], row["title"]) == ("lost", "The Dry Road")


def test_a_highlight_alone_makes_a_story_known_again(call: Call, tale: Path) -> None:
    """Renamed and edited before anybody has read it."""
    tale.write_text("\n\n".join(TALE * 4), encoding="utf-8")
    call("highlight", tale, "--quote", "one was missing", "--at", "0")
    moved = tale.rename(tale.with_name("Another Name.txt"))
    moved.write_text("A word before.\n\n" + moved.read_text("utf-8"), encoding="utf-8")
    call("list")

    (row,) = rows(call)
    assert (row["path"], row["text"], row["verdict"]) == (str(moved), "one was missing", "exact")


@pytest.mark.parametrize("name", ["markdown", "annotation", "readwise", "clippings", "koreader"])
def test_highlights_are_written_and_taken_in_elsewhere(
    call: Call, tale: Path, tmp_path: Path, name: str
) -> None:
    """On another machine, in another edition; twice is as once."""
    call("highlight", tale, "--quote", "nobody had slept", "--note", "=me\nneither")
    call("highlight", tale, "--quote", "The miller counted the sacks, and one was missing.")
    file = tmp_path / "out"
    done = call("highlights", "--format", name, "--output", file)
    assert (done.code, done.out, done.err) == (0, "", "")
    printed = call("highlights", "--format", name).out.split('"generated"')[0]
    printed = printed.split('"created_on"')[0]
    assert printed.replace("\r", "") in file.read_bytes().decode().replace("\r", "")
    if name == "markdown":
        return
    edition = "\n\n".join(["By Somebody", *TALE, "The End"]).replace("“", '"').replace("”", '"')
    tale.write_text(edition, encoding="utf-8")
    other = ("--data", tmp_path / "other.db")

    first = call("import", file, *other)
    assert (first.code, first.out, first.err) == (0, "Imported: 2 highlights.\n", "")
    taken = rows(call, *other)
    assert [row["text"] for row in taken] == [
        *("nobody had slept", "The miller counted the sacks, and one was missing."),
    ]
    assert taken[0]["note"] == "=me\nneither"
    assert call("import", file, *other).out == "Nothing in it is new.\n"
    assert rows(call, *other) == taken


def test_a_set_that_went_round_is_the_same_set(call: Call, tale: Path, tmp_path: Path) -> None:
    """Byte for byte, but for when it was written."""
    call("highlight", tale, "--quote", "nobody had slept", "--note", "me\nneither", "--tag", "x")
    call("highlight", tale, "--quote", "nobody had slept", "--colour", "green")
    file = tmp_path / "tale.annotation"
    call("highlights", "--format", "annotation", "--output", file)
    other = ("--data", tmp_path / "other.db")
    assert call("import", "-", *other, stdin=file.read_bytes()).out == "Imported: 1 highlight.\n"

    def without_time(text: str) -> list[str]:
        return [line for line in text.splitlines() if '"generated"' not in line]

    again = call("highlights", "--format", "annotation", *other).out
    assert without_time(again) == without_time(file.read_text("utf-8"))


def test_a_set_of_a_book_names_its_documents(call: Call, tale: Path, tmp_path: Path) -> None:
    """As other readers look for them; taken in again, nothing is new."""
    book = tale.with_suffix(".epub")
    book.write_bytes(
        epub([page("".join(f"<p>{p}</p>" for p in part)) for part in (TALE[:3], TALE[3:])])
    )
    tale.unlink()
    for words in ("nobody had slept", "the dog slept", "one was missing"):
        call("highlight", book, "--quote", words)
    file = tmp_path / "set.annotation"
    call("highlights", book, "--format", "annotation", "--output", file)
    value = json.loads(file.read_text("utf-8"))

    targets = [item["target"] for item in value["items"]]
    assert value["about"]["dc:format"] == "application/epub+zip"
    assert [target["source"][-8:] for target in targets] == ["d0.xhtml", "d0.xhtml", "d1.xhtml"]
    assert {s["type"] for target in targets for s in target["selector"]} == {"TextQuoteSelector"}
    assert call("import", file).out == "Nothing in it is new.\n"
    assert call("import", file, "--data", tmp_path / "o.db").out == "Imported: 3 highlights.\n"


def test_an_export_carries_highlights(call: Call, tale: Path, tmp_path: Path) -> None:
    """With all places, as before."""
    call("highlight", tale, "--quote", "nobody had slept", "--note", "n")
    file = tmp_path / "all.json"
    call("export", "--json", file)
    other = ("--data", tmp_path / "other.db")

    assert "1 highlight" in call("import", file, *other).out
    assert call("import", file, *other).out == "Already up to date.\n"
    assert rows(call, *other)[0]["note"] == "n"


def test_what_is_not_found_is_told_once(call: Call, tale: Path, tmp_path: Path) -> None:
    """Orphans are kept with their words; strangers and entries without words are left out."""
    table = tmp_path / "table.csv"
    table.write_text(
        "Highlight,Title\n"
        "words that stand nowhere at all in this tale of the weir,The Dry Road: A Tale\n"
        "the dog,The Dry Road\nthe long road was dry,The Dry Road\n,The Dry Road\n"
        "something,Another Book\n",
        encoding="utf-8",
    )
    done = call("import", table)
    assert (done.code, done.out) == (0, "Imported: 3 highlights.\n")
    assert "2 passages not found in the text, kept with the words:" in done.err
    assert "“words that stand nowhere at all in this tale" in done.err
    assert "the library has no story “Another Book”: 1 highlight left out" in done.err
    assert "1 entries have no words" in done.err
    found = rows(call)
    assert [row["text"] for row in found if row["verdict"] != "lost"] == ["the long road was dry"]
    assert len(found) == 3

    again = call("import", table)
    assert again.out == "Nothing in it is new.\n"
    assert "not found" not in again.err
    assert rows(call) == found


def test_bookmarks_of_a_set_are_taken_in(call: Call, tale: Path, tmp_path: Path) -> None:
    """With their names, where their words stand; once, and not again after they were deleted."""
    ids = ["11112222333344445555666677778888", "21112222333344445555666677778888"]
    items = [
        {
            "id": f"urn:uuid:{ids[0]}",
            "motivation": "bookmarking",
            "body": {"type": "TextualBody", "value": "the sacks"},
            "target": {"selector": [{"type": "TextQuoteSelector", "exact": "The miller counted"}]},
        },
        {
            "id": f"urn:uuid:{ids[1]}",
            "motivation": "bookmarking",
            "target": {
                "selector": [{"type": "TextQuoteSelector", "exact": "No such words at all"}]
            },
        },
    ]
    file = tmp_path / "places.annotation"
    about = {"dc:title": "The Dry Road"}
    file.write_text(
        json.dumps({"type": "AnnotationSet", "about": about, "items": items}), encoding="utf-8"
    )
    done = call("import", file)
    assert (done.code, done.out) == (0, "Imported: 2 bookmarks.\n")
    assert "1 passage not found in the text, kept with the words:" in done.err
    found = {one["name"]: one for one in json.loads(call("bookmarks", "--json").out)}
    assert found["the sacks"]["words"] == "The miller counted the sacks, and one was missing."
    assert (found[""]["words"], found[""]["verdict"]) == ("No such words at all", "lost")
    context, _ = set_up()
    context.store.bookmarks.delete(ids[0]).result(10)
    context.store.close()
    assert call("import", file).out == "Nothing in it is new.\n"


def test_what_was_deleted_does_not_come_back(call: Call, tale: Path, tmp_path: Path) -> None:
    """A tombstone is known by its id."""
    from reader.context import set_up

    table = tmp_path / "table.csv"
    table.write_text("Highlight,Title\nnobody had slept,The Dry Road\n", encoding="utf-8")
    call("import", table)
    (row,) = rows(call)
    context, _ = set_up()
    context.store.highlights.delete(row["id"]).result(10)
    context.store.close()

    assert call("import", table).out == "Nothing in it is new.\n"
    assert rows(call) == []


def test_a_later_change_of_the_same_highlight_is_taken(
    call: Call, tale: Path, tmp_path: Path
) -> None:
    """By its id and its time; an earlier one is not."""
    call("highlight", tale, "--quote", "nobody had slept", "--note", "old")
    file = tmp_path / "set.annotation"
    call("highlights", "--format", "annotation", "--output", file)
    value = json.loads(file.read_text("utf-8"))
    value["items"][0]["body"]["value"] = "earlier"
    value["items"][0]["modified"] = "2001-01-01T00:00:00Z"
    file.write_text(json.dumps(value), encoding="utf-8")
    assert call("import", file).out == "Nothing in it is new.\n"
    value["items"][0]["body"]["value"] = "newer"
    value["items"][0]["modified"] = "2999-01-01T00:00:00Z"
    file.write_text(json.dumps(value), encoding="utf-8")

    assert call("import", file).out == "Imported: 1 changed.\n"
    assert rows(call)[0]["note"] == "newer"


@pytest.mark.parametrize(
    "data",
    [b"prose", b"[" * 9_999, b'{"items": [NaN], "@context": 1}', b"return { os.exit() }", b""],
)
def test_a_hostile_file_changes_nothing(
    call: Call, tale: Path, tmp_path: Path, data: bytes
) -> None:
    """One sentence, exit code 1."""
    call("highlight", tale, "--quote", "nobody had slept")
    before = rows(call)
    file = tmp_path / "file"
    file.write_bytes(data)

    done = call("import", file)

    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1
    assert rows(call) == before


def test_only_own_files_are_written_over(call: Call, tale: Path, tmp_path: Path) -> None:
    """Markdown keeps what stands outside its marks; another's file is never touched."""
    call("highlight", tale, "--quote", "nobody had slept")
    vault = tmp_path / "vault.md"
    call("highlights", "--format", "markdown", "--output", vault)
    vault.write_text("# Mine\n" + vault.read_text("utf-8") + "And mine.\n", encoding="utf-8")
    call("highlight", tale, "--quote", "one was missing")
    assert call("highlights", "--format", "markdown", "--output", vault).code == 0
    text = vault.read_text("utf-8")
    assert text.startswith("# Mine\n---\n")
    assert text.endswith("%% nightstand end %%\nAnd mine.\n")
    assert "> one was missing\n" in text

    for name in ("annotation", "readwise", "clippings", "koreader"):
        mine = tmp_path / "mine.txt"
        mine.write_text("my own words", encoding="utf-8")
        done = call("highlights", "--format", name, "--output", mine)
        assert done.code == 1
        assert "choose another name" in done.err
        assert mine.read_text("utf-8") == "my own words"
    assert call("highlights", "--output", tmp_path / "x").code == 2
    assert call("highlights", "--format", "koreader", "--spreadsheet").code == 2
