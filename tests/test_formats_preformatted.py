"""Plain texts that a browser saved inside a page: the story that the text was."""

from __future__ import annotations

import random
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats
from reader.context import set_up
from reader.formats import excerpt, glance
from reader.formats.choices import Choices
from reader.formats.format import Near
from reader.formats.preformatted import explain
from reader.formats.table import format_of
from reader.shelf.add import add
from reader.story import BlockKind, Story

CHROME = (
    '<html><head><meta name="color-scheme" content="light dark"></head><body>'
    '<pre style="word-wrap: break-word; white-space: pre-wrap;">{}</pre></body></html>'
)
FIREFOX = (
    '<!DOCTYPE html>\n<html><head><meta http-equiv="content-type" content="text/html; '
    'charset=utf-8"><link rel="stylesheet" href="plaintext.css"></head>'
    "<body><pre>\n{}</pre>\n</body></html>\n"
)
SHORT = "<HTML><BODY>\n<PRE>\n{}\n</PRE></BODY></HTML>"
TITLED = "<html><title>The Weir</title><body><pre>{}</pre>"
BARE = "\n<pre>{}</pre>"
FRAMES = [CHROME, FIREFOX, SHORT, TITLED, BARE]
LINES = (
    "The keeper of the weir had gone to bed at <nine>, and the water rose & rose until\n"
    "the lowest of the steps was under it. Nobody saw that; and when the lamp on the\n"
    "bridge went out, some hours later, nobody saw that either, as he said himself.\n"
)
TEXT = "\n".join(f"CHAPTER {n}\n\n{LINES}\n{LINES}\n" for n in ("I", "II", "III"))


def framed(frame: str, text: str = TEXT, encoding: str = "utf-8") -> bytes:
    """A page that holds a text."""
    return frame.format(escape(text, quote=False)).encode(encoding)


def shown(story: Story) -> tuple[str, list[tuple[BlockKind, int, int]], list[str]]:
    """What a reader sees of a story."""
    blocks = [(block.kind, block.start, block.end) for block in story.blocks]
    return story.text, blocks, [chapter.title for chapter in story.chapters]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_text_inside_a_page_is_the_text_itself(frame: str) -> None:
    """Its lines are joined, its chapters found, its characters read as the page writes them."""
    plain = formats.from_bytes(TEXT.encode(), "weir.txt")
    for name in ("weir.txt", "weir.html", "weir"):
        story = formats.from_bytes(framed(frame), name)
        assert shown(story) == shown(plain)
    assert len(plain.chapters) == 3
    assert "at <nine>, and the water rose & rose until the" in story.text
    assert story.source.size == len(framed(frame))


@given(st.text("ab<>&;#é第 \n.", min_size=1, max_size=200), st.sampled_from(FRAMES))
def test_whatever_a_text_holds_its_page_reads_the_same(text: str, frame: str) -> None:
    """Its frame is no part of it."""
    text = f"a{text}"
    plain = formats.from_bytes(text.encode(), "x.txt")

    assert shown(formats.from_bytes(framed(frame, text), "x.txt")) == shown(plain)


@pytest.mark.parametrize(
    "page",
    ["<html><body><p>{}</p></body></html>", "<html><body><h1>The Weir</h1><pre>{}</pre></html>",
     "<html><pre>{}</pre><p>Back to the list</p></html>", "<pre>{}</pre><pre>And more.</pre>",
     "<html><body><pre>By <b>the keeper</b>\n{}</pre></body></html>"],
)  # fmt: skip
def test_a_page_with_any_other_element_stays_a_page(page: str) -> None:
    """Its words may be marked, and nothing of that may be lost."""
    assert format_of(framed(page), "weir.txt").id != "preformatted"


@pytest.mark.parametrize(("encoding", "word"), [("cp1252", "Café"), ("utf-8", "Café")])
def test_a_page_says_its_encoding_and_its_title(encoding: str, word: str) -> None:
    """The title only where the text has none of its own, and never the name of a file."""
    named = TITLED.replace("<title>", f'<meta charset="{encoding}"><title>')
    story = formats.from_bytes(framed(named, f"{word} {LINES}", encoding), "weir.txt")
    file = formats.from_bytes(framed(named.replace("The Weir", "a.txt")), "weir.txt")
    own = framed(named, f"THE LOCK\n\nby Ada Reed\n\n\n{TEXT}")

    assert (story.title, story.source.encoding) == ("The Weir", encoding)
    assert word in story.text
    assert (file.metadata.title, glance(framed(named), "weir.txt").title) == ("", "The Weir")
    assert formats.from_bytes(own, "weir.txt").title == glance(own, "x").title == "The Lock"


def test_a_page_can_be_shown_as_it_is_and_explained() -> None:
    """Line by line with its tags; and why a line is a heading."""
    data = framed(CHROME)
    story = formats.from_bytes(data, "weir.txt")
    found = explain(story, story.chapters[1].start, data, "weir.txt", Choices())

    assert "<pre" in formats.from_bytes(data, "weir.txt", Choices(raw=True)).text
    assert found is not None
    assert found.rule == "words"


def test_a_long_text_inside_a_page_opens_at_a_place() -> None:
    """As a long text does."""
    words = random.Random(3).choices(LINES.split(), k=40_000)
    marked = [" ".join(words[at : at + 60]) for at in range(0, len(words), 60)]
    marked[400] = f"Here the ninth boat lay. {marked[400]}"
    data = framed(CHROME, "\n\n".join(marked))
    found = excerpt(data, "weir.txt", Choices(), Near("Here the ninth boat lay", 0.6), 40_000)

    assert found is not None
    assert "Here the ninth boat lay" in found.story.text
    assert found.story.source.size == len(data)


def test_a_saved_text_without_a_suffix_is_added_as_a_text(tmp_path: Path) -> None:
    """Its name shows no form."""
    place = tmp_path / "download"
    place.write_bytes(framed(CHROME))
    context, _ = set_up()
    added = add(context, [place])
    context.store.close()

    assert [one.place.name for one in added if one.place] == ["download.txt"]
