"""What the machine has: the program that draws, the typeface, room on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from api.cli.doctor.file_system import over_the_net
from api.cli.doctor.finding import Finding, look, well, wrong
from api.settings import Settings
from diagrams.errors import CannotDraw
from diagrams.layout import program
from diagrams.type import typeface
from engine.said import Said

ROOM = 1_000_000_000
"""Bytes that should be free where the database is a file."""

_DOT = Said("Bilder", "Pictures")
_TYPEFACE = Said("Typsnitt", "Typeface")
_DISK = Said("Disk", "Disk")
_SHARED = Said(
    "{folder} ligger på en annan dator ({kind}). Där kan en databasfil skadas när två skriver i den. Lägg den på datorns egen disk, "
    "eller använd PostgreSQL.",
    "{folder} is on another machine ({kind}). There a database file can be damaged when two write to it. Put it on this machine's own "
    "disk, or use PostgreSQL.",
)


def machine(settings: Settings) -> Iterator[Finding]:
    """Draws one box, reads the typeface, looks at the disk."""
    yield _drawing(settings)
    yield _typeface()
    if settings.database_file:
        folder = settings.database_file.absolute().parent.resolve()
        yield _room(folder)
        if kind := over_the_net(folder):
            yield wrong(_DISK, _SHARED.fill(folder=str(folder), kind=kind))


def _drawing(settings: Settings) -> Finding:
    try:
        program.use_dot(settings.dot)
        program.graph("digraph { a -> b }")
    except CannotDraw as trouble:
        return wrong(_DOT, trouble.said())
    return well(_DOT, Said("programmet dot ritar", "the program dot draws"))


def _typeface() -> Finding:
    if not typeface.characters():
        return wrong(
            _TYPEFACE,
            Said("typsnittet saknas. Installera om Rutin.", "the typeface is missing. Install Rutin again."),
        )
    return well(_TYPEFACE, Said("finns med", "is part of the installation"))


def _room(folder: Path) -> Finding:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return wrong(_DISK, Said(f"mappen {folder} finns inte.", f"the folder {folder} is not there."))
    told = f"{free / 1e9:.1f} GB"
    if free < ROOM:
        return look(
            _DISK,
            Said(
                f"bara {told.replace('.', ',')} ledigt i {folder}. När disken är full går inget att spara.",
                f"only {told} free in {folder}. When the disk is full nothing can be saved.",
            ),
        )
    return well(_DISK, Said(f"{told.replace('.', ',')} ledigt", f"{told} free"))
