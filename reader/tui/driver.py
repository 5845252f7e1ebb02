"""Textual's terminal driver, taking over a picture that already stands, and its parser, guarded.

The one place that depends on the driver's internals. It enters the alternate screen only if nobody
has, restores the modes found before the first picture, and asks the terminal itself for its size,
one signal at a time. Its parser gets only whole sequences.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, ClassVar, TextIO, cast

from textual import constants, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, SYNC_END, SYNC_START
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from reader.posix import Modes, answer_in
from reader.terminal.handover import TerminalHold
from reader.terminal.sequences import (
    ESC,
    QUESTION,
    STRINGS,
    TELL,
    TELL_NO_MORE,
    ReplyFilter,
    Sequences,
    can_tell,
    pasted_text,
    plain_key,
)
from reader.tui.messages import BackgroundTold

_FLOW_SECONDS = 2.0
"""Seconds without input after which a paste, or a skipped sequence, counts as ended."""
_READ_MOST = 32
"""Characters of a sequence above which the library takes it for that many keys."""
_WIDEST = 4096
"""Columns and rows above which a reported size is not a window's."""


class TerminalParser(XTermParser):
    """Reads keys, mouse reports, pastes and answers, and drops the rest."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._sequences = Sequences()
        self._last = time.monotonic()

    @property
    def waiting(self) -> bool:
        """Whether something is held back that will be released by time alone."""
        return self._sequences.waiting or self._sequences.flowing

    def feed(self, data: str) -> Iterator[Message]:
        """The input as messages."""
        self._last = time.monotonic()
        for piece in self._sequences.cut(data):
            yield from self._read(piece)

    def tick(self) -> Iterator[Message]:
        """The input that was held back for long enough."""
        patience = _FLOW_SECONDS if self._sequences.flowing else constants.ESCAPE_DELAY
        if self.waiting and time.monotonic() - self._last >= patience:
            for piece in self._sequences.release():
                yield from self._read(piece)

    def _read(self, piece: str) -> Iterator[Message]:
        pasted = pasted_text(piece)
        if pasted is not None:
            yield events.Paste(pasted.replace("\0", ""))
        elif piece == ESC:
            yield events.Key("escape", ESC)
        elif len(piece) == 2 and piece[0] == ESC and piece not in ANSI_SEQUENCES_KEYS:
            yield from self._with_alt(piece[1])
        elif piece[0] != ESC:
            yield from self._parsed(piece)
        elif piece[1] not in STRINGS and 0 < len(key := plain_key(piece)) <= _READ_MOST:
            yield from self._parsed(key)

    def _with_alt(self, letter: str) -> Iterator[Message]:
        """A letter with Alt, or Esc and a letter typed together: both are sent alike."""
        for key in self._sequence_to_key_events(letter):
            name = f"shift+{key.key.lower()}" if key.key.isupper() else key.key
            yield events.Key(f"alt+{name}", letter)

    def _parsed(self, piece: str) -> Iterator[Message]:
        try:
            for message in super().feed(piece):
                if not isinstance(message, events.Resize) or _is_a_window(message):
                    yield message
        except Exception:  # noqa: BLE001  # what it cannot read is dropped, whatever it is
            self._begin_again()
        if self._awaiting.timeout is not None:
            self._begin_again()

    def _begin_again(self) -> None:
        self._tokens.clear()
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)


def _is_a_window(told: events.Resize) -> bool:
    return 0 < told.size.width <= _WIDEST and 0 < told.size.height <= _WIDEST


_ENTER = "\x1b[?1049h"
_NO_CURSOR = "\x1b[?25l"
_FOCUS = "\x1b[?1004h"
_KEEP_NAME = "\x1b[22;0t"
_OLD_NAME = "\x1b[23;0t"
_IDLE = 0.1
_HELD_BACK = 0.02
"""Seconds after which the beginning of an answer no longer counts as one."""


class ForgivingFile:
    """The terminal's file, which ignores that a window was closed.

    The library's writing thread would end at the first error, and a program that then writes more
    than its queue holds, as it does on exit, would wait for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Send, as long as somebody is there."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Send what is not sent yet, as long as somebody is there."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        """Everything else belongs to the file."""
        return getattr(self._file, name)


