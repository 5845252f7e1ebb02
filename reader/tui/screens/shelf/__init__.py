"""The shelf: the stories of the library, the one being read first, and all that is done with them.

Each kind of command stands in a class of its own over the same base.
"""

from __future__ import annotations

from reader.commands.reading_commands import Place
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.shelf.choosing import Choosing
from reader.tui.screens.shelf.deciding import Deciding
from reader.tui.screens.shelf.looking import Looking
from reader.tui.screens.shelf.taking import Taking
from reader.tui.screens.shelf.telling import Telling
from reader.tui.styles import SHELF

__all__ = ["ShelfScreen"]


class ShelfScreen(Looking, Choosing, Deciding, Taking, Telling):
    """Chooses a story to read."""

    DEFAULT_CSS = SHELF

    PLACES = (Place.QUESTION, Place.SHELF, Place.LIST)
    BINDINGS = bindings(Place.QUESTION, Place.SHELF, Place.LIST, Place.ANYWHERE)
