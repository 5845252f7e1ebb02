"""Which stories of the shelf are shown, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.commands.command import command
from reader.shelf.entries import Entry
from reader.shelf.view import (
    Arranged,
    Collection,
    ShelfView,
    StoryKind,
    collections,
    counts,
    lying_in,
)
from reader.tui.screens.list_panel import ListMoves

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

_KEYS = "Enter keep (opens the only match) · Esc clear"
_PLAIN_KINDS = 2
"""All stories, and the one kind that they are of."""


class Filter:
    """Filters and orders."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self.view = ShelfView()
        self.typed = ""
        """What titles and authors must hold."""
        self.kinds: Mapping[StoryKind, int] = {}
        """The kinds of which there are stories, and how many."""
        self._arranged = Arranged((), self.view)

    @property
    def shown(self) -> Sequence[Entry]:
        """The stories that are to be seen, in their order."""
        return self._arranged.shown(self.typed)

    @property
    def has_kinds(self) -> bool:
        """Whether there are kinds to go through: the stories are of several."""
        return self.view.kind is not StoryKind.ALL or len(self.kinds) > _PLAIN_KINDS

    def look_at(self, view: ShelfView) -> None:
        """Look at the stories so."""
        entries = self._screen.entries
        self.view = view
        self.kinds = counts(lying_in(entries, view.collection))
        self._arranged = Arranged(entries, view)
        self._screen.show()

    def _look_from_top(self, view: ShelfView) -> None:
        self.look_at(view)
        self._screen.list_view.go(0)

    @command("shelf.filter")
    async def ask(self) -> None:
        """Filter as it is typed; Enter opens a single story that is left, Esc shows all again."""
        self._arranged.prepared()
        kept = await self._screen.ask(
            "Filter:", self.typed, "title or author", keys=_KEYS, changed=self._take
        )
        if kept is None:
            self._end()
        elif self.typed.strip() and len(self._screen.list_view.items) == 1:
            self._screen.part(ListMoves).choose()

    def _take(self, typed: str) -> None:
        self.typed = typed
        self._screen.show(0)

    def _end(self) -> None:
        self.typed = ""
        self._screen.show()

    @command("shelf.order")
    def order(self) -> None:
        """Take the next order."""
        self._order(1)

    @command("shelf.order-back")
    def order_back(self) -> None:
        """Take the order before."""
        self._order(-1)

    def _order(self, step: int) -> None:
        sort = self.view.sort.next(step)
        self._screen.context.store.files.keep_view({"sort": sort.value})
        self._look_from_top(self.view.replace(sort=sort))

    @command("shelf.kind")
    def next_kind(self) -> None:
        """Show the stories of the next kind."""
        self._turn_kind(1)

    @command("shelf.kind-back")
    def kind_before(self) -> None:
        """Show the stories of the kind before."""
        self._turn_kind(-1)

    def _turn_kind(self, step: int) -> None:
        kinds = [*self.kinds]
        at = kinds.index(self.view.kind) if self.view.kind in kinds else 0
        self._look_from_top(self.view.replace(kind=kinds[(at + step) % len(kinds)]))

    @command("shelf.collection")
    def choose_collection(self) -> None:
        """Show one folder of the library, or all."""
        from reader.tui.screens.shelf.lists import CollectionsScreen

        screen = self._screen
        folders = collections(screen.entries)
        if not folders:
            screen.notify("The library has no subfolders.", markup=False)
            return

        def take(chosen: Collection | None) -> None:
            if chosen is not None:
                self._look_from_top(self.view.replace(collection=chosen.name))

        every = [Collection("", len(screen.entries)), *folders]
        panel = CollectionsScreen(screen.page_theme, every, self.view.collection)
        screen.app.push_screen(panel, take)

    @property
    def narrowed(self) -> bool:
        """Whether only some of the stories are shown."""
        return bool(self.typed) or self.view != ShelfView(self.view.sort)

    @command("shelf.everything")
    def show_everything(self) -> None:
        """Leave the filter first, then the view."""
        if self.typed:
            self._end()
        else:
            self.look_at(ShelfView(self.view.sort))

    @command("shelf.leave")
    def leave(self) -> None:
        """Leave what narrows the shelf first, then the program."""
        if self.narrowed:
            self.show_everything()
        else:
            self._screen.app.exit(0)

    def take_click(self, kind: StoryKind) -> None:
        """Show the stories of the kind that was clicked."""
        self._look_from_top(self.view.replace(kind=kind))
