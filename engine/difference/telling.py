"""Differences as people read them: plain text for the terminal, Markdown to paste, values for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from engine.difference.change import GROUPS, Change, Difference, Pair
from engine.routine import Routine

_SPECIAL = re.compile(r"([\\`*_<>#|~])")


def as_text(difference: Difference, language: str = "sv") -> str:
    """The changes under a heading for each group of people that they concern."""
    place = _place(language)
    lines = [heading(difference, language)]
    for title, changes in _grouped(difference, place):
        lines += ["", f"  {title}", *(f"  • {change.say(language)}" for change in changes)]
    if difference.same:
        lines += ["", "  " + ("Inget skiljer.", "Nothing differs.")[place]]
    if difference.next_version:
        lines += ["", f"  {version_needed(difference)[place]}"]
    return "\n".join(lines)


def as_markdown(differences: Sequence[Difference], language: str = "sv") -> str:
    """A section to paste: what has changed since the version before."""
    place = _place(language)
    sections = []
    for each in differences:
        lines = [f"## {_escaped(heading(each, language))}"]
        for title, changes in _grouped(each, place):
            lines += ["", f"### {title}", "", *(f"- {_escaped(change.say(language))}" for change in changes)]
        sections.append("\n".join(lines))
    return "\n\n".join(sections)


def as_json(difference: Difference, language: str = "sv") -> dict[str, Any]:
    """The difference for programs."""
    return {
        "old": _version(difference.old),
        "new": _version(difference.new),
        "next_version": difference.next_version,
        "changes": [change.as_json(language) for change in difference.changes],
    }


def heading(difference: Difference, language: str = "sv") -> str:
    """Which routine and which versions: «Stödpass: version 1 → 2»."""
    place = _place(language)
    old, new = difference.old, difference.new
    if new is None:
        return f"{_title(old, language)}: {('rutinen är borttagen', 'the routine is removed')[place]}"
    if old is None:
        return f"{_title(new, language)}: {('rutinen är ny', 'the routine is new')[place]}"
    if old.version == new.version:
        return f"{_title(new, language)}: version {new.version}"
    return f"{_title(new, language)}: version {old.version} → {new.version}"


def version_needed(difference: Difference) -> Pair:
    """What to do before the newer one can be published."""
    number = difference.next_version
    return (
        f"Innehållet skiljer, men versionen är inte höjd. Skriv version: {number} i filen innan du publicerar.",
        f"The content differs, but the version is not raised. Write version: {number} in the file before you publish.",
    )


def _grouped(difference: Difference, place: int) -> Iterator[tuple[str, list[Change]]]:
    for group, titles in GROUPS.items():
        changes = [change for change in difference.changes if change.group == group]
        if changes:
            yield titles[place], changes


def _title(routine: Routine | None, language: str) -> str:
    return routine.title.say(language) if routine else ""


def _version(routine: Routine | None) -> dict[str, Any] | None:
    return {"routine": routine.id, "version": routine.version, "digest": routine.digest} if routine else None


def _place(language: str) -> int:
    return 1 if language == "en" else 0


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
