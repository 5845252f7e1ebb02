"""Where there is no POSIX, what needs it is absent and all else works."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reader import posix
from tests.terminal import ROOT

PACKAGE = ROOT / "reader"
ON_POSIX_ALONE = {"reader.tui.driver"}
"""Loaded only by who asked before; all others must be importable anywhere."""

# What Windows has not. The standard library and the screen library are loaded before: it is our
# own modules that are tried, and theirs would take the ways of Windows, which are not here.
WITHOUT = """
import asyncio, concurrent.futures, ctypes, json, logging, os, pathlib, pkgutil
import multiprocessing.connection
import select, shutil, signal, sqlite3, subprocess, sys, tempfile, threading, uuid
import chardet, platformdirs, pyphen, rich.segment, textual.app, textual.widgets, tomlkit
for name in ("termios", "fcntl", "resource", "pwd", "grp", "tty", "pty", "syslog", "readline"):
    sys.modules[name] = None
for name in [name for name in sys.modules if name.startswith("textual.drivers.linux")]:
    sys.modules[name] = None
for holder, names in (
    (os, "O_NOFOLLOW O_NONBLOCK O_CLOEXEC O_DIRECTORY O_NOCTTY killpg fork getuid geteuid"
         " getgid getpgid getpgrp setsid openpty mkfifo chown fchmod fchown readv writev pread"
         " pwrite sched_getaffinity sysconf ttyname nice getloadavg"),
    (signal, "SIGHUP SIGTSTP SIGWINCH SIGCONT SIGSTOP SIGUSR1 SIGUSR2 SIGALRM SIGQUIT SIGPIPE"
             " setitimer ITIMER_REAL alarm pause siginterrupt pthread_sigmask"
             " pthread_kill"),
):
    for name in names.split():
        if hasattr(holder, name):
            delattr(holder, name)
def sockets_only(*lists):
    raise OSError(10038, "an operation was attempted on something that is not a socket")
select.select = sockets_only
class Popen(subprocess.Popen):
    def __init__(self, *args, pass_fds=(), preexec_fn=None, **options):
        if pass_fds or preexec_fn:
            raise ValueError("not supported on Windows platforms")
        super().__init__(*args, **options)
subprocess.Popen = Popen
class Windows:
    NeedCurrentDirectoryForExePath = staticmethod(lambda name: True)
shutil._winapi = Windows  # asked where a program is, from Python 3.12 on
sys.platform = "win32"
"""


def without_posix(code: str, *argv: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What code does in a process of its own without all that Windows lacks."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT + code, *argv],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_every_module_can_be_loaded() -> None:
    """Whatever is missing is missed only when it is wanted."""
    code = f"""
import importlib
import reader
skipped = {sorted(ON_POSIX_ALONE)!r}
found = [m.name for m in pkgutil.walk_packages(reader.__path__, "reader.")]
loaded = [importlib.import_module(name) for name in found if name not in skipped]
assert set(skipped) <= set(found), skipped
assert not set(skipped) & set(sys.modules), "a module of POSIX alone was loaded by another"
print(len(loaded))
"""
    done = without_posix(code)

    assert done.stderr == b""
    assert int(done.stdout) > 100


def test_commands_are_done(home: Path) -> None:
    """Everything but the screen answers; the data file is made and read."""
    code = """
import contextlib, io
from reader.cli import run
for line in sys.argv[1:]:
    sys.stdin = io.TextIOWrapper(io.BytesIO(b"\\nm here\\n/lantern\\nn\\nq\\n"))
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = run(line.split())
    print(code, bool(out.getvalue()), line)
"""
    lines = (
        "list --json",
        "cat lamplighter --pages 2 --height 20",
        "info lamplighter",
        "toc lamplighter",
        "search --limit 3 lantern",
        "search --in lamplighter --regex l.ntern",
        "read --linear lamplighter",
        "bookmarks",
        "stats",
        "export",
        "doctor",
        "paths",
    )
    done = without_posix(code, *lines)

    assert done.stderr == b""
    assert done.stdout.decode().splitlines() == [f"0 True {line}" for line in lines]
    assert list(home.rglob("nightstand.db"))


@pytest.mark.slow
def test_a_pattern_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    """Without an alarm in the process that tries it, who asks ends it."""
    story = tmp_path / "long.txt"
    story.write_text("a" * 5000 + "!\n", encoding="utf-8")
    code = """
from reader.cli import run
sys.exit(run(sys.argv[1:]))
"""
    done = without_posix(code, "search", "--in", str(story), "--regex", "(a|aa)+$")

    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_only_one_module_asks_for_what_posix_alone_has() -> None:
    """Signals that can be taken, modes of terminals and flags of files have one home."""
    alone = re.compile(
        r"^\s*(?:import|from) (?:termios|fcntl|resource|pwd|grp|tty|pty)\b"
        r"|\bos\.(?:O_NOFOLLOW|O_NONBLOCK|O_CLOEXEC|O_DIRECTORY|killpg|fork|readv|mkfifo|getuid)\b"
        r"|\bselect\.select\b|/dev/tty|\bos\.name == \"posix\"",
        re.MULTILINE,
    )
    homes = {"posix.py", "tui/driver.py", "search/regex_worker.py"}
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if alone.search(path.read_text("utf-8"))
    }

    assert found <= homes


def test_a_flag_that_there_is_not_asks_for_nothing() -> None:
    """It can be combined with others."""
    assert posix.flag("O_NO_SUCH_THING") == 0
    assert posix.flag("O_RDWR") == os.O_RDWR


def test_what_is_no_terminal_has_no_modes(tmp_path: Path) -> None:
    """A file is neither silenced nor restored."""
    with (tmp_path / "x").open("w") as file:
        modes = posix.Modes(file.fileno())
        modes.by_key(newline=True)
        modes.restore()

    assert modes.found is None


def test_a_pipe_can_be_read_when_something_has_come() -> None:
    """Or when its end has."""
    source, sink = os.pipe()
    try:
        assert not posix.readable(source, 0)
        os.write(sink, b"x")
        assert posix.readable(source, 0)
        os.read(source, 1)
        os.close(sink)
        assert posix.readable(source, 0)
    finally:
        os.close(source)


@pytest.mark.skipif(sys.platform == "win32", reason="there is nothing to be alone in")
@pytest.mark.parametrize("kind", ["pipe", "file", "loop", "nothing"])
def test_only_a_folder_can_be_one_to_be_alone_in(tmp_path: Path, kind: str) -> None:
    """Whatever else stands there is an error at once; nobody waits for who writes to a pipe."""
    place = tmp_path / "place"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "file":
        place.touch()
    elif kind == "loop":
        place.symlink_to(place)

    with pytest.raises(OSError), posix.alone_in(place):  # noqa: PT011 - each has its own
        pytest.fail("it was entered")
