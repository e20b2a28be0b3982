"""The formats of a handbook, in one place for the command line and the API."""

from __future__ import annotations

from typing import Literal

from diagrams.handbook.document import Handbook

Format = Literal["html", "pdf", "docx"]

MEDIA_TYPES: dict[Format, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def handbook_as(format: Format, handbook: Handbook) -> bytes:
    """The handbook as a file of that format. Only what the format needs is loaded. Raises CannotDraw."""
    if format == "html":
        from diagrams.handbook.forms.html import handbook_html

        return handbook_html(handbook).encode()
    if format == "pdf":
        from diagrams.handbook.forms.pdf import handbook_pdf

        return handbook_pdf(handbook)
    from diagrams.handbook.forms.docx import handbook_docx

    return handbook_docx(handbook)
