"""Members of a ZIP archive, read in memory within limits.

The rule: nothing is unpacked to disk; what is too large, locked or broken is refused in one
sentence, before it could fill the memory.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from unicodedata import normalize
from urllib.parse import unquote

from reader.cleaning import safe
from reader.formats.files import MEMBER_MOST, RATIO_MOST, LoadError

MEMBERS_MOST = 20_000
ALL_MOST = 256 << 20
"""Bytes of all members that are read."""
_SMALL = 1 << 20
"""Bytes up to which the ratio means nothing: blanks compress well."""
_LOCKED = 1
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The members of an archive by name."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise LoadError(name, "is a ZIP archive that is cut short or broken") from error
        self._members = self._zip.infolist()
        if len(self._members) > MEMBERS_MOST:
            raise LoadError(name, f"has {len(self._members):,} members, more than are read")
        self._by_name = {member.filename: member for member in self._members}
        self._alike: dict[str, str] = {}

    @property
    def names(self) -> list[str]:
        """All members that are files, in order."""
        return [member.filename for member in self._members if not member.is_dir()]

    def find(self, name: str) -> str:
        """The member that a name means, whatever its case or composition; empty for none."""
        if name in self._by_name:
            return name
        if not self._alike:
            self._alike = {_folded(one): one for one in reversed(self._by_name)}
        return self._alike.get(_folded(name), "")

    def size(self, name: str) -> int:
        """The size that a member claims; 0 if there is none."""
        member = self._by_name.get(name)
        return member.file_size if member else 0

    def read(self, name: str) -> bytes:
        """All bytes of a member.

        Raises:
            LoadError: There is none, or it is too large, locked or broken.
        """
        member = self._by_name.get(name)
        if member is None:
            raise LoadError(self._name, f"has no member {_shown(name)}")
        self._check(member)
        try:
            with self._zip.open(member) as file:
                data = file.read(MEMBER_MOST + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise LoadError(self._name, f"is broken at {_shown(name)}") from error
        self._read += len(data)
        if len(data) > MEMBER_MOST or self._read > ALL_MOST:
            raise LoadError(self._name, f"holds too much at {_shown(name)}")
        return data

    def _check(self, member: zipfile.ZipInfo) -> None:
        size, packed = member.file_size, member.compress_size
        if member.flag_bits & _LOCKED:
            raise LoadError(self._name, "is locked with a password")
        if member.compress_type not in _PACKED:
            raise LoadError(self._name, f"packs {_shown(member.filename)} in an unknown way")
        bomb = size > _SMALL and size > RATIO_MOST * max(1, packed)
        if size > MEMBER_MOST or bomb or self._read + size > ALL_MOST:
            raise LoadError(self._name, f"holds too much at {_shown(member.filename)}")


def resolved(base: str, address: str) -> tuple[str, str]:
    """The path within an archive that an address in one of its files means, and its fragment.

    The path is empty for an address elsewhere, and for one that leads out of the archive.
    """
    path, _, fragment = address.partition("#")
    fragment = unquote(fragment)
    if not path:
        return base, fragment
    if ":" in path.partition("/")[0]:
        return "", fragment
    folder, slash, _ = base.rpartition("/")
    path = unquote(path.partition("?")[0])
    joined = path if path.startswith("/") else f"{folder}{slash}{path}"
    if "//" in joined or "/." in joined or joined.startswith(".") or joined.endswith("/"):
        joined = posixpath.normpath(joined)
    path = joined.lstrip("/")
    return ("" if path.startswith("../") or path in ("..", ".") else path), fragment


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()


def _shown(name: str) -> str:
    return safe(name[-80:])
