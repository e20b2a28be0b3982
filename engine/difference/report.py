"""Differences as people read them: plain text for the terminal, Markdown to paste, values for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from engine.difference.change import GROUPS, Change, Difference
from engine.model.routine import Routine
from engine.said import Said

_SPECIAL = re.compile(r"([\\`*_<>#|~])")


def as_text(difference: Difference, language: str = "sv") -> str:
    """The changes under a heading for each group of people that they concern."""
    lines = [_heading(difference, language)]
    for title, changes in _grouped(difference, language):
        lines += ["", f"  {title}", *(f"  • {change.said.say(language)}" for change in changes)]
    if difference.same:
        lines += ["", f"  {Said('Inget skiljer.', 'Nothing differs.').say(language)}"]
    if difference.next_version:
        lines += ["", f"  {_version_needed(difference.next_version).say(language)}"]
    return "\n".join(lines)


def as_markdown(differences: Sequence[Difference], language: str = "sv") -> str:
    """A section to paste: what has changed since the version before."""
    sections = []
    for each in differences:
        lines = [f"## {_escaped(_heading(each, language))}"]
        for title, changes in _grouped(each, language):
            lines += [
                "",
                f"### {title}",
                "",
                *(f"- {_escaped(change.said.say(language))}" for change in changes),
            ]
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


def _heading(difference: Difference, language: str = "sv") -> str:
    """Which routine and which versions: «Stödpass: version 1 → 2»."""
    old, new = difference.old, difference.new
    if new is None:
        removed = Said("rutinen är borttagen", "the routine is removed")
        return f"{_title(old, language)}: {removed.say(language)}"
    if old is None:
        return f"{_title(new, language)}: {Said('rutinen är ny', 'the routine is new').say(language)}"
    if old.version == new.version:
        return f"{_title(new, language)}: version {new.version}"
    return f"{_title(new, language)}: version {old.version} → {new.version}"


def _version_needed(number: int) -> Said:
    """What to do before the newer one can be published."""
    return Said(
        f"Innehållet skiljer, men versionen är inte höjd. Skriv version: {number} i filen innan du publicerar.",
        f"The content differs, but the version is not raised. Write version: {number} in the file before you publish.",
    )


def _grouped(difference: Difference, language: str) -> Iterator[tuple[str, list[Change]]]:
    for group, title in GROUPS.items():
        changes = [change for change in difference.changes if change.group == group]
        if changes:
            yield title.say(language), changes


def _title(routine: Routine | None, language: str) -> str:
    return routine.title.say(language) if routine else ""


def _version(routine: Routine | None) -> dict[str, Any] | None:
    return {"routine": routine.id, "version": routine.version, "digest": routine.digest} if routine else None


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
