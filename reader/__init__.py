"""Nightstand, a terminal e-reader for plain-text stories.

The parts, from the ground up: `story` (one text and ranges of it); `formats` (bytes to a
story), `typeset` (a story to pages), `locator` (a place that outlives edits); `search` and
`annotations`; `navigator` (where the reader is), `library` (folders of stories) and `storage`
(what outlives the process); `session` (a story being read) and `paint` (a line as runs of text
and role); `tui`, `linear` and `cli`, the front ends.

Words: an *offset* is a code-point index into a story's text, a *cell* one terminal column.
A *range* is half open, `[start, end)`. The *measure* is the line length in cells, the *folio*
the line with the page number, the *progression* a share of the story from 0 to 1.
"""

__version__ = "0.1.0"
