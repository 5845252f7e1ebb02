"""A story being read: what joins the data file, folders, formats, places and pages.

Both front ends set up, open, list and mark through here, so that they cannot differ. The rule:
values in, values out; only the `Store` handed in is ever changed.
"""

from reader.session.choosing import (
    PageLine,
    RuleChoice,
    Sample,
    encodings_of,
    page_lines,
    rules_of,
)
from reader.session.desk import Desk, set_up
from reader.session.looks import FEATURES, Draft, Feature, Kept
from reader.session.marks import Marked, bookmarks_of, new_bookmark
from reader.session.opening import Opened, keep_up, open_bytes, open_path
from reader.session.reshaping import (
    Reshaped,
    keep_choices,
    marks_now,
    reshape,
    with_heading,
    with_raw,
    with_reflow,
    with_ruby,
)
from reader.session.searching import Order, Shelved, ordered, search_shelf, shelved
from reader.session.seeking import Search, Seeker, Sought, grouped, word_at
from reader.session.shelf import Entry, matching, rescan, shelf
from reader.session.showing import (
    First,
    first_picture,
    frame_for,
    framed,
    furniture,
    layout_for,
    overlays,
    percent,
    settings_for,
    shown,
    style_for,
    theme_for,
)
from reader.session.telling import Fact, facts_of

__all__ = [
    "FEATURES",
    "Desk",
    "Draft",
    "Entry",
    "Fact",
    "Feature",
    "First",
    "Kept",
    "Marked",
    "Opened",
    "Order",
    "PageLine",
    "Reshaped",
    "RuleChoice",
    "Sample",
    "Search",
    "Seeker",
    "Shelved",
    "Sought",
    "bookmarks_of",
    "encodings_of",
    "facts_of",
    "first_picture",
    "frame_for",
    "framed",
    "furniture",
    "grouped",
    "keep_choices",
    "keep_up",
    "layout_for",
    "marks_now",
    "matching",
    "new_bookmark",
    "open_bytes",
    "open_path",
    "ordered",
    "overlays",
    "page_lines",
    "percent",
    "rescan",
    "reshape",
    "rules_of",
    "search_shelf",
    "set_up",
    "settings_for",
    "shelf",
    "shelved",
    "shown",
    "style_for",
    "theme_for",
    "with_heading",
    "with_raw",
    "with_reflow",
    "with_ruby",
    "word_at",
]
