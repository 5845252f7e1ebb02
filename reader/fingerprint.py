"""The SHA-256 of a file's bytes, by which it is known again.

The rule: it is that of `hashlib`, which loads OpenSSL; for a short story that alone takes longer
than Python's own way takes for everything.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

_SHORT = 1 << 18
"""Bytes up to which the quick start counts for more than the quick way."""
_OWN = ("_sha2", "_sha256")
"""Where Python keeps its own way, the newer name first; some builds have neither."""


def fingerprint(data: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    digest: str = _sha256(len(data) <= _SHORT)(data).hexdigest()
    return digest


@cache
def _sha256(short: bool) -> Callable[[bytes], Any]:
    """The quicker way for few or for many bytes."""
    for name in _OWN if short else ():
        with suppress(ImportError):
            own: Callable[[bytes], Any] = import_module(name).sha256
            return own
    import hashlib

    return hashlib.sha256
