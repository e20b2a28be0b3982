"""Office documents (DOCX, PPTX) that are the same, byte for byte, each time the same content is written."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime

EPOCH = datetime(2000, 1, 1)
"""The one time that stands for «when it was made», in the document and in its archive."""

FONT = "Arial"
"""Every machine has it, or another that is as wide."""

LONGEST_PROPERTY = 255
"""Characters of a document's title: the formats allow no more."""


def repeatable(document: bytes) -> bytes:
    """The document, which is a ZIP archive, with no trace of when it was packed; it is not packed anew, which takes long."""
    made = bytearray(document)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        entries, listed = archive.infolist(), archive.start_dir
    for entry in entries:
        made[entry.header_offset + 10 : entry.header_offset + 14] = _EPOCH
    for _ in entries:
        made[listed + 12 : listed + 16] = _EPOCH
        listed += 46 + sum(struct.unpack_from("<3H", made, listed + 28))
    return bytes(made)


_EPOCH = struct.pack("<2H", 0, (EPOCH.year - 1980) << 9 | EPOCH.month << 5 | EPOCH.day)
"""Midnight of that day, as a ZIP archive has it in an entry's head (10 bytes in) and in the list at its end (12 bytes in)."""
