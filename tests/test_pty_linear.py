"""Linear mode in real terminals: single keys, dumb terminals, and every way of being ended."""

import os
import re
import shutil
import signal
import sys
import termios
from pathlib import Path

import pytest

from reader.storage.store import Store
from reader.storage.values import Known
from tests.examples import slow
from tests.terminal import Terminal

SENTENCE = "and the lamp went along the wall as slowly as a snail that has been told the time"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Numbered paragraphs, so that every page has words of its own."""
    path = tmp_path / "numbers.txt"
    text = "\n\n".join(f"Paragraph {number} begins, {SENTENCE}." for number in range(1, 121))
    path.write_text(text, encoding="utf-8")
    return path


def linear(*argv: str, **options: object) -> Terminal:
    """Linear mode on a terminal."""
    return Terminal("read", "--linear", *argv, **options)  # type: ignore[arg-type]


def known_of(home: Path) -> list[Known]:
    """The stories that the data file has."""
    store = Store(home / "data" / "nightstand" / "nightstand.db")
    try:
        return store.stories.known()
    finally:
        store.close()


def place_of(home: Path) -> str:
    """The words at the place of the one story that the data file has."""
    (known,) = known_of(home)
    return known.locator.exact if known.locator else ""


def page(terminal: Terminal, number: int) -> None:
    """Wait for a page as the last that was printed."""
    terminal.shows(rf"(?m)^\[{number} of \d+, .*\]\n*>?\s*\Z")


def assert_plain(terminal: Terminal) -> None:
    """Nothing was sent that moves a cursor, and the terminal's modes are those it had."""
    assert b"\x1b" not in terminal.bytes
    terminal.assert_clean()


def test_single_keys_turn_go_and_leave(story: Path) -> None:
    """Space, arrows, page keys, numbers, `:` with a line; q leaves the terminal as it was."""
    with linear(str(story)) as terminal:
        page(terminal, 1)
        for keys, number in [
            (" ", 2),
            ("\x1b[C", 3),
            ("\x1b[6~", 4),
            ("\x1b[5~", 3),
            ("\x1bOD", 2),
            ("\x1b[24~\x1bx ", 3),
            ("12\r", 12),
            (":page 4\r", 4),
            ("2f", 6),
            ("\x7f", 5),
            ("\x1b[H", 1),
            ("é\r", 2),
        ]:
            terminal.send(keys)
            page(terminal, number)
        terminal.send("q")
        assert terminal.ended() == 0
        assert_plain(terminal)


def test_sentences_are_highlighted_and_noted_by_the_numbers_that_are_asked_for(story: Path) -> None:
    """`H` and `A` print the sentences of the page and ask; `"` lists what is there, to go there."""
    asked, noted = b"Numbers, or Enter to cancel", b"Note, or Enter to cancel"
    with linear(str(story)) as terminal:
        page(terminal, 1)
        for keys, told, times in [
            ("H", asked, 1),
            ("2-3 green\r", "Highlighted in green: “Paragraph 2 begins".encode(), 1),
            ("A", asked, 2),
            ("2\r", noted, 1),
            ("the snail\r", b"Noted on: ", 1),
            ("H", asked, 3),
            ("\r", b"Type highlight 2-4 green.", 1),
            (" ", b"[2 of ", 1),
            ('"', b" Note: the snail", 1),
            ("1\r", b"your place is on page 2", 1),
            ("z", b"Undone.", 1),
            ('"', b", green: ", 2),
        ]:
            terminal.send(keys)
            terminal.until(
                lambda told=told, times=times: terminal.bytes.count(told) >= times,  # type: ignore[misc]
                f"{told!r} {times} times",
            )
        assert terminal.bytes.count(b"Note: the snail") == 1
        terminal.send("q\rq")
        assert terminal.ended() == 0
        assert_plain(terminal)


def test_keys_that_come_in_a_burst_are_taken_in_turn(story: Path) -> None:
    """A question is answered by what was typed before it was asked."""
    with linear(str(story)) as terminal:
        page(terminal, 1)
        terminal.send("  mthe wall\rg:3\r/Paragraph 99\rn`")
        terminal.until(lambda: terminal.bytes.count(b"Hit 1 of 1") == 2, "the hit, twice")
        page(terminal, 3)
        assert "Bookmarked as “the wall”." in terminal.bytes.decode()
        terminal.send("'\r1\r")
        terminal.send("q")
        assert terminal.ended() == 0


