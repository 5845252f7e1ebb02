"""The reading screen: the page, moved by a navigator, and everything that can be asked of it.

Each kind of command stands in a class of its own over the same base.
"""

from __future__ import annotations

from reader.commands.reading_commands import Place
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.reading.base import ReadingBase
from reader.tui.screens.reading.caring import Caring
from reader.tui.screens.reading.copying import Copying
from reader.tui.screens.reading.counting import Counting
from reader.tui.screens.reading.finding import Finding
from reader.tui.screens.reading.focusing import Focusing
from reader.tui.screens.reading.knowing import Knowing
from reader.tui.screens.reading.marking import Marking
from reader.tui.screens.reading.moving import Moving
from reader.tui.screens.reading.rewriting import Rewriting

__all__ = ["ReadingScreen"]


class ReadingScreen(
    Counting,
    Caring,
    Finding,
    Copying,
    Moving,
    Marking,
    Focusing,
    Knowing,
    Rewriting,
    ReadingBase,
):
    """One story, a page or a spread at a time."""

    PLACES = (Place.QUESTION, Place.READING, Place.STORY, Place.LINE)
    BINDINGS = bindings(Place.QUESTION, Place.READING, Place.STORY, Place.LINE, Place.ANYWHERE)
