"""Highlights of an open story: made, found again through every fate of its file, taken by page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.highlights import Colour, Highlight, Style
from reader.context import Context, set_up
from reader.formats.choices import Choices
from reader.locator.passage import passage_of
from reader.locator.quote import Verdict
from reader.paint.runs import runs
from reader.paint.themes import Role
from reader.reading.highlights import (
    Highlights,
    ResolvedHighlight,
    highlights_of,
    new_highlight,
)
from reader.reading.long_story import excerpt_at
from reader.reading.open import OpenStory, claim, keep_up, open_path
from reader.reading.reread import keep_choices, marks_now, reshape
from reader.story import Offset, Range
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.test_reshaping import RUSSIAN, told

PARAGRAPHS = [
    f"The {word} lamp was lit at dusk, “before the rain,” as Odo said of the {word} keeper. "
    f"Nobody had asked him about the {word} one."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
]


@pytest.fixture
def context() -> Iterator[Context]:
    """A context with an empty data file."""
    made, _ = set_up()
    yield made
    made.store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A story of seven paragraphs."""
    file = tmp_path / "lamps.txt"
    file.write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    return file


def marked(context: Context, opened: OpenStory, words: str) -> Highlight:
    """A highlight of words of an open story, kept."""
    at = opened.story.text.index(words)
    mark = new_highlight(opened.story, at, at + len(words))
    assert opened.id is not None
    context.store.highlights.add(opened.id, mark).result(10)
    return mark


def shown(context: Context, path: Path) -> list[tuple[str, Verdict]]:
    """What stands now where the highlights of a file are."""
    opened = open_path(context, path)
    found = [
        (opened.story.text[mark.start : mark.end], mark.verdict)
        for mark in highlights_of(context, opened)
    ]
    keep_up(context, opened)
    context.store.flush()
    return found


def test_blanks_at_the_ends_are_left_out(context: Context, path: Path) -> None:
    """A selection that reaches over the line is the words of it."""
    story = open_path(context, path).story
    mark = new_highlight(story, 3, 10, colour=Colour.BLUE, style=Style.UNDERLINE, note="n")

    assert mark.passage.quote == "first"
    assert (mark.colour, mark.style, mark.note) == (Colour.BLUE, Style.UNDERLINE, "n")
    assert mark.created == mark.changed > 0


def test_a_highlight_follows_its_story(context: Context, path: Path) -> None:
    """Edited, or renamed and edited at once: it is on its words, or on what became of them."""
    opened = open_path(context, path)
    words = "“before the rain,” as Odo said of the third keeper."
    marked(context, opened, words)
    keep_up(context, opened)
    context.store.flush()
    assert shown(context, path) == [(words, Verdict.EXACT)]

    path.write_text("New words first.\n\n" + "\n\n".join(PARAGRAPHS), encoding="utf-8")
    assert shown(context, path) == [(words, Verdict.MOVED)]
    assert shown(context, path) == [(words, Verdict.EXACT)], "it was carried along"

    moved = path.rename(path.with_name("other.txt"))
    straight = moved.read_text("utf-8").replace("“", '"').replace("”", '"')
    moved.write_text(straight, encoding="utf-8")
    ((now, verdict),) = shown(context, moved)
    assert now == words.replace("“", '"').replace("”", '"')
    assert verdict in (Verdict.MOVED, Verdict.EXACT)


def test_an_orphan_is_kept_and_found_again(context: Context, path: Path) -> None:
    """Its paragraph goes and comes back."""
    opened = open_path(context, path)
    mark = marked(context, opened, PARAGRAPHS[3])
    keep_up(context, opened)
    context.store.flush()
    path.write_text("\n\n".join(PARAGRAPHS[:3] + PARAGRAPHS[4:]), encoding="utf-8")

    opened = open_path(context, path)
    (lost,) = highlights_of(context, opened)
    assert lost.lost
    assert lost.highlight.passage.quote == PARAGRAPHS[3]
    assert lost.doubt == "its words are gone"
    assert not Highlights([lost]).within(0, 10_000)
    keep_up(context, opened)
    context.store.flush()

    path.write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    assert shown(context, path) == [(PARAGRAPHS[3], Verdict.EXACT)]
    assert context.store.highlights.get(mark.id) is not None


def test_highlights_go_over_to_the_story_that_this_is(context: Context, path: Path) -> None:
    """When the reader says that a text is a story they know."""
    opened = open_path(context, path)
    marked(context, opened, "the first keeper")
    known = context.store.stories.get(opened.id or 0)
    other = path.with_name("else.txt")
    other.write_text("Quite another text, of which nothing is known.", encoding="utf-8")
    second = open_path(context, other)
    marked(context, second, "another text")

    claim(context, second.replace(maybe=known))
    context.store.flush()

    quotes = {m.passage.quote for _, m in context.store.highlights.of(opened.id)}
    assert quotes == {"the first keeper", "another text"}
    assert len(context.store.highlights.of()) == 2


