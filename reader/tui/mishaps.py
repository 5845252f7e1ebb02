"""Unexpected errors while the app runs: reported in one sentence, logged, and survived.

The rule: reading goes on at the same page. Only a second error in a row at the same place closes
the screen above the page or the shelf, and only an endless series of errors ends the program, with
one line.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from traceback import extract_tb
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from reader.cleaning import safe
from reader.storage.faults import note_error
from reader.storage.paths import log_file
from reader.typeset.cells import clip

_ENOUGH = 12
"""Errors between two keys after which the program ends; each may cause the next one."""
_SAID_MOST = 60
_STARTING = (events.Load, events.Compose, events.Mount)


class Mishaps:
    """Survives errors as far as it can."""

    def __init__(self, app: App[Any], keys: Callable[[], int]) -> None:
        """`keys` says how many keys have come: an error after another key is a new one."""
        self._app = app
        self._count_keys = keys
        self._keys = 0
        self._since_key = 0
        self._last: tuple[str, int] | None = None
        self.forgiving = not os.environ.get("NIGHTSTAND_DEBUG")
        """Whether errors are survived; anyone debugging wants to see them."""

    def survived(self, error: Exception) -> bool:
        """Report an error and go on; False if the program has to end."""
        app = self._app
        if app._exit and not app.is_headless:  # a removed widget is not there for an answer
            return True
        error = getattr(error, "error", error)  # for a worker, the error it failed with
        if not self.forgiving or app.is_headless or not app.is_running or not app.screen_stack:
            return False
        keys = self._count_keys()
        self._since_key = self._since_key + 1 if keys == self._keys else 1
        self._keys = keys
        written = note_error(log_file(), error, type(app.screen).__name__)
        if self._since_key > _ENOUGH:
            return False
        place = _place(error)
        before, key = self._last or ("", 0)
        again = before == place and self._keys - key <= 1
        self._last = place, self._keys
        with suppress(Exception):
            self._tell(error, written=written)
        if again:
            with suppress(Exception):
                self._close()
        return True

    def _close(self) -> None:
        """Close the screen above the page or the shelf."""
        if not getattr(self._app.screen, "GROUND", False):
            self._app.pop_screen()

    def _tell(self, error: Exception, *, written: bool) -> None:
        """Say it once; the same error repeated again and again would cover the page."""
        what = clip(sentence_of(error), _SAID_MOST)
        where = " (nightstand paths names the log)" if written else ""
        sentence = f"Something went wrong: {what}{where}."
        if self._since_key == 1:
            say = getattr(self._app.screen, "tell", None)
            if say is not None:
                say(sentence)
            else:
                self._app.notify(sentence, severity="warning", markup=False)


class Guarded(MessagePump):
    """Something that keeps answering after an error in one of its answers."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            mishaps: Mishaps | None = getattr(self.app, "mishaps", None)
            starting = isinstance(message, _STARTING)
            if starting or mishaps is None or not mishaps.survived(error):
                raise


def sentence_of(error: BaseException) -> str:
    """An error in one line: its type, and the first line of its message."""
    said = str(error).strip().partition("\n")[0]
    return safe(f"{type(error).__name__}: {said}" if said else type(error).__name__)


def _place(error: BaseException) -> str:
    """Where an error was raised, and its type."""
    frames = extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return f"{type(error).__name__} {last.filename}:{last.lineno}" if last else type(error).__name__
