"""An excerpt of a long story at the reader's place, and places in it as places of the whole.

The rule: an excerpt is shown only where the words of the reader's place are surely in it; a place
that is kept says where it stands in the whole, and nothing that only the excerpt holds.
"""

from __future__ import annotations

from os import PathLike

from reader import locator
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Near, Stretch
from reader.locator.quote import Locator, Resolution, Verdict
from reader.story import Offset, Story
from reader.value import Value

LONG = 1 << 20
"""Bytes of a file from which an excerpt is shown before the whole is read."""
_LEAST, _MOST = 96 << 10, 256 << 10
"""Bytes of an excerpt."""
_SHARE = 64
_SURE = (Verdict.EXACT, Verdict.MOVED)
_NEAR = 1 << 16


class Remembered(Value):
    """What is known of a text before it is read."""

    place: Locator
    length: int = 0
    """Of the text in which the place was made, in code points; 0 if that is not known."""


def excerpt_at(
    data: bytes, name: str | PathLike[str], choices: Choices, known: Remembered | None
) -> tuple[Story, Resolution | None] | None:
    """An excerpt of a long text at the place that is known, else at its beginning, and that place.

    None where the text is short, or where it is not sure what would be shown.
    """
    if len(data) < LONG:
        return None
    from reader.formats.preview import excerpt

    reach = min(_MOST, max(_LEAST, len(data) // _SHARE))
    try:
        made = excerpt(data, name, choices, _near(known) if known else None, reach)
    except LoadError:  # reading the whole will say so, and why
        return None
    if made is None or known is None:
        return made and (made.story, None)
    return _placed(made, known.place)


def _near(known: Remembered) -> Near:
    place = known.place
    share = place.offset / known.length if known.length else place.progression
    return Near(place.exact or place.prefix, min(1.0, share))


def _placed(stretch: Stretch, place: Locator) -> tuple[Story, Resolution] | None:
    """An excerpt in which the words of a place surely stand, and where."""
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
    """The place as one of the excerpt, about where its byte stands in the file."""
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
    """Where the character at an offset of an excerpt stands in the whole story."""
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
