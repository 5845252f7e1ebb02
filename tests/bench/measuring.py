"""Pairs of runs, and the rows of the table that come of them."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

LEAST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a figure, what it is measured against, and what must hold."""

    what: str
    ours: float = 0.0
    unit: str = "ms"
    anchor: float | None = None
    """The anchor's figure, in the same unit; None where ours stands for itself."""
    against: str = ""
    """What the anchor is."""
    ratio: float | None = None
    """Median of the ratios of the pairs."""
    spread: tuple[float, float] | None = None
    """The quartiles of those ratios, or of ours where there is no anchor."""
    most: float | None = None
    """The ratio, or without an anchor our own figure, must not be above this."""
    least: float | None = None
    """The ratio must not be below this."""
    skipped: str = ""
    """Why it was not measured."""

    @property
    def judged(self) -> float:
        """The figure that has a limit."""
        return self.ours if self.ratio is None else self.ratio

    @property
    def ok(self) -> bool | None:
        """Whether the limit holds; None without one, or when nothing was measured."""
        if self.skipped or (self.most is None and self.least is None):
            return None
        above = self.least is None or self.judged >= self.least
        return above and (self.most is None or self.judged <= self.most)


def paired(
    what: str,
    ours: Callable[[], float],
    anchor: Callable[[], float],
    against: str,
    *,
    rounds: int,
    most: float | None = None,
    least: float | None = None,
    inverse: bool = False,
) -> Row:
    """Ours and the anchor in turn, each telling its own seconds; who begins changes each time.

    With `inverse` the ratio says how many times faster ours is.
    """
    pairs = []
    for number in range(max(LEAST_ROUNDS, rounds)):
        if number % 2:
            theirs, mine = anchor(), ours()
        else:
            mine, theirs = ours(), anchor()
        pairs.append((mine, theirs))
    ratios = [b / a if inverse else a / b for a, b in pairs]
    return Row(
        what,
        ours=1000 * statistics.median(a for a, _ in pairs),
        anchor=1000 * statistics.median(b for _, b in pairs),
        against=against,
        ratio=statistics.median(ratios),
        spread=quartiles(ratios),
        most=most,
        least=least,
    )


def alone(what: str, figures: list[float], unit: str, most: float | None = None) -> Row:
    """The median of figures that stand for themselves."""
    middle = statistics.median(figures)
    return Row(what, ours=middle, unit=unit, spread=quartiles(figures), most=most)


def quartiles(figures: list[float]) -> tuple[float, float]:
    """Between which the middle half lies."""
    if len(figures) < 2:
        return figures[0], figures[0]
    low, _, high = statistics.quantiles(figures, n=4, method="inclusive")
    return low, high


def seconds(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """How long one run takes, the rubbish of others swept before."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def peak(process: int | str = "self") -> float | None:
    """The most memory that a process has held so far, in MB; None where the system does not tell.

    Not from `getrusage`, which counts what the one that started the process held then.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return None
    lines = (line.split() for line in status.splitlines() if line.startswith("VmHWM:"))
    return next((int(line[1]) / 1024 for line in lines), None)
