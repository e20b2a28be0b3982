"""What the operating system answers when it will not do something with a file, in the words of people."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_WORDS: Mapping[int, tuple[str, str]] = {
    errno.EACCES: ("du har inte rätt till det", "you have no right to do that"),
    errno.EPERM: ("du har inte rätt till det", "you have no right to do that"),
    errno.ENOSPC: ("disken är full", "the disk is full"),
    errno.EDQUOT: ("ditt utrymme på disken är slut", "your space on the disk is used up"),
    errno.EROFS: ("disken går bara att läsa från", "the disk can only be read from"),
    errno.ENOENT: ("mappen eller filen finns inte", "the folder or the file is not there"),
    errno.ENOTDIR: ("en del av sökvägen är en fil, ingen mapp", "a part of the path is a file, no folder"),
    errno.EISDIR: ("det är en mapp", "it is a folder"),
    errno.EEXIST: ("där finns redan något annat", "something else is there already"),
    errno.ENAMETOOLONG: ("namnet är för långt", "the name is too long"),
    errno.ELOOP: ("genvägarna leder i en ring", "the links lead in a circle"),
    errno.EMFILE: ("för många filer är öppna", "too many files are open"),
    errno.ENFILE: ("för många filer är öppna", "too many files are open"),
    errno.ENOEXEC: ("det är inget program", "it is no program"),
    errno.EIO: ("disken svarar inte som den ska", "the disk does not answer as it should"),
}


def why(trouble: OSError) -> tuple[str, str]:
    """Why it would not, in Swedish and English, as a part of a sentence: «disken är full»."""
    said = trouble.strerror or str(trouble)
    return _WORDS.get(trouble.errno or 0, (said, said))
