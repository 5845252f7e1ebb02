"""The help, and the keys of every command, changed by pressing others.

The rule: what is pressed is what is kept; Esc alone is never taken for a new key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from textwrap import wrap
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.widgets import Static

from reader.commands.command import Group, Place, command
from reader.commands.keys import (
    Chosen,
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
from reader.typeset.cells import clip, width

_LABEL = 20
_HINTS = (
    "{list.choose} another key  {setting.more} one more  {setting.less} one less"
    "  {setting.reset} as it comes  {list.close} close"
)
Keep = Callable[[Settings, Mapping[str, Any]], object]
"""The settings from now on, and what is to be written; None takes a setting out."""


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
        """While a key is waited for: those that stay beside it."""

    def _read(self) -> None:
        self._now = read_keymap(self._settings.keys).chosen
        self._shown = shown_keys(self._now)

    def apply_settings(self, settings: Settings) -> None:
        """Go on from settings that were changed by a key from anywhere."""
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
        """What the command is called, and its keys; the reader's own are marked."""
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
        """Tell below the list what a command does, and how its keys are changed."""
        told = f"{BY_ID[item].help} ({item})"
        if self._added is not None:
            told += "\nPress the key that is to do it; Esc leaves it as it was."
        elif self._settings.footer:
            told += f"\n{self.keyed(_HINTS)}"
        self.query_one("#hints", Static).update(Content(told))

    # Changing

    def take_key(self, event: events.Key) -> bool:
        """A key that is waited for is the command's from now on."""
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
            self.notify("That key cannot be used here.", severity="warning", markup=False)
        elif key not in kept:
            self._put((*kept, key))

    def choose(self, item: str) -> None:
        """Wait for a key in place of those there are."""
        if item:
            self._wait(())

    @command("setting.more")
    def more(self) -> None:
        """Wait for a key beside those there are."""
        if self.here:
            self._wait(keys_now(BY_ID[self.here], self._now))

    @command("setting.less")
    def less(self) -> None:
        """Take the last key away."""
        keys = keys_now(BY_ID[self.here], self._now) if self.here else ()
        if keys:
            self._put(keys[:-1])
            self._tell()

    @command("setting.reset")
    def reset(self) -> None:
        """Take the current command back to the keys it comes with."""
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


_KEYS_CELLS = 26
_LEAST = 8
_PANEL_EDGE = 8
"""Cells of the panel that are border, padding and mark."""


class HelpLine(NamedTuple):
    """One row of the help."""

    keys: str
    text: str
    heading: bool = False


def help_lines(columns: int, chosen: Chosen, places: Sequence[Place] = ()) -> list[HelpLine]:
    """Headings and commands with the keys they have now, broken to fit that many cells.

    What can be given in these places comes first.
    """
    keys_wide = min(_KEYS_CELLS, columns // 3)
    keys_of = shown_keys(chosen)
    lines: list[HelpLine] = []
    for group in _groups(places):
        lines += [*([HelpLine("", "")] if lines else []), HelpLine("", str(group), heading=True)]
        for one in COMMANDS:
            if one.group is group:
                shown = " ".join(map(shown_key, keys_of[one.id])) or "no key"
                keys = wrap(shown, max(4, keys_wide))
                text = wrap(one.help, max(_LEAST, columns - keys_wide - 2))
                rows = max(len(keys), len(text))
                keys += [""] * (rows - len(keys))
                text += [""] * (rows - len(text))
                lines += map(HelpLine, keys, text)
    return lines


def _groups(places: Sequence[Place]) -> list[Group]:
    """Every heading, those of some places first."""
    here = {command.group for command in COMMANDS if command.place in places}
    return sorted(Group, key=lambda group: group not in here)


class HelpScreen(ListPanel[HelpLine]):
    """Shows the keys; choosing one closes it."""

    def __init__(self, theme: Theme, chosen: Chosen, places: Sequence[Place] = ()) -> None:
        """`places` are those that are asked about."""
        super().__init__(theme, "Keys", (), 0, "{list.close} closes")
        self._columns = 0
        self._chosen = chosen
        self._places = places

    def on_resize(self) -> None:
        """Break the lines again for the width of the panel."""
        super().on_resize()
        self._columns = min(88, self.app.size.width * 9 // 10) - _PANEL_EDGE
        self._items = help_lines(self._columns, self._chosen, self._places)
        self.refill(self.list_view.at)

    def draw(self, item: HelpLine, _columns: int) -> Sequence[Row]:
        """Keys to the left, what they do to the right."""
        if item.heading:
            return [[Run(" " + item.text, (Role.ACCENT, Role.STRONG))]]
        wide = min(_KEYS_CELLS, self._columns // 3)
        gap = " " * (wide - width(item.keys) + 2)
        return [[Run(f" {item.keys}{gap}", (Role.TITLE,)), Run(item.text, (Role.TEXT,))]]

    @command("help")
    def close_again(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)

    def choose(self, _item: HelpLine) -> None:
        """There is nothing to choose."""
        self.dismiss(None)
