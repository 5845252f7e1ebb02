"""`nightstand cat`: pages as plain text, from the same layout as the screen's."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

from reader.cli.arguments import Arguments, CommandError
from reader.cli.story import context_for, story_for
from reader.paint.runs import runs
from reader.reading.view import settings_for, style_for
from reader.typeset.layout import Layout, Line

ROWS = 36
"""Rows of text on a page, unless other numbers are given."""
_ROWS_AT_ONCE = 2000


def cat(arguments: Arguments) -> int:
    """Print pages, a form feed between them; without pages or a height, the whole text."""
    with context_for(arguments) as context:
        opened = story_for(context, arguments)
        settings = settings_for(context.settings, opened)
        columns = _terminal_columns()
        measure = arguments.width or min(settings.measure, columns)
        # A sheet is a screen page with its margins; the whole text goes where lines may wrap.
        height = arguments.height or (ROWS if arguments.pages else 0)
        paged = height > 0
        margin = paged and (arguments.width is not None or columns - measure >= 2)
        style = style_for(settings, measure, height, margin=margin)
        layout = Layout(opened.story, style)
    if not paged:
        for first in range(0, layout.row_count, _ROWS_AT_ONCE):
            print_rows(layout, layout.rows(first, _ROWS_AT_ONCE))
        return 0
    first, last = arguments.pages or (1, layout.page_count)
    if first > layout.page_count:
        raise CommandError(f"there is no page {first}: the story has {layout.page_count}")
    for number in range(first - 1, min(last, layout.page_count)):
        if number >= first:
            sys.stdout.write("\f")
        print_rows(layout, layout.page(number).rows)
    return 0


def print_rows(layout: Layout, rows: tuple[Line | None, ...]) -> None:
    """Print rows of a layout as plain lines."""
    sys.stdout.write("".join(_texts(layout, rows)))


def _texts(layout: Layout, rows: tuple[Line | None, ...]) -> Iterator[str]:
    for line in rows:
        text = "".join(run.text for run in runs(layout.story, line)) if line else ""
        yield text.rstrip(" ") + "\n"


def _terminal_columns() -> int:
    return shutil.get_terminal_size((80, 24)).columns
