"""The line in which a search is typed: the words, the switches, and what was found so far.

The rule: it is given what it says about hits and searches nothing itself. Every switch is visible
whatever the width; names give way to signs, then keys disappear.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.search.query import Query
from reader.tui.mishaps import Guarded
from reader.tui.styles import SEARCH_LINE
from reader.tui.widgets.prompt import SafeInput
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

_FORMS = (
    ("{key} [{box}] {label}", "  "),
    ("{key} [{box}] {label}", " "),
    ("{key} [{box}] {name}", " "),
    ("{key} [{box}] {sign}", "  "),
    ("[{box}] {sign}", "  "),
)
"""How a switch is written and separated from the next, the longest form first."""


class Switch(NamedTuple):
    """A switch in its present state."""

    name: str
    key: str
    label: str
    sign: str
    """Its name when there is little room."""
    on: bool


class Switches(Widget):
    """A row of switches, or in its place what is wrong."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"switches--on", "switches--wrong"}

    class Flipped(Message):
        """A switch was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.switch = name

    def __init__(self) -> None:
        super().__init__()
        self._switches: Sequence[Switch] = ()
        self._wrong = ""

    def show(self, switches: Sequence[Switch], wrong: str) -> None:
        """Paint them; `wrong` is one line that replaces them, unless it is empty."""
        if (switches, wrong) != (self._switches, self._wrong):
            self._switches, self._wrong = switches, wrong
            self.refresh()

    def render(self) -> Content:
        """The row."""
        if self._wrong:
            style = self.get_visual_style("switches--wrong", partial=True)
            return Content(clip(self._wrong, self.size.width)).stylize(style)
        on = self.get_visual_style("switches--on", partial=True)
        texts, gap = self._texts()
        parts = [
            Content(text).stylize(on) if switch.on else Content(text)
            for switch, text in zip(self._switches, texts, strict=True)
        ]
        return Content(gap).join(parts)

    def _texts(self) -> tuple[Sequence[str], str]:
        """Each switch in the longest form in which all fit, and the text between them."""
        for form, gap in _FORMS:
            texts = [
                form.format(box="x" if one.on else " ", **one._asdict()) for one in self._switches
            ]
            if width(gap.join(texts)) <= self.size.width:
                break
        return texts, gap

    def on_click(self, event: events.Click) -> None:
        """A click flips the switch under it."""
        event.stop()
        if self._wrong:
            return
        texts, gap = self._texts()
        ends = accumulate(width(text + gap) for text in texts)
        for switch, end in zip(self._switches, ends, strict=True):
            if event.x < end:
                if event.x < end - len(gap):
                    self.post_message(self.Flipped(switch.name))
                return


_LONGEST = 1000
_STEERING_FREE = r"[^\x00-\x1f\x7f-\x9f]*"
_SWITCHES = (
    ("case", "F2", "Aa"),
    ("word", "F3", "W"),
    ("exact", "F4", "="),
    ("regex", "F5", ".*"),
    ("kana", "F6", "かな"),
    ("matter", "F7", "§"),
)
"""Each switch of a query, its key, and its sign for when there is little room."""
_LABELS = {"matter": "front matter", "regex": "pattern"}
"""Names of switches for when there is room."""
_ALWAYS = frozenset({"case", "word", "exact", "regex"})
_COUNTED = 0.4
"""The share of the line that is left for the result, `#brief` in the style sheet."""


class SearchInput(SafeInput):
    """The line itself; here the key that lists hits is not an editing key."""

    def __init__(self, typed: Callable[[str], None], **options: Any) -> None:
        """`typed` is called with the words whenever they change."""
        super().__init__(**options)
        self._typed = typed

    def watch_value(self, value: str) -> None:
        """Report at once: with a message the words would be painted before their result."""
        self._typed(value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Everything except deleting a word to the right, whose key is taken."""
        return action != "delete_right_word" and super().check_action(action, parameters)


