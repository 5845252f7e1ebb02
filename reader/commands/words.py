"""The commands for words of a story: what they mean, and what else is done with them."""

from __future__ import annotations

from reader.commands.command import Command, Group, Need, Place, given

_reading = given(Place.READING, Group.WORDS, Need.PAGE)

_definition = given(Place.DEFINITION, Group.WORDS)
_people = given(Place.PEOPLE, Group.WORDS)

WORDS: tuple[Command, ...] = (
    _reading(
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
        "Say that two are one: here and there. Kept for this story.",
    ),
    _people("people.part", "minus", "Somebody else", "Say that one of the names is another’s."),
    _reading(
        "define",
        "D",
        "Look up",
        "Look the selection or the word under the mouse up in the dictionaries, or ask for one.",
    ),
    _definition("define.keep", "w", "Keep", "Keep the word that is shown, with its sentence."),
    _definition("define.next", "tab", "Next dictionary", "Go to what the next dictionary says."),
    _definition("define.back", "backspace", "Back", "Return from a link that a digit followed."),
    _definition("define.other", "slash D", "Another word", "Look up another word."),
    _reading(
        "hook",
        "exclamation_mark",
        "Run a hook",
        "Give the selection, or else the sentence at the top, to a command of the settings.",
    ),
)
