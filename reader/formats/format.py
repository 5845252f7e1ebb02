"""What a kind of file says about itself and can do: its row in the table of formats.

The rule: a row costs nothing to make, because every start makes all of them; the code that reads is
imported when it is called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.formats.choices import Choices
from reader.story import BlockKind, Story
from reader.value import NamedTuple, Value

Progress = Callable[[float], object]
"""Called with the share that is done, 0 to 1, every few milliseconds; may raise to end the work."""


class Glance(NamedTuple):
    """What the head of a file shows about its story."""

    title: str
    author: str
    words: int
    """Of the body; estimated from samples in a long file."""
    length: int
    """Of the text, in code points, approximately."""


class Near(NamedTuple):
    """A place in a file that has not been read yet."""

    words: str
    """The words there."""
    share: float
    """Roughly where in the file it is, 0 to 1."""


class Stretch(NamedTuple):
    """The text around a place in a file, as an excerpt of its story."""

    story: Story
    share: float
    """Where in the file the words of the place are, 0 to 1."""


class WholeText(Protocol):
    """A file as one text."""

    @property
    def text(self) -> str:
        """All of it."""

    @property
    def encoding(self) -> str:
        """Python's name of the codec."""


class Explanation(NamedTuple):
    """Which rule took a block, and why."""

    kind: BlockKind
    rule: str
    """The name of a row, the same in every version."""
    reason: str


class Parse(Protocol):
    """Makes a story from a file's bytes; one without words has no blocks."""

    def __call__(
        self,
        data: bytes,
        name: str,
        choices: Choices,
        *,
        progress: Progress | None = None,
        sha256: str = "",
    ) -> Story:
        """The story; `sha256` is that of the bytes, if known.

        Raises:
            LoadError: The bytes are not of this format after all.
        """


class Format(Value):
    """A kind of file that stories come in."""

    id: str
    name: str
    """For people, as in “is not …”."""
    suffixes: tuple[str, ...]
    """In lower case, the usual one first; empty for what no name shows, or no library takes."""
    sniff: Callable[[bytes, str], bool]
    """Whether bytes are of this format, by a look at their head; the name may break a tie."""
    parse: Parse
    glance: Callable[[bytes, str], Glance]
    """Title, author and length without reading all of it; raises `LoadError` as `parse` does."""
    excerpt: Callable[[bytes, str, Choices, Near | None, int], Stretch | None] | None = None
    """About that many bytes around a place, else from the beginning; None in doubt.

    Left out where a story can be opened only when all of it is read.
    """
    decode: Callable[[bytes, str], WholeText] | None = None
    """The whole file as one text, in the given encoding, or else in its own.

    Left out where the bytes are not text, so that there is no encoding to choose.
    """
    explain: Callable[[Story, int, bytes, str, Choices], Explanation | None] | None = None
    """Why the block at an offset of a story is what it is; None if the bytes hold another story.

    Left out where no rules decide that.
    """
    sifted: bool = False
    """Whether the letters of a story are those of its bytes, in the same order.

    Then a file that cannot hold the words of a search need not be read as a story.
    """
    lines: bool = False
    """Whether the beginning of a file, cut after any line, is a file of this format."""
