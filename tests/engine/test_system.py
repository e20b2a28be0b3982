"""What the operating system says of files and of other machines, in words."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from engine.system import behind, why


def test_a_full_disk_is_told_in_both_languages() -> None:
    assert why(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == ("disken är full", "the disk is full")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("missing/file", "mappen eller filen finns inte"),
        ("file/below", "en del av sökvägen är en fil, ingen mapp"),
        ("n" * 300, "namnet är för långt"),
        ("circle", "genvägarna leder i en ring"),
    ],
)
def test_what_a_real_path_answers_is_told(tmp_path: Path, place: str, told: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(OSError, match="Errno") as caught:
        (tmp_path / place).read_bytes()
    assert why(caught.value)[0] == told


def test_what_has_no_words_here_is_told_as_the_system_says_it() -> None:
    assert why(OSError(errno.EDOM, "Numerical argument")) == ("Numerical argument", "Numerical argument")
    assert why(OSError("odd")) == ("odd", "odd")


def test_a_name_that_nobody_has_and_a_look_up_that_is_gone_are_told_apart() -> None:
    assert why(socket.gaierror(socket.EAI_NONAME, "Name or service not known"))[0] == "namnet finns inte"
    assert "DNS" in why(socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"))[1]


def test_what_the_system_said_first_is_told_through_what_libraries_made_of_it() -> None:
    several = OSError("All connection attempts failed")
    several.__cause__ = ExceptionGroup(
        "several", [ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed ('127.0.0.1', 1)")]
    )
    outermost = RuntimeError("odd")
    outermost.__context__ = several
    assert behind(outermost) == ("ingen svarar där", "nobody answers there")
    assert behind(RuntimeError("odd")) == ("odd", "odd")
