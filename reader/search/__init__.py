"""Find words in a story or in all of them, as they are remembered and not as they were typed.

The door: `Query`, `find(story, query) -> Matches`, `Folded` to search one story again and again,
`snippet` to show a hit, and `search_library`, for which a `Crew` can stand ready. The rule: every
hit is a range of `Story.text`.
"""

from typing import TYPE_CHECKING

from reader.deferred import door
from reader.search.find import find
from reader.search.folded import Folded
from reader.search.matches import Matches
from reader.search.query import Match, Query, QueryError, SearchCancelledError
from reader.search.snippet import Hit, Snippet, narrowed, snippet

if TYPE_CHECKING:
    from reader.search.answers import Progress, StoryHits, Target, Unreadable, ranked
    from reader.search.crew import Crew
    from reader.search.library import fill_library, search_library
else:  # who reads one story searches no other
    __getattr__ = door(
        __name__,
        answers=("Progress", "StoryHits", "Target", "Unreadable", "ranked"),
        crew=("Crew",),
        library=("fill_library", "search_library"),
    )

__all__ = [
    "Crew",
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
    "fill_library",
    "find",
    "narrowed",
    "ranked",
    "search_library",
    "snippet",
]
