"""Every command of the screens, declared once.

From this table come the key bindings, the command palette, the help screen, the reader's own
keys and the key table of docs/keys.md. Nothing here knows a widget.
"""

from __future__ import annotations

from reader.commands.command import Command, Group, Need, Place, given
from reader.commands.passages import HIGHLIGHTS, WORDS
from reader.commands.shelf import SHELF

_PAGES, _BOOKMARKS, _SEARCH, _LOOKS = Group.PAGES, Group.BOOKMARKS, Group.SEARCH, Group.LOOKS

_WHOLE = Need.WHOLE
_ALL_PAGES = Need.PAGES

_reading = given(Place.READING, always=Need.PAGE)
_goes = given(Place.READING, Group.PLACES, Need.PAGE)
_hits = given(Place.READING, Group.SEARCH, Need.HITS | Need.PAGES)
_marks = given(Place.BOOKMARKS, Group.BOOKMARKS)
_line = given(Place.LINE, Group.LINE, Need.LINE)
_looks = given(Place.LOOKS, Group.LOOKS)
_story = given(Place.STORY, Group.STORY, Need.PAGE | Need.WHOLE)
_contents = given(Place.CONTENTS, Group.STORY)
_question = given(Place.QUESTION, Group.PROGRAM, Need.QUESTION)
_help = given(Place.HELP, Group.PROGRAM)
_settings = given(Place.SETTINGS, Group.SETTINGS)
_list = given(Place.LIST, Group.LISTS, Need.LIST)
_anywhere = given(Place.ANYWHERE, Group.PROGRAM)

