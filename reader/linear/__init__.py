"""Linear mode: a story for screen readers, dumb terminals and pipes, page by page as plain lines.

The door: `read`. It keeps the same place and the same bookmarks as the full screen.
"""

from reader.linear.base import Sheet
from reader.linear.reading import choose_story, read

__all__ = ["Sheet", "choose_story", "read"]
