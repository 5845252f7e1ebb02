"""The look of the page, and its theme, changed with the page in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from reader.commands.command import Need, Place, command
from reader.paint.page import Row
from reader.paint.themes import Role, Run, Theme
from reader.settings.looks import LOOK_SETTINGS, LookDraft
from reader.settings.row import Setting
from reader.settings.settings import SETTINGS, Settings
from reader.tui.messages import ThemeWanted
from reader.tui.screens.command_screen import bindings
from reader.tui.screens.list_panel import ListPanel
from reader.tui.widgets.lists import VirtualList
from reader.typeset.cells import clip, width

_LABEL = 16
_TIGHT_UNDER = 30
_LOOK_HINTS = (
    "{look.less}{look.more} change · {look.whom} this story or all"
    " · {list.choose} keep · {list.close} cancel"
)


class LooksScreen(ListPanel[Setting]):
    """Closes with what is to be kept, or with None if everything is to be as before."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.LOOKS, Place.LIST)
    BINDINGS = bindings(Place.LOOKS)

    def __init__(
        self,
        theme: Theme,
        draft: LookDraft,
        try_on: Callable[[Settings], None],
        *,
        known: bool,
    ) -> None:
        super().__init__(theme, "", LOOK_SETTINGS, 0, _LOOK_HINTS)
        self.draft = draft
        """The look being tried."""
        self._try_on = try_on
        self._known = known
        """Whether anything can be kept for this story."""

    @property
    def tried(self) -> Settings:
        """The settings under which the page behind is shown."""
        return self.draft.settings

    @property
    def has(self) -> Need:
        """Changes to settings made elsewhere would be undone by what is tried here."""
        return super().has & ~Need.KEPT

    def on_mount(self) -> None:
        """Say which stories the look is for."""
        super().on_mount()
        self._say_for_whom()

    def _say_for_whom(self) -> None:
        whom = "this story only" if self.draft.own else "all stories"
        self.query_one("#title", Static).update(Content(f"The look of the page · for {whom}"))

    def draw(self, item: Setting, columns: int) -> Sequence[Row]:
        """Its name to the left, its value to the right."""
        tight = columns < _TIGHT_UNDER
        wide = min(_LABEL, columns // 2)
        label = clip(item.label, max(1, wide))
        value = clip(item.shown(self.draft.settings), max(1, columns - wide - (3 if tight else 6)))
        here = self.list_view.current is item
        blank = "" if tight else " "
        before, after = (f"‹{blank}", f"{blank}›") if here else (f" {blank}", "")
        return [
            [
                Run(f" {label}" + " " * (wide - width(label) + len(blank)), (Role.TEXT,)),
                Run(before, (Role.ACCENT,)),
                Run(value, (Role.TITLE,) if here else (Role.TEXT,)),
                Run(after, (Role.ACCENT,)),
            ]
        ]

    def _change(self, draft: LookDraft) -> None:
        if draft != self.draft:
            self.draft = draft
            self._try_on(draft.settings)
            self._say_for_whom()
            self.list_view.refresh()

    @command("look.more")
    def more(self) -> None:
        """Change to the next value."""
        if self.list_view.current is not None:
            self._change(self.draft.moved(self.list_view.current.key, 1))

    @command("look.less")
    def less(self) -> None:
        """Change to the previous value."""
        if self.list_view.current is not None:
            self._change(self.draft.moved(self.list_view.current.key, -1))

    @command("look.whom")
    def turn_whom(self) -> None:
        """Keep the look for this story only, or for all."""
        if self._known:
            self._change(self.draft.for_other())

    @command("look.common")
    def take_common(self) -> None:
        """Use the look of all stories."""
        self._change(self.draft.as_common())

    def choose(self, _item: Setting) -> None:
        """Keep the look."""
        self.dismiss(self.draft.kept())


_THEME_HINTS = "{list.choose} choose · {list.close} cancel"


class ThemesScreen(ListPanel[str]):
    """Closes with the name of a theme, or with None."""

    def __init__(self, theme: Theme, names: Sequence[str], now: str, settings: Settings) -> None:
        """`now` is the name of the present choice."""
        super().__init__(theme, "Themes", names, list(names).index(now), _THEME_HINTS)
        self._settings = settings

    @property
    def tried(self) -> Settings:
        """The settings under which the page behind is shown."""
        return self._settings

    @property
    def has(self) -> Need:
        """Changes to settings made elsewhere would be undone by what is tried here."""
        return super().has & ~Need.KEPT

    def draw(self, item: str, columns: int) -> Sequence[Row]:
        """The name of the theme."""
        return [
            [Run(f" {clip(SETTINGS['theme'].kind.shown(item), max(1, columns - 1))}", (Role.TEXT,))]
        ]

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Try it on."""
        event.stop()
        if self.list_view.current is not None:
            self.post_message(ThemeWanted(self.list_view.current))
