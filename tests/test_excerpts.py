"""Excerpts of long files show what the whole shows, and their places are its places."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from reader import formats, locator
from reader.context import set_up
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.text.preview import byte_of, excerpt
from reader.locator.quote import Verdict
from reader.reading import long_story
from reader.reading.long_story import begin_bytes, begin_path, carried, complete, place_at
from reader.reading.open import open_path
from reader.story import Story
from reader.typeset.layout import Layout
from reader.typeset.style import PageStyle
from tests.bench.novel import chinese, novel
from tests.books import page

REACH = 96 << 10
LICENCE = "*** {} OF THE PROJECT GUTENBERG EBOOK THE LONG ONE ***"


@cache
def wrapped(size: int = 320_000) -> str:
    """A long text in English, its lines wrapped."""
    return novel(size)


def joined() -> str:
    """The same with each paragraph on one line."""
    return wrapped().replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")


def cut_up() -> str:
    """A long text in Chinese whose paragraphs are wrapped."""
    return "\n\n".join(
        "\n".join(line[at : at + 36] for at in range(0, len(line), 36))
        for line in chinese(110_000).split("\n")
    )


def published() -> str:
    """A text between the lines of Project Gutenberg."""
    start, end = LICENCE.format("START"), LICENCE.format("END")
    return f"{start}\n\n\n{wrapped()}\n\n{end}\n\nLegal words.\n"


TEXTS: dict[str, Callable[[], bytes]] = {
    "wrapped": lambda: wrapped().encode(),
    "crlf": lambda: wrapped().replace("\n", "\r\n").encode(),
    "one line each": lambda: joined().encode(),
    "cp1252": lambda: wrapped().replace("'", "’").replace(" a ", " à ").encode("cp1252", "replace"),
    "chinese": lambda: chinese(110_000).encode(),
    "wrapped chinese": lambda: cut_up().encode(),
    "gb18030": lambda: chinese(160_000).encode("gb18030"),
    "gutenberg": lambda: published().encode(),
}


@pytest.fixture(autouse=True)
def _long_from_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_story, "LONG", 200_000)


@pytest.fixture(scope="module", params=TEXTS)
def text(request: pytest.FixtureRequest) -> tuple[bytes, Story]:
    """The bytes of a long file and the story in them."""
    data = TEXTS[request.param]()
    return data, formats.from_bytes(data, "long.txt")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 1.0])
def test_an_excerpt_holds_what_the_whole_story_holds(
    text: tuple[bytes, Story], share: float
) -> None:
    """Its blocks and chapters are those of the whole, with the same words and kinds."""
    data, whole = text
    made = excerpt(data, "long.txt", Choices(), round(share * len(data)), REACH)

    assert made is not None
    start, end = made.body
    at = whole.text.find(made.text[start:end])
    assert at >= 0
    blocks = [b for b in made.blocks if start <= b.start and b.end <= end]
    moved = [b._replace(start=b.start + at - start, end=b.end + at - start) for b in blocks]
    first = whole.block_index(at)
    # What stood before the first was cut off, so its blank lines are not known.
    assert [b._replace(blanks=0) for b in moved] == [
        b._replace(blanks=0) for b in whole.blocks[first : first + len(moved)]
    ]
    assert [c.title for c in made.chapters] == [
        c.title for c in whole.chapters if at <= c.start < at + end - start
    ]
    assert made.title == whole.title
    assert made.metadata.language == whole.metadata.language
    assert made.begins is (share == 0.0)
    assert made.ends is (share == 1.0)
    assert made.excerpt is not None
    assert abs(made.excerpt.shift - (at - start)) <= len(whole.text) // 50


@pytest.mark.parametrize("share", [0.0, 0.004, 0.3, 0.6, 0.996])
def test_a_long_story_is_begun_at_its_place(
    text: tuple[bytes, Story], share: float, tmp_path: Path
) -> None:
    """The excerpt shows the same page as the whole, and its places are those of the whole."""
    data, whole = text
    path = tmp_path / "long.txt"
    path.write_bytes(data)
    context, _ = set_up()
    opened = open_path(context, path)
    assert opened.id is not None
    offset = whole.blocks[whole.block_index(whole.offset_at(share))].start
    kept = locator.make(whole, offset)
    if share:
        context.store.places.remember(opened.id, kept)
        context.store.flush()

    begun = begin_path(context, path)
    made = begun.story
    assert made.excerpt is not None
    here = begun.place.offset if begun.place else made.body.start
    style = PageStyle()
    early, late = Layout(made, style).page_from(here), Layout(whole, style).page_from(offset)
    assert [made.text[r.start : r.end] if r else None for r in early.rows] == [
        whole.text[r.start : r.end] if r else None for r in late.rows
    ]
    assert made.chapter_at(here) == whole.chapter_at(offset)
    assert abs(made.progression(here) - whole.progression(offset)) < 0.001
    assert place_at(made, here).offset == offset
    assert carried(made, whole, here) == offset
    there = place_at(made, early.end)
    assert locator.resolve(whole, there).verdict is Verdict.EXACT
    assert complete(context, begun, str).place == (locator.resolve(whole, kept) if share else None)
    context.store.close()


def test_what_is_doubtful_is_read_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A short file, one in UTF-16, no text at all, remembered words that are gone.

    Of a text that takes too long for that, the beginning is shown.
    """
    context, _ = set_up()
    path = tmp_path / "long.txt"
    for data in (b"Short.\n" * 100, wrapped().encode("utf-16")):
        path.write_bytes(data)
        assert begin_path(context, path).rest is None
    path.write_bytes(b"\x7fELF" + bytes(range(256)) * 2000)
    with pytest.raises(LoadError):
        begin_path(context, path)

    path.write_bytes(wrapped().encode())
    opened = open_path(context, path)
    assert opened.id is not None
    place = locator.make(opened.story, 200_000)._replace(exact="words that nobody ever wrote " * 3)
    context.store.places.remember(opened.id, place)
    context.store.flush()
    assert begin_path(context, path).rest is None
    monkeypatch.setattr(long_story, "_TOO_LONG_TO_WAIT", 1000)
    begun = begin_path(context, path)
    assert begun.rest is not None
    assert begun.place is None
    context.store.close()


