"""Story and page style to lines and pages; the only part that turns offsets into cells."""

from typing import TYPE_CHECKING

from reader.deferred import door
from reader.typeset.cells import clip, clusters, shown, width
from reader.typeset.style import Breaking, Cells, PageStyle, Paragraphs

if TYPE_CHECKING:
    from reader.typeset.facing import level
    from reader.typeset.job import LayoutJob
    from reader.typeset.layout import Layout, Line, Page
    from reader.typeset.spacing import Gap
else:  # what only pages need, and no listing
    __getattr__ = door(
        __name__,
        facing=("level",),
        job=("LayoutJob",),
        layout=("Layout", "Line", "Page"),
        spacing=("Gap",),
    )

__all__ = [
    "Breaking",
    "Cells",
    "Gap",
    "Layout",
    "LayoutJob",
    "Line",
    "Page",
    "PageStyle",
    "Paragraphs",
    "clip",
    "clusters",
    "level",
    "shown",
    "width",
]
