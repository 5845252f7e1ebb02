"""A path that is typed on the shelf: completed by Tab, with a list of what is there.

The rule: no folder is waited for. One look-up at a time runs, in a thread that ends with the
program, and its result counts only if the line has not changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.themes import Role, Run
from reader.shelf.paths import PathOffer, offered_paths
from reader.tui.widgets.prompt import Prompt
from reader.typeset.cells import clip, width

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

_KEYS = "Tab complete · Enter add · Esc cancel"
_ROWS_MOST = 6
_GAP = 2
_MARGIN = 2
_ROWS_LEFT = 10
"""Rows of a screen that the list of names leaves to everything else."""


class PathPrompt:
    """Asks for paths."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self._typed: str | None = None
        """The text of the line; None if nothing is being asked."""
        self._found = PathOffer("")
        self._looking = False
        self._wanted = False
        """Whether to complete the line as soon as it is known how."""

    async def ask(self, question: str, hint: str, keys: str = _KEYS) -> str | None:
        """Ask for paths; None after Esc."""
        self._typed = ""
        answer = await self._screen.ask(
            question, "", hint, keys=keys, changed=self._change, tab=self._complete
        )
        self._typed = None
        self._show(PathOffer(""))
        return answer

    def _change(self, typed: str) -> None:
        self._typed, self._wanted = typed, False
        self._show(PathOffer(""))
        if typed:
            self._look()

    def _complete(self) -> None:
        """Complete as far as everything there agrees, now or once it is known."""
        self._wanted = True
        self._look()

    def _look(self) -> None:
        if not self._looking and self._typed is not None:
            self._looking = True
            # A folder on a disk that does not answer must not keep the program from ending.
            Thread(target=self._read, args=(self._typed,), daemon=True).start()

    def _read(self, typed: str) -> None:
        """Read the folder, in a thread."""
        found = offered_paths(typed)
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._screen.app.call_from_thread(self._take, typed, found)

    def _take(self, typed: str, found: PathOffer) -> None:
        self._looking = False
        if self._typed is None:
            return
        if typed != self._typed:
            self._look()
            return
        if self._wanted and found.text != typed:
            self._wanted = False
            self._screen.query_one(Prompt).fill(found.text)
        else:
            self._wanted = False
            self._show(found)

    def _show(self, found: PathOffer) -> None:
        if found != self._found and self._screen.is_mounted:
            self._found = found
            self._screen.label()

    @property
    def height(self) -> int:
        """Rows of the list of names."""
        return len(self.rows(self._screen.app.size.width))

    def rows(self, columns: int) -> Sequence[Row]:
        """What is there, in columns; empty if the line has it already."""
        room = min(_ROWS_MOST, self._screen.app.size.height - _ROWS_LEFT)
        names = self._found.names
        if room < 1 or not names:
            return ()
        cells = max(1, columns - 2 * _MARGIN)
        wide = min(cells, max(map(width, names[: room * cells])) + _GAP)
        across = max(1, cells // wide)
        fits = names[: across * room]
        if len(names) > len(fits):
            fits = fits[: across * room - 1]
        shown = [safe(name) for name in fits]
        if len(names) > len(fits):
            shown.append(f"and {len(names) - len(fits):,} more")
        high = -(-len(shown) // across)
        return [
            [Run(" " * _MARGIN, ()), *(_cell(name, wide) for name in shown[row::high])]
            for row in range(high)
        ]


def _cell(name: str, cells: int) -> Run:
    shown = clip(name, max(1, cells - _GAP))
    return Run(shown + " " * (cells - width(shown)), (Role.QUIET,))
