"""The ways out of a state that differ: its choices (and those that are offered everywhere), a gateway's ways, where they
lead, who takes them, and what is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from engine.difference.entries import Sort, compare_entries, tell_renamed
from engine.difference.names import Names
from engine.difference.place import Place
from engine.difference.quoting import in_quotes, quoted
from engine.difference.renaming import same_under_other_names
from engine.difference.values import DUTIES, compare_keys, compare_named, compare_value, duration, key, yes
from engine.said import QUOTED, UNSAID, Said, both

HANDED_DOWN = key("värdet som lämnas över till", "the value handed down to", neuter=True)
_NAMED = {
    "set": key("värdet som valet sätter för", "the value that the choice sets for", neuter=True),
    "with": HANDED_DOWN,
}
_KEYS = {
    **DUTIES,
    "start": key("rutinen som startas bredvid", "the routine that is started beside"),
    "when": key("villkoret", "the condition", neuter=True, show=lambda value, names: names.condition(value)),
    "because": key("förklaringen när det inte går", "the explanation when it is not possible"),
    "confirm": key("frågan innan valet görs", "the question before the choice is taken"),
    "undo": key("tiden för att ångra", "the time to take it back", "time", show=duration),
    "main": key("huvudvägen", "the main way", show=yes),
}
_LABEL = key("texten på pilen", "the text on the arrow", "document")


def compare_choices(place: Place, of_step: tuple[Any, Any] | None = None) -> None:
    """Tell of each choice that is new, gone, under another name, or different.

    `of_step` are the step's roles in both versions: a choice that has them too has not got others of its own.
    """
    renamed = same_under_other_names(place.before or {}, place.after or {})
    for was, now in renamed.items():
        called = Said("valet {it}", "the choice {it}").fill(it=quoted(place.after[now]["label"]))
        tell_renamed(place.part(now, was, now), called)
    compare_entries(place, replace(_CHOICES, same=partial(_compare_choice, of_step=of_step)), renamed)


def _compare_choice(place: Place, of_step: tuple[Any, Any] | None = None) -> None:
    label, it = place.key("label"), quoted(place.after["label"])
    if label.before != label.after:
        label.tell(
            "staff",
            "changed",
            "valet {was} heter nu {it}.",
            "the choice {was} is now called {it}.",
            was=quoted(label.before),
            it=it,
        )
    place = place.inside("valet {it}", "the choice {it}", it=it)
    compare_target(place.key("to"))
    roles = place.key("role", [])
    if (roles.before, roles.after) != of_step:
        compare_roles(roles)
    compare_asks(place.key("ask"))
    for name, named in _NAMED.items():
        compare_named(place.key(name), named)
    compare_keys(place, _KEYS, but=("label", "to", "role", "ask", *_NAMED))


def _words_of_choice(_: str, choice: Mapping[str, Any], names: Names) -> Mapping[str, Said]:
    if "to" in choice:
        does = Said("leder till {to}", "leads to {to}").fill(to=names.state(choice["to"]))
    else:
        routine = in_quotes(both(choice.get("start", "")))
        does = Said("startar rutinen {routine}", "starts the routine {routine}").fill(routine=routine)
    return {"it": quoted(choice["label"]), "does": does}


_CHOICES = Sort(
    group="staff",
    words=_words_of_choice,
    new=Said("nytt val {it}, som {does}.", "a new choice {it}, which {does}."),
    gone=Said("valet {it} är borttaget.", "the choice {it} is removed."),
    order=Said("valen står i en annan ordning: {all}.", "the choices stand in another order: {all}."),
    same=_compare_choice,
    first="new",
)


def compare_ways(place: Place) -> None:
    """Tell of each way of a gateway that is new, gone, leads elsewhere, or holds in another case."""
    compare_entries(place, _WAYS)


def _target(way: Mapping[str, Any]) -> str:
    to: str = way["to"] if "when" in way else way["else"]
    return to


def _when(way: Mapping[str, Any], names: Names) -> Said:
    return names.condition(way["when"]) if "when" in way else Said("annars", "otherwise")


def _compare_way(place: Place) -> None:
    before, after, versions = place.before, place.after, place.versions
    when, was, condition = _when(after, versions.after), _when(before, versions.before), place.key("when")
    if condition.before != condition.after:
        if when == was:  # written in other ways, said alike
            when, was = QUOTED.fill(words=condition.after), QUOTED.fill(words=condition.before)
        condition.tell(
            "staff",
            "changed",
            "vägen till {to} gäller nu när {when}, förut när {was}.",
            "the way to {to} holds now when {when}, before when {was}.",
            to=versions.after.state(_target(after)),
            when=when,
            was=was,
        )
    place = place.inside("{when}", "{when}", when=when)
    compare_target(place.part("to", _target(before), _target(after)))
    if not (_label_is_made(before, versions.before) and _label_is_made(after, versions.after)):
        compare_value(place.key("label"), _LABEL)


def _label_is_made(way: Mapping[str, Any], names: Names) -> bool:
    """Whether the way's text is the one that is made of its condition."""
    made, label = names.label_of_way(way.get("when")), way.get("label")
    return made is not None and label == {language: made[language] for language in label or {}}


