"""What a reader decided about one story, in place of what the program would decide.

The rule: choices outlive the program in a file that anyone may have edited, so reading them
back never fails; what is not understood is left at its default.
"""

from __future__ import annotations

from enum import StrEnum

from reader.value import NamedTuple


class Reflow(StrEnum):
    """Whether wrapped lines are joined into paragraphs."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class Conversion(NamedTuple):
    """How a book in another form becomes an EPUB."""

    command: tuple[str, ...]
    """A program and its arguments, with `{in}` and `{out}` for two files."""
    folder: str
    """Where its output is kept."""


class Choices(NamedTuple):
    """The reader's wishes for one story; the defaults leave every decision to the file."""

    encoding: str = ""
    """A codec's name; empty lets the bytes decide."""
    raw: bool = False
    """Show the file line by line as it is: nothing joined, taken out or folded."""
    reflow: Reflow = Reflow.AUTO
    chapter_rule: str = ""
    """The id of a chapter rule, `none`, or empty for the rule that fits best."""
    chapter_pattern: str = ""
    """The reader's own pattern for a heading line; it wins over `chapter_rule`."""
    patterns: tuple[str, ...] = ()
    """The reader's patterns for headings of all stories, which compete with the rules."""
    headings: tuple[str, ...] = ()
    """Lines that are headings whatever the rule says, without outer blanks; of several identical
    ones, one is named by its number among them after a tab.
    """
    not_headings: tuple[str, ...] = ()
    """Lines that are not headings whatever the rule says, named in the same way."""
    ruby: bool = True
    """Whether readings are shown in brackets after their words."""
    title: str = ""
    """The story's title, where the reader corrected it."""
    author: str = ""
    """Its author, where the reader corrected that."""
    hidden: tuple[str, ...] = ()
    """Words by which lines are folded away, with a star for anything in between."""
    style: tuple[str, ...] = ()
    """Settings of the page for this story alone, each as a line of the settings file."""
    people: tuple[str, ...] = ()
    """Which names the reader says are one person's: see `people.corrections`."""
    convert: Conversion | None = None
    """What to do with a book in another form; set by the settings alone, and never read from JSON.
    """

    def asked(self, encoding: str, chapters: str) -> Choices:
        """These, with the given encoding and heading pattern, if any."""
        return self._replace(
            encoding=encoding or self.encoding, chapter_pattern=chapters or self.chapter_pattern
        )

    @property
    def of_the_file(self) -> Choices:
        """Only those that change how the file is read: neither its look nor who is who."""
        return self._replace(style=(), people=())

    def beside(self, now: Choices) -> Choices:
        """These, with what else has been chosen by now."""
        return self._replace(style=now.style, people=now.people)

    def to_json(self) -> str:
        """What differs from the defaults, as a JSON object."""
        import json

        default = Choices()._asdict()
        return json.dumps({k: v for k, v in self._asdict().items() if v != default[k]})

    @classmethod
    def from_json(cls, stored: str) -> Choices:
        """The choices that `to_json` wrote; whatever is damaged or unknown is left out."""
        if not stored:
            return cls()
        import json  # few stories have choices

        try:
            found = json.loads(stored)
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(found, dict):
            return cls()
        said = {name: _read(default, found.get(name)) for name, default in cls()._asdict().items()}
        return cls(**said)  # type: ignore[arg-type]  # each value has its default's type


def _read(default: object, value: object) -> object:
    """The value if it has the default's type, else the default."""
    match default, value:
        case tuple(), list():
            return tuple(item for item in value if isinstance(item, str))
        case Reflow(), str():
            return Reflow(value) if value in {r.value for r in Reflow} else default
        case bool(), bool():
            return value
        case str(), str():
            return value
    return default
