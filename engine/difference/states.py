"""States that differ: new, gone, moved, under another name, or with other contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.difference.change import Pair
from engine.difference.choices import Follows, compare_choices, compare_roles, compare_target
from engine.difference.entries import (
    compare_items,
    compare_named,
    compare_order,
    moved,
    titles_of,
)
from engine.difference.keys import Sides, at, compare_keys, contacts, facts, key, of, state
from engine.difference.kinds import KINDS
from engine.difference.placed import MAIN, Placed, beyond
from engine.difference.timers import compare_timers
from engine.difference.ways import compare_ways
from engine.difference.wording import both, quoted

SOURCES: Mapping[str, Pair] = {
    "seed": ("ursprungsdokumentet", "the original document"),
    "law": ("lag", "law"),
    "practice": ("praxis", "practice"),
    "decision": ("eget beslut", "own decision"),
}
KEYS = {
    "section": key("delen av bilden", "the part of the picture", "document"),
    "caution": key("varningen", "the caution"),
    "text": key("texten", "the text"),
    "note": key("upplysningen", "the note"),
    "help": key("hjälptexten", "the help"),
    "contacts": key("kontakten", "the contact", "people", show=contacts),
    "skip": key(
        "möjligheten att hoppa över steget med ett skäl", "the possibility to skip the step with a reason"
    ),
    "call": key("rutinen som körs", "the routine that is run"),
    "wait": key("meddelandet som väntas", "the message that is waited for", neuter=True),
    "failed": key("vägen när det inte gick att skicka", "the way when it could not be sent", show=state),
    "end": key("slutet", "the outcome", neuter=True),
}
SOURCE = {
    "kind": key("källan", "the source", "document", show=lambda value, _: SOURCES.get(value, both(value))),
    "ref": key("hänvisningen till källan", "the reference to the source", "document"),
}
WORK = {
    "mail": key("mottagaren", "the recipient", "people", show=contacts),
    "subject": key("mejlets ämne", "the mail's subject", neuter=True),
    "body": key("mejlets text", "the mail's text"),
    "webhook": key("adressen som anropas", "the address that is called"),
    "facts": key("uppgiften som skickas", "the fact that is sent", show=facts),
}
ITEM = key("punkten i checklistan", "the item of the checklist")
BRANCH_TITLE = {"title": key("grenens rubrik", "the branch's heading")}
WITH = key("värdet som lämnas över till", "the value handed down to", neuter=True)
TAKE = key("uppgiften som hämtas till", "the fact taken up to")
OUTCOMES = key("vägen när rutinen slutar med", "the way when the routine ends with", show=state)


TOLD_APART = (
    "title",
    "timers",
    "source",
    "role",
    "checklist",
    "choices",
    "skip",
    "to",
    "choose",
    "with",
    "take",
    "outcomes",
    "together",
    "do",
)
"""Keys of states that have sentences of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The states of both versions by id, the older ones under the newer names."""

    before: Mapping[str, Placed]
    after: Mapping[str, Placed]

    def follows(self, before: str | None, after: str | None) -> bool:
        """Whether a way that led to `before` and now leads to `after` does so only because of states that are new or gone."""
        gone = self.before.keys() - self.after.keys()
        come = self.after.keys() - self.before.keys()
        if before not in gone and after not in come:
            return False
        return beyond(before, self.before, gone) == beyond(after, self.after, come)


def compare_states(sides: Sides, states: States) -> None:
    """Tell of all states that differ."""
    before, after = states.before, states.after
    for id, placed in after.items():
        if id not in before:
            said = _new(id, placed, sides, states)
            sides.notes.add("staff", "added", placed.path, said, after=dict(placed.body))
            place, timers = quoted(placed.body["title"]), placed.body.get("timers", [])
            compare_timers(sides, place, [], timers, (*placed.path, "timers"))
    for id, placed in before.items():
        if id not in after:
            title, gone = quoted(placed.body["title"]), KINDS[placed.kind].gone
            said = (gone[0].format(title[0]), gone[1].format(title[1]))
            sides.notes.add("staff", "removed", placed.path, said, before=dict(placed.body))
    for id in [each for each in after if each in before]:
        _compare_state(sides, before[id], after[id], states.follows)
    _compare_places(sides, states)


def _new(id: str, placed: Placed, sides: Sides, states: States) -> Pair:
    (sv, en), (after_sv, after_en) = quoted(placed.body["title"]), _place(id, sides, states)
    roles = sides.after.roles(placed.body["role"]) if "role" in placed.body else ("", "")
    who_sv, who_en = (f" för {roles[0]}", f" for {roles[1]}") if roles[0] else ("", "")
    text_sv, text_en = quoted(placed.body["text"]) if "text" in placed.body else ("", "")
    new_sv, new_en = KINDS[placed.kind].new
    return (
        f"{new_sv}{who_sv}, {after_sv}: {sv}. {text_sv}".rstrip(),
        f"{new_en}{who_en}, {after_en}: {en}. {text_en}".rstrip(),
    )


def _place(id: str, sides: Sides, states: States) -> Pair:
    """Where a state stands among those of its flow."""
    flow = states.after[id].flow
    beside = [each for each, placed in states.after.items() if placed.flow == flow]
    number = beside.index(id)
    if number == 0:
        return ("först", "first") if flow == MAIN else ("först i sin gren", "first in its branch")
    sv, en = sides.after.state(beside[number - 1])
    return f"efter {sv}", f"after {en}"


def _compare_places(sides: Sides, states: States) -> None:
    """Tell of states in another flow or another order, and of another first one."""
    both_have = [id for id in states.after if id in states.before]
    elsewhere = {id for id in both_have if states.before[id].flow != states.after[id].flow}
    for flow in dict.fromkeys(placed.flow for placed in states.after.values()):
        old, new = (
            [id for id in of if of[id].flow == flow and id not in elsewhere]
            for of in (states.before, states.after)
        )
        elsewhere |= set(moved(old, new))
    for id in [each for each in both_have if each in elsewhere]:
        (sv, en), (place_sv, place_en) = sides.after.state(id), _place(id, sides, states)
        said = (f"Flyttat: {sv} står nu {place_sv}.", f"Moved: {en} stands {place_en} now.")
        path = states.after[id].path
        sides.notes.add("staff", "moved", path, said, before=list(states.before[id].path), after=list(path))
    first_before, first = next(iter(states.before)), next(iter(states.after))
    if first != first_before and first in states.before:
        (sv, en), (was_sv, was_en) = sides.after.state(first), sides.before.state(first_before)
        said = (
            f"Rutinen börjar nu med {sv}, förut med {was_sv}.",
            f"The routine begins with {en} now, before with {was_en}.",
        )
        sides.notes.add("staff", "changed", ("states",), said, before=first_before, after=first)


def _compare_state(sides: Sides, old: Placed, new: Placed, follows: Follows) -> None:
    before, after, where, notes = old.body, new.body, new.path, sides.notes
    place = quoted(after["title"])
    if before["title"] != after["title"]:
        (was_sv, was_en), (sv, en) = quoted(before["title"]), place
        said = (f"{was_sv} heter nu {sv}.", f"{was_en} is now called {en}.")
        notes.add("staff", "changed", (*where, "title"), said, before=before["title"], after=after["title"])
    compare_timers(sides, place, before.get("timers", []), after.get("timers", []), (*where, "timers"))
    compare_keys(sides, place, SOURCE, before.get("source", {}), after.get("source", {}), (*where, "source"))
    compare_keys(sides, place, KEYS, before, after, where, but=TOLD_APART)
    compare_items(
        sides, place, ITEM, before.get("checklist", []), after.get("checklist", []), (*where, "checklist")
    )
    if old.kind == new.kind:
        _compare_ways_on(sides, place, before, after, where, follows)
    else:
        one, other = KINDS[new.kind].one, KINDS[old.kind].one
        said = of(place, f"är nu {one[0]}, förut {other[0]}.", f"is now {one[1]}, before {other[1]}.")
        notes.add("staff", "changed", where, said, before=dict(before), after=dict(after))
    for name, named in (("with", WITH), ("take", TAKE), ("outcomes", OUTCOMES)):
        compare_named(sides, place, named, before.get(name, {}), after.get(name, {}), (*where, name))
    compare_keys(sides, place, WORK, before.get("do", {}), after.get("do", {}), (*where, "do"))
    _compare_branches(
        sides, place, before.get("together", {}), after.get("together", {}), (*where, "together")
    )


def _compare_ways_on(
    sides: Sides,
    place: Pair,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    where: tuple[str, ...],
    follows: Follows,
) -> None:
    """Who does it, and where it leads: what two states of one kind have in common."""
    roles = (before.get("role", []), after.get("role", []))
    compare_roles(sides, place, *roles, (*where, "role"))
    choices, ways = ((before.get(name, {}), after.get(name, {})) for name in ("choices", "choose"))
    compare_choices(sides, place, *choices, (*where, "choices"), follows, of_step=roles)
    compare_ways(sides, place, *ways, (*where, "choose"), follows)
    compare_target(sides, place, before.get("to"), after.get("to"), (*where, "to"), follows)
    if before.get("skip") != after.get("skip"):
        said = (
            of(place, "får nu hoppas över med ett skäl.", "may now be skipped with a reason.")
            if "skip" in after
            else of(place, "får inte längre hoppas över.", "may no longer be skipped.")
        )
        sides.notes.add(
            "staff", "changed", (*where, "skip"), said, before=before.get("skip"), after=after.get("skip")
        )


def _compare_branches(
    sides: Sides, place: Pair, before: Mapping[str, Any], after: Mapping[str, Any], where: tuple[str, ...]
) -> None:
    for name in dict.fromkeys((*after, *before)):
        sv, en = quoted((after.get(name) or before[name])["title"])
        if name in before and name in after:
            of_branch = (f"{place[0]}, grenen {sv}", f"{place[1]}, the branch {en}")
            compare_keys(sides, of_branch, BRANCH_TITLE, before[name], after[name], (*where, name))
        elif name in after:
            said = at(place, f"ny gren: {sv}.", f"a new branch: {en}.")
            sides.notes.add("staff", "added", (*where, name), said, after=after[name])
        else:
            said = at(place, f"grenen {sv} är borttagen.", f"the branch {en} is removed.")
            sides.notes.add("staff", "removed", (*where, name), said, before=before[name])
    compare_order(
        sides,
        place,
        ("grenarna", "the branches"),
        titles_of(after),
        list(before),
        list(after),
        where,
        "staff",
    )