@pytest.mark.parametrize("key", ["q", "\x04"])
def test_a_dumb_terminal_gets_linear_mode_by_itself(story: Path, key: str) -> None:
    """TERM=dumb: by the line, with a prompt; q or the end of input leaves."""
    with Terminal(str(story), env={"TERM": "dumb"}) as terminal:
        page(terminal, 1)
        terminal.send("\r")
        page(terminal, 2)
        terminal.send(f"{key}\r" if key == "q" else key)
        assert terminal.ended() == 0
        assert_plain(terminal)


def test_a_dumb_terminal_gets_the_library_as_a_list(story: Path) -> None:
    """`nightstand` alone: the stories by number."""
    env = {"TERM": "dumb", "NIGHTSTAND_LIBRARY": str(story.parent)}
    with Terminal(env=env) as terminal:
        terminal.shows(r"(?m)^1\. numbers, new")
        terminal.send("1\r")
        page(terminal, 1)
        terminal.send("q\r")
        terminal.shows(r"q to leave: \Z|q to leave:\Z")
        terminal.send("q\r")
        assert terminal.ended() == 0
        assert_plain(terminal)


END = {"TERM": 143, "HUP": 129, "INT": 130}


@pytest.mark.parametrize(
    "name",
    ["INT", "closed", *slow("TERM", "HUP")],
)
def test_however_it_is_ended_the_place_is_kept(story: Path, name: str) -> None:
    """A signal, Ctrl-C's too, or a closed window: the full reader opens at the same words."""
    with linear(str(story)) as terminal:
        page(terminal, 1)
        terminal.send("6\r")
        page(terminal, 6)
        terminal.send("\r")
        page(terminal, 7)
        words = re.findall(r"(?m)^Paragraph \d+ begins", terminal.text)
        if name == "closed":
            terminal.hang_up()
            terminal.ended()
        else:
            terminal.kill(getattr(signal, f"SIG{name}"))
            assert terminal.ended() == END[name]
            assert_plain(terminal)
    with linear(str(story)) as terminal:
        terminal.shows(r"Page \d+ of \d+, (?!0 %)")
        terminal.shows(re.escape(words[-1]))


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_ctrl_z_and_fg(story: Path, home: Path) -> None:
    """Stopped, the place is written; continued, keys are taken at once again."""
    bash = shutil.which("bash")
    assert bash is not None
    env = {"PS1": "shell$ "}
    with Terminal("--norc", "--noprofile", "-i", program=(bash,), env=env) as terminal:
        terminal.shows(r"shell\$")
        terminal.send(f"{sys.executable} -m reader read --linear {story}\r")
        page(terminal, 1)
        terminal.send(" ")
        page(terminal, 2)
        terminal.until(lambda: known_of(home), "the record of the story")
        terminal.send("\x1a")
        terminal.shows(r"Stopped")
        assert place_of(home).startswith("Paragraph 8 ")
        assert termios.tcgetattr(terminal.fd)[3] & termios.ISIG
        terminal.send("fg\r")
        terminal.send(" ")
        page(terminal, 3)
        terminal.send("q")
        terminal.shows(r"shell\$ \Z|shell\$\Z")


def test_a_story_from_a_pipe_takes_its_keys_from_the_terminal(story: Path) -> None:
    """`cat STORY | nightstand read --linear -`."""
    shell = shutil.which("sh") or "/bin/sh"
    command = f"cat {story} | $PYTHON -m reader read --linear -"
    env = {"PYTHON": sys.executable}
    with Terminal("-c", command, program=(shell,), env=env) as terminal:
        page(terminal, 1)
        terminal.send("m")
        terminal.shows("No bookmarks in piped text")
        terminal.send(" ")
        page(terminal, 2)
        terminal.send("q")
        assert terminal.ended() == 0


def test_a_window_that_changes_gets_pages_of_its_size(story: Path) -> None:
    """The next page fits; the first words stay what they were."""
    with linear(str(story)) as terminal:
        page(terminal, 1)
        terminal.send("7\r")
        page(terminal, 7)
        terminal.resize(50, 12)
        terminal.send("r")
        terminal.until(lambda: terminal.bytes.rstrip().endswith(b"]"))
        terminal.shows(r"(?m)^\[\d\d of \d+, ")
        assert max(len(line) for line in terminal.lines) <= 50
        os.kill(terminal.pid, 0)
