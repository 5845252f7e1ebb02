"""The value in which each form of matter says what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from reader.deferred import deferred
from reader.story import Metadata

_MARKS = deferred(r"(?<!\S)[*_]+(?=\S)|(?<=\S)[*_]+(?!\S)")
"""Of emphasis, before and after words."""


class Matter(NamedTuple):
    """Where the story lies in a file's text, and what the matter around it says."""

    start: int
    end: int
    kind: str = "plain text"
    metadata: Metadata = Metadata()
    why: str = ""
    convert: Callable[[str], str] | None = None
    """Turns the form's own notation in the story into marks."""
    by_line: bool = False
    """Whether in this form each line is a paragraph."""
    titled: str = ""
    """What told the title, where no form of matter did."""
    title_lines: tuple[str, ...] = ()
    """Lines of a title page that may touch the text, and are none of its first paragraph."""
    hidden: re.Pattern[str] | None = None
    """Lines of the story that only the form knows, and that are folded away."""
    speech_ends: bool = False
    """Whether a speech ends at an empty line, as in a screenplay."""


LANGUAGES = {
    "english": "en",
    "french": "fr",
    "français": "fr",
    "german": "de",
    "deutsch": "de",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
    "português": "pt",
    "dutch": "nl",
    "nederlands": "nl",
    "swedish": "sv",
    "svenska": "sv",
    "danish": "da",
    "dansk": "da",
    "norwegian": "nb",
    "norsk": "nb",
    "finnish": "fi",
    "suomi": "fi",
    "polish": "pl",
    "polski": "pl",
    "czech": "cs",
    "hungarian": "hu",
    "magyar": "hu",
    "russian": "ru",
    "русский": "ru",
    "ukrainian": "uk",
    "greek": "el",
    "latin": "la",
    "chinese": "zh",
    "中文": "zh",
    "中文-普通话 國語": "zh",
    "japanese": "ja",
    "日本語": "ja",
    "korean": "ko",
    "한국어": "ko",
    "turkish": "tr",
    "türkçe": "tr",
    "romanian": "ro",
    "hebrew": "he",
    "arabic": "ar",
    "vietnamese": "vi",
    "tiếng việt": "vi",
    "esperanto": "eo",
    "catalan": "ca",
    "welsh": "cy",
    "bahasa indonesia": "id",
    "indonesian": "id",
    "tagalog": "tl",
    "bulgarian": "bg",
    "thai": "th",
}


def metadata_of(pairs: Iterable[tuple[str, str]], title: str = "", author: str = "") -> Metadata:
    """Labelled values as metadata, the well-known labels in their own fields."""
    language = ""
    extra: list[tuple[str, str]] = []
    for label, value in pairs:
        name = label.strip().casefold()
        text = " ".join(value.split())
        if name in ("title", "story", "story title", "书名", "書名", "標題", "标题") and not title:
            title = text
        elif name in ("author", "authors", "by", "author(s)", "作者") and not author:
            author = text
        elif name == "language" and text:
            language = LANGUAGES.get(text.casefold(), language)
            extra.append((name, text))
        elif text:
            extra.append((name, text))
    return Metadata(tidy(title), tidy(author), language, tuple(extra))


def tidy(text: str) -> str:
    """A title or name on one line, without the marks that stood around it."""
    line = " ".join(text.split())
    if "*" in line or "_" in line:
        line = _MARKS.sub("", line)
    line = line.strip("*_# ")
    if len(line) > 2 and line[0] in '"“«《' and line[-1] in '"”»》':
        line = line[1:-1]
    return line[:200]
