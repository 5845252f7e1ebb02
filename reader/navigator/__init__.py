"""Where the reader is in a story, and every move from there, by pages or by lines.

The rule: a place is the offset of the first character shown, and it changes only when the reader
moves. A new layout shows the same first character; page numbers are derived for show.
"""

from reader.navigator.pages import Navigator
from reader.navigator.scroll import Scroll, alike, in_mode

__all__ = ["Navigator", "Scroll", "alike", "in_mode"]
