"""Keys on an open novel: what they cost in time and in bytes on the line."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from tests.bench.anchors import bare_page, nightstand
from tests.bench.ground import Ground
from tests.bench.measuring import Row, alone, quartiles
from tests.bench.watching import Answered, Watched

_FOLIO = b"1 of "
_TURNS = 8
_RESTED = 4.0
"""Seconds after which what is done once an opening is done."""
_HIT = b"\x1b[1;7;"
"""How the current hit is painted."""
_TYPED = (b"t", b"h", b"e", b"\x7f", b"\x7f", b"w", b"\x7f", b"h")


def measure(ground: Ground) -> Iterator[Row]:
    """The rows of turning pages and of searching while typing."""
    ours: list[Answered] = []
    bare: list[Answered] = []
    typed: list[Answered] = []
    shown: list[float] = []
    with (
        Watched([*nightstand(), str(ground.novel)], ground.environment("turning")) as novel,
        Watched(bare_page(ground.folder, ground.novel), ground.environment()) as page,
    ):
        novel.until(_FOLIO)
        page.until(b"page-1")
        for program in (novel, page):
            program.settle(_RESTED)
            program.press(b" ")
        for _ in range(max(_TURNS, ground.rounds)):
            ours.append(novel.press(b" "))
            bare.append(page.press(b" "))
        novel.press(b"/")
        for key in _TYPED:
            shown.append(novel.until_sent(key, _HIT))
            novel.settle()
        typed += [novel.press(key) for key in _TYPED]
        novel.press(b"\x1b")
        novel.leave(b"q")
    yield _compared("page turn, key to last byte", ours, bare, "a bare line-API widget", 2)
    yield alone("page turn, bytes sent at 100×40", [float(a.size) for a in ours], "bytes", 6 * 1024)
    yield alone("… by the bare line-API widget", [float(a.size) for a in bare], "bytes")
    painted = [Answered(one, 0) for one in shown]
    yield _compared(
        "keystroke in the search line to the hits", painted, ours, "a plain page turn", 3
    )
    counted = [1000 * one.seconds for one in typed]
    yield alone("… until all are counted", counted, "ms")


def _compared(
    what: str, ours: list[Answered], anchor: list[Answered], against: str, most: float
) -> Row:
    ratios = [a.seconds / b.seconds for a, b in zip(ours, anchor, strict=False)]
    return Row(
        what,
        ours=1000 * statistics.median(a.seconds for a in ours),
        anchor=1000 * statistics.median(a.seconds for a in anchor),
        against=against,
        ratio=statistics.median(ratios),
        spread=quartiles(ratios),
        most=most,
    )
