"""Golden pages: what `nightstand cat` prints of each story of the library, and squares justified.

`make golden` remakes them; look at what `git diff` shows before committing it.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from pathlib import Path

from reader import formats
from reader.cli import run
from reader.paint.runs import runs
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.sample_stories import SAMPLES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "golden"
MEASURES = (40, 66, 100)
SQUARE = tuple(path for path in SAMPLES if path.stem in ("jie-yan", "kingyo-no-rusuban"))
"""Stories in Chinese and Japanese."""
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


def justified(story: Path) -> str:
    """The first pages of a story, justified, with marks that hang, as a screen shows them."""
    text = formats.load(story)
    layout = Layout(text, PageStyle(Cells(MEASURES[0]), ROWS, justify=True, hang=True))
    out = []
    for number in range(FIRST):
        out.append(f"=== {number + 1} of {layout.page_count} ===")
        out += [
            "".join(run.text for run in runs(text, line)).rstrip() if line else ""
            for line in layout.page(number).rows
        ]
    return "\n".join(out) + "\n"


def main() -> None:
    """Make every golden file again and drop those of stories that are gone."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {
        name_of(story, measure): (story, measure) for story in SAMPLES for measure in MEASURES
    }
    square = {f"{story.stem}-justified.txt": story for story in SQUARE}
    for path in FOLDER.glob("*.txt"):
        if path.name not in wanted.keys() | square.keys():
            path.unlink()
    for name, (story, measure) in wanted.items():
        (FOLDER / name).write_text(pages(story, measure), encoding="utf-8")
    for name, story in square.items():
        (FOLDER / name).write_text(justified(story), encoding="utf-8")
    print(
        f"{len(wanted) + len(square)} golden files in {FOLDER.relative_to(ROOT)}", file=sys.stderr
    )


if __name__ == "__main__":
    main()
