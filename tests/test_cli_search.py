"""`nightstand search`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli import output
from reader.formats.files import LoadError
from reader.search.answers import Hit, StoryHits
from reader.shelf.search import SearchableShelf
from reader.story import Story
from reader.typeset.layout import Layout
from reader.typeset.style import PageStyle
from tests.shell import Call, process

HIT = Hit(0, 7, "", 0.5, "then ", "Natasha", " sang")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """The command line."""
    return Call(capsys, monkeypatch)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two stories and a file that cannot be read."""
    folder = tmp_path / "library"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    filler = "\n\nAnd then for a long while nothing happened at all." * 20
    war = (
        f"CHAPTER 1\n\nNatásha sang.{filler}\n\n"
        f"CHAPTER 2\n\nThen NATASHA danced, and Natasha slept.{filler}\n\n"
        f"CHAPTER 3{filler}\n"
    )
    (folder / "war.txt").write_text(war, encoding="utf-8")
    (folder / "peace.txt").write_text("Nobody but natasha spoke.\n", encoding="utf-8")
    (folder / "zero.txt").write_bytes(b"\x00\x01\x02" * 500)
    return folder


def test_hits_of_all_stories_are_printed_in_their_sentences(call: Call, library: Path) -> None:
    """By story, with percent and chapter; what cannot be read is named on stderr."""
    outcome = call("search", "natasha")

    assert outcome.code == 0
    assert "war (3)" in outcome.out
    assert "CHAPTER 1:  Natásha sang." in outcome.out
    assert "Nobody but natasha spoke." in outcome.out
    assert "zero.txt: " in outcome.complaint


def test_a_story_is_printed_before_the_next_is_searched(
    call: Call, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a limit; with one the most relevant come first."""
    printed: list[str] = []

    def searched(stories: SearchableShelf, *_: object, **__: object) -> Iterator[StoryHits]:
        for path in (one.path for one in stories.targets):
            yield StoryHits(path, path.stem, 1, (HIT,), path.stem == "war", False, 0.0)
            printed.append(capsys.readouterr().out)

    monkeypatch.setattr("reader.cli.search.search_shelf", searched)
    assert call("search", "natasha").code == 0
    assert ["peace (1)" in printed[0], "war (1)" in printed[1]] == [True, True]
    printed.clear()
    ranked = "".join((call("search", "natasha", "--limit", "2").out, *printed))
    assert ranked.index("war (1)") < ranked.index("peace (1)")


def test_the_json_has_the_documented_fields(call: Call, library: Path) -> None:
    """One object; every hit stands at its offsets."""
    result = call("search", "natasha", "--json").json

    assert set(result) == {"query", "total", "stories", "unreadable"}
    assert (result["query"], result["total"]) == ("natasha", 4)
    assert [Path(one["path"]).name for one in result["unreadable"]] == ["zero.txt"]
    assert set(result["unreadable"][0]) == {"path", "reason"}
    assert {one["title"]: one["total"] for one in result["stories"]} == {"war": 3, "peace": 1}
    for story in result["stories"]:
        assert set(story) == {"path", "title", "total", "hits"}
        assert len(story["hits"]) == story["total"]
        for hit in story["hits"]:
            assert set(hit) == {
                "start", "end", "chapter", "page", "progression", "before", "match", "after"
            }  # fmt: skip
            assert hit["end"] - hit["start"] == len("natasha")
            assert hit["match"].lower() in ("natasha", "natásha")
            assert 0 <= hit["progression"] <= 1
    war = next(one for one in result["stories"] if one["title"] == "war")
    assert [hit["chapter"] for hit in war["hits"]] == ["CHAPTER 1", "CHAPTER 2", "CHAPTER 2"]
    assert [hit["page"] for hit in war["hits"]] == [1, 3, 3]


def test_the_page_is_that_of_the_size_asked_for(call: Call, library: Path) -> None:
    """As `info` and `cat` count them."""
    words = "one two three. " * 400 + "wombat."
    (library / "long.txt").write_text(words, encoding="utf-8")
    found = call("search", "wombat", "--json", "--width", 40, "--height", 10).json
    page = found["stories"][0]["hits"][0]["page"]
    sheet = call("cat", library / "long.txt", "--width", 40, "--height", 10, "--pages", page)

    assert page > 5
    assert "wombat" in sheet.out


@pytest.mark.parametrize(
    ("options", "total"),
    [
        (["Natasha"], 2),
        (["natasha", "--case"], 1),
        (["natash", "--word"], 0),
        (["natásha", "--exact"], 1),
        (["NATASHA danced"], 1),
        (["n.t.sh. (sang|slept)", "--regex"], 2),
        (["natasha", "--in", "war"], 3),
        (["nobody", "but"], 1),
    ],
)
def test_the_options_narrow_as_they_say(
    call: Call, library: Path, options: list[str], total: int
) -> None:
    """Smart case, case, whole words, exact characters, patterns, one story, several words."""
    assert call("search", *options, "--json").json["total"] == total


def test_a_limit_bounds_what_is_printed_and_not_what_is_counted(call: Call, library: Path) -> None:
    """So many hits of all stories together."""
    result = call("search", "natasha", "--json", "--limit", "2").json

    assert result["total"] == 4
    assert sum(len(story["hits"]) for story in result["stories"]) == 2


def test_only_stories_of_which_hits_are_printed_are_laid_out(
    call: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are told for these, and a limit makes a search cheap."""
    laid_out: list[Layout] = []

    def layout(story: Story, style: PageStyle) -> Layout:
        laid_out.append(Layout(story, style))
        return laid_out[-1]

    monkeypatch.setattr("reader.cli.search.Layout", layout)
    result = call("search", "natasha", "--json", "--limit", "1").json

    assert [len(one["hits"]) for one in result["stories"]] == [1, 0]
    assert len(laid_out) == 1


def test_hits_are_looked_up_while_they_are_printed(
    call: Call, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hits of one story are printed before those of the next are known."""
    printed: list[str] = []

    def layout(story: Story, style: PageStyle) -> Layout:
        printed.append(capsys.readouterr().out)
        return Layout(story, style)

    monkeypatch.setattr("reader.cli.search.Layout", layout)
    rest = call("search", "natasha", "--json").out

    assert ['"total": 4' in printed[0], "danced" in printed[0]] == [True, False]
    assert json.loads("".join(printed) + rest)["total"] == 4


def test_a_story_that_has_gone_since_it_was_searched_is_named(
    call: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its hits have no pages, and so are not told; those of the others are."""

    def load(stories: SearchableShelf, path: Path) -> Story:
        if path.name == "war.txt":
            raise LoadError(path, "is missing")
        return read(stories, path)

    read = SearchableShelf.load
    monkeypatch.setattr(SearchableShelf, "load", load)
    result = call("search", "natasha", "--json").json

    told = {one["title"]: (one["total"], len(one["hits"])) for one in result["stories"]}
    assert told == {"war": (3, 0), "peace": (1, 1)}
    assert {Path(one["path"]).name for one in result["unreadable"]} == {"war.txt", "zero.txt"}


def test_with_a_limit_the_hits_are_those_of_the_most_relevant(call: Call, library: Path) -> None:
    """As without one, but for the rest; the other stories are told with none."""
    every = call("search", "natasha", "--json").json
    for limit in range(6):
        some = call("search", "natasha", "--json", "--limit", str(limit)).json
        left = limit
        for one, whole in zip(some["stories"], every["stories"], strict=True):
            assert one == {**whole, "hits": whole["hits"][:left]}
            left -= len(one["hits"])


def test_standard_input_can_be_searched(call: Call, library: Path) -> None:
    """By `--in -`."""
    result = call("search", "lamp", "--in", "-", "--json", stdin=b"A lamp.\n").json

    assert result["total"] == 1
    assert result["stories"][0]["path"] == "-"


def test_nothing_found_is_said_and_is_no_failure(call: Call, library: Path) -> None:
    """One line on stderr, and for programs an empty list."""
    (library / "zero.txt").unlink()
    outcome = call("search", "wombat")

    assert (outcome.code, outcome.out, outcome.complaint) == (0, "", "no hits")
    assert call("search", "wombat", "--json").json["stories"] == []


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["snail(", "--regex"], "the pattern is wrong: missing )"),
        ([""], "there are no words to search for"),
        (["x", "--limit", "many"], "is not a number"),
    ],
)
def test_wrong_usage_is_one_line_and_two(
    call: Call, library: Path, options: list[str], reason: str
) -> None:
    """The reason in words."""
    outcome = call("search", *options)

    assert outcome.code == 2
    assert reason in outcome.complaint