class HandoverDriver(LinuxDriver):
    """The driver of a terminal that may be held already."""

    hold: ClassVar[TerminalHold | None] = None
    """Set by the app before it runs; there is one terminal in a process."""
    title: ClassVar[str | None] = None
    """The title of the window; None leaves its own."""
    asks: ClassVar[bool] = False
    """Whether the terminal is asked for its background, and to report when it changes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A log on stderr must not swallow the screen.
        if sys.__stdout__ is not None and sys.__stdout__.isatty():
            self._file = sys.__stdout__
        if self._file is not None:
            self._file = cast("Any", ForgivingFile(self._file))
        self._replies = (self.hold.replies if self.hold else None) or ReplyFilter()
        self._modes: Modes | None = None
        """The modes of the terminal while the app has it."""
        self._picture = ""
        """The part of an unfinished picture that is still to be sent: each piece wakes a thread."""

    def _sigtstp_application(self, *_: Any) -> None:
        """Stopping and continuing is `Lifecycle`'s job, once there is something to come back to."""

    def _sigcont_application(self, *_: Any) -> None:
        """The library would take the terminal a second time."""

    def start_application_mode(self) -> None:
        """Take the terminal; a picture that is there already is kept."""
        hold = self.hold
        asked = hold is not None and hold.replies is not None and not hold.handed_over
        super().start_application_mode()  # type: ignore[no-untyped-call]  # it has no types
        if hold is not None and not hold.handed_over:
            hold.handed_over = True
            if hold.attributes is not None:
                self.attrs_before = hold.attributes
        if self._named:
            super().write(_KEEP_NAME)
            self.name_window(self.title)
        if self.asks:
            super().write(TELL if asked else TELL + QUESTION)
            self._replies.waiting = not asked or self._replies.waiting
        # The library's own handler can be interrupted by itself between asking for the size and
        # reporting it, and then reports an old size last.
        answer_in(asyncio.get_running_loop(), self._tell_size, "SIGWINCH")
        self._modes = Modes(self.fileno)

    def take_again(self) -> None:
        """Restore what others may have changed while the process was stopped."""
        if self._modes is not None:
            self._modes.restore()
            super().write(_ENTER + _NO_CURSOR + _FOCUS)
            self._enable_mouse_support()
            self._enable_bracketed_paste()
            self._disable_line_wrap()

    @property
    def _named(self) -> bool:
        """Whether the window gets another title; the console has none."""
        return self.title is not None and not os.environ.get("TERM", "").startswith("linux")

    def ask_background(self) -> None:
        """Ask the terminal for its background, and to report when that changes."""
        if can_tell(os.environ):
            HandoverDriver.asks = self._replies.waiting = True
            super().write(TELL + QUESTION)

    def name_window(self, title: str | None) -> None:
        """Give the window another title, if it had been given one."""
        if self._named and title is not None:
            HandoverDriver.title = title
            super().write(f"\x1b]2;{title}\x07")

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found."""
        self._modes = None
        if self.asks:
            super().write(TELL_NO_MORE)
        if self._named:
            super().write(_OLD_NAME)
        end = time.monotonic() + _IDLE
        while self._replies.waiting and time.monotonic() < end:  # or it is typed into the shell
            time.sleep(_IDLE / 50)
        super().stop_application_mode()

    def use_mouse(self, *, on: bool) -> None:
        """Capture the mouse, or leave it to the terminal."""
        if on:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self._mouse = False

    def run_input_thread(self) -> None:
        """Read keys and answers until the driver is closed.

        The library's own thread takes an answer for keys, and ends at input that it cannot read.
        """
        parser = TerminalParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        self._tell(parser, decode(self._typed_before()))
        try:
            while not self.exit_event.is_set():
                wait = _HELD_BACK if self._replies.kept or parser.waiting else _IDLE
                if not select.select([self.fileno], [], [], wait)[0]:
                    self._replies.waiting = self._replies.waiting and self._replies.kept
                    self._tell(parser, decode(self._replies.release()))
                    continue
                data = os.read(self.fileno, 4096)
                if not data:
                    raise OSError
                told = self._replies.dark
                self._tell(parser, decode(self._replies.listen(data)))
                if self._replies.dark is not None and self._replies.dark is not told:
                    self.send_message(BackgroundTold(self._replies.dark))
        except OSError:  # the terminal is gone
            if not self.exit_event.is_set():
                signal.raise_signal(signal.SIGHUP)

    def _typed_before(self) -> bytes:
        """What was typed before the app could read it."""
        hold = self.hold
        if hold is None:
            return b""
        typed, hold.typed = hold.typed, b""
        return typed

    def _tell(self, parser: TerminalParser, text: str) -> None:
        """Pass on the keys that were typed."""
        for event in (*parser.feed(text), *parser.tick()) if text else parser.tick():
            if not isinstance(event, events.MouseEvent) or self._is_on_screen(event):
                self.process_message(event)

    def _is_on_screen(self, event: events.MouseEvent) -> bool:
        columns, rows = self._get_terminal_size()
        return 0 <= event.screen_x < columns and 0 <= event.screen_y < rows

    def _tell_size(self, _: int) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self.send_message(events.Resize(size, size))

    def write(self, data: str) -> None:
        """Send to the terminal; a picture is sent as a whole, when it ends."""
        hold = self.hold
        if data == _ENTER and hold is not None and hold.shown and not hold.handed_over:
            return
        if data == SYNC_START or self._picture:
            self._picture += data
            if data != SYNC_END:
                return
            data, self._picture = self._picture, ""
        super().write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        try:
            return os.get_terminal_size(self._file.fileno() if self._file else 1)
        except (OSError, ValueError):
            return super()._get_terminal_size()
