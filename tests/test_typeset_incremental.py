"""Layouts made in steps, and texts that would wear out a careless typesetter."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.story import BlockKind, Story
from reader.typeset import linebreak, paginate
from reader.typeset.layout import Layout, LayoutJob
from reader.typeset.style import Breaking, Cells, PageStyle
from tests.strategies import prose, stories, story_of, styles, texts


@pytest.fixture
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paginate, "LONG", 60)
    monkeypatch.setattr(linebreak, "LONG", 60)
    monkeypatch.setattr(paginate, "_STRETCH", 100)


def all_of(layout: Layout) -> list[object]:
    """Everything that a layout says."""
    return [
        [layout.line(index) for index in range(layout.line_count)],
        [layout.page(number) for number in range(layout.page_count)],
        layout.rows(0, layout.row_count),
    ]


def finished(story: Story, style: PageStyle, budget: int) -> Layout:
    """The layout that a job makes by steps of a budget."""
    job = LayoutJob(story, style)
    while not job.step(budget):
        assert 0 <= job.share <= 1
    assert job.layout
    assert job.share == 1
    return job.layout


@given(stories(), styles(), st.integers(1, 500))
def test_the_steps_do_not_show(story: Story, style: PageStyle, budget: int) -> None:
    """A layout made in steps is the one made at once."""
    assert all_of(finished(story, style, budget)) == all_of(Layout(story, style))


@pytest.mark.usefixtures("_small_steps")
@given(st.lists(texts(300), min_size=1, max_size=4), st.integers(1, 20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stretches_of_a_long_text_do_not_show(parts: list[str], measure: int) -> None:
    """Nor does it show where a very long paragraph was cut to be set."""
    story = story_of((BlockKind.PARAGRAPH, part) for part in parts)
    style = PageStyle(Cells(measure), 12)
    cut = all_of(Layout(story, style))
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((paginate, "LONG"), (linebreak, "LONG"), (paginate, "_STRETCH")):
            patch.setattr(module, name, 1 << 20)
        whole = all_of(Layout(story, style))

    assert cut == whole


@given(stories(), styles(), st.integers(0, 500), st.integers(1, 200))
def test_any_place_can_be_shown_at_once(
    story: Story, style: PageStyle, offset: int, size: int
) -> None:
    """The layout around an offset holds the line with that offset."""
    offset = min(offset, max(0, story.body.end - 1))
    around = LayoutJob(story, style).layout_around(offset, size)
    if not story.blocks:
        return
    line = around.line(around.line_of(offset))
    between = story.text[line.end : offset + 1]

    assert line.start <= offset or not story.text[offset : line.start].strip(
        "\u200b \n\u00a0\u3000"
    )
    assert offset < line.end or not between.strip("\u200b \n\u00a0\u3000\u00ad")


@pytest.mark.parametrize(
    "text",
    [
        "word " * 40_000,
        "a" * 200_000,
        "👩\u200d🚀❤\ufe0fe\u0301🇩🇪" * 8_000,
        "a" + "\u0301" * 40_000,
        "\u200d" * 40_000 + "a",
        "“" * 40_000,
        "(" * 20_000 + " " * 20_000 + ")" * 20_000,
        "天「" * 20_000,
        "un\u00adbe\u00ad" * 16_000,
    ],
    ids=[
        "words",
        "one word",
        "emoji",
        "marks",
        "joiners",
        "quotes",
        "brackets",
        "openers",
        "soft hyphens",
    ],
)
@pytest.mark.parametrize("style", [PageStyle(), PageStyle(Cells(1)), PageStyle(hyphenate=True)])
def test_one_enormous_line_is_set(text: str, style: PageStyle) -> None:
    """Whatever it is made of, and every character of it."""
    layout = Layout(prose("x", text.strip()), style)
    ends = [layout.line(index).end for index in (0, layout.line_count // 2, layout.line_count - 1)]

    assert ends[-1] == layout.story.body.end
    assert ends == sorted(ends)


def test_the_even_edge_gives_way_in_enormous_paragraphs() -> None:
    """They are set by first fit."""
    story = prose("aaa bb cc ddddd " * 20_000)
    even = Layout(story, PageStyle(Cells(6), breaking=Breaking.LEAST_RAGGED))

    assert even.line_count == Layout(story, PageStyle(Cells(6))).line_count
