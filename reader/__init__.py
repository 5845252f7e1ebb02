"""Nightstand, a terminal e-reader for plain-text stories.

The parts, from the ground up: `story` (one text and ranges of it); `formats` (a file to a
story), `typeset` (a story to pages), `locator` (a place that outlives edits); `search` and
`annotations`; `library` (folders of stories) and `storage` (what outlives the process); `paint`
(a line as runs of text and role); `settings`; `commands` and `terminal`; `reading` (a story being
read) and `shelf`; `tui`, `linear` and `cli`, the front ends.

Words: an *offset* is a code-point index into a story's text, a *cell* one terminal column.
A *range* is half open, `[start, end)`. The *measure* is the line length in cells, the *folio*
the line with the page number, the *progression* a share of the story from 0 to 1.
"""

__version__ = "0.1.0"
