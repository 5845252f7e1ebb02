"""Every command of the screens, declared once.

From this table come the key bindings, the command palette, the help screen, the reader's own
keys and the key table of docs/keys.md. Nothing here knows a widget.
"""

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
    _shelf(
        "shelf.everything",
        "escape",
        "Show all",
        "Show all stories again, after a filter, a status or a folder.",
        needs=Need.NARROWED,
    ),
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


_PAGES, _PLACES, _BOOKMARKS = Group.PAGES, Group.PLACES, Group.BOOKMARKS
_SEARCH = Group.SEARCH
_LOOKS = Group.LOOKS

_WHOLE = Need.WHOLE
_ALL_PAGES = Need.PAGES

_reading = given(Place.READING, always=Need.PAGE)
_hits = given(Place.READING, Group.SEARCH, Need.HITS | Need.PAGES)
_marks = given(Place.BOOKMARKS, Group.BOOKMARKS)
_line = given(Place.LINE, Group.LINE, Need.LINE)
_found = given(Place.FOUND, Group.SHELF, Need.LIST)
_looks = given(Place.LOOKS, Group.LOOKS)
_story = given(Place.STORY, Group.STORY, Need.PAGE | Need.WHOLE)
_contents = given(Place.CONTENTS, Group.STORY)
_question = given(Place.QUESTION, Group.PROGRAM, Need.QUESTION)
_settings = given(Place.SETTINGS, Group.SETTINGS)
_list = given(Place.LIST, Group.LISTS, Need.LIST)
_anywhere = given(Place.ANYWHERE, Group.PROGRAM)

