"""The commands of the shelf; they are a part of the table in `commands`."""

from __future__ import annotations

from reader.commands.command import Command, Group, Need, Place, given

_shelf = given(Place.SHELF, Group.SHELF)

SHELF: tuple[Command, ...] = (
    _shelf("shelf.filter", "slash", "Filter", "Show the stories that match what you type."),
    _shelf("shelf.search", "S", "Search all", "Search the text of all stories."),
    _shelf(
        "shelf.order", "o", "Order", "Order by last read, title, author, length, progress, added."
    ),
    _shelf("shelf.order-back", "O", "Order back", "Go through the orders the other way."),
    _shelf(
        "shelf.kind",
        "tab",
        "Next kind",
        "Show only the stories of the next kind.",
        needs=Need.KINDS,
    ),
    _shelf(
        "shelf.kind-back",
        "shift+tab",
        "Kind before",
        "Go through the kinds the other way.",
        needs=Need.KINDS,
    ),
    _shelf("shelf.collection", "c", "Collections", "Show only one folder of the library."),
    _shelf("shelf.about", "i", "About it", "Show or hide what is known of the current story."),
    _shelf(
        "shelf.status",
        "s",
        "Status",
        "Say that a story is to be read, read, or set aside.",
        needs=Need.STORY,
    ),
    _shelf("shelf.undo", "z", "Undo", "Take the status that was set last back.", needs=Need.UNDO),
    _shelf("shelf.add", "a", "Add…", "Copy a file or folder into the library, or drop it there."),
    _shelf("shelf.edit", "e E", "Edit", "Open the story's file in your editor.", needs=Need.FILE),
    _shelf(
        "shelf.locate",
        "u",
        "Locate…",
        "Say where the file of a missing story is now.",
        needs=Need.MISSING,
    ),
    _shelf(
        "shelf.forget",
        "x",
        "Forget",
        "Forget a missing story, its place and its bookmarks.",
        needs=Need.MISSING,
    ),
    _shelf("shelf.rescan", "R f5", "Look again", "Look for new and changed stories."),
    _shelf("shelf.leave", "q", "Leave", "Leave Nightstand."),
)
