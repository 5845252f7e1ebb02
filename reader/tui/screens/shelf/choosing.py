"""Which stories of the shelf are shown, and in which order."""

from __future__ import annotations

from reader.shelf.view import Collection, Kind, View, collections
from reader.tui.screens.shelf.base import ShelfBase

_TYPING = "Enter keeps it, and opens a single story   Esc shows all again"


class Choosing(ShelfBase):
    """Filters and orders."""

    async def do_shelf_filter(self) -> None:
        """Answer `shelf.filter`: filter as it is typed; Enter opens a single story left, Esc ends.

        Esc shows every story again.
        """
        self.arranged.prepared()
        kept = await self.ask(
            "Filter:", self.typed, "title or author", keys=_TYPING, changed=self._filter
        )
        if kept is None:
            self.typed = ""
            self.show()
        elif self.typed.strip() and len(self.list_view.items) == 1:
            self.do_list_choose()

    def _filter(self, typed: str) -> None:
        self.typed = typed
        self.show(0)

    def do_shelf_search(self) -> None:
        """Answer `shelf.search`."""
        from reader.tui.screens.library_search import LibrarySearchScreen

        self.app.push_screen(LibrarySearchScreen(self.context, self.page_theme))

    def do_shelf_order(self) -> None:
        """Answer `shelf.order`."""
        self._order(1)

    def do_shelf_order_back(self) -> None:
        """Answer `shelf.order-back`."""
        self._order(-1)

    def _order(self, step: int) -> None:
        sort = self.view.sort.next(step)
        self.context.store.files.keep_view({"sort": sort.value})
        self.look_at(self.view.replace(sort=sort))
        self.list_view.go(0)

    def do_shelf_kind(self) -> None:
        """Answer `shelf.kind`."""
        self._turn_kind(1)

    def do_shelf_kind_back(self) -> None:
        """Answer `shelf.kind-back`."""
        self._turn_kind(-1)

    def _turn_kind(self, step: int) -> None:
        kinds = self.kinds_there
        at = kinds.index(self.view.kind) if self.view.kind in kinds else 0
        self.look_at(self.view.replace(kind=kinds[(at + step) % len(kinds)]))
        self.list_view.go(0)

    def do_shelf_collection(self) -> None:
        """Answer `shelf.collection`."""
        from reader.tui.screens.shelf_lists import CollectionsScreen

        folders = collections(self.entries)
        if not folders:
            self.notify("The library has no folders in it.", markup=False)
            return

        def take(chosen: Collection | None) -> None:
            if chosen is not None:
                self.look_at(self.view.replace(collection=chosen.name))
                self.list_view.go(0)

        every = [Collection("", len(self.entries)), *folders]
        screen = CollectionsScreen(self.page_theme, every, self.view.collection)
        self.app.push_screen(screen, take)

    def do_shelf_leave(self) -> None:
        """Answer `shelf.leave`: first the filter, then the view, then the program."""
        everything = View(self.view.sort)
        if self.typed:
            self.typed = ""
            self.show()
        elif self.view != everything:
            self.look_at(everything)
        else:
            self.app.exit(0)

    def can(self, command_id: str) -> bool:
        """There are kinds to go through only where the stories are of several."""
        if command_id in ("shelf.kind", "shelf.kind-back"):
            return self.view.kind is not Kind.ALL or len(self.kinds_there) > 2
        return super().can(command_id)
