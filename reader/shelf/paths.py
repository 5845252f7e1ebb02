"""Paths as they are typed: several on a line, and how one may be completed.

The rule: folders are read only up to a limit, and whatever cannot be read offers nothing. What is
offered can be typed: blanks and quotes in it are escaped as for a shell.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import islice
from pathlib import Path

from reader.cleaning import safe
from reader.formats.table import is_story_name
from reader.lazy_pattern import lazy_pattern
from reader.posix import absolute, at_home
from reader.shelf.entries import natural
from reader.storage.values import Known
from reader.value import Value

_ENTRIES_MOST = 20_000
"""Entries of a folder that are looked at, at most."""
_OFFERED_MOST = 500
_ESCAPED = lazy_pattern(r"([\s\\'\"])")


class PathOffer(Value):
    """How a typed line may continue."""

    text: str
    """The line as far as all offers agree."""
    names: tuple[str, ...] = ()
    """The offers, a folder with a slash at its end; not cleaned."""


class _Word(Value):
    """The last word of a line."""

    start: int
    """Where it begins."""
    text: str
    """Without its quotes and escapes."""


def typed_paths(typed: str) -> list[Path]:
    """The files and folders of a line: one path as it is, else each word if all of them exist."""
    whole = _expanded(typed.strip())
    if not _is_there(whole):
        words = [_expanded(word.text) for word in _words(typed) if word.text]
        if words and all(map(_is_there, words)):
            return [absolute(word) for word in words]
        if len(words) == 1:
            return [absolute(words[0])]
    return [absolute(whole)]


def typed_path(typed: str, known: Known) -> Path:
    """The file that a missing story is in; in a folder, the one with its old name."""
    found = typed_paths(typed)
    path = found[0] if len(found) == 1 else absolute(_expanded(typed.strip()))
    with suppress(OSError, ValueError):
        if known.paths and path.is_dir():
            return path / known.paths[0].name
    return path


def offered_paths(typed: str) -> PathOffer:
    """The completions of a path being typed; takes as long as its disk does."""
    word = _last_word(typed)
    folder, _, begun = word.text.rpartition("/")
    place = _expanded(f"{folder}/" if "/" in word.text else ".")
    names = _names(place, begun)
    if not names:
        return PathOffer(typed)
    agreed = _agreed(names)
    if len(agreed) < len(begun):  # only the case differs
        agreed = begun
    before = f"{folder}/" if "/" in word.text else ""
    done = len(names) == 1 and not agreed.endswith("/")
    text = _ESCAPED.sub(r"\\\1", before + agreed) + (" " if done else "")
    return PathOffer(typed[: word.start] + text, tuple(names))


def _agreed(names: list[str]) -> str:
    """The common beginning of all names."""
    low, high = min(names), max(names)
    for at, (one, other) in enumerate(zip(low, high, strict=False)):
        if one != other:
            return low[:at]
    return low


def _names(place: Path, begun: str) -> list[str]:
    """Folders and stories whose names begin so, else other files; hidden ones after a dot."""
    try:
        with os.scandir(place) as entries:
            found = [
                one
                for one in islice(entries, _ENTRIES_MOST)
                if one.name.casefold().startswith(begun.casefold())
                and (begun.startswith(".") or not one.name.startswith("."))
            ]
    except (OSError, ValueError):
        return []
    exact = [one for one in found if one.name.startswith(begun)]
    named = [(one.name, _is_folder(one)) for one in exact or found if safe(one.name) == one.name]
    wanted = [(name, folder) for name, folder in named if folder or is_story_name(name)] or named
    ordered = sorted(wanted, key=lambda one: (not one[1], natural(one[0].casefold())))
    return [f"{name}/" if folder else name for name, folder in ordered[:_OFFERED_MOST]]


def _words(typed: str) -> list[_Word]:
    """The words of a line as a shell separates them; an open quote reaches to the end."""
    words: list[_Word] = []
    start, text, quote, escaped = -1, "", "", False
    for at, sign in enumerate(typed):
        if escaped:
            text, escaped = text + sign, False
        elif quote and sign == quote:
            quote = ""
        elif not quote and sign.isspace():
            if start >= 0:
                words.append(_Word(start, text))
            start, text = -1, ""
            continue
        elif sign == "\\" and quote != "'":
            escaped = True
        elif not quote and sign in "'\"":
            quote = sign
        else:
            text += sign
        start = at if start < 0 else start
    return [*words, _Word(start, text)] if start >= 0 else words


def _last_word(typed: str) -> _Word:
    """The word being typed; the whole line if that is the beginning of a path."""
    line = typed.lstrip()
    folder, _, begun = line.rpartition("/")
    if " " in line and "\\" not in line and folder and _names(_expanded(f"{folder}/"), begun):
        return _Word(len(typed) - len(line), line)
    words = _words(typed)
    if not words or (typed[-1:].isspace() and not typed.endswith("\\ ")):
        return _Word(len(typed), "")
    return words[-1]


def _expanded(typed: str) -> Path:
    """A path with the home folder for its tilde; unchanged if there is no such user."""
    return at_home(typed.replace("\0", "\u2400"))


def _is_there(path: Path) -> bool:
    with suppress(OSError, ValueError):  # a name may be too long to look up
        return path.exists()
    return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
