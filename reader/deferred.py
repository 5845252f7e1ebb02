"""What is made ready when it is first used: patterns, and the modules behind a package's door.

The rule: the first page waits for all that is done when its modules are loaded. Compiling every
pattern takes as long as reading and setting a story, and most stories need few of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_OFFERED = (
    "search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn",
    "pattern", "flags", "groups", "groupindex",
)  # fmt: skip


def deferred(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` would return, by its methods; a mistake in the pattern shows at first use.

    The functions of `re` do not take it in place of a pattern.
    """
    return cast("re.Pattern[AnyStr]", _Deferred(source, flags))


class _Deferred:
    """A pattern's methods, put in place by whoever asks for one first."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Only asked for what is not there yet."""
        if name not in _OFFERED:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update({one: getattr(compiled, one) for one in _OFFERED})
        return getattr(compiled, name)
