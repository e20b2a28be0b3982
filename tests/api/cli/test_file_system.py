"""A database's file on another machine's disk is found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.doctor import machine
from api.cli.doctor.file_system import over_the_net
from api.settings import Settings

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /srv nfs4 rw,vers=4.2 0 0
/dev/sdb1 /srv/rutin/data ext4 rw 0 0
//fil/delat /mnt/delad\\040mapp cifs rw 0 0
user@host: /home/user/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", None),
        ("/srvx", None),
        ("/srv/rutin", "nfs4"),
        ("/srv/rutin/data", None),
        ("/srv/rutin/data/db", None),
        ("/mnt/delad mapp/rutin", "cifs"),
        ("/home/user/far", "fuse.sshfs"),
        ("/home/user", None),
    ],
)
def test_the_innermost_mount_says_where_a_folder_is(folder: str, kind: str | None, tmp_path: Path) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    assert over_the_net(Path(folder), tmp_path / "mounts") == kind


def test_where_nothing_is_told_of_mounts_nothing_is_said(tmp_path: Path) -> None:
    assert over_the_net(tmp_path, tmp_path / "missing") is None


def test_the_doctor_says_that_it_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "over_the_net", lambda folder: over_the_net(folder, tmp_path / "mounts"))
    settings = Settings.load(database_url=f"sqlite:///{tmp_path}/rutin.db")
    for kind, is_wrong in (("nfs", True), ("ext4", False)):
        (tmp_path / "mounts").write_text(f"x {tmp_path.resolve()} {kind} rw 0 0\n")
        disk = [each for each in machine.machine(settings) if each.what.en == "Disk"]
        assert any(each.state == "wrong" and "nfs" in each.said.sv for each in disk) == is_wrong
