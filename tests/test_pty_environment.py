"""The program runs in odd environments and under limits, or says in one line why it does not."""

import os
import shlex
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.test_pty_streams import stories

QUICK = [
    "export LINES=99999999 COLUMNS=-5 TEXTUAL_FPS=99999999999999999 PYTHONIOENCODING=utf-16",
    *("exec 0<&- 1>&- 2>&-", "ulimit -n 12", "ulimit -v 110000"),
]
LONG = [
    *("export COLUMNS=²", "export COLUMNS=1000000", "export LINES=99999999 COLUMNS=-5"),
    "export TEXTUAL_FPS=99999999999999999 TEXTUAL_LOG=/nowhere/log TEXTUAL_COLOR_SYSTEM=zzz",
    *("export PYTHONIOENCODING=utf-16", "export PYTHONIOENCODING=idna"),
    *("export COLUMNS=0", "export LINES=²", "export TEXTUAL_FPS=²", "export TEXTUAL_FPS=0"),
    *("export TEXTUAL_THEME=zzz TEXTUAL_ANIMATIONS=zzz", "export TEXTUAL_DRIVER=a:b"),
    *("export TEXTUAL_SLOW_THRESHOLD=² TEXTUAL_DEVTOOLS_PORT=²", "export ESCDELAY=²"),
    *("export ESCDELAY=-1", "export TERM=²", "export TERM=" + "x" * 5000, "export COLORFGBG='²;²'"),
    *("export PYTHONIOENCODING=utf-7", "export PYTHONIOENCODING=ascii", "export HOME="),
    *("exec 0<&-", "exec 1>&-", "exec 2>&-", "exec 2>/dev/full", "exec 1>/dev/full"),
    *(
        "ulimit -v 80000",
        "ulimit -v 100000",
        "ulimit -v 115000",
        "ulimit -v 200000",
        "ulimit -f 0",
        "ulimit -n 20",
        "ulimit -s 256",
    ),
]


def runs(odd: str, folder: Path, *, shelf: bool) -> None:
    """Started after a line of the shell: read and left, or ended by one line."""
    library = stories(folder / "stories")
    words = ["--library", str(library)] if shelf else [str(library / "one.txt")]
    python = shlex.quote(sys.executable)
    shell = ("bash", "-c", f'{odd}; exec {python} -m reader "$@"', "nightstand")
    with Terminal(*words, program=shell) as terminal:
        terminal.until(
            lambda: terminal._reap(os.WNOHANG) or terminal.modes.get(2004), "the app, or an end"
        )
        if terminal.status is None:
            terminal.shows("3 stories|1 of|not saved")
            terminal.send("jq")
        code = terminal.ended()
        terminal.assert_clean()
        assert code in (0, 1)
        assert "Traceback" not in terminal.text
        if code:
            assert b"nightstand: " in terminal.bytes


@pytest.mark.parametrize("odd", QUICK)
def test_a_story_is_read_in_an_odd_environment(odd: str, tmp_path: Path) -> None:
    """Sizes and rates that are no numbers, foreign letters, closed and few descriptors."""
    runs(odd, tmp_path, shelf=False)


@pytest.mark.slow
@pytest.mark.parametrize("shelf", [False, True], ids=["story", "shelf"])
@pytest.mark.parametrize("odd", [*QUICK, *LONG], ids=lambda odd: odd[:40])
def test_the_program_runs_in_every_environment(odd: str, tmp_path: Path, *, shelf: bool) -> None:
    """More of them, for a story and for the shelf."""
    runs(odd, tmp_path, shelf=shelf)
