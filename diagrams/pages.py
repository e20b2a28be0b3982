"""PDF pages by Typst, tagged for those who do not see them (PDF/UA-1), in the typeface that comes with the program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import fontpkg_arimo
import typst

from diagrams.program import CannotDraw

DATA = "data.json"
TEMPLATES = files("diagrams") / "templates"


def pdf(template: str, data: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> bytes:
    """The template `diagrams/templates/TEMPLATE.typ` filled with `data`, as a PDF document.

    The template reads `data` as `json("data.json")`, so that no word of a routine is ever taken for markup. `pictures` are SVG
    documents by the name that the template gives to `image`, for example `sheet.svg`; each needs an `alt` there.

    Raises:
        CannotDraw: the pages could not be made, or would not be accessible.
    """
    sources = {
        "main": (TEMPLATES / f"{template}.typ").read_bytes(),
        DATA: json.dumps(data, ensure_ascii=False).encode(),
        **{name: picture.encode() for name, picture in (pictures or {}).items()},
    }
    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs know no sources by name
            sources,
            format="pdf",
            font_paths=[str(fontpkg_arimo.ROOT / "files")],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    except typst.TypstError as trouble:
        raise CannotDraw(
            f"sidorna kunde inte sättas ({trouble.message}).",
            f"the pages could not be set ({trouble.message}).",
        ) from trouble
    return made
