"""The one comparer of things that stand beside each other, by name or in a list: those that are new, gone, in both, or
in another order. A `Sort` says how those of one sort are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from engine.difference.alignment import matched
from engine.difference.change import Group
from engine.difference.names import Names
from engine.difference.place import Place
from engine.difference.quoting import joined
from engine.said import Said, both

Words = Callable[[str, Any, Names], Mapping[str, Said]]
"""From the name (in a list, the number) of a thing, the thing and the names of its version: what fills the sentences on it."""


_FIRST: Mapping[str | None, Callable[[Place], Any]] = {
    None: lambda place: True,
    "gone": lambda place: place.after is not None,
    "new": lambda place: (place.before is not None, place.after is not None),
}
"""How things are sorted before they are told: those first, then in the newer version's order, with what is gone last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A sort of things and its sentences: of one that is `new` or `gone`, and of their `order`. `words` fills them, with
    the thing itself as `it`; in the order, `all` are those of the newer version.

    `same` tells what differs in one that both versions have. What is new or gone may come `first`. A list's things are
    matched by what is `like` in them, the surest first; `value` is what programs get of one.
    """

    group: Group
    words: Words
    new: Said
    gone: Said
    order: Said
    same: Callable[[Place], None]
    first: Literal["new", "gone"] | None = None
    like: Sequence[Callable[[Any], Any]] = ()
    value: Callable[[Any], Any] = lambda thing: thing


def compare_entries(place: Place, sort: Sort, renamed: Mapping[str, str] | None = None) -> None:
    """Tell of things by name or in a list; `renamed` are old names → new ones."""
    before, after = _by_name(place.before), _by_name(place.after)
    if sort.like:
        was = matched(before, after, sort.like)
    else:
        was = {name: name for name in after if name in before}
        was |= {new: old for old, new in (renamed or {}).items()}
    now = {old: new for new, old in was.items()}
    tell_each(
        [
            *(place.part(name, before.get(was.get(name, "")), thing) for name, thing in after.items()),
            *(place.part(name, thing, None) for name, thing in before.items() if name not in now),
        ],
        sort,
    )
    if [now[name] for name in before if name in now] != [name for name in after if name in was]:
        if isinstance(place.after, Mapping):
            place = place.holding([now.get(name, name) for name in before], list(after))
        names = place.versions.after
        listed = joined(sort.words(name, thing, names)["it"] for name, thing in after.items())
        place.tell(sort.group, "moved", sort.order.sv, sort.order.en, all=listed)


def tell_each(things: Iterable[Place], sort: Sort) -> None:
    """Tell of things that are laid beside each other: each is a place, where nothing stands in the version without it."""
    for each in sorted(things, key=_FIRST[sort.first]):
        name, versions = each.where[-1], each.versions
        if each.before is None:
            words = sort.words(name, each.after, versions.after)
            each.holding(None, sort.value(each.after)).tell(
                sort.group, "added", sort.new.sv, sort.new.en, **words
            )
        elif each.after is None:
            words = sort.words(name, each.before, versions.before)
            each.holding(sort.value(each.before), None).tell(
                sort.group, "removed", sort.gone.sv, sort.gone.en, **words
            )
        else:
            sort.same(each)


def tell_renamed(place: Place, called: Said) -> None:
    """Tell that what is `called` so has another name in the file: from the place's value before to the one after."""
    place.tell(
        "document",
        "renamed",
        "{called} heter nu ”{now}” i filen, förut ”{was}”.",
        "{called} is now called “{now}” in the file, before “{was}”.",
        called=called,
        now=both(place.after),
        was=both(place.before),
    )


def _by_name(things: Any) -> Mapping[str, Any]:
    if isinstance(things, list):
        return {str(number): thing for number, thing in enumerate(things)}
    return things or {}
