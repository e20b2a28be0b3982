"""Names that staff read where no title is written: a name has no å, ä and ö, so that «Vanta» is shown for «Vänta».

It is told where the right word is known: the file writes it itself, or it is one that is usual in names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from engine.language.file.document import State
from engine.language.file.parts import Part
from engine.language.file.reading import Word, Words
from engine.language.prose.lexicon import swedish
from engine.language.rules.findings import Findings
from engine.problems import listed
from engine.said import UNSAID, Said

_MOST_SHOWN = 5
_SHORTEST = 5
"""Of shorter words both spellings are often words: «rad» and «råd»."""
_WORD = re.compile(r"[^\W\d_]+")


class _Shown(NamedTuple):
    """A name that is shown, and the key of the title that it lacks; none for an option, whose title stands after its name."""

    id: Word
    key: str


def spell_names(document: Part, language: str, findings: Findings) -> None:
    """Notes once for the file, at the first of them, the names that are shown with letters lost."""
    if language != "sv":
        return
    right = _spelling(document)
    found = [(each, _title(each.id, right)) for each in _names(document)]
    lost = sorted((each.id.place, each, title) for each, title in found if title != _title(each.id, {}))
    if lost:
        place, first, title = lost[0]
        line = f"{first.key or first.id}: {title}"
        others = list(dict.fromkeys(_title(each.id, {}) for _, each, _ in lost[1:]))
        findings.add("name-shown", place, shown=_title(first.id, {}), more=_also(others), line=line)


def _also(others: list[str]) -> Said:
    left = len(others) - _MOST_SHOWN
    if not others:
        return UNSAID
    sv, en = ([quotes.format(each) for each in others[:_MOST_SHOWN]] for quotes in ("”{}”", "“{}”"))
    if left > 0:
        sv, en = [*sv, f"{left} till"], [*en, f"{left} more"]
    return Said(f" Så är det med {listed(sv, 'och')} också.", f" So it is with {listed(en, 'and')} too.")


def _title(id: str, right: Mapping[str, str]) -> str:
    words = " ".join(right.get(word, word) for word in id.split("_")).strip()
    return words[:1].upper() + words[1:]


def _names(part: Part) -> Iterator[_Shown]:
    """The names of the part, and of what it holds, that stand for a title that is not written."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        for each in (value,) if isinstance(value, Part) else value if isinstance(value, tuple) else ():
            if isinstance(each, Part):
                yield from _names(each)
        for id, each in value.items() if isinstance(value, dict) else ():
            if isinstance(each, Part):
                key = next((key for key in ("title", "label") if key in type(each).model_fields), "")
                if key and getattr(each, key) is None and not _is_step(each):
                    yield _Shown(id, key)
                yield from _names(each)
            elif name == "options" and each is None:
                yield _Shown(id, "")


def _is_step(part: Part) -> bool:
    """Whether it is a step, which is told of its own that it has no title."""
    return isinstance(part, State) and not part.kinds


def _spelling(document: Part) -> Mapping[str, str]:
    """The word that is meant by one without rings and dots: not by a short one, nor by one that the file writes so too."""
    own = {word for text in _texts(document) for word in _WORD.findall(text.lower())}
    found: dict[str, str] = {}
    for word in sorted(own | swedish().as_names):
        plain = unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()
        if plain != word and len(word) >= _SHORTEST and plain not in own:
            found[plain] = word
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Words):
        yield from (said for language, said in value.text.by_language if language == "sv")
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
