"""Demonstration mode: a person for each role, with a token anybody can read, and a command to begin with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from shlex import quote

from engine.model.routine import Routine
from engine.run.instance import Person
from engine.said import Said
from engine.scenarios.made_up import made_up

UNIT = "demo"
OTHER_UNIT = "demo-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody to act as. The token is also the person's subject."""

    token: str
    role: str
    title: Said
    unit: str

    @property
    def person(self) -> Person:
        """The person as the engine knows them."""
        return Person(self.token, frozenset({(self.role, self.unit)}))


def people(routines: Iterable[Routine]) -> list[DemoPerson]:
    """One person in the unit `demo` for each role of `routines`; of the first role a colleague there too, and one in another unit."""
    titles: dict[str, Said] = {}
    for routine in routines:
        for role in (*(routine.roles[each] for each in routine.begin.roles), *routine.roles.values()):
            titles.setdefault(role.id, role.title.said())
    found = [
        DemoPerson(token=f"demo-{role}", role=role, title=title, unit=UNIT) for role, title in titles.items()
    ]
    if found:
        first = found[0]
        beside = Said(f"{first.title.sv} 2", f"{first.title.en} 2")
        found.insert(1, replace(first, token=f"{first.token}-b", title=beside))
        elsewhere = Said(f"{first.title.sv} i en annan enhet", f"{first.title.en} in another unit")
        found.append(replace(first, token=f"{first.token}-2", title=elsewhere, unit=OTHER_UNIT))
    return found


def command(routine: Routine, token: str, base: str) -> dict[str, str]:
    """A command line that starts `routine` as the person of `token`, with values to try for what it asks."""
    tonight = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=8)
    facts = {ask.fact: made_up(routine.facts[ask.fact], tonight) for ask in routine.begin.ask}
    content = json.dumps({"routine": routine.id, "facts": facts}, ensure_ascii=False)
    parts = [
        f"curl {base}/api/v1/instances",
        f"-H 'Authorization: Bearer {token}'",
        "-H 'Content-Type: application/json'",
        f"-d {quote(content)}",
    ]
    return {"title": routine.title.say(), "text": " \\\n  ".join(parts)}