_WAYS = Sort(
    group="staff",
    words=lambda _, way, names: {
        "it": Said("{when} leder till {to}", "{when} leads to {to}").fill(
            when=_when(way, names),
            to=names.state(_target(way)),
        )
    },
    new=Said("ny väg: {it}.", "a new way: {it}."),
    gone=Said("vägen är borttagen: {it}.", "the way is removed: {it}."),
    order=Said("vägarna prövas i en annan ordning.", "the ways are tried in another order."),
    same=_compare_way,
    first="gone",
    like=(
        lambda way: way,
        lambda way: (way.get("when"),),
        lambda way: _target(way) if "when" in way else None,
    ),
)


def compare_target(place: Place) -> None:
    """Tell that a way leads somewhere else, unless states that are new or gone say as much."""
    before, after, versions = place.before, place.after, place.versions
    if before == after or versions.follows(before, after):
        return
    same_state = Said("samma tillstånd", "the same state")
    place.tell_of(
        "staff",
        "changed",
        "leder nu till {now}, förut till {was}.",
        "leads to {now} now, before to {was}.",
        now=versions.after.state(after) if after else same_state,
        was=versions.before.state(before) if before else same_state,
    )


def compare_roles(place: Place) -> None:
    """Tell that somebody else does it."""
    before, after, versions = place.before, place.after, place.versions
    if before == after:
        return
    nobody = Said("den som har steget", "whoever has the step")
    place.tell_of(
        "people",
        "changed",
        "görs nu av {now}, förut av {was}.",
        "is done by {now} now, before by {was}.",
        now=versions.after.roles(after) if after else nobody,
        was=versions.before.roles(before) if before else nobody,
    )


def compare_tellers(place: Place) -> None:
    """Tell that others may tell a message."""
    before, after, versions = place.before, place.after, place.versions
    if before == after:
        return
    anybody = Said("vem som helst i enheten", "anybody of the unit")
    place.tell_of(
        "people",
        "changed",
        "får nu meddelas av {now}, förut av {was}.",
        "may be told by {now} now, before by {was}.",
        now=versions.after.roles(after) if after else anybody,
        was=versions.before.roles(before) if before else anybody,
    )


def compare_asks(place: Place) -> None:
    """Tell of the facts that are asked for."""
    before, after = ({ask["fact"]: ask for ask in side or ()} for side in (place.before, place.after))
    compare_entries(place.holding(before, after), _ASKS)


def _compare_ask(place: Place) -> None:
    required, names = place.key("required"), place.versions.after
    if required.before != required.after:
        must = (
            Said("måste nu fyllas i", "must be filled in now")
            if required.after
            else Said("får nu lämnas tom", "may be left empty now")
        )
        place.holding(required.before, required.after).tell(
            "staff",
            "changed",
            "{fact} {must}.",
            "{fact} {must}.",
            fact=names.fact(place.where[-1]),
            must=must,
        )


_ASKS = Sort(
    group="staff",
    words=lambda fact, ask, names: {
        "it": names.fact(fact),
        "must": UNSAID if ask["required"] else Said(" Den får lämnas tom.", " It may be left empty."),
    },
    new=Said("här fylls också {it} i.{must}", "{it} is filled in here too.{must}"),
    gone=Said("{it} fylls inte längre i här.", "{it} is no longer filled in here."),
    order=Said(
        "uppgifterna står i en annan ordning: {all}.", "the facts to fill in stand in another order: {all}."
    ),
    same=_compare_ask,
    first="new",
    value=lambda ask: ask["fact"],
)
