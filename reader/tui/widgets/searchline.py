"""The line in which a search is typed: the words, the switches, and what was found so far.

The rule: it is given what it says about hits and looks for nothing itself.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from reader.search import Query
from reader.tui.widgets.line import Line
from reader.typeset import width

_LONGEST = 1000
_STEERING_FREE = r"[^\x00-\x1f\x7f-\x9f]*"
SWITCHES = (
    ("case", "F2", "Aa"),
    ("word", "F3", "W"),
    ("exact", "F4", "="),
    ("regex", "F5", ".*"),
    ("kana", "F6", "かな"),
)
"""Each switch of a query, its key, and its sign where room is short."""


class Words(Line):
    """The line itself; the key that lists hits is not an editing key here."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Everything but deleting a word to the right, whose key is taken."""
        return action != "delete_right_word" and super().check_action(action, parameters)


class Switch(Static):
    """One switch: its key, a box that is crossed when it is on, and its name."""

    class Flipped(Message):
        """The switch was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.switch = name

    def __init__(self, name: str, key: str) -> None:
        super().__init__(classes="switch")
        self._switch = name
        self._key = key
        self._shown = ""

    def show(self, on: bool, name: str) -> None:
        """Say whether it is on."""
        text = f"{self._key} [{'x' if on else ' '}] {name}"
        if text != self._shown:
            self._shown = text
            self.update(Content(text))
            self.set_class(on, "-on")

    def on_click(self, event: events.Click) -> None:
        """A click flips it."""
        event.stop()
        self.post_message(self.Flipped(self._switch))


class SearchLine(Vertical):
    """A query being typed; hidden until opened."""

    class Changed(Message):
        """The words or a switch changed."""

    class Entered(Message):
        """Enter was pressed."""

    class Cancelled(Message):
        """Esc was pressed."""

    def __init__(self, *, kana: bool = False, **options: Any) -> None:
        """`kana` says whether the kana switch is of any use."""
        super().__init__(**options)
        self._kana = kana
        self._query = Query("")
        self.status = ""
        """What was last said."""
        self.display = False

    def compose(self) -> ComposeResult:
        """What is known above, the words below."""
        with Horizontal(id="about"):
            yield Static(id="status")
            for name, key, _ in SWITCHES:
                if name != "kana" or self._kana:
                    yield Switch(name, key)
        with Horizontal(id="line"):
            yield Static(id="sign")
            yield Words(
                id="words",
                compact=True,
                select_on_focus=False,
                max_length=_LONGEST,
                restrict=_STEERING_FREE,
            )
            yield Static(id="brief")

    @property
    def query_typed(self) -> Query:
        """The words and the switches as they are."""
        return self._query

    @property
    def typing(self) -> bool:
        """Whether the keyboard is here."""
        return self.query_one(Words).has_focus

    def open(self, sign: str, query: Query, hint: str = "") -> None:
        """Show the line with a query in it and take the keyboard."""
        self.query_one("#sign", Static).update(Content(sign))
        self._query = query
        words = self.query_one(Words)
        words.placeholder = hint
        self.fill(query.text)
        self.say("")
        self.reopen()

    def reopen(self) -> None:
        """Show the line as it was left and take the keyboard."""
        self.display = True
        self.screen.set_focus(self.query_one(Words))

    def fill(self, text: str) -> None:
        """Put other words into the line, without telling that they changed."""
        words = self.query_one(Words)
        with words.prevent(Input.Changed):
            words.value = text
        words.cursor_position = len(text)
        self._query = self._query._replace(text=words.value)
        self._show_switches()

    def close(self) -> None:
        """Hide the line."""
        self.display = False

    def say(self, status: str) -> None:
        """Say what was found, or what is wrong; what is long takes the switches' place."""
        self.status = status
        switches = sum(widget.size.width for widget in self.query(Switch))
        self.set_class(width(status) > self.size.width - switches - 2 > 0, "-wordy")
        self.query_one("#status", Static).update(Content(status), layout=False)
        on = " ".join(sign for name, _, sign in SWITCHES if self._is_on(name))
        brief = "  ".join(filter(None, (status, on)))
        self.query_one("#brief", Static).update(Content(brief), layout=False)

    def flip(self, name: str) -> None:
        """Turn a switch over; case goes back to being judged from the words."""
        self._query = _flipped(self._query, name)
        self._show_switches()
        self.post_message(self.Changed())

    def _is_on(self, name: str) -> bool:
        return self._query.cased if name == "case" else bool(getattr(self._query, name))

    def _show_switches(self) -> None:
        for switch, (name, _, _) in zip(self.query(Switch), SWITCHES, strict=False):
            smart = name == "case" and self._query.case is None
            switch.show(self._is_on(name), f"smart {name}" if smart else name)

    def on_switch_flipped(self, event: Switch.Flipped) -> None:
        """A click on a switch."""
        event.stop()
        self.flip(event.switch)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell that the words changed."""
        event.stop()
        self._query = self._query._replace(text=event.value)
        self._show_switches()
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that Enter was pressed."""
        event.stop()
        self.post_message(self.Entered())

    def on_key(self, event: events.Key) -> None:
        """Esc puts the search aside."""
        if event.key == "escape" and self.typing:
            event.stop()
            event.prevent_default()
            self.post_message(self.Cancelled())


def _flipped(query: Query, name: str) -> Query:
    match name:
        case "case":
            return query._replace(case=None if query.case is not None else not query.cased)
        case "word":
            return query._replace(word=not query.word)
        case "exact":
            return query._replace(exact=not query.exact)
        case "regex":
            return query._replace(regex=not query.regex)
    return query._replace(kana=not query.kana)
