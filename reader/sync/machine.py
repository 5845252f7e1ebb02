"""Which machine this is: a hash by which a copied data file notices that it has been moved."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_NAME_MOST = 60


def machine_hash() -> str:
    """The same at every start of a machine, and nothing that identifies it elsewhere."""
    told = ""
    for path in _IDS:
        with suppress(OSError):
            told = told or Path(path).read_text("ascii", "replace").strip()
    return sha256(f"nightstand {told or machine_name()} {sys.platform}".encode()).hexdigest()[:16]


def machine_name(chosen: str = "") -> str:
    """What this machine is called when others offer its places."""
    from socket import gethostname  # only an exchange needs it

    name = " ".join(chosen.split()) or gethostname().partition(".")[0]
    return name[:_NAME_MOST] or f"a machine of {os.environ.get('USER', 'mine')}"
