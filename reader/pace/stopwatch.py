"""How long a page is in front of the reader.

The rule: time away is reported to it, never guessed; all of it is frozen, and moments are those of
a clock that is never set back.
"""

from __future__ import annotations

from reader.pace.estimate import Turn
from reader.story import Range, count_words
from reader.value import NamedTuple, Value

_SOME_WORDS = 20
"""Words that are gathered, line by line, before they count as a turn."""
_WHOLE_PAGE = 0.5
"""The share of a page from which a move is a turn of it, however few words it has."""


class Lap(NamedTuple):
    """What passed between one place and the next."""

    away: float = 0.0
    """Seconds in which the page was not looked at."""
    turn: Turn | None = None
    """The words that were read; none if the place came by a jump or by turning back."""
    solo: bool = False
    """Whether the words are characters, as in scripts without blanks."""


class Stopwatch(Value):
    """Runs for the words from `start` on, except while the reader is away."""

    start: int = 0
    since: float = 0.0
    away: float = 0.0
    """Seconds that do not count."""
    left: float | None = None
    """Since when the reader has been away."""
    told: float = 0.0
    """Those of the seconds away that a lap has reported."""

    def leaving(self, now: float) -> Stopwatch:
        """The page is covered, or another window has the keyboard."""
        return self if self.left is not None else self.replace(left=now)

    def back(self, now: float) -> Stopwatch:
        """The page is looked at again."""
        if self.left is None:
            return self
        return self.replace(away=self.away + max(0.0, now - self.left), left=None)

    def moved(self, now: float, text: str, page: Range, there: int) -> tuple[Stopwatch, Lap]:
        """Reading continues at `there` from a page, which was read if that is what follows it."""
        here, fresh = self.back(now), Stopwatch(there, now)
        missed = here.away - self.told
        follows = page.start < there and not text[page.end : there].strip()
        if not follows or here.start > page.start:
            return fresh, Lap(missed)
        words = count_words(text, here.start, there)
        whole = there - here.start >= _WHOLE_PAGE * (page.end - page.start)
        if words < _SOME_WORDS and not whole:
            return here.replace(told=here.away), Lap(missed)
        turn = Turn(words, max(0.0, now - here.since - here.away))
        return fresh, Lap(missed, turn, solo_words(text[here.start : there], words))


def solo_words(text: str, words: int) -> bool:
    """Whether most words of a text are characters that count by themselves."""
    return words > 2 * len(text.split())
