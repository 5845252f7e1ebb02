"""A story being read aloud, as a value: what sounds, what comes after it, and why it is silent.

The rule: every event gives a new recital or the very same one. The value says what should sound;
news of a sound that is no longer wanted changes nothing.
"""

from __future__ import annotations

from reader.speech.script import Script, Utterance
from reader.value import NamedTuple, Value

USUAL_RATE = 175
"""Words a minute by which silences are measured."""

_SECONDS, _SECONDS_OF_LETTER = 15.0, 0.5


def seconds_for(text: str) -> float:
    """The time after which an engine that is still saying a text counts as stuck."""
    return _SECONDS + _SECONDS_OF_LETTER * len(text)


class Spoken(NamedTuple):
    """What an engine is to say."""

    run: int
    """Its number; what is repeated gets a new one."""
    text: str
    pause: float
    """Seconds of silence after it."""
    rate: int
    """Words a minute."""


class Recital(Value):
    """Where in a story the voice is, and whether it speaks."""

    script: Script
    now: Utterance
    """What is being said, or will be when the voice goes on."""
    rate: int = USUAL_RATE
    over_chapters: bool = True
    """Whether it goes on at the end of a chapter."""
    run: int = 1
    paused: bool = False
    """Whether the reader has asked for silence."""
    away: bool = False
    """Whether the page is covered or another one is looked at, which means silence until it is
    back.
    """
    over: bool = False
    """Whether everything has been said."""
    problem: str = ""
    """Why the engine cannot go on, in a sentence."""

    @property
    def speaking(self) -> bool:
        """Whether something sounds."""
        return not (self.paused or self.away or self.over)

    @property
    def wanted(self) -> Spoken | None:
        """What is to sound; None for silence."""
        return self._spoken(self.now, self.run) if self.speaking else None

    @property
    def ahead(self) -> Spoken | None:
        """What is to be prepared meanwhile."""
        following = self._following() if self.speaking else None
        return self._spoken(following, self.run + 1) if following else None

    def _spoken(self, said: Utterance, run: int) -> Spoken:
        return Spoken(run, said.text, said.pause * USUAL_RATE / self.rate, self.rate)

    def _following(self) -> Utterance | None:
        """What comes next, unless it is beyond where the voice is to stop."""
        there = self.script.after(self.now)
        if there is None or self.over_chapters:
            return there
        chapter = self.script.story.chapter_index
        return there if chapter(there.start) == chapter(self.now.start) else None

    # What happens

    def told(self, run: int, problem: str = "") -> Recital:
        """Something was said to its end, or an engine failed."""
        if run != self.run or not self.speaking:
            return self
        there = None if problem else self._following()
        if there is None:
            return self.replace(over=True, problem=problem)
        return self.replace(now=there, run=run + 1)

    def turned(self) -> Recital:
        """Silence, or on again from the beginning of what was being said."""
        return self.replace(paused=not self.paused, run=self.run + 1)

    def left(self, *, away: bool) -> Recital:
        """The page is covered, or is in sight again."""
        return self if away is self.away else self.replace(away=away, run=self.run + 1)

    def stepped(self, count: int) -> Recital:
        """Move that many sentences forward, or back."""
        there = self.script.stepped(self.now, count)
        if count > 0 and there.sentence == self.now.sentence:
            return self
        return self.replace(now=there, run=self.run + 1)

    def moved(self, offset: int) -> Recital:
        """Continue from a place, such as the top of a page that was turned to."""
        there = self.script.at(offset)
        if there is None:
            return self.replace(over=True)
        return self if there == self.now else self.replace(now=there, run=self.run + 1)

    def at_rate(self, rate: int) -> Recital:
        """Faster or slower; what is being said is repeated."""
        return self if rate == self.rate else self.replace(rate=rate, run=self.run + 1)


def begun(
    script: Script,
    offset: int,
    rate: int = USUAL_RATE,
    *,
    over_chapters: bool = True,
    run: int = 1,
) -> Recital | None:
    """A recital from a place on; None if nothing that can be said follows."""
    first = script.at(offset)
    return first and Recital(script, first, rate, over_chapters, run)