COMMANDS: tuple[Command, ...] = (
    _question("answer.yes", "y", "Yes", "Answer a question with yes."),
    _question("answer.no", "n escape", "No", "Answer a question with no."),
    *HIGHLIGHTS,
    *WORDS,
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
        "half.next",
        "ctrl+d",
        "Half page down",
        "Scroll down half a screen; on pages, turn.",
        _PAGES,
    ),
    _reading(
        "half.previous",
        "ctrl+u",
        "Half page up",
        "Scroll up half a screen; on pages, turn.",
        _PAGES,
    ),
    _reading("page.auto", "a", "Auto-turn", "Turn pages by themselves, at your pace.", _PAGES),
    _goes("go.start", "home g", "First page", "Go to the first page."),
    _goes(
        "go.end",
        "end G",
        "Last page",
        "Go to the last page, or to the page whose number was typed before it.",
    ),
    _goes(
        "go.percent",
        "percent_sign",
        "Go to percentage",
        "Go to the percentage typed before it, or ask for one.",
    ),
    _goes("go.ask", "colon", "Go to…", "Ask for a page number or a percentage."),
    _goes(
        "chapter.next",
        "right_square_bracket J",
        "Next chapter",
        "Go to the start of the next chapter.",
    ),
    _goes(
        "chapter.previous",
        "left_square_bracket K",
        "Previous chapter",
        "Go to the start of this chapter, then to the previous one.",
    ),
    _goes("contents", "t", "Contents", "List the chapters and go to one.", needs=_ALL_PAGES),
    _goes(
        "footnote.show",
        "enter",
        "Footnote",
        "Show the note on the page; a number typed before it says which; "
        "press again to go to a long one.",
        needs=Need.FOOTNOTES | _ALL_PAGES,
    ),
    _goes("jump.back", "ctrl+o", "Back", "Back to before the last jump."),
    _goes("jump.ahead", "tab", "Forward", "Forward again, to where you came back from."),
    _goes(
        "place.looked",
        "grave_accent",
        "Last look",
        "Look again at the page you were looking at when you left, when it is offered.",
        needs=Need.LOOKED | _WHOLE,
    ),
    _goes(
        "jump.twice",
        "grave_accent",
        "Back (twice)",
        "Pressed twice: back to before the last jump or search.",
    ),
    _goes(
        "place.other",
        "o",
        "Other window",
        "Go to another window's place, when it is offered.",
        needs=Need.OFFER | _WHOLE,
    ),
    _hits(
        "search.results",
        "ctrl+f enter",
        "All hits",
        "List all hits; the page follows (during a search).",
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
        "Search backwards (during a search).",
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
        "Search this word",
        "Search for the selection or the word under the mouse, or ask for one.",
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
    _goes(
        "place.here",
        "enter M",
        "Read on here",
        "Read on from here (while only looking).",
        needs=Need.LOOK,
    ),
    _goes(
        "place.return",
        "escape",
        "Return",
        "Return to your place (while only looking).",
        needs=Need.LOOK,
    ),
    _line("match.case", "f2 alt+c", "Case", "Match case: when you type a capital, always, never."),
    _line("match.word", "f3 alt+w", "Word", "Match whole words only."),
    _line("match.exact", "f4 alt+x", "Exact", "Match accents, quotes, dashes and spaces exactly."),
    _line("match.regex", "f5 alt+r", "Pattern", "Treat what you type as a regular expression."),
    _line("match.kana", "f6 alt+k", "Kana", "Treat hiragana and katakana as the same."),
    _line("match.matter", "f7 alt+m", "Front matter", "Search front and back matter too."),
    _line("search.earlier", "up", "Earlier search", "Bring back the previous search."),
    _line("search.later", "down", "Later search", "Bring back the later search."),
    _reading(
        "bookmark.add",
        "m",
        "Bookmark",
        "Set a bookmark at the top of the page; a name is optional.",
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
    _marks("bookmark.undo", "u", "Undo", "Bring back the last deleted bookmark."),
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
    _reading("focus", "Z", "Focus", "Hide or show header and page number.", _LOOKS),
    _looks("look.more", "right l plus equals_sign", "More", "Change to the next value."),
    _looks("look.less", "left h minus", "Less", "Change to the previous value."),
    _looks(
        "look.whom",
        "o",
        "For which stories",
        "Keep the look for this story only, or for all stories.",
    ),
    _looks("look.common", "r", "Like all stories", "Show this story like all others again."),
    _reading(
        "story.about",
        "i",
        "This story",
        "Show what this story is and how its file was read; change that.",
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
    _story("story.reflow", "p", "Join lines", "Join wrapped lines: automatically, always, never."),
    _story(
        "story.chapters", "c", "Chapter rule", "Choose how chapters are found, or type a pattern."
    ),
    _story("story.ruby", "y", "Readings", "Show or hide the readings after words (ruby)."),
    _story("story.matter", "u", "Front matter", "Show or hide front and back matter."),
    _story("story.title", "R", "Title", "Correct the title; kept for this story."),
    _story("story.author", "U", "Author", "Correct the author; kept for this story."),
    _story("story.hide", "X", "Hide lines", "Hide lines with certain words, or show them again."),
    _story("story.undo", "z", "Undo", "Undo the last change to how the story is read."),
    _reading(
        "heading.here",
        "C",
        "Chapter here",
        "Mark or unmark the top line as a chapter heading.",
        Group.STORY,
        needs=_WHOLE,
    ),
    _reading(
        "heading.pick",
        "L",
        "Chapter lines",
        "Choose a line of the page to mark or unmark as a chapter.",
        Group.STORY,
        needs=_WHOLE,
    ),
    _contents("contents.filter", "slash", "Filter", "Filter the contents by words or number."),
    _contents(
        "contents.demote", "d delete", "Not a chapter", "Unmark the current line as a chapter."
    ),
    _contents("contents.undo", "z u", "Undo", "Undo the last change to the contents."),
    _reading("leave", "q", "Leave", "Leave the story; the place is kept.", Group.PROGRAM),
    *SHELF,
    _list("list.down", "j down", "Down", "One line down."),
    _list("list.up", "k up", "Up", "One line up."),
    _list("list.page-down", "space pagedown f", "Page down", "One page down."),
    _list("list.page-up", "b pageup", "Page up", "One page up."),
    _list("list.start", "home g", "Top", "To the top."),
    _list("list.end", "end G", "Bottom", "To the bottom.", needs=Need.SHELF),
    _list("list.choose", "enter l right", "Open", "Open the line, or go there."),
    _list("list.close", "escape q", "Close", "Close without changing anything."),
    _help("help.filter", "slash", "Filter keys", "Filter the list of keys by words or a key."),
    _settings("setting.more", "right l plus equals_sign", "More", "Change to the next value."),
    _settings("setting.less", "left h minus", "Less", "Change to the previous value."),
    _settings("setting.reset", "r delete", "Reset", "Reset the setting to its default."),
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
        "Copy the selection.",
        needs=Need.SELECTION,
    ),
    _anywhere("settings", "comma", "Settings", "Show and change every setting.", needs=Need.KEPT),
    _anywhere("statistics", "I", "Time and pace", "Show how long you read, and how fast."),
    _anywhere("palette", "ctrl+p", "Find a command", "Find a command, and run it."),
    _anywhere(
        "theme.next", "T", "Next theme", "Change to the next theme, and name it.", needs=Need.KEPT
    ),
    _anywhere("help", "question_mark f1", "All keys", "Show every key."),
    _anywhere("hide", "full_stop f9", "Hide", "Hide everything at once; any key brings it back."),
    _anywhere("redraw", "ctrl+l", "Redraw", "Redraw the whole screen."),
    _anywhere("suspend", "ctrl+z", "Suspend", "Go to the shell; `fg` comes back."),
    _anywhere("quit", "ctrl+q ctrl+c", "Quit from anywhere", "Leave Nightstand from anywhere."),
)

BY_ID = {command.id: command for command in COMMANDS}


def commands_of(*places: Place) -> tuple[Command, ...]:
    """The commands of some places, in the order of the table."""
    return tuple(command for command in COMMANDS if command.place in places)
