"""The voice: one thing sounds at a time while the next is made, and silence comes at once.

The rule: nobody waits for it. Any thread may say what is to sound; a thread of its own does it, and
alone starts engines and waits for them; what is no longer wanted is ended immediately.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from threading import Condition, Thread
from typing import Protocol

from reader.cleaning import safe
from reader.speech.recital import Spoken

_PATIENCE = 1.0
"""Seconds within which an engine that was ended is gone."""


class Sound(Protocol):
    """Something that an engine says; each step may be ended meanwhile from another thread."""

    def make(self) -> None:
        """Prepare it, as far as the engine can."""

    def begin(self) -> None:
        """Let it sound."""

    def wait(self) -> str:
        """Wait for its end; return what went wrong, in a sentence."""

    def end(self) -> None:
        """Silence it at once, from another thread."""


class Speaker(Protocol):
    """An engine that is ready to speak."""

    def sound(self, text: str, rate: int) -> Sound:
        """What is to be said, not yet made."""

    def close(self) -> None:
        """Release what it holds."""


class Voice:
    """Says what is wanted, and reports when it has been said."""

    def __init__(self, ready: Callable[[], Speaker], tell: Callable[[int, str], None]) -> None:
        """Begin; `ready` prepares an engine, `tell` gets the run that ended and what went wrong.

        Both are called in the voice's thread.
        """
        self._make_speaker, self._tell = ready, tell
        self._news = Condition()
        self._wanted: Spoken | None = None
        self._ahead: Spoken | None = None
        self._done = 0
        self._closed = False
        self._sounding: Sound | None = None
        self._ready: tuple[Spoken, Sound] | None = None
        self._thread = Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()
        atexit.register(self.close)  # whatever ends the program ends the voice

    def sound(self, wanted: Spoken | None, ahead: Spoken | None = None) -> None:
        """Let this sound from now on, or nothing, and prepare what comes after it."""
        with self._news:
            self._ahead = ahead
            if wanted == self._wanted:
                return
            self._wanted = wanted
            self._hush()
            self._news.notify_all()

    def end(self) -> None:
        """Be silent for good; what was started is ended soon."""
        with self._news:
            self._closed, self._wanted = True, None
            self._hush()
            self._news.notify_all()

    def close(self) -> None:
        """Be silent for good; nothing that was started is left."""
        atexit.unregister(self.close)
        self.end()
        self._thread.join(_PATIENCE)

    def _hush(self) -> None:
        if self._sounding is not None:
            self._sounding.end()
        if self._ready is not None and self._ready[0] != self._wanted:
            self._ready[1].end()

    # In the voice's own thread

    def _run(self) -> None:
        try:
            speaker = self._make_speaker()
            try:
                self._speak(speaker)
            finally:
                speaker.close()
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told
            if (wanted := self._wanted) is not None:
                self._tell(wanted.run, f"Cannot read aloud: {safe(str(error))}.")
        atexit.unregister(self.close)

    def _speak(self, speaker: Speaker) -> None:
        while (spoken := self._next(speaker)) is not None:
            problem = self._say(speaker, spoken)
            with self._news:
                self._sounding = None
                told = self._wanted == spoken
                if told:
                    self._done = spoken.run
            if told:
                self._tell(spoken.run, problem)

    def _next(self, speaker: Speaker) -> Spoken | None:
        """What is to be said next, as soon as there is something; None at the end."""
        with self._news:
            self._news.wait_for(self._is_asked)
            if self._closed or self._wanted is None:
                return None
            ready, self._ready = self._ready, None
            if ready is not None and ready[0] == self._wanted:
                self._sounding = ready[1]
            else:
                self._sounding = speaker.sound(self._wanted.text, self._wanted.rate)
            return self._wanted

    def _is_asked(self) -> bool:
        return self._closed or (self._wanted is not None and self._wanted.run != self._done)

    def _say(self, speaker: Speaker, spoken: Spoken) -> str:
        sound = self._sounding
        assert sound is not None
        if spoken.text:
            sound.begin()
            self._make_ready(speaker, spoken)
            if problem := sound.wait():
                return problem
        else:
            self._make_ready(speaker, spoken)
        with self._news:
            self._news.wait_for(lambda: self._closed or self._wanted != spoken, spoken.pause)
        return ""

    def _make_ready(self, speaker: Speaker, spoken: Spoken) -> None:
        """Prepare what comes after, while this sounds."""
        with self._news:
            ahead = self._ahead
            if self._wanted != spoken or ahead is None or not ahead.text:
                return
            sound = speaker.sound(ahead.text, ahead.rate)
            self._ready = ahead, sound
        sound.make()
