"""One text and half-open ranges of it: what every other part speaks about.

The rule: a `Story` never changes, and everything in it is a range `[start, end)` of code points
into its one normalised `text`. Cells, rows and pages are unknown here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import NewType

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

Offset = NewType("Offset", int)
"""A code-point index into a story's text."""

_START = attrgetter("start")

# Scripts written without spaces: each character counts as a word.
_SOLO = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_SOLO_CHARACTER = lazy_pattern(f"[{_SOLO}]")
_SOLO_RUN = lazy_pattern(f"[{_SOLO}]+")
_SENTENCE_MOST = 280
_PIECE = 1 << 16
"""Characters whose words are counted together: those of a long story would fill the memory."""


class BlockKind(StrEnum):
    """What a block is, which decides whether its lines flow or are kept."""

    PARAGRAPH = "paragraph"
    """Prose: one line of text, broken again at every measure."""
    HEADING = "heading"
    """A title of the story or of a part of it; lines are kept."""
    BREAK = "break"
    """A scene break: `* * *` or the like, as the author wrote it."""
    VERSE = "verse"
    """A stanza: lines are kept, the turnover of an overlong one is indented."""
    LETTER = "letter"
    """A letter's head or signature, a telegram, an inscription: lines are kept, inset."""
    QUOTE = "quote"
    """A quotation set off from the prose: flows, inset."""
    LIST = "list"
    """List or contents entries: lines are kept, the turnover of an overlong one is indented."""
    SPEECH = "speech"
    """A speech of a play: lines are kept."""
    PREFORMATTED = "preformatted"
    """A table or a drawing: lines are kept and may be cut, never broken."""

    @property
    def flows(self) -> bool:
        """Whether the block is one line of text that is broken to fit the measure."""
        return self in (BlockKind.PARAGRAPH, BlockKind.QUOTE)


class SpanKind(StrEnum):
    """How a stretch inside a block is set apart."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    RUBY = "ruby"
    """A reading shown in brackets after the word it belongs to."""
    UNDERLINE = "underline"
    """This and all below only come from other programs: see `cli.renditions`."""
    DIM = "dim"
    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"
    BLUE = "blue"
    MAGENTA = "magenta"
    CYAN = "cyan"


class Range(NamedTuple):
    """Half-open `[start, end)` in code points."""

    start: int
    end: int


class Block(NamedTuple):
    """A range of the text that is laid out as one thing; it never contains another block.

    The text between two blocks is exactly one newline. Inside a block that flows there is no
    newline; inside one whose lines are kept, each line is one line of the text, with its own
    leading blanks relative to `indent`.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    """Rank of a heading, 1 the highest; depth of a quotation; otherwise 0."""
    indent: int = 0
    """Cells of the author's indent: the first line of a paragraph, all lines of other blocks."""
    blanks: int = 1
    """Blank lines before it in the file, at most 9."""


class Span(NamedTuple):
    """A stretch of text set apart, with its markers already removed."""

    start: int
    end: int
    kind: SpanKind


class Side(StrEnum):
    """The position of a block that does not begin at the left."""

    CENTRE = "centre"
    RIGHT = "right"


class Placement(NamedTuple):
    """A block that its author centred or set at the right."""

    start: int
    end: int
    side: Side


class Footnote(NamedTuple):
    """Words, often a number, that refer to a note, and the range of that note."""

    start: int
    end: int
    note: Range


class Chapter(NamedTuple):
    """A heading and everything after it up to the next heading of any level."""

    start: int
    end: int
    title: str
    level: int = 1


class Decision(NamedTuple):
    """One thing that was decided about the file, and why; shown by `info`."""

    topic: str
    """`encoding`, `newlines`, `paragraphs`, `chapters`, `matter`, `emphasis`, …"""
    verdict: str
    why: str
    found: tuple[tuple[str, int], ...] = ()
    """If rules competed: the id of each and how much it found."""


