"""A reading read aloud: where it begins, what speaks, and how the pages follow.

The rule: reading aloud is reading on: the place follows, and what was heard counts as read.
"""

from __future__ import annotations

from reader.reading.navigator import Navigator, Scroll
from reader.reading.reading import Reading, page_of
from reader.settings.settings import Settings
from reader.speech.engines import Engine, EngineError, EngineWish, engine_for, language_of
from reader.speech.recital import Recital, begun
from reader.speech.script import Script
from reader.story import Offset, Range
from reader.typeset.paginate import bounds_of


def wish_of(settings: Settings, language: str = "") -> EngineWish:
    """What the settings want of an engine, for a language."""
    return EngineWish(settings.speech, settings.speech_command, settings.speech_voice, language)


def script_of(reading: Reading) -> Script:
    """What is said on the pages, whether they are all laid out or not."""
    layout = reading.shown.layout
    return Script(layout.story, bounds_of(layout.story, layout.style))


def kept_up(recital: Recital, reading: Reading) -> Recital:
    """The same recital, for the text as it is shown now."""
    script, before = script_of(reading), recital.script
    if script.story is before.story and script.bounds == before.bounds:
        return recital
    there = recital.replace(script=script)
    held = script.bounds.start <= there.now.start < script.bounds.end
    return there if script.story is before.story and held else there.moved(reading.page.start)


def begin(
    reading: Reading, settings: Settings, start: int, run: int = 1
) -> tuple[Engine, EngineWish, Recital]:
    """An engine, its settings, and a recital from a place on.

    `run` is the number of the first utterance.

    Raises:
        EngineError: Nothing can speak here, or there is nothing to say; the message says which.
    """
    wish = wish_of(settings, language_of(reading.opened.story))
    engine = engine_for(wish)
    over = settings.speech_on
    there = begun(script_of(reading), start, settings.speech_rate, over_chapters=over, run=run)
    if there is None:
        raise EngineError("There is nothing here to read aloud.")
    return engine, wish, there


def followed(reading: Reading, said: Range) -> Reading:
    """The page with the words that are read aloud; the very same while it has them.

    Reading goes on there. While lines are scrolled, the end of the words must be visible too.
    """
    here, page = reading.shown, reading.page
    scrolled = isinstance(here, Scroll)
    seen = said.start < page.end and page.start < said.end
    if seen and not (scrolled and said.end > page.end):
        return reading
    if not scrolled and said.start >= page.end:
        following = here.turn(1)
        if said.start < page_of(following).end:
            return reading.go(following)
    there = here.begun_at(_line_start(here, said.start)) if scrolled else here.showing(said.start)
    shown = page_of(there)
    nearer = there.offset != here.offset and shown.start <= said.start < shown.end
    return reading.go(there) if nearer else reading


def _line_start(here: Navigator, offset: int) -> Offset:
    return here.layout.line(here.layout.line_of(offset)).start
