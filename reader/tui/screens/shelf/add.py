"""Stories that are copied into the library: typed, dropped onto the terminal, or edited."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from reader.cleaning import safe
from reader.commands.answers import command
from reader.shelf.absent import typed_path
from reader.shelf.add import Added, add, dropped
from reader.tui.messages import EditWanted
from reader.tui.screens.shelf.rescan import Rescan
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.tui.screens.shelf import ShelfScreen

_NAME_MOST = 40


class AddStories:
    """Adds and edits."""

    def __init__(self, screen: ShelfScreen) -> None:
        self._screen = screen

    @command("shelf.add")
    async def ask(self) -> None:
        """Copy what is typed."""
        typed = await self._screen.ask("Add:", "", "a file or folder; or drop it here")
        if typed is not None and typed.strip():
            await self._add(dropped(typed) or [typed_path(typed)])

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
    """What became of what was to be added, in one or two sentences."""
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
