"""The reader's own editor, run in the terminal while the screen is put aside.

The rule: keys meant for the editor never reach this program, and whatever it does to the file, the
file is only read again.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from reader.posix import ENDING, signals

_EDITORS = ("nano", "vim", "vi", "emacs", "notepad")


def edit(path: Path) -> str:
    """Edit a file and wait until that ends; return why it failed, or an empty string."""
    import subprocess

    command = editor()
    if not command:
        return "No editor found: set VISUAL or EDITOR."
    try:
        with _left_alone():
            code = subprocess.run([*command, str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        return f"{command[0]}: {getattr(error, 'strerror', '') or error}"
    return f"{command[0]} ended with {code}." if code else ""


def editor() -> list[str]:
    """The editor's command: from VISUAL, from EDITOR, else an installed one; empty for none."""
    for name in ("VISUAL", "EDITOR"):
        with suppress(ValueError):
            if words := shlex.split(os.environ.get(name, "")):
                return words
    return next(([found] for found in map(shutil.which, _EDITORS) if found), [])


@contextmanager
def _left_alone() -> Iterator[None]:
    """Leave the keys that interrupt and quit to the editor; Ctrl-Z stops the whole job.

    Signals that end the program are handled afterwards.
    """
    asked: list[int] = []

    def pass_over(_number: int, _frame: FrameType | None) -> None:
        """Do nothing; unlike an ignored signal this is not inherited by the editor."""

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    answers: dict[str, Any] = dict.fromkeys(ENDING, note)
    answers |= {"SIGINT": pass_over, "SIGQUIT": pass_over, "SIGTSTP": signal.SIG_DFL}
    waking = signal.set_wakeup_fd(-1)  # otherwise the loop sees Ctrl-C all the same, later
    before = {
        number: signal.signal(number, answer)
        for name, answer in answers.items()
        for number in signals(name)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(waking)
        for one in asked:
            signal.raise_signal(one)
