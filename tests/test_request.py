"""What is asked to be opened is a value, and what it opens depends on nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats
from reader.context import Context, set_up
from reader.formats.files import LoadError
from reader.locator import make
from reader.locator.quote import Resolution, Verdict
from reader.reading.open import OpenStory, open_path
from reader.reading.request import Request, StartError, open_story, start_at

LINES = st.lists(
    st.sampled_from(["", "  ", "a lamp", "the wall", "lit, and out again"]), min_size=1
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@pytest.fixture
def context() -> Iterator[Context]:
    """A context on an empty home folder."""
    made, _ = set_up()
    yield made
    made.store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A story of numbered paragraphs."""
    text = "\n\n".join(f"Paragraph {number} begins here." for number in range(1, 60))
    (tmp_path / "numbers.txt").write_text(text, "utf-8")
    return tmp_path / "numbers.txt"


@given(LINES, ENDS, st.integers(0, 40))
def test_a_line_of_the_file_is_found_in_the_story(lines: list[str], end: str, number: int) -> None:
    """The words of the line, or of the next that has any; beyond the end, those of the last."""
    numbered = [f"{line} {at}" if line.strip() else line for at, line in enumerate([*lines, "x"])]
    data = end.join(numbered).encode()
    story = formats.from_bytes(data, "lines.txt")
    place = start_at(OpenStory(story, data=data), str(number)).opened.place

    wanted = [line for line in numbered[max(0, number - 1) :] if line.strip()] or numbered[-1:]
    assert place is not None
    assert story.text[place.offset :].startswith(" ".join(wanted[0].split()))


def test_without_a_start_a_story_opens_where_the_reader_was(context: Context, path: Path) -> None:
    """The place that was kept, and nothing to look at."""
    opened = open_path(context, path)
    assert opened.id is not None
    there = opened.story.text.index("Paragraph 30")
    context.store.places.remember(opened.id, make(opened.story, there), at_once=True)
    opening = open_story(context, Request(path))

    assert opening.opened.place is not None
    assert opening.opened.place.offset == there
    assert (opening.sought, opening.at_end) == (None, False)


def test_words_and_the_end_are_looked_at(context: Context, path: Path) -> None:
    """They do not become the reader's place."""
    found = open_story(context, Request(path, start="/begins"))
    last = open_story(context, Request(path, start="G"))

    assert found.sought is not None
    assert found.opened.story.text.startswith("begins", found.sought.start)
    assert last.at_end
    assert (found.opened.place, last.opened.place) == (None, None)


def test_words_that_are_not_there_are_an_error_of_their_own(context: Context, path: Path) -> None:
    """Whatever is in them is taken as it stands."""
    for words in ("zebra", "(", "[z-a]"):
        with pytest.raises(StartError, match="is not in"):
            open_story(context, Request(path, start=f"/{words}"))


def test_a_place_that_is_given_wins_over_the_one_that_was_kept(
    context: Context, path: Path
) -> None:
    """As of a bookmark."""
    place = Resolution(41, Verdict.EXACT, 1.0)

    assert open_story(context, Request(path, place=place)).opened.place == place


def test_what_is_not_kept_leaves_nothing_in_the_data_file(context: Context, path: Path) -> None:
    """Neither does a text from a pipe."""
    open_story(context, Request(path, keep=False))
    open_story(context, Request(data=path.read_bytes()))

    assert context.store.stories.known() == []


def test_an_encoding_that_is_asked_for_is_used(context: Context) -> None:
    """Of a text from a pipe as of a file."""
    opening = open_story(
        context, Request(data="Der Tag war grün.".encode("cp850"), encoding="cp850")
    )

    assert opening.opened.story.text == "Der Tag war grün."


def test_nothing_is_read_before_it_is_opened(tmp_path: Path, context: Context) -> None:
    """A request for a file that is not there is a value like any other."""
    request = Request(tmp_path / "gone.txt")

    assert request == Request(tmp_path / "gone.txt")
    with pytest.raises(LoadError, match="no such file"):
        open_story(context, request)
