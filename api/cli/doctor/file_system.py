"""What kind of file system a folder is on, as Linux tells it. Other systems are not asked."""

from __future__ import annotations

from pathlib import Path

MOUNTS = Path("/proc/self/mounts")

OVER_THE_NET = frozenset(
    {
        *(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "9p",
            "afs",
            "ceph",
            "glusterfs",
            "lustre",
            "gpfs",
            "beegfs",
            "davfs",
        ),
        *("fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.rclone", "fuse.s3fs", "fuse.davfs2"),
    }
)
"""Kinds whose files several machines see: SQLite's log needs memory that all who use the file share, and locks that are kept."""


def over_the_net(folder: Path, mounts: Path = MOUNTS) -> str | None:
    """The kind of the file system that the folder is on, where that is one over the net; None otherwise, and where it can't be known."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    place, kind = Path("/"), ""
    for line in lines:
        _, at, its_kind, *_ = line.split(" ")
        # What is mounted over another comes later.
        if (mounted := _path(at)) in (folder, *folder.parents) and mounted.is_relative_to(place):
            place, kind = mounted, its_kind
    return kind if kind in OVER_THE_NET else None


def _path(written: str) -> Path:
    """Spaces and the like are written as their numbers."""
    for number, character in (("040", " "), ("011", "\t"), ("012", "\n"), ("134", "\\")):
        written = written.replace(f"\\{number}", character)
    return Path(written)
