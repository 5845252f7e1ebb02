"""One line of input at the bottom of a screen, whose answer is awaited; what it shows is safe.

The rule: one character for one character, so that the cursor stays where it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.cleaning import clean
from reader.formats.text.rows import DIVIDED, joined
from reader.tui.mishaps import Guarded
from reader.tui.styles import PROMPT
from reader.typeset.cells import fitting, width

_LONGEST = 4096
"""Characters of a line, at most: as long as a path can be."""
_QUESTION_GAP = 3
"""Cells around a question."""
_TABS = ("tab", "shift+tab")
_CUT = "Pasted text is too long: only the first {:,} characters are kept."


def in_one_line(pasted: str) -> str:
    """The lines of a paste as one, joined like those of a story."""
    lines = (line.strip() for line in pasted.splitlines())
    return joined(filter(None, lines)).replace(DIVIDED, "-")


class SafeInput(Guarded, Input):
    """An input whose value never acts on a terminal."""

    # Typing moves no other widget: laying all of them out takes longer than painting a page.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def _on_paste(self, event: events.Paste) -> None:
        """Accept all lines as one, and the beginning of a very long paste."""
        pasted = in_one_line(event.text or "")
        room = max(0, (self.max_length or _LONGEST) - len(self.value) + len(self.selected_text))
        if len(pasted) > room:
            self.app.notify(_CUT.format(room), severity="warning", markup=False)
        event.text = pasted[:room]
        super()._on_paste(event)
        event.prevent_default()

    def validate_value(self, value: str) -> str:
        """The value in displayable form."""
        return clean(value).replace("\n", "\u240a").replace("\t", " ")


class Asked:
    """A question that was asked: await it for the text typed, or None if it was cancelled."""

    def __init__(
        self,
        question: str,
        value: str,
        hint: str,
        changed: Callable[[str], object] | None,
        tab: Callable[[], object] | None = None,
    ) -> None:
        self.question = question
        self.value = value
        """The initial text of the line."""
        self.hint = hint
        """The hint while the line is empty: its forms, one to a line, the longest first."""
        self.changed = changed
        self.tab = tab
        self._answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._rephrased: Callable[[], object] | None = None

    def __await__(self) -> Generator[Any, None, str | None]:
        return self._answer.__await__()

    def end(self, answer: str | None) -> None:
        """Give the answer, unless there is one."""
        if not self._answer.done():
            self._answer.set_result(answer)

    def give_up(self) -> None:
        """Cancel whatever waits for the answer."""
        self._answer.cancel()

    def show_with(self, show: Callable[[], object]) -> None:
        """Have `show` called whenever the question changes."""
        self._rephrased = show

    def rephrase(self, question: str) -> None:
        """Reword the question, if it is still open."""
        self.question = question
        if not self._answer.done() and self._rephrased is not None:
            self._rephrased()


class Prompt(Guarded, Horizontal):
    """A question and a line to answer it in; hidden until asked."""

    DEFAULT_CSS = PROMPT

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._asked: Asked | None = None
        self._focus: Widget | None = None
        """The widget that had the keyboard, and gets it back."""
        self.display = False

    def compose(self) -> ComposeResult:
        """The question and the line."""
        yield Static(id="question")
        yield SafeInput(id="answer", compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Show the question that was asked before the line was mounted."""
        self._put()

    def ask(
        self,
        question: str,
        value: str = "",
        hint: str = "",
        changed: Callable[[str], object] | None = None,
        tab: Callable[[], object] | None = None,
    ) -> Asked:
        """Show the question and take the keyboard; an open one is cancelled."""
        before, self._asked = self._asked, Asked(question, value, hint, changed, tab)
        if before is None:
            self._focus = self.screen.focused
        else:
            before.end(None)
        self.display = True
        self._asked.show_with(self._show_question)
        if self.is_mounted:
            self._put()
        return self._asked

    def _put(self) -> None:
        asked = self._asked
        if asked is None:
            return
        self._show_question()
        answer = self.query_one(Input)
        with self.prevent(Input.Changed):
            answer.value = asked.value
        answer.cursor_position = len(asked.value)
        self.screen.set_focus(answer)

    def on_resize(self) -> None:
        """Show the longest hint there is room for."""
        self._fit_hint()

    def _fit_hint(self) -> None:
        """Show the longest form of the hint that fits, else the last."""
        asked, columns = self._asked, self.size.width or self.app.size.width
        if asked is None:
            return
        room = columns - width(asked.question) - _QUESTION_GAP
        forms = asked.hint.split("\n")
        for answer in self.query(Input):
            answer.placeholder = fitting(forms, room, forms[-1])

    def _show_question(self) -> None:
        # While the line is being mounted its parts exist, though it does not report itself as
        # mounted.
        for question in self.query("#question").results(Static):
            question.update(Content(f"{self._asked.question} " if self._asked else ""))
        self._fit_hint()

    def _end(self, answer: str | None) -> None:
        """Hide, return the keyboard, and deliver the answer."""
        asked, self._asked = self._asked, None
        self.display = False
        focus, self._focus = self._focus, None
        self.screen.set_focus(focus if focus is not None and focus.is_attached else None)
        if asked is not None:
            asked.end(answer)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Report what is typed as it is typed."""
        event.stop()
        if self._asked is not None and self._asked.changed is not None:
            self._asked.changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Accept the answer."""
        event.stop()
        self._end(event.value)

    def fill(self, value: str) -> None:
        """Put other words into the line, as if they had been typed."""
        answer = self.query_one(Input)
        answer.value = value
        answer.cursor_position = len(answer.value)

    def on_key(self, event: events.Key) -> None:
        """Esc cancels the question; Tab completes, and means nothing to anything below."""
        if self._asked is None or event.key not in ("escape", *_TABS):
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self._end(None)
        elif self._asked.tab is not None:
            self._asked.tab()

    def on_unmount(self) -> None:
        """A screen that is gone waits for no answer."""
        if self._asked is not None:
            self._asked.give_up()