COMMANDS: tuple[Command, ...] = (
    _question("answer.yes", "y", "Yes", "While something is asked: yes."),
    _question("answer.no", "n escape", "No", "While something is asked: no."),
    _reading(
        "page.next",
        "space pagedown f right l",
        "Next page",
        "Turn to the next page; a number typed before it turns that many.",
        _PAGES,
    ),
    _reading(
        "page.previous",
        "b pageup shift+space left h backspace",
        "Previous page",
        "Turn back; a number typed before it turns that many.",
        _PAGES,
    ),
    _reading(
        "line.next",
        "j down",
        "Line down",
        "Scroll down a line; on pages, turn to the next.",
        _PAGES,
    ),
    _reading("line.previous", "k up", "Line up", "Scroll up a line; on pages, turn back.", _PAGES),
    _reading(
        "half.next", "ctrl+d", "Half down", "Scroll down half a screen; on pages, turn.", _PAGES
    ),
    _reading(
        "half.previous", "ctrl+u", "Half up", "Scroll up half a screen; on pages, turn.", _PAGES
    ),
    _reading("go.start", "home g", "First page", "Go to the first page.", _PLACES),
    _reading(
        "go.end",
        "end G",
        "Last page",
        "Go to the last page, or to the page whose number was typed before it.",
        _PLACES,
    ),
    _reading(
        "go.percent",
        "percent_sign",
        "Percentage",
        "Go to the percentage typed before it, or ask for one.",
        _PLACES,
    ),
    _reading("go.ask", "colon", "Go to…", "Ask for a page number or a percentage.", _PLACES),
    _reading(
        "chapter.next",
        "right_square_bracket J",
        "Next chapter",
        "Go to the start of the next chapter.",
        _PLACES,
    ),
    _reading(
        "chapter.previous",
        "left_square_bracket K",
        "Previous chapter",
        "Go to the start of this chapter, then of the one before.",
        _PLACES,
    ),
    _reading(
        "contents", "t", "Contents", "List the chapters and go to one.", _PLACES, needs=_ALL_PAGES
    ),
    _reading(
        "footnote.show",
        "enter",
        "Footnote",
        "Show the note that the page calls for, a number typed before it says which; "
        "again goes to a long one.",
        _PLACES,
        needs=Need.FOOTNOTES | _ALL_PAGES,
    ),
    _reading("jump.back", "ctrl+o", "Back", "Go back to where the last jump left from.", _PLACES),
    _reading("jump.ahead", "tab", "Forward again", "Undo going back.", _PLACES),
    _reading(
        "jump.twice",
        "grave_accent",
        "Back",
        "Pressed twice: go back to where the last jump or search left from.",
        _PLACES,
    ),
    _reading(
        "place.other",
        "o",
        "Other window",
        "Go to another window's place, if offered.",
        _PLACES,
        needs=Need.OFFER | _WHOLE,
    ),
    _hits(
        "search.results",
        "ctrl+f enter",
        "List of hits",
        "While a search stands: list all its hits, the page following.",
    ),
    _reading(
        "search",
        "slash ctrl+f",
        "Search",
        "Search from this page on; Enter stays there, Esc returns.",
        _SEARCH,
    ),
    _reading(
        "search.backward",
        "question_mark",
        "Search backwards",
        "Only while a search stands: search backwards.",
        _SEARCH,
        needs=Need.SEARCH,
    ),
    _reading(
        "search.next",
        "n",
        "Next hit",
        "Go to the next hit, or repeat the search.",
        _SEARCH,
        needs=_ALL_PAGES,
    ),
    _reading(
        "search.previous", "N", "Previous hit", "Go to the previous hit.", _SEARCH, needs=_ALL_PAGES
    ),
    _reading(
        "search.word",
        "asterisk",
        "Search a word",
        "Search the selection or the word under the mouse, or ask for one.",
        _SEARCH,
        needs=_ALL_PAGES,
    ),
    _reading(
        "search.end",
        "escape",
        "End the search",
        "Return to where you were reading, unless you have turned a page.",
        _SEARCH,
        needs=Need.SEARCH,
    ),
    _line("match.case", "f2 alt+c", "Case", "Capitals count; by itself only if you type one."),
    _line("match.word", "f3 alt+w", "Word", "Find whole words only."),
    _line("match.exact", "f4 alt+x", "Exact", "Accents, quotes, dashes and blanks as typed."),
    _line("match.regex", "f5 alt+r", "Pattern", "The words are a regular expression."),
    _line("match.kana", "f6 alt+k", "Kana", "Hiragana and katakana are the same."),
    _line("match.matter", "f7 alt+m", "Matter", "Front and back matter are searched too."),
    _line("search.earlier", "up", "Earlier search", "What was searched for before."),
    _line("search.later", "down", "Later search", "Back towards what was being typed."),
    _reading(
        "bookmark.add",
        "m",
        "Bookmark",
        "Set a bookmark at the top of the page, then name it or not.",
        _BOOKMARKS,
        needs=Need.KNOWN,
    ),
    _reading(
        "bookmark.list",
        "apostrophe B",
        "Bookmarks",
        "List the story's bookmarks.",
        _BOOKMARKS,
        needs=_WHOLE,
    ),
    _marks("bookmark.delete", "d delete", "Delete", "Delete the bookmark; undo brings it back."),
    _marks("bookmark.undo", "u", "Undo", "Bring back the bookmark deleted last."),
    _marks("bookmark.rename", "r", "Rename", "Give the bookmark another name."),
    _reading("look", "s", "Look", "Change how the page looks, with the page in sight.", _LOOKS),
    _reading("look.wider", "plus equals_sign", "Wider", "Make the lines longer.", _LOOKS),
    _reading("look.narrower", "minus", "Narrower", "Make the lines shorter.", _LOOKS),
    _reading(
        "look.spread",
        "2",
        "Two pages",
        "Show two pages side by side, or one; typed alone it waits a moment for a second digit.",
        _LOOKS,
    ),
    _reading("look.scroll", "v", "Scroll", "Scroll by lines, or turn pages again.", _LOOKS),
    _reading(
        "focus", "Z", "Focus", "Show nothing but the text, or all that belongs to it.", _LOOKS
    ),
    _looks("look.more", "right l plus equals_sign", "More", "Change to the next value."),
    _looks("look.less", "left h minus", "Less", "Change to the value before."),
    _looks("look.whom", "o", "For whom", "Keep it for this story only, or for all stories."),
    _looks("look.common", "r", "As all", "Show this story like all others again."),
    _reading(
        "story.about",
        "i",
        "This story",
        "Tell what this story is and how its file was read; change that.",
        Group.STORY,
        needs=_WHOLE,
    ),
    _reading(
        "story.edit",
        "E",
        "Edit",
        "Open the story's file in your editor.",
        Group.STORY,
        needs=_WHOLE,
    ),
    _story("story.encoding", "e", "Encoding", "Choose the encoding by how a line reads in each."),
    _story("story.raw", "r", "Raw view", "Show the file line by line as it is, or as a story."),
    _story("story.reflow", "p", "Join lines", "Join wrapped lines by itself, always or never."),
    _story("story.chapters", "c", "Chapter rule", "Choose how chapters are found, or type how."),
    _story("story.ruby", "y", "Readings", "Show or hide the readings after words (ruby)."),
    _story("story.matter", "u", "Front matter", "Unfold what stands before and after the story."),
    _story("story.title", "R", "Title", "Correct the story's title; it is kept for this story."),
    _story("story.author", "A", "Author", "Correct who wrote the story; that is kept too."),
    _story("story.hide", "X", "Hide lines", "Hide lines that hold certain words, or show them."),
    _story("story.undo", "z", "Undo", "Undo the last change of how the story is read."),
    _reading(
        "heading.here",
        "C",
        "Chapter here",
        "The line at the top of the page is a chapter, or is not.",
        Group.STORY,
        needs=_WHOLE,
    ),
    _reading(
        "heading.pick",
        "L",
        "Chapter lines",
        "Choose a line of the page that is a chapter, or is not.",
        Group.STORY,
        needs=_WHOLE,
    ),
    _contents("contents.filter", "slash", "Filter", "In the contents: filter by words or number."),
    _contents("contents.demote", "d delete", "No chapter", "In the contents: not a chapter."),
    _contents("contents.undo", "z u", "Undo", "In the contents: undo that."),
    _reading("leave", "q", "Leave", "Leave the story; the place is kept.", Group.PROGRAM),
    *SHELF,
    _found("found.edit", "slash", "Other words", "In the search of all stories: change the words."),
    _found("found.order", "o", "Order", "In it: order by relevance, title or last read."),
    _list("list.down", "j down", "Down", "Go one line down."),
    _list("list.up", "k up", "Up", "Go one line up."),
    _list("list.page-down", "space pagedown f", "Page down", "Go one page down the list."),
    _list("list.page-up", "b pageup", "Page up", "Go one page up the list."),
    _list("list.start", "home g", "Top", "Go to the top of the list."),
    _list("list.end", "end G", "Bottom", "Go to the bottom of the list."),
    _list("list.choose", "enter l right", "Open", "Open or go to the line."),
    _list("list.close", "q escape", "Close", "Close the list and change nothing."),
    _settings("setting.more", "right l plus equals_sign", "More", "Change to the next value."),
    _settings("setting.less", "left h minus", "Less", "Change to the value before."),
    _settings("setting.reset", "r delete", "As it comes", "Take the setting back to its default."),
    _reading(
        "copy",
        "Y",
        "Copy",
        "Copy the selection, or else the page, to the clipboard.",
        Group.PROGRAM,
    ),
    _reading(
        "copy.paragraph",
        "P",
        "Copy paragraph",
        "Copy the paragraph under the mouse, or the first that begins on the page.",
        Group.PROGRAM,
    ),
    _anywhere(
        "copy.selection",
        "ctrl+c",
        "Copy selection",
        "While something is selected: copy it.",
        needs=Need.SELECTION,
    ),
    _anywhere(
        "settings", "comma", "Settings", "Show every setting, and change it.", needs=Need.KEPT
    ),
    _anywhere("palette", "ctrl+p", "Palette", "Find a command by its name, and do it."),
    _anywhere("theme.next", "T", "Next theme", "Change to the next theme.", needs=Need.KEPT),
    _anywhere("help", "question_mark f1", "Help", "Show every key."),
    _anywhere("redraw", "ctrl+l", "Redraw", "Paint the whole screen again."),
    _anywhere("suspend", "ctrl+z", "Suspend", "Go to the shell; `fg` comes back."),
    _anywhere("quit", "ctrl+q ctrl+c", "Quit", "Leave Nightstand from anywhere."),
)

BY_ID = {command.id: command for command in COMMANDS}


def commands_of(*places: Place) -> tuple[Command, ...]:
    """The commands of some places, in the order of the table."""
    return tuple(command for command in COMMANDS if command.place in places)
