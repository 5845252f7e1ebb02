"""`nightstand who` and `people`."""

from pathlib import Path

import pytest

from reader.cli import run
from tests.shell import Call

TEXT = "\n\n".join(
    [
        "CHAPTER 1",
        *["“Who is there?” said Hester. It was Mr. Vane, a baker. Hester laughed."] * 3,
        "CHAPTER 2",
        *["Hester looked at Tobias. “Well, Tobias!” said Hester, and Tobias smiled at her."] * 3,
    ]
)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """The command line."""
    return Call(capsys, monkeypatch)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two chapters, three people."""
    path = tmp_path / "mill.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_name_is_told_with_its_places(call: Call, book: Path) -> None:
    """The fields that are documented; every mention stands at its offsets."""
    told = call("who", book, "Mr.", "Vane", "--at", "1", "--json").json

    assert list(told) == ["name", "bound", "total", "first", "last", "chapters", "mentions"]
    assert (told["name"], told["total"]) == ("Mr. Vane", 3)
    assert told["first"] < told["last"] < told["bound"]
    assert told["chapters"] == [{"title": "CHAPTER 1", "offset": 0, "mentions": 3}]
    assert told["mentions"][0] == {
        "start": told["first"],
        "end": told["first"] + len("Mr. Vane"),
        "chapter": "CHAPTER 1",
        "sentence": "It was Mr. Vane, a baker.",
    }


def test_nothing_is_told_of_what_was_not_read(call: Call, book: Path) -> None:
    """Up to a share, else to where the reader is, which is nowhere at first."""
    half = ("--at", "0.45", "--json")
    assert call("who", book, "Tobias", *half).json["first"] is None
    assert [one["name"] for one in call("people", book, *half).json] == ["Hester", "Mr. Vane"]
    assert call("who", book, "Tobias", "--at", "45%").err.count("\n") == 1

    unread = call("people", book)
    assert (unread.code, unread.out) == (1, "")
    assert "you have not read any of it yet; --at 100%" in unread.complaint


def test_people_stand_under_the_chapter_in_which_they_are_met(call: Call, book: Path) -> None:
    """For scripts with all forms, and for readers."""
    told = call("people", book, "--at", "1", "--json").json[0]
    assert (told["name"], told["forms"], told["mentions"]) == ("Hester", ["Hester"], 12)
    assert list(told)[3:] == ["first"]

    lines = call("people", book, "--at", "1").out.splitlines()
    assert lines == ["CHAPTER 1", "  Hester (12)", "  Mr. Vane (3)", "CHAPTER 2", "  Tobias (9)"]
    assert "Hester: 12 mentions" in call("who", book, "Hester", "--at", "1").out


def test_what_is_printed_does_nothing_to_a_terminal(call: Call, tmp_path: Path) -> None:
    """Controls of a story's text are shown as their pictures."""
    (tmp_path / "evil.txt").write_text("Then Vane\x1b[31m came. Vane sat down.\n", encoding="utf-8")
    for argv in (("who", tmp_path / "evil.txt", "Vane"), ("people", tmp_path / "evil.txt")):
        for form in ((), ("--json",)):
            printed = call(*argv, "--at", "1", *form).out
            assert "Vane" in printed
            assert "\x1b" not in printed
            assert "u001b" not in printed


@pytest.mark.parametrize("share", ["2", "101%", "-1", "half", "1.5", "nan", ""])
def test_a_share_lies_between_0_and_1(call: Call, book: Path, share: str) -> None:
    """Anything else is wrong usage, told in one line."""
    assert call("people", book, f"--at={share}").code == 2


def test_a_name_has_letters(call: Call, book: Path) -> None:
    """Nothing cannot be looked up."""
    assert call("who", book, "  ", "--at", "1").code == 2
    assert run(["who", str(book)]) == 2


def test_the_reader_says_who_is_who(call: Call, book: Path) -> None:
    """It is kept for the story, holds for `who` too, and is taken back."""
    whole = ("--at", "1")
    lines = call("people", book, *whole, "--join", "Tobias", "Mr. Vane").out.splitlines()
    assert lines == ["CHAPTER 1", "  Hester (12)", "  Tobias (12): Mr. Vane"]
    assert call("people", book, *whole).out.splitlines() == lines
    assert call("who", book, "Tobias", *whole, "--json").json["total"] == 12
    assert call("who", book, "Mr.", "Vane", *whole).out.startswith("Mr. Vane, Tobias: 12 ")
    assert call("who", book, "Mr.", "Vane", "--at", "0.45").out.startswith("Mr. Vane: 3 ")

    before = call("people", book, "--at", "0.45", "--json").json
    assert [one["forms"] for one in before] == [["Hester"], ["Mr. Vane"]]
    assert "  Tobias (9)" in call("people", book, *whole, "--part", "Mr. Vane").out
    unmet = call("people", book, "--at", "0.45", "--join", "Hester", "Tobias")
    assert (unmet.code, unmet.out) == (1, "")
    assert "“Tobias” has not been met so far" in unmet.complaint


def test_the_furthest_page_that_was_read_decides(
    call: Call, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has gone back has still met whom they met; a look ahead is no reading."""
    monkeypatch.setenv("NIGHTSTAND_DATA", str(tmp_path / "data.db"))
    lines = "".join(f"{line}\n" for line in ("", "", "G", "first", "", "back", "q"))
    call("read", "--linear", book, "--height", 3, "--width", 40, stdin=lines.encode())
    assert [one["name"] for one in call("people", book, "--json").json] == ["Hester", "Mr. Vane"]
    bound = call("who", book, "Hester", "--json").json["bound"]
    assert bound > call("who", book, "Hester", "--at", "0.1", "--json").json["bound"]
