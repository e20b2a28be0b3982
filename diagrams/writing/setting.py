"""Pages set by Typst, in the typeface that comes with the program: as one PDF, or each as points (PNG).

Other threads run meanwhile, so that a server answers others while it draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typst

from diagrams.type import typeface

DATA = "data.json"

NotSet = typst.TypstError
"""The pages could not be set; it says why."""


def set_pdf(source: bytes, data: str, pictures: Mapping[str, str]) -> bytes:
    """The pages as a PDF that can be read aloud (PDF/UA-1). Raises NotSet, also where it would not be accessible."""
    made: bytes = _set(source, data, pictures, format="pdf", pdf_standards="ua-1")
    return made


def set_points(source: bytes, data: str, pictures: Mapping[str, str]) -> tuple[bytes, ...]:
    """Each page as PNG, with one point of it for each typographic one. Raises NotSet."""
    made: bytes | list[bytes] = _set(source, data, pictures, format="png", ppi=72.0)
    return (made,) if isinstance(made, bytes) else tuple(made)


def _set(source: bytes, data: str, pictures: Mapping[str, str], **options: Any) -> Any:
    """The source, which reads `data` as `data.json` and each picture by its name.

    The machine's own typefaces are looked at only where ours lacks a character: they are many.
    """
    lacks_some = any(typeface.lacking(text) for text in (data, *pictures.values()))
    sources = {
        "main": source,
        DATA: data.encode(),
        **{name: picture.encode("utf-8", "replace") for name, picture in pictures.items()},
    }
    return typst.compile(
        sources, font_paths=[str(typeface.FOLDER)], ignore_system_fonts=not lacks_some, **options
    )
