"""What stands on the pages of a PDF, read by PDFium, which browsers show them with."""

from __future__ import annotations

from functools import cache

import pypdfium2


@cache
def page_texts(content: bytes) -> tuple[str, ...]:
    """What each page says, line by line."""
    with pypdfium2.PdfDocument(content) as document:
        return tuple(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)
