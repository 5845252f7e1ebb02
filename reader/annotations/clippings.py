"""Kindle's `My Clippings.txt`, in whatever language the Kindle speaks.

The rule: positions are read by their digits, and the kind of an entry by a table of words; an entry
that is neither a note nor a bookmark is a highlight. A note belongs to the highlight that ends
where the note is, and if a passage was marked again the longer one stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from reader.annotations.annotation import (
    Annotation,
    Annotations,
    Book,
    checked,
    line,
    note_text,
    passage_text,
)
from reader.cleaning import clean
from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

_RULE = "=========="
_SEPARATOR = lazy_pattern(r"^={10,}[ \t\r]*$", re.MULTILINE)
_SPAN = lazy_pattern(r"(\d{1,9})(?:\s*[-\u2010-\u2015~〜～]\s*(\d{1,9}))?")
_CLOCK = lazy_pattern(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")
_EASTERN = lazy_pattern(r"(\d{4})\s*[年.\ub144]\s*(\d{1,2})\s*[月.\uc6d4]\s*(\d{1,2})")
_DAY_MONTH = lazy_pattern(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]{3,})\.?\s+(?:de\s+)?(\d{4})")
_MONTH_DAY = lazy_pattern(r"([^\W\d_]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})")
_AFTERNOON = lazy_pattern(r"(?i)\bp\.?\s?m\b|午後|下午|\uc624\ud6c4|\bÖS\b")
_MORNING = lazy_pattern(r"(?i)\ba\.?\s?m\b|午前|上午|\uc624\uc804|\bÖÖ\b")
_MONTHS = (
    "jan jän ene gen янв oca",
    "feb fév fev фев şub",
    "mar mär maa mrt мар",
    "apr avr abr апр nis",
    "may mai mag mei мая май",
    "jun jui giu июн haz",
    "jul juil lug июл tem",
    "aug aoû ago авг ağu",
    "sep set сен eyl",
    "oct okt ott out окт eki",
    "nov ноя kas",
    "dec dez déc dic дек ara",
)
"""The first letters of each month in the languages that write them out."""
_NOTES = (
    *("note", "notiz", "nota", "notitie", "aantekening", "メモ", "笔记", "注釋", "筆記"),
    *("заметка", "примечание", "not", "notunuz", "\uba54\ubaa8", "\ub178\ud2b8"),
)
_BOOKMARKS = (
    *("bookmark", "lesezeichen", "signet", "marque-page", "marcador", "segnalibro"),
    *("bladwijzer", "ブックマーク", "しおり", "书签", "書籤", "закладка", "yer"),
    *("\ucc45\uac08\ud53c", "\ubd81\ub9c8\ud06c"),
)
"""Names of the kinds of entry in English, German, French, Spanish, Italian, Portuguese, Dutch,
Japanese, Chinese, Russian, Turkish and Korean.
"""
_WORD = lazy_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOCATION = 150
"""Characters of one of Kindle's locations."""
_ALIKE = 99
"""Highlights at one location among which that of a note is searched for."""
_OPENERS = {")": "(", "）": "（"}


class _Entry(NamedTuple):
    book: Book
    kind: str
    first: int
    last: int
    created: float | None
    text: str


def write(items: Sequence[Annotation], _: float) -> str:
    """Each highlight, and each note as an entry of its own after it."""
    parts = []
    for item in items:
        author = f" ({line(item.book.author)})" if item.book.author else ""
        head = f"{line(item.book.title)}{author}"
        first, last = (item.start or 0) // _LOCATION + 1, (item.end or 0) // _LOCATION + 1
        made = datetime.fromtimestamp(int(item.created or 0), UTC)
        when = f"{_DAYS[made.weekday()]}, {made.day} {_NAMES[made.month - 1]} {made:%Y %H:%M:%S}"
        where = f"- Your Highlight on Location {first}-{last} | Added on {when}"
        parts.append(f"{head}\n{where}\n\n{_unruled(item.quote)}\n{_RULE}\n")
        if item.note:
            where = f"- Your Note on Location {last} | Added on {when}"
            parts.append(f"{head}\n{where}\n\n{_unruled(item.note)}\n{_RULE}\n")
    return "".join(parts)


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _unruled(text: str) -> str:
    """A text in which no line looks like the end of an entry."""
    return _SEPARATOR.sub(_RULE[1:], clean(text))


def is_clippings(text: str) -> bool:
    """Whether a text is a file of clippings."""
    found = _SEPARATOR.search(text)
    return found is not None and next(_entries(text[: found.end() + 1]), None) is not None


