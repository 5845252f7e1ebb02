"""Which stories of the shelf are shown, and in which order.

The rule: the first stories of a long shelf are shown at once, as they will be among all; what needs
the others waits until they have come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from textual.worker import Worker, WorkerCancelled, WorkerFailed, get_current_worker

from reader.commands.command import command
from reader.shelf.entries import LONG, Entry
from reader.shelf.front import Front, RememberedShelf, keep_order, remembered
from reader.shelf.rows import ShelfContent
from reader.shelf.view import (
    Arranged,
    Collection,
    EntriesFound,
    ShelfView,
    StoryKind,
    collections,
)
from reader.tui.screens.list_panel import ListMoves
from reader.value import NamedTuple

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

_KEYS = "Enter keep (opens the only match) · Esc clear"
T = TypeVar("T")
_PLAIN_KINDS = 2
"""All stories, and the one kind that they all belong to."""


class _Seen(NamedTuple):
    """What is visible of the stories."""

    arranged: Arranged
    found: Sequence[Entry]
    """The stories that match what was typed."""
    content: ShelfContent
    """The content of the whole shelf."""


def _seen(entries: Sequence[Entry], view: ShelfView, typed: str, before: _Seen) -> _Seen:
    """What is visible of entries; not all of those that match need be in order yet."""
    arranged, content = before.arranged, before.content
    if arranged.entries is not entries:
        content = ShelfContent.of(entries)
    if arranged.entries is not entries or arranged.view != view:
        arranged = Arranged(entries, view)
    return _Seen(arranged, arranged.shown(typed), content)


def _complete(found: Sequence[Entry]) -> Sequence[Entry]:
    return found.complete() if isinstance(found, EntriesFound) else found


class Aside:
    """Does slow work with the stories: in a thread if they are many, while keys go on."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)
        """Only one piece of each kind of work is done at a time."""

    def do(
        self, work: Callable[[], T], take: Callable[[T], None], group: str
    ) -> Worker[None] | None:
        """The result of some work; None if a newer piece of its group overtakes it."""
        screen = self._screen
        if screen.filter.stories <= LONG:
            take(work())
            return None
        return self.begin(work, take, group)

    def begin(self, work: Callable[[], T], take: Callable[[T], None], group: str) -> Worker[None]:
        """The same, always in a thread."""
        screen = self._screen
        turn = self._turns[group]

        def run() -> None:
            worker = get_current_worker()
            with turn:  # work that was overtaken is not done at all
                made = None if worker.is_cancelled else work()
            if made is not None and not worker.is_cancelled:
                screen.app.call_from_thread(take, made)

        return screen.run_worker(run, thread=True, exclusive=True, group=group)


