"""What the columns of the data file may contain, checked for a whole file or for a foreign row.

The rule: nothing is trusted, and as much as possible is kept. An impossible value is replaced by
the plainest possible one, and a row is left out only if nothing says what it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from sqlite3 import Connection, Error
from typing import Any

from reader.lazy_pattern import lazy_pattern
from reader.storage.faults import DamagedError, Fault, fault
from reader.value import NamedTuple

Row = dict[str, Any]

LAST_TIME = 253_402_214_400.0
"""The last second of the last day that a calendar knows, whatever the time zone."""
_MOST = 1 << 53
"""Above this, numbers are no longer exact in JSON."""
_LEAST, _HIGHEST = -(1 << 63), (1 << 63) - 1
_NAME, _QUOTE, _PASSAGE, _NOTE = 10_000, 1_000, 5_000, 1 << 20
"""Characters of a name, of a quote, of a passage and of anything else; real ones are far shorter.
"""
_LONGEST_PATH = 1 << 15
"""Bytes; no system opens longer ones."""
CALLED = {
    "path": "file name",
    "elsewhere": "place of another machine",
    "meta": "record",
    "refused": "file without a story",
    "register": "record of what travels",
}
"""What tables hold, if their names do not say."""
_STATUSES = ("to read", "reading", "finished", "set aside")
_COLOURS = ("yellow", "green", "blue", "pink", "orange", "purple")
_STYLES = ("solid", "underline", "strikethrough", "outline")
_HASH = lazy_pattern(r"[0-9a-f]{64}")
_MARK = lazy_pattern(r"[0-9A-Za-z-]{1,64}")
_PLACE = ("offset", "exact", "prefix", "suffix", "chapter", "progression")


class _Kind(NamedTuple):
    sound: str
    """The condition in SQL, with `{}` for the column."""
    taken: Callable[[Any], Any]
    """The valid form of a value, itself if it is sound; None if there is none."""


class _Rule(NamedTuple):
    kind: _Kind
    instead: Any = None
    """What a missing or impossible value becomes; `_NEEDED` if the row is useless without it."""
    nullable: bool = False


_NEEDED = object()


def _whole(least: int, most: int) -> Callable[[Any], Any]:
    def taken(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return value if least <= value <= most else None

    return taken


def _number(value: Any) -> float | None:
    """The number that a value is; NaN counts as none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return value


def _time(value: Any) -> Any:
    number = _number(value)
    return number if number is None or 0 <= number <= LAST_TIME else 0.0


def _share(value: Any) -> Any:
    number = _number(value)
    return number if number is None or 0 <= number <= 1 else min(max(number, 0.0), 1.0)


def _text(most: int) -> Callable[[Any], Any]:
    def taken(value: Any) -> Any:
        if not isinstance(value, str):
            if not isinstance(value, bytes):
                return None
            value = value[: most * 4].decode("utf-8", "replace")
        if len(value) > most:
            value = value[:most]
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")

    return taken


def _digest(value: Any) -> Any:
    text = _ascii(value)
    return text if text is not None and _HASH.fullmatch(text) else None


def _one_of(words: tuple[str, ...]) -> Callable[[Any], Any]:
    def taken(value: Any) -> Any:
        text = _ascii(value)
        return text if text in words else None

    return taken


def _mark(value: Any) -> Any:
    """The id of a bookmark; a damaged one is replaced, always by the same."""
    text = _ascii(value)
    if text is not None and _MARK.fullmatch(text):
        return text
    if not isinstance(value, str | bytes) or not value:
        return None
    import hashlib  # a sound file does not need it

    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:32]


