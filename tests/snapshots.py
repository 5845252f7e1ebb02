"""Pictures of pages as text: every row, the roles of its runs, and the looks of both themes.

`python -m tests.snapshots` writes them again (`make snapshots`); look at the difference before
keeping it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader import formats
from reader.paint.page import Row
from reader.paint.theme_lookup import theme
from reader.paint.themes import Rendition, Role, Theme
from reader.reading.open import OpenStory
from reader.reading.view import first_page
from reader.settings.settings import Settings
from tests.sample_stories import FOLDER as STORIES
from tests.screens import SCREENS

FOLDER = Path(__file__).parent / "snapshots"
THEMES = ("paper", "night")


class Shot(NamedTuple):
    """One page of one story on one screen."""

    name: str
    story: str
    columns: int
    rows: int
    turns: int = 0
    settings: Mapping[str, Any] = MappingProxyType({})

    def picture(self) -> list[Row]:
        """The rows of the screen."""
        opened = OpenStory(formats.load(STORIES / f"{self.story}.txt"))
        first = first_page(opened, Settings().replace(**self.settings), self.columns, self.rows)
        return first.replace(navigator=first.navigator.turn(self.turns)).rows(opened)


SHOTS = (
    Shot("prose", "the-torr-pound", 72, 28),
    Shot("verse", "the-tollman-of-nether-weir", 64, 26, 1),
    Shot("chinese", "jie-yan", 56, 22, 1),
    Shot("squares", "kingyo-no-rusuban", 58, 24, 2, {"justify": True}),
    Shot("japanese", "kingyo-no-rusuban", 50, 20),
    Shot("letters", "re-one-umbrella", 64, 30),
    Shot("spread", "eleven-seconds", 150, 26, 1, {"dialogue": True}),
    Shot("justified", "the-torr-pound", 60, 26, 0, {"justify": True, "hyphenate": True}),
    Shot("scroll", "the-late-tobin-ware", 60, 20, 1, {"mode": "scroll", "leading": 2}),
    Shot("small", "eleven-seconds", 20, 6, 1),
)


def dump(shot: Shot) -> str:
    """The picture as text."""
    rows = shot.picture()
    kept = ", ".join(f"{key}={value}" for key, value in shot.settings.items())
    head = f"{shot.story}, {shot.columns} × {shot.rows}, {shot.turns} turned" + (
        kept and f", {kept}"
    )
    return "\n".join([head, "", *_rows(rows), "", *_looks(rows)]) + "\n"


def _rows(rows: list[Row]) -> Iterator[str]:
    """Each row with its number and its role; where runs differ, those that are not plain."""
    for number, row in enumerate(rows):
        runs = [run for run in row if run.text.strip()]
        roles = {run.roles for run in runs}
        name = "" if roles in (set(), {(Role.TEXT,)}) else "…"
        name = " ".join(*roles) if name and len(roles) == 1 else name
        yield f"{number:2} {name:10}│{''.join(run.text for run in row).rstrip()}"
        if len(roles) > 1:
            plain = min(roles, key=lambda one: (one != (Role.TEXT,), one))
            yield from (
                f"   {' '.join(run.roles):>21}: {run.text.strip()}"
                for run in runs
                if run.roles != plain
            )


def _looks(rows: list[Row]) -> Iterator[str]:
    """How each combination of roles looks in the themes."""
    used = sorted({run.roles for row in rows for run in row if run.text.strip()})
    for name in THEMES:
        yield f"{name}:"
        yield from (f"  {' '.join(roles)}: {_look(theme(name), roles)}" for roles in used)


def _look(worn: Theme, roles: tuple[Role, ...]) -> str:
    look: Rendition = worn.look(roles)
    switches = [
        name for name in ("bold", "italic", "underline", "reverse", "dim") if getattr(look, name)
    ]
    return " ".join([look.fg, "on", look.bg, *switches])


def main() -> None:
    """Write every picture again."""
    FOLDER.mkdir(exist_ok=True)
    for shot in SHOTS:
        (FOLDER / f"{shot.name}.txt").write_text(dump(shot), "utf-8")
    for screen in SCREENS:
        (FOLDER / f"{screen.name}.txt").write_text(screen.dump(), "utf-8")


if __name__ == "__main__":
    main()