class Metadata(NamedTuple):
    """What the file says about itself; empty where it does not."""

    title: str = ""
    author: str = ""
    language: str = ""
    """BCP 47 tag, such as `en` or `zh-Hans`."""
    extra: tuple[tuple[str, str], ...] = ()
    """Further pairs in the order of the file: `series`, `summary`, `status`, `url`, …"""


class Source(NamedTuple):
    """The file that a story was read from."""

    name: str
    """The file's name without folder and suffix, cleaned; hyphens between words become spaces."""
    sha256: str
    """Of the bytes, in lower-case hexadecimal."""
    size: int
    """In bytes."""
    encoding: str
    """Python's name of the codec that decoded it."""
    kind: str = "plain text"
    """`Project Gutenberg`, `FanFicFare`, `AO3`, `fan fiction header`, `Aozora Bunko`, `Fountain`,
    `OpenITI`, `front matter`, `Usenet or mail`, `novel site` or `plain text`."""


class Excerpt(NamedTuple):
    """What is known about a story of which only a stretch is loaded, its `body`."""

    shift: int = 0
    """Roughly how much further on its characters are in the whole story's text."""
    size: int = 1
    """Roughly how many characters that text has."""
    anchor: tuple[int, float] = (0, 0.0)
    """An offset whose progression is known."""
    chapter: str = ""
    """The title of the chapter in which it begins, if known."""
    begins: bool = True
    """Whether nothing of the story lies before it."""
    ends: bool = False
    """Whether nothing of the story follows it."""

    def progression(self, offset: int) -> float:
        """Roughly the share of the whole story before an offset, from 0 to 1."""
        at, share = self.anchor
        return min(1.0, max(0.0, share + (offset - at) / max(1, self.size)))


class Story(NamedTuple):
    """A text as it is read."""

    text: str
    blocks: Sequence[Block]
    """In order, not overlapping; every character that is not blank is in one."""
    body: Range
    """The story itself. Front matter comes before it and back matter after it, both folded."""
    chapters: tuple[Chapter, ...]
    spans: tuple[Span, ...]
    metadata: Metadata
    source: Source
    decisions: tuple[Decision, ...] = ()
    excerpt: Excerpt | None = None
    """Set if only a stretch of the story is loaded."""
    placements: tuple[Placement, ...] = ()
    """In order; empty if everything begins at the left."""
    footnotes: tuple[Footnote, ...] = ()
    """In the order of the words that refer to them."""

    @property
    def begins(self) -> bool:
        """Whether no part of the story itself lies before the body."""
        return self.excerpt is None or self.excerpt.begins

    @property
    def ends(self) -> bool:
        """Whether no part of the story itself follows the body."""
        return self.excerpt is None or self.excerpt.ends

    @property
    def title(self) -> str:
        """The title that the file gives, else the file's name."""
        return self.metadata.title or self.source.name

    def block_index(self, offset: int) -> int:
        """The block that contains the offset, or the last one before it; -1 before the first."""
        return bisect_right(self.blocks, offset, key=_START) - 1

    def side_at(self, offset: int) -> Side | None:
        """Where the block that contains the offset is placed, if that is not the left."""
        index = bisect_right(self.placements, offset, key=_START) - 1
        found = self.placements[index] if index >= 0 else None
        return found.side if found and offset < found.end else None

    def chapter_index(self, offset: int) -> int:
        """The chapter that contains the offset; -1 before the first or when there are none."""
        return bisect_right(self.chapters, offset, key=_START) - 1

    def chapter_at(self, offset: int) -> str:
        """The title of the chapter that contains the offset, else an empty string."""
        index = self.chapter_index(offset)
        if index < 0:
            return self.excerpt.chapter if self.excerpt else ""
        return self.chapters[index].title

    def progression(self, offset: int) -> float:
        """The share of the body before the offset, from 0 to 1."""
        if self.excerpt:
            return self.excerpt.progression(offset)
        start, end = self.body
        return min(1.0, max(0.0, (offset - start) / (end - start))) if end > start else 0.0

    def offset_at(self, progression: float) -> Offset:
        """The offset at a share of the body."""
        start, end = self.body
        share = min(1.0, max(0.0, progression))
        return Offset(start + round((end - start) * share))

    def sentence_at(self, offset: int) -> str:
        """The sentence that begins at or contains the offset, on one line, at most 280 characters.

        It is what a bookmark shows. Sentences do not cross blocks; where lines are kept, a line
        counts as one.
        """
        return _one_line(self.text[slice(*self.sentence_range(offset))])

    def sentence_range(self, offset: int) -> Range:
        """The sentence that begins at or contains the offset, as `sentence_at` shows it."""
        if not self.blocks:
            return Range(0, 0)
        block = self.blocks[max(0, self.block_index(offset))]
        at = min(max(offset, block.start), block.end)
        if not block.kind.flows:
            start = self.text.rfind("\n", block.start, at) + 1 or block.start
            end = self.text.find("\n", at, block.end)
            return Range(start, end if end >= 0 else block.end)
        from reader.sentences import sentence_in  # no first page needs it

        return Range(*sentence_in(self.text, block.start, block.end, at))

    def words(self) -> int:
        """How many words the body has; in scripts without spaces each character is one."""
        return count_words(self.text, *self.body)


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """Words in a range of a text: runs between blanks, each character of some scripts one."""
    end = len(text) if end is None else end
    count = 0
    for low in range(start, end, _PIECE):
        high = min(low + _PIECE, end)
        piece = text[low:high]
        if not piece.isascii():
            rest, runs = _SOLO_RUN.subn(" ", piece)
            count += len(piece) - len(rest) + runs  # a blank replaces each run
            piece = rest
        count += len(piece.split())
        if high < end and not (piece[-1].isspace() or _stands_alone(text[high])):
            count -= 1  # it continues in the next piece
    return count


