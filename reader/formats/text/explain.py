"""Why a block of a story is what it is: the row of the table of kinds that took it.

The rule: nothing is kept for this; the file is read again when somebody asks.
"""

from __future__ import annotations

from reader.formats.choices import Choices
from reader.formats.format import Explanation
from reader.formats.text.headings.rules import heading_reason
from reader.formats.text.kinds import reason_of
from reader.formats.text.parse import parse
from reader.story import BlockKind, Story

_CHANGED = {
    BlockKind.HEADING: ("heading", "it names the story, or begins a chapter"),
    BlockKind.SPEECH: ("speech", "a speaker's name, or words that go on where one spoke"),
    BlockKind.BREAK: ("crosses", "crosses alone on a line, in a text that counts in no numerals"),
}
"""What later steps make of blocks, by kind."""
_HEADED = {"pattern": "your pattern fits it", "reader": "you said so"}
"""What makes a heading without a row of the table."""


def explain(
    story: Story, offset: int, data: bytes, name: str, choices: Choices
) -> Explanation | None:
    """Why the block at an offset is what it is; None where the bytes hold another story.

    Args:
        story: What the bytes were read as.
        offset: A place in its text.
        data: The whole file.
        name: The file's name or path.
        choices: What the reader decided about it.
    """
    rules: list[tuple[BlockKind, str]] = []
    again = parse(data, name, choices, rules=rules, sha256=story.source.sha256)
    if again.text != story.text or len(rules) != len(story.blocks):
        return None
    index = max(0, story.block_index(offset))
    kind = story.blocks[index].kind
    drafted, rule = rules[index]
    if kind is BlockKind.HEADING and (why := _HEADED.get(rule) or heading_reason(rule)):
        return Explanation(kind, rule, why)
    if kind is not drafted and kind in _CHANGED:
        return Explanation(kind, *_CHANGED[kind])
    return Explanation(kind, rule, reason_of(rule))
