"""What Nightstand asks of a terminal, and how it gives it back: background, title, clipboard."""

import base64
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples import slow
from tests.terminal import Terminal
from tests.test_pty_first_page import gate, gated, story

__all__ = ["gate", "story"]

QUESTION = b"\x1b]11;?\x07"
LIGHT = "\x1b]11;rgb:ffff/fbfb/f0f0\x1b\\"
PAPER, DUSK = b"48;2;251;249;244", b"48;2;33;36;44"
KEEP, GIVE_BACK = b"\x1b[22;0t", b"\x1b[23;0t"
NAMED = "\x1b]2;numbers · Nightstand\x07".encode()


@pytest.fixture
def reading(story: Path) -> Iterator[Terminal]:
    """The story on the screen, the app having the terminal."""
    with Terminal(str(story)) as terminal:
        terminal.shows("1 of")
        terminal.until(lambda: terminal.modes.get(2031), "the app")
        yield terminal


def last(terminal: Terminal, *marks: bytes) -> bytes:
    """Which of these the program sent last."""
    return max(marks, key=terminal.bytes.rfind)


# The background


def test_an_answer_in_time_decides_the_first_page(story: Path, gate: Path) -> None:
    """The page is painted once, in the theme of the day, before Textual is imported."""
    with Terminal(str(story), env=gated(gate)) as terminal:
        terminal.send(LIGHT)
        terminal.shows("1 of")
        assert QUESTION in terminal.bytes
        assert PAPER in terminal.bytes
        assert DUSK not in terminal.bytes
        gate.touch()
        terminal.send(" ")
        terminal.shows("2 of")
        assert DUSK not in terminal.bytes
        terminal.send("q")
        assert terminal.ended() == 0


def test_a_silent_terminal_delays_nothing_and_has_the_theme_of_the_night(
    story: Path, gate: Path
) -> None:
    """The page stands while no answer has come and none will; keys are the reader's."""
    with Terminal(str(story), env=gated(gate)) as terminal:
        terminal.shows("1 of")
        assert last(terminal, PAPER, DUSK) == DUSK
        terminal.send(" ")
        gate.touch()
        terminal.shows("2 of")
        terminal.send("q")
        assert terminal.ended() == 0


def test_an_answer_that_comes_late_is_worn_and_is_no_key(reading: Terminal) -> None:
    """In two pieces, with a key between it and the next."""
    reading.send(LIGHT[:14])
    reading.drain()
    reading.send(LIGHT[14:] + " ")
    reading.shows("2 of")
    reading.until(lambda: last(reading, PAPER, DUSK) == PAPER, "the theme of the day")
    assert "2 of" in reading.text
    reading.send("\x1b[?997;1n")
    reading.until(lambda: last(reading, PAPER, DUSK) == DUSK, "the theme of the night")
    reading.send("\x1b[?997;2n")
    reading.until(lambda: last(reading, PAPER, DUSK) == PAPER, "the theme of the day again")
    assert "2 of" in reading.text


def test_an_answer_while_the_app_is_imported_is_no_key(story: Path, gate: Path) -> None:
    """Nobody reads then; it lies before the keys that are typed, and the app understands it."""
    with Terminal(str(story), env=gated(gate)) as terminal:
        terminal.shows("1 of")
        terminal.send(LIGHT + "  ")
        gate.touch()
        terminal.shows("3 of")
        terminal.until(lambda: last(terminal, PAPER, DUSK) == PAPER, "the theme of the day")


@pytest.mark.parametrize("line", ['theme = "dusk"', *slow('theme = "nord"')])
def test_who_has_chosen_a_theme_is_not_asked_for(story: Path, home: Path, line: str) -> None:
    """No question, no mode 2031."""
    config = home / "config" / "nightstand" / "settings.toml"
    config.parent.mkdir(parents=True)
    config.write_text(line, "utf-8")
    with Terminal(str(story)) as terminal:
        terminal.shows("1 of")
        terminal.send("q")
        assert terminal.ended() == 0
        assert QUESTION not in terminal.bytes
        assert 2031 not in terminal.modes


def go_to(terminal: Terminal, label: str, key: str) -> None:
    """Press a key until the row of the settings with a label is the current one."""
    terminal.shows("▌ ")
    while f"▌ {label} " not in terminal.text:
        before = row(terminal)
        terminal.send(key)
        terminal.until(lambda before=before: row(terminal) not in ("", before), "another row")  # type: ignore[misc]


def row(terminal: Terminal) -> str:
    """The current row of a list; none while it is painted."""
    return next((line for line in terminal.lines if "▌ " in line), "")


def test_who_goes_over_to_the_terminals_choice_is_asked_for_then(story: Path, home: Path) -> None:
    """The theme is set to `auto` while reading, and the answer is worn."""
    config = home / "config" / "nightstand" / "settings.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "dusk"', "utf-8")
    with Terminal(str(story)) as terminal:
        terminal.shows("1 of")
        terminal.send(",")
        terminal.shows("Settings")
        go_to(terminal, "Theme", "j")
        terminal.send("r")
        terminal.until(lambda: QUESTION in terminal.bytes, "the question")
        terminal.send(LIGHT)
        terminal.until(lambda: last(terminal, PAPER, DUSK) == PAPER, "the theme of the day")


