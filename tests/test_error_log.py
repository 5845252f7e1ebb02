"""The log of unexpected errors: private, bounded, and never in the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.storage.faults import note_error
from tests.terminal import ROOT


def error(said: str) -> Exception:
    """An error with a way through the program."""
    try:
        raise ValueError(said)
    except ValueError as raised:
        return raised


def test_the_log_stays_small_and_keeps_the_last(tmp_path: Path) -> None:
    """However many errors there are, and however much they say."""
    log = tmp_path / "state" / "errors.log"
    for number in range(60):
        assert note_error(log, error(f"{number} " + "x" * 100_000))
    assert log.stat().st_size <= 128 * 1024
    assert "ValueError: 59" in log.read_text("utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


def test_what_an_error_says_never_acts_on_a_terminal(tmp_path: Path) -> None:
    """The log is looked at with `cat`."""
    log = tmp_path / "errors.log"
    assert note_error(log, error("a\x1b]0;PWN\x07b\x9b31m"))
    assert not {"\x1b", "\x07", "\x9b"} & set(log.read_text("utf-8"))


def test_a_log_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    """A folder, a link, or a pipe that nobody reads stands in its place."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for place in (tmp_path, tmp_path / "link"):
        assert not note_error(place, error("said"))
    assert not (tmp_path / "elsewhere").exists()
    note_error(tmp_path / "pipe", error("said"))


HALF_MADE = """
import sys, warnings
from reader.cli import about, run

class Half:
    def __del__(self):
        warnings.warn("never made whole", RuntimeWarning)
        self.missing

def fails(arguments):
    half = Half()
    raise ERROR

about.paths = fails
print(run(["paths"]))
"""


@pytest.mark.parametrize("error", ["OSError(24, 'Too many open files')", "LookupError('none')"])
def test_what_an_error_leaves_half_made_says_nothing(error: str) -> None:
    """One line tells of it, whatever goes with it."""
    code = [sys.executable, "-c", HALF_MADE.replace("ERROR", error)]
    done = subprocess.run(code, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.startswith("nightstand: ")
    assert done.stderr.count("\n") == 1
