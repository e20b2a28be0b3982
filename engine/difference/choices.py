"""Choices that differ: those of a step, and those that are offered everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.difference.change import Pair
from engine.difference.entries import compare_asks, compare_named, compare_order, titles_of
from engine.difference.keys import Sides, at, compare_keys, condition, duration, key, of, yes
from engine.difference.renaming import same_under_other_names
from engine.difference.wording import both, in_quotes, quoted

KEYS = {
    "start": key("rutinen som startas bredvid", "the routine that is started beside"),
    "when": key("villkoret", "the condition", neuter=True, show=condition),
    "because": key("förklaringen när det inte går", "the explanation when it is not possible"),
    "confirm": key("frågan innan valet görs", "the question before the choice is taken"),
    "undo": key("tiden för att ångra", "the time to take it back", "time", show=duration),
    "main": key("huvudvägen", "the main way", show=yes),
}
SET = key("värdet som valet sätter för", "the value that the choice sets for", neuter=True)
WITH = key("värdet som lämnas över till", "the value handed down to", neuter=True)

Follows = Callable[[str | None, str | None], bool]
"""Whether a way that led to the first and now leads to the second is explained by states that are new or gone."""


def compare_choices(
    sides: Sides,
    place: Pair,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    where: tuple[str, ...],
    follows: Follows,
    *,
    of_step: tuple[list[str], list[str]] | None = None,
) -> None:
    """Tell of each choice that is new, gone, under another name, or different.

    `of_step` are the step's roles in both versions: a choice that has them too has not got others of its own.
    """
    renames = same_under_other_names(before, after)
    old = {renames.get(id, id): choice for id, choice in before.items()}
    for was, now in renames.items():
        sv, en = quoted(after[now]["label"])
        said = at(
            place,
            f"valet {sv} heter nu «{now}» i filen, förut «{was}».",
            f"the choice {en} is now called “{now}” in the file, before “{was}”.",
        )
        sides.notes.add("document", "renamed", (*where, now), said, before=was, after=now)
    for id, choice in after.items():
        if id not in old:
            sides.notes.add("staff", "added", (*where, id), at(place, *_new(choice, sides)), after=choice)
    for id, choice in old.items():
        if id not in after:
            sv, en = quoted(choice["label"])
            said = at(place, f"valet {sv} är borttaget.", f"the choice {en} is removed.")
            sides.notes.add("staff", "removed", (*where, id), said, before=choice)
    for id in [each for each in after if each in old]:
        _compare_choice(sides, place, old[id], after[id], (*where, id), follows, of_step)
    compare_order(
        sides,
        place,
        ("valen", "the choices"),
        titles_of(after, "label"),
        list(old),
        list(after),
        where,
        "staff",
    )


def _new(choice: Mapping[str, Any], sides: Sides) -> Pair:
    sv, en = quoted(choice["label"])
    if "to" in choice:
        to_sv, to_en = sides.after.state(choice["to"])
        return f"nytt val {sv}, som leder till {to_sv}.", f"a new choice {en}, which leads to {to_en}."
    routine_sv, routine_en = in_quotes(both(choice.get("start", "")))
    return (
        f"nytt val {sv}, som startar rutinen {routine_sv}.",
        f"a new choice {en}, which starts the routine {routine_en}.",
    )


def _compare_choice(
    sides: Sides,
    place: Pair,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    where: tuple[str, ...],
    follows: Follows,
    of_step: tuple[list[str], list[str]] | None,
) -> None:
    (sv, en), notes = quoted(after["label"]), sides.notes
    of_choice = (
        (f"{place[0]}, valet {sv}", f"{place[1]}, the choice {en}")
        if place[0]
        else (f"Valet {sv}", f"The choice {en}")
    )
    if before["label"] != after["label"]:
        was_sv, was_en = quoted(before["label"])
        said = at(place, f"valet {was_sv} heter nu {sv}.", f"the choice {was_en} is now called {en}.")
        notes.add("staff", "changed", (*where, "label"), said, before=before["label"], after=after["label"])
    compare_target(sides, of_choice, before.get("to"), after.get("to"), (*where, "to"), follows)
    roles = (before.get("role", []), after.get("role", []))
    if roles != of_step:
        compare_roles(sides, of_choice, *roles, (*where, "role"))
    compare_asks(sides, of_choice, before.get("ask", []), after.get("ask", []), (*where, "ask"))
    for name, named in (("set", SET), ("with", WITH)):
        compare_named(sides, of_choice, named, before.get(name, {}), after.get(name, {}), (*where, name))
    told = ("label", "to", "role", "ask", "set", "with")
    compare_keys(sides, of_choice, KEYS, before, after, where, but=told)


def compare_target(
    sides: Sides, place: Pair, before: str | None, after: str | None, where: tuple[str, ...], follows: Follows
) -> None:
    """Tell that a way leads somewhere else, unless states that are new or gone say as much."""
    if before == after or follows(before, after):
        return
    now = sides.after.state(after) if after else ("samma tillstånd", "the same state")
    was = sides.before.state(before) if before else ("samma tillstånd", "the same state")
    said = of(
        place, f"leder nu till {now[0]}, förut till {was[0]}.", f"leads to {now[1]} now, before to {was[1]}."
    )
    sides.notes.add("staff", "changed", where, said, before=before, after=after)


def compare_roles(
    sides: Sides, place: Pair, before: list[str], after: list[str], where: tuple[str, ...]
) -> None:
    """Tell that somebody else does it."""
    if before == after:
        return
    nobody = ("den som har steget", "whoever has the step")
    now = sides.after.roles(after) if after else nobody
    was = sides.before.roles(before) if before else nobody
    said = of(
        place, f"görs nu av {now[0]}, förut av {was[0]}.", f"is done by {now[1]} now, before by {was[1]}."
    )
    sides.notes.add("people", "changed", where, said, before=before, after=after)
