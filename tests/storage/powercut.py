"""A disk that can lose power after every system call, fed from a trace of a real writer.

The model is strict POSIX: data that was not synced may be lost, kept or torn at 512 bytes, each
write by itself; names that were not synced take effect in their order, up to any point.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_SECTOR = 512
_HEX = re.compile(rb"(?:\\x[0-9a-f]{2})+")
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) = (-?\d+)")


class Call(NamedTuple):
    """One system call that matters."""

    kind: str
    """`create`, `write`, `cut`, `sync`, `unlink` or `kept`."""
    name: str
    """A file's name, the folder's is empty; of `kept` what was acknowledged."""
    at: int = 0
    data: bytes = b""


def calls(log: Path, folder: Path) -> Iterator[Call]:
    """The calls of a trace by `strace -f -y -xx` that touch the folder."""
    names = set()
    for raw in log.read_bytes().splitlines():
        line = _HEX.sub(lambda m: bytes.fromhex(m[0].replace(b"\\x", b"").decode()), raw)
        found = _CALL.match(line.decode("latin-1").replace("\n", " "))
        if found is None or found[3] == "-1":
            continue
        kind, words = found[1], found[2]
        if kind == "write" and '"kept ' in words:
            yield Call("kept", words.split('"kept ')[1][:32])
            continue
        path = re.search(re.escape(str(folder)) + r'(?:/([^">]+))?', words)
        if path is None:
            continue
        name = path[1] or ""
        if kind == "openat" and name and "O_CREAT" in words and name not in names:
            names.add(name)
            yield Call("create", name)
        elif kind == "pwrite64":
            data = bytes.fromhex(_HEX.findall(raw)[-1].replace(b"\\x", b"").decode())
            yield Call("write", name, int(words.rsplit(",", 1)[1]), data)
        elif kind == "ftruncate":
            yield Call("cut", name, int(words.rsplit(",", 1)[1]))
        elif kind in ("fsync", "fdatasync"):
            yield Call("sync", name)
        elif kind == "unlink":
            names.discard(name)
            yield Call("unlink", name)


class Disk:
    """What is safe, and what was said to the system since."""

    def __init__(self) -> None:
        self.files = 0
        self.names: dict[str, int] = {}
        self.safe_names: dict[str, int] = {}
        self.new_names: list[tuple[str, int | None]] = []
        self.safe: dict[int, bytes] = defaultdict(bytes)
        self.new: dict[int, list[Call]] = defaultdict(list)

    def do(self, call: Call) -> None:
        """Follow one call."""
        match call.kind:
            case "create":
                self.files += 1
                self.names[call.name] = self.files
                self.new_names.append((call.name, self.files))
            case "unlink":
                del self.names[call.name]
                self.new_names.append((call.name, None))
            case "write" | "cut":
                self.new[self.names[call.name]].append(call)
            case "sync" if call.name:
                file = self.names[call.name]
                self.safe[file] = _applied(self.safe[file], self.new.pop(file, []))
            case "sync":
                self.safe_names, self.new_names = dict(self.names), []

    def after_power_cut(self, draw: random.Random, variant: int) -> dict[str, bytes]:
        """The files that the next start finds: 0 the least, 1 all, 2 names only, 3 anything."""
        names = dict(self.safe_names)
        taken = (0, len(self.new_names), len(self.new_names), None)[variant]
        if taken is None:
            taken = draw.randint(0, len(self.new_names))
        for name, file in self.new_names[:taken]:
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file
        found = {}
        for name, file in names.items():
            new = self.new.get(file, [])
            kept = {0: [], 1: new, 2: []}.get(variant)
            if kept is None:
                kept = [torn for call in new for torn in _torn(call, draw)]
            found[name] = _applied(self.safe[file], kept)
        return found


def _torn(call: Call, draw: random.Random) -> Iterator[Call]:
    """Any of the sectors of a write."""
    if call.kind == "cut":
        if draw.random() < 0.5:
            yield call
        return
    for start in range(0, len(call.data), _SECTOR):
        if draw.random() < 0.5:
            yield call._replace(at=call.at + start, data=call.data[start : start + _SECTOR])


def _applied(content: bytes, writes: list[Call]) -> bytes:
    made = bytearray(content)
    for call in writes:
        if call.kind == "cut":
            del made[call.at :]
        else:
            made.extend(b"\0" * (call.at - len(made)))
            made[call.at : call.at + len(call.data)] = call.data
    return bytes(made)
