"""A story's file in the reader's own editor, the screen put aside meanwhile.

The rule: keys meant for the editor never reach this program, and whatever it does to the file, the
file is only read again.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from textual.app import SuspendNotSupported

from reader.cleaning import safe
from reader.tui.screens.commanded import Commanded

_EDITORS = ("nano", "vim", "vi", "emacs")


class Editing(Commanded):
    """Opens files in an editor."""

    def edit(self, path: Path) -> bool:
        """Edit a file and come back; whether the editor ran."""
        command = _editor()
        if not command:
            self._complain("No editor found: set VISUAL or EDITOR.")
            return False
        try:
            with self.app.suspend(), _left_alone():
                code = subprocess.run([*command, str(path)], check=False).returncode
        except SuspendNotSupported:
            self._complain("The screen cannot be put aside here.")
            return False
        except (OSError, ValueError) as error:
            self._complain(f"{command[0]}: {getattr(error, 'strerror', '') or error}")
            return False
        self.app.refresh(repaint=True, layout=True)
        if code:
            self._complain(f"{command[0]} ended with {code}.")
        return True

    def _complain(self, words: str) -> None:
        self.notify(safe(words), severity="warning", markup=False)


def _editor() -> list[str]:
    """The command of the editor: of VISUAL, of EDITOR, else one that is there."""
    for name in ("VISUAL", "EDITOR"):
        with suppress(ValueError):
            if words := shlex.split(os.environ.get(name, "")):
                return words
    return next(([found] for found in map(shutil.which, _EDITORS) if found), [])


@contextmanager
def _left_alone() -> Iterator[None]:
    """Ctrl-C is the editor's; Ctrl-Z stops the whole job, as the shell expects."""

    def pass_over(_number: int, _frame: FrameType | None) -> None:
        """Do nothing; unlike an ignored signal this is not inherited by the editor."""

    before = {}
    for name, answer in (("SIGINT", pass_over), ("SIGTSTP", signal.SIG_DFL)):
        number = getattr(signal, name, None)
        if number is not None:
            before[number] = signal.signal(number, answer)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
