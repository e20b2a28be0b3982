"""Roles, contacts, links and facts that differ, and who starts the routine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.difference.change import Group, Pair
from engine.difference.entries import compare_asks, compare_named, compare_order, titles_of
from engine.difference.keys import Key, Sides, at, compare_keys, key, yes
from engine.difference.wording import both, quoted

_TITLE = {"title": key("namnet", "the name", "people", neuter=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A group of named things at the top of the file: `one` and `many` of them in words, and its keys."""

    one: Pair
    many: Pair
    group: Group
    keys: Mapping[str, Key]


GROUPS = {
    "roles": Declared(
        one=("rollen", "the role"),
        many=("rollerna", "the roles"),
        group="people",
        keys=_TITLE
        | {
            "responsibility": key("ansvaret", "the responsibility", "people", neuter=True),
            "manager": key(
                "chefens rätt att ta över", "the manager's right to take over", "people", show=yes
            ),
        },
    ),
    "contacts": Declared(
        one=("kontakten", "the contact"),
        many=("kontakterna", "the contacts"),
        group="people",
        keys=_TITLE
        | {
            "phone": key("telefonnumret", "the telephone number", "people", neuter=True),
            "email": key("mejladressen", "the mail address", "people"),
        },
    ),
    "links": Declared(
        one=("länken", "the link"),
        many=("länkarna", "the links"),
        group="people",
        keys=_TITLE | {"url": key("adressen", "the address", "people")},
    ),
    "facts": Declared(
        one=("uppgiften", "the fact"),
        many=("uppgifterna", "the facts"),
        group="staff",
        keys={
            "title": key("rubriken", "the heading"),
            "type": key("typen", "the type"),
            "min": key("gränsen nedåt", "the lower limit"),
            "max": key("gränsen uppåt", "the upper limit"),
        },
    ),
}
OPTION = key("alternativet", "the option", neuter=True)


def compare_declarations(
    sides: Sides,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    renames: Mapping[str, Mapping[str, str]],
) -> None:
    """Tell of all that is declared at the top of the file; `renames` are old names → new ones, by group."""
    for name, declared in GROUPS.items():
        old, new = before.get(name, {}), after.get(name, {})
        for was, now in renames.get(name, {}).items():
            sv, en = quoted(new[now]["title"])
            said = (
                f"{declared.one[0].capitalize()} {sv} heter nu «{now}» i filen, förut «{was}».",
                f"{declared.one[1].capitalize()} {en} is now called “{now}” in the file, before “{was}”.",
            )
            sides.notes.add("document", "renamed", (name, now), said, before=was, after=now)
        _compare_group(sides, name, declared, old, new)
    _compare_start(sides, before.get("start", {}), after.get("start", {}))


def _compare_group(
    sides: Sides, name: str, declared: Declared, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    one_sv, one_en = declared.one
    for id in dict.fromkeys((*after, *before)):
        sv, en = quoted((after.get(id) or before[id])["title"])
        place = (f"{one_sv.capitalize()} {sv}", f"{one_en.capitalize()} {en}")
        if id not in before:
            details_sv, details_en = _details(after[id])
            said = (f"{place[0]} är ny{details_sv}.", f"{place[1]} is new{details_en}.")
            sides.notes.add(declared.group, "added", (name, id), said, after=after[id])
        elif id not in after:
            said = (f"{place[0]} är borttagen.", f"{place[1]} is removed.")
            sides.notes.add(declared.group, "removed", (name, id), said, before=before[id])
        else:
            compare_keys(sides, place, declared.keys, before[id], after[id], (name, id), but=("options",))
            _compare_options(
                sides,
                place,
                before[id].get("options", {}),
                after[id].get("options", {}),
                (name, id, "options"),
            )
    compare_order(
        sides, ("", ""), declared.many, titles_of(after), list(before), list(after), (name,), declared.group
    )


def _details(body: Mapping[str, Any]) -> Pair:
    """How to reach a new contact."""
    reach = ", ".join(body[key] for key in ("phone", "email", "url") if key in body)
    return both(f": {reach}" if reach else "")


def _compare_options(
    sides: Sides, place: Pair, before: Mapping[str, Any], after: Mapping[str, Any], where: tuple[str, ...]
) -> None:
    compare_named(sides, place, OPTION, before, after, where)
    titles = {id: quoted(title) for id, title in after.items()}
    compare_order(
        sides, place, ("alternativen", "the options"), titles, list(before), list(after), where, "staff"
    )


def _compare_start(sides: Sides, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    old, new = before.get("by", []), after.get("by", [])
    if old != new:
        (sv, en), (was_sv, was_en) = sides.after.roles(new), sides.before.roles(old)
        said = (
            f"Rutinen startas nu av {sv}, förut av {was_sv}.",
            f"The routine is started by {en} now, before by {was_en}.",
        )
        sides.notes.add("people", "changed", ("start", "by"), said, before=old, after=new)
    place = ("När rutinen startas", "When the routine is started")
    compare_asks(sides, place, before.get("ask", []), after.get("ask", []), ("start", "ask"))
    compare_keys(
        sides, at(("", ""), "starten", "the start"), {}, before, after, ("start",), but=("by", "ask")
    )
