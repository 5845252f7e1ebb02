"""Find words in a story or in all of them, as they are remembered and not as they were typed.

The door: `Query`, `find(story, query) -> Matches`, `Folded` to search one story again and again,
`snippet` to show a hit, and `search_library`. The rule: every hit is a range of `Story.text`.
"""

from typing import TYPE_CHECKING

from reader.deferred import door
from reader.search.find import find
from reader.search.folded import Folded
from reader.search.matches import Matches
from reader.search.query import Match, Query, QueryError, SearchCancelledError
from reader.search.snippet import Hit, Snippet, snippet

if TYPE_CHECKING:
    from reader.search.cache import Cache
    from reader.search.library import (
        Progress,
        StoryHits,
        Target,
        Unreadable,
        ranked,
        search_library,
    )
else:  # a story is read and searched without it
    __getattr__ = door(
        __name__,
        cache=("Cache",),
        library=(
            "Progress",
            "StoryHits",
            "Target",
            "Unreadable",
            "ranked",
            "search_library",
        ),
    )

__all__ = [
    "Cache",
    "Folded",
    "Hit",
    "Match",
    "Matches",
    "Progress",
    "Query",
    "QueryError",
    "SearchCancelledError",
    "Snippet",
    "StoryHits",
    "Target",
    "Unreadable",
    "find",
    "ranked",
    "search_library",
    "snippet",
]
