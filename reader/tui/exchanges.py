"""Agreeing with a reader's other machines, and asking for other devices, while the program runs.

The rule: no key ever waits for the folder or the server. All of it is done in separate threads that
end with the process, and any problem is reported once, in one quiet line.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.posix import at_home
from reader.storage.values import NotSavedError
from reader.tui.messages import MachinesHeard, ServerHeard

if TYPE_CHECKING:
    from reader.reading.open import OpenStory
    from reader.tui.app import NightstandApp

_FIRST = 1.5
"""Seconds for which the first page is left alone."""
_AGAIN = 60.0
"""Seconds between two checks of the folder."""
_ASK_AGAIN = 300.0
"""Seconds after which the server is asked again about one story."""
_LEAVING = 3.0
"""Seconds that the shell waits for the last exchange, as the folder may not answer."""


class Exchanges:
    """One exchange at a time: at the start, after each story, and when the folder has news."""

    def __init__(self, app: NightstandApp) -> None:
        self._app = app
        self._running: Thread | None = None
        self._wanted = False
        self._problem = ""
        self._asking = False
        self._asked: dict[int, float] = {}
        """Story → when the server was asked about it."""
        self._said: set[str] = set()
        """What was said about the server."""

    def begin(self) -> None:
        """Exchange when the first page has been read a little, and check now and then."""
        self._app.set_timer(_FIRST, self.exchange)
        self._app.set_interval(_AGAIN, partial(self._start, ()))

    def exchange(self) -> None:
        """Exchange all changes, as soon as nothing else is under way."""
        self._start(None)

    def end(self) -> None:
        """Exchange once more after the screen is gone; not for long."""
        folder = self._folder()
        if folder is not None and not self._problem:
            last = Thread(target=self._work, args=(folder, None), daemon=True)
            last.start()
            last.join(_LEAVING)

    def _folder(self) -> Path | None:
        named = self._app.context.settings.sync
        return at_home(named) if named else None

    def _start(self, stories: Sequence[int] | None) -> None:
        folder = self._folder()
        if folder is None:
            return
        if self._running is not None:
            self._wanted = self._wanted or stories is None
            return
        work = Thread(target=self._told, args=(folder, stories), daemon=True)
        self._running = work
        work.start()

    def _told(self, folder: Path, stories: Sequence[int] | None) -> None:
        """In the thread: exchange, and tell the screen."""
        came, problem = self._work(folder, stories)
        with suppress(RuntimeError):  # the app may just have ended
            self._app.post_message(MachinesHeard(came, problem))

    def _work(self, folder: Path, stories: Sequence[int] | None) -> tuple[int, str]:
        from reader.storage.registers import exchange_rows  # no start needs it

        context = self._app.context
        try:
            if stories is None:
                context.store.flush()
            settings = context.settings
            done = exchange_rows(
                context.store, folder, settings.machine, stories, timed=settings.stats
            )
        except OSError as error:
            return 0, (error.strerror or "it does not answer").lower()
        except (NotSavedError, ValueError) as error:  # the data file is in trouble, or closed
            return 0, str(error)
        return done.came, ""

    # Other devices, by KOReader's server

    def ask_server(self, opened: OpenStory) -> None:
        """Ask where other devices were in a story, unless that was done just now."""
        account, now = self._app.context.settings.kosync, time.monotonic()
        if not account or opened.id is None or self._asking:
            return
        if now - self._asked.get(opened.id, -math.inf) >= _ASK_AGAIN:
            self._asked[opened.id] = now
            self._asking = True
            Thread(target=self._ask, args=(opened,), daemon=True).start()

    def _ask(self, opened: OpenStory) -> None:
        """In the thread: ask, and tell the screen."""
        from reader.reading.other_devices import look  # most readers have no server
        from reader.sync.kosync import ServerError

        found, problem = False, ""
        try:
            found = look(self._app.context, opened)
        except ServerError as error:
            problem = str(error)
        except (NotSavedError, ValueError):  # the data file is in trouble, or closed
            pass
        with suppress(RuntimeError):  # the app may just have ended
            self._app.post_message(ServerHeard(problem, found=found))

    def answered(self, problem: str, *, found: bool) -> None:
        """Offer what was found; report problems, each once."""
        self._asking = False
        if problem and problem not in self._said:
            self._said.add(problem)
            server = self._app.context.settings.kosync.get("server", "")
            self._app.say(safe(f"{server}: {problem}"))
        if found:
            self._app.lifecycle.look_around()

    # The screen

    def done(self, came: int, problem: str) -> None:
        """Show what arrived, or report a problem, once."""
        self._running = None
        if problem and problem != self._problem:
            self._app.say(safe(f"Your machines: {self._folder()}: {problem}"))
        self._problem = problem
        if came:
            self._app.lifecycle.look_around()
        if self._wanted:
            self._wanted = False
            self.exchange()
