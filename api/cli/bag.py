"""A BagIt bag (RFC 8493) as one zip file: what is in it, with the checksum of each file, so that any archive can see that it is whole."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """A bag that is being written: files are put in one by one, and it stands in its place when all went well.

    Raises FileExistsError where something is there already, OSError where it can't be written.
    """

    def __init__(self, place: Path, info: Mapping[str, str]) -> None:
        self._place, self._info = place, info
        self._part = place.with_name(f"{place.name}.{os.getpid()}.part")
        self._sums: dict[str, str] = {}
        self._bytes = 0

    def __enter__(self) -> Self:
        if self._place.exists():
            raise FileExistsError(17, "", str(self._place))
        self._zip = zipfile.ZipFile(self._part, "x", zipfile.ZIP_DEFLATED)
        return self

    def put(self, name: str, content: bytes) -> None:
        """Put a file in, once: a name that is there already is left as it is."""
        if name not in self._sums:
            self._sums[name] = hashlib.sha256(content).hexdigest()
            self._bytes += len(content)
            self._write(f"data/{name}", content)

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if wrong is None:
                self._finish()
            self._zip.close()
            if wrong is None:
                self._part.rename(self._place)
        finally:
            self._part.unlink(missing_ok=True)

    def _finish(self) -> None:
        oxum = f"{self._bytes}.{len(self._sums)}"
        info = {**self._info, "Payload-Oxum": oxum}
        tags = {
            "bagit.txt": _DECLARATION,
            "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in info.items()),
            "manifest-sha256.txt": "".join(f"{digest}  data/{name}\n" for name, digest in self._sums.items()),
        }
        for name, text in tags.items():
            self._write(name, text.encode())
        sums = "".join(
            f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in tags.items()
        )
        self._write("tagmanifest-sha256.txt", sums.encode())

    def _write(self, name: str, content: bytes) -> None:
        self._zip.writestr(f"{self._place.stem}/{name}", content)