def test_a_highlight_stays_in_another_encoding(context: Context, tmp_path: Path) -> None:
    """Both ends by the bytes of the file, there and back."""
    path = tmp_path / "lamp.txt"
    path.write_bytes(told(RUSSIAN).encode("cp1251"))
    right = open_path(context, path, encoding="cp1251")
    words = "зажёг лампу 1030 и долго смотрел"
    mark = marked(context, right, words)
    before = marks_now(context, right)

    wrong = reshape(context, right, right.choices.asked("koi8-r", ""), [0])
    keep_choices(context, right.replace(story=wrong.opened.story), wrong.marks, 0)
    context.store.flush()
    kept = context.store.highlights.get(mark.id)
    assert kept is not None
    assert kept[1].passage.quote == words.encode("cp1251").decode("koi8-r")

    keep_choices(context, right, before, 0)
    context.store.flush()
    assert shown(context, path)[0][0] == words
    assert Choices().encoding == ""


def test_a_highlight_in_an_excerpt_is_one_of_the_whole(context: Context, tmp_path: Path) -> None:
    """What is marked before all of a long story is there stands on the same words afterwards."""
    path = tmp_path / "long.txt"
    path.write_text("".join(f"Line {n} of the long road home.\n\n" for n in range(40_000)), "utf-8")
    opened = open_path(context, path)
    begun = excerpt_at(path.read_bytes(), path, Choices(), None)
    assert begun is not None
    story = begun[0]
    assert not highlights_of(context, opened.replace(story=story))
    at = story.text.index("Line 700 of")
    mark = new_highlight(story, at, at + 8)
    assert opened.id is not None
    context.store.highlights.add(opened.id, mark).result(10)

    (found,) = highlights_of(context, opened)
    assert opened.story.text[found.start : found.end] == "Line 700"
    assert not found.doubt


def resolved(start: int, end: int, number: int = 0) -> ResolvedHighlight:
    """A highlight that was found."""
    mark = Highlight(f"{number:032x}", passage_of("x"), created=float(number))
    return ResolvedHighlight(Offset(start), Offset(end), mark, Verdict.EXACT, "", 0.0)


RANGES = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda r: (r[0], r[0] + r[1]))


@given(st.lists(RANGES, max_size=12), RANGES)
def test_a_page_gets_all_of_its_highlights_and_no_others(
    ranges: list[tuple[int, int]], page: tuple[int, int]
) -> None:
    """In the order of the text, the longer first."""
    marks = [resolved(*pair, number) for number, pair in enumerate(ranges)]
    all_of_them = Highlights(random.Random(1).sample(marks, len(marks)))

    found = all_of_them.within(*page)

    assert {m.highlight.id for m in found} == {
        m.highlight.id for m in marks if m.start < page[1] and m.end > page[0]
    }
    assert found == sorted(found, key=lambda m: (m.start, -m.end, m.highlight.created))
    held = all_of_them.holding(*page)
    holders = [m for m in marks if m.start <= page[0] and m.end >= page[1]]
    assert (held is None) == (not holders)
    assert held is None or held.end - held.start == min(m.end - m.start for m in holders)


def test_two_that_overlap_paint_three_runs(context: Context, path: Path) -> None:
    """The words of both are in the later one's colour; in the margin each has a sign of its own."""
    story = open_path(context, path).story
    ends = [(4, 14), (10, 22), (30, 35)]
    made = [
        new_highlight(story, *ends[0], colour=Colour.PURPLE),
        new_highlight(story, *ends[1], colour=Colour.PINK, style=Style.UNDERLINE),
        new_highlight(story, *ends[2], note="why?"),
    ]
    found = [
        ResolvedHighlight(Offset(a), Offset(b), one, Verdict.EXACT, "", 0.0)
        for one, (a, b) in zip(made, ends, strict=True)
    ]
    marks = Highlights(found)
    page = Range(0, 60)
    line = Layout(story, PageStyle(Cells(60), 5)).line(0)
    painted = runs(story, line, marks.overlays(page))
    assert [(run.text, run.roles[1:]) for run in painted[1:4]] == [
        ("first ", (Role.FILLED_PURPLE,)),
        ("lamp", (Role.FILLED_PURPLE, Role.MAGENTA, Role.UNDERLINE)),
        (" was lit", (Role.MAGENTA, Role.UNDERLINE)),
    ]
    assert [sign.text for sign in marks.signs(page)] == ["U", "p", "+"]
    assert [sign.at for sign in marks.signs(Range(12, 60))] == [12, 12, 30]
