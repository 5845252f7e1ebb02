"""The table of formats: which kind of file a file is, and what follows from that everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats
from reader.cli.story import path_for
from reader.context import set_up
from reader.formats import excerpt, glance, table
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Format, Glance, Near, Progress
from reader.formats.table import FORMATS, format_of, is_story_name, wanted_files
from reader.formats.text.format import TEXT
from reader.library.folders import walk
from reader.reading.choices import encodings_of
from reader.reading.open import open_path
from reader.reading.request import Request, StartError, open_story
from reader.search.answers import StoryHits
from reader.search.query import Query
from reader.shelf.add import add
from reader.shelf.detail import detail_of
from reader.shelf.scan import rescan
from reader.shelf.search import search_shelf, searchable
from reader.story import Story

MAGIC = b"MIRROR1\n"


def mirrored(text: str) -> bytes:
    """A file of a made-up format: a sign, and the bytes of a text from the last to the first."""
    return MAGIC + text.encode()[::-1]


def _sniff(data: bytes, _name: str) -> bool:
    return data.startswith(MAGIC)


def _parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    plain = data.removeprefix(MAGIC)[::-1]
    return TEXT.parse(plain, name, choices, progress=progress, sha256=sha256)


def _glance(data: bytes, name: str) -> Glance:
    return TEXT.glance(data.removeprefix(MAGIC)[::-1], name)


MIRROR = Format(
    id="mirror",
    name="mirror writing",
    suffixes=(".mir",),
    sniff=_sniff,
    parse=_parse,
    glance=_glance,
)
STORY = "Title: The Pond\nAuthor: Ada Reed\n\n\n" + "The heron waited by the pond.\n\n" * 40


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more row in the table."""
    monkeypatch.setattr(table, "FORMATS", (MIRROR, TEXT))
    monkeypatch.setattr(table, "SUFFIXES", (*MIRROR.suffixes, *TEXT.suffixes))


@pytest.fixture
def library(tmp_path: Path, mirror: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one story in the other format."""
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "pond.mir").write_bytes(mirrored(STORY))
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    return folder


def test_every_row_has_a_name_of_its_own_and_its_suffixes() -> None:
    """No id and no suffix means two formats, and plain text is asked last."""
    suffixes = [suffix for row in FORMATS for suffix in row.suffixes]

    assert len({row.id for row in FORMATS}) == len(FORMATS)
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)
    assert all(
        row.name and (row.suffixes or row.id in ("foreign", "preformatted")) for row in FORMATS
    )
    assert FORMATS[-1] is TEXT


@given(st.binary(max_size=64), st.text(max_size=12))
def test_every_file_has_a_format(data: bytes, name: str) -> None:
    """Whatever its bytes and its name; what is no story is found out when it is read."""
    assert format_of(data, name) in FORMATS


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "b.text", ".txt"])
def test_a_story_is_known_by_its_suffix_in_any_case(name: str) -> None:
    """Before anything of it is read."""
    assert is_story_name(name)
    assert not is_story_name(f"{name}.part")


def test_the_files_that_are_wanted_are_named_for_people(mirror: None) -> None:
    """Each format by its usual suffix, plain text first."""
    assert wanted_files() == ".txt or .mir files"


def test_the_bytes_and_not_the_name_say_which_format_it_is(mirror: None) -> None:
    """A file of one format with the suffix of the other is read all the same."""
    assert formats.from_bytes(mirrored(STORY), "pond.txt").title == "The Pond"
    assert formats.from_bytes(STORY.encode(), "pond.mir").title == "The Pond"
    assert glance(mirrored(STORY), "pond.txt").author == "Ada Reed"


def test_a_format_without_excerpts_is_only_read_as_a_whole(mirror: None) -> None:
    """No stretch of its bytes is taken for a part of the story."""
    data = mirrored(STORY * 900)

    assert excerpt(data, "pond.mir", Choices(), Near("The heron", 0.5), 9000) is None
    assert excerpt(STORY.encode() * 900, "pond.txt", Choices(), None, 9000) is not None


def test_a_story_in_another_format_is_found_listed_and_opened(library: Path) -> None:
    """By the shelf, by the command line, and in the pane beside the shelf."""
    context, _ = set_up(library)
    (entry,) = rescan(context)

    assert (entry.title, entry.author) == ("The Pond", "Ada Reed")
    assert [file.path for file in walk([library])] == [str(library / "pond.mir")]
    assert path_for(context, ["nowhere.mir"]) == Path("nowhere.mir")
    assert open_path(context, library / "pond.mir").story.title == "The Pond"
    assert "The heron waited by the pond." in detail_of(context, entry).lines


def test_words_are_found_that_do_not_stand_in_the_bytes(library: Path) -> None:
    """What the bytes of such a file hold says nothing, so it is read."""
    context, _ = set_up(library)
    rescan(context)
    found = [
        one for one in search_shelf(searchable(context), Query("heron")) if type(one) is StoryHits
    ]

    assert [one.total for one in found] == [40]


def test_what_is_added_without_a_suffix_gets_that_of_its_format(
    library: Path, tmp_path: Path
) -> None:
    """So that the next look into the library finds it."""
    (tmp_path / "other").write_bytes(mirrored(STORY.replace("heron", "otter")))
    (tmp_path / "plain").write_text(STORY.replace("heron", "newt"), "utf-8")
    context, _ = set_up(library)
    added = add(context, [tmp_path / "other", tmp_path / "plain"])

    assert [one.place.name for one in added if one.place] == ["other.mir", "plain.txt"]


def test_a_format_that_is_no_text_has_neither_lines_nor_encodings(library: Path) -> None:
    """Asking for them gives an error that says so."""
    context, _ = set_up(library)
    path = library / "pond.mir"

    with pytest.raises(StartError, match="no lines"):
        open_story(context, Request(path, start="3"))
    with pytest.raises(LoadError, match="no encoding"):
        encodings_of(open_path(context, path), 0.0)
