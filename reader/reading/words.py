"""Words of a story that are looked up, and those that are kept with their sentences.

The rule: a kept word is a highlight with a tag of its own, so it outlives edits, is found again in
other editions, and travels wherever highlights do.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from reader.annotations.highlights import Colour, Highlight, Style
from reader.cleaning import clean
from reader.locator.passage import CONTEXT
from reader.reading.highlights import new_highlight
from reader.reading.selection import OBJECTS
from reader.sentences import sentence_in
from reader.story import Range, Story
from reader.value import Value

if TYPE_CHECKING:
    from reader.dictionary.lookup import Definition
    from reader.storage.store import Store

TAG = "word"
"""The tag of a highlight that is a kept word."""
_ENTRY_MOST = 2_000
"""Characters of a dictionary's entry that are kept."""
_PHRASE_MOST = 80


def words_around(story: Story, part: Range) -> Range:
    """A part of the text, widened to whole words at both ends."""
    text = story.text[part.start : part.end]
    start = part.start + len(text) - len(text.lstrip())
    end = max(start + 1, part.start + len(text.rstrip()))
    first, last = OBJECTS["iw"](start, story), OBJECTS["iw"](end - 1, story)
    return Range(first.start if first else start, last.end if last else end)


def word_on(story: Story, page: Range, word: str) -> Range | None:
    """Where a word first occurs on a page, ignoring case."""
    at = story.text[page.start : page.end].casefold().find(word.casefold()) if word else -1
    return Range(page.start + at, page.start + at + len(word)) if at >= 0 else None


def is_phrase(story: Story, part: Range) -> bool:
    """Whether a part is short enough to be looked up."""
    from reader.dictionary.lookup import WORDS_MOST

    text = story.text[part.start : part.end]
    return len(text) <= _PHRASE_MOST and len(text.split()) <= WORDS_MOST


def kept_word(story: Story, part: Range, found: Definition) -> Highlight:
    """The highlight that keeps a word of the story with what a dictionary says about it."""
    note = f"{found.headword}\n{found.text}"[:_ENTRY_MOST]
    return new_highlight(
        story, *part, colour=Colour.BLUE, style=Style.UNDERLINE, note=note, tags=(TAG,)
    )


class KeptWord(Value):
    """A word that was kept."""

    id: str
    """The id of its highlight."""
    story: int
    title: str
    word: str
    before: str
    """Its sentence up to the word."""
    after: str
    headword: str
    entry: str
    """What the dictionary says, as it was kept or as the reader has changed it."""
    chapter: str
    progression: float
    created: float

    @property
    def sentence(self) -> str:
        """The sentence that contains it."""
        return f"{self.before}{self.word}{self.after}"


def kept_words(store: Store, story_id: int | None = None) -> Iterator[KeptWord]:
    """The words that were kept, of one story or of all, in the order of their highlights."""
    found = store.highlights.of(story_id) if story_id is not None else store.highlights.of()
    for story, mark in found:
        if TAG in mark.tags:
            known = store.stories.get(story)
            yield _word(story, known.title if known else "", mark)


def _word(story: int, title: str, mark: Highlight) -> KeptWord:
    passage = mark.passage
    before, after = _sentence(passage.before, passage.quote, passage.after)
    headword, _, entry = mark.note.partition("\n")
    start = passage.start
    return KeptWord(
        mark.id,
        story,
        title,
        " ".join(passage.quote.split()),
        before,
        after,
        headword,
        entry,
        start.chapter,
        start.progression,
        mark.created,
    )


def _sentence(before: str, word: str, after: str) -> tuple[str, str]:
    """The parts of the sentence on either side of a word, from the text around it."""
    whole_before, whole_after = before.rpartition("\n")[2], after.partition("\n")[0]
    cut_before = whole_before == before and len(before) >= CONTEXT
    cut_after = whole_after == after and len(after) >= CONTEXT
    text, at = whole_before + word + whole_after, len(whole_before)
    start, end = sentence_in(text, 0, len(text), at)
    start, end = min(start, at), max(end, at + len(word))
    head, tail = text[start:at], text[at + len(word) : end]
    if cut_before and not start:
        head = f"…{head.partition(' ')[2]}"
    if cut_after and end == len(text):
        tail = f"{tail.rpartition(' ')[0]} …"
    return clean(head), clean(tail)


_ANKI = "#separator:tab\n#html:true\n#guid column:1\n#columns:ID\tSentence\tWord\tEntry\tStory\n"
"""What Anki needs to know about a file of notes."""


def anki(words: Iterator[KeptWord]) -> str:
    """The words as notes for Anki: the word in bold in its sentence, and what it means."""
    lines = (
        "\t".join(
            (
                one.id,
                f"{_html(one.before)}<b>{_html(one.word)}</b>{_html(one.after)}",
                _html(one.headword or one.word),
                _html(one.entry),
                _html(one.title),
            )
        )
        for one in words
    )
    return _ANKI + "".join(f"{line}\n" for line in lines)


def _html(text: str) -> str:
    return escape(clean(text)).replace("\t", " ").replace("\n", "<br>")
