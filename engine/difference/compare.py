"""Two versions of a routine, or of a whole set, → what changed. The door of this room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.difference.change import GROUPS, Change, Difference, Notes
from engine.difference.choices import compare_choices
from engine.difference.declarations import compare_declarations
from engine.difference.document import compare_scenarios, compare_top
from engine.difference.keys import Sides
from engine.difference.names import Names
from engine.difference.placed import Placed, placed
from engine.difference.renaming import Renames, renamed, same_under_other_names
from engine.difference.states import States, compare_states
from engine.difference.wording import quoted
from engine.routine import Routine
from engine.stored.routine import Canonical, canonical

_TOLD_ELSEWHERE = ("roles", "contacts", "links", "facts", "start", "states", "anytime")
_EVERYWHERE = ("I alla steg", "In every step")


def differences(old: Iterable[Routine], new: Iterable[Routine]) -> tuple[Difference, ...]:
    """What changed between two sets, routine by routine in the order of their ids; those that are the same are left out."""
    before, after = {each.id: each for each in old}, {each.id: each for each in new}
    found = []
    for id in sorted({*before, *after}):
        one, other = before.get(id), after.get(id)
        each = difference(one, other) if one and other else Difference(old=one, new=other)
        if not each.same:
            found.append(each)
    return tuple(found)


def difference(old: Routine, new: Routine) -> Difference:
    """What changed from one routine to another, in the order in which it is best told."""
    before, after = canonical(old), canonical(new)
    # What only has another name is found first, so that nothing that mentions it seems to have changed.
    others = Renames(
        **{
            group: same_under_other_names(before.get(group, {}), after.get(group, {}))
            for group in ("roles", "facts", "contacts")
        }
    )
    before = renamed(before, others)
    names = Renames(states=same_under_other_names(_bodies(before), _bodies(after)))
    before = renamed(before, names)

    states = States(before=placed(before), after=placed(after))
    notes = Notes()
    sides = Sides(
        before=Names(before, states.before, old, rewritten=others.formula),
        after=Names(after, states.after, new),
        notes=notes,
    )
    compare_states(sides, states)
    _note_renamed_states(notes, names, states.after)
    compare_choices(
        sides, _EVERYWHERE, before.get("anytime", {}), after.get("anytime", {}), ("anytime",), states.follows
    )
    compare_declarations(
        sides, before, after, {"roles": others.roles, "facts": others.facts, "contacts": others.contacts}
    )
    compare_top(sides, before, after, but=_TOLD_ELSEWHERE)
    compare_scenarios(sides, before.get("scenarios", []), after.get("scenarios", []))
    return Difference(old=old, new=new, changes=_in_order(notes.changes))


def _bodies(document: Canonical) -> dict[str, Mapping[str, Any]]:
    return {id: each.body for id, each in placed(document).items()}


def _note_renamed_states(notes: Notes, names: Renames, after: Mapping[str, Placed]) -> None:
    for was, now in names.states.items():
        sv, en = quoted(after[now].body["title"])
        said = (
            f"{sv} heter nu «{now}» i filen, förut «{was}».",
            f"{en} is now called “{now}” in the file, before “{was}”.",
        )
        notes.add("document", "renamed", after[now].path, said, before=was, after=now)


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    order = list(GROUPS)
    return tuple(sorted(changes, key=lambda change: order.index(change.group)))