def _stands_alone(character: str) -> bool:
    return character.isspace() or _SOLO_CHARACTER.match(character) is not None


def percent(progression: float) -> str:
    """A share as a whole percentage; 100 only at the very end."""
    # 0.29 times a hundred is a little less than 29.
    return f"{100 if progression >= 1 else min(99, int(progression * 100 + 1e-9))} %"


def quantity(number: int, noun: str, plural: str = "") -> str:
    """So many things in words: “1 word”, “2,000 words”; a plural without -s is given."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def lines_of(text: str, start: int, end: int) -> Iterator[Range]:
    """The lines of `[start, end)` as ranges without their newlines."""
    while True:
        newline = text.find("\n", start, end)
        if newline < 0:
            yield Range(start, end)
            return
        yield Range(start, newline)
        start = newline + 1


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SENTENCE_MOST else line[: _SENTENCE_MOST - 1].rstrip() + "…"


_SET_APART = (BlockKind.HEADING, BlockKind.BREAK)


def passage(story: Story, part: Range) -> str:
    """The text of a range, with its blocks separated by blank lines."""
    pieces = (
        story.text[max(part.start, block.start) : min(part.end, block.end)].strip("\n")
        for block in story.blocks
        if block.start < part.end and part.start < block.end
    )
    return "\n\n".join(piece for piece in pieces if piece.strip())


def paragraph_in(story: Story, part: Range) -> Range:
    """The first paragraph that begins in a range, else the one that fills it."""
    begun = [block for block in story.blocks if part.start <= block.start < part.end]
    told = [block for block in begun if block.kind not in _SET_APART]
    return _range((told or begun or [block_at(story, part.start)])[0])


def paragraph_at(story: Story, offset: int) -> Range:
    """The paragraph that contains a character."""
    return _range(block_at(story, offset))


def block_at(story: Story, offset: int) -> Block:
    """The block that contains a character, or the newline after it."""
    return next((one for one in story.blocks if offset <= one.end), story.blocks[-1])


def _range(block: Block) -> Range:
    return Range(block.start, block.end)
