"""The commands with their keys: listed, filtered as one types, and given by Enter.

The rule: a key is shown whole or not at all, and a command that cannot be given where the list was
opened is marked so and never carried out elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import ClassVar

from reader.commands.command import Group, Place, command
from reader.commands.keys import Chosen, shown_key, shown_keys
from reader.commands.table import BY_ID, COMMANDS
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.tui.questions import ask
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.tui.widgets.hints import KeyHints
from reader.typeset.cells import clip, width
from reader.value import NamedTuple

_LABEL = 20
_NARROW = 44
"""Cells of a row below which the keys are shown under the command."""
_HINTS = "{list.choose} do it · {help.filter} filter · {list.close} close"
_HERE = "No matching command."


class HelpLine(NamedTuple):
    """A command, or a heading."""

    id: str
    """Empty for a heading."""
    label: str
    keys: Sequence[str] = ()


def help_lines(
    chosen: Chosen,
    places: Collection[Place] = (),
    typed: str = "",
    only: Collection[str] | None = None,
) -> list[HelpLine]:
    """Headings and commands with their present keys, as far as they match what was typed.

    Those of some places come first; with `only`, there are no others than these ids. A filter
    leaves no headings: commands that have it in their names come first.
    """
    keys_of = shown_keys(chosen)
    lines: list[HelpLine] = []
    for group in _groups(places):
        found = [
            HelpLine(one.id, one.label, [shown_key(key) for key in keys_of[one.id]])
            for one in COMMANDS
            if one.group is group and (only is None or one.id in only)
        ]
        lines += [HelpLine("", str(group)), *found] if found else []
    words = typed.casefold().split()
    if not words:
        return lines
    found = [line for line in lines if line.id and _matches(line, words)]
    return sorted(found, key=lambda line: not all(word in line.label.casefold() for word in words))


_SOME = 0.25
"""The share of a heading's commands from which it is listed with those of a place."""


def _groups(places: Collection[Place]) -> list[Group]:
    """Every heading, those of some places first, then those with hardly a command there."""
    here = Counter(one.group for one in COMMANDS if one.place in places)
    every = Counter(one.group for one in COMMANDS)
    return sorted(Group, key=lambda group: (here[group] < _SOME * every[group], not here[group]))


def _matches(line: HelpLine, words: Sequence[str]) -> bool:
    """Whether each word is among the command's own, or is one of its keys."""
    own = f"{line.label} {BY_ID[line.id].help} {line.id}".casefold()
    keys = {key.casefold() for key in line.keys}
    return all(word in own or word in keys for word in words)


def whole_keys(keys: Sequence[str], room: int) -> str:
    """As many keys as there is room for, each of them whole."""
    shown = " ".join(keys) or "no key"
    while width(shown) > room and len(keys) > 1:
        keys = keys[:-1]
        shown = f"{' '.join(keys)} …"
    return clip(shown, room)


class HelpScreen(ListPanel[HelpLine]):
    """Closes with the id of the command to carry out, or with None."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.HELP, Place.LIST)
    BINDINGS = bindings(Place.HELP)
    EMPTY = _HERE
    EXPLAINS = True

    def __init__(
        self,
        theme: Theme,
        chosen: Chosen,
        places: Collection[Place],
        able: Collection[str],
        *,
        seeking: bool = False,
    ) -> None:
        """`able` are the commands that can be given where the list was opened.

        With `seeking` there are no others, and the filter is open at once.
        """
        self._given = chosen
        self._beneath = places
        self._able = able
        self._seeking = seeking
        super().__init__(theme, "Commands" if seeking else "Keys", self._lines(""), 1)

    def _lines(self, typed: str) -> list[HelpLine]:
        only = self._able if self._seeking else None
        return help_lines(self._given, self._beneath, typed, only)

    def on_mount(self) -> None:
        """Ask for words at once, if that is what it was opened for."""
        super().on_mount()
        if self._seeking:
            self.run_worker(self.ask_words(), group="command")

    def on_resize(self) -> None:
        """Put the keys under the commands if rows are short."""
        super().on_resize()
        self.list_view.item_height = 2 if self.app.size.width < _NARROW else 1

    def is_heading(self, item: HelpLine) -> bool:
        """Whether an item is the heading of others."""
        return not item.id

    def draw(self, item: HelpLine, columns: int) -> Sequence[Row]:
        """The name of a command, and its keys; quiet if it cannot be given."""
        if not item.id:
            heading = [Run(f" {clip(item.label, columns - 1)}", (Role.ACCENT, Role.STRONG))]
            return [heading] if self.list_view.item_height == 1 else [[], heading]
        roles = (Role.TEXT,) if item.id in self._able else (Role.QUIET,)
        if self.list_view.item_height > 1:
            keys = whole_keys(item.keys, columns - 3)
            return [
                [Run(f" {clip(item.label, columns - 1)}", roles)],
                [Run(f"   {keys}", (Role.TITLE,))],
            ]
        label = clip(item.label, _LABEL)
        gap = " " * (_LABEL - width(label) + 2)
        keys = whole_keys(item.keys, columns - _LABEL - 3)
        return [[Run(f" {label}{gap}", roles), Run(keys, (Role.TITLE,))]]

    def explain(self, item: HelpLine) -> None:
        """Say below the list what a command does."""
        told = BY_ID[item.id].help if item.id else ""
        hints = "" if self.app.has_class("-no-footer") else self.keyed(_HINTS)
        self.query_one(KeyHints).show(hints, told)

    @command("help.filter")
    async def ask_words(self) -> None:
        """Filter as it is typed; Enter keeps that, and carries out the only command that is left.

        When looking for a command, Enter carries out the current one, and Esc leaves.
        """
        kept = await ask(self, "Find:", "", "words or a key", self._filter)
        left = [line for line in self._items if line.id]
        current = self.list_view.current
        if kept is None and self._seeking:
            self.dismiss(None)
        elif kept is None:
            self._filter("")
        elif current is not None and left and (self._seeking or (kept and len(left) == 1)):
            self.choose(current)

    def _filter(self, typed: str) -> None:
        self._items = self._lines(typed)
        self.refill(0 if typed.strip() else 1)
        self._explain()

    @command("help")
    def close_again(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)

    def choose(self, item: HelpLine) -> None:
        """Carry out the command, if it can be given where the list was opened."""
        if item.id in self._able:
            self.dismiss(item.id)
        elif item.id:
            self.say(f"“{item.label}” cannot be used here.")
