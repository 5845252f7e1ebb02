"""Reading in a real terminal: open, turn, leave, come back; and every way of being ended."""

import re
import signal
from base64 import b64decode
from pathlib import Path

import pytest

from tests.examples import slow
from tests.terminal import Terminal

_COPY = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)")
SIZES = [(20, 6), *slow((60, 20), (200, 50))]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Forty numbered paragraphs, so that every page has words of its own."""
    path = tmp_path / "numbers.txt"
    sentence = "and the lamp went along the wall as slowly as a snail that has been told the time"
    paragraphs = [f"Paragraph {number} begins, {sentence}, {sentence}." for number in range(1, 121)]
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return path


def first_words(terminal: Terminal, count: int = 2) -> str:
    """The first words of the text on the page; furniture has its own rows."""
    rows = terminal.lines
    top = 2 if len(rows) >= 18 else 1 if len(rows) >= 8 else 0
    return " ".join(" ".join(rows[top:-1]).split()[:count])


def read_three_pages(terminal: Terminal) -> str:
    """Turn three pages; the first words of the fourth."""
    terminal.shows(r"1 of \d+")
    for number in (2, 3, 4):
        terminal.send(" ")
        terminal.shows(rf"(?m)^\s*{number} of \d+")
    return first_words(terminal)


@pytest.mark.parametrize("size", SIZES)
def test_the_same_words_stand_on_top_when_reopened_at_another_size(
    story: Path, size: tuple[int, int]
) -> None:
    """Three pages on, left by q, opened again: the place is the same whatever the terminal."""
    with Terminal(str(story)) as terminal:
        words = read_three_pages(terminal)
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()

    with Terminal(str(story), columns=size[0], rows=size[1]) as terminal:
        terminal.shows(r"of \d+")
        terminal.until(lambda: first_words(terminal) == words, f"{words!r} on top")


SAID = "and the lamp went along the wall as slowly as a snail that has been told"
PROSE = "\n\n".join(f"Paragraph {n} begins, {SAID}, {SAID}." for n in range(90))
VERSE = "\n\n".join(
    f"    The lamp of {n}\n    goes out at {n},\n    and so do I." for n in range(60)
)
EASTERN = "\n\n".join(f"　第{n}の朝、西の空が赤い。鴎が海の上を飛んでいた。" * 4 for n in range(60))


def selected(terminal: Terminal) -> list[str]:
    """The words in reverse on each row of the text that has any."""
    width, last = terminal.screen.columns, terminal.screen.lines - 2
    rows = ([terminal.screen.buffer[at][x] for x in range(width)] for at in range(2, last))
    words = ("".join(cell.data for cell in row if cell.reverse).strip() for row in rows)
    return [one for one in words if one]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "columns"),
    [(PROSE, 160), (VERSE, 60), (EASTERN, 60)],
    ids=["spread", "verse", "eastern"],
)
def test_a_selection_goes_on_over_the_end_of_a_page(
    tmp_path: Path, text: str, columns: int
) -> None:
    """Painted to the end of the page and from the top of the next one, and copied as one."""
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    with Terminal(str(tmp_path / "long.txt"), columns=columns) as terminal:
        terminal.shows(r"(?m)^\s*1(–2)? of \d+")
        before = first_words(terminal, 4)
        terminal.send("V")
        terminal.shows("1 word")
        terminal.send("G")
        terminal.until(lambda: len(selected(terminal)) > 8, "all of the page selected")
        terminal.send("3j")
        terminal.until(lambda: first_words(terminal, 4) != before, "the next page")
        terminal.until(lambda: len(selected(terminal)) in range(1, 8), "its first lines selected")
        seen = selected(terminal)
        terminal.send("Y")
        terminal.until(lambda: _COPY.search(terminal.bytes), "the copy")
        terminal.send("q")
        assert terminal.ended() == 0

    match = _COPY.search(terminal.bytes)
    assert match is not None
    copied = "".join(b64decode(match[1]).decode().split())
    assert copied in "".join(text.split())
    assert copied.startswith(before.split()[0])
    assert "".join(seen[0].split()) in copied


def test_a_resize_there_and_back_keeps_the_first_words(story: Path) -> None:
    """The window is made narrow and wide again; the top of the page never moves."""
    with Terminal(str(story)) as terminal:
        words = read_three_pages(terminal)
        before = terminal.lines[2:-1]
        for columns, rows in [(40, 12), (100, 40), (31, 9), (80, 24)]:
            terminal.resize(columns, rows)
            terminal.until(lambda: first_words(terminal) == words, f"{words!r} on top")
        terminal.until(lambda: terminal.lines[2:-1] == before, "the same page as before")


def test_a_bookmark_brings_the_reader_back(story: Path) -> None:
    """Set on page four, listed after coming back at the start, chosen by Enter."""
    with Terminal(str(story)) as terminal:
        words = read_three_pages(terminal)
        terminal.send("m")
        terminal.shows("Bookmarked. Name:")
        terminal.send("the wall\r")
        terminal.shows("Bookmarked as “the wall”")
        terminal.send("g\r")
        terminal.shows(r"1 of \d+")
        terminal.send("q")
        assert terminal.ended() == 0

    with Terminal(str(story)) as terminal:
        terminal.shows(r"(?m)^\s*1 of \d+")
        terminal.send("'")
        terminal.shows("the wall")
        terminal.send("\r")
        terminal.shows(r"(?m)^\s*4 of \d+")
        assert first_words(terminal) == words


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_keeps_the_place_and_leaves_the_terminal_clean(
    story: Path, number: signal.Signals
) -> None:
    """Ended from outside, Nightstand saves first and restores the terminal."""
    with Terminal(str(story)) as terminal:
        words = read_three_pages(terminal)
        terminal.kill(number)
        assert terminal.ended() == 128 + number
        terminal.assert_clean()

    with Terminal(str(story)) as terminal:
        terminal.shows(r"(?m)^\s*4 of \d+")
        assert first_words(terminal) == words


def test_a_closed_window_keeps_the_place(story: Path) -> None:
    """The terminal goes away under the reader."""
    with Terminal(str(story)) as terminal:
        read_three_pages(terminal)
        terminal.hang_up()
        terminal.ended()

    with Terminal(str(story)) as terminal:
        terminal.shows(r"(?m)^\s*4 of \d+")


def test_a_killed_reader_has_lost_a_second_at_most(story: Path, home: Path) -> None:
    """What was written down before kill -9 is there afterwards."""
    data = home / "data" / "nightstand" / "nightstand.db"
    with Terminal(str(story)) as terminal:
        read_three_pages(terminal)
        before = data.stat().st_mtime_ns
        terminal.until(lambda: data.stat().st_mtime_ns != before, "the place to be written")
        terminal.until(lambda: not Path(f"{data}-journal").exists(), "the commit")
        terminal.kill(signal.SIGKILL)
        terminal.ended()

    with Terminal(str(story)) as terminal:
        terminal.shows(r"(?m)^\s*4 of \d+")


def test_ctrl_c_leaves(story: Path) -> None:
    """Ctrl-C is a way out that everyone knows."""
    with Terminal(str(story)) as terminal:
        read_three_pages(terminal)
        terminal.send("\x03")
        assert terminal.ended() == 0
        terminal.assert_clean()
    with Terminal(str(story)) as terminal:
        terminal.shows(r"(?m)^\s*4 of \d+")


def test_numbers_and_percentages_go_to_pages(story: Path) -> None:
    """`12G` goes to page twelve, `50%` to the middle, `G` to the end, `g` to the start."""
    with Terminal(str(story)) as terminal:
        terminal.shows(r"1 of \d+")
        terminal.send("12G")
        terminal.shows(r"(?m)^\s*12 of \d+")
        terminal.send("50%")
        terminal.shows(r"(?m)^\s*\d+ of \d+ · (49|50) %")
        terminal.send("G")
        terminal.shows(r"· 100 %")
        match = re.search(r"(\d+) of (\d+)", terminal.text)
        assert match is not None
        assert match[1] == match[2]
        terminal.send("g")
        terminal.shows(r"(?m)^\s*1 of \d+")


def test_keys_that_come_in_a_burst_are_taken_in_turn(story: Path) -> None:
    """A question is answered and a list gone through by keys that were sent before it stood."""
    with Terminal(str(story)) as terminal:
        terminal.shows(r"1 of \d+")
        terminal.send(":12\r")
        terminal.shows(r"(?m)^\s*12 of \d+")
        terminal.send("mburst\rg'\r")
        terminal.shows(r"(?m)^\s*12 of \d+")
        terminal.send("g:3\r ")
        terminal.shows(r"(?m)^\s*4 of \d+")


def test_a_bookmark_is_set_by_keys_sent_in_one_burst(story: Path) -> None:
    """`m`, Enter and a turn of the page, faster than any disk answers."""
    with Terminal(str(story)) as terminal:
        terminal.shows(r"1 of \d+")
        terminal.send("m\r ")
        terminal.shows(r"(?m)^\s*2 of \d+")
        terminal.send("'")
        terminal.shows("Paragraph 1 begins")
