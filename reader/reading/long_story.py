"""A long story opened in two steps: an excerpt at the reader's place at once, then the whole.

The rule: an excerpt is shown only if the words of the reader's place are certainly in it; a place
that is kept says where it is in the whole, and nothing that only the excerpt knows.
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike, fspath
from pathlib import Path
from threading import Thread

from reader import locator
from reader.context import Context
from reader.file_stamp import fingerprint
from reader.formats.choices import Choices
from reader.formats.files import LoadError, read
from reader.formats.format import Near, Stretch
from reader.formats.table import format_of
from reader.locator.quote import Locator, Resolution, Verdict
from reader.reading.open import OpenStory, Unread, open_bytes, open_data
from reader.storage.values import Known
from reader.story import Offset, Story
from reader.value import Value

LONG = 1 << 20
"""Bytes of a plain text from which an excerpt is shown before the whole is read."""
_SLOWER = 4
"""How many times longer a file of another format takes to read."""
_LEAST, _MOST = 96 << 10, 256 << 10
"""Bytes of an excerpt."""
_SHARE = 64
_SURE = (Verdict.EXACT, Verdict.MOVED)
_NEAR = 1 << 16


class Remembered(Value):
    """What is known about a text before it is read."""

    place: Locator
    length: int = 0
    """Of the text in which the place was made, in code points; 0 if that is not known."""


def excerpt_at(
    data: bytes, name: str | PathLike[str], choices: Choices, known: Remembered | None
) -> tuple[Story, Resolution | None] | None:
    """An excerpt of a long text at the known place, else at its beginning, and that place.

    None if the text is short, or if it is not certain what would be shown.
    """
    if not _is_long(data, name):
        return None
    from reader.formats import excerpt

    reach = min(_MOST, max(_LEAST, len(data) // _SHARE))
    try:
        made = excerpt(data, name, choices, _near(known) if known else None, reach)
    except LoadError:  # reading the whole will say so, and why
        return None
    if made is None or known is None:
        return made and (made.story, None)
    return _placed(made, known.place)


def _is_long(data: bytes, name: str | PathLike[str]) -> bool:
    """Whether one would have to wait for the whole."""
    if len(data) >= LONG:
        return True
    return len(data) >= LONG // _SLOWER and not format_of(data, fspath(name)).sifted


def _near(known: Remembered) -> Near:
    place = known.place
    share = place.offset / known.length if known.length else place.progression
    return Near(place.exact or place.prefix, min(1.0, share))


def _placed(stretch: Stretch, place: Locator) -> tuple[Story, Resolution] | None:
    """An excerpt that certainly contains the words of a place, and where."""
    made = stretch.story
    found = locator.resolve(made, _within(made, place, stretch.share))
    if found.verdict not in _SURE or not made.body.start <= found.offset < made.body.end:
        return None
    part = made.excerpt
    assert part is not None
    first = made.chapters[0].start if made.chapters else made.body.end
    part = part._replace(
        shift=part.shift if part.begins else place.offset - found.offset,
        anchor=(found.offset, place.progression),
        chapter="" if part.begins or first <= found.offset else place.chapter,
    )
    return made._replace(excerpt=part), found


def _within(made: Story, place: Locator, share: float) -> Locator:
    """The place as one of the excerpt, roughly where its byte is in the file."""
    part = made.excerpt
    if part is None or part.begins:
        return place
    about = round(share * part.size) - part.shift
    return place._replace(offset=min(max(about, made.body.start), made.body.end))


def place_at(story: Story, offset: int) -> Locator:
    """The place at an offset, as one of the whole story."""
    place = locator.make(story, offset)
    if story.excerpt is None:
        return place
    start, end = story.body
    before = max(0, place.offset - start)
    exact = place.exact[: max(0, end - place.offset)]
    after = max(0, end - place.offset - len(place.exact))
    return place._replace(
        offset=max(0, place.offset + story.excerpt.shift),
        exact=exact,
        prefix=place.prefix[max(0, len(place.prefix) - before) :],
        suffix=place.suffix[:after],
    )


def carried(excerpt: Story, whole: Story, offset: int) -> Offset:
    """Where the character at an offset of an excerpt is in the whole story."""
    if excerpt.excerpt is None:
        return Offset(offset)
    place = place_at(excerpt, offset)
    text, at = whole.text, place.offset
    if text.startswith(place.exact, at) and text.endswith(place.prefix, 0, at):
        return Offset(at)
    words = place.words
    low, high = max(0, at - _NEAR - len(words)), at + _NEAR
    for start, end in ((low, high), (0, len(text))):
        hits = {text.rfind(words, start, at + len(words)), text.find(words, at, end)} - {-1}
        if hits and words:
            return Offset(min(hits, key=lambda hit: abs(hit - at)) + len(place.prefix))
    return whole.offset_at(place.progression)


_TOO_LONG_TO_WAIT = 16 << 20
"""Bytes from which the beginning is shown even if the reader's place cannot be found yet."""


def begin_path(
    context: Context,
    path: Path,
    *,
    encoding: str = "",
    chapters: str = "",
    elsewhere: bool = False,
) -> OpenStory:
    """Like `open_path`; for a long text an excerpt at the reader's place, until `complete` is done.

    With `elsewhere` a place other than the reader's is to be shown, which only the whole contains:
    then the text is read at once, unless that takes long.

    Raises:
        LoadError: As `open_path`.
    """
    path = path.absolute()
    data = read(path)
    if not _is_long(data, path) or (elsewhere and len(data) < _TOO_LONG_TO_WAIT):
        return open_data(context, path, data, encoding, chapters=chapters)
    hashing = _Hashing(data)
    begun = _begun(context, path, data, (encoding, chapters), hashing)
    if begun:
        return begun
    sha256 = hashing.result()
    return open_data(context, path, data, encoding, chapters=chapters, sha256=sha256)


def begin_bytes(
    data: bytes,
    name: str,
    encoding: str = "",
    *,
    chapters: str = "",
    context: Context | None = None,
) -> OpenStory:
    """Like `open_bytes`; for a long text an excerpt from its beginning, until `complete` is done.

    Raises:
        LoadError: As `open_bytes`.
    """
    choices = Choices().asked(encoding, chapters)
    wanted = context.choices_for(choices) if context else choices
    found = excerpt_at(data, name, wanted, None)
    if found is None:
        return open_bytes(data, name, encoding, chapters=chapters, context=context)
    rest = Unread([data], encoding, name=name, chapters=chapters)
    return OpenStory(found[0], choices=choices, data=data, rest=rest)


def complete(context: Context, opened: OpenStory, progress: Callable[[float], object]) -> OpenStory:
    """The whole of the story of which an excerpt is open; for `progress` see `open_data`.

    Raises:
        LoadError: It cannot be read as a story after all.
    """
    rest = opened.rest
    if rest is None:
        return opened
    if opened.path is None:
        return open_bytes(
            rest.data.pop(),
            rest.name,
            rest.encoding,
            progress,
            chapters=rest.chapters,
            context=context,
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
    """An excerpt at the known place, else at the beginning; None in doubt."""
    choices = Choices.from_json(known.choices) if known else Choices()
    choices = choices.asked(*asked)
    place = known.locator if known and placed else None
    remembered = Remembered(place, known.length) if known and place else None
    found = excerpt_at(data, path, context.choices_for(choices), remembered)
    return OpenStory(found[0], path, None, found[1], choices) if found else None


class _Hashing(Thread):
    """The hash of many bytes, computed while something else is done with them."""

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
