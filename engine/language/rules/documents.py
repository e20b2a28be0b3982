"""Rules of the links and documents that steps show."""

from __future__ import annotations

from engine.language.rules.rule import Rule, error

DOCUMENTS: dict[str, Rule] = {
    "unknown-link": error(
        "Länken ”{name}” finns inte under links.{hint} Länkar: {known}.",
        "There is no link “{name}” under links.{hint} Links: {known}.",
    ),
    "unknown-document": error(
        "Dokumentet ”{name}” finns inte under documents.{hint} Dokument: {known}.",
        "There is no document “{name}” under documents.{hint} Documents: {known}.",
    ),
    "document-elsewhere": error(
        "”{file}” är inget filnamn. Lägg filen bredvid rutinens fil och skriv bara vad den heter, till exempel blankett.pdf",
        "“{file}” is no name of a file. Put the file beside the routine's file and write only what it is called, for example "
        "form.pdf",
    ),
    "document-kind": error(
        "”{file}” är ingen sorts fil som en rutin kan ha med sig. Spara den som en av {kinds}.",
        "“{file}” is no kind of file that a routine can have with it. Save it as one of {kinds}.",
    ),
    "document-missing": error(
        "Filen ”{file}” ligger inte bredvid rutinen.{hint} Där ligger: {known}.",
        "The file “{file}” does not lie beside the routine.{hint} There is: {known}.",
    ),
    "document-unreadable": error(
        "Filen ”{file}” går inte att läsa: {why}",
        "The file “{file}” can't be read: {why}",
    ),
    "document-too-large": error(
        "Filen ”{file}” är för stor för en telefon. Den får vara högst {most}: spara den med mindre bilder, eller länka till den.",
        "The file “{file}” is too large for a phone. It may be {most} at most: save it with smaller pictures, or link to it.",
    ),
    "document-not-so": error(
        "Filen ”{file}” är inte vad den heter ({kind}): {why} Öppna den i sitt program och spara den på nytt.",
        "The file “{file}” is not what it is called ({kind}): {why} Open it in its program and save it anew.",
    ),
}
