"""Lines to runs of text and role; knows no screen library.

A `Run` is text with the roles that lie over it; a `Theme` is a table from role to colours. The
two front ends turn the same runs into a terminal's bytes (`ansi`) and into widgets.
"""
