"""The commands for words of a story: select, highlight, look up, read aloud, pass to a hook."""

from __future__ import annotations

from reader.commands.command import Command, Group, Need, Place, given

_KEPT = Need.KNOWN | Need.WHOLE
_reading = given(Place.READING, Group.HIGHLIGHTS, Need.PAGE)
_selection = given(Place.SELECTION)
_selecting = given(Place.SELECTION, Group.SELECTION, Need.PAGE | Need.SELECTING)
_highlights = given(Place.HIGHLIGHTS, Group.HIGHLIGHTS)
_shelf = given(Place.SHELF, Group.HIGHLIGHTS)

HIGHLIGHTS: tuple[Command, ...] = (
    _reading(
        "select",
        "V",
        "Select",
        "Select words by keys, from the first word of the page or the one under the mouse.",
    ),
    _reading(
        "highlight",
        "H",
        "Highlight",
        "Highlight the selection, or else the sentence at the top; a digit before it is a colour.",
        needs=_KEPT,
    ),
    _reading(
        "highlight.note",
        "A",
        "Note",
        "Write a note on the highlight or the selection, or else on the sentence at the top.",
        needs=_KEPT,
    ),
    _reading(
        "highlight.list",
        "quotation_mark",
        "Highlights",
        "List the highlights and notes.",
        needs=Need.WHOLE,
    ),
    _selection(
        "highlight.undo",
        "z",
        "Undo highlight",
        "Undo the last change to a highlight.",
        Group.HIGHLIGHTS,
        Need.PAGE | Need.MARKED,
    ),
    _selecting("select.right", "l right", "Right", "Move the end of the selection right."),
    _selecting("select.left", "h left", "Left", "Move it left."),
    _selecting("select.down", "j down", "Down", "Move it down a line."),
    _selecting("select.up", "k up", "Up", "Move it up a line."),
    _selecting("select.word-next", "w", "Next word", "Move it to the next word."),
    _selecting("select.word-end", "e", "Word’s end", "Move it to the end of a word."),
    _selecting("select.word-previous", "b", "Previous word", "Move it back to a word’s start."),
    _selecting(
        "select.sentence-next",
        "right_parenthesis",
        "Sentence’s end",
        "Move it to the end of a sentence.",
    ),
    _selecting(
        "select.sentence-previous",
        "left_parenthesis",
        "Previous sentence",
        "Move it a sentence back.",
    ),
    _selecting(
        "select.paragraph-next",
        "right_curly_bracket",
        "Paragraph’s end",
        "Move it to the end of a paragraph.",
    ),
    _selecting(
        "select.paragraph-previous",
        "left_curly_bracket",
        "Previous paragraph",
        "Move it a paragraph back.",
    ),
    _selecting("select.line-start", "0", "Line’s start", "Move it to the start of the line."),
    _selecting("select.line-end", "dollar_sign", "Line’s end", "Move it to the end of the line."),
    _selecting("select.page-start", "g home", "Page’s start", "Move it to the start of the page."),
    _selecting("select.page-end", "G end", "Page’s end", "Move it to the end of the page."),
    _selecting("select.other-end", "o", "Other end", "Switch to moving the other end."),
    _selecting(
        "select.inside", "i", "Inside", 'With w, s, p or ": select the word, sentence, … around it.'
    ),
    _selecting("select.around", "a", "Around", "The same, quotation marks and all."),
    _selecting("select.yellow", "1", "Yellow", "Choose the colour yellow."),
    _selecting("select.green", "2", "Green", "Choose the colour green."),
    _selecting("select.blue", "3", "Blue", "Choose the colour blue."),
    _selecting("select.pink", "4", "Pink", "Choose the colour pink."),
    _selecting("select.orange", "5", "Orange", "Choose the colour orange."),
    _selecting("select.purple", "6", "Purple", "Choose the colour purple."),
    _selecting(
        "select.style",
        "s",
        "Style",
        "Change how the highlight is drawn.",
    ),
    _selecting("select.highlight", "enter", "Highlight it", "Highlight the selection."),
    _selecting("select.end", "escape q V", "Cancel", "Select nothing."),
    _shelf(
        "shelf.highlights",
        "quotation_mark",
        "All highlights",
        "On the shelf: list the highlights and notes of all stories.",
    ),
    _highlights("highlights.filter", "slash", "Filter", "Filter by words, colour or #tag."),
    _highlights("highlights.delete", "d delete", "Delete", "Delete it; undo brings it back."),
    _highlights("highlights.undo", "u z", "Undo", "Bring back the last deleted highlight."),
    _highlights("highlights.note", "r A", "Note", "Change its note."),
    _highlights("highlights.edit", "E", "Edit note", "Change its note in your editor."),
    _highlights("highlights.colour", "c", "Colour", "Change to the next colour."),
    _highlights("highlights.tags", "t", "Tags", "Change its tags, separated by spaces."),
)


_on_words = given(Place.READING, Group.WORDS, Need.PAGE)

_definition = given(Place.DEFINITION, Group.WORDS)
_speech = given(Place.READING, Group.SPEECH, Need.PAGE)
_speaking = given(Place.SPEAKING, Group.SPEECH, Need.PAGE | Need.SPEAKING)
_people = given(Place.PEOPLE, Group.WORDS)

WORDS: tuple[Command, ...] = (
    _on_words(
        "who",
        "W",
        "Who is this?",
        "Look up the selection or the word under the mouse, or ask for a name: only in what you"
        " have read.",
        needs=Need.WHOLE,
    ),
    _people("people.filter", "slash", "Filter", "Filter the people by their names."),
    _people(
        "people.join",
        "ampersand",
        "The same",
        "Say that two names are one person: press it on each. Kept for this story.",
    ),
    _people("people.part", "minus", "Someone else", "Say that one of the names is someone else’s."),
    _on_words(
        "define",
        "D",
        "Look up",
        "Look up the selection or the word under the mouse in the dictionaries, or ask for one.",
    ),
    _definition("define.keep", "w", "Keep", "Keep the word that is shown, with its sentence."),
    _definition("define.next", "tab", "Next dictionary", "Show what the next dictionary says."),
    _definition("define.back", "backspace", "Back", "Go back after following a link by its digit."),
    _definition("define.other", "slash D", "Another word", "Look up another word."),
    _on_words(
        "hook",
        "exclamation_mark",
        "Run a hook",
        "Pass the selection, or else the sentence at the top, to a command from the settings.",
    ),
    _speech(
        "speech",
        "S",
        "Read to me",
        "Read aloud from the selection or the top of the page, or stop.",
        needs=Need.WHOLE | Need.PAGES,
    ),
    _speaking("speech.pause", "space", "Pause", "Pause, or resume from the same sentence."),
    _speaking("speech.back", "left_parenthesis", "Sentence back", "Go a sentence back."),
    _speaking("speech.on", "right_parenthesis", "Sentence on", "Go on to the next sentence."),
    _speaking("speech.faster", "plus equals_sign", "Faster", "Read faster."),
    _speaking("speech.slower", "minus", "Slower", "Read more slowly."),
    _speaking("speech.stop", "escape", "Stop", "Stop reading aloud."),
)
