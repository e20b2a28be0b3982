"""How wide text is: the widths of Arial, which Arimo and Liberation Sans share. Rarer letters are looked up in the typeface itself."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from diagrams.type import typeface

# Thousandths of the font size → the characters that are so wide. Accented letters are as wide as their base letter.
_REGULAR = {
    191: "'",
    222: "ijlł‘’‚",
    260: "|",
    278: " \u00a0!,./:;I[\\]ftı",
    333: "()-`r“”„·‹›²³¡",
    334: "{}",
    350: "•",
    355: '"',
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyz",
    537: "¶",
    549: "±÷≤≥≠",
    556: "#$0123456789?L_abdeghnopquđŁ–«»§€£¥",
    576: "µ",
    584: "+<=>~×−",
    611: "FTZøß¿",
    667: "&ABEKPSVXY",
    722: "CDHNRUwĐ",
    737: "©®",
    778: "GOQØ",
    833: "Mm",
    889: "%æ",
    944: "Wœ",
    1000: "ÆŒ—…→",
    1015: "@",
}
_BOLD = {
    238: "'",
    278: " \u00a0,./I\\ijlłı‘’‚",
    280: "|",
    333: "!()-:;[]`ft·‹›²³¡",
    350: "•",
    389: "*r{}",
    400: "°",
    474: '"',
    500: "z“”„",
    549: "±÷≤≥≠",
    556: "#$0123456789J_aceksvxy–«»§€£¥¶",
    584: "+<=>^~×−",
    600: "µ",
    611: "?FLTZbdghnopquøßđŁ¿",
    667: "EPSVXY",
    722: "&ABCDHKNRUĐ",
    737: "©®",
    778: "GOQwØ",
    833: "M",
    889: "%mæ",
    944: "Wœ",
    975: "@",
    1000: "ÆŒ—…→",
}
_WIDTHS = {
    bold: {character: width for width, characters in table.items() for character in characters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
# What the typeface lacks is drawn by another one: these are wide enough for the common ones.
_OTHER, _WIDE = 720, 1250


@lru_cache(maxsize=8192)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of `text`, in the unit of `size`."""
    table = _WIDTHS[bold]
    return sum(_one(character, table) for character in unicodedata.normalize("NFD", text)) * size / 1000


def _one(character: str, table: dict[str, int]) -> float:
    known = table.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):  # combining marks, joiners, direction marks
        return 0
    found = typeface.advance(character, table is _WIDTHS[True])
    if found is not None:
        return found * 1000
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER
