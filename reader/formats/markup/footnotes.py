"""Which links of a text refer to notes.

The rule: a link to elsewhere in the story does not; a note is the block to which a reference leads.
"""

from __future__ import annotations

from reader.formats.markup.builder import Builder
from reader.story import BlockKind, Footnote, Range, Story

_CALL_MOST = 4
"""Characters of a link to a note: a number, a sign, a letter."""


def footnotes_of(builder: Builder, story: Story) -> tuple[Footnote, ...]:
    """The notes that links refer to by their type, or by a number.

    A number must lead to something folded, or to something that links back.
    """
    led = {}
    for link in builder.links:
        at = builder.anchors.get(link.target)
        if at is not None and link.end <= len(story.text):
            led[link] = at, story.block_index(link.start), max(0, story.block_index(at))
    pairs = {(here, there) for _, here, there in led.values()}
    found = []
    for link, (at, here, there) in led.items():
        aside = not story.body.start <= at < story.body.end
        words = story.text[link.start : link.end].strip("[]()")
        called = at > link.end and _is_call(words)
        if here != there and (link.note or (called and (aside or (there, here) in pairs))):
            found.append(Footnote(link.start, link.end, _note(story, there, words)))
    return tuple(sorted(found))


def _note(story: Story, block: int, words: str) -> Range:
    """The note that begins with a block: the next block, if this is only its number."""
    start, end, kind = story.blocks[block][:3]
    if block + 1 < len(story.blocks) and (
        kind is BlockKind.HEADING or story.text[start:end].strip("[]().") == words
    ):
        start, end = story.blocks[block + 1][:2]
    return Range(start, end)


def _is_call(words: str) -> bool:
    """Whether words are a number, a sign or a single letter."""
    return 0 < len(words) <= _CALL_MOST and (len(words) == 1 or not words.isalpha())