def read(text: str) -> Annotations:
    """The highlights of a file of clippings, their notes joined to them."""
    entries = list(_entries(text))
    of: dict[Book, list[_Entry]] = defaultdict(list)
    notes: dict[Book, list[_Entry]] = defaultdict(list)
    left_out = 0
    for entry in entries:
        if entry.kind == "bookmark" or not entry.text:
            left_out += 1
        else:
            (notes if entry.kind == "note" else of)[entry.book].append(entry)
    items: list[Annotation] = []
    for book in dict.fromkeys(entry.book for entry in entries):
        found, orphaned = _joined(_longest(of[book]), notes[book])
        items += found
        left_out += orphaned
    return checked(items, left_out)


def _entries(text: str) -> Iterator[_Entry]:
    for part in _SEPARATOR.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        head, _, rest = part.replace("\ufeff", "").lstrip("\n ").partition("\n")
        about, _, body = rest.partition("\n")
        about = line(about)
        if not head.strip() or not about.startswith("-"):
            continue
        first, last = _position(about)
        yield _Entry(
            _book(line(head)), _kind(about), first, last, _time(about), passage_text(body.strip())
        )


def _kind(about: str) -> str:
    """What the words before the first place say the entry is."""
    said = about.partition("|")[0].casefold()
    words = set(_WORD.findall(said))
    for kind, names in (("bookmark", _BOOKMARKS), ("note", _NOTES)):
        for name in names:
            # In scripts without blanks the name may be anywhere.
            if name in words or (not name[0].isascii() and not _cased(name) and name in said):
                return kind
    return "highlight"


def _cased(name: str) -> bool:
    return name.upper() != name.lower()


def _position(about: str) -> tuple[int, int]:
    """First and last location, or else page: the last span of numbers that is not in the date."""
    parts = about.split("|")
    spans = [match for part in parts[: max(1, len(parts) - 1)] for match in _SPAN.finditer(part)]
    if not spans:
        return 0, 0
    first, last = int(spans[-1][1]), int(spans[-1][2] or spans[-1][1])
    if last < first:  # “1234-40”
        last = int(str(first)[: -len(str(last))] + str(last))
    return first, max(first, last)


def _time(about: str) -> float | None:
    """When the entry was made, by the Kindle's own clock; None where no date can be read."""
    said = about.rpartition("|")[2]
    year = month = day = 0
    if match := _EASTERN.search(said):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_MONTH.search(said):
        year, month, day = int(match[3]), _month(match[2]), int(match[1])
    elif match := _MONTH_DAY.search(said):
        year, month, day = int(match[3]), _month(match[1]), int(match[2])
    if not month:
        return None
    clock = _CLOCK.search(said, match.end() if match else 0)
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    if _AFTERNOON.search(said):
        hour = hour % 12 + 12
    elif _MORNING.search(said):
        hour %= 12
    try:
        return max(0.0, datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())
    except ValueError:
        return None


def _month(name: str) -> int:
    folded = name.casefold()
    # The longest match decides: “juil” is July, “jui” June.
    fits = [
        (len(start), number)
        for number, starts in enumerate(_MONTHS, 1)
        for start in starts.split()
        if folded.startswith(start)
    ]
    return max(fits)[1] if fits else 0


def _book(head: str) -> Book:
    """Title and author, who is in the last brackets, whatever brackets are inside those."""
    opener = _OPENERS.get(head[-1:])
    if opener is None:
        return Book(head)
    depth = 0
    for at in range(len(head) - 1, 0, -1):
        depth += (head[at] == head[-1]) - (head[at] == opener)
        if depth == 0:
            return Book(head[:at].strip() or head, head[at + 1 : -1].strip())
    return Book(head)


def _longest(entries: Sequence[_Entry]) -> list[_Entry]:
    """Without those that were marked again, longer, at the same place."""
    kept: list[_Entry] = []
    for entry in sorted(entries, key=lambda one: (one.first, -len(one.text))):
        last = kept[-1] if kept else None
        touches = last is not None and entry.first <= last.last
        if last is not None and touches and entry.text in last.text:
            continue
        if last is not None and touches and last.text in entry.text:
            kept.pop()
        kept.append(entry)
    return kept


def _joined(entries: Sequence[_Entry], notes: Sequence[_Entry]) -> tuple[list[Annotation], int]:
    """Highlights with their notes, and how many notes belong to none of them."""
    ends: dict[int, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for end in {entry.first, entry.last}:
            ends[end].append(number)
    said: dict[int, list[str]] = defaultdict(list)
    orphaned = 0
    for note in sorted(notes, key=lambda one: one.created or 0.0):
        near = ends.get(note.first) or ends.get(note.last) or []
        if not near:
            orphaned += 1
            continue
        # Of several that end there, the one that was made when the note was.
        made = note.created or 0.0
        number = min(near[:_ALIKE], key=lambda n: abs((entries[n].created or 0.0) - made))
        if note.text not in said[number]:
            said[number].append(note.text)
    return [
        Annotation(
            entry.book,
            entry.text,
            note=note_text("\n".join(said[number])),
            created=entry.created,
            changed=entry.created,
        )
        for number, entry in enumerate(entries)
    ], orphaned
