"""A place that cannot be lost, in real terminals: every way of ending, stopping and failing."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reader.storage.store import Store
from tests.terminal import NIGHTSTAND, Terminal
from tests.test_pty_reading import first_words

SHELL = shutil.which("bash")
END: dict[str, Callable[[Terminal], None]] = {
    "TERM": lambda terminal: terminal.kill(signal.SIGTERM),
    "HUP": lambda terminal: terminal.kill(signal.SIGHUP),
    "INT": lambda terminal: terminal.kill(signal.SIGINT),
    "closed": lambda terminal: terminal.hang_up(),
}
CODES = {"TERM": 143, "HUP": 129, "INT": 130}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the data file is to be."""
    return tmp_path / "kept" / "nightstand.db"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Numbered paragraphs, so that every page has words of its own."""
    path = tmp_path / "numbers.txt"
    sentence = "and the lamp went along the wall as slowly as a snail that has been told the time"
    text = "\n\n".join(f"Paragraph {n} begins, {sentence}, {sentence}." for n in range(1, 241))
    path.write_text(text, encoding="utf-8")
    return path


def read(story: Path, data: Path, *options: str) -> Terminal:
    """Nightstand with a story on a terminal."""
    return Terminal(str(story), "--data", str(data), *options)


def on_page(terminal: Terminal, page: int) -> str:
    """Wait for a page; the words on its top."""
    terminal.shows(rf"(?m)^\s*{page} of \d+")
    return first_words(terminal, 4)


def go(terminal: Terminal, page: int) -> str:
    """Read on at a page; the words on its top."""
    terminal.send(f"{page}G")
    on_page(terminal, page)
    terminal.send("\r")
    terminal.until(lambda: "returns to page" not in terminal.text, "the page read")
    return on_page(terminal, page)


def kept(data: Path) -> str:
    """The words at the place that the data file has."""
    store = Store(data)
    try:
        (known,) = store.stories.known()
    finally:
        store.close()
    return "" if known.locator is None else " ".join(known.locator.exact.split())


def assert_ends_well(story: Path, data: Path, how: str, page: int) -> None:
    """The page that is shown when it ends is the place, and the terminal is clean."""
    with read(story, data) as terminal:
        terminal.shows(r"\d+ of \d+")
        words = go(terminal, page)
        END[how](terminal)
        code = terminal.ended()
        if how in CODES:
            assert code == CODES[how]
            terminal.assert_clean()
        assert b"Traceback" not in terminal.bytes
    assert kept(data).startswith(words)


def test_an_interrupt_from_outside_keeps_the_place(story: Path, data: Path) -> None:
    """SIGINT ends like the others."""
    assert_ends_well(story, data, "INT", 7)


@pytest.mark.slow
@pytest.mark.parametrize("how", END)
def test_five_times_each_way_of_ending_keeps_the_place(story: Path, data: Path, how: str) -> None:
    """Right after a turned page, before its second is over."""
    for page in (5, 31, 2, 44, 17):
        assert_ends_well(story, data, how, page)


def killed_after(story: Path, data: Path, page: int, *, further: bool) -> None:
    """Once a page was written, a kill loses it no more; at most what was turned since."""
    with read(story, data) as terminal:
        terminal.shows(r"\d+ of \d+")
        words = go(terminal, page)
        wait_until_kept(terminal, data, words)
        later = words
        if further:
            terminal.send(" ")
            later = on_page(terminal, page + 1)
        terminal.kill(signal.SIGKILL)
        terminal.ended()
    assert kept(data).startswith((words, later))


def kept_now(data: Path) -> str:
    """The words at the place as another process sees them, without a lock."""
    import sqlite3
    from contextlib import closing

    if not data.exists():
        return ""
    with closing(sqlite3.connect(f"file:{data}?mode=ro", uri=True, timeout=10)) as connection:
        row = connection.execute("SELECT exact FROM story").fetchone()
    return " ".join(row[0].split()) if row and row[0] else ""


def wait_until_kept(terminal: Terminal, data: Path, words: str) -> None:
    """Read until the place that begins with these words is written."""
    terminal.until(lambda: kept_now(data).startswith(words), "the place to be written")


@pytest.mark.slow
def test_twenty_kills_lose_a_second_at_most(story: Path, data: Path) -> None:
    """Wherever the reader is, and whether or not a page was just turned."""
    draw = random.Random(20)
    for number in range(20):
        killed_after(story, data, draw.randrange(2, 45), further=bool(number % 2))


def test_a_kill_after_a_turned_page_loses_that_page_at_most(story: Path, data: Path) -> None:
    """The fast twin of the twenty."""
    killed_after(story, data, 9, further=True)


# Suspending


def in_a_shell(data: Path) -> Terminal:
    """An interactive shell with job control."""
    if SHELL is None:
        pytest.skip("there is no bash")
    env = {"PS1": "$ ", "NIGHTSTAND_DATA": str(data), "HISTFILE": ""}
    return Terminal("--norc", "--noprofile", "-i", program=(SHELL,), env=env)


def foreground(terminal: Terminal, page: Sequence[str]) -> None:
    """Bring the job back: the very same page stands."""
    terminal.send("fg\r")
    terminal.until(lambda: terminal.modes.get(1049), "the alternate screen")
    terminal.until(lambda: terminal.lines == page, "the page as it was")


def test_ctrl_z_stops_to_the_shell_and_fg_comes_back(story: Path, data: Path) -> None:
    """The place is written, the shell is usable, and afterwards the same page stands and turns."""
    with in_a_shell(data) as terminal:
        terminal.shows(r"(?m)^\$$")
        terminal.send(f"{' '.join(NIGHTSTAND)} {story}\r")
        terminal.shows(r"1 of \d+")
        words, page = go(terminal, 6), terminal.lines
        for _ in range(2):
            terminal.send("\x1a")
            terminal.shows("Stopped")
            terminal.until(lambda: not terminal.modes.get(1049), "the main screen")
            assert kept_now(data).startswith(words)
            terminal.send("echo $((6*7))\r")
            terminal.shows(r"(?m)^42\b")
            foreground(terminal, page)
        terminal.send(" ")
        words = on_page(terminal, 7)
        terminal.send("q")
        terminal.until(lambda: os.tcgetpgrp(terminal.fd) == terminal.pid, "the shell")
        terminal.send("echo left with $?\r")
        terminal.shows("left with 0")
        terminal.send("exit\r")
        terminal.ended()
    assert kept(data).startswith(words)


def test_a_stop_from_another_process_saves_too(story: Path, data: Path) -> None:
    """SIGTSTP sent to the job, as a shell's `kill` does, then SIGCONT by `fg`."""
    with in_a_shell(data) as terminal:
        terminal.shows(r"(?m)^\$$")
        terminal.send(f"echo pid $$; {' '.join(NIGHTSTAND)} {story}\r")
        terminal.shows(r"1 of \d+")
        words, page = go(terminal, 6), terminal.lines
        job = os.tcgetpgrp(terminal.fd)
        os.kill(job, signal.SIGTSTP)
        terminal.shows("Stopped")
        assert kept_now(data).startswith(words)
        foreground(terminal, page)
        terminal.send("q")
        terminal.until(lambda: not terminal.modes.get(1049), "the main screen")