@pytest.mark.parametrize(
    "env",
    [{"NO_COLOR": "1"}, *slow({"TERM": "linux"}, {"TERM": "xterm"})],
)
def test_a_terminal_of_few_colours_is_not_asked(story: Path, env: dict[str, str]) -> None:
    """There is nothing to choose."""
    with Terminal(str(story), env={"COLORTERM": "", **env}) as terminal:
        terminal.shows("1 of")
        terminal.send("q")
        assert terminal.ended() == 0
        assert QUESTION not in terminal.bytes


def test_the_environment_tells_where_the_terminal_does_not(story: Path) -> None:
    """COLORFGBG names a light background."""
    with Terminal(str(story), env={"COLORFGBG": "0;15"}) as terminal:
        terminal.shows("1 of")
        assert PAPER in terminal.bytes
        assert DUSK not in terminal.bytes


def test_a_story_that_is_not_there_leaves_no_answer_to_the_shell(tmp_path: Path) -> None:
    """The question is asked early; what fails afterwards takes the answer along."""
    with Terminal(str(tmp_path / "none.txt")) as terminal:
        terminal.until(lambda: QUESTION in terminal.bytes, "the question")
        terminal.send(LIGHT)
        assert terminal.ended() == 1
        terminal.assert_clean()
        assert b"rgb:" not in terminal.bytes


# The title


def test_the_window_is_named_after_the_story_and_its_name_given_back(reading: Terminal) -> None:
    """Kept before, given back after, once each."""
    reading.until(lambda: NAMED in reading.bytes, "the title")
    assert reading.bytes.index(KEEP) < reading.bytes.index(NAMED)
    reading.send("q")
    assert reading.ended() == 0
    assert reading.bytes.count(KEEP) == reading.bytes.count(GIVE_BACK) == 1
    assert reading.bytes.rindex(NAMED) < reading.bytes.index(GIVE_BACK)
    assert not reading.modes[2031]


@pytest.mark.parametrize("number", [signal.SIGTERM, *slow(signal.SIGHUP, signal.SIGINT)])
def test_a_signal_gives_the_name_back_too(reading: Terminal, number: signal.Signals) -> None:
    """And the terminal is as it was found."""
    reading.kill(number)
    assert reading.ended() == 128 + number
    assert GIVE_BACK in reading.bytes
    reading.assert_clean()


def test_the_shelf_has_the_name_of_the_program(library_folder: Path) -> None:
    """A story opened from it its own, and back."""
    with Terminal("--library", str(library_folder)) as terminal:
        terminal.until(lambda: b"\x1b]2;Nightstand\x07" in terminal.bytes, "the title")
        terminal.shows("10 stories")
        terminal.send("\r")
        terminal.until(lambda: " · Nightstand\x07".encode() in terminal.bytes, "the story's")
        before = len(terminal.bytes)
        terminal.send("q")
        terminal.until(lambda: b"\x1b]2;Nightstand\x07" in terminal.bytes[before:], "the shelf's")


def test_a_title_cannot_say_anything_to_the_terminal(tmp_path: Path) -> None:
    """Whatever a file is called."""
    path = tmp_path / "a\x1b]0;PWN\x07b.txt"
    path.write_text("A story.\n", "utf-8")
    with Terminal(str(path)) as terminal:
        terminal.shows("A story")
        terminal.until(lambda: b"\x1b]2;" in terminal.bytes, "the title")
        assert b"\x1b]0;" not in terminal.bytes


def test_the_window_can_keep_its_name(story: Path, home: Path) -> None:
    """By a setting."""
    config = home / "config" / "nightstand" / "settings.toml"
    config.parent.mkdir(parents=True)
    config.write_text("window_title = false\n", "utf-8")
    with Terminal(str(story)) as terminal:
        terminal.shows("1 of")
        terminal.until(lambda: terminal.modes.get(2031), "the app")
        terminal.send("q")
        assert terminal.ended() == 0
        assert b"\x1b]2;" not in terminal.bytes
        assert KEEP not in terminal.bytes


# Clipboard and mouse


def test_a_copy_goes_to_the_terminal(reading: Terminal) -> None:
    """As OSC 52, whose text is the paragraph's."""
    reading.send("P")
    wanted = base64.b64encode(b"Paragraph 1 stands here alone.")
    reading.until(lambda: b"\x1b]52;c;" + wanted + b"\x07" in reading.bytes, "the copy")
    reading.shows("Copied 5 words")


def test_the_mouse_is_given_up_and_taken_while_reading(reading: Terminal) -> None:
    """By the setting, at once."""
    assert reading.modes[1003]
    reading.send(",")
    reading.shows("Settings")
    go_to(reading, "Mouse", "j")
    reading.send("l")
    reading.until(lambda: not reading.modes[1003], "the mouse given up")
    reading.send("l")
    reading.until(lambda: reading.modes[1003], "the mouse taken")
