"""What stands around a story: licences, headers, legends; found, read and folded away.

The rule: matter is only ever set aside, never dropped. A form must show itself by its own
unmistakable signs; where none does, all of the file is the story.
"""

from __future__ import annotations

from reader.formats.text.matter import aozora, fanfic, gutenberg
from reader.formats.text.matter.form import Matter
from reader.formats.text.matter.titles import labelled_title


def find_matter(text: str) -> Matter:
    """Where the story lies in the text, and what stands around it."""
    return (
        gutenberg.find(text)
        or aozora.find(text)
        or fanfic.find(text)
        or Matter(0, len(text), metadata=labelled_title(text))
    )
