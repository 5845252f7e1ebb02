"""The commands for words of a story: looked up, read aloud, and given to other programs."""

from __future__ import annotations

from reader.commands.command import Command, Group, Need, Place, given

_reading = given(Place.READING, Group.WORDS, Need.PAGE)

_definition = given(Place.DEFINITION, Group.WORDS)
_speech = given(Place.READING, Group.SPEECH, Need.PAGE)
_speaking = given(Place.SPEAKING, Group.SPEECH, Need.PAGE | Need.SPEAKING)
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
        "Look up the selection or the word under the mouse in the dictionaries, or ask for one.",
    ),
    _definition("define.keep", "w", "Keep", "Keep the word that is shown, with its sentence."),
    _definition("define.next", "tab", "Next dictionary", "Show what the next dictionary says."),
    _definition("define.back", "backspace", "Back", "Go back from a link that a digit followed."),
    _definition("define.other", "slash D", "Another word", "Look up another word."),
    _reading(
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
    _speaking("speech.pause", "space", "Pause", "Pause, or go on with the sentence."),
    _speaking("speech.back", "left_parenthesis", "Sentence back", "Go a sentence back."),
    _speaking("speech.on", "right_parenthesis", "Sentence on", "Go on to the next sentence."),
    _speaking("speech.faster", "plus equals_sign", "Faster", "Read faster."),
    _speaking("speech.slower", "minus", "Slower", "Read more slowly."),
    _speaking("speech.stop", "escape", "Stop", "Stop reading aloud."),
)