def test_a_catastrophic_pattern_is_given_up_on(call: Call, library: Path) -> None:
    """The story counts as not searched, with the reason."""
    (library / "a.txt").write_text("a" * 5000 + "\n", encoding="utf-8")
    result = call("search", "(a+)+$Z", "--regex", "--json").json

    reasons = {Path(one["path"]).name: one["reason"] for one in result["unreadable"]}
    assert "too long" in reasons["a.txt"]


def test_the_second_search_finds_the_same(call: Call, library: Path, home: Path) -> None:
    """From what was kept of the folded texts, and after a story has changed."""
    first = call("search", "natasha", "--json").json
    assert call("search", "natasha", "--json").json == first
    (library / "peace.txt").write_text("Nobody spoke.\n", encoding="utf-8")
    assert call("search", "natasha", "--json").json["total"] == 3


def test_it_answers_without_the_screen_library(library: Path) -> None:
    """In a process of its own, into a pipe that closes early."""
    outcome = process(
        "search", "natasha", "--json", env={"NIGHTSTAND_LIBRARY": str(library)}, shell="| head -1"
    )

    assert outcome.out == "{\n"
    assert outcome.err == ""


TERMINAL = {"TERM": "xterm"}


@pytest.mark.parametrize(
    ("environ", "terminal", "coloured"),
    [
        (TERMINAL, True, True),
        (TERMINAL, False, False),
        ({"TERM": "dumb"}, True, False),
        ({}, True, False),
        (TERMINAL | {"CLICOLOR": "0"}, True, False),
        (TERMINAL | {"CLICOLOR": "1"}, True, True),
        (TERMINAL | {"CLICOLOR": "1"}, False, False),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, False, True),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"CLICOLOR_FORCE": ""}, False, False),
        ({"FORCE_COLOR": "1"}, False, True),
        (TERMINAL | {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, True, False),
        (TERMINAL | {"NO_COLOR": ""}, True, True),
    ],
)
def test_colours_are_printed_as_the_environment_wants_them(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], terminal: bool, coloured: bool
) -> None:
    """NO_COLOR, CLICOLOR_FORCE, CLICOLOR, and else the terminal, in this order."""
    for name in ("TERM", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)

    assert output.coloured() is coloured


def test_hits_stand_out_where_colours_are_wanted(
    call: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words that were found, and nothing else; JSON never has colours."""
    plain = call("search", "natasha").out
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    shown = call("search", "natasha").out

    assert "\x1b[1;31mNatásha\x1b[m sang." in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == plain
    assert "\\u001b" not in call("search", "natasha", "--json").out
