"""PDF pages by Typst, tagged for those who do not see them (PDF/UA-1), in the typeface that comes with the program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import typst

from diagrams import typeface
from diagrams.program import CannotDraw

DATA = "data.json"
TEMPLATES = files("diagrams") / "templates"


def pdf(template: str, data: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> bytes:
    """The template `diagrams/templates/TEMPLATE.typ` filled with `data`, as a PDF document.

    The template reads `data` as `json("data.json")`, so that no word of a routine is ever taken for markup. `pictures` are SVG
    documents by the name that the template gives to `image`, for example `sheet.svg`; each needs an `alt` there. Characters that our
    typeface lacks, as emoji, are taken from the machine's own; where none has one, □ stands in its place.

    Raises:
        CannotDraw: the pages could not be made, or would not be accessible.
    """
    source = (TEMPLATES / f"{template}.typ").read_bytes()
    said = json.dumps(data, ensure_ascii=False)
    drawings = dict(pictures or {})
    lacked = typeface.lacking(said).union(*map(typeface.lacking, drawings.values()))
    try:
        try:
            return _compiled(source, said, drawings, with_machine_fonts=bool(lacked))
        except typst.TypstError:
            if not lacked:
                raise
            drawings = {name: typeface.without(drawing, lacked) for name, drawing in drawings.items()}
            return _compiled(source, typeface.without(said, lacked), drawings, with_machine_fonts=False)
    except typst.TypstError as trouble:
        raise CannotDraw(
            f"sidorna kunde inte sättas ({trouble.message}).",
            f"the pages could not be set ({trouble.message}).",
        ) from trouble


def _compiled(source: bytes, data: str, pictures: Mapping[str, str], *, with_machine_fonts: bool) -> bytes:
    sources = {
        "main": source,
        DATA: data.encode(),
        **{name: picture.encode() for name, picture in pictures.items()},
    }
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs know no sources by name
        sources,
        format="pdf",
        font_paths=[str(typeface.FOLDER)],
        ignore_system_fonts=not with_machine_fonts,
        pdf_standards="ua-1",
    )
    return made
