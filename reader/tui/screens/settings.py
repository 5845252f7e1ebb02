"""Every setting: its meaning, its value, and what decides it; changed in place.

The rule: a change is seen and kept at once, and one key resets it to its default.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar

from textual.content import Content
from textual.widgets import Static

from reader.cleaning import safe
from reader.commands.command import Place, command
from reader.context import Context
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.settings.file import DEFAULT, FILE, GROUPS, forced, plain
from reader.settings.kinds import ThemeName
from reader.settings.load import settings_in
from reader.settings.settings import SETTINGS, Settings
from reader.settings.tables import KeyTable
from reader.tui.messages import ThemeWanted
from reader.tui.questions import ask
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import HEADING, ListPanel, heading_row, is_heading
from reader.tui.widgets.hints import KeyHints
from reader.tui.widgets.prompt import Asked
from reader.typeset.cells import clip, width

_LABEL = 16
_SOURCE = 9
_SOURCED_FROM = 44
_TIGHT_UNDER = 30
_HINTS = (
    "{setting.less}{setting.more} change · {list.choose} choose or type · {setting.reset} reset"
    " · {list.close} close"
)
Keep = Callable[[Settings, Mapping[str, Any]], object]
"""The settings from now on, and what is to be written; None removes a setting."""


def setting_rows() -> list[str]:
    """The settings by their headings; a heading is marked by a `#` before it."""
    rows = []
    for group in GROUPS:
        rows += [f"{HEADING}{group}", *(key for key, row in SETTINGS.items() if row.group == group)]
    return rows


class SettingsScreen(ListPanel[str]):
    """Lists and changes the settings of all stories."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.SETTINGS, Place.LIST)
    BINDINGS = bindings(Place.SETTINGS)
    EXPLAINS = True

    def __init__(
        self, theme: Theme, context: Context, keep: Keep, own: Collection[str] = ()
    ) -> None:
        """`own` are the settings that the story behind has of its own."""
        super().__init__(theme, "", setting_rows(), 1)
        self._settings = context.settings
        self._config = context.config
        self._keep = keep
        self._own = own
        self._forced = forced(context.flags)
        self._folders = context.folders
        self._written = set(settings_in(context.config))

    def apply_settings(self, settings: Settings) -> None:
        """Adopt settings that were changed by a key from elsewhere."""
        before, self._settings = self._settings, settings
        self._written |= {key for key in SETTINGS if getattr(before, key) != getattr(settings, key)}
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
        """The current setting."""
        return self.list_view.current or ""

    def on_mount(self) -> None:
        """Say where all this is kept."""
        super().on_mount()
        self.query_one("#title", Static).update(Content(f"Settings · {safe(str(self._config))}"))

    def source(self, key: str) -> str:
        """What decides a setting."""
        if key in self._forced:
            return self._forced[key][0]
        if key in self._own:
            return "story"
        if key == "keys" and not self._settings.keys:  # an empty table
            return DEFAULT
        return FILE if key in self._written else DEFAULT

    def draw(self, item: str, columns: int) -> Sequence[Row]:
        """Its name, its value, and what decides it."""
        if is_heading(item):
            return [heading_row(item, columns)]
        tight = columns < _TIGHT_UNDER
        wide = min(_LABEL, columns // 2)
        source = self.source(item) if columns >= _SOURCED_FROM else ""
        room = columns - wide - (3 if tight else 6) - (_SOURCE if source else 0)
        label = clip(SETTINGS[item].label, max(1, wide))
        value = clip(safe(self._value(item)), max(1, room))
        here, blank = self.list_view.current == item, "" if tight else " "
        steps = here and bool(SETTINGS[item].values)
        before, after = (f"‹{blank}", f"{blank}›") if steps else (f" {blank}", f"{blank} ")
        row = [
            Run(f" {label}" + " " * (wide - width(label) + len(blank)), (Role.TEXT,)),
            Run(before, (Role.ACCENT,)),
            Run(value, (Role.TITLE,) if here else (Role.TEXT,)),
            Run(after, (Role.ACCENT,)),
        ]
        if source:
            gap = columns - sum(width(run.text) for run in row) - _SOURCE
            row.append(Run(" " * max(0, gap) + clip(source, _SOURCE), (Role.QUIET,)))
        return [row]

    def _value(self, key: str) -> str:
        """The value of a setting, in words; for the library, the one in force."""
        if key == "library" and key in self._forced:
            return ", ".join(map(str, self._folders))
        return SETTINGS[key].shown(self._settings)

    def explain(self, item: str) -> None:
        """Say below the list what a setting means, and how it is changed."""
        key = item
        told = SETTINGS[key].told
        decides = self.source(key)
        if key in self._forced:
            told = f"Set by {decides}; the file is ignored."
        elif key in self._own:
            told += self.keyed(" This story has its own: {look} changes it.")
        self.query_one(KeyHints).show(self.keyed(_HINTS) if self._settings.footer else "", told)

    # Changing

    @command("setting.more")
    def more(self) -> None:
        """Change to the next value."""
        self._step(1)

    @command("setting.less")
    def less(self) -> None:
        """Change to the previous value."""
        self._step(-1)

    def _step(self, count: int) -> None:
        key = self.here
        if key and SETTINGS[key].values:
            moved = SETTINGS[key].moved(self._settings, count)
            self.change(key, plain(getattr(moved, key)))
        elif key:
            self.choose(key)

    @command("setting.reset")
    def reset(self) -> None:
        """Reset the current setting to its default."""
        key = self.here
        if not key:
            return
        names = [f"keys.{one}" for one in self._settings.keys] if key == "keys" else [key]
        self._written.discard(key)
        self._change(key, SETTINGS[key].default, dict.fromkeys(names))

    def change(self, key: str, value: Any) -> None:
        """Set a setting, with `value` in TOML's types; raises `ValueError` for a wrong one."""
        held = SETTINGS[key].parse(value)
        self._written.add(key)
        self._change(key, held, {key: value})

    def _change(self, key: str, held: Any, written: Mapping[str, Any]) -> None:
        self._settings = self._settings.replace(**{key: held})
        self._keep(self._settings, written)
        self.stand()
        self.list_view.refresh()
        self.explain(self.here)

    def choose(self, item: str) -> None:
        """Choose a value from a list, type one, or change to the next."""
        from reader.tui.screens.keys import KeysScreen

        row = SETTINGS[item]
        if isinstance(row.kind, ThemeName):
            self._choose_theme(item)
        elif isinstance(row.kind, KeyTable):
            self.app.push_screen(KeysScreen(self.page_theme, self._settings, self._keep_keys))
        elif row.kind.typed:
            value = plain(row.kind.told(getattr(self._settings, item)))
            text = row.kind.written(value) if isinstance(value, dict) else _typed(value)
            asked = ask(self, f"{row.label}:", text, row.allowed)
            self.run_worker(self._take_typed(item, asked), group="command")
        else:
            self._step(1)

    def _keep_keys(self, settings: Settings, changes: Mapping[str, Any]) -> None:
        self._settings = settings
        self._written = self._written | {"keys"} if settings.keys else self._written - {"keys"}
        self._keep(settings, changes)
        self.list_view.refresh()

    def _choose_theme(self, key: str) -> None:
        from reader.tui.screens.looks import ThemesScreen

        before = self._settings

        def done(name: str | None) -> None:
            if name is None:
                self.post_message(ThemeWanted(before.theme))
            else:
                self.change(key, name)

        names = SETTINGS[key].values
        screen = ThemesScreen(self.page_theme, names, getattr(before, key), before)
        self.app.push_screen(screen, done)

    async def _take_typed(self, key: str, asked: Asked) -> None:
        """Use the typed value; a wrong one is named and leaves the setting as it is."""
        from reader.settings.file import typed_value

        text = (await asked or "").strip()
        if not text:
            return
        try:
            self.change(key, typed_value(key, text))
        except ValueError as problem:
            self.notify(safe(str(problem)), severity="warning", markup=False)


def _typed(value: Any) -> str:
    """A value as it would be typed: a list of several in TOML."""
    if not isinstance(value, list):
        return str(value)
    return value[0] if len(value) == 1 else str(value) if value else ""
