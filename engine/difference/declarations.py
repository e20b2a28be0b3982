"""What is declared at the top of the file and differs: roles, contacts, links, documents, facts, and who starts the routine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.difference.change import Group
from engine.difference.entries import Sort, compare_entries, tell_renamed
from engine.difference.names import Names
from engine.difference.place import Place
from engine.difference.quoting import quoted
from engine.difference.values import Key, compare_keys, compare_value, content, key, limit, yes
from engine.difference.ways_out import compare_asks
from engine.said import Said, both

_NAME = {"title": key("namnet", "the name", "people", neuter=True)}
_OPTION = key("alternativet", "the option", neuter=True)


def compare_declarations(document: Place, renames: Mapping[str, Mapping[str, str]]) -> None:
    """Tell of all that is declared at the top of the file; `renames` are old names → new ones, by group."""
    for group, (one, sort) in _DECLARED.items():
        place = document.key(group)
        for was, now in renames.get(group, {}).items():
            title = quoted(place.after[now]["title"])
            tell_renamed(place.part(now, was, now), both("{one} {it}").fill(one=one, it=title))
        compare_entries(place, sort)
    _compare_start(document.key("start"))


def _declared(
    group: Group, sv: tuple[str, str], en: tuple[str, str], keys: Mapping[str, Key]
) -> tuple[Said, Sort]:
    """What one of a group is called, and how the group is told; `sv` and `en` are one and many of them."""
    one, many = Said(sv[0], en[0]), Said(sv[1], en[1])

    def same(place: Place) -> None:
        place = place.inside("{one} {it}", "{one} {it}", one=one, it=quoted(place.after["title"]))
        compare_keys(place, keys, but=("options",))
        compare_entries(place.key("options"), _OPTIONS)

    return one, Sort(
        group=group,
        words=_words,
        new=Said(f"{one.sv} {{it}} är ny{{reached}}.", f"{one.en} {{it}} is new{{reached}}."),
        gone=Said(f"{one.sv} {{it}} är borttagen.", f"{one.en} {{it}} is removed."),
        order=Said(
            f"{many.sv} står i en annan ordning: {{all}}.", f"{many.en} stand in another order: {{all}}."
        ),
        same=same,
    )


def _words(_: str, body: Mapping[str, Any], __: Names) -> Mapping[str, Said]:
    reached = ", ".join(body[name] for name in ("phone", "email", "url", "file") if name in body)
    return {"it": quoted(body["title"]), "reached": both(f": {reached}" if reached else "")}


def _compare_option(place: Place) -> None:
    called = Said("{key} ”{name}”", "{key} “{name}”").fill(key=_OPTION.name, name=both(place.where[-1]))
    compare_value(place, replace(_OPTION, name=called))


_OPTIONS = Sort(
    group="staff",
    words=lambda name, title, _: {"it": quoted(title), "name": both(name)},
    new=Said("alternativet ”{name}” är nytt: {it}.", "the option “{name}” is new: {it}."),
    gone=Said(
        "alternativet ”{name}” är borttaget. Förut: {it}.", "the option “{name}” is removed. Before: {it}."
    ),
    order=Said("alternativen står i en annan ordning: {all}.", "the options stand in another order: {all}."),
    same=_compare_option,
)
_DECLARED = {
    "roles": _declared(
        "people",
        ("rollen", "rollerna"),
        ("the role", "the roles"),
        _NAME
        | {
            "responsibility": key("ansvaret", "the responsibility", "people", neuter=True),
            "manager": key(
                "chefens rätt att ta över", "the manager's right to take over", "people", show=yes
            ),
        },
    ),
    "contacts": _declared(
        "people",
        ("kontakten", "kontakterna"),
        ("the contact", "the contacts"),
        _NAME
        | {
            "phone": key("telefonnumret", "the telephone number", "people", neuter=True),
            "email": key("mejladressen", "the mail address", "people"),
        },
    ),
    "links": _declared(
        "people",
        ("länken", "länkarna"),
        ("the link", "the links"),
        _NAME | {"url": key("adressen", "the address", "people")},
    ),
    "documents": _declared(
        "staff",
        ("dokumentet", "dokumenten"),
        ("the document", "the documents"),
        {
            "title": key("namnet", "the name", neuter=True),
            "file": key("filen", "the file"),
            "content": key("innehållet", "the content", neuter=True, show=content),
        },
    ),
    "facts": _declared(
        "staff",
        ("uppgiften", "uppgifterna"),
        ("the fact", "the facts"),
        {
            "title": key("rubriken", "the heading"),
            "type": key("typen", "the type"),
            "min": key("gränsen nedåt", "the lower limit", show=limit),
            "max": key("gränsen uppåt", "the upper limit", show=limit),
        },
    ),
}


def _compare_start(place: Place) -> None:
    by, versions = place.key("by", []), place.versions
    if by.before != by.after:
        by.tell(
            "people",
            "changed",
            "Rutinen startas nu av {now}, förut av {was}.",
            "The routine is started by {now} now, before by {was}.",
            now=versions.after.roles(by.after),
            was=versions.before.roles(by.before),
        )
    compare_asks(place.inside("när rutinen startas", "when the routine is started").key("ask"))
    compare_keys(place.inside("starten", "the start"), {}, but=("by", "ask"))
