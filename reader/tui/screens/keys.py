"""The keys of every command, changed by pressing others.

The rule: the key that is pressed is the one that is kept; Esc alone is never taken for a new key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from textual import events

from reader.commands.command import Group, Place, command
from reader.commands.keys import (
    is_typed,
    keys_now,
    read_key,
    read_keymap,
    shown_key,
    shown_keys,
    written_key,
)
from reader.commands.table import BY_ID, COMMANDS
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.settings.settings import Settings
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import HEADING, ListPanel, heading_row, is_heading
from reader.tui.widgets.hints import KeyHints
from reader.typeset.cells import clip, width

_LABEL = 20
_HINTS = (
    "{list.choose} replace · {setting.more} add a key · {setting.less} remove one"
    " · {setting.reset} reset · {list.close} close"
)
Keep = Callable[[Settings, Mapping[str, Any]], object]
"""The settings from now on, and what is to be written; None removes a setting."""


def key_rows() -> list[str]:
    """The ids of all commands under their headings."""
    rows = []
    for group in Group:
        rows.append(f"{HEADING}{group}")
        rows += [command.id for command in COMMANDS if command.group is group]
    return rows


class KeysScreen(ListPanel[str]):
    """Lists the commands with their keys, and changes these."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.SETTINGS, Place.LIST)
    BINDINGS = bindings(Place.SETTINGS)
    EXPLAINS = True

    def __init__(self, theme: Theme, settings: Settings, keep: Keep) -> None:
        super().__init__(theme, "Keys", key_rows(), 1)
        self._settings = settings
        self._keep = keep
        self._read()
        self._added: tuple[str, ...] | None = None
        """While waiting for a key: the keys that remain alongside it."""

    def _read(self) -> None:
        self._now = read_keymap(self._settings.keys).chosen
        self._shown = shown_keys(self._now)

    def apply_settings(self, settings: Settings) -> None:
        """Adopt settings that were changed by a key from elsewhere."""
        self._settings = settings
        self._read()
        self.list_view.refresh()

    @property
    def tried(self) -> Settings:
        """The settings under which the page behind is shown."""
        return self._settings

    def is_heading(self, item: str) -> bool:
        """Whether an item is the heading of others."""
        return is_heading(item)

    @property
    def here(self) -> str:
        """The id of the current command."""
        return self.list_view.current or ""

    def draw(self, item: str, columns: int) -> Sequence[Row]:
        """The name of the command, and its keys; the reader's own are marked."""
        if is_heading(item):
            return [heading_row(item, columns)]
        wide = min(_LABEL, columns // 2)
        label = clip(BY_ID[item].label, max(1, wide))
        here = self.list_view.current == item
        if here and self._added is not None:
            keys = "press a key…"
        else:
            keys = " ".join(map(shown_key, self._shown[item])) or "no key"
        mark = "• " if item in self._now else "  "
        gap = " " * (wide - width(label) + 1)
        room = max(1, columns - wide - 4)
        return [
            [
                Run(f" {label}{gap}", (Role.TEXT,)),
                Run(mark, (Role.ACCENT,)),
                Run(clip(keys, room), (Role.TITLE,) if here else (Role.TEXT,)),
            ]
        ]

    def explain(self, item: str) -> None:
        """Say below the list what a command does, and how its keys are changed."""
        told = f"{BY_ID[item].help} ({item})"
        hints = self.keyed(_HINTS) if self._settings.footer else ""
        if self._added is not None:
            hints = "Press the new key; Esc cancels."
        self.query_one(KeyHints).show(hints, told)

    # Changing

    @property
    def takes_any_key(self) -> bool:
        """While waiting for a key."""
        return self._added is not None

    def take_key(self, event: events.Key) -> bool:
        """The key that was waited for is the command's from now on."""
        if self._added is None or not self.here:
            return False
        kept, self._added = self._added, None
        if event.key != "escape":
            self._take(event.key, kept)
        self._tell()
        return True

    def _take(self, key: str, kept: Sequence[str]) -> None:
        command = BY_ID[self.here]
        try:
            known = read_key(written_key(key)) == key
        except ValueError:
            known = False
        if not known or (command.place is Place.LINE and is_typed(key)):
            self.notify("This key cannot be used here.", severity="warning", markup=False)
        elif key not in kept:
            self._put((*kept, key))

    def choose(self, item: str) -> None:
        """Wait for a key in place of the present ones."""
        if item:
            self._wait(())

    @command("setting.more")
    def more(self) -> None:
        """Wait for a key in addition to the present ones."""
        if self.here:
            self._wait(keys_now(BY_ID[self.here], self._now))

    @command("setting.less")
    def less(self) -> None:
        """Remove the last key."""
        keys = keys_now(BY_ID[self.here], self._now) if self.here else ()
        if keys:
            self._put(keys[:-1])
            self._tell()

    @command("setting.reset")
    def reset(self) -> None:
        """Reset the current command to its default keys."""
        if self.here in self._settings.keys:
            keys = {name: words for name, words in self._settings.keys.items() if name != self.here}
            self._set(keys, None)
            self._tell()

    def _wait(self, kept: tuple[str, ...]) -> None:
        self._added = kept
        self._tell()

    def _put(self, keys: Sequence[str]) -> None:
        words = tuple(map(written_key, keys))
        self._set({**self._settings.keys, self.here: words}, " ".join(words))

    def _set(self, keys: Mapping[str, tuple[str, ...]], written: str | None) -> None:
        self._settings = self._settings.replace(keys=MappingProxyType(dict(keys)))
        self._read()
        self._keep(self._settings, {f"keys.{self.here}": written})

    def _tell(self) -> None:
        self.list_view.refresh()
        if self.here:
            self.explain(self.here)
