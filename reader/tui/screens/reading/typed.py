"""What is typed before a command: the digits of a number, and the first of two backticks.

The rule: a digit that is a command too waits a moment for what makes it a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

_MOST_DIGITS = 7
_DIGIT_SECONDS = 0.6
"""How long a digit that is a command too waits for what makes it a count."""


class Typed:
    """Gathers digits into a count for the command after them."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self.digits = ""
        self.ticked = False
        """Whether the first of two backticks was just typed."""

    def add(self, digit: str) -> None:
        """Add to the count; a first digit that asks for a command does so when nothing follows."""
        self._settle()
        alone = not self.digits
        self.digits = (self.digits + digit).lstrip("0")[:_MOST_DIGITS]
        if alone and digit in self._screen.active_bindings:
            self._timer = self._screen.set_timer(_DIGIT_SECONDS, lambda: self._stand_alone(digit))
        self._screen.repaint()

    def take(self) -> int | None:
        """The number typed before a command, if any; it is used up."""
        self._settle()
        digits, self.digits = self.digits, ""
        return int(digits) if digits else None

    def clear(self) -> None:
        """Forget what was typed."""
        self._settle()
        self.digits = ""

    def _settle(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    async def _stand_alone(self, digit: str) -> None:
        screen = self._screen
        self._timer = None
        bound = screen.active_bindings.get(digit) if screen.is_current else None
        self.digits = ""
        if bound is not None:
            await screen.app.run_action(bound.binding.action, screen)
        screen.repaint()
