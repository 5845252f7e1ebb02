"""The files behind the shelf: looked for again, added, and located or forgotten if missing.

The rule: nothing waits for a disk; what was known stays until something newer is. Nothing is
forgotten and no other text takes a story's place unless the reader says so.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from textual import events
from textual.worker import get_current_worker

from reader.cleaning import safe
from reader.commands.command import command
from reader.formats.files import LoadError, begin
from reader.library.patience import PATIENCE, Errand
from reader.shelf.add import Added, add, dropped
from reader.shelf.entries import Entry, entries_of, root_of
from reader.shelf.front import keep_order, remembered, state_of
from reader.shelf.paths import typed_path, typed_paths
from reader.shelf.scan import (
    Disks,
    Located,
    ScanProgress,
    ScanResult,
    locate,
    look_around,
    take_back,
    told_unreached,
)
from reader.story import quantity
from reader.tui.messages import EditWanted, StoryWanted
from reader.tui.screens.shelf.path_prompt import PathPrompt
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

P = ParamSpec("P")
T = TypeVar("T")
BUSY = "looking…"
"""What is said meanwhile."""
_AGAIN = 5.0
"""Minimum seconds between two automatic scans."""
_REST = 100
"""How many times as long as a scan takes the program pauses after it."""
_MEANWHILE = 1.0
"""Seconds after which a long scan shows what it has found so far."""
_SHARE = 10
"""How many times as long as showing that takes the scan continues before showing it again."""


class Rescan:
    """Looks for what is new."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen
        self._looking = False
        self._rest = _AGAIN
        self._looked_at = 0.0
        self._samples = False
        self._disks = Disks()
        self._unreached: tuple[str, ...] = ()
        self._shown = False
        """Whether the shelf may differ from what was recorded when it began."""

    def begin(self) -> None:
        """Scan at once, with the known stories on the screen, and then now and then."""
        self._samples = self._screen.context.samples
        self._look(told=True)
        self._screen.set_interval(_AGAIN, self.look_by_itself)

    def look_again(self) -> None:
        """The window has the keyboard again."""
        self._looked_at = 0.0
        self.look_by_itself()

    def look_by_itself(self) -> None:
        """Scan without saying so, if that is due."""
        screen = self._screen
        rested = time.monotonic() - self._looked_at > self._rest
        due = rested and not self._looking and screen.filter.whole
        if due and screen.is_current and screen.app.app_focus:
            self._look(told=False)

    @command("shelf.rescan")
    def look(self) -> None:
        """Scan the folders and say so."""
        self._screen.tell_busy(BUSY)
        self._screen.show()
        self._look(told=True)

    def _look(self, *, told: bool) -> None:
        self._looking = True  # before the thread begins, or another scan would come between
        work = partial(self._work, told=told)
        self._screen.run_worker(work, thread=True, exclusive=True, group="scan")

    def _work(self, *, told: bool) -> None:
        """Scan the folders, in a thread."""
        screen, context, worker = self._screen, self._screen.context, get_current_worker()
        began = shown = time.monotonic()
        pause = _MEANWHILE

        def tell(progress: ScanProgress) -> bool:
            nonlocal shown, pause
            if worker.is_cancelled:  # by a newer scan, which may have reported its end already
                return True
            screen.app.call_from_thread(self._tell, progress)
            if time.monotonic() - shown > pause:
                begun = time.monotonic()
                screen.app.call_from_thread(screen.show_entries, remembered(context).entries)
                shown = time.monotonic()
                pause = max(_MEANWHILE, _SHARE * (shown - begun))
            return worker.is_cancelled

        try:
            found = look_around(
                context, tell, disks=self._disks, stopped=lambda: worker.is_cancelled
            )
            news = found.changed or self._samples != context.samples
            news = news or (told and (self._shown or self._astray()))
            self._shown = True
            entries = self._now() if news and not worker.is_cancelled else None
        finally:
            self._looking = worker.is_cancelled and self._looking
        self._looked_at = time.monotonic()
        waited = PATIENCE * len(found.unreached)
        self._rest = max(_AGAIN, _REST * (self._looked_at - began - waited))
        if not worker.is_cancelled:
            screen.app.call_from_thread(self._end, entries, found)

    def _astray(self) -> bool:
        """Whether a story may be missing, which only its disk can tell."""
        context = self._screen.context
        return context.store.files.astray(map(root_of, context.folders))

    def _now(self) -> list[Entry] | None:
        """The stories as they are; None if they are as shown."""
        context = self._screen.context
        state = state_of(context)
        entries = entries_of(context, context.store.files.shelved(), look=True)
        view = self._screen.filter.view
        keep_order(context, entries, view, state.text)
        return None if entries == self._screen.entries else entries

    def reaches(self, folder: Path) -> bool:
        """Whether a folder of the library was there when it was last looked at."""
        return str(folder) not in self._unreached

    def _tell(self, progress: ScanProgress) -> None:
        self._screen.tell_busy(f"looking… {progress.done:,} of {progress.total:,}")

    def _end(self, entries: list[Entry] | None, found: ScanResult) -> None:
        screen = self._screen
        self._unreached = found.unreached
        screen.tell_busy(told_unreached(found.unreached))
        self._samples = screen.context.samples
        if entries is not None:
            screen.show_entries(entries)
        else:
            screen.show()


