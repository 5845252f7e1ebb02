"""What Nightstand is measured against: small programs written into a temporary folder.

A bare app shows one word: it is what any Textual program pays before its first character. A bare
page shows a file by the line API and turns it: what any reader made with Textual pays for a turn.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

READY = b"ready-and-waiting"
TURNED = b"page-2"

_APP = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("ready-and-waiting")

    def on_key(self, event):
        if event.key == "q":
            self.exit()
        else:
            self.query_one(Static).update("page-2")

Bare().run()
"""

_PAGE = """
import sys
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

STYLE = Style(color="#dcd7ca", bgcolor="#21242c")

class Page(Widget):
    can_focus = True
    page = 0

    def render_line(self, y):
        at = self.page * self.size.height + y
        text = LINES[at] if at < len(LINES) else ""
        if y == self.size.height - 1:
            text = "page-%d" % (self.page + 1)
        text = (" " * 14 + text)[:self.size.width].ljust(self.size.width)
        return Strip([Segment(text, STYLE)])

    def on_key(self, event):
        if event.key == "space":
            self.page += 1
            self.refresh()
        elif event.key == "q":
            self.app.exit()

class Bare(App):
    def compose(self):
        yield Page()

    def on_mount(self):
        self.query_one(Page).focus()

LINES = open(sys.argv[1], encoding="utf-8-sig").read().split("\\n")
Bare().run()
"""


def bare_app(folder: Path) -> list[str]:
    """The command of an app with one line of text; any key changes it, `q` leaves."""
    path = folder / "bare_app.py"
    path.write_text(_APP, "utf-8")
    return [sys.executable, str(path)]


def bare_page(folder: Path, story: Path) -> list[str]:
    """The command of an app whose only widget shows a file's lines; space turns, `q` leaves."""
    path = folder / "bare_page.py"
    path.write_text(_PAGE, "utf-8")
    return [sys.executable, str(path), str(story)]


def nightstand() -> list[str]:
    """The command as it is installed beside this interpreter, else the module."""
    script = Path(sys.executable).with_name("nightstand")
    return [str(script)] if script.exists() else [sys.executable, "-m", "reader"]


def empty_interpreter() -> list[str]:
    """The command of an interpreter that does nothing."""
    return [sys.executable, "-c", "pass"]


def missing(program: str) -> str:
    """Why an anchor is not measured against; empty when it is installed."""
    return "" if shutil.which(program) else f"{program} is not installed"
