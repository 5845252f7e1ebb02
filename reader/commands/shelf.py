"""The commands of the shelf, and of what a search of all its stories found."""

from __future__ import annotations

from reader.commands.command import Command, Group, Need, Place, given

_shelf = given(Place.SHELF, Group.SHELF)
_found = given(Place.FOUND, Group.SHELF, Need.LIST)

SHELF: tuple[Command, ...] = (
    _shelf(
        "shelf.filter",
        "slash",
        "Filter",
        "Show the stories that match what you type.",
        needs=Need.SHELF,
    ),
    _shelf("shelf.search", "S", "Search all", "Search the text of all stories."),
    _shelf(
        "shelf.order",
        "o",
        "Sort",
        "Sort by last read, title, author, length, progress, added.",
        needs=Need.SHELF,
    ),
    _shelf(
        "shelf.order-back",
        "O",
        "Previous sort",
        "Go back through the sort orders.",
        needs=Need.SHELF,
    ),
    _shelf(
        "shelf.kind",
        "tab",
        "Next status",
        "Show only the stories of the next status.",
        needs=Need.KINDS | Need.SHELF,
    ),
    _shelf(
        "shelf.kind-back",
        "shift+tab",
        "Previous status",
        "Go back through the statuses.",
        needs=Need.KINDS | Need.SHELF,
    ),
    _shelf(
        "shelf.collection",
        "c",
        "Collections",
        "Show only one folder of the library.",
        needs=Need.SHELF,
    ),
    _shelf(
        "shelf.everything",
        "escape",
        "Show all",
        "Show all stories again, after a filter, a status or a folder.",
        needs=Need.NARROWED,
    ),
    _shelf("shelf.about", "i", "Details", "Show or hide the details of the current story."),
    _shelf(
        "shelf.status",
        "s",
        "Status",
        "Mark a story as to read, reading, finished or set aside.",
        needs=Need.STORY | Need.SHELF,
    ),
    _shelf(
        "shelf.undo",
        "z",
        "Undo",
        "Undo the last status change.",
        needs=Need.UNDO | Need.SHELF,
    ),
    _shelf("shelf.add", "a", "Add…", "Copy a file or folder into the library."),
    _shelf("shelf.edit", "e E", "Edit", "Open the story's file in your editor.", needs=Need.FILE),
    _shelf(
        "shelf.locate",
        "u",
        "Locate…",
        "Say where the file of a missing story is now.",
        needs=Need.MISSING | Need.SHELF,
    ),
    _shelf(
        "shelf.forget",
        "x",
        "Forget",
        "Forget a missing story, its place and its bookmarks.",
        needs=Need.MISSING | Need.SHELF,
    ),
    _shelf(
        "shelf.rescan",
        "R f5",
        "Rescan",
        "Look for new and changed stories.",
        needs=Need.SHELF,
    ),
    _shelf("shelf.leave", "q", "Quit", "Leave Nightstand."),
    _found("found.edit", "slash", "Edit search", "Change the words of the search."),
    _found("found.order", "o", "Sort", "Sort by relevance, title or last read."),
)
