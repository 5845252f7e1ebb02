"""Whether a folder is shared between machines, where SQLite's locks may not hold.

The rule: it only warns; another way of locking would be worse.
"""

from __future__ import annotations

from pathlib import Path

_NETWORK = {
    "9p", "afs", "ceph", "cifs", "davfs", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs",
    "lustre", "nfs", "nfs4", "smb3", "smbfs", "vboxsf",
}  # fmt: skip
_SYNCED = ("dropbox", "onedrive", "google drive", "mobile documents", "nextcloud", "syncthing")


def shared_place(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """What the folder is shared by, for a sentence; empty where it seems to be this machine's."""
    kind = _file_system(path, mounts)
    if kind in _NETWORK:
        return f"a network drive ({kind})"
    for folder in path.parents:
        if folder.name.lower().startswith(_SYNCED) or (folder / ".stfolder").exists():
            return f"a synchronised folder ({folder.name})"
    return ""


def _file_system(path: Path, mounts: Path) -> str:
    """The type of the file system, by the longest mount point above the path."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else ""
        if point and path.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), fields[2]
    return kind
