"""A story being read: what joins the data file, folders, formats, places and pages.

Both front ends set up, open, list and mark through here, so that they cannot differ. The rule:
values in, values out; only the `Store` handed in is ever changed.
"""

from typing import TYPE_CHECKING

from reader.deferred import door
from reader.session.desk import Desk, Library, set_up
from reader.session.opening import Opened, claim, keep_up, open_bytes, open_path
from reader.story import percent

if TYPE_CHECKING:
    from reader.session.choosing import (
        PageLine,
        RuleChoice,
        Sample,
        encodings_of,
        page_lines,
        rules_of,
    )
    from reader.session.entries import Entry, matching, refreshed, rescan, shelf
    from reader.session.looks import FEATURES, Draft, Feature, Kept
    from reader.session.marks import Marked, bookmarks_of, new_bookmark
    from reader.session.missing import Located, locate, take_back, typed_path
    from reader.session.reshaping import (
        Reshaped,
        bytes_of,
        keep_choices,
        marks_now,
        reshape,
        with_heading,
        with_raw,
        with_reflow,
        with_ruby,
    )
    from reader.session.searching import Order, Shelved, fill_shelf, ordered, search_shelf, shelved
    from reader.session.seeking import Search, Seeker, Sought, grouped, word_at
    from reader.session.showing import (
        First,
        begin,
        first_picture,
        frame_for,
        framed,
        furniture,
        glimpse,
        layout_for,
        overlays,
        settings_for,
        shown,
        style_for,
        theme_for,
    )
    from reader.session.telling import Fact, facts_of
    from reader.session.windows import Offer, offered
else:  # neither a listing nor the first page of a story needs all of it
    __getattr__ = door(
        __name__,
        showing=(
            "First",
            "begin",
            "first_picture",
            "frame_for",
            "framed",
            "furniture",
            "glimpse",
            "layout_for",
            "overlays",
            "settings_for",
            "shown",
            "style_for",
            "theme_for",
        ),
        choosing=(
            "PageLine",
            "RuleChoice",
            "Sample",
            "encodings_of",
            "page_lines",
            "rules_of",
        ),
        reshaping=(
            "Reshaped",
            "bytes_of",
            "keep_choices",
            "marks_now",
            "reshape",
            "with_heading",
            "with_raw",
            "with_reflow",
            "with_ruby",
        ),
        telling=(
            "Fact",
            "facts_of",
        ),
        looks=(
            "FEATURES",
            "Draft",
            "Feature",
            "Kept",
        ),
        missing=(
            "Located",
            "locate",
            "take_back",
            "typed_path",
        ),
        windows=(
            "Offer",
            "offered",
        ),
        marks=(
            "Marked",
            "bookmarks_of",
            "new_bookmark",
        ),
        searching=(
            "Order",
            "Shelved",
            "ordered",
            "fill_shelf",
            "search_shelf",
            "shelved",
        ),
        seeking=(
            "Search",
            "Seeker",
            "Sought",
            "grouped",
            "word_at",
        ),
        entries=(
            "Entry",
            "matching",
            "refreshed",
            "rescan",
            "shelf",
        ),
    )

__all__ = [
    "FEATURES",
    "Desk",
    "Draft",
    "Entry",
    "Fact",
    "Feature",
    "First",
    "Kept",
    "Library",
    "Located",
    "Marked",
    "Offer",
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
    "begin",
    "bookmarks_of",
    "bytes_of",
    "claim",
    "encodings_of",
    "facts_of",
    "fill_shelf",
    "first_picture",
    "frame_for",
    "framed",
    "furniture",
    "glimpse",
    "grouped",
    "keep_choices",
    "keep_up",
    "layout_for",
    "locate",
    "marks_now",
    "matching",
    "new_bookmark",
    "offered",
    "open_bytes",
    "open_path",
    "ordered",
    "overlays",
    "page_lines",
    "percent",
    "refreshed",
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
    "take_back",
    "theme_for",
    "typed_path",
    "with_heading",
    "with_raw",
    "with_reflow",
    "with_ruby",
    "word_at",
]
