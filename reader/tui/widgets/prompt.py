"""One line of input at the bottom of a screen."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from reader.tui.styles import PROMPT
from reader.tui.widgets.line import Line


class Prompt(Horizontal):
    """A question and a line to answer it in; hidden until asked."""

    DEFAULT_CSS = PROMPT

    class Entered(Message):
        """The answer was given by Enter."""

        def __init__(self, purpose: str, value: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.value = value

    class Changed(Message):
        """The answer is being typed."""

        def __init__(self, purpose: str, value: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.value = value

    class Cancelled(Message):
        """The question was put aside by Esc."""

        def __init__(self, purpose: str) -> None:
            super().__init__()
            self.purpose = purpose

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.purpose = ""
        """What is asked for; empty while hidden."""
        self._asked = ("", "", "")
        """The question, the answer that it begins with, and a hint."""
        self.display = False

    def compose(self) -> ComposeResult:
        """The question and the line."""
        yield Static(id="question")
        yield Line(id="answer", compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Put the question that was asked before the line was there."""
        if self.purpose:
            self._put(self.purpose)

    def ask(self, purpose: str, question: str, value: str = "", hint: str = "") -> None:
        """Show the question and take the keyboard."""
        self._asked = question, value, hint
        self.display = True
        self.purpose = purpose
        if self.is_mounted:
            self._put(purpose)

    def _put(self, purpose: str) -> None:
        question, value, hint = self._asked
        self.purpose = ""
        self.query_one("#question", Static).update(Content(f"{question} "))
        answer = self.query_one(Input)
        answer.value = value
        answer.placeholder = hint
        answer.cursor_position = len(value)
        self.screen.set_focus(answer)
        self.purpose = purpose

    def rephrase(self, purpose: str, question: str) -> None:
        """Put the question otherwise, if it is still the one that is asked."""
        if self.purpose == purpose:
            self._asked = question, *self._asked[1:]
            if self.is_mounted:
                self.query_one("#question", Static).update(Content(f"{question} "))

    def dismiss(self) -> None:
        """Hide and give the keyboard back."""
        self.purpose = ""
        self.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed as it is typed."""
        event.stop()
        if self.purpose:
            self.post_message(self.Changed(self.purpose, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell the answer."""
        event.stop()
        purpose = self.purpose
        self.dismiss()
        self.post_message(self.Entered(purpose, event.value))

    def on_key(self, event: events.Key) -> None:
        """Esc puts the question aside."""
        if event.key == "escape" and self.purpose:
            event.stop()
            event.prevent_default()
            purpose = self.purpose
            self.dismiss()
            self.post_message(self.Cancelled(purpose))
