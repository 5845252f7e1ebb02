"""The row of plain text in the table of formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.formats.choices import Choices
from reader.formats.format import Explanation, Format, Glance, Near, Progress, Stretch
from reader.story import Story

if TYPE_CHECKING:
    from reader.formats.text.encoding import Decoded


def _sniff(_data: bytes, _name: str) -> bool:
    """Plain text has no sign of its own; other bytes are refused when they are read."""
    return True


def _parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    from reader.formats.text.parse import parse

    return parse(data, name, choices, progress=progress, sha256=sha256)


def _glance(data: bytes, name: str) -> Glance:
    from reader.formats.text.preview import glance

    return glance(data, name)


def _excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    from reader.formats.text.preview import stretch

    return stretch(data, name, choices, near, reach)


def _decode(data: bytes, encoding: str) -> Decoded:
    from reader.formats.text.encoding import decode

    return decode(data, encoding)


def _explain(
    story: Story, offset: int, data: bytes, name: str, choices: Choices
) -> Explanation | None:
    from reader.formats.text.explain import explain

    return explain(story, offset, data, name, choices)


TEXT = Format(
    id="text",
    name="plain text",
    suffixes=(".txt", ".text"),
    sniff=_sniff,
    parse=_parse,
    glance=_glance,
    excerpt=_excerpt,
    decode=_decode,
    explain=_explain,
    sifted=True,
    lines=True,
)
