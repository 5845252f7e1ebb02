"""Patterns that are compiled when they are first used.

The rule: nothing is compiled when a module is loaded, because the first page waits for that.
Compiling every pattern takes as long as reading and laying out a story, and most stories need few.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_OFFERED = (
    "search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn",
    "pattern", "flags", "groups", "groupindex",
)  # fmt: skip


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` would return, with its methods; an error in the pattern shows at first use.

    The functions of `re` do not accept it as a pattern.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))


class _LazyPattern:
    """The methods of a pattern, compiled when one of them is first asked for."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called only for methods that are not there yet."""
        if name not in _OFFERED:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update({one: getattr(compiled, one) for one in _OFFERED})
        return getattr(compiled, name)