def test_a_renamed_file_is_begun_at_its_place(tmp_path: Path) -> None:
    """Known by its bytes, wherever it lies."""
    path = tmp_path / "long.txt"
    path.write_bytes(wrapped().encode())
    context, _ = set_up()
    opened = open_path(context, path)
    assert opened.id is not None
    context.store.places.remember(opened.id, locator.make(opened.story, 270_000))
    context.store.flush()
    begun = begin_path(context, path.rename(tmp_path / "other.txt"))

    assert begun.id == opened.id
    assert begun.place is not None
    assert begun.story.text.startswith(opened.story.text[270_000:270_100], begun.place.offset)
    context.store.close()


def test_an_edited_file_is_begun_at_the_words_of_its_place(tmp_path: Path) -> None:
    """They are found where they stand now; nothing is recorded of the new text yet."""
    path = tmp_path / "long.txt"
    path.write_text(wrapped(), "utf-8")
    context, _ = set_up()
    opened = open_path(context, path)
    assert opened.id is not None
    context.store.places.remember(opened.id, locator.make(opened.story, 270_000))
    context.store.flush()
    path.write_text("Words put before all others.\n\n" * 500 + wrapped(), "utf-8")
    begun = begin_path(context, path)

    assert begun.id is None
    assert begun.place is not None
    words = opened.story.text[270_000:270_060]
    assert begun.story.text.startswith(words, begun.place.offset)
    assert context.store.stories.by_sha(begun.story.source.sha256) is None
    context.store.close()


def test_a_long_page_is_begun_at_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is not plain text a shorter one is long; the page shown is that of the whole."""
    monkeypatch.setattr(long_story, "LONG", 1_000_000)
    paragraphs = (" ".join(one.split()) for one in wrapped(400_000).split("\n\n"))
    path = tmp_path / "long.html"
    path.write_text(page("".join(f"<p>{one}</p>" for one in paragraphs)), "utf-8")
    context, _ = set_up()
    opened = open_path(context, path)
    assert opened.id is not None
    whole = opened.story
    offset = whole.blocks[whole.block_index(270_000)].start
    context.store.places.remember(opened.id, locator.make(whole, offset), at_once=True)
    context.store.flush()
    begun = begin_path(context, path)

    assert path.stat().st_size < long_story.LONG / 2
    assert begun.rest is not None
    assert begun.place is not None
    assert begun.story.text.startswith(whole.text[offset : offset + 900], begun.place.offset)
    assert place_at(begun.story, begun.place.offset).offset == offset
    assert complete(context, begun, str).place == open_path(context, path).place
    context.store.close()


def test_a_text_from_a_pipe_is_begun_too() -> None:
    """From its beginning."""
    begun = begin_bytes(wrapped().encode(), "standard input")

    assert begun.rest is not None
    assert begun.story.begins
    assert not begun.story.ends


def test_places_at_the_edges_of_an_excerpt_hold_nothing_else() -> None:
    """The words around them are words of the story only."""
    data = wrapped().encode()
    whole = formats.from_bytes(data, "long.txt")
    made = excerpt(data, "long.txt", Choices(), 200_000, REACH)
    assert made is not None
    for offset in (made.body.start, made.body.start + 50, made.body.end - 30):
        assert place_at(made, offset).words in whole.text
    for before, after in pairwise(made.blocks):
        assert before.end + 1 == after.start


@pytest.mark.parametrize("encoding", ["", "cp1252", "gb18030", "koi8-r", "utf-16"])
def test_words_in_a_wrong_encoding_are_looked_for_once(encoding: str) -> None:
    """There the letters of words and what stands between them are alike; it ends all the same."""
    text = ("話說天下大勢，分久必合，合久必分。" + "\n" * 301) * 1000
    data = text.encode()
    read = data.decode(encoding or "utf-8", "replace")
    quote = read[4000 : 4000 + 400]
    assert byte_of(data, encoding, quote, 0) is None  # it stands there more than once
    assert byte_of(data, encoding, f"{quote} elsewhere", 0) is None


def test_of_words_that_stand_twice_no_excerpt_is_shown(tmp_path: Path) -> None:
    """Nobody knows which of them is the place before the whole is read; then it is."""
    song = "\n\nThe old mill song was sung again by all who sat there, and they all sang it so.\n\n"
    paragraphs = wrapped().split("\n\n")
    parts = ("\n\n".join(paragraphs[:400]), "\n\n".join(paragraphs[400:]), "And that was all.")
    path = tmp_path / "long.txt"
    path.write_text(song.join(parts), "utf-8")
    context, _ = set_up(tmp_path)
    opened = open_path(context, path)
    assert opened.id is not None
    here = opened.story.text.rindex("The old mill song")
    context.store.places.remember(opened.id, locator.make(opened.story, here), at_once=True)
    context.store.flush()
    begun = begin_path(context, path)
    assert begun.rest is None
    assert begun.place is not None
    assert begun.place.offset == here
    context.store.close()
