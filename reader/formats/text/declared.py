"""What a file says about its own encoding.

The rule: only a line or mark that is made for it counts: the header of a Gutenberg text or a
message, a declaration of XML or HTML, a mode line of Emacs or Vim. Whether it is true is judged
where the bytes are read.
"""

from __future__ import annotations

import codecs
import re

from reader.deferred import deferred

_HEAD = 8 * 1024
_TAIL = 2 * 1024
_NAME = rb"[\"' \t]*(?P<name>[A-Za-z][\w .:()/-]{1,40})"
_SAID = deferred(
    rb"^[ \t*]*character set encoding[ \t]*:" + _NAME
    + rb"|^content-type[ \t]*:[^\n]{0,80}?charset[ \t]*=" + _NAME.replace(b"name", b"mail")
    + rb"|^<\?xml[^>\n]{0,80}encoding[ \t]*=" + _NAME.replace(b"name", b"xml")
    + rb"|<meta[^>\n]{0,120}charset[ \t]*=" + _NAME.replace(b"name", b"html")
    + rb"|-\*-[^\n]{0,80}\bcoding[ \t]*:" + _NAME.replace(b"name", b"emacs")
    + rb"|\bvim?:[^\n]{0,80}\b(?:fileencoding|fenc)[ \t]*=" + _NAME.replace(b"name", b"vim")
    + rb"|^[ \t]*(?:charset|encoding|codepage|code page)[ \t]*:" + _NAME.replace(b"name", b"line"),
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_WORDS = {
    "latin-1": "iso8859-1",
    "latin1": "iso8859-1",
    "iso latin-1": "iso8859-1",
    "iso latin 1": "iso8859-1",
    "macroman": "mac-roman",
    "macintosh": "mac-roman",
    "ibm pc": "cp437",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_ASCII = "Az 09."
_UNTOLD = frozenset(
    {"ascii", "utf-8", "utf-8-sig", "utf-7", "unicode_escape", "raw_unicode_escape", "idna"}
)
"""Names that say nothing where the bytes are no UTF-8, and such as are not for files."""
_NUMBER = deferred(r"(?:code ?page|windows|win|ibm|dos|cp)[- ]?(\d{3,4})")


def declared_encoding(data: bytes) -> str:
    """Python's name of the codec that the file names first, or an empty string."""
    head, tail = data[:_HEAD], data[max(_HEAD, len(data) - _TAIL) :]
    for part in (head, tail):
        if (b"c" in part or b"C" in part) and (match := _SAID.search(part)):
            said = match[match.lastgroup or 0].decode("ascii", "replace")
            if found := _codec(said):
                return found
    return ""


def _codec(said: str) -> str:
    """The codec that is meant by a name as people write it."""
    name = " ".join(said.lower().split()).strip(" .:;)")
    if number := _NUMBER.match(name):
        name = f"cp{number[1]}"
    for tried in (_WORDS.get(name, name), name.split(" ")[0].strip("(),;")):
        try:
            found = codecs.lookup(_WORDS.get(tried, tried)).name
            plain = _ASCII.encode().decode(found)
        except (LookupError, ValueError):  # no codec, or none of text
            continue
        return found if plain == _ASCII and found not in _UNTOLD else ""
    return ""
