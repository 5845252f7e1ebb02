"""Lines to runs of text and role; knows no screen library.

A `Run` is text with the roles that lie over it; a `Theme` is a table from role to colours. The
two front ends turn the same runs into a terminal's bytes (`ansi`) and into widgets.
"""

from typing import TYPE_CHECKING

from reader.deferred import door
from reader.paint.ansi import Depth, depth
from reader.paint.frame import Frame, fit
from reader.paint.page import Furniture, Row, compose
from reader.paint.roles import Look, Role, Run
from reader.paint.runs import Overlay, offset_at, runs
from reader.paint.themes import THEMES, Theme, theme, theme_label

if TYPE_CHECKING:
    from reader.paint.pointing import between, pointed_at
    from reader.paint.speaking import speech
else:  # a first page is neither pointed at nor, as a rule, tinted
    __getattr__ = door(__name__, pointing=("between", "pointed_at"), speaking=("speech",))

__all__ = [
    "THEMES",
    "Depth",
    "Frame",
    "Furniture",
    "Look",
    "Overlay",
    "Role",
    "Row",
    "Run",
    "Theme",
    "between",
    "compose",
    "depth",
    "fit",
    "offset_at",
    "pointed_at",
    "runs",
    "speech",
    "theme",
    "theme_label",
]
