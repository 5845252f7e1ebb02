"""Results for programs: JSON whose fields are stable."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime


def iso_time(seconds: float | None) -> str | None:
    """A moment as ISO 8601, UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def print_json(value: object) -> int:
    """Print a value; the exit code."""
    # Paths may hold bytes that are no UTF-8; escaped, they come through any pipe.
    json.dump(value, sys.stdout, ensure_ascii=True, indent=2)
    print()
    return 0
