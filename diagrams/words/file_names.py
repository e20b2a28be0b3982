"""A title as a part of a file's name, that every system takes and people still read."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 48
"""Letters: with the folders above it the path of a file stays within what Windows takes."""


def named(name: str, title: str) -> str:
    """The name, and after it the title in small letters without accents: «stodpass-2-stodpasset-ar-avbokat»; ends with a whole word.

    A title in letters that have no such form adds nothing.
    """
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", title.lower()) if not unicodedata.combining(each)
    )
    words = re.findall("[a-z0-9]+", plain)
    said = ""
    for word in words:
        if len(said) + len(word) >= LONGEST:
            break
        said += f"-{word}"
    return name + said
