"""Keys in turn: each is handled when the one before has had its effect.

Textual puts a key into the queue of what has the keyboard when the key comes; in a burst the
letters after a `/` would still go to the page, and those after an Enter still into the line. Pasted
text counts as typed: it keeps its turn among the keys. The rule: a key that comes alone is never
held.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input

from reader.tui.screens.command_screen import CommandScreen, binding_of

_LOOK_SECONDS, _LOOK_MOST = 0.001, 0.016
"""Seconds from holding a key to the next check, doubled each time up to the maximum."""
_PATIENCE = 0.25
"""Seconds after which keys go on, whatever became of one that was to leave a line."""
_ROUNDS = 3
"""Such a key travels from the line to the app, and so do its effects and what they changed."""

_ALT, _SHIFT = "alt+", "shift+"

Typed = events.Key | events.Paste


class SerialKeys:
    """Has each key answered before the next one is handled."""

    def __init__(self, app: App[Any], answer: Callable[[events.Event], Awaitable[None]]) -> None:
        """`answer` is how the screen library answers an event."""
        self._app = app
        self._answer_event = answer
        self._held: deque[Typed] = deque()
        self._pause = _LOOK_SECONDS
        self._turn = 0
        self.count = 0
        """How many keys and pastes have arrived."""
        self._under_way = False

    async def take(self, event: Typed) -> None:
        """Answer what is typed, or hold it while it cannot be answered."""
        self.count += 1
        if self._held or not self._can_answer():
            if not self._held:
                self._pause = _LOOK_SECONDS
                self._look_later()
            self._held.append(event)
        else:
            await self._answer(event)

    def _can_answer(self) -> bool:
        """Whether the whole screen is there, with what the last key was about."""
        app = self._app
        if not app.screen_stack or getattr(app.screen, "holds_keys", False):
            return False
        for widget in app.screen.walk_children(Widget, with_self=True):
            if not widget.is_mounted:
                return False
        return not self._under_way

    def _look_later(self) -> None:
        """Check in a moment whether held keys can be answered: by the app, which takes keys too.

        Answered in the timer's own task they could be overtaken by a key that arrives meanwhile.
        """
        self._app.set_timer(self._pause, self._look_again)
        self._pause = min(2 * self._pause, _LOOK_MOST)

    def _look_again(self) -> None:
        if self._app.screen_stack:
            self._app.call_later(self._answer_held)
        else:
            self._look_later()

    async def _answer_held(self) -> None:
        """Answer early keys in order; an error in one answer does not stop the others."""
        try:
            while self._held and self._can_answer():
                await self._answer(self._held.popleft())
        finally:
            if self._held:
                self._look_later()

    async def _answer(self, event: Typed) -> None:
        if isinstance(event, events.Paste):
            await self._answer_event(event)
            return
        if event.key.startswith(_ALT) and event.is_printable:
            await self._answer_alt(event)
            return
        screen, typing = self._app.screen, isinstance(self._app.focused, Input)
        if not typing and isinstance(screen, CommandScreen):
            if event.character and not event.character.isascii():
                event = _on_latin(screen, event)
            if screen.take_key(event) or await self._app._check_bindings(event.key):
                return
            if binding_of(screen, event.key) is None:
                screen.miss_key(event)
                return
        way = self._way()
        await self._answer_event(event)
        if typing and not event.is_printable:
            self._turn += 1
            self._under_way = True
            self._app.set_timer(_PATIENCE, lambda turn=self._turn: self._arrive(turn))
            self._follow(self._turn, _ROUNDS, way)

    async def _answer_alt(self, event: events.Key) -> None:
        """Answer a letter with Alt, which arrives like Esc and the letter typed together.

        It is the former if that means something; the latter if Esc puts something aside.
        """
        app, letter, plain = self._app, event.character or "", _plain(event.key)
        if binding_of(app.screen, event.key) is None and self._can_put_aside(plain):
            self._held.appendleft(events.Key(plain, letter))
            self._look_later()
            await self._answer(events.Key("escape", "\x1b"))
        else:
            await self._answer(events.Key(event.key, None))

    def _can_put_aside(self, following: str) -> bool:
        """Whether Esc closes a line or a screen here, or ends a look or a search.

        Nobody closes a line for a key that means nothing afterwards: that was typed with Alt.
        """
        screen = self._app.screen
        if isinstance(self._app.focused, Input):
            return following in screen._bindings.key_to_bindings
        return binding_of(screen, "escape") is not None

    def _way(self) -> Sequence[MessagePump]:
        """The path of a key: from the widget that has the keyboard to the app."""
        return (self._app.focused or self._app.screen).ancestors_with_self

    def _follow(self, turn: int, rounds: int, way: Sequence[MessagePump]) -> None:
        """Follow the key through every queue on its way."""
        for number, pump in enumerate(way):
            if pump.call_later(self._follow, turn, rounds, way[number + 1 :]):
                return
        if rounds > 1:
            self._follow(turn, rounds - 1, self._way())
        else:
            self._arrive(turn)

    def _arrive(self, turn: int) -> None:
        self._under_way = self._under_way and turn != self._turn


def _on_latin(screen: CommandScreen, event: events.Key) -> events.Key:
    """The key in the same position of a Latin keyboard, if its own character means nothing."""
    if screen.takes_any_key or binding_of(screen, event.key) is not None:
        return event
    from reader.commands.keys import read_key
    from reader.commands.layouts import latin_key

    latin = latin_key(event.character or "")
    return events.Key(read_key(latin), latin) if latin else event


def _plain(key: str) -> str:
    """The name of a key that was typed without Alt."""
    name = key.removeprefix(_ALT)
    letter = name.removeprefix(_SHIFT)
    return letter.upper() if letter != name and len(letter) == 1 else name
