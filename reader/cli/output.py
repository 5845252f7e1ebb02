"""Results for programs: JSON whose fields are stable."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime


def iso_time(seconds: float | None) -> str | None:
    """A moment as ISO 8601, UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def print_rows(rows: Sequence[dict[str, object]]) -> int:
    """Print objects as a JSON array, one on a line: thousands of them in an instant."""
    encode = json.JSONEncoder(ensure_ascii=True).encode
    print("[" + ",\n ".join(map(encode, rows)) + "]")
    return 0


def print_json(value: object) -> int:
    """Print a value; the exit code."""
    # Paths may hold bytes that are no UTF-8; escaped, they come through any pipe.
    json.dump(value, sys.stdout, ensure_ascii=True, indent=2)
    print()
    return 0
