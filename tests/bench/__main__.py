"""Measure all, print the table, write it as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench import (
    keeping,
    long,
    parsing,
    peers,
    searching,
    setting,
    shapes,
    shelf,
    starting,
    turning,
)
from tests.bench.ground import Ground, prepared
from tests.bench.measuring import LEAST_ROUNDS, Row

_GROUPS: dict[str, Callable[[Ground], Iterator[Row]]] = {
    "start": starting.measure,
    "turn": turning.measure,
    "parse": parsing.measure,
    "shapes": shapes.measure,
    "set": setting.measure,
    "keep": keeping.measure,
    "search": searching.measure,
    "index": searching.measure_index,
    "shelf": shelf.measure,
    "archives": shelf.measure_archives,
    "long": long.measure,
    "peers": peers.measure,
}
_HEADS = ("what", "ours", "anchor", "ratio", "middle half", "limit", "ok")


def main() -> int:
    """Run; 1 when a limit does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("novel", nargs="?", type=Path, help="a real novel instead of a made one")
    parser.add_argument("--only", choices=_GROUPS, action="append", help="this group of rows")
    parser.add_argument("--rounds", type=int, default=7, help="pairs for each row, at least 5")
    parser.add_argument("--json", type=Path, default=Path("bench.json"), help="where it is written")
    chosen = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        ground = prepared(Path(folder), chosen.novel, max(LEAST_ROUNDS, chosen.rounds))
        for name in chosen.only or _GROUPS:
            for row in _GROUPS[name](ground):
                print(f"  {row.what}", file=sys.stderr, flush=True)
                rows.append(row)
    print(_table(rows))
    chosen.json.write_text(json.dumps(_record(rows, chosen.novel), indent=2) + "\n", "utf-8")
    return int(any(row.ok is False for row in rows))


def _record(rows: Sequence[Row], novel: Path | None) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "novel": novel.name if novel else "synthetic",
        "rows": [{**asdict(row), "ok": row.ok} for row in rows],
    }


def _table(rows: Sequence[Row]) -> str:
    cells = [_HEADS, *map(_cells, rows)]
    wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(c.ljust(w) for c, w in zip(line, wide, strict=True)).rstrip() for line in cells
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _cells(row: Row) -> tuple[str, ...]:
    if row.skipped:
        return row.what, "", "", "", "", "", f"skipped: {row.skipped}"
    anchor = f"{_number(row.anchor)} {row.unit}, {row.against}" if row.anchor is not None else ""
    return (
        row.what,
        f"{_number(row.ours)} {row.unit}",
        anchor,
        f"{row.ratio:.2f} ×" if row.ratio is not None else "",
        "–".join(map(_number, row.spread)) if row.spread else "",
        _limit(row),
        {None: "", True: "yes", False: "NO"}[row.ok],
    )


def _limit(row: Row) -> str:
    unit = "×" if row.ratio is not None else row.unit
    if row.least is not None:
        return f"≥ {_number(row.least)} {unit}"
    return f"≤ {_number(row.most)} {unit}" if row.most is not None else ""


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
