"""The few properties of style sheets that say what text is: italic, bold, centred, hidden.

The rule: a sheet is read once from front to back, and only selectors that do not depend on the
surroundings of an element count, so a rule for a few paragraphs is never applied to all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from reader.lazy_pattern import lazy_pattern

LONGEST = 1 << 20
"""Characters of a style sheet that are read."""
_COMMENT = lazy_pattern(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIMPLE = lazy_pattern(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_LENGTH = lazy_pattern(r"\s*(-?\d*\.?\d+)\s*(em|rem|px|pt|%|ex|ch|in|cm|mm)?", re.IGNORECASE)
_EMS = {"em": 1.0, "rem": 1.0, "px": 1 / 16, "pt": 1 / 12, "ex": 0.5, "ch": 0.5, "%": 0.3,
        "in": 6.0, "cm": 2.4, "mm": 0.24}  # fmt: skip
"""A length of one unit in ems, approximately."""
_HEAVY = 600
"""The least font weight that is bold."""
_GAP = 1.5
"""Ems above a paragraph that set it apart."""
_ALIGNED = {"center": "center", "-webkit-center": "center", "right": "right", "end": "right"}

Declared = Mapping[str, Any]
"""`italic`, `strong`, `align`, `hidden`, `pre`, `indent`, `gap` and `marks`, as far as given."""
NOTHING: Declared = MappingProxyType({})


class StyleSheet:
    """What one or several style sheets say about elements by tag and class."""

    def __init__(self, sources: Iterable[str] = ()) -> None:
        self._rules: dict[str, dict[str, Any]] = {}
        for source in sources:
            self._read(source[:LONGEST])

    def _read(self, source: str) -> None:
        for piece in _COMMENT.sub(" ", source).split("}"):
            before, _, body = piece.rpartition("{")
            outer, _, selectors = before.rpartition("{")
            if "print" in outer or "@" in selectors or not body.strip():
                continue
            told = declared(body)
            if not told:
                continue
            for selector in selectors.split(","):
                if name := _name(selector):
                    self._rules.setdefault(name, {}).update(told)

    def of(self, tag: str, classes: Iterable[str]) -> Declared:
        """What is said about an element; the more specific selector wins."""
        rules = self._rules
        if not rules:
            return NOTHING
        told = dict(rules.get(tag, NOTHING))
        names = list(classes)
        for name in names:
            told.update(rules.get(f".{name}", NOTHING))
        for name in names:
            told.update(rules.get(f"{tag}.{name}", NOTHING))
        return told


def _name(selector: str) -> str:
    """`tag`, `.class` or `tag.class`, if the selector amounts to that; otherwise empty.

    Of a chain only the last part is looked at, and only if it has a class.
    """
    words = selector.split()
    if not words or any(word in ("+", "~") for word in words):
        return ""
    match = _SIMPLE.fullmatch(words[-1])
    if match is None or (len(words) > 1 and not match[2]):
        return ""
    tag = (match[1] or "").lower()
    return f"{tag}.{match[2]}" if match[2] else tag


def declared(body: str) -> dict[str, Any]:
    """What the declarations between two braces, or in a `style`, say."""
    told: dict[str, Any] = {}
    for line in body.split(";"):
        name, _, value = line.partition(":")
        read = _PROPERTIES.get(name.strip().lower())
        if read is not None:
            read(told, value.replace("!important", "").strip().lower())
    return told


def _style(told: dict[str, Any], value: str) -> None:
    told["italic"] = value.startswith(("italic", "oblique"))


def _weight(told: dict[str, Any], value: str) -> None:
    told["strong"] = value in ("bold", "bolder") or (value.isdecimal() and int(value) >= _HEAVY)


def _font(told: dict[str, Any], value: str) -> None:
    words = value.split()
    told["italic"] = "italic" in words or "oblique" in words
    told["strong"] = "bold" in words


def _align(told: dict[str, Any], value: str) -> None:
    told["align"] = _ALIGNED.get(value, "")


def _shown(told: dict[str, Any], value: str) -> None:
    told["hidden"] = value in ("none", "hidden")


def _spaced(told: dict[str, Any], value: str) -> None:
    told["pre"] = value in ("pre", "pre-wrap", "pre-line", "break-spaces")


def _indent(told: dict[str, Any], value: str) -> None:
    told["indent"] = _ems(value) > 0


def _margin(told: dict[str, Any], value: str) -> None:
    """The top margin, which comes first if all four are given."""
    told["gap"] = _ems(value) >= _GAP


def _list(told: dict[str, Any], value: str) -> None:
    told["marks"] = "none" not in value


def _ems(value: str) -> float:
    match = _LENGTH.match(value)
    return float(match[1]) * _EMS.get((match[2] or "px").lower(), 1.0) if match else 0.0


_PROPERTIES = {
    "font-style": _style,
    "font-weight": _weight,
    "font": _font,
    "text-align": _align,
    "display": _shown,
    "visibility": _shown,
    "white-space": _spaced,
    "text-indent": _indent,
    "margin-top": _margin,
    "margin": _margin,
    "list-style": _list,
    "list-style-type": _list,
}