class Filter:
    """Filters and sorts."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self.view = ShelfView()
        self.typed = ""
        """What titles and authors must contain."""
        self._seen = _Seen(Arranged((), self.view), (), ShelfContent.of(()))
        self._work: Worker[None] | None = None
        self._front: Front | None = None
        """Of a long shelf only whose first stories are known."""
        self.aside = Aside(screen)

    @property
    def kinds(self) -> Mapping[StoryKind, int]:
        """The kinds that have stories, and how many."""
        return self._seen.arranged.kinds

    @property
    def shown(self) -> Sequence[Entry]:
        """The visible stories, in order."""
        return self._seen.found

    @property
    def content(self) -> ShelfContent:
        """The content of the shelf."""
        return self._seen.content

    @property
    def has_kinds(self) -> bool:
        """Whether there are kinds to go through: the stories have several."""
        return self.view.kind is not StoryKind.ALL or len(self.kinds) > _PLAIN_KINDS

    @property
    def stories(self) -> int:
        """How many there are on the whole shelf."""
        return len(self._screen.entries) if self.whole else self.kinds[StoryKind.ALL]

    @property
    def found(self) -> int:
        """How many are visible, whether or not all of them are known yet."""
        return len(self.shown) if self.whole else self.stories

    @property
    def whole(self) -> bool:
        """Whether all stories of the shelf are known, and not only the first."""
        return self._front is None

    def begin(self, known: RememberedShelf) -> None:
        """Prepare the view before anything can be done with it."""
        self.view, self._front = known.view, known.front
        if known.front is None:
            self._take(self._screen.show, self.seen_of(known.entries))
            return
        arranged = Arranged(known.entries, known.view, known.front.kinds)
        self._seen = _Seen(arranged, arranged.shown(), known.front.content)
        self._screen.show()

    def seen_of(self, entries: Sequence[Entry]) -> _Seen:
        """What is visible of these stories, which takes a while if they are many."""
        seen = _seen(entries, self.view, self.typed, self._seen)
        _complete(seen.found)
        return seen

    def take_all(self, seen: _Seen) -> None:
        """Show the same with all stories of the shelf, only the first of which were known."""
        self._front = None
        self._take(self._screen.show, seen)

    def look_at(self, view: ShelfView) -> None:
        """Show the stories in this view."""
        self.view = view
        self._look(self._screen.show)

    def _look_from_top(self, view: ShelfView) -> None:
        def show() -> None:
            self._screen.show()
            self._screen.list_view.go(0)

        self.view = view
        self._look(show)

    def _look(self, show: Callable[[], None]) -> None:
        """Find what is visible now, and show it."""
        look = partial(self.seen_of, self._screen.entries)
        self._work = self.aside.do(look, partial(self._take, show), "filter")

    def _take(self, show: Callable[[], None], seen: _Seen) -> None:
        self._seen = seen
        show()
        if self.stories > LONG:  # or the first letter would wait for the names
            self.aside.do(seen.arranged.prepared, lambda _: None, "names")

    @command("shelf.filter")
    async def ask(self) -> None:
        """Filter as it is typed; Enter opens the only story that is left, Esc shows all again."""
        if self.stories <= LONG:
            self._seen.arranged.prepared()
        kept = await self._screen.ask(
            "Filter:", self.typed, "title or author", keys=_KEYS, changed=self._filter
        )
        if self._work is not None:
            with suppress(WorkerCancelled, WorkerFailed):
                await self._work.wait()
        if kept is None:
            self._end()
        elif self.typed.strip() and len(self._screen.list_view.items) == 1:
            self._screen.part(ListMoves).choose()
        else:  # the list can be moved through from now on
            self.aside.do(partial(_complete, self.shown), lambda _: None, "rest")

    def _filter(self, typed: str) -> None:
        self.typed = typed
        look = partial(_seen, self._screen.entries, self.view, self.typed, self._seen)
        self._work = self.aside.do(
            look, partial(self._take, partial(self._screen.show, 0)), "filter"
        )

    def _end(self) -> None:
        self.typed = ""
        self._look(self._screen.show)

    @command("shelf.order")
    def _next_order(self) -> None:
        """Use the next order."""
        self._order(1)

    @command("shelf.order-back")
    def _order_before(self) -> None:
        """Use the previous order."""
        self._order(-1)

    def _order(self, step: int) -> None:
        sort = self.view.sort.next(step)
        self._screen.context.store.files.keep_view({"sort": sort.value})
        self._look_from_top(self.view.replace(sort=sort))

    @command("shelf.kind")
    def _next_kind(self) -> None:
        """Show the stories of the next kind."""
        self._turn_kind(1)

    @command("shelf.kind-back")
    def _kind_before(self) -> None:
        """Show the stories of the previous kind."""
        self._turn_kind(-1)

    def _turn_kind(self, step: int) -> None:
        kinds = [*self.kinds]
        at = kinds.index(self.view.kind) if self.view.kind in kinds else 0
        self._look_from_top(self.view.replace(kind=kinds[(at + step) % len(kinds)]))

    @command("shelf.collection")
    def _choose_collection(self) -> None:
        """Show one folder of the library, or all."""
        from reader.tui.screens.shelf.status import CollectionsScreen

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
        """Remove the filter first, then the view."""
        if self.typed:
            self._end()
        else:
            self.look_at(ShelfView(self.view.sort))

    @command("shelf.leave")
    def _leave(self) -> None:
        """Remove what narrows the shelf first, then leave the program."""
        if self.narrowed:
            self.show_everything()
        else:
            self._screen.app.exit(0)

    def take_click(self, kind: StoryKind) -> None:
        """Show the stories of the clicked kind."""
        if self.whole:
            self._look_from_top(self.view.replace(kind=kind))


class Others:
    """The stories of a long shelf that are loaded after its first ones are shown."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self._waiting: Callable[[], Awaitable[None]] | None = None
        self._stale = False
        """Whether anything was changed while they were loaded."""

    def begin(self, known: RememberedShelf, then: Callable[[], None]) -> None:
        """Load them, if there are any; `then` is called when all are known."""
        if known.front is None:
            self._keep_order(known)
            then()
        else:
            take = partial(self._take, then)
            self._screen.filter.aside.begin(self._ask_for_all, take, "shelf")

    def _ask_for_all(self) -> tuple[RememberedShelf, _Seen]:
        known = remembered(self._screen.context)
        return known, self._screen.filter.seen_of(known.entries)

    def _take(self, then: Callable[[], None], come: tuple[RememberedShelf, _Seen]) -> None:
        known, seen = come
        screen = self._screen
        screen.entries = known.entries
        screen.filter.take_all(seen)
        if self._stale:
            screen.renew()
        screen.call_later(self._give_waiting)
        self._keep_order(known)
        then()

    def wait_with(self, command: Callable[[], Awaitable[None]]) -> None:
        """Give a command when all stories are known; further keys wait with it."""
        self._waiting, self._screen.holds_keys = command, True

    async def _give_waiting(self) -> None:
        waiting, self._waiting, self._screen.holds_keys = self._waiting, None, False
        if waiting is not None:
            await waiting()

    def leave_to_come(self) -> bool:
        """Whether they are still to come, and must then be loaded again."""
        self._stale = not self._screen.filter.whole
        return self._stale

    def _keep_order(self, known: RememberedShelf) -> None:
        """Keep the order of a long shelf for the next start."""
        if len(known.entries) > LONG:
            keep = partial(keep_order, self._screen.context, known.entries, known.view, known.state)
            self._screen.filter.aside.begin(keep, lambda _: None, "order")
