"""A sentence or two that somebody types, to be read by somebody else."""

from __future__ import annotations

import unicodedata

from engine.said import Said
from engine.values.visible import has_hidden, is_filled_in


def sentence_read(text: str, most: int, missing: Said) -> str | Said:
    """The text without space round it, or what is wrong with it: `missing` where nothing of it can be seen. `most` is in characters."""
    said = unicodedata.normalize("NFC", text).strip()
    if not is_filled_in(said):
        return missing
    if has_hidden(said):
        return Said(
            "Texten har tecken som inte syns. Skriv den för hand.",
            "The text has characters that can't be seen. Write it by hand.",
        )
    if len(said) > most:
        return Said(
            f"Texten har {len(said)} tecken. Skriv högst {most}.",
            f"The text has {len(said)} characters. Write at most {most}.",
        )
    return said
