"""A highlight as it travels: what formats of exchange can say about one; none says all of it.

The rule: what comes from a file is hostile. Texts are cleaned and cut, impossible numbers and times
are dropped, and entries without words are left out and counted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from reader.annotations.highlights import NOTE_MOST, Colour, Style
from reader.cleaning import clean
from reader.lazy_pattern import lazy_pattern
from reader.value import Value

QUOTE_MOST, LINE_MOST = 200_000, 1_000
"""Characters of a passage and of a title or a name in a file."""
MOST = 200_000
"""Highlights in one file."""
LAST_SECOND = 253_402_214_400.0
"""The last day that a calendar knows, whatever the time zone."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HEX = lazy_pattern(r"[0-9a-f]{32}")
_LETTERS = lazy_pattern(r"[^\W_]+")


class AnnotationError(ValueError):
    """A file that cannot be imported at all; the text is for the reader."""


class Book(Value):
    """The story that annotations belong to, as a file names it."""

    title: str = ""
    author: str = ""
    source: str = ""
    """A path or a file's name."""
    sha256: str = ""
    """Of the bytes of its file, where that is known."""
    length: int = 0
    """Of its text, in code points; 0 where that is not known."""


class Annotation(Value):
    """One highlight of a book, or a bookmark."""

    book: Book
    quote: str
    id: str = ""
    """32 hexadecimal digits, where the format has one."""
    before: str = ""
    after: str = ""
    text: str = ""
    """The words there now; empty where they are not known, or gone."""
    note: str = ""
    colour: Colour = Colour.YELLOW
    style: Style = Style.SOLID
    tags: tuple[str, ...] = ()
    chapter: str = ""
    start: int | None = None
    """Code points into the story's text, where that is known."""
    end: int | None = None
    progression: float = 0.0
    verdict: str = ""
    created: float | None = None
    changed: float | None = None
    document: str = ""
    """The part of the book's file that it is in, where there are parts."""
    bookmark: bool = False
    """Whether it is a bookmark: it is placed where its words begin, and its note is its name."""

    @property
    def identity(self) -> str:
        """Its id, or one made of its words, the same whenever it is read."""
        if self.id:
            return self.id
        words = " ".join(_LETTERS.findall(f"{self.book.title} {self.quote}".casefold()))
        known = f"{words}\0{'' if self.start is None else self.start}"
        return sha256(known.encode("utf-8", "replace")).hexdigest()[:32]


class Annotations(Value):
    """What a file held."""

    items: tuple[Annotation, ...]
    left_out: int = 0
    """Entries without words, or that are not highlights."""


class AnnotationFormat(Value):
    """One format of exchange."""

    name: str
    """As it is named on the command line."""
    write: Callable[[Sequence[Annotation], float], str]
    """From highlights and the present time to the file's text."""
    owned: Callable[[str], bool] = lambda _: False
    """Whether Nightstand wrote a file, which may then be overwritten."""


def line(value: Any, most: int = LINE_MOST) -> str:
    """A text on one line; empty for anything else."""
    if not isinstance(value, str):
        return ""
    return " ".join(clean(value[: 4 * most]).split())[:most]


def passage_text(value: Any, most: int = QUOTE_MOST) -> str:
    """A text that may have several lines; empty for anything else."""
    if not isinstance(value, str):
        return ""
    return clean(value[:most].replace("\r\n", "\n").replace("\r", "\n")).strip()


def note_text(value: Any) -> str:
    """A note."""
    return passage_text(value, NOTE_MOST)


def json_text(value: Any) -> str:
    """JSON in which characters that are invisible or act on a terminal are escaped."""
    plain = json.dumps(value, ensure_ascii=False, indent=1)
    if clean(plain) != plain:
        plain = "".join(c if clean(c) == c else json.dumps(c)[1:-1] for c in plain)
    return plain + "\n"


def hex_id(value: Any) -> str:
    """The 32 hexadecimal digits of an id or a UUID; empty for anything else."""
    if not isinstance(value, str) or len(value) > LINE_MOST:
        return ""
    plain = value.lower().removeprefix("urn:uuid:").replace("-", "")
    return plain if _HEX.fullmatch(plain) else ""


def whole(value: Any, most: int = 1 << 40) -> int | None:
    """A whole number from 0 up; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        return None
    return value


def seconds(value: Any) -> float | None:
    """Seconds since 1970; None for what is not a day of a calendar."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = float(value) if abs(value) <= LAST_SECOND else math.nan
    return number if 0 <= number <= LAST_SECOND else None


def moment(value: Any) -> float | None:
    """The seconds that an ISO 8601 time names, UTC where it names no zone."""
    if not isinstance(value, str) or len(value) > LINE_MOST:
        return None
    try:
        parsed = datetime.fromisoformat(value.strip())
        return seconds((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError, OSError):
        return None


def iso(value: float) -> str:
    """A time as ISO 8601, UTC, to the millisecond; read again it is the same."""
    exact = _EPOCH + timedelta(milliseconds=round(min(max(0.0, value), LAST_SECOND) * 1000))
    return exact.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def colour_of(value: Any) -> Colour:
    """The role that a name, or an RGB value, comes nearest to."""
    if isinstance(value, str):
        name = value.strip().lower()
        return Colour(_NAMES.get(name, "yellow"))
    if isinstance(value, dict):
        given = [whole(value.get(name), 255) for name in ("red", "green", "blue")]
        known = [part for part in given if part is not None]
        if len(known) == len(given):
            return min(_RGB, key=lambda colour: _distance(_RGB[colour], known))
    return Colour.YELLOW


def _distance(one: Sequence[int], other: Sequence[int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


_NAMES = {colour.value: colour.value for colour in Colour} | {
    "red": "pink",
    "rose": "pink",
    "magenta": "pink",
    "olive": "green",
    "cyan": "blue",
    "teal": "blue",
    "violet": "purple",
}
_RGB = {
    Colour.YELLOW: (255, 230, 90),
    Colour.GREEN: (110, 210, 110),
    Colour.BLUE: (90, 160, 250),
    Colour.PINK: (245, 90, 130),
    Colour.ORANGE: (250, 160, 60),
    Colour.PURPLE: (160, 100, 220),
}


def checked(items: Sequence[Annotation], left_out: int = 0) -> Annotations:
    """The annotations of a file, those without words left out."""
    if len(items) > MOST:
        raise AnnotationError(f"it holds more than {MOST:,} highlights")
    kept = tuple(item for item in items if item.quote)
    return Annotations(kept, left_out + len(items) - len(kept))