@pytest.mark.parametrize("stopped", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_the_terminal_is_taken_again_after_a_stop_that_was_not_announced(
    story: Path, data: Path, stopped: bool
) -> None:
    """SIGSTOP and `fg`, or only SIGCONT: the page stands, keys are taken, and it ends cleanly."""
    with in_a_shell(data) as terminal:
        terminal.shows(r"(?m)^\$$")
        terminal.send(f"{' '.join(NIGHTSTAND)} {story}\r")
        terminal.shows(r"1 of \d+")
        go(terminal, 6)
        page, job = terminal.lines, os.tcgetpgrp(terminal.fd)
        if stopped:
            os.kill(job, signal.SIGSTOP)
            terminal.shows("Stopped")
            terminal.bytes.clear()
            terminal.send("fg\r")
        else:
            terminal.bytes.clear()
            os.kill(job, signal.SIGCONT)
        terminal.until(lambda: b"\x1b[?1049h" in terminal.bytes, "the terminal taken again")
        terminal.until(lambda: terminal.modes.get(2004) and terminal.lines == page, "the page")
        terminal.send(" ")
        on_page(terminal, 7)
        terminal.send("q")
        terminal.until(lambda: os.tcgetpgrp(terminal.fd) == terminal.pid, "the shell")
        terminal.send("echo left with $?\r")
        terminal.shows("left with 0")


# Two windows


def test_of_two_real_windows_the_idle_one_never_wins(story: Path, data: Path) -> None:
    """The idle one is left last; the place is where the active one was, and it is offered."""
    with read(story, data) as idle, read(story, data) as active:
        idle.shows(r"1 of \d+")
        active.shows(r"1 of \d+")
        go(idle, 3)
        wait_until_kept(idle, data, first_words(idle, 4))
        words = go(active, 20)
        active.send("q")
        assert active.ended() == 0
        idle.send("q")
        assert idle.ended() == 0
    assert kept(data).startswith(words)


@pytest.mark.slow
def test_in_fifty_turns_of_two_windows_the_newest_place_stands(story: Path, data: Path) -> None:
    """The window that turned last has the place, in whatever order they are left."""
    draw = random.Random(50)
    with read(story, data) as one, read(story, data) as two:
        one.shows(r"1 of \d+")
        two.shows(r"1 of \d+")
        words = ""
        for number in range(50):
            window = draw.choice((one, two))
            words = go(window, 2 + number * 37 % 44)
            wait_until_kept(window, data, words)
        for window in draw.sample((one, two), 2):
            window.send("q")
            assert window.ended() == 0
    assert kept(data).startswith(words)


# A disk that fails


@pytest.mark.slow
def test_a_full_disk_stops_no_reading_and_loses_nothing(story: Path, data: Path) -> None:
    """No file may grow: a banner beside the folio; when files may, all is saved and said so."""
    with read(story, data, "--library", str(story.parent)) as terminal:
        terminal.shows(r"1 of \d+")
        terminal.until(data.exists, "the data file")
        hard = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (0, hard))
        go(terminal, 4)
        terminal.shows("not saved: ")
        terminal.send(" ")
        words = on_page(terminal, 5)
        terminal.shows("not saved: ")
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (hard, hard))
        terminal.shows(r"Everything is saved again\.")
        terminal.send(" ")
        terminal.shows(r"(?m)^\s*6 of \d+ · \d+ %$")
        terminal.kill(signal.SIGKILL)
        terminal.ended()
        assert b"Traceback" not in terminal.bytes
    assert kept(data).startswith(words)


def test_what_could_not_be_saved_is_said_on_leaving(story: Path, data: Path) -> None:
    """One line in the shell, and no traceback."""
    with read(story, data) as terminal:
        terminal.shows(r"1 of \d+")
        terminal.until(data.exists, "the data file")
        hard = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (0, hard))
        go(terminal, 4)
        terminal.shows("not saved: ")
        terminal.send("q")
        assert terminal.ended() == 0
        assert b"nothing was saved: " in terminal.bytes
        assert b"Traceback" not in terminal.bytes
