"""Questions of the reading screen that are answered by typing, over its last row.

The rule: most stories are read without one, so the line is made when the first is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.screens.command_screen import Part
from reader.tui.widgets.page import PageView

if TYPE_CHECKING:
    from reader.tui.widgets.prompt import Asked


class Prompted(Part):
    """Asks, hands the answer to who asked, and goes back to the page."""

    _prompted: tuple[str, Asked] | None = None

    @property
    def view(self) -> PageView | None:
        """The page; None before it is there, and when it is gone before the screen is."""
        return next(iter(self.query(PageView)), None)

    def ask(self, purpose: str, question: str, value: str = "", hint: str = "") -> None:
        """Ask at the bottom of the screen.

        The answer goes to the method `entered_` and the first word of the purpose, with what else
        the purpose says.
        """
        from reader.tui.questions import ask

        asked = ask(self, question, value, hint)
        self._prompted = purpose, asked
        self.run_worker(self._hand_on(purpose, asked), group="command")

    def rephrase(self, purpose: str, question: str) -> None:
        """Put the question otherwise, if it is still the one that is asked."""
        if self._prompted is not None and self._prompted[0] == purpose:
            self._prompted[1].rephrase(question)

    async def _hand_on(self, purpose: str, asked: Asked) -> None:
        value = await asked
        kind, _, detail = purpose.partition(" ")
        if value is not None:
            getattr(self, f"entered_{kind}")(value, detail)
