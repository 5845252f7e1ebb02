"""The pages of the library's stories are as they were looked at and found good."""

from pathlib import Path

import pytest

from reader.typeset.break_clusters import HANGING
from reader.typeset.cells import width
from tests.golden_pages import FOLDER, MEASURES, ROWS, SQUARE, justified, name_of, pages
from tests.sample_stories import SAMPLES


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("story", SAMPLES, ids=lambda story: story.stem)
def test_pages_are_as_they_were(story: Path, measure: int) -> None:
    """`make golden` takes over a change that is wanted; the diff shows it first."""
    golden = (FOLDER / name_of(story, measure)).read_text("utf-8")
    printed = pages(story, measure)

    assert printed.splitlines() == golden.splitlines()
    for line in printed.splitlines():
        hung = 2 * (line[-1:] in HANGING)
        assert width(line) <= measure + hung or line.startswith("=== ")
        assert line == line.rstrip(" ")


@pytest.mark.parametrize("story", SQUARE, ids=lambda story: story.stem)
def test_a_justified_page_of_squares_has_an_even_edge(story: Path) -> None:
    """Every line that goes on is full, or one mark hangs from it."""
    printed = justified(story)

    assert printed == (FOLDER / f"{story.stem}-justified.txt").read_text("utf-8")
    assert max(width(line) for line in printed.splitlines()) == MEASURES[0] + 2


def test_no_golden_file_is_left_over() -> None:
    """Each belongs to a story and a measure of today."""
    wanted = {name_of(story, measure) for story in SAMPLES for measure in MEASURES}
    wanted |= {f"{story.stem}-justified.txt" for story in SQUARE}

    assert {path.name for path in FOLDER.glob("*.txt")} == wanted
    assert ROWS == 24
