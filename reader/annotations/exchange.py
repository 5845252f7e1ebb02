"""The formats in which highlights are exported and imported: a table to write, a test to read.

The rule: a file is recognised by what it holds, never by its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from reader.annotations import annotation_sets, clippings, koreader, lua, markdown, readwise
from reader.annotations.annotation import AnnotationError, AnnotationFormat, Annotations
from reader.lazy_pattern import lazy_pattern

FORMATS: Mapping[str, AnnotationFormat] = MappingProxyType(
    {
        found.name: found
        for found in (
            AnnotationFormat("markdown", markdown.write, markdown.owned),
            AnnotationFormat("annotation", annotation_sets.write, annotation_sets.owned),
            AnnotationFormat("readwise", readwise.write),
            AnnotationFormat("clippings", clippings.write),
            AnnotationFormat("koreader", koreader.write, koreader.owned),
        )
    }
)
"""Name → format, in the order in which the help lists them."""
_DIGITS = 20
_LUA = lazy_pattern(r"\s*(?:--[^\n]*\n\s*)*return\s*\{")
_JSON = lazy_pattern(r"\s*[\[{]")
_UNKNOWN = (
    "it is not a Nightstand export or data file, nor an annotation set, Kindle"
    " clippings, KOReader highlights or a Readwise table"
)


def read(data: bytes) -> Annotations:
    """The highlights that a file holds; raises `AnnotationError` with a sentence for the reader."""
    text = _text(data)
    if _JSON.match(text):
        return read_json(_parsed(text))
    if _LUA.match(text):
        return koreader.read_sidecar(lua.read_table(text))
    if readwise.is_table(text):
        return readwise.read(text)
    if clippings.is_clippings(text):
        return clippings.read(text)
    raise AnnotationError(_UNKNOWN)


def read_json(value: Any) -> Annotations:
    """The highlights of a JSON value."""
    if annotation_sets.is_set(value):
        return annotation_sets.read(value)
    if koreader.is_export(value):
        return koreader.read(value)
    raise AnnotationError(_UNKNOWN)


def _text(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return data.decode("utf-8-sig", "replace")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_int=_number, parse_constant=_refuse)
    except RecursionError:
        raise AnnotationError("its lists are nested too deeply")
    except AnnotationError:
        raise
    except ValueError:
        raise AnnotationError(_UNKNOWN)


def _number(digits: str) -> int | None:
    """A whole number; one with more digits than anybody writes is refused."""
    return int(digits) if len(digits) <= _DIGITS else None


def _refuse(_: str) -> NoReturn:
    raise AnnotationError("it holds a number that is not valid")
