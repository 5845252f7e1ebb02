"""One file that cannot be understood spoils nothing but itself."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import formats
from reader.context import set_up
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.text import parse as parser
from reader.formats.text import preview
from reader.formats.text.matter.find import find_matter
from reader.formats.text.metadata import Matter
from reader.search.answers import StoryHits, Target, Unreadable
from reader.search.library import search_library
from reader.search.query import Query
from reader.shelf.scan import rescan
from reader.story import Story
from tests.examples import examples
from tests.shell import Call
from tests.test_formats_laws import assert_whole

CURSED = "cursed"
LEGEND = (
    "舟の夜\n森 灯\n\n"
    + "-" * 55
    + "\n【テキスト中に現れる記号について】\n\n《》：ルビ\n"
    + "-" * 55
    + "\n\n"
)
NOTES = st.lists(
    st.sampled_from(
        [
            "［＃「舟」は大見出し］",
            "［＃「舟」は中見出し］",
            "［＃「舟」は同行中見出し］",
            "［＃中見出し］舟［＃中見出し終わり］",
            "［＃同行小見出し］舟［＃同行小見出し終わり］",
            "［＃５字下げ］",
            "［＃改ページ］",
            "舟",
            "　舟が来た。",
            "\n",
            "\n\n",
        ]
    ),
    max_size=14,
).map("".join)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of five stories, one of which fails the program whenever it is read."""
    made = tmp_path / "library"
    made.mkdir()
    for name in ("a", "b", "c", "d", CURSED):
        (made / f"{name}.txt").write_text(f"The lamp of {name} was out.\n" * 9, "utf-8")
    whole = parser.parse

    def parse(data: bytes, *rest: object, **more: object) -> Story:
        if CURSED.encode() in data:
            raise IndexError("no such block")
        return whole(data, *rest, **more)  # type: ignore[arg-type]

    def head_is_bad(text: str) -> Matter:
        if CURSED in text:
            raise ZeroDivisionError
        return find_matter(text)

    monkeypatch.setattr(parser, "parse", parse)
    monkeypatch.setattr(preview, "find_matter", head_is_bad)
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(made))
    return made


@settings(max_examples=examples(120))
@given(NOTES)
def test_notes_with_nothing_to_name_make_no_empty_block(notes: str) -> None:
    """Whatever editor's notes stand where, each block has words and all blocks are in order."""
    assert_whole(parser.parse(f"{LEGEND}　昔のこと。\n{notes}\n　終わり。\n".encode(), "舟.txt"))


def test_a_fault_while_a_file_is_read_is_told_of_that_file(folder: Path) -> None:
    """In one sentence with the kind of the fault."""
    with pytest.raises(LoadError, match=r"a fault in Nightstand.*IndexError") as caught:
        formats.load(folder / f"{CURSED}.txt")
    assert "\n" not in str(caught.value)


def test_who_waits_may_end_the_reading_with_what_they_like() -> None:
    """That is no fault of the file."""

    def enough(_share: float) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        formats.from_bytes(b"Words.\n", "a.txt", Choices(), progress=enough)


def test_too_little_memory_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """As is any other that the machine gives."""

    def parse(*_: object, **__: object) -> Story:
        raise MemoryError

    monkeypatch.setattr(parser, "parse", parse)
    with pytest.raises(LoadError, match="memory"):
        formats.from_bytes(b"Words.\n", "a.txt")


def test_the_shelf_shows_the_others_and_says_why_not_this(folder: Path) -> None:
    """A scan takes in what it can."""
    desk, _ = set_up(folder)
    entries = {entry.title: entry.problem for entry in rescan(desk)}
    desk.store.close()

    assert set(entries) == {"a", "b", "c", "d", CURSED}
    assert "a fault in Nightstand" in entries.pop(CURSED)
    assert not any(entries.values())


def test_a_search_through_the_library_goes_on(folder: Path) -> None:
    """The story that failed is named among what was found."""
    targets = [Target(path, "") for path in sorted(folder.iterdir())]
    found = list(search_library(targets, Query("lamp"), load=formats.load))

    assert sum(isinstance(one, StoryHits) for one in found) == 4
    (failed,) = (one for one in found if isinstance(one, Unreadable))
    assert (failed.path.stem, "a fault in Nightstand" in failed.reason) == (CURSED, True)


def test_the_command_line_lists_and_searches_the_others(folder: Path, call: Call) -> None:
    """With success, as something was found, and the failed one in its field."""
    listed = {Path(one["path"]).stem: one["problem"] for one in call("list", "--json").json}
    assert [name for name, problem in listed.items() if problem] == [CURSED]

    outcome = call("search", "lamp", "--json")
    assert outcome.code == 0
    assert len(outcome.json["stories"]) == 4
    assert [Path(one["path"]).stem for one in outcome.json["unreadable"]] == [CURSED]
