"""The story read aloud: each sentence is marked, and the page and the place follow the voice.

The rule: the voice is silent while the page is covered, another one is looked at, or something is
typed, and goes on where it was; it follows when the reader turns the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Input

from reader.commands.command import Need, command
from reader.paint.page import Furniture
from reader.paint.runs import Overlay
from reader.paint.themes import Role
from reader.settings.settings import SETTINGS
from reader.story import Range, Story
from reader.tui.messages import SettingsKept
from reader.tui.screens.reading.places import Places
from reader.typeset.cells import fitting

if TYPE_CHECKING:
    from reader.speech.engines import EngineWish
    from reader.speech.recital import Recital
    from reader.speech.voice import Voice
    from reader.tui.screens.reading import ReadingScreen

_PAUSES, _STEPS = "{speech.pause} pauses", " · {speech.back} {speech.on} a sentence"
_SPEED, _STOPS = " · {speech.faster} {speech.slower} speed", " · {speech.stop} stops"
_BEGUN = (
    f"{_PAUSES}{_STEPS} back, on{_SPEED}{_STOPS}",
    f"{_PAUSES}{_STEPS}{_STOPS}",
    f"{_PAUSES}{_STOPS}",
    _PAUSES,
)
"""What is said at the beginning, the longest form first."""


class ReadAloud:
    """Reads the story to the reader."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._recital: Recital | None = None
        self._voice: Voice | None = None
        self._wish: EngineWish | None = None
        self._run = 1
        """The first number of the next recital, above all earlier ones, whose news may still come.
        """
        self._stopped = (-1, 0)
        """Where the page began on which it was stopped, and where it resumes."""
        self._covered = self._suspended = False
        self.has = Need.NOTHING
        """Whether the story is read aloud from the page that is shown."""

    # What others ask

    @property
    def sounds(self) -> bool:
        """Whether something is being said."""
        return self._recital is not None and self._recital.speaking

    @property
    def sentence(self) -> Range | None:
        """The sentence that is read aloud, on the page that is shown."""
        there = self._recital
        if there is None or not self.has or there.script.story is not self._text:
            return None
        return there.now.sentence

    @property
    def _text(self) -> Story:
        return self._screen.reading.opened.story

    def overlays(self) -> Sequence[Overlay]:
        """The sentence as it is marked on the page."""
        sentence = self.sentence
        if sentence is None or (self._recital and not self._recital.now.text):
            return ()
        return (Overlay(*sentence, Role.SPOKEN),)

    def furnish(self, around: Furniture) -> Furniture:
        """The folio, with a remark while the voice pauses."""
        if self._recital is None or not self._recital.paused or not around.folio:
            return around
        more = f" · paused: {self._screen.first_key('speech.pause')} goes on"
        page, room = around.folio.partition(" · ")[0], self._screen.view.frame.span
        told = (f"{around.folio}{more}", f"{page}{more}", f"{page} · paused", "paused")
        return around.replace(folio=fitting(told, room, ""))

    # What the reader asks

    @command("speech")
    def begin_or_stop(self) -> None:
        """Read aloud from the selection or the shown page on, or stop."""
        chosen = self._screen.selecting.passage()
        if self.has and chosen is None:
            self.stop()
        else:
            self._begin(chosen)

    def _begin(self, chosen: Range | None) -> None:
        from reader.reading.aloud import begin
        from reader.speech.engines import EngineError
        from reader.speech.voice import Voice

        screen = self._screen
        start = chosen.start if chosen else self._start()
        self._end()
        screen.clear_selection()
        try:
            engine, wish, there = begin(screen.reading, screen.context.settings, start, self._run)
        except EngineError as problem:
            screen.tell(str(problem))
            return
        if screen.reading.home is not None:
            screen.go(screen.reading.stay())
        self._wish, self._voice = wish, Voice(partial(engine.speaker, wish), self._hear)
        screen.pace.by_itself = True
        self._take(there)
        forms = [*map(screen.keyed, _BEGUN)]
        screen.tell(fitting(forms, screen.view.frame.span, forms[-1]))

    def _start(self) -> int:
        """Where the page begins, or where the voice was stopped while it was shown."""
        page, (stopped_on, start) = self._screen.reading.page, self._stopped
        return start if stopped_on == page.start else page.start

    @command("speech.pause")
    def pause(self) -> None:
        """Pause, or resume."""
        if self._recital is not None:
            self._screen.notices.clear()
            self._take(self._recital.turned())
            self._note_silence()

    @command("speech.back", "speech.on")
    def step(self, command_id: str) -> None:
        """Skip some sentences back or forward."""
        count = self._screen.typed.take() or 1
        if self._recital is not None:
            self._take(self._recital.stepped(count if command_id == "speech.on" else -count))

    @command("speech.faster", "speech.slower")
    def change_speed(self, command_id: str) -> None:
        """Change the speed from now on, and keep it."""
        from reader.speech.engines import changes_rate

        screen, recital = self._screen, self._recital
        steps = (screen.typed.take() or 1) * (1 if command_id == "speech.faster" else -1)
        if recital is None or self._wish is None:
            return
        if not changes_rate(self._wish):
            screen.tell("Your speech_command has no {rate} to change.")
            return
        settings = SETTINGS["speech_rate"].moved(screen.context.settings, steps)
        screen.apply_settings(settings)
        screen.post_message(SettingsKept(settings, {"speech_rate": settings.speech_rate}))
        self._take(recital.at_rate(settings.speech_rate))
        screen.say(f"{settings.speech_rate} words a minute.")

    @command("speech.stop")
    def stop(self) -> None:
        """Stop reading aloud."""
        if self._recital is not None:
            self._stop(self._recital.now.sentence.start)
            self._screen.repaint()

    def _stop(self, there: int) -> None:
        self._stopped = self._screen.reading.page.start, there
        self._end()

    # What happens

    def cover(self, *, covered: bool) -> None:
        """Something covers the page, or no longer does."""
        self._covered = covered
        self.follow()

    def suspend(self, *, wanted: bool) -> None:
        """The program is about to be suspended, or continues."""
        self._suspended = wanted
        self.follow()

    def follow(self) -> None:
        """Follow what is shown now: silence during a look, and on from a page turned to."""
        recital, screen = self._recital, self._screen
        if recital is None:
            return
        from reader.reading.aloud import kept_up

        self._note()
        reading = screen.reading
        recital = kept_up(recital, reading)
        elsewhere = reading.home is not None or screen.selecting.selection is not None
        busy = elsewhere or isinstance(screen.focused, Input)
        recital = recital.left(away=busy or self._covered or self._suspended)
        page, said = reading.page, recital.now
        if not recital.away and not (said.start < page.end and page.start < said.end):
            recital = recital.moved(page.start)
        if recital is not self._recital:
            self._take(recital)

    def _note(self) -> None:
        """Claim keys while the shown page is read aloud."""
        screen, speaks = self._screen, self._recital is not None
        here = speaks and screen.reading.home is None
        self.has = Need.SPEAKING if here else Need.NOTHING
        screen.sleep(*(() if speaks else screen.ASLEEP))

    def _hear(self, run: int, problem: str) -> None:
        """In the voice's thread: something was said, or could not be."""
        with suppress(RuntimeError):  # the app may just have ended
            self._screen.call_later(self._take_news, run, problem)

    def _take_news(self, run: int, problem: str) -> None:
        self.follow()
        if self._recital is not None:
            self._take(self._recital.told(run, problem))

    def _take(self, there: Recital) -> None:
        """Let this sound, and show it."""
        screen, self._recital = self._screen, there
        if there.over:
            following = None if there.problem else there.script.after(there.now)
            self._stop(following.start if following else there.now.start)
            if not there.problem:
                screen.part(Places).tell_end("page.next")
            screen.tell(there.problem or ("End of the chapter." if following else "The end."))
            return
        from reader.reading.aloud import followed

        self._note()
        if self._voice is not None:
            self._voice.sound(there.wanted, there.ahead)
        reading = screen.reading
        on = reading if there.away else followed(reading, Range(there.now.start, there.now.end))
        if on is reading:
            screen.repaint()
        else:
            screen.go(on)
            screen.first_keys.follow(reading, on)

    def _note_silence(self) -> None:
        """A reader in another window who hears nothing is not reading."""
        if not self.sounds and not self._screen.app.app_focus:
            self._screen.pace.look(away=True)

    def close(self) -> None:
        """Be silent, and leave nothing that was started."""
        voice = self._voice
        self._end()
        if voice is not None:
            voice.close()

    def _end(self) -> None:
        """Be silent; no key waits for an engine that will not end."""
        if self._voice is not None:
            self._voice.end()
            self._screen.pace.by_itself = False
        if self._recital is not None:
            self._run = self._recital.run + 1
        self._recital = self._voice = None
        self._note()
        self._note_silence()
