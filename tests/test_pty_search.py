"""Searching in a real terminal: the line, the list, Esc back to the place, the library."""

from pathlib import Path

import pyte
import pytest

from tests.terminal import Terminal

PAGE = r"(?m)^\s*{} of \d+"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Numbered paragraphs, so that every page has words of its own."""
    folder = tmp_path / "stories"
    folder.mkdir()
    path = folder / "numbers.txt"
    sentence = "and the lamp went along the wall as slowly as a snail that has been told the time"
    paragraphs = [f"Paragraph {number} begins, {sentence}, {sentence}." for number in range(1, 121)]
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return path


def test_a_search_in_a_terminal_and_back(story: Path) -> None:
    """Typed in one go with Enter and n; Esc returns; the place is the one before the search."""
    with Terminal(str(story)) as terminal:
        terminal.shows(PAGE.format(1))
        terminal.send(" ")
        terminal.shows(PAGE.format(2))
        terminal.send("/paragraph 7\rn")
        terminal.shows(r"“paragraph 7” 2 of 11")
        terminal.send("\x1b")
        terminal.shows(PAGE.format(2) + r" · \d+ %$")
        terminal.send("/paragraph 90\r")
        terminal.shows(r"“paragraph 90” 1 of 1")
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()
    with Terminal(str(story)) as terminal:
        terminal.shows(PAGE.format(2))


def test_esc_on_the_line_returns_to_the_place(story: Path) -> None:
    """While it is typed, the page has gone to the hit."""
    with Terminal(str(story)) as terminal:
        terminal.shows(PAGE.format(1))
        terminal.send(" ")
        terminal.shows(PAGE.format(2))
        terminal.send("/paragraph 90")
        terminal.shows(r"(?m)^ /.* 1 of 1$")
        terminal.shows("Paragraph 90 begins")
        terminal.send("\x1b")
        terminal.shows(PAGE.format(2) + r" · \d+ %$")


def test_the_list_goes_where_it_says(story: Path) -> None:
    """Ctrl-F, down, Enter; two backticks lead back."""
    with Terminal(str(story)) as terminal:
        terminal.shows(PAGE.format(1))
        terminal.send("/paragraph 7")
        terminal.shows(r"(?m)^ /.* 1 of 11$")
        terminal.send("\x06")
        terminal.shows(r"“paragraph 7” · 11 hits")
        terminal.send("jj\r")
        terminal.shows(r"“paragraph 7” 3 of 11")
        terminal.send("``")
        terminal.shows(PAGE.format(1))


def test_the_library_from_the_shelf(story: Path) -> None:
    """Typed, found, opened at the hit with the search standing."""
    with Terminal("--library", str(story.parent)) as terminal:
        terminal.shows("1 story")
        terminal.send("S")
        terminal.shows("Search for:")
        terminal.send("paragraph 90\r")
        terminal.shows("1 hit in 1")
        terminal.send("\r")
        terminal.shows(r"“paragraph 90” 1 of 1")
        terminal.shows("Paragraph 90 begins")
        terminal.send("q")
        terminal.shows("1 hit in 1")
        terminal.send("qq")
        assert terminal.ended() == 0
        terminal.assert_clean()


def test_arrows_move_in_what_was_found(story: Path) -> None:
    """Although on the line they bring back earlier searches."""
    with Terminal("--library", str(story.parent)) as terminal:
        terminal.shows("1 story")
        terminal.send("S")
        terminal.shows("Search for:")
        terminal.send("paragraph 7\r")
        terminal.shows("11 hits in 1")
        terminal.send("\x1b[B" * 3 + "\x1b[A\r")
        terminal.shows(r"“paragraph 7” 2 of 11")


@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}])
def test_hits_can_be_told_without_colour(story: Path, colour: dict[str, str]) -> None:
    """The current hit is reversed, the others are underlined."""
    with Terminal(str(story), env=colour) as terminal:
        terminal.shows(PAGE.format(1))
        terminal.send("/snail\r")
        terminal.shows(r"“snail” 1 of 240")

        def cells() -> list[pyte.screens.Char]:
            """The first letter of each `snail` that stands first in its row."""
            return [
                terminal.screen.buffer[row][line.find("snail")]
                for row, line in enumerate(terminal.lines)
                if "snail" in line and "“" not in line
            ]

        terminal.until(lambda: cells()[0].reverse, "the current hit")
        terminal.until(lambda: cells()[1].underscore, "another hit")
        assert not cells()[1].reverse