class LooseThreads(ThreadPoolExecutor):
    """Threads for an event loop that the end of the program does not wait for long."""

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__(1)
        self._patience = patience
        self._errands: list[Errand[None]] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call a function in a thread of its own."""
        future: Future[T] = Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args, **kwargs))
                except BaseException as error:  # noqa: BLE001 - whoever waits is told
                    future.set_exception(error)

        self._errands = [one for one in self._errands if one.running]
        self._errands.append(Errand(run))
        return future

    def shutdown(
        self,
        wait: bool = True,
        *,
        cancel_futures: bool = False,  # noqa: ARG002 - each has begun
    ) -> None:
        """Wait a little for work in progress."""
        end = time.monotonic() + self._patience
        for one in self._errands if wait else ():
            with suppress(TimeoutError):
                one.result(max(0.0, end - time.monotonic()))


_AT_ONCE = 0.25
"""Seconds within which any awake disk gives the beginning of a file."""
_LONGEST = 15.0
"""Seconds after which a disk is given up."""


class DiskWait:
    """Opens stories, once their disks answer."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen

    def open(self, item: Entry) -> None:
        """Open a story at once, or in the background until its disk answers."""
        there = Errand(partial(begin, item.place))
        try:
            there.result(_AT_ONCE)
        except TimeoutError:
            self._screen.run_worker(self._wait(item, there), exclusive=True, group="opening")
        else:
            self._screen.post_message(StoryWanted(item.path))

    async def _wait(self, item: Entry, there: Errand[None]) -> None:
        screen, name = self._screen, clip(safe(item.title), _TITLE_MOST)
        screen.tell_busy(f"waiting for “{name}”…")
        end = time.monotonic() + _LONGEST
        while there.running and time.monotonic() < end:  # a little at a time, for leaving waits too
            with suppress(TimeoutError):
                await asyncio.to_thread(there.result, _AT_ONCE)
        screen.tell_busy("")
        if there.running:
            screen.notify(f"“{name}”: its disk does not answer.", severity="warning", markup=False)
        elif screen.is_current:
            screen.post_message(StoryWanted(item.path))


_TITLE_MOST = 40
_KEYS = "Tab complete · Enter find it there · Esc cancel"


