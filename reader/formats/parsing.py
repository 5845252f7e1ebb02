"""From bytes to a story: the order of the steps, each of which lives in its own module."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from reader.formats.chapters import find_chapters
from reader.formats.choices import Choices
from reader.formats.cleaning import clean, safe
from reader.formats.decoding import Decoded, decode
from reader.formats.draft import Draft, body_range
from reader.formats.matter import Matter, find_matter
from reader.formats.paragraphs import chunks_of, draft_blocks, shape_of
from reader.story import Decision, Source, Story


def parse(data: bytes, name: str, choices: Choices = Choices()) -> Story:  # noqa: B008  # frozen
    """A story from the bytes of a file; the name is for show and for guessing the title."""
    decoded = decode(data, choices.encoding)
    text = clean(_newlines(decoded.text))
    matter = Matter(0, len(text)) if choices.raw else find_matter(text)
    chunks, blanks = chunks_of(text[matter.start : matter.end])
    shape = shape_of(chunks, choices)
    front = draft_blocks(*chunks_of(text[: matter.start]), shape, choices)
    body = draft_blocks(chunks, blanks, shape, choices)
    back = draft_blocks(*chunks_of(text[matter.end :]), shape, choices)
    first, last = len(front.texts), len(front.texts) + len(body.texts)
    return _assembled(front, body, back, (first, last), choices, data, name, decoded, matter)


def _assembled(
    front: Draft,
    body: Draft,
    back: Draft,
    ends: tuple[int, int],
    choices: Choices,
    data: bytes,
    name: str,
    decoded: Decoded,
    matter: Matter,
) -> Story:
    found, chapter_decision = find_chapters(body, choices)
    front.extend(body)
    front.extend(back)
    starts = front.starts()
    whole = body_range(starts, *ends)
    chapters = tuple(c.placed(starts, ends[0], whole.end) for c in found)
    shown = safe(PurePath(name).stem)
    source = Source(shown, hashlib.sha256(data).hexdigest(), len(data), decoded.encoding)
    return Story(
        text="\n".join(front.texts),
        blocks=front.blocks(starts),
        body=whole,
        chapters=chapters,
        spans=(),
        metadata=matter.metadata,
        source=source,
        decisions=(Decision("encoding", decoded.encoding, decoded.why),),
    )


def _newlines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\ufeff", "")
