"""A look at the head of a file tells what the whole of it would."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats
from reader.formats.files import LoadError
from tests.sample_stories import SAMPLES

LINE = "There was a lamp on the wall, and nobody had lit it since the autumn of that year.\n"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_title_and_author_are_those_of_the_whole_story(path: Path) -> None:
    """Of each sample, and its words within a tenth."""
    story = formats.load(path)
    glance = formats.glance(path.read_bytes(), str(path))

    assert (glance.title, glance.author) == (story.title, story.metadata.author)
    assert abs(glance.words - story.words()) <= 0.1 * story.words() + 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_long_file_is_glanced_at_in_every_encoding(encoding: str, ends: str) -> None:
    """The title stands in the head, the words are judged by what follows."""
    text = "Das Mädchen am Tor\n\nvon Anna Grün\n\n\n" + LINE * 2_000
    data = text.replace("\n", ends).encode(encoding)
    story = formats.from_bytes(data, "tor.txt")
    glance = formats.glance(data, "tor.txt")

    assert (glance.title, glance.author) == (story.title, story.metadata.author)
    assert glance.title == "Das Mädchen am Tor"
    assert abs(glance.words - story.words()) <= 0.1 * story.words()
    assert abs(glance.length - len(story.text)) <= 0.1 * len(story.text)


def test_a_long_text_without_spaces_is_judged_by_its_characters() -> None:
    """As the whole story counts them."""
    data = ("第一章\n\n" + "他走进院子，没有人说话，只有风从墙外吹进来。\n" * 3_000).encode()
    story = formats.from_bytes(data, "墙.txt")

    assert abs(formats.glance(data, "墙.txt").words - story.words()) <= 0.1 * story.words()


@given(st.text(max_size=300), st.sampled_from(["tale.txt", "A Tale - Some One.txt", "a-tale.txt"]))
def test_a_short_file_is_told_exactly_or_refused_alike(text: str, name: str) -> None:
    """Whatever stands in it: the same title, or the same reason."""
    data = text.encode()
    try:
        story = formats.from_bytes(data, name)
    except LoadError as error:
        with pytest.raises(LoadError, match=error.reason):
            formats.glance(data, name)
        return
    glance = formats.glance(data, name)
    assert (glance.title, glance.author) == (story.title, story.metadata.author)


def test_what_is_no_text_is_refused_with_its_reason() -> None:
    """As it would be when it is opened."""
    with pytest.raises(LoadError, match="is a PNG picture"):
        formats.glance(b"\x89PNG\r\n" + bytes(50_000), "picture.txt")
    with pytest.raises(LoadError, match="is empty"):
        formats.glance(b"\n" * 50_000, "blank.txt")
