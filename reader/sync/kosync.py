"""KOReader's protocol: where another device was in a document, from the server that it reports to.

The rule: nothing else opens a connection, and this one only to the server that the settings name,
to ask and never to report. It waits some seconds and reads a few kilobytes; whatever the server
answers, the result is a position or one `ServerError`.
"""

from __future__ import annotations

import json
import math
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from hashlib import md5
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from reader.cleaning import safe
from reader.value import Value

_PATIENCE, _LONGEST = 5.0, 15.0
"""Seconds that the server may be silent, and that one answer may take."""
_MOST = 64 << 10
"""Bytes of an answer, at most."""
_ACCEPT = "application/vnd.koreader.v1+json"
"""The header without which the reference server answers nothing."""
_NAME, _PROGRESS = 60, 4_000
"""Characters of a device's name, and of its notation for the place."""
_SAMPLE, _SAMPLES = 1024, 11
_IN_MS = 100_000_000_000
"""Times from which on they must be in milliseconds."""


class ServerError(Exception):
    """The server gave no useful answer; says why in a few words."""


class Account(Value):
    """A user and the server that is asked."""

    server: str
    user: str
    key: str
    """MD5 of the password in hexadecimal, as KOReader sends and stores it."""

    @staticmethod
    def of(said: Mapping[str, str]) -> Account | None:
        """The account in the settings; None if they name no complete one."""
        parts = [said.get(name, "") for name in ("server", "user", "key")]
        return Account(*parts) if all(parts) else None


class Position(Value):
    """Where a device was."""

    share: float
    """Of the document, from 0 to 1."""
    device: str
    """Its name, cleaned; empty if not given."""
    at: float
    """When the server was told, in seconds; 0 if not given."""
    mark: tuple[str, float, str]
    """What identifies it: the place in its own notation, its time, the device's id."""


def key_of(password: str) -> str:
    """The key that stands for a password."""
    return md5(password.encode(), usedforsecurity=False).hexdigest()


def documents(path: Path) -> Iterator[str]:
    """The names of a file on devices: by its contents, and by its file name; raises `OSError`."""
    yield by_contents(path)
    yield md5(path.name.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()


def by_contents(path: Path) -> str:
    """MD5 of a kilobyte from the beginning and from each power of four in kilobytes."""
    digest = md5(usedforsecurity=False)
    with path.open("rb") as file:
        for at in (0, *(_SAMPLE << 2 * power for power in range(_SAMPLES))):
            file.seek(at)
            sample = file.read(_SAMPLE)
            if not sample:
                break
            digest.update(sample)
    return digest.hexdigest()


def authorised(account: Account) -> None:
    """Raise `ServerError` unless the server knows the account."""
    _asked(account, "/users/auth")


def position(account: Account, names: Iterator[str]) -> Position | None:
    """Where another device last was in a document with these names; None if there was none."""
    found = [one for name in names if (one := _position(account, name))]
    return max(found, key=lambda one: one.at, default=None)


def _position(account: Account, name: str) -> Position | None:
    told = _asked(account, f"/syncs/progress/{name}")
    share = _number(told.get("percentage"))
    if share is None or not 0 <= share <= 100:
        return None
    if share > 1:  # some servers give it in hundredths
        share /= 100
    at = max(0.0, _number(told.get("timestamp")) or 0.0)
    at = min(at / 1000 if at >= _IN_MS else at, time.time())
    progress, device, id_ = (told.get(n) for n in ("progress", "device", "device_id"))
    mark = _text(progress, _PROGRESS), at, _text(id_, _NAME)
    return Position(share, safe(" ".join(_text(device, _NAME).split())), at, mark)


def _number(value: Any) -> float | None:
    whole = isinstance(value, int | float) and not isinstance(value, bool)
    with suppress(OverflowError):
        return float(value) if whole and math.isfinite(value) else None
    return None


def _text(value: Any, most: int) -> str:
    return str(value)[:most] if isinstance(value, str | int) else ""


def _asked(account: Account, path: str) -> Mapping[str, Any]:
    """The answer to a request; empty if the server does not know the document."""
    parts = urlsplit(account.server)
    try:
        with closing(_connection(parts)) as connection:
            status, body = _answer(connection, parts.path.rstrip("/") + path, account)
    except (OSError, HTTPException, ValueError) as error:
        raise ServerError(_reason(error)) from None
    return _read(status, body)


def _connection(parts: SplitResult) -> HTTPConnection:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=_PATIENCE)


def _answer(connection: HTTPConnection, path: str, account: Account) -> tuple[int, bytes]:
    """Status and body; a server that sends a little now and then is not waited for endlessly."""
    connection.connect()
    started = time.monotonic()
    limit = Timer(_LONGEST, _cut, (connection.sock,))
    limit.daemon = True
    limit.start()
    try:
        user, key = account.user.encode(), account.key.encode()
        headers: dict[str, str | bytes]
        headers = {"Accept": _ACCEPT, "x-auth-user": user, "x-auth-key": key}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read(_MOST + 1)
    finally:
        limit.cancel()
    if time.monotonic() - started >= _LONGEST:
        raise TimeoutError  # a truncated answer looks like a short one
    return response.status, body


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _read(status: int, body: bytes) -> Mapping[str, Any]:
    if status == 404:
        return {}
    if status in (401, 403):
        raise ServerError("it does not know this user and key")
    if 300 <= status < 400:
        raise ServerError("it redirects elsewhere: use that address in the settings")
    if status != 200:
        raise ServerError(f"it answers with an error ({status})")
    if len(body) > _MOST:
        raise ServerError("its answer is too long")
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise ServerError("it answers with something else") from None
    return found if isinstance(found, dict) else {}


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it does not answer"
    if isinstance(error, OSError):
        reason = getattr(error, "verify_message", "") or error.strerror or "no connection"
        return safe(reason).lower()
    return "it answers with something else"
