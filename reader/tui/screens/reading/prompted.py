"""Questions of the reading screen that are answered by typing, over its last row.

The rule: most stories are read without one, so the line is made when the first is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.screens.command_screen import Part
from reader.tui.widgets.page import PageView

if TYPE_CHECKING:
    from reader.tui.widgets.prompt import Prompt


class Prompted(Part):
    """Asks, hands the answer to who asked, and goes back to the page."""

    _prompt: Prompt | None = None

    @property
    def view(self) -> PageView | None:
        """The page; None before it is there, and when it is gone before the screen is."""
        return next(iter(self.query(PageView)), None)

    def ask(self, purpose: str, question: str, value: str = "", hint: str = "") -> None:
        """Ask at the bottom of the screen.

        The answer goes to the method `entered_` and the first word of the purpose, with what else
        the purpose says; what is typed meanwhile to `changed_`, an Esc to `cancelled_`, if any.
        """
        if self._prompt is None:
            from reader.tui.widgets.prompt import Prompt

            self._prompt = Prompt()
            self.mount(self._prompt)
        self._prompt.ask(purpose, question, value, hint)

    def rephrase(self, purpose: str, question: str) -> None:
        """Put the question otherwise, if it is still the one that is asked."""
        if self._prompt is not None:
            self._prompt.rephrase(purpose, question)

    def on_prompt_entered(self, event: Prompt.Entered) -> None:
        """Hand the answer to who asked."""
        event.stop()
        self.set_focus(self.view)
        self._hand_on("entered", event.purpose, event.value)

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Hand on what is typed."""
        event.stop()
        self._hand_on("changed", event.purpose, event.value)

    def on_prompt_cancelled(self, event: Prompt.Cancelled) -> None:
        """Back to the page."""
        event.stop()
        self.set_focus(self.view)
        self._hand_on("cancelled", event.purpose, "")

    def _hand_on(self, what: str, purpose: str, value: str) -> None:
        kind, _, detail = purpose.partition(" ")
        method = getattr(self, f"{what}_{kind}", None)
        if method is not None:
            method(value, detail)
