"""Golden pages: what `nightstand cat` prints of each story of the library.

`make golden` makes them anew; look at what `git diff` shows then before committing it.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from pathlib import Path

from reader.cli import run

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "golden"
STORIES = sorted((ROOT / "library").rglob("*.txt"))
MEASURES = (40, 66, 100)
ROWS = 24
FIRST = 4
"""Pages from the first that are kept, and with them the last."""


def name_of(story: Path, measure: int) -> str:
    """The golden file of a story at a measure."""
    return f"{story.stem}-{measure}.txt"


def pages(story: Path, measure: int) -> str:
    """The first pages and the last as they are printed, each under its number."""
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(out):
        sized = ["--width", str(measure), "--height", str(ROWS)]
        kept = ["--data", f"{folder}/data.db", "--config", f"{folder}/none.toml"]
        assert run(["cat", str(story), *sized, *kept]) == 0
    printed = out.getvalue().split("\f")
    chosen = sorted({*range(min(FIRST, len(printed))), len(printed) - 1})
    return "".join(f"=== {n + 1} of {len(printed)} ===\n{printed[n]}" for n in chosen)


def main() -> None:
    """Make every golden file anew and drop those of stories that are gone."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {
        name_of(story, measure): (story, measure) for story in STORIES for measure in MEASURES
    }
    for path in FOLDER.glob("*.txt"):
        if path.name not in wanted:
            path.unlink()
    for name, (story, measure) in wanted.items():
        (FOLDER / name).write_text(pages(story, measure), encoding="utf-8")
    print(f"{len(wanted)} golden files in {FOLDER.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
