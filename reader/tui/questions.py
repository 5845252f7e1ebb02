"""Questions to the reader, with awaited answers: a line to type, or yes or no.

The rule: a question takes the keyboard, or is shown, as soon as it is asked, so that the next key
belongs to it; only the answer is waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reader.cleaning import safe

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.tui.widgets.prompt import Asked


def ask(
    screen: Screen[Any],
    question: str,
    value: str = "",
    hint: str = "",
    changed: Callable[[str], object] | None = None,
    tab: Callable[[], object] | None = None,
) -> Asked:
    """Ask for a line of text at the bottom of a screen; await the answer, None after Esc.

    `value` is the initial text, and the longest line of `hint` that fits is shown while it is
    empty; `changed` is called with the text as it is typed, and `tab` when Tab is pressed. A screen
    without a line gets one.
    """
    from reader.tui.widgets.prompt import Prompt

    prompt = next(iter(screen.query(Prompt)), None)
    if prompt is None:
        prompt = Prompt()
        screen.mount(prompt)
    return prompt.ask(question, value, hint, changed, tab)


_LINE_END = "⏎"
"""Represents a line end while several lines are typed as one."""


async def ask_note(screen: Screen[Any], before: str) -> str | None:
    """Ask for a note, several lines of which are typed as one; None after Esc."""
    shown = f" {_LINE_END} ".join(safe(line) for line in before.splitlines())
    answer = await ask(screen, "Note:", shown, "Enter keep · Esc cancel")
    return None if answer is None else answer.strip().replace(_LINE_END, "\n")


class Confirm:
    """The yes-or-no question of a screen, answered by a key; one at a time."""

    def __init__(self, changed: Callable[[], object]) -> None:
        """`changed` is called when there is a new question, or none any more."""
        self._changed = changed
        self._answer: asyncio.Future[bool | None] | None = None
        self.words = ""
        """The open question; empty if there is none."""

    def ask(self, words: str) -> asyncio.Future[bool | None]:
        """Ask; await the answer, None if another question replaced it."""
        self._end(None)
        self.words = words
        self._answer = answer = asyncio.get_running_loop().create_future()
        self._changed()
        return answer

    def answer(self, *, yes: bool) -> None:
        """Give the reader's answer."""
        self._end(yes)
        self._changed()

    def line(self, yes: str, no: str) -> str:
        """The question after the keys that answer it; empty if there is none."""
        return f"{yes}/{no}  {self.words}" if self.words else ""

    def _end(self, given: bool | None) -> None:
        answer, self._answer = self._answer, None
        self.words = ""
        if answer is not None and not answer.done():
            answer.set_result(given)
