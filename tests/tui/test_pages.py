"""`nightstand cat` prints what the screen shows, page for page."""

from pathlib import Path

import pytest

from reader.formats import load
from reader.paint.page import Furniture, compose, fit
from reader.reading.open import OpenStory
from reader.reading.view import view_of
from reader.settings.settings import Settings
from tests.shell import Call
from tests.terminal import Terminal
from tests.tui.driving import numbered, story

STORIES = ["eleven-seconds", "jie-yan", "kingyo-no-rusuban", "the-torr-pound", "re-one-umbrella"]
SIZES = [(80, 24), (46, 12), (20, 5), (100, 40)]


def printed(call: Call, path: Path, measure: int, rows: int) -> list[list[str]]:
    """The pages of `cat`, as rows."""
    done = call("cat", path, "--width", measure, "--height", rows)
    assert (done.code, done.err) == (0, "")
    return [page.splitlines() for page in done.out.split("\f")]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", STORIES)
def test_cat_prints_the_pages_of_a_screen(
    call: Call, library_folder: Path, name: str, size: tuple[int, int]
) -> None:
    """Prose, verse, letters, Chinese and Japanese: the same rows at the same measure."""
    path = library_folder / f"{name}.txt"
    opened = OpenStory(load(path))
    view = view_of(opened, Settings(), *size)
    frame, here = view.frame, view.pages(opened)
    pages = printed(call, path, frame.measure, frame.lines)

    assert here.layout.page_count == len(pages)
    for number, page in enumerate(pages):
        picture = compose(opened.story, frame, here.to_page(number).pages, Furniture())
        lines = ["".join(run.text for run in row).rstrip() for row in picture]
        assert not any(line[: frame.left].strip() for line in lines)
        shown = [line[frame.left :] for line in lines[frame.top : frame.top + frame.lines]]
        assert shown == page + [""] * (frame.lines - len(page))


async def test_the_screen_shows_what_is_composed(call: Call, library_folder: Path) -> None:
    """Row by row, on the first page and on the last."""
    path, frame = library_folder / f"{STORIES[1]}.txt", fit(80, 24)
    pages = printed(call, path, frame.measure, frame.lines)
    async with story(path) as reader:
        for page, key in ((pages[0], "g"), (pages[-1], "G")):
            await reader.press(key)
            rows = reader.lines[frame.top : frame.top + frame.lines]
            assert [row[frame.left :] for row in rows] == page + [""] * (frame.lines - len(page))


def test_cat_prints_what_a_terminal_shows(call: Call, tmp_path: Path) -> None:
    """At 80×24 a page is 66 cells by 20 rows, as the README says."""
    path = numbered(tmp_path)
    pages = printed(call, path, 66, 20)
    with Terminal(str(path)) as terminal:
        for number, page in enumerate(pages[:3], 1):
            terminal.shows(rf"(?m)^\s*{number} of {len(pages)}")
            shown = [line[7:] for line in terminal.lines[2:22]]
            assert shown == page + [""] * (20 - len(page))
            terminal.send(" ")


def test_a_span_of_pages_is_printed_alone(call: Call, tmp_path: Path) -> None:
    """`3-5`, `3`, and `3-` to the end, with a form feed between pages and none around."""
    path = numbered(tmp_path)

    def pages(*span: str) -> list[str]:
        done = call("cat", path, "--width", "66", "--height", "20", *span)
        assert done.code == 0
        return done.out.split("\f")

    every = pages()
    assert len(every) > 5
    assert pages("--pages", "3-5") == every[2:5]
    assert pages("--pages", "3") == every[2:3]
    assert pages("--pages", "3-") == every[2:]
    assert pages("--pages", "3-9999") == every[2:]


def test_a_page_that_is_not_there_is_named(call: Call, tmp_path: Path) -> None:
    """Beyond the last page nothing is printed, and the number of pages is told."""
    done = call("cat", numbered(tmp_path), "--height", "20", "--pages", "999")

    assert (done.code, done.out) == (1, "")
    assert "999" in done.complaint


def test_without_a_height_there_are_no_page_breaks(call: Call, tmp_path: Path) -> None:
    """The whole text, set at the width, with no form feed and every word of the pages."""
    path = numbered(tmp_path)
    whole = call("cat", path, "--width", "50").out
    paged = call("cat", path, "--width", "50", "--height", "30").out

    assert "\f" not in whole
    assert "\f" in paged
    assert whole.split() == paged.split()
    assert max(map(len, whole.splitlines())) <= 50
