"""A title and an author where no form of matter tells them: plausibly, or not at all.

The rule: a first line is a title only if the line under it names an author, or if it is
labelled or marked as one; otherwise the file's name serves.
"""

from __future__ import annotations

import re

from reader.deferred import deferred
from reader.formats.text.matter.form import tidy
from reader.story import Metadata

_HEAD = 3000
_LABELLED = deferred(
    r"^[ \t\u3000]*(?P<label>title|author|by|书名|書名|作者|標題"
    r"|标题)[ \t]*[:：][ \t]*(?P<value>\S.{0,99})$",
    re.IGNORECASE | re.MULTILINE,
)
_BY = deferred(
    r"(?:_|\*)*(?:written\s+)?(?:by|von|par|por|di|door|av"
    r"|af)[: ]\s*(?P<author>[^\s,;][^\n]{1,60})",
    re.IGNORECASE,
)
_BY_WORDS = ("written", "by", "von", "par", "por", "di", "door", "av", "af")
"""What a line that `_BY` matches begins with."""
_MARKED = deferred(
    r"#\s+(?P<title>\S.{0,99})|《(?P<book>[^》\n]{1,40})》(?:\s*作者[:：]\s*(?P<author>\S.{0,30}))?"
)
_TITLE_MOST = 90
_SHORT = 4
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "de",
        "der",
        "des",
        "di",
        "du",
        "el",
        "for",
        "from",
        "in",
        "into",
        "la",
        "le",
        "nor",
        "of",
        "on",
        "or",
        "the",
        "to",
        "von",
        "with",
        "y",
    ]
)
_ROMAN = frozenset(
    [
        "i",
        "ii",
        "iii",
        "iv",
        "vi",
        "vii",
        "viii",
        "ix",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
        "xix",
        "xx",
        "xxi",
        "xxx",
    ]
)
_IN_NAME = deferred(r"(?P<title>.+?)\s+(?:-|–|—|by)\s+(?P<author>[^-–—]+)", re.IGNORECASE)


def labelled_title(text: str) -> Metadata:
    """What the first lines say of title and author."""
    head = text[:_HEAD].lstrip("\n\u3000 ")
    lines = [line.strip() for line in head.split("\n") if line.strip()][:6]
    if not lines:
        return Metadata()
    labelled = "\n".join(line for line in lines if ":" in line or "：" in line)
    found = _LABELLED.finditer(labelled) if labelled else ()
    said = {m["label"].casefold(): m["value"] for m in found}
    title = (
        said.get("title")
        or said.get("书名")
        or said.get("書名")
        or said.get("標題")
        or said.get("标题")
        or ""
    )
    author = said.get("author") or said.get("by") or said.get("作者") or ""
    if not title and lines[0][0] in "#《" and (match := _MARKED.fullmatch(lines[0])):
        title = match["title"] or match["book"]
        author = author or match["author"] or ""
    named = next(filter(None, map(_byline, lines[1:3])), None)
    if named and not title and len(lines[0]) <= _TITLE_MOST and lines[0][-1] not in ",;:":
        title = lines[0]
    if named and title and not author and len(named["author"].split()) <= 6:
        author = named["author"].rstrip("_*. ")
    return Metadata(tidy(title), tidy(author))


def _byline(line: str) -> re.Match[str] | None:
    return _BY.fullmatch(line) if line.lstrip("_*").lower().startswith(_BY_WORDS) else None


def in_running_case(title: str) -> str:
    """A title in capitals as it would stand on a spine.

    `THE WAY TO IT, PART II` is `The Way to It, Part II`. Other titles stay as they are, and so
    does a single short word, which may be an abbreviation.
    """
    words = title.split()
    if not title.isupper() or (len(words) == 1 and len(title) <= _SHORT):
        return title
    cased = []
    for number, word in enumerate(words):
        small = word.lower()
        inner = 0 < number < len(words) - 1 and not words[number - 1].endswith((":", ".", "—"))
        bare = small.strip(".,:;!?()“”\"'")
        if bare in _ROMAN:
            cased.append(word)
        elif inner and small in _SMALL:
            cased.append(small)
        else:
            cased.append("-".join(map(_capital, small.split("-"))))
    return " ".join(cased)


def _capital(word: str) -> str:
    """The first letter large, whatever quote or bracket stands before it."""
    for index, character in enumerate(word):
        if character.isalnum():
            return word[:index] + character.upper() + word[index + 1 :]
    return word


def title_from_name(name: str) -> str:
    """A file's name as words, where hyphens or underscores divide plain words of one case."""
    words = name.replace("_", " ").replace("-", " ").split()
    plain = len(words) > 1 and " " not in name and all(map(str.isalpha, words))
    if not plain or not (name.islower() or name.isupper()):
        return name
    return in_running_case(" ".join(words).upper())


def titled_by_name(name: str) -> Metadata:
    """What a file's name without suffix says, with its underscores and hyphens as blanks."""
    plain = name.replace("_", " ").strip() if " " not in name else name
    if match := _IN_NAME.fullmatch(plain):
        return Metadata(match["title"].strip(), match["author"].strip())
    return Metadata()
