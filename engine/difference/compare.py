"""Two versions of a routine, or of a whole set, → what changed. The door of this room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.difference.change import GROUPS, Change, Difference
from engine.difference.declarations import compare_declarations
from engine.difference.document import compare_document
from engine.difference.entries import tell_renamed
from engine.difference.names import Names
from engine.difference.place import Place, Versions
from engine.difference.placed import Placed, follows, placed
from engine.difference.quoting import quoted
from engine.difference.renaming import Renames, renamed, same_under_other_names
from engine.difference.states import compare_states
from engine.difference.ways_out import compare_choices
from engine.model.routine import Routine
from engine.stored.canonical import Canonical, canonical

_TOLD_ELSEWHERE = ("roles", "contacts", "links", "documents", "facts", "start", "states", "anytime")


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
    before, after = _document(old), _document(new)
    # What only has another name is found first, so that nothing that mentions it seems to have changed.
    declared = {
        group: same_under_other_names(before.get(group, {}), after.get(group, {}))
        for group in ("roles", "facts", "contacts", "links", "documents")
    }
    renames = Renames(**declared)
    before = renamed(before, renames)
    states = same_under_other_names(_bodies(placed(before)), _bodies(placed(after)))
    before = renamed(before, Renames(states=states))

    old_states, new_states = placed(before), placed(after)
    versions = Versions(
        before=Names(before, old_states, old, rewritten=renames.formula),
        after=Names(after, new_states, new),
        follows=follows(old_states, new_states),
        changes=[],
    )
    document = Place(versions=versions, before=before, after=after)
    compare_states(versions, old_states, new_states)
    _tell_renamed_states(versions, states, new_states)
    compare_choices(document.inside("i alla steg", "in every step").key("anytime"))
    compare_declarations(document, declared)
    compare_document(document, but=_TOLD_ELSEWHERE)
    return Difference(old=old, new=new, changes=_in_order(versions.changes))


def _document(routine: Routine) -> Canonical:
    """The canonical document, and of the files that belong to it what they hold."""
    document = canonical(routine)
    for id, each in routine.documents.items():
        document["documents"][id]["content"] = each.digest
    return document


def _bodies(states: Mapping[str, Placed]) -> dict[str, Mapping[str, object]]:
    return {id: each.body for id, each in states.items()}


def _tell_renamed_states(versions: Versions, renames: Mapping[str, str], after: Mapping[str, Placed]) -> None:
    for was, now in renames.items():
        place = Place(versions=versions, where=after[now].path, before=was, after=now)
        tell_renamed(place, quoted(after[now].body["title"]))


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    order = list(GROUPS)
    return tuple(sorted(changes, key=lambda change: order.index(change.group)))
