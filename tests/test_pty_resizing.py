"""A storm of window sizes: in the end the same words stand where they stood."""

import random
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.tui.driving import first_words, numbered

TOP = 2
"""Row of the first line of text at 80 × 24."""
EXTREMES = [(1, 1), (500, 1), (1, 300), (2, 2), (500, 120), (3, 1), (12, 3), (1, 24), (300, 2)]
COUNT = 500
CALM_EVERY = 10
"""Sizes after which the storm waits for the picture, so that not only the last is ever set."""


def sizes() -> Iterator[tuple[int, int]]:
    """So many sizes, the extremes among them, always the same."""
    dice = random.Random(4)
    drawn = ((dice.randint(1, 220), dice.randint(1, 70)) for _ in range(COUNT - len(EXTREMES)))
    return chain(EXTREMES, drawn)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["pages", "scroll"])
def test_a_storm_of_sizes_ends_on_the_same_words(tmp_path: Path, mode: str) -> None:
    """Five hundred sizes as fast as they can be sent, then the one before: the same picture."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f'mode = "{mode}"\n', "utf-8")
    story = str(numbered(tmp_path))
    with Terminal("--config", str(settings), story) as terminal:
        terminal.shows(r"(?m)^\s*1 of \d+")
        terminal.send("   ")
        terminal.until(lambda: not terminal.lines[-1].strip().startswith("1 of"), "another page")
        terminal.send("]")
        terminal.until(lambda: terminal.lines[TOP].strip() == "Chapter 2", "the second chapter")
        terminal.send(" ")
        terminal.until(lambda: "goes back to page" in terminal.text, "the page behind")
        terminal.send(" ")
        terminal.until(lambda: "goes back to page" not in terminal.text, "the page after that")
        before, words = terminal.lines, first_words(terminal.lines, TOP)
        for number, (columns, rows) in enumerate(sizes()):
            terminal.resize(columns, rows)
            terminal.drain()
            if number % CALM_EVERY == 0:
                terminal.resize(100, 30)
                terminal.until(lambda: first_words(terminal.lines, TOP) == words, "a calm moment")
        terminal.resize(80, 24)
        terminal.until(lambda: first_words(terminal.lines, TOP) == words, f"{words!r} on top")
        terminal.until(lambda: terminal.lines == before, "the same picture")
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()

    with Terminal("--config", str(settings), story, columns=80, rows=24) as terminal:
        terminal.until(lambda: terminal.lines == before, "the same picture when opened again")
