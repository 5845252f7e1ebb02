"""What stands around a story: licences, headers, legends; found, read and folded away.

The rule: matter is only ever set aside, never dropped. A form must show itself by its own
unmistakable signs; where none does, all of the file is the story.
"""

from __future__ import annotations

from reader.formats.text.matter import aozora, fanfic, gutenberg
from reader.formats.text.matter.form import Matter, tidy
from reader.formats.text.matter.title_page import read_title_page
from reader.story import Metadata


def find_matter(text: str) -> Matter:
    """Where the story lies in the text, and what stands around it."""
    return gutenberg.find(text) or aozora.find(text) or fanfic.find(text) or plain(text)


def plain(text: str) -> Matter:
    """The matter of a text without any form: all is story, and its head may name it."""
    page = read_title_page(text)
    metadata = Metadata(tidy(page.title), tidy(page.author))
    return Matter(0, len(text), metadata=metadata, titled=page.why)