class MissingStories:
    """Handles what can be done with a missing story."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen

    def tell(self, item: Entry) -> None:
        """Say what can be done about a missing story."""
        screen = self._screen
        where, forget = screen.key_of("shelf.locate"), screen.key_of("shelf.forget")
        words = f"{safe(item.problem)}. {where} to say where it is now, {forget} to forget it."
        screen.notify(words[:1].upper() + words[1:], severity="warning", markup=False)

    @command("shelf.locate")
    async def locate(self) -> None:
        """Look into the typed file, in a thread; a doubtful one is asked about."""
        screen, item = self._screen, self._screen.list_view.current
        if item is None or item.missing is None:
            return
        typed = await screen.part(PathPrompt).ask(
            "It is now:", "its path, or its new folder", _KEYS
        )
        if typed is None or not typed.strip():
            return
        try:
            located = await asyncio.to_thread(self._locate, item.missing, typed)
        except LoadError as error:
            screen.notify(safe(str(error)), severity="error", markup=False)
            return
        if located is None:
            return
        short = clip(safe(item.title), _TITLE_MOST)
        doubt = safe(located.doubt).capitalize()
        if not doubt or await screen.question.ask(f"Is that “{short}” all the same? {doubt}."):
            self._take_back(located)

    def _locate(self, story_id: int, typed: str) -> Located | None:
        known = self._screen.context.store.stories.get(story_id)
        if known is None:
            return None
        return locate(self._screen.context, known, typed_path(typed, known))

    def _take_back(self, located: Located) -> None:
        screen = self._screen
        take_back(screen.context, located)
        path = Path(located.record.stamp.path)
        inside = any(path.is_relative_to(folder) for folder in screen.context.folders)
        words = "Found again: its place and its bookmarks are there."
        where = "" if inside else f" It lies outside the library: nightstand '{safe(str(path))}'"
        screen.notify(words + where, markup=False)
        screen.renew()
        screen.part(Rescan).look()

    @command("shelf.forget")
    async def forget(self) -> None:
        """Forget a story for good, if the reader says so."""
        screen, item = self._screen, self._screen.list_view.current
        if item is None or item.missing is None:
            return
        count = len(screen.context.store.bookmarks.of(item.missing))
        marks = f", its place and {quantity(count, 'bookmark')},"
        what = marks if count else " and its place"
        title = clip(safe(item.title), _TITLE_MOST)
        if await screen.question.ask(f"Forget “{title}”{what} for good?"):
            screen.context.store.stories.forget(item.missing)
            screen.notify("Forgotten.", markup=False)
            screen.renew()


_NAME_MOST = 40


class AddStories:
    """Adds and edits."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen

    @command("shelf.add")
    async def ask(self) -> None:
        """Copy the typed files."""
        hint = "path to a file or folder, or drop it here\na path, or drop a file"
        typed = await self._screen.part(PathPrompt).ask("Add:", hint)
        if typed is not None and typed.strip():
            await self._add(dropped(typed) or await asyncio.to_thread(typed_paths, typed))

    def take_pasted(self, event: events.Paste) -> None:
        """Copy what is dropped onto the terminal, which sends its path."""
        paths = dropped(event.text)
        if paths:
            event.stop()
            self._screen.run_worker(self._add(paths), group="add")
        elif event.text.strip():
            self._screen.notify(
                "The pasted text is not the path of an existing file.", markup=False
            )

    async def _add(self, paths: Sequence[Path]) -> None:
        screen = self._screen
        screen.tell_busy("copying…")
        results = await asyncio.to_thread(add, screen.context, paths)
        wrong = any(one.problem for one in results)
        screen.notify(
            safe(_told(results)), severity="warning" if wrong else "information", markup=False
        )
        place = next((one.place for one in results if one.place is not None), None)
        screen.want(str(place) if place is not None else "")
        screen.part(Rescan).look()

    @command("shelf.edit")
    def edit(self) -> None:
        """Open the current story's file in the reader's editor."""
        item = self._screen.list_view.current
        if item is not None:
            self._screen.post_message(EditWanted(item.path, self._screen.part(Rescan).look))


def _told(results: Sequence[Added]) -> str:
    """What became of the files to be added, in one or two sentences."""
    fresh = [one for one in results if one.fresh]
    there = [one for one in results if one.place is not None and not one.fresh]
    wrong = [one for one in results if one.problem]
    said = []
    if len(fresh) == 1 and fresh[0].place is not None:
        said.append(f"Added “{clip(fresh[0].place.stem, _NAME_MOST)}”.")
    elif fresh:
        said.append(f"Added {len(fresh):,} stories.")
    if len(there) == 1 and there[0].place is not None:
        said.append(f"“{clip(there[0].place.stem, _NAME_MOST)}” is in the library already.")
    elif there:
        said.append(f"{len(there):,} are in the library already.")
    if wrong:
        first = wrong[0]
        more = f", and {len(wrong) - 1:,} more" if len(wrong) > 1 else ""
        said.append(f"Not added: {clip(first.source.name, _NAME_MOST)} ({first.problem}){more}.")
    return " ".join(said)