class SearchLine(Guarded, Vertical):
    """A query being typed; hidden until opened."""

    DEFAULT_CSS = SEARCH_LINE

    class Entered(Message):
        """Enter was pressed."""

    class Cancelled(Message):
        """Esc was pressed."""

    def __init__(
        self, also: Collection[str] = (), changed: Callable[[], None] | None = None, **options: Any
    ) -> None:
        """`also` names the switches that are useful here besides those that always are.

        `changed` is called as soon as the words or a switch change.
        """
        super().__init__(**options)
        self._changed = changed
        self._offered = _ALWAYS.union(also)
        self._query = Query("")
        self._opened: tuple[str, Query, str] | None = None
        self._there = False
        self.status = ""
        """What was last said."""
        self.display = False

    def compose(self) -> ComposeResult:
        """The switches above; the words and what was found below."""
        yield Switches()
        with Horizontal(id="line"):
            yield Static(id="sign")
            yield SearchInput(
                self._take,
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
        return any(words.has_focus for words in self.query(SearchInput))

    def offer(self, also: Collection[str]) -> None:
        """Show these switches besides those that are always useful, and turn the others off."""
        self._offered = _ALWAYS.union(also)
        query = self._query
        kana, matter = (name in self._offered for name in ("kana", "matter"))
        self._query = query.replace(kana=kana and query.kana, matter=matter and query.matter)
        self._show()

    def open(self, sign: str, query: Query, hint: str = "") -> None:
        """Show the line with a query in it and take the keyboard."""
        self.status = ""
        self.display = True
        self._opened = sign, query, hint
        if self._there:
            self._begin(*self._opened)

    def on_mount(self) -> None:
        """Start the query with which the line was opened before it was mounted."""
        self._there = True
        if self.display and self._opened:
            self._begin(*self._opened)

    def _begin(self, sign: str, query: Query, hint: str) -> None:
        self.query_one("#sign", Static).update(Content(sign))
        self._query = query
        self.query_one(SearchInput).placeholder = hint
        self.fill(query.text)
        self.reopen()

    def reopen(self) -> None:
        """Show the line as it was left and take the keyboard."""
        self.display = True
        self.screen.set_focus(self.query_one(SearchInput))

    def fill(self, text: str) -> None:
        """Put other words into the line, without reporting the change."""
        words = self.query_one(SearchInput)
        self._query = self._query.replace(text=words.validate_value(text))
        words.value = text
        words.cursor_position = len(text)
        self._show()

    def close(self) -> None:
        """Hide the line."""
        self.display = False

    def show_status(self, status: str) -> None:
        """Say what was found, or what is wrong; a long text takes the place of the switches."""
        self.status = status
        self._show()

    def flip(self, name: str) -> None:
        """Toggle a switch, if it is offered; case goes back to being judged from the words."""
        if name not in self._offered:
            return
        self._query = _flipped(self._query, name)
        self._show()
        self.announce()

    def announce(self) -> None:
        """Search for what is in the line."""
        if self._changed is not None:
            self._changed()

    def _take(self, words: str) -> None:
        if words != self._query.text:
            self._query = self._query.replace(text=words)
            self._show()
            self.announce()

    def _is_on(self, name: str) -> bool:
        return self._query.cased if name == "case" else bool(getattr(self._query, name))

    def _show(self) -> None:
        if not self._there:
            return
        smart = self._query.case is None
        switches = tuple(
            Switch(name, key, "case: auto" if smart and name == "case" else label, sign, on)
            for name, key, sign in _SWITCHES
            if name in self._offered
            for label, on in ((_LABELS.get(name, name), self._is_on(name)),)
        )
        low = self.has_class("-low")
        wordy = not low and width(self.status) > _COUNTED * self.size.width
        self.query_one(Switches).show(switches, self.status if wordy else "")
        on = " ".join(switch.sign for switch in switches if switch.on) if low else ""
        brief = "" if wordy else "  ".join(filter(None, (self.status, on)))
        self.query_one("#brief", Static).update(Content(brief), layout=False)

    @on(Switches.Flipped)
    def _take_click(self, event: Switches.Flipped) -> None:
        """A click on a switch."""
        event.stop()
        self.flip(event.switch)

    @on(events.Resize)
    def _fit(self) -> None:
        """The room has changed."""
        self._show()

    @on(Input.Changed)
    def _let_go(self, event: Input.Changed) -> None:
        """The words have already been reported when they changed."""
        event.stop()

    @on(Input.Submitted)
    def _take_enter(self, event: Input.Submitted) -> None:
        """Report that Enter was pressed."""
        event.stop()
        self.enter()

    def enter(self) -> None:
        """Report that the query is finished."""
        self.post_message(self.Entered())

    def on_key(self, event: events.Key) -> None:
        """Esc cancels the search."""
        if event.key == "escape" and self.typing:
            event.stop()
            event.prevent_default()
            self.post_message(self.Cancelled())


def _flipped(query: Query, name: str) -> Query:
    match name:
        case "case":
            return query.replace(case=None if query.case is not None else not query.cased)
        case "word":
            return query.replace(word=not query.word)
        case "exact":
            return query.replace(exact=not query.exact)
        case "regex":
            return query.replace(regex=not query.regex)
        case "matter":
            return query.replace(matter=not query.matter)
    return query.replace(kana=not query.kana)
