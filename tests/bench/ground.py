"""What every measurement stands on: a folder of its own, texts, an environment without a past."""

from __future__ import annotations

import compileall
import gzip
import os
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.bench.novel import chinese, novel
from tests.books import fb2, great_novel, page

ROOT = Path(__file__).parents[2]
_SHORT = ROOT / "library" / "the-torr-pound.txt"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where and on what is measured."""

    folder: Path
    novel: Path
    chinese: Path
    short: Path
    rounds: int
    real: bool = False
    """Whether the novel is one that somebody wrote."""

    def environment(self, name: str = "data") -> dict[str, str]:
        """An environment with folders of its own and bytecode that is kept."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("NIGHTSTAND", "XDG_"))}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        home = self.folder / name
        home.mkdir(exist_ok=True)
        return {
            **kept,
            "HOME": str(home),
            "NIGHTSTAND_DATA": str(home / "nightstand.db"),
            "PYTHONPATH": str(ROOT),
        }

    def great(self) -> Path:
        """A folder with one very long novel in several forms, each `novel` with its suffix."""
        folder = self.folder / "great"
        if not folder.exists():
            folder.mkdir()
            made = great_novel()
            rows = "".join(f"<p>{escape(one, quote=False)}</p>\n" for one in made.prose)
            for suffix, data in (
                ("epub", made.book),
                ("txt", made.text),
                ("txt.gz", gzip.compress(made.text)),
                ("html", page(rows).encode()),
                ("fb2", fb2().replace("<p>Конец.</p>", rows).encode("cp1251", "replace")),
            ):
                (folder / f"novel.{suffix}").write_bytes(data)
        return folder


def prepared(folder: Path, real: Path | None, rounds: int) -> Ground:
    """Write the texts, and compile everything, so that no run pays for being the first."""
    compileall.compile_dir(ROOT / "reader", quiet=2)
    text = novel()
    made = _written(folder / "novel.txt", text)
    if real is not None:
        # A copy: a file that rests on a slow disk would be measured with it.
        made.write_bytes(real.read_bytes())
    asian = _written(folder / "chinese.txt", chinese(900_000))
    short = folder / "short.txt"
    short.write_bytes(_SHORT.read_bytes())
    return Ground(folder, made, asian, short, rounds, real is not None)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path
