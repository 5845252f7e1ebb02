"""Stories that are copied into the library: typed, dropped onto the terminal, or edited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events, work

from reader.cleaning import safe
from reader.shelf.absent import typed_path
from reader.shelf.add import Added, add, dropped
from reader.tui.messages import EditWanted
from reader.tui.screens.shelf.base import ShelfBase
from reader.typeset.cells import clip

_NAME_MOST = 40


class Taking(ShelfBase):
    """Adds and edits."""

    async def do_shelf_add(self) -> None:
        """Answer `shelf.add`."""
        typed = await self.ask("Add:", "", "a file or folder; or drop it here")
        if typed is not None and typed.strip():
            self._add(dropped(typed) or [typed_path(typed)])

    def on_paste(self, event: events.Paste) -> None:
        """Copy what is dropped onto the terminal, which sends its path."""
        paths = dropped(event.text)
        if paths:
            event.stop()
            self._add(paths)
        elif event.text.strip():
            self.notify("The pasted text is not the path of an existing file.", markup=False)

    @work(thread=True, group="add")
    def _add(self, paths: Sequence[Path]) -> None:
        self.app.call_from_thread(self._begin)
        results = add(self.context, paths)
        self.app.call_from_thread(self._added, results)

    def _begin(self) -> None:
        self.busy = "copying…"
        self.label()

    def _added(self, results: Sequence[Added]) -> None:
        self.busy = ""
        wrong = [one for one in results if one.problem]
        self.notify(
            safe(_told(results)), severity="warning" if wrong else "information", markup=False
        )
        place = next((one.place for one in results if one.place is not None), None)
        self.wanted = str(place) if place is not None else ""
        self.look()

    def do_shelf_edit(self) -> None:
        """Answer `shelf.edit`."""
        item = self.list_view.current
        if item is not None:
            self.post_message(EditWanted(item.path, self.look))

    def can(self, command_id: str) -> bool:
        """A file that is there can be edited."""
        if command_id == "shelf.edit":
            item = self.list_view.current if self.is_mounted else None
            return item is not None and item.missing is None
        return super().can(command_id)


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
