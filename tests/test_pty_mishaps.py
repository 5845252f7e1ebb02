"""An error that nobody expected is told and written down, and reading goes on."""

import os
import random
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.test_pty_streams import stories

FAULTY = """
import sys
from functools import wraps
from reader.cli import run
from reader.tui.lifecycle import Lifecycle
from reader.tui.screens.list_panel import ListMoves

def failing(command):
    @wraps(command)
    def fail(*_):
        raise LookupError("no such \\x1b[31mthing\\nat all")
    return fail

Lifecycle.redraw = failing(Lifecycle.redraw)
ListMoves.down = failing(ListMoves.down)
sys.exit(run(sys.argv[1:]))
"""


def test_an_error_is_told_and_written_down_and_reading_goes_on(tmp_path: Path) -> None:
    """At the same page; a second one in a row at the same place closes what is above it."""
    library, state = stories(tmp_path / "stories"), tmp_path / "state"
    faulty = (sys.executable, "-c", FAULTY)
    env = {"XDG_STATE_HOME": str(state)}
    with Terminal(str(library / "one.txt"), program=faulty, env=env) as terminal:
        terminal.until(lambda: terminal.modes.get(2004), "the app")
        terminal.send(" ")
        terminal.shows(r"(?m)^\s*2 of")
        terminal.send("\x0c")
        terminal.shows("went wrong: LookupError: no such")
        terminal.send(" ")
        terminal.shows(r"(?m)^\s*3 of|3 of")
        terminal.send("t")
        terminal.shows("Contents")
        terminal.send("j")
        terminal.shows("went wrong")
        assert "Contents" in terminal.text
        terminal.send("j")
        terminal.until(lambda: "Contents" not in terminal.text, "the list closed")
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()
        assert b"\x1b[31mthing" not in terminal.bytes
    log = state / "nightstand" / "errors.log"
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.read_text("utf-8").count("Traceback") == 3


def test_with_no_room_for_a_log_reading_goes_on_all_the_same(tmp_path: Path) -> None:
    """The sentence then names no log."""
    library, state = stories(tmp_path / "stories"), tmp_path / "state"
    state.write_text("not a folder", "utf-8")
    faulty = (sys.executable, "-c", FAULTY)
    env = {"XDG_STATE_HOME": str(state)}
    with Terminal(str(library / "one.txt"), program=faulty, env=env) as terminal:
        terminal.until(lambda: terminal.modes.get(2004), "the app")
        terminal.send("\x0c")
        terminal.shows("went wrong: LookupError")
        assert "log" not in terminal.text
        terminal.send(" q")
        assert terminal.ended() == 0


PASSING = ["SIGPIPE", "SIGWINCH", "SIGCONT", "SIGCHLD", "SIGURG", "SIGTSTP", "SIGTTIN"]
ENDING = ["SIGHUP", "SIGTERM", "SIGINT", "SIGQUIT"]
AT_ONCE = [" ", "/lantern\r", "t", "Slantern\r", ",", "q", "R", "\x1a", "?"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_signals_at_any_moment_leave_the_terminal_as_it_was(tmp_path: Path, seed: int) -> None:
    """Some that pass, while it starts or is busy, and at last one that ends it."""
    draw = random.Random(seed)
    library = stories(tmp_path / "stories")
    where = [str(library / "one.txt")] if seed % 3 else []
    with Terminal(*where, "--library", str(library)) as terminal:
        if seed % 4:
            terminal.until(lambda: terminal.modes.get(2004), "the app")
            terminal.send("".join(draw.choices(AT_ONCE, k=draw.randrange(4))))
        for name in [*draw.choices(PASSING, k=draw.randrange(4)), "SIGCONT", draw.choice(ENDING)]:
            terminal._read(draw.choice((0, 0.01, 0.1)))
            if not terminal._reap(os.WNOHANG):
                terminal.kill(signal.Signals[name])
        terminal.ended()
        terminal.assert_clean()
