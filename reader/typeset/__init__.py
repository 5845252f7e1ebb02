"""Story and page style to lines and pages; the only part that turns offsets into cells."""

from reader.typeset.cells import clip, clusters, shown, width
from reader.typeset.job import LayoutJob
from reader.typeset.layout import Layout, Line, Page
from reader.typeset.style import Breaking, Cells, PageStyle, Paragraphs

__all__ = [
    "Breaking",
    "Cells",
    "Layout",
    "LayoutJob",
    "Line",
    "Page",
    "PageStyle",
    "Paragraphs",
    "clip",
    "clusters",
    "shown",
    "width",
]
