"""Which kinds of file may lie beside a routine as its documents, and whether a file is what its name says.

A name is no proof: a file is taken for what its first bytes, or what is packed in it, say that it is. What can carry a program
(macros, scripts, pages of the web) is none of the kinds.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.said import Said

MOST_BYTES = 5_000_000
"""The largest document: a phone on a bus still fetches it."""

_MACROS = "vbaProject.bin"


@dataclass(frozen=True, slots=True)
class Media:
    """One kind of file. `name` as people call it; `unfit` says why some bytes are none of the kind, None where they are."""

    name: Said
    media_type: str
    unfit: Callable[[bytes], Said | None]


def _begins(*starts: bytes) -> Callable[[bytes], Said | None]:
    def unfit(content: bytes) -> Said | None:
        return None if content.startswith(starts) else _NOT_WHAT_IT_SAYS

    return unfit


def _packed(part: str, mimetype: bytes | None = None) -> Callable[[bytes], Said | None]:
    """A document that is packed: it holds `part`, and for OpenDocument says its `mimetype` itself."""

    def unfit(content: bytes) -> Said | None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                names = packed.namelist()
                says = _first_of(packed, "mimetype", 100) if mimetype else None
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
            return _NOT_WHAT_IT_SAYS
        if part not in names or (mimetype and says != mimetype):
            return _NOT_WHAT_IT_SAYS
        if any(name.endswith(_MACROS) or name.startswith("Basic/") for name in names):
            return Said("den innehåller makron.", "it holds macros.")
        return None

    return unfit


def _first_of(packed: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """The first bytes of what is packed under the name: no more is unpacked, however much there is."""
    if name not in packed.namelist():
        return None
    with packed.open(name) as file:
        return file.read(most).strip()


_NOT_WHAT_IT_SAYS = Said("innehållet är något annat.", "what it holds is something else.")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_JPEG = Media(Said("bild", "picture"), "image/jpeg", _begins(b"\xff\xd8\xff"))

MEDIA: Mapping[str, Media] = {
    "pdf": Media(Said("PDF", "PDF"), "application/pdf", _begins(b"%PDF-")),
    "docx": Media(Said("Word", "Word"), f"{_OFFICE}wordprocessingml.document", _packed("word/document.xml")),
    "xlsx": Media(Said("Excel", "Excel"), f"{_OFFICE}spreadsheetml.sheet", _packed("xl/workbook.xml")),
    "pptx": Media(
        Said("PowerPoint", "PowerPoint"),
        f"{_OFFICE}presentationml.presentation",
        _packed("ppt/presentation.xml"),
    ),
    "odt": Media(Said("text", "text"), f"{_OPEN}text", _packed("content.xml", f"{_OPEN}text".encode())),
    "ods": Media(
        Said("kalkylblad", "spreadsheet"),
        f"{_OPEN}spreadsheet",
        _packed("content.xml", f"{_OPEN}spreadsheet".encode()),
    ),
    "png": Media(Said("bild", "picture"), "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
}
"""The kinds by the ending of the file's name."""


def media_of(file: str) -> Media | None:
    """The kind that the file's name says; None where it is none that a routine may have."""
    _, dot, ending = file.rpartition(".")
    return MEDIA.get(ending.lower()) if dot else None


def size_in_words(size: int) -> Said:
    """A number of bytes as people say it: «120 kB», «1,4 MB»."""
    if size < 1_000_000:
        kilobytes = max(1, round(size / 1000))
        return Said(f"{kilobytes} kB", f"{kilobytes} kB")
    megabytes = f"{size / 1_000_000:.1f}"
    return Said(f"{megabytes.replace('.', ',')} MB", f"{megabytes} MB")


def file_in_words(file: str, size: int) -> Said:
    """What a file is and how large: «PDF, 120 kB». A kind that is not known is told by its ending."""
    media, how_large = media_of(file), size_in_words(size)
    ending = file.rpartition(".")[2]
    kind = media.name if media else Said(ending, ending)
    return Said(f"{kind.sv}, {how_large.sv}", f"{kind.en}, {how_large.en}")
