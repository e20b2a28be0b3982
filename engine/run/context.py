"""What a step needs from outside the instance, all of it given: the settings' values, the time zone, the published routines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Self

from engine.model.conditions import Env
from engine.model.facts import FactValue, shown
from engine.model.routine import Routine
from engine.run.instance import Child
from engine.said import CODE, Said
from engine.values.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The organisation's settings (`telefonskap` → its value) and time zone."""

    settings: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The routines that a case may need, as they are published at one moment: what `newest` and `context` say can't change under a step.

    `newest`: id → digest; `older`: the digests of the versions before it, the latest first.
    `pinned`: the routine with a digest; as a routine never changes, it may be fetched when it is first asked for.
    """

    context: Context = field(default_factory=Context)
    newest: Mapping[str, str]
    older: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pinned: Callable[[str], Routine]

    @classmethod
    def of(cls, routines: Iterable[Routine], context: Context | None = None) -> Self:
        """Exactly these routines; of several versions of a routine the one given last is the newest. `pinned`: KeyError for others."""
        by_digest = {routine.digest: routine for routine in routines}
        newest, older = latest_first((routine.id, digest) for digest, routine in by_digest.items())
        return cls(context=context or Context(), newest=newest, older=older, pinned=by_digest.__getitem__)

    def latest(self, routine: str) -> Routine | None:
        """The newest published version, or None where there is none."""
        digest = self.newest.get(routine)
        return self.pinned(digest) if digest else None

    def title_of(self, routine: str, language: str) -> str:
        """The title of the newest version; the id where none is published."""
        newest = self.latest(routine)
        return newest.title.say(language) if newest else routine

    def at(
        self,
        *,
        newest: Mapping[str, str] | None = None,
        older: Mapping[str, Sequence[str]] | None = None,
        zone: tzinfo | None = None,
    ) -> Self:
        """The library as it was: with these versions as the newest and those before them (no others are published), in that zone."""
        return replace(
            self,
            newest=self.newest if newest is None else newest,
            older=self.older if newest is None else older or {},
            context=self.context if zone is None else replace(self.context, zone=zone),
        )


def latest_first(
    versions: Iterable[tuple[str, str]],
) -> tuple[Mapping[str, str], Mapping[str, Sequence[str]]]:
    """Of (id, digest) of every version in their order: the newest digest of each id, and those before it, the latest first."""
    digests: dict[str, list[str]] = {}
    for id, digest in versions:
        digests.setdefault(id, []).insert(0, digest)
    return (
        {id: found[0] for id, found in digests.items()},
        {id: tuple(found[1:]) for id, found in digests.items() if len(found) > 1},
    )


def env_of(
    facts: Mapping[str, FactValue],
    children: Iterable[Child],
    now: datetime,
    context: Context,
    *,
    checklist_done: bool = False,
) -> Env:
    """What conditions read."""
    going = [child.routine for child in children if child.status == "running"]
    running = Counter(going) if going else {}
    return Env(facts=facts, now=now, running=running, checklist_done=checklist_done, zone=context.zone)


def words_of(
    routine: Routine,
    facts: Mapping[str, FactValue],
    context: Context,
    language: str,
    now: datetime | None = None,
) -> dict[str, str]:
    """What names in braces stand for in a text: facts as people read them, settings under `settings.`. `now`: when it is read; None for
    what is kept or sent, and read at any time.
    """
    values = {f"settings.{name}": value for name, value in context.settings.items()}
    for name, value in facts.items():
        values[name] = shown(routine.facts[name], value, language, context.zone, now)
    return values


def in_both(
    routine: Routine, facts: Mapping[str, FactValue], context: Context, now: datetime | None = None
) -> Callable[[Text], Said]:
    """What says a text in Swedish and English, its names filled in; `now` as for `words_of`."""
    words = {language: words_of(routine, facts, context, language, now) for language in CODE}
    return lambda text: Said.each(lambda language: text.fill(words[language], language))


def unfilled(routine: Routine, context: Context, language: str) -> dict[str, str]:
    """What names in braces say where no instance gives them values: the fact's title, the setting's value."""
    facts = {fact.id: f"[{fact.title.say(language)}]" for fact in routine.facts.values()}
    return {**facts, **words_of(routine, {}, context, language)}
