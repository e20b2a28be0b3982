"""Named things in an order: which are new, gone, under another name, or in another place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

from engine.difference.change import Group, Pair
from engine.difference.keys import Key, Sides, at, compare_values
from engine.difference.wording import both, joined, quoted

Item = TypeVar("Item", bound=Hashable)


def moved(before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """The items of both that stand in another order than before: as few as explain it."""
    old = [each for each in before if each in set(after)]
    new = [each for each in after if each in set(before)]
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    kept = {each for block in matcher.get_matching_blocks() for each in new[block.b : block.b + block.size]}
    return [each for each in new if each not in kept]


def compare_order(
    sides: Sides,
    place: Pair,
    what: Pair,
    titles: Mapping[str, Pair],
    before: Sequence[str],
    after: Sequence[str],
    where: tuple[str, ...],
    group: Group,
) -> None:
    """Tell that things stand in another order, and in which."""
    if not moved(before, after):
        return
    sv, en = joined(titles.get(each, both(each)) for each in after)
    said = at(place, f"{what[0]} står i en annan ordning: {sv}.", f"{what[1]} stand in another order: {en}.")
    sides.notes.add(group, "moved", where, said, before=list(before), after=list(after))


def compare_named(
    sides: Sides,
    place: Pair,
    key: Key,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    where: tuple[str, ...],
) -> None:
    """Tell of values by name: `set`, `with`, `take`, `outcomes`."""
    for name in dict.fromkeys((*after, *before)):
        named = Key(
            sv=f"{key.sv} «{name}»",
            en=f"{key.en} “{name}”",
            group=key.group,
            neuter=key.neuter,
            show=key.show,
        )
        compare_values(sides, place, named, before.get(name), after.get(name), (*where, name))


def compare_items(
    sides: Sides, place: Pair, key: Key, before: Sequence[Any], after: Sequence[Any], where: tuple[str, ...]
) -> None:
    """Tell of the items of a list of texts, each as one that is new, gone or another one."""
    old, new = [repr(each) for each in before], [repr(each) for each in after]
    for code, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if code == "equal":
            continue
        removed, added = before[a:b], after[c:d]
        for number in range(max(len(removed), len(added))):
            was = removed[number] if number < len(removed) else None
            now = added[number] if number < len(added) else None
            compare_values(
                sides, place, key, was, now, (*where, str(c + number if now is not None else a + number))
            )


def titles_of(entries: Mapping[str, Any], heading: str = "title") -> dict[str, Pair]:
    """Each entry's heading in quotes."""
    return {id: quoted(body[heading]) for id, body in entries.items()}


def compare_asks(
    sides: Sides, place: Pair, before: Sequence[Any], after: Sequence[Any], where: tuple[str, ...]
) -> None:
    """Tell of the facts that are asked for."""
    old = {each["fact"]: each["required"] for each in before}
    new = {each["fact"]: each["required"] for each in after}
    for fact in new.keys() - old.keys():
        sv, en = sides.after.fact(fact)
        must = ("", "") if new[fact] else (" Den får lämnas tom.", " It may be left empty.")
        said = at(place, f"här fylls också {sv} i.{must[0]}", f"{en} is filled in here too.{must[1]}")
        sides.notes.add("staff", "added", (*where, fact), said, after=fact)
    for fact in old.keys() - new.keys():
        sv, en = sides.before.fact(fact)
        said = at(place, f"{sv} fylls inte längre i här.", f"{en} is no longer filled in here.")
        sides.notes.add("staff", "removed", (*where, fact), said, before=fact)
    for fact in [each for each in new if each in old and old[each] != new[each]]:
        sv, en = sides.after.fact(fact)
        must = (
            ("måste nu fyllas i", "must be filled in now")
            if new[fact]
            else ("får nu lämnas tom", "may be left empty now")
        )
        sides.notes.add(
            "staff",
            "changed",
            (*where, fact),
            at(place, f"{sv} {must[0]}.", f"{en} {must[1]}."),
            before=old[fact],
            after=new[fact],
        )
    titles = {fact: sides.after.fact(fact) for fact in new}
    compare_order(
        sides, place, ("uppgifterna", "the facts to fill in"), titles, list(old), list(new), where, "staff"
    )
