"""The look of the page, changed with the page in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from reader.paint import Role, Row, Run, Theme
from reader.session import FEATURES, Draft, Feature, frame_for
from reader.storage import Settings
from reader.tui.commands import Place
from reader.tui.screens.commanded import bindings
from reader.tui.screens.listing import ListingScreen
from reader.typeset import clip, width

_WIDE = 48
"""Cells of the panel where it stands at the side."""
_LABEL = 16
_TIGHT_UNDER = 30
_HINTS = "←→ change  Enter keep  Esc undo  o for whom"


class LooksScreen(ListingScreen[Feature]):
    """Closes with what is to be kept, or with None when everything is to be as before."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.LOOKS, Place.LIST)
    BINDINGS = bindings(Place.LOOKS)

    def __init__(
        self,
        theme: Theme,
        draft: Draft,
        try_on: Callable[[Settings], None],
        *,
        known: bool,
    ) -> None:
        super().__init__(theme, "", FEATURES, 0, _HINTS)
        self.draft = draft
        """The look as tried."""
        self._try_on = try_on
        self._known = known
        """Whether anything can be kept for this story."""

    def on_mount(self) -> None:
        """Stand where least of the page is covered."""
        super().on_mount()
        self._stand(self.app.size)
        self._say_for_whom()

    def on_resize(self) -> None:
        """Stand where least of the page is covered at the new size."""
        super().on_resize()
        self._stand(self.app.size)

    def _stand(self, size: Size) -> None:
        frame = frame_for(self.draft.settings, size.width, size.height)
        self.set_class((frame.columns - frame.span) // 2 < _WIDE, "-below")

    def _say_for_whom(self) -> None:
        whom = "this story only" if self.draft.own else "all stories"
        self.query_one("#title", Static).update(Content(f"The look of the page · for {whom}"))

    def draw(self, item: Feature, columns: int) -> Sequence[Row]:
        """What it is to the left, its value to the right."""
        tight = columns < _TIGHT_UNDER
        wide = min(_LABEL, columns // 2)
        label = clip(item.label, max(1, wide))
        value = clip(item.shown(self.draft.settings), max(1, columns - wide - (3 if tight else 6)))
        here = self.roster.current is item
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

    def _change(self, draft: Draft) -> None:
        if draft != self.draft:
            self.draft = draft
            self._try_on(draft.settings)
            self._say_for_whom()
            self.roster.refresh()

    def do_look_more(self) -> None:
        """Answer `look.more`."""
        if self.roster.current is not None:
            self._change(self.draft.moved(self.roster.current.key, 1))

    def do_look_less(self) -> None:
        """Answer `look.less`."""
        if self.roster.current is not None:
            self._change(self.draft.moved(self.roster.current.key, -1))

    def do_look_whom(self) -> None:
        """Answer `look.whom`."""
        if self._known:
            self._change(self.draft.for_other())

    def do_look_common(self) -> None:
        """Answer `look.common`."""
        self._change(self.draft.as_common())

    def choose(self, _item: Feature) -> None:
        """Keep the look."""
        self.dismiss(self.draft.kept())
