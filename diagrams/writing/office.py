"""Office documents (DOCX, PPTX) that are the same, byte for byte, each time the same content is written."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

EPOCH = datetime(2000, 1, 1)
"""The one time that stands for «when it was made», in the document and in its archive."""

FONT = "Arial"
"""Every machine has it, or another that is as wide."""

LONGEST_PROPERTY = 255
"""Characters of a document's title: the formats allow no more."""


def repeatable(document: bytes) -> bytes:
    """The document, which is a ZIP archive, with no trace of when it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
