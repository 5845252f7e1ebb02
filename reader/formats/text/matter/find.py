"""What stands around a story: licences, headers, legends; found, read and folded away.

The rule: matter is only ever set aside, never dropped. A form must show itself by its own
unmistakable signs; where none does, all of the file is the story.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.formats.text.matter import aozora, fanfic, fountain, front_matter, gutenberg, mail, site
from reader.formats.text.matter.form import Matter, tidy
from reader.formats.text.matter.title_page import read_title_page
from reader.story import Metadata

_FORMS: tuple[Callable[[str], Matter | None], ...] = (
    gutenberg.find,
    aozora.find,
    front_matter.find,
    fountain.find,
    mail.find,
    fanfic.find,
    site.find,
)
"""In the order in which they are tried."""


def find_matter(text: str) -> Matter:
    """Where the story lies in the text, and what stands around it."""
    for find in _FORMS:
        if matter := find(text):
            return matter
    return plain(text)


def plain(text: str) -> Matter:
    """The matter of a text without any form: all is story, and its head may name it."""
    page = read_title_page(text)
    metadata = Metadata(tidy(page.title), tidy(page.author))
    return Matter(0, len(text), metadata=metadata, titled=page.why, title_lines=page.lines)
