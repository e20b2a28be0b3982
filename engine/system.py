"""What the operating system answers when it will not do something with a file or reach another machine, in the words of people."""

from __future__ import annotations

import errno
import socket
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
    errno.ECONNREFUSED: Said("ingen svarar där", "nobody answers there"),
    errno.ECONNRESET: Said("förbindelsen bröts", "the connection was broken off"),
    errno.ETIMEDOUT: Said("inget svar kom i tid", "no answer came in time"),
    errno.EHOSTUNREACH: Said("nätet leder inte dit", "the network does not lead there"),
    errno.ENETUNREACH: Said("nätet leder inte dit", "the network does not lead there"),
    errno.EIO: Said("disken svarar inte som den ska", "the disk does not answer as it should"),
}


_NO_SUCH_NAME = Said("namnet finns inte", "there is no such name")
_NO_NAMES = Said("namnuppslagningen (DNS) svarar inte", "the look-up of names (DNS) does not answer")


def why(trouble: OSError) -> Said:
    """Why it would not, as a part of a sentence: «disken är full»."""
    if isinstance(trouble, socket.gaierror):  # its numbers are not those of files
        return _NO_NAMES if trouble.errno == socket.EAI_AGAIN else _NO_SUCH_NAME
    return _WORDS.get(trouble.errno or 0) or both(trouble.strerror or str(trouble))


def behind(trouble: BaseException) -> Said:
    """Why somebody could not be reached: what the operating system said, however many libraries have told it on since."""
    said, cause = both(str(trouble)), [trouble]
    while cause:
        each = cause.pop()
        if isinstance(each, OSError) and each.errno is not None:
            said = why(each)
        cause += [
            *(each.exceptions if isinstance(each, BaseExceptionGroup) else ()),
            *filter(None, (each.__cause__ or each.__context__,)),
        ]
    return said
