"""Office documents that are the same, byte for byte, whenever they are packed."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from diagrams.writing.office import repeatable


def packed(at: datetime) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.xml", date_time=at.timetuple()[:6]), "<a/>")
    return content.getvalue()


def test_when_it_was_packed_leaves_no_trace() -> None:
    monday, friday = packed(datetime(2026, 1, 12, 7, 0)), packed(datetime(2026, 1, 16, 12, 0))
    assert monday != friday
    assert repeatable(monday) == repeatable(friday)


def test_what_it_holds_is_untouched() -> None:
    with zipfile.ZipFile(io.BytesIO(repeatable(packed(datetime(2026, 1, 12))))) as archive:
        assert archive.read("a.xml") == b"<a/>"
