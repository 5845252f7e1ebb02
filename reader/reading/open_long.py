"""A long story opened in two steps: an excerpt at the reader's place at once, then the whole.

The rule: nothing is recorded of a story before all of it was read and is known for what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from reader.context import Context
from reader.fingerprint import fingerprint
from reader.formats.choices import Choices
from reader.formats.files import read
from reader.reading.excerpt import LONG, Remembered, excerpt_at
from reader.reading.open import OpenStory, Unread, open_bytes, open_data
from reader.storage.values import Known

_TOO_LONG_TO_WAIT = 16 << 20
"""Bytes from which the beginning is shown even where the reader's place is not to be found yet."""


def begin_path(
    context: Context,
    path: Path,
    *,
    encoding: str = "",
    chapters: str = "",
    elsewhere: bool = False,
) -> OpenStory:
    """As `open_path`; of a long text an excerpt at the reader's place, until `complete` is done.

    With `elsewhere` another place than the reader's is to be shown, which only the whole holds:
    then the text is read at once, unless that takes long.

    Raises:
        LoadError: as `open_path`.
    """
    path = path.absolute()
    data = read(path)
    least = _TOO_LONG_TO_WAIT if elsewhere else LONG
    if len(data) < least:
        return open_data(context, path, data, encoding, chapters=chapters)
    hashing = _Hashing(data)
    begun = _begun(context, path, data, (encoding, chapters), hashing)
    if begun:
        return begun
    sha256 = hashing.result()
    return open_data(context, path, data, encoding, chapters=chapters, sha256=sha256)


def begin_bytes(data: bytes, name: str, encoding: str = "", *, chapters: str = "") -> OpenStory:
    """As `open_bytes`; of a long text an excerpt from its beginning, until `complete` is done.

    Raises:
        LoadError: as `open_bytes`.
    """
    choices = Choices().asked(encoding, chapters)
    found = excerpt_at(data, name, choices, None)
    if found is None:
        return open_bytes(data, name, encoding, chapters=chapters)
    rest = Unread([data], encoding, name=name, chapters=chapters)
    return OpenStory(found[0], choices=choices, data=data, rest=rest)


def complete(context: Context, opened: OpenStory, progress: Callable[[float], object]) -> OpenStory:
    """The whole of the story of which an excerpt is open; for `progress` see `open_data`.

    Raises:
        LoadError: it cannot be read as a story after all.
    """
    rest = opened.rest
    if rest is None:
        return opened
    if opened.path is None:
        return open_bytes(
            rest.data.pop(), rest.name, rest.encoding, progress, chapters=rest.chapters
        )
    sha256 = opened.story.source.sha256
    data = rest.data.pop()
    return open_data(
        context,
        opened.path,
        data,
        rest.encoding,
        chapters=rest.chapters,
        progress=progress,
        sha256=sha256,
    )


def _begun(
    context: Context, path: Path, data: bytes, asked: tuple[str, str], hashing: _Hashing
) -> OpenStory | None:
    likely = context.store.stories.by_path(path)
    found = _excerpt(context, data, path, likely, asked)
    sha256 = hashing.result()
    same = context.store.stories.by_sha(sha256)
    known = same or likely
    if known and (likely is None or known.id != likely.id):
        found = _excerpt(context, data, path, known, asked)
    if found is None and len(data) >= _TOO_LONG_TO_WAIT:
        found = _excerpt(context, data, path, known, asked, placed=False)
    if found is None:
        return None
    source = found.story.source._replace(sha256=sha256, size=len(data))
    return found.replace(
        story=found.story._replace(source=source),
        id=same.id if same else None,
        rest=Unread([data], asked[0], known, chapters=asked[1]),
    )


def _excerpt(
    context: Context,
    data: bytes,
    path: Path,
    known: Known | None,
    asked: tuple[str, str],
    *,
    placed: bool = True,
) -> OpenStory | None:
    """An excerpt at the place that is known, else at the beginning; None where that is doubtful."""
    choices = Choices.from_json(known.choices) if known else Choices()
    choices = choices.asked(*asked)
    place = known.locator if known and placed else None
    remembered = Remembered(place, known.length) if known and place else None
    found = excerpt_at(data, path, context.choices_for(choices), remembered)
    return OpenStory(found[0], path, None, found[1], choices) if found else None


class _Hashing(Thread):
    """The hash of many bytes, made while something else is done with them."""

    def __init__(self, data: bytes) -> None:
        super().__init__(name="hash", daemon=True)
        self._data = data
        self._hash = ""
        self.start()

    def run(self) -> None:
        """Work, in the thread."""
        self._hash = fingerprint(self._data)

    def result(self) -> str:
        """The SHA-256 in hexadecimal."""
        self.join()
        return self._hash
