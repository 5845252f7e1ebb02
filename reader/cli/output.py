"""Results for programs: JSON whose fields are stable."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii

encode = json.JSONEncoder(ensure_ascii=True).encode
"""A value as JSON on one line."""
quoted = encode_basestring_ascii
"""The same for a string only, at once."""


def iso_time(seconds: float | None) -> str | None:
    """A moment as ISO 8601, UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def print_rows(rows: Sequence[dict[str, object]]) -> int:
    """Print objects as a JSON array, one on a line: thousands of them in an instant."""
    return print_lines(map(encode, rows))


def print_lines(objects: Iterable[str]) -> int:
    """Print objects that are JSON already as `print_rows` does."""
    print("[" + ",\n ".join(objects) + "]")
    return 0


def print_json(value: object) -> int:
    """Print a value; the exit code."""
    # Paths may hold bytes that are not UTF-8; escaped, they pass through any pipe.
    json.dump(value, sys.stdout, ensure_ascii=True, indent=2)
    print()
    return 0
