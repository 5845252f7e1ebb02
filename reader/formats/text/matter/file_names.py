"""What the name of a file tells of title, author and series.

The rule: a name is taken apart only at signs that divide its parts; which part is the author is
told by which reads like a person's name, and without that the title comes first.
"""

from __future__ import annotations

import re

from reader.deferred import deferred
from reader.formats.text.matter.labels import labelled
from reader.formats.text.matter.names import GIVEN, LOOK, person
from reader.formats.text.matter.titles import in_running_case
from reader.story import Metadata

_PARTS = deferred(r"\s+[-–—]+\s+")
_BY = deferred(r"(?P<title>.+?)\s+by\s+(?P<author>[^-–—]+)", re.IGNORECASE)
_SERIES = deferred(r"[\[(]?(?P<series>[^\[\]()]*?\D[\s#.]*\d{1,3}(?:\.\d)?)[\])]?")
_NUMBER = deferred(r"[\[(#]?\d{1,4}[\])]?")
_TURNED = deferred(r"(?P<family>[^\W\d_][^,\d]{1,24}), (?P<given>[^\W\d_][^,\d]{0,24})")


def title_from_name(name: str) -> str:
    """A file's name as words, where hyphens or underscores divide plain words of one case."""
    words = name.replace("_", " ").replace("-", " ").split()
    plain = len(words) > 1 and " " not in name and all(map(str.isalpha, words))
    if not plain or not (name.islower() or name.isupper()):
        return name
    return in_running_case(" ".join(words).upper())


def titled_by_name(name: str) -> Metadata:
    """What a file's name without suffix says, with its underscores as blanks."""
    plain = " ".join(name.replace("_", " ").split()) if " " not in name else name
    if not plain.isascii() and (said := labelled([plain])).title:
        return Metadata(said.title, said.author)
    parts = [part.strip() for part in _PARTS.split(plain) if part.strip()]
    if len(parts) > 2 and _NUMBER.fullmatch(parts[0]):
        parts = parts[1:]
    if len(parts) == 2:
        return _of_two(parts[0], parts[1])
    if len(parts) == 3 and (match := _SERIES.fullmatch(parts[1])):
        two = _of_two(parts[0], parts[2], first=LOOK / 2)
        return two._replace(extra=(("series", match["series"].strip()),))
    if match := _BY.fullmatch(plain):
        return Metadata(match["title"].strip(), match["author"].strip())
    if plain != name and plain.count("-") == 1:
        before, _, after = plain.partition("-")
        known = max(_person(before), _person(after)) >= LOOK + GIVEN
        return _of_two(before.strip(), after.strip()) if known else Metadata()
    return Metadata()


def _of_two(one: str, other: str, first: float = 0.0) -> Metadata:
    """A title and an author, in which order they may stand; `first` speaks for an author first."""
    if _NUMBER.fullmatch(one) or _NUMBER.fullmatch(other):
        return Metadata()
    if _person(one) + first > _person(other):
        return Metadata(other, _turned(one))
    return Metadata(one, _turned(other))


def _person(text: str) -> float:
    return person(_turned(text))


def _turned(name: str) -> str:
    """A name with the family's first, as it is spoken."""
    match = _TURNED.fullmatch(name)
    return f"{match['given']} {match['family']}" if match else name
