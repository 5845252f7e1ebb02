"""Linear mode: a story for screen readers, dumb terminals and pipes, page by page as plain lines.

It keeps the same place and the same bookmarks as the full screen.
"""
