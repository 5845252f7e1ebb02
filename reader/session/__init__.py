"""A story being read: what joins the data file, folders, formats, places and pages.

Both front ends set up, open, list and mark through here, so that they cannot differ. The rule:
values in, values out; only the `Store` handed in is ever changed.
"""

from typing import TYPE_CHECKING

from reader.deferred import door
from reader.session.beginning import begin_bytes, begin_path
from reader.session.desk import Desk, Library, set_up
from reader.session.excerpts import carried, place_at
from reader.session.opening import Opened, claim, keep_up, open_bytes, open_path
from reader.story import percent

if TYPE_CHECKING:
    from reader.session.adding import Added, add, dropped
    from reader.session.arranging import (
        Arranged,
        Collection,
        Kind,
        Marks,
        Sort,
        View,
        collections,
        counts,
        marks_of,
        matching,
        remembered,
    )
    from reader.session.choosing import (
        PageLine,
        RuleChoice,
        Sample,
        encodings_of,
        page_lines,
        rules_of,
    )
    from reader.session.detail import Detail, detail_of
    from reader.session.entries import Entry, read_before, refreshed
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
    from reader.session.scanning import Looked, Progress, look_around, rescan
    from reader.session.searching import Order, Shelved, ordered, search_shelf, shelved
    from reader.session.seeking import Search, Seeker, Sought, grouped, word_at
    from reader.session.showing import (
        First,
        begin,
        first_picture,
        frame_for,
        framed,
        furniture,
        layout_for,
        overlays,
        settings_for,
        shown,
        shown_at_once,
        style_for,
        style_in,
        theme_for,
    )
    from reader.session.spines import Spine, lead_rows, spine_rows, tabs
    from reader.session.telling import Fact, facts_of
    from reader.session.wholes import keep_early, put_in_place, read_whole, set_whole
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
            "layout_for",
            "overlays",
            "settings_for",
            "shown",
            "shown_at_once",
            "style_for",
            "style_in",
            "theme_for",
        ),
        choosing=("PageLine", "RuleChoice", "Sample", "encodings_of", "page_lines", "rules_of"),
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
        wholes=(
            "keep_early",
            "put_in_place",
            "read_whole",
            "set_whole",
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
            "read_before",
            "refreshed",
        ),
        scanning=(
            "Progress",
            "Looked",
            "look_around",
            "rescan",
        ),
        arranging=(
            "Arranged",
            "Collection",
            "Kind",
            "Marks",
            "Sort",
            "View",
            "collections",
            "counts",
            "marks_of",
            "matching",
            "remembered",
        ),
        adding=(
            "Added",
            "add",
            "dropped",
        ),
        spines=(
            "Spine",
            "lead_rows",
            "spine_rows",
            "tabs",
        ),
        detail=(
            "Detail",
            "detail_of",
        ),
    )

__all__ = [
    "FEATURES",
    "Added",
    "Arranged",
    "Collection",
    "Desk",
    "Detail",
    "Draft",
    "Entry",
    "Fact",
    "Feature",
    "First",
    "Kept",
    "Kind",
    "Library",
    "Located",
    "Looked",
    "Marked",
    "Marks",
    "Offer",
    "Opened",
    "Order",
    "PageLine",
    "Progress",
    "Reshaped",
    "RuleChoice",
    "Sample",
    "Search",
    "Seeker",
    "Shelved",
    "Sort",
    "Sought",
    "Spine",
    "View",
    "add",
    "begin",
    "begin_bytes",
    "begin_path",
    "bookmarks_of",
    "bytes_of",
    "carried",
    "claim",
    "collections",
    "counts",
    "detail_of",
    "dropped",
    "encodings_of",
    "facts_of",
    "first_picture",
    "frame_for",
    "framed",
    "furniture",
    "grouped",
    "keep_choices",
    "keep_early",
    "keep_up",
    "layout_for",
    "lead_rows",
    "locate",
    "look_around",
    "marks_now",
    "marks_of",
    "matching",
    "new_bookmark",
    "offered",
    "open_bytes",
    "open_path",
    "ordered",
    "overlays",
    "page_lines",
    "percent",
    "place_at",
    "put_in_place",
    "read_before",
    "read_whole",
    "refreshed",
    "remembered",
    "rescan",
    "reshape",
    "rules_of",
    "search_shelf",
    "set_up",
    "set_whole",
    "settings_for",
    "shelved",
    "shown",
    "shown_at_once",
    "spine_rows",
    "style_for",
    "style_in",
    "tabs",
    "take_back",
    "theme_for",
    "typed_path",
    "with_heading",
    "with_raw",
    "with_reflow",
    "with_ruby",
    "word_at",
]
