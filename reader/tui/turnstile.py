"""Keys one at a time: each is looked at when the one before has had its effect.

The screen library hands a key to the widget that has the keyboard when the key arrives, which in a
burst is before a key earlier in it has opened a line or a list. The rule: nothing is held while
keys come one by one, and never for longer than `PATIENCE`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

PATIENCE = 0.25
"""Seconds after which a held key is let through whatever became of the one before."""
_MOMENT = 0.005
"""Seconds between two looks at a screen that is being made."""
_ROUNDS = 3
"""A key's effects travel from the widget to the app: the key, what it did, what that changed."""


class Turnstile(App[int]):
    """An app that takes keys in turn."""

    _turn = 0
    _taken = False

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # they are the app's own
        self._held: deque[events.Key] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Let a key through, or hold it while another is on its way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif not self._taken and not self._stands():
            self._taken = True
            self._turn += 1
            self._held.append(event)
            self._wait(self._turn)
        elif self._taken:
            if not self._held:
                self.set_timer(PATIENCE, lambda turn=self._turn: self._pass(turn))
            self._held.append(event)
        else:
            await self._let_in(event)

    async def _let_in(self, event: events.Key) -> None:
        self._taken = True
        self._turn += 1
        way = self._way()
        await super().on_event(event)
        self._follow(self._turn, _ROUNDS, way)

    def _way(self) -> Sequence[MessagePump]:
        """What a key passes: from the widget that has the keyboard to the app."""
        return (self.focused or self.screen).ancestors_with_self

    def _follow(self, turn: int, rounds: int, way: Sequence[MessagePump]) -> None:
        """Go behind the key through every queue on its way; then the next may come."""
        for number, pump in enumerate(way):
            if pump.call_later(self._follow, turn, rounds, way[number + 1 :]):
                return
        if rounds > 1:
            self._follow(turn, rounds - 1, self._way())
        else:
            self.call_later(self._pass, turn)

    def _stands(self) -> bool:
        """Whether all of the screen is there: the first keys may be typed before it is."""
        return bool(self.screen_stack) and all(
            widget.is_mounted for widget in (self.screen, *self.screen.query("*"))
        )

    def _wait(self, turn: int) -> None:
        self.set_timer(_MOMENT, lambda: self._pass(turn))

    async def _pass(self, turn: int) -> None:
        if turn != self._turn:
            return
        if self._held and not self._stands():
            self._wait(turn)
            return
        self._taken = False
        if self._held:
            await self._let_in(self._held.popleft())
            if self._held:
                turn = self._turn
                self.set_timer(PATIENCE, lambda: self._pass(turn))
