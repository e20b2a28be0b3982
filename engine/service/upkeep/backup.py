"""A backup: all that is kept, in one file, as it was at one moment; and the way back, into an empty database.

What is only good for the moment when it was made stays out of it on the way back: who was signed in, and forms that wait for a sign-in.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage

from engine.errors.store import StoreTrouble
from engine.problems import clipped
from engine.said import Said
from engine.store.sql.copying import copy_from_file, copy_to_file

_SEALED, _COPY = b"age-encryption.org/", b"SQLite format 3\0"
"""What such files begin with."""

_OF_THE_MOMENT = ("sessions", "kept_forms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a backup holds, in numbers. `waiting`: deliveries that had not left when it was made."""

    routines: int
    cases: int
    history: int
    waiting: int

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Held:
        """From rows by table."""
        return cls(
            routines=counts["routines"],
            cases=counts["cases"],
            history=counts["history"],
            waiting=counts["outbox"] + counts.get("notifications", 0),
        )


def back_up(url: str, file: Path, recipients: Sequence[str] = ()) -> Held:
    """Write all that the database keeps to a new file that its owner alone may read; for `recipients` (age's public keys), sealed.

    Raises:
        StoreTrouble: the database can't be read, the file is there already or can't be written, or a key is none.
    """
    keys = [_recipient(each) for each in recipients]
    if file.exists():
        raise StoreTrouble(_there_already(file))
    with _beside(file) as folder:
        copy = _new(folder / "copy")
        held = Held.of(copy_to_file(url, copy))
        if keys:
            sealed = _new(folder / "sealed")
            with copy.open("rb") as reading, sealed.open("wb") as writing:
                pyrage.encrypt_io(reading, writing, keys)
            copy = sealed
        _put_on_disk(copy)
        try:
            _new(file)
        except FileExistsError:
            raise StoreTrouble(_there_already(file)) from None
        os.replace(copy, file)
        _put_on_disk(file.parent)
    return held


def restore(file: Path, url: str, key: Path | None = None) -> Held:
    """Read a backup into an empty database, whole or not at all. `key`: the file of age's secret key that opens it.

    Raises:
        StoreTrouble: there is no such file, it is no backup or can't be opened by that key, or the database is not empty.
    """
    with _beside(file) as folder:
        # The copy that is read is brought up to date; the backup itself stays as it is.
        copy = _new(folder / "copy")
        with file.open("rb") as reading, copy.open("wb") as writing:
            sealed = reading.read(len(_SEALED)) == _SEALED
            reading.seek(0)
            if sealed:
                _unseal(reading, writing, file, key)
            else:
                shutil.copyfileobj(reading, writing)
        with copy.open("rb") as reading:
            if reading.read(len(_COPY)) != _COPY:
                raise StoreTrouble(_no_backup(file))
        return Held.of(copy_from_file(copy, url, leaving_out=_OF_THE_MOMENT))


def _unseal(reading: BinaryIO, writing: BinaryIO, file: Path, key: Path | None) -> None:
    if key is None:
        raise StoreTrouble(
            Said(
                f"Kopian {file} är krypterad. Ange nyckelns fil med --key.",
                f"The backup {file} is encrypted. Give the key's file with --key.",
            )
        )
    lines = key.read_text(encoding="utf-8", errors="replace").splitlines()
    try:
        identities = [
            pyrage.x25519.Identity.from_str(each.strip())
            for each in lines
            if each.strip() and not each.startswith("#")
        ]
        pyrage.decrypt_io(reading, writing, identities)
    except (pyrage.IdentityError, pyrage.DecryptError, OSError) as wrong:
        if isinstance(wrong, OSError) and wrong.errno is not None:
            raise  # The disk's, not the key's.
        raise StoreTrouble(
            Said(
                f"Nyckeln i {key} öppnar inte kopian {file}. "
                "Kontrollera att det är nyckeln som kopian krypterades för, och att filen är hel.",
                f"The key in {key} does not open the backup {file}. "
                "Check that it is the key that the backup was encrypted for, and that the file is whole.",
            )
        ) from wrong


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as wrong:
        raise StoreTrouble(
            Said(
                f"”{clipped(text)}” är ingen offentlig nyckel för age. En sådan börjar med age1 och görs med age-keygen.",
                f"“{clipped(text)}” is no public key of age. One begins with age1 and is made by age-keygen.",
            )
        ) from wrong


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A folder for its owner alone, on the same disk as the file, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".rutin-") as folder:
        yield Path(folder)


def _new(file: Path) -> Path:
    """The file, empty, which its owner alone may read. Raises FileExistsError."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return file


def _put_on_disk(path: Path) -> None:
    """A file's content, or a folder's names, also where the power is cut now."""
    if os.name == "nt":
        return  # It opens no folders, and writes a file that is closed by itself.
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _there_already(file: Path) -> Said:
    return Said(
        f"Filen {file} finns redan, och en kopia skriver aldrig över något. Ange ett annat namn.",
        f"The file {file} is there already, and a backup never writes over anything. Give another name.",
    )


def _no_backup(file: Path) -> Said:
    return Said(
        f"{file} är ingen kopia som rutin backup har gjort.",
        f"{file} is no backup that rutin backup has made.",
    )