def _ascii(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.decode("ascii") if value.isascii() else None
    return value if isinstance(value, str) and value.isascii() else None


def _path(value: Any) -> Any:
    if not isinstance(value, bytes) or not 0 < len(value) <= _LONGEST_PATH or b"\0" in value:
        return None
    return value


def _bytes(value: Any) -> Any:
    return value if isinstance(value, bytes) else None


_INTEGER = "typeof({0})='integer'"
_REAL = "typeof({0}) IN ('real','integer')"
_HEX = "typeof({0})='text' AND length({0})=64 AND {0} NOT GLOB '*[^0-9a-f]*'"
COUNT = _Kind(f"{_INTEGER} AND {{0}} BETWEEN 0 AND {_MOST}", _whole(0, _MOST))
SIGNED = _Kind(_INTEGER, _whole(_LEAST, _HIGHEST))
TIME = _Kind(f"{_REAL} AND {{0}} BETWEEN 0 AND {LAST_TIME}", _time)
SHARE = _Kind(f"{_REAL} AND {{0}} BETWEEN 0 AND 1", _share)
NAME = _Kind("typeof({0})='text'", _text(_NAME))
QUOTE = _Kind("typeof({0})='text'", _text(_QUOTE))
PASSAGE = _Kind("typeof({0})='text'", _text(_PASSAGE))
NOTE = _Kind("typeof({0})='text'", _text(_NOTE))
DIGEST = _Kind(_HEX, _digest)
DIGEST_OR_NONE = _Kind(f"({{0}}='' OR {_HEX})", lambda value: "" if not value else _digest(value))
STATUS = _Kind(f"{{0}} IN {_STATUSES}", _one_of(_STATUSES))
COLOUR = _Kind(f"{{0}} IN {_COLOURS}", _one_of(_COLOURS))
STYLE = _Kind(f"{{0}} IN {_STYLES}", _one_of(_STYLES))
MARK = _Kind("typeof({0})='text' AND {0} NOT GLOB '*[^-0-9A-Za-z]*' AND {0}<>''", _mark)
PATH = _Kind(
    f"typeof({{0}})='blob' AND length({{0}}) BETWEEN 1 AND {_LONGEST_PATH}"
    " AND instr({0}, x'00')=0",
    _path,
)
BYTES = _Kind("typeof({0})='blob'", _bytes)

_PLACE_RULES = {
    "offset": _Rule(COUNT, 0),
    **{name: _Rule(QUOTE, "") for name in ("exact", "prefix", "suffix")},
    "chapter": _Rule(NAME, ""),
    "progression": _Rule(SHARE, 0.0),
}
_STAMP_RULES = {
    "size": _Rule(SIGNED, -1),
    "mtime_ns": _Rule(SIGNED, -1),
    "inode": _Rule(SIGNED, 0),
}
_OWNER = _Rule(COUNT, _NEEDED)

TABLES: Mapping[str, Mapping[str, _Rule]] = {
    "story": {
        "id": _OWNER,
        "sha256": _Rule(DIGEST_OR_NONE, ""),
        "title": _Rule(NAME, ""),
        "author": _Rule(NAME, ""),
        **{name: _Rule(COUNT, 0) for name in ("words", "length", "chapters", "seen_chapters")},
        "status": _Rule(STATUS, "to read"),
        "choices": _Rule(NOTE, ""),
        "added": _Rule(TIME, 0.0),
        "changed": _Rule(TIME, 0.0),
        "seq": _Rule(COUNT, 0),
        "moved": _Rule(TIME, nullable=True),
        **{name: rule._replace(nullable=True) for name, rule in _PLACE_RULES.items()},
        "decided": _Rule(TIME, nullable=True),
    },
    "version": {
        "sha256": _Rule(DIGEST, _NEEDED),
        "story": _OWNER,
        "seen": _Rule(TIME, 0.0),
    },
    "path": {
        "path": _Rule(PATH, _NEEDED),
        "story": _OWNER,
        **_STAMP_RULES,
        "seen": _Rule(TIME, 0.0),
    },
    "bookmark": {
        "id": _Rule(MARK, _NEEDED),
        "story": _OWNER,
        "name": _Rule(NAME, ""),
        "words": _Rule(NAME, ""),
        "created": _Rule(TIME, 0.0),
        "changed": _Rule(TIME, 0.0),
        "deleted": _Rule(TIME, nullable=True),
        **_PLACE_RULES,
    },
    "highlight": {
        "id": _Rule(MARK, _NEEDED),
        "story": _OWNER,
        "colour": _Rule(COLOUR, _COLOURS[0]),
        "style": _Rule(STYLE, _STYLES[0]),
        "note": _Rule(NOTE, ""),
        "tags": _Rule(NAME, ""),
        "created": _Rule(TIME, 0.0),
        "changed": _Rule(TIME, 0.0),
        "deleted": _Rule(TIME, nullable=True),
        "stamps": _Rule(NAME, ""),
        **{name: _Rule(PASSAGE, "") for name in ("quote", "before", "after")},
        "chapter": _Rule(NAME, ""),
        "progression": _Rule(SHARE, 0.0),
        **{
            f"{side}_{name}": rule
            for side in ("start", "end")
            for name, rule in _PLACE_RULES.items()
            if name not in ("chapter", "progression")
        },
    },
    "elsewhere": {"story": _OWNER, "moved": _Rule(TIME, 0.0), **_PLACE_RULES},
    "sketch": {
        "story": _OWNER,
        "sha256": _Rule(DIGEST, _NEEDED),
        "sketch": _Rule(BYTES, _NEEDED),
        "made": _Rule(TIME, 0.0),
    },
    "meta": {"key": _Rule(NAME, _NEEDED), "value": _Rule(NOTE, _NEEDED)},
    "register": {
        **{name: _Rule(NAME, _NEEDED) for name in ("kind", "id", "field")},
        "story": _Rule(NAME, ""),
        "value": _Rule(NOTE, _NEEDED),
        "ms": _Rule(COUNT, _NEEDED),
        "counter": _Rule(COUNT, _NEEDED),
        "device": _Rule(NAME, _NEEDED),
        "unsent": _Rule(COUNT, 1),
    },
    "refused": {
        "path": _Rule(PATH, _NEEDED),
        **_STAMP_RULES,
        "reason": _Rule(NAME, ""),
        "added": _Rule(TIME, 0.0),
        "seen": _Rule(TIME, 0.0),
    },
}
"""Every table with what each of its columns may contain."""


def times(table: str) -> list[str]:
    """The columns of a table that contain times."""
    return [name for name, rule in TABLES.get(table, {}).items() if rule.kind is TIME]


def admitted(table: str, row: Mapping[str, Any]) -> tuple[Row | None, list[str]]:
    """The row in valid form, and the columns that were replaced; None if there is no valid form.

    Columns that the row does not name keep their defaults, and unknown ones are dropped.
    """
    taken: Row = {}
    gone = []
    for name, (kind, instead, nullable) in TABLES[table].items():
        if name not in row and instead is not _NEEDED:
            if not nullable:
                taken[name] = instead
            continue
        given = row.get(name)
        value = None if given is None else kind.taken(given)
        if value is given and given is not None:  # as nearly all are
            taken[name] = value
            continue
        if value is None and not (given is None and nullable):
            if instead is _NEEDED:
                return None, [name]
            value = None if nullable else instead
        if value is not given and _differs(value, given):
            gone.append(name)
        taken[name] = value
    if table == "story":
        gone += _join_place(taken)
    return taken, gone


def look_at(table: str, row: Mapping[str, Any]) -> None:
    """Raise `DamagedError` unless the columns that were read from a row are valid."""
    taken, _ = admitted(table, row)
    if taken is None or any(taken[name] != value for name, value in row.items()):
        raise DamagedError(f"a {CALLED.get(table, table)} in it is not valid")


def _differs(value: Any, given: Any) -> bool:
    if isinstance(given, bytes) and isinstance(value, str):
        return value.encode("utf-8", "surrogatepass") != given
    return bool(value != given)


def _join_place(story: Row) -> list[str]:
    """Complete a story's place; without an offset and words there is none."""
    missing = [name for name in _PLACE if story.get(name) is None]
    if not missing or len(missing) == len(_PLACE):
        return []
    lost = story.get("offset") is None and not story.get("exact")
    for name in _PLACE if lost else missing:
        story[name] = None if lost else _PLACE_RULES[name].instead
    return missing


def check(connection: Connection, model: Connection, *, whole: bool = True) -> None:
    """Raise `DamagedError` unless the file is what we made, and every row is valid.

    `model` is an empty file of the same schema. Unless the `whole` is checked, every row, page and
    text, only the tables are looked at.
    """
    try:
        if not same_tables(connection, model):
            raise DamagedError("its tables are not those that Nightstand makes")
        if not whole:
            return
        for table, rules in TABLES.items():
            if connection.execute(_unsound(table, rules)).fetchone():
                raise DamagedError(f"a {CALLED.get(table, table)} in it is not valid")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise DamagedError("something in it belongs to no story")
        _read_all(connection)
    except UnicodeDecodeError as error:
        raise DamagedError(str(error))
    except Error as error:
        if fault(error) is Fault.OURS:  # a text that is not UTF-8
            raise DamagedError(str(error))
        raise


def damage(connection: Connection, model: Connection) -> DamagedError | None:
    """What the whole check finds."""
    try:
        check(connection, model)
    except DamagedError as error:
        return error
    except Error as error:
        return DamagedError(str(error)) if fault(error) is Fault.DAMAGED else None
    return None


def _read_all(connection: Connection) -> None:
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise DamagedError(verdict)
    for table, rules in TABLES.items():
        texts = [name for name, rule in rules.items() if rule.kind in (NAME, QUOTE, PASSAGE, NOTE)]
        if texts:
            for _ in connection.execute(f"SELECT {', '.join(texts)} FROM {table}"):
                pass


def same_tables(one: Connection, other: Connection) -> bool:
    """Whether two files have the same tables, whatever their contents."""
    return _schema(one) == _schema(other)


def _schema(connection: Connection) -> set[Sequence[object]]:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {(kind, name, table, _one_line(sql)) for kind, name, table, sql in rows}


def _one_line(sql: object) -> object:
    """The statement of a table without its line ends; in a damaged file it may not be text."""
    return " ".join(sql.split()) if isinstance(sql, str) else sql


def _unsound(table: str, rules: Mapping[str, _Rule]) -> str:
    """The query for one invalid row."""
    conditions = [_condition(name, rule) for name, rule in rules.items()]
    if table == "story":
        absent = "+".join(f"({name} IS NULL)" for name in _PLACE)
        conditions.append(f"{absent} IN (0, {len(_PLACE)})")
    return f"SELECT 1 FROM {table} WHERE NOT ({' AND '.join(conditions)}) LIMIT 1"


def _condition(name: str, rule: _Rule) -> str:
    sound = rule.kind.sound.format(name)
    return f"({name} IS NULL OR ({sound}))" if rule.nullable else f"({sound})"
