"""What a story is and what was decided about its file, in words for people.

The rule: the screen and the command line say the same, so both say what is said here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from reader.cleaning import safe
from reader.formats.choices import Choices, Reflow
from reader.story import BlockKind, SpanKind, Story
from reader.value import NamedTuple

_TOPICS = {"matter": "front matter", "chapters": "chapter rule", "title": "title found"}
_NAMED = ("title", "author")
"""What the file says and the reader can correct."""
_REFLOW = {
    Reflow.AUTO: "joined where the file is wrapped",
    Reflow.ON: "always joined",
    Reflow.OFF: "never joined",
}


class Fact(NamedTuple):
    """One known fact; all texts are clean."""

    name: str
    """In lower case."""
    value: str
    why: str = ""
    topic: str = ""
    """The topic of the decision, such as `encoding`, or of what the file says and the reader can
    correct; empty for everything else that the file says.
    """


def facts_of(story: Story, path: Path | None, choices: Choices) -> list[Fact]:
    """Title, author, source, size and words, what else the file says, and every decision."""
    said = [
        ("title", story.title),
        ("author", story.metadata.author or "not told"),
        ("language", story.metadata.language),
        ("source", story.source.kind),
        ("file", str(path) if path else story.source.name),
        ("size", _size(story.source.size)),
        ("words", f"{story.words():,}"),
        ("chapters", _chapters(story)),
        ("blocks", _blocks(story)),
    ]
    names = {name for name, _ in said}
    said += [(name, value) for name, value in story.metadata.extra if name not in names]
    facts = [
        Fact(safe(name), safe(value), topic=name if name in _NAMED else "")
        for name, value in said
        if value
    ]
    decided = [
        Fact(_TOPICS.get(one.topic, one.topic), safe(one.verdict), safe(one.why), one.topic)
        for one in story.decisions
    ]
    return [*facts, *decided, *_chosen(story, choices)]


def _chosen(story: Story, choices: Choices) -> Iterator[Fact]:
    """What the reader can choose and no decision mentions."""
    yield Fact("lines", _REFLOW[choices.reflow], topic="reflow")
    yield Fact("raw view", "on" if choices.raw else "off", topic="raw")
    named, taken = len(choices.headings), len(choices.not_headings)
    if named or taken:
        yield Fact("corrected", f"{named:,} marked as chapters, {taken:,} unmarked", "you chose it")
    if choices.hidden:
        yield Fact("lines hidden", ", ".join(map(safe, choices.hidden)), "you chose it", "hidden")
    if not choices.ruby or any(span.kind is SpanKind.RUBY for span in story.spans):
        yield Fact("readings", "shown" if choices.ruby else "hidden", topic="ruby")


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    large = f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} KB"
    return f"{large} ({size:,} bytes)"


def _chapters(story: Story) -> str:
    by_level = Counter(chapter.level for chapter in story.chapters)
    if len(by_level) < 2:
        return f"{len(story.chapters):,}"
    levels = " + ".join(f"{by_level[level]:,}" for level in sorted(by_level))
    return f"{len(story.chapters):,} ({levels} by level)"


_MANY = MappingProxyType({BlockKind.SPEECH: "speeches", BlockKind.PREFORMATTED: "preformatted"})


def _blocks(story: Story) -> str:
    counts = Counter(block.kind for block in story.blocks)
    return ", ".join(
        f"{count:,} {kind if count == 1 else _MANY.get(kind, f'{kind}s')}"
        for kind, count in counts.items()
    )
