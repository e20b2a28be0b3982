"""The documents of a routine: files that lie beside it, each there and what its name says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from typing import Protocol

from engine.language.build.scope import Scope, among
from engine.language.file.head import Attachment as Written
from engine.language.file.reading import Word
from engine.model.head import Attachment
from engine.problems import clipped
from engine.said import Said
from engine.values.media import MEDIA, MOST_BYTES, Media, media_of, size_in_words

_NAME = re.compile(r"[^\W_][\w .,()+-]{0,99}")


class Beside(Protocol):
    """What lies beside the routine's file."""

    def names(self) -> Collection[str]:
        """The names of the files."""

    def content(self, name: str) -> bytes | Said:
        """The first bytes of one of them, one more than a document may have at most; or why it can't be read."""


def attachments(scope: Scope, beside: Beside | None) -> dict[str, Attachment]:
    """The documents that are sound, in the file's order. Without `beside` nothing is known of the files: they have no digest."""
    found = {str(id): _attachment(scope, id, part, beside) for id, part in scope.document.documents.items()}
    return {id: each for id, each in found.items() if each is not None}


def _attachment(scope: Scope, id: Word, part: Written, beside: Beside | None) -> Attachment | None:
    file = part.file
    if file is None:
        return None
    media = _media(scope, file)
    content = b"" if media is None or beside is None else _content(scope, file, media, beside)
    if media is None or content is None:
        return None
    return Attachment(
        id=str(id),
        title=scope.titled(part.title, id),
        file=str(file),
        media_type=media.media_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest() if beside else "",
    )


def _media(scope: Scope, file: Word) -> Media | None:
    """The kind that the name says, where it is the name of a file beside the routine."""
    findings = scope.findings
    if not _NAME.fullmatch(file):
        findings.add("document-elsewhere", file.place, file=clipped(file))
        return None
    media = media_of(file)
    if media is None:
        findings.add("document-kind", file.place, file=clipped(file), kinds=", ".join(MEDIA))
    return media


def _content(scope: Scope, file: Word, media: Media, beside: Beside) -> bytes | None:
    findings, names = scope.findings, beside.names()
    if file not in names:
        there = [each for each in names if media_of(each)]
        hint = findings.hint(file, there)
        findings.add("document-missing", file.place, file=clipped(file), hint=hint, known=among(there))
        return None
    content = beside.content(file)
    if isinstance(content, Said):
        findings.add("document-unreadable", file.place, file=clipped(file), why=content)
        return None
    if len(content) > MOST_BYTES:
        findings.add("document-too-large", file.place, file=clipped(file), most=size_in_words(MOST_BYTES))
        return None
    why = media.unfit(content)
    if why is not None:
        findings.add("document-not-so", file.place, file=clipped(file), kind=media.name, why=why)
        return None
    return content
