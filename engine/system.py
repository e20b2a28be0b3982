"""What the operating system answers when it will not do something with a file, in the words of people."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from engine.said import Said, both

_WORDS: Mapping[int, Said] = {
    errno.EACCES: Said("du har inte rätt till det", "you have no right to do that"),
    errno.EPERM: Said("du har inte rätt till det", "you have no right to do that"),
    errno.ENOSPC: Said("disken är full", "the disk is full"),
    errno.EDQUOT: Said("ditt utrymme på disken är slut", "your space on the disk is used up"),
    errno.EROFS: Said("disken går bara att läsa från", "the disk can only be read from"),
    errno.ENOENT: Said("mappen eller filen finns inte", "the folder or the file is not there"),
    errno.ENOTDIR: Said(
        "en del av sökvägen är en fil, ingen mapp", "a part of the path is a file, no folder"
    ),
    errno.EISDIR: Said("det är en mapp", "it is a folder"),
    errno.EEXIST: Said("där finns redan något annat", "something else is there already"),
    errno.ENAMETOOLONG: Said("namnet är för långt", "the name is too long"),
    errno.ELOOP: Said("genvägarna leder i en ring", "the links lead in a circle"),
    errno.EMFILE: Said("för många filer är öppna", "too many files are open"),
    errno.ENFILE: Said("för många filer är öppna", "too many files are open"),
    errno.ENOEXEC: Said("det är inget program", "it is no program"),
    errno.EIO: Said("disken svarar inte som den ska", "the disk does not answer as it should"),
}


def why(trouble: OSError) -> Said:
    """Why it would not, as a part of a sentence: «disken är full»."""
    return _WORDS.get(trouble.errno or 0) or both(trouble.strerror or str(trouble))
