"""A routine whose step has a link and two documents."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine.beside import read_documents
from engine.check import check
from engine.service.engine import Engine

PDF = b"%PDF-1.4\n" + b"%\n" * 60_000
NOTES = b"\x89PNG\r\n\x1a\n"

_ROUTINE = """routine: utlamning
version: {version}
title: Lämna ut en nyckel
roles: {{medarbetare: Medarbetare}}
links:
  karta: {{title: Karta över skåpen, url: "https://example.org/karta"}}
documents:
  kvittens: {{title: Kvittens på nyckeln, file: Kvittens på nyckel.pdf}}
  skapet: {{title: Så ser skåpet ut, file: skåp.png}}
states:
  lamna:
    title: Lämna ut nyckeln
    role: medarbetare
    links: karta
    documents: [kvittens, skapet]
  slut: {{end: klart}}
"""


def write_handing_out(folder: Path, version: int = 1, pdf: bytes = PDF) -> Path:
    """Writes the routine and its documents into the folder."""
    (folder / "utlamning.yaml").write_text(_ROUTINE.format(version=version), encoding="utf-8")
    (folder / "Kvittens på nyckel.pdf").write_bytes(pdf)
    (folder / "skåp.png").write_bytes(NOTES)
    return folder


def publish_handing_out(engine: Engine) -> None:
    """Publishes the routine and its documents."""
    with tempfile.TemporaryDirectory() as folder:
        report = check([write_handing_out(Path(folder))])
        engine.publish(report.routines, {}, read_documents(report.routines, report.documents))
